//! What a score says about its own gaps.

/// Declares the warnings with their codes and bits, so that no warning can lack either.
macro_rules! warnings {
    ($( $(#[doc = $doc:literal])* $variant:ident = $code:literal ),* $(,)?) => {
        /// Something that a score could not take into account, or a reason to read it with care.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Warning { $( $(#[doc = $doc])* $variant ),* }

        impl Warning {
            /// All warnings in the order of their bits.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the stable code, which is a key of the label table.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }
    };
}

warnings! {
    /// There are no survey answers: loyalty is its behavioural part alone.
    AttitudeMissing = "attitude_missing",
    /// The time taken to choose is not known.
    ChoosingTimeMissing = "choosing_time_missing",
    /// No full quarter has passed since the first purchase, or the quarters are not given.
    RetentionTooShort = "retention_too_short",
    /// The number of purchases in the last year is not given.
    PurchasesInYearMissing = "purchases_in_year_missing",
    /// The revenue of the last year is not given: there is no current value.
    RevenueMissing = "revenue_missing",
    /// The mean spend of the repeat purchases is not given.
    MonetaryValueMissing = "monetary_value_missing",
    /// The repeat purchases were refunded in whole or cost nothing, which no spend model covers.
    SpendNotPositive = "spend_not_positive",
    /// The profile has no spend model but the mean of all customers.
    SpendModelFallback = "spend_model_fallback",
    /// A one-time buyer counts as active by assumption of the model (BG/NBD, BG/CNBD-k): read the risk
    /// instead.
    OneTimeBuyer = "one_time_buyer",
    /// The margin was not given: revenue is shown as if it were all margin.
    MarginDefaulted = "margin_defaulted",
    /// Too little of the loyalty index is known: there is no loyalty score.
    CoverageTooLow = "coverage_too_low",
    /// The orders alone do not determine the purchase model: it leans on a weak prior.
    WeakPrior = "weak_prior",
    /// The risk has not been calibrated on outcomes.
    Uncalibrated = "uncalibrated",
    /// There is no purchase yet, or none is known: what rests on purchases is left out.
    NoPurchases = "no_purchases",
    /// Evidence was given that the risk over a horizon does not use.
    EvidenceUnused = "evidence_unused",
    /// Nothing is known that speaks for or against leaving: the risk is that of the base.
    NoEvidence = "no_evidence",
    /// Some of the costs of the year are given, but not all: the margin of the profile stands in.
    CostsIncomplete = "costs_incomplete",
    /// What the customer spends elsewhere, or the production cost, is not given: the margin to come is
    /// the current value.
    WalletMissing = "wallet_missing",
    /// A feature is missing that the model of the risk cannot do without: there is no risk.
    FeaturesMissing = "features_missing",
    /// A feature of the model of the risk is not known: it counts as the model has it for such customers.
    FeaturesUnknown = "features_unknown",
    /// A value is larger than numbers go: parameters or costs that no shop has.
    BeyondNumbers = "beyond_numbers",
}

/// A set of warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Warnings(u32);

impl Warnings {
    /// Adds a warning.
    pub(crate) fn add(&mut self, warning: Warning) {
        self.0 |= 1 << warning as u8;
    }

    /// Tells whether the warning is in the set.
    pub(crate) fn contains(self, warning: Warning) -> bool {
        self.0 & (1 << warning as u8) != 0
    }

    /// Returns the set as a number whose bits are the warnings.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }
}
