//! Matrices of two by two: value against what is to come, loyalty or response.

use crate::data::classification::Classification;
use crate::data::decision::Decision;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::quantile::quantiles;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;
use crate::plain::words;
use crate::segment::CellCuts;

/// What the two axes of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum MatrixAxes {
    /// Current value by future value, in money (客户当前价值 × 客户未来价值).
    #[default]
    CurrentFuture,
    /// Value by loyalty, both from 0 to 100 (客户价值 × 忠诚度).
    ValueLoyalty,
    /// Value, 0 to 100, by rate of response, 0 to 1 (客户价值 × 客户响应).
    ValueResponse,
}

words!(MatrixAxes {
    CurrentFuture => "currentFuture",
    ValueLoyalty => "valueLoyalty",
    ValueResponse => "valueResponse",
});

/// A matrix: its axes and its cells, high on both, low on the first, low on the second, low on
/// both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueMatrix {
    /// The names of the axes.
    pub axes: [&'static str; 2],
    /// The codes of the cells.
    pub cells: [&'static str; 4],
}

impl MatrixAxes {
    /// Returns the word for them.
    pub fn code(self) -> &'static str {
        match self {
            Self::CurrentFuture => "currentFuture",
            Self::ValueLoyalty => "valueLoyalty",
            Self::ValueResponse => "valueResponse",
        }
    }

    /// Returns the matrix.
    ///
    /// The cells of value by loyalty are those of Reinartz & Kumar (2002), whose second axis is the
    /// length of the relationship. Current by future and value by response are assigned by meaning,
    /// which is our choice: the texts name the cells but lost their places.
    ///
    /// # References
    /// Reinartz, W. & Kumar, V. (2002), "The mismanagement of customer loyalty", Harvard Business
    /// Review 80(7).
    ///
    /// # Example: who is high on both
    /// ```
    /// use clientele::value::MatrixAxes;
    /// assert_eq!(MatrixAxes::ValueLoyalty.matrix().cells[0], "value_loyalty.true_friend");
    /// ```
    pub fn matrix(self) -> ValueMatrix {
        match self {
            Self::CurrentFuture => ValueMatrix {
                axes: ["current", "future"],
                cells: ["vip", "improve", "maintain", "abandon"],
            },
            Self::ValueLoyalty => ValueMatrix {
                axes: ["value", "loyalty"],
                cells: [
                    "value_loyalty.true_friend",
                    "value_loyalty.barnacle",
                    "value_loyalty.butterfly",
                    "value_loyalty.stranger",
                ],
            },
            Self::ValueResponse => ValueMatrix {
                axes: ["value", "response"],
                cells: [
                    "value_response.invest",
                    "value_response.automate",
                    "value_response.nurture",
                    "value_response.stop",
                ],
            },
        }
    }

    /// Returns the cuts that hold unless told; none for money.
    fn cuts(self, thresholds: &Thresholds) -> Option<[f64; 2]> {
        match self {
            Self::CurrentFuture => None,
            Self::ValueLoyalty => Some([thresholds.high_value, thresholds.lasting_loyalty]),
            Self::ValueResponse => Some([thresholds.high_value, thresholds.high_response]),
        }
    }

    /// Returns the largest value of each axis.
    fn most(self) -> [f64; 2] {
        match self {
            Self::CurrentFuture => [f64::INFINITY; 2],
            Self::ValueLoyalty => [100.0; 2],
            Self::ValueResponse => [100.0, 1.0],
        }
    }

    /// Rejects what an axis cannot have.
    fn check(self, axis: usize, value: f64, path: &dyn Fn() -> String) -> Result<f64> {
        check_finite(value, path)?;
        let most = self.most().get(axis).copied().unwrap_or(f64::INFINITY);
        if most.is_finite() && !(0.0..=most).contains(&value) {
            let expected = format!("a number from 0 to {most}");
            return Err(Error::out_of_range(path(), value, &expected));
        }
        Ok(value)
    }
}

/// Returns the place of a cell among those of its matrix: a value at or above its cut is high.
fn place(first: f64, second: f64, [current, future]: [f64; 2]) -> usize {
    CellCuts { current, future }.cell(first, second) as usize
}

/// Returns the cell of one customer.
///
/// `cuts`: what counts as high on each axis; none: the thresholds `highValue`, `lastingLoyalty` and
/// `highResponse`. Money has no threshold that suits everybody, so current by future needs cuts.
/// Future value is to be taken at baseline retention and not at the customer's own risk: otherwise a
/// valuable customer about to leave would stand in "maintain", and the alarm would vanish.
///
/// # Errors
/// [`Error::NotFinite`], [`Error::OutOfRange`] for scores outside 0-100 and rates outside 0-1, and
/// [`Error::Missing`] for cuts that there must be.
///
/// # Example: valuable, and soon gone
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::value::{MatrixAxes, value_cell};
/// let thresholds = Thresholds::default();
/// let cell = value_cell(MatrixAxes::ValueLoyalty, Some(80.0), Some(30.0), None, &thresholds)?;
/// assert_eq!(cell.code(), Some("value_loyalty.butterfly"));
/// let unknown = value_cell(MatrixAxes::ValueLoyalty, Some(80.0), None, None, &thresholds)?;
/// assert_eq!(unknown.code(), None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn value_cell(
    axes: MatrixAxes,
    first: Option<f64>,
    second: Option<f64>,
    cuts: Option<[f64; 2]>,
    thresholds: &Thresholds,
) -> Result<Decision> {
    let [one, other] = axes.matrix().axes;
    let cuts = checked_cuts(axes, cuts, thresholds)?.ok_or_else(|| {
        let expected = "what counts as high on each axis, in money";
        Error::missing("options.cuts".into(), expected)
    })?;
    for (axis, (name, value)) in [(one, first), (other, second)].into_iter().enumerate() {
        if let Some(value) = value {
            axes.check(axis, value, &|| name.into())?;
        }
    }
    let (Some(first), Some(second)) = (first, second) else {
        return Ok(Decision::lacking(if first.is_none() { one } else { other }));
    };
    let cell = place(first, second, cuts);
    let code = axes.matrix().cells.get(cell).copied().unwrap_or_default();
    let [low, high] = cuts;
    Ok(Decision::made(
        Classification::new(code)
            .because(one, first)
            .beyond(&format!("{one}_cut"), low)
            .because(other, second)
            .beyond(&format!("{other}_cut"), high),
    ))
}

fn checked_cuts(
    axes: MatrixAxes,
    cuts: Option<[f64; 2]>,
    thresholds: &Thresholds,
) -> Result<Option<[f64; 2]>> {
    thresholds
        .check()
        .map_err(|error| error.within("options.thresholds"))?;
    let Some(cuts) = cuts else {
        return Ok(axes.cuts(thresholds));
    };
    for (axis, (cut, name)) in cuts.into_iter().zip(axes.matrix().axes).enumerate() {
        axes.check(axis, cut, &|| format!("options.cuts.{name}"))?;
    }
    Ok(Some(cuts))
}

/// How many customers stand in a cell.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CellCount {
    /// The code of the cell.
    pub code: String,
    /// The number of customers.
    pub customers: f64,
    /// Their share of all who stand in a cell; none where nobody does.
    pub share: Option<f64>,
}

report!(CellCount {
    code => "code",
    customers => "customers",
    share => "share",
});

/// The cells of many customers.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueCells {
    /// The place of each customer's cell in `classes`; NaN where an axis is not known.
    pub cells: Vec<f64>,
    /// The cells with their customers.
    pub classes: Vec<CellCount>,
    /// The number of customers without a cell.
    pub unknown: f64,
    /// What counted as high on each axis.
    pub cuts: [f64; 2],
    /// Where that is from: `given`, `thresholds` or `medians`.
    pub cuts_from: &'static str,
    /// How they were found.
    pub provenance: Provenance,
}

impl ToPlain for ValueCells {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("cells", &Bulk(&self.cells));
        entries.put("classes", &self.classes);
        entries.put("unknown", &self.unknown);
        entries.put("cuts", &self.cuts);
        entries.put("cutsFrom", &self.cuts_from);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Returns the cells of many customers, from a column for each axis, NaN where it is not known.
///
/// Without cuts, those of current by future value are the medians of the base.
///
/// # Errors
/// Those of [`value_cell`], with the row: `current[3]`; [`Error::LengthMismatch`],
/// [`Error::EmptyInput`] without customers, and [`Error::InsufficientData`] where a median is
/// needed and nothing known.
///
/// # Example: four customers by the medians
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::value::{MatrixAxes, value_cells};
/// let (current, future) = ([3500.0, 400.0, 2800.0, -50.0], [10364.0, 5013.0, 1321.0, -91.0]);
/// let found = value_cells(MatrixAxes::CurrentFuture, &current, &future, None, &Thresholds::default())?;
/// assert_eq!((found.cuts, found.cuts_from), ([1600.0, 3167.0], "medians"));
/// assert_eq!(found.cells, [0.0, 1.0, 2.0, 3.0]); // vip, improve, maintain, abandon
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn value_cells(
    axes: MatrixAxes,
    first: &[f64],
    second: &[f64],
    cuts: Option<[f64; 2]>,
    thresholds: &Thresholds,
) -> Result<ValueCells> {
    let ValueMatrix {
        axes: names,
        cells: codes,
    } = axes.matrix();
    let [one, other] = names;
    check_length(other, second.len(), first.len())?;
    if first.is_empty() {
        return Err(Error::empty("columns", "there are no customers"));
    }
    for (axis, (name, column)) in [(one, first), (other, second)].into_iter().enumerate() {
        for (i, value) in column.iter().enumerate() {
            if !value.is_nan() {
                axes.check(axis, *value, &|| format!("{name}[{i}]"))?;
            }
        }
    }
    let chosen = checked_cuts(axes, cuts, thresholds)?;
    let (cuts, cuts_from) = match chosen {
        Some(chosen) => (
            chosen,
            if cuts.is_some() {
                "given"
            } else {
                "thresholds"
            },
        ),
        None => ([median(first, one)?, median(second, other)?], "medians"),
    };
    let mut cells = Vec::with_capacity(first.len());
    let mut counts = [0.0_f64; 4];
    for (x, y) in first.iter().zip(second) {
        if x.is_nan() || y.is_nan() {
            cells.push(f64::NAN);
            continue;
        }
        let cell = place(*x, *y, cuts);
        if let Some(count) = counts.get_mut(cell) {
            *count += 1.0;
        }
        cells.push(cell as f64);
    }
    let decided: f64 = counts.iter().sum();
    let mut hash = Fingerprint::default();
    hash.numbers(first);
    hash.numbers(second);
    Ok(ValueCells {
        unknown: cells.len() as f64 - decided,
        cells,
        classes: codes
            .into_iter()
            .zip(counts)
            .map(|(code, customers)| CellCount {
                code: code.into(),
                customers,
                share: (decided > 0.0).then(|| customers / decided),
            })
            .collect(),
        cuts,
        cuts_from,
        provenance: Provenance::new("valueMatrix", hash.finish())
            .with("axes", axes.code())
            .with("cuts", cuts.to_vec())
            .with("cutsFrom", cuts_from),
    })
}

/// Returns the median of what is known.
fn median(column: &[f64], name: &str) -> Result<f64> {
    let known: Vec<f64> = column.iter().copied().filter(|v| !v.is_nan()).collect();
    let found = quantiles(&known, &[0.5]).map_err(|error| error.map_path(|_| name.into()))?;
    Ok(found.first().copied().unwrap_or_default())
}
