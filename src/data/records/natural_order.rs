//! The order in which people list names with numbers.

use core::cmp::Ordering;

/// Compares texts so that q2 comes before q10: runs of digits by their number, all else by character.
///
/// # Example: nine before ten
/// ```
/// use clientele::data::records::natural_order;
/// let mut names = ["q10", "q9", "p1"];
/// names.sort_by(|one, other| natural_order(one, other));
/// assert_eq!(names, ["p1", "q9", "q10"]);
/// ```
pub fn natural_order(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one, other);
    loop {
        let ((run_a, rest_a), (run_b, rest_b)) = (digits(a), digits(b));
        if !run_a.is_empty() && !run_b.is_empty() {
            let (short_a, short_b) = (run_a.trim_start_matches('0'), run_b.trim_start_matches('0'));
            let order = short_a.len().cmp(&short_b.len()).then(short_a.cmp(short_b));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (rest_a, rest_b);
            continue;
        }
        let (mut letters_a, mut letters_b) = (a.chars(), b.chars());
        match (letters_a.next(), letters_b.next()) {
            // `01` and `1` are different names.
            (None, None) => return one.cmp(other),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x != y => return x.cmp(&y),
            _ => (a, b) = (letters_a.as_str(), letters_b.as_str()),
        }
    }
}

/// Splits digits off the front.
fn digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::natural_order;
    use core::cmp::Ordering;

    #[test]
    fn the_order_is_total_and_only_equal_texts_are_equal() {
        let names = [
            "", "0", "00", "1", "01", "a", "a1", "a01b", "a1b", "é", "客户2", "客户10",
        ];
        for one in names {
            for other in names {
                let order = natural_order(one, other);
                assert_eq!(order, natural_order(other, one).reverse());
                assert_eq!(order == Ordering::Equal, one == other);
            }
        }
        assert_eq!(natural_order("客户2", "客户10"), Ordering::Less);
    }
}
