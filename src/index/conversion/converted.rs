//! The conversion of a whole matrix.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::conversion::columns::convert_column;
use crate::index::conversion::options::Conversion;
use crate::index::conversion::options::ConversionOptions;
use crate::index::conversion::options::Standard;
use crate::index::conversion::options::Total;
use crate::index::conversion::total::totals;
use crate::numeric::direction::Direction;
use crate::plain::report;
use crate::weighting::data_weights::CONSTANT_COLUMN;

/// Data without units, of which more is always better.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConvertedData {
    /// The criteria, in the order of the data.
    pub criteria: Vec<String>,
    /// The names of the alternatives, if they have any.
    pub alternatives: Option<Vec<String>>,
    /// The values of each alternative in turn; none in a column of equal values that the method
    /// cannot place.
    pub values: Vec<Vec<Option<f64>>>,
    /// One number for each alternative, if asked for; none where no column could be placed.
    pub totals: Option<Vec<Option<f64>>>,
    /// The share of the weights whose columns could be placed, 0 to 1.
    pub coverage: f64,
    /// What to mind: `constant_column`.
    pub warnings: Vec<Caution>,
    /// How they were made: directions, clipping, the standard values used.
    pub provenance: Provenance,
}

report!(ConvertedData {
    criteria => "criteria",
    alternatives => "alternatives",
    values => "values",
    totals => "totals",
    coverage => "coverage",
    warnings => "warnings",
    provenance => "provenance",
});

/// Makes data dimensionless (无量纲化).
///
/// Whatever the direction of a criterion, more of the result is better. Nothing beyond the limits is
/// held at them unless told, as in the textbooks: an efficacy may be above 100 and below 60.
/// `settings` of the provenance say which directions, limits and clipping were in use.
///
/// # Formula
/// ```text
/// minmax               s = (x − x_s) / (x_h − x_s);  target, interval: falls from 1 to 0 at the limits
/// efficacy             s · c + d,                    c = 40, d = 60
/// efficacyExponential  d · ((c + d) / d)^s           = 60 exp(−ln 0.6 · s)
/// efficacyBands        of five standard values: see Bands
/// index                x / base · 100;               cost: base / x · 100
/// zscore               (x − x̄) / s;                  cost: its negative; target: of −|x − target|
/// vector               x / √Σ x²;                    cost: 1 − x / √Σ x²
/// sum                  x / Σ x;                      cost: (1 / x) / Σ (1 / x)
/// max                  x / max x;                    cost: min x / x
/// ```
/// `x_s` 不允许值, `x_h` 满意值.
///
/// # Errors
/// [`Error::Missing`] for a standard value that the method needs, [`Error::InvalidValue`] for one
/// that it does not use, for options of other methods, for `x_h = x_s`, for clipping where there are no limits, and for a target or
/// an interval where the method has no form for them; [`Error::OutOfRange`] for limits against the
/// direction, for a value of 0 or less that is divided by, and for negative values in `sum` and
/// `max`; [`Error::LengthMismatch`]; [`Error::NotFinite`] for what overflows.
///
/// # Example: efficacy coefficients of a benefit and a cost
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::conversion::{Conversion, ConversionOptions, Standard, convert};
/// use clientele::numeric::direction::Direction;
/// let data = DecisionMatrix::try_new(
///     vec!["orders".into(), "complaints".into()],
///     vec![Direction::Benefit, Direction::Cost],
///     vec![7.5, 12.0],
///     None,
/// )?;
/// let standard = |unallowable, satisfactory| Standard {
///     unallowable: Some(unallowable),
///     satisfactory: Some(satisfactory),
///     ..Standard::default()
/// };
/// let found = convert(&data, &ConversionOptions {
///     method: Conversion::Efficacy,
///     standards: Some(vec![standard(5.0, 10.0), standard(30.0, 5.0)]),
///     ..ConversionOptions::default()
/// })?;
/// assert_eq!(found.values[0], [Some(80.0), Some(88.8)]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, chapter 2: `minmax`,
/// `vector`, `max`; 彭非, 袁卫, 惠争勤 (2007), "对综合评价方法中指数功效函数的一种改进探讨", 统计研究
/// 24(12): `efficacyExponential`.
pub fn convert(matrix: &DecisionMatrix, options: &ConversionOptions) -> Result<ConvertedData> {
    check_options(options)?;
    let standards = match &options.standards {
        Some(standards) => {
            check_length("options.standards", standards.len(), matrix.columns())?;
            standards.clone()
        }
        None => vec![Standard::default(); matrix.columns()],
    };
    let mut columns = Vec::with_capacity(standards.len());
    let mut warnings = Vec::new();
    let mut directions: Vec<String> = Vec::with_capacity(standards.len());
    let named = matrix.criteria().iter().zip(matrix.directions());
    for (j, (standard, (name, direction))) in standards.iter().zip(named).enumerate() {
        let column = convert_column(matrix, j, options, standard)?;
        if column.values.is_none() {
            warnings.push(Caution::about(CONSTANT_COLUMN, name));
        }
        directions.push(word(*direction).into());
        columns.push(column);
    }
    let mut provenance = Provenance::new(options.method.code(), matrix.fingerprint())
        .with("directions", directions)
        .with("clip", options.clip);
    if options.method.has_scale() {
        provenance = provenance
            .with("c", options.width())
            .with("d", options.lower_end());
    }
    if options.method == Conversion::Index {
        provenance = provenance.with("reference", options.base().code());
    }
    if options.method.has_limits() {
        let given = options.standards.is_some();
        provenance = provenance.with("limits", if given { "given" } else { "observed" });
    }
    for (name, column) in matrix.criteria().iter().zip(&columns) {
        if !column.used.is_empty() {
            provenance = provenance.with(&format!("standards[{name}]"), column.used.clone());
        }
    }
    provenance = provenance.with("total", options.total.code());
    let found = totals(matrix, &columns, options)?;
    let totals = (options.total != Total::None).then_some(found.values);
    if totals.is_some() {
        provenance = provenance.with("weights", found.weights);
    }
    let mut values = vec![vec![None; columns.len()]; matrix.rows()];
    for (j, column) in columns.iter().enumerate() {
        for (row, value) in values.iter_mut().zip(column.values.iter().flatten()) {
            if let Some(cell) = row.get_mut(j) {
                *cell = Some(*value);
            }
        }
    }
    Ok(ConvertedData {
        criteria: matrix.criteria().to_vec(),
        alternatives: matrix.alternatives().map(<[String]>::to_vec),
        values,
        totals,
        coverage: found.coverage,
        warnings,
        provenance,
    })
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Benefit => "benefit",
        Direction::Cost => "cost",
        Direction::Target(_) => "target",
        Direction::Interval(..) => "interval",
    }
}

/// Rejects options that contradict each other.
fn check_options(options: &ConversionOptions) -> Result<()> {
    if options.clip && !options.method.has_limits() {
        return Err(Error::invalid(
            "options.clip".into(),
            "true",
            "false: the method has no limits to clip at",
        ));
    }
    if options.weights.is_some() && options.total == Total::None {
        return Err(Error::unused(
            "options.weights".into(),
            "there is no `total` for them",
        ));
    }
    let scale = "only `efficacy` and `efficacyExponential` use it";
    let used = [
        (
            "options.c",
            options.c.is_some(),
            options.method.has_scale(),
            scale,
        ),
        (
            "options.d",
            options.d.is_some(),
            options.method.has_scale(),
            scale,
        ),
        (
            "options.reference",
            options.reference.is_some(),
            options.method == Conversion::Index,
            "only `index` uses it",
        ),
    ];
    for (path, is_there, used, why) in used {
        if is_there && !used {
            return Err(Error::unused(path.into(), why));
        }
    }
    let (c, d) = (options.width(), options.lower_end());
    check_finite(c, || "options.c".into())?;
    check_finite(d, || "options.d".into())?;
    if c <= 0.0 {
        return Err(Error::out_of_range(
            "options.c".into(),
            c,
            "a number above 0",
        ));
    }
    if options.method == Conversion::EfficacyExponential && d <= 0.0 {
        return Err(Error::out_of_range(
            "options.d".into(),
            d,
            "a number above 0",
        ));
    }
    Ok(())
}
