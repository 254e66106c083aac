//! Small dense symmetric systems.

/// A square matrix of a size known at compile time.
///
/// # Example: the inverse of a diagonal matrix
/// ```
/// use clientele::numeric::linear::Matrix;
/// let mut matrix = Matrix::<2>::zero();
/// matrix.add(0, 0, 4.0);
/// matrix.add(1, 1, 16.0);
/// let inverse = matrix.cholesky().map(|factor| factor.inverse());
/// assert_eq!(inverse.map(|m| (m.at(0, 0), m.at(1, 1))), Some((0.25, 0.0625)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix<const N: usize>([[f64; N]; N]);

impl<const N: usize> Matrix<N> {
    /// Returns the matrix of zeros.
    pub fn zero() -> Self {
        Self([[0.0; N]; N])
    }

    /// Returns the element in row `i`, column `j`; NaN outside the matrix.
    #[inline]
    pub fn at(&self, i: usize, j: usize) -> f64 {
        self.0
            .get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or(f64::NAN)
    }

    /// Sets the element in row `i`, column `j`; outside the matrix nothing happens.
    #[inline]
    pub fn set(&mut self, i: usize, j: usize, value: f64) {
        if let Some(element) = self.0.get_mut(i).and_then(|row| row.get_mut(j)) {
            *element = value;
        }
    }

    /// Adds to the element in row `i`, column `j`.
    #[inline]
    pub fn add(&mut self, i: usize, j: usize, value: f64) {
        self.set(i, j, self.at(i, j) + value);
    }

    /// Adds to the elements (i, j) and (j, i), once where they are the same.
    #[inline]
    pub fn add_symmetric(&mut self, i: usize, j: usize, value: f64) {
        self.add(i, j, value);
        if i != j {
            self.add(j, i, value);
        }
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[[f64; N]; N] {
        &self.0
    }

    /// Returns the matrix times a vector.
    #[must_use]
    pub fn times(&self, vector: &[f64; N]) -> [f64; N] {
        self.0
            .map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
    }

    /// Returns the Cholesky factor, or nothing when the matrix is not positive definite.
    ///
    /// # References
    /// Golub & Van Loan (2013), Matrix Computations, algorithm 4.2.1.
    pub fn cholesky(&self) -> Option<Cholesky<N>> {
        let mut lower = Self::zero();
        for j in 0..N {
            let mut pivot = self.at(j, j);
            for k in 0..j {
                pivot -= lower.at(j, k) * lower.at(j, k);
            }
            // Relative to the diagonal: below this the matrix is singular to working precision.
            if !(pivot > 1e-14 * self.at(j, j).abs() && pivot.is_finite()) {
                return None;
            }
            let root = crate::numeric::math::sqrt(pivot);
            lower.set(j, j, root);
            for i in j + 1..N {
                let mut sum = self.at(i, j);
                for k in 0..j {
                    sum -= lower.at(i, k) * lower.at(j, k);
                }
                lower.set(i, j, sum / root);
            }
        }
        Some(Cholesky(lower))
    }
}

/// The lower triangle L of a matrix A = L·Lᵀ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cholesky<const N: usize>(Matrix<N>);

impl<const N: usize> Cholesky<N> {
    /// Solves A·x = b.
    #[must_use]
    pub fn solve(&self, b: &[f64; N]) -> [f64; N] {
        let mut forward = Matrix::<N>::zero();
        for i in 0..N {
            let mut sum = b.get(i).copied().unwrap_or(f64::NAN);
            for k in 0..i {
                sum -= self.0.at(i, k) * forward.at(0, k);
            }
            forward.set(0, i, sum / self.0.at(i, i));
        }
        let mut solution = Matrix::<N>::zero();
        for i in (0..N).rev() {
            let mut sum = forward.at(0, i);
            for k in i + 1..N {
                sum -= self.0.at(k, i) * solution.at(0, k);
            }
            solution.set(0, i, sum / self.0.at(i, i));
        }
        solution.0.first().copied().unwrap_or([f64::NAN; N])
    }

    /// Returns the inverse of A.
    #[must_use]
    pub fn inverse(&self) -> Matrix<N> {
        let mut inverse = Matrix::zero();
        for j in 0..N {
            let unit: [f64; N] = core::array::from_fn(|i| f64::from(u8::from(i == j)));
            // One triangle for both: the inverse is symmetric to the last bit.
            for (i, value) in self.solve(&unit).iter().enumerate().skip(j) {
                inverse.set(i, j, *value);
                inverse.set(j, i, *value);
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_times_matrix_is_the_unit_matrix() {
        let mut matrix = Matrix::<3>::zero();
        for (i, j, value) in [
            (0, 0, 4.0),
            (0, 1, 1.0),
            (0, 2, -0.5),
            (1, 1, 3.0),
            (1, 2, 0.25),
            (2, 2, 2.0),
        ] {
            matrix.add_symmetric(i, j, value);
        }
        let inverse = matrix.cholesky().map(|factor| factor.inverse());
        for j in 0..3 {
            let column = core::array::from_fn(|i| inverse.map_or(f64::NAN, |m| m.at(i, j)));
            for (i, value) in matrix.times(&column).iter().enumerate() {
                assert!((value - f64::from(u8::from(i == j))).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn a_singular_matrix_has_no_factor() {
        let mut matrix = Matrix::<2>::zero();
        matrix.add(0, 0, 1.0);
        matrix.add(1, 1, 1.0);
        matrix.add_symmetric(0, 1, 1.0);
        assert_eq!(matrix.cholesky(), None);
    }
}
