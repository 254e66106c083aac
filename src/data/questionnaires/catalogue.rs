//! The built-in questionnaires, in our own words.
//!
//! Constructs follow the papers named at each; no sentence is theirs.

use crate::data::questionnaires::kano_questions;
use crate::data::questionnaires::questionnaire::Questionnaire;
use crate::data::questionnaires::service_quality_questions;
use crate::data::questionnaires::wording::AGREEMENT;
use crate::data::questionnaires::wording::BARE;
use crate::data::questionnaires::wording::Line;
use crate::data::questionnaires::wording::Scale;
use crate::data::questionnaires::wording::questionnaire;

/// From 1 to 10.
const TEN: Scale = Scale {
    least: 1.0,
    most: 10.0,
    step: 1.0,
    anchors: &[(1.0, "Lowest", "最低"), (10.0, "Highest", "最高")],
};

/// From 0 to 10.
const LIKELY: Scale = Scale {
    least: 0.0,
    most: 10.0,
    step: 1.0,
    anchors: &[
        (0.0, "Certainly not", "一定不会"),
        (10.0, "Certainly", "一定会"),
    ],
};

/// From 1 to 7, how much there is of something.
const MUCH: Scale = Scale {
    least: 1.0,
    most: 7.0,
    step: 1.0,
    anchors: &[(1.0, "Very little", "很少"), (7.0, "Very much", "很多")],
};

/// Overall, against expectations, against an ideal: Fornell et al. (1996), Journal of Marketing 60(4).
#[rustfmt::skip]
const SATISFACTION: [Line; 3] = [
    ("overall", "", "Taking everything together, how satisfied are you with us?", "总的来说，您对我们有多满意？", false),
    ("expected", "", "How far did we live up to what you had expected?", "与您原先的期望相比，我们做得怎样？", false),
    ("ideal", "", "Think of the best firm there could be: how near do we come to it?", "与您心中最理想的企业相比，我们有多接近？", false),
];

/// Reichheld (2003), Harvard Business Review 81(12).
#[rustfmt::skip]
const RECOMMENDATION: [Line; 1] = [
    ("recommend", "", "Would you speak for us when a friend asks where to buy?", "如果朋友问在哪里买，您会推荐我们吗？", false),
];

/// The attitudinal ones of the nine indicators of loyalty that are no question of other questionnaires.
#[rustfmt::skip]
const LOYALTY: [Line; 6] = [
    ("competitor1", "competitorAttitude", "Other sellers of these goods appeal to me.", "其他卖同类商品的商家对我有吸引力。", false),
    ("competitor2", "competitorAttitude", "I see no reason to look at what others offer.", "我觉得没有必要看别家的东西。", true),
    ("price1", "priceSensitivity", "When a price goes up by a little, I look elsewhere.", "价格稍有上涨，我就会看看别家。", false),
    ("price2", "priceSensitivity", "The price plays a small part when I buy here.", "在这里购买时，价格不太重要。", true),
    ("incident1", "incidentTolerance", "Should something go wrong once, I would still come back.", "即使偶尔出一次差错，我还会再来。", false),
    ("incident2", "incidentTolerance", "One bad experience is enough for me to leave.", "一次不好的经历就足以让我离开。", true),
];

/// Affective and continuance commitment: Fullerton (2003), Journal of Service Research 5(4), after Allen
/// & Meyer (1990).
#[rustfmt::skip]
const COMMITMENT: [Line; 6] = [
    ("affective1", "affective", "I feel at home as a customer here.", "在这里做顾客让我有归属感。", false),
    ("affective2", "affective", "I am fond of this firm.", "我喜欢这家企业。", false),
    ("affective3", "affective", "It would leave me cold if this firm closed down.", "这家企业关门，我不会有什么感觉。", true),
    ("continuance1", "continuance", "To go elsewhere would mean too much trouble.", "换到别家太麻烦。", false),
    ("continuance2", "continuance", "I know of no other firm that would do.", "我不知道还有哪家可以替代。", false),
    ("continuance3", "continuance", "I could leave today without losing anything.", "我今天就可以离开，什么也不损失。", true),
];

/// Procedural, financial and relational switching costs, one question a facet: Burnham, Frels & Mahajan
/// (2003), Journal of the Academy of Marketing Science 31(2).
#[rustfmt::skip]
const SWITCHING: [Line; 8] = [
    ("economicRisk", "procedural", "With another firm I might end up worse off.", "换一家结果可能更差。", false),
    ("evaluation", "procedural", "Comparing other firms would take me much time.", "比较其他商家要花很多时间。", false),
    ("learning", "procedural", "I would have to learn anew how things are done.", "我得重新熟悉做法。", false),
    ("setUp", "procedural", "Starting with another firm is a lot of work.", "在别家从头开始很费事。", false),
    ("benefitLoss", "financial", "I would lose points or privileges that I have here.", "我会失去在这里的积分或优惠。", false),
    ("monetaryLoss", "financial", "To change would cost me money.", "更换要花钱。", false),
    ("personalLoss", "relational", "I would miss the people who serve me here.", "我会舍不得这里为我服务的人。", false),
    ("brandLoss", "relational", "To be a customer of this brand means something to me.", "做这个品牌的顾客对我有意义。", false),
];

/// Benefits and costs of delivered value: Kotler (1994), Marketing Management.
#[rustfmt::skip]
const DELIVERED_VALUE: [Line; 8] = [
    ("product", "benefits", "What are the goods worth to you?", "商品本身对您的价值有多大？", false),
    ("service", "benefits", "What is the service around them worth to you?", "相关的服务对您的价值有多大？", false),
    ("personnel", "benefits", "What are the people who serve you worth to you?", "服务人员对您的价值有多大？", false),
    ("image", "benefits", "What is our good name worth to you?", "我们的形象对您的价值有多大？", false),
    ("money", "costs", "How much does it cost you in money?", "花费的金钱有多少？", false),
    ("time", "costs", "How much time does it cost you?", "花费的时间有多少？", false),
    ("energy", "costs", "How much effort does it cost you?", "花费的体力有多少？", false),
    ("psychic", "costs", "How much worry does it cost you?", "费的心思有多少？", false),
];

/// Confidence, social and special treatment benefits: Gwinner, Gremler & Bitner (1998), Journal of the
/// Academy of Marketing Science 26(2).
#[rustfmt::skip]
const BENEFITS: [Line; 6] = [
    ("confidence1", "confidence", "I know what I am going to get here.", "我清楚在这里能得到什么。", false),
    ("confidence2", "confidence", "I need not worry when I buy here.", "在这里购买，我不用担心。", false),
    ("social1", "social", "Somebody here knows me by name.", "这里有人叫得出我的名字。", false),
    ("social2", "social", "I have made friends here.", "我在这里结识了朋友。", false),
    ("special1", "specialTreatment", "I get prices that not everybody gets.", "我能得到别人没有的价格。", false),
    ("special2", "specialTreatment", "They do things for me that they do not do for everybody.", "他们会为我做一些不是人人都有的事。", false),
];

/// Three kinds of justice: Tax, Brown & Chandrashekaran (1998), Journal of Marketing 62(2).
#[rustfmt::skip]
const RECOVERY: [Line; 3] = [
    ("distributive", "", "What I was given made up for the failure.", "所得的补偿足以弥补这次失误。", false),
    ("procedural", "", "My complaint was dealt with quickly and without fuss.", "投诉处理得又快又省事。", false),
    ("interactional", "", "I was treated with respect.", "我得到了尊重。", false),
];

/// Returns a built-in questionnaire by its code.
///
/// # Example: what keeps customers who would rather leave
/// ```
/// use clientele::data::questionnaires::built_in;
/// let switching = built_in("switching").unwrap();
/// assert_eq!(switching.blocks(), ["procedural", "financial", "relational"]);
/// assert!(switching.items.iter().all(|item| !item.en.is_empty() && !item.zh.is_empty()));
/// ```
pub fn built_in(code: &str) -> Option<Questionnaire> {
    Some(match code {
        "satisfaction" => plain(code, ["Satisfaction", "顾客满意"], TEN, &SATISFACTION),
        "recommendation" => plain(
            code,
            ["Recommendation", "推荐意愿"],
            LIKELY,
            &RECOMMENDATION,
        ),
        "serviceExpectations" => service_quality_questions::expectations(),
        "servicePerceptions" => service_quality_questions::perceptions(),
        "serviceWeights" => service_quality_questions::weights(),
        "kanoFunctional" => {
            let [with, _] = kano_questions::examples();
            with
        }
        "kanoDysfunctional" => {
            let [_, without] = kano_questions::examples();
            without
        }
        "loyalty" => plain(code, ["Loyalty attitude", "忠诚态度"], AGREEMENT, &LOYALTY),
        "commitment" => plain(code, ["Commitment", "顾客承诺"], AGREEMENT, &COMMITMENT),
        "switching" => plain(
            code,
            ["Switching barriers", "转换壁垒"],
            AGREEMENT,
            &SWITCHING,
        ),
        "deliveredValue" => plain(
            code,
            ["Delivered value", "让渡价值"],
            MUCH,
            &DELIVERED_VALUE,
        ),
        "relationalBenefits" => plain(
            code,
            ["Relational benefits", "关系利益"],
            AGREEMENT,
            &BENEFITS,
        ),
        "recovery" => plain(code, ["Service recovery", "服务补救"], AGREEMENT, &RECOVERY),
        _ => return None,
    })
}

/// Returns the codes of the built-in questionnaires.
pub fn built_in_codes() -> [&'static str; 13] {
    [
        "satisfaction",
        "recommendation",
        "serviceExpectations",
        "servicePerceptions",
        "serviceWeights",
        "kanoFunctional",
        "kanoDysfunctional",
        "loyalty",
        "commitment",
        "switching",
        "deliveredValue",
        "relationalBenefits",
        "recovery",
    ]
}

fn plain(code: &str, titles: [&str; 2], scale: Scale, lines: &[Line]) -> Questionnaire {
    questionnaire(code, titles, scale, BARE, lines)
}
