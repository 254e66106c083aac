//! What each class brings.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::sum::CompensatedSum;
use crate::plain::report;
use crate::segment::classify::ClassShare;
use crate::segment::classify::shares;
use crate::segment::columns::CustomerColumns;

/// A class, how many are in it, and what they bring.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ClassTotals {
    /// The code of the class.
    pub code: String,
    /// How many customers are in it.
    pub customers: usize,
    /// Their share of all that have a class; none where nobody has.
    pub share: Option<f64>,
    /// What was added up, in the order of the columns.
    pub measures: Vec<Measure>,
}

report!(ClassTotals {
    code => "code",
    customers => "customers",
    share => "share",
    measures => "measures",
});

/// One measure of a class.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Measure {
    /// The name of the column.
    pub name: String,
    /// Of how many customers of the class it is known.
    pub known: usize,
    /// The sum.
    pub total: f64,
    /// The mean of those of whom it is known; none where it is of nobody.
    pub mean: Option<f64>,
    /// The share of the sum over all classes; none where that is not above 0.
    pub share: Option<f64>,
}

report!(Measure {
    name => "name",
    known => "known",
    total => "total",
    mean => "mean",
    share => "share",
});

/// Returns how many customers each class has and what they bring: the same columns for final and
/// intermediate customers, tiers or segments.
///
/// `codes`: the index of a class for each customer; one below 0 or beyond `classes` is no class.
///
/// # Errors
/// [`Error::LengthMismatch`], and [`Error::OutOfRange`] for a sum beyond the largest number.
///
/// # Example: what dealers and consumers bring
/// ```
/// use clientele::segment::{CustomerColumns, class_totals};
/// let revenue = CustomerColumns::try_new(vec!["revenue".into()], vec![900.0, 50.0, 50.0], 3)?;
/// let classes = ["customer.final", "customer.intermediate"];
/// let totals = class_totals(&[1, 0, 0], &classes, &revenue)?;
/// assert_eq!(totals[0].measures[0].share, Some(0.1));
/// assert_eq!(totals[1].measures[0].share, Some(0.9));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn class_totals(
    codes: &[i8],
    classes: &[&str],
    columns: &CustomerColumns,
) -> Result<Vec<ClassTotals>> {
    if codes.len() != columns.customers() {
        return Err(Error::LengthMismatch {
            path: "columns".into(),
            expected: codes.len(),
            actual: columns.customers(),
        });
    }
    let place = |code: &i8| usize::try_from(*code).ok();
    let mut counts = vec![0_usize; classes.len()];
    for code in codes {
        if let Some(count) = place(code).and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    let mut totals: Vec<ClassTotals> = shares(classes, &counts)
        .into_iter()
        .map(|of: ClassShare| ClassTotals {
            code: of.code,
            customers: of.customers,
            share: of.share,
            measures: Vec::new(),
        })
        .collect();
    for name in columns.names() {
        let mut sums = vec![(CompensatedSum::default(), 0_usize); classes.len()];
        let mut all = CompensatedSum::default();
        for (code, value) in codes.iter().zip(columns.needed(name)?) {
            let slot = place(code).and_then(|place| sums.get_mut(place));
            if let Some((sum, known)) = slot.filter(|_| !value.is_nan()) {
                sum.add(*value);
                all.add(*value);
                *known += 1;
            }
        }
        let all = all.total();
        for (own, (sum, known)) in totals.iter_mut().zip(sums) {
            let total = sum.total();
            if !total.is_finite() || !all.is_finite() {
                let expected = "a sum that is a number";
                return Err(Error::out_of_range(name.clone(), f64::MAX, expected));
            }
            own.measures.push(Measure {
                name: name.clone(),
                known,
                total,
                mean: (known > 0).then(|| total / known as f64),
                share: (all > 0.0).then(|| total / all),
            });
        }
    }
    Ok(totals)
}
