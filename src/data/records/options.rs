//! How to read records.

use crate::data::csv::Delimiter;
use crate::data::csv::OnBadRow;
use crate::data::date_order::DateOrder;
use crate::data::decimal::Decimal;
use crate::data::questionnaires::Questionnaire;
use crate::error::Result;
use crate::plain::Entries;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::from_plain;
use crate::plain::options;

/// The headers of fields that are not to be recognised by themselves: field and header.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderNames(pub Vec<(String, String)>);

impl ToPlain for HeaderNames {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        for (field, header) in &self.0 {
            entries.put(field, header);
        }
        entries.into_plain()
    }
}

impl FromPlain for HeaderNames {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Map(entries) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        self.0.clear();
        for (field, header) in entries {
            let header = from_plain(header).map_err(|error| error.within(&field))?;
            self.0.push((field, header));
        }
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "an object of headers by field"
    }
}

/// How to read records; what is not given is recognised from the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordOptions {
    /// The headers of fields; those not named are recognised.
    pub columns: HeaderNames,
    /// The delimiter; by default the most frequent one in the header.
    pub delimiter: Option<Delimiter>,
    /// The decimal sign; by default recognised, and asked for where it is not clear.
    pub decimal: Option<Decimal>,
    /// The order of numeric dates; by default decided by the whole file, and asked for otherwise.
    pub date_order: Option<DateOrder>,
    /// What to do with a row that cannot be read; the first one is the error by default.
    pub on_bad_row: OnBadRow,
    /// Of answers: questionnaires beside the built-in ones, or in the place of those of the same
    /// code.
    pub questionnaires: Vec<Questionnaire>,
}

options!(RecordOptions {
    columns => "columns",
    delimiter => "delimiter",
    decimal => "decimal",
    date_order => "dateOrder",
    on_bad_row => "onBadRow",
    questionnaires => "questionnaires",
});
