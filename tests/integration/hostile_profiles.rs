//! Profiles with anything in them: an error that says where, or a profile that scores.

use crate::golden;
use crate::mutation::mutate;
use clientele::churn::EvidenceSettings;
use clientele::churn::calibration::Calibration;
use clientele::churn::calibration::CalibrationOptions;
use clientele::churn::calibration::calibrate;
use clientele::churn::imported::ImportedModel;
use clientele::data::time_unit::TimeUnit;
use clientele::numeric::random::Random;
use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;
use clientele::plain::from_tape;
use clientele::plain::to_tape;
use clientele::score::Customer;
use clientele::score::Profile;
use clientele::score::RiskMode;
use clientele::score::Scorer;
use proptest::prelude::*;
use std::sync::LazyLock;

/// A regression on the numbers of ten customers, five of each kind.
fn calibration() -> Calibration {
    let frequency = [1.0, 2.0, 0.0, 1.0, 3.0, 5.0, 1.0, 3.0, 2.0, 4.0];
    let recency = [3.0, 9.0, 0.0, 22.0, 30.0, 30.0, 20.0, 35.0, 12.0, 36.0];
    let left = [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let names = ["frequency".to_owned(), "recency".to_owned()];
    let options = CalibrationOptions {
        folds: 0,
        time_unit: Some(TimeUnit::Week),
        ..CalibrationOptions::default()
    };
    calibrate(&names, &[&frequency, &recency], &left, &options).unwrap()
}

/// Two trees, each split once: by frequency and by recency.
fn trees() -> ImportedModel {
    let tree = |feature: f64| {
        let numbers = |list: [f64; 3]| Plain::List(list.map(Plain::Number).to_vec());
        let columns = [
            ("feature", numbers([feature, 0.0, 0.0])),
            ("rule", numbers([1.0, 0.0, 0.0])),
            ("number", numbers([2.0, 0.7, -0.4])),
            ("right", numbers([2.0, 0.0, 0.0])),
            ("cover", numbers([10.0, 4.0, 6.0])),
            ("sets", Plain::List(Vec::new())),
        ];
        Plain::Map(
            columns
                .map(|(name, column)| (name.to_owned(), column))
                .to_vec(),
        )
    };
    let features = ["frequency", "recency"].map(|name| Plain::Text(name.to_owned()));
    let document = [
        ("version", Plain::Number(1.0)),
        ("source", Plain::Text("lightgbm".to_owned())),
        ("features", Plain::List(features.to_vec())),
        ("base", Plain::Number(0.1)),
        ("scale", Plain::Number(1.0)),
        ("linear", Plain::Null),
        ("trees", Plain::List(vec![tree(0.0), tree(1.0)])),
    ];
    from_plain(Plain::Map(
        document
            .map(|(name, value)| (name.to_owned(), value))
            .to_vec(),
    ))
    .unwrap()
}

/// Profiles of CDNOW: over a horizon, of a cohort with evidence, by the probability to be alive, calibrated, by trees.
static DOCUMENTS: LazyLock<[Plain; 5]> = LazyLock::new(|| {
    let horizon = golden::profile(&golden::orders());
    let in_mode = |mode| {
        let mut profile = horizon.clone();
        profile.churn.mode = mode;
        profile.churn.base_rate = Some(0.2);
        profile.churn.evidence = Some(EvidenceSettings::default());
        profile.churn.calibration = (mode == RiskMode::Calibrated).then(calibration);
        profile.churn.model = (mode == RiskMode::Imported).then(trees);
        profile.to_plain()
    };
    [
        horizon.to_plain(),
        in_mode(RiskMode::Cohort),
        in_mode(RiskMode::Alive),
        in_mode(RiskMode::Calibrated),
        in_mode(RiskMode::Imported),
    ]
});

/// A customer of whom everything is known.
fn customer() -> Customer {
    let mut fields = [1.0; Customer::FIELDS.len()];
    fields[..8].copy_from_slice(&[2.0, 30.0, 38.0, 22.0, 60.0, 2.0, 1.0, 3.0]);
    Customer::from_fields(&fields).unwrap()
}

fn is_probability(value: Option<f64>) -> bool {
    value.is_none_or(|value| (0.0..=1.0).contains(&value))
}

fn is_score(value: Option<f64>) -> bool {
    value.is_none_or(|value| (0.0..=100.0).contains(&value))
}

proptest! {
    // A hundred documents a case: 100,000 in all.
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_mutated_profile_is_refused_with_its_place_or_scores(seed: u64) {
        let mut random = Random::new(seed);
        for _ in 0..100 {
            let kind = usize::try_from(random.below(5)).unwrap();
            let mut document = DOCUMENTS[kind].clone();
            for _ in 0..=random.below(3) {
                mutate(&mut document, &mut random);
            }
            let profile = match Profile::from_document(document) {
                Ok(profile) => profile,
                Err(error) => {
                    prop_assert!(error.path().is_some(), "{error}");
                    continue;
                }
            };
            // What was taken is written and read again as it is.
            let again = Profile::from_document(profile.to_plain());
            prop_assert_eq!(again.as_ref(), Ok(&profile));
            let mut scorer = match Scorer::try_new(&profile) {
                Ok(scorer) => scorer,
                Err(error) => {
                    prop_assert!(error.path().is_some(), "{error}");
                    continue;
                }
            };
            if let Ok(score) = scorer.score(&customer()) {
                prop_assert!(is_probability(score.risk) && is_probability(score.probability_alive));
                prop_assert!(is_score(score.value_score) && is_score(score.loyalty_score), "{score:?}");
                let numbers = [score.current, score.future, score.lifetime, score.value_at_risk, score.base_odds];
                let odds = scorer.model_evidence().iter().copied().filter(|odds| !odds.is_nan());
                let numbers = numbers.into_iter().chain(score.evidence).flatten().chain(odds);
                prop_assert!(numbers.into_iter().all(f64::is_finite), "{score:?}");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_profile_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), place: prop::sample::Index, byte: u8) {
        let is_refused = |bytes: &[u8]| from_tape(bytes).and_then(Profile::from_document).is_err();
        prop_assert!(is_refused(&bytes));
        // One byte of a profile changed: refused, or a profile.
        let mut tape = to_tape(&DOCUMENTS[0]);
        let place = place.index(tape.len());
        tape[place] = byte;
        let _either = is_refused(&tape);
    }
}
