//! What the other judgements say of each judgement.

use super::completion::CompletionMethod;
use super::consistency::nearest_step;
use super::incomplete::IncompleteMatrix;
use super::matrix::PairwiseMatrix;
use super::square::at;
use super::square::name;
use super::square::ranked;
use super::square::upper_places;
use crate::numeric::math;
use crate::plain::report;

/// A judgement beside what all the others say without it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LeftOut {
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// The judgement: a is this many times as important as b.
    pub value: f64,
    /// The ratio of the weights when the judgement is missing.
    pub others: f64,
    /// How far they are apart: |ln(value / others)|.
    pub deviation: f64,
    /// The nearest step of Saaty's scale to `others`.
    pub suggested: f64,
    /// The same step as it is written: "3" or "1/3".
    pub suggested_text: String,
}

report!(LeftOut {
    a => "a",
    b => "b",
    value => "value",
    others => "others",
    deviation => "deviation",
    suggested => "suggested",
    suggested_text => "suggestedText",
});

/// Deviations that are closer to each other than this are equal: far above rounding.
const TOLERANCE: f64 = 1e-9;

impl PairwiseMatrix {
    /// Returns every judgement beside what the others say without it, the farthest apart first;
    /// none for fewer than three criteria, where there are no others.
    ///
    /// A judgement pulls the weights towards itself; left out, it cannot.
    ///
    /// # Formula
    /// ```text
    /// others = wᵢ / wⱼ of the matrix without (i, j), completed by `method`
    /// ```
    ///
    /// # Example: the judgement that does not fit
    /// ```
    /// use clientele::weighting::ahp::{CompletionMethod, PairwiseMatrix};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&[2, 4, 7, 2, 4, 2], None)?;
    /// let worst = &matrix.left_out(CompletionMethod::Harker)[0];
    /// assert_eq!((worst.a.as_str(), worst.b.as_str()), ("1", "4"));
    /// assert!((worst.others - 8.0).abs() < 1e-12);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Saaty, T. L. (2003), "Decision-making with the AHP: Why is the principal eigenvector
    /// necessary", European Journal of Operational Research 145, 85-91; Harker, P. T. (1987),
    /// Mathematical Modelling 9, 837-848.
    pub fn left_out(&self, method: CompletionMethod) -> Vec<LeftOut> {
        if self.size() < 3 {
            return Vec::new();
        }
        let n = self.size();
        let mut found = Vec::new();
        let mut rest = IncompleteMatrix::from(self.clone());
        for (i, j) in upper_places(n) {
            let value = at(self.values(), i * n + j);
            rest.set(i, j, None);
            rest.set(j, i, None);
            let weights = rest.complete(method).weights;
            rest.set(i, j, Some(value));
            rest.set(j, i, Some(at(self.values(), j * n + i)));
            let others = at(&weights, i) / at(&weights, j);
            let (suggested, suggested_text) = nearest_step(others);
            found.push(LeftOut {
                a: name(self.criteria(), i),
                b: name(self.criteria(), j),
                value,
                others,
                deviation: math::ln(value / others).abs(),
                suggested,
                suggested_text,
            });
        }
        let deviation = |k: usize| found.get(k).map_or(0.0, |pair| pair.deviation);
        let order = ranked(found.len(), &|one, other| {
            deviation(one) > deviation(other) + TOLERANCE
        });
        let mut sorted = Vec::with_capacity(found.len());
        for k in order {
            sorted.extend(found.get(k).cloned());
        }
        sorted
    }
}
