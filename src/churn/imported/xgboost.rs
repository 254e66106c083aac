//! Models of `XGBoost`, as `save_model("model.json")` writes them.

use crate::churn::imported::document::entry;
use crate::churn::imported::document::list;
use crate::churn::imported::document::needed;
use crate::churn::imported::document::number;
use crate::churn::imported::document::numbers;
use crate::churn::imported::document::scientific;
use crate::churn::imported::document::text;
use crate::churn::imported::document::texts;
use crate::churn::imported::document::unsupported;
use crate::churn::imported::document::whole;
use crate::churn::imported::flat_tree::Node;
use crate::churn::imported::flat_tree::flatten;
use crate::churn::imported::forest::Forest;
use crate::churn::imported::forest::MOST_TREES;
use crate::churn::imported::format::ModelFormat;
use crate::churn::imported::model::ImportedModel;
use crate::churn::imported::tree::Tree;
use crate::churn::imported::tree::rule;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::plain::Plain;

/// Reads a binary classifier of trees. All its trees count, those after the best iteration too.
pub(super) fn from_xgboost(document: &Plain) -> Result<ImportedModel> {
    let objective = needed(document, &["learner", "objective", "name"])?;
    let objective = text(objective, "learner.objective.name")?;
    let logit = objective == "binary:logitraw";
    if objective != "binary:logistic" && !logit {
        return Err(unsupported(
            "learner.objective.name".into(),
            objective,
            "`binary:logistic` or `binary:logitraw`: only models of one event are read",
        ));
    }
    let booster = needed(document, &["learner", "gradient_booster"])?;
    let kind = text(needed(booster, &["name"])?, "learner.gradient_booster.name")?;
    if kind != "gbtree" {
        return Err(unsupported(
            "learner.gradient_booster.name".into(),
            kind,
            "`gbtree`: boosters with dropout or without trees are not read",
        ));
    }
    let settings = needed(document, &["learner", "learner_model_param"])?;
    for (name, most) in [("num_class", 1.0), ("num_target", 1.0)] {
        let path = format!("learner.learner_model_param.{name}");
        if let Some(found) = entry(settings, name)
            && written(found, &path)? > most
        {
            return Err(unsupported(
                path,
                &found.show(),
                "at most 1: models of several classes are not read",
            ));
        }
    }
    let path = "learner.learner_model_param.base_score";
    let score = written(needed(settings, &["base_score"])?, path)?;
    let base = if logit {
        score
    } else if score > 0.0 && score < 1.0 {
        ln(score) - log1p(-score)
    } else {
        return Err(Error::out_of_range(path.into(), score, "between 0 and 1"));
    };
    let trees = list(
        needed(booster, &["model", "trees"])?,
        "learner.gradient_booster.model.trees",
    )?;
    if trees.len() > MOST_TREES {
        return Err(Error::out_of_range(
            "learner.gradient_booster.model.trees".into(),
            trees.len() as f64,
            "at most 10000 trees",
        ));
    }
    let count = entry(settings, "num_feature");
    let count = match count {
        Some(count) => {
            let path = "learner.learner_model_param.num_feature";
            whole(written(count, path)?, || path.into())?
        }
        None => 0,
    };
    let mut made = Vec::with_capacity(trees.len());
    for (i, tree) in trees.iter().enumerate() {
        made.push(read_tree(tree).map_err(|error| {
            error.within(&format!("learner.gradient_booster.model.trees[{i}]"))
        })?);
    }
    Ok(ImportedModel {
        version: ImportedModel::VERSION,
        source: ModelFormat::Xgboost,
        features: names(document, count)?,
        base,
        scale: 1.0,
        linear: None,
        trees: Some(
            Forest::try_new(made)
                .map_err(|error| error.within("learner.gradient_booster.model.trees"))?,
        ),
    })
}

/// The names of the features: those of the document, or f0, f1, … as `XGBoost` calls them.
fn names(document: &Plain, count: usize) -> Result<Vec<String>> {
    let path = "learner.feature_names";
    let given = match needed(document, &["learner", "feature_names"]) {
        Ok(names) => texts(names, path)?,
        Err(_) => Vec::new(),
    };
    if !given.is_empty() || count == 0 {
        return Ok(given);
    }
    if count > 10_000 {
        let path = "learner.learner_model_param.num_feature".into();
        return Err(Error::out_of_range(path, count as f64, "at most 10000"));
    }
    Ok((0..count).map(|i| format!("f{i}")).collect())
}

/// A number that is written as a text, such as "5E-1", or, by newer versions, "[5E-1]".
fn written(plain: &Plain, path: &str) -> Result<f64> {
    let Plain::Text(text) = plain else {
        return number(plain, path);
    };
    let bare = text.trim();
    let bare = bare
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(bare);
    scientific(bare.trim())
        .map(single)
        .ok_or_else(|| plain.is_not("one number").within(path))
}

/// The number in single precision that `XGBoost` computes with: JSON has its shortest decimals.
fn single(number: f64) -> f64 {
    #[allow(clippy::cast_possible_truncation, reason = "that is what is wanted")]
    let single = number as f32;
    f64::from(single)
}

fn read_tree(tree: &Plain) -> Result<Tree> {
    let column = |name: &str| numbers(needed(tree, &[name])?, name);
    let left = column("left_children")?;
    let right = column("right_children")?;
    let feature = column("split_indices")?;
    let singles =
        |name: &str| -> Result<Vec<f64>> { Ok(column(name)?.into_iter().map(single).collect()) };
    let threshold = singles("split_conditions")?;
    let cover = singles("sum_hessian")?;
    let default_left = match needed(tree, &["default_left"])? {
        // Older versions write true and false.
        Plain::List(items) if items.iter().all(|item| matches!(item, Plain::Bool(_))) => items
            .iter()
            .map(|item| f64::from(u8::from(*item == Plain::Bool(true))))
            .collect(),
        plain => numbers(plain, "default_left")?,
    };
    if let Some(kinds) = entry(tree, "split_type")
        && numbers(kinds, "split_type")?.iter().any(|kind| *kind > 0.0)
    {
        return Err(unsupported(
            "split_type".into(),
            "a split by categories",
            "0: only splits by a threshold are read",
        ));
    }
    let n = left.len();
    let lists = [
        ("right_children", &right),
        ("split_indices", &feature),
        ("split_conditions", &threshold),
        ("sum_hessian", &cover),
        ("default_left", &default_left),
    ];
    for (path, list) in lists {
        if list.len() != n {
            return Err(Error::LengthMismatch {
                path: path.into(),
                expected: n,
                actual: list.len(),
            });
        }
    }
    let value = |list: &[f64], node: usize| list.get(node).copied();
    flatten(0_usize, n, &mut |node| {
        let missing =
            || Error::out_of_range("left_children".into(), node as f64, "the place of a node");
        let number = value(&threshold, node).ok_or_else(missing)?;
        let cover = value(&cover, node).ok_or_else(missing)?;
        let (left, right) = (
            value(&left, node).ok_or_else(missing)?,
            value(&right, node).ok_or_else(missing)?,
        );
        if left < 0.0 && right < 0.0 {
            return Ok(Node::Leaf {
                value: number,
                cover,
            });
        }
        let default = value(&default_left, node).ok_or_else(missing)?;
        let feature = value(&feature, node).ok_or_else(missing)?;
        Ok(Node::Split {
            feature: whole(feature, || format!("split_indices[{node}]"))?,
            rule: rule::BELOW_SINGLE + if default > 0.0 { rule::MISSING_LEFT } else { 0 },
            number,
            set: None,
            cover,
            left: whole(left, || format!("left_children[{node}]"))?,
            right: whole(right, || format!("right_children[{node}]"))?,
        })
    })
}
