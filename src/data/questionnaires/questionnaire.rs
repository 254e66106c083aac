//! A questionnaire.

use crate::data::questionnaires::item::QuestionnaireItem;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;

/// Questions that belong together.
///
/// # Example: the built-in questions of recommendation
/// ```
/// use clientele::data::questionnaires::built_in;
/// let questionnaire = built_in("recommendation").unwrap();
/// questionnaire.check()?;
/// let item = &questionnaire.items[0];
/// assert_eq!((item.code.as_str(), item.least, item.most), ("recommend", 0.0, 10.0));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Questionnaire {
    /// The code: the `instrument` of its answers.
    pub code: String,
    /// The title in English.
    pub en: String,
    /// The title in Chinese.
    pub zh: String,
    /// Whether answers to questions of other codes are taken too, on the scale of the first question.
    pub open: bool,
    /// The questions.
    pub items: Vec<QuestionnaireItem>,
}

record!(Questionnaire {
    code => "code",
    en => "en",
    zh => "zh",
    open => "open",
    items => "items",
});

impl Questionnaire {
    /// Checks that codes are unique and scales make sense.
    ///
    /// # Errors
    /// [`Error::Missing`] for a code or a wording that is empty, [`Error::EmptyInput`] without
    /// questions, [`Error::InvalidValue`] for a code that is there twice, [`Error::NotFinite`] and
    /// [`Error::OutOfRange`] for a scale, with the place: `items[3].most`.
    pub fn check(&self) -> Result<()> {
        if self.code.trim().is_empty() {
            return Err(Error::missing("code".into(), "the code of a questionnaire"));
        }
        if self.items.is_empty() {
            return Err(Error::empty("items", "there is no question"));
        }
        for (i, item) in self.items.iter().enumerate() {
            let place = format!("items[{i}]");
            item.check().map_err(|error| error.within(&place))?;
            let earlier = self.items.iter().take(i);
            if earlier.into_iter().any(|other| other.code == item.code) {
                let quoted = format!("\"{}\"", item.code);
                let path = format!("{place}.code");
                return Err(Error::invalid(path, &quoted, "a code of its own"));
            }
        }
        Ok(())
    }

    /// Returns the question of a code.
    pub fn item(&self, code: &str) -> Option<&QuestionnaireItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// Returns the question of a code, or of an open questionnaire the first one for its scale.
    pub(crate) fn item_or_any(&self, code: &str) -> Option<&QuestionnaireItem> {
        let any = self.items.first().filter(|_| self.open);
        self.item(code).or(any)
    }

    /// Returns the blocks in the order in which they come.
    pub fn blocks(&self) -> Vec<&str> {
        let mut blocks: Vec<&str> = Vec::new();
        for block in self.items.iter().filter_map(|item| item.block.as_deref()) {
            if !blocks.contains(&block) {
                blocks.push(block);
            }
        }
        blocks
    }
}

/// Rejects questionnaires of which one is not sound or two have the same code.
pub(crate) fn check_all(questionnaires: &[Questionnaire], path: &str) -> Result<()> {
    for (i, questionnaire) in questionnaires.iter().enumerate() {
        let place = format!("{path}[{i}]");
        questionnaire
            .check()
            .map_err(|error| error.within(&place))?;
        let mut earlier = questionnaires.iter().take(i);
        if earlier.any(|other| other.code == questionnaire.code) {
            let quoted = format!("\"{}\"", questionnaire.code);
            let path = format!("{place}.code");
            return Err(Error::invalid(path, &quoted, "a code of its own"));
        }
    }
    Ok(())
}
