//! Everything that is known about the consistency of judgements, side by side.

use super::consistency::Consistency;
use super::consistency::ConsistencyOptions;
use super::efficiency::Efficiency;
use super::indices::InconsistencyIndices;
use super::matrix::PairwiseMatrix;
use super::order_preservation::OrderPreservation;
use super::ordinal::OrdinalConsistency;
use super::priorities::Priorities;
use super::random_index::RandomIndex;
use super::random_index::RandomIndexOrigin;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::report;

/// The consistency of judgements by every measure.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConsistencyReport {
    /// The weights that the judgements are held against, and how far those of other methods lie.
    pub priorities: Priorities,
    /// The standard error of each weight: how far the judgements of its row scatter about it.
    pub weight_errors: Vec<f64>,
    /// The consistency ratio by the table in use.
    pub consistency: Consistency,
    /// The consistency ratio by every table.
    pub tables: Vec<TableRatio>,
    /// The indices that need no table.
    pub indices: InconsistencyIndices,
    /// Whether the judgements agree on what comes first.
    pub ordinal: OrdinalConsistency,
    /// Whether the weights keep the order of the judgements.
    pub order_preservation: OrderPreservation,
    /// Whether other weights would be nearer to every judgement.
    pub efficiency: Efficiency,
}

report!(ConsistencyReport {
    priorities => "priorities",
    weight_errors => "weightErrors",
    consistency => "consistency",
    tables => "tables",
    indices => "indices",
    ordinal => "ordinal",
    order_preservation => "orderPreservation",
    efficiency => "efficiency",
});

/// The consistency ratio by one table.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TableRatio {
    /// The table.
    pub random_index: RandomIndex,
    /// Its random index for this size.
    pub ri: f64,
    /// Whether it has this size, or how the index was found.
    pub origin: RandomIndexOrigin,
    /// The consistency ratio.
    pub cr: f64,
    /// Whether the ratio lies below the threshold.
    pub consistent: bool,
    /// The publication.
    pub source: String,
}

report!(TableRatio {
    random_index => "randomIndex",
    ri => "ri",
    origin => "origin",
    cr => "cr",
    consistent => "consistent",
    source => "source",
});

impl PairwiseMatrix {
    /// Returns the consistency of the judgements by every measure, side by side.
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::consistency`].
    ///
    /// # Example: one ratio is good by some tables and bad by others
    /// ```
    /// use clientele::weighting::ahp::{ConsistencyOptions, PairwiseMatrix};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&["2", "7/2", "1/2"], None)?;
    /// let report = matrix.consistency_report(&ConsistencyOptions::default())?;
    /// let verdicts: Vec<bool> = report.tables.iter().map(|table| table.consistent).collect();
    /// assert!(verdicts.contains(&true) == report.tables.iter().any(|table| table.cr < 0.1));
    /// assert_eq!(report.tables.len(), 8);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn consistency_report(&self, options: &ConsistencyOptions) -> Result<ConsistencyReport> {
        let priorities = self.priorities(options.method);
        let consistency = self.consistency_of(&priorities, options)?;
        let tables = RandomIndex::ALL.map(|random_index| {
            let (ri, origin) = random_index.known(self.size());
            let cr = if ri > 0.0 { consistency.ci / ri } else { 0.0 };
            TableRatio {
                random_index,
                ri,
                origin,
                cr,
                consistent: cr < consistency.threshold,
                source: random_index.source().into(),
            }
        });
        Ok(ConsistencyReport {
            weight_errors: self.weight_errors(&priorities),
            tables: tables.to_vec(),
            indices: self.indices(),
            ordinal: self.ordinal_consistency(),
            order_preservation: self.order_preservation(&priorities.weights)?,
            efficiency: self.efficiency(&priorities.weights)?,
            consistency,
            priorities,
        })
    }

    /// Returns the standard error of each weight.
    ///
    /// Each judgement of a row is an estimate of its weight; for the eigenvector their mean is the
    /// weight, and this is their standard deviation. Where the judgements agree it is 0. Priorities
    /// of another number of criteria give no errors.
    ///
    /// # Formula
    /// ```text
    /// Δwᵢ = √( 1/(n−1) Σₖ (aᵢₖ wₖ n/λ − wᵢ)² )
    /// ```
    ///
    /// # Example: the errors of three weights
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&[3.0, 5.0, 3.0], None)?;
    /// let errors = matrix.weight_errors(&matrix.priorities(PriorityMethod::Eigenvector));
    /// assert!((errors[0] - 0.1242).abs() < 1e-4); // of a weight of 0.6370
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Tomashevskii, I. L. (2015), "Eigenvector ranking method as a measuring tool: formulas for
    /// errors", EJOR 240, 774-780.
    pub fn weight_errors(&self, priorities: &Priorities) -> Vec<f64> {
        let n = self.size() as f64;
        let weights = &priorities.weights;
        let scale = n / priorities.lambda_max;
        let error = |(row, weight): (&[f64], &f64)| {
            let estimates = row.iter().zip(weights).map(|(value, w)| value * w * scale);
            let squares = estimates.map(|estimate| (estimate - weight) * (estimate - weight));
            math::sqrt(squares.sum::<f64>() / (n - 1.0).max(1.0))
        };
        self.rows().zip(weights).map(error).collect()
    }
}
