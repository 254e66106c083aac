//! Whether an eigenvalue lies below a limit, for many values of a few judgements at once.

use super::square::at;
use crate::numeric::linear::Matrix;

/// λI − A without a few judgements, reduced to the criteria of these judgements.
///
/// λI − A is a nonsingular M-matrix exactly if the eigenvalue of A is below λ, exactly if elimination
/// meets positive pivots only. What elimination of the other criteria leaves (the Schur complement) is
/// one again, and differs from that of other values of the judgements only by these values.
///
/// # References
/// Berman, A. and Plemmons, R. J. (1994), *Nonnegative Matrices in the Mathematical Sciences*, chapter
/// 6, theorem 2.3.
pub(super) struct Reduced {
    matrix: Matrix,
    /// The criteria of its rows.
    vertices: Vec<usize>,
}

impl Reduced {
    /// Reduces for the eigenvalue `limit` and without the judgements of `places`; none when the
    /// eigenvalue of A lies beyond even so.
    pub(super) fn of(
        values: &[f64],
        n: usize,
        limit: f64,
        places: &[(usize, usize)],
    ) -> Option<Self> {
        let mut vertices: Vec<usize> = Vec::with_capacity(2 * places.len());
        for &(i, j) in places {
            for vertex in [i, j] {
                if !vertices.contains(&vertex) {
                    vertices.push(vertex);
                }
            }
        }
        let mut order = Vec::with_capacity(n);
        for vertex in 0..n {
            if !vertices.contains(&vertex) {
                order.push(vertex);
            }
        }
        let others = order.len();
        order.extend_from_slice(&vertices);
        let mut full = Matrix::zero(n);
        for (k, &i) in order.iter().enumerate() {
            for (l, &j) in order.iter().enumerate() {
                full.set(k, l, -at(values, i * n + j));
            }
            full.add(k, k, limit);
        }
        for &place in places {
            let (k, l) = rows_of(&vertices, place);
            full.set(others + k, others + l, 0.0);
            full.set(others + l, others + k, 0.0);
        }
        for k in 0..others {
            if !eliminate(&mut full, k, k + 1) {
                return None;
            }
        }
        let mut matrix = Matrix::zero(vertices.len());
        for k in 0..vertices.len() {
            for l in 0..vertices.len() {
                matrix.set(k, l, full.at(others + k, others + l));
            }
        }
        Some(Self { matrix, vertices })
    }

    /// Returns the same with a judgement put in.
    pub(super) fn with(&self, place: (usize, usize), value: f64) -> Self {
        let mut matrix = self.matrix.clone();
        let (k, l) = self.rows(place);
        matrix.add(k, l, -value);
        matrix.add(l, k, -1.0 / value);
        Self {
            matrix,
            vertices: self.vertices.clone(),
        }
    }

    /// Returns the values of one of the judgements with which the eigenvalue lies below the limit
    /// when those that are not put in are left out; none when there are none.
    pub(super) fn window(&self, place: (usize, usize)) -> Option<Window> {
        let (k, l) = self.rows(place);
        let size = self.vertices.len();
        let mut order = Vec::with_capacity(size);
        for row in 0..size {
            if row != k && row != l {
                order.push(row);
            }
        }
        order.extend_from_slice(&[k, l]);
        let mut matrix = Matrix::zero(size);
        for (row, &from) in order.iter().enumerate() {
            for (column, &to) in order.iter().enumerate() {
                matrix.set(row, column, self.matrix.at(from, to));
            }
        }
        let (k, l) = (size.checked_sub(2)?, size - 1);
        for gone in 0..k {
            if !eliminate(&mut matrix, gone, gone + 1) {
                return None;
            }
        }
        let (d, e) = (matrix.at(k, k), matrix.at(l, l));
        let (u, v) = (-matrix.at(k, l), -matrix.at(l, k));
        let room = d * e - u * v - 1.0;
        (d > 0.0 && e > 0.0 && room > 0.0).then_some(Window { u, v, room })
    }

    fn rows(&self, place: (usize, usize)) -> (usize, usize) {
        rows_of(&self.vertices, place)
    }
}

/// Returns where a pair stands among the criteria.
fn rows_of(vertices: &[usize], (i, j): (usize, usize)) -> (usize, usize) {
    let mut rows = (0, 0);
    for (row, &vertex) in vertices.iter().enumerate() {
        if vertex == i {
            rows.0 = row;
        }
        if vertex == j {
            rows.1 = row;
        }
    }
    rows
}

/// Eliminates row and column `k` from those that follow `from`; false when the pivot is not positive.
fn eliminate(matrix: &mut Matrix, k: usize, from: usize) -> bool {
    let pivot = matrix.at(k, k);
    if pivot <= 0.0 || pivot.is_nan() {
        return false;
    }
    let size = matrix.size();
    for i in from..size {
        let factor = matrix.at(i, k) / pivot;
        for j in from..size {
            matrix.add(i, j, -factor * matrix.at(k, j));
        }
    }
    true
}

/// The values x of one judgement with which an M-matrix stays one.
///
/// # Formula
/// ```text
/// [d, −u − x; −v − 1/x, e], what elimination leaves of the pair, is a nonsingular M-matrix
/// if and only if d, e > 0 and v x + u / x < d e − u v − 1
/// ```
pub(super) struct Window {
    u: f64,
    v: f64,
    room: f64,
}

impl Window {
    pub(super) fn holds(&self, x: f64) -> bool {
        self.v * x + self.u / x < self.room
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::Reduced;

    #[test]
    fn a_triad_is_below_a_limit_for_the_values_of_the_closed_form() {
        // λ = 1 + 2 cosh(ln(x/4) / 3) for the judgements 2, x, 2 (Saaty 1977)
        let values = [1.0, 2.0, 9.0, 0.5, 1.0, 2.0, 1.0 / 9.0, 0.5, 1.0];
        let limit = 1.0 + 2.0 * (0.1_f64).cosh();
        let window = Reduced::of(&values, 3, limit, &[(0, 2)])
            .unwrap()
            .window((0, 2))
            .unwrap();
        let edge = 4.0 * (0.3_f64).exp();
        assert!(window.holds(edge * (1.0 - 1e-9)) && !window.holds(edge * (1.0 + 1e-9)));
        let edge = 4.0 * (-0.3_f64).exp();
        assert!(window.holds(edge * (1.0 + 1e-9)) && !window.holds(edge * (1.0 - 1e-9)));
        // without any two of them the eigenvalue is 2 cosh 0 = 2 and 1, which is beyond 1.5
        assert!(
            Reduced::of(&values, 3, 1.5, &[(0, 2)])
                .unwrap()
                .window((0, 2))
                .is_none()
        );
    }
}
