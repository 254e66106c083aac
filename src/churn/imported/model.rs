//! A model of churn that was trained elsewhere, in one form for all sources.

use crate::churn::imported::Forest;
use crate::churn::imported::format::ModelFormat;
use crate::churn::imported::linear::LinearTerm;
use crate::churn::risk_evidence::RiskEvidence;
use crate::churn::risk_evidence::check_base;
use crate::churn::risk_evidence::check_log_odds;
use crate::churn::risk_evidence::check_names;
use crate::churn::risk_evidence::check_values;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::record;

/// More features than a model of customers has.
const MOST_FEATURES: usize = 10_000;

/// A model of churn that was trained elsewhere: a logistic regression or trees. It can stand in a
/// profile.
///
/// The log-odds are scale · (base + what the trees say) or base + Σ coefficient · (value − reference).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ImportedModel {
    /// The version of the record: 1.
    pub version: u32,
    /// Where it comes from.
    pub source: ModelFormat,
    /// The names of the features, in the order of the values.
    pub features: Vec<String>,
    /// What there is before any feature speaks, in the unit of the trees.
    pub base: f64,
    /// Log-odds for one unit of what the trees say: the `sigmoid` of `LightGBM`, else 1.
    pub scale: f64,
    /// One term for each feature; `null` where there are trees.
    pub linear: Option<Vec<LinearTerm>>,
    /// The trees; `null` where there are terms.
    #[cfg_attr(feature = "full", tsify(type = "readonly unknown[] | null"))]
    pub trees: Option<Forest>,
}

record!(ImportedModel {
    version => "version",
    source => "source",
    features => "features",
    base => "base",
    scale => "scale",
    linear => "linear",
    trees => "trees",
});

impl ImportedModel {
    /// The version of the record.
    pub const VERSION: u32 = 1;

    /// Checks a record that was read.
    ///
    /// # Errors
    /// [`Error::UnsupportedVersion`], [`Error::NotFinite`], [`Error::OutOfRange`],
    /// [`Error::InvalidValue`], [`Error::LengthMismatch`] and [`Error::Missing`], with the path from the
    /// record.
    pub fn check(&self) -> Result<()> {
        if self.version > Self::VERSION {
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found: self.version,
                supported: Self::VERSION,
            });
        }
        if self.features.is_empty() || self.features.len() > MOST_FEATURES {
            return Err(Error::out_of_range(
                "features".into(),
                self.features.len() as f64,
                "1 to 10000 features",
            ));
        }
        let names: Vec<&str> = self.features.iter().map(String::as_str).collect();
        check_names(&names, "features")?;
        check_finite(self.base, || "base".into())?;
        check_finite(self.scale, || "scale".into())?;
        if self.scale <= 0.0 {
            return Err(Error::out_of_range("scale".into(), self.scale, "above 0"));
        }
        if self.linear.is_some() && (self.scale - 1.0).abs() > 0.0 {
            let path = "scale".into();
            return Err(Error::out_of_range(path, self.scale, "1 beside `linear`"));
        }
        self.check_parts()?;
        check_base(self, "base")
    }

    fn check_parts(&self) -> Result<()> {
        match (&self.linear, &self.trees) {
            (Some(_), Some(_)) => Err(Error::invalid(
                "trees".into(),
                "a second model",
                "null beside `linear`",
            )),
            (None, None) => Err(Error::missing("trees".into(), "trees or `linear`")),
            (Some(terms), None) => self.check_terms(terms),
            (None, Some(trees)) => trees
                .check(self.features.len())
                .map_err(|error| error.within("trees")),
        }
    }

    fn check_terms(&self, terms: &[LinearTerm]) -> Result<()> {
        if terms.len() != self.features.len() {
            return Err(Error::LengthMismatch {
                path: "linear".into(),
                expected: self.features.len(),
                actual: terms.len(),
            });
        }
        for (j, term) in terms.iter().enumerate() {
            check_finite(term.coefficient, || format!("linear[{j}].coefficient"))?;
            if let Some(reference) = term.reference {
                check_finite(reference, || format!("linear[{j}].reference"))?;
            }
        }
        Ok(())
    }
}

impl RiskEvidence for ImportedModel {
    fn features(&self) -> Vec<&str> {
        self.features.iter().map(String::as_str).collect()
    }

    fn evidence_names(&self) -> Vec<&str> {
        RiskEvidence::features(self)
    }

    /// The log-odds of the reference customer of a regression, or the mean of the trees over the
    /// customers that they were trained on.
    fn base_log_odds(&self) -> f64 {
        self.scale * (self.base + self.trees.as_ref().map_or(0.0, Forest::mean))
    }

    /// The contributions of trees are Shapley values; a missing value takes the way that the tree has
    /// for it. In a regression it counts as that of the reference customer.
    fn evidence_into(&self, values: &[f64], contributions: &mut [f64]) -> Result<f64> {
        check_values(self.features.len(), values)?;
        for (value, name) in values.iter().zip(&self.features) {
            if value.is_infinite() {
                return Err(Error::NotFinite { path: name.clone() });
            }
        }
        contributions.fill(0.0);
        let mut sum = self.base;
        if let Some(trees) = &self.trees {
            sum += trees.add_contributions(values, contributions);
            let places = values.iter().zip(&self.features);
            for ((value, name), added) in places.zip(&mut *contributions) {
                *added = check_log_odds(*added * self.scale, *value, name)?;
            }
        }
        let terms = self.linear.as_deref().unwrap_or_default();
        let values = values.iter().zip(&self.features);
        for (((value, name), term), added) in values.zip(terms).zip(contributions) {
            *added = match (value.is_nan(), term.reference) {
                (false, reference) => term.coefficient * (value - reference.unwrap_or(0.0)),
                (true, Some(_)) => 0.0,
                (true, None) => {
                    return Err(Error::missing(
                        name.clone(),
                        "a number: the model was imported without `means` or a scaler",
                    ));
                }
            };
            *added = check_log_odds(*added, *value, name)?;
            sum += *added;
        }
        Ok(self.scale * sum)
    }
}
