//! Efficacy between five standard values (财政部、国资委企业绩效评价).

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::direction::Direction;

/// The coefficients of the bands 优秀, 良好, 平均, 较低, 较差.
pub const BAND_COEFFICIENTS: [f64; 5] = [1.0, 0.8, 0.6, 0.4, 0.2];

/// The five standard values of an indicator, from the best to the worst.
///
/// # Formula
/// ```text
/// score = (a + (x − b) / (b' − b) · (a' − a)) · 100
/// ```
/// b the standard value that x reaches and a its coefficient, b' and a' those of the next better
/// one; 100 from the best standard value on, 0 below the worst. Times the weight of the indicator,
/// over 100, it is the score of the rules, 本档基础分 + 调整分.
///
/// # Example: half-way from average to good
/// ```
/// use clientele::index::conversion::Bands;
/// use clientele::numeric::direction::Direction;
/// let returns = Bands::try_new(&[12.0, 9.0, 6.0, 3.0, 0.0], Direction::Benefit, "bands")?;
/// assert!((returns.score(7.5) - 70.0).abs() < 1e-12);
/// assert_eq!((returns.score(15.0), returns.score(-0.1)), (100.0, 0.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// 国务院国资委 (2006), 中央企业综合绩效评价实施细则 (国资发评价〔2006〕157号), chapter 3: basic score
/// and adjustment by the five standard values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    values: [f64; 5],
    /// 1 where more is better, −1 where less is.
    sign: f64,
}

impl Bands {
    /// Takes the standard values, from the best to the worst.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] unless there are five, [`Error::NotFinite`], [`Error::OutOfRange`]
    /// where one is not worse than the one before it, [`Error::InvalidValue`] for a target or an
    /// interval.
    pub fn try_new(values: &[f64], direction: Direction, path: &str) -> Result<Self> {
        let cost = direction.is_cost(&|| path.into())?;
        let sign = if cost { -1.0 } else { 1.0 };
        let Ok(values) = <[f64; 5]>::try_from(values) else {
            return Err(Error::LengthMismatch {
                path: path.into(),
                expected: 5,
                actual: values.len(),
            });
        };
        let mut before = f64::INFINITY;
        for (i, value) in values.into_iter().enumerate() {
            check_finite(value, || format!("{path}[{i}]"))?;
            if sign * value >= before {
                let expected = "a value worse than the one before it, by the direction";
                return Err(Error::out_of_range(format!("{path}[{i}]"), value, expected));
            }
            before = sign * value;
        }
        Ok(Self { values, sign })
    }

    /// Returns the standard values, from the best to the worst.
    pub fn values(&self) -> [f64; 5] {
        self.values
    }

    /// Returns the score of a value, 0 to 100.
    pub fn score(&self, value: f64) -> f64 {
        let mut better: Option<(f64, f64)> = None;
        for (standard, coefficient) in self.values.into_iter().zip(BAND_COEFFICIENTS) {
            if self.sign * value >= self.sign * standard {
                let adjustment = better.map_or(0.0, |(next, above)| {
                    let way = (0.5 * value - 0.5 * standard) / (0.5 * next - 0.5 * standard);
                    way * (above - coefficient)
                });
                return 100.0 * (coefficient + adjustment);
            }
            better = Some((standard, coefficient));
        }
        0.0
    }
}
