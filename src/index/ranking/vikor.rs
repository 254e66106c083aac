//! Compromise ranking.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::error::Result;
use crate::index::ranking::method::RankExtras;
use crate::index::ranking::method::RankMethod;
use crate::index::ranking::method::rank;
use crate::index::ranking::outcome::Compromise;
use crate::index::ranking::outcome::Contributions;
use crate::index::ranking::outcome::Outcome;
use crate::index::ranking::outcome::Ranking;
use crate::index::ranking::outcome::excess;
use crate::index::ranking::outcome::placed;
use crate::index::ranking::problem::Domain;
use crate::index::ranking::problem::Problem;
use crate::index::ranking::scale::RankScaling;
use crate::numeric::bounds::check_unit;
use crate::numeric::tolerance::TIE;
use crate::plain::options;

/// The code of the warning that several alternatives make the compromise.
pub const NO_CLEAR_BEST: &str = "no_clear_best";

/// How VIKOR mixes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct VikorOptions {
    /// The weight v of the strategy of the majority, 0 to 1; 0.5, by consensus, unless told, as in
    /// the paper. The rest is the weight of the largest regret.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub v: f64,
}

options!(VikorOptions {
    v => "v",
});

impl Default for VikorOptions {
    fn default() -> Self {
        Self { v: 0.5 }
    }
}

/// Ranks by regret, on the whole and at worst, and says whether the first is good enough a
/// compromise (VIKOR, 多准则妥协排序法).
///
/// The lowest Q is the best. Where condition 1 fails, all that are less than DQ behind the first are
/// the compromise; where only condition 2 fails, the first two are, with those that share the
/// second rank. Where all have the same S, or the same R, that term is 0.
///
/// # Formula
/// ```text
/// S_i = Σⱼ w_j (f*_j − f_ij) / (f*_j − f⁻_j)    R_i = maxⱼ w_j (f*_j − f_ij) / (f*_j − f⁻_j)
/// Q_i = v (S_i − S*) / (S⁻ − S*) + (1 − v) (R_i − R*) / (R⁻ − R*)
/// C1  Q(second) − Q(first) ≥ DQ = 1 / (m − 1)    C2  the first is also the first by S or by R
/// ```
/// f* and f⁻ are the best and the worst values of a criterion, S* and R* the smallest, S⁻ and R⁻ the
/// largest.
///
/// # Errors
/// Those of [`weighted_sum`]; [`Error::NotFinite`] and [`Error::OutOfRange`] for v.
///
/// [`weighted_sum`]: super::weighted_sum()
/// [`Error::NotFinite`]: crate::Error::NotFinite
/// [`Error::OutOfRange`]: crate::Error::OutOfRange
///
/// # Example: a compromise in the middle
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::{VikorOptions, vikor};
/// use clientele::numeric::direction::Direction;
/// let offers = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Cost, Direction::Benefit],
///     vec![10.0, 1.0, 20.0, 2.0, 30.0, 3.0],
///     None,
/// )?;
/// let ranking = vikor(&offers, &[0.5, 0.5], &VikorOptions::default())?;
/// assert_eq!(ranking.ranks, [2, 1, 2]);
/// let compromise = ranking.compromise.unwrap();
/// assert!(compromise.acceptable_stability && compromise.acceptable_advantage);
/// assert_eq!(compromise.set, [1]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Opricovic, S. and Tzeng, G.-H. (2004), "Compromise solution by MCDM methods: a comparative
/// analysis of VIKOR and TOPSIS", European Journal of Operational Research 156: 445-455, section 2.
pub fn vikor(matrix: &DecisionMatrix, weights: &[f64], options: &VikorOptions) -> Result<Ranking> {
    let method = RankMethod::Vikor(*options);
    rank(matrix, weights, &method, &RankExtras::default())
}

pub(super) fn solve(
    problem: &Problem,
    options: VikorOptions,
    contributions: bool,
) -> Result<Outcome> {
    let v = check_unit(options.v, "options.v")?;
    let scales = problem.scales(RankScaling::Minmax, Domain::Formula)?;
    let rows = problem.matrix.rows();
    let mut s = Vec::with_capacity(rows);
    let mut r = Vec::with_capacity(rows);
    let mut regrets = Contributions::new(problem, contributions);
    problem.each_row(&scales.each, &mut |row| {
        let (mut sum, mut most) = (0.0, 0.0_f64);
        let mut j = 0;
        while let (Some(weight), Some(value)) = (problem.weights.get(j), row.get(j)) {
            let regret = weight * (1.0 - value);
            regrets.put(j, regret);
            sum += regret;
            most = most.max(regret);
            j += 1;
        }
        s.push(sum);
        r.push(most);
    });
    let (s_shares, r_shares) = (within(&s), within(&r));
    let scores: Vec<f64> = s_shares
        .iter()
        .zip(&r_shares)
        .map(|(s, r)| v * s + (1.0 - v) * r)
        .collect();
    let compromise = compromise(&scores, s, r);
    let mut warnings = scales.warnings;
    if compromise.set.len() > 1 {
        warnings.push(Caution::new(NO_CLEAR_BEST));
    }
    Ok(Outcome {
        scores,
        lowest_is_best: true,
        contributions: regrets.finish(),
        compromise: Some(compromise),
        warnings,
        settings: vec![("v", v.into())],
        ..Outcome::default()
    })
}

/// Returns where each value stands between the smallest, 0, and the largest, 1; 0 where they are
/// the same.
fn within(values: &[f64]) -> Vec<f64> {
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = values.iter().copied().fold(0.0, f64::max);
    let width = excess(largest, smallest);
    // Rounding that is divided by a small width would tell apart what is the same.
    let share = |value: &f64| {
        if width > 0.0 {
            excess(*value, smallest) / width
        } else {
            0.0
        }
    };
    values.iter().map(share).collect()
}

fn compromise(q: &[f64], s: Vec<f64>, r: Vec<f64>) -> Compromise {
    let (ranks, order) = placed(q, true);
    let (s_ranks, _) = placed(&s, true);
    let (r_ranks, _) = placed(&r, true);
    let rank = |ranks: &[u32], place: &u32| -> u32 {
        let place = usize::try_from(*place).unwrap_or(usize::MAX);
        ranks.get(place).copied().unwrap_or_default()
    };
    let score = |place: &u32| -> f64 {
        let place = usize::try_from(*place).unwrap_or(usize::MAX);
        q.get(place).copied().unwrap_or_default()
    };
    // Two alternatives at least: `Problem` has seen to it.
    let best = order.first().map_or(0.0, score);
    let second = order.get(1);
    let lead = second.map_or(0.0, score) - best;
    let second_rank = second.map_or(1, |place| rank(&ranks, place));
    let advantage_needed = 1.0 / (q.len() as f64 - 1.0);
    let acceptable_advantage = lead >= advantage_needed - TIE;
    let acceptable_stability = order
        .iter()
        .filter(|place| rank(&ranks, place) == 1)
        .all(|place| rank(&s_ranks, place) == 1 || rank(&r_ranks, place) == 1);
    let belongs = |place: &&u32| -> bool {
        if acceptable_advantage {
            let last = if acceptable_stability { 1 } else { second_rank };
            rank(&ranks, place) <= last
        } else {
            score(place) - best < advantage_needed - TIE
        }
    };
    Compromise {
        advantage_needed,
        acceptable_advantage,
        acceptable_stability,
        set: order.iter().take_while(belongs).copied().collect(),
        s,
        r,
        s_ranks,
        r_ranks,
    }
}
