//! The distribution that parameters are drawn from.

use crate::numeric::linear::Matrix;
use crate::numeric::math::exp;
use crate::numeric::math::sqrt;
use crate::numeric::profile_likelihood::ProfileCurve;
use crate::numeric::random::Random;

/// No log parameter is drawn further than this from its estimate: a factor of e⁸.
const MAX_STEP: f64 = 8.0;

/// The normal distribution of log parameters, and of coefficients on their own scale, around an estimate.
pub(super) struct Cloud {
    parameters: Vec<f64>,
    /// How many of the parameters come first and have a logarithm; coefficients follow.
    logs: usize,
    /// The Cholesky factor of the covariance, of as many of the last parameters.
    factor: Matrix,
    /// How the profile of each of them falls, and its standard error; empty where nobody asked.
    shapes: Vec<(ProfileCurve, f64)>,
    weight: f64,
}

impl Cloud {
    /// `parameters`: those with a logarithm, then `coefficients`; the first may be chosen, not estimated,
    /// and then has no row in `covariance`.
    pub(super) fn of(
        mut parameters: Vec<f64>,
        coefficients: &[f64],
        covariance: &[Vec<f64>],
        curves: &[ProfileCurve],
        weight: f64,
    ) -> Option<Self> {
        let logs = parameters.len();
        parameters.extend_from_slice(coefficients);
        let fixed = parameters.len().saturating_sub(covariance.len());
        let scales: Vec<f64> = parameters
            .iter()
            .enumerate()
            .skip(fixed)
            .map(|(place, x)| if place < logs { *x } else { 1.0 })
            .collect();
        let mut scaled = Matrix::zero(scales.len());
        for (i, (row, x)) in covariance.iter().zip(&scales).enumerate() {
            for (j, (value, y)) in row.iter().zip(&scales).enumerate() {
                scaled.set(i, j, value / (x * y));
            }
        }
        let factor = scaled.cholesky()?.lower().clone();
        let error = |i: usize| sqrt(scaled.at(i, i));
        let shapes = curves.iter().enumerate();
        let shapes = shapes.map(|(i, curve)| (*curve, error(i))).collect();
        Some(Self {
            parameters,
            logs,
            factor,
            shapes,
            weight,
        })
    }

    pub(super) fn draw(&self, random: &mut Random) -> Vec<f64> {
        let mut drawn = self.parameters.clone();
        let fixed = drawn.len().saturating_sub(self.factor.size());
        let estimated = drawn.get_mut(fixed..).unwrap_or_default();
        let normal: Vec<f64> = estimated.iter().map(|_| random.normal()).collect();
        let mut steps = self.factor.times(&normal);
        for (step, (curve, error)) in steps.iter_mut().zip(&self.shapes) {
            let root = *step / error;
            *step = if root < 0.0 {
                -error * curve.below(-root)
            } else {
                error * curve.above(root)
            };
        }
        for ((place, x), step) in (fixed..).zip(estimated).zip(steps) {
            if place < self.logs {
                *x *= exp(step.clamp(-MAX_STEP, MAX_STEP));
            } else {
                *x += step;
            }
        }
        drawn
    }
}

/// Draws one of the distributions by their weights; without a rival nothing is drawn.
pub(super) fn pick<'a>(chosen: &'a Cloud, rivals: &'a [Cloud], random: &mut Random) -> &'a Cloud {
    if rivals.is_empty() {
        return chosen;
    }
    let all: f64 = rivals.iter().map(|rival| rival.weight).sum();
    let mut left = random.uniform() * (chosen.weight + all) - chosen.weight;
    if left < 0.0 {
        return chosen;
    }
    let found = rivals.iter().find(|rival| {
        left -= rival.weight;
        left < 0.0
    });
    found.unwrap_or(chosen)
}
