//! What holds for all rules, facts and events.

use super::*;
use proptest::prelude::*;

/// A set of rules on two fields and two types of events, with limits and weights.
fn rules() -> impl Strategy<Value = RuleSet> {
    let points = -1e3..1e3_f64;
    let rule = (
        points,
        0..6_usize,
        proptest::option::of(0.0..500.0_f64),
        proptest::option::of(-500.0..0.0_f64),
    );
    let group = (
        proptest::collection::vec(rule, 0..6),
        proptest::option::of(0.0..800.0_f64),
        proptest::option::of(-800.0..0.0_f64),
        0.0..3.0_f64,
    );
    let limits = (
        -500.0..500.0_f64,
        proptest::option::of(0.0..2e3_f64),
        proptest::option::of(-2e3..0.0_f64),
    );
    (proptest::collection::vec(group, 0..4), limits).prop_map(|(groups, (base, cap, floor))| {
        let mut weights = Vec::new();
        let mut made = Vec::new();
        for (g, (rules, cap, floor, weight)) in groups.into_iter().enumerate() {
            weights.push(weight);
            let mut list = Vec::new();
            for (r, (points, form, cap, floor)) in rules.into_iter().enumerate() {
                // Every rule its own condition: `max` and `days` differ.
                let own = (g * 10 + r) as f64 + 50.0;
                let test = match form {
                    0 => json!({ "field": "n", "range": { "min": 0, "max": own } }),
                    1 => json!({ "field": "t", "oneOf": ["a", format!("b{own}")] }),
                    2 => json!({ "field": "t", "empty": true, "ignoreCase": g % 2 == 0 }),
                    3 => json!({ "event": "v", "withinDays": own }),
                    4 => json!({ "event": "v", "decay": { "kind": "linear", "days": own } }),
                    _ => json!({ "event": "w", "decay": { "kind": "halfLife", "days": own } }),
                };
                let mut rule = json!({ "code": format!("{g}.{r}"), "points": points, "cap": cap, "floor": floor });
                rule.as_object_mut().unwrap().extend(test.as_object().unwrap().clone());
                if form != 2 || r == 0 {
                    list.push(rule);
                }
            }
            made.push(json!({ "code": format!("g{g}"), "rules": list, "cap": cap, "floor": floor }));
        }
        set(json!({
            "code": "s", "groups": made, "base": base, "cap": cap, "floor": floor,
            "weights": { "values": weights },
        }))
    })
}

fn events() -> impl Strategy<Value = Vec<PointEvent>> {
    let kind = prop_oneof![Just("v"), Just("w"), Just("x")];
    let event = (kind, 0.0..120.0_f64, 0.0..9.0_f64);
    proptest::collection::vec(
        event.prop_map(|(kind, day, count)| super::event(kind, day, count)),
        0..30,
    )
}

fn known() -> impl Strategy<Value = Facts> {
    (
        proptest::option::of(-10.0..120.0_f64),
        proptest::option::of(prop_oneof![Just("a"), Just("z")]),
    )
        .prop_map(|(number, word)| {
            facts(&[
                ("n", number.map_or(Fact::Missing, Fact::Number)),
                ("t", word.map_or(Fact::Missing, text)),
            ])
        })
}

fn scored(rules: &RuleSet, facts: &Facts, events: Vec<PointEvent>) -> Option<PointScore> {
    let rules = PointRules::try_new(rules).ok()?;
    let history = PointHistory {
        events,
        as_of: Some(100.0),
    };
    Some(rules.score(facts, &history, None).unwrap())
}

fn sum(parts: impl Iterator<Item = Points>) -> Points {
    parts.fold(Points::default(), |sum, part| sum + part)
}

proptest! {
    #[test]
    fn parts_sum_to_the_total_and_limits_hold(rules in rules(), facts in known(), events in events()) {
        let Some(found) = scored(&rules, &facts, events) else { return Ok(()) };
        prop_assert_eq!(sum(found.parts.iter().map(|part| part.points)), found.total);
        let within = |points: Points, floor: Option<f64>, cap: Option<f64>| {
            floor.is_none_or(|floor| points >= Points::of(floor)) && cap.is_none_or(|cap| points <= Points::of(cap))
        };
        prop_assert!(within(found.total, rules.floor, rules.cap));
        for (group, own) in found.groups.iter().zip(&rules.groups) {
            prop_assert!(within(group.points, own.floor, own.cap));
            prop_assert_eq!(sum(group.rules.iter().map(|rule| rule.points)), group.before);
            for (rule, own) in group.rules.iter().zip(&own.rules) {
                prop_assert!(within(rule.points, own.floor, own.cap));
            }
        }
    }

    #[test]
    fn order_cannot_show(rules in rules(), facts in known(), mut events in events()) {
        let Some(found) = scored(&rules, &facts, events.clone()) else { return Ok(()) };
        events.reverse();
        let mut turned = rules.clone();
        turned.groups.reverse();
        for group in &mut turned.groups {
            group.rules.reverse();
        }
        turned.weights.as_mut().unwrap().values.as_mut().unwrap().reverse();
        prop_assert_eq!(scored(&turned, &facts, events).unwrap().total, found.total);
    }

    #[test]
    fn older_events_never_count_more(age in 0.0..200.0_f64, more in 0.0..50.0_f64, days in 0.1..100.0_f64) {
        for kind in ["linear", "halfLife"] {
            let rule = json!({ "code": "r", "points": 100, "event": "e", "decay": { "kind": kind, "days": days } });
            let at = |age: f64| points_of(&rule, vec![event("e", 100.0 - age, 1.0)]);
            prop_assert!(at(age + more) <= at(age));
            prop_assert!((0.0..=100.0).contains(&at(age)));
        }
    }

    #[test]
    fn a_total_is_never_in_a_band_called_unreachable(rules in rules(), facts in known(), events in events(), cut in -800.0..800.0_f64) {
        let mut rules = rules;
        rules.bands = read(json!([{ "code": "low" }, { "code": "high", "from": cut }]));
        let Some(found) = scored(&rules, &facts, events) else { return Ok(()) };
        let place = usize::from(found.band.unwrap().band == "high");
        let path = format!("ruleSets[0].bands[{place}]");
        prop_assert!(check_rules(&[rules]).unwrap().iter().all(|finding| finding.path != path));
    }
}
