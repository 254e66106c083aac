//! The scorer: a profile made ready, and the one place where the families of methods meet.

use crate::btyd::AnyModel;
use crate::btyd::Predictions;
use crate::btyd::PurchaseHistory;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::lifetime_value::DiscountedPurchases;
use crate::btyd::lifetime_value::LifetimeOptions;
use crate::churn::ChurnFacts;
use crate::churn::EvidenceKind;
use crate::churn::EvidenceSettings;
use crate::churn::RiskHorizon;
use crate::churn::base_odds;
use crate::churn::risk_of;
use crate::data::summary::CustomerSummary;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::index::CompositeIndex;
use crate::index::Part;
use crate::numeric::logistic::probability;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::numeric::quantile::percentile_of;
use crate::score::churn_settings::ChurnSettings;
use crate::score::churn_settings::RiskMode;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::explanation::EVIDENCE_PARTS;
use crate::score::explanation::Modifier;
use crate::score::explanation::VALUE_PARTS;
use crate::score::feature_risk::FeatureRisk;
use crate::score::loyalty_scorer::LoyaltyScorer;
use crate::score::profile::Profile;
use crate::score::profile::SpendModel;
use crate::score::value_settings::FutureBasis;
use crate::score::value_settings::ValueSettings;
use crate::score::warning::Warning;
use crate::score::warning::Warnings;
use crate::value::CustomerAccount;
use crate::value::baseline_value;
use crate::value::current_value;
use crate::value::evaluation_system;
use crate::value::margin_won;

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
/// assert!(score.risk.is_some_and(|risk| risk < 1.0));
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
    loyalty: LoyaltyScorer,
    value_quantiles: Vec<f64>,
    churn: ChurnSettings,
    evidence: EvidenceSettings,
    features: Option<FeatureRisk>,
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
            margin: value.margin_or_all(),
        };
        let mut standing_warnings = Warnings::default();
        if profile.churn.mode != RiskMode::Calibrated {
            standing_warnings.add(Warning::Uncalibrated);
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
            loyalty: LoyaltyScorer::try_new(&profile.loyalty)?,
            value_quantiles: profile.population.value_score.clone(),
            evidence: profile.churn.evidence.clone().unwrap_or_default(),
            features: FeatureRisk::of(&profile.churn),
            churn: profile.churn.clone(),
            standing_warnings,
            hash: profile.hash(),
            value,
        })
    }

    /// Returns the hash of everything in the profile that scores depend on.
    pub fn profile_hash(&self) -> &str {
        &self.hash
    }

    /// Returns the codes of the evidence, in the order in which scores hold it: what the purchase
    /// record and the silence do to the odds where the risk is that over a horizon, the kinds of
    /// evidence where it starts from a base, and the features of a model otherwise.
    pub fn evidence_codes(&self) -> Vec<&str> {
        match (&self.features, self.churn.mode) {
            (Some(features), _) => features.codes().iter().map(String::as_str).collect(),
            (None, RiskMode::Horizon) => HORIZON_EVIDENCE.to_vec(),
            _ => EvidenceKind::ALL.iter().map(|kind| kind.code()).collect(),
        }
    }

    /// Returns the features of the model of a profile that are no fields of a customer: what
    /// [`Scorer::score_with`] takes, in this order.
    pub fn features(&self) -> &[String] {
        self.features.as_ref().map_or(&[], FeatureRisk::extra)
    }

    /// Returns what each piece of evidence of a model of features multiplied the odds of the last customer
    /// by; empty in the other modes, whose scores hold their evidence.
    pub fn model_evidence(&self) -> &[f64] {
        self.features.as_ref().map_or(&[], FeatureRisk::odds)
    }

    /// Scores one customer.
    ///
    /// # Errors
    /// None for a checked customer and a checked profile.
    pub fn score(&mut self, customer: &Customer) -> Result<CustomerScore> {
        self.score_with(customer, &[])
    }

    /// Scores one customer of whom there are features beside the fields.
    ///
    /// `features`: in the order of [`Scorer::features`], NaN where one is missing, and so is what lies
    /// beyond their end.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for an infinite feature, [`Error::Missing`] for one that the model cannot do
    /// without.
    pub fn score_with(&mut self, customer: &Customer, features: &[f64]) -> Result<CustomerScore> {
        let mut warnings = self.standing_warnings;
        let spend = self.expected_spend(customer, &mut warnings)?;
        let current = self.current_value(customer, &mut warnings);
        let future = self.future_value(customer, current, spend, &mut warnings);
        let mut value_parts = [Part::default(); VALUE_PARTS];
        let value = self
            .value_index
            .score_parts(&[current, future], &mut value_parts);
        let percentile = value.score.map(|s| percentile_of(&self.value_quantiles, s));
        let percentile = percentile.filter(|_| !self.value_quantiles.is_empty());

        let unit_days = self.time_unit.days();
        let mut loyalty = self.loyalty.score(customer, unit_days, &mut warnings);
        let churn = self.churn(customer, features, &mut warnings)?;
        let outlook = if let Some(history) = customer.history {
            self.outlook(history, spend)?
        } else {
            warnings.add(Warning::NoPurchases);
            Outlook::default()
        };
        loyalty.modifiers.add(
            Modifier::OpenComplaint,
            customer.open_complaints.is_some_and(|open| open > 0.0),
        );
        let costs_known = Self::account(customer).profit().is_some();
        Ok(CustomerScore {
            value_score: value.score,
            percentile,
            current,
            future,
            lifetime: outlook.lifetime,
            tier: percentile.map(|p| {
                self.value
                    .tiers
                    .tier(p, outlook.lifetime.is_some_and(|l| l > 0.0))
            }),
            system: evaluation_system(costs_known || self.value.margin.is_some(), true),
            value_parts,
            loyalty_score: loyalty.score,
            behaviour: loyalty.behaviour,
            attitude: loyalty.attitude,
            loyalty_type: loyalty.cell,
            loyalty_parts: loyalty.parts,
            risk: churn.risk,
            band: churn.risk.map(|risk| self.churn.bands.band(risk)),
            probability_alive: outlook.probability_alive,
            base_odds: churn.base_odds,
            evidence: churn.evidence,
            next_p10: outlook.next[0],
            next_median: outlook.next[1],
            next_p90: outlook.next[2],
            never: outlook.never,
            cell: current.zip(future).map(|(c, f)| self.value.cuts.cell(c, f)),
            value_at_risk: churn.risk.zip(future).map(|(risk, f)| risk * f.max(0.0)),
            value_coverage: value.coverage,
            loyalty_coverage: loyalty.coverage,
            churn_coverage: churn.coverage,
            modifiers: loyalty.modifiers,
            warnings,
        })
    }

    /// Returns what the purchase model says of the time to come.
    fn outlook(&mut self, history: PurchaseHistory, spend: Option<f64>) -> Result<Outlook> {
        let purchases = self.lifetime.expected(&*self.purchase, history);
        let unit_days = self.time_unit.days();
        let next = |q| -> Result<Option<f64>> {
            let next = self.purchase.next_purchase(history, q)?;
            Ok(next.map(|t| t * unit_days))
        };
        Ok(Outlook {
            lifetime: spend.map(|s| self.value.margin_or_all() * s * purchases),
            probability_alive: Some(self.purchase.probability_alive(history)?),
            next: [next(0.1)?, next(0.5)?, next(0.9)?],
            never: Some(self.purchase.probability_never(history)?),
        })
    }

    /// Scores columns of customers: column `k` of the result is field `k` of
    /// [`CustomerScore::FIELDS`], for the first [`CustomerScore::COLUMNS`] of them.
    ///
    /// `customers`: columns in the order of [`Customer::FIELDS`], then of [`Scorer::features`], NaN where a
    /// number is missing. The last columns may lack, and any that is empty, where nobody's number is known.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`]; those of [`Customer::from_fields`], with the column and the row in
    /// the path: `recency[3]`.
    pub fn score_columns(&mut self, customers: &[&[f64]]) -> Result<Vec<Vec<f64>>> {
        let rows = customers.iter().map(|c| c.len()).max().unwrap_or(0);
        let most = Customer::FIELDS.len() + self.features().len();
        if customers.len() > most {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected: most,
                actual: customers.len(),
            });
        }
        let extra: Vec<String> = self.features().to_vec();
        let names = Customer::FIELDS.into_iter();
        let names = names.chain(extra.iter().map(String::as_str));
        for (name, column) in names.zip(customers) {
            if column.is_empty() {
                continue;
            }
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
        let mut fields = vec![f64::NAN; customers.len()];
        let mut scores = [f64::NAN; CustomerScore::COLUMNS];
        for row in 0..rows {
            for (field, column) in fields.iter_mut().zip(customers) {
                *field = column.get(row).copied().unwrap_or(f64::NAN);
            }
            let (known, beside) = fields.split_at(fields.len().min(Customer::FIELDS.len()));
            let place = |name: &str| format!("{name}[{row}]");
            let customer = Customer::from_row(known, &place)?;
            let score = self.score_with(&customer, beside);
            let score = score.map_err(|e| e.map_path(|path| format!("{path}[{row}]")))?;
            score.write_fields(&mut scores);
            for (column, score) in columns.iter_mut().zip(scores) {
                column.push(score);
            }
        }
        Ok(columns)
    }

    /// Scores columns of customers that follow each other in one slice; so do the results.
    ///
    /// `customers`: columns of `rows` numbers each. `present`: which fields they are, as indices of
    /// [`Customer::FIELDS`] and, behind them, of [`Scorer::features`]; the others are missing.
    ///
    /// # Errors
    /// Those of [`Scorer::score_columns`]; [`Error::OutOfRange`] for an index of no field.
    pub fn score_flat(
        &mut self,
        customers: &[f64],
        rows: usize,
        present: &[u32],
    ) -> Result<Vec<f64>> {
        let expected = rows.saturating_mul(present.len());
        if customers.len() != expected {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected,
                actual: customers.len(),
            });
        }
        if rows == 0 {
            return Ok(Vec::new());
        }
        let mut columns: Vec<&[f64]> = vec![&[]; Customer::FIELDS.len() + self.features().len()];
        for (column, &field) in customers.chunks(rows).zip(present) {
            let Some(place) = columns.get_mut(field as usize) else {
                let expected = "the index of a field";
                return Err(Error::out_of_range(
                    "columns".into(),
                    f64::from(field),
                    expected,
                ));
            };
            *place = column;
        }
        // Fields that follow none that is given need no reading.
        let last = columns.iter().rposition(|column| !column.is_empty());
        let columns = columns
            .get(..last.map_or(0, |at| at + 1))
            .unwrap_or_default();
        Ok(self.score_columns(columns)?.concat())
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

    /// Returns the account of the customer's last year.
    fn account(customer: &Customer) -> CustomerAccount {
        CustomerAccount {
            revenue: customer.revenue_in_year,
            returns: None,
            production_cost: customer.production_cost,
            fixed_marketing_cost: customer.fixed_marketing_cost,
            variable_marketing_cost: customer.variable_marketing_cost,
            service_cost: customer.service_cost,
        }
    }

    /// Returns the net profit of the last year; the margin on its revenue where costs are not known.
    fn current_value(&self, customer: &Customer, warnings: &mut Warnings) -> Option<f64> {
        let account = Self::account(customer);
        if let Some(profit) = account.profit() {
            return Some(profit);
        }
        if account.has_costs() {
            warnings.add(Warning::CostsIncomplete);
        }
        if self.value.margin.is_none() {
            warnings.add(Warning::MarginDefaulted);
        }
        let Some(revenue) = customer.revenue_in_year else {
            warnings.add(Warning::RevenueMissing);
            return None;
        };
        Some(current_value(revenue, self.value.margin_or_all()))
    }

    /// Returns the expected net amount of a purchase of this customer.
    fn expected_spend(&self, customer: &Customer, warnings: &mut Warnings) -> Result<Option<f64>> {
        let Some(history) = customer.history else {
            return Ok(None);
        };
        let model = match &self.spend {
            Spend::Mean(mean) => return Ok(Some(*mean)),
            Spend::GammaGamma(model) => model,
        };
        if history.frequency() < 1.0 {
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
        model.expected_spend(history.frequency(), mean)
    }

    /// Returns the discounted margins of a customer who stays at baseline retention.
    ///
    /// By the model the customer buys, while active, at the mean rate that it gives the history: (r + x) /
    /// (α + T) for BG/NBD. By the account the margin is the current value and what may be won of the
    /// wallet.
    fn future_value(
        &self,
        customer: &Customer,
        current: Option<f64>,
        spend: Option<f64>,
        warnings: &mut Warnings,
    ) -> Option<f64> {
        let value = &self.value;
        let annual_margin = match value.future {
            FutureBasis::Model => {
                let rate = self.purchase.rate_if_alive(customer.history?);
                let purchases_a_year = rate * TimeUnit::Year.days() / self.time_unit.days();
                value.margin_or_all() * spend? * purchases_a_year
            }
            FutureBasis::Account => {
                let revenue = customer.revenue_in_year.unwrap_or_default();
                let (cost, wallet) = (customer.production_cost, customer.wallet_in_year);
                let won = margin_won(revenue, cost, wallet, value.uplift);
                if won.is_none() {
                    warnings.add(Warning::WalletMissing);
                }
                current? + won.unwrap_or_default()
            }
        };
        baseline_value(annual_margin, value.baseline_retention, value.discount_rate).ok()
    }

    /// Returns the risk with its evidence.
    fn churn(
        &mut self,
        customer: &Customer,
        features: &[f64],
        warnings: &mut Warnings,
    ) -> Result<Churn> {
        let history = customer.history;
        let one_time = history.is_some_and(|history| history.frequency() < 1.0);
        if one_time && self.purchase.kind().keeps_one_time_buyers() {
            warnings.add(Warning::OneTimeBuyer);
        }
        let unit_days = self.time_unit.days();
        if let (Some(of), Some(model)) = (&mut self.features, self.churn.of_features()) {
            of.clear();
            let found = of.log_odds(model, customer, features, unit_days)?;
            let Some((log_odds, coverage)) = found else {
                warnings.add(Warning::FeaturesMissing);
                return Ok(Churn::default());
            };
            return Ok(Churn {
                risk: Some(probability(log_odds)),
                base_odds: Some(exp(model.base_log_odds())),
                evidence: [None; EVIDENCE_PARTS],
                coverage,
            });
        }
        let mut facts = churn_facts(customer);
        let mut evidence = [None; EVIDENCE_PARTS];
        let base = match self.churn.mode {
            RiskMode::Horizon => {
                if facts != ChurnFacts::default() {
                    warnings.add(Warning::EvidenceUnused);
                }
                let Some(history) = history else {
                    return Ok(Churn::default());
                };
                let churn = self.horizon.risk(&*self.purchase, history)?;
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
                facts.recency_ratio = facts.recency_ratio.or_else(|| recency_ratio(history?));
                self.churn.base_rate
            }
            RiskMode::Alive => {
                facts.recency_ratio = None;
                match history {
                    Some(history) => Some(1.0 - self.purchase.probability_alive(history)?),
                    None => None,
                }
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

/// What the purchase model says of the time to come.
#[derive(Debug, Clone, Copy, Default)]
struct Outlook {
    lifetime: Option<f64>,
    probability_alive: Option<f64>,
    next: [Option<f64>; 3],
    never: Option<f64>,
}

/// A risk and what it is made of.
#[derive(Debug, Clone, Copy, Default)]
struct Churn {
    risk: Option<f64>,
    base_odds: Option<f64>,
    evidence: [Option<f64>; EVIDENCE_PARTS],
    coverage: f64,
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
