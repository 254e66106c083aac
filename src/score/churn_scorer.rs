//! The churn risk of one customer, with its evidence.

use crate::btyd::AnyModel;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::Standing;
use crate::churn::ChurnFacts;
use crate::churn::EvidenceKind;
use crate::churn::EvidenceSettings;
use crate::churn::RiskBand;
use crate::churn::RiskHorizon;
use crate::churn::base_odds;
use crate::churn::odds_of;
use crate::churn::risk_of;
use crate::error::Result;
use crate::numeric::logistic::probability;
use crate::numeric::math::exp;
use crate::score::churn_settings::ChurnSettings;
use crate::score::churn_settings::RiskMode;
use crate::score::customer::Customer;
use crate::score::explanation::EVIDENCE_PARTS;
use crate::score::feature_risk::FeatureRisk;
use crate::score::warning::Warning;
use crate::score::warning::Warnings;

/// The churn settings of a profile made ready.
#[derive(Debug)]
pub(crate) struct ChurnScorer {
    settings: ChurnSettings,
    horizon: RiskHorizon,
    evidence: EvidenceSettings,
    features: Option<FeatureRisk>,
    /// The length of a unit of time of the purchase model.
    unit_days: f64,
}

/// A risk and what it is made of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Churn {
    pub(crate) risk: Option<f64>,
    pub(crate) base_odds: Option<f64>,
    pub(crate) evidence: [Option<f64>; EVIDENCE_PARTS],
    pub(crate) coverage: f64,
}

impl ChurnScorer {
    pub(crate) fn try_new(
        settings: &ChurnSettings,
        purchase: &AnyModel,
        unit_days: f64,
    ) -> Result<Self> {
        Ok(Self {
            horizon: RiskHorizon::try_new(&**purchase, settings.horizon_days / unit_days)?,
            evidence: settings.evidence.clone().unwrap_or_default(),
            features: FeatureRisk::of(settings),
            settings: settings.clone(),
            unit_days,
        })
    }

    /// See [`Scorer::evidence_codes`](crate::score::Scorer::evidence_codes).
    pub(crate) fn codes(&self) -> Vec<&str> {
        match (&self.features, self.settings.mode) {
            (Some(features), _) => features.codes().iter().map(String::as_str).collect(),
            (None, RiskMode::Horizon) => HORIZON_EVIDENCE.to_vec(),
            _ => EvidenceKind::ALL.iter().map(|kind| kind.code()).collect(),
        }
    }

    /// See [`Scorer::features`](crate::score::Scorer::features).
    pub(crate) fn features(&self) -> &[String] {
        self.features.as_ref().map_or(&[], FeatureRisk::extra)
    }

    /// See [`Scorer::model_evidence`](crate::score::Scorer::model_evidence).
    pub(crate) fn model_evidence(&self) -> &[f64] {
        self.features.as_ref().map_or(&[], FeatureRisk::odds)
    }

    /// Returns the band of a risk.
    pub(crate) fn band(&self, risk: f64) -> RiskBand {
        self.settings.bands.band(risk)
    }

    /// Returns the risk with its evidence; `standing` is what the purchase model knows of the customer.
    pub(crate) fn score(
        &mut self,
        standing: Option<&Standing<'_, dyn PurchaseModel + '_>>,
        customer: &Customer,
        features: &[f64],
        warnings: &mut Warnings,
    ) -> Result<Churn> {
        let bought_once = |known: &&Standing<'_, _>| known.history().frequency() < 1.0;
        if let Some(known) = standing.filter(bought_once)
            && known.model().kind().keeps_one_time_buyers()
        {
            warnings.add(Warning::OneTimeBuyer);
        }
        if let (Some(of), Some(model)) = (&mut self.features, self.settings.of_features()) {
            of.clear();
            let found = of.log_odds(model, customer, features, self.unit_days)?;
            let Some((log_odds, coverage)) = found else {
                warnings.add(Warning::FeaturesMissing);
                return Ok(Churn::default());
            };
            if coverage < 1.0 {
                warnings.add(Warning::FeaturesUnknown);
            }
            return Ok(Churn {
                risk: Some(probability(log_odds)),
                base_odds: Some(odds_of(model.base_log_odds())),
                evidence: [None; EVIDENCE_PARTS],
                coverage,
            });
        }
        let mut facts = churn_facts(customer);
        let mut evidence = [None; EVIDENCE_PARTS];
        let base = match self.settings.mode {
            RiskMode::Horizon => {
                if facts != ChurnFacts::default() {
                    warnings.add(Warning::EvidenceUnused);
                }
                let Some(standing) = standing else {
                    return Ok(Churn::default());
                };
                let churn = self.horizon.risk_of(standing)?;
                for (place, odds) in evidence.iter_mut().zip([churn.purchases, churn.silence]) {
                    *place = Some(odds);
                }
                return Ok(Churn {
                    risk: Some(churn.risk),
                    base_odds: Some(churn.base_odds),
                    evidence,
                    coverage: 1.0,
                });
            }
            // Both have returned by now: a checked profile has their model.
            RiskMode::Calibrated | RiskMode::Imported => None,
            RiskMode::Cohort => {
                facts.recency_ratio = facts
                    .recency_ratio
                    .or_else(|| recency_ratio(customer.history?));
                self.settings.base_rate
            }
            RiskMode::Alive => {
                facts.recency_ratio = None;
                standing.map(|known| 1.0 - known.probability_alive())
            }
        };
        let Some(base) = base else {
            return Ok(Churn::default());
        };
        let points = self.evidence.points(&facts);
        let known = points.iter().flatten().count();
        if known == 0 {
            warnings.add(Warning::NoEvidence);
        }
        for (place, points) in evidence.iter_mut().zip(points) {
            *place = points.map(exp);
        }
        let odds = base_odds(base);
        Ok(Churn {
            risk: Some(risk_of(odds, points.iter().flatten().sum())),
            base_odds: Some(odds),
            evidence,
            coverage: known as f64 / EVIDENCE_PARTS as f64,
        })
    }
}

/// What the evidence of a risk over a horizon is called.
const HORIZON_EVIDENCE: [&str; 2] = ["purchases", "silence"];

/// Satisfaction goes from 1 to 10 as it is asked, and from 0 to 100 as it is judged.
const SATISFACTION: (f64, f64) = (1.0, 9.0);

/// Returns satisfaction from 0 to 100.
pub(crate) fn satisfaction_index(answer: f64) -> f64 {
    100.0 * (answer - SATISFACTION.0) / SATISFACTION.1
}

/// Returns what is known of a customer that speaks for or against leaving.
fn churn_facts(customer: &Customer) -> ChurnFacts {
    ChurnFacts {
        recency_ratio: customer.recency_ratio,
        loyalty_trend: customer.loyalty_trend,
        open_complaints: customer.open_complaints,
        complaint_satisfaction: customer.complaint_satisfaction,
        satisfaction: customer.satisfaction.map(satisfaction_index),
        silent_failures: customer.silent_failures,
        complainer: customer.complainer,
        bargain_seeker: customer.bargain_seeker,
        categories: customer.categories,
        switching_barrier: customer.switching_barrier,
    }
}

/// Returns the silence of a customer by the mean gap between purchases; none of a single purchase.
pub(crate) fn recency_ratio(history: PurchaseHistory) -> Option<f64> {
    let gap = history.recency() / history.frequency();
    let ratio = (history.age() - history.recency()) / gap;
    Some(ratio).filter(|ratio| history.frequency() > 0.0 && ratio.is_finite())
}
