//! Bytes as text that may stand in an address, a cookie or JSON.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bytes in the alphabet of RFC 4648, section 5, without padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |k: usize| u32::from(chunk.get(k).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for k in 0..=chunk.len() {
            let place = (word >> (18 - 6 * k)) & 63;
            let letter = ALPHABET.get(place as usize).copied().unwrap_or(b'A');
            text.push(char::from(letter));
        }
    }
    text
}

/// Reads what [`encode`] wrote; none for anything else. There is one text for some bytes.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut word = 0;
        for letter in chunk {
            word = word << 6 | value(*letter)?;
        }
        word <<= 6 * (4 - chunk.len());
        let [_, one, two, three] = word.to_be_bytes();
        let (held, rest) = match chunk.len() {
            4 => (3, 0),
            3 => (2, u32::from(three)),
            _ => (1, u32::from(two) << 8 | u32::from(three)),
        };
        // Bits beyond the last byte would give other texts of the same bytes.
        if rest != 0 {
            return None;
        }
        bytes.extend([one, two, three].iter().take(held));
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::decode;
    use super::encode;

    #[test]
    fn the_vectors_of_the_standard_hold() {
        // RFC 4648, section 10, without the padding that section 3.2 lets one leave out.
        for (plain, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn nothing_else_is_read() {
        for text in ["A", "Zg==", "Zh", "Zm9", "Z+", "Zg\n", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn bytes_are_read_back(bytes in proptest::collection::vec(0..=u8::MAX, 0..80)) {
            proptest::prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }
}
