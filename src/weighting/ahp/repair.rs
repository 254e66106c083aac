//! Which few judgements to change so that all become consistent.

use super::completion::CompletionMethod;
use super::consistency::ConsistencyOptions;
use super::judgement_steps::JudgementSteps;
use super::judgement_steps::written;
use super::left_out::LeftOut;
use super::matrix::PairwiseMatrix;
use super::priorities::PriorityMethod;
use super::random_index::RandomIndex;
use super::repair_search::Aim;
use super::repair_search::Candidate;
use super::repair_search::Search;
use super::square::at;
use super::square::name;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::plain::options;
use crate::plain::report;

/// What a repair may do.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RepairOptions {
    /// The most judgements that may change, 1 to 3; 3 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub max_changes: u32,
    /// The steps a judgement may change to; their reciprocals belong to them; 1, 2, …, 9 unless
    /// told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scale: Vec<f64>,
    /// The consistency ratio to fall below; 0.1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub threshold: f64,
    /// The table of random indices; `saaty2008` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub random_index: RandomIndex,
    /// Whether Saaty's stricter thresholds hold for small matrices: 0.05 for three criteria, 0.08
    /// for four.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub strict: bool,
    /// How many repairs to return at most, 1 to 100; 5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub top: u32,
}

options!(RepairOptions {
    max_changes => "maxChanges",
    scale => "scale",
    threshold => "threshold",
    random_index => "randomIndex",
    strict => "strict",
    top => "top",
});

impl Default for RepairOptions {
    fn default() -> Self {
        let options = ConsistencyOptions::default();
        Self {
            max_changes: MOST_CHANGES,
            scale: (1..=9_u8).map(f64::from).collect(),
            threshold: options.threshold,
            random_index: options.random_index,
            strict: options.strict,
            top: 5,
        }
    }
}

/// The code of a search that did not look at every set of changes.
pub const SEARCH_CUT_SHORT: &str = "search_cut_short";

/// Beyond three changes of judgements it is better to judge anew.
const MOST_CHANGES: u32 = 3;

/// More repairs than a person will look at.
const MOST_REPAIRS: u32 = 100;

/// A judgement and what it is to become.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct JudgementChange {
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// The judgement: a is this many times as important as b.
    pub from: f64,
    /// What it is to become.
    pub to: f64,
    /// The same as it is written: "3" or "1/3".
    pub to_text: String,
}

report!(JudgementChange {
    a => "a",
    b => "b",
    from => "from",
    to => "to",
    to_text => "toText",
});

/// A set of changes and what it leads to.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Repair {
    /// The changes, in reading order.
    pub changes: Vec<JudgementChange>,
    /// How far the judgements move: Σ |ln(to / from)|.
    pub log_change: f64,
    /// How many pairs of criteria change order.
    pub swaps: usize,
    /// Whether all criteria keep their order.
    pub ranks_kept: bool,
    /// The weights of the eigenvector after the changes.
    pub weights: Vec<f64>,
    /// The largest eigenvalue after the changes.
    pub lambda_max: f64,
    /// The consistency ratio after the changes.
    pub cr: f64,
}

report!(Repair {
    changes => "changes",
    log_change => "logChange",
    swaps => "swaps",
    ranks_kept => "ranksKept",
    weights => "weights",
    lambda_max => "lambdaMax",
    cr => "cr",
});

/// The smallest repairs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RepairReport {
    /// Whether the threshold is reached with the changes that are allowed. If not, `repairs`
    /// holds the most consistent that was found, which need not be the best there is.
    pub reached: bool,
    /// The smallest number of changes that reaches the threshold, proven; 0 when the judgements are
    /// consistent as they are, none when more are needed than allowed, or than could be looked at.
    pub needed: Option<u32>,
    /// The consistency ratio of the judgements as they are.
    pub cr: f64,
    /// The threshold to fall below.
    pub threshold: f64,
    /// The random index.
    pub ri: f64,
    /// The table the random index is from.
    pub random_index: RandomIndex,
    /// The repairs of the smallest number of changes: the smallest move of the judgements first,
    /// among equal ones the fewest criteria that change order, then reading order.
    pub repairs: Vec<Repair>,
    /// The judgement farthest from what the others say without it (Harker's completion).
    pub worst: Option<LeftOut>,
    /// What to mind: `search_cut_short` where the sets of the last number of changes were more than the
    /// search may look at. The repairs are then the best of those it saw; where it saw none, more changes
    /// were not tried, and none may yet be enough.
    pub warnings: Vec<Caution>,
    /// How they were made.
    pub provenance: Provenance,
}

report!(RepairReport {
    reached => "reached",
    needed => "needed",
    cr => "cr",
    threshold => "threshold",
    ri => "ri",
    random_index => "randomIndex",
    repairs => "repairs",
    worst => "worst",
    warnings => "warnings",
    provenance => "provenance",
});

impl PairwiseMatrix {
    /// Returns the smallest sets of judgements whose change makes the others consistent.
    ///
    /// One change is tried before two, two before three, each with every value of the scale: there
    /// is no smaller repair than those returned, and none that moves the judgements less with as few
    /// changes. The consistency ratio is that of the largest eigenvalue, whatever method weighs.
    ///
    /// The search is bounded to some two seconds. Fifteen criteria take a hundredth of that, and so do more
    /// where no three changes come near the threshold; where from about twenty criteria on nearly every set
    /// comes near it, the search ends early and says `search_cut_short`.
    ///
    /// A proposal is not an order: whoever judged decides which of the repairs says what was meant.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for numbers beyond those allowed, [`Error::NotFinite`], and
    /// [`Error::EmptyInput`] for a scale without steps.
    ///
    /// # Example: one judgement the wrong way round
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, RepairOptions};
    /// let judgements = ["2", "4", "1/8", "2", "4", "2"];
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&judgements, None)?;
    /// let report = matrix.repair(&RepairOptions::default())?;
    /// assert_eq!((report.reached, report.needed), (true, Some(1)));
    /// let change = &report.repairs[0].changes[0];
    /// assert_eq!((change.a.as_str(), change.b.as_str()), ("1", "4"));
    /// assert!(report.repairs[0].cr < 0.1);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Bozóki, S., Fülöp, J. and Poesz, A. (2015), "On reducing inconsistency of pairwise comparison
    /// matrices below an acceptance threshold", Central European Journal of Operations Research 23,
    /// 849-866: the problem. The search is our own; see the comments of its steps.
    pub fn repair(&self, options: &RepairOptions) -> Result<RepairReport> {
        check_count("maxChanges", options.max_changes, MOST_CHANGES)?;
        check_count("top", options.top, MOST_REPAIRS)?;
        let scale = JudgementSteps::try_new(&options.scale)?;
        let before = self.consistency(&ConsistencyOptions {
            random_index: options.random_index,
            threshold: options.threshold,
            strict: options.strict,
            method: PriorityMethod::Eigenvector,
        })?;
        let aim = Aim {
            ri: before.ri,
            threshold: before.threshold,
            scale: scale.values(),
            top: options.top as usize,
        };
        let mut needed = before.consistent.then_some(0);
        let mut found_repairs = Vec::new();
        let mut warnings = Vec::new();
        if needed.is_none() {
            let mut search = Search::new(self, &aim);
            for size in 1..=options.max_changes {
                let found = search.of_size(size as usize);
                if search.cut_short() {
                    warnings.push(Caution::new(SEARCH_CUT_SHORT));
                }
                if !found.is_empty() {
                    needed = Some(size);
                    found_repairs = found;
                }
                if needed.is_some() || search.cut_short() {
                    break;
                }
            }
            if needed.is_none() {
                found_repairs.extend(search.best_found(options.max_changes as usize));
            }
        }
        let mut repairs = Vec::with_capacity(found_repairs.len());
        for found in found_repairs {
            repairs.push(self.named(found));
        }
        let provenance = Provenance::new("smallestRepair", self.fingerprint())
            .with("maxChanges", f64::from(options.max_changes))
            .with("scale", scale.steps().to_vec());
        Ok(RepairReport {
            reached: needed.is_some(),
            needed,
            cr: before.cr,
            threshold: before.threshold,
            ri: before.ri,
            random_index: options.random_index,
            repairs,
            worst: self.left_out(CompletionMethod::Harker).first().cloned(),
            warnings,
            provenance,
        })
    }

    fn named(&self, found: Candidate) -> Repair {
        let mut changes = Vec::with_capacity(found.changes.len());
        for ((i, j), to) in found.changes {
            changes.push(JudgementChange {
                a: name(self.criteria(), i),
                b: name(self.criteria(), j),
                from: at(self.values(), i * self.size() + j),
                to,
                to_text: written(to),
            });
        }
        Repair {
            changes,
            log_change: found.cost,
            swaps: found.swaps,
            ranks_kept: found.swaps == 0,
            weights: found.weights,
            lambda_max: found.lambda,
            cr: found.cr,
        }
    }
}

fn check_count(path: &str, value: u32, most: u32) -> Result<()> {
    if (1..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange {
        path: path.into(),
        value: f64::from(value),
        expected: format!("a whole number from 1 to {most}"),
    })
}
