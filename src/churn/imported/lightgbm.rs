//! Models of `LightGBM`, as `dump_model()` returns them.

use crate::churn::imported::document::entry;
use crate::churn::imported::document::list;
use crate::churn::imported::document::needed;
use crate::churn::imported::document::number;
use crate::churn::imported::document::scientific;
use crate::churn::imported::document::text;
use crate::churn::imported::document::texts;
use crate::churn::imported::document::unsupported;
use crate::churn::imported::document::whole;
use crate::churn::imported::flat_tree::Node;
use crate::churn::imported::flat_tree::flatten;
use crate::churn::imported::forest::Forest;
use crate::churn::imported::forest::MOST_NODES;
use crate::churn::imported::forest::MOST_TREES;
use crate::churn::imported::format::ModelFormat;
use crate::churn::imported::model::ImportedModel;
use crate::churn::imported::tree::MOST_CATEGORIES;
use crate::churn::imported::tree::Tree;
use crate::churn::imported::tree::rule;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;

/// Reads a binary classifier of trees.
///
/// A tree is `tree_structure`, in which children stand in their parents, or `nodes`, a flat list of the
/// same objects, root first, in which `left_child` and `right_child` are places in the list: JavaScript
/// brings deep trees over in this form.
pub(super) fn from_lightgbm(document: &Plain) -> Result<ImportedModel> {
    let scale = sigmoid(text(needed(document, &["objective"])?, "objective")?)?;
    for name in ["num_class", "num_tree_per_iteration"] {
        if let Some(found) = entry(document, name)
            && number(found, name)? > 1.0
        {
            return Err(unsupported(
                name.into(),
                &found.show(),
                "1: models of several classes are not read",
            ));
        }
    }
    if entry(document, "average_output") == Some(&Plain::Bool(true)) {
        return Err(unsupported(
            "average_output".into(),
            "true",
            "false: random forests are not read",
        ));
    }
    let infos = list(needed(document, &["tree_info"])?, "tree_info")?;
    if infos.len() > MOST_TREES {
        return Err(Error::out_of_range(
            "tree_info".into(),
            infos.len() as f64,
            "at most 10000 trees",
        ));
    }
    let mut trees = Vec::with_capacity(infos.len());
    for (i, info) in infos.iter().enumerate() {
        trees.push(read_tree(info).map_err(|error| error.within(&format!("tree_info[{i}]")))?);
    }
    Ok(ImportedModel {
        version: ImportedModel::VERSION,
        source: ModelFormat::Lightgbm,
        features: texts(needed(document, &["feature_names"])?, "feature_names")?,
        base: 0.0,
        scale,
        linear: None,
        trees: Some(Forest::try_new(trees).map_err(|error| error.within("tree_info"))?),
    })
}

/// The sigmoid of an objective such as "binary sigmoid:1".
fn sigmoid(objective: &str) -> Result<f64> {
    let mut words = objective.split(' ');
    if words.next() != Some("binary") {
        return Err(unsupported(
            "objective".into(),
            objective,
            "`binary`: only models of one event are read",
        ));
    }
    let written = words.find_map(|word| word.strip_prefix("sigmoid:"));
    let scale = written.map_or(Some(1.0), scientific);
    scale
        .filter(|scale| scale.is_finite() && *scale > 0.0)
        .ok_or_else(|| unsupported("objective".into(), objective, "one with a sigmoid above 0"))
}

/// A node by its object, wherever it stands.
type Place<'a> = &'a Plain;

fn read_tree(info: &Plain) -> Result<Tree> {
    if let Some(nodes) = entry(info, "nodes") {
        let nodes = list(nodes, "nodes")?;
        let root = nodes
            .first()
            .ok_or_else(|| Error::empty("nodes", "a tree has a node"))?;
        let within = |plain: &Plain, name: &str| -> Result<Place<'_>> {
            let place = number(plain, name)?;
            let place = whole(place, || name.into())?;
            nodes.get(place).ok_or_else(|| {
                Error::out_of_range(name.into(), place as f64, "the place of a node")
            })
        };
        return flatten(root, nodes.len(), &mut |node| read_node(node, &within))
            .map_err(|error| error.within("nodes"));
    }
    let root = needed(info, &["tree_structure"])?;
    flatten(root, MOST_NODES, &mut read_nested).map_err(|error| error.within("tree_structure"))
}

fn read_nested(node: Place<'_>) -> Result<Node<Place<'_>>> {
    let Some(kind) = entry(node, "decision_type") else {
        return read_leaf(node);
    };
    let left = needed(node, &["left_child"])?;
    let right = needed(node, &["right_child"])?;
    read_split(node, kind, left, right)
}

fn read_node<'a>(
    node: Place<'a>,
    within: &dyn Fn(&Plain, &str) -> Result<Place<'a>>,
) -> Result<Node<Place<'a>>> {
    let Some(kind) = entry(node, "decision_type") else {
        return read_leaf(node);
    };
    let left = within(needed(node, &["left_child"])?, "left_child")?;
    let right = within(needed(node, &["right_child"])?, "right_child")?;
    read_split(node, kind, left, right)
}

fn read_leaf(node: Place<'_>) -> Result<Node<Place<'_>>> {
    if entry(node, "leaf_coeff").is_some() {
        return Err(unsupported(
            "leaf_coeff".into(),
            "a leaf with coefficients",
            "absent: linear trees are not read",
        ));
    }
    // A tree that is one leaf does not tell how many customers it has.
    let cover = entry(node, "leaf_count").map_or(Ok(1.0), |count| number(count, "leaf_count"))?;
    Ok(Node::Leaf {
        value: number(needed(node, &["leaf_value"])?, "leaf_value")?,
        cover,
    })
}

fn read_split<'a>(
    node: Place<'a>,
    kind: &Plain,
    left: Place<'a>,
    right: Place<'a>,
) -> Result<Node<Place<'a>>> {
    let feature = number(needed(node, &["split_feature"])?, "split_feature")?;
    let cover = number(needed(node, &["internal_count"])?, "internal_count")?;
    let threshold = needed(node, &["threshold"])?;
    let split = |rule: u32, number: f64, set: Option<Vec<u32>>| -> Result<Node<Place<'a>>> {
        Ok(Node::Split {
            feature: whole(feature, || "split_feature".into())?,
            rule,
            number,
            set,
            cover,
            left,
            right,
        })
    };
    match text(kind, "decision_type")? {
        "<=" => {
            let mut rule = rule::AT_MOST;
            if entry(node, "default_left") == Some(&Plain::Bool(true)) {
                rule += rule::MISSING_LEFT;
            }
            match text(needed(node, &["missing_type"])?, "missing_type")? {
                "NaN" => {}
                "Zero" => rule += rule::ZERO_IS_MISSING,
                "None" => rule += rule::MISSING_IS_ZERO,
                other => {
                    return Err(unsupported(
                        "missing_type".into(),
                        other,
                        "one of `None`, `Zero`, `NaN`",
                    ));
                }
            }
            split(rule, number(threshold, "threshold")?, None)
        }
        "==" => split(rule::ONE_OF, 0.0, Some(categories(threshold)?)),
        other => Err(unsupported("decision_type".into(), other, "`<=` or `==`")),
    }
}

/// The categories of "1||4||7", ascending.
fn categories(threshold: &Plain) -> Result<Vec<u32>> {
    let written = text(threshold, "threshold")?;
    let mut found = Vec::new();
    for word in written.split("||") {
        if found.len() >= MOST_CATEGORIES {
            let path = "threshold".into();
            return Err(unsupported(path, written, "at most 10000 categories"));
        }
        let category = word
            .parse::<u32>()
            .map_err(|_| unsupported("threshold".into(), written, "whole numbers divided by ||"))?;
        found.push(category);
    }
    crate::numeric::sort::sort_by(&mut found, |one, other| one < other);
    found.dedup();
    Ok(found)
}
