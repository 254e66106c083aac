//! The distinct purchase histories that a likelihood is summed over.

use crate::btyd::PurchaseColumns;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::Usage;
use crate::btyd::estimate::curves_of_fit;
use crate::btyd::estimate::estimate;
use crate::btyd::estimate::start_of_sample;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::maximise::Jet;
use crate::numeric::profile_likelihood::ProfileCurve;
use crate::numeric::sort::total;
use core::cmp::Ordering;

/// From here on a share of the rows finds the start for all of them.
const MANY_ROWS: usize = 40_000;

/// How many rows find that start.
const SAMPLE: usize = 10_000;

/// The shape of a likelihood shows in so many rows: where there are more, it hardly differs from a
/// parabola within a few standard errors, and a share of them tells by how much.
const SHAPE: usize = 2_500;

/// The log-likelihood of rows with its derivatives by the log parameters.
pub(super) type Likelihood<'a> = &'a dyn Fn(&[Row], &[f64]) -> Jet;

/// A distinct history, time in units of [`Histories::scale`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) frequency: f64,
    pub(super) age: f64,
    pub(super) recency: f64,
    pub(super) weight: f64,
}

impl Row {
    /// By frequency, age, recency and weight.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every pair that is sorted")]
    fn order(&self, other: &Self) -> Ordering {
        let (mut one, mut two) = (total(self.frequency), total(other.frequency));
        if one == two {
            (one, two) = (total(self.age), total(other.age));
        }
        if one == two {
            (one, two) = (total(self.recency), total(other.recency));
        }
        if one == two {
            (one, two) = (total(self.weight), total(other.weight));
        }
        one.cmp(&two)
    }
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
        // All at once: a vector that grows holds its rows twice, which ten million customers notice.
        let mut rows: Vec<Row> = Vec::with_capacity(given);
        let mut row = 0;
        while let Some(history) = columns.row(row) {
            let weight = weights.get(row).copied().unwrap_or(1.0);
            if weight > 0.0 {
                rows.push(Row {
                    frequency: history.frequency,
                    age: history.age,
                    recency: history.recency,
                    weight,
                });
            }
            row += 1;
        }
        let used = rows.len();
        // The weight takes part so that the order, and with it every bit, is that of no input order.
        // The sort of the standard library costs 3 KB and halves the time for a million customers.
        rows.sort_unstable_by(Row::order);
        rows.dedup_by(|next, kept| {
            let same = total(next.frequency) == total(kept.frequency)
                && total(next.age) == total(kept.age)
                && total(next.recency) == total(kept.recency);
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

    /// Maximises a likelihood of rows, and follows its profiles from there.
    pub(super) fn estimate(
        &self,
        problem: &Problem<'_>,
        options: FitOptions,
        likelihood: Likelihood<'_>,
    ) -> Fitted<Vec<f64>> {
        let mut fitted = self.maximise(problem, options, likelihood);
        fitted.profile_curves = self.profile_curves(&fitted, problem, options, likelihood);
        fitted
    }

    /// Maximises a likelihood of rows.
    pub(super) fn maximise(
        &self,
        problem: &Problem<'_>,
        options: FitOptions,
        likelihood: Likelihood<'_>,
    ) -> Fitted<Vec<f64>> {
        let whole = &mut |point: &[f64]| likelihood(&self.rows, point);
        let first = match problem.starts.first() {
            Some(start) if self.rows.len() > MANY_ROWS => {
                let (sample, customers) = self.sample(self.rows.len() / SAMPLE);
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

    /// Returns the curves of the profile likelihoods of a fit, where asked for.
    pub(super) fn profile_curves(
        &self,
        fitted: &Fitted<Vec<f64>>,
        problem: &Problem<'_>,
        options: FitOptions,
        likelihood: Likelihood<'_>,
    ) -> Option<Vec<ProfileCurve>> {
        let step = self.rows.len() / SHAPE;
        if step < 2 {
            let whole = &mut |point: &[f64]| likelihood(&self.rows, point);
            return curves_of_fit(fitted, problem, options, self.customers, whole);
        }
        let (sample, customers) = self.sample(step);
        let part = &mut |point: &[f64]| likelihood(&sample, point);
        curves_of_fit(fitted, problem, options, customers, part)
    }

    /// Returns every `step`-th row, and the customers of these.
    fn sample(&self, step: usize) -> (Vec<Row>, f64) {
        let rows: Vec<Row> = self.rows.iter().step_by(step).copied().collect();
        let customers = rows.iter().map(|row| row.weight).sum();
        (rows, customers)
    }
}
