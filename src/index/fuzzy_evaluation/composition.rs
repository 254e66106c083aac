//! The four ways to put memberships together.

use crate::plain::words;

/// How weights and memberships are put together, B = A ∘ R.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum FuzzyOperator {
    /// M(·, +), the weighted average (加权平均型): every factor counts.
    #[default]
    WeightedAverage,
    /// M(∧, ∨), the largest of what is smaller, weight or membership (主因素决定型).
    MinMax,
    /// M(·, ∨), the largest product (主因素突出型).
    ProductMax,
    /// M(∧, ⊕), the sum, up to 1, of what is smaller (不均衡平均型).
    MinSum,
}

words!(FuzzyOperator {
    WeightedAverage => "weightedAverage",
    MinMax => "minMax",
    ProductMax => "productMax",
    MinSum => "minSum",
});

impl FuzzyOperator {
    /// All operators.
    pub const ALL: [Self; 4] = [
        Self::WeightedAverage,
        Self::MinMax,
        Self::ProductMax,
        Self::MinSum,
    ];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::WeightedAverage => "weightedAverage",
            Self::MinMax => "minMax",
            Self::ProductMax => "productMax",
            Self::MinSum => "minSum",
        }
    }

    /// Returns the memberships of the whole in `grades` grades, as they come: only those of the
    /// weighted average sum to 1.
    ///
    /// `weights` are one for each row; rows and weights sum to 1.
    ///
    /// # Formula
    /// ```text
    /// weightedAverage  b_k = Σᵢ a_i r_ik      minMax  b_k = maxᵢ min(a_i, r_ik)
    /// productMax       b_k = maxᵢ a_i r_ik    minSum  b_k = min(1, Σᵢ min(a_i, r_ik))
    /// ```
    ///
    /// # Example: two factors
    /// ```
    /// use clientele::index::fuzzy_evaluation::FuzzyOperator;
    /// let rows = [vec![0.5, 0.5], vec![1.0, 0.0]];
    /// let weights = [0.75, 0.25];
    /// assert_eq!(FuzzyOperator::WeightedAverage.compose(&weights, &rows, 2), [0.625, 0.375]);
    /// assert_eq!(FuzzyOperator::MinMax.compose(&weights, &rows, 2), [0.5, 0.5]);
    /// ```
    ///
    /// # References
    /// Zadeh, L. A. (1965), "Fuzzy sets", Information and Control 8: the largest and the smallest;
    /// Wang, P.-Z. (1983), *Theory of Fuzzy Sets and Its Applications* (汪培庄, 模糊集合论及其应用),
    /// for the models of comprehensive evaluation.
    pub fn compose(self, weights: &[f64], rows: &[Vec<f64>], grades: usize) -> Vec<f64> {
        let takes_smaller = matches!(self, Self::MinMax | Self::MinSum);
        let takes_largest = matches!(self, Self::MinMax | Self::ProductMax);
        let mut composed = vec![0.0; grades];
        for (weight, row) in weights.iter().zip(rows) {
            for (sum, membership) in composed.iter_mut().zip(row) {
                let both = if takes_smaller {
                    weight.min(*membership)
                } else {
                    weight * membership
                };
                *sum = if takes_largest {
                    both.max(*sum)
                } else {
                    *sum + both
                };
            }
        }
        if self == Self::MinSum {
            for sum in &mut composed {
                *sum = sum.min(1.0);
            }
        }
        composed
    }
}
