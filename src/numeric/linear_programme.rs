//! Linear programmes of a few dozen variables.

/// A reduced cost or a pivot of less than this is rounding: coefficients are taken to be of the
/// order of 1 to 10.
const NOTHING: f64 = 1e-11;

/// How far apart the sides of an equation may be that counts as satisfied.
const FEASIBLE: f64 = 1e-9;

/// Bland's rule ends by itself; where rounding fools it, this does.
const MOST_PIVOTS: u32 = 20_000;

/// Numbers that are not negative, under linear constraints.
///
/// # Example: the most of two products that two machines can make
/// ```
/// use clientele::numeric::linear_programme::LinearProgramme;
/// let mut programme = LinearProgramme::new(2);
/// programme.at_most(&[1.0, 2.0], 14.0);
/// programme.at_most(&[3.0, 1.0], 12.0);
/// let best = programme.minimise(&[-3.0, -2.0]).unwrap();
/// assert!((best.value + 18.0).abs() < 1e-12);
/// assert!((best.point[0] - 2.0).abs() < 1e-12 && (best.point[1] - 6.0).abs() < 1e-12);
/// ```
///
/// # References
/// * Dantzig, G. B. (1963), *Linear Programming and Extensions*, chapter 5: the simplex method in
///   two phases.
/// * Bland, R. G. (1977), "New finite pivoting rules for the simplex method", Mathematics of
///   Operations Research 2, 103-107: the rule that never goes round in circles.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearProgramme {
    variables: usize,
    rows: Vec<Constraint>,
}

#[derive(Debug, Clone, PartialEq)]
struct Constraint {
    coefficients: Vec<f64>,
    right: f64,
    equal: bool,
}

/// The best point.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// The variables.
    pub point: Vec<f64>,
    /// The value of the objective there.
    pub value: f64,
}

impl LinearProgramme {
    /// Starts a programme without constraints but that no variable is negative.
    pub fn new(variables: usize) -> Self {
        Self {
            variables,
            rows: Vec::new(),
        }
    }

    /// Demands Σ aᵢ xᵢ ≤ `right`; coefficients that are not given are 0.
    pub fn at_most(&mut self, coefficients: &[f64], right: f64) {
        self.rows.push(Constraint {
            coefficients: coefficients.to_vec(),
            right,
            equal: false,
        });
    }

    /// Demands Σ aᵢ xᵢ = `right`; coefficients that are not given are 0.
    pub fn equal(&mut self, coefficients: &[f64], right: f64) {
        self.rows.push(Constraint {
            coefficients: coefficients.to_vec(),
            right,
            equal: true,
        });
    }

    /// Returns the point where Σ cᵢ xᵢ is least; nothing where no point satisfies the constraints
    /// or where there is no least value.
    ///
    /// Of several best points the one that Bland's rule comes to first is returned.
    #[inline(never)]
    pub fn minimise(&self, objective: &[f64]) -> Option<Optimum> {
        let mut tableau = Tableau::new(self);
        tableau.price_artificials();
        if !tableau.improve(tableau.artificials) || tableau.value() > FEASIBLE {
            return None;
        }
        tableau.drive_out_artificials();
        tableau.price(objective);
        if !tableau.improve(tableau.artificials) {
            return None;
        }
        let point = tableau.point(self.variables);
        let value = point.iter().zip(objective).map(|(x, c)| x * c).sum();
        Some(Optimum { point, value })
    }
}

/// The constraints solved for the variables of the basis; the right side stands last in each row.
struct Tableau {
    rows: Vec<Vec<f64>>,
    /// The variable of the basis that each row is solved for.
    basis: Vec<usize>,
    costs: Vec<f64>,
    /// The first artificial variable; those from there on may not enter the basis.
    artificials: usize,
}

impl Tableau {
    fn new(programme: &LinearProgramme) -> Self {
        let slacks = programme.rows.iter().filter(|row| !row.equal).count();
        let artificials = programme.variables + slacks;
        let width = artificials + programme.rows.len() + 1;
        let mut slack = programme.variables;
        let mut rows = Vec::with_capacity(programme.rows.len());
        let mut basis = Vec::with_capacity(programme.rows.len());
        for (i, constraint) in programme.rows.iter().enumerate() {
            let sign = if constraint.right < 0.0 { -1.0 } else { 1.0 };
            let mut row = vec![0.0; width];
            for (cell, value) in row.iter_mut().zip(&constraint.coefficients) {
                *cell = sign * value;
            }
            put(&mut row, width - 1, sign * constraint.right);
            let mut basic = artificials + i;
            if !constraint.equal {
                put(&mut row, slack, sign);
                if sign > 0.0 {
                    basic = slack;
                }
                slack += 1;
            }
            put(&mut row, basic, 1.0);
            rows.push(row);
            basis.push(basic);
        }
        Self {
            rows,
            basis,
            costs: vec![0.0; width],
            artificials,
        }
    }

    /// Sets the costs of the first phase: the sum of the artificial variables.
    fn price_artificials(&mut self) {
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            if *basic >= self.artificials {
                subtract(&mut self.costs, row, 1.0);
            }
        }
    }

    /// Sets the costs of the second phase.
    fn price(&mut self, objective: &[f64]) {
        self.costs.fill(0.0);
        for (cost, value) in self.costs.iter_mut().zip(objective) {
            *cost = *value;
        }
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            let cost = objective.get(*basic).copied().unwrap_or(0.0);
            subtract(&mut self.costs, row, cost);
        }
    }

    /// Returns the value of what is minimised.
    fn value(&self) -> f64 {
        -self.costs.last().copied().unwrap_or(0.0)
    }

    /// Pivots until no variable before `end` lowers the value; returns whether that was reached.
    fn improve(&mut self, end: usize) -> bool {
        for _ in 0..MOST_PIVOTS {
            let mut candidates = self.costs.iter().take(end);
            let Some(column) = candidates.position(|cost| *cost < -NOTHING) else {
                return true;
            };
            let Some(row) = self.leaving(column) else {
                return false;
            };
            self.pivot(row, column);
        }
        false
    }

    /// Returns the row that limits the growth of a variable most; of equal ones that of the first
    /// variable.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<(f64, usize, usize)> = None;
        for (i, (row, basic)) in self.rows.iter().zip(&self.basis).enumerate() {
            let pivot = row.get(column).copied().unwrap_or(0.0);
            if pivot <= NOTHING {
                continue;
            }
            let ratio = row.last().copied().unwrap_or(0.0).max(0.0) / pivot;
            let better = best.is_none_or(|(least, first, _)| {
                ratio < least - NOTHING || (ratio < least + NOTHING && *basic < first)
            });
            if better {
                best = Some((ratio, *basic, i));
            }
        }
        best.map(|(_, _, row)| row)
    }

    /// Solves a row for another variable and puts it into the others.
    fn pivot(&mut self, row: usize, column: usize) {
        let Some(mut solved) = self.rows.get_mut(row).map(core::mem::take) else {
            return;
        };
        let pivot = solved.get(column).copied().unwrap_or(1.0);
        for cell in &mut solved {
            *cell /= pivot;
        }
        put(&mut solved, column, 1.0);
        // The row itself is empty for now and so passed over.
        for other in self.rows.iter_mut().chain([&mut self.costs]) {
            let factor = other.get(column).copied().unwrap_or(0.0);
            subtract(other, &solved, factor);
            put(other, column, 0.0);
        }
        if let Some(empty) = self.rows.get_mut(row) {
            *empty = solved;
        }
        if let Some(basic) = self.basis.get_mut(row) {
            *basic = column;
        }
    }

    /// Puts other variables in the place of artificial ones that are still in the basis at 0; where
    /// there are none, the row says nothing and stays as it is.
    fn drive_out_artificials(&mut self) {
        for i in 0..self.rows.len() {
            let artificial = self.basis.get(i).is_some_and(|b| *b >= self.artificials);
            if !artificial {
                continue;
            }
            let mut cells = self
                .rows
                .get(i)
                .into_iter()
                .flatten()
                .take(self.artificials);
            if let Some(column) = cells.position(|cell| cell.abs() > NOTHING) {
                self.pivot(i, column);
            }
        }
    }

    fn point(&self, variables: usize) -> Vec<f64> {
        let mut point = vec![0.0; variables];
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            let value = row.last().copied().unwrap_or(0.0);
            put(&mut point, *basic, value.max(0.0));
        }
        point
    }
}

/// Sets an element, if there is one.
fn put(row: &mut [f64], place: usize, value: f64) {
    if let Some(cell) = row.get_mut(place) {
        *cell = value;
    }
}

/// Takes a multiple of a row away from another.
fn subtract(row: &mut [f64], other: &[f64], factor: f64) {
    if factor.abs() > 0.0 {
        for (cell, value) in row.iter_mut().zip(other) {
            *cell -= factor * value;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]
mod tests {
    use super::LinearProgramme;
    use proptest::prelude::*;

    #[test]
    fn the_classical_example_of_two_phases_is_solved() {
        // maximise 3x + 5y with x <= 4, 2y <= 12, 3x + 2y = 18: (2, 6), 36 (Hillier & Lieberman,
        // Introduction to Operations Research, the Wyndor Glass problem with an equation).
        let mut programme = LinearProgramme::new(2);
        programme.at_most(&[1.0, 0.0], 4.0);
        programme.at_most(&[0.0, 2.0], 12.0);
        programme.equal(&[3.0, 2.0], 18.0);
        let best = programme.minimise(&[-3.0, -5.0]).unwrap();
        assert!((best.value + 36.0).abs() < 1e-12);
        assert!((best.point[0] - 2.0).abs() < 1e-12 && (best.point[1] - 6.0).abs() < 1e-12);
    }

    #[test]
    fn beales_example_does_not_cycle() {
        // Beale (1955), "Cycling in the dual simplex algorithm": the optimum is -1/20.
        let mut programme = LinearProgramme::new(4);
        programme.at_most(&[0.25, -60.0, -0.04, 9.0], 0.0);
        programme.at_most(&[0.5, -90.0, -0.02, 3.0], 0.0);
        programme.at_most(&[0.0, 0.0, 1.0, 0.0], 1.0);
        let best = programme.minimise(&[-0.75, 150.0, -0.02, 6.0]).unwrap();
        assert!((best.value + 0.05).abs() < 1e-12);
    }

    #[test]
    fn what_has_no_best_point_is_told() {
        let mut contradictory = LinearProgramme::new(1);
        contradictory.at_most(&[1.0], 1.0);
        contradictory.at_most(&[-1.0], -2.0);
        assert_eq!(contradictory.minimise(&[1.0]), None);
        let unbounded = LinearProgramme::new(1);
        assert_eq!(unbounded.minimise(&[-1.0]), None);
    }

    #[test]
    fn an_equation_that_is_there_twice_does_no_harm() {
        let mut programme = LinearProgramme::new(2);
        programme.equal(&[1.0, 1.0], 1.0);
        programme.equal(&[2.0, 2.0], 2.0);
        let best = programme.minimise(&[1.0, 2.0]).unwrap();
        assert!((best.value - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn no_feasible_point_is_better_than_the_best(
            cells in prop::collection::vec(0.1..5.0_f64, 12), gains in prop::collection::vec(-3.0..3.0_f64, 3),
            share in prop::collection::vec(0.0..1.0_f64, 3),
        ) {
            let mut programme = LinearProgramme::new(3);
            let rows: Vec<&[f64]> = cells.chunks_exact(4).collect();
            for row in &rows {
                programme.at_most(&row[..3], row[3]);
            }
            let best = programme.minimise(&gains).unwrap();
            for row in &rows {
                let left: f64 = row.iter().zip(&best.point).map(|(a, x)| a * x).sum();
                prop_assert!(left <= row[3] + 1e-9);
            }
            // A random direction, followed to the border.
            let limit = rows.iter().map(|row| {
                let along: f64 = row.iter().zip(&share).map(|(a, x)| a * x).sum();
                row[3] / along.max(1e-300)
            });
            let length = limit.fold(f64::INFINITY, f64::min).min(1e6);
            let value: f64 = gains.iter().zip(&share).map(|(c, x)| c * x * length).sum();
            prop_assert!(best.value <= value + 1e-9 * (1.0 + value.abs()), "{} {value}", best.value);
        }
    }
}
