//! Answers as a table: respondents by questions.

use crate::data::date::Day;
use crate::data::questionnaires::Questionnaire;
use crate::data::questionnaires::built_in;
use crate::data::records::kind::RecordKind;
use crate::data::records::natural_order::natural_order;
use crate::data::records::record_column::RecordColumn;
use crate::data::records::table::Records;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;

/// How a table of answers is made.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AnswerTableOptions {
    /// Whether answers to reversed questions count from the other end of the scale; yes unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub turn: bool,
    /// The brand that is asked about, where answers name several.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub brand: Option<String>,
    /// The last day whose answers count.
    #[cfg_attr(feature = "full", tsify(optional, type = "string | null"))]
    pub as_of: Option<Day>,
}

impl Default for AnswerTableOptions {
    fn default() -> Self {
        Self {
            turn: true,
            brand: None,
            as_of: None,
        }
    }
}

options!(AnswerTableOptions {
    turn => "turn",
    brand => "brand",
    as_of => "asOf",
});

/// Answers to one instrument: a row a respondent, a column a question, NaN where there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerTable {
    /// The instrument.
    pub instrument: String,
    /// The respondents, in natural order.
    pub respondents: Vec<String>,
    /// The questions: those of the questionnaire in its order, or else those answered, in natural order.
    pub items: Vec<String>,
    /// The answers, row by row.
    pub values: Vec<f64>,
    /// Answers that a later one of the same respondent to the same question replaces, and answers given
    /// twice on a day.
    pub replaced: u64,
    /// Gaps where a respondent gave different answers to a question on the last day.
    pub contradictory: u64,
}

impl ToPlain for AnswerTable {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("instrument", &self.instrument);
        entries.put("respondents", &self.respondents);
        entries.put("items", &self.items);
        entries.put("values", &Bulk(&self.values));
        entries.put("replaced", &self.replaced);
        entries.put("contradictory", &self.contradictory);
        entries.into_plain()
    }
}

/// A cell of the table in the making.
#[derive(Clone, Copy)]
struct Slot {
    day: f64,
    value: f64,
    clash: bool,
}

const EMPTY: Slot = Slot {
    day: f64::NEG_INFINITY,
    value: f64::NAN,
    clash: false,
};

/// An answer with no date stands before every one that has one.
const UNDATED: f64 = -1e9;

impl AnswerTable {
    /// Returns the answers to a question, one for each respondent.
    pub fn column(&self, item: &str) -> Option<Vec<f64>> {
        let place = self.items.iter().position(|known| known == item)?;
        let rows = self.values.chunks(self.items.len());
        Some(rows.filter_map(|row| row.get(place).copied()).collect())
    }
}

impl Records {
    /// Returns the answers to an instrument as a table.
    ///
    /// # Errors
    /// Those of [`Records::answer_tables`].
    ///
    /// # Example: the latest answer counts, and a reversed question from its other end
    /// ```
    /// use clientele::data::records::{AnswerTableOptions, RecordKind, RecordOptions, Records};
    /// let csv = "respondentId,date,instrument,item,value\n\
    ///     r2,2025-01-05,commitment,affective1,6\nr1,2025-01-05,commitment,affective1,2\n\
    ///     r1,2025-02-05,commitment,affective1,5\nr1,2025-02-05,commitment,affective3,3\n";
    /// let answers = Records::from_csv(RecordKind::Answers, csv.as_bytes(), &RecordOptions::default())?;
    /// let table = answers.answer_table("commitment", &AnswerTableOptions::default())?;
    /// assert_eq!(table.respondents, ["r1", "r2"]);
    /// assert_eq!(table.column("affective1").unwrap(), [5.0, 6.0]);
    /// assert_eq!(table.column("affective3").unwrap()[0], 5.0); // 3 of 7, turned
    /// assert_eq!(table.replaced, 1);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn answer_table(
        &self,
        instrument: &str,
        options: &AnswerTableOptions,
    ) -> Result<AnswerTable> {
        let mut tables = self.answer_tables(&[instrument], options)?;
        tables
            .pop()
            .ok_or_else(|| Error::missing("instrument".into(), "an instrument"))
    }

    /// Returns the answers to several instruments as tables with the same respondents, such as
    /// expectations and perceptions.
    ///
    /// Of several answers of a respondent to a question the latest counts; of different ones on that day
    /// none does, and the gap is counted.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for records that are no answers, [`Error::EmptyInput`] when nobody
    /// answered one of the instruments, [`Error::Missing`] for a brand where answers name several.
    pub fn answer_tables(
        &self,
        instruments: &[&str],
        options: &AnswerTableOptions,
    ) -> Result<Vec<AnswerTable>> {
        self.check_kind(RecordKind::Answers)?;
        let rows = self.rows_of(instruments, options)?;
        let (names, place) = self.respondents(&rows.concat());
        let mut tables = Vec::with_capacity(rows.len());
        for (instrument, rows) in instruments.iter().zip(&rows) {
            let questionnaire = self.questionnaire(instrument);
            let table = self.fill(rows, &place, questionnaire.as_ref(), options.turn);
            tables.push(AnswerTable {
                instrument: (*instrument).into(),
                respondents: names.clone(),
                ..table
            });
        }
        Ok(tables)
    }

    /// Returns the questionnaire that answers to an instrument are held against; none where the
    /// instrument is known by the scale of its answers only.
    pub fn questionnaire(&self, instrument: &str) -> Option<Questionnaire> {
        let mut own = self.questionnaires().iter();
        let own = own.find(|questionnaire| questionnaire.code == instrument);
        own.cloned().or_else(|| built_in(instrument))
    }

    /// Returns the rows of each instrument that count.
    fn rows_of(
        &self,
        instruments: &[&str],
        options: &AnswerTableOptions,
    ) -> Result<Vec<Vec<usize>>> {
        let column = self.column("instrument");
        let (codes, places) = column.map_or((&[][..], Vec::new()), |c| (c.texts(), c.places()));
        let mut found = Vec::with_capacity(instruments.len());
        for instrument in instruments {
            let own = codes.iter().position(|code| code == instrument);
            let mut rows = Vec::new();
            let mut brands: Vec<Option<&str>> = Vec::new();
            for (row, place) in places.iter().enumerate() {
                if own.is_none() || *place != own {
                    continue;
                }
                let day = self.number("date", row);
                if let (Some(day), Some(last)) = (day, options.as_of)
                    && day > f64::from(last.days())
                {
                    continue;
                }
                let brand = self.text("brand", row);
                if options.brand.is_some() && brand != options.brand.as_deref() {
                    continue;
                }
                if !brands.contains(&brand) {
                    brands.push(brand);
                }
                rows.push(row);
            }
            if rows.is_empty() {
                let hint = format!("there is no answer to \"{instrument}\"");
                return Err(Error::empty("answers", &hint));
            }
            if brands.len() > 1 {
                let expected = "the brand that is asked about, since answers name several";
                return Err(Error::missing("options.brand".into(), expected));
            }
            found.push(rows);
        }
        Ok(found)
    }

    /// Returns the respondents of rows in natural order, and for each text its place among them.
    fn respondents(&self, rows: &[usize]) -> (Vec<String>, Vec<Option<usize>>) {
        let Some(column) = self.column("respondentId") else {
            return (Vec::new(), Vec::new());
        };
        sorted_texts(column, rows)
    }

    fn fill(
        &self,
        rows: &[usize],
        respondents: &[Option<usize>],
        questionnaire: Option<&Questionnaire>,
        turn: bool,
    ) -> AnswerTable {
        let mut table = AnswerTable {
            instrument: String::new(),
            respondents: Vec::new(),
            items: Vec::new(),
            values: Vec::new(),
            replaced: 0,
            contradictory: 0,
        };
        let (Some(column), Some(asked)) = (self.column("item"), self.column("respondentId")) else {
            return table;
        };
        let (items, places) = match questionnaire.filter(|own| !own.open) {
            None => sorted_texts(column, rows),
            Some(own) => {
                let names: Vec<String> = own.items.iter().map(|item| item.code.clone()).collect();
                let place = |text: &String| names.iter().position(|name| name == text);
                let places = column.texts().iter().map(place).collect();
                (names, places)
            }
        };
        let (item_of, respondent_of) = (column.places(), asked.places());
        let height = respondents
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| last + 1);
        let mut slots = vec![EMPTY; height * items.len()];
        for row in rows {
            let place = |of: &[Option<usize>], places: &[Option<usize>]| {
                let text = of.get(*row).copied().flatten()?;
                places.get(text).copied().flatten()
            };
            let at = place(&respondent_of, respondents).zip(place(&item_of, &places));
            let Some((respondent, item)) = at else {
                continue;
            };
            let Some(slot) = slots.get_mut(respondent * items.len() + item) else {
                continue;
            };
            let Some(value) = self.number("value", *row) else {
                continue;
            };
            let day = self.number("date", *row).unwrap_or(UNDATED);
            let first = slot.day < UNDATED;
            table.replaced += u64::from(!first);
            if day > slot.day {
                *slot = Slot {
                    day,
                    value,
                    clash: false,
                };
            } else if day >= slot.day && value.total_cmp(&slot.value).is_ne() {
                slot.clash = true;
            }
        }
        for (at, slot) in slots.iter().enumerate() {
            table.contradictory += u64::from(slot.clash);
            let code = items.get(at % items.len());
            let item = questionnaire
                .zip(code)
                .and_then(|(own, code)| own.item(code));
            table.values.push(match item {
                _ if slot.clash => f64::NAN,
                Some(item) if turn => item.turned(slot.value),
                _ => slot.value,
            });
        }
        table.items = items;
        table
    }
}

/// Returns the texts of rows in natural order, and for each text of the column its place among them.
pub(super) fn sorted_texts(
    column: &RecordColumn,
    rows: &[usize],
) -> (Vec<String>, Vec<Option<usize>>) {
    let texts = column.texts();
    let places = column.places();
    let mut there = vec![false; texts.len()];
    for row in rows {
        let place = places.get(*row).copied().flatten();
        if let Some(slot) = place.and_then(|place| there.get_mut(place)) {
            *slot = true;
        }
    }
    let mut order: Vec<(usize, &str)> = texts
        .iter()
        .enumerate()
        .filter(|(place, _)| there.get(*place) == Some(&true))
        .map(|(place, text)| (place, text.as_str()))
        .collect();
    sort_by(&mut order, |one, other| {
        natural_order(one.1, other.1).is_lt()
    });
    let mut found = vec![None; texts.len()];
    for (place, (text, _)) in order.iter().enumerate() {
        if let Some(slot) = found.get_mut(*text) {
            *slot = Some(place);
        }
    }
    let names = order.into_iter().map(|(_, text)| text.to_owned()).collect();
    (names, found)
}
