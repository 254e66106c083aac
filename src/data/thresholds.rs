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
