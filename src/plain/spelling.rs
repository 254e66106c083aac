//! A distance between words.

/// Returns how many insertions, deletions and replacements of a character turn `a` into `b`.
///
/// # Example: one letter too many
/// ```
/// assert_eq!(clientele::plain::edit_distance("marginn", "margin"), 1);
/// ```
///
/// # References
/// Wagner & Fischer (1974), "The string-to-string correction problem", Journal of the ACM 21(1).
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, &to) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::edit_distance;

    #[test]
    fn distance_matches_the_textbook_example() {
        // Wagner & Fischer's classic pair: kitten to sitting takes three edits.
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("asOf", "asOf"), 0);
    }
}
