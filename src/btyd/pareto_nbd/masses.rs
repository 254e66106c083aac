//! The distribution of the number of purchases of a customer who is alive, many numbers at a time.

use crate::btyd::pareto_nbd::alive::Alive;
use crate::btyd::pareto_nbd::count::counts;
use crate::numeric::beta::LogOdds;
use crate::numeric::gamma::ln_beta;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::negative_binomial::add_negative_binomial;
use crate::numeric::panels::SIXTEEN;
use crate::numeric::quad::Quad;
use crate::numeric::quad::exp_of_four;
use crate::numeric::quad::log1p_of_four;

/// What no sum of probabilities can tell from 0.
const NEGLIGIBLE: f64 = 1e-18;

/// A probability below e to the minus this is [`NEGLIGIBLE`].
const LN_NEGLIGIBLE: f64 = 42.0;

/// From here on a probability may be 0 for want of floats, and the next ones with it.
const LN_LEAST: f64 = 600.0;

/// A panel of 16 points is no longer than so many standard deviations of the logarithm of the time after
/// which the number of purchases is as it is: the rule then misses a normal curve by 1e-14.
const DEVIATIONS: f64 = 4.0;

/// Over a panel the logarithm of the density of the time of leaving changes by no more than this.
const STEEP: f64 = 10.0;

/// The longest panel: the poles of the integrand lie at ±iπ.
const LONGEST: f64 = 2.0;

/// To the left of this the poles are far, and what is left is an exponential.
const FAR_LEFT: f64 = -4.0;

/// The longest panel there.
const LONGEST_LEFT: f64 = 4.0;

/// For a larger shape the panels are too many.
const MAX_SHAPE: f64 = 1e6;

/// Writes the probabilities of `from` ≥ 1 purchases within `time`, of one more, and so on, to 1e-12.
///
/// The integral of [`counts`] at nodes that all numbers share. Since nothing asks for the digits of what
/// is improbable, a panel is as long as the numbers that are probable there allow, whatever their size.
///
/// # Formula
/// As `count`. At y = ln(u/α) the number of purchases has the variance r·e^y(1+e^y), and ln NB(n; y) the
/// slope (n − r·e^y)/(1+e^y): over the numbers it spreads by √(r/(1+e^(−y))).
pub(super) fn masses(alive: &Alive, from: u32, time: f64, out: &mut [f64]) {
    let (r, s) = (alive.shape, alive.drop_shape);
    if r > MAX_SHAPE {
        return counts(alive, from, time, out);
    }
    out.fill(0.0);
    if time <= 0.0 {
        return;
    }
    let ratio = alive.scale / alive.drop_scale;
    let last = ln(time / alive.scale);
    let stays = exp(-s * log1p(time / alive.drop_scale));
    add_negative_binomial(r, &LogOdds::new(last), from, stays, out);
    let factors: Vec<f64> = (0..out.len())
        .map(|i| (r + f64::from(from) + i as f64) / (f64::from(from) + i as f64 + 1.0))
        .collect();
    let nodes = Nodes {
        alive,
        ratio,
        ln_height: ln(s * ratio),
        from,
        ln_first: -ln_beta(f64::from(from), r) - ln(f64::from(from)),
        factors: &factors,
    };
    // Later nearly all have left; before, nearly nobody has both bought and left.
    let gone = ln(expm1(LN_NEGLIGIBLE / s) / ratio);
    let start = 0.5 * (ln(NEGLIGIBLE / r) - nodes.ln_height);
    let mut right = last.min(gone);
    while right > start {
        let bought = sqrt(r / (1.0 + exp(-right)));
        let leaving = 1.0 + (s + 1.0) / (1.0 + exp(-right) / ratio);
        let longest = if right < FAR_LEFT {
            LONGEST_LEFT
        } else {
            LONGEST
        };
        let length = longest.min(DEVIATIONS / bought).min(STEEP / leaving);
        nodes.add(right, length, out);
        right -= length;
    }
}

/// What the nodes of all panels share.
struct Nodes<'a> {
    alive: &'a Alive,
    /// α/β.
    ratio: f64,
    /// ln(s·α/β).
    ln_height: f64,
    from: u32,
    /// ln Γ(r+n)/(Γ(r)·n!) of the first n.
    ln_first: f64,
    /// From each n to the next, but for u/(α+u).
    factors: &'a [f64],
}

impl Nodes<'_> {
    /// Adds the integrals over the panel of `length` that ends at `right`.
    fn add(&self, right: f64, length: f64, out: &mut [f64]) {
        let (r, s, first) = (
            self.alive.shape,
            self.alive.drop_shape,
            f64::from(self.from),
        );
        // Of the first number at the end of the panel, the logarithm of the probability and the mean.
        let (end, mean) = (log1p(exp(right)), r * exp(right));
        let ln_start = self.ln_first - r * end + first * (right - end);
        if first < mean && ln_start < -LN_LEAST {
            return self.add_one_by_one(right, length, out);
        }
        if first > mean && ln_start < -LN_NEGLIGIBLE {
            return;
        }
        let (half, splat) = (0.5 * length, Quad::splat);
        let (one, middle) = (splat(1.0), splat(right - half));
        let [near, far] = NODES.map(|(nodes, weights)| (Quad::new(nodes), Quad::new(weights)));
        let mut masses = [one; 4];
        let mut shares = [one; 4];
        let places = [near.0, -near.0, far.0, -far.0];
        let weights = [near.1, near.1, far.1, far.1];
        let each = masses.iter_mut().zip(&mut shares);
        for ((mass, share), (node, weight)) in each.zip(places.into_iter().zip(weights)) {
            let y = middle + splat(half) * node;
            let grown = exp_of_four(y);
            let log = log1p_of_four(grown);
            let left = log1p_of_four(splat(self.ratio) * grown);
            let height = splat(self.ln_first + self.ln_height) - splat(r + first) * log
                + splat(first + 1.0) * y
                - splat(s + 1.0) * left;
            *mass = splat(half) * weight * exp_of_four(height);
            *share = grown / (one + grown);
        }
        let [mut a, mut b, mut c, mut d] = masses;
        let [p, q, v, w] = shares;
        let mut n = first;
        for (out, factor) in out.iter_mut().zip(self.factors) {
            let [one, two, three, four] = ((a + b) + (c + d)).numbers();
            let mass = (one + two) + (three + four);
            *out += mass;
            if mass < NEGLIGIBLE && n > mean {
                return;
            }
            let factor = splat(*factor);
            (a, b) = (a * (factor * p), b * (factor * q));
            (c, d) = (c * (factor * v), d * (factor * w));
            n += 1.0;
        }
    }

    /// [`Self::add`] where the first number is so improbable that the next cannot follow from it.
    #[cold]
    fn add_one_by_one(&self, right: f64, length: f64, out: &mut [f64]) {
        let half = 0.5 * length;
        for (node, weight) in SIXTEEN {
            for y in [right - half + half * node, right - half - half * node] {
                let left = log1p(self.ratio * exp(y));
                let height = exp(self.ln_height + y - (self.alive.drop_shape + 1.0) * left);
                let odds = LogOdds::new(y);
                let weight = half * weight * height;
                add_negative_binomial(self.alive.shape, &odds, self.from, weight, out);
            }
        }
    }
}

/// The nodes and weights of the rule of 16 points to the right of its middle, in fours.
const NODES: [([f64; 4], [f64; 4]); 2] = {
    let [a, b, c, d, e, f, g, h] = SIXTEEN;
    [
        ([a.0, b.0, c.0, d.0], [a.1, b.1, c.1, d.1]),
        ([e.0, f.0, g.0, h.0], [e.1, f.1, g.1, h.1]),
    ]
};
