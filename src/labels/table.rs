//! The words of every code.

use crate::labels::fields::FIELDS;

/// A stable code with its words in English and Simplified Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Label {
    /// The stable code.
    pub code: &'static str,
    /// The English words.
    pub en: &'static str,
    /// The Simplified Chinese words.
    pub zh: &'static str,
}

/// A kind of code: a run of consecutive labels of [`ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// The name of the group.
    pub name: &'static str,
    /// How many labels it has.
    pub len: usize,
}

/// Returns the label of a code, of a field or of a threshold.
pub fn label(code: &str) -> Option<&'static Label> {
    let mut every = ALL.iter().chain(FIELDS);
    every.find(|label| label.code == code)
}

/// Returns the labels of a group, in the order in which they are to be shown.
pub fn group(name: &str) -> Option<&'static [Label]> {
    let mut rest = ALL;
    for group in GROUPS {
        let (labels, later) = rest.split_at_checked(group.len)?;
        if group.name == name {
            return Some(labels);
        }
        rest = later;
    }
    None
}

/// Declares the groups and their labels.
macro_rules! labels {
    ($( $(#[doc = $doc:literal])* $name:literal { $($code:literal: $en:literal, $zh:literal;)* } )*) => {
        /// Every label, group by group.
        pub static ALL: &[Label] = &[
            $($( Label { code: $code, en: $en, zh: $zh }, )*)*
        ];

        /// The groups in the order of their labels.
        pub static GROUPS: &[Group] = &[
            $( Group { name: $name, len: <[&str]>::len(&[$($code),*]) }, )*
        ];
    };
}

labels! {
    /// Value tiers, from the top.
    "tier" {
        "platinum": "Platinum", "白金";
        "gold": "Gold", "黄金";
        "iron": "Iron", "铁";
        "lead": "Lead", "铅";
    }
    /// Cells of current against future value.
    "cell" {
        "vip": "VIP", "贵宾型";
        "improve": "Improve", "改进型";
        "maintain": "Maintain", "维持型";
        "abandon": "Abandon", "放弃型";
    }
    /// The amounts of an account.
    "profit" {
        "profit.revenue": "Revenue", "客户实际支付价格";
        "profit.returns": "Returns and discounts", "退货与折让";
        "profit.production": "Production cost", "分摊的生产成本";
        "profit.fixed_marketing": "Fixed marketing cost", "固定营销成本";
        "profit.variable_marketing": "Variable marketing cost", "可变营销成本";
        "profit.service": "Service cost", "服务成本";
    }
    /// What points to the value of a customer: current value, potential value, the five aspects.
    "value_indicator" {
        "current.gross_margin": "Gross margin", "毛利润";
        "current.purchase_volume": "Purchase volume", "购买量";
        "current.service_cost": "Service cost", "服务成本";
        "potential.loyalty": "Loyalty", "忠诚";
        "potential.trust": "Trust", "信任";
        "potential.credit_grade": "Credit", "信用";
        "potential.purchase_growth": "Growth of purchases", "购买增长";
        "potential.wallet_headroom": "Room in the wallet", "钱包余量";
        "aspect.cumulative_sales": "Cumulative sales", "累计销售额";
        "aspect.lifetime_potential": "Lifetime sales potential", "终身潜在销售预期";
        "aspect.demand_contribution": "Demand contribution", "需求贡献";
        "aspect.credit_grade": "Credit grade", "信用等级";
        "aspect.profit_contribution": "Profit contribution", "利润贡献";
    }
    /// The four evaluation systems: how current and how potential value are known.
    "evaluation" {
        "evaluation.direct_direct": "System 1: both values computed", "体系1：当前价值与潜在价值均直接计算";
        "evaluation.direct_indicator": "System 2: current value computed, potential value rated", "体系2：当前价值直接计算，潜在价值指标评价";
        "evaluation.indicator_direct": "System 3: current value by indicators, potential value computed", "体系3：当前价值指标评价，潜在价值直接计算";
        "evaluation.indicator_indicator": "System 4: both values by indicators", "体系4：当前价值与潜在价值均指标评价";
    }
    /// Cells of value against loyalty.
    "value_loyalty" {
        "value_loyalty.true_friend": "True friend", "真朋友";
        "value_loyalty.barnacle": "Barnacle", "藤壶";
        "value_loyalty.butterfly": "Butterfly", "蝴蝶";
        "value_loyalty.stranger": "Stranger", "陌生人";
    }
    /// Cells of value against response.
    "value_response" {
        "value_response.invest": "Invest", "重点投入";
        "value_response.automate": "Automate", "自动化接触";
        "value_response.nurture": "Nurture by other ways", "以其他方式培育";
        "value_response.stop": "Stop", "停止营销";
    }
    /// Which of price, cost and profit follows from the others.
    "pricing" {
        "pricing.cost_plus": "Price = cost + profit", "价格 = 成本 + 利润";
        "pricing.market_profit": "Profit = price - cost", "利润 = 价格 − 成本";
        "pricing.target_cost": "Target cost = price - target profit", "目标成本 = 价格 − 目标利润";
    }
    /// Types of complainers.
    "complaint" {
        "complaint.passive": "Passive", "消极者";
        "complaint.voicer": "Voicer", "发言者";
        "complaint.irate": "Irate", "发怒者";
        "complaint.activist": "Activist", "积极分子";
        "complaint.none": "Not dissatisfied", "无不满";
    }
    /// Whether complainers of a type leave.
    "leaves" {
        "leaves.silent": "May leave in silence", "可能悄然离开";
        "leaves.by_handling": "Depends on how the complaint is handled", "依据抱怨处理情况而定";
        "leaves.likely": "Leaves, and is hard to win back", "会转换，难以挽回";
        "leaves.by_recovery": "Depends: good recovery wins back", "视情况而定，良好补救可挽回";
    }
    /// The tree of responses to dissatisfaction.
    "response" {
        "response.public": "Public action", "公开行动";
        "response.firm": "Complained to the firm", "向企业投诉";
        "response.third_party": "Complained to a third party", "向第三方投诉";
        "response.legal": "Took legal steps", "采取法律行动";
        "response.private": "Private action", "私下行动";
        "response.negative_word_of_mouth": "Spoke ill of the firm", "传播负面消息";
        "response.silent": "Kept silent", "保持沉默";
        "outcome.left": "Left", "转换";
        "outcome.stayed": "Stayed", "未转换";
    }
    /// Kinds of fairness in the handling of a complaint.
    "justice" {
        "justice.distributive": "Fair outcome", "分配公平";
        "justice.procedural": "Fair procedure", "程序公平";
        "justice.interactional": "Fair treatment", "互动公平";
    }
    /// What became of a complaint.
    "recovery" {
        "recovery.no_complaint": "No complaint", "无抱怨";
        "recovery.open": "Complaint open", "抱怨未处理";
        "recovery.failed": "Recovery failed", "补救失败";
        "recovery.partial": "Recovered in part", "部分补救";
        "recovery.done": "Recovered", "补救成功";
        "recovery.unknown": "Closed, and not asked about", "已结案，满意度未知";
    }
    /// Kinds of customer service.
    "service" {
        "service.basic": "Basic service", "基础服务";
        "service.supporting": "Supporting service", "支持性服务";
        "service.leisure": "Leisure service", "休闲娱乐服务";
        "service.time_saving": "Time-saving service", "省时性服务";
        "service.experience": "Experience service", "客户感受服务";
        "service.information": "Information service", "客户信息服务";
    }
    /// Steps to a service-level agreement.
    "service_step" {
        "service_step.needs": "Identify needs", "识别需求";
        "service_step.plan": "Define and plan quality", "定义质量计划";
        "service_step.agreement": "Sign the agreement", "签署服务等级协议";
        "service_step.evaluation": "Evaluate and improve", "评估改善";
    }
    /// Kinds of guarantees of service.
    "guarantee" {
        "guarantee.single": "One attribute guaranteed", "单一属性承诺";
        "guarantee.multiple": "Several attributes guaranteed", "多重属性承诺";
        "guarantee.unconditional": "Satisfaction guaranteed without conditions", "无条件满意承诺";
    }
    /// How a customer is committed.
    "commitment" {
        "commitment.affective": "Attached", "情感承诺";
        "commitment.continuance": "Held by the cost of leaving", "连续承诺";
        "commitment.both": "Attached and held", "情感与连续承诺";
        "commitment.neither": "Not committed", "无承诺";
    }
    /// Bands of churn risk.
    "risk" {
        "low": "Low risk", "低风险";
        "medium": "Medium risk", "中风险";
        "high": "High risk", "高风险";
    }
    /// Bands of the loyalty score.
    "loyalty" {
        "loyal": "Loyal", "忠诚";
        "stable": "Stable", "稳定";
        "wavering": "Wavering", "动摇";
        "at_risk": "At risk", "易流失";
    }
    /// What to do, by cell and band of risk.
    "action" {
        "vip.low": "Reward as a partner", "以伙伴相待并奖励";
        "vip.medium": "Contact in person", "主动联系";
        "vip.high": "Save now", "立即挽留";
        "improve.low": "Cross-sell", "交叉销售";
        "improve.medium": "Find the barrier", "查找障碍";
        "improve.high": "Fix the value proposition", "改进价值主张";
        "maintain.low": "Automate the service", "自动化服务以维持";
        "maintain.medium": "Retain at low cost", "低成本保留";
        "maintain.high": "Let the price decide, no deep discount", "由价格决定，不给大幅折扣";
        "abandon.low": "Self-service", "自助服务";
        "abandon.medium": "No action", "不采取行动";
        "abandon.high": "Let go", "放弃";
    }
    /// The nine indicators of loyalty.
    "indicator" {
        "repeat_purchases": "Repeat purchases", "重复购买次数";
        "relationship_lifetime": "Length of the relationship", "客户生命周期";
        "retention": "Retention", "客户保持率";
        "choosing_time": "Time spent choosing", "购买时挑选商品的时间";
        "satisfaction": "Satisfaction", "客户满意度";
        "recommendation": "Recommendation", "推荐和介绍";
        "competitor_attitude": "Attraction of competitors", "对待竞争产品的态度";
        "price_sensitivity": "Price sensitivity", "对价格的敏感程度";
        "price_sensitivity_share": "Price sensitivity, 0 to 1", "对价格的敏感程度（0 至 1）";
        "incident_tolerance": "Tolerance of quality incidents", "对质量事故的宽容程度";
    }
    /// The parts of the value score.
    "value" {
        "current_value": "Current value", "当前价值";
        "future_value": "Future value", "未来价值";
    }
    /// The evidence of churn risk in mode `horizon`.
    "evidence" {
        "base": "An average new customer", "一般新客户";
        "purchases": "Purchase record", "购买记录";
        "silence": "Time since the last order", "距上次购买的时间";
    }
    /// What a score could not take into account, or took on trust.
    "warning" {
        "attitude_missing": "No survey answers: loyalty rests on behaviour alone", "缺少问卷数据：忠诚度仅依据行为";
        "choosing_time_missing": "The time spent choosing is not known", "缺少挑选商品的时间";
        "retention_too_short": "The relationship is too short to measure retention", "关系时间太短，无法计算保持率";
        "purchases_in_year_missing": "The purchases of the last year are not known", "缺少近一年的购买次数";
        "revenue_missing": "The revenue of the last year is not known: no current value", "缺少近一年的收入：无法计算当前价值";
        "monetary_value_missing": "The mean order value is not known", "缺少平均订单金额";
        "spend_not_positive": "Repeat purchases brought in nothing: no spend model covers that", "重复购买没有带来收入：消费金额模型不适用";
        "spend_model_missing": "No spend model: there is no value to come", "没有消费金额模型：无法计算未来价值";
        "spend_model_fallback": "No spend model fits: the mean of all customers is used", "消费金额模型无法拟合：采用全体客户均值";
        "one_time_buyer": "One purchase only: look at the risk, not at the probability of being active", "仅有一次购买：请看流失风险，而非活跃概率";
        "as_of_before_last_order": "Orders after the scoring date were left out", "评分日期之后的订单未计入";
        "margin_defaulted": "No margin given: revenue counts as profit", "未提供利润率：以收入作为利润";
        "uncalibrated": "The risk has not been calibrated on observed outcomes", "风险尚未用实际结果校准";
        "weak_prior": "The data are few: the model leans on a weak prior", "数据较少：模型采用弱先验";
        "horizon_unit_differs": "The horizon is in another time unit than the model and was converted", "期限与模型的时间单位不同，已换算";
        "coverage_too_low": "Too little is known for a score", "已知信息太少，无法评分";
        "evidence_unused": "The risk over a horizon rests on purchases alone: other evidence was left out", "期限内风险仅依据购买记录：其他证据未使用";
        "no_evidence": "Nothing is known that speaks for or against leaving", "没有支持或反对流失的证据";
        "costs_incomplete": "Some costs are missing: the margin of the profile stands in", "成本不完整：采用配置中的利润率";
        "features_missing": "The model of the risk cannot do without a feature that is missing", "缺少风险模型必需的特征";
        "features_unknown": "Features of the model of the risk are not known: see their evidence", "风险模型的部分特征未知：请看各项证据";
        "beyond_numbers": "A value is too large for a number: check the parameters of the profile", "数值超出可表示范围：请检查配置参数";
        "wallet_missing": "What the customer spends elsewhere is not known: the margin to come is the current one", "缺少客户在别处的支出：未来利润按当前利润计";
    }
    /// What speaks for or against leaving.
    "churn_evidence" {
        "evidence.recency": "Silence beside the customer's own rhythm", "相对自身购买节奏的沉默时间";
        "evidence.loyalty_trend": "Loyalty lost in the last period", "近期忠诚度下降";
        "evidence.open_complaint": "Open complaint", "未解决的投诉";
        "evidence.closed_complaint": "Complaint handled badly", "投诉处理不满意";
        "evidence.satisfaction": "Low satisfaction", "满意度偏低";
        "evidence.silent_failures": "Failures borne in silence", "未投诉的服务失误";
        "evidence.complainer": "Way of complaining", "投诉类型";
        "evidence.bargain_seeker": "Buys bargains only", "逐利型购买";
        "evidence.breadth": "Buys in several categories", "购买多个品类";
        "evidence.switching_barrier": "Leaving would be costly", "转换成本较高";
    }
    /// What an action has to take into account besides.
    "modifier" {
        "modifier.open_complaint": "Resolve the open complaint first", "先解决未处理的投诉";
        "modifier.spurious": "Stays for want of something else: build the attitude", "虚伪忠诚：培养态度";
        "modifier.latent": "Would buy more if it were easier: remove obstacles", "潜在忠诚：消除购买障碍";
        "modifier.hostage": "Held by the cost of leaving: leaves when the barrier falls", "被转换成本留住：障碍消失即流失";
    }
    /// What could be different about a customer.
    "lever" {
        "lever.order_today": "One more purchase today", "今天再购买一次";
        "lever.complaint_resolved": "Open complaints resolved", "解决未处理的投诉";
        "lever.complaint_handled_well": "The last complaint handled to full satisfaction", "上次投诉得到完全满意的处理";
        "lever.satisfaction": "One point more of satisfaction", "满意度提高一分";
        "lever.recommendation": "One point more of recommendation", "推荐意愿提高一分";
        "lever.no_failures": "No failure of service", "没有服务失误";
        "lever.category": "One more category", "多购买一个品类";
        "lever.switching_barrier": "Ten points more of switching barrier", "转换障碍提高十点";
    }
    /// Whether a base has changed since its profile was made.
    "drift" {
        "drift.stable": "Stable", "稳定";
        "drift.shifted": "Shifted", "有所偏移";
        "drift.changed": "Changed", "已改变";
    }
    /// What the fit of a model came to, as the convergence record spells it.
    "verdict" {
        "converged": "Converged", "已收敛";
        "weakPrior": "Converged with a weak prior", "在弱先验下收敛";
        "flat": "The data hardly decide between parameters", "数据不足以确定参数";
        "atBound": "The best parameters lie beyond all reason", "最优参数超出合理范围";
        "notConverged": "The search ended before a maximum was found", "搜索未找到最优参数";
    }
    /// The purchase models.
    "model" {
        "bg-nbd": "BG/NBD", "BG/NBD 模型";
        "mbg-nbd": "MBG/NBD", "MBG/NBD 模型";
        "pareto-nbd": "Pareto/NBD", "Pareto/NBD 模型";
        "bg-cnbd-k": "BG/CNBD-k", "BG/CNBD-k 模型";
        "mbg-cnbd-k": "MBG/CNBD-k", "MBG/CNBD-k 模型";
        "bg-bb": "BG/BB", "BG/BB 模型";
        "shifted-beta-geometric": "Shifted beta-geometric", "移位贝塔几何模型";
    }
    /// What the data lack for a purchase model.
    "finding" {
        "few_customers": "Too few customers for a stable model", "客户太少，模型不稳定";
        "few_repeaters": "Too few customers bought again", "重复购买的客户太少";
        "window_too_short": "The observation is short beside the time between purchases", "观察期相对购买间隔过短";
        "seen_once": "Many customers were seen on their first day only", "许多客户仅有首日记录";
        "more_purchases_than_periods": "Some customers bought more often than there were periods", "部分客户的购买次数多于期数";
        "spend_correlated": "Spend moves with frequency: the spend model assumes that it does not", "消费金额与购买频率相关，不符合消费模型的假设";
        "holdout_too_short": "The holdout is short beside the time between purchases", "验证期相对购买间隔过短";
        "few_holdout_purchases": "Too few purchases in the holdout to judge by", "验证期内购买太少，难以判断";
        "holdout_after_last_order": "The holdout ends long after the last order: the days without data count as days without purchases", "验证期结束远晚于最后订单，无数据的日期被计为未购买";
    }
    /// How much a finding weighs.
    "severity" {
        "caution": "Read with care", "谨慎解读";
        "unsuited": "The model does not suit the data", "模型不适用于该数据";
    }
    /// How regularly the customers buy.
    "regularity" {
        "random": "Buys at random", "随机购买";
        "slightly_regular": "Buys somewhat regularly", "购买略有规律";
        "regular": "Buys regularly", "购买有规律";
        "clockwork": "Buys like clockwork", "购买如时钟般规律";
    }
    /// What to mind about weights, indices and rankings.
    "caution" {
        "profit_undecided": "Revenue or a cost is not known: no net profit", "收入或成本未知，无法计算净利润";
        "beyond_limits": "A value lies beyond its limits and counts as the end of them", "数值超出界限，按界限值计";
        "loss": "Costs more than it brings", "成本高于收入";
        "allocation_equal": "Nobody had a base: the cost was shared out equally", "无分摊基数，按人数平均分摊";
        "unprofitable_to_retain": "Unprofitable to retain", "保留该客户不盈利";
        "wallet_unused": "Wallet or margin are not known: the margin is that of today", "钱包或毛利率未知，沿用当前利润";
        "many_to_rate": "Many customers to be rated by hand", "需人工评价的客户过多";
        "dearer_by_discount": "Dearer than before in spite of the discount", "越折越贵";
        "recovery_paradox": "More satisfied than before the failure; that does not mean more loyal", "补救后满意度高于失误前，但不意味着再购买增加";
        "target_missed": "Below what was promised", "未达到承诺水平";
        "latent_above_customers": "More dissatisfied customers than customers: the assumed share is too small", "推算的不满客户多于客户总数，假设比例过小";
        "held_not_attached": "Stays for want of another way", "因转换代价而非情感留下";
        "search_cut_short": "There are too many sets of judgements to look at all: a smaller change may do", "判断组合过多，未能全部检查，可能存在更小的修正";
        "constant_column": "The same value everywhere: it tells nothing apart", "各对象取值相同，无区分作用";
        "grade_tied": "Two grades have the largest membership: no grade", "两个等级隶属度并列最大，不定等级";
        "memberships_scaled": "The memberships did not sum to 1 and were scaled", "隶属度之和不为 1，已归一化";
        "no_clear_best": "No clear best: several alternatives make the compromise", "无唯一最优：折衷解含多个方案";
        "no_difference": "No criterion tells the alternatives apart: all share a rank", "各指标均不能区分方案，名次并列";
        "nothing_varies": "Nothing varies: all weigh the same", "所有指标均无差异，采用等权";
        "weights_scaled": "The weights did not sum to 1 and were scaled", "权重之和不为 1，已归一化";
        "few_rows": "Fewer than five rows for each criterion", "样本不足（每个指标少于五个对象）";
        "not_numeric": "A criterion is no number", "存在非数值指标";
        "objective_drifts": "Weights from data change with the data", "客观权重随数据变化";
        "no_conflict": "All criteria say the same", "各指标信息完全重叠";
        "uncorrelated_column": "Has nothing in common with the others", "与其他指标完全不相关";
        "coefficient_not_positive": "A coefficient is not positive: communalities are used", "系数非正，改用共同度";
        "components_not_unique": "Other components would do as well", "主成分不唯一";
        "negative_coefficient": "The equations ask for less than nothing of it", "组合系数为负";
        "dependent_weights": "One set of weights follows from the others", "各组权重线性相关";
        "label_missing": "A name is missing", "缺少名称";
        "empty_name": "The code is empty", "代码为空";
        "name_twice": "The code is there twice", "代码重复";
        "unknown_parent": "There is no such node above it", "上级不存在";
        "not_one_root": "There must be exactly one root", "必须有且只有一个根节点";
        "cycle": "It does not lead to the root", "不能到达根节点";
        "leaf_and_branch": "It has data and children", "既有数据又有下级";
        "source_twice": "Two leaves have the same data", "两个指标数据来源相同";
        "branch_without_leaf": "It has neither data nor children", "没有下级指标";
        "column_missing": "There are no data for it", "没有数据";
        "low_coverage": "Too many of its values are missing", "缺失值过多";
        "correlated": "Two leaves say nearly the same", "两个指标高度相关";
        "direction_missing": "Which values are good is not said", "未说明指标方向";
        "minor_leaf": "It hardly counts", "权重过小";
        "weight_missing": "Its weight is missing", "缺少权重";
        "no_weight": "Nothing below it has a weight", "下级权重全为零";
        "weights_do_not_sum": "The weights below it do not sum up to 1", "下级权重之和不为一";
        "reverse_coded": "Goes against the other questions: is it asked the other way round?", "与其他题目相反，可能为反向题";
        "one_item": "One question alone has no reliability", "只有一个题目，无法计算信度";
        "few_answers": "Too few complete answers", "完整答卷太少";
        "total_constant": "All answers have the same sum", "各答卷总分相同";
        "not_converged": "The search did not come to its end", "迭代未收敛";
        "few_events": "Fewer than ten events, or ten others, for each feature", "每个特征对应的事件数不足十个";
        "separated": "The features tell the outcomes apart without fail: held by a ridge", "特征可完全区分结果：已加岭惩罚";
        "collinear": "A feature follows from others: held by a ridge", "特征之间共线：已加岭惩罚";
        "several_minima": "Other weights fit the judgements just as well", "存在多组同样最优的权重";
        "all_tied": "Every judge gave all items the same rank", "所有评判者对各项均给出相同等级";
        "consensus_clipped": "The experts oppose each other more than the scale allows for: the consensus is 0", "专家分歧超出标度范围：共识度取 0";
        "extent_analysis_unsound": "Extent analysis does not measure importance and may give a needed criterion no weight", "模糊程度分析法不能反映重要性，可能使必要指标权重为零";
        "inconsistent_judgements": "The judgements contradict each other too much", "判断之间矛盾过大";
        "one_criterion": "There is one criterion only: nothing to agree on", "仅有一个指标，无从比较";
        "one_expert": "There is one expert only: nobody to agree with", "仅有一位专家，无法衡量一致程度";
        "order_is_certain": "No change of a single weight changes the order", "任何单一权重的变化都不会改变排序";
        "threshold_unknown": "No threshold was published for such judgements", "此类判断尚无公布的阈值";
        "weights_not_unique": "Several sets of weights fit the judgements equally well", "有多组权重同样符合判断";
        "zero_weight": "The criterion was judged but has no weight", "该指标参与了判断，但权重为零";
        "input_missing": "What decides is not known", "起决定作用的数据未知";
        "no_customers": "There is nobody whose value is known", "没有已知价值的客户";
        "total_not_positive": "The values do not sum up to more than nothing: nobody has a share", "合计不为正，无法计算份额";
        "negative_values": "Some customers cost money: shares pass 100 %, and inequality counts them as 0", "部分客户亏损：累计份额会超过 100%，不平等指标按 0 计";
        "cuts_coincide": "Many customers have the same value: some scores are not given", "大量客户取值相同，部分分值空缺";
        "segments_need_five": "The standard segments need five scores of recency and frequency", "标准分群要求近度与频度各为五分";
        "answers_contradict": "Some respondents gave different answers to a question on a day: none counts", "部分受访者同日对同一题回答不一致，均不计入";
        "categories_many": "Too many categories to give the spend of each", "品类过多，未逐一给出各品类消费";
        "step_unknown": "The coverage of this step is not known", "该步骤的覆盖率未知";
        "no_answers": "Nobody answered", "没有回答";
        "part_missing": "A part of the sum is not known", "部分金额未知";
        "cost_not_positive": "There is no ratio to a cost of nothing", "成本不为正，无法计算比率";
        "difference_and_ratio_disagree": "One offer is the best by difference, another by ratio", "按差额与按比率的最优方案不同";
        "negative_importance": "Goes against overall satisfaction", "与总体满意度负相关";
        "missing_attribute": "The level below does not explain the gap: is an attribute missing?", "下层无法解释该差距，可能遗漏属性";
        "question_unclear": "Many answers contradict each other: is the question clear?", "矛盾回答过多，题意可能不清";
        "no_membership": "No category reaches the threshold", "没有达到阈值的类别";
        "price_missing": "The price is not known", "缺少价格";
        "price_literal": "The literal form rewards being dear: do not steer by it", "字面公式会奖励高价，请勿据此决策";
        "vertical_line": "There is no line of fair value", "无法画出公平价值线";
        "few_brands": "Too few brands for a line", "品牌太少，无法拟合";
        "item_unanswered": "Nobody answered the question", "该题无人回答";
        "path_model_weak": "Few rows for a path model: the weighted index is the safer guide", "样本太少，宜用加权指数代替路径模型";
        "single_indicator": "Measured by one indicator alone", "仅有一个观测指标";
        "negative_weight": "A weight is negative: the index takes equal weights", "权重为负，指数改用等权";
        "unrelated_latent": "Its neighbours in the model say nothing of it", "与模型中相邻变量无关";
        "replicates_failed": "Some replicates of the bootstrap could not be estimated", "部分自助样本无法估计";
    }
    /// Customers by their relationship with the company.
    "relation" {
        "relation.lost": "Lost", "流失客户";
        "relation.current": "Current customer", "现实客户";
        "relation.target": "Target", "目标客户";
        "relation.potential": "Prospect", "潜在客户";
        "relation.none": "Non-customer", "非客户";
    }
    /// Customers by importance.
    "importance" {
        "importance.vip": "VIP", "贵宾型客户";
        "importance.important": "Important", "重要型客户";
        "importance.ordinary": "Ordinary", "普通型客户";
        "ipa.keep_up": "Keep up the good work", "继续保持";
        "ipa.concentrate": "Concentrate here", "重点改进";
        "ipa.low_priority": "Low priority", "低优先级";
        "ipa.overkill": "Possible overkill", "可能过度投入";
    }
    /// Curry's customer pyramid.
    "curry" {
        "curry.top": "Top", "顶级客户";
        "curry.large": "Large", "大客户";
        "curry.medium": "Medium", "中等客户";
        "curry.small": "Small", "小客户";
    }
    /// Customers by loyalty.
    "loyalty_class" {
        "loyalty.loyal": "Loyal customer", "忠诚客户";
        "loyalty.old": "Returning customer", "老客户";
        "loyalty.new": "New customer", "新客户";
        "loyalty.potential": "Potential customer", "潜在客户";
    }
    /// What else a classifier says of a customer.
    "mark" {
        "one_timer": "Bought once and not again", "一次性购买";
        "lowered": "Platinum by profit, gold by price sensitivity or loyalty", "利润属白金，因价格敏感或忠诚不足降为黄金";
    }
    /// Customers by the value they can give.
    "value_type" {
        "value_type.lighthouse": "Lighthouse", "灯塔型";
        "value_type.follower": "Follower", "跟随型";
        "value_type.rational": "Rational", "理性客户";
        "value_type.bargain": "Bargain-seeker", "逐利客户";
    }
    /// Customers by frequency of consumption.
    "consumption" {
        "consumption.heavy": "Heavy consumer", "重度消费者";
        "consumption.medium": "Medium consumer", "中度消费者";
        "consumption.light": "Light consumer", "轻度消费者";
        "consumption.occasional": "Occasional or lapsed", "偶尔消费或已流失";
    }
    /// Who consumes and who sells on.
    "end_use" {
        "customer.final": "Final customer", "最终客户";
        "customer.intermediate": "Intermediate customer", "中间客户";
    }
    /// Stages of a relationship.
    "stage" {
        "stage.exploration": "Exploring", "考察期";
        "stage.build_up": "Building", "形成期";
        "stage.maturity": "Stable", "稳定期";
        "stage.degeneration": "Declining", "退化期";
    }
    /// Kotler's levels of relationship.
    "level" {
        "level.basic": "Basic", "基本型";
        "level.reactive": "Reactive", "被动型";
        "level.accountable": "Accountable", "负责型";
        "level.proactive": "Proactive", "能动型";
        "level.partnership": "Partnership", "伙伴型";
    }
    /// ABC analysis.
    "abc" {
        "abc.a": "A", "A 类";
        "abc.b": "B", "B 类";
        "abc.c": "C", "C 类";
    }
    /// How few customers bring how much.
    "concentration" {
        "top_share": "Your top {customers}% of customers bring {share}% of the total", "前{customers}%的客户贡献{share}%";
        "target_share": "{customers}% of your customers bring {share}% of the total", "{customers}%的客户贡献{share}%";
    }
    /// Identify, differentiate, interact, customise.
    "step" {
        "step.identify": "Identify customers", "准确识别客户";
        "step.differentiate": "Differentiate customers", "区分不同客户";
        "step.interact": "Interact one to one", "与有价值的客户一对一互动";
        "step.customise": "Customise products and services", "提供个性化产品或服务";
    }
    /// RFM segments.
    "rfm" {
        "rfm.champions": "Champions", "核心客户";
        "rfm.loyal": "Loyal customers", "忠诚客户";
        "rfm.potential_loyalists": "Potential loyalists", "潜在忠诚客户";
        "rfm.new_customers": "New customers", "新客户";
        "rfm.promising": "Promising", "有希望的客户";
        "rfm.need_attention": "Need attention", "需要关注的客户";
        "rfm.about_to_sleep": "About to sleep", "即将沉睡的客户";
        "rfm.cannot_lose": "Cannot lose them", "不能流失的客户";
        "rfm.at_risk": "At risk", "有流失风险的客户";
        "rfm.hibernating": "Hibernating", "沉睡客户";
    }
    /// What to mind about loyalty and churn, and why there is no number.
    "loyalty_caution" {
        "nobody_answered": "Nobody answered", "无人作答";
        "few_recommendations": "Few answers: the interval says how little the score means", "样本太少：请看置信区间";
        "none_at_start": "There was no customer at the start", "期初没有客户";
        "no_buyers": "Nobody bought", "没有购买者";
        "no_contacts": "Nobody was contacted", "没有联系记录";
        "no_spending": "Nothing was spent", "没有消费";
        "nobody_followed": "No customer was followed", "没有可观察的客户";
        "beyond_observation": "Nobody was observed for so long", "超出观察期";
        "curve_undetermined": "The pairs do not determine a curve", "数据不足以确定曲线";
        "correlation_no_cause": "That two measures go together does not say that one moves the other", "相关不等于因果";
        "few_units": "Too few units for this link", "单位数太少";
        "link_constant": "One of the measures does not vary", "有一项指标没有变化";
        "no_outlay": "The programme costs nothing: there is no return on nothing", "计划没有支出，无法计算回报率";
        "endless_lifetime": "Nobody leaves: the lifetime has no end", "无人流失，生命周期无限";
        "no_value_before": "There was no value before the change", "变化之前没有价值";
        "value_per_customer": "The value of the present customers over their lifetime, not the profit of a year", "现有客户的终身价值变化，不是年利润";
        "much_defection": "The change takes away half of all defection or more", "该变化要求减少一半以上的流失";
        "too_few_purchases": "Too few purchases", "购买次数太少";
        "no_time_passed": "No time has passed since the first purchase", "距首次购买没有时间间隔";
        "no_reasons": "No reason was named", "没有流失原因记录";
        "no_gaps": "There are no gaps between purchases", "没有购买间隔";
        "gaps_zero": "All gaps are 0 or too short to compare", "购买间隔为零";
        "series_short": "The series is too short", "序列太短";
        "baseline_constant": "The first values are all the same: there is no spread to judge by", "基期数值相同，无法判断";
        "baseline_not_positive": "The first values are not above 0", "基期均值不为正";
        "barrier_holds": "Stays behind a barrier without being satisfied: leaves when the barrier falls", "因壁垒而留且不满意：壁垒一降即流失";
        "no_purchases": "There are no purchases", "没有购买记录";
    }
    /// Attitude by behaviour.
    "attitude_behaviour" {
        "attitude_behaviour.loyal": "True loyalty", "忠诚";
        "attitude_behaviour.latent": "Latent loyalty", "潜在忠诚";
        "attitude_behaviour.spurious": "Spurious loyalty", "虚伪忠诚";
        "attitude_behaviour.none": "No loyalty", "不忠诚";
    }
    /// Satisfaction by loyalty.
    "jones_sasser" {
        "jones_sasser.apostle": "Apostle", "传道者";
        "jones_sasser.loyalist": "Loyalist", "忠诚者";
        "jones_sasser.mercenary": "Mercenary", "唯利是图者";
        "jones_sasser.hostage": "Hostage", "人质（囚徒）";
        "jones_sasser.defector": "Defector", "流失者";
        "jones_sasser.terrorist": "Terrorist", "破坏者";
    }
    /// What the curve of satisfaction and loyalty says of a market.
    "market" {
        "market.competitive": "Competition: only the very satisfied are loyal", "竞争市场：只有非常满意才忠诚";
        "market.captive": "Captive customers: the dissatisfied stay too", "受限市场：不满意者也会留下";
        "market.even": "Loyalty rises evenly with satisfaction", "忠诚随满意同步上升";
    }
    /// Who recommends.
    "recommender" {
        "recommender.promoter": "Promoter", "推荐者";
        "recommender.passive": "Passive", "被动者";
        "recommender.detractor": "Detractor", "贬损者";
    }
    /// What customers get from a relationship.
    "benefit" {
        "benefit.confidence": "Confidence benefits", "信任利益";
        "benefit.social": "Social benefits", "社会利益";
        "benefit.special_treatment": "Special treatment", "特殊对待利益";
    }
    /// What ties customers.
    "bond" {
        "bond.none": "No bond", "无纽带";
        "bond.financial": "Financial bond", "财务纽带";
        "bond.social": "Social bond", "社会纽带";
        "bond.customisation": "Customisation bond", "定制化纽带";
        "bond.structural": "Structural bond", "结构化纽带";
    }
    /// Measures of the service-profit chain and of the chain of relationships.
    "chain" {
        "chain.internal_quality": "Internal service quality", "内部服务质量";
        "chain.employee_satisfaction": "Employee satisfaction", "员工满意";
        "chain.employee_loyalty": "Employee loyalty", "员工忠诚";
        "chain.productivity": "Productivity", "生产率";
        "chain.service_value": "Value of the service", "服务价值";
        "chain.customer_satisfaction": "Customer satisfaction", "顾客满意";
        "chain.customer_loyalty": "Customer loyalty", "顾客忠诚";
        "chain.growth": "Growth", "增长";
        "chain.relationship_strength": "Strength of the relationship", "关系强度";
        "chain.relationship_length": "Length of the relationship", "关系长度";
        "chain.profit": "Profit", "赢利";
    }
    /// Why customers leave.
    "churn_reason" {
        "churn_reason.core_failure": "Failure of the core service", "核心服务失误";
        "churn_reason.encounter_failure": "Failed service encounter", "服务接触失败";
        "churn_reason.response_to_failure": "Poor response to a failure", "对失误的反应不力";
        "churn_reason.pricing": "Price", "价格";
        "churn_reason.inconvenience": "Inconvenience", "不便";
        "churn_reason.competition": "Better offer of a competitor", "竞争者更好的价值";
        "churn_reason.ethics": "Ethical problems", "道德问题";
        "churn_reason.involuntary": "Involuntary", "非自愿流失";
    }
    /// Groups of reasons to leave.
    "churn_group" {
        "churn_group.service": "Service failure and recovery", "服务失误与补救";
        "churn_group.value": "Value proposition", "价值主张";
        "churn_group.other": "Other reasons", "其他原因";
    }
    /// Levels of early warning.
    "early_warning" {
        "early_warning.calm": "Calm", "正常";
        "early_warning.watch": "Watch", "关注";
        "early_warning.warn": "Warning", "预警";
        "early_warning.alarm": "Alarm", "警报";
    }
    /// Signals of falling loyalty.
    "signal" {
        "signal.silence": "Silent for longer than usual", "沉默时间超过平时";
        "signal.cusum": "Loyalty fell for good (cumulative sum)", "忠诚度持续下降（累积和）";
        "signal.ewma": "Loyalty is falling (moving average)", "忠诚度下降（移动平均）";
        "signal.recent_fall": "Loyalty lately lies below the start", "近期忠诚度低于基期";
        "signal.depth": "Buys less often", "购买频率下降";
        "signal.breadth": "Buys fewer categories", "购买品类减少";
        "signal.contacts": "Is in contact less often", "联系减少";
        "signal.open_complaint": "Has a complaint that is not resolved", "有未解决的投诉";
    }
    /// Kinds of switching cost.
    "switching" {
        "switching.procedural": "Procedural switching cost", "程序型转换成本";
        "switching.financial": "Financial switching cost", "财务型转换成本";
        "switching.relational": "Relational switching cost", "关系型转换成本";
    }
    /// How alternatives are ranked.
    "ranking" {
        "weightedSum": "Weighted sum (SAW)", "简单加权法";
        "weightedProduct": "Weighted product (WPM)", "加权积法";
        "waspas": "Weighted aggregated sum and product (WASPAS)", "加权和积综合法 (WASPAS)";
        "topsis": "Closeness to the ideal (TOPSIS)", "优劣解距离法 (TOPSIS)";
        "vikor": "Compromise ranking (VIKOR)", "多准则妥协排序法 (VIKOR)";
        "gra": "Grey relational analysis (GRA)", "灰色关联分析";
    }
    /// How much the largest membership of a fuzzy evaluation says.
    "maximum" {
        "maximum_complete": "One grade has it all", "完全隶属";
        "maximum_clear": "Very effective", "最大隶属度非常有效";
        "maximum_fair": "Fairly effective", "最大隶属度比较有效";
        "maximum_weak": "Hardly effective: look at the score", "最大隶属度低效，宜看综合得分";
        "maximum_void": "Not effective: all grades have the same", "最大隶属度失效";
    }
    /// What a sound index system keeps to.
    "principle" {
        "naming": "Naming", "命名规范性";
        "oneCriterion": "One criterion a leaf", "准则唯一性";
        "completeness": "Completeness", "完备性";
        "independence": "Independence", "独立性";
        "direction": "Direction", "导向性";
        "importance": "Importance", "重要性";
        "weights": "Weights that sum up to 1", "权重归一";
    }
    /// How reliable a questionnaire is.
    "reliability" {
        "reliable": "Questionnaire reliability: good", "问卷信度良好";
        "unreliable": "Questionnaire reliability: low", "问卷信度不足";
    }
    /// A pairwise judgement in words.
    "judgement" {
        "times_as_important": "{a} is {times} times as important as {b}", "“{a}”的重要程度是“{b}”的 {times} 倍";
        "equally_important": "{a} is as important as {b}", "“{a}”与“{b}”同等重要";
    }
    /// How far several experts agree.
    "consensus" {
        "very_low_consensus": "Very low consensus", "共识度很低";
        "low_consensus": "Low consensus", "共识度低";
        "moderate_consensus": "Moderate consensus", "共识度中等";
        "high_consensus": "High consensus", "共识度高";
        "very_high_consensus": "Very high consensus", "共识度很高";
    }
    /// What an offer delivers.
    "delivered" {
        "delivered.positive": "Gives more than it takes", "得大于失";
        "delivered.even": "Gives what it takes", "得失相当";
        "delivered.negative": "Takes more than it gives", "得不偿失";
    }
    /// The drivers of customer value: five groups and their items.
    "driver" {
        "driver.product": "Product and service", "产品与服务";
        "driver.quality": "Quality", "质量";
        "driver.price": "Price", "价格";
        "driver.convenience": "Convenience", "便利";
        "driver.brand": "Brand", "品牌";
        "driver.identity": "Brand identity", "品牌识别";
        "driver.loyalty": "Brand loyalty", "品牌忠诚";
        "driver.awareness": "Brand awareness", "品牌知名度";
        "driver.knowledge": "Knowledge", "知识";
        "driver.organisation_learning": "Learning of the organisation", "组织学习";
        "driver.customer_learning": "Learning of the customer", "客户学习";
        "driver.integration": "Integration of knowledge", "知识整合";
        "driver.technology": "Technology", "技术";
        "driver.innovation": "Product innovation", "产品创新";
        "driver.service": "Service technology", "服务技术";
        "driver.logistics": "Logistics", "物流";
        "driver.support": "Technical support", "技术支持";
        "driver.relationship": "Relationship", "关系";
        "driver.contact": "Emotional contact", "情感联系";
        "driver.climate": "Emotional climate", "情感氛围";
        "driver.trust": "Trust", "信任";
        "driver.switching_cost": "Switching cost", "转换成本";
    }
    /// Received against desired value.
    "hierarchy" {
        "hierarchy.short": "Less than desired", "低于期望价值";
        "hierarchy.met": "As desired", "符合期望价值";
        "hierarchy.exceeded": "More than desired", "高于期望价值";
    }
    /// Kano's categories, in the order of ties.
    "kano" {
        "kano.must_be": "Must-be", "当然质量（基本）";
        "kano.one_dimensional": "One-dimensional (performance)", "期望质量（一维）";
        "kano.attractive": "Attractive", "迷人质量（魅力）";
        "kano.indifferent": "Indifferent", "无关质量";
        "kano.reverse": "Reverse", "反向质量";
        "kano.questionable": "Questionable", "可疑结果";
    }
    /// Dimensions of service quality.
    "service_dimension" {
        "tangibles": "Tangibles", "可感知性";
        "reliability": "Reliability", "可靠性";
        "responsiveness": "Responsiveness", "反应性";
        "assurance": "Assurance", "保证性";
        "empathy": "Empathy", "移情性";
    }
    /// Perceived against expected service.
    "servqual" {
        "servqual.exceeds": "Exceeds expectations", "超过期望";
        "servqual.meets": "Meets expectations", "符合期望";
        "servqual.below": "Below expectations", "低于期望";
    }
    /// The five gaps of service quality.
    "gap" {
        "gap.knowledge": "Gap 1, knowledge: expectations are not understood", "差距一：认知差距";
        "gap.standards": "Gap 2, standards: expectations are not specified", "差距二：标准差距";
        "gap.delivery": "Gap 3, delivery: specifications are not met", "差距三：传递差距";
        "gap.communication": "Gap 4, communication: promises are not kept", "差距四：沟通差距";
        "gap.perceived": "Gap 5, perceived service quality", "差距五：感知差距";
    }
    /// What quality is about, and where expectations come from.
    "quality_view" {
        "quality.technical": "Technical quality: the outcome", "技术性质量";
        "quality.functional": "Functional quality: the way to it", "功能性质量";
        "expectation.word_of_mouth": "Word of mouth", "口碑";
        "expectation.image": "Image of the firm", "企业形象";
        "expectation.communication": "Communication", "沟通";
        "expectation.needs": "Needs of the customer", "客户需求";
    }
    /// Places on the value map.
    "value_map" {
        "gale.outstanding": "Outstanding value", "卓越价值";
        "gale.premium": "High quality at a high price", "高质高价";
        "gale.economy": "Low quality at a low price", "低质低价";
        "gale.poor": "Poor value", "低价值";
        "gale.better": "Better value than the market", "优于公平价值";
        "gale.fair": "Fair value", "公平价值";
        "gale.worse": "Worse value than the market", "劣于公平价值";
    }
    /// Performance against expectation.
    "disconfirmation" {
        "disconfirmation.positive": "Better than expected: very satisfied", "超出期望：很满意";
        "disconfirmation.zero": "As expected: satisfied", "符合期望：满意";
        "disconfirmation.negative": "Worse than expected: dissatisfied", "低于期望：不满意";
    }
    /// Levels of a satisfaction index.
    "satisfaction" {
        "satisfaction.very_satisfied": "Very satisfied", "很满意";
        "satisfaction.satisfied": "Satisfied", "满意";
        "satisfaction.fair": "Fair", "一般";
        "satisfaction.dissatisfied": "Dissatisfied", "不满意";
        "satisfaction.very_dissatisfied": "Very dissatisfied", "很不满意";
    }
    /// Satisfaction models and their latent variables.
    "satisfaction_model" {
        "scsb": "Swedish satisfaction barometer (SCSB)", "瑞典顾客满意度晴雨表 (SCSB)";
        "acsi": "In the style of the American satisfaction index", "美国式顾客满意指数";
        "ccsi": "Chinese satisfaction index (CCSI)", "中国顾客满意指数 (CCSI)";
        "csi.image": "Image", "品牌形象";
        "csi.expectation": "Expected quality", "预期质量";
        "csi.quality": "Perceived quality", "感知质量";
        "csi.value": "Perceived value", "感知价值";
        "csi.satisfaction": "Satisfaction", "顾客满意";
        "csi.complaint": "Complaints", "顾客抱怨";
        "csi.loyalty": "Loyalty", "顾客忠诚";
    }
    /// What is wrong with rules that give points.
    "rules" {
        "rules.contradiction": "Two rules have the same condition and different points", "两条规则条件相同而分值不同";
        "rules.duplicate_code": "A code stands twice", "代码重复";
        "rules.range_reversed": "The lower bound is above the upper bound", "下限高于上限";
        "rules.empty_choice": "The list of values is empty", "取值列表为空";
        "rules.repeated": "The same rule stands twice", "规则重复";
        "rules.never_holds": "The rule can never hold", "规则永远不会成立";
        "rules.no_effect": "The rule gives no points", "规则不产生分值";
        "rules.unreachable_band": "No customer can reach this band", "没有客户能达到此等级";
    }
    /// How a state of a customer stands, and what an event did to it.
    "live" {
        "no_purchase": "No purchase that was not refunded", "没有未退款的购买";
        "duplicate_event": "This event was counted before", "该事件已计入";
    }
    /// How consistent pairwise judgements are.
    "consistency" {
        "consistent": "Consistency OK", "一致性通过";
        "inconsistent": "Please revisit the judgements", "请重新比较";
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::ALL;
    use super::GROUPS;
    use super::group;
    use super::label;
    use crate::labels::FIELDS;

    #[test]
    fn codes_are_unique_and_written_in_one_way() {
        let mut codes: Vec<_> = ALL.iter().chain(FIELDS).map(|label| label.code).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        let plain = |byte: u8| byte.is_ascii_alphabetic() || b"_.-".contains(&byte);
        assert!(
            codes
                .iter()
                .all(|code| !code.is_empty() && code.bytes().all(plain))
        );
    }

    #[test]
    fn every_label_has_words_in_both_languages() {
        for label in ALL.iter().chain(FIELDS) {
            assert!(
                label.en.is_ascii() && !label.en.is_empty(),
                "{}",
                label.code
            );
            assert!(!label.zh.is_ascii(), "{}", label.code);
        }
    }

    #[test]
    fn every_cell_and_band_has_an_action() {
        for cell in group("cell").unwrap() {
            for band in group("risk").unwrap() {
                assert!(label(&format!("{}.{}", cell.code, band.code)).is_some());
            }
        }
        assert_eq!(group("action").unwrap().len(), 12);
    }

    #[test]
    fn groups_are_named_apart_and_unknown_codes_have_no_label() {
        let mut names: Vec<_> = GROUPS.iter().map(|group| group.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), GROUPS.len());
        let labels: usize = names.iter().map(|name| group(name).unwrap().len()).sum();
        assert_eq!(labels, ALL.len());
        assert_eq!(label("unheard_of"), None);
        assert_eq!(group("unheard_of"), None);
    }
}
