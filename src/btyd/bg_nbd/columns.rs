//! The predictions of many customers at once.

use crate::btyd::PurchaseColumns;
use crate::btyd::bg_nbd::BgNbd;
use crate::btyd::bg_nbd::expected::KeptCoefficients;
use crate::btyd::bg_nbd::model::check_probability;
use crate::btyd::memo::Memo;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_length;
use crate::error::Result;

/// Every kernel writes one number per row into `out` and gives the bits of its scalar twin.
impl BgNbd {
    /// Writes [`BgNbd::probability_alive`] of every row.
    ///
    /// # Example: two customers
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
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
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects, and [`crate::Error::LengthMismatch`] for `out`.
    pub fn probability_alive_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        out: &mut [f64],
    ) -> Result<()> {
        check_length("out", out.len(), columns.validate()?)?;
        for (out, history) in out.iter_mut().zip(columns.rows()) {
            *out = self.probability_alive(history);
        }
        Ok(())
    }

    /// Writes [`BgNbd::probability_never`] of every row.
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects, and [`crate::Error::LengthMismatch`] for `out`.
    pub fn probability_never_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        out: &mut [f64],
    ) -> Result<()> {
        check_length("out", out.len(), columns.validate()?)?;
        for (out, history) in out.iter_mut().zip(columns.rows()) {
            *out = self.probability_never(history);
        }
        Ok(())
    }

    /// Writes [`BgNbd::probability_of_purchase`] within `horizon` of every row.
    ///
    /// # Errors
    /// Those of the scalar function, what [`PurchaseColumns::validate`] rejects, and
    /// [`crate::Error::LengthMismatch`] for `out`.
    pub fn probability_of_purchase_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        horizon: f64,
        out: &mut [f64],
    ) -> Result<()> {
        check_from(horizon, 0.0, "horizon")?;
        check_length("out", out.len(), columns.validate()?)?;
        for (out, history) in out.iter_mut().zip(columns.rows()) {
            *out = self.purchase_within(history, horizon);
        }
        Ok(())
    }

    /// Writes [`BgNbd::expected_purchases`] within `horizon` of every row.
    ///
    /// # Errors
    /// Those of the scalar function, what [`PurchaseColumns::validate`] rejects, and
    /// [`crate::Error::LengthMismatch`] for `out`.
    pub fn expected_purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        horizon: f64,
        out: &mut [f64],
    ) -> Result<()> {
        check_from(horizon, 0.0, "horizon")?;
        check_length("out", out.len(), columns.validate()?)?;
        let mut memo = Memo::new(out.len());
        let mut kept = KeptCoefficients::default();
        for (out, history) in out.iter_mut().zip(columns.rows()) {
            let (x, age) = (history.frequency, history.age);
            let beta = self.params().alpha + age;
            let purchases = memo.get(x, age, || {
                self.alive().expected_with(&mut kept, x, beta, horizon)
            });
            *out = self.probability_alive(history) * purchases;
        }
        Ok(())
    }

    /// Writes [`BgNbd::next_purchase`] at `probability` of every row, NaN where there is none.
    ///
    /// # Errors
    /// Those of the scalar function, what [`PurchaseColumns::validate`] rejects, and
    /// [`crate::Error::LengthMismatch`] for `out`.
    pub fn next_purchase_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        probability: f64,
        out: &mut [f64],
    ) -> Result<()> {
        check_probability(probability)?;
        check_length("out", out.len(), columns.validate()?)?;
        for (out, history) in out.iter_mut().zip(columns.rows()) {
            *out = self.time_until(history, probability);
        }
        Ok(())
    }
}
