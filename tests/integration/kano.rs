//! The Kano model against a worked example, computed apart by hand and in `NumPy`.

use crate::entropy::close;
use clientele::Result;
use clientele::data::thresholds::Thresholds;
use clientele::perceived::kano::*;
use proptest::prelude::*;

/// Twenty made-up answers, functional and dysfunctional.
const TWENTY: [(f64, f64); 20] = [
    (1.0, 5.0),
    (1.0, 5.0),
    (1.0, 4.0),
    (1.0, 3.0),
    (1.0, 5.0),
    (2.0, 5.0),
    (3.0, 5.0),
    (1.0, 5.0),
    (3.0, 3.0),
    (2.0, 3.0),
    (1.0, 2.0),
    (1.0, 5.0),
    (2.0, 5.0),
    (5.0, 1.0),
    (1.0, 1.0),
    (1.0, 4.0),
    (1.0, 5.0),
    (3.0, 5.0),
    (2.0, 4.0),
    (1.0, 3.0),
];

fn survey(columns: &[&[(f64, f64)]], options: KanoOptions) -> Result<KanoSurvey> {
    let names: Vec<String> = (0..columns.len()).map(|j| format!("k{j}")).collect();
    let rows = columns[0].len();
    let mut answers = Vec::new();
    for row in 0..rows {
        for column in columns {
            answers.extend([column[row].0, column[row].1]);
        }
    }
    kano(&names, &answers, &options, &Thresholds::default())
}

fn one(answers: &[(f64, f64)]) -> KanoAttribute {
    let found = survey(&[answers], KanoOptions::default()).unwrap();
    found.attributes[0].clone()
}

fn code(found: Option<&clientele::data::classification::Classification>) -> &str {
    found.map_or("none", |found| found.code.as_str())
}

#[test]
fn the_survey_matches_the_worked_example() {
    let found = one(&TWENTY);
    assert_eq!(
        found.counts,
        KanoCounts {
            one_dimensional: 6,
            attractive: 5,
            must_be: 4,
            indifferent: 3,
            reverse: 1,
            questionable: 1,
        }
    );
    assert_eq!(code(found.category.as_ref()), "kano.one_dimensional");
    close(
        &[found.better.unwrap(), found.worse.unwrap()],
        &[0.611111, -0.555556],
        5e-7,
    );
    close(
        &[
            found.category_strength.unwrap(),
            found.total_strength.unwrap(),
        ],
        &[0.05, 0.75],
        1e-12,
    );
    assert!(found.mixed);
    close(
        &[found.functional.unwrap(), found.dysfunctional.unwrap()],
        &[2.7, 2.05],
        1e-12,
    );
    close(
        &[
            found.functional_clean.unwrap(),
            found.dysfunctional_clean.unwrap(),
        ],
        &[2.888889, 2.5],
        5e-7,
    );
    assert_eq!(code(found.continuous.as_ref()), "kano.one_dimensional");
    assert_eq!(found.matrix[0], [1, 1, 2, 2, 6]);
    assert_eq!((found.respondents, found.missing), (20, 0));
}

#[test]
fn the_evaluation_table_is_that_of_berger() {
    // Berger et al. (1993), the evaluation table, row by row
    let expected = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];
    for (functional, row) in (1_u8..).zip(expected) {
        for (dysfunctional, letter) in (1_u8..).zip(row.chars()) {
            let found = kano_category(f64::from(functional), f64::from(dysfunctional)).unwrap();
            let own = match found {
                KanoCategory::MustBe => 'M',
                KanoCategory::OneDimensional => 'O',
                KanoCategory::Attractive => 'A',
                KanoCategory::Indifferent => 'I',
                KanoCategory::Reverse => 'R',
                KanoCategory::Questionable => 'Q',
            };
            assert_eq!(own, letter, "{functional} {dysfunctional}");
        }
    }
    for bad in [0.0, 6.0, 1.5, -1.0] {
        assert_eq!(kano_category(bad, 1.0).unwrap_err().code(), "OutOfRange");
    }
    assert_eq!(
        kano_category(1.0, f64::NAN).unwrap_err().path(),
        Some("dysfunctional")
    );
}

#[test]
fn ties_go_to_what_hurts_most_when_it_is_missing() {
    // one answer of each of M, O, A, I, R, Q, then one less from the front
    let answers = [
        (2.0, 5.0),
        (1.0, 5.0),
        (1.0, 3.0),
        (3.0, 3.0),
        (5.0, 2.0),
        (1.0, 1.0),
    ];
    for (start, expected) in KanoCategory::ALL.into_iter().enumerate() {
        let found = one(&answers[start..]);
        assert_eq!(code(found.category.as_ref()), expected.code());
    }
}

#[test]
fn bergers_rule_asks_first_whether_it_matters() {
    // A 2, O 1, M 1 are more than I 3: I is the mode, A by the rule
    let answers = [
        (1.0, 3.0),
        (1.0, 3.0),
        (1.0, 5.0),
        (2.0, 5.0),
        (3.0, 3.0),
        (3.0, 3.0),
        (3.0, 3.0),
    ];
    assert_eq!(code(one(&answers).category.as_ref()), "kano.indifferent");
    let options = KanoOptions {
        rule: KanoRule::Berger,
        ..KanoOptions::default()
    };
    let found = survey(&[&answers], options).unwrap();
    assert_eq!(
        code(found.attributes[0].category.as_ref()),
        "kano.attractive"
    );
    // with I as many as the others together the rule takes I
    let mut even = answers.to_vec();
    even.push((3.0, 3.0));
    let found = survey(&[&even], options).unwrap();
    assert_eq!(
        code(found.attributes[0].category.as_ref()),
        "kano.indifferent"
    );
}

#[test]
fn nobody_missing_answers_and_contradictions_are_told() {
    let nobody = survey(&[&[]], KanoOptions::default()).unwrap();
    let own = &nobody.attributes[0];
    assert_eq!(
        (own.category.is_none(), own.better, own.reason.as_deref()),
        (true, None, Some("no_answers"))
    );
    let half = one(&[(1.0, f64::NAN), (f64::NAN, 2.0), (2.0, 5.0)]);
    assert_eq!((half.respondents, half.missing), (1, 2));
    // only R and Q: a category, but neither better nor worse
    let reverse = one(&[(5.0, 1.0), (5.0, 1.0), (1.0, 1.0)]);
    assert_eq!(code(reverse.category.as_ref()), "kano.reverse");
    assert_eq!(
        (reverse.better, reverse.worse, reverse.functional_clean),
        (None, None, None)
    );
    assert_eq!((reverse.priority, reverse.quadrant), (None, None));
    let unclear = survey(&[&[(1.0, 1.0), (2.0, 5.0)]], KanoOptions::default()).unwrap();
    assert_eq!(unclear.warnings[0].code, "question_unclear");
    // 2 of 20 are not more than a tenth
    let mut some = TWENTY.to_vec();
    some[0] = (1.0, 1.0);
    let found = survey(&[&some], KanoOptions::default()).unwrap();
    assert!(found.warnings.is_empty());
    let error = survey(&[&[(1.0, 7.0)]], KanoOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("data.k0.dysfunctional[0]"))
    );
}

#[test]
fn quadrants_and_priorities_compare_the_attributes() {
    let must = [(2.0, 5.0); 4];
    let attractive = [(1.0, 3.0); 4];
    let one_dimensional = [(1.0, 5.0); 4];
    let indifferent = [(3.0, 3.0); 4];
    let columns: [&[(f64, f64)]; 4] = [&indifferent, &attractive, &must, &one_dimensional];
    let found = survey(&columns, KanoOptions::default()).unwrap();
    let quadrants: Vec<&str> = found
        .attributes
        .iter()
        .map(|own| code(own.quadrant.as_ref()))
        .collect();
    assert_eq!(
        quadrants,
        [
            "kano.indifferent",
            "kano.attractive",
            "kano.must_be",
            "kano.one_dimensional"
        ]
    );
    // |worse| 0 0 1 1, better 0 1 0 1
    let priorities: Vec<Option<u32>> = found.attributes.iter().map(|own| own.priority).collect();
    assert_eq!(priorities, [Some(4), Some(3), Some(2), Some(1)]);
    let tied = survey(&[&must, &must], KanoOptions::default()).unwrap();
    assert_eq!(tied.attributes[1].priority, Some(1));
}

#[test]
fn fuzzy_answers_match_the_worked_example() {
    let answer = FuzzyKanoAnswer {
        functional: vec![0.3, 0.7, 0.0, 0.0, 0.0],
        dysfunctional: vec![0.0, 0.0, 0.0, 0.2, 0.8],
    };
    let found = fuzzy_kano(std::slice::from_ref(&answer), &Thresholds::default()).unwrap();
    // M, O, A, I, R, Q
    let memberships: Vec<f64> = found.categories.iter().map(|own| own.membership).collect();
    close(&memberships, &[0.56, 0.24, 0.06, 0.14, 0.0, 0.0], 1e-12);
    assert_eq!(code(found.category.as_ref()), "kano.must_be");
    let spread = FuzzyKanoAnswer {
        functional: vec![0.2; 5],
        dysfunctional: vec![0.2; 5],
    };
    let found = fuzzy_kano(std::slice::from_ref(&spread), &Thresholds::default()).unwrap();
    assert_eq!(found.reason.as_deref(), Some("no_membership"));
    // of two respondents, one has M: it is the category of the most
    let found = fuzzy_kano(&[answer, spread.clone()], &Thresholds::default()).unwrap();
    assert_eq!(code(found.category.as_ref()), "kano.must_be");
    let nobody = fuzzy_kano(&[], &Thresholds::default()).unwrap();
    assert_eq!(nobody.reason.as_deref(), Some("no_answers"));
    let more = FuzzyKanoAnswer {
        functional: vec![0.3; 5],
        ..spread
    };
    let error = fuzzy_kano(&[more], &Thresholds::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("respondents[0].functional"))
    );
}

proptest! {
    #[test]
    fn counts_and_coefficients_are_those_of_their_definitions(
        rows in prop::collection::vec((1..=5_u8, 1..=5_u8), 0..40),
    ) {
        let rows: Vec<(f64, f64)> = rows.into_iter().map(|(f, d)| (f.into(), d.into())).collect();
        let found = one(&rows);
        let c = found.counts;
        let all = c.must_be + c.one_dimensional + c.attractive + c.indifferent + c.reverse + c.questionable;
        prop_assert_eq!(all as usize, rows.len());
        prop_assert_eq!(found.matrix.concat().iter().sum::<u32>(), all);
        if let (Some(better), Some(worse)) = (found.better, found.worse) {
            prop_assert!((0.0..=1.0).contains(&better) && (-1.0..=0.0).contains(&worse));
        }
        let mut reversed = rows.clone();
        reversed.reverse();
        prop_assert_eq!(one(&reversed), KanoAttribute { ..found });
    }

    #[test]
    fn a_sharp_fuzzy_answer_is_the_cell_of_the_table(f in 0..5_usize, d in 0..5_usize) {
        let sharp = |place: usize| {
            let mut values = vec![0.0; 5];
            values[place] = 1.0;
            values
        };
        let answer = FuzzyKanoAnswer { functional: sharp(f), dysfunctional: sharp(d) };
        let found = fuzzy_kano(&[answer], &Thresholds::default()).unwrap();
        let expected = kano_category(f as f64 + 1.0, d as f64 + 1.0).unwrap();
        prop_assert_eq!(code(found.category.as_ref()), expected.code());
    }
}
