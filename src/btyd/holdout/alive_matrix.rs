//! P(alive) over frequency and recency.

use crate::btyd::Predictions;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::error::Result;
use crate::plain::report;

/// P(alive) of customers of one age, by frequency and recency.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AliveMatrix {
    /// Repeat purchases, one row each.
    pub frequency: Vec<f64>,
    /// Times of the last purchase since the first, one column each.
    pub recency: Vec<f64>,
    /// T.
    #[cfg_attr(feature = "serde", serde(rename = "T"))]
    pub age: f64,
    /// P(alive), row by row; none where nobody can be: repeat purchases at no time, a last purchase
    /// without any, or one after T.
    pub alive: Vec<Vec<Option<f64>>>,
}

report!(AliveMatrix {
    frequency => "frequency",
    recency => "recency",
    age => "T",
    alive => "alive",
});

/// Returns P(alive) on a grid of frequency and recency at age `age`.
///
/// # Errors
/// What [`PurchaseModel::check_time`] rejects, with the path `T`.
///
/// # Example: many purchases, long ago
/// ```
/// use clientele::btyd::holdout::alive_matrix;
/// use clientele::btyd::{AnyModel, ModelKind};
/// let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let matrix = alive_matrix(&*model, &[0.0, 2.0, 10.0], &[0.0, 10.0, 30.0], 39.0)?;
/// assert_eq!((matrix.alive[0][0], matrix.alive[0][1]), (Some(1.0), None));
/// assert!(matrix.alive[2][1] < matrix.alive[1][1] && matrix.alive[1][1] < matrix.alive[1][2]);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn alive_matrix(
    model: &dyn PurchaseModel,
    frequency: &[f64],
    recency: &[f64],
    age: f64,
) -> Result<AliveMatrix> {
    model.check_time(age, "T")?;
    let cell = |x: f64, last: f64| {
        let history = PurchaseHistory::try_new(x, last, age).ok()?;
        model.probability_alive(history).ok()
    };
    let row = |x: &f64| recency.iter().map(|last| cell(*x, *last)).collect();
    Ok(AliveMatrix {
        frequency: frequency.to_vec(),
        recency: recency.to_vec(),
        age,
        alive: frequency.iter().map(row).collect(),
    })
}
