//! The estimation of the parameters.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::bg_nbd::BetaGeometricNbd;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::in_order;
use crate::btyd::estimate::natural;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::btyd::jet_sums::JetSums;
use crate::error::Result;
use crate::numeric::gamma::digamma;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::gamma::trigamma;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::maximise::Jet;

/// Summands between two compensated additions: few enough that rounding stays below 1e-14.
const CHUNK: usize = 256;

impl<const MODIFIED: bool> BetaGeometricNbd<MODIFIED> {
    /// Estimates the parameters from purchase histories.
    ///
    /// Equal rows are merged, time is scaled by the longest age, and Newton's method runs on the
    /// logarithms of the parameters with the exact gradient and Hessian. A fit never fails for what
    /// the data say: where the likelihood has no usable maximum the weak prior of
    /// [`crate::btyd::fit::PriorMode`] takes part, and the verdict says so. The log-likelihood is
    /// that of the data in their own unit of time.
    ///
    /// # Example: three customers are enough for an answer
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::bg_nbd::BgNbd;
    /// use clientele::btyd::fit::{FitOptions, Verdict};
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0, 1.0],
    ///     recency: &[30.43, 0.0, 1.71],
    ///     age: &[38.86, 38.86, 38.86],
    ///     weights: None,
    /// };
    /// let fitted = BgNbd::fit(&columns, &FitOptions::default())?;
    /// assert!(fitted.convergence.converged);
    /// assert!(fitted.model.params().r > 0.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`crate::Error::InsufficientData`] when no row has
    /// a positive weight.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 7.
    pub fn fit(columns: &PurchaseColumns<'_>, options: &FitOptions) -> Result<Fitted<Self>> {
        let histories = Histories::try_new(columns)?;
        let problem = Problem {
            names: ModelKind::BgNbd.parameter_names(),
            starts: &STARTS,
            prior: &prior(),
            units: &[1.0, histories.scale, 1.0, 1.0],
            customers: histories.customers,
            offset: histories.offset(),
        };
        histories
            .estimate(&problem, *options, &|rows, point| {
                likelihood(rows, point, Self::FIRST)
            })
            .try_map(|parameters| {
                let [r, alpha, a, b] = in_order(&parameters);
                Self::try_new(BgNbdParams { r, alpha, a, b })
            })
    }
}

/// Where the searches for the logarithms of r, α, a and b start; α in units of the longest age.
pub(in crate::btyd) const STARTS: [&[f64]; 3] = [
    &[-0.7, -1.4, 0.0, 0.9],
    &[0.0, 0.0, 0.0, 1.0],
    &[1.0, 0.0, -2.0, 2.0],
];

/// The centre of the weak prior, of the same.
pub(in crate::btyd) fn prior() -> [f64; 4] {
    [ln(0.5), ln(0.25), ln(0.8), ln(2.5)]
}

/// Sums over the histories with the same frequency.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// Σw.
    weight: f64,
    /// Σw·ln(α+T).
    ln_age: f64,
    /// Σw/(α+T).
    inverse: f64,
    /// Σw/(α+T)².
    inverse_squared: f64,
    /// Σw·ln(1 + odds of death).
    either: f64,
    /// Σwπ, π the probability of having left.
    left: f64,
    /// Σwπ·Δ, Δ = ln((α+T)/(α+tₓ)).
    left_log: f64,
    /// Σwπ·δ, δ = 1/(α+T) − 1/(α+tₓ).
    left_inverse: f64,
    /// Σwπ·(1/(α+T)² − 1/(α+tₓ)²).
    left_squared: f64,
    /// Σwπ(1−π).
    spread: f64,
    /// Σwπ(1−π)·Δ.
    spread_log: f64,
    /// Σwπ(1−π)·δ.
    spread_inverse: f64,
    /// Σwπ(1−π)·Δ².
    spread_log_log: f64,
    /// Σwπ(1−π)·Δδ.
    spread_log_inverse: f64,
    /// Σwπ(1−π)·δ².
    spread_inverse_inverse: f64,
}

/// The log-likelihood with its derivatives by the log parameters; `first` is 1 where one may leave
/// after the first purchase, and 0 where not.
pub(in crate::btyd) fn likelihood(rows: &[Row], point: &[f64], first: f64) -> Jet {
    let natural = natural(point);
    let [r, alpha, a, b] = natural;
    let mut total = JetSums::new(4);
    for group in rows.chunk_by(|one, next| one.frequency >= next.frequency) {
        let x = group.first().map_or(0.0, |row| row.frequency);
        let terms = CountTerms::new(x, first, natural);
        for chunk in group.chunks(CHUNK) {
            let sums = if terms.may_have_left() {
                sum_repeaters(chunk, alpha, r + x, ln(a / (b + (x - 1.0 + first))))
            } else {
                sum_one_time(chunk, alpha)
            };
            terms.add(&sums, &mut total);
        }
    }
    total.by_logarithms(&natural)
}

/// Histories without a repeat purchase: nobody has left, only the age counts.
fn sum_one_time(rows: &[Row], alpha: f64) -> Sums {
    let mut sums = Sums::default();
    for row in rows {
        let inverse = 1.0 / (alpha + row.age);
        sums.weight += row.weight;
        sums.ln_age += row.weight * ln(alpha + row.age);
        sums.inverse += row.weight * inverse;
        sums.inverse_squared += row.weight * inverse * inverse;
    }
    sums
}

/// Histories with repeat purchases; `ln_drop` is ln(a/(b+x−1)) and `shape` is r + x.
fn sum_repeaters(rows: &[Row], alpha: f64, shape: f64, ln_drop: f64) -> Sums {
    let mut sums = Sums::default();
    let (mut age, mut ln_age, mut inverse) = (f64::NAN, f64::NAN, f64::NAN);
    for row in rows {
        // Rows are sorted by age within a frequency: the next age is often the same.
        if row.age.total_cmp(&age).is_ne() {
            age = row.age;
            ln_age = ln(alpha + age);
            inverse = 1.0 / (alpha + age);
        }
        let pause = ln_age - ln(alpha + row.recency);
        let recent = 1.0 / (alpha + row.recency);
        let lag = inverse - recent;
        let ln_odds = ln_drop + shape * pause;
        let small = exp(-ln_odds.abs());
        let share = 1.0 / (1.0 + small);
        let left = row.weight * if ln_odds > 0.0 { share } else { small * share };
        let spread = row.weight * small * share * share;
        sums.weight += row.weight;
        sums.ln_age += row.weight * ln_age;
        sums.inverse += row.weight * inverse;
        sums.inverse_squared += row.weight * inverse * inverse;
        sums.either += row.weight * (ln_odds.max(0.0) + log1p(small));
        sums.left += left;
        sums.left_log += left * pause;
        sums.left_inverse += left * lag;
        sums.left_squared += left * lag * (inverse + recent);
        sums.spread += spread;
        sums.spread_log += spread * pause;
        sums.spread_inverse += spread * lag;
        sums.spread_log_log += spread * pause * pause;
        sums.spread_log_inverse += spread * pause * lag;
        sums.spread_inverse_inverse += spread * lag * lag;
    }
    sums
}

/// What all histories of one frequency share.
struct CountTerms {
    natural: [f64; 4],
    x: f64,
    /// The number of drop-out trials that an alive customer has come through.
    trials: f64,
    /// ln Γ(r+x)/Γ(r) + ln B(a, b+x)/B(a, b) + r ln α.
    value: f64,
    /// Its derivatives by r, α, a and b.
    gradient: [f64; 4],
    /// Its second derivatives that are not 0: rr, rα, αα, aa = ab, bb.
    hessian: [f64; 5],
}

impl CountTerms {
    fn new(x: f64, first: f64, natural: [f64; 4]) -> Self {
        let trials = x + first;
        let [r, alpha, a, b] = natural;
        let (mut value, mut gradient) = (r * ln(alpha), [ln(alpha), r / alpha, 0.0, 0.0]);
        let mut hessian = [0.0, 1.0 / alpha, -r / (alpha * alpha), 0.0, 0.0];
        if trials > 0.0 {
            value += ln_gamma_ratio(r, x) + ln_gamma_ratio(b, a) - ln_gamma_ratio(b + trials, a);
            let both = digamma(a + b) - digamma(a + b + trials);
            let [rate, _, first, second] = &mut gradient;
            *rate += digamma(r + x) - digamma(r);
            *first = both;
            *second = both + digamma(b + trials) - digamma(b);
            let both = trigamma(a + b) - trigamma(a + b + trials);
            let [rate, _, _, first, second] = &mut hessian;
            *rate = trigamma(r + x) - trigamma(r);
            *first = both;
            *second = both + trigamma(b + trials) - trigamma(b);
        }
        Self {
            natural,
            x,
            trials,
            value,
            gradient,
            hessian,
        }
    }

    fn may_have_left(&self) -> bool {
        self.trials > 0.0
    }

    /// Adds the histories of `sums` to the log-likelihood and its derivatives.
    ///
    /// With u = ln(odds of death), a history contributes −s·ln(α+T) + ln(1 + eᵘ); the first
    /// derivatives of the latter are π·uᵢ, the second π(1−π)·uᵢuⱼ + π·uᵢⱼ.
    fn add(&self, sums: &Sums, total: &mut JetSums) {
        let [r, _, a, b] = self.natural;
        let s = r + self.x;
        let w = sums.weight;
        // The derivatives of u by a and b, when there is a u.
        let (by_a, by_b) = if self.may_have_left() {
            (1.0 / a, -1.0 / (b + (self.trials - 1.0)))
        } else {
            (0.0, 0.0)
        };
        let value = w * self.value - s * sums.ln_age + sums.either;
        let [g_r, g_alpha, g_a, g_b] = self.gradient;
        let slopes = [
            w * g_r - sums.ln_age + sums.left_log,
            w * g_alpha - s * sums.inverse + s * sums.left_inverse,
            w * g_a + sums.left * by_a,
            w * g_b + sums.left * by_b,
        ];
        let [h_rr, h_ra, h_alpha, h_ab, h_bb] = self.hessian;
        let bends = [
            w * h_rr + sums.spread_log_log,
            w * h_ra - sums.inverse + s * sums.spread_log_inverse + sums.left_inverse,
            sums.spread_log * by_a,
            sums.spread_log * by_b,
            w * h_alpha + s * sums.inverse_squared + s * s * sums.spread_inverse_inverse
                - s * sums.left_squared,
            s * sums.spread_inverse * by_a,
            s * sums.spread_inverse * by_b,
            w * h_ab + (sums.spread - sums.left) * by_a * by_a,
            w * h_ab + sums.spread * by_a * by_b,
            w * h_bb + (sums.spread + sums.left) * by_b * by_b,
        ];
        total.add(1.0, value, &slopes, &bends);
    }
}
