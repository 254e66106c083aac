//! What speaks for and against the leaving of a customer, in log-odds.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::plain::options;

/// How a customer complains, after Singh (1990).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complainer {
    /// Says nothing (消极者).
    Passive,
    /// Complains to the firm (发言者).
    Voicer,
    /// Tells others, and the firm as well (发怒者).
    Irate,
    /// Goes to third parties (积极分子).
    Activist,
}

impl Complainer {
    /// All of them, in the order of their labels.
    pub const ALL: [Self; 4] = [Self::Passive, Self::Voicer, Self::Irate, Self::Activist];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passive => "complaint.passive",
            Self::Voicer => "complaint.voicer",
            Self::Irate => "complaint.irate",
            Self::Activist => "complaint.activist",
        }
    }
}

/// What is known of a customer that speaks for or against leaving; what is missing is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ChurnFacts {
    /// Days since the last purchase by the mean gap between purchases, from 0.
    pub recency_ratio: Option<f64>,
    /// By how many points the loyalty index, 0-100, moved in the last period; below 0 where it fell.
    pub loyalty_trend: Option<f64>,
    /// Complaints that are not resolved.
    pub open_complaints: Option<f64>,
    /// Satisfaction with how the last closed complaint was handled, 0-100.
    pub complaint_satisfaction: Option<f64>,
    /// Satisfaction, 0-100.
    pub satisfaction: Option<f64>,
    /// Failures of service in the last 90 days that the customer did not complain of.
    pub silent_failures: Option<f64>,
    /// How the customer complains.
    pub complainer: Option<Complainer>,
    /// Whether the customer buys bargains only.
    pub bargain_seeker: Option<bool>,
    /// Categories the customer buys in, from 1.
    pub categories: Option<f64>,
    /// The switching barrier, 0-100.
    pub switching_barrier: Option<f64>,
}

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// The silence beside the customer's own gaps.
    Recency,
    /// Loyalty lost in the last period.
    LoyaltyTrend,
    /// A complaint that is not resolved.
    OpenComplaint,
    /// A complaint that was closed badly.
    ClosedComplaint,
    /// Satisfaction below the mark.
    Satisfaction,
    /// Failures borne in silence.
    SilentFailures,
    /// The way of complaining.
    Complainer,
    /// Buys bargains only.
    BargainSeeker,
    /// Buys in several categories.
    Breadth,
    /// Leaving would cost the customer something.
    SwitchingBarrier,
}

impl EvidenceKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Recency,
        Self::LoyaltyTrend,
        Self::OpenComplaint,
        Self::ClosedComplaint,
        Self::Satisfaction,
        Self::SilentFailures,
        Self::Complainer,
        Self::BargainSeeker,
        Self::Breadth,
        Self::SwitchingBarrier,
    ];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Recency => "evidence.recency",
            Self::LoyaltyTrend => "evidence.loyalty_trend",
            Self::OpenComplaint => "evidence.open_complaint",
            Self::ClosedComplaint => "evidence.closed_complaint",
            Self::Satisfaction => "evidence.satisfaction",
            Self::SilentFailures => "evidence.silent_failures",
            Self::Complainer => "evidence.complainer",
            Self::BargainSeeker => "evidence.bargain_seeker",
            Self::Breadth => "evidence.breadth",
            Self::SwitchingBarrier => "evidence.switching_barrier",
        }
    }
}

/// How many points, in log-odds, each kind of evidence brings, and at most. Every default is our
/// choice and a prior that no outcome has confirmed: a risk made of it is labelled uncalibrated.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct EvidenceSettings {
    /// For each mean gap of silence beyond the first: 0.9.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub recency: f64,
    /// The most that silence brings: 2.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub recency_cap: f64,
    /// For each point of loyalty lost in the last period: 0.05.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub loyalty_trend: f64,
    /// The most that lost loyalty brings: 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub loyalty_trend_cap: f64,
    /// For complaints that are not resolved, however many: 0.8.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub open_complaint: f64,
    /// For a closed complaint, up to a satisfaction of 50; it falls to 0 at 70: 0.5.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub closed_complaint: f64,
    /// For each point of satisfaction below 70: 0.02.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub satisfaction: f64,
    /// The most that dissatisfaction brings: 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub satisfaction_cap: f64,
    /// For each failure of service that the customer did not complain of: 0.15.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub silent_failure: f64,
    /// The most that such failures bring: 0.6.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub silent_failures_cap: f64,
    /// For a customer who tells others (发怒者): 0.5.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub irate: f64,
    /// For a customer who says nothing (消极者): 0.3.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub passive: f64,
    /// For a bargain-seeker (逐利客户): 0.3.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub bargain_seeker: f64,
    /// Against leaving, for each category beyond the first: 0.1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub category: f64,
    /// The most that categories bring: 0.3.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub categories_cap: f64,
    /// Against leaving, for each point of the barrier above 50: 0.015.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub switching_barrier: f64,
    /// The most that the barrier brings: 0.5.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub switching_barrier_cap: f64,
}

options!(EvidenceSettings {
    recency => "recency",
    recency_cap => "recencyCap",
    loyalty_trend => "loyaltyTrend",
    loyalty_trend_cap => "loyaltyTrendCap",
    open_complaint => "openComplaint",
    closed_complaint => "closedComplaint",
    satisfaction => "satisfaction",
    satisfaction_cap => "satisfactionCap",
    silent_failure => "silentFailure",
    silent_failures_cap => "silentFailuresCap",
    irate => "irate",
    passive => "passive",
    bargain_seeker => "bargainSeeker",
    category => "category",
    categories_cap => "categoriesCap",
    switching_barrier => "switchingBarrier",
    switching_barrier_cap => "switchingBarrierCap",
});

impl Default for EvidenceSettings {
    fn default() -> Self {
        Self {
            recency: 0.9,
            recency_cap: 2.0,
            loyalty_trend: 0.05,
            loyalty_trend_cap: 1.0,
            open_complaint: 0.8,
            closed_complaint: 0.5,
            satisfaction: 0.02,
            satisfaction_cap: 1.0,
            silent_failure: 0.15,
            silent_failures_cap: 0.6,
            irate: 0.5,
            passive: 0.3,
            bargain_seeker: 0.3,
            category: 0.1,
            categories_cap: 0.3,
            switching_barrier: 0.015,
            switching_barrier_cap: 0.5,
        }
    }
}

/// No kind of evidence may bring more: e²⁰ is certainty enough.
const MOST_POINTS: f64 = 20.0;

/// Satisfaction, 0-100, from which a customer counts as satisfied.
const SATISFIED: f64 = 70.0;

/// Satisfaction with the handling of a complaint up to which it was handled badly.
const BADLY_HANDLED: f64 = 50.0;

/// The switching barrier above which it holds a customer.
const BARRIER: f64 = 50.0;

/// Bounds of the base of a risk, so that no single number decides it; our choice.
const BASE: (f64, f64) = (0.02, 0.98);

impl EvidenceSettings {
    /// Returns every number with its name.
    pub(crate) fn entries(&self) -> [(&'static str, f64); 17] {
        [
            ("recency", self.recency),
            ("recencyCap", self.recency_cap),
            ("loyaltyTrend", self.loyalty_trend),
            ("loyaltyTrendCap", self.loyalty_trend_cap),
            ("openComplaint", self.open_complaint),
            ("closedComplaint", self.closed_complaint),
            ("satisfaction", self.satisfaction),
            ("satisfactionCap", self.satisfaction_cap),
            ("silentFailure", self.silent_failure),
            ("silentFailuresCap", self.silent_failures_cap),
            ("irate", self.irate),
            ("passive", self.passive),
            ("bargainSeeker", self.bargain_seeker),
            ("category", self.category),
            ("categoriesCap", self.categories_cap),
            ("switchingBarrier", self.switching_barrier),
            ("switchingBarrierCap", self.switching_barrier_cap),
        ]
    }

    /// Checks every number.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for what is not from 0 to 20, with its path.
    pub fn check(&self) -> Result<()> {
        for (name, value) in self.entries() {
            check_finite(value, || name.into())?;
            if !(0.0..=MOST_POINTS).contains(&value) {
                let expected = "points from 0 to 20; their sign is that of the kind";
                return Err(Error::out_of_range(name.into(), value, expected));
            }
        }
        Ok(())
    }

    /// Returns the points of each kind in the order of [`EvidenceKind::ALL`], in log-odds; `None`
    /// where nothing is known.
    ///
    /// # Formula
    /// ```text
    /// recency    min(.9 (ρ − 1)⁺, 2)             trend        min(.05 (−Δ)⁺, 1)
    /// complaint  .8 if one is open               closed       .5 · min((70 − s)⁺ / 20, 1)
    /// satisfaction  min(.02 (70 − s)⁺, 1)        failures     min(.15 n, .6)
    /// complainer .5 irate, .3 passive            bargains     .3
    /// breadth    −min(.1 (n − 1)⁺, .3)           barrier      −min(.015 (b − 50)⁺, .5)
    /// ```
    ///
    /// # Example: an open complaint and a barrier
    /// ```
    /// use clientele::churn::{ChurnFacts, EvidenceSettings};
    /// let facts = ChurnFacts {
    ///     open_complaints: Some(1.0),
    ///     switching_barrier: Some(62.0),
    ///     ..ChurnFacts::default()
    /// };
    /// let points = EvidenceSettings::default().points(&facts);
    /// assert_eq!(points[2], Some(0.8));
    /// assert!((points[9].unwrap() + 0.18).abs() < 1e-15);
    /// ```
    pub fn points(&self, facts: &ChurnFacts) -> [Option<f64>; EvidenceKind::ALL.len()] {
        let over = |value: Option<f64>, from: f64| value.map(|value| (value - from).max(0.0));
        let capped = |units: Option<f64>, points: f64, cap: f64| {
            units.map(|units| (points * units).min(cap))
        };
        let against = |points: Option<f64>| points.map(|points| 0.0 - points);
        let lost = facts.loyalty_trend.map(|trend| 0.0 - trend);
        let missing = |satisfaction: Option<f64>| over(satisfaction.map(|s| SATISFIED - s), 0.0);
        let flag = |held: bool, points: f64| if held { points } else { 0.0 };
        [
            capped(
                over(facts.recency_ratio, 1.0),
                self.recency,
                self.recency_cap,
            ),
            capped(over(lost, 0.0), self.loyalty_trend, self.loyalty_trend_cap),
            facts
                .open_complaints
                .map(|n| flag(n > 0.0, self.open_complaint)),
            missing(facts.complaint_satisfaction)
                .map(|gap| self.closed_complaint * (gap / (SATISFIED - BADLY_HANDLED)).min(1.0)),
            capped(
                missing(facts.satisfaction),
                self.satisfaction,
                self.satisfaction_cap,
            ),
            capped(
                facts.silent_failures,
                self.silent_failure,
                self.silent_failures_cap,
            ),
            facts.complainer.map(|complainer| match complainer {
                Complainer::Irate => self.irate,
                Complainer::Passive => self.passive,
                Complainer::Voicer | Complainer::Activist => 0.0,
            }),
            facts.bargain_seeker.map(|is| flag(is, self.bargain_seeker)),
            against(capped(
                over(facts.categories, 1.0),
                self.category,
                self.categories_cap,
            )),
            against(capped(
                over(facts.switching_barrier, BARRIER),
                self.switching_barrier,
                self.switching_barrier_cap,
            )),
        ]
    }
}

/// Returns the odds of a probability that stands as the base of a risk, held within 0.02 and 0.98
/// before evidence moves it: one number alone is to decide nothing. The bounds are our choice.
///
/// # Example: a customer who is nearly certain to be alive
/// ```
/// assert!((clientele::churn::base_odds(0.001) - 0.02 / 0.98).abs() < 1e-15);
/// ```
pub fn base_odds(probability: f64) -> f64 {
    let held = probability.clamp(BASE.0, BASE.1);
    held / (1.0 - held)
}

/// Returns the probability that odds and points of evidence make.
///
/// `base_odds`: above 0. `points`: their sum, in log-odds.
///
/// # Formula
/// ```text
/// logit R = ln(base odds) + Σ points,   R = 1 / (1 + e^(−logit R))
/// ```
///
/// # Example: one in five, with evidence that doubles the odds
/// ```
/// let risk = clientele::churn::risk_of(0.25, 2.0_f64.ln());
/// assert!((risk - 1.0 / 3.0).abs() < 1e-15);
/// ```
pub fn risk_of(base_odds: f64, points: f64) -> f64 {
    let logit = ln(base_odds) + points;
    if logit >= 0.0 {
        1.0 / (1.0 + exp(0.0 - logit))
    } else {
        let odds = exp(logit);
        odds / (1.0 + odds)
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "tests may"
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(points: [Option<f64>; 10]) -> f64 {
        points.iter().flatten().sum()
    }

    /// The four customers of the end-to-end example: base churn .20, evidence as named there.
    #[test]
    fn risks_match_the_end_to_end_example() {
        let settings = EvidenceSettings::default();
        let c1 = ChurnFacts {
            switching_barrier: Some(60.0),
            categories: Some(4.0),
            ..ChurnFacts::default()
        };
        let c3 = ChurnFacts {
            recency_ratio: Some(2.1),
            loyalty_trend: Some(-8.0),
            open_complaints: Some(1.0),
            satisfaction: Some(55.0),
            switching_barrier: Some(62.0),
            categories: Some(4.0),
            ..ChurnFacts::default()
        };
        let c4 = ChurnFacts {
            recency_ratio: Some(1.5),
            satisfaction: Some(60.0),
            bargain_seeker: Some(true),
            ..ChurnFacts::default()
        };
        for (facts, risk) in [
            (c1, 0.137490),
            (ChurnFacts::default(), 0.2),
            (c3, 0.651061),
            (c4, 0.392624),
        ] {
            let found = risk_of(base_odds(0.2), sum(settings.points(&facts)));
            assert!((found - risk).abs() < 5e-7, "{found}, {risk}");
        }
        // The odds multipliers of the third.
        let points = settings.points(&c3);
        for (at, odds) in [
            (0, 2.6912),
            (1, 1.4918),
            (2, 2.2255),
            (4, 1.3499),
            (9, 0.8353),
            (8, 0.7408),
        ] {
            assert!((exp(points[at].unwrap()) - odds).abs() < 5e-5, "{at}");
        }
    }

    #[test]
    fn caps_hold_and_what_is_not_known_brings_nothing() {
        let settings = EvidenceSettings::default();
        assert_eq!(settings.points(&ChurnFacts::default()), [None; 10]);
        let worst = ChurnFacts {
            recency_ratio: Some(1e9),
            loyalty_trend: Some(-100.0),
            open_complaints: Some(9.0),
            complaint_satisfaction: Some(0.0),
            satisfaction: Some(0.0),
            silent_failures: Some(1e9),
            complainer: Some(Complainer::Irate),
            bargain_seeker: Some(true),
            categories: Some(1.0),
            switching_barrier: Some(0.0),
        };
        let expected = [2.0, 1.0, 0.8, 0.5, 1.0, 0.6, 0.5, 0.3, 0.0, 0.0];
        assert_eq!(settings.points(&worst), expected.map(Some));
        let best = ChurnFacts {
            recency_ratio: Some(0.0),
            loyalty_trend: Some(100.0),
            open_complaints: Some(0.0),
            complaint_satisfaction: Some(100.0),
            satisfaction: Some(100.0),
            silent_failures: Some(0.0),
            complainer: Some(Complainer::Voicer),
            bargain_seeker: Some(false),
            categories: Some(1e9),
            switching_barrier: Some(100.0),
        };
        let expected = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -0.3, -0.5];
        assert_eq!(settings.points(&best), expected.map(Some));
    }

    #[test]
    fn a_closed_complaint_counts_less_the_better_it_was_handled() {
        let points = |satisfaction| {
            let facts = ChurnFacts {
                complaint_satisfaction: Some(satisfaction),
                ..ChurnFacts::default()
            };
            EvidenceSettings::default().points(&facts)[3].unwrap()
        };
        assert_eq!([50.0, 60.0, 70.0].map(points), [0.5, 0.25, 0.0]);
    }

    #[test]
    fn settings_out_of_range_are_named() {
        let settings = EvidenceSettings {
            irate: -0.1,
            ..EvidenceSettings::default()
        };
        let error = settings.check().unwrap_err();
        assert_eq!((error.code(), error.path()), ("OutOfRange", Some("irate")));
        let settings = EvidenceSettings {
            recency_cap: f64::NAN,
            ..EvidenceSettings::default()
        };
        assert_eq!(settings.check().unwrap_err().path(), Some("recencyCap"));
    }

    proptest! {
        #[test]
        fn risks_are_probabilities_and_rise_with_the_evidence(
            base in 0.0..=1.0_f64,
            points in -40.0..40.0_f64,
            more in 0.0..40.0_f64,
        ) {
            let odds = base_odds(base);
            let (risk, higher) = (risk_of(odds, points), risk_of(odds, points + more));
            prop_assert!((0.0..=1.0).contains(&risk));
            prop_assert!(higher >= risk);
        }

        #[test]
        fn evidence_multiplies_up_to_the_odds(
            base in 0.02..0.98_f64,
            ratio in 0.0..5.0_f64,
            satisfaction in 0.0..100.0_f64,
            barrier in 0.0..100.0_f64,
        ) {
            let facts = ChurnFacts {
                recency_ratio: Some(ratio),
                satisfaction: Some(satisfaction),
                switching_barrier: Some(barrier),
                ..ChurnFacts::default()
            };
            let points = EvidenceSettings::default().points(&facts);
            let risk = risk_of(base_odds(base), sum(points));
            let odds = points.iter().flatten().fold(base_odds(base), |odds, p| odds * exp(*p));
            prop_assert!((risk / (1.0 - risk) / odds - 1.0).abs() < 1e-12);
        }
    }
}
