//! Profiles with anything in them: an error that says where, or a profile that scores.

use crate::golden;
use crate::mutation::mutate;
use clientele::churn::EvidenceSettings;
use clientele::numeric::random::Random;
use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::plain::from_tape;
use clientele::plain::to_tape;
use clientele::score::Customer;
use clientele::score::Profile;
use clientele::score::RiskMode;
use clientele::score::Scorer;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Profiles of CDNOW: over a horizon, of a cohort with evidence, by the probability to be alive.
static DOCUMENTS: LazyLock<[Plain; 3]> = LazyLock::new(|| {
    let horizon = golden::profile(&golden::orders());
    let in_mode = |mode| {
        let mut profile = horizon.clone();
        profile.churn.mode = mode;
        profile.churn.base_rate = Some(0.2);
        profile.churn.evidence = Some(EvidenceSettings::default());
        profile.to_plain()
    };
    [
        horizon.to_plain(),
        in_mode(RiskMode::Cohort),
        in_mode(RiskMode::Alive),
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
            let kind = usize::try_from(random.below(3)).unwrap();
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
                let numbers = [score.current, score.future, score.lifetime, score.value_at_risk];
                prop_assert!(!numbers.into_iter().flatten().any(f64::is_nan), "{score:?}");
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
