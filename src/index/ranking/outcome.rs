//! A ranking: scores, ranks, and where they come from.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::data::provenance::Setting;
use crate::index::ranking::problem::Problem;
use crate::numeric::direction::Direction;
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::sort::sort_pairs;
use crate::numeric::tolerance::TIE;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// The code of the warning that no criterion tells the alternatives apart, so that all share a rank.
pub const NO_DIFFERENCE: &str = "no_difference";

/// Alternatives ranked by several criteria.
///
/// Lists are in the order of the data. Who has the same score shares the better rank: 1, 2, 2, 4.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Ranking {
    /// The names of the alternatives; none where the data have none.
    #[cfg_attr(feature = "full", tsify(type = "string[] | null"))]
    pub alternatives: Option<Vec<String>>,
    /// The names of the criteria.
    pub criteria: Vec<String>,
    /// The weights that were used: one for each criterion, and they sum to 1.
    pub weights: Vec<f64>,
    /// The score of each alternative.
    pub scores: Vec<f64>,
    /// Whether the lowest score is the best, as with VIKOR.
    pub lowest_is_best: bool,
    /// The rank of each alternative, from 1.
    pub ranks: Vec<u32>,
    /// The alternatives from the best to the worst, each by its place in the data from 0; of those
    /// that share a rank, the earlier comes first.
    pub order: Vec<u32>,
    /// What each criterion brings to each alternative, one list for each criterion: summands of a
    /// weighted sum and of a grey relational grade, factors of a weighted product, regrets of VIKOR.
    /// None of TOPSIS and WASPAS, whose scores do not split, and where it was not wanted.
    #[cfg_attr(feature = "full", tsify(type = "number[][] | null"))]
    pub contributions: Option<Vec<Vec<f64>>>,
    /// Of TOPSIS: the distances to the best and to the worst values.
    #[cfg_attr(feature = "full", tsify(type = "IdealDistances | null"))]
    pub distances: Option<IdealDistances>,
    /// Of VIKOR: the two measures, and who is in the compromise.
    #[cfg_attr(feature = "full", tsify(type = "Compromise | null"))]
    pub compromise: Option<Compromise>,
    /// Of WASPAS: the two scores it mixes.
    #[cfg_attr(feature = "full", tsify(type = "SumAndProduct | null"))]
    pub parts: Option<SumAndProduct>,
    /// What to mind: `constant_column`, `no_difference`, `weights_scaled`, `no_clear_best`.
    pub warnings: Vec<Caution>,
    /// How it was made. `others` compares ranks with those of the other methods at their defaults;
    /// `notCompared` of the settings names those that the data do not suit.
    pub provenance: Provenance,
}

/// The distances of TOPSIS, one for each alternative.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IdealDistances {
    /// The distance to the best values, S⁺.
    pub ideal: Vec<f64>,
    /// The distance to the worst values, S⁻.
    pub anti_ideal: Vec<f64>,
}

/// The compromise of VIKOR.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Compromise {
    /// S, the sum of the weighted regrets of each alternative.
    pub s: Vec<f64>,
    /// R, the largest weighted regret of each alternative.
    pub r: Vec<f64>,
    /// The ranks by S.
    pub s_ranks: Vec<u32>,
    /// The ranks by R.
    pub r_ranks: Vec<u32>,
    /// By how much the second must be behind the first, DQ = 1 / (m − 1).
    pub advantage_needed: f64,
    /// Condition 1: whether the second is that far behind.
    pub acceptable_advantage: bool,
    /// Condition 2: whether the first is also the best by S or by R.
    pub acceptable_stability: bool,
    /// The compromise, from the best: one alternative where both conditions hold.
    pub set: Vec<u32>,
}

/// The scores that WASPAS mixes, one for each alternative.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SumAndProduct {
    /// The weighted sum, Q⁽¹⁾.
    pub sum: Vec<f64>,
    /// The weighted product, Q⁽²⁾.
    pub product: Vec<f64>,
}

/// What a method finds.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) scores: Vec<f64>,
    pub(super) lowest_is_best: bool,
    pub(super) contributions: Option<Vec<Vec<f64>>>,
    pub(super) distances: Option<IdealDistances>,
    pub(super) compromise: Option<Compromise>,
    pub(super) parts: Option<SumAndProduct>,
    pub(super) warnings: Vec<Caution>,
    pub(super) settings: Vec<(&'static str, Setting)>,
}

impl Ranking {
    pub(super) fn of(problem: &Problem, method: &str, outcome: Outcome) -> Self {
        let Outcome {
            scores,
            lowest_is_best,
            mut warnings,
            ..
        } = outcome;
        let (ranks, order) = placed(&scores, lowest_is_best);
        if problem.scaled {
            warnings.push(Caution::new(WEIGHTS_SCALED));
        }
        if ranks.iter().all(|rank| *rank == 1) {
            warnings.push(Caution::new(NO_DIFFERENCE));
        }
        let mut provenance = Provenance::new(method, problem.fingerprint());
        for (name, setting) in outcome.settings {
            provenance = provenance.with(name, setting);
        }
        let directions: Vec<String> = problem
            .matrix
            .directions()
            .iter()
            .map(|direction| word(*direction).to_owned())
            .collect();
        Self {
            alternatives: problem.matrix.alternatives().map(<[String]>::to_vec),
            criteria: problem.matrix.criteria().to_vec(),
            weights: problem.weights.clone(),
            scores,
            lowest_is_best,
            ranks,
            order,
            contributions: outcome.contributions,
            distances: outcome.distances,
            compromise: outcome.compromise,
            parts: outcome.parts,
            warnings,
            provenance: provenance.with("directions", directions),
        }
    }
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Benefit => "benefit",
        Direction::Cost => "cost",
        Direction::Target(_) => "target",
        Direction::Interval(..) => "interval",
    }
}

/// Returns the rank of each score from 1, and the scores from the best to the worst by their places.
pub(super) fn placed(scores: &[f64], lowest_is_best: bool) -> (Vec<u32>, Vec<u32>) {
    let sign = if lowest_is_best { 1.0 } else { -1.0 };
    let mut rows: Vec<(f64, f64)> = scores
        .iter()
        .enumerate()
        .map(|(place, score)| (sign * score, place as f64))
        .collect();
    sort_pairs(&mut rows);
    let floor = 1e-3
        * scores
            .iter()
            .fold(0.0, |most: f64, score| most.max(score.abs()));
    let mut ranks = vec![1; scores.len()];
    let mut order = Vec::with_capacity(scores.len());
    let mut rest = rows.as_slice();
    while let Some(&(best, _)) = rest.first() {
        let tied = rest
            .iter()
            .take_while(|(score, _)| is_tie(*score, best, floor))
            .count();
        let (group, worse) = rest.split_at(tied.max(1));
        let rank = index(order.len()).saturating_add(1);
        let from = order.len();
        for (_, place) in group {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in a list, which came from one"
            )]
            let place = *place as usize;
            if let Some(slot) = ranks.get_mut(place) {
                *slot = rank;
            }
            order.push(index(place));
        }
        if let Some(group) = order.get_mut(from..) {
            in_order_of_places(group);
        }
        rest = worse;
    }
    (ranks, order)
}

/// Sorts the few that share a rank, which are in order unless rounding tells them apart.
fn in_order_of_places(group: &mut [u32]) {
    if !group.is_sorted() {
        crate::numeric::sort::sort_by(group, |one, other| one < other);
    }
}

/// Tells whether two scores are the same but for rounding; `floor` as in [`TIE`].
fn is_tie(one: f64, other: f64, floor: f64) -> bool {
    (one - other).abs() <= TIE * one.abs().max(other.abs()).max(floor)
}

/// Returns how far `value` is above the smallest, 0 where it is no farther than rounding.
pub(super) fn excess(value: f64, smallest: f64) -> f64 {
    if is_tie(value, smallest, 0.0) {
        0.0
    } else {
        value - smallest
    }
}

fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// One list for each criterion, as far as they are wanted.
#[derive(Debug)]
pub(super) struct Contributions(Vec<Vec<f64>>);

impl Contributions {
    pub(super) fn new(problem: &Problem, wanted: bool) -> Self {
        let columns = if wanted { problem.matrix.columns() } else { 0 };
        Self(vec![Vec::with_capacity(problem.matrix.rows()); columns])
    }

    /// Adds what criterion `j` brings to the next alternative.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every value")]
    pub(super) fn put(&mut self, j: usize, value: f64) {
        if let Some(column) = self.0.get_mut(j) {
            column.push(value);
        }
    }

    pub(super) fn finish(self) -> Option<Vec<Vec<f64>>> {
        Some(self.0).filter(|columns| !columns.is_empty())
    }
}

impl ToPlain for Ranking {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("alternatives", &self.alternatives);
        entries.put("criteria", &self.criteria);
        entries.put("weights", &self.weights);
        entries.put("scores", &Bulk(&self.scores));
        entries.put("lowestIsBest", &self.lowest_is_best);
        entries.put("ranks", &whole(&self.ranks));
        entries.put("order", &whole(&self.order));
        let columns = self.contributions.as_ref();
        let columns = columns.map(|lists| lists.iter().map(|list| Bulk(list)).collect::<Vec<_>>());
        entries.put("contributions", &columns);
        entries.put("distances", &self.distances);
        entries.put("compromise", &self.compromise);
        entries.put("parts", &self.parts);
        entries.put("warnings", &self.warnings);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

impl ToPlain for IdealDistances {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("ideal", &Bulk(&self.ideal));
        entries.put("antiIdeal", &Bulk(&self.anti_ideal));
        entries.into_plain()
    }
}

impl ToPlain for Compromise {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("s", &Bulk(&self.s));
        entries.put("r", &Bulk(&self.r));
        entries.put("sRanks", &whole(&self.s_ranks));
        entries.put("rRanks", &whole(&self.r_ranks));
        entries.put("advantageNeeded", &self.advantage_needed);
        entries.put("acceptableAdvantage", &self.acceptable_advantage);
        entries.put("acceptableStability", &self.acceptable_stability);
        entries.put("set", &whole(&self.set));
        entries.into_plain()
    }
}

impl ToPlain for SumAndProduct {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("sum", &Bulk(&self.sum));
        entries.put("product", &Bulk(&self.product));
        entries.into_plain()
    }
}

/// Whole numbers that are written in bulk.
struct Whole(Vec<f64>);

fn whole(numbers: &[u32]) -> Whole {
    Whole(numbers.iter().copied().map(f64::from).collect())
}

impl ToPlain for Whole {
    fn to_plain(&self) -> Plain {
        Bulk(&self.0).to_plain()
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::excess;
    use super::placed;

    #[test]
    fn equal_scores_share_the_better_rank() {
        let (ranks, order) = placed(&[0.5, 0.9, 0.5, 0.1], false);
        assert_eq!((ranks, order), (vec![2, 1, 2, 4], vec![1, 0, 2, 3]));
        let (ranks, order) = placed(&[0.5, 0.9, 0.5, 0.1], true);
        assert_eq!((ranks, order), (vec![2, 4, 2, 1], vec![3, 0, 2, 1]));
    }

    #[test]
    fn a_tie_survives_rounding_and_small_numbers_stay_apart() {
        let (ranks, order) = placed(&[0.1 + 0.2, 0.3, 1.0], false);
        assert_eq!((ranks, order), (vec![2, 2, 1], vec![2, 0, 1]));
        // the better of the two by a bit stands later in the data
        let (ranks, order) = placed(&[0.3, 0.1 + 0.2, 1.0], false);
        assert_eq!((ranks, order), (vec![2, 2, 1], vec![2, 0, 1]));
        let (ranks, _) = placed(&[1e-9, 2e-9, 1.0], false);
        assert_eq!(ranks, [3, 2, 1]);
        let (ranks, _) = placed(&[1e-17, 0.0, 1.0], true);
        assert_eq!(ranks, [1, 1, 3]);
        let (ranks, _) = placed(&[0.0, 0.0, -0.0], true);
        assert_eq!(ranks, [1, 1, 1]);
    }

    #[test]
    fn what_is_no_farther_than_rounding_is_no_excess() {
        assert_eq!(excess(0.1 + 0.2, 0.3), 0.0);
        assert_eq!(excess(0.5, 0.25), 0.25);
    }
}
