//! How a profile computes value.

use crate::error::Result;
use crate::error::check_finite;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::plain::record;
use crate::plain::words;
use crate::score::check::check_between;
use crate::score::check::check_word;
use crate::score::check::out_of_range;
use crate::score::customer::MOST_MONEY;
use crate::segment::CellCuts;
use crate::segment::PyramidCuts;
use crate::value::baseline_value;

/// The range that a value is normalised over: `lo` and below gives 0, `hi` and above gives 1.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueRange {
    /// The value that counts 0.
    pub lo: f64,
    /// The value that counts 1.
    pub hi: f64,
}

record!(ValueRange {
    lo => "lo",
    hi => "hi",
});

/// What the margins to come are expected from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum FutureBasis {
    /// From the purchase model: purchases a year while active, times the expected spend.
    #[default]
    Model,
    /// From the account of the last year: the current value and a part of what the customer spends
    /// elsewhere.
    Account,
}

words!(FutureBasis {
    Model => "model",
    Account => "account",
});

/// How value is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueSettings {
    /// The share of revenue that remains after costs, 0-1; `null` where it is not known or kept back:
    /// revenue stands in, and every score says so.
    pub margin: Option<f64>,
    /// Discount rate a year.
    pub discount_rate: f64,
    /// Horizon of the lifetime value, in months.
    pub months: u32,
    /// What the margins to come are expected from.
    pub future: FutureBasis,
    /// The share of what a customer spends elsewhere that is expected to be won, 0-1; for `account`.
    pub uplift: f64,
    /// Share of active customers that buy again within a year.
    pub baseline_retention: f64,
    /// Where the baseline retention comes from: `model` or `given`.
    pub baseline_retention_source: String,
    /// Weight of current value in the value score; the rest is the weight of future value.
    pub current_weight: f64,
    /// Range of current value.
    pub current_range: ValueRange,
    /// Range of future value.
    pub future_range: ValueRange,
    /// Cuts of the current-by-future matrix.
    pub cuts: CellCuts,
    /// Where the cuts come from: `median` (of the base; where half of it has no value, the least value above
    /// 0), or `given`.
    pub cuts_source: String,
    /// Cuts of the customer pyramid.
    pub tiers: PyramidCuts,
}

record!(ValueSettings {
    margin => "margin",
    discount_rate => "discountRate",
    months => "months",
    future => "future",
    uplift => "uplift",
    baseline_retention => "baselineRetention",
    baseline_retention_source => "baselineRetentionSource",
    current_weight => "currentWeight",
    current_range => "currentRange",
    future_range => "futureRange",
    cuts => "cuts",
    cuts_source => "cutsSource",
    tiers => "tiers",
});

impl ValueRange {
    fn check(&self, path: &str) -> Result<()> {
        for (name, end) in [("lo", self.lo), ("hi", self.hi)] {
            let path = format!("{path}.{name}");
            check_between(end, &path, -MOST_MONEY, MOST_MONEY, "an amount up to 1e18")?;
        }
        if (self.hi - self.lo).is_normal() && self.hi > self.lo {
            return Ok(());
        }
        Err(out_of_range(&format!("{path}.hi"), self.hi, "above `lo`"))
    }

    /// Returns the range in another unit of money.
    fn times(self, factor: f64) -> Self {
        Self {
            lo: self.lo * factor,
            hi: self.hi * factor,
        }
    }
}

impl ValueSettings {
    /// Returns the share of revenue that remains; all of it where the margin is not known.
    pub(crate) fn margin_or_all(&self) -> f64 {
        self.margin.unwrap_or(1.0)
    }

    /// Returns the value score as an index of current and future value.
    pub(crate) fn index(&self) -> Result<CompositeIndex> {
        let part = |code: &str, weight, range: ValueRange| {
            Indicator::new(code, weight, range.lo, range.hi)
        };
        CompositeIndex::try_new(vec![
            part("current_value", self.current_weight, self.current_range),
            part("future_value", 1.0 - self.current_weight, self.future_range),
        ])
    }

    /// Returns what money is multiplied by where the margin is taken out.
    pub(crate) fn money_without_margin(&self) -> f64 {
        match self.margin {
            Some(margin) if margin > 0.0 => 1.0 / margin,
            // Of no margin nothing can be told.
            _ => 1.0,
        }
    }

    /// Returns the settings without the margin: money is revenue from here on, and ranges and cuts are
    /// in it, so that scores and cells stay what they are.
    pub(crate) fn without_margin(&self) -> Self {
        let factor = self.money_without_margin();
        Self {
            margin: None,
            current_range: self.current_range.times(factor),
            future_range: self.future_range.times(factor),
            cuts: CellCuts {
                current: self.cuts.current * factor,
                future: self.cuts.future * factor,
            },
            ..self.clone()
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        if let Some(margin) = self.margin {
            check_between(margin, "value.margin", 0.0, 1.0, "0 to 1")?;
        }
        check_between(
            self.discount_rate,
            "value.discountRate",
            0.0,
            10.0,
            "0 to 10 a year",
        )?;
        check_between(
            f64::from(self.months),
            "value.months",
            1.0,
            600.0,
            "1 to 600 months",
        )?;
        check_between(self.uplift, "value.uplift", 0.0, 1.0, "0 to 1")?;
        check_finite(self.baseline_retention, || "value.baselineRetention".into())?;
        baseline_value(1.0, self.baseline_retention, self.discount_rate).map_err(|_| {
            out_of_range(
                "value.baselineRetention",
                self.baseline_retention,
                "0 to 1, and below 1 when nothing is discounted",
            )
        })?;
        check_word(
            &self.baseline_retention_source,
            "value.baselineRetentionSource",
            &["model", "given"],
        )?;
        check_between(
            self.current_weight,
            "value.currentWeight",
            0.0,
            1.0,
            "0 to 1",
        )?;
        self.current_range.check("value.currentRange")?;
        self.future_range.check("value.futureRange")?;
        self.cuts.check("value.cuts")?;
        check_word(&self.cuts_source, "value.cutsSource", &["median", "given"])?;
        self.tiers.check("value.tiers")
    }
}
