//! The log-likelihood of many histories with its derivatives.
//!
//! Besides what depends on the frequency alone, a history adds −s·ln(α+T) + ln(Σ_j t_j + L), with
//! t_j = (s)_j/j!·((T−tₓ)/(α+T))ʲ for one who is alive in phase j, L = a/(b′−1)·((α+T)/(α+tₓ))^s for
//! one who has left and s = r + kx. The first derivatives of the logarithm of a sum are the mean of
//! those of its terms, the second their covariance plus the mean of theirs; the covariance is that
//! within the phases plus that between the phases and having left, so that nothing cancels.

use crate::btyd::bg_cnbd_k::phases::PerPhase;
use crate::btyd::bg_cnbd_k::phases::Phases;
use crate::btyd::estimate::natural;
use crate::btyd::histories::Row;
use crate::btyd::jet_sums::JetSums;
use crate::numeric::gamma::digamma;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::gamma::trigamma;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::maximise::Jet;

/// A value with its first and second derivatives.
#[derive(Debug, Clone, Copy)]
struct Parts {
    value: f64,
    slopes: [f64; 4],
    bends: [f64; 10],
}

impl Parts {
    fn add_to(&self, sums: &mut JetSums, weight: f64) {
        sums.add(weight, self.value, &self.slopes, &self.bends);
    }
}

/// The log-likelihood with its derivatives by the logarithms of r, α, a and b, without x·ln (k−1)!
/// and without the logarithms of the gaps; `first` is 1 where one may leave after the first purchase,
/// and 0 where not.
pub(super) fn likelihood(rows: &[Row], point: &[f64], k: u32, first: f64) -> Jet {
    let natural = natural(point);
    let mut sums = JetSums::new(4);
    for group in rows.chunk_by(|one, next| one.frequency >= next.frequency) {
        let x = group.first().map_or(0.0, |row| row.frequency);
        let shared = Shared::new(k, x, first, natural);
        let customers: f64 = group.iter().map(|row| row.weight).sum();
        shared.counts().add_to(&mut sums, customers);
        for row in group {
            shared.history(row).add_to(&mut sums, row.weight);
        }
    }
    sums.by_logarithms(&natural)
}

/// What all histories of one frequency share.
struct Shared {
    k: u32,
    natural: [f64; 4],
    /// s = r + kx.
    shape: f64,
    events: f64,
    /// The number of drop-out trials that an alive customer has come through.
    trials: f64,
    /// The first and second derivatives of `ln (s)_j` by s.
    slopes: PerPhase,
    bends: PerPhase,
}

impl Shared {
    fn new(k: u32, x: f64, first: f64, natural: [f64; 4]) -> Self {
        let [r, ..] = natural;
        let events = f64::from(k) * x;
        let shape = r + events;
        let (mut slopes, mut bends): (PerPhase, PerPhase) = ([0.0; _], [0.0; _]);
        let (mut slope, mut bend) = (0.0, 0.0);
        for (j, (slopes, bends)) in (0..k).zip(slopes.iter_mut().zip(&mut bends)) {
            (*slopes, *bends) = (slope, bend);
            let inverse = 1.0 / (shape + f64::from(j));
            slope += inverse;
            bend -= inverse * inverse;
        }
        Self {
            k,
            natural,
            shape,
            events,
            trials: x + first,
            slopes,
            bends,
        }
    }

    /// ln Γ(s)/Γ(r) + ln B(a, b′)/B(a, b) + r ln α.
    fn counts(&self) -> Parts {
        let [r, alpha, a, b] = self.natural;
        let (trials, events) = (self.trials, self.events);
        let mut parts = Parts {
            value: r * ln(alpha),
            slopes: [ln(alpha), r / alpha, 0.0, 0.0],
            bends: [0.0; 10],
        };
        let [rr, ra, _, _, alpha_alpha, _, _, aa, ab, bb] = &mut parts.bends;
        *ra = 1.0 / alpha;
        *alpha_alpha = -r / (alpha * alpha);
        let [by_r, _, by_a, by_b] = &mut parts.slopes;
        if events > 0.0 {
            parts.value += ln_gamma_ratio(r, events);
            *by_r += digamma(r + events) - digamma(r);
            *rr = trigamma(r + events) - trigamma(r);
        }
        if trials > 0.0 {
            parts.value += ln_gamma_ratio(b, a) - ln_gamma_ratio(b + trials, a);
            *by_a = digamma(a + b) - digamma(a + b + trials);
            *by_b = *by_a + digamma(b + trials) - digamma(b);
            *aa = trigamma(a + b) - trigamma(a + b + trials);
            *ab = *aa;
            *bb = *aa + trigamma(b + trials) - trigamma(b);
        }
        parts
    }

    /// −s·ln(α+T) + ln(Σ_j t_j + L).
    fn history(&self, row: &Row) -> Parts {
        let [_, alpha, a, b] = self.natural;
        let s = self.shape;
        let (end, last) = (alpha + row.age, alpha + row.recency);
        let elapsed = row.age - row.recency;
        let (inverse, recent) = (1.0 / end, 1.0 / last);
        let phases = Phases::new(self.k, s, elapsed * inverse);
        let within = Within::new(phases.weights(), &self.slopes, &self.bends);
        let pause = log1p(elapsed * recent);
        let lag = -elapsed * inverse * recent;
        let (mut either, mut left, mut alive) = (0.0, 0.0, 1.0);
        let (mut by_a, mut by_b) = (0.0, 0.0);
        if self.trials > 0.0 {
            let before = b + (self.trials - 1.0);
            let ln_odds = ln(a / before) + (s * pause - phases.ln_sum);
            let small = exp(-ln_odds.abs());
            let (large, small_share) = (1.0 / (1.0 + small), small / (1.0 + small));
            (left, alive) = if ln_odds > 0.0 {
                (large, small_share)
            } else {
                (small_share, large)
            };
            either = ln_odds.max(0.0) + log1p(small);
            (by_a, by_b) = (1.0 / a, -1.0 / before);
        }
        let ln_end = ln(end);
        let spread = left * alive;
        // How the derivatives of having left differ from the mean of those of the phases.
        let by_r = pause - within.slope;
        let by_alpha = s * lag + within.phase * inverse;
        Parts {
            value: -s * ln_end + phases.ln_sum + either,
            slopes: [
                -ln_end + alive * within.slope + left * pause,
                -s * inverse - alive * within.phase * inverse + left * s * lag,
                left * by_a,
                left * by_b,
            ],
            bends: [
                alive * (within.slope_slope + within.bend) + spread * by_r * by_r,
                -inverse - alive * within.slope_phase * inverse
                    + left * lag
                    + spread * by_r * by_alpha,
                spread * by_r * by_a,
                spread * by_r * by_b,
                s * inverse * inverse
                    + alive * (within.phase_phase + within.phase) * inverse * inverse
                    - left * s * lag * (inverse + recent)
                    + spread * by_alpha * by_alpha,
                spread * by_alpha * by_a,
                spread * by_alpha * by_b,
                (spread - left) * by_a * by_a,
                spread * by_a * by_b,
                (spread + left) * by_b * by_b,
            ],
        }
    }
}

/// Moments over the phases of one who is alive.
#[derive(Debug, Clone, Copy, Default)]
struct Within {
    /// The means of the derivative of `ln (s)_j` by s, of its second one, and of j.
    slope: f64,
    bend: f64,
    phase: f64,
    /// The covariances of the first with itself, of both, of the last with itself.
    slope_slope: f64,
    slope_phase: f64,
    phase_phase: f64,
}

impl Within {
    fn new(weights: &[f64], slopes: &PerPhase, bends: &PerPhase) -> Self {
        let mut within = Self::default();
        for (j, ((weight, slope), bend)) in weights.iter().zip(slopes).zip(bends).enumerate() {
            within.slope += weight * slope;
            within.bend += weight * bend;
            within.phase += weight * j as f64;
        }
        for (j, (weight, slope)) in weights.iter().zip(slopes).enumerate() {
            let (slope, phase) = (slope - within.slope, j as f64 - within.phase);
            within.slope_slope += weight * slope * slope;
            within.slope_phase += weight * slope * phase;
            within.phase_phase += weight * phase * phase;
        }
        within
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    /// A long silence, none, a one-time buyer, a day of purchase, a frequent buyer.
    const ROWS: [(f64, f64, f64); 6] = [
        (2.0, 0.3, 0.9),
        (3.0, 0.8, 1.0),
        (0.0, 0.0, 0.7),
        (0.0, 0.0, 0.0),
        (1.0, 0.4, 0.4),
        (40.0, 0.95, 1.0),
    ];

    #[test]
    fn derivatives_are_those_of_the_value() {
        let row = |(i, (frequency, recency, age)): (usize, &(f64, f64, f64))| Row {
            frequency: *frequency,
            age: *age,
            recency: *recency,
            weight: 1.0 + i as f64,
        };
        let mut rows: Vec<Row> = ROWS.iter().enumerate().map(row).collect();
        rows.sort_by(|one, other| one.frequency.total_cmp(&other.frequency));
        for k in [1, 2, 3, 12, 64] {
            for first in [0.0, 1.0] {
                let point = [-0.4, -1.1, 0.2, 0.7];
                let jet = likelihood(&rows, &point, k, first);
                let at = |i: usize, step: f64| {
                    let mut moved = point;
                    moved[i] += step;
                    likelihood(&rows, &moved, k, first)
                };
                let step = 1e-5;
                for i in 0..4 {
                    let (up, down) = (at(i, step), at(i, -step));
                    // Central differences: the error is of the order of step².
                    let slope = (up.value - down.value) / (2.0 * step);
                    let scale = jet.value.abs().max(1.0);
                    let off = (slope - jet.gradient[i]).abs();
                    assert!(off < 1e-8 * scale, "{k} {first} {i}: {slope}");
                    for j in 0..4 {
                        let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
                        let off = (bend - jet.hessian.at(i, j)).abs();
                        assert!(off < 1e-8 * scale, "{k} {first} {i} {j}: {bend}");
                    }
                }
            }
        }
    }
}
