//! Cells without the blanks around them, and as an error shows them.

/// How much of a cell an error shows.
const SHOWN: usize = 60;

/// Returns a text without the blanks around it, as [`str::trim`] does.
///
/// Nearly all cells have none, and begin and end with a character of ASCII. The standard library
/// decodes two characters to find that out, which is a tenth of the time for reading a file.
pub(crate) fn trim(text: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) {
        text
    } else {
        text.trim()
    }
}

/// Cuts a cell to what an error can show.
pub(crate) fn shorten(cell: &str) -> String {
    if cell.chars().nth(SHOWN).is_none() {
        cell.to_owned()
    } else {
        cell.chars().take(SHOWN - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::trim;

    #[test]
    fn all_blanks_go_and_nothing_else() {
        for text in [
            "",
            "a",
            " a",
            "a ",
            "\u{a0}a\u{3000}",
            "é",
            "a é ",
            "\u{1}a",
            "  ",
        ] {
            assert_eq!(trim(text), text.trim());
        }
    }
}
