//! The root of an increasing function of a positive number.

use crate::numeric::math::exp;
use crate::numeric::math::ln;

/// Every widening of the bracket multiplies or divides by e to this power, doubled each time.
const FIRST_WIDENING: f64 = 0.5;

/// A bracket that spans the range of a float is not widened further.
const RANGE: f64 = 700.0;

/// Bisection alone ends after 64 halvings of that range.
const MAX_STEPS: u32 = 160;

/// After so many doublings from the last place on, the bracket is as wide as the number itself.
const MAX_DOUBLINGS: u32 = 52;

/// Returns t > 0 with f(t) = 0, for an increasing continuous f; infinite or 0 where f does not
/// change its sign within the range of a float.
///
/// `guess`: a positive number near the root; any will do. f changes its sign, or is 0, between the
/// float below the result and the one above it.
///
/// The search is that of Chandrupatla in ln t: inverse quadratic interpolation where the last three
/// points allow it, bisection elsewhere, until the bracket is a few units in the last place of ln t
/// wide. Bisection in t itself finds the last bits, which the logarithm does not have.
///
/// # Example: a square root
/// ```
/// use clientele::numeric::root::increasing_root;
/// let root = increasing_root(|t| t * t - 2.0, 100.0);
/// assert!((root - 2.0_f64.sqrt()).abs() < 1e-15);
/// ```
///
/// # References
/// Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the zero of
/// a nonlinear function without using derivatives, Advances in Engineering Software 28(3).
pub fn increasing_root(f: impl Fn(f64) -> f64, guess: f64) -> f64 {
    let near = root_by_logarithms(&|y| f(exp(y)), guess);
    if near > 0.0 && near < f64::INFINITY {
        to_the_last_bit(&f, near)
    } else {
        near
    }
}

/// Returns one of the two neighbouring floats at `near` between which f changes its sign.
fn to_the_last_bit(f: &dyn Fn(f64) -> f64, near: f64) -> f64 {
    let value = f(near);
    if value == 0.0 {
        return near;
    }
    let side = if value < 0.0 { 1.0 } else { -1.0 };
    let (mut inner, mut outer) = (near, near);
    let mut step = 2.0 * f64::EPSILON * near;
    // The logarithm leaves |ln t| units in the last place open, less than 2^10 of them.
    for _ in 0..MAX_DOUBLINGS {
        outer = (inner + side * step).clamp(f64::MIN_POSITIVE, f64::MAX);
        if (f(outer) < 0.0) != (value < 0.0) {
            break;
        }
        inner = outer;
        step *= 2.0;
    }
    let (mut low, mut high) = (inner.min(outer), inner.max(outer));
    loop {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            return low;
        }
        if f(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The root of g(ln t), to a few units in the last place of ln t.
fn root_by_logarithms(g: &dyn Fn(f64) -> f64, guess: f64) -> f64 {
    let start = if guess > 0.0 && guess < f64::INFINITY {
        ln(guess)
    } else {
        0.0
    };
    let value = g(start);
    if value == 0.0 {
        return exp(start);
    }
    let direction = if value > 0.0 { -1.0 } else { 1.0 };
    let (mut near, mut at_near) = (start, value);
    let mut widening = FIRST_WIDENING;
    // `a` is the newest point, `b` the one across the root, `c` the one before.
    let (mut a, mut at_a);
    loop {
        a = near + direction * widening;
        at_a = g(a);
        if at_a == 0.0 {
            return exp(a);
        }
        if (at_a > 0.0) != (value > 0.0) {
            break;
        }
        if a.abs() > RANGE || at_a.is_nan() {
            return if direction > 0.0 { f64::INFINITY } else { 0.0 };
        }
        (near, at_near) = (a, at_a);
        widening *= 2.0;
    }
    let (mut b, mut at_b) = (near, at_near);
    let (mut c, mut at_c);
    let mut share = 0.5;
    for _ in 0..MAX_STEPS {
        let next = a + share * (b - a);
        let at_next = g(next);
        if (at_next > 0.0) == (at_a > 0.0) {
            (c, at_c) = (a, at_a);
        } else {
            (c, at_c) = (b, at_b);
            (b, at_b) = (a, at_a);
        }
        (a, at_a) = (next, at_next);
        let closest = if at_a.abs() < at_b.abs() { a } else { b };
        let least = 2.0 * f64::EPSILON * closest.abs().max(1.0);
        let width = (b - a).abs();
        if at_a == 0.0 || width <= least || share <= 0.0 {
            return exp(if at_a == 0.0 { a } else { closest });
        }
        let smallest = 0.5 * least / width;
        let xi = (a - b) / (c - b);
        let phi = (at_a - at_b) / (at_c - at_b);
        share = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            let first = at_a / (at_b - at_a) * at_c / (at_b - at_c);
            let second = (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b);
            first + second
        } else {
            0.5
        };
        share = share.max(smallest).min(1.0 - smallest);
    }
    exp(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_found_from_any_guess() {
        for root in [1e-12, 0.3, 1.0, 7e9] {
            for guess in [1e-9, 1.0, 1e12] {
                let found = increasing_root(|t| (t - root) / (t + root), guess);
                assert!(
                    (found / root - 1.0).abs() < 1e-14,
                    "{root} from {guess}: {found}"
                );
            }
        }
    }

    #[test]
    fn a_function_without_a_root_has_none() {
        assert_eq!(
            increasing_root(|_| -1.0, 1.0).to_bits(),
            f64::INFINITY.to_bits()
        );
        assert_eq!(increasing_root(|_| 1.0, 1.0).to_bits(), 0.0_f64.to_bits());
    }
}
