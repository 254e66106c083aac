//! Integrals of functions whose logarithm is concave, panel by panel.

use crate::numeric::math::exp;

/// Positive nodes and weights of the Gauss-Legendre rules of 8 and 16 points.
///
/// Abramowitz & Stegun (1964), table 25.4; computed anew from the Legendre polynomials.
const EIGHT: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_27),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
];
pub(crate) const SIXTEEN: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_74),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
];

/// The logarithm changes by no more than this over a panel of 16 points: the error of the rule for
/// an exponential is then 1e-26.
const STEEP: f64 = 8.0;

/// Up to this change, and up to length 1, 8 points have an error of 1e-18.
const GENTLE: f64 = 2.0;

/// e to minus this power of the highest value is nothing beside the integral.
const DROP: f64 = 45.0;

/// No integral of the crate takes more panels.
const MAX_PANELS: u32 = 10_000;

/// A panel is halved at most so often; then the function is as steep as a wall.
const MAX_HALVINGS: u32 = 200;

/// Cuts the way from `from` to `to` into panels and visits the nodes of a Gauss-Legendre rule in
/// each: Σ weight·f(y) over the visits (y, weight) is |∫ f|, where f = exp(`height`) and f times
/// anything that changes slowly beside it.
///
/// `height` is concave, and from `from` on it falls or rises by little; where it has fallen so far
/// that the rest is nothing the visits end, so that `to` may be infinite. `first` is the length of
/// the first panel, `cap` the longest one that f allows where a panel starts: about the distance to
/// the nearest singularity in the complex plane.
///
/// # Example: the exponential distribution
/// ```
/// use clientele::numeric::panels::march;
/// let mut area = 0.0;
/// let visit = &mut |y: f64, weight: f64| area += weight * (-y).exp();
/// march(&|y| -y, 0.0, f64::INFINITY, 1.0, &|_| f64::INFINITY, visit);
/// assert!((area - 1.0).abs() < 1e-15);
/// ```
///
/// # References
/// Davis & Rabinowitz (1984), Methods of Numerical Integration, §2.7 and §6.1.
pub fn march(
    height: &dyn Fn(f64) -> f64,
    from: f64,
    to: f64,
    first: f64,
    cap: &dyn Fn(f64) -> f64,
    visit: &mut dyn FnMut(f64, f64),
) {
    let direction = if to < from { -1.0 } else { 1.0 };
    let (mut start, mut at_start) = (from, height(from));
    let mut highest = at_start;
    let mut length = first;
    for _ in 0..MAX_PANELS {
        let rest = (to - start) * direction;
        if rest <= 0.0 {
            return;
        }
        length = length.min(cap(start)).min(rest);
        let mut end = start + direction * length;
        let mut at_end = height(end);
        for _ in 0..MAX_HALVINGS {
            if (at_end - at_start).abs() <= STEEP {
                break;
            }
            length *= 0.5;
            end = start + direction * length;
            at_end = height(end);
        }
        let change = (at_end - at_start).abs();
        let middle = start + direction * (0.5 * length);
        let rule: &[(f64, f64)] = if change <= GENTLE && length <= 1.0 {
            &EIGHT
        } else {
            &SIXTEEN
        };
        for (node, weight) in rule {
            let (away, weight) = (0.5 * length * node, 0.5 * length * weight);
            visit(middle - away, weight);
            visit(middle + away, weight);
        }
        let falling = at_end < at_start;
        let last = length >= rest;
        (start, at_start) = (end, at_end);
        highest = highest.max(at_end);
        if last || falling && at_end < highest - DROP || at_end.is_nan() {
            return;
        }
        if change < 0.5 * STEEP {
            length *= 2.0;
        }
    }
}

/// Returns ∫ exp(`height`(y)) dy from `low` to `high`, which may be infinite, for a concave
/// logarithm with its top near `top` and a singularity no nearer than π to the real axis.
///
/// # Example: the normal distribution
/// ```
/// use clientele::numeric::panels::integrate_log_concave;
/// let all = f64::INFINITY;
/// let area = integrate_log_concave(&|y| -0.5 * y * y, -all, 0.1, all);
/// assert!((area - std::f64::consts::TAU.sqrt()).abs() < 1e-14);
/// ```
///
/// # References
/// As [`march`].
pub fn integrate_log_concave(height: &dyn Fn(f64) -> f64, low: f64, top: f64, high: f64) -> f64 {
    let mut sum = 0.0;
    for end in [low, high] {
        let visit = &mut |y: f64, weight: f64| sum += weight * exp(height(y));
        march(height, top, end, 1.0, &|_| 2.0, visit);
    }
    sum
}
