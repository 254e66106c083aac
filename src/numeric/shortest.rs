//! The shortest range of whole numbers that holds a given probability.

/// No number from here on is looked at: so many probabilities are kept.
const END: u32 = 1 << 24;

/// Returns the ends of the shortest range of whole numbers from 0 that holds at least `level`, among
/// equally short ones of the most probable; nothing where no range below 2²⁴ does, or where a probability
/// is not a number.
///
/// `probability`: of each number, asked in order; the whole must sum to 1. `level`: above 0 and
/// below 1. A level that the sum misses by rounding is held by all numbers that count.
///
/// # Formula
/// Of all l ≤ u with Σ P(n), n = l … u, at least `level`, those with the smallest u − l. Since l
/// cuts off at most 1 − `level`, the search ends where u is so far that no l is near enough.
///
/// # Example: two coins
/// ```
/// use clientele::numeric::shortest::shortest_range;
/// let heads = [0.25, 0.5, 0.25];
/// let mut probability = |n: u32| heads.get(n as usize).copied().unwrap_or(0.0);
/// assert_eq!(shortest_range(0.5, &mut probability), Some((1, 1)));
/// assert_eq!(shortest_range(0.7, &mut probability), Some((0, 1)));
/// assert_eq!(shortest_range(0.9, &mut probability), Some((0, 2)));
/// ```
///
/// # References
/// Hyndman (1996), Computing and graphing highest density regions, The American Statistician 50(2):
/// the region of the least size, here without gaps.
pub fn shortest_range(level: f64, probability: &mut dyn FnMut(u32) -> f64) -> Option<(u32, u32)> {
    // The probabilities of the numbers up to n, and the sum of those from `lower` on.
    let (mut masses, mut lower, mut held) = (Vec::new(), 0, 0.0);
    let (mut total, mut last_lower) = (0.0, None);
    let mut best: Option<(u32, u32, f64)> = None;
    for n in 0..END {
        let own = probability(n);
        if own.is_nan() {
            return None;
        }
        let before = total;
        total += own;
        held += own;
        masses.push(own);
        let mut shrink = |level: f64| {
            while let Some(first) = masses.get(lower as usize)
                && lower < n
                && held - first >= level
            {
                held -= first;
                lower += 1;
            }
            (lower, held)
        };
        let (low, inside) = shrink(level);
        let shorter = |(low_then, n_then, inside_then): (u32, u32, f64)| {
            let (width, width_then) = (n - low, n_then - low_then);
            width < width_then || width == width_then && inside > inside_then
        };
        if inside >= level && best.is_none_or(shorter) {
            best = Some((low, n, inside));
        }
        if last_lower.is_none() && total > 1.0 - level {
            last_lower = Some(n);
        }
        // What is so rare that it no longer adds to the sum ends it as well.
        let settled = total <= before && before > 0.5;
        match (best, last_lower) {
            (Some((low, upper, _)), Some(last)) if settled || n - last >= upper - low => {
                return Some((low, upper));
            }
            (None, _) if settled => return Some((shrink(inside).0, n)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(masses: &[f64], level: f64) -> (u32, u32) {
        let mut probability = |n: u32| masses.get(n as usize).copied().unwrap_or(0.0);
        shortest_range(level, &mut probability).unwrap()
    }

    #[test]
    fn no_tail_is_cut_where_there_is_none() {
        // Of a geometric distribution with P(n) = 2^−(n+1) the shortest range starts at 0: 1 − 2⁻⁴.
        let masses: Vec<f64> = (1..60).map(|n| 0.5_f64.powi(n)).collect();
        assert_eq!(of(&masses, 0.9), (0, 3));
    }

    #[test]
    fn nothing_is_found_where_nothing_is_probable() {
        assert_eq!(shortest_range(0.9, &mut |_| 0.0), None);
    }

    #[test]
    fn what_is_no_number_ends_the_search() {
        let mut asked = 0;
        let found = shortest_range(0.9, &mut |n| {
            asked = n;
            if n < 3 { 0.1 } else { f64::NAN }
        });
        assert_eq!((found, asked), (None, 3));
    }

    #[test]
    fn what_is_nearly_sure_stands_alone() {
        assert_eq!(of(&[0.97, 0.02, 0.01], 0.9), (0, 0));
        assert_eq!(of(&[0.01, 0.02, 0.97], 0.9), (2, 2));
        assert_eq!(of(&[1.0], 0.999), (0, 0));
    }

    #[test]
    fn a_level_that_rounding_misses_is_held_by_all_that_counts() {
        // Ten times 0.1 is a little less than 1.
        let masses = [0.0, 0.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
        let (lower, upper) = of(&masses, 1.0 - f64::EPSILON / 2.0);
        assert!(lower == 2 && upper >= 11);
    }

    proptest! {
        #[test]
        fn no_range_that_holds_as_much_is_shorter(
            raw in prop::collection::vec(0.0..1.0_f64, 1..12),
            level in 0.05..0.99_f64,
        ) {
            let sum: f64 = raw.iter().sum();
            prop_assume!(sum > 0.1);
            let masses: Vec<f64> = raw.iter().map(|x| x / sum).collect();
            let (lower, upper) = of(&masses, level);
            let inside = |l: usize, u: usize| masses[l..=u].iter().sum::<f64>();
            let found = inside(lower as usize, upper as usize);
            prop_assert!(found >= level - 1e-12);
            for l in 0..masses.len() {
                for u in l..masses.len() {
                    let (width, shortest) = (u - l, (upper - lower) as usize);
                    prop_assert!(width >= shortest || inside(l, u) < level + 1e-12);
                    prop_assert!(width != shortest || inside(l, u) <= found + 1e-12);
                }
            }
        }
    }
}
