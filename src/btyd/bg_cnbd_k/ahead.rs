//! What one who is alive will do.
//!
//! Behind the purchases runs a Poisson process of rate λ; every k-th event is a purchase. Given j
//! events since the last purchase (`phases.rs`), the posterior of λ is Gamma(s + j, β) with
//! s = r + kx and β = α + T, so that the number of events within t is negative binomial:
//!
//! ```text
//! P(M = m | j) = (s+j)_m/m! · zᵐ · (1−z)^(s+j),   z = t/(β+t)
//! ```
//!
//! Without drop-out there would be n = ⌊(j+M)/k⌋ purchases. The drop-out probability p of one who is
//! alive is Beta(a, b′), b′ = b + x (+ 1 for the modified model), and is tried after each purchase.
//! With pₙ the probability of n purchases without drop-out and qₙ = E(1−p)ⁿ⁻¹,
//!
//! ```text
//! E[Y(t)]     = Σ pₙ·(q₁ + … + qₙ)        alive after t = Σ pₙ·qₙ₊₁
//! ```
//!
//! All terms are positive and follow each other by recurrences. Where there are many (a long
//! horizon), the generating function of `roots.rs` takes over: an integral over p instead of a sum
//! over the events.

use crate::btyd::bg_cnbd_k::phases::PerPhase;
use crate::btyd::bg_cnbd_k::phases::Phases;
use crate::btyd::bg_cnbd_k::roots::ManyEvents;
use crate::btyd::bg_nbd::add_drop_out;
use crate::btyd::discounted::Discounted;
use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::regularised_incomplete_beta;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::quadrature::integrate_evenly;
use crate::numeric::tolerance::SERIES_TAIL;
use core::f64::consts::LN_2;

/// Above this mean number of events within the horizon the integral takes over: the first term,
/// e^(−600) at least, is still far from the end of the floats.
const MAX_EVENTS: f64 = 600.0;

/// Above this z the number of events has so long a tail that the integral is faster.
const MAX_Z: f64 = 0.985;

/// One who is alive: how the events come and how they end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead {
    pub(super) k: u32,
    /// s = r + kx.
    pub(super) shape: f64,
    /// β = α + T.
    pub(super) scale: f64,
    /// T − tₓ.
    pub(super) elapsed: f64,
    /// First shape of the drop-out probability.
    pub(super) a: f64,
    /// Second shape of the drop-out probability of one who is alive.
    pub(super) tries: f64,
    pub(super) phases: Phases,
}

/// Purchases to come and the probability of being alive after them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outlook {
    pub(super) purchases: f64,
    pub(super) alive: f64,
}

impl Ahead {
    /// Returns the probability of no purchase within `time`, with all digits.
    ///
    /// # Formula
    /// The next purchase is the k-th event since the last one: with u′ = (T+t−tₓ)/(β+t),
    /// (β/(β+t))^s · Σ (s)_j/j!·u′ʲ / Σ (s)_j/j!·uʲ.
    pub(super) fn idle(&self, time: f64) -> f64 {
        let u = (self.elapsed + time) / (self.scale + time);
        let later = Phases::new(self.k, self.shape, u).ln_sum;
        let gained = later - self.phases.ln_sum;
        exp(gained - self.shape * log1p(time / self.scale)).min(1.0)
    }

    /// Returns the probability of a purchase within `time`, with all digits.
    pub(super) fn purchase(&self, time: f64) -> f64 {
        let idle = self.idle(time);
        if idle > 0.5 && time > 0.0 {
            self.without_drop_out(1.0, time).0
        } else {
            1.0 - idle
        }
    }

    /// Returns what is expected within `time`.
    pub(super) fn purchases(&self, time: f64) -> f64 {
        if time <= 0.0 {
            return 0.0;
        }
        self.sum(time).map_or_else(
            || ManyEvents::new(self, time).purchases(),
            |outlook| outlook.purchases,
        )
    }

    /// Returns the probability of being alive after `time`.
    pub(super) fn survival(&self, time: f64) -> f64 {
        if time <= 0.0 {
            return 1.0;
        }
        self.sum(time).map_or_else(
            || ManyEvents::new(self, time).alive(),
            |outlook| outlook.alive,
        )
    }

    /// Returns the expected purchases up to `horizon` (which may be infinite), each discounted
    /// continuously at `rate`, above 0: ∫ e^(−δt) dE[Y(t)].
    ///
    /// Without an end see `discounted.rs`. With one, integrated by parts, so that all summands are
    /// positive: e^(−δh)·E[Y(h)] + δ∫₀ʰ e^(−δt)·E[Y(t)] dt.
    pub(super) fn residual(&self, rate: f64, horizon: f64) -> f64 {
        if horizon.is_infinite() {
            let ahead = Discounted {
                k: self.k,
                shape: self.shape,
                scale: self.scale,
                elapsed: self.elapsed,
                ln_phases: self.phases.ln_sum,
                a: self.a,
                b: self.tries,
            };
            return ahead.value(rate);
        }
        // In y with t = h·(1 − exp(−e^y)): near 0 the logarithm of the time, and what is left to the
        // end falls twice exponentially. Regular purchases are seen in it as waves wherever a gap is,
        // so that the grid must be even.
        let end = rate * horizon;
        let f = |y: f64| {
            let grown = exp(y);
            let share = -expm1(-grown);
            grown * exp(-grown - end * share) * self.purchases(horizon * share)
        };
        let start = -ln(1.0 + end);
        let before = end * integrate_evenly(f, start, start + LN_2);
        before + exp(-end) * self.purchases(horizon)
    }

    /// Sums over the events where these are few; nothing where they are many.
    pub(super) fn sum(&self, time: f64) -> Option<Outlook> {
        let ratio = time / self.scale;
        let z = time / (self.scale + time);
        let last_phase = self.phases.weights().len() as f64 - 1.0;
        if (self.shape + last_phase) * ratio > MAX_EVENTS || z > MAX_Z {
            return None;
        }
        let mut terms = self.first_terms(ratio);
        let terms = terms.get_mut(..self.phases.weights().len())?;
        let mut out = Outlook {
            purchases: 0.0,
            alive: 0.0,
        };
        // The purchases n without drop-out, q₁ + … + qₙ and qₙ₊₁.
        let (mut n, mut made, mut stays) = (0.0, 0.0, 1.0);
        let mut events = 0.0;
        loop {
            let mut some = 0.0;
            let mut last = 0.0;
            for _ in 0..self.k {
                last = step(terms, self.shape, z, events);
                some += last;
                events += 1.0;
            }
            out.purchases += some * made;
            out.alive += some * stays;
            // Every later ratio of two masses is below this one.
            let decay = z * (self.shape + events) / (events + 1.0 - last_phase);
            if n > 0.0 && decay < 1.0 {
                let rest = last * decay / (1.0 - decay);
                let grown = made * (1.0 + 1.0 / (1.0 - decay));
                if rest * grown <= SERIES_TAIL * out.purchases
                    && rest * stays <= SERIES_TAIL * out.alive
                {
                    return Some(out);
                }
            }
            n += 1.0;
            made += stays;
            stays *= (self.tries + (n - 1.0)) / (self.a + self.tries + (n - 1.0));
        }
    }

    /// For each phase the probability of the phase and of no event.
    fn first_terms(&self, ratio: f64) -> PerPhase {
        let mut terms = [0.0; _];
        let rest = 1.0 / (1.0 + ratio);
        let mut power = exp(-self.shape * log1p(ratio));
        for (term, weight) in terms.iter_mut().zip(self.phases.weights()) {
            *term = weight * power;
            power *= rest;
        }
        terms
    }

    /// Returns the probability of `n` purchases within `time`, `n` from 1.
    ///
    /// # Formula
    /// `pₙ·E(1−p)ⁿ + Gₙ·E[(1−p)ⁿ⁻¹p]`, `Gₙ` the probability of `n` purchases or more without
    /// drop-out.
    pub(super) fn count(&self, n: f64, time: f64) -> f64 {
        if time <= 0.0 {
            return 0.0;
        }
        let (more, just) = self.without_drop_out(n, time);
        // B(a, b+m)/B(a, b), in which the large logarithms of a large a and b cancel on paper.
        let kept = |trials: f64| exp(ln_gamma_cross(self.tries, self.a, trials));
        let alive = kept(n);
        let before = n - 1.0;
        let left = self.a / (self.a + self.tries + before) * kept(before);
        alive * just + left * more
    }

    /// Returns the probability of `n` or more purchases within `time` without drop-out and that of
    /// exactly `n`, `n` from 1.
    ///
    /// # Formula
    /// ```text
    /// Gₙ = Σ w_j·I_z(nk−j, s+j),   I_z(c−1, d+1) = I_z(c, d) + z^c(1−z)^d/B(c, d) / (z·d)
    /// ```
    /// so that one incomplete beta function and positive steps do for all phases. The difference
    /// of two such sums would lose the digits of pₙ: its k negative binomial terms are summed.
    ///
    /// # References
    /// NIST DLMF 8.17.19 and 8.17.20 (recurrences).
    pub(super) fn without_drop_out(&self, n: f64, time: f64) -> (f64, f64) {
        let (z, rest) = (time / (self.scale + time), self.scale / (self.scale + time));
        let events = n * f64::from(self.k);
        let weights = self.phases.weights();
        let powers = self.powers(events, z, rest, time);
        let mut at_least = regularised_incomplete_beta(events, self.shape, z, rest);
        let (mut more, mut just) = (0.0, 0.0);
        for (j, (weight, power)) in weights.iter().zip(&powers).enumerate() {
            let j = j as f64;
            more += weight * at_least;
            at_least += power / z / (self.shape + j);
            just += weight * self.masses(events, j, *power, z);
        }
        (more.min(1.0), just)
    }

    /// The probability of the k numbers of events that make so many purchases in phase `j`.
    fn masses(&self, events: f64, j: f64, power: f64, z: f64) -> f64 {
        let mut m = events - j;
        let mut mass = power / m;
        let mut masses = mass;
        for _ in 1..self.k {
            mass *= z * (self.shape + j + m) / (m + 1.0);
            m += 1.0;
            masses += mass;
        }
        masses
    }

    /// Writes the probabilities of [`Self::count`] of `from` ≥ 1 purchases, of one more, and so on: one
    /// incomplete beta function does for all.
    pub(super) fn counts(&self, from: u32, time: f64, out: &mut [f64]) {
        out.fill(0.0);
        let Some((last, before)) = out.split_last_mut().filter(|_| time > 0.0) else {
            return;
        };
        let (z, rest) = (time / (self.scale + time), self.scale / (self.scale + time));
        let most = f64::from(from) + before.len() as f64;
        let (at_least, just) = self.without_drop_out(most, time);
        *last = just;
        for (n, out) in (from..).zip(before) {
            let events = f64::from(n) * f64::from(self.k);
            let powers = self.powers(events, z, rest, time);
            for (j, (weight, power)) in self.phases.weights().iter().zip(&powers).enumerate() {
                *out += weight * self.masses(events, j as f64, *power, z);
            }
        }
        add_drop_out([self.a, self.tries], from, at_least, out);
    }

    /// z^c(1−z)^d/B(c, d) at c = `events`−j, d = s+j for each phase; from the last phase down,
    /// where z is small the largest comes first.
    fn powers(&self, events: f64, z: f64, rest: f64, time: f64) -> PerPhase {
        let mut powers = [0.0; _];
        let ratio = time / self.scale;
        let (ln_z, ln_rest) = (-log1p(self.scale / time), -log1p(ratio));
        let len = self.phases.weights().len();
        let mut above: Option<f64> = None;
        for (j, power) in powers.iter_mut().enumerate().take(len).rev() {
            let j = j as f64;
            let (c, d) = (events - j, self.shape + j);
            *power = match above {
                Some(above) => above * ratio * d / (c - 1.0),
                None => exp(BetaTerms::new(c, d).ln_at(z, rest, ln_z, ln_rest)),
            };
            above = Some(*power);
        }
        powers
    }
}

/// Returns the probability of so many events since the last purchase, and moves on to one more.
#[inline]
fn step(terms: &mut [f64], shape: f64, z: f64, events: f64) -> f64 {
    let up = z * (shape + events);
    let mut mass = 0.0;
    for (j, term) in terms.iter_mut().enumerate() {
        let own = events - j as f64;
        if own < 0.0 {
            break;
        }
        mass += *term;
        *term *= up / (own + 1.0);
    }
    mass
}
