//! The risk of a customer by a model of features: a calibration, or a model trained elsewhere.

use crate::churn::RiskEvidence;
use crate::churn::odds_of;
use crate::error::Error;
use crate::error::Result;
use crate::score::churn_settings::ChurnSettings;
use crate::score::customer::Customer;

/// Where the value of a feature comes from.
#[derive(Debug, Clone, Copy)]
enum Source {
    /// A field of the customer.
    Field(usize),
    /// The features that a customer has beside the fields.
    Extra(usize),
    DaysSinceLast,
    MeanGap,
    RecencyRatio,
}

/// What a model of features needs, and the buffers it works in.
#[derive(Debug)]
pub(crate) struct FeatureRisk {
    sources: Vec<Source>,
    extra: Vec<String>,
    codes: Vec<String>,
    values: Vec<f64>,
    contributions: Vec<f64>,
}

impl FeatureRisk {
    /// Finds where the features of the model of a profile come from; nothing where the mode has none.
    pub(crate) fn of(settings: &ChurnSettings) -> Option<Self> {
        let model = settings.of_features()?;
        let mut extra = Vec::new();
        let mut sources = Vec::new();
        for name in model.features() {
            let field = Customer::FIELDS.iter().position(|field| *field == name);
            sources.push(match (name, field) {
                ("recencyRatio", _) => Source::RecencyRatio,
                ("daysSinceLast", _) => Source::DaysSinceLast,
                ("meanGap", _) => Source::MeanGap,
                (_, Some(field)) => Source::Field(field),
                (_, None) => {
                    extra.push(name.to_owned());
                    Source::Extra(extra.len() - 1)
                }
            });
        }
        let codes: Vec<String> = model.evidence_names().into_iter().map(Into::into).collect();
        Some(Self {
            values: vec![f64::NAN; sources.len()],
            contributions: vec![f64::NAN; codes.len()],
            sources,
            extra,
            codes,
        })
    }

    /// Returns the features that are no fields of a customer.
    pub(crate) fn extra(&self) -> &[String] {
        &self.extra
    }

    /// Returns the names of the pieces of evidence.
    pub(crate) fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Returns what each piece of evidence multiplied the odds of the last customer by.
    pub(crate) fn odds(&self) -> &[f64] {
        &self.contributions
    }

    /// Forgets the last customer.
    pub(crate) fn clear(&mut self) {
        self.contributions.fill(f64::NAN);
    }

    /// Returns the log-odds of a customer and the share of the features that are known; nothing where the
    /// model cannot do without one that is missing.
    ///
    /// `features`: the values of [`Self::extra`]; what lies beyond their end is missing.
    pub(crate) fn log_odds(
        &mut self,
        model: &dyn RiskEvidence,
        customer: &Customer,
        features: &[f64],
        unit_days: f64,
    ) -> Result<Option<(f64, f64)>> {
        let numbers = customer.numbers();
        let history = customer.history;
        let bought_again = history.filter(|history| history.frequency() > 0.0);
        for (value, source) in self.values.iter_mut().zip(&self.sources) {
            let found = match source {
                Source::Field(field) => numbers.get(*field).copied(),
                Source::Extra(place) => features.get(*place).copied(),
                Source::DaysSinceLast => history.map(|h| (h.age() - h.recency()) * unit_days),
                Source::MeanGap => bought_again.map(|h| h.recency() / h.frequency() * unit_days),
                Source::RecencyRatio => customer
                    .recency_ratio
                    .or_else(|| crate::score::churn_scorer::recency_ratio(history?)),
            };
            *value = found.unwrap_or(f64::NAN);
        }
        let known = self.values.iter().filter(|value| !value.is_nan()).count();
        let log_odds = match model.evidence_into(&self.values, &mut self.contributions) {
            Ok(log_odds) => log_odds,
            Err(Error::Missing { .. }) => {
                self.clear();
                return Ok(None);
            }
            Err(error) => return Err(error.within("customer")),
        };
        for contribution in &mut self.contributions {
            *contribution = odds_of(*contribution);
        }
        let coverage = known as f64 / self.values.len().max(1) as f64;
        Ok(Some((log_odds, coverage)))
    }
}
