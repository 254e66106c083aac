//! Judgements in words, so that a matrix that was filled in the wrong way round shows itself.

use super::matrix::PairwiseMatrix;
use crate::labels;
use crate::plain::report;

/// A judgement in words; the criterion that counts more stands first.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct JudgementSentence {
    /// The criterion that counts more, or the first of two that count alike.
    pub a: String,
    /// The other one.
    pub b: String,
    /// How many times as important a is as b: at least 1.
    pub times: f64,
    /// The sentence in English.
    pub en: String,
    /// The sentence in Chinese.
    pub zh: String,
}

report!(JudgementSentence {
    a => "a",
    b => "b",
    times => "times",
    en => "en",
    zh => "zh",
});

/// The code of the sentence for a preference.
const MORE: &str = "times_as_important";

/// The code of the sentence for a tie.
const ALIKE: &str = "equally_important";

impl PairwiseMatrix {
    /// Returns every judgement in words, row by row.
    ///
    /// Numbers are shown with four decimals at most; `times` has all digits.
    ///
    /// # Example: what a column reading would say
    /// ```
    /// use clientele::weighting::ahp::PairwiseMatrix;
    /// let names = vec!["Price".into(), "Service".into()];
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&["1/3"], Some(names))?;
    /// assert_eq!(matrix.sentences()[0].en, "Service is 3 times as important as Price");
    /// assert_eq!(matrix.transposed().sentences()[0].en, "Price is 3 times as important as Service");
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn sentences(&self) -> Vec<JudgementSentence> {
        self.pairs()
            .map(|(i, j, value)| {
                let (i, j) = if value < 1.0 { (j, i) } else { (i, j) };
                let (a, b, times) = (self.name(i), self.name(j), self.cell(i, j));
                let shown = short(times);
                let label = labels::label(if shown == "1" { ALIKE } else { MORE });
                // what stands in braces alternates with what does not
                let fill = |words: &str| -> String {
                    let parts = words.split(['{', '}']).enumerate();
                    let filled = parts.map(|(place, part)| match (place % 2, part) {
                        (1, "a") => a.as_str(),
                        (1, "b") => b.as_str(),
                        (1, _) => shown.as_str(),
                        _ => part,
                    });
                    filled.collect()
                };
                JudgementSentence {
                    en: fill(label.map_or("", |label| label.en)),
                    zh: fill(label.map_or("", |label| label.zh)),
                    a,
                    b,
                    times,
                }
            })
            .collect()
    }
}

/// Returns a number with four decimals at most.
fn short(value: f64) -> String {
    // the shortest digits of the rounded number: rounding in the text would need its own code
    ((value * 1e4 + 0.5).floor() / 1e4).to_string()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_shown_as_short_as_they_are() {
        assert_eq!(short(3.0), "3");
        assert_eq!(short(100.0), "100");
        assert_eq!(short(1.13), "1.13");
        assert_eq!(short(7.0 / 3.0), "2.3333");
        assert_eq!(short(1.0), "1");
    }
}
