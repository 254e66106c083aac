//! Random indices: the mean consistency index of random reciprocal matrices.

use crate::plain::words;

/// Which published table of random indices divides the consistency index.
///
/// Textbooks differ, and with them the ratio, so every result names its table. A simulation of
/// 60,000 random matrices for each size agrees with `Saaty2008` and `AlonsoLamata2006`; the table
/// of 1980 is here because most textbooks are checked against it.
///
/// # References
/// * Saaty, T. L. (1980), *The Analytic Hierarchy Process*, `McGraw-Hill`, p. 21.
/// * Saaty, T. L. (2008), "Relative measurement and its generalization in decision making",
///   RACSAM 102(2), 251-318.
/// * Alonso, J. A. and Lamata, M. T. (2006), "Consistency in the analytic hierarchy process: a new
///   approach", IJUFKS 14(4), 445-459.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RandomIndex {
    /// Saaty's table of 1980, the one of most textbooks (3: 0.58, 5: 1.12).
    Saaty1980,
    /// Saaty's later table, from more simulations (3: 0.52, 5: 1.11).
    #[default]
    Saaty2008,
    /// The table of Alonso and Lamata, with four decimals (3: 0.5247, 5: 1.1086).
    AlonsoLamata2006,
}

words!(RandomIndex {
    Saaty1980 => "saaty1980",
    Saaty2008 => "saaty2008",
    AlonsoLamata2006 => "alonsoLamata2006",
});

/// The size of the largest matrix the tables know.
pub const LARGEST_SIZE: usize = 15;

/// Saaty (1980), p. 21, for n = 1..=15.
const SAATY_1980: [f64; LARGEST_SIZE] = [
    0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
];

/// Saaty (2008), for n = 1..=15.
const SAATY_2008: [f64; LARGEST_SIZE] = [
    0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
];

/// Alonso and Lamata (2006), for n = 1..=15.
const ALONSO_LAMATA_2006: [f64; LARGEST_SIZE] = [
    0.0, 0.0, 0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.5140, 1.5365,
    1.5551, 1.5713, 1.5838,
];

impl RandomIndex {
    /// Every table there is.
    pub const ALL: [Self; 3] = [Self::Saaty1980, Self::Saaty2008, Self::AlonsoLamata2006];

    /// Returns the random index of matrices of size `n`, 0 for n = 1 and 2, where a matrix cannot
    /// be inconsistent, and `None` outside 1..=15.
    pub fn value(self, n: usize) -> Option<f64> {
        let table = match self {
            Self::Saaty1980 => &SAATY_1980,
            Self::Saaty2008 => &SAATY_2008,
            Self::AlonsoLamata2006 => &ALONSO_LAMATA_2006,
        };
        table.get(n.checked_sub(1)?).copied()
    }

    /// Returns the publication of the table.
    pub fn source(self) -> &'static str {
        match self {
            Self::Saaty1980 => "Saaty (1980), The Analytic Hierarchy Process, p. 21",
            Self::Saaty2008 => "Saaty (2008), RACSAM 102(2), 251-318",
            Self::AlonsoLamata2006 => "Alonso and Lamata (2006), IJUFKS 14(4), 445-459",
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::LARGEST_SIZE;
    use super::RandomIndex;

    #[test]
    fn matrices_of_one_or_two_criteria_have_no_random_index() {
        for table in RandomIndex::ALL {
            assert_eq!(table.value(1), Some(0.0));
            assert_eq!(table.value(2), Some(0.0));
            assert_eq!(table.value(0), None);
            assert_eq!(table.value(LARGEST_SIZE + 1), None);
        }
    }

    #[test]
    fn the_tables_agree_within_twelve_hundredths_at_every_size() {
        // the widest gap is the 0.58 of 1980 against a simulated 0.5257 +- 0.0028 at n = 3
        for n in 3..=LARGEST_SIZE {
            let values = RandomIndex::ALL.map(|table| table.value(n).unwrap());
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(0.0, f64::max);
            assert!(high / low < 1.12, "{n}: {values:?}");
        }
    }
}
