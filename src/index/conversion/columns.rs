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
use crate::numeric::statistics::range;
use crate::numeric::statistics::sample_deviation;

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
        Conversion::Index => criterion.index(options.reference)?,
        Conversion::EfficacyBands => criterion.bands()?,
        Conversion::Zscore => criterion.z_scores(),
        Conversion::Vector => criterion.vector()?,
        Conversion::Sum => criterion.sum()?,
        Conversion::Max => criterion.ratio()?,
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
        let given = options.reference == IndexReference::Given;
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
                return Err(Error::InvalidValue {
                    path: format!("{}.{name}", self.standard_path()),
                    found: "a value".into(),
                    expected: "left out: the method does not use it for this direction".into(),
                });
            }
        }
        Ok(())
    }

    /// Rejects a target and an interval, for which a method has no form.
    fn less_is_better(&self) -> Result<bool> {
        match self.direction {
            Direction::Benefit => Ok(false),
            Direction::Cost => Ok(true),
            Direction::Target(_) | Direction::Interval(..) => Err(Error::InvalidValue {
                path: format!("directions[{}]", self.name),
                found: "a target or an interval".into(),
                expected: "a benefit or a cost, of which alone the method has a form".into(),
            }),
        }
    }

    /// Rejects values below 0, or not above 0.
    fn check_sign(&self, zero: bool) -> Result<()> {
        let wrong = |value: &f64| *value < 0.0 || (!zero && *value <= 0.0);
        let Some(row) = self.column.iter().position(wrong) else {
            return Ok(());
        };
        Err(Error::OutOfRange {
            path: self.matrix.path(row, self.j),
            value: self.column.get(row).copied().unwrap_or_default(),
            expected: if zero {
                "a number from 0"
            } else {
                "a number above 0: it is divided by"
            }
            .into(),
        })
    }

    fn each(&self, used: Vec<f64>, convert: &mut dyn FnMut(f64) -> f64) -> Column {
        Column {
            values: Some(self.column.iter().map(|x| convert(*x)).collect()),
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
                return Err(Error::Missing {
                    path: format!("{path}.{missing}"),
                    expected: "a number: the limits of all criteria are given, or none".into(),
                });
            }
        };
        let Some(ramp) = ramp else {
            return Ok(Self::nothing(Vec::new()));
        };
        let (c, d) = (options.c, options.d);
        let share = |x: f64| if within { ramp.held(x) } else { ramp.share(x) };
        Ok(match options.method {
            Conversion::Efficacy => self.each(ramp.limits(), &mut |x| share(x) * c + d),
            Conversion::EfficacyExponential => {
                let rise = ln((c + d) / d);
                self.each(ramp.limits(), &mut |x| d * exp(rise * share(x)))
            }
            _ => self.each(ramp.limits(), &mut |x| share(x)),
        })
    }

    fn index(&self, reference: IndexReference) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        let (path, base) = match reference {
            IndexReference::Given => {
                let path = format!("{}.base", self.standard_path());
                let Some(base) = self.standard.base else {
                    return Err(Error::Missing {
                        path,
                        expected: "a number above 0".into(),
                    });
                };
                (path, base)
            }
            IndexReference::Mean => (
                format!("criteria[{}]", self.name),
                mean(&self.column).unwrap_or_default(),
            ),
            IndexReference::First => (
                self.matrix.path(0, self.j),
                self.column.first().copied().unwrap_or_default(),
            ),
        };
        check_finite(base, || path.clone())?;
        if base <= 0.0 {
            return Err(Error::OutOfRange {
                path,
                value: base,
                expected: "a base above 0".into(),
            });
        }
        if less_is_better {
            self.check_sign(false)?;
            return Ok(self.each(vec![base], &mut |x| base / x * 100.0));
        }
        Ok(self.each(vec![base], &mut |x| x / base * 100.0))
    }

    fn bands(&self) -> Result<Column> {
        self.less_is_better()?;
        let path = format!("{}.bands", self.standard_path());
        let Some(values) = &self.standard.bands else {
            return Err(Error::Missing {
                path,
                expected: "five standard values, from the best to the worst".into(),
            });
        };
        let bands = Bands::try_new(values, self.direction, &path)?;
        Ok(self.each(values.clone(), &mut |x| bands.score(x)))
    }

    fn z_scores(&self) -> Column {
        let better: Vec<f64> = self
            .column
            .iter()
            .map(|x| -self.direction.shortfall(*x))
            .collect();
        let centre = mean(&better).unwrap_or_default();
        let deviation = sample_deviation(&better).unwrap_or_default();
        if deviation <= 0.0 {
            return Self::nothing(vec![centre, deviation]);
        }
        Column {
            values: Some(better.iter().map(|y| (y - centre) / deviation).collect()),
            used: vec![centre, deviation],
        }
    }

    fn vector(&self) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        let (low, high) = range(&self.column);
        let largest = high.max(-low);
        if largest <= 0.0 {
            return Ok(Self::nothing(Vec::new()));
        }
        let square = |x: &f64| (x / largest) * (x / largest);
        let length = sqrt(self.column.iter().map(square).sum());
        let share = |x: f64| x / largest / length;
        let used = vec![largest * length];
        Ok(if less_is_better {
            self.each(used, &mut |x| 1.0 - share(x))
        } else {
            self.each(used, &mut |x| share(x))
        })
    }

    fn sum(&self) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        self.check_sign(!less_is_better)?;
        let (low, high) = range(&self.column);
        // Relative to the largest part, so that no sum and no inverse overflows.
        let part = |x: f64| if less_is_better { low / x } else { x / high };
        if high <= 0.0 {
            return Ok(Self::nothing(Vec::new()));
        }
        let sum: f64 = self.column.iter().map(|x| part(*x)).sum();
        Ok(self.each(Vec::new(), &mut |x| part(x) / sum))
    }

    fn ratio(&self) -> Result<Column> {
        let less_is_better = self.less_is_better()?;
        self.check_sign(!less_is_better)?;
        let (low, high) = range(&self.column);
        if high <= 0.0 {
            return Ok(Self::nothing(Vec::new()));
        }
        Ok(if less_is_better {
            self.each(vec![low], &mut |x| low / x)
        } else {
            self.each(vec![high], &mut |x| x / high)
        })
    }
}
