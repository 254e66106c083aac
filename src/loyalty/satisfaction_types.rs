//! Satisfaction by loyalty: apostles, mercenaries, hostages, defectors (传道者、唯利是图者、人质、破坏者).

use crate::data::classification::Classification;
use crate::data::decision::Decision;
use crate::data::decision_matrix::check_length;
use crate::data::placements::Placements;
use crate::data::placements::check_score;
use crate::data::placements::check_scores;
use crate::data::placements::is_flag;
use crate::data::placements::known;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::loyalty::levels::check_descending;
use crate::plain::Fingerprint;

/// The six types, as they are counted.
const TYPES: [&str; 6] = [
    "jones_sasser.apostle",
    "jones_sasser.loyalist",
    "jones_sasser.mercenary",
    "jones_sasser.hostage",
    "jones_sasser.defector",
    "jones_sasser.terrorist",
];

/// Returns the type of one customer; satisfaction and loyalty from 0 to 100.
///
/// `speaks_ill`: whether the customer is known to speak ill of the firm; of whom that is not known, the
/// scores alone decide. Who speaks ill and is dissatisfied is a terrorist whatever the loyalty, also
/// where it is not known. A score on its cut counts as high, one on the limit of a terrorist as low.
///
/// # Formula
/// ```text
/// terrorist   both ≤ 20, or speaks ill and satisfaction ≤ 40
/// apostle     both ≥ 90
/// loyalist    both ≥ 70            mercenary   satisfaction ≥ 70 > loyalty
/// hostage     satisfaction < 70 ≤ loyalty      defector   otherwise
/// ```
/// The first that holds counts.
///
/// # Errors
/// [`Error::NotFinite`], [`Error::OutOfRange`], also for thresholds that do not follow each other,
/// and those of [`Thresholds::check`].
///
/// # Example: satisfied, and gone at the next offer
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::loyalty::satisfaction_type;
/// let found = satisfaction_type(Some(85.0), Some(40.0), None, &Thresholds::default())?;
/// assert_eq!(found.code(), Some("jones_sasser.mercenary"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Jones & Sasser (1995), "Why satisfied customers defect", Harvard Business Review 73(6), the box on
/// individual customers; the paper names the types and gives no cuts: these are our choice.
pub fn satisfaction_type(
    satisfaction: Option<f64>,
    loyalty: Option<f64>,
    speaks_ill: Option<bool>,
    thresholds: &Thresholds,
) -> Result<Decision> {
    check_cuts(thresholds)?;
    for (name, value) in [("satisfaction", satisfaction), ("loyalty", loyalty)] {
        if let Some(value) = value {
            check_score(value, &|| name.into())?;
        }
    }
    let Some(satisfaction) = satisfaction else {
        return Ok(Decision::lacking("satisfaction"));
    };
    let ill = speaks_ill.unwrap_or(false);
    let Some(place) = place(satisfaction, loyalty, ill, thresholds) else {
        return Ok(Decision::lacking("loyalty"));
    };
    let mut class = Classification::new(TYPES.get(place).copied().unwrap_or_default())
        .because("satisfaction", satisfaction)
        .because("loyalty", loyalty);
    if let Some(ill) = speaks_ill {
        class = class.given("speaks_ill", ill);
    }
    let class = match place {
        0 => class.beyond("apostleFrom", thresholds.apostle_from),
        5 if low(satisfaction, loyalty, thresholds) => {
            class.beyond("terroristTo", thresholds.terrorist_to)
        }
        5 => class.beyond("illWordTo", thresholds.ill_word_to),
        _ => class
            .beyond("satisfactionCut", thresholds.satisfaction_cut)
            .beyond("loyaltyCut", thresholds.loyalty_cut),
    };
    Ok(Decision::made(class))
}

/// Returns the types of many customers; NaN is a missing score, and `speaks_ill` is empty or holds 1
/// for yes, 0 for no, NaN for unknown.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::InvalidValue`] for a `speaksIll` that is neither yes nor no,
/// and those of [`satisfaction_type`], as `loyalty[3]`.
///
/// # Example: one hostage
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::loyalty::satisfaction_types;
/// let found = satisfaction_types(&[35.0, f64::NAN], &[80.0, 50.0], &[], &Thresholds::default())?;
/// assert_eq!((found.codes, found.unknown), (vec![3.0, -1.0], 1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn satisfaction_types(
    satisfaction: &[f64],
    loyalty: &[f64],
    speaks_ill: &[f64],
    thresholds: &Thresholds,
) -> Result<Placements> {
    check_cuts(thresholds)?;
    let rows = satisfaction.len();
    check_scores("satisfaction", satisfaction, rows)?;
    check_scores("loyalty", loyalty, rows)?;
    if !speaks_ill.is_empty() {
        check_length("speaksIll", speaks_ill.len(), rows)?;
        for (i, value) in speaks_ill.iter().enumerate() {
            if !(value.is_nan() || is_flag(*value)) {
                let path = format!("speaksIll[{i}]");
                return Err(Error::invalid(
                    path,
                    &value.to_string(),
                    "0 for no or 1 for yes",
                ));
            }
        }
    }
    let mut places = Vec::with_capacity(rows);
    for (i, (satisfaction, loyalty)) in satisfaction.iter().zip(loyalty).enumerate() {
        let ill = speaks_ill.get(i).is_some_and(|value| *value > 0.0);
        let satisfaction = known(*satisfaction);
        places.push(satisfaction.and_then(|s| place(s, known(*loyalty), ill, thresholds)));
    }
    let mut hash = Fingerprint::default();
    for column in [satisfaction, loyalty, speaks_ill] {
        hash.numbers(column);
    }
    let provenance = Provenance::new("jonesSasser", hash.finish())
        .with("satisfactionCut", thresholds.satisfaction_cut)
        .with("loyaltyCut", thresholds.loyalty_cut)
        .with("apostleFrom", thresholds.apostle_from)
        .with("terroristTo", thresholds.terrorist_to)
        .with("illWordTo", thresholds.ill_word_to);
    Ok(Placements::new(&TYPES, &places, provenance))
}

fn check_cuts(t: &Thresholds) -> Result<()> {
    t.check()?;
    for (name, cut) in [
        ("satisfactionCut", t.satisfaction_cut),
        ("loyaltyCut", t.loyalty_cut),
    ] {
        check_descending(&[
            ("apostleFrom", t.apostle_from),
            (name, cut),
            ("terroristTo", t.terrorist_to),
        ])?;
    }
    check_descending(&[
        ("satisfactionCut", t.satisfaction_cut),
        ("illWordTo", t.ill_word_to),
    ])
}

/// Whether both scores are those of a terrorist.
fn low(satisfaction: f64, loyalty: Option<f64>, t: &Thresholds) -> bool {
    loyalty.is_some_and(|loyalty| satisfaction.max(loyalty) <= t.terrorist_to)
}

/// The place of the type in [`TYPES`]; none where it turns on a loyalty that is not known.
fn place(satisfaction: f64, loyalty: Option<f64>, ill: bool, t: &Thresholds) -> Option<usize> {
    if low(satisfaction, loyalty, t) || (ill && satisfaction <= t.ill_word_to) {
        return Some(5);
    }
    let loyalty = loyalty?;
    if satisfaction.min(loyalty) >= t.apostle_from {
        return Some(0);
    }
    Some(
        match (satisfaction >= t.satisfaction_cut, loyalty >= t.loyalty_cut) {
            (true, true) => 1,
            (true, false) => 2,
            (false, true) => 3,
            (false, false) => 4,
        },
    )
}
