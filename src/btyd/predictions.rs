//! The predictions that every purchase model makes.

use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_length;
use crate::btyd::standing::Standing;
use crate::btyd::standing::residual;
use crate::btyd::standing::time_until;
use crate::error::Error;
use crate::error::Result;

/// What a purchase model predicts for a customer of whom only the history is known.
///
/// Every model has it. The functions that end in `_columns` write one number per row into `out`,
/// with the bits of their scalar twins; NaN stands where the twin has nothing.
///
/// # Errors
/// All functions reject what [`PurchaseModel::check_history`] and [`PurchaseModel::check_time`]
/// reject; those of columns also what [`PurchaseColumns::validate`] rejects, and
/// [`Error::LengthMismatch`] for `out`.
///
/// # Example: Fader & Hardie's customer of the CDNOW data
/// ```
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// assert!((model.probability_alive(history)? - 0.726_578_570_080_67).abs() < 1e-13);
/// assert!((model.expected_purchases(history, 39.0)? - 1.226_028_174_767_1).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
pub trait Predictions: PurchaseModel {
    /// Returns the customer with the odds of death worked out, for many predictions of one customer.
    ///
    /// # Errors
    /// What [`PurchaseModel::check_history`] rejects.
    fn standing(&self, history: PurchaseHistory) -> Result<Standing<'_, Self>> {
        self.check_history(history)?;
        Ok(Standing::new(self, history))
    }

    /// Returns the probability that the customer is still a customer at the end of `history`.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_alive(&self, history: PurchaseHistory) -> Result<f64> {
        Ok(self.standing(history)?.probability_alive())
    }

    /// Returns the probability that the customer is still a customer `time` from now.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_alive_after(&self, history: PurchaseHistory, time: f64) -> Result<f64> {
        self.check_history(history)?;
        self.check_time(time, "time")?;
        Ok(
            Standing::new(self, history).probability_alive()
                * self.survival_if_alive(history, time),
        )
    }

    /// Returns P(alive) of one customer at each of `times`, as it was known at that time.
    ///
    /// `purchases` are the times of the purchases after the first, ascending, counted from the
    /// first, as are `times`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for purchases that do not ascend from 0 and for a negative time.
    ///
    /// # Example: a customer who has fallen silent
    /// ```
    /// use clientele::btyd::Predictions;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let path = model.alive_history(&[2.0, 4.0, 6.0], &[1.0, 6.0, 20.0])?;
    /// assert_eq!(path[0], 1.0);
    /// assert!(path[2] < path[1]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    fn alive_history(&self, purchases: &[f64], times: &[f64]) -> Result<Vec<f64>> {
        let mut before = 0.0;
        for (i, &time) in purchases.iter().enumerate() {
            let path = format!("purchases[{i}]");
            check_from(time, 0.0, &path)?;
            if time <= before {
                let expected = format!("a number above {before}: the purchases ascend");
                return Err(out_of_range(path, time, expected));
            }
            before = time;
        }
        let at = |(i, &time): (usize, &f64)| {
            check_from(time, 0.0, &format!("times[{i}]"))?;
            let made = purchases.partition_point(|purchase| *purchase <= time);
            let last = purchases.get(..made).and_then(<[f64]>::last);
            let recency = last.copied().unwrap_or(0.0);
            let history = PurchaseHistory::try_new(made as f64, recency, time)?;
            self.probability_alive(history)
        };
        times.iter().enumerate().map(at).collect()
    }

    /// Returns the expected number of purchases within `horizon` from now.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn expected_purchases(&self, history: PurchaseHistory, horizon: f64) -> Result<f64> {
        self.standing(history)?.expected_purchases(horizon)
    }

    /// Returns the expected number of repeat purchases of a new customer within `time`.
    ///
    /// # Errors
    /// See [`Predictions`].
    ///
    /// # Example: the first year, in weeks
    /// ```
    /// use clientele::btyd::Predictions;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// // Parameters and value: vignette of the R package BTYD.
    /// let params = BgNbdParams { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 };
    /// let model = BgNbd::try_new(params)?;
    /// assert!((model.expected_purchases_new(52.0)? - 1.444_004).abs() < 1e-6);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    fn expected_purchases_new(&self, time: f64) -> Result<f64> {
        self.check_time(time, "time")?;
        self.expected_purchases(PurchaseHistory::NEW, time)
    }

    /// Returns the probability of exactly `n` purchases within `time` from now; `n` has no upper
    /// limit.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn purchase_probability(&self, history: PurchaseHistory, n: u32, time: f64) -> Result<f64> {
        self.standing(history)?.purchase_probability(n, time)
    }

    /// Returns the probability that a new customer makes `n` repeat purchases within `time`.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn purchase_probability_new(&self, n: u32, time: f64) -> Result<f64> {
        self.purchase_probability(PurchaseHistory::NEW, n, time)
    }

    /// Returns the probability of at least one purchase within `horizon` from now.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_of_purchase(&self, history: PurchaseHistory, horizon: f64) -> Result<f64> {
        self.standing(history)?.probability_of_purchase(horizon)
    }

    /// Returns the probability of no purchase within `horizon` from now, with all digits.
    ///
    /// It equals the likelihood ratio L(x, tₓ, T+t)/L(x, tₓ, T).
    ///
    /// # Errors
    /// See [`Predictions`].
    ///
    /// # Example: the complement of a purchase
    /// ```
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// use clientele::btyd::{Predictions, PurchaseHistory};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
    /// assert!((model.probability_of_no_purchase(history, 39.0)? - 0.445_372_862_083).abs() < 1e-12);
    /// assert!((model.probability_of_purchase(history, 39.0)? - 0.554_627_137_917).abs() < 1e-12);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    fn probability_of_no_purchase(&self, history: PurchaseHistory, horizon: f64) -> Result<f64> {
        self.standing(history)?.probability_of_no_purchase(horizon)
    }

    /// Returns the probability that the customer never buys again, with all digits.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_never(&self, history: PurchaseHistory) -> Result<f64> {
        Ok(self.standing(history)?.probability_never())
    }

    /// Returns the time from now within which the next purchase has come with `probability`.
    ///
    /// Nothing when P(never) puts that probability out of reach, or when the time is beyond the
    /// range of a float. In discrete time it is the first opportunity by which the probability is
    /// reached, nothing after more than a million of them.
    ///
    /// # Errors
    /// See [`Predictions`]; [`Error::NotFinite`] and [`Error::OutOfRange`] for a probability that is
    /// not within 0 and 1.
    ///
    /// # Example: the median
    /// ```
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// use clientele::btyd::{Predictions, PurchaseHistory};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
    /// let median = model.next_purchase(history, 0.5)?.unwrap();
    /// assert!((model.probability_of_purchase(history, median)? - 0.5).abs() < 1e-15);
    /// assert_eq!(model.next_purchase(history, 0.9)?, None);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    fn next_purchase(&self, history: PurchaseHistory, probability: f64) -> Result<Option<f64>> {
        self.standing(history)?.next_purchase(probability)
    }

    /// Returns the discounted expected residual transactions (DERT; DERL for contracts): the
    /// purchases to come up to `horizon`, each discounted to now.
    ///
    /// `rate` is continuous, per unit of time: ln(1 + d) for a discount rate d per unit; where time
    /// is discrete, the factor per opportunity is e^(−rate) all the same. Nothing when there is no
    /// `horizon` and the sum has no bound.
    ///
    /// # Errors
    /// See [`Predictions`]; [`Error::NotFinite`] and [`Error::OutOfRange`] for a rate that is not
    /// a number from 0.
    ///
    /// # Example: the value of a year is less than that of all years
    /// ```
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// use clientele::btyd::{Predictions, PurchaseHistory};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
    /// let year = model.residual_purchases(history, 0.0027, Some(52.0))?.unwrap();
    /// let all = model.residual_purchases(history, 0.0027, None)?.unwrap();
    /// assert!(year < model.expected_purchases(history, 52.0)? && year < all);
    /// // a < 1: without a discount some are expected to buy for ever.
    /// assert_eq!(model.residual_purchases(history, 0.0, None)?, None);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves for customer base analysis,
    /// Journal of Marketing Research 42(4), eq. 2.
    fn residual_purchases(
        &self,
        history: PurchaseHistory,
        rate: f64,
        horizon: Option<f64>,
    ) -> Result<Option<f64>> {
        self.standing(history)?.residual_purchases(rate, horizon)
    }

    /// Writes [`Predictions::probability_alive`] of every row.
    ///
    /// # Errors
    /// See [`Predictions`].
    ///
    /// # Example: two customers
    /// ```
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// use clientele::btyd::{Predictions, PurchaseColumns};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0],
    ///     recency: &[30.43, 0.0],
    ///     age: &[38.86, 38.86],
    ///     weights: None,
    /// };
    /// let mut alive = [0.0; 2];
    /// model.probability_alive_columns(&columns, &mut alive)?;
    /// assert!((alive[0] - 0.726_578_570_080_67).abs() < 1e-13);
    /// assert_eq!(alive[1], 1.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    fn probability_alive_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        out: &mut [f64],
    ) -> Result<()> {
        check_rows(self, columns, out)?;
        self.write_alive(columns, out);
        Ok(())
    }

    /// Writes [`Predictions::probability_alive_after`] of every row.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_alive_after_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        time: f64,
        out: &mut [f64],
    ) -> Result<()> {
        self.check_time(time, "time")?;
        check_rows(self, columns, out)?;
        self.write_alive(columns, out);
        columns.update(out, |history, alive| {
            alive * self.survival_if_alive(history, time)
        });
        Ok(())
    }

    /// Writes [`Predictions::expected_purchases`] within `horizon` of every row.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn expected_purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        horizon: f64,
        out: &mut [f64],
    ) -> Result<()> {
        self.check_time(horizon, "horizon")?;
        check_rows(self, columns, out)?;
        self.write_purchases(columns, horizon, out);
        Ok(())
    }

    /// Writes [`Predictions::probability_of_purchase`] within `horizon` of every row.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_of_purchase_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        horizon: f64,
        out: &mut [f64],
    ) -> Result<()> {
        self.check_time(horizon, "horizon")?;
        check_rows(self, columns, out)?;
        self.write_alive(columns, out);
        columns.update(out, |history, alive| {
            alive * self.purchase_if_alive(history, horizon)
        });
        Ok(())
    }

    /// Writes [`Predictions::purchase_probability`] of `n` purchases within `time` of every row.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn purchase_probability_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        n: u32,
        time: f64,
        out: &mut [f64],
    ) -> Result<()> {
        self.check_time(time, "time")?;
        check_rows(self, columns, out)?;
        for (out, history) in out.iter_mut().zip(columns.rows()) {
            *out = self.purchase_probability(history, n, time)?;
        }
        Ok(())
    }

    /// Writes [`Predictions::probability_never`] of every row.
    ///
    /// # Errors
    /// See [`Predictions`].
    fn probability_never_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        out: &mut [f64],
    ) -> Result<()> {
        check_rows(self, columns, out)?;
        columns.fill(out, |history| {
            Standing::new(self, history).probability_never()
        });
        Ok(())
    }

    /// Writes [`Predictions::next_purchase`] at `probability` of every row.
    ///
    /// # Errors
    /// See [`Predictions::next_purchase`].
    fn next_purchase_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        probability: f64,
        out: &mut [f64],
    ) -> Result<()> {
        check_probability(probability)?;
        check_rows(self, columns, out)?;
        self.write_alive(columns, out);
        columns.update(out, |history, alive| {
            time_until(self, alive, history, probability)
        });
        Ok(())
    }

    /// Writes [`Predictions::residual_purchases`] of every row.
    ///
    /// # Errors
    /// See [`Predictions::residual_purchases`].
    fn residual_purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        rate: f64,
        horizon: Option<f64>,
        out: &mut [f64],
    ) -> Result<()> {
        check_from(rate, 0.0, "rate")?;
        if let Some(horizon) = horizon {
            self.check_time(horizon, "horizon")?;
        }
        check_rows(self, columns, out)?;
        self.write_alive(columns, out);
        columns.update(out, |history, alive| {
            residual(self, alive, history, rate, horizon)
        });
        Ok(())
    }
}

impl<M: PurchaseModel + ?Sized> Predictions for M {}

fn check_rows<M: PurchaseModel + ?Sized>(
    model: &M,
    columns: &PurchaseColumns<'_>,
    out: &[f64],
) -> Result<()> {
    check_length("out", out.len(), columns.validate()?)?;
    model.kind().check_histories(columns)
}

/// Rejects what is not a probability.
pub(super) fn check_probability(probability: f64) -> Result<()> {
    check_from(probability, 0.0, "probability")?;
    if probability > 1.0 {
        let expected = "a number from 0 to 1".to_owned();
        return Err(out_of_range(
            "probability".to_owned(),
            probability,
            expected,
        ));
    }
    Ok(())
}

fn out_of_range(path: String, value: f64, expected: String) -> Error {
    Error::OutOfRange {
        path,
        value,
        expected,
    }
}
