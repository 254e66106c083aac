//! The little complex arithmetic that roots of unity need, without trigonometric functions.

use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Complex {
    pub(crate) re: f64,
    pub(crate) im: f64,
}

impl Complex {
    pub(crate) const ONE: Self = Self { re: 1.0, im: 0.0 };

    pub(crate) fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }

    #[must_use]
    pub(crate) fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    #[must_use]
    pub(crate) fn scaled(self, factor: f64) -> Self {
        Self {
            re: self.re * factor,
            im: self.im * factor,
        }
    }

    #[must_use]
    pub(crate) fn inverse(self) -> Self {
        let square = self.re * self.re + self.im * self.im;
        Self {
            re: self.re / square,
            im: -self.im / square,
        }
    }

    /// Returns w = `self`^(−`exponent`) and 1 − w, either with all digits, for `exponent` ≥ 0 and
    /// a number that is not 0.
    pub(crate) fn inverse_power(self, exponent: f64) -> (Self, Self) {
        // Squares would leave the range of a float.
        let largest = self.re.abs().max(self.im.abs());
        let (re, im) = (self.re / largest, self.im / largest);
        let size = sqrt(re * re + im * im);
        let unit = Self::new(re / size, -im / size);
        let turned = unit.unit_power(exponent);
        let ln_size = ln(largest) + ln(size);
        let shrunk = exp(-exponent * ln_size);
        // 1 − |w|cos φ = (1 − |w|) + |w|(1 − cos φ), and 1 − cos φ = sin²φ/(1 + cos φ).
        let versine = if turned.re > 0.0 {
            turned.im * turned.im / (1.0 + turned.re)
        } else {
            1.0 - turned.re
        };
        let change = Self {
            re: -expm1(-exponent * ln_size) + shrunk * versine,
            im: -shrunk * turned.im,
        };
        (turned.scaled(shrunk), change)
    }

    /// Returns a number of size 1 to a power from 0, on the principal branch.
    ///
    /// Square roots for the binary places after the point of the exponent, squares for those before
    /// it: nothing but exactly rounded operations, where sine and arctangent would cost the module
    /// 4 KB.
    ///
    /// # Example: the sixth root of −1
    /// ```text
    /// let root = Complex::new(-1.0, 0.0).unit_power(1.0 / 6.0);
    /// assert!((root.im - 0.5).abs() < 1e-15);
    /// ```
    #[must_use]
    pub(crate) fn unit_power(self, exponent: f64) -> Self {
        let mut power = Self::ONE;
        let mut whole = exponent.floor();
        let mut square = self;
        while whole > 0.0 {
            let half = (whole * 0.5).floor();
            if whole > 2.0 * half {
                power = power.times(square).to_unit();
            }
            square = square.times(square).to_unit();
            whole = half;
        }
        let mut rest = exponent - exponent.floor();
        let mut root = self;
        while rest > 0.0 {
            root = root.unit_root();
            rest *= 2.0;
            if rest >= 1.0 {
                power = power.times(root).to_unit();
                rest -= 1.0;
            }
        }
        power
    }

    /// Brings a number of size nearly 1 to size 1.
    fn to_unit(self) -> Self {
        self.scaled(1.5 - 0.5 * (self.re * self.re + self.im * self.im))
    }

    /// The principal square root of a number of size 1.
    fn unit_root(self) -> Self {
        if self.re >= 0.0 {
            let re = sqrt(0.5 * (1.0 + self.re));
            return Self::new(re, self.im / (2.0 * re));
        }
        let im = sqrt(0.5 * (1.0 - self.re));
        let im = if self.im < 0.0 { -im } else { im };
        Self::new(self.im / (2.0 * im), im)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the sine is the reference here")]
    fn powers_have_the_angle_times_the_exponent() {
        for exponent in [1e-7, 0.243, 1.0 / 6.0, 0.5, 1.0, 2.75, 311.4] {
            for angle in [1e-9, 0.01, 1.5, 3.0] {
                let power = Complex::new(f64::cos(angle), f64::sin(angle)).unit_power(exponent);
                let turned = angle * exponent;
                let place = format!("{angle} times {exponent}");
                let near = 1e-15 * turned.max(1.0);
                assert!((power.re - f64::cos(turned)).abs() <= near, "{place}");
                assert!(
                    (power.im - f64::sin(turned)).abs() <= near.min(4e-15 * turned),
                    "{place}"
                );
            }
        }
    }

    #[test]
    fn a_small_power_keeps_its_digits() {
        // 1 − w^(−s) → s·Log w for s → 0, with Log(1 + i) = ln 2/2 + iπ/4.
        let (_, change) = Complex::new(1.0, 1.0).inverse_power(1e-20);
        assert!((change.re / 1e-20 - 0.5 * core::f64::consts::LN_2).abs() < 1e-15);
        assert!((change.im / 1e-20 - core::f64::consts::FRAC_PI_4).abs() < 1e-15);
    }
}
