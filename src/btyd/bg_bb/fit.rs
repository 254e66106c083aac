//! The estimation of the parameters.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::bg_bb::BgBb;
use crate::btyd::bg_bb::BgBbParams;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::in_order;
use crate::btyd::estimate::natural;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::btyd::jet_sums::JetSums;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::maximise::Jet;
use crate::numeric::sort::sort_by;

/// The pairs of parameters of the second derivatives, in the order in which they are summed.
impl BgBb {
    /// Estimates the parameters from purchase histories.
    ///
    /// Equal rows are merged, and Newton's method runs on the logarithms of the parameters with the
    /// exact gradient and Hessian. A fit never fails for what the data say: where the likelihood has
    /// no usable maximum the weak prior of [`crate::btyd::fit::PriorMode`] takes part, and the verdict
    /// says so.
    ///
    /// # Example: three customers of six opportunities are enough for an answer
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::bg_bb::BgBb;
    /// use clientele::btyd::fit::FitOptions;
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0, 6.0],
    ///     recency: &[4.0, 0.0, 6.0],
    ///     age: &[6.0, 6.0, 6.0],
    ///     weights: None,
    /// };
    /// let fitted = BgBb::fit(&columns, &FitOptions::default())?;
    /// assert!(fitted.convergence.converged);
    /// assert!(fitted.model.params().alpha > 0.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`crate::Error::OutOfRange`] for a history that is
    /// not one of whole opportunities; [`crate::Error::InsufficientData`] when no row has a positive
    /// weight.
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 6.
    pub fn fit(columns: &PurchaseColumns<'_>, options: &FitOptions) -> Result<Fitted<Self>> {
        let mut histories = Histories::unscaled(columns)?;
        ModelKind::BgBb.check_histories(columns)?;
        // Rows that differ in their age alone share what came before it.
        sort_by(&mut histories.rows, |one, other| {
            let order = one.frequency.total_cmp(&other.frequency);
            let order = order.then(one.recency.total_cmp(&other.recency));
            order.then(one.age.total_cmp(&other.age)).is_lt()
        });
        let problem = Problem {
            names: ModelKind::BgBb.parameter_names(),
            starts: &[
                &[0.0, 0.0, -0.5, 1.0],
                &[-1.0, 1.0, 0.0, 2.0],
                &[1.0, 0.0, -1.5, 1.5],
            ],
            prior: &[0.0, 0.0, ln(0.7), ln(3.0)],
            units: &[1.0; 4],
            customers: histories.customers,
            offset: 0.0,
        };
        histories
            .estimate(&problem, *options, &likelihood)
            .try_map(|parameters| Self::try_new(params(&parameters)))
    }
}

fn params(parameters: &[f64]) -> BgBbParams {
    let [alpha, beta, gamma, delta] = in_order(parameters);
    BgBbParams {
        alpha,
        beta,
        gamma,
        delta,
    }
}

/// Σ 1/(a+i) and Σ 1/(a+i)² over i below each whole number: the derivatives of ln (a)ₖ.
struct Rising(Vec<(f64, f64)>);

impl Rising {
    fn new(a: f64, most: f64) -> Self {
        let mut sums = vec![(0.0, 0.0)];
        let (mut first, mut second, mut i) = (0.0, 0.0, 0.0);
        while i < most {
            let inverse = 1.0 / (a + i);
            first += inverse;
            second += inverse * inverse;
            sums.push((first, second));
            i += 1.0;
        }
        Self(sums)
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to a million"
    )]
    fn at(&self, k: f64) -> (f64, f64) {
        self.0.get(k as usize).copied().unwrap_or((0.0, 0.0))
    }
}

/// Sums over the opportunities since the last purchase at which one may have left, each with the
/// likelihood of that: of the likelihood, and of its first and second derivatives over it.
#[derive(Clone, Copy, Default)]
struct Mixture {
    mass: f64,
    first: [f64; 4],
    second: [f64; 10],
}

impl Mixture {
    /// Adds the logarithm of the sum, which `value` and the derivatives `shared` stand before, to
    /// a log-likelihood.
    fn add_to(&self, sums: &mut JetSums, weight: f64, value: f64, shared: &([f64; 4], [f64; 10])) {
        let mut slopes = self.first.map(|sum| sum / self.mass);
        let mut bends = self.second.map(|sum| sum / self.mass);
        for (bend, (square, base)) in bends.iter_mut().zip(products(slopes).iter().zip(&shared.1)) {
            *bend = *bend - square + base;
        }
        for (slope, base) in slopes.iter_mut().zip(shared.0) {
            *slope += base;
        }
        sums.add(weight, value + ln(self.mass), &slopes, &bends);
    }

    fn add(&mut self, mass: f64, first: [f64; 4], second: [f64; 10]) {
        self.mass += mass;
        for (sum, slope) in self.first.iter_mut().zip(first) {
            *sum += mass * slope;
        }
        for (sum, bend) in self.second.iter_mut().zip(second) {
            *sum += mass * bend;
        }
    }
}

/// What living on since the last purchase without another does to the logarithm of the likelihood:
/// Σ 1/(·+i) and Σ 1/(·+i)² for α+β, β−x, γ+δ and δ.
#[derive(Clone, Copy, Default)]
struct Pause {
    either: (f64, f64),
    misses: (f64, f64),
    life: (f64, f64),
    lives: (f64, f64),
}

fn step(sums: &mut (f64, f64), value: f64) {
    let inverse = 1.0 / value;
    sums.0 += inverse;
    sums.1 += inverse * inverse;
}

impl Pause {
    /// The derivatives of the likelihood of being alive now, over it: ∂ᵢ ln and
    /// ∂ᵢ ln · ∂ⱼ ln + ∂ᵢⱼ ln.
    fn alive(&self) -> ([f64; 4], [f64; 10]) {
        let first = [
            -self.either.0,
            self.misses.0 - self.either.0,
            -self.life.0,
            self.lives.0 - self.life.0,
        ];
        let mut second = products(first);
        self.add_bends(&mut second);
        (first, second)
    }

    /// The same of having left at the next opportunity, whose factor is γ/(γ+δ+k); `life` has its
    /// γ+δ+k in it. The 1/γ² of the square and of the second derivative cancel on paper.
    fn left(&self, gamma: f64) -> ([f64; 4], [f64; 10]) {
        let (mut first, _) = self.alive();
        let [.., by_gamma, _] = first;
        first[2] = 0.0;
        let mut second = products(first);
        first[2] = by_gamma + 1.0 / gamma;
        let [by_alpha, by_beta, slope, by_delta] = first;
        let squared = by_gamma * (by_gamma + 2.0 / gamma);
        let [
            _,
            _,
            alpha_gamma,
            _,
            _,
            beta_gamma,
            _,
            gammas,
            gamma_delta,
            _,
        ] = &mut second;
        *alpha_gamma = by_alpha * slope;
        *beta_gamma = by_beta * slope;
        *gamma_delta = slope * by_delta;
        *gammas = squared;
        self.add_bends(&mut second);
        (first, second)
    }

    fn add_bends(&self, second: &mut [f64; 10]) {
        let [aa, ab, _, _, bb, _, _, cc, cd, dd] = second;
        *aa += self.either.1;
        *ab += self.either.1;
        *bb += self.either.1 - self.misses.1;
        *cc += self.life.1;
        *cd += self.life.1;
        *dd += self.life.1 - self.lives.1;
    }
}

fn products(first: [f64; 4]) -> [f64; 10] {
    let [a, b, c, d] = first;
    [
        a * a,
        a * b,
        a * c,
        a * d,
        b * b,
        b * c,
        b * d,
        c * c,
        c * d,
        d * d,
    ]
}

/// The log-likelihood with its derivatives by the log parameters, of rows sorted by frequency,
/// recency and age.
fn likelihood(rows: &[Row], point: &[f64]) -> Jet {
    let natural: [f64; 4] = natural(point);
    let [alpha, beta, gamma, delta] = natural;
    let model = BgBb::unchecked(params(&natural));
    let most = rows.iter().map(|row| row.recency).fold(0.0, f64::max);
    let rising = [alpha, beta, alpha + beta, delta, gamma + delta].map(|a| Rising::new(a, most));
    let mut totals = JetSums::new(4);
    let same =
        |one: &Row, next: &Row| one.frequency >= next.frequency && one.recency >= next.recency;
    for group in rows.chunk_by(same) {
        let Some(Row {
            frequency: x,
            recency,
            ..
        }) = group.first().copied()
        else {
            continue;
        };
        let shared = shared(&rising, x, recency);
        let value = model.ln_up_to_last_purchase(x, recency);
        let mut k = recency;
        let (mut pause, mut alive) = (Pause::default(), 1.0);
        let mut mixture = Mixture::default();
        for row in group {
            while k < row.age {
                let (life, lives) = (gamma + delta + k, delta + k);
                let (misses, either) = (beta + (k - x), alpha + beta + k);
                step(&mut pause.life, life);
                let (first, second) = pause.left(gamma);
                mixture.add(alive * (gamma / life), first, second);
                alive *= lives / life * (misses / either);
                step(&mut pause.lives, lives);
                step(&mut pause.misses, misses);
                step(&mut pause.either, either);
                k += 1.0;
            }
            let mut mixture = mixture;
            let (first, second) = pause.alive();
            mixture.add(alive, first, second);
            mixture.add_to(&mut totals, row.weight, value, &shared);
        }
    }
    totals.by_logarithms(&natural)
}

/// The derivatives of the likelihood up to the last purchase: first and second.
fn shared(rising: &[Rising; 5], x: f64, recency: f64) -> ([f64; 4], [f64; 10]) {
    let [alpha, beta, either, delta, life] = rising;
    let (alpha, beta) = (alpha.at(x), beta.at(recency - x));
    let (either, delta, life) = (either.at(recency), delta.at(recency), life.at(recency));
    let first = [
        alpha.0 - either.0,
        beta.0 - either.0,
        -life.0,
        delta.0 - life.0,
    ];
    let second = [
        either.1 - alpha.1,
        either.1,
        0.0,
        0.0,
        either.1 - beta.1,
        0.0,
        0.0,
        life.1,
        life.1,
        life.1 - delta.1,
    ];
    (first, second)
}
