//! Logistic regressions of scikit-learn.

use crate::churn::imported::document::entry;
use crate::churn::imported::document::list;
use crate::churn::imported::document::number;
use crate::churn::imported::document::numbers;
use crate::churn::imported::document::texts;
use crate::churn::imported::format::ModelFormat;
use crate::churn::imported::linear::LinearTerm;
use crate::churn::imported::model::ImportedModel;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;

/// Returns the entry under the first of its names that is there.
fn either<'a>(document: &'a Plain, names: [&str; 2]) -> Result<&'a Plain> {
    let [one, other] = names;
    entry(document, one)
        .or_else(|| entry(document, other))
        .ok_or_else(|| Error::missing(one.into(), "a key of the model"))
}

/// Reads `{featureNames, coef, intercept, scaler: {mean, scale}?, means?}`, each of `coef` and
/// `intercept` as in scikit-learn (a list of one) or plain.
pub(super) fn from_sklearn(document: &Plain) -> Result<ImportedModel> {
    let features = texts(
        either(document, ["featureNames", "feature_names"])?,
        "featureNames",
    )?;
    let coefficients = either(document, ["coef", "coef_"])?;
    let coefficients = match list(coefficients, "coef")? {
        [Plain::Number(_), ..] => numbers(coefficients, "coef")?,
        [row] => numbers(row, "coef[0]")?,
        rows => {
            return Err(Error::invalid(
                "coef".into(),
                &format!("coefficients of {} classes", rows.len()),
                "those of two classes, which are one row",
            ));
        }
    };
    check_length("coef", coefficients.len(), features.len())?;
    let intercept = either(document, ["intercept", "intercept_"])?;
    let intercept = match intercept {
        Plain::List(items) => match items.as_slice() {
            [one] => number(one, "intercept[0]")?,
            _ => return Err(intercept.is_not("one number").within("intercept")),
        },
        one => number(one, "intercept")?,
    };
    let scaled = |name: &str| -> Result<Option<Vec<f64>>> {
        let Some(scaler) = entry(document, "scaler") else {
            return Ok(None);
        };
        let other = format!("{name}_");
        let Some(found) = entry(scaler, name).or_else(|| entry(scaler, &other)) else {
            return Ok(None);
        };
        let path = format!("scaler.{name}");
        let found = numbers(found, &path)?;
        check_length(&path, found.len(), features.len())?;
        Ok(Some(found))
    };
    let (mean, scale) = (scaled("mean")?, scaled("scale")?);
    let means = match entry(document, "means") {
        Some(means) => {
            let means = numbers(means, "means")?;
            check_length("means", means.len(), features.len())?;
            Some(means)
        }
        None => None,
    };
    let mut base = intercept;
    let mut terms = Vec::with_capacity(features.len());
    let at =
        |list: &Option<Vec<f64>>, j: usize| list.as_ref().and_then(|list| list.get(j).copied());
    for (j, coefficient) in coefficients.iter().enumerate() {
        let scale = at(&scale, j).unwrap_or(1.0);
        if scale <= 0.0 {
            let path = format!("scaler.scale[{j}]");
            return Err(Error::out_of_range(path, scale, "above 0"));
        }
        let centre = at(&mean, j);
        let coefficient = coefficient / scale;
        let reference = at(&means, j).or(centre);
        // What the feature says of the reference customer moves into the base.
        base += coefficient * (reference.unwrap_or(0.0) - centre.unwrap_or(0.0));
        terms.push(LinearTerm {
            coefficient,
            reference,
        });
    }
    Ok(ImportedModel {
        version: ImportedModel::VERSION,
        source: ModelFormat::Sklearn,
        features,
        base,
        scale: 1.0,
        linear: Some(terms),
        trees: None,
    })
}

fn check_length(path: &str, actual: usize, expected: usize) -> Result<()> {
    if actual == expected {
        return Ok(());
    }
    Err(Error::LengthMismatch {
        path: path.into(),
        expected,
        actual,
    })
}
