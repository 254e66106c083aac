//! What the cells of a record must be to each other, and records to each other.

use crate::data::date::Day;
use crate::data::questionnaires::Questionnaire;
use crate::data::questionnaires::QuestionnaireItem;
use crate::data::questionnaires::built_in;
use crate::data::questionnaires::built_in_codes;
use crate::data::records::kind::RecordKind;
use crate::data::records::record_column::RecordColumn;
use crate::numeric::sort::sort_by;

/// A cell that does not fit to the others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Breach {
    /// The record, by its place.
    pub(crate) record: usize,
    /// The column that was read, by its place.
    pub(crate) column: usize,
    pub(crate) found: String,
    pub(crate) expected: String,
}

/// The columns by the names of their fields, and the breaches found so far.
struct Check<'a> {
    columns: &'a [RecordColumn],
    found: Vec<Breach>,
}

/// Returns the cells that break a rule of the kind, in the order of the records.
pub(super) fn breaches(
    kind: RecordKind,
    columns: &[RecordColumn],
    questionnaires: &[Questionnaire],
) -> Vec<Breach> {
    let mut check = Check {
        columns,
        found: Vec::new(),
    };
    match kind {
        RecordKind::Customers => {
            check.once("customerId", None, "a customer that is listed once");
            check.not_before("terminated", "since");
        }
        RecordKind::Transactions => check.returned(),
        RecordKind::Events => check.not_before("resolved", "date"),
        RecordKind::Answers => {
            check.one_customer();
            check.answers(questionnaires);
        }
        RecordKind::Judgements => check.two_criteria(),
        RecordKind::Ratings => check.rated(),
        RecordKind::Units => check.once("unit", Some("date"), "a unit that is listed once a date"),
        RecordKind::Costs => {}
    }
    let mut order: Vec<usize> = (0..check.found.len()).collect();
    let record = |at: usize| check.found.get(at).map(|breach| breach.record);
    sort_by(&mut order, |one, other| record(*one) < record(*other));
    let breach = |at: usize| check.found.get(at).cloned();
    order.into_iter().filter_map(breach).collect()
}

impl Check<'_> {
    fn place(&self, field: &str) -> Option<usize> {
        let own = |column: &RecordColumn| column.field().name == field;
        self.columns.iter().position(own)
    }

    fn column(&self, field: &str) -> Option<&RecordColumn> {
        self.columns.get(self.place(field)?)
    }

    fn rows(&self) -> usize {
        let column = self.columns.first();
        column.map_or(0, |c| {
            c.numbers().map_or_else(|| c.places().len(), <[f64]>::len)
        })
    }

    fn report(&mut self, record: usize, field: &str, found: String, expected: &str) {
        let Some(column) = self.place(field) else {
            return;
        };
        self.found.push(Breach {
            record,
            column,
            found,
            expected: expected.into(),
        });
    }

    /// A name, or a name and a day, stands in one record only; the first of several stays.
    fn once(&mut self, name: &str, day: Option<&str>, expected: &str) {
        let Some(places) = self.column(name).map(RecordColumn::places) else {
            return;
        };
        let day = |row| {
            let column = self.column(day?)?;
            column.number(row)
        };
        let mut keys: Vec<(usize, i64, usize)> = Vec::with_capacity(places.len());
        for (row, place) in places.iter().enumerate() {
            #[allow(clippy::cast_possible_truncation, reason = "read as a day")]
            let day = day(row).map_or(i64::MIN, |day| day as i64);
            keys.push((place.unwrap_or_default(), day, row));
        }
        sort_by(&mut keys, |one, other| one < other);
        let mut again = Vec::new();
        for pair in keys.windows(2) {
            if let [one, other] = pair
                && (one.0, one.1) == (other.0, other.1)
            {
                again.push(other.2);
            }
        }
        for row in again {
            let found = self.column(name).and_then(|column| column.text(row));
            let found = found.unwrap_or_default().to_owned();
            self.report(row, name, found, expected);
        }
    }

    /// A day does not lie before another.
    fn not_before(&mut self, later: &str, earlier: &str) {
        for row in 0..self.rows() {
            let day = |field| self.column(field)?.number(row);
            if let (Some(end), Some(start)) = (day(later), day(earlier))
                && end < start
            {
                let expected = format!("a day from {} on", iso(start));
                self.report(row, later, iso(end), &expected);
            }
        }
    }

    /// No more comes back than was sold.
    fn returned(&mut self) {
        for row in 0..self.rows() {
            let number = |field| self.column(field)?.number(row);
            if let (Some(amount), Some(back)) = (number("amount"), number("returned"))
                && back > amount.max(0.0)
            {
                let expected = format!("an amount from 0 to {}", amount.max(0.0));
                self.report(row, "returned", back.to_string(), &expected);
            }
        }
    }

    /// A respondent stands for one customer at most.
    fn one_customer(&mut self) {
        let Some(respondents) = self.column("respondentId") else {
            return;
        };
        let mut known: Vec<Option<usize>> = vec![None; respondents.texts().len()];
        let respondents = respondents.places();
        let Some(customers) = self.column("customerId").map(RecordColumn::places) else {
            return;
        };
        let mut others = Vec::new();
        for (row, (respondent, customer)) in respondents.iter().zip(&customers).enumerate() {
            let Some(slot) = respondent.and_then(|at| known.get_mut(at)) else {
                continue;
            };
            match (*slot, *customer) {
                (None, Some(_)) => *slot = *customer,
                (Some(one), Some(other)) if one != other => others.push((row, one)),
                _ => {}
            }
        }
        for (row, first) in others {
            let Some(column) = self.column("customerId") else {
                return;
            };
            let found = column.text(row).unwrap_or_default().to_owned();
            let expected = column.texts().get(first).cloned().unwrap_or_default();
            let expected = format!("{expected}, for whom this respondent stands");
            self.report(row, "customerId", found, &expected);
        }
    }

    /// An answer is one that its question can have.
    fn answers(&mut self, own: &[Questionnaire]) {
        let Some(instruments) = self.column("instrument") else {
            return;
        };
        let codes = instruments.texts();
        let known: Vec<Option<Questionnaire>> = codes
            .iter()
            .map(|code| {
                let given = own.iter().find(|questionnaire| questionnaire.code == *code);
                given.cloned().or_else(|| built_in(code))
            })
            .collect();
        let places = instruments.places();
        for (row, place) in places.into_iter().enumerate() {
            let questionnaire = place.and_then(|at| known.get(at)).and_then(Option::as_ref);
            if let Err((field, found, expected)) = self.answer(row, questionnaire) {
                self.report(row, field, found, &expected);
            }
        }
    }

    fn answer(
        &self,
        row: usize,
        questionnaire: Option<&Questionnaire>,
    ) -> Result<(), (&'static str, String, String)> {
        let number = |field| self.column(field)?.number(row);
        let text = |field| self.column(field)?.text(row);
        let own = (number("scaleMin"), number("scaleMax"));
        if let (Some(least), Some(most)) = own
            && least >= most
        {
            let expected = format!("a number above {least}");
            return Err(("scaleMax", most.to_string(), expected));
        }
        let Some(value) = number("value") else {
            return Ok(());
        };
        let code = text("item").unwrap_or_default();
        let Some(questionnaire) = questionnaire else {
            let (Some(least), Some(most)) = own else {
                let found = text("instrument").unwrap_or_default().to_owned();
                let list = built_in_codes().join(", ");
                let expected = format!(
                    "one of {list}, or of the option `questionnaires`; or name scaleMin and scaleMax"
                );
                return Err(("instrument", found, expected));
            };
            return within(value, least, most, 0.0);
        };
        let Some(item) = questionnaire.item_or_any(code) else {
            let expected = format!("a question of \"{}\"", questionnaire.code);
            return Err(("item", code.to_owned(), expected));
        };
        for (field, own, asked) in [
            ("scaleMin", own.0, item.least),
            ("scaleMax", own.1, item.most),
        ] {
            // Both are written numbers: they are the same or they are not.
            if let Some(own) = own.filter(|own| own.total_cmp(&asked).is_ne()) {
                let QuestionnaireItem { least, most, .. } = item;
                let expected = format!(
                    "the scale of the question, {least} to {most}; hand over your own questionnaire if you asked on another"
                );
                return Err((field, own.to_string(), expected));
            }
        }
        within(value, item.least, item.most, item.step)
    }

    /// A judgement compares two criteria.
    fn two_criteria(&mut self) {
        for row in 0..self.rows() {
            let text = |field| self.column(field)?.text(row);
            if let (Some(first), Some(second)) = (text("first"), text("second"))
                && first == second
            {
                let found = second.to_owned();
                self.report(row, "second", found, "another criterion than the first");
            }
        }
    }

    /// A rating holds a score or a price.
    fn rated(&mut self) {
        for row in 0..self.rows() {
            let number = |field| self.column(field)?.number(row);
            if number("score").is_none() && number("price").is_none() {
                let found = self.column("attribute").and_then(|column| column.text(row));
                let found = found.unwrap_or_default().to_owned();
                self.report(row, "attribute", found, "followed by a score or a price");
            }
        }
    }
}

/// Rejects an answer that is not on the scale.
fn within(
    value: f64,
    least: f64,
    most: f64,
    step: f64,
) -> Result<(), (&'static str, String, String)> {
    let steps = (value - least) / step;
    let on_step = step <= 0.0 || (steps - libm::round(steps)).abs() < ON_STEP;
    if (least..=most).contains(&value) && on_step {
        return Ok(());
    }
    let of = if step > 0.0 {
        format!("an answer from {least} to {most} in steps of {step}")
    } else {
        format!("an answer from {least} to {most}")
    };
    Err(("value", value.to_string(), of))
}

/// How far from a step of the scale an answer may lie, as a share of the step: what is left of 0.1 after
/// a few additions.
const ON_STEP: f64 = 1e-9;

fn iso(day: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "read as a day")]
    Day::try_new(day as i32).map_or_else(|_| day.to_string(), Day::to_iso)
}
