//! The graph of the pairs that have a judgement.

use crate::numeric::linear::Matrix;

/// Which of `n` criteria are compared with each other.
pub(super) struct Graph {
    n: usize,
    edges: Vec<(usize, usize)>,
}

impl Graph {
    pub(super) fn new(n: usize, edges: Vec<(usize, usize)>) -> Self {
        Self { n, edges }
    }

    /// Returns the groups of criteria that comparisons link, each in order; one when all are linked.
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let mut label: Vec<usize> = (0..self.n).collect();
        for &(i, j) in &self.edges {
            if let (Some(&one), Some(&other)) = (label.get(i), label.get(j)) {
                let (keep, drop) = (one.min(other), one.max(other));
                for slot in &mut label {
                    if *slot == drop {
                        *slot = keep;
                    }
                }
            }
        }
        let mut groups = Vec::new();
        for root in 0..self.n {
            let mut group = Vec::new();
            for (vertex, &slot) in label.iter().enumerate() {
                if slot == root {
                    group.push(vertex);
                }
            }
            if !group.is_empty() {
                groups.push(group);
            }
        }
        groups
    }

    /// Returns the inverse of the Laplacian of a group, taken at its first member, which has the
    /// potential 0: rows and columns in the order of the group.
    ///
    /// None when the comparisons do not link the group.
    pub(super) fn potentials(&self, group: &[usize]) -> Option<Matrix> {
        let size = group.len();
        let place = |vertex: usize| group.iter().position(|&member| member == vertex);
        let mut laplacian = Matrix::zero(size.saturating_sub(1));
        for &(i, j) in &self.edges {
            let (Some(i), Some(j)) = (place(i), place(j)) else {
                continue;
            };
            match (i.checked_sub(1), j.checked_sub(1)) {
                (Some(i), Some(j)) => {
                    laplacian.add(i, i, 1.0);
                    laplacian.add(j, j, 1.0);
                    laplacian.add_symmetric(i, j, -1.0);
                }
                (Some(k), None) | (None, Some(k)) => laplacian.add(k, k, 1.0),
                (None, None) => {}
            }
        }
        let inner = laplacian.cholesky()?.inverse();
        let mut potentials = Matrix::zero(size);
        for i in 1..size {
            for j in 1..size {
                potentials.set(i, j, inner.at(i - 1, j - 1));
            }
        }
        Some(potentials)
    }
}

/// Returns (eᵢ − eⱼ)ᵀ X (eₖ − eₗ): the difference of potential between k and l when a unit of current
/// goes in at i and out at j; for the same pair the effective resistance.
pub(super) fn coupling(potentials: &Matrix, (i, j): (usize, usize), (k, l): (usize, usize)) -> f64 {
    potentials.at(i, k) - potentials.at(i, l) - potentials.at(j, k) + potentials.at(j, l)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::Graph;
    use super::coupling;

    #[test]
    fn groups_are_named_in_order() {
        let graph = Graph::new(5, vec![(3, 1), (4, 0), (0, 2)]);
        assert_eq!(graph.groups(), [vec![0, 2, 4], vec![1, 3]]);
        assert_eq!(Graph::new(2, Vec::new()).groups(), [[0], [1]]);
    }

    #[test]
    fn resistances_are_those_of_the_circuit() {
        // a square: 3/4 along a side, 1 across; a path of three: 2 from end to end
        let square = Graph::new(4, vec![(0, 1), (1, 2), (2, 3), (3, 0)]);
        let potentials = square.potentials(&[0, 1, 2, 3]).unwrap();
        assert!((coupling(&potentials, (0, 1), (0, 1)) - 0.75).abs() < 1e-15);
        assert!((coupling(&potentials, (1, 3), (1, 3)) - 1.0).abs() < 1e-15);
        let path = Graph::new(3, vec![(0, 1), (1, 2)]);
        let potentials = path.potentials(&[0, 1, 2]).unwrap();
        assert!((coupling(&potentials, (0, 2), (0, 2)) - 2.0).abs() < 1e-15);
        assert!(path.potentials(&[0, 2]).is_none());
        assert!(Graph::new(1, Vec::new()).potentials(&[0]).is_some());
    }
}
