//! The loyalty of one customer, both sides apart and together.

use crate::error::Result;
use crate::index::CompositeIndex;
use crate::index::Part;
use crate::loyalty::AttitudeIndicator;
use crate::loyalty::BehaviourFacts;
use crate::loyalty::BehaviourIndicator;
use crate::loyalty::cell;
use crate::score::customer::Customer;
use crate::score::explanation::LOYALTY_PARTS;
use crate::score::explanation::Modifier;
use crate::score::explanation::Modifiers;
use crate::score::loyalty_settings::LoyaltySettings;
use crate::score::warning::Warning;
use crate::score::warning::Warnings;

/// The switching barrier above which, and the satisfaction below which, a customer is held; our
/// choice.
const HELD: (f64, f64) = (50.0, 50.0);

/// The loyalty settings of a profile made ready.
#[derive(Debug)]
pub(crate) struct LoyaltyScorer {
    behaviours: Vec<BehaviourIndicator>,
    attitudes: Vec<AttitudeIndicator>,
    both: CompositeIndex,
    behaviour: CompositeIndex,
    attitude: CompositeIndex,
    cuts: (f64, f64),
}

/// The loyalty of one customer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Loyalty {
    pub(crate) score: Option<f64>,
    pub(crate) behaviour: Option<f64>,
    pub(crate) attitude: Option<f64>,
    pub(crate) cell: Option<usize>,
    pub(crate) parts: [Part; LOYALTY_PARTS],
    pub(crate) coverage: f64,
    pub(crate) modifiers: Modifiers,
}

impl LoyaltyScorer {
    pub(crate) fn try_new(settings: &LoyaltySettings) -> Result<Self> {
        let (behaviours, attitudes) = settings.known()?;
        let [both, behaviour, attitude] = settings.indices()?;
        Ok(Self {
            behaviours,
            attitudes,
            both,
            behaviour,
            attitude,
            cuts: (settings.attitude_cut, settings.behaviour_cut),
        })
    }

    /// Scores one customer: by both sides where there are answers, by behaviour alone where there is
    /// none.
    pub(crate) fn score(
        &self,
        customer: &Customer,
        unit_days: f64,
        warnings: &mut Warnings,
    ) -> Loyalty {
        let mut values = [None; LOYALTY_PARTS];
        let facts = behaviour_facts(customer, unit_days);
        let split = self.behaviours.len().min(LOYALTY_PARTS);
        let (first, second) = values.split_at_mut(split);
        for (value, indicator) in first.iter_mut().zip(&self.behaviours) {
            *value = facts.value(*indicator);
            if value.is_none() {
                warnings.add(match indicator {
                    BehaviourIndicator::RepeatPurchases => Warning::PurchasesInYearMissing,
                    BehaviourIndicator::Retention => Warning::RetentionTooShort,
                    _ => Warning::ChoosingTimeMissing,
                });
            }
        }
        for (value, indicator) in second.iter_mut().zip(&self.attitudes) {
            *value = answer(customer, *indicator);
        }
        let second = second.get(..self.attitudes.len()).unwrap_or_default();
        let answered = second.iter().any(Option::is_some);
        let mut parts = [Part::default(); LOYALTY_PARTS];
        let mut attitude = None;
        if answered {
            attitude = self.attitude.score_parts(second, &mut parts).score;
        }
        let behaviour = self.behaviour.score_parts(first, &mut parts).score;
        let of_both = values
            .get(..split + self.attitudes.len())
            .unwrap_or_default();
        let (score, coverage) = if answered {
            // It holds all parts, those of the two above among them.
            let both = self.both.score_parts(of_both, &mut parts);
            (both.score, both.coverage)
        } else {
            warnings.add(Warning::AttitudeMissing);
            (behaviour, self.both.coverage_of(of_both))
        };
        if score.is_none() {
            warnings.add(Warning::CoverageTooLow);
        }
        let cell = attitude
            .zip(behaviour)
            .map(|(attitude, behaviour)| cell(attitude, behaviour, self.cuts));
        let mut modifiers = Modifiers::default();
        modifiers.add(Modifier::Latent, cell == Some(1));
        modifiers.add(Modifier::Spurious, cell == Some(2));
        let held = customer.switching_barrier.zip(customer.satisfaction);
        modifiers.add(
            Modifier::Hostage,
            held.is_some_and(|(barrier, answer)| {
                barrier > HELD.0 && crate::score::churn_scorer::satisfaction_index(answer) < HELD.1
            }),
        );
        Loyalty {
            score,
            behaviour,
            attitude,
            cell,
            parts,
            coverage: coverage.min(1.0),
            modifiers,
        }
    }
}

/// Returns what the behavioural indicators are read from.
fn behaviour_facts(customer: &Customer, unit_days: f64) -> BehaviourFacts {
    let month = crate::data::time_unit::TimeUnit::Month.days();
    BehaviourFacts {
        purchases_in_year: customer.purchases_in_year,
        months: customer
            .history
            .map(|history| history.age() * unit_days / month),
        active_quarters: customer.active_quarters,
        elapsed_quarters: customer.elapsed_quarters,
        choosing_minutes: customer.choosing_time,
    }
}

/// Returns what the customer answered.
fn answer(customer: &Customer, indicator: AttitudeIndicator) -> Option<f64> {
    match indicator {
        AttitudeIndicator::Satisfaction => customer.satisfaction,
        AttitudeIndicator::Recommendation => customer.recommendation,
        AttitudeIndicator::CompetitorAttitude => customer.competitor_attitude,
        AttitudeIndicator::PriceSensitivity => customer.price_sensitivity,
        AttitudeIndicator::IncidentTolerance => customer.incident_tolerance,
    }
}
