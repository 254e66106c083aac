//! Every threshold of the classifiers, in one configuration.
//!
//! The field has few fixed numbers. Each threshold stands here once, with its default, the range it
//! may have, and where the default is from; what no source settles is called our choice.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;
use crate::plain::report;

/// What is known of one threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Threshold {
    /// The name of the field.
    pub name: &'static str,
    /// The default.
    pub default: f64,
    /// The smallest value it may have.
    pub least: f64,
    /// The largest value it may have.
    pub most: f64,
    /// Where the default is from.
    pub source: &'static str,
}

report!(Threshold {
    name => "name",
    default => "default",
    least => "least",
    most => "most",
    source => "source",
});

/// Declares the thresholds: name in Rust and in JavaScript, default, range, source.
macro_rules! thresholds {
    ($( $(#[doc = $doc:literal])* $field:ident $name:literal = $default:literal, $least:literal to $most:literal, $source:literal; )*) => {
        /// The thresholds of every classifier.
        ///
        /// # Example: another idea of who has left
        /// ```
        /// use clientele::data::thresholds::Thresholds;
        /// let thresholds = Thresholds { churn_window_days: 90.0, ..Thresholds::default() };
        /// assert!(thresholds.check().is_ok());
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
        #[cfg_attr(feature = "full", derive(tsify::Tsify))]
        pub struct Thresholds {
            $(
                $(#[doc = $doc])*
                #[cfg_attr(feature = "full", tsify(optional))]
                pub $field: f64,
            )*
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        options!(Thresholds { $($field => $name),* });

        impl Thresholds {
            /// Every threshold there is.
            pub const ALL: &'static [Threshold] = &[
                $(Threshold { name: $name, default: $default, least: $least, most: $most, source: $source }),*
            ];

            fn values(&self) -> impl Iterator<Item = f64> {
                [$(self.$field),*].into_iter()
            }
        }
    };
}

thresholds! {
    // Customers by their relationship
    /// Days without a purchase after which a customer counts as lost, at least.
    churn_window_days "churnWindowDays" = 180.0, 1.0 to 3650.0, "our choice";
    /// The window of a customer who buys rarely: so many times the own mean gap.
    churn_window_gaps "churnWindowGaps" = 3.0, 1.0 to 100.0, "our choice";
    // Customers by importance, by rank of value, and Curry's pyramid
    /// The top share of the base that is VIP.
    vip_share "vipShare" = 0.05, 0.0 to 1.0, "our choice";
    /// The top share of the base that is important or VIP.
    important_share "importantShare" = 0.20, 0.0 to 1.0, "our choice: the 80/20 rule";
    /// The top share of the base at the tip of Curry's pyramid.
    curry_top_share "curryTopShare" = 0.01, 0.0 to 1.0, "Curry & Curry (2000): 1, 4, 15 and 80 %";
    /// The top share of the base that is large or above.
    curry_large_share "curryLargeShare" = 0.05, 0.0 to 1.0, "Curry & Curry (2000): 1, 4, 15 and 80 %";
    /// The top share of the base that is medium or above.
    curry_medium_share "curryMediumShare" = 0.20, 0.0 to 1.0, "Curry & Curry (2000): 1, 4, 15 and 80 %";
    // The customer pyramid
    /// The top share of the base that is platinum.
    platinum_share "platinumShare" = 0.04, 0.0 to 1.0, "our choice: the 80/20 rule applied twice";
    /// The top share of the base that is gold or platinum.
    gold_share "goldShare" = 0.20, 0.0 to 1.0, "our choice: the 80/20 rule";
    /// The price sensitivity above which a platinum customer is gold.
    platinum_price_sensitivity "platinumPriceSensitivity" = 0.6, 0.0 to 1.0, "our choice";
    /// The loyalty below which a platinum customer is gold.
    platinum_loyalty "platinumLoyalty" = 60.0, 0.0 to 100.0, "our choice";
    // ABC analysis
    /// The share of the total that A customers bring.
    abc_a "abcA" = 0.80, 0.0 to 1.0, "after Dickie (1951)";
    /// The share of the total that A and B customers bring.
    abc_b "abcB" = 0.95, 0.0 to 1.0, "after Dickie (1951)";
    // Customers by loyalty
    /// Days since the first purchase up to which a customer is new.
    new_customer_days "newCustomerDays" = 90.0, 0.0 to 3650.0, "our choice";
    /// The loyalty index from which an old customer is loyal.
    loyal_index "loyalIndex" = 70.0, 0.0 to 100.0, "our choice";
    /// Without an index: the share of wallet from which an old customer is loyal.
    loyal_wallet_share "loyalWalletShare" = 0.5, 0.0 to 1.0, "our choice";
    /// Without an index: the purchases from which an old customer is loyal who still buys.
    loyal_purchases "loyalPurchases" = 6.0, 2.0 to 10000.0, "our choice";
    /// The silence, in mean gaps, up to which a customer still buys.
    loyal_recency_ratio "loyalRecencyRatio" = 1.5, 0.0 to 1000.0, "our choice";
    // Customers by the value they can give
    /// The share of purchases on promotion from which a customer is a bargain-seeker.
    bargain_deal_share "bargainDealShare" = 0.7, 0.0 to 1.0, "our choice";
    /// The price sensitivity from which a customer is a bargain-seeker.
    bargain_price_sensitivity "bargainPriceSensitivity" = 0.8, 0.0 to 1.0, "our choice";
    /// The innovativeness from which a customer is a lighthouse.
    lighthouse_innovation "lighthouseInnovation" = 0.6, 0.0 to 1.0, "our choice";
    /// The price sensitivity up to which a customer is a lighthouse.
    lighthouse_price_sensitivity "lighthousePriceSensitivity" = 0.5, 0.0 to 1.0, "our choice";
    /// The conformity from which a customer is a follower.
    follower_conformity "followerConformity" = 0.6, 0.0 to 1.0, "our choice";
    /// The price sensitivity up to which a customer is a follower.
    follower_price_sensitivity "followerPriceSensitivity" = 0.6, 0.0 to 1.0, "our choice";
    // Customers by frequency of consumption
    /// Days between purchases up to which a customer is heavy.
    heavy_gap_days "heavyGapDays" = 7.0, 0.0 to 3650.0, "KFC's heavy consumer: once a week";
    /// Days between purchases up to which a customer is medium.
    medium_gap_days "mediumGapDays" = 30.0, 0.0 to 3650.0, "KFC's medium consumer: about once a month";
    /// Days between purchases up to which a customer is light.
    light_gap_days "lightGapDays" = 183.0, 0.0 to 3650.0, "KFC's light consumer: once in half a year";
    /// Days between purchases of the typical heavy consumer.
    heavy_prototype_days "heavyPrototypeDays" = 7.0, 0.01 to 3650.0, "KFC's heavy consumer: once a week";
    /// Days between purchases of the typical medium consumer.
    medium_prototype_days "mediumPrototypeDays" = 30.0, 0.01 to 3650.0, "KFC's medium consumer: about once a month";
    /// Days between purchases of the typical light consumer.
    light_prototype_days "lightPrototypeDays" = 182.5, 0.01 to 3650.0, "KFC's light consumer: once in half a year";
    // Stages of the relationship
    /// The silence, in mean gaps, from which a relationship degenerates.
    declining_recency_ratio "decliningRecencyRatio" = 2.0, 0.0 to 1000.0, "our choice";
    /// The fall of revenue a period, as a share of its mean, from which a relationship degenerates.
    declining_trend "decliningTrend" = 0.10, 0.0 to 10.0, "our choice";
    /// The rise of revenue a period, as a share of its mean, from which a relationship is being built.
    growing_trend "growingTrend" = 0.10, 0.0 to 10.0, "our choice";
    /// The purchases below which both sides still explore.
    stage_purchases "stagePurchases" = 3.0, 1.0 to 1000.0, "our choice";
    /// The periods with revenue below which both sides still explore.
    stage_periods "stagePeriods" = 3.0, 1.0 to 1000.0, "our choice";
    // Kotler's five levels
    /// The margin below which it is low, as a share of the price.
    low_margin "lowMargin" = 0.15, -10.0 to 1.0, "our choice";
    /// The margin from which it is high.
    high_margin "highMargin" = 0.40, -10.0 to 1.0, "our choice";
    /// The number of customers up to which they are few.
    few_customers "fewCustomers" = 100.0, 0.0 to 1e9, "our choice";
    /// The number of customers above which they are many.
    many_customers "manyCustomers" = 10000.0, 0.0 to 1e9, "our choice";
    // Length and depth of the relationship
    /// The months at which the length of a relationship counts in full.
    full_length_months "fullLengthMonths" = 36.0, 0.01 to 1200.0, "our choice";
    /// The purchases a month at which the depth of a relationship counts in full.
    full_depth "fullDepth" = 1.0, 0.000001 to 1000.0, "our choice";
    // Identify, differentiate, interact, customise
    /// The share of customers that each step is to reach.
    step_coverage "stepCoverage" = 0.8, 0.0 to 1.0, "our choice";
    /// Days within which a customer counts as being in contact.
    contact_days "contactDays" = 90.0, 0.0 to 3650.0, "our choice";
    // What customers perceive
    /// A Kano category that leads by a smaller share of all answers does not lead.
    kano_category_strength "kanoCategoryStrength" = 0.06, 0.0 to 1.0, "Lee & Newcomb (1997)";
    /// The share of A, O and M from which an attribute without a leading category is mixed.
    kano_total_strength "kanoTotalStrength" = 0.6, 0.0 to 1.0, "Lee & Newcomb (1997)";
    /// The share of contradictory answers above which a Kano question is unclear.
    kano_questionable_share "kanoQuestionableShare" = 0.1, 0.0 to 1.0, "our choice";
    /// The membership from which a respondent has a Kano category.
    kano_fuzzy_alpha "kanoFuzzyAlpha" = 0.4, 0.0 to 1.0, "Lee & Huang (2009)";
    /// How far, in points of the scale, a gap may lie from the one that the level below implies.
    hierarchy_unexplained_gap "hierarchyUnexplainedGap" = 1.0, 0.0 to 100.0, "our choice";
    /// The satisfaction index from which customers are very satisfied.
    satisfaction_very "satisfactionVery" = 90.0, 0.0 to 100.0, "our choice";
    /// The satisfaction index from which customers are satisfied.
    satisfaction_good "satisfactionGood" = 75.0, 0.0 to 100.0, "our choice";
    /// The satisfaction index from which satisfaction is fair.
    satisfaction_fair "satisfactionFair" = 60.0, 0.0 to 100.0, "our choice";
    /// The satisfaction index below which customers are very dissatisfied.
    satisfaction_poor "satisfactionPoor" = 40.0, 0.0 to 100.0, "our choice";
    /// The complete answers below which a path model is a weak guide.
    path_model_rows "pathModelRows" = 30.0, 3.0 to 100000.0, "our choice";
    // Value to the firm
    /// The share of customers with revenue and costs from which current value is computed.
    value_known_share "valueKnownShare" = 0.8, 0.0 to 1.0, "our choice";
    /// The periods of history from which potential value is computed.
    forecast_periods "forecastPeriods" = 3.0, 1.0 to 1000.0, "our choice";
    /// The purchases from which potential value is computed.
    forecast_purchases "forecastPurchases" = 3.0, 1.0 to 1000.0, "our choice";
    /// The number of customers above which rating each of them asks much.
    rated_customers "ratedCustomers" = 200.0, 0.0 to 1e9, "our choice";
    /// The value score from which value is high.
    high_value "highValue" = 50.0, 0.0 to 100.0, "our choice";
    /// The loyalty from which a customer stays, as the length of Reinartz & Kumar (2002).
    lasting_loyalty "lastingLoyalty" = 60.0, 0.0 to 100.0, "our choice";
    /// The rate of response from which it is high: half above what is assumed of everybody.
    high_response "highResponse" = 0.15, 0.0 to 1.0, "our choice";
    // Complaints, recovery and service
    /// The satisfaction, 0 to 100, below which a customer counts as dissatisfied.
    dissatisfied_below "dissatisfiedBelow" = 50.0, 0.0 to 100.0, "our choice";
    /// The days within which responses to a failure count.
    complaint_window_days "complaintWindowDays" = 365.0, 1.0 to 3650.0, "our choice";
    /// The satisfaction with its handling below which a complaint leaves its mark.
    recovery_failed_below "recoveryFailedBelow" = 50.0, 0.0 to 100.0, "our choice";
    /// The satisfaction with its handling from which a complaint leaves no mark.
    recovery_done_from "recoveryDoneFrom" = 70.0, 0.0 to 100.0, "our choice";
    /// The commitment from which it is high.
    high_commitment "highCommitment" = 50.0, 0.0 to 100.0, "our choice";
    // Loyalty
    /// The attitude, 0 to 100, from which it counts as high.
    attitude_cut "attitudeCut" = 60.0, 0.0 to 100.0, "our choice";
    /// The behaviour, 0 to 100, from which it counts as high.
    behaviour_cut "behaviourCut" = 60.0, 0.0 to 100.0, "our choice";
    /// The loyalty index from which a customer is loyal.
    loyalty_loyal "loyaltyLoyal" = 75.0, 0.0 to 100.0, "our choice";
    /// The loyalty index from which a customer is stable.
    loyalty_stable "loyaltyStable" = 60.0, 0.0 to 100.0, "our choice";
    /// The loyalty index from which a customer wavers; below it the customer is at risk.
    loyalty_wavering "loyaltyWavering" = 40.0, 0.0 to 100.0, "our choice";
    /// The answer, 0 to 10, from which one recommends.
    promoter_from "promoterFrom" = 9.0, 0.0 to 10.0, "Reichheld (2003)";
    /// The answer, 0 to 10, from which one is neither for nor against.
    passive_from "passiveFrom" = 7.0, 0.0 to 10.0, "Reichheld (2003)";
    /// The answers below which a recommendation score says little.
    recommendation_answers "recommendationAnswers" = 100.0, 0.0 to 1e9, "our choice";
    /// The satisfaction, 0 to 100, from which it counts as high.
    satisfaction_cut "satisfactionCut" = 70.0, 0.0 to 100.0, "our choice";
    /// The loyalty, 0 to 100, from which it counts as high.
    loyalty_cut "loyaltyCut" = 70.0, 0.0 to 100.0, "our choice";
    /// The satisfaction and the loyalty from which a loyalist is an apostle.
    apostle_from "apostleFrom" = 90.0, 0.0 to 100.0, "our choice";
    /// The satisfaction and the loyalty up to which a defector is a terrorist.
    terrorist_to "terroristTo" = 20.0, 0.0 to 100.0, "our choice";
    /// The satisfaction up to which someone who speaks ill of the firm is a terrorist.
    ill_word_to "illWordTo" = 40.0, 0.0 to 100.0, "our choice";
    /// The units below which links of a chain say little.
    chain_units "chainUnits" = 10.0, 2.0 to 1e6, "our choice";
    // Churn
    /// The share of all reasons that the vital few make up.
    vital_reasons_share "vitalReasonsShare" = 0.8, 0.0 to 1.0, "Juran (1951): the vital few";
    /// The silence, in mean gaps, from which a customer is watched.
    recency_watch "recencyWatch" = 1.5, 0.0 to 1000.0, "our choice";
    /// The silence, in mean gaps, from which there is a warning.
    recency_warn "recencyWarn" = 2.0, 0.0 to 1000.0, "our choice";
    /// The silence, in mean gaps, from which there is an alarm.
    recency_alarm "recencyAlarm" = 3.0, 0.0 to 1000.0, "our choice";
    /// The coefficient of variation of the gaps below which a customer buys regularly.
    regular_gap_variation "regularGapVariation" = 0.3, 0.0 to 10.0, "our choice";
    /// The fall of the last values below the first ones, as a share, from which a customer is watched.
    recent_fall "recentFall" = 0.1, 0.0 to 1.0, "our choice";
    /// The switching barrier, 0 to 100, from which it counts as high.
    barrier_cut "barrierCut" = 50.0, 0.0 to 100.0, "our choice";
    /// The satisfaction, 0 to 100, below which a customer behind a high barrier is held and not won.
    held_satisfaction "heldSatisfaction" = 70.0, 0.0 to 100.0, "our choice";
}

impl Thresholds {
    /// Checks that each threshold is within its range.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] with the name of the threshold.
    pub fn check(&self) -> Result<&Self> {
        for (threshold, value) in Self::ALL.iter().zip(self.values()) {
            check_finite(value, || threshold.name.into())?;
            if !(threshold.least..=threshold.most).contains(&value) {
                return Err(Error::OutOfRange {
                    path: threshold.name.into(),
                    value,
                    expected: format!("a number from {} to {}", threshold.least, threshold.most),
                });
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::Thresholds;

    #[test]
    fn every_default_is_within_its_range_and_has_a_source() {
        assert!(Thresholds::default().check().is_ok());
        assert!(
            Thresholds::ALL
                .iter()
                .all(|threshold| !threshold.source.is_empty())
        );
    }

    #[test]
    fn a_threshold_out_of_range_is_named() {
        let thresholds = Thresholds {
            churn_window_days: 0.0,
            ..Thresholds::default()
        };
        let error = thresholds.check().unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("churnWindowDays"))
        );
    }
}
