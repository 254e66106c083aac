//! Weights from incomplete judgements, and what they say the missing ones are.

use super::eigenvector::lambda_of;
use super::eigenvector::normalise;
use super::eigenvector::principal_eigenvector;
use super::incomplete::IncompleteMatrix;
use super::lambda_optimal::smallest;
use super::matrix::PairwiseMatrix;
use super::square::at;
use super::square::name;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::report;
use crate::plain::words;

/// How weights follow from incomplete judgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum CompletionMethod {
    /// The missing judgements take the values with which the largest eigenvalue is smallest; the
    /// weights are the eigenvector.
    #[default]
    LambdaOptimal,
    /// Least squares of the logarithms over the judgements there are; the geometric mean of the
    /// weights of all spanning trees.
    LogarithmicLeastSquares,
    /// Harker's auxiliary matrix: a missing judgement is the ratio of the weights.
    Harker,
}

words!(CompletionMethod {
    LambdaOptimal => "lambdaOptimal",
    LogarithmicLeastSquares => "logarithmicLeastSquares",
    Harker => "harker",
});

impl CompletionMethod {
    /// Every method there is.
    pub const ALL: [Self; 3] = [
        Self::LambdaOptimal,
        Self::LogarithmicLeastSquares,
        Self::Harker,
    ];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::LambdaOptimal => "lambdaOptimal",
            Self::LogarithmicLeastSquares => "logarithmicLeastSquares",
            Self::Harker => "harker",
        }
    }
}

/// A judgement that was not given and what the others say it is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FilledPair {
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// How many times as important a is as b.
    pub value: f64,
}

report!(FilledPair { a => "a", b => "b", value => "value" });

/// The weights of incomplete judgements.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Completion {
    /// One weight for each criterion; they are positive and sum to 1.
    pub weights: Vec<f64>,
    /// The mean of (A w)ᵢ / wᵢ over the completed matrix: its largest eigenvalue, but for least
    /// squares, where it is an estimate; at least the number of criteria.
    pub lambda_max: f64,
    /// The method that gave the weights.
    pub method: CompletionMethod,
    /// What the missing judgements are, in reading order.
    pub filled: Vec<FilledPair>,
    /// The completed matrix, row by row.
    pub rows: Vec<Vec<f64>>,
    /// Newton steps or steps of the power iteration; 0 where there is nothing to iterate.
    pub iterations: u32,
    /// Whether the steps came to their end.
    pub converged: bool,
    /// How far `lambda_max` can lie above the smallest eigenvalue of any completion, proven; only
    /// of the method that looks for the smallest.
    pub gap: Option<f64>,
    /// How they were made, and how far the other methods differ.
    pub provenance: Provenance,
}

report!(Completion {
    weights => "weights",
    lambda_max => "lambdaMax",
    method => "method",
    filled => "filled",
    rows => "rows",
    iterations => "iterations",
    converged => "converged",
    gap => "gap",
    provenance => "provenance",
});

/// Weights and the matrix they complete, row by row.
pub(super) struct Found {
    pub(super) weights: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) iterations: u32,
    pub(super) converged: bool,
    pub(super) gap: Option<f64>,
}

impl IncompleteMatrix {
    /// Returns the weights of the criteria and what they say the missing judgements are.
    ///
    /// A complete matrix has the weights of the eigenvector (lambda-optimal, Harker) or of the
    /// geometric mean (least squares).
    ///
    /// # Formula
    /// ```text
    /// lambda-optimal   min λ_max(A) over the missing aᵢⱼ > 0, convex in their logarithms
    /// least squares    min Σ (ln aᵢⱼ − yᵢ + yⱼ)² over the judgements: L y = r, rᵢ = Σⱼ ln aᵢⱼ,
    ///                  L the Laplacian of the graph of the judgements, w ∝ exp y
    /// Harker           B w = λ w, bᵢⱼ = aᵢⱼ or 0 where missing, bᵢᵢ = 1 + missing in row i
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Disconnected`], which names the groups, when the judgements do not link all
    /// criteria.
    ///
    /// # Example: three methods, three answers
    /// ```
    /// use clientele::weighting::ahp::{CompletionMethod, IncompleteMatrix};
    /// let judgements = ["1", "5", "2", "3", "4", ""];
    /// let matrix = IncompleteMatrix::try_from_upper_triangle(&judgements, None)?;
    /// let found = matrix.completion(CompletionMethod::LambdaOptimal)?;
    /// assert!((found.filled[0].value - (8.0_f64 / 15.0).sqrt()).abs() < 1e-9);
    /// let first = |method| matrix.completion(method).map(|found| found.weights[0]);
    /// assert!((first(CompletionMethod::LambdaOptimal)? - 0.373787).abs() < 1e-6);
    /// assert!((first(CompletionMethod::LogarithmicLeastSquares)? - 0.374183).abs() < 1e-6);
    /// assert!((first(CompletionMethod::Harker)? - 0.373579).abs() < 1e-6);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Bozóki, S., Fülöp, J. and Rónyai, L. (2010), "On optimal completion of incomplete pairwise
    ///   comparison matrices", Mathematical and Computer Modelling 52, 318-333: the smallest
    ///   eigenvalue, and least squares by the Laplacian.
    /// * Bozóki, S. and Tsyganok, V. (2019), "The (logarithmic) least squares optimality of the
    ///   arithmetic (geometric) mean of weight vectors calculated from all spanning trees",
    ///   International Journal of General Systems 48, 362-381.
    /// * Harker, P. T. (1987), Mathematical Modelling 9, 837-848.
    pub fn completion(&self, method: CompletionMethod) -> Result<Completion> {
        self.check_linked()?;
        let found = self.complete(method);
        let n = self.size();
        let mut filled = Vec::new();
        for (i, j) in self.places(false) {
            filled.push(FilledPair {
                a: name(self.criteria(), i),
                b: name(self.criteria(), j),
                value: at(&found.values, i * n + j),
            });
        }
        let mut rows = Vec::with_capacity(n);
        for row in found.values.chunks_exact(n) {
            rows.push(row.to_vec());
        }
        let mut provenance =
            Provenance::new(method.code(), self.fingerprint()).with("missing", filled.len() as f64);
        for other in CompletionMethod::ALL {
            if other != method {
                let theirs = self.complete(other).weights;
                provenance = provenance.compared(other.code(), &found.weights, &theirs);
            }
        }
        Ok(Completion {
            lambda_max: lambda_of(&found.values, &found.weights),
            method,
            filled,
            rows,
            weights: found.weights,
            iterations: found.iterations,
            converged: found.converged,
            gap: found.gap,
            provenance,
        })
    }

    /// Returns the matrix with its missing judgements filled in, as one that was complete.
    ///
    /// # Errors
    /// Those of [`IncompleteMatrix::completion`].
    ///
    /// # Example: what was not asked agrees with the rest
    /// ```
    /// use clientele::weighting::ahp::{CompletionMethod, IncompleteMatrix};
    /// let matrix = IncompleteMatrix::try_from_upper_triangle(&["2", "", "2"], None)?;
    /// let completed = matrix.completed(CompletionMethod::LogarithmicLeastSquares)?;
    /// assert!((completed.judgement(0, 2).unwrap_or(0.0) - 4.0).abs() < 1e-12);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn completed(&self, method: CompletionMethod) -> Result<PairwiseMatrix> {
        self.check_linked()?;
        let values = self.complete(method).values;
        Ok(PairwiseMatrix::of_checked(self.criteria().to_vec(), values))
    }

    /// Completes judgements that link all criteria.
    pub(super) fn complete(&self, method: CompletionMethod) -> Found {
        match method {
            CompletionMethod::LambdaOptimal => {
                let known = self.filled(&|_, _| 1.0);
                let missing = self.places(false);
                smallest(known, self.size(), &missing, &self.least_squares())
            }
            CompletionMethod::LogarithmicLeastSquares => {
                let mut weights = self.least_squares();
                for weight in &mut weights {
                    *weight = math::exp(*weight);
                }
                normalise(&mut weights);
                self.by_ratios(weights, 0, true)
            }
            CompletionMethod::Harker => {
                let auxiliary = self.auxiliary();
                let found = principal_eigenvector(&auxiliary, self.size());
                self.by_ratios(found.weights, found.iterations, found.converged)
            }
        }
    }

    /// Returns the least-squares potentials y: ln w but for a constant, 0 where nothing is linked.
    pub(super) fn least_squares(&self) -> Vec<f64> {
        let n = self.size();
        let mut potentials = vec![0.0; n];
        let graph = self.graph();
        for group in graph.groups() {
            let Some(inverse) = graph.potentials(&group) else {
                continue;
            };
            let mut sums = Vec::with_capacity(group.len());
            for &i in &group {
                let mut sum = 0.0;
                for j in 0..n {
                    sum += self.judgement(i, j).map_or(0.0, math::ln);
                }
                sums.push(sum);
            }
            for (&i, y) in group.iter().zip(inverse.times(&sums)) {
                if let Some(slot) = potentials.get_mut(i) {
                    *slot = y;
                }
            }
        }
        potentials
    }

    /// Returns Harker's auxiliary matrix.
    fn auxiliary(&self) -> Vec<f64> {
        let n = self.size();
        let mut values = self.filled(&|_, _| 0.0);
        for (i, j) in self.places(false) {
            for k in [i, j] {
                if let Some(cell) = values.get_mut(k * n + k) {
                    *cell += 1.0;
                }
            }
        }
        values
    }

    /// Completes with the ratios of the weights.
    fn by_ratios(&self, weights: Vec<f64>, iterations: u32, converged: bool) -> Found {
        Found {
            values: self.filled(&|i, j| at(&weights, i) / at(&weights, j)),
            weights,
            iterations,
            converged,
            gap: None,
        }
    }
}
