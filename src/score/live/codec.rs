//! Numbers in few bytes: seven bits in each, the low ones first (LEB128).

/// Bytes in the making.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn number(&mut self, number: u128) {
        let mut rest = number;
        while rest >= 128 {
            self.0.push((rest & 127) as u8 | 128);
            rest >>= 7;
        }
        self.0.push((rest & 127) as u8);
    }

    /// Writes a whole number that is not below 0.
    pub(super) fn whole(&mut self, number: i128) {
        self.number(number.unsigned_abs());
    }

    pub(super) fn word(&mut self, word: u64) {
        self.0.extend_from_slice(&word.to_le_bytes());
    }
}

/// What is left of bytes. Everything that is read gives none when it is not there.
#[derive(Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Reads a number in its shortest form, at most `most`.
    pub(super) fn number(&mut self, most: u128) -> Option<u128> {
        let mut number = 0_u128;
        // Eighteen groups of seven bits are 126: more than any number here.
        for group in 0..18_u32 {
            let byte = self.byte()?;
            number |= u128::from(byte & 127) << (7 * group);
            if byte < 128 {
                let shortest = byte != 0 || group == 0;
                return (shortest && number <= most).then_some(number);
            }
        }
        None
    }

    pub(super) fn count(&mut self, most: u32) -> Option<u32> {
        u32::try_from(self.number(u128::from(most))?).ok()
    }

    pub(super) fn whole(&mut self, most: i128) -> Option<i128> {
        i128::try_from(self.number(most.unsigned_abs())?).ok()
    }

    pub(super) fn word(&mut self) -> Option<u64> {
        let (word, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*word))
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use super::Writer;

    #[test]
    fn numbers_have_the_bytes_of_the_standard() {
        // 624485 is E5 8E 26 in the DWARF standard's example of LEB128.
        let mut writer = Writer::default();
        writer.number(624_485);
        assert_eq!(writer.0, [0xe5, 0x8e, 0x26]);
        assert_eq!(Reader(&writer.0).number(u128::MAX), Some(624_485));
        assert_eq!(Reader(&writer.0).number(624_484), None);
    }

    #[test]
    fn a_number_has_one_form_and_an_end() {
        assert_eq!(Reader(&[0x80, 0x00]).number(u128::MAX), None);
        assert_eq!(Reader(&[0x80]).number(u128::MAX), None);
        assert_eq!(Reader(&[0xff; 40]).number(u128::MAX), None);
        assert_eq!(Reader(&[1, 2, 3]).word(), None);
    }
}
