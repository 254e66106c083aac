//! Trees in a build without them: whoever brings some is told which build reads them.
#![allow(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "the methods are those of the trees that other builds have"
)]

use crate::churn::imported::model::ImportedModel;
use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// Trees, which this build does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Forest(());

fn refused(path: &str) -> Error {
    Error::NeedsFullBuild {
        path: path.into(),
        what: "a model of trees".into(),
    }
}

impl Forest {
    pub(super) fn check(&self, _features: usize) -> Result<()> {
        Err(refused(""))
    }

    pub(super) fn mean(&self) -> f64 {
        f64::NAN
    }

    pub(super) fn add_contributions(&self, _values: &[f64], _added: &mut [f64]) -> f64 {
        f64::NAN
    }
}

impl ToPlain for Forest {
    fn to_plain(&self) -> Plain {
        Plain::Null
    }
}

impl FromPlain for Forest {
    fn blank() -> Self {
        Self(())
    }

    fn read(&mut self, _: Plain) -> Result<()> {
        Err(refused(""))
    }

    fn expected(&self) -> &'static str {
        "trees"
    }
}

pub(super) fn from_xgboost(_: &Plain) -> Result<ImportedModel> {
    Err(refused("learner"))
}

pub(super) fn from_lightgbm(_: &Plain) -> Result<ImportedModel> {
    Err(refused("tree_info"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use crate::churn::RiskEvidence;
    use crate::churn::imported::import_model;
    use crate::plain::Plain;

    fn map(entries: &[(&str, Plain)]) -> Plain {
        let entries = entries
            .iter()
            .map(|(key, value)| ((*key).into(), value.clone()));
        Plain::Map(entries.collect())
    }

    fn list(items: &[Plain]) -> Plain {
        Plain::List(items.to_vec())
    }

    #[test]
    fn trees_need_the_full_build_and_regressions_do_not() {
        let own = [
            ("version", Plain::Number(1.0)),
            ("source", Plain::Text("xgboost".into())),
            ("features", list(&[Plain::Text("a".into())])),
            ("base", Plain::Number(0.0)),
            ("scale", Plain::Number(1.0)),
            ("linear", Plain::Null),
            ("trees", list(&[map(&[])])),
        ];
        for (document, path) in [
            (map(&[("learner", map(&[]))]), "learner"),
            (map(&[("tree_info", list(&[]))]), "tree_info"),
            (map(&own), "trees"),
        ] {
            let error = import_model(document, None).unwrap_err();
            assert_eq!((error.code(), error.path()), ("NeedsFullBuild", Some(path)));
        }
        let regression = map(&[
            ("featureNames", list(&[Plain::Text("a".into())])),
            ("coef", list(&[Plain::Number(2.0)])),
            ("intercept", Plain::Number(1.0)),
        ]);
        let model = import_model(regression, None).unwrap();
        assert!((model.evidence(&[1.5]).unwrap().0 - 4.0).abs() < 1e-15);
    }
}
