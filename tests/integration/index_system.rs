//! The checks of an index system, each on a planted fault.

use crate::entropy::close;
use crate::index_tree::golden_nodes;
use clientele::index::tree::CheckOptions;
use clientele::index::tree::CheckedData;
use clientele::index::tree::IndexSystemReport;
use clientele::index::tree::Principle;
use clientele::index::tree::TreeNode;
use clientele::index::tree::check_index_system;
use clientele::labels::group;
use clientele::labels::label;
use clientele::numeric::direction::Direction;

/// The tree of the reference with names in both languages.
fn named() -> Vec<TreeNode> {
    let mut nodes = golden_nodes();
    for node in &mut nodes {
        node.en = Some(node.code.clone());
        node.zh = Some(node.code.clone());
    }
    nodes
}

fn check(nodes: &[TreeNode]) -> IndexSystemReport {
    check_index_system(nodes, None, &CheckOptions::default()).unwrap()
}

/// The findings, as principle and code, each of which must have its words.
fn findings(report: &IndexSystemReport) -> Vec<(Principle, &str)> {
    let checks = report.checks.iter();
    for finding in checks.clone().flat_map(|check| &check.findings) {
        assert!(label(&finding.code).is_some(), "{}", finding.code);
    }
    checks
        .flat_map(|check| {
            check
                .findings
                .iter()
                .map(|f| (check.principle, f.code.as_str()))
        })
        .collect()
}

/// What a change of the sound tree breaks.
fn broken(change: impl Fn(&mut Vec<TreeNode>)) -> Vec<(Principle, String)> {
    let mut nodes = named();
    change(&mut nodes);
    let report = check(&nodes);
    assert!(!report.sound);
    findings(&report)
        .iter()
        .map(|(p, code)| (*p, (*code).to_owned()))
        .collect()
}

fn find<'a>(nodes: &'a mut [TreeNode], code: &str) -> &'a mut TreeNode {
    nodes.iter_mut().find(|node| node.code == code).unwrap()
}

#[test]
fn principles_have_labels_in_their_order() {
    let written = Principle::ALL.map(|principle| serde_json::to_value(principle).unwrap());
    let codes: Vec<&str> = group("principle")
        .unwrap()
        .iter()
        .map(|label| label.code)
        .collect();
    assert_eq!(codes, written);
}

#[test]
fn a_sound_system_passes_what_needs_no_data() {
    let report = check(&named());
    assert!(report.sound);
    assert_eq!(findings(&report), []);
    let open: Vec<Principle> = report
        .checks
        .iter()
        .filter(|c| c.passed.is_none())
        .map(|c| c.principle)
        .collect();
    assert_eq!(open, [Principle::Completeness, Principle::Independence]);
    assert_eq!(report.coverage, None);
    close(
        &[report.leaves.iter().map(|leaf| leaf.weight).sum::<f64>()],
        &[1.0],
        1e-15,
    );
}

#[test]
fn every_principle_finds_the_fault_that_breaks_it() {
    let naming = |code: &str| vec![(Principle::Naming, code.to_owned())];
    assert_eq!(broken(|nodes| nodes[2].zh = None), naming("label_missing"));
    assert_eq!(
        broken(|nodes| nodes[2].en = Some(" ".into())),
        naming("label_missing")
    );
    let twice = broken(|nodes| {
        let mut copy = nodes[4].clone();
        copy.source = Some("another".into());
        copy.weight = Some(0.0);
        nodes.push(copy);
    });
    assert_eq!(twice[0], (Principle::Naming, "name_twice".into()));
    let shared = broken(|nodes| find(nodes, "share").source = Some("gap".into()));
    assert_eq!(shared, [(Principle::OneCriterion, "source_twice".into())]);
    let lost = broken(|nodes| find(nodes, "share").parent = Some("nowhere".into()));
    assert!(
        lost.contains(&(Principle::OneCriterion, "unknown_parent".into())),
        "{lost:?}"
    );
    let rootless = broken(|nodes| find(nodes, "root").parent = Some("risk".into()));
    assert!(rootless.contains(&(Principle::OneCriterion, "not_one_root".into())));
    assert!(rootless.contains(&(Principle::OneCriterion, "cycle".into())));
    let both = broken(|nodes| find(nodes, "risk").source = Some("risk".into()));
    assert_eq!(both, [(Principle::OneCriterion, "leaf_and_branch".into())]);
    let bare = broken(|nodes| find(nodes, "satisfaction").source = None);
    assert_eq!(
        bare,
        [(Principle::Completeness, "branch_without_leaf".into())]
    );
    let blind = broken(|nodes| find(nodes, "gap").direction = None);
    assert_eq!(blind, [(Principle::Direction, "direction_missing".into())]);
    let minor = broken(|nodes| {
        // 0.5 · 0.015 is below 1 %
        find(nodes, "returns").weight = Some(0.015);
        find(nodes, "margin").weight = Some(0.685);
    });
    assert_eq!(minor, [(Principle::Importance, "minor_leaf".into())]);
    let heavy = broken(|nodes| find(nodes, "gap").weight = Some(0.7));
    assert_eq!(heavy, [(Principle::Weights, "weights_do_not_sum".into())]);
    let unweighted = broken(|nodes| find(nodes, "gap").weight = None);
    assert!(unweighted.contains(&(Principle::Weights, "weight_missing".into())));
}

#[test]
fn a_leaf_of_exactly_one_percent_matters() {
    let root = TreeNode::root("root");
    let mut nodes = vec![
        TreeNode::leaf("a", &root, 0.99, Direction::Benefit, 0.0, 1.0),
        TreeNode::leaf("b", &root, 0.01, Direction::Benefit, 0.0, 1.0),
        root,
    ];
    for node in &mut nodes {
        node.en = Some("x".into());
        node.zh = Some("x".into());
    }
    assert!(check(&nodes).sound);
}

#[test]
fn data_show_what_is_missing_and_what_is_said_twice() {
    let root = TreeNode::root("root");
    let leaf = |code: &str| TreeNode::leaf(code, &root, 0.25, Direction::Benefit, 0.0, 10.0);
    let nodes = [leaf("a"), leaf("b"), leaf("c"), leaf("d"), root.clone()];
    let columns = ["a", "b", "c"].map(String::from);
    let gap = f64::NAN;
    // b is 10 less a, but for a row where one is missing; c is known in two of six rows
    let values = [
        1.0, 9.0, 5.0, //
        2.0, 8.0, gap, //
        3.0, gap, gap, //
        4.0, 6.0, gap, //
        gap, 1.0, gap, //
        9.0, 1.0, 2.0,
    ];
    let data = CheckedData {
        columns: &columns,
        values: &values,
    };
    let report = check_index_system(&nodes, Some(data), &CheckOptions::default()).unwrap();
    assert_eq!(report.correlated.len(), 1);
    assert_eq!(
        (
            report.correlated[0].one.as_str(),
            report.correlated[0].other.as_str()
        ),
        ("a", "b")
    );
    close(&[report.correlated[0].correlation], &[-1.0], 1e-12);
    let coverage: Vec<Option<f64>> = report.leaves.iter().map(|leaf| leaf.coverage).collect();
    assert_eq!(
        coverage,
        [Some(5.0 / 6.0), Some(5.0 / 6.0), Some(2.0 / 6.0), Some(0.0)]
    );
    close(&[report.coverage.unwrap()], &[0.25 * 2.0], 1e-12);
    let found = findings(&report);
    for expected in ["correlated", "low_coverage", "column_missing"] {
        assert!(
            found.iter().any(|(_, code)| *code == expected),
            "{expected}"
        );
    }
    let lenient = CheckOptions {
        max_correlation: 1.0,
        ..CheckOptions::default()
    };
    let report = check_index_system(&nodes, Some(data), &lenient).unwrap();
    assert!(report.correlated.is_empty());
}

#[test]
fn data_that_are_none_are_an_error() {
    let nodes = named();
    let fails = |columns: &[String], values: &[f64]| {
        let data = CheckedData { columns, values };
        let error = check_index_system(&nodes, Some(data), &CheckOptions::default()).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    let columns = ["a", "b"].map(String::from);
    assert_eq!(
        fails(&columns, &[1.0, 2.0, 3.0]),
        ("LengthMismatch", "data".into())
    );
    assert_eq!(
        fails(&columns, &[1.0, f64::INFINITY]),
        ("NotFinite", "data[0][b]".into())
    );
    assert_eq!(fails(&columns, &[]), ("EmptyInput", "data".into()));
    let twice = ["a", "a"].map(String::from);
    assert_eq!(
        fails(&twice, &[1.0, 2.0]),
        ("InvalidValue", "data.columns[1]".into())
    );
    let error = check_index_system(&[], None, &CheckOptions::default()).unwrap_err();
    assert_eq!(error.code(), "EmptyInput");
}
