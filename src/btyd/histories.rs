//! The distinct purchase histories that a likelihood is summed over.

use crate::btyd::PurchaseColumns;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::fit::Problem;
use crate::btyd::fit::Usage;
use crate::btyd::fit::estimate;
use crate::btyd::fit::start_of_sample;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::maximise::Jet;

/// From here on a share of the rows finds the start for all of them.
const MANY_ROWS: usize = 40_000;

/// How many rows find that start.
const SAMPLE: usize = 10_000;

/// A distinct history, time in units of [`Histories::scale`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) frequency: f64,
    pub(super) age: f64,
    pub(super) recency: f64,
    pub(super) weight: f64,
}

/// Returns what ages are divided by for a fit: the longest, or 1 where all are 0.
pub(super) fn scale_of(ages: &[f64]) -> f64 {
    let longest = ages.iter().copied().fold(0.0_f64, f64::max);
    if longest > 0.0 { longest } else { 1.0 }
}

/// The distinct rows of some columns, sorted by frequency, age and recency.
pub(super) struct Histories {
    pub(super) rows: Vec<Row>,
    /// What the times were divided by: the longest age, or 1.
    pub(super) scale: f64,
    /// The sum of the weights.
    pub(super) customers: f64,
    /// The sum of the repeat purchases.
    pub(super) purchases: f64,
    pub(super) usage: Usage,
}

impl Histories {
    /// Checks the columns, merges equal rows and scales time by the longest age.
    pub(super) fn try_new(columns: &PurchaseColumns<'_>) -> Result<Self> {
        Ok(Self::unscaled(columns)?.scaled(scale_of(columns.age)))
    }

    /// Counts time in units of `scale`.
    pub(super) fn scaled(mut self, scale: f64) -> Self {
        self.scale = scale;
        for row in &mut self.rows {
            row.age /= scale;
            row.recency /= scale;
        }
        self
    }

    /// Checks the columns and merges equal rows; time stays as it is.
    pub(super) fn unscaled(columns: &PurchaseColumns<'_>) -> Result<Self> {
        let given = columns.validate()?;
        let weights = columns.weights.unwrap_or(&[]);
        let weights = weights.iter().copied().chain(core::iter::repeat(1.0));
        let rows = columns.rows().zip(weights).map(|(history, weight)| Row {
            frequency: history.frequency,
            age: history.age,
            recency: history.recency,
            weight,
        });
        let with_weight = rows.filter(|row| row.weight > 0.0);
        // All at once: a vector that grows holds its rows twice, which ten million customers notice.
        let mut rows: Vec<Row> = Vec::with_capacity(given);
        rows.extend(with_weight);
        let used = rows.len();
        // The weight takes part so that the order, and with it every bit, is that of no input order.
        // The sort of the standard library costs 3 KB and halves the time for a million customers.
        rows.sort_unstable_by(|one, other| {
            let order = one.frequency.total_cmp(&other.frequency);
            let order = order.then(one.age.total_cmp(&other.age));
            order
                .then(one.recency.total_cmp(&other.recency))
                .then(one.weight.total_cmp(&other.weight))
        });
        rows.dedup_by(|next, kept| {
            let same = next.frequency.total_cmp(&kept.frequency).is_eq()
                && next.age.total_cmp(&kept.age).is_eq()
                && next.recency.total_cmp(&kept.recency).is_eq();
            if same {
                kept.weight += next.weight;
            }
            same
        });
        if rows.is_empty() {
            return Err(Error::InsufficientData {
                path: "frequency".to_owned(),
                found: 0,
                needed: 1,
                hint: "give at least one customer".to_owned(),
            });
        }
        Ok(Self {
            scale: 1.0,
            customers: rows.iter().map(|row| row.weight).sum(),
            purchases: rows.iter().map(|row| row.weight * row.frequency).sum(),
            usage: Usage {
                rows: used as u64,
                distinct_rows: rows.len() as u64,
                excluded: (given - used) as u64,
            },
            rows,
        })
    }

    /// Returns what the scaling of time adds to the log-likelihood of processes in continuous time:
    /// every repeat purchase is a density per unit of time.
    pub(super) fn offset(&self) -> f64 {
        -self.purchases * ln(self.scale)
    }

    /// Maximises a likelihood of rows.
    pub(super) fn estimate(
        &self,
        problem: &Problem<'_>,
        options: FitOptions,
        likelihood: impl Fn(&[Row], &[f64]) -> Jet,
    ) -> Fitted<Vec<f64>> {
        let whole = &mut |point: &[f64]| likelihood(&self.rows, point);
        let first = match problem.starts.first() {
            Some(start) if self.rows.len() > MANY_ROWS => {
                let rows = self.rows.iter().step_by(self.rows.len() / SAMPLE);
                let sample: Vec<Row> = rows.copied().collect();
                let customers = sample.iter().map(|row| row.weight).sum();
                let part = &mut |point: &[f64]| likelihood(&sample, point);
                start_of_sample(options, start, customers, part)
            }
            _ => return estimate(problem, &self.usage, options, whole),
        };
        let starts = [&[first.as_slice()], problem.starts].concat();
        let problem = Problem {
            starts: &starts,
            ..*problem
        };
        estimate(&problem, &self.usage, options, whole)
    }
}
