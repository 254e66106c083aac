//! What the settings of a profile mean: indices, indicators, and the hash of it all.

use crate::btyd::fit::Verdict;
use crate::error::Error;
use crate::error::Result;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::loyalty::BehaviourIndicator;
use crate::plain::Fingerprint;
use crate::score::profile::LoyaltySettings;
use crate::score::profile::Profile;
use crate::score::profile::SpendModel;
use crate::score::profile::ValueRange;
use crate::score::profile::ValueSettings;

impl ValueSettings {
    /// Returns the value score as an index of current and future value.
    pub(crate) fn index(&self) -> Result<CompositeIndex> {
        let part = |code: &str, weight, range: ValueRange| {
            Indicator::new(code, weight, range.lo, range.hi)
        };
        CompositeIndex::try_new(vec![
            part("current_value", self.current_weight, self.current_range),
            part("future_value", 1.0 - self.current_weight, self.future_range),
        ])
    }
}

impl LoyaltySettings {
    /// Returns the behavioural loyalty score as an index of its indicators.
    pub(crate) fn index(&self) -> Result<CompositeIndex> {
        if self.weights.len() != self.indicators.len() {
            return Err(Error::LengthMismatch {
                path: "weights".into(),
                expected: self.indicators.len(),
                actual: self.weights.len(),
            });
        }
        let indicators = self.indicators.iter().zip(&self.weights);
        CompositeIndex::try_new(
            indicators
                .map(|(i, &w)| Indicator::new(i.code.clone(), w, i.lo, i.hi))
                .collect(),
        )?
        .with_min_coverage(self.min_coverage)
    }

    /// Returns the indicators that the codes name.
    pub(crate) fn behaviour(&self) -> Result<Vec<BehaviourIndicator>> {
        let known = || {
            let codes: Vec<&str> = BehaviourIndicator::ALL.iter().map(|i| i.code()).collect();
            codes.join("\" or \"")
        };
        self.indicators
            .iter()
            .enumerate()
            .map(|(i, indicator)| {
                BehaviourIndicator::from_code(&indicator.code).ok_or_else(|| Error::InvalidValue {
                    path: format!("indicators[{i}].code"),
                    found: format!(
                        "\"{}\"",
                        indicator.code.chars().take(40).collect::<String>()
                    ),
                    expected: format!("\"{}\"", known()),
                })
            })
            .collect()
    }
}

impl Profile {
    /// Whether the orders alone did not determine the purchase model.
    pub(crate) fn leans_on_prior(&self) -> bool {
        let convergence = self.purchase.convergence.as_ref();
        convergence.is_some_and(|c| c.verdict != Verdict::Converged)
    }

    /// Returns a hash of everything that scores depend on: 16 hexadecimal digits.
    ///
    /// The name, the provenance and the standard errors do not enter; that the purchase model leans
    /// on a prior does, because every score says so.
    pub fn hash(&self) -> String {
        let mut hash = Fingerprint::default();
        hash.text(&self.format);
        hash.numbers(&[f64::from(self.version), self.time_unit.days()]);
        let purchase = &self.purchase;
        for name in purchase.model.parameter_names() {
            hash.text(name);
            hash.numbers(&[purchase.params.get(name).unwrap_or(f64::NAN)]);
        }
        hash.text(purchase.model.code());
        hash.numbers(&[f64::from(u8::from(self.leans_on_prior()))]);
        match (self.spend.model, self.spend.params) {
            (SpendModel::GammaGamma, Some(s)) => hash.numbers(&[s.p, s.q, s.v]),
            _ => hash.numbers(&[self.spend.mean]),
        }
        let v = &self.value;
        hash.numbers(&[
            v.margin,
            f64::from(u8::from(v.margin_given)),
            v.discount_rate,
            f64::from(v.months),
            v.baseline_retention,
            v.current_weight,
            v.current_range.lo,
            v.current_range.hi,
            v.future_range.lo,
            v.future_range.hi,
            v.cuts.current,
            v.cuts.future,
            v.tiers.platinum,
            v.tiers.gold,
        ]);
        for indicator in &self.loyalty.indicators {
            hash.text(&indicator.code);
            hash.numbers(&[indicator.lo, indicator.hi]);
        }
        hash.numbers(&self.loyalty.weights);
        hash.numbers(&[self.loyalty.min_coverage]);
        hash.text(&self.churn.mode);
        hash.numbers(&[
            self.churn.horizon_days,
            self.churn.bands.medium,
            self.churn.bands.high,
        ]);
        hash.numbers(&self.population.value_score);
        hash.finish()
    }
}
