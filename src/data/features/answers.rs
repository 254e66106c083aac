//! What customers answered.

use crate::data::caution::Caution;
use crate::data::date::Day;
use crate::data::features::feature_report::FeatureReport;
use crate::data::features::join::Join;
use crate::data::features::join::count;
use crate::data::features::sheet::Sheet;
use crate::data::features::sheet::set;
use crate::data::questionnaires::Questionnaire;
use crate::data::questionnaires::QuestionnaireItem;
use crate::data::records::AnswerTable;
use crate::data::records::AnswerTableOptions;
use crate::data::records::RecordColumn;
use crate::data::records::Records;
use crate::data::records::natural_order;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::numeric::statistics::mean;

/// A block of questions and its column: the mean of its answers, on a scale.
struct Part {
    instrument: &'static str,
    /// The block, or the only question.
    block: &'static str,
    name: &'static str,
    scale: (f64, f64),
}

const SEVEN: (f64, f64) = (1.0, 7.0);

const fn part(
    instrument: &'static str,
    block: &'static str,
    name: &'static str,
    scale: (f64, f64),
) -> Part {
    Part {
        instrument,
        block,
        name,
        scale,
    }
}

const PARTS: [Part; 15] = [
    part("satisfaction", "overall", "satisfaction", (1.0, 10.0)),
    part("recommendation", "recommend", "recommendation", (0.0, 10.0)),
    part("loyalty", "competitorAttitude", "competitorAttitude", SEVEN),
    part("loyalty", "priceSensitivity", "priceSensitivity", SEVEN),
    part("loyalty", "incidentTolerance", "incidentTolerance", SEVEN),
    part("commitment", "affective", "affectiveCommitment", SEVEN),
    part("commitment", "continuance", "continuanceCommitment", SEVEN),
    part("switching", "procedural", "proceduralBarrier", SEVEN),
    part("switching", "financial", "financialBarrier", SEVEN),
    part("switching", "relational", "relationalBarrier", SEVEN),
    part("deliveredValue", "benefits", "perceivedBenefit", SEVEN),
    part("deliveredValue", "costs", "perceivedCost", SEVEN),
    part(
        "relationalBenefits",
        "confidence",
        "confidenceBenefit",
        SEVEN,
    ),
    part("relationalBenefits", "social", "socialBenefit", SEVEN),
    part(
        "relationalBenefits",
        "specialTreatment",
        "specialTreatmentBenefit",
        SEVEN,
    ),
];

/// The share of the questions of a block that must be answered, and of the blocks of the barrier: that
/// of the composite index.
const MIN_COVERAGE: f64 = 0.5;

/// Adds what customers answered up to the day: of each respondent the latest answers, and of several
/// respondents of a customer their mean.
///
/// # Errors
/// Those of [`Records::answer_tables`].
pub(super) fn add_answers(
    sheet: &mut Sheet,
    records: &Records,
    join: &mut Join,
    as_of: Day,
    brand: Option<&str>,
    report: &mut FeatureReport,
) -> Result<()> {
    let customers = customers_of(records, join, as_of, report);
    let options = AnswerTableOptions {
        turn: true,
        brand: brand.map(String::from),
        as_of: Some(as_of),
    };
    let instruments = records.column("instrument");
    let there = instruments.map_or(&[][..], |column| column.texts());
    let mut table: Option<(AnswerTable, Questionnaire)> = None;
    for part in &PARTS {
        if !there.iter().any(|code| code == part.instrument) {
            continue;
        }
        let known = table.as_ref().map(|(table, _)| table.instrument.as_str());
        if known != Some(part.instrument) {
            let made = match records.answer_table(part.instrument, &options) {
                // All answers are later than the day, or about other brands.
                Err(Error::EmptyInput { .. }) => None,
                made => Some(made?),
            };
            if made.as_ref().is_some_and(|made| made.contradictory > 0) {
                let caution = Caution::about("answers_contradict", part.instrument);
                report.warnings.push(caution);
            }
            table = made.zip(records.questionnaire(part.instrument));
        }
        if let Some((table, questionnaire)) = &table {
            let scores = scores(table, questionnaire, part);
            sheet.put(part.name, means(sheet, table, &scores, &customers));
        }
    }
    barrier(sheet);
    satisfaction_mean(sheet, records, &customers, &options);
    Ok(())
}

/// The customer of each respondent.
struct Customers {
    /// By the place of the respondent among the texts.
    of_respondent: Vec<Option<usize>>,
    /// The same by the respondents themselves, in natural order.
    sorted: Vec<(String, Option<usize>)>,
}

impl Customers {
    fn of(&self, respondent: &str) -> Option<usize> {
        let found = self
            .sorted
            .binary_search_by(|(known, _)| natural_order(known, respondent));
        self.sorted.get(found.ok()?)?.1
    }
}

/// Finds the customer of each respondent: the one that is named beside, or, where the file names none at
/// all, the one of the respondent's own identifier.
fn customers_of(
    records: &Records,
    join: &mut Join,
    as_of: Day,
    report: &mut FeatureReport,
) -> Customers {
    let Some(respondents) = records.column("respondentId") else {
        return Customers {
            of_respondent: Vec::new(),
            sorted: Vec::new(),
        };
    };
    let mut found: Vec<Option<usize>> = vec![None; respondents.texts().len()];
    let named = records.column("customerId");
    let places = match named {
        Some(_) => join.places(records, "customerId"),
        None => join.places(records, "respondentId"),
    };
    let of_row = respondents.places();
    let customer_of_row = named.unwrap_or(respondents).places();
    for (respondent, customer) in of_row.iter().zip(&customer_of_row) {
        let slot = respondent.and_then(|at| found.get_mut(at));
        let customer = customer.and_then(|at| places.get(at).copied().flatten());
        if let Some(slot) = slot {
            *slot = slot.or(customer);
        }
    }
    let (mut unmatched, mut after) = (0, 0);
    for (row, respondent) in of_row.iter().enumerate() {
        let late = records
            .number("date", row)
            .is_some_and(|day| day > f64::from(as_of.days()));
        let known = respondent.and_then(|at| found.get(at).copied().flatten());
        after += u64::from(late);
        unmatched += u64::from(!late && known.is_none());
    }
    count(&mut report.unmatched, records, unmatched);
    count(&mut report.after_as_of, records, after);
    let texts = respondents.texts();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let text = |at: usize| texts.get(at).map_or("", String::as_str);
    sort_by(&mut order, |one, other| {
        natural_order(text(*one), text(*other)).is_lt()
    });
    let customer = |at: usize| found.get(at).copied().flatten();
    let sorted = order
        .into_iter()
        .map(|at| (text(at).to_owned(), customer(at)));
    Customers {
        sorted: sorted.collect(),
        of_respondent: found,
    }
}

/// Returns the score of each respondent on a block: the mean of the answers, on the scale of the
/// column; NaN where too few questions were answered.
fn scores(table: &AnswerTable, questionnaire: &Questionnaire, part: &Part) -> Vec<f64> {
    let mut items: Vec<(usize, &QuestionnaireItem)> = Vec::new();
    for (place, code) in table.items.iter().enumerate() {
        let item = questionnaire.item(code);
        let belongs = |item: &&QuestionnaireItem| {
            item.block.as_deref() == Some(part.block) || item.code == part.block
        };
        items.extend(item.filter(belongs).map(|item| (place, item)));
    }
    let mut scores = Vec::with_capacity(table.respondents.len());
    for row in table.values.chunks(table.items.len().max(1)) {
        let mut answers = Vec::with_capacity(items.len());
        for (place, item) in &items {
            let answer = row.get(*place).copied().unwrap_or(f64::NAN);
            if !answer.is_nan() {
                answers.push(on_scale(answer, item, part.scale));
            }
        }
        let enough = answers.len() as f64 >= MIN_COVERAGE * items.len() as f64;
        scores.push(mean(&answers).filter(|_| enough).unwrap_or(f64::NAN));
    }
    scores
}

/// Returns an answer on another scale, its ends on the ends; as it is where the scales are the same.
fn on_scale(answer: f64, item: &QuestionnaireItem, (least, most): (f64, f64)) -> f64 {
    let same = item.least.total_cmp(&least).is_eq() && item.most.total_cmp(&most).is_eq();
    if same {
        answer
    } else {
        least + (most - least) * (answer - item.least) / (item.most - item.least)
    }
}

/// Returns the mean of each customer's respondents, whatever their order.
fn means(sheet: &Sheet, table: &AnswerTable, scores: &[f64], customers: &Customers) -> Vec<f64> {
    let mut values: Vec<(usize, f64)> = Vec::with_capacity(scores.len());
    for (respondent, score) in table.respondents.iter().zip(scores) {
        if !score.is_nan() {
            values.extend(customers.of(respondent).map(|customer| (customer, *score)));
        }
    }
    grouped(sheet, values)
}

fn grouped(sheet: &Sheet, mut values: Vec<(usize, f64)>) -> Vec<f64> {
    sort_by(&mut values, |one, other| one < other);
    let mut column = sheet.unknown();
    for run in values.chunk_by(|one, other| one.0 == other.0) {
        let own: Vec<f64> = run.iter().map(|(_, value)| *value).collect();
        if let (Some((customer, _)), Some(mean)) = (run.first(), mean(&own)) {
            set(&mut column, *customer, mean);
        }
    }
    column
}

/// Adds the height of the barrier around each customer, from 0 to 100: the mean of the three kinds, of
/// which two must be known.
fn barrier(sheet: &mut Sheet) {
    let kinds = ["proceduralBarrier", "financialBarrier", "relationalBarrier"];
    let columns: Vec<&[f64]> = kinds.iter().filter_map(|name| sheet.column(name)).collect();
    if columns.len() < kinds.len() {
        return;
    }
    let mut barrier = sheet.unknown();
    for customer in 0..sheet.customers {
        let values = columns.iter().filter_map(|column| column.get(customer));
        let known: Vec<f64> = values.copied().filter(|value| !value.is_nan()).collect();
        let enough = known.len() as f64 >= MIN_COVERAGE * kinds.len() as f64;
        if let Some(mean) = mean(&known).filter(|_| enough) {
            let (least, most) = SEVEN;
            set(
                &mut barrier,
                customer,
                100.0 * (mean - least) / (most - least),
            );
        }
    }
    sheet.put("switchingBarrier", barrier);
}

/// Adds the mean of all answers on satisfaction, early ones too.
fn satisfaction_mean(
    sheet: &mut Sheet,
    records: &Records,
    customers: &Customers,
    options: &AnswerTableOptions,
) {
    let Some(part) = PARTS.first() else { return };
    let questionnaire = records.questionnaire(part.instrument);
    let Some(item) = questionnaire.as_ref().and_then(|own| own.item(part.block)) else {
        return;
    };
    let last = options.as_of.map_or(f64::MAX, |day| f64::from(day.days()));
    let mut values = Vec::new();
    let respondents = records.column("respondentId").map(RecordColumn::places);
    let respondents = respondents.unwrap_or_default();
    for (row, respondent) in respondents.iter().enumerate() {
        let asked = records.text("instrument", row) == Some(part.instrument)
            && records.text("item", row) == Some(part.block)
            && records.number("date", row).unwrap_or(f64::MIN) <= last
            && (options.brand.is_none() || records.text("brand", row) == options.brand.as_deref());
        let customer = respondent.and_then(|at| customers.of_respondent.get(at).copied().flatten());
        let answer = records.number("value", row).filter(|_| asked);
        if let (Some(customer), Some(answer)) = (customer, answer) {
            values.push((customer, on_scale(item.turned(answer), item, part.scale)));
        }
    }
    if sheet.column(part.name).is_some() {
        let column = grouped(sheet, values);
        sheet.put("satisfactionMean", column);
    }
}
