//! Fuzzy comprehensive evaluation: a published case, laws, and what is rejected.

use clientele::Error;
use clientele::index::fuzzy_evaluation::Evidence;
use clientele::index::fuzzy_evaluation::FuzzyEvaluation;
use clientele::index::fuzzy_evaluation::FuzzyFactor;
use clientele::index::fuzzy_evaluation::FuzzyOperator;
use clientele::index::fuzzy_evaluation::FuzzyOptions;
use clientele::index::fuzzy_evaluation::MaximumVerdict;
use clientele::index::fuzzy_evaluation::fuzzy_evaluation;
use clientele::plain::Plain;
use clientele::plain::from_plain;
use proptest::prelude::*;

use super::ranking::close;

fn grades(count: usize) -> Vec<String> {
    ["excellent", "good", "fair", "poor", "bad"][..count]
        .iter()
        .map(|grade| (*grade).to_owned())
        .collect()
}

fn leaf(name: &str, weight: f64, memberships: &[f64]) -> FuzzyFactor {
    FuzzyFactor::new(name, weight, Evidence::Memberships(memberships.to_vec()))
}

/// The clothing case of the manual of SPSSAU: five factors, four grades.
fn clothing() -> Vec<FuzzyFactor> {
    vec![
        leaf("pattern", 0.1, &[0.2, 0.5, 0.3, 0.0]),
        leaf("style", 0.1, &[0.1, 0.3, 0.5, 0.1]),
        leaf("durability", 0.15, &[0.0, 0.1, 0.6, 0.3]),
        leaf("price", 0.3, &[0.0, 0.4, 0.5, 0.1]),
        leaf("comfort", 0.35, &[0.5, 0.3, 0.2, 0.0]),
    ]
}

fn with(operator: FuzzyOperator) -> FuzzyOptions {
    FuzzyOptions {
        operator,
        ..FuzzyOptions::default()
    }
}

fn fault(result: Result<FuzzyEvaluation, Error>) -> (&'static str, String) {
    let error = result.unwrap_err();
    (error.code(), error.path().unwrap_or_default().to_owned())
}

#[test]
fn the_clothing_case_of_spssau_comes_out_by_all_four_operators() {
    let expected: [(FuzzyOperator, [f64; 4]); 4] = [
        (FuzzyOperator::WeightedAverage, [0.205, 0.320, 0.390, 0.085]),
        (FuzzyOperator::MinMax, [0.35, 0.30, 0.30, 0.15]),
        (FuzzyOperator::ProductMax, [0.175, 0.12, 0.15, 0.045]),
        (FuzzyOperator::MinSum, [0.55, 0.90, 0.85, 0.35]),
    ];
    for (operator, composed) in expected {
        let found = fuzzy_evaluation(&grades(4), &clothing(), &with(operator)).unwrap();
        close(&found.composed, &composed, 1e-15);
        let total: f64 = composed.iter().sum();
        close(&found.memberships, &composed.map(|b| b / total), 1e-15);
        assert!(found.warnings.is_empty());
    }
}

#[test]
fn the_grade_comes_with_its_effectiveness_and_the_score_with_its_values() {
    let options = FuzzyOptions {
        grade_values: Some(vec![100.0, 80.0, 60.0, 40.0]),
        ..FuzzyOptions::default()
    };
    let found = fuzzy_evaluation(&grades(4), &clothing(), &options).unwrap();
    assert_eq!(found.grade.as_deref(), Some("fair"));
    // (4 · .39 − 1) / (2 · .32 · 3), by hand
    assert!((found.effectiveness.unwrap() - 0.56 / 1.92).abs() < 1e-12);
    assert_eq!(found.verdict, MaximumVerdict::MaximumWeak);
    // 20.5 + 25.6 + 23.4 + 3.4
    assert!((found.score.unwrap() - 72.9).abs() < 1e-12);
    assert_eq!(found.factors[4].grade.as_deref(), Some("excellent"));
    // the others, which normalise to (.318 .273 .273 .136), (.357 .245 .306 .092), (.208 .340 .321 .132)
    let others = &found.provenance.others;
    let names: Vec<&str> = others.iter().map(|other| other.method.as_str()).collect();
    assert_eq!(names, ["minMax", "productMax", "minSum"]);
    assert!((others[0].largest_difference - (0.39 - 0.3 / 1.1)).abs() < 1e-12);
    assert!(others.iter().all(|other| !other.same_order));
}

#[test]
fn levels_are_composed_from_the_leaves_up() {
    let service = FuzzyFactor::new(
        "service",
        3.0,
        Evidence::Factors(vec![
            FuzzyFactor::new("speed", 1.0, Evidence::Votes(vec![6.0, 2.0, 2.0])),
            leaf("care", 1.0, &[0.2, 0.8, 0.0]),
        ]),
    );
    let measured = Evidence::Measured {
        value: 25.0,
        standards: vec![10.0, 20.0, 30.0],
    };
    let price = FuzzyFactor::new("price", 1.0, measured);
    let found = fuzzy_evaluation(&grades(3), &[service, price], &FuzzyOptions::default()).unwrap();
    // service (.4 .5 .1), price (0 .5 .5), weights ¾ and ¼
    close(&found.factors[0].memberships, &[0.4, 0.5, 0.1], 1e-15);
    close(&found.factors[1].memberships, &[0.0, 0.5, 0.5], 0.0);
    close(&found.memberships, &[0.3, 0.5, 0.2], 1e-15);
    close(&[found.factors[0].weight], &[0.75], 0.0);
    assert_eq!(found.factors[0].factors[1].name, "care");
    let warned: Vec<_> = found
        .warnings
        .iter()
        .map(|warning| (warning.code.as_str(), warning.subject.as_deref()))
        .collect();
    assert_eq!(
        warned,
        [
            ("weights_scaled", None),
            ("weights_scaled", Some("service"))
        ]
    );
}

#[test]
fn two_equal_grades_are_no_grade() {
    let factors = [leaf("a", 1.0, &[0.4, 0.4, 0.2])];
    let found = fuzzy_evaluation(&grades(3), &factors, &FuzzyOptions::default()).unwrap();
    assert_eq!((found.grade, found.factors[0].grade.clone()), (None, None));
    assert_eq!(found.warnings[0].code, "grade_tied");
}

#[test]
fn memberships_that_do_not_sum_to_one_are_scaled_only_when_asked() {
    let factors = [
        leaf("a", 0.5, &[0.5, 0.3]),
        leaf("b", 0.5, &[0.333333, 0.666667]),
    ];
    let rejected = fuzzy_evaluation(&grades(2), &factors, &FuzzyOptions::default());
    assert_eq!(
        fault(rejected),
        ("OutOfRange", "factors[a].memberships".to_owned())
    );
    let options = FuzzyOptions {
        scale_rows: true,
        ..FuzzyOptions::default()
    };
    let found = fuzzy_evaluation(&grades(2), &factors, &options).unwrap();
    close(&found.factors[0].memberships, &[0.625, 0.375], 1e-15);
    let warned: Vec<_> = found
        .warnings
        .iter()
        .map(|warning| (warning.code.as_str(), warning.subject.as_deref()))
        .collect();
    assert_eq!(warned, [("memberships_scaled", Some("a"))]);
}

#[test]
fn what_is_no_evaluation_is_rejected_with_its_place() {
    let inner =
        |inner: Vec<FuzzyFactor>| vec![FuzzyFactor::new("Service", 1.0, Evidence::Factors(inner))];
    let measured = |value: f64, standards: &[f64]| {
        let standards = standards.to_vec();
        vec![FuzzyFactor::new(
            "m",
            1.0,
            Evidence::Measured { value, standards },
        )]
    };
    let votes = |votes: &[f64]| vec![FuzzyFactor::new("v", 1.0, Evidence::Votes(votes.to_vec()))];
    let good: &[f64] = &[0.5, 0.5];
    let table: Vec<(Vec<FuzzyFactor>, &str, &str)> = vec![
        (vec![], "EmptyInput", "factors"),
        (inner(vec![]), "EmptyInput", "factors[Service].factors"),
        (
            vec![leaf("a", 1.0, &[1.0])],
            "LengthMismatch",
            "factors[a].memberships",
        ),
        (
            inner(vec![leaf("Speed", 1.0, &[0.5, f64::NAN])]),
            "NotFinite",
            "factors[Service].factors[Speed].memberships[1]",
        ),
        (
            vec![leaf("a", 1.0, &[1.5, -0.5])],
            "OutOfRange",
            "factors[a].memberships[1]",
        ),
        (
            vec![leaf("a", 1.0, &[0.0, 0.0])],
            "OutOfRange",
            "factors[a].memberships",
        ),
        (
            vec![leaf("a", f64::NAN, good)],
            "NotFinite",
            "factors[a].weight",
        ),
        (
            vec![leaf("a", -1.0, good)],
            "OutOfRange",
            "factors[a].weight",
        ),
        (vec![leaf("a", 0.0, good)], "OutOfRange", "factors"),
        (
            vec![leaf("a", 1.0, good), leaf("a ", 1.0, good)],
            "InvalidValue",
            "factors[1]",
        ),
        (vec![leaf("", 1.0, good)], "InvalidValue", "factors[0]"),
        (votes(&[0.0, 0.0]), "OutOfRange", "factors[v].votes"),
        (votes(&[3.0, -1.0]), "OutOfRange", "factors[v].votes[1]"),
        (
            measured(1.0, &[1.0]),
            "LengthMismatch",
            "factors[m].standards",
        ),
        (
            measured(1.0, &[1.0, 1.0]),
            "OutOfRange",
            "factors[m].standards[1]",
        ),
        (
            measured(f64::INFINITY, &[1.0, 2.0]),
            "NotFinite",
            "factors[m].value",
        ),
    ];
    for (factors, code, path) in table {
        let found = fuzzy_evaluation(&grades(2), &factors, &FuzzyOptions::default());
        assert_eq!(fault(found), (code, path.to_owned()));
    }
    let factors = [leaf("a", 1.0, good)];
    let found = fuzzy_evaluation(&grades(1), &factors, &FuzzyOptions::default());
    assert_eq!(fault(found), ("InsufficientData", "grades".to_owned()));
    let twice = ["good".to_owned(), "good".to_owned()];
    let found = fuzzy_evaluation(&twice, &factors, &FuzzyOptions::default());
    assert_eq!(fault(found), ("InvalidValue", "grades[1]".to_owned()));
    for (values, code, path) in [
        (vec![1.0], "LengthMismatch", "options.gradeValues"),
        (vec![1.0, f64::NAN], "NotFinite", "options.gradeValues[1]"),
    ] {
        let options = FuzzyOptions {
            grade_values: Some(values),
            ..FuzzyOptions::default()
        };
        let found = fuzzy_evaluation(&grades(2), &factors, &options);
        assert_eq!(fault(found), (code, path.to_owned()));
    }
}

#[test]
fn a_factor_is_written_with_one_kind_of_evidence() {
    let read = |entries: &[(&str, Plain)]| {
        let mut map = vec![
            ("name".to_owned(), Plain::Text("a".into())),
            ("weight".to_owned(), Plain::Number(1.0)),
        ];
        map.extend(
            entries
                .iter()
                .map(|(name, plain)| ((*name).to_owned(), plain.clone())),
        );
        from_plain::<FuzzyFactor>(Plain::Map(map))
    };
    let list = Plain::List(vec![Plain::Number(0.5), Plain::Number(0.5)]);
    let value = Plain::Number(1.0);
    assert!(read(&[("memberships", list.clone())]).is_ok());
    assert!(read(&[("value", value.clone()), ("standards", list.clone())]).is_ok());
    assert!(read(&[("factors", Plain::List(vec![]))]).is_ok());
    let none: [&[(&str, Plain)]; 5] = [
        &[],
        &[("value", value.clone())],
        &[("standards", list.clone())],
        &[("memberships", list.clone()), ("votes", list.clone())],
        &[("votes", list.clone()), ("value", value)],
    ];
    for entries in none {
        assert_eq!(read(entries).unwrap_err().code(), "InvalidValue");
    }
    let error = read(&[("vote", list)]).unwrap_err();
    assert_eq!((error.code(), error.path()), ("UnknownKey", Some("vote")));
}

proptest! {
    #[test]
    fn memberships_sum_to_one_by_every_operator(
        votes in prop::collection::vec(prop::collection::vec(0.0_f64..9.0, 4..=4), 1..6),
        weights in prop::collection::vec(0.01_f64..1.0, 6..=6),
    ) {
        let factors: Vec<FuzzyFactor> = votes
            .iter()
            .zip(&weights)
            .enumerate()
            .map(|(i, (votes, weight))| {
                let votes = votes.iter().map(|vote| vote + 0.01).collect();
                FuzzyFactor::new(format!("f{i}"), *weight, Evidence::Votes(votes))
            })
            .collect();
        for operator in FuzzyOperator::ALL {
            let found = fuzzy_evaluation(&grades(4), &factors, &with(operator)).unwrap();
            prop_assert!((found.memberships.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!(found.memberships.iter().all(|b| (0.0..=1.0).contains(b)));
            prop_assert!(found.composed.iter().all(|b| (0.0..=1.0 + 1e-12).contains(b)));
            if operator == FuzzyOperator::WeightedAverage {
                prop_assert!((found.composed.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn factors_that_agree_make_their_own_grades(
        votes in prop::collection::vec(0.01_f64..9.0, 3..=3), weight in 0.01_f64..5.0,
    ) {
        let factors = ["a", "b"].map(|name| FuzzyFactor::new(name, weight, Evidence::Votes(votes.clone())));
        let found = fuzzy_evaluation(&grades(3), &factors, &FuzzyOptions::default()).unwrap();
        for (whole, part) in found.memberships.iter().zip(&found.factors[0].memberships) {
            prop_assert!((whole - part).abs() < 1e-15);
        }
    }
}
