//! Every code that the core gives out has its words.

use clientele::btyd::ModelKind;
use clientele::btyd::fit::Verdict;
use clientele::btyd::holdout::FindingCode;
use clientele::btyd::holdout::Severity;
use clientele::data::records::RecordKind;
use clientele::data::thresholds::Thresholds;
use clientele::index::fuzzy_evaluation::GRADE_TIED;
use clientele::index::fuzzy_evaluation::MEMBERSHIPS_SCALED;
use clientele::index::fuzzy_evaluation::MaximumVerdict;
use clientele::index::ranking::NO_CLEAR_BEST;
use clientele::index::ranking::NO_DIFFERENCE;
use clientele::index::ranking::RankMethodName;
use clientele::labels::group;
use clientele::labels::label;
use clientele::score::Customer;
use clientele::segment::CLASSIFIERS;
use clientele::segment::Tier;
use clientele::segment::ValueCell;
use clientele::weighting::advice::NOT_NUMERIC;
use clientele::weighting::advice::OBJECTIVE_DRIFTS;
use clientele::weighting::ahp::SEARCH_CUT_SHORT;
use clientele::weighting::combine::DEPENDENT_WEIGHTS;
use clientele::weighting::combine::NEGATIVE_COEFFICIENT;
use clientele::weighting::critic::NO_CONFLICT;
use clientele::weighting::data_weights::CONSTANT_COLUMN;
use clientele::weighting::data_weights::FEW_ROWS;
use clientele::weighting::data_weights::NOTHING_VARIES;
use clientele::weighting::independence::UNCORRELATED_COLUMN;
use clientele::weighting::pca::COEFFICIENT_NOT_POSITIVE;
use clientele::weighting::pca::COMPONENTS_NOT_UNIQUE;

fn codes(name: &str) -> Vec<&'static str> {
    group(name)
        .unwrap()
        .iter()
        .map(|label| label.code)
        .collect()
}

#[test]
fn tiers_and_cells_have_labels_in_their_order() {
    assert_eq!(codes("tier"), Tier::ALL.map(Tier::code));
    assert_eq!(codes("cell"), ValueCell::ALL.map(ValueCell::code));
}

#[test]
fn models_have_labels() {
    let kinds = [
        ModelKind::BgNbd,
        ModelKind::MbgNbd,
        ModelKind::ParetoNbd,
        ModelKind::BgCnbdK,
        ModelKind::MbgCnbdK,
        ModelKind::BgBb,
        ModelKind::ShiftedBetaGeometric,
    ];
    assert_eq!(codes("model"), kinds.map(ModelKind::code));
}

#[test]
fn rankings_and_grades_have_labels() {
    assert_eq!(
        codes("ranking"),
        RankMethodName::ALL.map(RankMethodName::code)
    );
    let verdicts = [
        MaximumVerdict::MaximumComplete,
        MaximumVerdict::MaximumClear,
        MaximumVerdict::MaximumFair,
        MaximumVerdict::MaximumWeak,
        MaximumVerdict::MaximumVoid,
    ];
    let written = verdicts.map(|verdict| serde_json::to_value(verdict).unwrap());
    assert_eq!(codes("maximum"), written);
    let cautions = codes("caution");
    for code in [
        GRADE_TIED,
        MEMBERSHIPS_SCALED,
        NO_CLEAR_BEST,
        NO_DIFFERENCE,
        SEARCH_CUT_SHORT,
        "weights_scaled",
    ] {
        assert!(cautions.contains(&code), "{code}");
    }
}

#[test]
fn verdicts_have_labels() {
    let verdicts = [
        Verdict::Converged,
        Verdict::WeakPrior,
        Verdict::Flat,
        Verdict::AtBound,
        Verdict::NotConverged,
    ];
    let written = verdicts.map(|verdict| serde_json::to_value(verdict).unwrap());
    assert_eq!(codes("verdict"), written);
}

#[test]
fn findings_have_labels() {
    let findings: Vec<_> = FindingCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes("finding"), findings);
    let written = FindingCode::ALL
        .iter()
        .map(|code| serde_json::to_value(code).unwrap());
    assert_eq!(codes("finding"), written.collect::<Vec<_>>());
    let severities = [Severity::Caution, Severity::Unsuited];
    let written = severities.map(|severity| serde_json::to_value(severity).unwrap());
    assert_eq!(codes("severity"), written);
}

#[test]
fn cautions_about_weights_and_answers_have_labels() {
    for code in [
        CONSTANT_COLUMN,
        NOTHING_VARIES,
        FEW_ROWS,
        NOT_NUMERIC,
        OBJECTIVE_DRIFTS,
        NO_CONFLICT,
        UNCORRELATED_COLUMN,
        COEFFICIENT_NOT_POSITIVE,
        COMPONENTS_NOT_UNIQUE,
        NEGATIVE_COEFFICIENT,
        DEPENDENT_WEIGHTS,
        "reverse_coded",
        "one_item",
        "few_answers",
        "total_constant",
        "reliable",
        "unreliable",
    ] {
        assert!(label(code).is_some(), "{code}");
    }
}

#[test]
fn every_field_threshold_and_input_has_words() {
    let thresholds = Thresholds::ALL.iter().map(|threshold| threshold.name);
    let inputs = CLASSIFIERS
        .iter()
        .flat_map(|classifier| classifier.inputs.iter().map(|input| input.name));
    let fields = RecordKind::ALL
        .into_iter()
        .flat_map(|kind| kind.schema().fields.iter().map(|field| field.name));
    let names = thresholds.chain(inputs).chain(fields);
    let names: Vec<&str> = names.chain(Customer::FIELDS).collect();
    assert!(names.len() > 200);
    for name in names {
        assert!(label(name).is_some(), "{name}");
    }
}
