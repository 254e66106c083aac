//! How far incomplete judgements contradict each other.

use super::completion::CompletionMethod;
use super::consistency::ConsistencyOptions;
use super::consistency::WorstPair;
use super::consistency::worst_pair;
use super::incomplete::IncompleteMatrix;
use super::random_index::RandomIndex;
use super::random_index_incomplete::IncompleteRandomIndex;
use super::random_index_incomplete::RandomIndexSource;
use super::random_index_incomplete::incomplete_random_index;
use crate::error::Result;
use crate::plain::options;
use crate::plain::report;

/// How the consistency of incomplete judgements is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IncompleteConsistencyOptions {
    /// The table of random indices of complete matrices; `saaty2008` unless told. It counts where
    /// nothing is missing and where the formula stands in for a simulation.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub random_index: RandomIndex,
    /// The ratio below which judgements count as consistent; 0.1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub threshold: f64,
    /// Whether Saaty's stricter thresholds hold for small matrices: 0.05 for three criteria, 0.08
    /// for four.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub strict: bool,
}

options!(IncompleteConsistencyOptions {
    random_index => "randomIndex",
    threshold => "threshold",
    strict => "strict",
});

impl Default for IncompleteConsistencyOptions {
    fn default() -> Self {
        let options = ConsistencyOptions::default();
        Self {
            random_index: options.random_index,
            threshold: options.threshold,
            strict: options.strict,
        }
    }
}

/// How consistent incomplete judgements are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IncompleteConsistency {
    /// The smallest largest eigenvalue λ of any completion.
    pub lambda_max: f64,
    /// The consistency index (λ − n) / (n − 1).
    pub ci: f64,
    /// The random index of matrices with the same missing pairs.
    pub ri: f64,
    /// Where the random index comes from.
    pub ri_source: RandomIndexSource,
    /// The standard error of the random index, where it was simulated.
    pub ri_standard_error: Option<f64>,
    /// The table of complete matrices.
    pub random_index: RandomIndex,
    /// How many pairs have no judgement.
    pub missing: usize,
    /// The consistency ratio `ci / ri`; 0 where nothing can contradict: fewer than three criteria,
    /// or judgements that form a tree.
    pub cr: f64,
    /// The threshold the ratio was held against.
    pub threshold: f64,
    /// Whether the ratio lies below the threshold.
    pub consistent: bool,
    /// The judgement farthest from what the weights say; none when all agree with them.
    pub worst_pair: Option<WorstPair>,
}

report!(IncompleteConsistency {
    lambda_max => "lambdaMax",
    ci => "ci",
    ri => "ri",
    ri_source => "riSource",
    ri_standard_error => "riStandardError",
    random_index => "randomIndex",
    missing => "missing",
    cr => "cr",
    threshold => "threshold",
    consistent => "consistent",
    worst_pair => "worstPair",
});

impl IncompleteMatrix {
    /// Returns how consistent the judgements are.
    ///
    /// The eigenvalue is that of the most consistent completion, and the random index that of random
    /// matrices with the same missing pairs, completed alike: the index of complete matrices would
    /// be too large and the ratio too kind.
    ///
    /// # Formula
    /// ```text
    /// CI = (min λ_max − n) / (n − 1)    CR = CI / RI(n, graph of the missing pairs)
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Disconnected`], [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`]
    /// for a threshold that is not in (0, 1].
    ///
    /// # Example: a missing judgement makes the test stricter
    /// ```
    /// use clientele::weighting::ahp::{IncompleteConsistencyOptions, IncompleteMatrix};
    /// let judgements = ["1", "5", "2", "3", "4", ""];
    /// let matrix = IncompleteMatrix::try_from_upper_triangle(&judgements, None)?;
    /// let found = matrix.consistency(&IncompleteConsistencyOptions::default())?;
    /// assert!(found.ri < 0.6 && found.cr > 0.05);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Ágoston, K. Cs. and Csató, L. (2022), "Inconsistency thresholds for incomplete pairwise
    /// comparison matrices", Omega 108, 102576.
    pub fn consistency(
        &self,
        options: &IncompleteConsistencyOptions,
    ) -> Result<IncompleteConsistency> {
        let n = self.size();
        let threshold = ConsistencyOptions {
            threshold: options.threshold,
            strict: options.strict,
            ..ConsistencyOptions::default()
        }
        .effective_threshold(n)?;
        let completion = self.completion(CompletionMethod::LambdaOptimal)?;
        let missing = self.places(false);
        let ri = incomplete_random_index(options.random_index, n, &missing).unwrap_or(
            IncompleteRandomIndex {
                value: 0.0,
                source: RandomIndexSource::Table,
                standard_error: None,
            },
        );
        let lambda_max = completion.lambda_max;
        let (ci, cr) = if ri.value > 0.0 {
            let ci = (lambda_max - n as f64).max(0.0) / (n - 1) as f64;
            (ci, ci / ri.value)
        } else {
            (0.0, 0.0)
        };
        let mut judged = Vec::new();
        for (i, j) in self.places(true) {
            judged.extend(self.judgement(i, j).map(|value| (i, j, value)));
        }
        Ok(IncompleteConsistency {
            lambda_max,
            ci,
            ri: ri.value,
            ri_source: ri.source,
            ri_standard_error: ri.standard_error,
            random_index: options.random_index,
            missing: missing.len(),
            cr,
            threshold,
            consistent: cr < threshold,
            worst_pair: worst_pair(
                self.criteria(),
                &mut judged.into_iter(),
                &completion.weights,
            ),
        })
    }
}
