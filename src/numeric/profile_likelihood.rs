//! How a log-likelihood falls to either side of its maximum as one parameter moves and the others
//! follow.

use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::maximise::Jet;
use crate::numeric::maximise::newton_step;

/// The signed root that a curve is measured at: a little beyond the ends of a 90 % interval (1.645), which
/// is what is asked for unless told, on the way to those of a 95 % one (1.960). Our own choice.
const TARGET: f64 = 1.68;

/// A node whose root is within these multiples of [`TARGET`] is near enough: where the likelihood levels
/// off, what lies between is read from a slope that may be far too small.
const NEAR: core::ops::RangeInclusive<f64> = 0.955..=1.035;

/// So many nodes are tried on a side; one or two where the likelihood is near a parabola.
const TRIES: u32 = 10;

/// The others are at their best where one more Newton step gains at most so much; the fall to the
/// target is 1.41.
const SETTLED: f64 = 0.03;

/// A curve is read up to so many times the root of its node. Our own choice: the ends of 99 %
/// intervals (2.576) are from most nodes.
const READ: f64 = 1.5;

/// No node is further from the maximum than this; on log parameters a factor of e⁸. Our own choice.
pub const FARTHEST: f64 = 8.0;

/// A monotone cubic has no slope above so many times that of its chord (Fritsch & Carlson 1980).
const STEEPEST: f64 = 3.0;

/// A point of a profile log-likelihood ℓₚ on one side of the maximum ℓ̂ at ψ̂.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProfileNode {
    /// |ψ − ψ̂| in standard errors of ψ, above 0.
    pub distance: f64,
    /// The root √(2(ℓ̂ − ℓₚ(ψ))), above 0; for a parabola it is the distance.
    pub root: f64,
    /// The derivative of the distance by the root, above 0; 1 for a parabola.
    pub slope: f64,
}

impl ProfileNode {
    /// Returns whether the node is near enough to `root` to tell where that is: not where the
    /// likelihood levels off before.
    pub fn reaches(&self, root: f64) -> bool {
        root <= READ * self.root
    }

    /// Returns the distance at which the root is `root`.
    ///
    /// A cubic between the maximum and the node that keeps the slopes of both, as far as it still
    /// rises with them; a straight line beyond.
    fn distance_of(&self, root: f64) -> f64 {
        let chord = self.distance / self.root;
        let steepest = STEEPEST * chord;
        let (first, last) = (steepest.min(1.0), self.slope.min(steepest));
        let t = root / self.root;
        if t >= 1.0 {
            return self.distance + last * (root - self.root);
        }
        let rest = 1.0 - t;
        let ends = first * rest * rest - last * t * rest;
        root * ends + self.distance * t * t * (3.0 - 2.0 * t)
    }
}

/// How a profile log-likelihood falls on both sides of its maximum; a side without a node is taken
/// for a parabola.
///
/// The likelihood-ratio interval of a parameter at level p holds the values whose root is at most
/// the normal quantile z of ½ + p/2. That of a parabola is the estimate ± z standard errors.
///
/// # Example: the rate behind ten events
/// ```
/// use clientele::numeric::linear::Matrix;
/// use clientele::numeric::maximise::Jet;
/// use clientele::numeric::profile_likelihood::profile_curves;
/// // ln of the Poisson likelihood by θ = ln λ: 10θ − e^θ, with its maximum at ln 10.
/// let mut poisson = |point: &[f64]| {
///     let rate = point[0].exp();
///     let mut hessian = Matrix::zero(1);
///     hessian.set(0, 0, -rate);
///     Jet { value: 10.0 * point[0] - rate, gradient: vec![10.0 - rate], hessian }
/// };
/// let curves = profile_curves(&mut poisson, &[10f64.ln()]).unwrap();
/// let error = 0.1f64.sqrt();
/// let lower = 10.0 * (-error * curves[0].below(1.645)).exp();
/// let upper = 10.0 * (error * curves[0].above(1.645)).exp();
/// // Where 2(10 ln(10/λ) − 10 + λ) = 1.645²; 5.94 and 16.8 by the standard error alone.
/// assert!((lower - 5.658).abs() < 0.001 && (upper - 16.140).abs() < 0.001);
/// ```
///
/// # References
/// Venzon & Moolgavkar (1988), A method for computing profile-likelihood-based confidence
/// intervals, Applied Statistics 37(1); Bates & Watts (1988), Nonlinear Regression Analysis and Its
/// Applications, §6.1, the profile t function and its interpolation.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProfileCurve {
    /// The node below the estimate.
    pub below: Option<ProfileNode>,
    /// The node above the estimate.
    pub above: Option<ProfileNode>,
}

impl ProfileCurve {
    /// Returns how many standard errors below the estimate the root is `root`, a number from 0.
    pub fn below(&self, root: f64) -> f64 {
        self.below.map_or(root, |node| node.distance_of(root))
    }

    /// Returns how many standard errors above the estimate the root is `root`, a number from 0.
    pub fn above(&self, root: f64) -> f64 {
        self.above.map_or(root, |node| node.distance_of(root))
    }
}

/// Returns the curve of each parameter at the maximum of a log-likelihood; nothing where the
/// information cannot be inverted.
///
/// Along the way that the others take to first order, one evaluation on each side and one Newton
/// step of the others from there; up to nine more where the likelihood is far from a parabola. What
/// is left of the gradient at `maximum` is taken away: so a share of the data, whose maximum is
/// elsewhere, shows the shape as well.
pub fn profile_curves(
    function: &mut dyn FnMut(&[f64]) -> Jet,
    maximum: &[f64],
) -> Option<Vec<ProfileCurve>> {
    let top = function(maximum);
    let size = maximum.len();
    let mut information = Matrix::zero(size);
    for (i, row) in top.hessian.rows().enumerate() {
        for (j, bend) in row.iter().enumerate() {
            information.set(i, j, -bend);
        }
    }
    let covariance = information.cholesky()?.inverse();
    let mut fall = |point: &[f64]| {
        let mut jet = function(point);
        jet.value -= top.value;
        let moved = point.iter().zip(maximum).map(|(x, from)| x - from);
        for ((slope, tilt), step) in jet.gradient.iter_mut().zip(&top.gradient).zip(moved) {
            *slope -= tilt;
            jet.value -= tilt * step;
        }
        jet
    };
    let curves = covariance.rows().enumerate().map(|(place, row)| {
        let error = sqrt(covariance.at(place, place));
        let mut side = |sign: f64| {
            let direction = row.iter().map(|c| sign * c / error).collect();
            Path {
                maximum,
                place,
                error,
                direction,
            }
            .node(&mut fall)
        };
        ProfileCurve {
            below: side(-1.0),
            above: side(1.0),
        }
    });
    Some(curves.collect())
}

/// The way of all parameters as one of them moves to one side.
struct Path<'a> {
    maximum: &'a [f64],
    /// Which parameter moves.
    place: usize,
    /// Its standard error.
    error: f64,
    /// What each parameter moves by, per standard error of the one that moves, to first order.
    direction: Vec<f64>,
}

impl Path<'_> {
    fn node(&self, fall: &mut dyn FnMut(&[f64]) -> Jet) -> Option<ProfileNode> {
        let farthest = FARTHEST / self.error;
        let mut distance = TARGET.min(farthest);
        // What the others bend away from the direction, per squared distance.
        let mut bend = vec![0.0; self.direction.len()];
        let mut found = None;
        for _ in 0..TRIES {
            let ways = self.maximum.iter().zip(&self.direction).zip(&bend);
            let point: Vec<f64> = ways
                .map(|((x, first), second)| x + distance * (first + distance * second))
                .collect();
            let Some(Measured { node, step, gain }) = self.measure(&fall(&point), distance) else {
                distance *= 0.5;
                continue;
            };
            if gain <= SETTLED {
                found = Some(node);
                let missed = node.root / TARGET;
                let at_edge = distance >= farthest && missed < 1.0;
                if NEAR.contains(&missed) || at_edge {
                    break;
                }
            }
            for (second, step) in bend.iter_mut().zip(step) {
                *second += step / (distance * distance);
            }
            distance = node.distance_of(TARGET).min(farthest);
        }
        found
    }

    /// What a point says of the profile after one Newton step of the others; nothing where the
    /// likelihood there is no hill.
    fn measure(&self, jet: &Jet, distance: f64) -> Option<Measured> {
        let fixed: Vec<bool> = (0..self.direction.len()).map(|i| i == self.place).collect();
        let mut damping = 0.0;
        let (step, gain) = newton_step(jet, &fixed, &mut damping)?;
        let root = sqrt(-2.0 * (jet.value + gain));
        let moved = jet.hessian.times(&step);
        let by_place = jet.gradient.get(self.place)? + moved.get(self.place)?;
        let sign = self.direction.get(self.place)?.signum();
        // ½·root² falls as ℓₚ does: d(root) = −ℓₚ′·dψ/root.
        let slope = -root / (sign * by_place * self.error);
        let node = ProfileNode {
            distance,
            root,
            slope,
        };
        let usable = damping <= 0.0 && [root, slope].iter().all(|x| x.is_finite() && *x > 0.0);
        usable.then_some(Measured { node, step, gain })
    }
}

/// What a point says of the profile.
struct Measured {
    /// After one Newton step of the others.
    node: ProfileNode,
    /// That step.
    step: Vec<f64>,
    /// What it gains.
    gain: f64,
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]
mod tests {
    use super::*;
    use crate::numeric::math::exp;
    use crate::numeric::math::ln;
    use crate::numeric::math::log1p;
    use proptest::prelude::*;

    /// The normal quantiles of 90, 95 and 99 %.
    const ROOTS: [f64; 3] = [1.644854, 1.959964, 2.575829];

    #[test]
    fn the_curve_of_a_parabola_is_straight() {
        // −½(x² + xy + 2y²), with a tilt that belongs to no maximum.
        let mut parabola = |point: &[f64]| {
            let [x, y] = [point[0], point[1]];
            let mut hessian = Matrix::zero(2);
            hessian.add(0, 0, -1.0);
            hessian.add_symmetric(0, 1, -0.5);
            hessian.add(1, 1, -2.0);
            Jet {
                value: 3.0 * x - 0.5 * (x * x + x * y + 2.0 * y * y),
                gradient: vec![3.0 - x - 0.5 * y, -0.5 * x - 2.0 * y],
                hessian,
            }
        };
        for curve in profile_curves(&mut parabola, &[0.0, 0.0]).unwrap() {
            for root in ROOTS {
                assert!((curve.below(root) - root).abs() < 1e-14);
                assert!((curve.above(root) - root).abs() < 1e-14);
            }
        }
    }

    /// The log-likelihood of `n` normal numbers of mean 0 and mean square 1, by μ and ln σ.
    fn normal_sample(n: f64) -> impl Fn(&[f64]) -> Jet {
        move |point| {
            let [mean, ln_spread] = [point[0], point[1]];
            let precision = exp(-2.0 * ln_spread);
            let squares = n * (1.0 + mean * mean) * precision;
            let mut hessian = Matrix::zero(2);
            hessian.add(0, 0, -n * precision);
            hessian.add_symmetric(0, 1, 2.0 * n * mean * precision);
            hessian.add(1, 1, -2.0 * squares);
            Jet {
                value: -n * ln_spread - 0.5 * squares,
                gradient: vec![-n * mean * precision, squares - n],
                hessian,
            }
        }
    }

    #[test]
    fn the_mean_of_a_normal_sample_has_its_known_profile() {
        // With σ² = 1 + μ² where μ is fixed, ℓ̂ − ℓₚ = ½n·ln(1 + μ²): the likelihood-ratio form of
        // Student's t. The standard error of the estimate is 1/√n.
        let n = 20.0;
        let curves = profile_curves(&mut normal_sample(n), &[0.0, 0.0]).unwrap();
        for root in [0.5, 1.0, 1.644854, 1.959964] {
            let exact = sqrt(n * crate::numeric::math::expm1(root * root / n));
            assert!((curves[0].above(root) - exact).abs() < 0.01 * exact);
            assert!((curves[0].above(root) - curves[0].below(root)).abs() < 1e-14);
        }
    }

    #[test]
    fn the_spread_of_a_normal_sample_has_its_known_profile() {
        // μ stays where it is: ℓ̂ − ℓₚ = n(ln σ + ½(σ⁻² − 1)). The standard error of ln σ is 1/√(2n).
        let n = 8.0;
        let curves = profile_curves(&mut normal_sample(n), &[0.0, 0.0]).unwrap();
        let root_at =
            |ln_spread: f64| sqrt(2.0 * n * (ln_spread + 0.5 * (exp(-2.0 * ln_spread) - 1.0)));
        for root in [0.5, 1.0, 1.644854, 1.959964] {
            let error = sqrt(0.5 / n);
            let (below, above) = (curves[1].below(root), curves[1].above(root));
            assert!((root_at(-below * error) - root).abs() < 0.01 * root);
            assert!((root_at(above * error) - root).abs() < 0.01 * root);
            assert!(below < root && root < above);
        }
    }

    proptest! {
        #[test]
        fn the_likelihood_of_a_rate_falls_to_the_root_at_the_end(
            events in 3.0..3000.0_f64,
            place in 0_usize..3,
        ) {
            // ln of the Poisson likelihood by θ = ln λ, with its maximum at ln n.
            let mut poisson = |point: &[f64]| {
                let rate = exp(point[0]);
                let mut hessian = Matrix::zero(1);
                hessian.set(0, 0, -rate);
                Jet {
                    value: events * point[0] - rate,
                    gradient: vec![events - rate],
                    hessian,
                }
            };
            let curve = profile_curves(&mut poisson, &[ln(events)]).unwrap()[0];
            let error = 1.0 / sqrt(events);
            // 2(ℓ̂ − ℓ) = 2n(e^δ − 1 − δ), by the definition.
            let fall = |step: f64| 2.0 * events * (crate::numeric::math::expm1(step) - step);
            let root = ROOTS[place];
            let (below, above) = (error * curve.below(root), error * curve.above(root));
            prop_assert!(below > above && above > 0.0);
            for found in [fall(-below), fall(above)] {
                prop_assert!((sqrt(found) - root).abs() < 0.05 * root, "{}", sqrt(found));
            }
        }
    }

    #[test]
    fn a_likelihood_that_stops_falling_keeps_a_rising_curve() {
        // −2·ln(1 + x²/4), whose tails are flatter than any parabola; the maximum is at 0.
        let mut flat = |point: &[f64]| {
            let x = point[0];
            let share = 1.0 / (1.0 + 0.25 * x * x);
            let mut hessian = Matrix::zero(1);
            hessian.add(0, 0, -share + 0.5 * x * x * share * share);
            Jet {
                value: -2.0 * log1p(0.25 * x * x),
                gradient: vec![-x * share],
                hessian,
            }
        };
        let curve = profile_curves(&mut flat, &[0.0]).unwrap()[0];
        let mut before = 0.0;
        for step in 1..60 {
            let root = 0.1 * f64::from(step);
            let distance = curve.above(root);
            assert!(distance > before && distance.is_finite());
            before = distance;
        }
        // 2·2·ln(1 + x²/4) = 1.645².
        let exact = 2.0 * sqrt(crate::numeric::math::expm1(1.644854 * 1.644854 / 4.0));
        assert!((curve.above(1.644854) - exact).abs() < 0.02 * exact);
    }

    #[test]
    fn a_side_without_a_hill_is_taken_for_a_parabola() {
        // A hill only where x is at most 0.
        let mut cliff = |point: &[f64]| {
            let x = point[0];
            let mut hessian = Matrix::zero(1);
            hessian.add(0, 0, -1.0);
            Jet {
                value: if x > 0.0 { f64::NAN } else { -0.5 * x * x },
                gradient: vec![-x],
                hessian,
            }
        };
        let curve = profile_curves(&mut cliff, &[0.0]).unwrap()[0];
        assert_eq!(curve.above, None);
        assert!(curve.below.is_some());
        assert!((curve.above(1.5) - 1.5).abs() < 1e-15);
    }

    #[test]
    fn no_curve_without_information() {
        let mut plain = |_: &[f64]| Jet {
            value: ln(2.0),
            gradient: vec![0.0],
            hessian: Matrix::zero(1),
        };
        assert_eq!(profile_curves(&mut plain, &[0.0]), None);
    }
}
