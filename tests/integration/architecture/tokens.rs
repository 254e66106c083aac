//! Names in the text of macros and attributes, which `syn` leaves unparsed.

/// A piece of source text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Word(String),
    Separator,
    Text(String),
    Other(char),
}

/// Splits Rust or JavaScript text into words, path separators, string literals and other signs.
/// Comments are left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let at = |i: usize| letters.get(i).copied().unwrap_or('\n');
    let mut found = Vec::new();
    let mut i = 0;
    while i < letters.len() {
        let letter = at(i);
        if letter == '/' && at(i + 1) == '/' {
            while i < letters.len() && at(i) != '\n' {
                i += 1;
            }
        } else if letter == '/' && at(i + 1) == '*' {
            i += 2;
            while i < letters.len() && !(at(i) == '*' && at(i + 1) == '/') {
                i += 1;
            }
            i += 2;
        } else if letter == '"' || (letter == '\'' && closes(&letters, i)) {
            let start = i + 1;
            i = start;
            while i < letters.len() && at(i) != letter && at(i) != '\n' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            let end = i.min(letters.len());
            found.push(Token::Text(letters[start.min(end)..end].iter().collect()));
            i += 1;
        } else if letter.is_alphanumeric() || letter == '_' || letter == '$' {
            let start = i;
            while at(i).is_alphanumeric() || at(i) == '_' || at(i) == '$' {
                i += 1;
            }
            let word: String = letters[start..i].iter().collect();
            let word = word.trim_start_matches('$');
            if !word.is_empty() {
                found.push(Token::Word(word.to_owned()));
            }
        } else if letter == ':' && at(i + 1) == ':' {
            found.push(Token::Separator);
            i += 2;
        } else {
            if !letter.is_whitespace() {
                found.push(Token::Other(letter));
            }
            i += 1;
        }
    }
    found
}

/// Tells whether the apostrophe at `i` opens a text that ends on its line; of Rust it may open a
/// lifetime.
fn closes(letters: &[char], i: usize) -> bool {
    letters[i + 1..]
        .iter()
        .take_while(|letter| **letter != '\n')
        .any(|letter| *letter == '\'')
}

/// Returns the paths `a::b::c` among the tokens. One that goes on in braces or ends in a star ends
/// in `*` here.
pub(super) fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some(Token::Word(first)) = tokens.get(i) else {
            i += 1;
            continue;
        };
        let mut path = vec![first.clone()];
        i += 1;
        while tokens.get(i) == Some(&Token::Separator) {
            match tokens.get(i + 1) {
                Some(Token::Word(next)) => path.push(next.clone()),
                Some(Token::Other('{' | '*')) => path.push("*".into()),
                _ => break,
            }
            i += 2;
        }
        found.push(path);
    }
    found
}

#[test]
fn words_texts_and_paths_are_told_apart() {
    let found = tokens("$crate::numeric::math /* x::y */ \"a::b\" // c::d\n crate :: { e } 'f");
    assert_eq!(
        paths(&found),
        [
            vec!["crate", "numeric", "math"],
            vec!["crate", "*"],
            vec!["e"],
            vec!["f"]
        ]
    );
    assert!(found.contains(&Token::Text("a::b".into())));
}
