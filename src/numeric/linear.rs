//! Small dense symmetric systems.

/// A square matrix.
///
/// # Example: the inverse of a diagonal matrix
/// ```
/// use clientele::numeric::linear::Matrix;
/// let mut matrix = Matrix::zero(2);
/// matrix.add(0, 0, 4.0);
/// matrix.add(1, 1, 16.0);
/// let inverse = matrix.cholesky().map(|factor| factor.inverse());
/// assert_eq!(inverse.map(|m| (m.at(0, 0), m.at(1, 1))), Some((0.25, 0.0625)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// Returns the matrix of zeros with `size` rows.
    pub fn zero(size: usize) -> Self {
        Self {
            size,
            cells: vec![0.0; size * size],
        }
    }

    /// Returns the number of rows.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Returns the element in row `i`, column `j`; NaN outside the matrix.
    #[inline]
    pub fn at(&self, i: usize, j: usize) -> f64 {
        if j >= self.size {
            return f64::NAN;
        }
        let place = i * self.size + j;
        self.cells.get(place).copied().unwrap_or(f64::NAN)
    }

    /// Sets the element in row `i`, column `j`; outside the matrix nothing happens.
    #[inline]
    pub fn set(&mut self, i: usize, j: usize, value: f64) {
        if j < self.size
            && let Some(cell) = self.cells.get_mut(i * self.size + j)
        {
            *cell = value;
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
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks(self.size.max(1))
    }

    /// Returns the matrix times a vector.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows()
            .map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
            .collect()
    }

    /// Returns the Cholesky factor, or nothing when the matrix is not positive definite.
    ///
    /// # References
    /// Golub & Van Loan (2013), Matrix Computations, algorithm 4.2.1.
    pub fn cholesky(&self) -> Option<Cholesky> {
        let size = self.size;
        let mut lower = Self::zero(size);
        for j in 0..size {
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
            for i in j + 1..size {
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
#[derive(Debug, Clone, PartialEq)]
pub struct Cholesky(Matrix);

impl Cholesky {
    /// Returns the factor L.
    pub fn lower(&self) -> &Matrix {
        &self.0
    }

    /// Solves A·x = b.
    #[must_use]
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let size = self.0.size;
        let mut forward: Vec<f64> = Vec::with_capacity(size);
        for i in 0..size {
            let known = forward.iter().enumerate();
            let start = b.get(i).copied().unwrap_or(f64::NAN);
            let sum = known.fold(start, |sum, (k, x)| sum - self.0.at(i, k) * x);
            forward.push(sum / self.0.at(i, i));
        }
        // Filled from the end.
        let mut solution = vec![0.0; size];
        for i in (0..size).rev() {
            let start = forward.get(i).copied().unwrap_or(f64::NAN);
            let known = solution.iter().enumerate().skip(i + 1);
            let sum = known.fold(start, |sum, (k, x)| sum - self.0.at(k, i) * x);
            if let Some(x) = solution.get_mut(i) {
                *x = sum / self.0.at(i, i);
            }
        }
        solution
    }

    /// Returns the inverse of A.
    #[must_use]
    pub fn inverse(&self) -> Matrix {
        let size = self.0.size;
        let mut inverse = Matrix::zero(size);
        for j in 0..size {
            let unit: Vec<f64> = (0..size).map(|i| f64::from(u8::from(i == j))).collect();
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
        let mut matrix = Matrix::zero(3);
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
            let inverse = inverse.as_ref();
            let column: Vec<f64> = (0..3)
                .map(|i| inverse.map_or(f64::NAN, |m| m.at(i, j)))
                .collect();
            for (i, value) in matrix.times(&column).iter().enumerate() {
                assert!((value - f64::from(u8::from(i == j))).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn a_singular_matrix_has_no_factor() {
        let mut matrix = Matrix::zero(2);
        matrix.add(0, 0, 1.0);
        matrix.add(1, 1, 1.0);
        matrix.add_symmetric(0, 1, 1.0);
        assert_eq!(matrix.cholesky(), None);
    }
}
