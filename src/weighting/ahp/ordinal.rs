//! Whether the judgements at least agree on what comes first.

use super::matrix::PairwiseMatrix;
use crate::numeric::math;
use crate::plain::report;

/// How far judgements contradict each other in their order alone, and in their size by triads.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OrdinalConsistency {
    /// Triads in which a is preferred to b, b to c, and c to a.
    pub circular_triads: u32,
    /// The most circular triads that judgements of so many criteria can have.
    pub most_circular_triads: u32,
    /// The coefficient of consistence ζ: 1 without circular triads, 0 with as many as there can
    /// be; none for fewer than three criteria.
    pub zeta: Option<f64>,
    /// Triads that contradict each other through a tie: a and b alike, yet c is not the same to
    /// both.
    pub tied_triads: u32,
    /// The criteria of the first circular triads in reading order, ten at most; the preferences
    /// run from each to the next.
    pub cycles: Vec<Vec<String>>,
    /// The mean congruence: how far a judgement lies from what the two others of a triad say of
    /// it, as a difference of logarithms.
    pub congruence: f64,
    /// The mean dissonance: the share of triads of which two judgements say that a comes before b
    /// and the third that it does not.
    pub dissonance: f64,
}

report!(OrdinalConsistency {
    circular_triads => "circularTriads",
    most_circular_triads => "mostCircularTriads",
    zeta => "zeta",
    tied_triads => "tiedTriads",
    cycles => "cycles",
    congruence => "congruence",
    dissonance => "dissonance",
});

/// How many circular triads are named.
const NAMED: usize = 10;

/// What separates a preference from a tie, as a logarithm: a millionth of a percent is rounding.
const TIE: f64 = 1e-9;

impl PairwiseMatrix {
    /// Returns how far the judgements contradict each other in their order.
    ///
    /// Kendall and Babington Smith know no ties. Here a judgement of 1 prefers neither: a triad
    /// with a tie is never circular, so that judgements that are all 1 are consistent, and no way
    /// of breaking ties makes fewer circular triads than are counted. What ties contradict is
    /// counted apart, by the types of triads of Kułakowski (2018): a alike b with c before one of
    /// them and not before the other. Leaving `tied_triads` out of ζ is our own choice.
    ///
    /// # Formula
    /// ```text
    /// ζ = 1 − d / (n (n² − 4) / 24) for even n, 1 − d / (n (n² − 1) / 24) for odd n
    /// congruence θ = mean over i < j and k of |ln aᵢⱼ − ln aᵢₖ aₖⱼ|
    /// dissonance ψ = share of the i < j and k with ln aᵢⱼ · ln aᵢₖ aₖⱼ < 0
    /// ```
    ///
    /// # Example: rock, paper, scissors
    /// ```
    /// use clientele::weighting::ahp::PairwiseMatrix;
    /// let beats = [("rock", "scissors", 2), ("scissors", "paper", 2), ("paper", "rock", 2)];
    /// let found = PairwiseMatrix::try_from_pairs(&beats, None)?.ordinal_consistency();
    /// assert_eq!((found.circular_triads, found.zeta), (1, Some(0.0)));
    /// assert_eq!(found.cycles[0], ["rock", "scissors", "paper"]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Kendall, M. G. and Babington Smith, B. (1940), "On the method of paired comparisons",
    ///   Biometrika 31, 324-345.
    /// * Kułakowski, K. (2018), "Inconsistency in the ordinal pairwise comparisons method with and
    ///   without ties", EJOR 270, 314-327.
    /// * Siraj, S., Mikhailov, L. and Keane, J. A. (2015), "Contribution of individual judgments
    ///   toward inconsistency in pairwise comparisons", EJOR 242, 557-567: congruence and
    ///   dissonance.
    pub fn ordinal_consistency(&self) -> OrdinalConsistency {
        let n = self.size();
        let mut found = OrdinalConsistency {
            circular_triads: 0,
            most_circular_triads: most_circular_triads(n),
            zeta: None,
            tied_triads: 0,
            cycles: Vec::new(),
            congruence: 0.0,
            dissonance: 0.0,
        };
        let mut triads = 0.0;
        for (i, j, value) in self.pairs() {
            let first = math::ln(value);
            for k in j + 1..n {
                let (second, third) = (math::ln(self.cell(j, k)), math::ln(self.cell(k, i)));
                triads += 1.0;
                // each of the three judgements against the two others of the triad
                found.congruence += 3.0 * (first + second + third).abs();
                found.dissonance += contradictions(first, second, third);
                match [first, second, third].map(sign) {
                    [1, 1, 1] => self.circle(&mut found, [i, j, k]),
                    [-1, -1, -1] => self.circle(&mut found, [i, k, j]),
                    [0, x, y] | [x, 0, y] | [x, y, 0] if x + y != 0 => found.tied_triads += 1,
                    _ => {}
                }
            }
        }
        if triads > 0.0 {
            // n(n−1)/2 pairs with n−2 triads each are three times the triads
            found.congruence /= 3.0 * triads;
            found.dissonance /= 3.0 * triads;
            let share = f64::from(found.circular_triads) / f64::from(found.most_circular_triads);
            found.zeta = Some(1.0 - share);
        }
        found
    }

    fn circle(&self, found: &mut OrdinalConsistency, triad: [usize; 3]) {
        found.circular_triads += 1;
        if found.cycles.len() < NAMED {
            found.cycles.push(triad.map(|i| self.name(i)).to_vec());
        }
    }
}

/// How many of the three judgements of a triad, each as the logarithm along the circle, are
/// contradicted in their direction by the two others together.
fn contradictions(first: f64, second: f64, third: f64) -> f64 {
    let against = |one: f64, sum: f64| f64::from(u8::from(sign(one) * sign(-sum) < 0));
    against(first, second + third) + against(second, third + first) + against(third, first + second)
}

/// Which of two is preferred: 1 the former, −1 the latter, 0 neither.
fn sign(logarithm: f64) -> i32 {
    i32::from(logarithm > TIE) - i32::from(logarithm < -TIE)
}

/// Kendall and Babington Smith (1940), section 6.
fn most_circular_triads(n: usize) -> u32 {
    let n = u32::try_from(n).unwrap_or_default();
    let most = if n.is_multiple_of(2) {
        n * (n * n).saturating_sub(4)
    } else {
        n * (n * n).saturating_sub(1)
    };
    most / 24
}

#[cfg(test)]
mod tests {
    use super::most_circular_triads;

    #[test]
    fn the_most_circular_triads_are_those_of_the_paper() {
        // Kendall and Babington Smith (1940), table of d for n = 3..=8
        let most = [1, 2, 5, 8, 14, 20];
        for (n, most) in (3..).zip(most) {
            assert_eq!(most_circular_triads(n), most);
        }
        assert_eq!(most_circular_triads(0), 0);
        assert_eq!(most_circular_triads(2), 0);
    }
}
