//! A log-likelihood and its derivatives while they are summed over customers.

use crate::numeric::linear::Matrix;
use crate::numeric::maximise::Jet;
use crate::numeric::sum::CompensatedSum;

/// Sums of values with their derivatives by the parameters.
///
/// Second derivatives stand in the order of [`upper_triangle`].
#[derive(Debug)]
pub(super) struct JetSums {
    value: CompensatedSum,
    slopes: Vec<CompensatedSum>,
    bends: Vec<CompensatedSum>,
}

impl JetSums {
    /// Starts with nothing, for so many parameters.
    pub(super) fn new(parameters: usize) -> Self {
        Self {
            value: CompensatedSum::default(),
            slopes: vec![CompensatedSum::default(); parameters],
            bends: vec![CompensatedSum::default(); parameters * (parameters + 1) / 2],
        }
    }

    /// Adds a value with its derivatives, `weight` times.
    pub(super) fn add(&mut self, weight: f64, value: f64, slopes: &[f64], bends: &[f64]) {
        self.value.add(weight * value);
        CompensatedSum::add_each(&mut self.slopes, slopes, weight);
        CompensatedSum::add_each(&mut self.bends, bends, weight);
    }

    /// Returns the sums with the derivatives by the logarithms of the parameters, which are `natural`.
    pub(super) fn by_logarithms(&self, natural: &[f64]) -> Jet {
        let scaled = self.slopes.iter().zip(natural);
        let gradient: Vec<f64> = scaled.map(|(sum, x)| sum.total() * x).collect();
        let mut hessian = Matrix::zero(natural.len());
        for ((i, j), sum) in upper_triangle(natural.len()).zip(&self.bends) {
            let at = |place: usize| natural.get(place).copied().unwrap_or(f64::NAN);
            // ∂²/∂(ln x)² = x²·∂²/∂x² + x·∂/∂x.
            let bend = if i == j {
                gradient.get(i).copied().unwrap_or(f64::NAN)
            } else {
                0.0
            };
            hessian.add_symmetric(i, j, sum.total() * at(j) * at(i) + bend);
        }
        Jet {
            value: self.value.total(),
            gradient,
            hessian,
        }
    }
}

/// The places (i, j), i ≤ j, of a symmetric matrix, row by row.
pub(super) fn upper_triangle(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size).flat_map(move |i| (i..size).map(move |j| (i, j)))
}
