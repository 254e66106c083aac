//! Numbers of twice the digits, for products that are carried over thousands of steps.

/// 2²⁷ + 1: splits the 53 bits of a float in two.
const SPLITTER: f64 = 134_217_729.0;

/// An unevaluated sum of two floats, the second below half a unit in the last place of the first:
/// some 32 digits. Its parts must stay within 1e±290, where nothing over- or underflows.
///
/// # References
/// Dekker (1971), A floating-point technique for extending the available precision, Numerische
/// Mathematik 18, §§4–5; Knuth (1997), The art of computer programming, vol. 2, §4.2.2, theorem B.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Twofold {
    high: f64,
    low: f64,
}

impl Twofold {
    /// A number as it is.
    #[inline]
    pub(crate) fn new(value: f64) -> Self {
        Self {
            high: value,
            low: 0.0,
        }
    }

    /// The nearest float.
    #[inline]
    pub(crate) fn nearest(self) -> f64 {
        self.high
    }

    /// Adds a float.
    #[inline]
    pub(crate) fn plus(self, other: f64) -> Self {
        let sum = self.high + other;
        let part = sum - self.high;
        let lost = (self.high - (sum - part)) + (other - part);
        Self::renormalised(sum, lost + self.low)
    }

    /// Multiplies two numbers.
    #[inline]
    pub(crate) fn times(self, other: Self) -> Self {
        let (product, lost) = product(self.high, other.high);
        Self::renormalised(
            product,
            lost + (self.high * other.low + self.low * other.high),
        )
    }

    /// Divides by a number other than 0.
    #[inline]
    pub(crate) fn over(self, divisor: Self) -> Self {
        let quotient = self.high / divisor.high;
        let (back, lost) = product(quotient, divisor.high);
        let rest = ((self.high - back) - lost) + self.low - quotient * divisor.low;
        Self::renormalised(quotient, rest / divisor.high)
    }

    /// `low` is far below `high`, but may overlap with it.
    #[inline]
    fn renormalised(high: f64, low: f64) -> Self {
        let sum = high + low;
        Self {
            high: sum,
            low: low - (sum - high),
        }
    }
}

/// The product of two floats and what it lost to rounding.
#[inline]
fn product(a: f64, b: f64) -> (f64, f64) {
    let (a_high, a_low) = halves(a);
    let (b_high, b_low) = halves(b);
    let product = a * b;
    let lost = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, lost)
}

/// Two numbers of 26 bits whose sum is `value`.
#[inline]
fn halves(value: f64) -> (f64, f64) {
    let scaled = SPLITTER * value;
    let high = scaled - (scaled - value);
    (high, value - high)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::*;

    #[test]
    fn what_a_float_loses_is_kept() {
        // (1 + 2⁻⁵²)² = 1 + 2⁻⁵¹ + 2⁻¹⁰⁴.
        let one = Twofold::new(1.0).plus(f64::EPSILON);
        let square = one.times(one);
        assert_eq!(square.high, 1.0 + 2.0 * f64::EPSILON);
        assert_eq!(square.low, f64::EPSILON * f64::EPSILON);
        // 1/3 to 32 digits: what three of them lack of 1 is below 2⁻¹⁰⁴.
        let third = Twofold::new(1.0).over(Twofold::new(3.0));
        let lack = third.times(Twofold::new(3.0)).plus(-1.0);
        assert!(lack.nearest().abs() < 1e-31, "{lack:?}");
        // A summand below the last bit.
        assert_eq!(Twofold::new(1.0).plus(1e-20).plus(-1.0).nearest(), 1e-20);
    }

    /// The first 100,000 ratios (j + ½)/(j + 3): their product is a ratio of gamma functions,
    /// Γ(n + ½)Γ(3)/(Γ(½)Γ(n + 3)), by mpmath at 40 digits.
    #[test]
    fn a_long_product_keeps_the_digits_of_a_float() {
        let mut product = Twofold::new(1.0);
        for j in 0..100_000 {
            let j = Twofold::new(f64::from(j));
            product = product.times(j.plus(0.5)).over(j.plus(3.0));
        }
        let expected = 3.568_136_727_182_596_7e-13;
        assert!((product.nearest() / expected - 1.0).abs() <= f64::EPSILON);
    }
}
