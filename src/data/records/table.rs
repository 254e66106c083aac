//! Records of one kind.

use crate::data::amount;
use crate::data::customer_table::CustomerTable;
use crate::data::date::Day;
use crate::data::orders::Orders;
use crate::data::questionnaires::Questionnaire;
use crate::data::records::intake::Taken;
use crate::data::records::kind::RecordKind;
use crate::data::records::record_column::RecordColumn;
use crate::data::records::records_report::RecordsReport;
use crate::data::report::IngestReport;
use crate::error::Error;
use crate::error::Result;

/// Records of one kind, as validated columns: one value a row and field.
///
/// # Example: a judgement
/// ```
/// use clientele::data::records::{RecordKind, RecordOptions, Records};
/// let csv = b"expert,goal,first,second,value\nAnn,Loyalty,Price,Service,1/3\n";
/// let records = Records::from_csv(RecordKind::Judgements, csv, &RecordOptions::default())?;
/// assert_eq!(records.number("value", 0), Some(1.0 / 3.0));
/// assert_eq!(records.text("second", 0), Some("Service"));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    kind: RecordKind,
    columns: Vec<RecordColumn>,
    questionnaires: Vec<Questionnaire>,
    report: RecordsReport,
}

impl Records {
    pub(super) fn assemble(
        kind: RecordKind,
        taken: Taken,
        questionnaires: Vec<Questionnaire>,
    ) -> Self {
        Self {
            kind,
            columns: taken.columns,
            questionnaires,
            report: taken.report,
        }
    }

    /// Returns the kind.
    pub fn kind(&self) -> RecordKind {
        self.kind
    }

    /// Returns the number of records.
    pub fn len(&self) -> usize {
        usize::try_from(self.report.accepted).unwrap_or(usize::MAX)
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the columns that there are.
    pub fn columns(&self) -> &[RecordColumn] {
        &self.columns
    }

    /// Returns the column of a field.
    pub fn column(&self, field: &str) -> Option<&RecordColumn> {
        self.columns
            .iter()
            .find(|column| column.field().name == field)
    }

    /// Returns the text of a field in a row; none where it is missing.
    pub fn text(&self, field: &str, row: usize) -> Option<&str> {
        self.column(field)?.text(row)
    }

    /// Returns the number of a field in a row; none where it is missing.
    pub fn number(&self, field: &str, row: usize) -> Option<f64> {
        self.column(field)?.number(row)
    }

    /// Returns what was read, and what was made of it.
    pub fn report(&self) -> &RecordsReport {
        &self.report
    }

    /// Returns the questionnaires of answers that were handed over, in the place of built-in ones.
    pub fn questionnaires(&self) -> &[Questionnaire] {
        &self.questionnaires
    }

    /// Rejects records of another kind.
    pub(crate) fn check_kind(&self, kind: RecordKind) -> Result<()> {
        if self.kind == kind {
            return Ok(());
        }
        Err(Error::invalid(
            "records".into(),
            self.kind.name(),
            kind.name(),
        ))
    }

    /// Returns the orders of transactions: day and amount, net of what was returned.
    ///
    /// A transaction that was returned in full is no order.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for records of another kind, [`Error::EmptyInput`] when nothing is left.
    pub fn orders(&self) -> Result<Orders> {
        self.check_kind(RecordKind::Transactions)?;
        let mut table = CustomerTable::new();
        let (mut customers, mut days, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
        let mut refunded = 0;
        for row in 0..self.len() {
            let (Some(id), Some(day), Some(amount)) = (
                self.text("customerId", row),
                self.number("date", row),
                self.number("amount", row),
            ) else {
                continue;
            };
            let micro = amount::to_micro(amount).unwrap_or_default();
            let back = self.number("returned", row).and_then(amount::to_micro);
            let back = back.unwrap_or_default();
            if back > 0 && back >= micro {
                continue;
            }
            refunded += u64::from(back > 0);
            #[allow(clippy::cast_possible_truncation, reason = "read as a day")]
            let Ok(day) = Day::try_new(day as i32) else {
                continue;
            };
            customers.push(table.number(id));
            days.push(day);
            amounts.push(micro - back);
        }
        if days.is_empty() {
            return Err(Error::empty("transactions", "everything was returned"));
        }
        let report = IngestReport {
            rows: self.report.rows,
            blank_rows: self.report.blank_rows,
            no_sale_rows: self.report.accepted - days.len() as u64,
            partly_refunded_rows: refunded,
            delimiter: self.report.delimiter,
            date_order: self.report.date_order,
            decimal: self.report.decimal,
            currency: self.report.currency.clone(),
            bad_rows: self.report.bad_rows.clone(),
            ..IngestReport::default()
        };
        Ok(Orders::assemble(
            table.into_ids(),
            &customers,
            &days,
            &amounts,
            report,
        ))
    }
}
