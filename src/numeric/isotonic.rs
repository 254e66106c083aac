//! Isotonic regression: the best curve that never falls.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sort::sort_by;
use crate::plain::record;

/// A corner of a curve that never falls.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IsotonicKnot {
    /// Where it stands.
    pub at: f64,
    /// The height of the curve there.
    pub value: f64,
}

record!(IsotonicKnot {
    at => "at",
    value => "value",
});

/// A run of rows that share a height.
struct Block {
    from: f64,
    to: f64,
    sum: f64,
    weight: f64,
}

impl Block {
    fn mean(&self) -> f64 {
        self.sum / self.weight
    }
}

/// Returns the curve that never falls and has the least weighted sum of squared distances.
///
/// `at`, `values`: one row each. `weights`: above 0, all alike without them. Rows at one place are
/// one row with their mean. The corners are the two ends of every level stretch; between corners the
/// curve is straight, beyond the first and the last it is level.
///
/// # Errors
/// [`Error::EmptyInput`], [`Error::LengthMismatch`], [`Error::NotFinite`]; [`Error::OutOfRange`] for a
/// weight that is not above 0.
///
/// # Example: two that stand the wrong way round share their mean
/// ```
/// use clientele::numeric::isotonic::{isotonic, isotonic_value};
/// let curve = isotonic(&[1.0, 2.0, 3.0], &[0.0, 1.0, 0.5], None)?;
/// assert_eq!(isotonic_value(&curve, 2.5), 0.75);
/// assert_eq!(isotonic_value(&curve, 1.5), 0.375);
/// assert_eq!(isotonic_value(&curve, 9.0), 0.75);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Barlow, Bartholomew, Bremner & Brunk (1972), Statistical inference under order restrictions,
/// section 1.2: the pool-adjacent-violators algorithm; Zadrozny & Elkan (2002), "Transforming
/// classifier scores into accurate multiclass probability estimates", KDD, section 3, for its use on
/// probabilities.
pub fn isotonic(at: &[f64], values: &[f64], weights: Option<&[f64]>) -> Result<Vec<IsotonicKnot>> {
    if at.is_empty() {
        return Err(Error::empty("at", "there is no row"));
    }
    let columns = [("values", Some(values)), ("weights", weights)];
    for (name, column) in columns {
        let actual = column.map_or(at.len(), <[f64]>::len);
        if actual != at.len() {
            return Err(Error::LengthMismatch {
                path: name.into(),
                expected: at.len(),
                actual,
            });
        }
    }
    for (name, column) in columns.into_iter().chain([("at", Some(at))]) {
        for (i, value) in column.unwrap_or_default().iter().enumerate() {
            check_finite(*value, || format!("{name}[{i}]"))?;
            if name == "weights" && *value <= 0.0 {
                let path = format!("weights[{i}]");
                return Err(Error::out_of_range(path, *value, "above 0"));
            }
        }
    }
    let mut rows: Vec<(f64, f64, f64)> = at
        .iter()
        .zip(values)
        .enumerate()
        .map(|(i, (at, value))| {
            let weight = weights.and_then(|weights| weights.get(i).copied());
            (*at, *value, weight.unwrap_or(1.0))
        })
        .collect();
    sort_by(&mut rows, |one, other| one.0 < other.0);
    let mut blocks: Vec<Block> = Vec::new();
    #[allow(clippy::float_cmp, reason = "ties are equal values")]
    for run in rows.chunk_by(|one, other| one.0 == other.0) {
        let place = run.first().map_or(0.0, |row| row.0);
        let mut block = Block {
            from: place,
            to: place,
            sum: run.iter().map(|row| row.1 * row.2).sum(),
            weight: run.iter().map(|row| row.2).sum(),
        };
        while let Some(last) = blocks.pop_if(|last| last.mean() >= block.mean()) {
            block.from = last.from;
            block.sum += last.sum;
            block.weight += last.weight;
        }
        blocks.push(block);
    }
    let mut knots = Vec::with_capacity(blocks.len());
    for block in &blocks {
        let value = block.mean();
        knots.push(IsotonicKnot {
            at: block.from,
            value,
        });
        if block.to > block.from {
            knots.push(IsotonicKnot {
                at: block.to,
                value,
            });
        }
    }
    Ok(knots)
}

/// Returns the height of a curve: straight between its corners, level beyond them; NaN without any.
pub fn isotonic_value(knots: &[IsotonicKnot], at: f64) -> f64 {
    let above = knots.partition_point(|knot| knot.at < at);
    let high = knots.get(above).or(knots.last());
    let low = above.checked_sub(1).and_then(|below| knots.get(below));
    match (low, high) {
        (Some(low), Some(high)) if high.at > low.at && at < high.at => {
            low.value + (high.value - low.value) * ((at - low.at) / (high.at - low.at))
        }
        (_, Some(high)) => high.value,
        _ => f64::NAN,
    }
}
