//! Numbers as texts, without the 16 KB that the standard library needs to write them fast.

use core::cmp::Ordering;
use core::fmt::Display;
use core::fmt::Formatter;
use core::fmt::Write;

/// 1152 bits: four times the largest number is below 2¹⁰²⁶, and 2¹⁰⁷⁶ is the largest divisor, of
/// which a remainder may be ten times as large.
const WORDS: usize = 36;

/// A number that is shown as the standard library shows it: by the fewest digits that no other
/// number has, without an exponent.
///
/// # Example: a third
/// ```
/// use clientele::error::shortest::Shortest;
/// assert_eq!(Shortest(1.0 / 3.0).to_string(), "0.3333333333333333");
/// assert_eq!(Shortest(1e21).to_string(), "1000000000000000000000");
/// ```
///
/// # References
/// Steele & White (1990), How to print floating-point numbers accurately, PLDI 25(6), algorithm
/// FPP² with fixed-up bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shortest(pub f64);

impl Shortest {
    /// Shows a number that stands in a variant of an enum, where a pattern gives a reference.
    #[allow(
        clippy::trivially_copy_pass_by_ref,
        reason = "the pattern gives a reference"
    )]
    pub(crate) fn of(value: &f64) -> Self {
        Self(*value)
    }

    /// Returns the number rounded to so many decimals, for a reader to whom more say nothing.
    pub(crate) fn rounded(value: f64, decimals: u32) -> Self {
        let unit = f64::from(10_u32.saturating_pow(decimals));
        let rounded = (value * unit).round() / unit;
        Self(if rounded.is_finite() { rounded } else { value })
    }
}

impl Display for Shortest {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        let value = self.0;
        if value.is_nan() {
            return f.write_str("NaN");
        }
        if value.is_sign_negative() {
            f.write_char('-')?;
        }
        if value.is_infinite() {
            return f.write_str("inf");
        }
        let (digits, point) = digits(value.abs());
        if point <= 0 {
            f.write_str("0")?;
            if !digits.is_empty() {
                f.write_char('.')?;
            }
        }
        for _ in point..0 {
            f.write_char('0')?;
        }
        let mut place = 0;
        for digit in &digits {
            if place > 0 && place == point {
                f.write_char('.')?;
            }
            f.write_char(char::from(b'0' + digit))?;
            place += 1;
        }
        for _ in place..point {
            f.write_char('0')?;
        }
        Ok(())
    }
}

/// Returns the digits of a finite number from 0, and how many of them stand before the point.
fn digits(value: f64) -> (Vec<u8>, i32) {
    let mut found = Vec::new();
    if value <= 0.0 {
        return (found, 0);
    }
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    #[allow(clippy::cast_possible_truncation, reason = "11 bits")]
    let exponent = (bits >> 52) as u32;
    // value = whole·2^(power − 1075), power from 1.
    let (whole, power) = if exponent == 0 {
        (fraction, 1)
    } else {
        (fraction | (1 << 52), exponent)
    };
    let even = whole % 2 == 0;
    // Below a power of two the next number is half as far away.
    let low = if fraction == 0 && exponent > 1 { 1 } else { 2 };
    let (up, down) = (power.saturating_sub(1075), 1075_u32.saturating_sub(power));
    let mut rest = Large::new(4 * whole, up);
    let mut above = Large::new(2, up);
    let mut below = Large::new(low, up);
    let mut scale = Large::new(4, down);
    // Whether a remainder, with the bound added, reaches the next digit.
    let reaches = |rest: &Large, above: &Large, scale: &Large| match rest.plus(above).cmp(scale) {
        Ordering::Greater => true,
        Ordering::Equal => even,
        Ordering::Less => false,
    };
    let mut point = 0;
    while reaches(&rest, &above, &scale) {
        scale.ten_times();
        point += 1;
    }
    loop {
        rest.ten_times();
        above.ten_times();
        below.ten_times();
        if reaches(&rest, &above, &scale) {
            break;
        }
        point -= 1;
    }
    loop {
        let mut digit = 0;
        while rest >= scale {
            rest.subtract(&scale);
            digit += 1;
        }
        let enough_low = rest < below || (even && rest == below);
        let enough_high = reaches(&rest, &above, &scale);
        if enough_low || enough_high {
            let nearer = rest.plus(&rest) >= scale;
            found.push(digit + u8::from(enough_high && (!enough_low || nearer)));
            return (found, point);
        }
        found.push(digit);
        rest.ten_times();
        above.ten_times();
        below.ten_times();
    }
}

/// A large whole number, the highest word first, so that the order is that of the words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Large([u32; WORDS]);

impl Large {
    /// `value`·2^`power`.
    fn new(value: u64, power: u32) -> Self {
        let mut large = Self([0; WORDS]);
        let mut shifted = u128::from(value) << (power % 32);
        for word in large.0.iter_mut().rev().skip((power / 32) as usize) {
            #[allow(clippy::cast_possible_truncation, reason = "the rest follows")]
            let lowest = shifted as u32;
            *word = lowest;
            shifted >>= 32;
        }
        large
    }

    /// Replaces every word, from the lowest, by one of a sum that is carried on.
    fn carry(&mut self, other: &Self, sum: impl Fn(u64, u64) -> u64) {
        let mut carried = 0;
        for (word, other) in self.0.iter_mut().zip(&other.0).rev() {
            let total = sum(u64::from(*word), u64::from(*other)) + carried;
            #[allow(clippy::cast_possible_truncation, reason = "the rest is carried")]
            let lowest = total as u32;
            *word = lowest;
            carried = total >> 32;
        }
    }

    fn ten_times(&mut self) {
        let own = *self;
        self.carry(&own, |word, _| word * 10);
    }

    fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        sum.carry(other, |one, two| one + two);
        sum
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrowed = false;
        for (word, other) in self.0.iter_mut().zip(&other.0).rev() {
            let (part, first) = word.overflowing_sub(*other);
            let (part, second) = part.overflowing_sub(u32::from(borrowed));
            *word = part;
            borrowed = first || second;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shortest;

    #[test]
    fn numbers_on_the_edges_are_shown_as_by_the_standard_library() {
        let mut numbers = vec![
            0.0,
            -0.0,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::from_bits(1),
            f64::from_bits(2),
            f64::MIN_POSITIVE - f64::from_bits(1),
            0.1,
            0.3,
            -1.5,
            100.0,
            123456789.125,
            // 2^53 and its neighbours; 9.5e-322 and 5e-324 have few bits; 2^-44 has an uneven tie.
            9007199254740991.0,
            9007199254740992.0,
            9007199254740994.0,
            9.5e-322,
            1e23,
            f64::from_bits(1e23_f64.to_bits() - 1),
            5.684341886080802e-14,
        ];
        numbers.extend((0..2046).map(|exponent| f64::from_bits(exponent << 52)));
        numbers.extend((-320..=308).map(|power| format!("1e{power}").parse().unwrap_or(0.0)));
        for number in numbers {
            assert_eq!(Shortest(number).to_string(), number.to_string());
        }
    }

    #[test]
    fn rounded_numbers_have_few_decimals() {
        assert_eq!(Shortest::rounded(9588.123456, 4).to_string(), "9588.1235");
        assert_eq!(Shortest::rounded(-0.00001, 4).to_string(), "-0");
        assert_eq!(Shortest::rounded(1e305, 4).to_string(), 1e305.to_string());
    }

    proptest::proptest! {
        #[test]
        fn every_number_is_shown_as_by_the_standard_library(bits in proptest::num::u64::ANY) {
            let number = f64::from_bits(bits);
            proptest::prop_assert_eq!(Shortest(number).to_string(), number.to_string());
        }

        #[test]
        fn everyday_numbers_are_shown_as_by_the_standard_library(
            whole in -1_000_000_000_i64..1_000_000_000, decimals in 0..7_i32,
        ) {
            let number = whole as f64 / 10f64.powi(decimals);
            proptest::prop_assert_eq!(Shortest(number).to_string(), number.to_string());
        }
    }
}
