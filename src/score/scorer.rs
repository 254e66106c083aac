//! The scorer: a profile made ready, and the one place where the families of methods meet.

use crate::btyd::AnyModel;
use crate::btyd::Predictions;
use crate::btyd::PurchaseModel;
use crate::btyd::Standing;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::lifetime_value::DiscountedPurchases;
use crate::btyd::lifetime_value::LifetimeOptions;
use crate::data::time_unit::TimeUnit;
use crate::error::Result;
use crate::index::CompositeIndex;
use crate::index::Part;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::numeric::quantile::percentile_of;
use crate::score::churn_scorer::ChurnScorer;
use crate::score::churn_settings::RiskMode;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::explanation::Modifier;
use crate::score::explanation::VALUE_PARTS;
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
    lifetime: DiscountedPurchases,
    value: ValueSettings,
    value_index: CompositeIndex,
    loyalty: LoyaltyScorer,
    value_quantiles: Vec<f64>,
    churn: ChurnScorer,
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
        Self::of_checked(profile)
    }

    /// Makes a profile ready that has been checked: reading one as a document checks it.
    pub(crate) fn of_checked(profile: &Profile) -> Result<Self> {
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
            churn: ChurnScorer::try_new(&profile.churn, &purchase, unit_days)?,
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
        self.churn.codes()
    }

    /// Returns the features of the model of a profile that are no fields of a customer: what
    /// [`Scorer::score_with`] takes, in this order.
    pub fn features(&self) -> &[String] {
        self.churn.features()
    }

    /// Returns what each piece of evidence of a model of features multiplied the odds of the last customer
    /// by; empty in the other modes, whose scores hold their evidence.
    pub fn model_evidence(&self) -> &[f64] {
        self.churn.model_evidence()
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
    /// [`NotFinite`](crate::Error::NotFinite) for an infinite feature, [`Missing`](crate::Error::Missing) for one that the model cannot do
    /// without.
    pub fn score_with(&mut self, customer: &Customer, features: &[f64]) -> Result<CustomerScore> {
        self.score_for(customer, features, Outlooks::ALL)
    }

    /// As [`Scorer::score_with`], without the part of the outlook that nobody asks for.
    pub(crate) fn score_for(
        &mut self,
        customer: &Customer,
        features: &[f64],
        outlooks: Outlooks,
    ) -> Result<CustomerScore> {
        let mut warnings = self.standing_warnings;
        let spend = self.expected_spend(customer, &mut warnings)?;
        let (current, costs_known) = self.current_value(customer, &mut warnings);
        let future = self.future_value(customer, current, spend, &mut warnings);
        let mut value_parts = [Part::default(); VALUE_PARTS];
        let value = self
            .value_index
            .score_parts(&[current, future], &mut value_parts);
        let percentile = value.score.map(|s| percentile_of(&self.value_quantiles, s));
        let percentile = percentile.filter(|_| !self.value_quantiles.is_empty());

        let unit_days = self.time_unit.days();
        let mut loyalty = self.loyalty.score(customer, unit_days, &mut warnings);
        let purchase: &dyn PurchaseModel = &*self.purchase;
        let standing = match customer.history {
            Some(history) => Some(purchase.standing(history)?),
            None => None,
        };
        let standing = standing.as_ref();
        let churn = self
            .churn
            .score(standing, customer, features, &mut warnings)?;
        let outlook = if let Some(standing) = standing {
            let lifetime = spend.filter(|_| outlooks.lifetime).map(|spend| {
                self.value.margin_or_all() * spend * self.lifetime.expected_of(standing)
            });
            let lifetime = within_numbers(lifetime, &mut warnings);
            Outlook::of(standing, unit_days, lifetime, outlooks.next)?
        } else {
            warnings.add(Warning::NoPurchases);
            Outlook::default()
        };
        loyalty.modifiers.add(
            Modifier::OpenComplaint,
            customer.open_complaints.is_some_and(|open| open > 0.0),
        );
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
            band: churn.risk.map(|risk| self.churn.band(risk)),
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

    /// Returns the unit of time of the profile.
    pub fn time_unit(&self) -> TimeUnit {
        self.time_unit
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

    /// Returns the net profit of the last year and that its costs are known; the margin on its revenue
    /// where they are not.
    fn current_value(&self, customer: &Customer, warnings: &mut Warnings) -> (Option<f64>, bool) {
        let account = Self::account(customer);
        // The value to come is revenue then, also beside a net profit that is known.
        if self.value.margin.is_none() {
            warnings.add(Warning::MarginDefaulted);
        }
        if let Some(profit) = account.profit() {
            return (Some(profit), true);
        }
        if account.has_costs() {
            warnings.add(Warning::CostsIncomplete);
        }
        let Some(revenue) = customer.revenue_in_year else {
            warnings.add(Warning::RevenueMissing);
            return (None, false);
        };
        let current = current_value(revenue, self.value.margin_or_all());
        (Some(current), false)
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
        let future =
            baseline_value(annual_margin, value.baseline_retention, value.discount_rate).ok();
        within_numbers(future, warnings)
    }
}

/// Returns a value that is a number; where it is larger than numbers go, none, and a warning.
fn within_numbers(value: Option<f64>, warnings: &mut Warnings) -> Option<f64> {
    let known = value.filter(|value| value.is_finite());
    if value.is_some() && known.is_none() {
        warnings.add(Warning::BeyondNumbers);
    }
    known
}

/// The parts of the outlook that take half the time of a score: the discounted margin of the coming
/// months, which the tier needs as well, and the times of the next purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outlooks {
    pub(crate) lifetime: bool,
    pub(crate) next: bool,
}

impl Outlooks {
    pub(crate) const ALL: Self = Self {
        lifetime: true,
        next: true,
    };

    pub(crate) const NONE: Self = Self {
        lifetime: false,
        next: false,
    };
}

/// What the purchase model says of the time to come.
#[derive(Debug, Clone, Copy, Default)]
struct Outlook {
    lifetime: Option<f64>,
    probability_alive: Option<f64>,
    next: [Option<f64>; 3],
    never: Option<f64>,
}

impl Outlook {
    fn of(
        customer: &Standing<'_, dyn PurchaseModel + '_>,
        unit_days: f64,
        lifetime: Option<f64>,
        with_next: bool,
    ) -> Result<Self> {
        let known = Self {
            lifetime,
            probability_alive: Some(customer.probability_alive()),
            ..Self::default()
        };
        if !with_next {
            return Ok(known);
        }
        let next = |q| -> Result<Option<f64>> {
            let next = customer.next_purchase(q)?;
            Ok(next.map(|t| t * unit_days))
        };
        Ok(Self {
            next: [next(0.1)?, next(0.5)?, next(0.9)?],
            never: Some(customer.probability_never()),
            ..known
        })
    }
}
