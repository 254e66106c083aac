//! Integrals over the whole line of functions that decay at both ends.

use crate::numeric::math::exp;
use crate::numeric::tolerance::QUADRATURE_STEP;
use crate::numeric::tolerance::QUADRATURE_TAIL;

/// The step is halved at most so often: the last one is 2^-14 of the width at the centre.
const MAX_HALVINGS: u32 = 12;

/// A side that has not decayed after so many steps of the first grid does not decay.
const MAX_STEPS: u32 = 400;

/// Returns ∫ f(y) dy over the line, for an analytic f ≥ 0 with one bump and tails that are
/// exponential or thinner.
///
/// The variable is y = `centre` + `width`·sinh(u): the trapezoidal rule in u converges
/// exponentially, however slowly f decays. The step is halved until two sums agree, 12 times at
/// most. `low` is a point at or below the bump and `centre` one at or above it: the way to the left
/// does not end before `low`, that to the right ends where f has decayed. `width` is at most about
/// the width of the bump; the first grid has steps of `width`/4 at `centre`, which grow with the
/// distance from it, and a bump that falls between its points is not seen. Where f is not finite,
/// beyond the range of a float, it counts as 0.
///
/// # Example: the normal distribution
/// ```
/// use clientele::numeric::quadrature::integrate_line;
/// let area = integrate_line(|y| (-0.5 * y * y).exp(), 0.0, 0.0, 1.0);
/// assert!((area - std::f64::consts::TAU.sqrt()).abs() < 1e-14);
/// ```
///
/// # References
/// Takahasi & Mori (1974), Double exponential formulas for numerical integration.
pub fn integrate_line(f: impl Fn(f64) -> f64, low: f64, centre: f64, width: f64) -> f64 {
    // u at `low`: the grid must reach past it before the tail may be cut.
    let reach = ((low - centre) / width).min(0.0);
    let g = |u: f64| {
        let (up, down) = (exp(u), exp(-u));
        let y = centre + width * 0.5 * (up - down);
        f(y) * 0.5 * (up + down)
    };
    trapezoids(&g, 0.25, &|u| 0.5 * (exp(u) - exp(-u)) < reach) * width
}

/// Returns ∫ f(y) dy over the line, for an analytic f ≥ 0 with tails that fall like e^(−|y|/4) at
/// least and details that are about as fine far from the bump as near it, such as functions of a time in
/// y, its logarithm.
///
/// The grid is an even one: first of steps of ½ from `centre`, which are halved until two sums agree,
/// 12 times at most. The grid of [`integrate_line`] is coarse far from the bump, and would not see
/// what happens there. `low` is a point at or below the bump, `centre` one at or above it.
///
/// # Example: the gamma function, in the logarithm of its variable
/// ```
/// use clientele::numeric::quadrature::integrate_evenly;
/// let gamma = integrate_evenly(|y| (4.0 * y - y.exp()).exp(), 1.0, 1.5);
/// assert!((gamma - 6.0).abs() < 1e-13);
/// ```
///
/// # References
/// Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56(3).
pub fn integrate_evenly(f: impl Fn(f64) -> f64, low: f64, centre: f64) -> f64 {
    trapezoids(&|u| f(centre + u), 0.5, &|u| centre + u < low)
}

/// The trapezoidal rule over the line, with steps of `first` and less. To the left the grid goes on
/// until `past` says that it may end.
fn trapezoids(g: &dyn Fn(f64) -> f64, first: f64, past: &dyn Fn(f64) -> bool) -> f64 {
    let g = |u: f64| {
        let value = g(u);
        if value.is_finite() { value } else { 0.0 }
    };
    let mut total = g(0.0);
    let mut largest = total;
    let mut ends = [0_u32; 2];
    for (end, sign) in ends.iter_mut().zip([-1.0, 1.0]) {
        for step in 1..=MAX_STEPS {
            let u = sign * first * f64::from(step);
            let value = g(u);
            total += value;
            largest = largest.max(value);
            *end = step;
            if (sign > 0.0 || past(u)) && value <= QUADRATURE_TAIL * largest {
                break;
            }
        }
    }
    let mut step = first;
    let mut panels = ends;
    for _ in 0..MAX_HALVINGS {
        let mut middle = 0.0;
        for (count, sign) in panels.iter().zip([-1.0, 1.0]) {
            for k in 0..*count {
                middle += g(sign * step * (f64::from(k) + 0.5));
            }
        }
        let finer = total + middle;
        // Both are multiples of the integral: `total` by 1/step, `finer` by 2/step.
        let settled = (finer - 2.0 * total).abs() <= QUADRATURE_STEP * finer;
        total = finer;
        step *= 0.5;
        panels = panels.map(|count| count * 2);
        if settled {
            break;
        }
    }
    total * step
}
