//! Customers drawn from a purchase model.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseModel;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::purchase_history::check_from;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::random::Random;

/// Purchases of one customer beyond which a simulation ends: such parameters mean a mix-up of
/// units, and memory has an end.
const MOST_PURCHASES: usize = 10_000_000;
/// Purchases of all customers beyond which a simulation ends: their times are kept.
const MOST_IN_ALL: usize = 100_000_000;
/// The first stream for amounts, so that they are independent of purchases of the same seed.
const SPEND_STREAM: u64 = 1 << 63;

/// How long the simulated customers are observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ages<'a> {
    /// T of each customer.
    Given(&'a [f64]),
    /// T uniform between two lengths; whole numbers, both ends included, where time is discrete.
    Uniform {
        /// How many customers.
        customers: usize,
        /// The shortest T.
        low: f64,
        /// The longest T.
        high: f64,
    },
}

/// What to simulate.
///
/// # Example: the customers of a year, in weeks
/// ```
/// use clientele::btyd::simulate::{Ages, SimulationOptions, simulate};
/// use clientele::btyd::{AnyModel, ModelKind};
/// let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let options = SimulationOptions {
///     ages: Ages::Uniform { customers: 500, low: 15.6, high: 52.0 },
///     holdout: 26.0,
///     seed: 1,
/// };
/// let customers = simulate(&*model, &options)?;
/// assert_eq!(customers.len(), 500);
/// assert_eq!(customers, simulate(&*model, &options)?);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulationOptions<'a> {
    /// How many customers, and how long each is observed.
    pub ages: Ages<'a>,
    /// How much longer purchases are counted after T; 0 for no holdout.
    pub holdout: f64,
    /// The seed of the random numbers.
    pub seed: u64,
}

/// Simulated customers, as columns of equal length, and the truth that no real data show.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SimulatedCustomers {
    /// Repeat purchases up to T.
    pub frequency: Vec<f64>,
    /// Time of the last of them since the first purchase, 0 without one.
    pub recency: Vec<f64>,
    /// T.
    pub age: Vec<f64>,
    /// Sum of the logarithms of the times between purchases up to T, 0 without a repeat purchase.
    pub ln_gaps: Vec<f64>,
    /// Purchases in the holdout period.
    pub holdout_purchases: Vec<f64>,
    /// Whether the customer has not left at T.
    pub alive: Vec<bool>,
    /// Whether the customer has not left at the end of the holdout period.
    pub alive_after: Vec<bool>,
    times: Vec<f64>,
    starts: Vec<usize>,
}

impl SimulatedCustomers {
    /// Returns the number of customers.
    pub fn len(&self) -> usize {
        self.age.len()
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.age.is_empty()
    }

    /// Returns what a purchase model is fitted to.
    pub fn columns(&self) -> PurchaseColumns<'_> {
        PurchaseColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            age: &self.age,
            weights: None,
        }
    }

    /// Returns the times of the repeat purchases of one customer up to T, since the first
    /// purchase, ascending; empty when there is no such customer.
    pub fn purchases(&self, customer: usize) -> &[f64] {
        let at = |index: usize| self.starts.get(index).copied();
        let range = at(customer).zip(at(customer + 1));
        let times = range.and_then(|(start, end)| self.times.get(start..end));
        times.unwrap_or_default()
    }

    /// Adds a customer who buys by `buyer`.
    fn push(
        &mut self,
        mut buyer: Buyer,
        age: f64,
        holdout: f64,
        random: &mut Random,
    ) -> Result<()> {
        let (mut time, mut recency, mut ln_gaps) = (0.0, 0.0, 0.0);
        let (mut made, mut later) = (0_usize, 0_usize);
        loop {
            let gap = buyer.gap(random);
            time += gap;
            if time > buyer.end || time > age + holdout || time.is_nan() {
                break;
            }
            if time <= age {
                made += 1;
                recency = time;
                ln_gaps += ln(gap);
                self.times.push(time);
            } else {
                later += 1;
            }
            if made + later > MOST_PURCHASES || self.times.len() > MOST_IN_ALL {
                return Err(too_many());
            }
            if random.chance(buyer.leave) {
                buyer.end = time;
            }
        }
        self.frequency.push(made as f64);
        self.recency.push(recency);
        self.age.push(age);
        self.ln_gaps.push(ln_gaps);
        self.holdout_purchases.push(later as f64);
        self.alive.push(buyer.end > age);
        self.alive_after.push(buyer.end > age + holdout);
        self.starts.push(self.times.len());
        Ok(())
    }
}

fn too_many() -> Error {
    Error::InvalidValue {
        path: "params".into(),
        found: format!(
            "a model by which one customer makes over {MOST_PURCHASES} purchases, or all make \
             over {MOST_IN_ALL}"
        ),
        expected: "a model whose unit of time is that of the ages".into(),
    }
}

/// Draws customers from a model: their histories, what they do in a holdout period, and whether
/// they have left.
///
/// Each customer has a stream of random numbers of their own: more customers, or other ages of the
/// others, do not change what one of them does.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for ages and holdouts that the model cannot have
/// (`T[3]`, `low`, `high`, `holdout`); [`Error::InvalidValue`] when a customer makes more than ten
/// million purchases, or all of them make more than a hundred million.
///
/// # Example: what happened to whom
/// ```
/// use clientele::btyd::simulate::{Ages, SimulationOptions, simulate};
/// use clientele::btyd::{AnyModel, ModelKind};
/// let model = AnyModel::try_new(ModelKind::MbgNbd, &[0.525, 6.183, 0.891, 1.614])?;
/// let options = SimulationOptions { ages: Ages::Given(&[39.0; 100]), holdout: 39.0, seed: 7 };
/// let customers = simulate(&*model, &options)?;
/// for i in 0..customers.len() {
///     assert_eq!(customers.purchases(i).len() as f64, customers.frequency[i]);
///     assert!(customers.alive[i] || customers.holdout_purchases[i] == 0.0);
/// }
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// The assumptions in section 2 of the papers: Fader, Hardie & Lee (2005) for BG/NBD; Batislam,
/// Denizel & Filiztekin (2007) for MBG/NBD; Schmittlein, Morrison & Colombo (1987) for Pareto/NBD;
/// Reutterer, Platzer & Schröder (2020) for (M)BG/CNBD-k; Fader, Hardie & Shang (2010) for BG/BB;
/// Fader & Hardie (2007) for the shifted beta-geometric.
pub fn simulate(
    model: &dyn PurchaseModel,
    options: &SimulationOptions<'_>,
) -> Result<SimulatedCustomers> {
    model.check_time(options.holdout, "holdout")?;
    let ages = ages(model, options)?;
    let parameters = model.parameters();
    let mut customers = SimulatedCustomers {
        starts: vec![0],
        ..SimulatedCustomers::default()
    };
    for (stream, age) in (1..).zip(ages) {
        let mut random = Random::stream(options.seed, stream);
        let buyer = Buyer::draw(model.kind(), &parameters, &mut random);
        customers.push(buyer, age, options.holdout, &mut random)?;
    }
    Ok(customers)
}

fn ages(model: &dyn PurchaseModel, options: &SimulationOptions<'_>) -> Result<Vec<f64>> {
    match options.ages {
        Ages::Given(ages) => {
            for (i, age) in ages.iter().enumerate() {
                model.check_time(*age, &format!("T[{i}]"))?;
            }
            Ok(ages.to_vec())
        }
        Ages::Uniform {
            customers,
            low,
            high,
        } => {
            model.check_time(low, "low")?;
            model.check_time(high, "high")?;
            check_from(high, low, "high")?;
            let mut random = Random::new(options.seed);
            let discrete = model.kind().is_discrete();
            let draw = |_| {
                if discrete {
                    libm::floor(low + random.uniform() * (high - low + 1.0)).min(high)
                } else {
                    low + random.uniform() * (high - low)
                }
            };
            Ok((0..customers).map(draw).collect())
        }
    }
}

/// Draws the mean spend of the repeat purchases of customers, 0 for those without one.
///
/// It is independent of the purchases, as the model assumes, also under the same seed.
///
/// # Formula
/// ν ~ Gamma(q, rate v); the mean of x purchases ~ Gamma(px, rate νx).
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for a negative frequency, with its row.
///
/// # Example: one who came back twice, and one who did not
/// ```
/// use clientele::btyd::gamma_gamma::{GammaGamma, GammaGammaParams};
/// use clientele::btyd::simulate::simulate_spend;
/// let model = GammaGamma::try_new(GammaGammaParams { p: 6.25, q: 3.74, v: 15.44 })?;
/// let spend = simulate_spend(&model, &[2.0, 0.0], 1)?;
/// assert!(spend[0] > 0.0 && spend[1] == 0.0);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader & Hardie (2013), The Gamma-Gamma model of monetary value, note 025, section 2.
pub fn simulate_spend(model: &GammaGamma, frequency: &[f64], seed: u64) -> Result<Vec<f64>> {
    let params = model.params();
    let draw = |(i, &x): (usize, &f64)| {
        check_from(x, 0.0, &format!("frequency[{i}]"))?;
        if x < 1.0 {
            return Ok(0.0);
        }
        let mut random = Random::stream(seed, SPEND_STREAM + i as u64);
        let rate = random.gamma(params.q) / params.v;
        Ok(random.gamma(params.p * x) / (rate * x))
    };
    frequency.iter().enumerate().map(draw).collect()
}

/// One customer of whom everything is known.
///
/// All models of the family are this: gaps between purchases, a probability to leave after each, and
/// a time at which the customer leaves at the latest.
#[derive(Debug, Clone, Copy)]
struct Buyer {
    gaps: Gaps,
    /// The probability to leave after a purchase.
    leave: f64,
    /// When the customer leaves; infinite while that is open.
    end: f64,
}

/// The times between purchases.
#[derive(Debug, Clone, Copy)]
enum Gaps {
    /// Sums of `k` exponential times.
    Erlang { k: u32, rate: f64 },
    /// Opportunities, each missed with probability exp(−`rate`), until one is taken.
    Geometric { rate: f64 },
}

impl Buyer {
    /// Draws the latent traits of a customer.
    fn draw(kind: ModelKind, parameters: &[f64], random: &mut Random) -> Self {
        let at = |index: usize| parameters.get(index).copied().unwrap_or(f64::NAN);
        let first = [at(0), at(1), at(2), at(3)];
        let regular = [at(1), at(2), at(3), at(4)];
        match kind {
            ModelKind::BgNbd => Self::geometric(1, first, false, random),
            ModelKind::MbgNbd => Self::geometric(1, first, true, random),
            ModelKind::BgCnbdK => Self::geometric(whole(at(0)), regular, false, random),
            ModelKind::MbgCnbdK => Self::geometric(whole(at(0)), regular, true, random),
            ModelKind::ParetoNbd => {
                let [r, alpha, s, beta] = first;
                let rate = random.gamma(r) / alpha;
                let death = random.gamma(s) / beta;
                Self {
                    gaps: Gaps::Erlang { k: 1, rate },
                    leave: 0.0,
                    end: random.exponential() / death,
                }
            }
            ModelKind::BgBb => {
                let [alpha, beta, gamma, delta] = first;
                let buys = random.beta(alpha, beta);
                let end = opportunities_seen(random.beta(gamma, delta), random);
                Self {
                    gaps: Gaps::Geometric {
                        rate: -log1p(-buys),
                    },
                    leave: 0.0,
                    end,
                }
            }
            ModelKind::ShiftedBetaGeometric => {
                let end = opportunities_seen(random.beta(at(0), at(1)), random);
                Self {
                    gaps: Gaps::Geometric {
                        rate: f64::INFINITY,
                    },
                    leave: 0.0,
                    end,
                }
            }
        }
    }

    /// One who leaves with the same probability after every purchase; after the first one too, if
    /// `at_once`.
    fn geometric(k: u32, parameters: [f64; 4], at_once: bool, random: &mut Random) -> Self {
        let [r, alpha, a, b] = parameters;
        let rate = random.gamma(r) / alpha;
        let leave = random.beta(a, b);
        let left = at_once && random.chance(leave);
        Self {
            gaps: Gaps::Erlang { k, rate },
            leave,
            end: if left { 0.0 } else { f64::INFINITY },
        }
    }

    /// Draws the time to the next purchase.
    fn gap(&self, random: &mut Random) -> f64 {
        match self.gaps {
            Gaps::Erlang { k, rate } => random.erlang(k) / rate,
            Gaps::Geometric { rate } => 1.0 + libm::floor(random.exponential() / rate),
        }
    }
}

/// How many opportunities one sees who leaves before each with `probability`; half an opportunity
/// is added, so that one who has seen n of them is alive at n and no longer at n + 1.
fn opportunities_seen(probability: f64, random: &mut Random) -> f64 {
    0.5 + libm::floor(random.exponential() / -log1p(-probability))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small whole number, which the model has checked"
)]
fn whole(k: f64) -> u32 {
    k as u32
}
