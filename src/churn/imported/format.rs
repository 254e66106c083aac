//! The formats that are read, and how they are told apart.

use crate::churn::imported::document::entry;
#[cfg(not(feature = "trees"))]
use crate::churn::imported::forest_absent::from_lightgbm;
#[cfg(not(feature = "trees"))]
use crate::churn::imported::forest_absent::from_xgboost;
#[cfg(feature = "trees")]
use crate::churn::imported::lightgbm::from_lightgbm;
use crate::churn::imported::model::ImportedModel;
use crate::churn::imported::sklearn::from_sklearn;
#[cfg(feature = "trees")]
use crate::churn::imported::xgboost::from_xgboost;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::from_plain;
use crate::plain::words;

/// Where a model comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ModelFormat {
    /// A logistic regression of scikit-learn: `{featureNames, coef, intercept, scaler?}`.
    #[default]
    Sklearn,
    /// What `Booster.save_model("model.json")` of `XGBoost` writes.
    Xgboost,
    /// What `Booster.dump_model()` of `LightGBM` returns.
    Lightgbm,
}

words!(ModelFormat {
    Sklearn => "sklearn",
    Xgboost => "xgboost",
    Lightgbm => "lightgbm",
});

/// Reads a model that was trained elsewhere, or one that was read before.
///
/// Without a `format` it is told by the keys: `learner` (`XGBoost`), `tree_info` (`LightGBM`), `coef`
/// (scikit-learn), `source` (the form of this library).
///
/// # Errors
/// Whatever is missing, malformed or not supported, with its path in the document;
/// [`Error::NeedsFullBuild`](crate::Error::NeedsFullBuild) for trees in a build without them.
///
/// # Example: a logistic regression of one feature
/// ```
/// use clientele::churn::RiskEvidence;
/// use clientele::churn::imported::import_model;
/// use clientele::plain::Plain;
/// let number = Plain::Number;
/// let document = Plain::Map(vec![
///     ("featureNames".into(), Plain::List(vec![Plain::Text("silence".into())])),
///     ("coef".into(), Plain::List(vec![Plain::List(vec![number(0.5)])])),
///     ("intercept".into(), Plain::List(vec![number(-1.0)])),
/// ]);
/// let model = import_model(document, None)?;
/// let (log_odds, added) = model.evidence(&[4.0])?;
/// assert_eq!((log_odds, added[0], model.base_log_odds()), (1.0, 2.0, -1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn import_model(document: Plain, format: Option<ModelFormat>) -> Result<ImportedModel> {
    let has = |name: &str| entry(&document, name).is_some();
    let model = if format.is_none() && has("source") {
        from_plain(document)?
    } else {
        let found = if has("learner") {
            Some(ModelFormat::Xgboost)
        } else if has("tree_info") {
            Some(ModelFormat::Lightgbm)
        } else if has("coef") {
            Some(ModelFormat::Sklearn)
        } else {
            None
        };
        match format.or(found) {
            Some(ModelFormat::Xgboost) => from_xgboost(&document)?,
            Some(ModelFormat::Lightgbm) => from_lightgbm(&document)?,
            Some(ModelFormat::Sklearn) => from_sklearn(&document)?,
            None => {
                return Err(document.is_not(
                    "a model: one of XGBoost has `learner`, of LightGBM `tree_info`, of scikit-learn `coef`",
                ).within("model"));
            }
        }
    };
    model.check()?;
    Ok(model)
}
