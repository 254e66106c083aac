//! Hierarchies against published examples.

use crate::ahp::assert_close;
use clientele::numeric::direction::Direction;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::Hierarchy;
use clientele::weighting::ahp::HierarchyNode;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::RandomIndex;
use clientele::weighting::ahp::Synthesis;
use clientele::weighting::ahp::SynthesisOptions;
use clientele::weighting::ahp::hierarchy::Intensities;
use clientele::weighting::ahp::hierarchy::JudgedBelow;
use proptest::prelude::*;

const EIGENVECTOR: PriorityMethod = PriorityMethod::Eigenvector;

pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(String::from).collect()
}

/// A node with criteria, or a leaf when there are none, and the triangle of their judgements; bars
/// stand between its rows.
pub(crate) fn node(name: &str, criteria: &str, triangle: &str) -> HierarchyNode {
    let cells = triangle.split_whitespace().filter(|cell| *cell != "|");
    HierarchyNode {
        name: name.into(),
        criteria: words(criteria),
        upper_triangle: Some(cells.map(Into::into).collect()),
        ..HierarchyNode::default()
    }
}

pub(crate) fn leaf(name: &str, triangle: &str) -> HierarchyNode {
    node(name, "", triangle)
}

pub(crate) fn given(name: &str, criteria: &str, weights: &[f64]) -> HierarchyNode {
    HierarchyNode {
        name: name.into(),
        criteria: words(criteria),
        weights: Some(weights.to_vec()),
        ..HierarchyNode::default()
    }
}

fn build(nodes: &[HierarchyNode], alternatives: &str) -> Hierarchy {
    Hierarchy::try_new(nodes, &words(alternatives)).unwrap()
}

fn priorities(hierarchy: &Hierarchy, synthesis: Synthesis) -> Vec<f64> {
    let options = SynthesisOptions {
        synthesis,
        ..SynthesisOptions::default()
    };
    hierarchy.evaluate(&options).unwrap().priorities
}

fn distributive(hierarchy: &Hierarchy) -> Vec<f64> {
    priorities(hierarchy, Synthesis::Distributive)
}

fn by(random_index: RandomIndex) -> ConsistencyOptions {
    ConsistencyOptions {
        random_index,
        ..ConsistencyOptions::default()
    }
}

fn cities() -> Hierarchy {
    build(
        &[
            node(
                "City",
                "Culture Family Housing Jobs Transport",
                "1/5 3 1/2 5 | 7 1 7 | 1/4 3 | 7",
            ),
            leaf("Culture", "1/2 1 1/2 | 2.5 1 | 1/2.5"),
            leaf("Family", "2 1/3 4 | 1/8 2 | 9"),
            leaf("Housing", "5 1/2 2.5 | 1/9 1/4 | 7"),
            leaf("Jobs", "1/2 3 4 | 6 8 | 1"),
            leaf("Transport", "1.5 1/2 4 | 1/3.5 2.5 | 9"),
        ],
        "Bethesda Boston Pittsburgh Santa-Fe",
    )
}

fn leader() -> Hierarchy {
    build(
        &[
            node(
                "Leader",
                "Experience Education Charisma Age",
                "4 3 7 | 1/3 3 | 5",
            ),
            leaf("Experience", "1/4 4 | 9"),
            leaf("Education", "3 1/5 | 1/7"),
            leaf("Charisma", "5 9 | 4"),
            leaf("Age", "1/3 5 | 9"),
        ],
        "Tom Dick Harry",
    )
}

/// The Jones family's car: Wikipedia, "Analytic hierarchy process - car example".
pub(crate) fn car_nodes() -> Vec<HierarchyNode> {
    vec![
        node("Car", "Cost Safety Style Capacity", "3 7 3 | 9 1 | 1/7"),
        node("Cost", "Price Fuel Maintenance Resale", "2 5 3 | 2 2 | 1/2"),
        node("Capacity", "Cargo Passenger", "1/5"),
        leaf(
            "Price",
            "9 9 1 1/2 5 | 1 1/9 1/9 1/7 | 1/9 1/9 1/7 | 1/2 5 | 6",
        ),
        leaf(
            "Fuel",
            "1/1.13 1.41 1.15 1.24 1.19 | 1.59 1.3 1.4 1.35 | 1/1.23 1/1.14 1/1.18 | 1.08 1.04 | 1/1.04",
        ),
        leaf("Maintenance", "1.5 4 4 4 5 | 4 4 4 5 | 1 1.2 1 | 1 3 | 2"),
        leaf("Resale", "3 4 1/2 2 2 | 2 1/5 1 1 | 1/6 1/2 1/2 | 4 4 | 1"),
        leaf("Safety", "1 5 7 9 1/3 | 5 7 9 1/3 | 2 9 1/8 | 2 1/8 | 1/9"),
        leaf("Style", "1 7 5 9 6 | 7 5 9 6 | 1/6 3 1/3 | 7 5 | 1/5"),
        leaf(
            "Cargo",
            "1 1/2 1/2 1/2 1/3 | 1/2 1/2 1/2 1/3 | 1 1 1/2 | 1 1/2 | 1/2",
        ),
        leaf(
            "Passenger",
            "1 1/2 1 3 1/2 | 1/2 1 3 1/2 | 2 6 1 | 3 1/2 | 1/6",
        ),
    ]
}

fn car() -> Hierarchy {
    build(
        &car_nodes(),
        "Accord-Sedan Accord-Hybrid Pilot CR-V Element Odyssey",
    )
}

#[test]
fn the_best_city_is_pittsburgh() {
    // Saaty (2004/2005): .229 .275 .385 .111
    let expected = [0.229104, 0.274768, 0.385161, 0.110967];
    assert_close(&distributive(&cities()), &expected, 5e-7, "cities");
    let found = cities().evaluate(&SynthesisOptions::default()).unwrap();
    assert_eq!(found.ranks, [3, 2, 1, 4]);
}

#[test]
fn the_leader_is_dick_and_nothing_is_rounded_before_the_sum() {
    // Wikipedia prints .358 .492 .149; AHPy's README prints .150 for the last, since it rounds the
    // local weights before it adds
    let expected = [0.358137, 0.492788, 0.149075];
    assert_close(&distributive(&leader()), &expected, 5e-7, "leader");
    let found = leader().evaluate(&SynthesisOptions::default()).unwrap();
    assert_eq!(found.provenance.rounding, "none");
}

#[test]
fn the_familys_car_is_the_odyssey_over_three_levels() {
    // Wikipedia prints .215 .150 .106 .167 .144 .219, global weights of the leaves included
    let hierarchy = car();
    let expected = [0.214724, 0.149739, 0.106050, 0.166535, 0.143819, 0.219133];
    assert_close(&distributive(&hierarchy), &expected, 5e-7, "car");
    let weights = hierarchy.weights(EIGENVECTOR);
    let leaves = [
        "Price",
        "Fuel",
        "Maintenance",
        "Resale",
        "Safety",
        "Style",
        "Cargo",
        "Passenger",
    ];
    assert_eq!(weights.leaves, leaves);
    // .51007502 · .48805379 and so on, all digits by numpy.linalg.eig
    let expected = [
        0.5100750217780861 * 0.4880537884835194,
        0.5100750217780861 * 0.25153610290620365,
        0.5100750217780861 * 0.09986255654219384,
        0.5100750217780861 * 0.1605475520680832,
        0.23435219357179216,
        0.04051874697205854,
        0.21505403767806316 / 6.0,
        0.21505403767806316 * 5.0 / 6.0,
    ];
    assert_close(&weights.weights, &expected, 1e-12, "leaves");
    let cost = &weights.branches[0];
    assert_eq!(
        (
            cost.parent.as_str(),
            cost.name.as_str(),
            cost.depth,
            cost.leaf
        ),
        ("Car", "Cost", 1, false)
    );
    let price = &weights.branches[1];
    assert_eq!(
        (price.name.as_str(), price.depth, price.leaf),
        ("Price", 2, true)
    );
    assert_close(&[price.local], &[0.4880537884835194], 1e-12, "price");
    assert_eq!(weights.branches.len(), 10);
}

#[test]
fn every_comparison_of_the_car_has_the_published_ratio() {
    // Wikipedia, by Donegan and Dodd where it says so in AHPy's tests
    let found = car()
        .consistency(&by(RandomIndex::DoneganDodd1991))
        .unwrap();
    let expected = [
        ("Car", 0.0801),
        ("Price", 0.0717),
        ("Fuel", 0.0),
        ("Maintenance", 0.0239),
        ("Resale", 0.0054),
        ("Safety", 0.0850),
        ("Style", 0.1072),
        ("Cargo", 0.0023),
        ("Passenger", 0.0),
    ];
    for (name, ratio) in expected {
        let node = found.nodes.iter().find(|node| node.name == name).unwrap();
        assert_close(&[node.consistency.cr], &[ratio], 6e-5, name);
        let compares = if name == "Car" {
            JudgedBelow::Criteria
        } else {
            JudgedBelow::Alternatives
        };
        assert_eq!(node.compares, compares);
    }
    assert_eq!(found.largest_at.as_deref(), Some("hierarchy[Style]"));
    assert!(!found.consistent, "style has .1072");
    // Saaty's ratio of the hierarchy, from the parts
    let weighed = |of: fn(&clientele::weighting::ahp::Consistency) -> f64| -> f64 {
        found
            .nodes
            .iter()
            .map(|node| node.weight * of(&node.consistency))
            .sum()
    };
    let ratio = weighed(|c| c.ci) / weighed(|c| c.ri);
    assert_close(&[found.cr], &[ratio], 1e-15, "C.R.H.");
    assert!(found.cr > 0.05 && found.cr < found.largest_cr);
    let price = found
        .nodes
        .iter()
        .find(|node| node.name == "Price")
        .unwrap();
    assert_eq!(price.path, "hierarchy[Cost][Price]");
    assert_eq!(price.size, 6);
    assert_close(&[price.weight], &[0.248944], 5e-7, "the share of the goal");
}

#[test]
fn the_tourist_place_of_the_textbook_is_the_third() {
    // Jiang Qiyuan prints .300 .246 .456, which sum to 1.002
    let hierarchy = build(
        &[
            node(
                "旅游地",
                "景色 费用 居住 饮食 旅途",
                "1/2 4 3 3 | 7 5 5 | 1/2 1/3 | 1",
            ),
            leaf("景色", "2 5 | 2"),
            leaf("费用", "1/3 1/8 | 1/3"),
            leaf("居住", "1 3 | 3"),
            leaf("饮食", "3 4 | 1"),
            leaf("旅途", "1 1/4 | 1/4"),
        ],
        "P1 P2 P3",
    );
    let expected = [0.299255, 0.245304, 0.455441];
    assert_close(&distributive(&hierarchy), &expected, 5e-7, "P");
    // the book's ratio of the whole is below .1 as well
    let found = hierarchy.consistency(&by(RandomIndex::Saaty1980)).unwrap();
    assert!(found.consistent && found.cr < 0.02);
}

#[test]
fn saatys_school_has_both_published_orders() {
    // Saaty: distributive .367 .378 .254; in the ideal form .344 .390 .266
    let hierarchy = build(
        &[
            node(
                "School",
                "Learning Friends Life Vocational College Music",
                "4 3 1 3 4 | 7 3 1/5 1 | 1/5 1/5 1/6 | 1 1/3 | 3",
            ),
            leaf("Learning", "1/3 1/2 | 3"),
            leaf("Friends", "1 1 | 1"),
            leaf("Life", "5 1 | 1/5"),
            leaf("Vocational", "9 7 | 1/5"),
            leaf("College", "1/2 1 | 2"),
            leaf("Music", "6 4 | 1/3"),
        ],
        "A B C",
    );
    let expected = [0.367325, 0.378498, 0.254177];
    assert_close(&distributive(&hierarchy), &expected, 5e-7, "distributive");
    let expected = [0.343691, 0.389858, 0.266451];
    let ideal = priorities(&hierarchy, Synthesis::Ideal);
    assert_close(&ideal, &expected, 5e-7, "ideal");
}

#[test]
fn a_copy_reverses_the_distributive_order_and_not_the_ideal_one() {
    // Belton and Gear (1983): A .451 B .470 C .079; with a copy of B A .365 before B .289
    let three = [
        given("Goal", "x y z", &[1.0, 1.0, 1.0]),
        leaf("x", "1/9 1 | 9"),
        leaf("y", "9 9 | 1"),
        leaf("z", "8/9 8 | 9"),
    ];
    let before = build(&three, "A B C");
    let expected = [0.451178, 0.469697, 0.079125];
    assert_close(&distributive(&before), &expected, 5e-7, "before");
    let four = [
        given("Goal", "x y z", &[1.0, 1.0, 1.0]),
        leaf("x", "1/9 1 1/9 | 9 1 | 1/9"),
        leaf("y", "9 9 9 | 1 1 | 1"),
        leaf("z", "8/9 8 8/9 | 9 1 | 1/9"),
    ];
    let after = build(&four, "A B C copy");
    let expected = [0.365432, 0.288889, 0.056790, 0.288889];
    assert_close(&distributive(&after), &expected, 5e-7, "after");
    let ideal = SynthesisOptions {
        synthesis: Synthesis::Ideal,
        ..SynthesisOptions::default()
    };
    let scores = before.evaluate(&ideal).unwrap().scores;
    assert_close(
        &scores,
        &[0.666667, 0.703704, 0.111111],
        5e-7,
        "ideal before",
    );
    let found = after.evaluate(&ideal).unwrap();
    let expected = [0.666667, 0.703704, 0.111111, 0.703704];
    assert_close(&found.scores, &expected, 5e-7, "ideal after");
    assert_eq!(found.ranks, [3, 1, 4, 1]);
    let turned = found
        .provenance
        .others
        .iter()
        .find(|o| o.method == "distributive");
    assert!(!turned.unwrap().same_order);
}

#[test]
fn leaves_of_an_unbalanced_tree_count_on_every_path() {
    // AHPy's four-level example: .1922 .3844 .4233
    let nodes = [
        node("a", "b c", "1"),
        node("b", "d e", "4"),
        node("d", "f g", "2"),
        given("c", "", &[2.0, 4.0, 4.0]),
        given("f", "", &[2.0, 4.0, 4.0]),
        given("e", "", &[1.0, 2.0, 3.0]),
        given("g", "", &[1.0, 2.0, 3.0]),
    ];
    let expected = [0.192222, 0.384444, 0.423333];
    assert_close(
        &distributive(&build(&nodes, "x y z")),
        &expected,
        5e-7,
        "tree",
    );
    // the same with two leaves below two criteria each
    let shared = [
        node("a", "b c", "1"),
        node("b", "d e", "4"),
        node("d", "c e", "2"),
        given("c", "", &[2.0, 4.0, 4.0]),
        given("e", "", &[1.0, 2.0, 3.0]),
    ];
    let hierarchy = build(&shared, "x y z");
    assert_close(&distributive(&hierarchy), &expected, 5e-7, "shared");
    let weights = hierarchy.weights(EIGENVECTOR);
    assert_eq!(weights.leaves, ["c", "e"]);
    // c: 1/2 + 1/2 · 4/5 · 2/3, e: the rest
    assert_close(&weights.weights, &[23.0 / 30.0, 7.0 / 30.0], 1e-12, "paths");
    assert_eq!(weights.branches.len(), 6);
}

#[test]
fn a_shared_criterion_hands_its_whole_weight_down() {
    // m stands below both; what is below it is drawn once and weighs the sum
    let nodes = [
        given("goal", "p q", &[3.0, 1.0]),
        given("p", "m r", &[1.0, 1.0]),
        given("q", "s m", &[1.0, 1.0]),
        given("m", "t u", &[1.0, 4.0]),
    ];
    let found = build(&nodes, "").weights(EIGENVECTOR);
    assert_eq!(found.leaves, ["t", "u", "r", "s"]);
    assert_close(&found.weights, &[0.1, 0.4, 0.375, 0.125], 1e-15, "sums");
    let below: Vec<&str> = found.branches.iter().map(|b| b.name.as_str()).collect();
    assert_eq!(below, ["p", "m", "t", "u", "r", "q", "s", "m"]);
}

#[test]
fn measured_data_count_by_their_shares() {
    // Haas and Meixner, "An illustrated guide to the AHP": fuel economy 34 27 24 28 gives
    // .3009 .2389 .2124 .2478
    let measured = |direction, values: &[f64]| HierarchyNode {
        name: "m".into(),
        values: Some(values.to_vec()),
        direction: Some(direction),
        ..HierarchyNode::default()
    };
    let only = |leaf: HierarchyNode, names: &str| {
        let hierarchy = build(&[given("goal", "m", &[1.0]), leaf], names);
        distributive(&hierarchy)
    };
    let economy = measured(Direction::Benefit, &[34.0, 27.0, 24.0, 28.0]);
    let expected = [0.3009, 0.2389, 0.2124, 0.2478];
    assert_close(
        &only(economy, "Civic Saturn Escort Clio"),
        &expected,
        5e-5,
        "economy",
    );
    // of a cost the reciprocals: 1/2 : 1/4 : 1/4
    let cost = measured(Direction::Cost, &[10.0, 20.0, 20.0]);
    assert_close(&only(cost, "a b c"), &[0.5, 0.25, 0.25], 1e-15, "cost");
    // nothing of a benefit is a share of 0
    let none = measured(Direction::Benefit, &[0.0, 1.0]);
    assert_close(&only(none, "a b"), &[0.0, 1.0], 0.0, "none");
}

fn rated(ratings: &str) -> HierarchyNode {
    HierarchyNode {
        name: "quality".into(),
        ratings: Some(words(ratings)),
        intensities: Some(Intensities {
            criteria: words("high medium low"),
            upper_triangle: Some(["2", "4", "2"].map(Into::into).to_vec()),
            ..Intensities::default()
        }),
        ..HierarchyNode::default()
    }
}

#[test]
fn ratings_count_by_the_best_grade_there_is() {
    // grades 4 : 2 : 1; nobody has the best one, and the ideal form still measures against it
    let goal = given("goal", "quality", &[1.0]);
    let hierarchy = build(&[goal.clone(), rated("medium low medium")], "a b c");
    let ideal = SynthesisOptions {
        synthesis: Synthesis::Ideal,
        ..SynthesisOptions::default()
    };
    let found = hierarchy.evaluate(&ideal).unwrap();
    assert_close(&found.scores, &[0.5, 0.25, 0.5], 1e-12, "ideal");
    assert_close(&found.priorities, &[0.4, 0.2, 0.4], 1e-12, "priorities");
    assert_close(
        &distributive(&hierarchy),
        &[0.4, 0.2, 0.4],
        1e-12,
        "distributive",
    );
    // another alternative changes nobody's score
    let more = build(&[goal, rated("medium low medium high")], "a b c d");
    let scores = more.evaluate(&ideal).unwrap().scores;
    assert_close(&scores, &[0.5, 0.25, 0.5, 1.0], 1e-12, "ideal");
    let consistency = more.consistency(&ConsistencyOptions::default()).unwrap();
    assert_eq!(consistency.nodes[0].compares, JudgedBelow::Intensities);
}

#[test]
fn the_multiplicative_form_is_the_weighted_product() {
    let nodes = [
        given("goal", "x y", &[0.75, 0.25]),
        given("x", "", &[1.0, 3.0]),
        given("y", "", &[4.0, 1.0]),
    ];
    let hierarchy = build(&nodes, "a b");
    let a = 0.25_f64.powf(0.75) * 0.8_f64.powf(0.25);
    let b = 0.75_f64.powf(0.75) * 0.2_f64.powf(0.25);
    let found = priorities(&hierarchy, Synthesis::Multiplicative);
    assert_close(&found, &[a / (a + b), b / (a + b)], 1e-14, "product");
    // a share of 0 is a score of 0; a weight of 0 says nothing
    let nodes = [
        given("goal", "x y", &[1.0, 0.0]),
        given("x", "", &[1.0, 3.0]),
        given("y", "", &[0.0, 1.0]),
    ];
    let found = priorities(&build(&nodes, "a b"), Synthesis::Multiplicative);
    assert_close(&found, &[0.25, 0.75], 1e-15, "weight 0");
}

#[test]
fn another_method_changes_the_weights_and_says_by_how_much() {
    let hierarchy = car();
    let own = hierarchy.weights(EIGENVECTOR);
    let column = hierarchy.weights(PriorityMethod::ColumnMean);
    let gaps = own
        .weights
        .iter()
        .zip(&column.weights)
        .map(|(a, b)| (a - b).abs());
    let largest = gaps.fold(0.0, f64::max);
    let other = own
        .provenance
        .others
        .iter()
        .find(|o| o.method == "columnMean")
        .unwrap();
    assert!(largest > 0.0 && (other.largest_difference - largest).abs() < 1e-15);
    assert_eq!(own.provenance.input_hash, column.provenance.input_hash);
    assert_ne!(own.provenance.input_hash, leader().fingerprint());
    let squares = hierarchy.weights(PriorityMethod::LeastSquares);
    assert_eq!(squares.provenance.method, "leastSquares");
    assert!((squares.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn one_alternative_and_one_criterion_are_enough() {
    let goal = HierarchyNode {
        name: "goal".into(),
        criteria: words("only"),
        ..HierarchyNode::default()
    };
    let only = given("only", "", &[7.0]);
    let found = build(&[goal, only], "a")
        .evaluate(&SynthesisOptions::default())
        .unwrap();
    assert_eq!((found.priorities, found.ranks), (vec![1.0], vec![1]));
}

#[test]
fn nodes_are_read_as_they_are_written_in_json() {
    let json = r#"[
        {"name": "Car", "criteria": ["Cost", "Safety"], "upperTriangle": ["1/3"]},
        {"name": "Cost", "values": [10, 20], "direction": "cost"},
        {"name": "Safety", "pairs": [{"a": "x", "b": "y", "value": "1/4"}]}
    ]"#;
    let nodes: Vec<HierarchyNode> = serde_json::from_str(json).unwrap();
    let found = distributive(&build(&nodes, "x y"));
    let first = 0.25 * 2.0 / 3.0 + 0.75 * 0.2;
    assert_close(&found, &[first, 1.0 - first], 1e-14, "json");
}

/// Weights of 2 to 4 things.
fn weights() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.01..1.0_f64, 2..=4)
}

proptest! {
    #[test]
    fn leaves_sum_to_one_and_a_product_of_weights_is_what_they_are(
        outer in weights(),
        inner in prop::collection::vec(weights(), 4),
    ) {
        let name = |i: usize, j: usize| format!("leaf-{i}-{j}");
        let mut nodes = vec![given("goal", "", &outer)];
        nodes[0].criteria = (0..outer.len()).map(|i| format!("node-{i}")).collect();
        let mut expected = Vec::new();
        let total: f64 = outer.iter().sum();
        for (i, (share, weights)) in outer.iter().zip(&inner).enumerate() {
            let mut node = given(&format!("node-{i}"), "", weights);
            node.criteria = (0..weights.len()).map(|j| name(i, j)).collect();
            nodes.push(node);
            let sum: f64 = weights.iter().sum();
            expected.extend(weights.iter().map(|weight| share / total * weight / sum));
        }
        let found = build(&nodes, "").weights(EIGENVECTOR);
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for (weight, product) in found.weights.iter().zip(&expected) {
            prop_assert!((weight - product).abs() < 1e-14);
        }
    }

    #[test]
    fn an_alternative_best_everywhere_is_first_by_every_form(
        outer in prop::collection::vec(0.01..1.0_f64, 3),
        local in prop::collection::vec(prop::collection::vec(0.01..1.0_f64, 3), 3),
    ) {
        let mut nodes = vec![given("goal", "x y z", &outer)];
        for (name, shares) in ["x", "y", "z"].iter().zip(&local) {
            let best: f64 = shares.iter().sum();
            let mut shares = shares.clone();
            shares.push(best);
            nodes.push(given(name, "", &shares));
        }
        let hierarchy = build(&nodes, "a b c best");
        for synthesis in Synthesis::ALL {
            let options = SynthesisOptions { synthesis, ..SynthesisOptions::default() };
            let found = hierarchy.evaluate(&options).unwrap();
            prop_assert_eq!(found.ranks[3], 1);
            prop_assert!((found.priorities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            if synthesis == Synthesis::Ideal {
                prop_assert!((found.scores[3] - 1.0).abs() < 1e-12);
            }
        }
    }
}
