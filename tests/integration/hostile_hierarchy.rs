//! What hierarchies reject, each with its code and the path from the goal down.

use crate::hierarchy::car_nodes;
use crate::hierarchy::given;
use crate::hierarchy::leaf;
use crate::hierarchy::node;
use crate::hierarchy::words;
use clientele::Error;
use clientele::numeric::direction::Direction;
use clientele::plain::Plain;
use clientele::plain::from_plain;
use clientele::weighting::ahp::Hierarchy;
use clientele::weighting::ahp::HierarchyNode;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::SynthesisOptions;
use clientele::weighting::ahp::hierarchy::HierarchyNodes;
use clientele::weighting::ahp::hierarchy::Intensities;

type Built = Result<Hierarchy, Error>;

/// A goal with the criteria Cost and Risk, of which Cost has Price and Delay; more nodes besides.
fn with(more: &[HierarchyNode]) -> Built {
    let mut nodes = vec![
        node("Goal", "Cost Risk", "2"),
        node("Cost", "Price Delay", "3"),
    ];
    nodes.extend_from_slice(more);
    Hierarchy::try_new(&nodes, &words("North South"))
}

fn price(change: impl FnOnce(&mut HierarchyNode)) -> Built {
    let mut node = HierarchyNode {
        name: "Price".into(),
        ..HierarchyNode::default()
    };
    change(&mut node);
    with(&[node])
}

fn measured(values: &[f64], direction: Option<Direction>) -> Built {
    price(|node| {
        node.values = Some(values.to_vec());
        node.direction = direction;
    })
}

fn rated(ratings: &str, grades: &str, weights: &[f64]) -> Built {
    price(|node| {
        node.ratings = Some(words(ratings));
        node.intensities = Some(Intensities {
            criteria: words(grades),
            weights: Some(weights.to_vec()),
            ..Intensities::default()
        });
    })
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn hostile_hierarchies_are_rejected_with_code_and_path() {
    let chain = |length: usize| -> Vec<HierarchyNode> {
        (0..length)
            .map(|i| HierarchyNode {
                name: format!("n{i}"),
                criteria: vec![format!("n{}", i + 1)],
                ..HierarchyNode::default()
            })
            .collect()
    };
    let wide = |count: usize| {
        let names: Vec<String> = (0..count).map(|i| format!("l{i}")).collect();
        vec![given("Goal", &names.join(" "), &vec![1.0; count])]
    };
    let table: Vec<(&str, Built, &str, &str)> = vec![
        (
            "no nodes",
            Hierarchy::try_new(&[], &[]),
            "EmptyInput",
            "hierarchy",
        ),
        (
            "a goal alone",
            Hierarchy::try_new(&[leaf("Goal", "1")], &words("a b")),
            "EmptyInput",
            "hierarchy.criteria",
        ),
        (
            "a node without a name",
            with(&[leaf(" ", "1")]),
            "InvalidValue",
            "hierarchy[2].name",
        ),
        (
            "two nodes of a name",
            with(&[leaf("Cost", "1")]),
            "InvalidValue",
            "hierarchy[Cost].name",
        ),
        (
            "the same criterion twice",
            with(&[node("Risk", "Loss Loss ", "1")]),
            "InvalidValue",
            "hierarchy[Risk].criteria[1]",
        ),
        (
            "a node below itself",
            with(&[node("Price", "Price Tax", "1")]),
            "InvalidValue",
            "hierarchy[Cost][Price][Price]",
        ),
        (
            "a cycle of two",
            with(&[node("Price", "Cost Tax", "1")]),
            "InvalidValue",
            "hierarchy[Cost][Price][Cost]",
        ),
        (
            "the goal below a leaf",
            with(&[node("Delay", "Goal Tax", "1")]),
            "InvalidValue",
            "hierarchy[Cost][Delay][Goal]",
        ),
        (
            "a node that stands nowhere",
            with(&[leaf("Colour", "1")]),
            "InvalidValue",
            "hierarchy[Colour]",
        ),
        (
            "a cycle that stands nowhere",
            with(&[node("u", "v w", "1"), node("v", "u w", "1")]),
            "InvalidValue",
            "hierarchy[u]",
        ),
        (
            "thirty-three levels",
            Hierarchy::try_new(&chain(33), &[]),
            "OutOfRange",
            "hierarchy[n1][n2][n3][n4][n5][n6][n7][n8][n9][n10][n11][n12][n13][n14][n15][n16][n17]\
             [n18][n19][n20][n21][n22][n23][n24][n25][n26][n27][n28][n29][n30][n31][n32][n33]",
        ),
        (
            "a thousand leaves and a goal",
            Hierarchy::try_new(&wide(1000), &[]),
            "OutOfRange",
            "hierarchy",
        ),
        (
            "no judgements",
            with(&[HierarchyNode {
                name: "Risk".into(),
                criteria: words("Loss Theft"),
                ..HierarchyNode::default()
            }]),
            "Missing",
            "hierarchy[Risk]",
        ),
        (
            "two kinds of judgements",
            with(&[HierarchyNode {
                weights: Some(vec![1.0, 1.0]),
                ..node("Risk", "Loss Theft", "1")
            }]),
            "InvalidValue",
            "hierarchy[Risk]",
        ),
        (
            "a missing judgement below a criterion",
            with(&[node("Risk", "Loss Theft Fire", "1 2")]),
            "LengthMismatch",
            "hierarchy[Risk].upperTriangle",
        ),
        (
            "a judgement of zero two levels down",
            price(|node| node.upper_triangle = Some(vec!["0".into()])),
            "NotPositive",
            "hierarchy[Cost][Price].matrix[North][South]",
        ),
        (
            "judgements of too few alternatives",
            price(|node| node.matrix = Some(vec![vec!["1".into()]])),
            "LengthMismatch",
            "hierarchy[Cost][Price].matrix",
        ),
        (
            "a negative weight",
            with(&[given("Risk", "Loss Theft", &[1.0, -1.0])]),
            "OutOfRange",
            "hierarchy[Risk].weights[Theft]",
        ),
        (
            "a weight that is no number",
            with(&[given("Risk", "Loss Theft", &[1.0, f64::NAN])]),
            "NotFinite",
            "hierarchy[Risk].weights[Theft]",
        ),
        (
            "weights of nothing",
            with(&[given("Risk", "Loss Theft", &[0.0, 0.0])]),
            "OutOfRange",
            "hierarchy[Risk].weights",
        ),
        (
            "a weight too few",
            with(&[given("Risk", "Loss Theft", &[1.0])]),
            "LengthMismatch",
            "hierarchy[Risk].weights",
        ),
        (
            "values without a direction",
            measured(&[1.0, 2.0], None),
            "Missing",
            "hierarchy[Cost][Price].direction",
        ),
        (
            "a direction without values",
            price(|node| node.direction = Some(Direction::Cost)),
            "Missing",
            "hierarchy[Cost][Price].values",
        ),
        (
            "a target",
            measured(&[1.0, 2.0], Some(Direction::Target(1.0))),
            "InvalidValue",
            "hierarchy[Cost][Price].direction",
        ),
        (
            "a cost of nothing",
            measured(&[1.0, 0.0], Some(Direction::Cost)),
            "OutOfRange",
            "hierarchy[Cost][Price].values[South]",
        ),
        (
            "an infinite cost",
            measured(&[f64::INFINITY, 1.0], Some(Direction::Cost)),
            "NotFinite",
            "hierarchy[Cost][Price].values[North]",
        ),
        (
            "a benefit below zero",
            measured(&[-1.0, 2.0], Some(Direction::Benefit)),
            "OutOfRange",
            "hierarchy[Cost][Price].values[North]",
        ),
        (
            "a value too many",
            measured(&[1.0, 2.0, 3.0], Some(Direction::Benefit)),
            "LengthMismatch",
            "hierarchy[Cost][Price].values",
        ),
        (
            "values of a node with criteria",
            with(&[HierarchyNode {
                values: Some(vec![1.0, 2.0]),
                ..node("Risk", "Loss Theft", "1")
            }]),
            "InvalidValue",
            "hierarchy[Risk].values",
        ),
        (
            "a grade that there is not",
            rated("high higher", "high low", &[2.0, 1.0]),
            "InvalidValue",
            "hierarchy[Cost][Price].ratings[South]",
        ),
        (
            "a rating too few",
            rated("high", "high low", &[2.0, 1.0]),
            "LengthMismatch",
            "hierarchy[Cost][Price].ratings",
        ),
        (
            "two grades of a name",
            rated("high high", "high high", &[2.0, 1.0]),
            "InvalidValue",
            "hierarchy[Cost][Price].intensities.criteria[1]",
        ),
        (
            "no grades",
            rated("high high", "", &[]),
            "EmptyInput",
            "hierarchy[Cost][Price].intensities.criteria",
        ),
        (
            "a grade of negative weight",
            rated("high low", "high low", &[2.0, -1.0]),
            "OutOfRange",
            "hierarchy[Cost][Price].intensities.weights[low]",
        ),
        (
            "ratings without grades",
            price(|node| node.ratings = Some(words("high low"))),
            "Missing",
            "hierarchy[Cost][Price].intensities",
        ),
        (
            "values and judgements",
            price(|node| {
                node.values = Some(vec![1.0, 2.0]);
                node.direction = Some(Direction::Cost);
                node.upper_triangle = Some(vec!["2".into()]);
            }),
            "InvalidValue",
            "hierarchy[Cost][Price]",
        ),
        (
            "two alternatives of a name",
            Hierarchy::try_new(&car_nodes(), &words("a b c d e a")),
            "InvalidValue",
            "alternatives[5]",
        ),
        (
            "data of no alternatives",
            Hierarchy::try_new(&car_nodes(), &[]),
            "Missing",
            "hierarchy[Cost][Price].alternatives",
        ),
    ];
    for (name, built, code, path) in table {
        let error = built.expect_err(name);
        assert_eq!(
            (error.code(), error.path()),
            (code, Some(path)),
            "{name}: {error}"
        );
    }
}

#[test]
fn a_leaf_that_knows_nothing_can_be_weighted_and_not_evaluated() {
    let hierarchy = with(&[leaf("Price", "2"), leaf("Risk", "2")]).unwrap();
    let weights = hierarchy.weights(PriorityMethod::Eigenvector);
    assert_eq!(weights.leaves, ["Price", "Delay", "Risk"]);
    let error = hierarchy
        .evaluate(&SynthesisOptions::default())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("Missing", Some("hierarchy[Cost][Delay]"))
    );
    let nobody = Hierarchy::try_new(&[given("Goal", "a b", &[1.0, 1.0])], &[]).unwrap();
    let error = nobody.evaluate(&SynthesisOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("EmptyInput", Some("alternatives"))
    );
}

#[test]
fn nobody_is_first_where_everybody_scores_nothing() {
    let rated = HierarchyNode {
        name: "q".into(),
        ratings: Some(words("low low")),
        intensities: Some(Intensities {
            criteria: words("high low"),
            weights: Some(vec![1.0, 0.0]),
            ..Intensities::default()
        }),
        ..HierarchyNode::default()
    };
    let goal = given("Goal", "q", &[1.0]);
    let hierarchy = Hierarchy::try_new(&[goal, rated], &words("a b")).unwrap();
    let error = hierarchy
        .evaluate(&SynthesisOptions::default())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("hierarchy"))
    );
}

#[test]
fn thirty_two_levels_and_a_thousand_nodes_are_fine() {
    let mut chain: Vec<HierarchyNode> = (0..32)
        .map(|i| HierarchyNode {
            name: format!("n{i}"),
            criteria: vec![format!("n{}", i + 1)],
            ..HierarchyNode::default()
        })
        .collect();
    // the last level as wide as it may be
    let names: Vec<String> = (0..968).map(|i| format!("l{i}")).collect();
    chain[31] = given("n31", &names.join(" "), &vec![1.0; 968]);
    let hierarchy = Hierarchy::try_new(&chain, &[]).unwrap();
    let weights = hierarchy.weights(PriorityMethod::Eigenvector).weights;
    assert_eq!(weights.len(), 968);
    assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn what_cannot_be_read_is_named_by_its_node() {
    let entry = |key: &str, value: Plain| (key.to_owned(), value);
    let text = |text: &str| Plain::Text(text.to_owned());
    let read = |entries| from_plain::<HierarchyNodes>(Plain::List(vec![Plain::Map(entries)]));
    let error = read(vec![
        entry("name", text("Cost")),
        entry("upperTriangle", Plain::List(vec![Plain::Bool(true)])),
    ])
    .unwrap_err();
    assert_eq!(error.path(), Some("[Cost].upperTriangle[0]"));
    let error = read(vec![
        entry("name", text("Cost")),
        entry("critera", Plain::List(vec![])),
    ])
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "[Cost].critera: unknown key, did you mean `criteria`?"
    );
    let error = read(vec![entry("name", Plain::Number(1.0))]).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("[0].name"))
    );
    let error = from_plain::<HierarchyNodes>(Plain::Null).unwrap_err();
    assert_eq!(error.to_string(), ": must be a list of nodes, found null");
}
