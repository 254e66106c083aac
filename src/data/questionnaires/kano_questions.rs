//! The pair of questions that Kano's method asks of every attribute.

use crate::data::questionnaires::questionnaire::Questionnaire;
use crate::data::questionnaires::wording::Frame;
use crate::data::questionnaires::wording::Scale;
use crate::data::questionnaires::wording::item;
use crate::error::Result;
use crate::plain::record;

/// An attribute that is asked about.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AskedAttribute {
    /// The code: the `item` of its answers.
    pub code: String,
    /// The attribute in English, such as "delivery on the next day".
    pub en: String,
    /// The attribute in Chinese.
    pub zh: String,
}

record!(AskedAttribute {
    code => "code",
    en => "en",
    zh => "zh",
});

const FEELING: Scale = Scale {
    least: 1.0,
    most: 5.0,
    step: 1.0,
    anchors: &[
        (1.0, "I would like it", "喜欢"),
        (2.0, "I take it for granted", "理应如此"),
        (3.0, "I do not mind", "无所谓"),
        (4.0, "I could live with it", "可以忍受"),
        (5.0, "I would dislike it", "不喜欢"),
    ],
};

const WITH: Frame = [
    "If there were this, how would you feel: ",
    "?",
    "如果有这一点，您觉得怎样：",
    "？",
];
const WITHOUT: Frame = [
    "If there were not this, how would you feel: ",
    "?",
    "如果没有这一点，您觉得怎样：",
    "？",
];

/// What a shop may ask about until it has its own list.
const ATTRIBUTES: [[&str; 3]; 5] = [
    ["delivery", "delivery on the next day", "次日送达"],
    ["returns", "returns free of charge", "免费退货"],
    ["choice", "a wide choice", "可选商品丰富"],
    ["advice", "advice in person", "专人咨询"],
    ["samples", "a sample in every parcel", "随单附赠小样"],
];

/// Returns the two questionnaires of attributes: how one would feel with each, and without.
///
/// The five answers are those of Kano et al. (1984), in our own words.
///
/// # Errors
/// Those of [`Questionnaire::check`].
///
/// # Example: one attribute
/// ```
/// use clientele::data::questionnaires::{AskedAttribute, kano_questionnaires};
/// let attribute = AskedAttribute { code: "wrap".into(), en: "gift wrapping".into(), zh: "礼品包装".into() };
/// let [with, without] = kano_questionnaires(&[attribute])?;
/// assert_eq!(with.items[0].en, "If there were this, how would you feel: gift wrapping?");
/// assert_eq!(without.code, "kanoDysfunctional");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn kano_questionnaires(attributes: &[AskedAttribute]) -> Result<[Questionnaire; 2]> {
    let rows = attributes
        .iter()
        .map(|own| [&*own.code, &*own.en, &*own.zh]);
    let pair = pair(&rows.collect::<Vec<_>>(), false);
    for questionnaire in &pair {
        questionnaire.check()?;
    }
    Ok(pair)
}

/// Returns the built-in questionnaires, which take answers about other attributes too.
pub(super) fn examples() -> [Questionnaire; 2] {
    pair(&ATTRIBUTES, true)
}

fn pair(attributes: &[[&str; 3]], open: bool) -> [Questionnaire; 2] {
    let ask = |code: &str, en: &str, zh: &str, frame: Frame| {
        let mut items = Vec::with_capacity(attributes.len());
        for [code, en, zh] in attributes {
            items.push(item([code, "", en, zh], false, FEELING, frame));
        }
        Questionnaire {
            code: code.into(),
            en: en.into(),
            zh: zh.into(),
            open,
            items,
        }
    };
    [
        ask("kanoFunctional", "Kano: with it", "卡诺：具备时", WITH),
        ask(
            "kanoDysfunctional",
            "Kano: without it",
            "卡诺：不具备时",
            WITHOUT,
        ),
    ]
}
