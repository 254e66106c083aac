//! Bytes that claim to be a profile: refused, or a profile that scores without panic, NaN or an allocation
//! that knows no bound.
#![no_main]

use clientele::plain::from_tape;
use clientele::score::Customer;
use clientele::score::Profile;
use clientele::score::Scorer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(profile) = from_tape(bytes).and_then(Profile::from_document) else {
        return;
    };
    let Ok(mut scorer) = Scorer::try_new(&profile) else {
        return;
    };
    let mut fields = [1.0; Customer::FIELDS.len()];
    fields[..8].copy_from_slice(&[2.0, 30.0, 38.0, 22.0, 60.0, 2.0, 1.0, 3.0]);
    let Ok(customer) = Customer::from_fields(&fields) else {
        return;
    };
    if let Ok(score) = scorer.score(&customer) {
        let numbers = [score.value_score, score.loyalty_score, score.risk, score.lifetime];
        assert!(!numbers.into_iter().flatten().any(f64::is_nan), "{score:?}");
    }
});
