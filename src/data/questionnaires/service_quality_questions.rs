//! Questions of service quality: what customers expect of an excellent firm, what they perceive of this
//! one, and what the dimensions weigh.
//!
//! Subjects and their order are those of Parasuraman, Zeithaml & Berry (1991), "Refinement and
//! reassessment of the SERVQUAL scale", Journal of Retailing 67(4): 4, 5, 4, 4 and 5 items, none
//! reversed. The wording is our own.

use crate::data::questionnaires::questionnaire::Questionnaire;
use crate::data::questionnaires::wording::AGREEMENT;
use crate::data::questionnaires::wording::Frame;
use crate::data::questionnaires::wording::Line;
use crate::data::questionnaires::wording::Scale;
use crate::data::questionnaires::wording::questionnaire;

const EXPECTED: Frame = [
    "An excellent firm of this kind ",
    ".",
    "一家优秀的同类企业应当做到：",
    "。",
];
const PERCEIVED: Frame = ["This firm ", ".", "这家企业做到了：", "。"];

#[rustfmt::skip]
const LINES: [Line; 22] = [
    ("tangibles1", "tangibles", "works with modern equipment", "设备现代化", false),
    ("tangibles2", "tangibles", "has premises that are pleasant to be in", "场所环境令人舒适", false),
    ("tangibles3", "tangibles", "has staff who look well groomed", "员工仪表整洁", false),
    ("tangibles4", "tangibles", "hands out material that is good to look at and to read", "宣传与服务资料美观易读", false),
    ("reliability1", "reliability", "does by the agreed date what it has agreed to", "答应的事按期完成", false),
    ("reliability2", "reliability", "takes a customer's problem seriously and works on it", "认真对待并着手解决顾客的问题", false),
    ("reliability3", "reliability", "gets the service right from the start", "一开始就把服务做对", false),
    ("reliability4", "reliability", "delivers at the time it has named", "在说好的时间提供服务", false),
    ("reliability5", "reliability", "keeps its records free of mistakes", "各项记录准确无误", false),
    ("responsiveness1", "responsiveness", "lets customers know when things will be done", "让顾客知道何时办妥", false),
    ("responsiveness2", "responsiveness", "has staff who attend to customers quickly", "员工很快接待顾客", false),
    ("responsiveness3", "responsiveness", "has staff who are glad to help", "员工乐于帮忙", false),
    ("responsiveness4", "responsiveness", "has staff who find time for questions even on busy days", "员工再忙也抽得出时间回应", false),
    ("assurance1", "assurance", "has staff whose manner inspires confidence", "员工的举止让人信任", false),
    ("assurance2", "assurance", "makes customers feel that their dealings are safe", "让顾客对交易感到放心", false),
    ("assurance3", "assurance", "has staff who are polite at all times", "员工始终有礼貌", false),
    ("assurance4", "assurance", "has staff who know enough to answer questions", "员工懂行，答得上问题", false),
    ("empathy1", "empathy", "sees each customer as a person", "把每位顾客都放在心上", false),
    ("empathy2", "empathy", "is open at hours that suit its customers", "营业时间合顾客的需要", false),
    ("empathy3", "empathy", "has staff who look after customers one by one", "员工对顾客逐一关照", false),
    ("empathy4", "empathy", "puts the interest of its customers first", "以顾客的利益为先", false),
    ("empathy5", "empathy", "sees what its customers are looking for", "看得出顾客真正要什么", false),
];

/// A hundred points are given to the five dimensions.
const POINTS: Scale = Scale {
    least: 0.0,
    most: 100.0,
    step: 0.0,
    anchors: &[],
};

#[rustfmt::skip]
const DIMENSIONS: [Line; 5] = [
    ("tangibles", "", "premises, equipment, appearance", "环境、设备与仪表", false),
    ("reliability", "", "to do what was promised, correctly", "说到做到，准确无误", false),
    ("responsiveness", "", "to help, and quickly", "乐于帮助，反应迅速", false),
    ("assurance", "", "knowledge and manners that inspire trust", "知识与礼貌带来的信任", false),
    ("empathy", "", "care for the single customer", "对每位顾客的关怀", false),
];

const SHARE: Frame = [
    "Of 100 points, how many do you give to this: ",
    "?",
    "共 100 分，您给这一项多少分：",
    "？",
];

pub(super) fn expectations() -> Questionnaire {
    let titles = ["Service quality: expectations", "服务质量：期望"];
    questionnaire("serviceExpectations", titles, AGREEMENT, EXPECTED, &LINES)
}

pub(super) fn perceptions() -> Questionnaire {
    let titles = ["Service quality: perceptions", "服务质量：感知"];
    questionnaire("servicePerceptions", titles, AGREEMENT, PERCEIVED, &LINES)
}

pub(super) fn weights() -> Questionnaire {
    let titles = ["Service quality: what matters", "服务质量：重要程度"];
    questionnaire("serviceWeights", titles, POINTS, SHARE, &DIMENSIONS)
}
