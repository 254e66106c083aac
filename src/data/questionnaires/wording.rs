//! From lines of text to questions.

use crate::data::questionnaires::item::Anchor;
use crate::data::questionnaires::item::QuestionnaireItem;
use crate::data::questionnaires::questionnaire::Questionnaire;

/// A question as it stands in a table: code, block, English, Chinese, whether it is reversed.
pub(super) type Line = (&'static str, &'static str, &'static str, &'static str, bool);

/// A scale: the lowest and the highest answer, the step, and what points of it mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) step: f64,
    pub(super) anchors: &'static [(f64, &'static str, &'static str)],
}

/// From 1 to 7, how far one agrees.
pub(super) const AGREEMENT: Scale = Scale {
    least: 1.0,
    most: 7.0,
    step: 1.0,
    anchors: &[
        (1.0, "Disagree completely", "完全不同意"),
        (4.0, "Neither", "一般"),
        (7.0, "Agree completely", "完全同意"),
    ],
};

/// What stands before and after a line in each language.
pub(super) type Frame = [&'static str; 4];

/// A frame that adds nothing.
pub(super) const BARE: Frame = ["", "", "", ""];

/// Puts a questionnaire together.
pub(super) fn questionnaire(
    code: &str,
    titles: [&str; 2],
    scale: Scale,
    frame: Frame,
    lines: &[Line],
) -> Questionnaire {
    let mut items = Vec::with_capacity(lines.len());
    for (code, block, en, zh, reversed) in lines {
        items.push(item([code, block, en, zh], *reversed, scale, frame));
    }
    let [en, zh] = titles.map(String::from);
    Questionnaire {
        code: code.into(),
        en,
        zh,
        open: false,
        items,
    }
}

/// Puts a question together.
pub(super) fn item(
    [code, block, en, zh]: [&str; 4],
    reversed: bool,
    scale: Scale,
    [before_en, after_en, before_zh, after_zh]: Frame,
) -> QuestionnaireItem {
    let mut anchors = Vec::with_capacity(scale.anchors.len());
    for (value, en, zh) in scale.anchors {
        anchors.push(Anchor {
            value: *value,
            en: (*en).into(),
            zh: (*zh).into(),
        });
    }
    QuestionnaireItem {
        code: code.into(),
        block: (!block.is_empty()).then(|| block.into()),
        en: [before_en, en, after_en].concat(),
        zh: [before_zh, zh, after_zh].concat(),
        least: scale.least,
        most: scale.most,
        step: scale.step,
        reversed,
        anchors,
    }
}
