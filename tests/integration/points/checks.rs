//! What is wrong with rules is found, with its place.

use super::*;

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn slips_are_found_with_their_place() {
    let rule = |code: &str, points: f64, test: Value| {
        let mut rule = json!({ "code": code, "points": points, "field": "plan" });
        rule.as_object_mut()
            .unwrap()
            .extend(test.as_object().unwrap().clone());
        rule
    };
    let found = check_rules(&[set(json!({
        "code": "s",
        "groups": [
            { "code": "g", "rules": [
                rule("a", 5.0, json!({ "equals": "pro" })),
                rule("b", 5.0, json!({ "oneOf": ["pro"] })),
                rule("c", 6.0, json!({ "oneOf": ["pro", "pro"] })),
                rule("d", 1.0, json!({ "range": { "min": 2, "max": 1 } })),
                rule("e", 1.0, json!({ "oneOf": [] })),
            ] },
            { "code": "g", "rules": [
                rule("a", 1.0, json!({ "range": { "min": 2, "max": 2, "excludeMax": true } })),
                rule("f", 1.0, json!({ "equals": "" })),
                rule("h", 0.0, json!({ "empty": true })),
                json!({ "code": "i", "points": 3, "cap": 0, "event": "visit" }),
                json!({ "code": "j", "points": 3, "event": "visit" }),
            ] },
        ],
    }))])
    .unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|f| {
            (
                f.code.as_str(),
                f.path.as_str(),
                f.severity,
                f.other.as_deref(),
            )
        })
        .collect();
    let (error, warning) = (RuleSeverity::Error, RuleSeverity::Warning);
    assert_eq!(
        seen,
        [
            (
                "rules.duplicate_code",
                "ruleSets[0].groups[1].code",
                error,
                Some("ruleSets[0].groups[0].code")
            ),
            (
                "rules.duplicate_code",
                "ruleSets[0].groups[1].rules[0].code",
                error,
                Some("ruleSets[0].groups[0].rules[0].code")
            ),
            (
                "rules.repeated",
                "ruleSets[0].groups[0].rules[1]",
                warning,
                Some("ruleSets[0].groups[0].rules[0]")
            ),
            (
                "rules.contradiction",
                "ruleSets[0].groups[0].rules[2]",
                error,
                Some("ruleSets[0].groups[0].rules[0]")
            ),
            (
                "rules.range_reversed",
                "ruleSets[0].groups[0].rules[3]",
                error,
                None
            ),
            (
                "rules.empty_choice",
                "ruleSets[0].groups[0].rules[4]",
                error,
                None
            ),
            (
                "rules.never_holds",
                "ruleSets[0].groups[1].rules[0]",
                warning,
                None
            ),
            (
                "rules.never_holds",
                "ruleSets[0].groups[1].rules[1]",
                warning,
                None
            ),
            (
                "rules.no_effect",
                "ruleSets[0].groups[1].rules[2]",
                warning,
                None
            ),
            (
                "rules.no_effect",
                "ruleSets[0].groups[1].rules[3]",
                warning,
                None
            ),
            (
                "rules.repeated",
                "ruleSets[0].groups[1].rules[4]",
                warning,
                Some("ruleSets[0].groups[1].rules[3]")
            ),
        ]
    );
    for finding in &found {
        assert!(
            clientele::labels::label(&finding.code).is_some(),
            "{}",
            finding.code
        );
    }
}

#[test]
fn bands_out_of_reach_are_found() {
    let unreachable = |rules: Value, bands: Value| -> Vec<String> {
        let rules = set(
            json!({ "code": "s", "cap": 90, "groups": [{ "code": "g", "rules": rules }], "bands": bands }),
        );
        let found = check_rules(&[rules]).unwrap();
        assert!(found.iter().all(|f| f.code == "rules.unreachable_band"));
        found.into_iter().map(|f| f.path).collect()
    };
    let bands = json!([{ "code": "a" }, { "code": "b", "from": 30 }, { "code": "c", "from": 31 }]);
    let rule = |code: &str, points: f64, plan: &str| json!({ "code": code, "points": points, "field": "plan", "equals": plan });
    // A plan is one or the other: 30 at most, not 50.
    let exclusive = json!([rule("x", 20.0, "pro"), rule("y", 30.0, "team")]);
    assert_eq!(
        unreachable(exclusive, bands.clone()),
        ["ruleSets[0].bands[2]"]
    );
    // A text may contain both.
    let both = json!([
        { "code": "x", "points": 20, "field": "f", "contains": "a" },
        { "code": "y", "points": 30, "field": "f", "contains": "b" },
    ]);
    assert_eq!(unreachable(both, bands.clone()), [""; 0]);
    // Ranges that overlap between 10 and 20 alone.
    let ranges = json!([
        { "code": "x", "points": 16, "field": "n", "range": { "min": 0, "max": 20 } },
        { "code": "y", "points": 15, "field": "n", "range": { "min": 10, "excludeMin": true } },
        { "code": "z", "points": 9, "field": "n", "range": { "min": 21 } },
    ]);
    assert_eq!(unreachable(ranges, bands.clone()), [""; 0]);
    // Events without a limit go as far as the set lets them.
    let events = json!([{ "code": "x", "points": 1, "event": "e" }]);
    let high = json!([{ "code": "a", "from": 90 }, { "code": "b", "from": 91 }]);
    assert_eq!(unreachable(events, high), ["ruleSets[0].bands[1]"]);
    // Nobody falls below 0, so that the first band ends before anybody is in it.
    let first = json!([{ "code": "a" }, { "code": "b", "from": 0 }]);
    assert_eq!(
        unreachable(json!([rule("x", 20.0, "pro")]), first),
        ["ruleSets[0].bands[0]"]
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn malformed_rules_are_errors_with_their_place() {
    let fails = |json: Value| {
        let error = check_rules(&[set(json)]).unwrap_err();
        let path = error
            .path()
            .unwrap()
            .strip_prefix("ruleSets[0].")
            .unwrap()
            .to_owned();
        (error.code(), path)
    };
    let rule = |test: Value| {
        let mut rule = json!({ "code": "r", "points": 1 });
        rule.as_object_mut()
            .unwrap()
            .extend(test.as_object().unwrap().clone());
        json!({ "code": "s", "groups": [{ "code": "g", "rules": [rule] }] })
    };
    for (test, code, path) in [
        (json!({}), "Missing", "field"),
        (json!({ "field": "f" }), "Missing", "equals"),
        (
            json!({ "field": "f", "equals": 1, "empty": true }),
            "InvalidValue",
            "field",
        ),
        (
            json!({ "field": "f", "event": "e" }),
            "InvalidValue",
            "event",
        ),
        (
            json!({ "event": "e", "equals": 1 }),
            "InvalidValue",
            "event",
        ),
        (
            json!({ "field": "f", "empty": true, "withinDays": 3 }),
            "InvalidValue",
            "field",
        ),
        (
            json!({ "field": "f", "contains": "" }),
            "InvalidValue",
            "contains",
        ),
        (
            json!({ "field": "f", "range": {} }),
            "InvalidValue",
            "range",
        ),
        (
            json!({ "field": "f", "range": { "min": 1, "max": "2024-01-01" } }),
            "InvalidValue",
            "range",
        ),
        (
            json!({ "field": "f", "oneOf": [["a"]] }),
            "InvalidValue",
            "oneOf[0]",
        ),
        (
            json!({ "field": "", "empty": true }),
            "InvalidValue",
            "field",
        ),
        (
            json!({ "event": "e", "decay": { "kind": "linear", "days": 0 } }),
            "OutOfRange",
            "decay.days",
        ),
        (
            json!({ "event": "e", "withinDays": -1 }),
            "OutOfRange",
            "withinDays",
        ),
        (json!({ "event": "e", "cap": -1 }), "OutOfRange", "cap"),
        (json!({ "event": "e", "floor": 1 }), "OutOfRange", "floor"),
        (
            json!({ "event": "e", "points": 2e6 }),
            "OutOfRange",
            "points",
        ),
    ] {
        assert_eq!(
            fails(rule(test.clone())),
            (code, format!("groups[0].rules[0].{path}")),
            "{test}"
        );
    }
    let mut rules = one_rule(&json!({ "code": "r", "points": 1, "event": "e" }));
    rules.groups[0].rules[0].points = f64::NAN;
    assert_eq!(PointRules::try_new(&rules).unwrap_err().code(), "NotFinite");
    let bands = |bands: Value| json!({ "code": "s", "groups": [], "bands": bands });
    assert_eq!(
        fails(bands(json!([{ "code": "a", "from": 1 }, { "code": "b" }]))).1,
        "bands[1].from"
    );
    assert_eq!(
        fails(bands(
            json!([{ "code": "a", "from": 1 }, { "code": "b", "from": 1 }])
        ))
        .1,
        "bands[1].from"
    );
    assert_eq!(
        fails(json!({ "code": "s", "groups": [], "cap": 1, "floor": 2 })).1,
        "cap"
    );
    assert_eq!(
        fails(json!({ "code": "s", "groups": [], "weights": {} })).1,
        "weights.values"
    );
    assert_eq!(
        fails(json!({ "code": "s", "groups": [], "weights": { "values": [1] } })).0,
        "LengthMismatch"
    );
    let many: Vec<_> = (0..501)
        .map(|i| json!({ "code": format!("r{i}"), "points": 1, "event": "e" }))
        .collect();
    assert_eq!(
        fails(json!({ "code": "s", "groups": [{ "code": "g", "rules": many }] })),
        ("OutOfRange", "groups[0].rules".into())
    );
}
