//! Groups of experts: one set of weights, consensus, camps, who disagrees where, and their files.

use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::clusters::ClusterOptions;
use clientele::weighting::ahp::clusters::OpinionDistance;
use clientele::weighting::ahp::clusters::opinion_clusters;
use clientele::weighting::ahp::concordance::kendall_w;
use clientele::weighting::ahp::consensus::ConsensusBand;
use clientele::weighting::ahp::consensus::ConsensusOptions;
use clientele::weighting::ahp::consensus::consensus;
use clientele::weighting::ahp::disagreement::DisagreementOptions;
use clientele::weighting::ahp::disagreement::disagreement;
use clientele::weighting::ahp::group::GroupMethod;
use clientele::weighting::ahp::group::GroupOptions;
use clientele::weighting::ahp::group::aggregate;
use clientele::weighting::ahp::judgement_file::JudgementFile;
use clientele::weighting::ahp::judgement_merge::MergeOptions;
use clientele::weighting::ahp::judgement_merge::merge_judgement_files;
use proptest::prelude::*;

/// Written by `scripts/references/group_and_certainty.py`.
pub(crate) fn golden(part: &str) -> Vec<serde_json::Value> {
    let text = include_str!("../golden/group_and_certainty.json");
    let whole: serde_json::Value = serde_json::from_str(text).unwrap();
    whole[part].as_array().unwrap().clone()
}

pub(crate) fn numbers(value: &serde_json::Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).unwrap()
}

pub(crate) fn rows(value: &serde_json::Value) -> Vec<Vec<f64>> {
    serde_json::from_value(value.clone()).unwrap()
}

#[track_caller]
pub(crate) fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!((x - y).abs() <= tolerance, "{found:?} is not {expected:?}");
    }
}

pub(crate) fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn judged(judgements: &[&str], criteria: &[&str]) -> PairwiseMatrix {
    PairwiseMatrix::try_from_upper_triangle(judgements, Some(names(criteria))).unwrap()
}

fn options(method: GroupMethod, priorities: PriorityMethod) -> GroupOptions {
    GroupOptions {
        method,
        priorities,
        ..GroupOptions::default()
    }
}

/// The holiday of a family: `vacation.ahp` of the R package ahp (Glur), a group of three by the
/// weighted arithmetic mean of priorities. Figures by numpy.
const FAMILY: [[&str; 3]; 3] = [["4", "9", "4"], ["1/4", "1/9", "1/5"], ["1/9", "1", "9"]];
const SHARES: [f64; 3] = [0.4, 0.4, 0.2];

fn family() -> Vec<PairwiseMatrix> {
    let criteria = ["Costs", "Fun", "Spa"];
    FAMILY.iter().map(|own| judged(own, &criteria)).collect()
}

fn family_options(method: GroupMethod) -> GroupOptions {
    GroupOptions {
        method,
        weights: Some(SHARES.to_vec()),
        experts: Some(names(&["Dad", "Mom", "Kid"])),
        ..GroupOptions::default()
    }
}

#[test]
fn the_holiday_of_a_family_has_the_weights_of_the_r_package_ahp() {
    let group = aggregate(&family(), &family_options(GroupMethod::AipArithmetic)).unwrap();
    let own: Vec<&[f64]> = group.experts.iter().map(|e| e.weights.as_slice()).collect();
    close(own[0], &[0.717065, 0.217166, 0.065769], 5e-7);
    close(own[1], &[0.063252, 0.193882, 0.742867], 5e-7);
    close(own[2], &[0.090909, 0.818182, 0.090909], 5e-7);
    close(&group.weights, &[0.330309, 0.328055, 0.341636], 5e-7);
    assert!((group.consensus.value.unwrap() - 0.163126).abs() < 5e-7);
    assert_eq!(group.consensus.band, Some(ConsensusBand::VeryLowConsensus));
    // Beach against mountains at each criterion; the child scores the fun 5 : 0, which is no ratio.
    let beach = |judgements: [&str; 3]| {
        let own = judgements.map(|value| {
            let matrix = judged(&[value], &["Beach", "Mountains"]);
            matrix.priorities(PriorityMethod::Eigenvector).weights[0]
        });
        own.iter().zip(SHARES).map(|(w, s)| w * s).sum::<f64>()
    };
    let fun = beach(["1/6", "2", "1"]) + SHARES[2] * (1.0 - 0.5);
    let parts = [beach(["1/2", "1/2", "1"]), fun, beach(["2", "6", "1/2"])];
    let total: f64 = parts.iter().zip(&group.weights).map(|(p, w)| p * w).sum();
    assert!((total - 0.523963).abs() < 5e-7, "{total}");
}

#[test]
fn the_geometric_mean_of_judgements_matches_the_independent_computation() {
    // Two made-up 3 × 3 matrices; figures by numpy.
    let criteria = ["a", "b", "c"];
    let group = aggregate(
        &[
            judged(&["3", "5", "3"], &criteria),
            judged(&["5", "3", "1/2"], &criteria),
        ],
        &GroupOptions::default(),
    )
    .unwrap();
    close(&group.weights, &[0.658945, 0.182034, 0.159021], 5e-7);
    assert!((group.matrix[0][1] - 15.0_f64.sqrt()).abs() < 1e-14);
    let together = PairwiseMatrix::try_from_rows(&group.matrix, None).unwrap();
    let lambda = together.priorities(PriorityMethod::Eigenvector).lambda_max;
    assert!((lambda - 3.004568).abs() < 5e-7);
    // ln 3 and ln 5 lie ln(5/3)/√2 around their mean
    let deviation = ((5.0_f64 / 3.0).ln() / 2.0_f64.sqrt()).exp();
    let cells = group.geometric_deviation.unwrap();
    assert!((cells[0][1] - deviation).abs() < 1e-14);
    assert_eq!((cells[1][0], cells[0][0]), (cells[0][1], 1.0));
    assert_eq!(group.provenance.method, "aij");
    let others: Vec<&str> = group
        .provenance
        .others
        .iter()
        .map(|o| o.method.as_str())
        .collect();
    assert_eq!(others, ["aipGeometric", "aipArithmetic"]);
}

#[test]
fn criteria_are_put_in_order_by_their_names() {
    let ann = judged(&["2", "6", "3"], &["Price", "Service", "Speed"]);
    let bob = judged(&["1/6", "1/3", "2"], &["Speed", "Price", "Service"]);
    let group = aggregate(&[ann.clone(), bob], &GroupOptions::default()).unwrap();
    assert_eq!(group.criteria, ["Price", "Service", "Speed"]);
    close(&group.weights, &[0.6, 0.3, 0.1], 1e-12);
    assert!((group.consensus.value.unwrap() - 1.0).abs() < 1e-12);
    for (criteria, code) in [
        (["Price", "Service", "Colour"], "InvalidValue"),
        (["Price", "Service", "Price2"], "InvalidValue"),
    ] {
        let stranger = judged(&["2", "6", "3"], &criteria);
        let error = aggregate(&[ann.clone(), stranger], &GroupOptions::default()).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            (code, Some("matrices[2].criteria"))
        );
    }
    let fewer = judged(&["2"], &["Price", "Service"]);
    let error = aggregate(&[ann.clone(), fewer], &GroupOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("Missing", Some("matrices[2].criteria"))
    );
}

#[test]
fn bad_weights_of_experts_are_named() {
    let pair = [judged(&["2"], &["a", "b"]), judged(&["3"], &["a", "b"])];
    for (weights, code, path) in [
        (vec![1.0], "LengthMismatch", "options.weights"),
        (vec![1.0, f64::NAN], "NotFinite", "options.weights[1]"),
        (vec![1.0, -1.0], "OutOfRange", "options.weights[1]"),
        (vec![0.0, 0.0], "OutOfRange", "options.weights"),
    ] {
        let given = GroupOptions {
            weights: Some(weights),
            ..GroupOptions::default()
        };
        let error = aggregate(&pair, &given).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)));
    }
    let twice = GroupOptions {
        experts: Some(names(&["Ann", "Ann"])),
        ..GroupOptions::default()
    };
    let error = aggregate(&pair, &twice).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("options.experts[1]"))
    );
    let error = aggregate(&[], &GroupOptions::default()).unwrap_err();
    assert_eq!(error.code(), "EmptyInput");
}

#[test]
fn one_expert_has_no_spread_and_no_consensus() {
    let group = aggregate(&family()[..1], &GroupOptions::default()).unwrap();
    assert_eq!(group.geometric_deviation, None);
    assert_eq!(group.warnings[0].code, "one_expert");
    assert_eq!((group.consensus.value, group.consensus.band), (None, None));
    assert_eq!(group.consensus.warnings[0].code, "one_expert");
}

/// Experts who each put another criterion 9 times above all others, in turn.
fn opposed(experts: usize, criteria: usize) -> Vec<Vec<f64>> {
    let own = |k: usize| (0..criteria).map(move |j| if j == k % criteria { 9.0 } else { 1.0 });
    (0..experts)
        .map(|k| shares(&own(k).collect::<Vec<_>>()))
        .collect()
}

#[test]
fn consensus_matches_the_independent_computation() {
    for case in golden("consensus") {
        let found = consensus(&rows(&case["weights"]), &ConsensusOptions::default()).unwrap();
        let expected = case["unclipped"].as_f64().unwrap();
        assert!(
            (found.unclipped.unwrap() - expected).abs() < 1e-12,
            "{case}"
        );
        assert!((found.value.unwrap() - expected.clamp(0.0, 1.0)).abs() < 1e-12);
    }
}

#[test]
fn consensus_is_0_for_opposed_and_1_for_equal_experts() {
    // Two and three people on five criteria are the cases where the later floor of AHP-OS gives
    // 0.429 and 0.203.
    for (experts, criteria) in [(2, 5), (3, 5), (2, 2), (3, 3), (6, 3), (4, 7), (2, 15)] {
        let options = ConsensusOptions::default();
        let found = consensus(&opposed(experts, criteria), &options).unwrap();
        assert!(
            found.value.unwrap().abs() < 1e-12,
            "{experts} on {criteria}: {found:?}"
        );
        assert!(found.warnings.is_empty());
        let same = vec![opposed(1, criteria).remove(0); experts];
        let found = consensus(&same, &options).unwrap();
        assert!((found.value.unwrap() - 1.0).abs() < 1e-12);
    }
    // Four people on three criteria: two of them must share an opinion.
    let found = consensus(&opposed(4, 3), &ConsensusOptions::default()).unwrap();
    assert!((found.value.unwrap() - 0.0496).abs() < 5e-5);
}

#[test]
fn more_than_opposed_is_clipped_and_said() {
    let extreme = [
        vec![1.0, 0.0, 0.0],
        vec![0.0, 1.0, 0.0],
        vec![0.0, 0.0, 1.0],
    ];
    let found = consensus(&extreme, &ConsensusOptions::default()).unwrap();
    assert_eq!(found.value, Some(0.0));
    // D = 3 and the floor by M = 9 is 0.607474: (1/3 − 0.607474)/(1 − 0.607474)
    assert!((found.unclipped.unwrap() + 0.698395).abs() < 1e-5);
    assert_eq!(found.warnings[0].code, "consensus_clipped");
    let one = consensus(&[vec![1.0], vec![1.0]], &ConsensusOptions::default()).unwrap();
    assert_eq!(
        (one.value, one.warnings[0].code.as_str()),
        (None, "one_criterion")
    );
}

#[test]
fn bad_input_of_consensus_is_named() {
    for (weights, code, path) in [
        (vec![], "EmptyInput", "weights"),
        (vec![vec![]], "EmptyInput", "weights"),
        (
            vec![vec![1.0, 1.0], vec![1.0]],
            "LengthMismatch",
            "weights[1]",
        ),
        (
            vec![vec![0.5, 0.5], vec![1.0, f64::NAN]],
            "NotFinite",
            "weights[1][1]",
        ),
        (vec![vec![1.0, -1.0]], "OutOfRange", "weights[0][1]"),
        (vec![vec![0.0, 0.0]], "OutOfRange", "weights[0]"),
        // Scores are no weights: which of them an expert gives how much of must be known.
        (
            vec![vec![0.5, 0.5], vec![50.0, 90.0]],
            "OutOfRange",
            "weights[1]",
        ),
    ] {
        let error = consensus(&weights, &ConsensusOptions::default()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)));
    }
    for (scale_maximum, code) in [(1.0, "OutOfRange"), (f64::INFINITY, "NotFinite")] {
        let options = ConsensusOptions { scale_maximum };
        let error = consensus(&[vec![1.0, 2.0]], &options).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            (code, Some("options.scaleMaximum"))
        );
    }
}

#[test]
fn the_words_of_consensus_stand_in_one_table() {
    let at = |value: f64| ConsensusBand::of(value);
    assert_eq!(at(0.0), ConsensusBand::VeryLowConsensus);
    assert_eq!(at(0.499), ConsensusBand::VeryLowConsensus);
    for (limit, band) in ConsensusBand::LIMITS.iter().zip(&ConsensusBand::ALL[1..]) {
        assert_eq!(at(*limit), *band);
    }
    assert_eq!(at(1.0), ConsensusBand::VeryHighConsensus);
    let codes = clientele::labels::group("consensus").unwrap();
    let codes: Vec<Plain> = codes.iter().map(|label| label.code.to_plain()).collect();
    assert_eq!(codes, ConsensusBand::ALL.map(|band| band.to_plain()));
}

#[test]
fn kendalls_w_matches_the_known_examples() {
    // Made up; W = Friedman's statistic / (m (n − 1)) = 7 / 9.
    let ranks = [
        [1.0, 2.0, 3.0, 4.0],
        [1.0, 3.0, 2.0, 4.0],
        [2.0, 1.0, 3.0, 4.0],
    ];
    let found = kendall_w(&ranks.map(|row| row.to_vec())).unwrap();
    assert!((found.w.unwrap() - 0.777778).abs() < 5e-7);
    assert!(!found.ties && found.degrees_of_freedom == 3);
    for case in golden("concordance") {
        let found = kendall_w(&rows(&case["ratings"])).unwrap();
        for (value, key) in [
            (found.w, "w"),
            (found.chi_squared, "chiSquared"),
            (found.p_value, "pValue"),
        ] {
            let expected = case[key].as_f64().unwrap();
            assert!(
                (value.unwrap() / expected - 1.0).abs() < 1e-10,
                "{key} {case}"
            );
        }
    }
}

#[test]
fn kendalls_w_has_reasons_where_it_has_no_value() {
    for (ratings, code) in [
        (vec![vec![1.0, 2.0]], "one_expert"),
        (vec![vec![1.0], vec![2.0]], "one_criterion"),
        (vec![vec![1.0, 1.0], vec![4.0, 4.0]], "all_tied"),
    ] {
        let found = kendall_w(&ratings).unwrap();
        assert_eq!((found.w, found.p_value), (None, None));
        assert_eq!(found.warnings[0].code, code);
    }
    for (ratings, code, path) in [
        (vec![], "EmptyInput", "ratings"),
        (
            vec![vec![1.0, 2.0], vec![1.0]],
            "LengthMismatch",
            "ratings[1]",
        ),
        (vec![vec![1.0, f64::NAN]], "NotFinite", "ratings[0][1]"),
    ] {
        let error = kendall_w(&ratings).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)));
    }
}

#[test]
fn camps_hold_those_who_agree() {
    let weights = [
        vec![0.7, 0.2, 0.1],
        vec![0.1, 0.2, 0.7],
        vec![0.65, 0.25, 0.1],
        vec![0.15, 0.15, 0.7],
        vec![0.68, 0.2, 0.12],
    ];
    for distance in [OpinionDistance::Consensus, OpinionDistance::Aitchison] {
        let options = ClusterOptions {
            distance,
            experts: Some(names(&["A", "B", "C", "D", "E"])),
            ..ClusterOptions::default()
        };
        let found = opinion_clusters(&weights, &options).unwrap();
        let camps: Vec<String> = found.clusters.iter().map(|c| c.experts.join("")).collect();
        assert_eq!(camps, ["ACE", "BD"]);
        assert!(
            found
                .clusters
                .iter()
                .all(|camp| camp.consensus.unwrap() > 0.9)
        );
        assert_eq!(found.mergers.len(), 4);
        let steps: Vec<f64> = found.mergers.iter().map(|merger| merger.distance).collect();
        assert!(steps.windows(2).all(|pair| pair[0] <= pair[1]), "{steps:?}");
    }
}

#[test]
fn camps_have_their_limits() {
    let zero = [vec![0.5, 0.5], vec![1.0, 0.0]];
    assert_eq!(
        opinion_clusters(&zero, &ClusterOptions::default())
            .unwrap()
            .clusters
            .len(),
        2
    );
    let aitchison = ClusterOptions {
        distance: OpinionDistance::Aitchison,
        ..ClusterOptions::default()
    };
    let error = opinion_clusters(&zero, &aitchison).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("weights[1][1]"))
    );
    for (threshold, code) in [(-0.1, "OutOfRange"), (f64::NAN, "NotFinite")] {
        let options = ClusterOptions {
            threshold: Some(threshold),
            ..ClusterOptions::default()
        };
        let error = opinion_clusters(&zero, &options).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            (code, Some("options.threshold"))
        );
    }
    let one = opinion_clusters(&zero[..1], &ClusterOptions::default()).unwrap();
    assert_eq!(
        (one.clusters.len(), one.warnings[0].code.as_str()),
        (1, "one_expert")
    );
    // ln(0.8/0.2) − ln(0.5/0.5), the only ratio there is
    let two = opinion_clusters(&[vec![0.8, 0.2], vec![0.5, 0.5]], &aitchison).unwrap();
    assert!((two.distances[0][1] - 4.0_f64.ln()).abs() < 1e-14);
}

#[test]
fn a_judgement_is_shown_as_it_was_given() {
    // exp(ln 3) is 2.9999999999999996.
    let three = judged(&["3"], &["a", "b"]);
    let five = judged(&["5"], &["a", "b"]);
    let found = disagreement(
        &[three.clone(), three.clone()],
        &DisagreementOptions::default(),
    )
    .unwrap();
    let pair = &found.pairs[0];
    assert_eq!([pair.group, pair.lowest, pair.highest], [3.0; 3]);
    assert_eq!(
        (found.judgements[0].value, found.judgements[0].group),
        (3.0, 3.0)
    );
    let found = disagreement(&[three, five], &DisagreementOptions::default()).unwrap();
    let pair = &found.pairs[0];
    assert_eq!([pair.lowest, pair.highest], [3.0, 5.0]);
    assert!((pair.group - 15.0_f64.sqrt()).abs() < 1e-14);
}

#[test]
fn who_disagrees_where_is_ranked() {
    let given = DisagreementOptions {
        experts: Some(names(&["Dad", "Mom", "Kid"])),
        ..DisagreementOptions::default()
    };
    let found = disagreement(&family(), &given).unwrap();
    // Costs against spa: 9, 1/9 and 1, whose geometric mean is 1 and whose deviations are ± ln 9.
    let widest = &found.pairs[0];
    assert_eq!((widest.a.as_str(), widest.b.as_str()), ("Costs", "Spa"));
    assert!((widest.group - 1.0).abs() < 1e-12 && widest.opposed);
    assert!((widest.geometric_deviation.unwrap() - 9.0).abs() < 1e-12);
    assert_eq!(
        (
            widest.highest_expert.as_str(),
            widest.lowest_expert.as_str()
        ),
        ("Dad", "Mom")
    );
    assert_eq!(found.pairs.len(), 3);
    assert_eq!(found.judgements.len(), 9);
    let sizes: Vec<f64> = found
        .judgements
        .iter()
        .map(|j| j.log_deviation.abs())
        .collect();
    assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]));
    assert!(
        found
            .experts
            .windows(2)
            .all(|pair| pair[0].distance >= pair[1].distance)
    );
}

fn file(expert: &str, judgements: &[&str], criteria: &[&str]) -> JudgementFile {
    JudgementFile::try_new(expert, "Loyalty", &judged(judgements, criteria)).unwrap()
}

#[test]
fn files_in_any_order_merge_into_the_same_group() {
    let criteria = ["Price", "Service", "Speed"];
    let ann = file("Ann", &["2", "6", "3"], &criteria);
    let bob = file("Bob", &["4", "1/2", "1/3"], &["Speed", "Service", "Price"]);
    let options = MergeOptions {
        weights: Some(vec![2.0, 1.0]),
        ..MergeOptions::default()
    };
    let merged = merge_judgement_files(&[ann.clone(), bob.clone()], &options).unwrap();
    let group = aggregate(
        &[ann.matrix().unwrap(), bob.matrix().unwrap()],
        &GroupOptions {
            weights: options.weights,
            experts: Some(names(&["Ann", "Bob"])),
            ..GroupOptions::default()
        },
    )
    .unwrap();
    assert_eq!(merged.group, group);
    assert_eq!(merged.hashes, [ann.hash.clone(), bob.hash.clone()]);
    assert_eq!(
        (merged.goal.as_str(), merged.clusters.clusters.len()),
        ("Loyalty", 1)
    );
    // Through JSON and back nothing is lost.
    let text = serde_json::to_string(&ann).unwrap();
    assert_eq!(serde_json::from_str::<JudgementFile>(&text).unwrap(), ann);
    assert_eq!(from_plain::<JudgementFile>(ann.to_plain()).unwrap(), ann);
    assert!(
        text.contains(r#"{"a":"Price","b":"Speed","value":6.0}"#),
        "{text}"
    );
}

type Change<'a> = &'a dyn Fn(&mut JudgementFile);

#[test]
fn a_file_that_was_changed_is_told_with_its_place() {
    let criteria = ["Price", "Service"];
    let files = |change: &dyn Fn(&mut JudgementFile)| {
        let mut bob = file("Bob", &["1/3"], &criteria);
        change(&mut bob);
        let all = [file("Ann", &["2"], &criteria), bob];
        merge_judgement_files(&all, &MergeOptions::default()).unwrap_err()
    };
    let contradict: Change = &|file| {
        let mut turned = file.judgements[0].clone();
        std::mem::swap(&mut turned.a, &mut turned.b);
        file.judgements.push(turned);
    };
    let cases: [(Change, &str, &str); 12] = [
        (
            &|file| file.hash = "0".into(),
            "InvalidValue",
            "files[Bob].hash",
        ),
        (
            &|file| file.judgements[0].value = 4.into(),
            "InvalidValue",
            "files[Bob].hash",
        ),
        (
            &|file| file.criteria.reverse(),
            "InvalidValue",
            "files[Bob].hash",
        ),
        (
            &|file| file.goal = "Profit".into(),
            "InvalidValue",
            "files[Bob].goal",
        ),
        (
            &|file| file.expert = "Ann".into(),
            "InvalidValue",
            "files[1].expert",
        ),
        (
            &|file| file.expert = " ".into(),
            "InvalidValue",
            "files[1].expert",
        ),
        (
            &|file| file.format = "other".into(),
            "InvalidValue",
            "files[Bob].format",
        ),
        (
            &|file| file.version = 2,
            "UnsupportedVersion",
            "files[Bob].version",
        ),
        (
            contradict,
            "NotReciprocal",
            "files[Bob].judgements[Price][Service]",
        ),
        (
            &|file| file.judgements.clear(),
            "MissingJudgement",
            "files[Bob].judgements[Price][Service]",
        ),
        (
            &|file| file.judgements[0].b = "Colour".into(),
            "InvalidValue",
            "files[Bob].judgements[0].b",
        ),
        (
            &|file| file.judgements[0].value = Judgement::from("0"),
            "NotPositive",
            "files[Bob].judgements[Service][Price]",
        ),
    ];
    for (change, code, path) in cases {
        let error = files(change);
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
    let other = file("Bob", &["1/3"], &["Price", "Colour"]);
    let all = [file("Ann", &["2"], &criteria), other];
    let error = merge_judgement_files(&all, &MergeOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("files[Bob].criteria"))
    );
}

#[test]
fn a_newer_file_is_told_before_its_new_fields() {
    let Plain::Map(mut entries) = file("Ann", &["2"], &["a", "b"]).to_plain() else {
        panic!("an object")
    };
    entries.push(("novelty".into(), Plain::Null));
    let read = from_plain::<JudgementFile>(Plain::Map(entries.clone())).unwrap_err();
    assert_eq!(read.code(), "UnknownKey");
    for entry in &mut entries {
        if entry.0 == "version" {
            entry.1 = Plain::Number(2.0);
        }
    }
    let read = from_plain::<JudgementFile>(Plain::Map(entries)).unwrap_err();
    assert_eq!(
        (read.code(), read.path()),
        ("UnsupportedVersion", Some("version"))
    );
}

fn group_of(judgements: &[f64], experts: usize) -> Vec<PairwiseMatrix> {
    let size = judgements.len() / experts;
    let matrices = judgements.chunks_exact(size);
    matrices
        .map(|upper| PairwiseMatrix::try_from_upper_triangle(upper, None).unwrap())
        .collect()
}

fn shares(numbers: &[f64]) -> Vec<f64> {
    let sum: f64 = numbers.iter().sum();
    numbers.iter().map(|number| number / sum).collect()
}

proptest! {
    #[test]
    fn both_ways_are_one_under_the_geometric_mean(
        logarithms in prop::collection::vec(-2.2..2.2_f64, 30..=30),
        shares in prop::collection::vec(0.1..1.0_f64, 3..=3),
    ) {
        // Barzilai & Golany (1994)
        let judgements: Vec<f64> = logarithms.iter().map(|x| x.exp()).collect();
        let group = group_of(&judgements, 3);
        let by = |method| {
            let options = GroupOptions {
                weights: Some(shares.clone()),
                ..options(method, PriorityMethod::GeometricMean)
            };
            aggregate(&group, &options).unwrap()
        };
        let (aij, aip) = (by(GroupMethod::Aij), by(GroupMethod::AipGeometric));
        for (x, y) in aij.weights.iter().zip(&aip.weights) {
            prop_assert!((x - y).abs() < 1e-13);
        }
        // The matrix of the group is reciprocal, and every row of weights sums to 1.
        for (i, row) in aij.matrix.iter().enumerate() {
            for (j, value) in row.iter().enumerate() {
                prop_assert!((value * aij.matrix[j][i] - 1.0).abs() < 1e-14);
            }
        }
        let mean = by(GroupMethod::AipArithmetic);
        prop_assert!((mean.weights.iter().sum::<f64>() - 1.0).abs() < 1e-13);
    }

    #[test]
    fn a_group_of_one_mind_has_its_weights(
        logarithms in prop::collection::vec(-2.2..2.2_f64, 6..=6), experts in 2..5_usize,
    ) {
        let judgements: Vec<f64> = logarithms.iter().map(|x| x.exp()).collect();
        let one = PairwiseMatrix::try_from_upper_triangle(&judgements, None).unwrap();
        let own = one.priorities(PriorityMethod::Eigenvector).weights;
        for method in GroupMethod::ALL {
            let options = options(method, PriorityMethod::Eigenvector);
            let group = aggregate(&vec![one.clone(); experts], &options).unwrap();
            for (x, y) in group.weights.iter().zip(&own) {
                prop_assert!((x - y).abs() < 1e-13);
            }
            prop_assert!((group.consensus.value.unwrap() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn consensus_does_not_depend_on_the_order_of_experts_or_criteria(
        weights in prop::collection::vec(0.01..1.0_f64, 20..=20),
    ) {
        let rows: Vec<Vec<f64>> = weights.chunks_exact(5).map(shares).collect();
        // 1.004 is 1 but for rounding.
        let turned: Vec<Vec<f64>> = rows.iter().rev().map(|row| {
            row.iter().rev().map(|weight| 1.004 * weight).collect()
        }).collect();
        let value = |rows: &[Vec<f64>]| consensus(rows, &ConsensusOptions::default()).unwrap();
        let (one, other) = (value(&rows), value(&turned));
        prop_assert!((one.unclipped.unwrap() - other.unclipped.unwrap()).abs() < 1e-12);
        prop_assert!((0.0..=1.0).contains(&one.value.unwrap()));
        prop_assert!(one.homogeneity <= 1.0 + 1e-12 && one.homogeneity >= 0.25 - 1e-12);
    }

    #[test]
    fn any_two_of_a_camp_are_within_the_threshold(
        weights in prop::collection::vec(0.01..1.0_f64, 24..=24), threshold in 0.0..1.0_f64,
    ) {
        let rows: Vec<Vec<f64>> = weights.chunks_exact(3).map(shares).collect();
        let options = ClusterOptions { threshold: Some(threshold), ..ClusterOptions::default() };
        let found = opinion_clusters(&rows, &options).unwrap();
        let mut seen: Vec<usize> = Vec::new();
        for camp in &found.clusters {
            let members: Vec<usize> = camp.experts.iter().map(|e| e.parse::<usize>().unwrap() - 1).collect();
            for i in &members {
                for j in &members {
                    prop_assert!(found.distances[*i][*j] <= threshold);
                }
            }
            seen.extend(members);
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn kendalls_w_is_a_share_and_1_for_the_same_order(
        ratings in prop::collection::vec(-5..5_i32, 20..=20), scale in 0.1..9.0_f64,
    ) {
        let rows: Vec<Vec<f64>> = ratings
            .chunks_exact(5)
            .map(|row| row.iter().map(|value| f64::from(*value)).collect())
            .collect();
        if let Some(w) = kendall_w(&rows).unwrap().w {
            prop_assert!((-1e-12..=1.0 + 1e-12).contains(&w));
        }
        let same = [rows[0].clone(), rows[0].iter().map(|value| scale * value + 1.0).collect()];
        if let Some(w) = kendall_w(&same).unwrap().w {
            prop_assert!((w - 1.0).abs() < 1e-12);
        }
    }
}
