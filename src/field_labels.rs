//! The words of fields and thresholds: what evidence, records and settings name.

use crate::labels::Label;

/// Declares labels: name, English, Chinese.
macro_rules! fields {
    ($($name:literal: $en:literal, $zh:literal;)*) => {
        /// The labels of fields and thresholds, by the names that they have in JavaScript.
        pub static FIELDS: &[Label] = &[$(Label { code: $name, en: $en, zh: $zh },)*];
    };
}

fields! {
    "daysSinceLast": "Days since the last purchase", "距上次购买天数";
    "daysSinceFirst": "Days since the first purchase", "距首次购买天数";
    "meanGap": "Mean days between purchases", "平均购买间隔(天)";
    "recencyRatio": "Silence in mean gaps", "沉默期与平均间隔之比";
    "monetary": "Amount paid", "购买金额";
    "r": "Recency score", "近度得分";
    "f": "Frequency score", "频度得分";
    "m": "Monetary score", "额度得分";
    "eligible": "Is eligible", "符合条件";
    "interested": "Is interested", "有意向";
    "targeted": "Is targeted", "目标客户";
    "terminated": "Has ended the relation", "已终止关系";
    "value": "Value", "价值";
    "rank": "Rank by value", "价值排名";
    "customers": "Customers", "客户数";
    "loyaltyIndex": "Loyalty index", "忠诚度指数";
    "loyalty": "Loyalty", "忠诚度";
    "shareOfWallet": "Share of wallet", "钱包份额";
    "innovation": "Innovation", "创新性";
    "conformity": "Conformity", "从众性";
    "dealShare": "Share of deals", "促销购买占比";
    "priceSensitivityShare": "Price sensitivity", "价格敏感度";
    "resells": "Resells", "转售";
    "activePeriods": "Active periods", "活跃期数";
    "periods": "Periods", "期数";
    "trend": "Trend", "趋势";
    "margin": "Margin", "利润率";
    "shareBefore": "Share before", "累计占比(前)";
    "shareAfter": "Share after", "累计占比(后)";
    "thirdParty": "Complaints to third parties", "向第三方投诉次数";
    "negativeWordOfMouth": "Ill words to others", "负面口碑次数";
    "voice": "Complaints to the firm", "向企业投诉次数";
    "failures": "Service failures", "服务失误次数";
    "speaksIll": "Speaks ill of the firm", "负面口碑";
    "attitude": "Attitude", "态度忠诚";
    "behaviour": "Behaviour", "行为忠诚";
    "performance": "Performance", "绩效";
    "importanceCut": "Cut of importance", "重要性分界";
    "performanceCut": "Cut of performance", "绩效分界";
    "affective": "Affective commitment", "情感承诺";
    "continuance": "Continuance commitment", "持续承诺";
    "coverage": "Coverage", "覆盖率";
    "quality": "Quality", "质量";
    "price": "Price", "价格";
    "profit": "Profit", "利润";
    "modelFitted": "A model was fitted", "已拟合模型";
    "churnWindowDays": "Days until a customer counts as lost", "流失判定天数";
    "churnWindowGaps": "Mean gaps until a customer counts as lost", "流失判定间隔倍数";
    "vipShare": "Share of VIP customers", "贵宾客户占比";
    "importantShare": "Share of important customers", "重要客户占比";
    "curryTopShare": "Share of top customers", "顶级客户占比";
    "curryLargeShare": "Share of large customers", "大客户占比";
    "curryMediumShare": "Share of medium customers", "中客户占比";
    "platinumShare": "Share of platinum customers", "白金层占比";
    "goldShare": "Share of gold customers", "黄金层占比";
    "platinumPriceSensitivity": "Most price sensitivity of platinum", "白金层价格敏感度上限";
    "platinumLoyalty": "Least loyalty of platinum", "白金层忠诚度下限";
    "abcA": "Cumulated share of class A", "A类累计占比";
    "abcB": "Cumulated share of class B", "B类累计占比";
    "newCustomerDays": "Days of a new customer", "新客户天数";
    "loyalIndex": "Least loyalty index of the loyal", "忠诚客户指数下限";
    "loyalWalletShare": "Least share of wallet of the loyal", "忠诚客户钱包份额下限";
    "loyalPurchases": "Least purchases of the loyal", "忠诚客户购买次数下限";
    "loyalRecencyRatio": "Longest silence of the loyal", "忠诚客户沉默期上限";
    "bargainDealShare": "Least share of deals of bargain seekers", "逐利客户促销占比下限";
    "bargainPriceSensitivity": "Least price sensitivity of bargain seekers", "逐利客户价格敏感度下限";
    "lighthouseInnovation": "Least innovation of lighthouses", "灯塔客户创新性下限";
    "lighthousePriceSensitivity": "Most price sensitivity of lighthouses", "灯塔客户价格敏感度上限";
    "followerConformity": "Least conformity of followers", "跟随客户从众性下限";
    "followerPriceSensitivity": "Most price sensitivity of followers", "跟随客户价格敏感度上限";
    "heavyGapDays": "Most days between purchases, heavy", "重度消费间隔上限(天)";
    "mediumGapDays": "Most days between purchases, medium", "中度消费间隔上限(天)";
    "lightGapDays": "Most days between purchases, light", "轻度消费间隔上限(天)";
    "heavyPrototypeDays": "Typical days between purchases, heavy", "典型重度消费间隔(天)";
    "mediumPrototypeDays": "Typical days between purchases, medium", "典型中度消费间隔(天)";
    "lightPrototypeDays": "Typical days between purchases, light", "典型轻度消费间隔(天)";
    "heavyToMediumDays": "Days between heavy and medium", "重度与中度分界(天)";
    "mediumToLightDays": "Days between medium and light", "中度与轻度分界(天)";
    "decliningRecencyRatio": "Silence from which a customer declines", "衰退期沉默倍数";
    "decliningTrend": "Trend from which a customer declines", "衰退期趋势";
    "growingTrend": "Trend from which a customer grows", "成长期趋势";
    "stagePurchases": "Least purchases for a stage", "阶段判定购买次数";
    "stagePeriods": "Least periods for a stage", "阶段判定期数";
    "lowMargin": "Low margin below", "低利润率分界";
    "highMargin": "High margin from", "高利润率分界";
    "fewCustomers": "Few customers below", "客户少的分界";
    "manyCustomers": "Many customers from", "客户多的分界";
    "fullLengthMonths": "Months of a full length", "关系长度满分月数";
    "fullDepth": "Purchases of a full depth", "关系深度满分";
    "stepCoverage": "Least coverage of a step", "步骤覆盖率下限";
    "contactDays": "Days that a contact counts", "接触有效天数";
    "kanoCategoryStrength": "Least category strength", "卡诺类别强度下限";
    "kanoTotalStrength": "Least total strength", "卡诺总强度下限";
    "kanoQuestionableShare": "Most questionable answers", "可疑答案占比上限";
    "kanoFuzzyAlpha": "Alpha cut of the fuzzy method", "模糊法阈值";
    "hierarchyUnexplainedGap": "Most unexplained gap", "未解释差距上限";
    "satisfactionVery": "Very satisfied from", "很满意下限";
    "satisfactionGood": "Satisfied from", "满意下限";
    "satisfactionFair": "Fairly satisfied from", "一般下限";
    "satisfactionPoor": "Dissatisfied from", "不满意下限";
    "pathModelRows": "Least rows of a path model", "路径模型最少样本";
    "valueKnownShare": "Least share of known values", "价值已知占比下限";
    "forecastPeriods": "Least periods for a forecast", "预测最少期数";
    "forecastPurchases": "Least purchases for a forecast", "预测最少购买次数";
    "ratedCustomers": "Least rated customers", "最少评分客户数";
    "highValue": "High value from", "高价值下限";
    "lastingLoyalty": "Lasting loyalty from", "持久忠诚下限";
    "highResponse": "High response from", "高响应下限";
    "dissatisfiedBelow": "Dissatisfied below", "不满意上限";
    "complaintWindowDays": "Days that complaints count", "投诉统计天数";
    "recoveryFailedBelow": "Recovery failed below", "补救失败上限";
    "recoveryDoneFrom": "Recovery done from", "补救成功下限";
    "highCommitment": "High commitment from", "高承诺下限";
    "attitudeCut": "Cut of attitude", "态度分界";
    "behaviourCut": "Cut of behaviour", "行为分界";
    "loyaltyLoyal": "Loyal from", "忠诚下限";
    "loyaltyStable": "Stable from", "稳定下限";
    "loyaltyWavering": "Wavering from", "摇摆下限";
    "promoterFrom": "Promoter from", "推荐者下限";
    "passiveFrom": "Passive from", "被动者下限";
    "recommendationAnswers": "Least answers on recommendation", "推荐最少答案数";
    "satisfactionCut": "Cut of satisfaction", "满意度分界";
    "loyaltyCut": "Cut of loyalty", "忠诚度分界";
    "apostleFrom": "Apostle from", "传道者下限";
    "terroristTo": "Terrorist up to", "破坏者上限";
    "illWordTo": "Terrorist who speaks ill up to", "负面口碑破坏者上限";
    "chainUnits": "Least units of a chain", "利润链最少单位数";
    "vitalReasonsShare": "Share of the vital reasons", "关键原因占比";
    "recencyWatch": "Watch from a silence of", "关注沉默倍数";
    "recencyWarn": "Warn from a silence of", "预警沉默倍数";
    "recencyAlarm": "Alarm from a silence of", "警报沉默倍数";
    "regularGapVariation": "Most variation of regular gaps", "规律间隔变异上限";
    "recentFall": "Recent fall", "近期下降";
    "barrierCut": "Cut of the switching barrier", "转换壁垒分界";
    "heldSatisfaction": "Satisfaction of the held, at most", "受制客户满意度上限";
    "customerId": "Customer", "客户编号";
    "name": "Name", "名称";
    "endUse": "End use", "用途";
    "since": "Customer since", "成为客户日期";
    "consent": "Consent to marketing", "同意营销";
    "segment": "Segment", "客户细分";
    "wallet": "Spend in the category, a year", "品类年支出";
    "currency": "Currency", "币种";
    "creditGrade": "Credit grade", "信用等级";
    "financialBond": "Financial bond", "财务纽带";
    "socialBond": "Social bond", "社会纽带";
    "customisationBond": "Customisation bond", "定制化纽带";
    "structuralBond": "Structural bond", "结构化纽带";
    "relationLevel": "Level of the relation", "关系层次";
    "date": "Date", "日期";
    "amount": "Amount", "金额";
    "returned": "Amount returned", "退款金额";
    "quantity": "Quantity", "数量";
    "category": "Category", "品类";
    "grossProfit": "Gross profit", "毛利";
    "productionCost": "Production cost", "生产成本";
    "promotion": "On promotion", "促销";
    "launchLagDays": "Days after the launch", "上市后天数";
    "upgrade": "Upgrade", "升级";
    "automatic": "Automatic renewal", "自动续费";
    "choosingMinutes": "Minutes taken to choose", "挑选分钟数";
    "kind": "Kind", "种类";
    "channel": "Channel", "渠道";
    "severity": "Severity", "严重程度";
    "resolved": "Resolved", "已解决";
    "hoursToAnswer": "Hours to the answer", "答复小时数";
    "hoursToClose": "Hours to the close", "结案小时数";
    "targetHours": "Target hours", "目标小时数";
    "firstContact": "Resolved at the first contact", "首次接触解决";
    "reason": "Reason", "原因";
    "campaign": "Campaign", "活动";
    "responded": "Responded", "已响应";
    "accepted": "Accepted", "已采纳";
    "respondentId": "Respondent", "受访者编号";
    "instrument": "Questionnaire", "问卷";
    "item": "Question", "题项";
    "scaleMin": "Least answer", "量表下限";
    "scaleMax": "Largest answer", "量表上限";
    "brand": "Brand", "品牌";
    "expert": "Expert", "专家";
    "goal": "Goal", "目标";
    "first": "First", "前项";
    "second": "Second", "后项";
    "attribute": "Attribute", "属性";
    "aspect": "Aspect", "方面";
    "score": "Score", "得分";
    "weight": "Weight", "权重";
    "own": "Own brand", "本品牌";
    "unit": "Unit", "单位";
    "internalQuality": "Internal service quality", "内部服务质量";
    "employeeSatisfaction": "Employee satisfaction", "员工满意度";
    "employeeRetention": "Employee retention", "员工保留率";
    "productivity": "Productivity", "生产率";
    "customerSatisfaction": "Customer satisfaction", "客户满意度";
    "customerLoyalty": "Customer loyalty", "客户忠诚度";
    "growth": "Growth", "增长";
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use crate::data::records::RecordKind;
    use crate::data::thresholds::Thresholds;
    use crate::labels::label;
    use crate::segment::CLASSIFIERS;

    #[test]
    fn every_field_threshold_and_input_has_words() {
        let thresholds = Thresholds::ALL.iter().map(|threshold| threshold.name);
        let inputs = CLASSIFIERS.iter().flat_map(|classifier| classifier.inputs);
        let fields = RecordKind::ALL
            .into_iter()
            .flat_map(|kind| kind.schema().fields);
        let names = thresholds
            .chain(inputs.map(|input| input.name))
            .chain(fields.map(|field| field.name));
        let mut checked = 0;
        for name in names {
            assert!(label(name).is_some(), "{name}");
            checked += 1;
        }
        assert!(checked > 200);
    }
}
