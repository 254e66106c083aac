//! The estimation of the parameters.

use crate::btyd::estimate::Problem;
use crate::btyd::estimate::Usage;
use crate::btyd::estimate::estimate;
use crate::btyd::estimate::in_order;
use crate::btyd::estimate::natural;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::jet_sums::JetSums;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_history::check_weights;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::gamma::digamma;
use crate::numeric::gamma::ln_gamma;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::gamma::trigamma;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::maximise::Jet;
use crate::numeric::sort::sort_by;
use crate::numeric::sort::total;

/// The spend of many customers, one column per number.
///
/// # Example: two customers
/// ```
/// use clientele::btyd::gamma_gamma::SpendColumns;
/// let columns =
///     SpendColumns { frequency: &[2.0, 0.0], monetary_value: &[22.35, 0.0], weights: None };
/// assert_eq!(columns.validate()?, 2);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendColumns<'a> {
    /// Number of repeat purchases.
    pub frequency: &'a [f64],
    /// Mean amount of the repeat purchases; what it says without any is not read.
    pub monetary_value: &'a [f64],
    /// How many customers each row stands for; one each when absent.
    pub weights: Option<&'a [f64]>,
}

impl SpendColumns<'_> {
    /// Checks every row and returns their number.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] for columns of different lengths, [`Error::NotFinite`] for NaN and
    /// infinity, [`Error::OutOfRange`] for a negative frequency or weight; the path names the row.
    pub fn validate(&self) -> Result<usize> {
        let expected = self.frequency.len();
        check_length("monetaryValue", self.monetary_value.len(), expected)?;
        for (row, (&value, &amount)) in self.frequency.iter().zip(self.monetary_value).enumerate() {
            check_finite(value, || format!("frequency[{row}]"))?;
            check_finite(amount, || format!("monetaryValue[{row}]"))?;
            if value < 0.0 {
                let expected = "a number from 0".to_owned();
                return Err(Error::OutOfRange {
                    path: format!("frequency[{row}]"),
                    value,
                    expected,
                });
            }
        }
        check_weights(self.weights, expected)?;
        Ok(expected)
    }
}

/// A distinct row, money in units of the mean spend.
#[derive(Debug, Clone, Copy)]
struct Row {
    frequency: f64,
    spend: f64,
    weight: f64,
}

impl GammaGamma {
    /// Estimates the parameters from the customers with a repeat purchase and a positive mean spend.
    ///
    /// Others, those with a mean spend of 0 or less among them, are counted in [`Fitted::excluded`]. Otherwise it is like
    /// [`crate::btyd::bg_nbd::BgNbd::fit`].
    ///
    /// # Example: the second customer has no repeat purchase
    /// ```
    /// use clientele::btyd::fit::FitOptions;
    /// use clientele::btyd::gamma_gamma::{GammaGamma, SpendColumns};
    /// let columns = SpendColumns {
    ///     frequency: &[2.0, 0.0, 1.0],
    ///     monetary_value: &[22.35, 0.0, 11.77],
    ///     weights: None,
    /// };
    /// let fitted = GammaGamma::fit(&columns, &FitOptions::default())?;
    /// assert_eq!((fitted.rows, fitted.excluded), (2, 1));
    /// assert!(fitted.convergence.converged);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// What [`SpendColumns::validate`] rejects; [`Error::InsufficientData`] when no row can be used.
    ///
    /// # References
    /// Fader & Hardie (2013), note 025, eq. 1a.
    pub fn fit(columns: &SpendColumns<'_>, options: &FitOptions) -> Result<Fitted<Self>> {
        let given = columns.validate()?;
        let (rows, used, scale) = distinct_rows(columns);
        if rows.is_empty() {
            return Err(Error::InsufficientData {
                path: "monetaryValue".to_owned(),
                found: 0,
                needed: 1,
                hint: "give at least one customer with a repeat purchase and a positive mean spend"
                    .to_owned(),
            });
        }
        let customers: f64 = rows.iter().map(|row| row.weight).sum();
        let problem = Problem {
            names: &["p", "q", "v"],
            starts: &[&[1.0, 1.0, 0.0], &[2.0, 1.5, -0.5], &[0.0, 0.5, 0.0]],
            prior: &[ln(3.0), ln(3.0), 0.0],
            units: &[1.0, 1.0, scale],
            customers,
            offset: -customers * ln(scale),
        };
        let usage = Usage {
            rows: used as u64,
            distinct_rows: rows.len() as u64,
            excluded: (given - used) as u64,
        };
        let likelihood = &mut |point: &[f64]| likelihood(&rows, point);
        estimate(&problem, &usage, *options, likelihood).try_map(|parameters| {
            let [p, q, v] = in_order(&parameters);
            Self::try_new(GammaGammaParams { p, q, v })
        })
    }
}

/// Merges equal rows; returns them sorted, the number of rows that entered, and the mean spend.
fn distinct_rows(columns: &SpendColumns<'_>) -> (Vec<Row>, usize, f64) {
    let weights = columns.weights.unwrap_or(&[]);
    let weights = weights.iter().copied().chain(core::iter::repeat(1.0));
    let rows = columns
        .frequency
        .iter()
        .zip(columns.monetary_value)
        .zip(weights);
    let rows = rows.map(|((&frequency, &spend), weight)| Row {
        frequency,
        spend,
        weight,
    });
    let usable = |row: &Row| row.frequency > 0.0 && row.spend > 0.0 && row.weight > 0.0;
    let mut rows: Vec<Row> = rows.filter(usable).collect();
    let used = rows.len();
    // The weight takes part so that the order, and with it every bit, is that of no input order.
    sort_by(&mut rows, |one, other| {
        let (mut first, mut second) = (total(one.frequency), total(other.frequency));
        if first == second {
            (first, second) = (total(one.spend), total(other.spend));
        }
        if first == second {
            (first, second) = (total(one.weight), total(other.weight));
        }
        first < second
    });
    rows.dedup_by(|next, kept| {
        let same = total(next.frequency) == total(kept.frequency)
            && total(next.spend) == total(kept.spend);
        if same {
            kept.weight += next.weight;
        }
        same
    });
    let customers: f64 = rows.iter().map(|row| row.weight).sum();
    let mean = rows
        .iter()
        .map(|row| row.weight / customers * row.spend)
        .sum();
    for row in &mut rows {
        row.spend /= mean;
    }
    (rows, used, mean)
}

/// The log-likelihood with its derivatives by the log parameters.
fn likelihood(rows: &[Row], point: &[f64]) -> Jet {
    let natural = natural(point);
    let [p, q, v] = natural;
    let (ln_gamma_q, digamma_q, trigamma_q) = (ln_gamma(q), digamma(q), trigamma(q));
    let mut total = JetSums::new(3);
    for group in rows.chunk_by(|one, next| one.frequency >= next.frequency) {
        let x = group.first().map_or(f64::NAN, |row| row.frequency);
        let shape = p * x;
        let counts = ln_gamma_ratio(shape, q) - ln_gamma_q;
        let (digamma_both, trigamma_both) = (digamma(shape + q), trigamma(shape + q));
        let by_shape = digamma_both - digamma(shape);
        let by_shape_twice = trigamma_both - trigamma(shape);
        for Row {
            spend, weight: w, ..
        } in group
        {
            let spent = x * spend;
            let inverse = 1.0 / (v + spent);
            // ln(v/(v+xm)) and ln(xm/(v+xm)).
            let (ln_v, ln_spent) = (-log1p(spent / v), -log1p(v / spent));
            let value = counts + q * ln_v + shape * ln_spent - ln(*spend);
            // ∂/∂v: q/v − (px+q)/(v+xm) = (q·xm/v − px)/(v+xm).
            let by_v = (q * spent / v - shape) * inverse;
            let slopes = [
                x * (by_shape + ln_spent),
                digamma_both - digamma_q + ln_v,
                by_v,
            ];
            let bends = [
                x * x * by_shape_twice,
                x * trigamma_both,
                -x * inverse,
                trigamma_both - trigamma_q,
                spent / v * inverse,
                (shape + q) * inverse * inverse - q / (v * v),
            ];
            total.add(*w, value, &slopes, &bends);
        }
    }
    total.by_logarithms(&natural)
}
