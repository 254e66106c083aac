//! Which pair to compare next.

use super::graph::Graph;
use super::graph::coupling;
use super::incomplete::IncompleteMatrix;
use super::square::at;
use super::square::name;
use super::square::ranked;
use super::square::upper_places;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::linear::Matrix;
use crate::numeric::math;
use crate::plain::options;
use crate::plain::report;

/// What is taken for granted of the answers to come.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct QuestionOptions {
    /// The largest answer, whose reciprocal is the smallest; 9 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub largest: f64,
}

options!(QuestionOptions { largest => "largest" });

impl Default for QuestionOptions {
    fn default() -> Self {
        Self { largest: 9.0 }
    }
}

/// A pair that could be compared next.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Question {
    /// The criterion that comes first.
    pub a: String,
    /// The criterion that comes later.
    pub b: String,
    /// Whether the pair links two groups that nothing links yet.
    pub links: bool,
    /// What the judgements so far say the answer is; none for a pair that links.
    pub expected: Option<f64>,
    /// The variance of the logarithm of the expected answer, in units of the variance of one
    /// judgement: the effective resistance of the pair; none for a pair that links.
    pub variance: Option<f64>,
    /// The share of the total variance of all ratios that the answer takes away, from 0 to 1; none
    /// for a pair that links.
    pub gain: Option<f64>,
}

report!(Question {
    a => "a",
    b => "b",
    links => "links",
    expected => "expected",
    variance => "variance",
    gain => "gain",
});

/// What to ask next, and whether it can still change the order.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct NextQuestion {
    /// Every pair without a judgement, the most informative first.
    pub questions: Vec<Question>,
    /// Whether the order of the weights, by the geometric mean, is the same whatever the missing
    /// answers are: then no more questions are needed for it.
    pub order_certain: bool,
    /// The criterion that weighs most whatever the missing answers are; none where it is open.
    pub first: Option<String>,
}

report!(NextQuestion {
    questions => "questions",
    order_certain => "orderCertain",
    first => "first",
});

/// How much one difference must exceed another to be larger: far above rounding.
const TOLERANCE: f64 = 1e-9;

impl IncompleteMatrix {
    /// Returns the pairs that could be compared next, the most informative first, and whether the
    /// order of the weights is certain already.
    ///
    /// Judgements are taken for independent, with errors of their logarithms that have the same
    /// variance. The variance of a ratio of least-squares weights is then the effective resistance
    /// of its pair, and the best question takes most from their total: the criterion is
    /// A-optimality, our own choice among those of optimal design. Where groups are not linked yet,
    /// variances are infinite: the pair comes first that makes most pairs comparable, and among
    /// those the one that leaves the smallest total variance of the two groups.
    ///
    /// The order is held against every answer from 1/`largest` to `largest`, all missing pairs at
    /// once.
    ///
    /// # Formula
    /// ```text
    /// Var(yᵢ − yⱼ) = Rᵢⱼ σ²    Rₖₗ falls by ((eₖ − eₗ)ᵀ L⁺ (eᵢ − eⱼ))² / (1 + Rᵢⱼ) when (i, j) is answered
    /// n (yᵢ − yⱼ) = Σₖ (ln aᵢₖ − ln aⱼₖ), smallest with ln aᵢₖ = −ln M, ln aⱼₖ = ln M where missing
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a `largest` answer below 1 or beyond
    /// [`super::judgement::LARGEST_JUDGEMENT`].
    ///
    /// # Example: the ends of a chain say most
    /// ```
    /// use clientele::weighting::ahp::{IncompleteMatrix, QuestionOptions};
    /// let chain = [("a", "b", 2), ("b", "c", 2), ("c", "d", 2)];
    /// let matrix = IncompleteMatrix::try_from_pairs(&chain, None)?;
    /// let next = matrix.next_question(&QuestionOptions::default())?;
    /// assert_eq!((next.questions[0].a.as_str(), next.questions[0].b.as_str()), ("a", "d"));
    /// assert!(next.questions[0].variance.is_some_and(|variance| (variance - 3.0).abs() < 1e-12));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Ghosh, A., Boyd, S. and Saberi, A. (2008), "Minimizing effective resistance of a graph",
    ///   SIAM Review 50, 37-66: resistances as variances, and what an edge takes from their sum.
    /// * Bozóki, S., Fülöp, J. and Rónyai, L. (2010), Mathematical and Computer Modelling 52,
    ///   318-333: the least-squares weights.
    pub fn next_question(&self, options: &QuestionOptions) -> Result<NextQuestion> {
        let largest = check_finite(options.largest, || "largest".into())?;
        if !(1.0..=super::judgement::LARGEST_JUDGEMENT).contains(&largest) {
            return Err(Error::OutOfRange {
                path: "largest".into(),
                value: largest,
                expected: "a judgement from 1 to 1e9".into(),
            });
        }
        let groups = Group::of(&self.graph());
        let potentials = self.least_squares();
        let missing = self.places(false);
        let mut ratings = Vec::with_capacity(missing.len());
        for &(i, j) in &missing {
            ratings.push(rate(&groups, i, j));
        }
        let order = ranked(
            missing.len(),
            &|one, other| match (ratings.get(one), ratings.get(other)) {
                (Some(one), Some(other)) => one.before(other),
                _ => false,
            },
        );
        let mut questions = Vec::with_capacity(missing.len());
        for k in order {
            let (Some(&(i, j)), Some(rating)) = (missing.get(k), ratings.get(k)) else {
                continue;
            };
            let links = rating.links > 0;
            let known = |value: f64| (!links).then_some(value);
            questions.push(Question {
                a: name(self.criteria(), i),
                b: name(self.criteria(), j),
                links,
                expected: known(math::exp(at(&potentials, i) - at(&potentials, j))),
                variance: known(rating.variance),
                gain: known(rating.gain),
            });
        }
        let (order_certain, first) = self.certain(math::ln(largest));
        Ok(NextQuestion {
            questions,
            order_certain,
            first: first.map(|i| name(self.criteria(), i)),
        })
    }

    /// Returns whether every two criteria stand in the same order whatever the missing answers are,
    /// and the one that comes first in any case.
    fn certain(&self, reach: f64) -> (bool, Option<usize>) {
        let n = self.size();
        // the smallest of n (yᵢ − yⱼ); the pair itself counts in both sums
        let above = |i: usize, j: usize| {
            let low = |from, to| self.judgement(from, to).map_or(-reach, math::ln);
            let mut least = 2.0 * low(i, j);
            for k in 0..n {
                if k != i && k != j {
                    least += low(i, k) + low(k, j);
                }
            }
            least > TOLERANCE
        };
        // without missing judgements the order is what it is, equal weights included
        let mut order = true;
        let complete = self.places(false).is_empty();
        let mut first = None;
        for i in 0..n {
            let mut leads = true;
            for j in 0..n {
                if i != j && !above(i, j) {
                    leads = false;
                    order = order && (complete || above(j, i));
                }
            }
            if leads {
                first = Some(i);
            }
        }
        (order, first)
    }
}

/// A group of criteria that comparisons link, with the resistances within.
struct Group {
    members: Vec<usize>,
    potentials: Matrix,
    /// Σ R over the pairs of the group.
    total: f64,
}

impl Group {
    fn of(graph: &Graph) -> Vec<Self> {
        let mut groups = Vec::new();
        for members in graph.groups() {
            if let Some(potentials) = graph.potentials(&members) {
                let mut group = Self {
                    members,
                    potentials,
                    total: 0.0,
                };
                for place in 0..group.members.len() {
                    group.total += 0.5 * group.from(place);
                }
                groups.push(group);
            }
        }
        groups
    }

    /// Returns Σ R from one member to all.
    fn from(&self, place: usize) -> f64 {
        let mut sum = 0.0;
        for other in 0..self.members.len() {
            sum += coupling(&self.potentials, (place, other), (place, other));
        }
        sum
    }
}

/// How good a question is.
#[derive(Default)]
struct Rating {
    /// How many pairs become comparable; 0 when the pair is linked already.
    links: usize,
    /// The total variance of the groups that it links.
    total: f64,
    /// The variance of the answer.
    variance: f64,
    /// The share of all variances that it takes away.
    gain: f64,
}

impl Rating {
    fn before(&self, other: &Self) -> bool {
        if self.links != other.links {
            return self.links > other.links;
        }
        self.total < other.total - TOLERANCE || self.gain > other.gain + TOLERANCE
    }
}

fn rate(groups: &[Group], i: usize, j: usize) -> Rating {
    let mut rating = Rating::default();
    let mut ends = Vec::new();
    let mut all = 0.0;
    for group in groups {
        all += group.total;
        for (place, &member) in group.members.iter().enumerate() {
            if member == i || member == j {
                ends.push((group, place));
            }
        }
    }
    let [(one, i), (other, j)] = ends.as_slice() else {
        return rating;
    };
    let (n, m) = (one.members.len(), other.members.len());
    if !core::ptr::eq(*one, *other) {
        rating.links = n * m;
        let across = m as f64 * one.from(*i) + n as f64 * other.from(*j) + (n * m) as f64;
        rating.total = one.total + other.total + across;
        return rating;
    }
    rating.variance = coupling(&one.potentials, (*i, *j), (*i, *j));
    for pair in upper_places(n) {
        let share = coupling(&one.potentials, (*i, *j), pair);
        rating.gain += share * share;
    }
    rating.gain /= (1.0 + rating.variance) * all;
    rating
}
