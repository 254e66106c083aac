//! The inverse of a small general matrix.

use crate::numeric::linear::Matrix;

/// Returns the inverse, or nothing when the matrix is singular to working precision.
///
/// # Example: a matrix that is not symmetric
/// ```
/// use clientele::numeric::inverse::inverse;
/// use clientele::numeric::linear::Matrix;
/// let mut matrix = Matrix::zero(2);
/// matrix.set(0, 1, 2.0);
/// matrix.set(1, 0, 4.0);
/// let inverse = inverse(&matrix).map(|m| (m.at(0, 1), m.at(1, 0)));
/// assert_eq!(inverse, Some((0.25, 0.5)));
/// ```
///
/// # References
/// Golub & Van Loan (2013), Matrix Computations, section 3.4: elimination with row exchanges, here
/// of Gauss and Jordan.
pub fn inverse(matrix: &Matrix) -> Option<Matrix> {
    let size = matrix.size();
    let width = 2 * size;
    let mut rows: Vec<Vec<f64>> = matrix
        .rows()
        .enumerate()
        .map(|(i, row)| {
            let mut row = row.to_vec();
            row.extend((0..size).map(|j| f64::from(u8::from(i == j))));
            row
        })
        .collect();
    let largest = matrix
        .rows()
        .flatten()
        .fold(0.0, |top: f64, x| top.max(x.abs()));
    for column in 0..size {
        let heads = rows.iter().enumerate().skip(column);
        let sizes = heads.filter_map(|(i, row)| Some((i, row.get(column)?.abs())));
        let (place, pivot) = sizes.fold(
            (column, -1.0),
            |best, next| {
                if next.1 > best.1 { next } else { best }
            },
        );
        // Below the rounding of the elimination itself nothing is left to divide by.
        let rounding = size as f64 * f64::EPSILON * largest;
        if pivot <= rounding || pivot.is_nan() {
            return None;
        }
        rows.swap(column, place);
        let mut lead = core::mem::take(rows.get_mut(column)?);
        let scale = *lead.get(column)?;
        for value in &mut lead {
            *value /= scale;
        }
        for row in &mut rows {
            if row.len() < width {
                continue;
            }
            let factor = *row.get(column)?;
            for (value, other) in row.iter_mut().zip(&lead) {
                *value -= factor * other;
            }
        }
        *rows.get_mut(column)? = lead;
    }
    let mut inverse = Matrix::zero(size);
    for (i, row) in rows.iter().enumerate() {
        for (j, value) in row.iter().skip(size).enumerate() {
            inverse.set(i, j, *value);
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::inverse;
    use crate::numeric::linear::Matrix;
    use crate::numeric::random::Random;

    fn random(size: usize, random: &mut Random) -> Matrix {
        let mut matrix = Matrix::zero(size);
        for i in 0..size {
            for j in 0..size {
                matrix.set(i, j, random.normal());
            }
        }
        matrix
    }

    #[test]
    fn inverse_times_matrix_is_the_unit_matrix() {
        let mut generator = Random::new(5);
        for size in 1..=16 {
            let matrix = random(size, &mut generator);
            let inverse = inverse(&matrix);
            for j in 0..size {
                let column: Vec<f64> = (0..size)
                    .map(|i| inverse.as_ref().map_or(f64::NAN, |m| m.at(i, j)))
                    .collect();
                for (i, value) in matrix.times(&column).iter().enumerate() {
                    let unit = f64::from(u8::from(i == j));
                    assert!((value - unit).abs() < 1e-10, "{size}: {value}");
                }
            }
        }
    }

    #[test]
    fn a_zero_on_the_diagonal_is_no_obstacle_but_equal_rows_are() {
        let mut matrix = Matrix::zero(2);
        matrix.set(0, 1, 1.0);
        matrix.set(1, 0, 1.0);
        assert_eq!(inverse(&matrix), Some(matrix));
        let mut flat = Matrix::zero(3);
        for i in 0..3 {
            for (j, value) in [1.0, 2.0, 3.0].into_iter().enumerate() {
                flat.set(i, j, value);
            }
        }
        assert_eq!(inverse(&flat), None);
    }
}
