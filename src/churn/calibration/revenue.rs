//! Expected revenue in two parts: whether a customer buys, and for how much.

use crate::churn::calibration::fit::calibrate;
use crate::churn::calibration::fit::probability_by;
use crate::churn::calibration::model::Calibration;
use crate::churn::calibration::options::CalibrationOptions;
use crate::churn::risk_evidence::RiskEvidence;
use crate::churn::risk_evidence::arrange;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::ridge::ridge_regression;
use crate::plain::options;
use crate::plain::record;

/// How to calibrate expected revenue.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RevenueOptions {
    /// How the probability to buy is calibrated.
    pub purchase: CalibrationOptions,
    /// The ridge of the revenue of those who buy, above 0: 1 unless told, which is our choice.
    pub ridge: f64,
}

options!(RevenueOptions {
    purchase => "purchase",
    ridge => "ridge",
});

impl Default for RevenueOptions {
    fn default() -> Self {
        Self {
            purchase: CalibrationOptions::default(),
            ridge: 1.0,
        }
    }
}

/// What a feature adds to the revenue of those who buy.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RevenueTerm {
    /// The name of the feature.
    pub name: String,
    /// Revenue for one unit more.
    pub coefficient: f64,
    /// The mean of those who bought: it stands for a value that is missing.
    pub reference: f64,
}

record!(RevenueTerm {
    name => "name",
    coefficient => "coefficient",
    reference => "reference",
});

/// Expected revenue = P(buys) · E(revenue | buys).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RevenueModel {
    /// The probability to buy.
    pub purchase: Calibration,
    /// The mean revenue of those who bought.
    pub mean: f64,
    /// What the features add to it.
    pub terms: Vec<RevenueTerm>,
    /// The ridge.
    pub ridge: f64,
    /// How many bought.
    pub buyers: f64,
}

record!(RevenueModel {
    purchase => "purchase",
    mean => "mean",
    terms => "terms",
    ridge => "ridge",
    buyers => "buyers",
});

/// Fits expected revenue to what customers did.
///
/// `names`, `columns`: the features, one value a customer; NaN is missing, and such customers are left
/// out or not as the options of the first part say; of the second they are left out. `bought`: 1 or 0.
/// `revenue`: what the customer brought, in the currency; it counts for those who bought.
///
/// # Formula
/// ```text
/// E(revenue) = P(buys) · max(0, m + Σ bⱼ (xⱼ − mⱼ)),   ridge regression over those who bought
/// ```
///
/// # Errors
/// Those of [`calibrate`]; [`Error::LengthMismatch`] and [`Error::NotFinite`] for the revenue;
/// [`Error::InsufficientData`] when fewer than five buyers have every feature.
///
/// # Example: who buys, buys for twice the feature
/// ```
/// use clientele::churn::calibration::{RevenueOptions, calibrate_revenue};
/// let x: Vec<f64> = (0..40).map(f64::from).collect();
/// let bought: Vec<f64> = (0..40).map(|i| f64::from(u8::from(i % 3 > 0))).collect();
/// let revenue: Vec<f64> = x.iter().zip(&bought).map(|(x, b)| 2.0 * x * b).collect();
/// let model = calibrate_revenue(&["x".into()], &[&x], &bought, &revenue, &RevenueOptions::default())?;
/// assert!((model.terms[0].coefficient - 2.0).abs() < 0.01);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Duan, Manning, Morris & Newhouse (1983), "A comparison of alternative models for the demand for
/// medical care", J. Business & Economic Statistics 1(2), the two-part model; without its logarithm,
/// so that the mean needs no retransformation (our choice).
pub fn calibrate_revenue(
    names: &[String],
    columns: &[&[f64]],
    bought: &[f64],
    revenue: &[f64],
    options: &RevenueOptions,
) -> Result<RevenueModel> {
    if revenue.len() != bought.len() {
        return Err(Error::LengthMismatch {
            path: "revenue".into(),
            expected: bought.len(),
            actual: revenue.len(),
        });
    }
    for (i, value) in revenue.iter().enumerate() {
        check_finite(*value, || format!("revenue[{i}]"))?;
    }
    let purchase = calibrate(names, columns, bought, &options.purchase)?;
    let at = |column: &[f64], row: usize| column.get(row).copied().unwrap_or(f64::NAN);
    let rows: Vec<usize> = (0..bought.len())
        .filter(|row| at(bought, *row) > 0.0)
        .filter(|row| columns.iter().all(|column| !at(column, *row).is_nan()))
        .collect();
    if rows.len() < 5 {
        return Err(Error::InsufficientData {
            path: "bought".into(),
            found: rows.len(),
            needed: 5,
            hint: "too few buyers have every feature".into(),
        });
    }
    let of_buyers =
        |column: &[f64]| -> Vec<f64> { rows.iter().map(|row| at(column, *row)).collect() };
    let known: Vec<Vec<f64>> = columns.iter().map(|column| of_buyers(column)).collect();
    let views: Vec<&[f64]> = known.iter().map(Vec::as_slice).collect();
    let (_, coefficients) = ridge_regression(&views, &of_buyers(revenue), options.ridge)?;
    let n = rows.len() as f64;
    let mean = |column: &[f64]| column.iter().sum::<f64>() / n;
    let terms = names.iter().zip(&known).zip(coefficients);
    Ok(RevenueModel {
        purchase,
        mean: mean(&of_buyers(revenue)),
        terms: terms
            .map(|((name, column), coefficient)| RevenueTerm {
                name: name.clone(),
                coefficient,
                reference: mean(column),
            })
            .collect(),
        ridge: options.ridge,
        buyers: n,
    })
}

impl RevenueModel {
    /// Checks a record that was read.
    ///
    /// # Errors
    /// Those of [`Calibration::check`] below `purchase`; [`Error::NotFinite`];
    /// [`Error::LengthMismatch`] and [`Error::InvalidValue`] when the two parts have other features.
    pub fn check(&self) -> Result<()> {
        self.purchase
            .check()
            .map_err(|error| error.within("purchase"))?;
        check_finite(self.mean, || "mean".into())?;
        if self.terms.len() != self.purchase.features.len() {
            return Err(Error::LengthMismatch {
                path: "terms".into(),
                expected: self.purchase.features.len(),
                actual: self.terms.len(),
            });
        }
        for (i, (term, feature)) in self.terms.iter().zip(&self.purchase.features).enumerate() {
            check_finite(term.coefficient, || format!("terms[{i}].coefficient"))?;
            check_finite(term.reference, || format!("terms[{i}].reference"))?;
            if term.name != feature.name {
                return Err(Error::invalid(
                    format!("terms[{i}].name"),
                    &term.name,
                    &format!("\"{}\", as in the other part", feature.name),
                ));
            }
        }
        Ok(())
    }

    /// Returns the expected revenue of a customer, in the currency; NaN is a missing value.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`], [`Error::NotFinite`].
    pub fn expected_revenue(&self, values: &[f64]) -> Result<f64> {
        let buys = probability_by(&self.purchase, values)?;
        let added: f64 = self
            .terms
            .iter()
            .zip(values)
            .filter(|(_, value)| !value.is_nan())
            .map(|(term, value)| term.coefficient * (value - term.reference))
            .sum();
        Ok(buys * (self.mean + added).max(0.0))
    }

    /// Returns the expected revenue of many customers, in the currency; a feature without a column is
    /// missing throughout.
    ///
    /// # Errors
    /// Those of [`risk_columns`](crate::churn::risk_columns).
    pub fn expected_revenue_columns(
        &self,
        names: &[String],
        columns: &[&[f64]],
    ) -> Result<Vec<f64>> {
        let features = self.purchase.features();
        let (given, rows) = arrange(&features, names, columns)?;
        let at = |column: Option<&[f64]>, row: usize| {
            column
                .and_then(|column| column.get(row).copied())
                .unwrap_or(f64::NAN)
        };
        let expected = (0..rows).map(|row| {
            let values: Vec<f64> = given.iter().map(|column| at(*column, row)).collect();
            self.expected_revenue(&values)
                .map_err(|error| error.map_path(|path| format!("columns.{path}[{row}]")))
        });
        expected.collect()
    }
}
