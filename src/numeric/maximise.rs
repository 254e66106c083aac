//! Newton's method with a trust region, for the few parameters of a likelihood.

use crate::numeric::linear::Matrix;
use crate::numeric::tolerance::GRADIENT_NORM;
use crate::numeric::tolerance::NEWTON_GAIN;
use crate::numeric::tolerance::NEWTON_STEP;

/// No parameter moves by more than this in one step; on log parameters a factor of e².
const STEP_BOUND: f64 = 2.0;

/// The damping grows at most so often before the search counts as stuck.
const MAX_DAMPING: f64 = 1e12;

/// The value of a function with its first and second derivatives.
#[derive(Debug, Clone, PartialEq)]
pub struct Jet {
    /// The value.
    pub value: f64,
    /// The gradient.
    pub gradient: Vec<f64>,
    /// The Hessian.
    pub hessian: Matrix,
}

impl Jet {
    /// Returns the function so many times.
    #[must_use]
    pub fn times(mut self, factor: f64) -> Self {
        self.value *= factor;
        for slope in &mut self.gradient {
            *slope *= factor;
        }
        let size = self.hessian.size();
        for i in 0..size {
            for j in 0..size {
                self.hessian.set(i, j, self.hessian.at(i, j) * factor);
            }
        }
        self
    }
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A Newton step promises no more gain.
    Converged,
    /// A parameter stands at the edge of the box and the function still rises outwards.
    AtBound,
    /// The iterations ran out, or no step led upwards.
    Stopped,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Maximum {
    /// The best point.
    pub point: Vec<f64>,
    /// The function there.
    pub jet: Jet,
    /// How the search ended.
    pub ending: Ending,
    /// The number of evaluations of the function.
    pub iterations: u32,
    /// The largest derivative along a parameter that is free to move.
    pub gradient_norm: f64,
}

/// Where a search may go and when it stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// The smallest value of each parameter.
    pub low: f64,
    /// The largest value of each parameter.
    pub high: f64,
    /// The largest number of evaluations.
    pub max_iterations: u32,
    /// What the value is a sum over, such as a number of customers: the scale of the gradient.
    pub scale: f64,
}

/// Returns the maximum of `function` in a box, from `start`, by damped Newton steps.
///
/// The Hessian is made positive definite with a Levenberg term where it is not; a step that gains
/// less than promised raises the damping, one that keeps its promise lowers it.
///
/// # Example: a parabola takes one step
/// ```
/// use clientele::numeric::linear::Matrix;
/// use clientele::numeric::maximise::{Ending, Jet, Search, maximise};
/// let mut parabola = |x: &[f64]| {
///     let mut hessian = Matrix::zero(1);
///     hessian.add(0, 0, -2.0);
///     Jet { value: -(x[0] - 1.0) * (x[0] - 1.0), gradient: vec![-2.0 * (x[0] - 1.0)], hessian }
/// };
/// let search = Search { low: -9.0, high: 9.0, max_iterations: 20, scale: 1.0 };
/// let maximum = maximise(&mut parabola, &[0.0], &search);
/// assert_eq!(maximum.ending, Ending::Converged);
/// assert!((maximum.point[0] - 1.0).abs() < 1e-15);
/// ```
///
/// # References
/// Nocedal & Wright (2006), Numerical Optimization, algorithm 4.1 and §10.3 (Levenberg-Marquardt).
pub fn maximise(
    function: &mut dyn FnMut(&[f64]) -> Jet,
    start: &[f64],
    search: &Search,
) -> Maximum {
    let clamp = |x: f64| {
        if x < search.low {
            search.low
        } else if x > search.high {
            search.high
        } else {
            x
        }
    };
    let mut point: Vec<f64> = start.iter().map(|x| clamp(*x)).collect();
    let mut jet = function(&point);
    let mut iterations = 1;
    let mut damping = 0.0;
    let mut ending = Ending::Stopped;
    while iterations < search.max_iterations && jet.value.is_finite() {
        let mut pinned = pinned(&point, &jet.gradient, search);
        let Some((step, gain)) = step_inside(&jet, &point, &mut pinned, &mut damping, search)
        else {
            break;
        };
        let longest = step.iter().fold(0.0_f64, |longest, s| longest.max(s.abs()));
        let (shrink, held) = length_inside(&point, &step, (STEP_BOUND / longest).min(1.0), search);
        let floor = NEWTON_GAIN * jet.value.abs().max(1.0);
        if gain <= floor && longest <= NEWTON_STEP && damping <= 0.0 {
            ending = Ending::Converged;
            break;
        }
        let mut next = point.clone();
        for (x, s) in next.iter_mut().zip(&step) {
            *x = clamp(*x + shrink * s);
        }
        let candidate = function(&next);
        iterations += 1;
        let gained = candidate.value - jet.value;
        let promised = promised(&jet, &point, &next);
        // Below the rounding of the value the gain says nothing and the smaller gradient decides.
        let noise = 4.0 * f64::EPSILON * jet.value.abs();
        let better = gained > 0.1 * promised && gained > noise
            || gained >= -noise
                && promised <= noise * 16.0
                && norm(&candidate.gradient, &pinned) <= norm(&jet.gradient, &pinned);
        if candidate.value.is_finite() && better {
            let settled = longest <= NEWTON_STEP && promised <= noise;
            point = next;
            jet = candidate;
            damping = if damping < 1e-6 || gained > 0.75 * promised {
                0.0
            } else {
                damping * 0.2
            };
            if settled {
                ending = Ending::Converged;
                break;
            }
        } else if promised <= noise * 16.0 && !held {
            // What the edge leaves of a step may promise nothing far from any maximum: a shorter one tells.
            ending = Ending::Converged;
            break;
        } else {
            damping = if damping > 0.0 {
                damping * 8.0
            } else {
                initial_damping(&jet)
            };
            if damping > MAX_DAMPING * search.scale {
                break;
            }
        }
    }
    let pinned = pinned(&point, &jet.gradient, search);
    let gradient_norm = norm(&jet.gradient, &pinned);
    if ending == Ending::Stopped && gradient_norm <= GRADIENT_NORM * search.scale.max(1.0) {
        ending = Ending::Converged;
    }
    if pinned.contains(&true) {
        ending = Ending::AtBound;
    }
    Maximum {
        point,
        jet,
        ending,
        iterations,
        gradient_norm,
    }
}

/// Returns the Newton step of the parameters that are not `pinned`, and the gain that it promises. Those at the
/// edge that the step would take outwards, although the function rises inwards, are pinned for this step: what
/// the edge would leave of it may lead nowhere.
fn step_inside(
    jet: &Jet,
    point: &[f64],
    pinned: &mut [bool],
    damping: &mut f64,
    search: &Search,
) -> Option<(Vec<f64>, f64)> {
    loop {
        let (step, gain) = newton_step(jet, pinned, damping)?;
        let mut is_inside = true;
        for ((pin, x), s) in pinned.iter_mut().zip(point).zip(&step) {
            let outwards = (*x <= search.low && *s < 0.0) || (*x >= search.high && *s > 0.0);
            if outwards && !*pin {
                *pin = true;
                is_inside = false;
            }
        }
        if is_inside {
            return Some((step, gain));
        }
    }
}

/// Returns how much of a step is taken, at most `most`: as far as the edge, so that its direction stays. Also
/// whether the edge is what ends it.
fn length_inside(point: &[f64], step: &[f64], most: f64, search: &Search) -> (f64, bool) {
    let mut length = most;
    for (x, s) in point.iter().zip(step) {
        let room = if *s > 0.0 {
            search.high - x
        } else {
            search.low - x
        };
        if room.abs() < (length * s).abs() {
            length = room / s;
        }
    }
    (length, length < most)
}

/// Which parameters stand at the edge while the function rises outwards.
fn pinned(point: &[f64], gradient: &[f64], search: &Search) -> Vec<bool> {
    let named = point.iter().zip(gradient);
    named
        .map(|(x, g)| (*x <= search.low && *g <= 0.0) || (*x >= search.high && *g >= 0.0))
        .collect()
}

fn norm(gradient: &[f64], pinned: &[bool]) -> f64 {
    let free = gradient.iter().zip(pinned).filter(|(_, pin)| !**pin);
    free.fold(0.0, |norm: f64, (g, _)| norm.max(g.abs()))
}

fn initial_damping(jet: &Jet) -> f64 {
    let largest = (0..jet.hessian.size()).fold(0.0_f64, |largest, i| {
        largest.max(jet.hessian.at(i, i).abs())
    });
    (1e-3 * largest).max(1e-6)
}

/// Returns the damped Newton step of the parameters that are not `pinned`, and the gain that it
/// promises. `damping` grows until the Hessian is that of a hill.
pub(super) fn newton_step(
    jet: &Jet,
    pinned: &[bool],
    damping: &mut f64,
) -> Option<(Vec<f64>, f64)> {
    let size = jet.hessian.size();
    let mut curvature = Matrix::zero(size);
    let mut gradient = jet.gradient.clone();
    for (i, (g, pin_i)) in gradient.iter_mut().zip(pinned).enumerate() {
        for (j, pin_j) in pinned.iter().enumerate() {
            let free = !pin_i && !pin_j;
            let unit = f64::from(u8::from(i == j));
            curvature.set(i, j, if free { -jet.hessian.at(i, j) } else { unit });
        }
        if *pin_i {
            *g = 0.0;
        }
    }
    for _ in 0..60 {
        let mut damped = curvature.clone();
        for i in 0..size {
            damped.add(i, i, *damping);
        }
        if let Some(factor) = damped.cholesky() {
            let step = factor.solve(&gradient);
            let gain = 0.5 * step.iter().zip(&gradient).map(|(s, g)| s * g).sum::<f64>();
            return gain.is_finite().then_some((step, gain));
        }
        *damping = if *damping > 0.0 {
            *damping * 4.0
        } else {
            initial_damping(jet)
        };
    }
    None
}

/// The gain that the quadratic model promises for the step really taken.
fn promised(jet: &Jet, from: &[f64], to: &[f64]) -> f64 {
    let step: Vec<f64> = to.iter().zip(from).map(|(to, from)| to - from).collect();
    let bend = jet.hessian.times(&step);
    let terms = step.iter().zip(&jet.gradient).zip(&bend);
    terms.map(|((s, g), h)| s * (g + 0.5 * h)).sum()
}
