//! Whether an index system is sound (指标体系的合理性检验).

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::index::composite::MIN_COVERAGE;
use crate::index::tree::check_report::CorrelatedPair;
use crate::index::tree::check_report::IndexSystemReport;
use crate::index::tree::check_report::Principle;
use crate::index::tree::check_report::PrincipleCheck;
use crate::index::tree::leaves::leaves;
use crate::index::tree::node::TreeNode;
use crate::index::tree::structure::Structure;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::product;
use crate::numeric::statistics::unit_score;
use crate::numeric::vectors::each;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::options;

/// Where the limits of the checks are: our own choices.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CheckOptions {
    /// The largest |r| of two leaves that are not the same thing twice; 0.9 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub max_correlation: f64,
    /// The smallest weight in the whole of a leaf that matters; 0.01 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_weight: f64,
    /// The smallest share of the rows in which a leaf must be known; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

options!(CheckOptions {
    max_correlation => "maxCorrelation",
    min_weight => "minWeight",
    min_coverage => "minCoverage",
});

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            max_correlation: 0.9,
            min_weight: 0.01,
            min_coverage: MIN_COVERAGE,
        }
    }
}

/// Data to check the leaves by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckedData<'a> {
    /// The names of the columns.
    pub columns: &'a [String],
    /// The values, row by row; NaN where one is missing.
    pub values: &'a [f64],
}

/// How far from 1 the weights of siblings may sum up to.
const ROUNDING: f64 = 1e-6;

/// Checks an index system: what is wrong with the tree is found, not refused.
///
/// Purpose, comparability, practicability and acceptance (目的性, 可比性, 实用性, 认同性) are for
/// people to judge. What data have to show is left open without them.
///
/// # Errors
/// [`Error::EmptyInput`] without nodes; [`Error::InvalidValue`], [`Error::LengthMismatch`] and
/// [`Error::NotFinite`] for columns that are none.
///
/// # Example: two questions that are one
/// ```
/// use clientele::index::tree::{CheckOptions, CheckedData, TreeNode, check_index_system};
/// use clientele::numeric::direction::Direction;
/// let root = TreeNode::root("satisfaction");
/// let nodes = [
///     TreeNode::leaf("speed", &root, 0.5, Direction::Benefit, 1.0, 5.0),
///     TreeNode::leaf("quickness", &root, 0.5, Direction::Benefit, 1.0, 5.0),
///     root,
/// ];
/// let columns = ["speed".to_owned(), "quickness".to_owned()];
/// let data = CheckedData { columns: &columns, values: &[1.0, 1.0, 3.0, 3.0, 5.0, 5.0] };
/// let report = check_index_system(&nodes, Some(data), &CheckOptions::default())?;
/// assert!((report.correlated[0].correlation - 1.0).abs() < 1e-12);
/// assert!(!report.sound);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn check_index_system(
    nodes: &[TreeNode],
    data: Option<CheckedData>,
    options: &CheckOptions,
) -> Result<IndexSystemReport> {
    if nodes.is_empty() {
        return Err(Error::EmptyInput {
            path: "tree".into(),
            hint: "there is no node to check".into(),
        });
    }
    let columns = data.map(checked_columns).transpose()?;
    let structure = Structure::of(nodes);
    let mut findings: Vec<(Principle, Caution)> = Vec::new();
    let mut find = |principle, code: &str, subject: &str| {
        findings.push((principle, Caution::about(code, subject)));
    };
    for fault in &structure.faults {
        let subject = fault.node.and_then(|i| nodes.get(i));
        find(
            Principle::of(fault.code),
            fault.code,
            subject.map_or("", |node| &node.code),
        );
    }
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    for (node, below) in nodes.iter().zip(&structure.children) {
        if blank(&node.en) || blank(&node.zh) {
            find(Principle::Naming, "label_missing", &node.code);
        }
        let mut sum = 0.0;
        for child in below {
            sum += nodes
                .get(*child)
                .and_then(|node| node.weight)
                .unwrap_or_default();
        }
        if !below.is_empty() && ((sum - 1.0).abs() > ROUNDING || sum.is_nan()) {
            find(Principle::Weights, "weights_do_not_sum", &node.code);
        }
    }
    let mut leaves = leaves(nodes, &structure);
    let mut known = Vec::with_capacity(leaves.len());
    for (i, leaf) in &mut leaves {
        if nodes.get(*i).is_none_or(|node| node.direction.is_none()) {
            find(Principle::Direction, "direction_missing", &leaf.code);
        }
        if leaf.weight < options.min_weight - f64::EPSILON {
            find(Principle::Importance, "minor_leaf", &leaf.code);
        }
        let Some(columns) = &columns else { continue };
        let column = columns.iter().find(|(name, _)| **name == leaf.source);
        let Some((_, values)) = column else {
            leaf.coverage = Some(0.0);
            find(Principle::Completeness, "column_missing", &leaf.code);
            continue;
        };
        let present = each(values, &|value| f64::from(u8::from(!value.is_nan())));
        let coverage = sum(&present) / values.len() as f64;
        leaf.coverage = Some(coverage);
        if coverage < options.min_coverage {
            find(Principle::Completeness, "low_coverage", &leaf.code);
        }
        known.push((leaf.code.as_str(), values));
    }
    let correlated = correlated(&known, options.max_correlation);
    for pair in &correlated {
        let subject = format!("{} ~ {}", pair.one, pair.other);
        find(Principle::Independence, "correlated", &subject);
    }
    let has_data = columns.is_some();
    let mut checks = Vec::with_capacity(Principle::ALL.len());
    let mut sound = true;
    for principle in Principle::ALL {
        let check = checked(principle, &findings, has_data);
        sound &= check.passed != Some(false);
        checks.push(check);
    }
    let mut hash = Fingerprint::default();
    for node in nodes {
        node.hash_into(&mut hash);
    }
    hash.numbers(data.map_or(&[], |data| data.values));
    let mut own = Vec::with_capacity(leaves.len());
    let mut coverage = 0.0;
    for (_, leaf) in leaves {
        coverage += leaf.weight * leaf.coverage.unwrap_or_default();
        own.push(leaf);
    }
    Ok(IndexSystemReport {
        sound,
        coverage: has_data.then_some(coverage),
        checks,
        leaves: own,
        correlated,
        provenance: Provenance::new("indexSystem", hash.finish())
            .with("maxCorrelation", options.max_correlation)
            .with("minWeight", options.min_weight)
            .with("minCoverage", options.min_coverage),
    })
}

/// Returns the outcome of one check.
fn checked(
    principle: Principle,
    findings: &[(Principle, Caution)],
    has_data: bool,
) -> PrincipleCheck {
    let mut own = Vec::new();
    for (broken, caution) in findings {
        if *broken == principle {
            own.push(caution.clone());
        }
    }
    let takes_data = matches!(principle, Principle::Completeness | Principle::Independence);
    PrincipleCheck {
        principle,
        passed: (!own.is_empty() || has_data || !takes_data).then_some(own.is_empty()),
        findings: own,
    }
}

/// Returns the columns of the data by their names.
fn checked_columns(data: CheckedData<'_>) -> Result<Vec<(&String, Vec<f64>)>> {
    check_names(data.columns, "data.columns")?;
    let n = data.columns.len();
    if n == 0 || data.values.is_empty() {
        return Err(Error::EmptyInput {
            path: "data".into(),
            hint: "there must be at least one column and one row".into(),
        });
    }
    let rows = data.values.len().div_ceil(n);
    check_length("data", data.values.len(), rows * n)?;
    let mut columns = Vec::with_capacity(n);
    for (j, name) in data.columns.iter().enumerate() {
        let mut column = Vec::with_capacity(rows);
        for (row, value) in data.values.iter().skip(j).step_by(n).enumerate() {
            if value.is_infinite() {
                let path = format!("data[{row}][{name}]");
                return Err(Error::NotFinite { path });
            }
            column.push(*value);
        }
        columns.push((name, column));
    }
    Ok(columns)
}

/// Returns the pairs of columns that correlate by more than `most`.
fn correlated(known: &[(&str, &Vec<f64>)], most: f64) -> Vec<CorrelatedPair> {
    let mut found = Vec::new();
    for (i, (one, x)) in known.iter().enumerate() {
        for (other, y) in known.iter().skip(i + 1) {
            if let Some(correlation) = pairwise(x, y).filter(|r| r.abs() > most) {
                found.push(CorrelatedPair {
                    one: (*one).into(),
                    other: (*other).into(),
                    correlation,
                });
            }
        }
    }
    found
}

/// Pearson's r over the rows in which both are known; nothing for fewer than three of them, for two
/// always lie on a line.
fn pairwise(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mut one, mut other) = (Vec::with_capacity(x.len()), Vec::with_capacity(x.len()));
    for (x, y) in x.iter().zip(y) {
        if !x.is_nan() && !y.is_nan() {
            one.push(*x);
            other.push(*y);
        }
    }
    let (x, y) = (one, other);
    if x.len() < 3 {
        return None;
    }
    let x = unit_score(&x, Correlation::Pearson)?;
    let y = unit_score(&y, Correlation::Pearson)?;
    Some(product(&x, &y))
}
