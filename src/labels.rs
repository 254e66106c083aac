//! Stable codes and their English and Chinese labels.
//!
//! The scores carry codes only. The words stand in this one table, which nothing of the core looks
//! into, so that a build without it loses no result and carries no text. A code never changes once
//! it is released; a label may.
//!
//! # Example: a code and its words
//! ```
//! let label = clientele::labels::label("vip.high").unwrap();
//! assert_eq!((label.en, label.zh), ("Save now", "立即挽留"));
//! ```

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

/// Returns the label of a code.
pub fn label(code: &str) -> Option<&'static Label> {
    ALL.iter().find(|label| label.code == code)
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
    }
    /// What to mind about loyalty and churn, and why there is no number.
    "loyalty_caution" {
        "fact_missing": "Something that is needed is not known", "缺少所需数据";
        "nobody_answered": "Nobody answered", "无人作答";
        "few_recommendations": "Few answers: the interval says how little the score means", "样本太少：请看置信区间";
        "none_at_start": "There was no customer at the start", "期初没有客户";
        "no_buyers": "Nobody bought", "没有购买者";
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

    #[test]
    fn codes_are_unique_and_written_in_one_way() {
        let mut codes: Vec<_> = ALL.iter().map(|label| label.code).collect();
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
        for label in ALL {
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
