//! Points by rules: a worked example, what rules hold for, their checks, and bad input.

mod checks;
mod properties;

use clientele::Error;
use clientele::data::date::Day;
use clientele::plain::FromPlain;
use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;
use clientele::score::points::CrossingDirection;
use clientele::score::points::Fact;
use clientele::score::points::Facts;
use clientele::score::points::PartKind;
use clientele::score::points::PointEvent;
use clientele::score::points::PointHistory;
use clientele::score::points::PointRules;
use clientele::score::points::PointScore;
use clientele::score::points::Points;
use clientele::score::points::PreviousTotal;
use clientele::score::points::RuleSet;
use clientele::score::points::RuleSeverity;
use clientele::score::points::ScorecardScale;
use clientele::score::points::check_rules;
use clientele::score::points::score_points;
use serde_json::Value;
use serde_json::json;

/// Returns a JSON value as it comes from a host.
fn plain(json: Value) -> Plain {
    match json {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(value),
        Value::Number(number) => Plain::Number(number.as_f64().unwrap()),
        Value::String(text) => Plain::Text(text),
        Value::Array(list) => Plain::List(list.into_iter().map(plain).collect()),
        Value::Object(map) => Plain::Map(
            map.into_iter()
                .map(|(key, value)| (key, plain(value)))
                .collect(),
        ),
    }
}

fn read<T: FromPlain>(json: Value) -> T {
    from_plain(plain(json)).unwrap()
}

fn set(json: Value) -> RuleSet {
    read(json)
}

fn one_rule(rule: &Value) -> RuleSet {
    set(json!({ "code": "s", "groups": [{ "code": "g", "rules": [rule] }] }))
}

fn facts(known: &[(&str, Fact)]) -> Facts {
    let mut facts = Facts::default();
    for (field, fact) in known {
        facts.set(field, fact.clone());
    }
    facts
}

fn text(text: &str) -> Fact {
    Fact::Text(text.into())
}

fn event(kind: &str, day: f64, count: f64) -> PointEvent {
    PointEvent {
        kind: kind.into(),
        day,
        count: Some(count),
    }
}

fn score(set: &RuleSet, facts: &Facts, history: &PointHistory) -> Result<PointScore, Error> {
    PointRules::try_new(set)?.score(facts, history, None)
}

/// The points of a set of one rule for one fact.
fn points_for(rule: &Value, fact: Fact) -> Result<f64, Error> {
    let found = score(
        &one_rule(rule),
        &facts(&[("f", fact)]),
        &PointHistory::default(),
    )?;
    Ok(found.total.value())
}

/// The points of a set of one rule for events, on day 100.
fn points_of(rule: &Value, events: Vec<PointEvent>) -> f64 {
    let history = PointHistory {
        events,
        as_of: Some(100.0),
    };
    let found = score(&one_rule(rule), &Facts::default(), &history).unwrap();
    found.total.value()
}

fn lead() -> RuleSet {
    set(json!({
        "code": "lead", "base": 5, "cap": 80,
        "groups": [
            { "code": "fit", "cap": 35, "rules": [
                { "code": "plan", "points": 20, "field": "plan", "oneOf": ["pro", "team"] },
                { "code": "size", "points": 15, "field": "employees", "range": { "min": 50, "max": 500 } },
                { "code": "country", "points": 10, "field": "country", "equals": "CN" },
                { "code": "free_mail", "points": -10, "field": "email", "contains": "@gmail." },
                { "code": "no_phone", "points": -5, "field": "phone", "empty": true },
            ] },
            { "code": "engagement", "cap": 30, "rules": [
                { "code": "visits", "points": 2, "event": "visit", "cap": 20,
                  "decay": { "kind": "halfLife", "days": 14 } },
                { "code": "demos", "points": 15, "event": "demo", "decay": { "kind": "linear", "days": 30 } },
            ] },
        ],
        "weights": { "values": [1, 2] },
        "bands": [{ "code": "cold" }, { "code": "warm", "from": 40 }, { "code": "hot", "label": "Call", "from": 75 }],
        "link": { "intercept": -4, "slope": 0.05 },
    }))
}

fn customer() -> Facts {
    facts(&[
        ("plan", text("team")),
        ("employees", Fact::Number(120.0)),
        ("country", text("CN")),
        ("email", text("li@example.com")),
    ])
}

fn history() -> PointHistory {
    PointHistory {
        events: vec![
            event("visit", 100.0, 3.0),
            event("visit", 86.0, 4.0),
            event("visit", 72.0, 8.0),
            event("demo", 85.0, 1.0),
            event("demo", 60.0, 1.0),
            event("visit", 101.0, 50.0),
        ],
        as_of: Some(100.0),
    }
}

#[test]
fn a_worked_example_by_hand() {
    // Fit: plan 20 + size 15 + country 10 + no phone −5 = 40, cut to 35.
    // Visits: 3·2 + 4·2/2 + 8·2/4 = 6 + 4 + 4 = 14 (half-life 14 days; ages 0, 14, 28).
    // Demos: 15·(1 − 15/30) + 0 = 7.5 (age 15; age 40 is beyond 30). Engagement 21.5, twice 43.
    // Total: 5 + 35 + 43 = 83, cut to 80. Probability: 1/(1 + exp(4 − 0.05·80)) = 1/2.
    let found = score(&lead(), &customer(), &history()).unwrap();
    assert_eq!(found.total.value(), 80.0);
    assert_eq!(found.probability, Some(0.5));
    let band = found.band.unwrap();
    assert_eq!(
        (band.band.as_str(), band.label.as_deref()),
        ("hot", Some("Call"))
    );
    assert_eq!(found.events_after_as_of, 1);
    let groups: Vec<_> = found
        .groups
        .iter()
        .map(|g| (g.before.value(), g.points.value(), g.weighted.value()))
        .collect();
    assert_eq!(groups, [(40.0, 35.0, 35.0), (21.5, 21.5, 43.0)]);
    let parts: Vec<_> = found
        .parts
        .iter()
        .map(|p| (p.kind, p.rule.as_deref().unwrap_or(""), p.points.value()))
        .collect();
    assert_eq!(
        parts,
        [
            (PartKind::Base, "", 5.0),
            (PartKind::Rule, "plan", 20.0),
            (PartKind::Rule, "size", 15.0),
            (PartKind::Rule, "country", 10.0),
            (PartKind::Rule, "no_phone", -5.0),
            (PartKind::GroupLimit, "", -5.0),
            (PartKind::Rule, "visits", 14.0),
            (PartKind::Rule, "demos", 7.5),
            (PartKind::Weight, "", 21.5),
            (PartKind::TotalLimit, "", -3.0),
        ]
    );
    assert_eq!(found.groups[1].rules[0].events, Some(15.0));
    assert!(!found.groups[0].rules[3].holds);
}

#[test]
fn judgements_weigh_groups_and_must_be_consistent() {
    let mut rules = lead();
    rules.weights = read(json!({ "judgements": [[1, 3], [1.0 / 3.0, 1]] }));
    let found = score(&rules, &customer(), &history()).unwrap();
    // Two criteria, one three times the other: 3/4 and 1/4. 5 + 0.75·35 + 0.25·21.5 = 36.625.
    assert_eq!(found.total.value(), 36.625);
    assert!(found.consistency_ratio.unwrap().abs() < 1e-12);
    assert_eq!(found.band.unwrap().band, "cold");

    // Price over service over speed over price: circular.
    let group = |code: &str| json!({ "code": code, "rules": [] });
    let circular = set(json!({
        "code": "s", "groups": [group("a"), group("b"), group("c")],
        "weights": { "judgements": [[1, 3, 1.0 / 3.0], [1.0 / 3.0, 1, 3], [3, 1.0 / 3.0, 1]] },
    }));
    let error = PointRules::try_new(&circular).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("weights.judgements"))
    );
    let error = check_rules(&[circular]).unwrap_err();
    assert_eq!(error.path(), Some("ruleSets[0].weights.judgements"));
}

#[test]
fn fields_hold_as_rules_ask() {
    let rule = |test: Value| {
        let mut rule = json!({ "code": "r", "points": 1, "field": "f" });
        let added = test.as_object().unwrap().clone();
        rule.as_object_mut().unwrap().extend(added);
        rule
    };
    let list = Fact::List(vec!["Sport".into(), "Wine".into()]);
    let day = |iso: &str| Fact::Date(Day::from_iso(iso).unwrap());
    let may = json!({ "range": { "min": "2024-05-01", "max": "2024-05-31" } });
    for (test, fact, expected) in [
        (json!({ "equals": "pro" }), text("pro"), 1.0),
        (json!({ "equals": "pro" }), text("Pro"), 0.0),
        (
            json!({ "equals": "pro", "ignoreCase": true }),
            text("Pro"),
            1.0,
        ),
        (json!({ "equals": 5 }), Fact::Number(5.0), 1.0),
        (json!({ "equals": false }), Fact::Bool(false), 1.0),
        (json!({ "equals": "2024-05-01" }), day("2024-05-01"), 1.0),
        (json!({ "equals": "pro" }), Fact::Missing, 0.0),
        (json!({ "oneOf": ["a", 2] }), Fact::Number(2.0), 1.0),
        (json!({ "oneOf": ["a", 2] }), text("b"), 0.0),
        (json!({ "contains": "in" }), text("Wine"), 1.0),
        (json!({ "contains": "WINE" }), text("red wine"), 0.0),
        (
            json!({ "contains": "WINE", "ignoreCase": true }),
            text("red wine"),
            1.0,
        ),
        (json!({ "contains": "葡萄" }), text("葡萄酒"), 1.0),
        (json!({ "contains": "Wine" }), list.clone(), 1.0),
        (json!({ "contains": "Win" }), list.clone(), 0.0),
        (
            json!({ "contains": "wine", "ignoreCase": true }),
            list.clone(),
            1.0,
        ),
        // Both bounds are in the range unless told.
        (
            json!({ "range": { "min": 1, "max": 2 } }),
            Fact::Number(1.0),
            1.0,
        ),
        (
            json!({ "range": { "min": 1, "max": 2 } }),
            Fact::Number(2.0),
            1.0,
        ),
        (
            json!({ "range": { "min": 1, "excludeMin": true } }),
            Fact::Number(1.0),
            0.0,
        ),
        (
            json!({ "range": { "max": 2, "excludeMax": true } }),
            Fact::Number(2.0),
            0.0,
        ),
        (json!({ "range": { "min": 1 } }), Fact::Number(1e300), 1.0),
        (may.clone(), text("2024-05-31"), 1.0),
        (may.clone(), day("2024-06-01"), 0.0),
        (json!({ "empty": true }), Fact::Missing, 1.0),
        (json!({ "empty": true }), text(" \u{3000}"), 1.0),
        (json!({ "empty": true }), Fact::List(vec![]), 1.0),
        (json!({ "empty": true }), Fact::Number(0.0), 0.0),
        (json!({ "empty": false }), Fact::Bool(false), 1.0),
        (json!({ "empty": false }), Fact::Missing, 0.0),
    ] {
        let found = points_for(&rule(test.clone()), fact.clone()).unwrap();
        assert_eq!(found, expected, "{test} {fact:?}");
    }
    for (test, fact) in [
        (json!({ "equals": 5 }), text("5")),
        (json!({ "equals": "pro" }), list.clone()),
        (json!({ "contains": "1" }), Fact::Number(1.0)),
        (json!({ "range": { "min": 1 } }), text("2")),
        (may, text("soon")),
    ] {
        let error = points_for(&rule(test.clone()), fact).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("InvalidValue", Some("facts.f")),
            "{test}"
        );
    }
    let error = points_for(
        &rule(json!({ "range": { "min": 1 } })),
        Fact::Number(f64::NAN),
    )
    .unwrap_err();
    assert_eq!((error.code(), error.path()), ("NotFinite", Some("facts.f")));
}

#[test]
fn nothing_known_gives_the_base() {
    let found = score(&lead(), &Facts::default(), &PointHistory::default()).unwrap();
    // 5 for all, and the missing phone: −5.
    assert_eq!(found.total.value(), 0.0);
    assert_eq!(found.band.unwrap().band, "cold");
    let strange = facts(&[("no_rule_asks", text("for this"))]);
    assert_eq!(
        score(&lead(), &strange, &PointHistory::default())
            .unwrap()
            .total
            .value(),
        0.0
    );
}

#[test]
fn decay_follows_its_closed_forms() {
    let half = json!({ "code": "r", "points": 8, "event": "e", "decay": { "kind": "halfLife", "days": 10 } });
    // 8·2^(−age/10): after 0, 1, 2, 3 half-lives; and 5 days: 8/√2 = 5.656854…
    for (age, expected) in [
        (0.0, 8.0),
        (10.0, 4.0),
        (20.0, 2.0),
        (30.0, 1.0),
        (5.0, 5.656854),
    ] {
        assert_eq!(
            points_of(&half, vec![event("e", 100.0 - age, 1.0)]),
            expected
        );
    }
    // One event a day for ever: 8/(1 − 2^(−1/10)) = 119.4874…; 400 days are all but 1e-10 of it.
    let daily = (0..400)
        .map(|age| event("e", 100.0 - f64::from(age), 1.0))
        .collect();
    let sum = 8.0 / (1.0 - 0.5_f64.powf(0.1));
    // Each of 400 events is rounded to a millionth.
    assert!((points_of(&half, daily) - sum).abs() < 400.0 * 5e-7);
    let linear = json!({ "code": "r", "points": 8, "event": "e", "decay": { "kind": "linear", "days": 10 } });
    for (age, expected) in [(0.0, 8.0), (2.5, 6.0), (10.0, 0.0), (11.0, 0.0)] {
        assert_eq!(
            points_of(&linear, vec![event("e", 100.0 - age, 1.0)]),
            expected
        );
    }
    let window = json!({ "code": "r", "points": 1, "event": "e", "withinDays": 30 });
    let events = vec![
        event("e", 70.0, 1.0),
        event("e", 69.99, 1.0),
        event("other", 99.0, 1.0),
    ];
    assert_eq!(points_of(&window, events), 1.0);
}

#[test]
fn a_whole_day_of_the_score_lasts_to_its_end() {
    let rule = json!({ "code": "r", "points": 1, "event": "e" });
    let events = vec![event("e", 100.9, 1.0), event("e", 101.0, 1.0)];
    assert_eq!(points_of(&rule, events.clone()), 1.0);
    let history = PointHistory {
        events,
        as_of: Some(100.5),
    };
    let found = score(&one_rule(&rule), &Facts::default(), &history).unwrap();
    assert_eq!((found.total.value(), found.events_after_as_of), (0.0, 2));
}

#[test]
fn huge_counts_stop_at_the_limit_that_every_rule_has() {
    let rule = json!({ "code": "r", "points": 1e6, "event": "e" });
    let history = PointHistory {
        events: vec![event("e", 1.0, 1e9); 1000],
        as_of: Some(1.0),
    };
    let found = score(&one_rule(&rule), &Facts::default(), &history).unwrap();
    // 10⁶ points · 10⁹ events · 1000 entries = 10¹⁸; a rule gives 10⁹ at most.
    assert_eq!(found.groups[0].rules[0].before.value(), 1e18);
    assert_eq!(found.total.value(), 1e9);
}

#[test]
fn bad_events_are_named() {
    let rules = one_rule(&json!({ "code": "r", "points": 1, "event": "e" }));
    let fails = |events: Vec<PointEvent>, as_of: Option<f64>| {
        let error = score(&rules, &Facts::default(), &PointHistory { events, as_of }).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let at = |code: &'static str, path: &str| (code, path.to_owned());
    assert_eq!(
        fails(vec![event("e", 1.0, 1.0)], None),
        at("Missing", "asOf")
    );
    assert_eq!(fails(vec![], Some(f64::NAN)), at("NotFinite", "asOf"));
    assert_eq!(
        fails(vec![event("e", f64::INFINITY, 1.0)], Some(1.0)),
        at("NotFinite", "events[0].day")
    );
    assert_eq!(
        fails(vec![event("e", 1e9, 1.0)], Some(1.0)),
        at("OutOfRange", "events[0].day")
    );
    assert_eq!(
        fails(vec![event("e", 1.0, -1.0)], Some(1.0)),
        at("OutOfRange", "events[0].count")
    );
    assert_eq!(
        fails(vec![event("e", 1.0, f64::NAN)], Some(1.0)),
        at("NotFinite", "events[0].count")
    );
}

#[test]
fn crossings_follow_the_way() {
    let rules = PointRules::try_new(&lead()).unwrap();
    let crossed =
        |previous: f64, history: &PointHistory| -> Vec<(CrossingDirection, Option<String>)> {
            let found = rules.score(&customer(), history, Some(previous)).unwrap();
            found
                .crossings
                .into_iter()
                .map(|c| (c.direction, c.band))
                .collect()
        };
    let (up, down) = (CrossingDirection::Up, CrossingDirection::Down);
    // The total is 80 with events, 5 + 35 = 40 without: 40 is in the band that begins there.
    let none = PointHistory::default();
    assert_eq!(
        crossed(10.0, &history()),
        [(up, Some("warm".into())), (up, Some("hot".into()))]
    );
    assert_eq!(crossed(75.0, &history()), []);
    assert_eq!(crossed(90.0, &none), [(down, Some("warm".into()))]);
    let empty = rules.score(&Facts::default(), &none, Some(90.0)).unwrap();
    let bands: Vec<_> = empty
        .crossings
        .iter()
        .map(|c| (c.threshold, c.band.as_deref()))
        .collect();
    assert_eq!(bands, [(75.0, Some("warm")), (40.0, Some("cold"))]);
}

#[test]
fn sets_stand_side_by_side() {
    let mut other = lead();
    other.code = "other".into();
    other.cap = None;
    let previous = [PreviousTotal {
        set: "other".into(),
        total: 0.0,
    }];
    let found = score_points(&[lead(), other.clone()], &customer(), &history(), &previous).unwrap();
    let totals: Vec<_> = found
        .iter()
        .map(|s| (s.total.value(), s.crossings.len()))
        .collect();
    assert_eq!(totals, [(80.0, 0), (83.0, 2)]);
    let error = score_points(&[lead()], &customer(), &history(), &previous).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("previous[0].set"))
    );
    let error = score_points(&[lead(), lead()], &customer(), &history(), &[]).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("ruleSets[1].code"))
    );
}

#[test]
fn rules_are_written_and_read_as_plain_values() {
    assert_eq!(from_plain::<RuleSet>(lead().to_plain()).unwrap(), lead());
    let misspelt = Plain::Map(vec![("cod".into(), Plain::Text("s".into()))]);
    assert_eq!(
        from_plain::<RuleSet>(misspelt).unwrap_err().code(),
        "UnknownKey"
    );
}

#[test]
fn the_scale_of_a_scorecard() {
    // Siddiqi (2006), chapter 6: 600 points at 50:1, 20 points double the odds:
    // factor 20/ln 2 = 28.8539, offset 600 − 28.8539·ln 50 = 487.123.
    let scale = ScorecardScale {
        points: 600.0,
        odds: 50.0,
        points_to_double: 20.0,
    };
    let found = scale.scaling().unwrap();
    assert!((found.factor - 28.8539).abs() < 5e-5);
    assert!((found.offset - 487.123).abs() < 5e-4);
    // 50:1 is a probability of 50/51; twenty points more make 100:1.
    assert!((found.link.probability(600.0) - 50.0 / 51.0).abs() < 1e-14);
    assert!((found.link.probability(620.0) - 100.0 / 101.0).abs() < 1e-14);
    for (points, odds, points_to_double, path) in [
        (f64::NAN, 50.0, 20.0, "points"),
        (600.0, 0.0, 20.0, "odds"),
        (600.0, 50.0, 0.0, "pointsToDouble"),
    ] {
        let scale = ScorecardScale {
            points,
            odds,
            points_to_double,
        };
        assert_eq!(scale.scaling().unwrap_err().path(), Some(path));
    }
}
