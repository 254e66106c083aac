//! The grade of the largest membership, and whether it says much.

use crate::numeric::tolerance::TIE;
use crate::plain::words;

/// How much the largest membership says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum MaximumVerdict {
    /// One grade has it all.
    MaximumComplete,
    /// α from 1: very effective.
    MaximumClear,
    /// α from 0.5: fairly effective.
    MaximumFair,
    /// α below 0.5: hardly effective.
    MaximumWeak,
    /// α = 0: all grades have the same.
    MaximumVoid,
}

words!(MaximumVerdict {
    MaximumComplete => "maximum_complete",
    MaximumClear => "maximum_clear",
    MaximumFair => "maximum_fair",
    MaximumWeak => "maximum_weak",
    MaximumVoid => "maximum_void",
});

/// The largest of some memberships.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Maximum {
    /// The place of the grade that has it; none where two have it.
    pub place: Option<usize>,
    /// Its effectiveness α; none where one grade has it all, when α is infinite.
    pub effectiveness: Option<f64>,
    /// The effectiveness in words.
    pub verdict: MaximumVerdict,
}

/// Returns the grade of the largest membership and how much it says (最大隶属度原则的有效度).
///
/// `memberships` are two or more that sum to 1.
///
/// # Formula
/// ```text
/// α = (n β − 1) / (2 γ (n − 1)), β the largest and γ the second largest of n memberships
/// ```
///
/// # Example: a grade that is hardly ahead
/// ```
/// use clientele::index::fuzzy_evaluation::{MaximumVerdict, maximum_membership};
/// let maximum = maximum_membership(&[0.3, 0.4, 0.2, 0.1]);
/// assert_eq!(maximum.place, Some(1));
/// assert!((maximum.effectiveness.unwrap() - 0.6 / 1.8).abs() < 1e-12);
/// assert_eq!(maximum.verdict, MaximumVerdict::MaximumWeak);
/// ```
///
/// # References
/// 陈耀辉, 孙春燕 (2001), "模糊综合评判法中的最大隶属原则有效度", 重庆师范学院学报 (自然科学版)
/// 18(1): 45-47.
pub fn maximum_membership(memberships: &[f64]) -> Maximum {
    let (mut place, mut largest, mut second) = (0, 0.0, 0.0);
    for (i, &membership) in memberships.iter().enumerate() {
        if membership > largest {
            second = largest;
            (place, largest) = (i, membership);
        } else if membership > second {
            second = membership;
        }
    }
    let n = memberships.len() as f64;
    let lead = n * largest - 1.0;
    let effectiveness =
        (second > TIE).then(|| (lead / (2.0 * second * (n - 1.0)).max(TIE)).max(0.0));
    Maximum {
        place: (largest - second > TIE).then_some(place),
        effectiveness,
        verdict: match effectiveness {
            None => MaximumVerdict::MaximumComplete,
            Some(alpha) if alpha >= 1.0 => MaximumVerdict::MaximumClear,
            Some(alpha) if alpha >= 0.5 => MaximumVerdict::MaximumFair,
            Some(_) if lead > TIE => MaximumVerdict::MaximumWeak,
            Some(_) => MaximumVerdict::MaximumVoid,
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::MaximumVerdict;
    use super::maximum_membership;

    #[test]
    fn the_ends_of_effectiveness_have_their_words() {
        let complete = maximum_membership(&[0.0, 1.0, 0.0]);
        assert_eq!((complete.place, complete.effectiveness), (Some(1), None));
        assert_eq!(complete.verdict, MaximumVerdict::MaximumComplete);
        let void = maximum_membership(&[0.25; 4]);
        assert_eq!((void.place, void.effectiveness), (None, Some(0.0)));
        assert_eq!(void.verdict, MaximumVerdict::MaximumVoid);
        // (4 · 0.7 − 1) / (2 · 0.1 · 3) = 3 and (4 · 0.5 − 1) / (2 · 0.3 · 3) = 0.5556
        let clear = maximum_membership(&[0.7, 0.1, 0.1, 0.1]);
        assert!((clear.effectiveness.unwrap() - 3.0).abs() < 1e-12);
        assert_eq!(clear.verdict, MaximumVerdict::MaximumClear);
        let fair = maximum_membership(&[0.1, 0.3, 0.5, 0.1]);
        assert_eq!(
            (fair.place, fair.verdict),
            (Some(2), MaximumVerdict::MaximumFair)
        );
        assert_eq!(maximum_membership(&[0.4, 0.4, 0.2]).place, None);
    }
}
