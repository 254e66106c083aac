//! Blanks around a cell.

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
