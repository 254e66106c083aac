//! The discounted value of the purchases to come.

use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::SeriesMemory;
use crate::btyd::Standing;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::memo::Memo;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_history::check_positive;
use crate::btyd::purchase_model::alive;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::exp;
use crate::numeric::math::log1p;
use crate::plain::options;

/// The largest number of periods: a hundred years of days.
const MAX_PERIODS: u32 = 36_525;

/// Which purchases count, and how much.
///
/// # Example: twelve months in weeks, 10 % a year
/// ```
/// use clientele::btyd::lifetime_value::LifetimeOptions;
/// let options = LifetimeOptions {
///     periods: 12,
///     period: 30.4375 / 7.0,
///     discount_rate_per_period: 1.1f64.powf(1.0 / 12.0) - 1.0,
///     margin: 0.3,
/// };
/// assert_ne!(options, LifetimeOptions::default());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LifetimeOptions {
    /// The number of periods; default 12.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub periods: u32,
    /// The length of a period in the time unit of the model; default 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub period: f64,
    /// The discount rate per period, from 0; default 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub discount_rate_per_period: f64,
    /// The share of the spend that is profit, 0 to 1; default 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub margin: f64,
}

options!(LifetimeOptions {
    periods => "periods",
    period => "period",
    discount_rate_per_period => "discountRatePerPeriod",
    margin => "margin",
});

impl Default for LifetimeOptions {
    fn default() -> Self {
        Self {
            periods: 12,
            period: 1.0,
            discount_rate_per_period: 0.0,
            margin: 1.0,
        }
    }
}

/// Returns the continuous rate of a discount rate: ln(1 + d), both per the same unit of time.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for a rate that is not a number from 0.
///
/// # Example: 15 % a year
/// ```
/// use clientele::btyd::lifetime_value::continuous_rate;
/// assert!((continuous_rate(0.15)? - 0.139_762).abs() < 1e-6);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn continuous_rate(discount_rate: f64) -> Result<f64> {
    Ok(log1p(check_from(discount_rate, 0.0, "discountRate")?))
}

/// Returns the discounted margin of the purchases to come within the periods.
///
/// A purchase counts at the end of its period. Nothing when the spend has no finite mean.
///
/// # Formula
/// `margin · E[M] · Σₖ (E[Y(kΔ)] − E[Y((k−1)Δ)])/(1+d)ᵏ, k = 1 … N`.
///
/// # Example: without a discount it is spend times purchases
/// ```
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::btyd::gamma_gamma::{GammaGamma, GammaGammaParams};
/// use clientele::btyd::lifetime_value::{LifetimeOptions, lifetime_value};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let spend = GammaGamma::try_new(GammaGammaParams { p: 6.25, q: 3.74, v: 15.44 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let options = LifetimeOptions { periods: 3, period: 13.0, ..LifetimeOptions::default() };
/// let value = lifetime_value(&model, &spend, history, 22.35, &options)?.unwrap();
/// let plain = spend.expected_spend(2.0, 22.35)?.unwrap() * model.expected_purchases(history, 39.0)?;
/// assert!((value / plain - 1.0).abs() < 1e-13);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for options or a `monetary_value` out of range.
pub fn lifetime_value(
    model: &dyn PurchaseModel,
    spend: &GammaGamma,
    history: PurchaseHistory,
    monetary_value: f64,
    options: &LifetimeOptions,
) -> Result<Option<f64>> {
    check_finite(monetary_value, || "monetaryValue".to_owned())?;
    let mut horizons = Horizons::try_new(options)?;
    model.check_history(history)?;
    horizons.check(model)?;
    let purchases = horizons.purchases_if_alive(model, history);
    let purchases = alive(model.odds_of_death(history)) * purchases;
    let value = horizons.value(spend, history, monetary_value, purchases);
    Ok(if value.is_nan() { None } else { Some(value) })
}

/// Writes [`lifetime_value`] of every row into `out`, NaN where there is none.
///
/// # Errors
/// Those of [`lifetime_value`], what [`PurchaseColumns::validate`] rejects, and
/// [`Error::LengthMismatch`] for `monetary_value` and `out`.
pub fn lifetime_value_columns(
    model: &dyn PurchaseModel,
    spend: &GammaGamma,
    columns: &PurchaseColumns<'_>,
    monetary_value: &[f64],
    options: &LifetimeOptions,
    out: &mut [f64],
) -> Result<()> {
    let rows = columns.validate()?;
    check_length("monetaryValue", monetary_value.len(), rows)?;
    check_length("out", out.len(), rows)?;
    for (row, amount) in monetary_value.iter().enumerate() {
        check_finite(*amount, || format!("monetaryValue[{row}]"))?;
    }
    let mut horizons = Horizons::try_new(options)?;
    let mut memo = Memo::new(rows);
    horizons.check(model)?;
    model.kind().check_histories(columns)?;
    model.write_alive(columns, out);
    for (row, (out, amount)) in out.iter_mut().zip(monetary_value).enumerate() {
        let Some(history) = columns.row(row) else {
            break;
        };
        let purchases = *out * horizons.remembered(&mut memo, model, history);
        *out = horizons.value(spend, history, *amount, purchases);
    }
    Ok(())
}

/// The discounted purchases of the coming periods, of one customer after the other.
///
/// It keeps the discount factors and remembers customers with the same frequency and age, so it is
/// to be made once and asked often, always for the same model.
///
/// # Example: half a year, discounted by the month
/// ```
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::btyd::lifetime_value::{DiscountedPurchases, LifetimeOptions};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let options = LifetimeOptions { periods: 6, period: 4.345, ..LifetimeOptions::default() };
/// let purchases = DiscountedPurchases::try_new(&options, 1)?.expected(&model, history);
/// // Nothing is discounted: the expected purchases of 26.07 weeks.
/// assert!((purchases - model.expected_purchases(history, 26.07)?).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug)]
pub struct DiscountedPurchases {
    horizons: Horizons,
    memo: Memo,
}

impl DiscountedPurchases {
    /// Makes the discount factors; `rows` is about how many customers are to come.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] and [`Error::NotFinite`] for options out of range.
    pub fn try_new(options: &LifetimeOptions, rows: usize) -> Result<Self> {
        Ok(Self {
            horizons: Horizons::try_new(options)?,
            memo: Memo::new(rows),
        })
    }

    /// Returns the sum over the periods of the expected purchases, each discounted to today.
    pub fn expected(&mut self, model: &dyn PurchaseModel, history: PurchaseHistory) -> f64 {
        self.expected_of(&Standing::new(model, history))
    }

    /// [`Self::expected`] of a customer whose odds of death are known.
    pub fn expected_of(&mut self, customer: &Standing<'_, dyn PurchaseModel + '_>) -> f64 {
        let Self { horizons, memo } = self;
        let purchases = horizons.remembered(memo, customer.model(), customer.history());
        customer.probability_alive() * purchases
    }
}

/// The ends of the periods and what a purchase up to each of them adds.
#[derive(Debug)]
struct Horizons {
    /// Time and weight. Summed by parts, the discounted differences are a sum over the horizons
    /// whose weights are all positive: nothing cancels.
    ends: Vec<(f64, f64)>,
    margin: f64,
    memory: SeriesMemory,
}

impl Horizons {
    fn try_new(options: &LifetimeOptions) -> Result<Self> {
        let LifetimeOptions {
            periods,
            period,
            discount_rate_per_period: rate,
            margin,
        } = *options;
        check_positive(period, "options.period")?;
        check_from(rate, 0.0, "options.discountRatePerPeriod")?;
        check_from(margin, 0.0, "options.margin")?;
        let out_of_range = |path: &str, value: f64, expected: String| Error::OutOfRange {
            path: path.to_owned(),
            value,
            expected,
        };
        if margin > 1.0 {
            let expected = "a number from 0 to 1".to_owned();
            return Err(out_of_range("options.margin", margin, expected));
        }
        if !(1..=MAX_PERIODS).contains(&periods) {
            let expected = format!("a whole number from 1 to {MAX_PERIODS}");
            return Err(out_of_range(
                "options.periods",
                f64::from(periods),
                expected,
            ));
        }
        let fade = log1p(rate);
        let ends = (1..=periods).map(|k| {
            let factor = exp(-fade * f64::from(k));
            // v^k − v^(k+1) = v^k·d/(1+d), and v^N at the end.
            let weight = if k < periods {
                factor * (rate / (1.0 + rate))
            } else {
                factor
            };
            (period * f64::from(k), weight)
        });
        let ends: Vec<_> = ends.filter(|(_, weight)| *weight > 0.0).collect();
        Ok(Self {
            ends,
            margin,
            memory: SeriesMemory::default(),
        })
    }

    /// Rejects periods that the model cannot count in.
    fn check(&self, model: &dyn PurchaseModel) -> Result<()> {
        let first = self.ends.first().map_or(0.0, |(time, _)| *time);
        model.check_time(first, "options.period")
    }

    /// The discounted number of purchases of a customer who is alive.
    fn purchases_if_alive(&mut self, model: &dyn PurchaseModel, history: PurchaseHistory) -> f64 {
        model.weighted_purchases_if_alive(history, &self.ends, &mut self.memory)
    }

    /// [`Self::purchases_if_alive`], from memory where it is there.
    fn remembered(
        &mut self,
        memo: &mut Memo,
        model: &dyn PurchaseModel,
        history: PurchaseHistory,
    ) -> f64 {
        if model.needs_recency() {
            return self.purchases_if_alive(model, history);
        }
        memo.get(history.frequency, history.age, || {
            self.purchases_if_alive(model, history)
        })
    }

    fn value(
        &self,
        spend: &GammaGamma,
        history: PurchaseHistory,
        monetary_value: f64,
        purchases: f64,
    ) -> f64 {
        let mean = spend.spend(history.frequency, monetary_value);
        let value = self.margin * mean * purchases;
        // What is beyond all numbers is none.
        if value.is_infinite() { f64::NAN } else { value }
    }
}
