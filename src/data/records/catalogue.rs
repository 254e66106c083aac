//! The fields of every kind of record, with the headers that are recognised beside their names.

use crate::data::headers::AMOUNT;
use crate::data::headers::CURRENCY as CURRENCY_HEADERS;
use crate::data::headers::CUSTOMER;
use crate::data::headers::DATE as DATE_HEADERS;
use crate::data::headers::REFUNDED;
use crate::data::records::cell::CellKind;
use crate::data::records::cell::CellKind::Amount;
use crate::data::records::cell::CellKind::Day;
use crate::data::records::cell::CellKind::Grade;
use crate::data::records::cell::CellKind::Number;
use crate::data::records::cell::CellKind::Ratio;
use crate::data::records::cell::CellKind::Text;
use crate::data::records::cell::CellKind::Word;
use crate::data::records::cell::CellKind::Yes;
use crate::data::records::field::RecordField;
use crate::data::records::field::Schema;
use crate::data::records::field::needed;
use crate::data::records::field::optional;

/// A share.
const SHARE: CellKind = Number(0.0, 1.0);
/// A number from 0.
const COUNT: CellKind = Number(0.0, f64::MAX);
/// Any number.
const ANY: CellKind = Number(f64::MIN, f64::MAX);

const CUSTOMER_ID: RecordField = needed("customerId", Text, CUSTOMER);
const CUSTOMER_IF_KNOWN: RecordField = optional("customerId", Text, CUSTOMER);
const DATE: RecordField = needed("date", Day, DATE_HEADERS);
const CURRENCY: RecordField = optional("currency", Text, CURRENCY_HEADERS);

#[rustfmt::skip]
pub(super) static CUSTOMERS: Schema = Schema { kind: "customers", fields: &[
    CUSTOMER_ID,
    optional("name", Text, &[&["customername", "fullname", "客户名称", "客户姓名", "姓名", "名称"]]),
    optional("endUse", Word(&[
        ("final", &["最终客户", "消费者", "consumer", "b2c"]),
        ("intermediate", &["中间客户", "经销商", "reseller", "b2b"]),
    ]), &[&["customertype", "客户类型"]]),
    optional("eligible", Yes, &[&["是否合格", "有资格"]]),
    optional("interested", Yes, &[&["有意向", "是否有意向"]]),
    optional("targeted", Yes, &[&["目标", "是否目标客户"]]),
    optional("since", Day, &[&["customersince", "joined", "joinedat", "registered", "registeredat", "注册日期", "建档日期", "成为客户日期"]]),
    optional("terminated", Day, &[&["terminatedat", "cancelledat", "endedat", "终止日期", "解约日期", "销户日期"]]),
    optional("consent", Yes, &[&["marketingconsent", "optin", "同意营销", "是否同意"]]),
    optional("segment", Text, &[&["客户细分", "细分", "分群"]]),
    optional("wallet", Amount(0.0), &[&["walletspendyear", "walletyear", "categoryspend", "品类年支出", "钱包份额基数", "钱包"]]),
    CURRENCY,
    optional("creditGrade", Grade, &[&["credit", "creditscore", "信用等级", "信用评分"]]),
    optional("innovation", SHARE, &[&["创新性"]]),
    optional("conformity", SHARE, &[&["从众性"]]),
    optional("dealShare", SHARE, &[&["促销占比"]]),
    optional("priceSensitivityShare", SHARE, &[&["pricesensitivity", "价格敏感度"]]),
    optional("financialBond", Yes, &[&["财务纽带"]]),
    optional("socialBond", Yes, &[&["社会纽带"]]),
    optional("customisationBond", Yes, &[&["customizationbond", "定制化纽带"]]),
    optional("structuralBond", Yes, &[&["结构化纽带"]]),
    optional("relationLevel", Word(&[
        ("basic", &["基本", "基本型"]),
        ("reactive", &["被动", "被动型"]),
        ("accountable", &["负责", "负责型"]),
        ("proactive", &["能动", "能动型", "主动"]),
        ("partnership", &["伙伴", "伙伴型"]),
    ]), &[&["relationtype", "关系类型"]]),
] };

#[rustfmt::skip]
pub(super) static TRANSACTIONS: Schema = Schema { kind: "transactions", fields: &[
    CUSTOMER_ID,
    DATE,
    needed("amount", Amount(f64::MIN), AMOUNT),
    CURRENCY,
    optional("returned", Amount(0.0), REFUNDED),
    optional("quantity", COUNT, &[&["qty", "units", "items", "数量"]]),
    optional("category", Text, &[&["productcategory", "品类", "类别", "商品类别"]]),
    optional("grossProfit", Amount(f64::MIN), &[&["grossmargin", "毛利", "毛利润"]]),
    optional("productionCost", Amount(0.0), &[&["costofgoods", "cogs", "cost", "生产成本", "商品成本", "成本"]]),
    optional("promotion", Yes, &[&["promo", "onpromotion", "deal", "促销", "是否促销"]]),
    optional("launchLagDays", Number(f64::MIN, f64::MAX), &[&["launchlag", "dayssincelaunch", "上市天数"]]),
    optional("upgrade", Yes, &[&["upgraded", "升级", "是否升级"]]),
    optional("automatic", Yes, &[&["autorenewal", "renewal", "自动续费", "自动续订"]]),
    optional("choosingMinutes", COUNT, &[&["choosingtime", "minutesbeforeorder", "挑选时间", "挑选分钟"]]),
] };

#[rustfmt::skip]
pub(super) static COSTS: Schema = Schema { kind: "costs", fields: &[
    CUSTOMER_IF_KNOWN,
    DATE,
    needed("kind", Word(&[
        ("production", &["productioncost", "cogs", "生产成本", "生产"]),
        ("fixedMarketing", &["固定营销成本", "固定营销"]),
        ("variableMarketing", &["marketing", "变动营销成本", "可变营销成本", "变动营销"]),
        ("service", &["servicecost", "服务成本", "服务"]),
        ("acquisition", &["获客成本", "获客"]),
        ("reward", &["rewards", "奖励成本", "奖励", "积分"]),
    ]), &[&["costkind", "costtype", "type", "成本类型", "成本种类", "类型"]]),
    needed("amount", Amount(0.0), &[&["cost", "金额", "成本", "成本金额", "费用", "betrag", "montant", "importe"]]),
    CURRENCY,
] };

#[rustfmt::skip]
pub(super) static EVENTS: Schema = Schema { kind: "events", fields: &[
    CUSTOMER_ID,
    DATE,
    needed("kind", Word(&[
        ("contact", &["接触", "联系"]),
        ("offer", &["personaloffer", "个性化方案", "个性化优惠"]),
        ("failure", &["servicefailure", "服务失误", "失误"]),
        ("complaint", &["抱怨", "投诉"]),
        ("negativeWordOfMouth", &["negwom", "negativewom", "负面口碑"]),
        ("thirdParty", &["第三方投诉", "第三方"]),
        ("recovery", &["servicerecovery", "服务补救", "补救"]),
        ("referral", &["推荐", "转介绍"]),
        ("suggestion", &["建议"]),
        ("ticket", &["slaticket", "工单", "服务工单"]),
    ]), &[&["eventkind", "eventtype", "event", "type", "事件类型", "事件", "类型"]]),
    optional("channel", Text, &[&["渠道"]]),
    optional("severity", Number(1.0, 5.0), &[&["严重程度", "严重度"]]),
    optional("resolved", Day, &[&["resolvedat", "resolveddate", "closedat", "解决日期", "结案日期"]]),
    optional("hoursToAnswer", COUNT, &[&["responsehours", "响应小时"]]),
    optional("hoursToClose", COUNT, &[&["resolutionhours", "解决小时"]]),
    optional("targetHours", COUNT, &[&["slahours", "目标小时"]]),
    optional("firstContact", Yes, &[&["firstcontactresolution", "首次解决"]]),
    optional("reason", Word(&[
        ("coreFailure", &["核心服务失误"]),
        ("encounterFailure", &["服务接触失误"]),
        ("responseToFailure", &["对失误的反应"]),
        ("pricing", &["price", "价格", "定价"]),
        ("inconvenience", &["不方便"]),
        ("competition", &["竞争"]),
        ("ethics", &["ethicalproblems", "伦理", "道德"]),
        ("involuntary", &["非自愿"]),
    ]), &[&["reasoncode", "cause", "原因"]]),
    optional("campaign", Text, &[&["campaignid", "活动", "活动编号", "营销活动"]]),
    optional("responded", Yes, &[&["response", "是否响应", "响应"]]),
    optional("accepted", Yes, &[&["是否采纳", "采纳"]]),
] };

#[rustfmt::skip]
pub(super) static ANSWERS: Schema = Schema { kind: "answers", fields: &[
    needed("respondentId", Text, &[&["respondent", "responseid", "受访者", "受访者编号", "答卷编号", "答题者"]]),
    CUSTOMER_IF_KNOWN,
    optional("date", Day, &[&["surveydate", "answeredat", "submittedat", "timestamp", "日期", "填写日期", "提交时间"]]),
    needed("instrument", Text, &[&["questionnaire", "survey", "问卷", "量表"]]),
    needed("item", Text, &[&["question", "itemcode", "题目", "题项", "题号"]]),
    needed("value", ANY, &[&["answer", "score", "答案", "得分", "分值"]]),
    optional("scaleMin", ANY, &[&["least", "最小值", "量表下限"]]),
    optional("scaleMax", ANY, &[&["most", "最大值", "量表上限"]]),
    optional("brand", Text, &[&["品牌"]]),
] };

#[rustfmt::skip]
pub(super) static JUDGEMENTS: Schema = Schema { kind: "judgements", fields: &[
    needed("expert", Text, &[&["judge", "专家", "专家姓名"]]),
    needed("goal", Text, &[&["parent", "objective", "目标", "准则"]]),
    needed("first", Text, &[&["a", "i", "row", "指标一", "指标1", "行"]]),
    needed("second", Text, &[&["b", "j", "column", "指标二", "指标2", "列"]]),
    needed("value", Ratio, &[&["judgement", "judgment", "ratio", "判断", "比较值", "标度"]]),
] };

#[rustfmt::skip]
pub(super) static RATINGS: Schema = Schema { kind: "ratings", fields: &[
    needed("brand", Text, &[&["品牌", "企业"]]),
    needed("attribute", Text, &[&["item", "属性", "指标"]]),
    optional("aspect", Word(&[
        ("quality", &["质量"]),
        ("price", &["价格"]),
    ]), &[&["质量或价格", "类别"]]),
    optional("score", COUNT, &[&["rating", "评分", "得分"]]),
    optional("price", Amount(0.0), &[&["价格"]]),
    CURRENCY,
    optional("weight", COUNT, &[&["importance", "权重"]]),
    optional("own", Yes, &[&["ours", "本企业", "是否本企业"]]),
    optional("respondentId", Text, &[&["respondent", "受访者", "受访者编号"]]),
] };

#[rustfmt::skip]
pub(super) static UNITS: Schema = Schema { kind: "units", fields: &[
    needed("unit", Text, &[&["branch", "store", "shop", "门店", "单位", "分店"]]),
    optional("date", Day, &[&["period", "month", "期间", "日期"]]),
    optional("internalQuality", ANY, &[&["内部服务质量"]]),
    optional("employeeSatisfaction", ANY, &[&["empsat", "员工满意", "员工满意度"]]),
    optional("employeeRetention", ANY, &[&["empret", "employeeloyalty", "员工忠诚", "员工保持率"]]),
    optional("productivity", ANY, &[&["生产率", "生产力"]]),
    optional("value", ANY, &[&["customervalue", "顾客价值"]]),
    optional("customerSatisfaction", ANY, &[&["custsat", "顾客满意", "顾客满意度"]]),
    optional("customerLoyalty", ANY, &[&["custloy", "顾客忠诚", "顾客忠诚度"]]),
    optional("growth", ANY, &[&["revenuegrowth", "增长", "收入增长"]]),
    optional("profit", ANY, &[&["盈利", "利润"]]),
] };
