//! How many opportunities one lives to see: a geometric lifetime, its rate beta distributed.

use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::LogOdds;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::quadrature::integrate_line;
use crate::numeric::tolerance::SERIES_TAIL;

/// Summands of a discounted sum before an integral takes over.
const SUMMANDS: u32 = 2048;

/// Stands in for 0 as γ − 1: far below what a float can tell from it, far above the smallest float.
const NEXT_TO_ZERO: f64 = 1e-100;

/// A lifetime that ends at each opportunity with probability θ ~ Beta(`gamma`, `delta`).
#[derive(Debug, Clone, Copy)]
pub(super) struct GeometricLifetime {
    pub(super) gamma: f64,
    pub(super) delta: f64,
}

/// What a purchase `t` opportunities from now is worth: wᵗ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Discount {
    /// −ln w.
    pub(super) rate: f64,
    /// w.
    pub(super) factor: f64,
    /// 1 − w, with all digits.
    pub(super) loss: f64,
}

impl Discount {
    /// Discounts continuously: w = e^(−rate).
    pub(super) fn continuous(rate: f64) -> Self {
        Self {
            rate,
            factor: exp(-rate),
            loss: -expm1(-rate),
        }
    }

    /// Discounts by a rate per opportunity: w = 1/(1+d).
    pub(super) fn per_opportunity(d: f64) -> Self {
        Self {
            rate: log1p(d),
            factor: 1.0 / (1.0 + d),
            loss: d / (1.0 + d),
        }
    }
}

impl GeometricLifetime {
    /// Returns the probability of living through `count` opportunities.
    ///
    /// # Formula
    /// S(m) = B(γ, δ+m)/B(γ, δ).
    pub(super) fn survival(self, count: f64) -> f64 {
        exp(self.ln_survival(count))
    }

    pub(super) fn ln_survival(self, count: f64) -> f64 {
        ln_gamma_cross(self.delta, self.gamma, count)
    }

    /// Returns S(1) + … + S(`count`).
    ///
    /// # Formula
    /// δ/(γ−1) · (1 − Γ(γ+δ)Γ(1+δ+m)/(Γ(γ+δ+m)Γ(1+δ))), to the last digits on both sides of γ = 1
    /// and at it, where it is δ·(ψ(1+δ+m) − ψ(1+δ)).
    pub(super) fn total(self, count: f64) -> f64 {
        let Self { gamma, delta } = self;
        if count <= 0.0 {
            return 0.0;
        }
        if gamma + delta < 1.0 {
            // Γ(γ+δ) is next to its pole: the first opportunity by itself.
            let later = Self {
                gamma,
                delta: delta + 1.0,
            };
            return delta / (gamma + delta) * (1.0 + later.total(count - 1.0));
        }
        let beyond = gamma - 1.0;
        let beyond = if beyond.abs() > 0.0 {
            beyond
        } else {
            NEXT_TO_ZERO
        };
        -expm1(ln_gamma_cross(1.0 + delta, beyond, count)) / beyond * delta
    }

    /// Returns S(1) + S(2) + …, infinite where it has no bound.
    pub(super) fn all(self) -> f64 {
        if self.gamma > 1.0 {
            self.delta / (self.gamma - 1.0)
        } else {
            f64::INFINITY
        }
    }

    /// Returns w·S(1) + w²·S(2) + … up to `horizon`, which may be infinite.
    ///
    /// # Formula
    /// δ/(γ+δ)·w·₂F₁(1, δ+1; γ+δ+1; w), summed, where there is no horizon. The series has
    /// some 37/(1−w) summands; where that is too many, the mean over θ of the geometric series takes
    /// over: with o = θ/(1−θ), E( w/(1 − w + o) · (1 − (w(1−θ))ʰ) ).
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 14; Fader & Hardie (2010), eq. 6.
    pub(super) fn discounted(self, discount: Discount, horizon: f64) -> f64 {
        if discount.rate <= 0.0 {
            return if horizon < f64::INFINITY {
                self.total(horizon)
            } else {
                self.all()
            };
        }
        let (mut sum, mut term) = (0.0, 1.0);
        for step in 0..SUMMANDS {
            let m = f64::from(step);
            if m >= horizon {
                return sum;
            }
            term *= (self.delta + m) / (self.gamma + self.delta + m) * discount.factor;
            sum += term;
            if term <= SERIES_TAIL * sum * discount.loss {
                return sum;
            }
        }
        self.discounted_integral(discount, horizon)
    }

    /// The integral form of [`Self::discounted`], in y = ln o.
    pub(super) fn discounted_integral(self, discount: Discount, horizon: f64) -> f64 {
        let Self { gamma, delta } = self;
        let Discount { rate, factor, loss } = discount;
        let terms = BetaTerms::new(gamma, delta);
        let f = |y: f64| {
            let odds = LogOdds::new(y);
            let sum = factor / (loss + exp(y));
            let ended = if horizon < f64::INFINITY {
                -expm1(horizon * (odds.ln_q - rate))
            } else {
                1.0
            };
            exp(terms.ln_at_odds(&odds)) * sum * ended
        };
        let (centre, width) = self.peak(loss);
        integrate_line(f, centre - width, centre, width)
    }

    /// Where the integrand without a horizon is largest, and how wide it is, at most 1.
    ///
    /// Its logarithm has the slope γ − o/(1−w+o) − (γ+δ)θ, which falls.
    fn peak(self, loss: f64) -> (f64, f64) {
        let (mut low, mut high) = (-750.0_f64, 750.0_f64);
        let (mut centre, mut bend) = (0.0, 1.0);
        for _ in 0..60 {
            centre = 0.5 * (low + high);
            let odds = exp(centre);
            let share = 1.0 / (1.0 + exp(-centre));
            let near = 1.0 / (1.0 + loss / odds);
            bend = near * (1.0 - near) + (self.gamma + self.delta) * share * (1.0 - share);
            if self.gamma - near - (self.gamma + self.delta) * share > 0.0 {
                low = centre;
            } else {
                high = centre;
            }
        }
        (centre, (1.0 / sqrt(bend.max(1e-300))).min(1.0))
    }

    /// Returns the logarithm of the probability that it ends at opportunity `count` + 1.
    pub(super) fn ln_end(self, count: f64) -> f64 {
        let rest = ln(self.gamma / (self.gamma + self.delta + count));
        self.ln_survival(count) + rest
    }
}
