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
