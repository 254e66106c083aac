//! One column at a time.

use crate::data::decision_matrix::DecisionMatrix;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::conversion::bands::Bands;
use crate::index::conversion::options::Conversion;
use crate::index::conversion::options::ConversionOptions;
use crate::index::conversion::options::IndexReference;
use crate::index::conversion::options::Standard;
use crate::numeric::direction::Direction;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::numeric::normalise::Ramp;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::numeric::vectors::range;
use crate::numeric::vectors::sum;
use crate::weighting::data_weights::check_from_zero;
use crate::weighting::data_weights::column_path;

/// A column without a unit, and the numbers that it was made by.
pub(super) struct Column {
    /// One value for each alternative; none where all are equally good and the method has no limits
    /// of its own.
    pub(super) values: Option<Vec<f64>>,
    /// The standard values that were used or found.
    pub(super) used: Vec<f64>,
}

/// A criterion on its way.
struct Criterion<'a> {
    matrix: &'a DecisionMatrix,
    j: usize,
    name: &'a str,
    direction: Direction,
    column: Vec<f64>,
    standard: &'a Standard,
}

/// Converts criterion `j`.
pub(super) fn convert_column(
    matrix: &DecisionMatrix,
    j: usize,
    options: &ConversionOptions,
    standard: &Standard,
) -> Result<Column> {
    let criterion = Criterion {
        matrix,
        j,
        name: matrix.criteria().get(j).map_or("", String::as_str),
        direction: matrix.directions().get(j).copied().unwrap_or_default(),
        column: matrix.column(j),
        standard,
    };
    criterion.check_standard(options)?;
    let column = match options.method {
        Conversion::Minmax | Conversion::Efficacy | Conversion::EfficacyExponential => {
            criterion.between_limits(options)?
        }
        Conversion::Index => criterion.index(options.base())?,
        Conversion::EfficacyBands => criterion.bands()?,
        Conversion::Zscore => criterion.z_scores(),
        Conversion::Vector => criterion.vector()?,
        Conversion::Sum => criterion.ratio(true)?,
        Conversion::Max => criterion.ratio(false)?,
    };
    for (row, value) in column.values.iter().flatten().enumerate() {
        check_finite(*value, || matrix.path(row, j))?;
    }
    Ok(column)
}

impl Criterion<'_> {
    fn standard_path(&self) -> String {
        format!("options.standards[{}]", self.name)
    }

    /// Rejects standard values that the method would not look at.
    fn check_standard(&self, options: &ConversionOptions) -> Result<()> {
        let limits = options.method.has_limits();
        let line = matches!(self.direction, Direction::Benefit | Direction::Cost);
        let given = options.base() == IndexReference::Given;
        let Standard {
            base,
            unallowable,
            satisfactory,
            lower,
            upper,
            bands,
        } = self.standard;
        let fields = [
            (
                "base",
                base.is_some(),
                options.method == Conversion::Index && given,
            ),
            ("unallowable", unallowable.is_some(), limits && line),
            ("satisfactory", satisfactory.is_some(), limits && line),
            ("lower", lower.is_some(), limits && !line),
            ("upper", upper.is_some(), limits && !line),
            (
                "bands",
                bands.is_some(),
                options.method == Conversion::EfficacyBands,
            ),
        ];
        for (name, is_there, used) in fields {
            if is_there && !used {
                return Err(Error::unused(
                    format!("{}.{name}", self.standard_path()),
                    "the method does not use it for this direction",
                ));
            }
        }
        Ok(())
    }

    /// Rejects a target and an interval, for which a method has no form.
    fn less_is_better(&self) -> Result<bool> {
        let path = || format!("directions[{}]", self.name);
        self.direction.is_cost(&path)
    }

    fn each(&self, used: Vec<f64>, convert: &dyn Fn(f64) -> f64) -> Column {
        Column {
            values: Some(each(&self.column, convert)),
            used,
        }
    }

    fn nothing(used: Vec<f64>) -> Column {
        Column { values: None, used }
    }

    fn between_limits(&self, options: &ConversionOptions) -> Result<Column> {
        let path = self.standard_path();
        let standard = self.standard;
        let (lo, hi) = match self.direction {
            Direction::Benefit | Direction::Cost => (
                ("unallowable", standard.unallowable),
                ("satisfactory", standard.satisfactory),
            ),
            Direction::Target(_) | Direction::Interval(..) => {
                (("lower", standard.lower), ("upper", standard.upper))
            }
        };
        let (ramp, within) = match (lo.1, hi.1) {
            (Some(low), Some(high)) => (
                Some(Ramp::try_new(
                    self.direction,
                    (lo.0, low),
                    (hi.0, high),
                    &path,
                )?),
                options.clip,
            ),
            (None, None) if options.standards.is_none() => {
                (Ramp::observed(&self.column, self.direction), true)
            }
            (low, _) => {
                let missing = if low.is_none() { lo.0 } else { hi.0 };
                return Err(Error::missing(
                    format!("{path}.{missing}"),
                    "a number: the limits of all criteria are given, or none",
                ));
            }
        };
        let Some(ramp) = ramp else {
            return Ok(Self::nothing(Vec::new()));
        };
        let (c, d) = (options.width(), options.lower_end());
        let share = |x: f64| if within { ramp.held(x) } else { ramp.share(x) };
        Ok(match options.method {
            Conversion::Efficacy => self.each(ramp.limits(), &|x| share(x) * c + d),
            Conversion::EfficacyExponential => {
                let rise = ln((c + d) / d);
                self.each(ramp.limits(), &|x| d * exp(rise * share(x)))
            }
            _ => self.each(ramp.limits(), &|x| share(x)),
        })
    }

    fn index(&self, reference: IndexReference) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        let (path, base) = match reference {
            IndexReference::Given => {
                let path = format!("{}.base", self.standard_path());
                let Some(base) = self.standard.base else {
                    return Err(Error::missing(path, "a number above 0"));
                };
                (path, base)
            }
            IndexReference::Mean => (
                column_path(self.matrix, self.j),
                mean(&self.column).unwrap_or_default(),
            ),
            IndexReference::First => (
                self.matrix.path(0, self.j),
                self.column.first().copied().unwrap_or_default(),
            ),
        };
        check_finite(base, || path.clone())?;
        if base <= 0.0 {
            return Err(Error::out_of_range(path, base, "a base above 0"));
        }
        if less_is_better {
            check_from_zero(self.matrix, self.j, true)?;
            return Ok(self.each(vec![base], &|x| base / x * 100.0));
        }
        Ok(self.each(vec![base], &|x| x / base * 100.0))
    }

    fn bands(&self) -> Result<Column> {
        self.less_is_better()?;
        let path = format!("{}.bands", self.standard_path());
        let Some(values) = &self.standard.bands else {
            let expected = "five standard values, from the best to the worst";
            return Err(Error::missing(path, expected));
        };
        let bands = Bands::try_new(values, self.direction, &path)?;
        Ok(self.each(values.clone(), &|x| bands.score(x)))
    }

    fn z_scores(&self) -> Column {
        let better = each(&self.column, &|x| -self.direction.shortfall(x));
        let centre = mean(&better).unwrap_or_default();
        let deviation = sample_deviation(&better).unwrap_or_default();
        let used = vec![centre, deviation];
        if deviation <= 0.0 {
            return Self::nothing(used);
        }
        Column {
            values: Some(each(&better, &|y| (y - centre) / deviation)),
            used,
        }
    }

    fn vector(&self) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        let (low, high) = range(&self.column);
        let largest = high.max(-low);
        if largest <= 0.0 {
            return Ok(Self::nothing(Vec::new()));
        }
        let parts = divided(&self.column, largest);
        let length = sqrt(dot(&parts, &parts));
        let start = if less_is_better { 1.0 } else { 0.0 };
        let sign = 1.0 - 2.0 * start;
        Ok(self.each(vec![largest * length], &|x| {
            start + sign * (x / largest / length)
        }))
    }

    /// Shares of the sum, or ratios to the best value.
    fn ratio(&self, to_sum: bool) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        check_from_zero(self.matrix, self.j, less_is_better)?;
        let (low, high) = range(&self.column);
        if high <= 0.0 {
            return Ok(Self::nothing(Vec::new()));
        }
        let best = if less_is_better { low } else { high };
        // Relative to the best, so that no sum and no inverse overflows.
        let found = self.each(vec![best], &|x| {
            if less_is_better { low / x } else { x / high }
        });
        Ok(match found.values {
            Some(parts) if to_sum => Column {
                used: vec![sum(&self.column)],
                values: Some(divided(&parts, sum(&parts))),
            },
            _ => found,
        })
    }
}
