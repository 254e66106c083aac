//! What one who is alive will do, opportunity by opportunity.

use crate::btyd::geometric_lifetime::GeometricLifetime;
use crate::numeric::beta::BetaTerms;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::sum::CompensatedSum;
use crate::numeric::tolerance::SERIES_TAIL;
use crate::numeric::twofold::Twofold;
use crate::numeric::unit_series::unit_series;

/// So many opportunities are summed before the series of [`Alive::never`] is transformed: its
/// summands fall with at least this power from then on.
const FIRST: u32 = 32;

/// From here on a running product is brought back to the middle of the floats, by this power of two.
const LARGE: f64 = 1.3407807929942597e154;

/// A customer who is alive: p ~ Beta(`a`, `b`) at each opportunity, and a lifetime.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alive {
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) life: GeometricLifetime,
    /// a + b − δ, of parameters that share no history: its digits do not cancel.
    pub(super) gap: f64,
    /// γ + δ + 1 − b, likewise.
    pub(super) turn: f64,
}

/// The opportunities of one who has bought nothing yet: q is the probability of living through j of
/// them and letting all pass. It is a product of 4j numbers, whose rounding would add up over thousands
/// of opportunities: it is carried with twice the digits.
#[derive(Debug, Clone, Copy)]
struct Silence {
    j: f64,
    q: Twofold,
}

impl Silence {
    /// Before the first opportunity.
    fn start() -> Self {
        Self {
            j: 0.0,
            q: Twofold::new(1.0),
        }
    }

    /// q, below which is all that is still to come.
    fn left(&self) -> f64 {
        self.q.nearest()
    }
}

impl Alive {
    /// Returns the probabilities of a purchase and of death at the next opportunity, and moves on.
    #[inline]
    fn next(&self, silence: &mut Silence) -> (f64, f64) {
        let Silence { j, q } = *silence;
        let GeometricLifetime { gamma, delta } = self.life;
        let then = |shape: f64| Twofold::new(shape).plus(j);
        let alive = q.over(then(gamma).plus(delta));
        let lives = alive.times(then(delta)).over(then(self.a).plus(self.b));
        *silence = Silence {
            j: j + 1.0,
            q: lives.times(then(self.b)),
        };
        (lives.nearest() * self.a, alive.nearest() * gamma)
    }

    /// Returns the probability of a purchase within `time` opportunities: that the first one comes
    /// at the first, the second, … of them.
    pub(super) fn purchase(&self, time: f64) -> f64 {
        let mut sum = CompensatedSum::default();
        let mut silence = Silence::start();
        while silence.j < time && silence.left() > SERIES_TAIL * sum.total() {
            sum.add(self.next(&mut silence).0);
        }
        sum.total()
    }

    /// Returns the probability of no purchase within `time` opportunities.
    pub(super) fn idle(&self, time: f64) -> f64 {
        let purchase = self.purchase(time);
        if purchase < 0.5 {
            return 1.0 - purchase;
        }
        let mut sum = CompensatedSum::default();
        let mut silence = Silence::start();
        while silence.j < time && silence.left() > SERIES_TAIL * sum.total() {
            sum.add(self.next(&mut silence).1);
        }
        sum.total() + silence.left()
    }

    /// Returns the first opportunity by which a purchase has come with `probability`, infinite
    /// where that is none of the first `limit`.
    pub(super) fn time_until(&self, probability: f64, limit: f64) -> f64 {
        let mut sum = CompensatedSum::default();
        let mut silence = Silence::start();
        while sum.total() < probability {
            // What is still to come is below q.
            if silence.j >= limit || silence.left() <= SERIES_TAIL * probability {
                return f64::INFINITY;
            }
            sum.add(self.next(&mut silence).0);
        }
        silence.j
    }

    /// Returns the probability of death before another purchase.
    ///
    /// # Formula
    /// Σⱼ qⱼ·γ/(γ+δ+j) = γ/(γ+δ)·₃F₂(1, b, δ; a+b, γ+δ+1; 1), whose summands fall with the power
    /// a+γ+1 only. After the first ones, with b and δ counted on from there, it is
    /// ```text
    /// γ/(a+γ) · ₃F₂(1, a, a+b−δ; a+b, a+γ+1; 1)                       where a+b ≥ δ
    /// γ/(γ+δ)·(a+b−1)/(a+γ) · ₃F₂(1, γ+1, γ+δ+1−b; γ+δ+1, a+γ+1; 1)   where not
    /// ```
    /// whose summands are positive and fall with the powers γ+δ+1 and a+b.
    ///
    /// # References
    /// Bailey (1935), Generalized hypergeometric series, §3.2 (Thomae's and Kummer's relations of
    /// two ₃F₂ at 1); NIST DLMF 16.4.11.
    pub(super) fn never(&self) -> f64 {
        let mut sum = CompensatedSum::default();
        let mut silence = Silence::start();
        for _ in 0..FIRST {
            sum.add(self.next(&mut silence).1);
            if silence.left() <= SERIES_TAIL * sum.total() {
                return sum.total();
            }
        }
        let GeometricLifetime { gamma, delta } = self.life;
        let (a, b, delta) = (self.a, self.b + silence.j, delta + silence.j);
        let rest = if self.gap >= 0.0 {
            unit_series(a, gamma + 1.0, self.gap, delta)
        } else {
            let first = (a + b - 1.0) / (gamma + delta);
            first * unit_series(gamma + 1.0, a, self.turn, b)
        };
        sum.total() + silence.left() * gamma / (a + gamma) * rest
    }

    /// Returns the probability of exactly `n` > 0 purchases within `time` opportunities.
    ///
    /// # Formula
    /// Bb(n; m)·S(m) + Σⱼ Bb(n; j)·(S(j) − S(j+1)) over n ≤ j < m, where Bb(n; j) is the
    /// beta-binomial probability of n purchases in j opportunities: one dies after j of them.
    ///
    /// The ratio of a summand to the one before is rational; the largest one is evaluated by
    /// itself, so that nothing depends on summands too small for a float.
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 7.
    pub(super) fn count(&self, n: f64, time: f64) -> f64 {
        if n > time {
            return 0.0;
        }
        let GeometricLifetime { gamma, delta } = self.life;
        let (mut q, mut sum) = (1.0, 0.0);
        // The largest summand: where it is, and by how much the sum exceeds it.
        let (mut peak, mut largest) = (n, 0.0);
        let mut j = n;
        loop {
            let last = j >= time;
            let term = if last {
                q
            } else {
                q * (gamma / (gamma + delta + j))
            };
            sum += term;
            if term > largest {
                (peak, largest) = (j, term);
            }
            if last {
                break;
            }
            let lives = (delta + j) / (gamma + delta + j);
            let lets_pass = (self.b + (j - n)) / (self.a + self.b + j);
            q *= lives * lets_pass * ((j + 1.0) / (j + 1.0 - n));
            if q > LARGE {
                q /= LARGE;
                sum /= LARGE;
                largest /= LARGE;
            }
            j += 1.0;
        }
        let ends = if peak < time {
            self.life.ln_end(peak)
        } else {
            self.life.ln_survival(time)
        };
        exp(self.ln_beta_binomial(n, peak) + ends) * (sum / largest)
    }

    /// The logarithm of C(j, n)·B(a+n, b+j−n)/B(a, b).
    ///
    /// C(j, n) = 1/((j+1)·B(n+1, j−n+1)); each of the three beta functions is taken with the powers
    /// of (a+n)/(a+b+j) and its complement, which makes it the height of a density near its top.
    fn ln_beta_binomial(&self, n: f64, j: f64) -> f64 {
        let (hits, misses) = (self.a + n, self.b + (j - n));
        let all = self.a + self.b + j;
        let (x, y) = (hits / all, misses / all);
        // Next to 1 the complement knows the logarithm better.
        let ln_x = if x > 0.5 { log1p(-y) } else { ln(x) };
        let ln_y = if y > 0.5 { log1p(-x) } else { ln(y) };
        let terms = |a: f64, b: f64| BetaTerms::new(a, b).ln_at(x, y, ln_x, ln_y);
        let powers = terms(n + 1.0, j - n + 1.0) - terms(hits, misses) + terms(self.a, self.b);
        powers - ln((j + 1.0) * x * y)
    }
}
