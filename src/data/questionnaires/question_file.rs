//! Questionnaires as CSV: one row a question, both languages.

use crate::data::questionnaires::item::Anchor;
use crate::data::questionnaires::item::QuestionnaireItem;
use crate::data::questionnaires::questionnaire::Questionnaire;
use crate::data::records::CellKind;
use crate::data::records::CellKind::Number;
use crate::data::records::CellKind::Text;
use crate::data::records::CellKind::Yes;
use crate::data::records::RecordColumn;
use crate::data::records::RecordField;
use crate::data::records::RecordOptions;
use crate::data::records::Schema;
use crate::data::records::needed;
use crate::data::records::optional;
use crate::data::records::read_csv;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::decimal::decimal;

const ANY: CellKind = Number(f64::MIN, f64::MAX);

#[rustfmt::skip]
const FIELDS: [RecordField; 13] = [
    needed("instrument", Text, &[&["questionnaire", "问卷", "量表"]]),
    optional("titleEn", Text, &[&["title", "英文标题"]]),
    optional("titleZh", Text, &[&["标题", "中文标题"]]),
    optional("open", Yes, &[&["开放"]]),
    needed("item", Text, &[&["code", "题项", "题号"]]),
    optional("block", Text, &[&["dimension", "construct", "维度"]]),
    optional("en", Text, &[&["english", "英文"]]),
    optional("zh", Text, &[&["chinese", "中文", "题目"]]),
    needed("least", ANY, &[&["scalemin", "最小值"]]),
    needed("most", ANY, &[&["scalemax", "最大值"]]),
    optional("step", ANY, &[&["步长"]]),
    optional("reversed", Yes, &[&["reverse", "反向", "反向题"]]),
    optional("anchors", Text, &[&["锚点", "选项"]]),
];

static SCHEMA: Schema = Schema {
    kind: "questions",
    fields: &FIELDS,
};

/// Writes questionnaires as CSV: one row a question, in both languages.
///
/// Points of the scale that have words stand in one cell: `1=Yes/是|2=No/否`.
///
/// # Example: written and read
/// ```
/// use clientele::data::questionnaires::*;
/// let own = vec![built_in("loyalty").unwrap(), built_in("kanoFunctional").unwrap()];
/// let csv = questionnaires_to_csv(&own);
/// assert_eq!(questionnaires_from_csv(csv.as_bytes())?, own);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn questionnaires_to_csv(questionnaires: &[Questionnaire]) -> String {
    let mut csv = String::new();
    line(&mut csv, &FIELDS.map(|field| field.name.to_owned()));
    for questionnaire in questionnaires {
        for item in &questionnaire.items {
            let yes = |flag: bool| String::from(if flag { "yes" } else { "no" });
            line(
                &mut csv,
                &[
                    questionnaire.code.clone(),
                    questionnaire.en.clone(),
                    questionnaire.zh.clone(),
                    yes(questionnaire.open),
                    item.code.clone(),
                    item.block.clone().unwrap_or_default(),
                    item.en.clone(),
                    item.zh.clone(),
                    item.least.to_string(),
                    item.most.to_string(),
                    item.step.to_string(),
                    yes(item.reversed),
                    anchors_to_text(&item.anchors),
                ],
            );
        }
    }
    csv
}

/// Writes a row, with quotes where they are needed.
fn line(csv: &mut String, cells: &[String]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            csv.push(',');
        }
        let quoted = cell.contains([',', '"', '\n', '\r']);
        if quoted {
            csv.push('"');
        }
        for letter in cell.chars() {
            if letter == '"' {
                csv.push('"');
            }
            csv.push(letter);
        }
        if quoted {
            csv.push('"');
        }
    }
    csv.push('\n');
}

fn anchors_to_text(anchors: &[Anchor]) -> String {
    let parts: Vec<String> = anchors
        .iter()
        .map(|anchor| format!("{}={}/{}", anchor.value, anchor.en, anchor.zh))
        .collect();
    parts.join("|")
}

/// Reads the points of a scale; none where the text has another form.
fn anchors_from_text(text: &str) -> Option<Vec<Anchor>> {
    let mut anchors = Vec::new();
    for part in text.split('|').filter(|part| !part.trim().is_empty()) {
        let (value, words) = part.split_once('=')?;
        let (en, zh) = words.split_once('/').unwrap_or((words, ""));
        let value = value.trim();
        let (digits, negative) = match value.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (value, false),
        };
        let number = decimal(digits)?;
        anchors.push(Anchor {
            value: if negative { -number } else { number },
            en: en.trim().into(),
            zh: zh.trim().into(),
        });
    }
    Some(anchors)
}

/// Reads questionnaires from CSV, as [`questionnaires_to_csv`] writes them; columns that are not needed
/// may be left out, and answers are whole numbers unless a `step` is told.
///
/// # Errors
/// What is wrong with the file, with row and column, and those of [`Questionnaire::check`], with the
/// code of the questionnaire.
pub fn questionnaires_from_csv(csv: &[u8]) -> Result<Vec<Questionnaire>> {
    let columns = read_csv(&SCHEMA, csv, &RecordOptions::default())?;
    let column = |name: &str| columns.iter().find(|column| column.field().name == name);
    let text = |name: &str, row: usize| column(name).and_then(|own| own.text(row));
    let number = |name: &str, row: usize| column(name).and_then(|own| own.number(row));
    let own = |name: &str, row: usize| text(name, row).unwrap_or_default().to_owned();
    let rows = columns
        .first()
        .map_or(0, |own: &RecordColumn| own.places().len());
    let mut found: Vec<Questionnaire> = Vec::new();
    for row in 0..rows {
        let code = own("instrument", row);
        let anchors = own("anchors", row);
        let item = QuestionnaireItem {
            code: own("item", row),
            block: text("block", row).map(String::from),
            en: own("en", row),
            zh: own("zh", row),
            least: number("least", row).unwrap_or_default(),
            most: number("most", row).unwrap_or_default(),
            step: number("step", row).unwrap_or(1.0),
            reversed: number("reversed", row) == Some(1.0),
            anchors: anchors_from_text(&anchors).ok_or_else(|| {
                let path = format!("{code}.items[{}].anchors", own("item", row));
                Error::invalid(
                    path,
                    &format!("\"{anchors}\""),
                    "written as 1=Yes/是|2=No/否",
                )
            })?,
        };
        if let Some(known) = found.iter_mut().find(|known| known.code == code) {
            known.items.push(item);
        } else {
            found.push(Questionnaire {
                code,
                en: own("titleEn", row),
                zh: own("titleZh", row),
                open: number("open", row) == Some(1.0),
                items: vec![item],
            });
        }
    }
    for questionnaire in &found {
        let checked = questionnaire.check();
        checked.map_err(|error| error.within(&questionnaire.code))?;
    }
    Ok(found)
}
