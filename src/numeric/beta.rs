//! The regularised incomplete beta function.

use crate::numeric::gamma::ln_beta;
use crate::numeric::gamma::log1p_minus;
use crate::numeric::gamma::stirling_remainder;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::quadrature::integrate_line;
use crate::numeric::tolerance::SERIES_TAIL;

/// From here on Stirling's series stands in for ln Γ.
const STIRLING: f64 = 12.0;

/// The continued fraction takes about the square root of its arguments in steps.
const MAX_STEPS: u32 = 100_000;

/// Below this a shape of a beta distribution leaves its two ends alone.
const ENDS: f64 = 1e-20;

/// From this b on, 1 − x of a small x no longer has the digits of x that the fraction needs.
const LARGE: f64 = 1e4;

/// Up to this x(a+b) the series takes over there: it needs about as many terms.
const MAX_SERIES: f64 = 1e5;

/// Sums above this are scaled down.
const HIGH: f64 = 1e200;

/// What is nothing beside 1: below half of its last bit.
const NOTHING: f64 = 1e-17;

/// Stands in for a probability of 0.
const NEXT_TO_ZERO: f64 = 1e-200;

/// xᵃ·yᵇ / B(a, b) for x + y = 1, as a function of x.
///
/// Where a and b are both large, xᵃ, yᵇ and B(a, b) are huge or tiny and their product is neither;
/// Stirling's formula cancels the large parts on paper.
///
/// # References
/// Loader (2000), Fast and accurate computation of binomial probabilities, eq. 3 (saddle point).
#[derive(Debug, Clone, Copy)]
pub(crate) struct BetaTerms {
    a: f64,
    b: f64,
    /// What does not depend on x.
    constant: f64,
    /// ln((a+b)/a) and ln((a+b)/b) where both are large.
    ln_means: Option<(f64, f64)>,
}

impl BetaTerms {
    pub(crate) fn new(a: f64, b: f64) -> Self {
        let (constant, ln_means) = if a < STIRLING || b < STIRLING {
            (-ln_beta(a, b), None)
        } else {
            let sum = a + b;
            let remainders =
                stirling_remainder(sum) - stirling_remainder(a) - stirling_remainder(b);
            let root = 0.5 * ln(a / sum * b / (2.0 * core::f64::consts::PI));
            // log1p: beside a million, the logarithm of the sum over it is tiny and needs its digits.
            (remainders + root, Some((log1p(b / a), log1p(a / b))))
        };
        Self {
            a,
            b,
            constant,
            ln_means,
        }
    }

    /// The logarithm at a probability: that of the density of its log-odds.
    pub(crate) fn ln_at_odds(&self, odds: &LogOdds) -> f64 {
        self.ln_at(odds.p, odds.q, odds.ln_p, odds.ln_q)
    }

    /// The logarithm at x; `ln_x` and `ln_y` are those of x and y = 1 − x.
    pub(crate) fn ln_at(&self, x: f64, y: f64, ln_x: f64, ln_y: f64) -> f64 {
        let (a, b) = (self.a, self.b);
        let Some((ln_mean_x, ln_mean_y)) = self.ln_means else {
            return a * ln_x + b * ln_y + self.constant;
        };
        let excess = x * b - y * a;
        let up = excess / a;
        let down = -excess / b;
        // a·ln(x(a+b)/a) + b·ln(y(a+b)/b); the linear parts of the two logarithms cancel near the
        // mode.
        let powers = if up > -0.4 && up < 0.6 && down > -0.4 && down < 0.6 {
            a * log1p_minus(up) + b * log1p_minus(down)
        } else {
            a * (ln_x + ln_mean_x) + b * (ln_y + ln_mean_y)
        };
        powers + self.constant
    }
}

/// Returns Iₓ(a, b) for a, b > 0 and x + y = 1, both given so that neither loses digits.
///
/// # Example: I of the uniform distribution is x itself
/// ```
/// use clientele::numeric::beta::regularised_incomplete_beta;
/// assert!((regularised_incomplete_beta(1.0, 1.0, 0.3, 0.7) - 0.3).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 8.17.22 (continued fraction), 8.17.4 (symmetry), 8.17.8 (series, for a large b); Lentz (1976) as modified by
/// Thompson & Barnett (1986) for the evaluation.
pub fn regularised_incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    // Near 1 the smaller of the two knows the logarithm of the larger better.
    let (ln_x, ln_y) = if x > 0.5 {
        (log1p(-y), ln(y))
    } else {
        (ln(x), log1p(-x))
    };
    let ln_terms = BetaTerms::new(a, b).ln_at(x, y, ln_x, ln_y);
    let terms = exp(ln_terms);
    if x * (a + b + 2.0) <= a + 1.0 {
        terms * fraction(a, b, x) / a
    } else if is_negligible(a, b, y, terms) {
        1.0
    } else if b > LARGE && x * (a + b) < MAX_SERIES {
        (series(a, b, x, ln_terms) / a).min(1.0)
    } else {
        1.0 - terms * fraction(b, a, y) / b
    }
}

/// Whether 1 − Iₓ(a, b) is nothing beside 1: it is `terms`/b·F(a+b, 1; b+1; y), whose terms fall at least like
/// a geometric series. The series of Iₓ itself would take millions of terms to get there.
fn is_negligible(a: f64, b: f64, y: f64, terms: f64) -> bool {
    let ratio = y * ((a + b) / (b + 1.0)).max(1.0);
    terms <= NOTHING * b * (1.0 - ratio)
}

/// e^`ln_terms`·F(a+b, 1; a+1; x): the series of Iₓ(a, b)·a, whose terms are all positive.
fn series(a: f64, b: f64, x: f64, ln_terms: f64) -> f64 {
    let (mut term, mut sum, mut ln_scale) = (1.0, 1.0, ln_terms);
    let mut n = 0.0;
    loop {
        let ratio = x * ((a + b + n) / (a + 1.0 + n));
        term *= ratio;
        sum += term;
        n += 1.0;
        if ratio < 1.0 && term * ratio <= SERIES_TAIL * sum * (1.0 - ratio) {
            return exp(ln_scale) * sum;
        }
        if sum > HIGH {
            (term, sum) = (term / HIGH, sum / HIGH);
            ln_scale += ln(HIGH);
        }
    }
}

/// The continued fraction of Iₓ(a, b)·a·B(a, b)/(xᵃ(1−x)ᵇ), for x below (a+1)/(a+b+2).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut numerator = 1.0;
    let mut denominator = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut value = denominator;
    for step in 1..=MAX_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        denominator = 1.0 / away(1.0 + even * denominator);
        numerator = away(1.0 + even / numerator);
        value *= numerator * denominator;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        denominator = 1.0 / away(1.0 + odd * denominator);
        numerator = away(1.0 + odd / numerator);
        let change = numerator * denominator;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Returns the mean of f(p, ln(1−p)) over p ~ Beta(a, b), for f ≥ 0 analytic in the log-odds of p.
///
/// `low` is the log-odds at or above which f changes; below that it is nearly constant.
///
/// The variable is the log-odds y of p, in which the ends of the interval are smooth.
pub(crate) fn mean_over_beta(a: f64, b: f64, low: f64, f: &dyn Fn(f64, f64) -> f64) -> f64 {
    if let Some(mean) = mean_over_ends(a, b, f) {
        return mean;
    }
    let terms = BetaTerms::new(a, b);
    let weighted = |y: f64| {
        let odds = LogOdds::new(y);
        f(odds.p, odds.ln_q) * exp(terms.ln_at_odds(&odds))
    };
    let centre = ln(a / b);
    integrate_line(
        weighted,
        centre.min(low),
        centre,
        log_odds_width(a, b).min(3.0),
    )
}

/// Where a or b is next to nothing the mean of f(p, ln(1−p)) over p ~ Beta(a, b) is that of p = 0 and
/// p = 1, with the probabilities b/(a+b) and a/(a+b): what is between them has a share of min(a, b) times a
/// logarithm. `f` is asked next to 0, where it may divide by p. Elsewhere nothing.
pub(crate) fn mean_over_ends(a: f64, b: f64, f: &dyn Fn(f64, f64) -> f64) -> Option<f64> {
    if a.min(b) >= ENDS {
        return None;
    }
    let above = 1.0 / (1.0 + b / a);
    let below = 1.0 / (1.0 + a / b);
    let part = |share: f64, p: f64, ln_q: f64| {
        if share > ENDS {
            share * f(p, ln_q)
        } else {
            0.0
        }
    };
    Some(part(below, NEXT_TO_ZERO, -NEXT_TO_ZERO) + part(above, 1.0, f64::NEG_INFINITY))
}

/// A probability p and q = 1 − p by the log-odds, neither of which loses digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogOdds {
    pub(crate) p: f64,
    pub(crate) q: f64,
    ln_p: f64,
    pub(crate) ln_q: f64,
}

impl LogOdds {
    pub(crate) fn new(y: f64) -> Self {
        let small = exp(-y.abs());
        let (ln_large, large) = (-log1p(small), 1.0 / (1.0 + small));
        let (ln_small, small) = (ln_large - y.abs(), small * large);
        let (p, q, ln_p, ln_q) = if y < 0.0 {
            (small, large, ln_small, ln_large)
        } else {
            (large, small, ln_large, ln_small)
        };
        Self { p, q, ln_p, ln_q }
    }
}

/// Returns the standard deviation of ln(p/(1−p)) of a Beta(a, b) variable, to first order.
pub(crate) fn log_odds_width(a: f64, b: f64) -> f64 {
    sqrt(1.0 / a + 1.0 / b)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::regularised_incomplete_beta;

    /// What is missing to 1 is 3.4e-354025 and 3.3e-178603 by mpmath: the series took ten million steps to a
    /// number that was 1e-8 off.
    #[test]
    fn far_above_the_mean_it_is_one() {
        for alpha in [0.0043939, 0.43939] {
            let (x, y) = (50.0 / (alpha + 50.0), alpha / (alpha + 50.0));
            assert_eq!(regularised_incomplete_beta(1024.0, 87_878.2, x, y), 1.0);
        }
    }

    /// From both sides of where what is missing to 1 no longer counts, about 8.5 deviations above the mean; 1e-12 is
    /// what the function promises.
    #[test]
    fn it_rises_to_one_without_a_step() {
        let mut before = 0.0;
        for i in 0..200 {
            let x = 0.25 + 0.0001 * f64::from(i);
            let value = regularised_incomplete_beta(20_000.0, 60_000.0, x, 1.0 - x);
            assert!(
                value >= before - 1e-12 && value <= 1.0,
                "{x}: {value} after {before}"
            );
            before = value;
        }
        assert_eq!(before, 1.0);
    }
}
