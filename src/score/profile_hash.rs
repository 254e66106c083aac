//! The hash of everything in a profile that scores depend on.

use crate::btyd::fit::Verdict;
use crate::plain::Fingerprint;
use crate::plain::ToPlain;
use crate::plain::to_tape;
use crate::score::profile::Profile;
use crate::score::profile::SpendModel;
use crate::score::value_settings::FutureBasis;

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
            v.margin_or_all(),
            f64::from(u8::from(v.margin.is_some())),
            f64::from(u8::from(v.future == FutureBasis::Account)),
            v.uplift,
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
        let l = &self.loyalty;
        for side in [&l.behaviour, &l.attitude] {
            for indicator in &side.indicators {
                hash.text(&indicator.code);
                hash.numbers(&[indicator.lo, indicator.hi]);
            }
            hash.numbers(&side.weights);
        }
        hash.numbers(&[
            l.behaviour_weight,
            l.min_coverage,
            l.attitude_cut,
            l.behaviour_cut,
        ]);
        let c = &self.churn;
        hash.numbers(&[
            f64::from(c.mode as u8),
            c.horizon_days,
            c.bands.medium,
            c.bands.high,
            c.base_rate.unwrap_or(f64::NAN),
        ]);
        let evidence = c.evidence.clone().unwrap_or_default();
        hash.numbers(&evidence.entries().map(|(_, points)| points));
        // Of a model the plain form: it is long, and every number of it moves scores.
        if let Some(model) = &c.model {
            hash.bytes(&to_tape(&model.to_plain()));
        }
        if let Some(calibration) = &c.calibration {
            hash.bytes(&to_tape(&calibration.to_plain()));
        }
        hash.numbers(&self.population.value_score);
        hash.finish()
    }
}
