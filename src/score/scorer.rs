//! The scorer: a profile made ready, and the one place where the families of methods meet.

use crate::btyd::AnyModel;
use crate::btyd::Predictions;
use crate::btyd::PurchaseHistory;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::lifetime_value::DiscountedPurchases;
use crate::btyd::lifetime_value::LifetimeOptions;
use crate::churn::RiskBands;
use crate::churn::RiskHorizon;
use crate::data::summary::CustomerSummary;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::index::CompositeIndex;
use crate::index::Part;
use crate::index::PartialScore;
use crate::loyalty::BehaviourFacts;
use crate::loyalty::BehaviourIndicator;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::numeric::quantile::percentile_of;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::explanation::LOYALTY_PARTS;
use crate::score::explanation::VALUE_PARTS;
use crate::score::profile::Profile;
use crate::score::profile::SpendModel;
use crate::score::profile::ValueSettings;
use crate::score::warning::Warning;
use crate::score::warning::Warnings;
use crate::value::baseline_value;
use crate::value::current_value;
use crate::value::evaluation_system;

const MONTHS_PER_YEAR: f64 = 12.0;

/// How a customer's spend per purchase is estimated.
#[derive(Debug, Clone, Copy)]
enum Spend {
    GammaGamma(GammaGamma),
    Mean(f64),
}

/// A profile made ready to score customers.
///
/// # Example: score a customer of CDNOW
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::data::csv::CsvOptions;
/// use clientele::data::orders::Orders;
/// use clientele::score::{Customer, ProfileOptions, Scorer, build_profile};
/// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-01,25\nA,2024-03-01,22\nB,2024-01-05,9\n";
/// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
/// let profile = build_profile(&orders, &ProfileOptions::default())?;
/// let mut scorer = Scorer::try_new(&profile)?;
/// let mut fields = [f64::NAN; Customer::FIELDS.len()];
/// fields[..4].copy_from_slice(&[2.0, 8.0, 9.0, 23.5]);
/// let score = scorer.score(&Customer::from_fields(&fields)?)?;
/// assert!((0.0..=1.0).contains(&score.risk));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Scorer {
    purchase: AnyModel,
    spend: Spend,
    time_unit: TimeUnit,
    horizon: RiskHorizon,
    lifetime: DiscountedPurchases,
    value: ValueSettings,
    value_index: CompositeIndex,
    loyalty_index: CompositeIndex,
    indicators: Vec<BehaviourIndicator>,
    value_quantiles: Vec<f64>,
    bands: RiskBands,
    standing_warnings: Warnings,
    hash: String,
}

impl Scorer {
    /// Makes a profile ready.
    ///
    /// # Errors
    /// Those of [`Profile::check`].
    pub fn try_new(profile: &Profile) -> Result<Self> {
        profile.check()?;
        let unit_days = profile.time_unit.days();
        let value = profile.value.clone();
        let spend = match (profile.spend.model, profile.spend.params) {
            (SpendModel::GammaGamma, Some(params)) => {
                Spend::GammaGamma(GammaGamma::try_new(params)?)
            }
            _ => Spend::Mean(profile.spend.mean),
        };
        let lifetime = LifetimeOptions {
            periods: value.months,
            period: TimeUnit::Month.days() / unit_days,
            discount_rate_per_period: expm1(log1p(value.discount_rate) / MONTHS_PER_YEAR),
            margin: value.margin,
        };
        let mut standing_warnings = Warnings::default();
        standing_warnings.add(Warning::AttitudeMissing);
        standing_warnings.add(Warning::Uncalibrated);
        if !value.margin_given {
            standing_warnings.add(Warning::MarginDefaulted);
        }
        if matches!(spend, Spend::Mean(_)) {
            standing_warnings.add(Warning::SpendModelFallback);
        }
        if profile.leans_on_prior() {
            standing_warnings.add(Warning::WeakPrior);
        }
        let purchase = profile.purchase.model()?;
        Ok(Self {
            horizon: RiskHorizon::try_new(&*purchase, profile.churn.horizon_days / unit_days)?,
            purchase,
            spend,
            time_unit: profile.time_unit,
            lifetime: DiscountedPurchases::try_new(
                &lifetime,
                profile.population.customers as usize,
            )?,
            value_index: value.index()?,
            loyalty_index: profile.loyalty.index()?,
            indicators: profile.loyalty.behaviour()?,
            value_quantiles: profile.population.value_score.clone(),
            bands: profile.churn.bands,
            standing_warnings,
            hash: profile.hash(),
            value,
        })
    }

    /// Returns the hash of everything in the profile that scores depend on.
    pub fn profile_hash(&self) -> &str {
        &self.hash
    }

    /// Scores one customer.
    ///
    /// # Errors
    /// None for a checked customer and a checked profile.
    pub fn score(&mut self, customer: &Customer) -> Result<CustomerScore> {
        let mut warnings = self.standing_warnings;
        let history = customer.history;
        let one_time = history.frequency() < 1.0;
        if one_time && self.purchase.kind().keeps_one_time_buyers() {
            warnings.add(Warning::OneTimeBuyer);
        }
        let spend = self.expected_spend(customer, &mut warnings)?;
        let current = customer
            .revenue_in_year
            .map(|r| current_value(r, self.value.margin));
        if current.is_none() {
            warnings.add(Warning::RevenueMissing);
        }
        let future = spend.and_then(|s| self.future_value(history, s));
        let purchases = self.lifetime.expected(&*self.purchase, history);
        let lifetime = spend.map(|s| self.value.margin * s * purchases);
        let mut value_parts = [Part::default(); VALUE_PARTS];
        let value = self
            .value_index
            .score_parts(&[current, future], &mut value_parts);
        let percentile = value.score.map(|s| percentile_of(&self.value_quantiles, s));
        let tier = percentile
            .filter(|_| !self.value_quantiles.is_empty())
            .map(|p| self.value.tiers.tier(p, lifetime.is_some_and(|l| l > 0.0)));

        let mut loyalty_parts = [Part::default(); LOYALTY_PARTS];
        let loyalty = self.loyalty(customer, &mut loyalty_parts, &mut warnings);

        let churn = self.horizon.risk(&*self.purchase, history)?;
        let unit_days = self.time_unit.days();
        let next = |q| -> Result<Option<f64>> {
            Ok(self
                .purchase
                .next_purchase(history, q)?
                .map(|t| t * unit_days))
        };
        Ok(CustomerScore {
            value_score: value.score,
            percentile: percentile.filter(|_| !self.value_quantiles.is_empty()),
            current,
            future,
            lifetime,
            tier,
            system: evaluation_system(self.value.margin_given, true),
            value_parts,
            loyalty_score: loyalty.score,
            behaviour: loyalty.score,
            loyalty_parts,
            risk: churn.risk,
            band: self.bands.band(churn.risk),
            probability_alive: self.purchase.probability_alive(history)?,
            base_odds: churn.base_odds,
            purchases_odds: churn.purchases,
            silence_odds: churn.silence,
            next_p10: next(0.1)?,
            next_median: next(0.5)?,
            next_p90: next(0.9)?,
            never: self.purchase.probability_never(history)?,
            cell: current.zip(future).map(|(c, f)| self.value.cuts.cell(c, f)),
            value_at_risk: future.map(|f| churn.risk * f.max(0.0)),
            value_coverage: value.coverage,
            loyalty_coverage: loyalty.coverage,
            warnings,
        })
    }

    /// Scores columns of customers: column `k` of the result is field `k` of
    /// [`CustomerScore::FIELDS`], for the first [`CustomerScore::COLUMNS`] of them.
    ///
    /// `customers`: columns in the order of [`Customer::FIELDS`], NaN where a number is missing.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`]; those of [`Customer::from_fields`], with the column and the row in
    /// the path: `recency[3]`.
    pub fn score_columns(&mut self, customers: &[&[f64]]) -> Result<Vec<Vec<f64>>> {
        let rows = customers.first().map_or(0, |c| c.len());
        if customers.len() != Customer::FIELDS.len() {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected: Customer::FIELDS.len(),
                actual: customers.len(),
            });
        }
        for (name, column) in Customer::FIELDS.iter().zip(customers) {
            if column.len() != rows {
                return Err(Error::LengthMismatch {
                    path: (*name).into(),
                    expected: rows,
                    actual: column.len(),
                });
            }
        }
        let mut columns: Vec<Vec<f64>> = (0..CustomerScore::COLUMNS)
            .map(|_| Vec::with_capacity(rows))
            .collect();
        let mut fields = [f64::NAN; Customer::FIELDS.len()];
        let mut scores = [f64::NAN; CustomerScore::COLUMNS];
        for row in 0..rows {
            for (field, column) in fields.iter_mut().zip(customers) {
                *field = column.get(row).copied().unwrap_or(f64::NAN);
            }
            let customer = Customer::from_row(&fields, |name| format!("{name}[{row}]"))?;
            self.score(&customer)?.write_fields(&mut scores);
            for (column, score) in columns.iter_mut().zip(scores) {
                column.push(score);
            }
        }
        Ok(columns)
    }

    /// Scores columns of customers that follow each other in one slice; so do the results.
    ///
    /// `customers`: the columns of [`Customer::FIELDS`], each of `rows` numbers.
    ///
    /// # Errors
    /// Those of [`Scorer::score_columns`].
    pub fn score_flat(&mut self, customers: &[f64], rows: usize) -> Result<Vec<f64>> {
        let expected = rows.saturating_mul(Customer::FIELDS.len());
        if customers.len() != expected {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected,
                actual: customers.len(),
            });
        }
        let columns: Vec<&[f64]> = customers.chunks(rows.max(1)).collect();
        if rows == 0 {
            return Ok(Vec::new());
        }
        Ok(self.score_columns(&columns)?.concat())
    }

    /// Scores every row of a summary; the columns of the result follow each other.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] when the summary is in another unit of time than the profile.
    pub fn score_summary(&mut self, summary: &CustomerSummary) -> Result<Vec<f64>> {
        self.check_unit(summary.time_unit)?;
        Ok(self.score_columns(&Customer::columns_of(summary))?.concat())
    }

    /// Returns the unit of time of the profile.
    pub fn time_unit(&self) -> TimeUnit {
        self.time_unit
    }

    /// Rejects a summary in another unit of time than the profile.
    ///
    /// # Errors
    /// [`Error::InvalidValue`].
    pub fn check_unit(&self, found: TimeUnit) -> Result<()> {
        if found == self.time_unit {
            return Ok(());
        }
        Err(Error::InvalidValue {
            path: "summary.timeUnit".into(),
            found: format!("\"{}\"", found.name()),
            expected: format!("\"{}\", the unit of the profile", self.time_unit.name()),
        })
    }

    /// Returns the expected net amount of a purchase of this customer.
    fn expected_spend(&self, customer: &Customer, warnings: &mut Warnings) -> Result<Option<f64>> {
        let model = match &self.spend {
            Spend::Mean(mean) => return Ok(Some(*mean)),
            Spend::GammaGamma(model) => model,
        };
        if customer.history.frequency() < 1.0 {
            return Ok(model.expected_spend_new());
        }
        let Some(mean) = customer.monetary_value else {
            warnings.add(Warning::MonetaryValueMissing);
            return Ok(None);
        };
        if mean <= 0.0 {
            warnings.add(Warning::SpendNotPositive);
            return Ok(None);
        }
        model.expected_spend(customer.history.frequency(), mean)
    }

    /// Returns the discounted margins of a customer who stays at baseline retention.
    ///
    /// While active, the customer buys at the mean rate that the model gives the history: (r + x) /
    /// (α + T) for BG/NBD.
    fn future_value(&self, history: PurchaseHistory, spend: f64) -> Option<f64> {
        let purchases_a_year =
            self.purchase.rate_if_alive(history) * TimeUnit::Year.days() / self.time_unit.days();
        let annual_margin = self.value.margin * spend * purchases_a_year;
        baseline_value(
            annual_margin,
            self.value.baseline_retention,
            self.value.discount_rate,
        )
        .ok()
    }

    fn loyalty(
        &self,
        customer: &Customer,
        parts: &mut [Part; LOYALTY_PARTS],
        warnings: &mut Warnings,
    ) -> PartialScore {
        let facts = BehaviourFacts {
            purchases_in_year: customer.purchases_in_year,
            months: Some(customer.history.age() * self.time_unit.days() / TimeUnit::Month.days()),
            active_quarters: customer.active_quarters,
            elapsed_quarters: customer.elapsed_quarters,
            choosing_minutes: None,
        };
        let mut values = [None; LOYALTY_PARTS];
        for (value, indicator) in values.iter_mut().zip(&self.indicators) {
            *value = facts.value(*indicator);
            if value.is_none() {
                warnings.add(match indicator {
                    BehaviourIndicator::RepeatPurchases => Warning::PurchasesInYearMissing,
                    BehaviourIndicator::Retention => Warning::RetentionTooShort,
                    _ => Warning::ChoosingTimeMissing,
                });
            }
        }
        let known = values.get(..self.indicators.len()).unwrap_or_default();
        let score = self.loyalty_index.score_parts(known, parts);
        if score.score.is_none() {
            warnings.add(Warning::CoverageTooLow);
        }
        score
    }
}
