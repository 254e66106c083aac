//! A question.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::record;

/// What a point of a scale means.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Anchor {
    /// The answer.
    pub value: f64,
    /// What it means in English.
    pub en: String,
    /// What it means in Chinese.
    pub zh: String,
}

record!(Anchor {
    value => "value",
    en => "en",
    zh => "zh",
});

/// A question or a statement, with its scale.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct QuestionnaireItem {
    /// The code, unique in its questionnaire.
    pub code: String,
    /// The dimension or construct that it belongs to, where there are several.
    pub block: Option<String>,
    /// The question in English; empty where it is asked in Chinese only.
    pub en: String,
    /// The question in Chinese; empty where it is asked in English only.
    pub zh: String,
    /// The lowest answer.
    pub least: f64,
    /// The highest answer.
    pub most: f64,
    /// The step from answer to answer, 1 for whole numbers; 0 where every number will do.
    pub step: f64,
    /// Whether a high answer means little of what the block measures.
    pub reversed: bool,
    /// What points of the scale mean; those between have no words.
    pub anchors: Vec<Anchor>,
}

record!(QuestionnaireItem {
    code => "code",
    block => "block",
    en => "en",
    zh => "zh",
    least => "least",
    most => "most",
    step => "step",
    reversed => "reversed",
    anchors => "anchors",
});

impl QuestionnaireItem {
    /// Returns an answer as it counts: that to a reversed question from the other end of the scale.
    ///
    /// # Example: from the other end
    /// ```
    /// use clientele::data::questionnaires::built_in;
    /// let loyalty = built_in("loyalty").unwrap();
    /// let reversed = loyalty.items.iter().find(|item| item.reversed).unwrap();
    /// assert_eq!(reversed.turned(2.0), 6.0);
    /// ```
    pub fn turned(&self, answer: f64) -> f64 {
        if self.reversed {
            self.least + self.most - answer
        } else {
            answer
        }
    }

    /// Rejects a scale that makes no sense.
    pub(super) fn check(&self) -> Result<()> {
        if self.code.trim().is_empty() {
            return Err(Error::missing("code".into(), "the code of a question"));
        }
        if self.en.trim().is_empty() && self.zh.trim().is_empty() {
            return Err(Error::missing(
                "en".into(),
                "a question in English or Chinese",
            ));
        }
        for (name, bound) in [
            ("least", self.least),
            ("most", self.most),
            ("step", self.step),
        ] {
            check_finite(bound, || name.into())?;
        }
        if self.most <= self.least {
            let expected = format!("a number above {}", self.least);
            return Err(Error::out_of_range("most".into(), self.most, &expected));
        }
        let width = self.most - self.least;
        if !(0.0..=width).contains(&self.step) {
            let expected = format!("a step from 0 to {width}");
            return Err(Error::out_of_range("step".into(), self.step, &expected));
        }
        for (i, anchor) in self.anchors.iter().enumerate() {
            if !(self.least..=self.most).contains(&anchor.value) {
                let expected = format!("a point from {} to {}", self.least, self.most);
                let path = format!("anchors[{i}].value");
                return Err(Error::out_of_range(path, anchor.value, &expected));
            }
            // They set words apart in a file.
            let parted = |words: &str| words.contains(['|', '/']);
            if parted(&anchor.en) || parted(&anchor.zh) {
                let path = format!("anchors[{i}]");
                return Err(Error::invalid(path, &anchor.en, "words without | and /"));
            }
        }
        Ok(())
    }
}
