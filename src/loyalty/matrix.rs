//! Attitude by behaviour: true, latent, spurious and no loyalty (忠诚、潜在忠诚、虚伪忠诚、不忠诚).

use crate::data::classification::Classification;
use crate::data::decision::Decision;
use crate::data::placements::Placements;
use crate::data::placements::check_score;
use crate::data::placements::check_scores;
use crate::data::placements::known;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::numeric::quantile::quantiles;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::words;

/// The codes of the four cells, as they are counted.
pub const LOYALTY_TYPES: [&str; 4] = [
    "attitude_behaviour.loyal",
    "attitude_behaviour.latent",
    "attitude_behaviour.spurious",
    "attitude_behaviour.none",
];

/// Where the cuts of the matrix lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum MatrixCuts {
    /// At the thresholds.
    #[default]
    Fixed,
    /// At the medians of the customers at hand.
    Median,
}

words!(MatrixCuts {
    Fixed => "fixed",
    Median => "median",
});

/// How customers are put into the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MatrixOptions {
    /// Where the cuts lie; at the thresholds unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cuts: MatrixCuts,
    /// The thresholds.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub thresholds: Thresholds,
}

options!(MatrixOptions {
    cuts => "cuts",
    thresholds => "thresholds",
});

/// Returns the cell of one customer; attitude and behaviour from 0 to 100.
///
/// A score on its cut counts as high.
///
/// # Formula
/// ```text
///                     behaviour ≥ cut    behaviour < cut
/// attitude ≥ cut      loyal              latent
/// attitude < cut      spurious           none
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), [`Error::OutOfRange`](crate::Error::OutOfRange),
/// and those of [`Thresholds::check`].
///
/// # Example: who thinks well of a shop and does not buy there
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::loyalty::attitude_behaviour;
/// let found = attitude_behaviour(Some(80.0), Some(30.0), &Thresholds::default())?;
/// assert_eq!(found.code(), Some("attitude_behaviour.latent"));
/// let found = attitude_behaviour(None, Some(30.0), &Thresholds::default())?;
/// assert_eq!(found.code(), None);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Dick & Basu (1994), "Customer loyalty: toward an integrated conceptual framework", Journal of the
/// Academy of Marketing Science 22(2). The cuts are our choice.
pub fn attitude_behaviour(
    attitude: Option<f64>,
    behaviour: Option<f64>,
    thresholds: &Thresholds,
) -> Result<Decision> {
    thresholds.check()?;
    for (name, value) in [("attitude", attitude), ("behaviour", behaviour)] {
        if let Some(value) = value {
            check_score(value, &|| name.into())?;
        }
    }
    let Some(attitude) = attitude else {
        return Ok(Decision::lacking("attitude"));
    };
    let Some(behaviour) = behaviour else {
        return Ok(Decision::lacking("behaviour"));
    };
    let cuts = (thresholds.attitude_cut, thresholds.behaviour_cut);
    let code = LOYALTY_TYPES.get(cell(attitude, behaviour, cuts)).copied();
    let class = Classification::new(code.unwrap_or_default())
        .because("attitude", attitude)
        .beyond("attitudeCut", cuts.0)
        .because("behaviour", behaviour)
        .beyond("behaviourCut", cuts.1);
    Ok(Decision::made(class))
}

/// Returns the cells of many customers, whose scores are from 0 to 100; NaN is a missing one.
///
/// # Errors
/// [`Error::LengthMismatch`](crate::Error::LengthMismatch), and those of [`attitude_behaviour`], as
/// `attitude[3]`.
///
/// # Example: the medians as cuts
/// ```
/// use clientele::loyalty::{MatrixCuts, MatrixOptions, attitude_behaviour_columns};
/// let options = MatrixOptions { cuts: MatrixCuts::Median, ..MatrixOptions::default() };
/// let found = attitude_behaviour_columns(&[10.0, 20.0, 30.0], &[5.0, 3.0, 1.0], &options)?;
/// assert_eq!(found.codes, [2.0, 0.0, 1.0]); // spurious, loyal, latent
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn attitude_behaviour_columns(
    attitude: &[f64],
    behaviour: &[f64],
    options: &MatrixOptions,
) -> Result<Placements> {
    let thresholds = options.thresholds;
    thresholds.check()?;
    check_scores("attitude", attitude, attitude.len())?;
    check_scores("behaviour", behaviour, attitude.len())?;
    let (cuts, word) = match options.cuts {
        MatrixCuts::Fixed => ((thresholds.attitude_cut, thresholds.behaviour_cut), "fixed"),
        MatrixCuts::Median => (
            (
                median(attitude)?.unwrap_or(thresholds.attitude_cut),
                median(behaviour)?.unwrap_or(thresholds.behaviour_cut),
            ),
            "median",
        ),
    };
    let mut places = Vec::with_capacity(attitude.len());
    for (attitude, behaviour) in attitude.iter().zip(behaviour) {
        let both = known(*attitude).zip(known(*behaviour));
        places.push(both.map(|(attitude, behaviour)| cell(attitude, behaviour, cuts)));
    }
    let mut hash = Fingerprint::default();
    hash.numbers(attitude);
    hash.numbers(behaviour);
    let provenance = Provenance::new("attitudeBehaviour", hash.finish())
        .with("cuts", word)
        .with("attitudeCut", cuts.0)
        .with("behaviourCut", cuts.1);
    Ok(Placements::new(&LOYALTY_TYPES, &places, provenance))
}

/// The place of the cell in [`LOYALTY_TYPES`].
pub(crate) fn cell(attitude: f64, behaviour: f64, cuts: (f64, f64)) -> usize {
    match (attitude >= cuts.0, behaviour >= cuts.1) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    }
}

/// The median of what is not missing; nothing where all is.
fn median(column: &[f64]) -> Result<Option<f64>> {
    let mut present = column.to_vec();
    present.retain(|value| !value.is_nan());
    if present.is_empty() {
        return Ok(None);
    }
    Ok(quantiles(&present, &[0.5])?.first().copied())
}
