//! Weights that are shaken.

use crate::error::Result;
use crate::numeric::math;
use crate::numeric::random::Random;
use crate::numeric::vectors::each;
use crate::numeric::vectors::range;
use crate::numeric::vectors::shares;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::PriorityMethod;
use crate::weighting::ahp::panel::from_upper_triangle;
/// Draws weights that are each multiplied by a number of its own in 1 ± `amount`.
pub(super) fn uniform(weights: &[f64], amount: f64, random: &mut Random) -> Vec<f64> {
    let mut shaken = Vec::with_capacity(weights.len());
    for weight in weights {
        shaken.push(weight * (1.0 + amount * (2.0 * random.uniform() - 1.0)));
    }
    shares(&shaken)
}

/// Draws weights whose means are `weights`.
///
/// They are gamma variates over their sum, by logarithms: for small parameters all of them may be
/// smaller than any number. A weight of 0 stays 0.
pub(super) fn dirichlet(weights: &[f64], concentration: f64, random: &mut Random) -> Vec<f64> {
    let mut logarithms = Vec::with_capacity(weights.len());
    for weight in weights {
        logarithms.push(if *weight > 0.0 {
            random.ln_gamma(concentration * weight)
        } else {
            f64::NEG_INFINITY
        });
    }
    let (_, largest) = range(&logarithms);
    shares(&each(&logarithms, &|logarithm| {
        math::exp(logarithm - largest)
    }))
}

/// Draws the weights of judgements that each moved by some steps of the scale.
pub(super) fn shaken_judgements(
    matrix: &PairwiseMatrix,
    steps: f64,
    method: PriorityMethod,
    random: &mut Random,
) -> Result<Vec<f64>> {
    let mut upper = Vec::new();
    for (i, row) in matrix.rows().enumerate() {
        for value in row.iter().skip(i + 1) {
            // A whole number from 0 to 2 steps, each as likely as the others.
            let drawn = libm::floor(random.uniform() * (2.0 * steps + 1.0));
            upper.push(moved(*value, drawn - steps));
        }
    }
    let names = matrix.criteria().to_vec();
    let shaken = from_upper_triangle(&upper, names)?;
    Ok(shaken.weights(method))
}

/// The last step of Saaty's scale, counted from 0 for equal importance.
const LAST_STEP: f64 = 8.0;

/// Returns a judgement moved by some steps of the scale 1/9 … 1 … 9.
fn moved(value: f64, steps: f64) -> f64 {
    let place = if value < 1.0 {
        1.0 - 1.0 / value
    } else {
        value - 1.0
    };
    let limit = place.abs().max(LAST_STEP);
    // Not `clamp`, whose panic writes numbers in a way that nothing else does.
    let place = (place + steps).max(-limit).min(limit);
    if place < 0.0 {
        1.0 / (1.0 - place)
    } else {
        1.0 + place
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::moved;

    #[test]
    fn judgements_move_along_the_scale_and_stay_on_it() {
        assert_eq!(moved(3.0, 1.0), 4.0);
        assert_eq!(moved(2.0, -2.0), 0.5);
        assert_eq!(moved(0.5, 1.0), 1.0);
        assert_eq!(moved(9.0, 1.0), 9.0);
        assert_eq!(moved(1.0 / 9.0, -3.0), 1.0 / 9.0);
        // what lies beyond the scale may come back, but not go on
        assert_eq!(moved(12.0, 1.0), 12.0);
        assert_eq!(moved(12.0, -1.0), 11.0);
    }
}
