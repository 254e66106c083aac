//! Decimal texts, read to the nearest number without the tables of the standard library, which are
//! 12 KB of a module that reads a text such as "0.5" once in a while.

/// Digits that count: 2·10³⁷ is below 2¹²⁸.
const DIGITS: u32 = 37;

/// Decimals that count: 10³⁸ is below 2¹²⁷, so that a remainder can be doubled.
const DECIMALS: u32 = 38;

/// Returns the number nearest to digits with at most one decimal point; nothing else is a number.
///
/// The first 37 significant digits and 38 decimals count, which is every text of a distance from a
/// tie that a person would write. A number below 1e-38 that is not 0 is taken for 1e-38, and above
/// 1e37 the last bits may differ from the nearest.
///
/// # Example: a half and a third
/// ```
/// use clientele::numeric::decimal::decimal;
/// assert_eq!(decimal("0.5"), Some(0.5));
/// assert_eq!(decimal("0.333333333333333333333333"), Some(1.0 / 3.0));
/// assert_eq!(decimal("1e3"), None);
/// ```
pub fn decimal(text: &str) -> Option<f64> {
    let mut number: u128 = 0;
    let mut digits = 0;
    let mut decimals = 0;
    // The digits that do not count: whether one is not 0, and how many stand before the point.
    let mut rest = false;
    let mut places = 0_u32;
    let mut point = false;
    let mut any = false;
    for byte in text.bytes() {
        if byte == b'.' && !point {
            point = true;
            continue;
        }
        if !byte.is_ascii_digit() {
            return None;
        }
        any = true;
        if digits < DIGITS && decimals < DECIMALS {
            number = number * 10 + u128::from(byte - b'0');
            digits += u32::from(number > 0);
            decimals += u32::from(point);
        } else {
            rest |= byte != b'0';
            places = places.saturating_add(u32::from(!point));
        }
    }
    if number == 0 && rest {
        number = 1;
    }
    let value = quotient(number, 10_u128.pow(decimals), rest);
    any.then(|| (0..places.min(400)).fold(value, |value, _| value * 10.0))
}

/// Returns the number nearest to a quotient, a little above which the value lies if there is a rest.
fn quotient(number: u128, divisor: u128, rest: bool) -> f64 {
    if number == 0 {
        return 0.0;
    }
    let mut quotient = number / divisor;
    let mut remainder = number % divisor;
    let mut scale = 0.5;
    // 55 bits: 53, one to round by, and below them one that says whether anything follows.
    while quotient < 1 << 54 {
        remainder <<= 1;
        let bit = remainder >= divisor;
        if bit {
            remainder -= divisor;
        }
        quotient = (quotient << 1) | u128::from(bit);
        scale *= 0.5;
    }
    let follows = u128::from(rest || remainder > 0);
    ((quotient << 1) | follows) as f64 * scale
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::decimal;

    #[test]
    fn only_digits_and_one_point_are_a_number() {
        for text in [
            "", ".", "1.2.3", "-1", "+1", "1e3", "inf", "NaN", "1 2", "١",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
        assert_eq!(decimal("5."), Some(5.0));
        assert_eq!(decimal(".5"), Some(0.5));
        assert_eq!(decimal("000"), Some(0.0));
    }

    #[test]
    fn texts_on_and_beside_a_tie_are_rounded_as_by_the_standard_library() {
        // 2^53 + 1 lies between two numbers; 1 + 2^-53 written out lies between 1 and its successor.
        for text in [
            "9007199254740993",
            "9007199254740993.0000000000000000000001",
            "1.00000000000000011102230246251565404236316680908203125",
            "1.000000000000000111022302462515654043",
            "1.000000000000000111022302462515654042",
            "0.1",
            "123456789.123456789123456789",
        ] {
            assert_eq!(decimal(text), Some(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn texts_beyond_all_reason_are_close_and_have_no_end() {
        let huge = "9".repeat(500);
        assert_eq!(decimal(&huge), Some(f64::INFINITY));
        assert_eq!(decimal(&format!("0.{}1", "0".repeat(60))), Some(1e-38));
        assert_eq!(decimal(&format!("0.{}", "0".repeat(99))), Some(0.0));
    }

    proptest::proptest! {
        #[test]
        fn every_decimal_is_the_nearest_number(whole in 0..10_u64.pow(9), decimals in "[0-9]{0,26}") {
            let text = format!("{whole}.{decimals}");
            let nearest: f64 = text.parse().unwrap();
            proptest::prop_assert_eq!(decimal(&text), Some(nearest));
        }

        #[test]
        fn every_number_survives_its_own_text(bits in proptest::num::f64::POSITIVE) {
            let number = 1e-9 + bits % 1e9;
            proptest::prop_assert_eq!(decimal(&number.to_string()), Some(number));
        }
    }
}
