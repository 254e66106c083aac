//! The types of complainers among many customers.

use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;
use crate::service::complaint_type::ComplaintFacts;
use crate::service::complaint_type::ComplaintTypeName;
use crate::service::complaint_type::complaint_type;

/// How many customers are of a type.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintTypeCount {
    /// The code of the type.
    pub code: String,
    /// The number of customers.
    pub customers: f64,
    /// Their share of the dissatisfied, 0 to 1; none where nobody is, and for those who are not.
    pub share: Option<f64>,
    /// The share of the type in Singh (1990).
    pub published_share: Option<f64>,
}

report!(ComplaintTypeCount {
    code => "code",
    customers => "customers",
    share => "share",
    published_share => "publishedShare",
});

/// The types of many customers.
#[derive(Debug, Clone, PartialEq)]
pub struct ComplaintTypes {
    /// The place of each customer's type in `classes`; NaN where what decides it is not known.
    pub types: Vec<f64>,
    /// The types with their customers.
    pub classes: Vec<ComplaintTypeCount>,
    /// The number of customers without a type.
    pub unknown: f64,
    /// How they were found.
    pub provenance: Provenance,
}

impl ToPlain for ComplaintTypes {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("types", &Bulk(&self.types));
        entries.put("classes", &self.classes);
        entries.put("unknown", &self.unknown);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Returns the types of complainers among many customers, and how frequent they are beside the
/// shares of Singh (1990).
///
/// `values`: five columns one after the other, NaN where a number is not known: complaints to the
/// firm, ill words, third parties, failures, satisfaction; as in [`ComplaintFacts`].
///
/// # Errors
/// Those of [`complaint_type`], with the row: `voice[3]`; [`Error::EmptyInput`] without customers,
/// and [`Error::LengthMismatch`].
///
/// # Example: a voicer, and one who says nothing
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::service::complaint_types;
/// let columns = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, f64::NAN, 40.0];
/// let found = complaint_types(&columns, &Thresholds::default())?;
/// assert_eq!(found.types, [1.0, 0.0]);
/// assert_eq!(found.classes[0].share, Some(0.5));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn complaint_types(values: &[f64], thresholds: &Thresholds) -> Result<ComplaintTypes> {
    let customers = values.len() / COLUMNS;
    if values.is_empty() {
        return Err(Error::empty("columns", "there are no customers"));
    }
    check_length("columns", values.len(), customers * COLUMNS)?;
    let columns: Vec<&[f64]> = values.chunks(customers).collect();
    let mut types = Vec::with_capacity(customers);
    let mut counts = [0.0_f64; ComplaintTypeName::ALL.len()];
    for i in 0..customers {
        let known = |column: usize| {
            let value = columns.get(column).and_then(|column| column.get(i));
            value.copied().filter(|value| !value.is_nan())
        };
        let facts = ComplaintFacts {
            voice: known(0),
            negative_word_of_mouth: known(1),
            third_party: known(2),
            failures: known(3),
            satisfaction: known(4),
        };
        let found = complaint_type(&facts, thresholds).map_err(|error| row(error, i))?;
        let place = ComplaintTypeName::ALL
            .iter()
            .position(|kind| found.code() == Some(kind.code()));
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1.0;
        }
        types.push(place.map_or(f64::NAN, |place| place as f64));
    }
    let decided: f64 = counts.iter().sum();
    let kinds = ComplaintTypeName::ALL.into_iter().zip(counts);
    let is_singh = |kind: ComplaintTypeName| kind.published_share().is_some();
    let dissatisfied: f64 = kinds
        .clone()
        .filter(|(kind, _)| is_singh(*kind))
        .map(|(_, count)| count)
        .sum();
    let mut hash = Fingerprint::default();
    hash.numbers(values);
    Ok(ComplaintTypes {
        unknown: customers as f64 - decided,
        types,
        classes: kinds
            .map(|(kind, customers)| ComplaintTypeCount {
                code: kind.code().into(),
                customers,
                share: (is_singh(kind) && dissatisfied > 0.0).then(|| customers / dissatisfied),
                published_share: kind.published_share(),
            })
            .collect(),
        provenance: Provenance::new("complaintTypes", hash.finish())
            .with("dissatisfiedBelow", thresholds.dissatisfied_below),
    })
}

/// The number of columns.
const COLUMNS: usize = 5;

/// Puts the row behind the name of a column; thresholds stand in no row.
fn row(error: Error, i: usize) -> Error {
    let columns = [
        "voice",
        "negativeWordOfMouth",
        "thirdParty",
        "failures",
        "satisfaction",
    ];
    error.map_path(|path| {
        if columns.contains(&path) {
            format!("{path}[{i}]")
        } else {
            path.into()
        }
    })
}
