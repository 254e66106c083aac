//! Rules in groups, with limits, weights, bands and the link to a probability.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::exp;
use crate::plain::record;
use crate::score::loyalty_settings::judged;
use crate::score::points::rule::Rule;
use crate::weighting::ahp::ConsistencyOptions;
use crate::weighting::ahp::PriorityMethod;

/// Rules that belong together and share limits.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RuleGroup {
    /// The stable code, once in a rule set.
    pub code: String,
    /// What people read.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub label: Option<String>,
    /// The most the group can give before it is weighted, 0 or above.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cap: Option<f64>,
    /// The least the group can give before it is weighted, 0 or below.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub floor: Option<f64>,
    /// The rules.
    pub rules: Vec<Rule>,
}

record!(RuleGroup {
    code => "code",
    label => "label",
    cap => "cap",
    floor => "floor",
    rules => "rules",
});

/// The weights of the groups: given, or from judgements by the analytic hierarchy process.
///
/// # References
/// Saaty, T. L. (1977), Journal of Mathematical Psychology 15, 234-281: weights are the principal
/// eigenvector; a consistency ratio below 0.1 is tolerable.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GroupWeights {
    /// The weights in the order of the groups, each from 0 to 1,000; they need not sum to 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub values: Option<Vec<f64>>,
    /// How many times as important the group of the row is as that of the column. The weights sum to 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub judgements: Option<Vec<Vec<f64>>>,
    /// The consistency ratio below which judgements are accepted; 0.1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub threshold: Option<f64>,
}

record!(GroupWeights {
    values => "values",
    judgements => "judgements",
    threshold => "threshold",
});

/// The largest weight of a group.
const MOST_WEIGHT: f64 = 1_000.0;

/// A band of the total: from its bound, which is in it, to the bound of the next.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RuleBand {
    /// The stable code, once in a rule set.
    pub code: String,
    /// What people read.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub label: Option<String>,
    /// The least total of the band; the first band may be without one.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub from: Option<f64>,
}

record!(RuleBand {
    code => "code",
    label => "label",
    from => "from",
});

/// How a total becomes a probability: p = 1/(1 + exp(−(intercept + slope · total))).
///
/// The two come from a fit to outcomes (logistic regression of the outcome on the total), or from the
/// scale of a scorecard ([`ScorecardScale`]).
///
/// [`ScorecardScale`]: crate::score::points::ScorecardScale
///
/// # Example: even odds at 50 points
/// ```
/// use clientele::score::points::LogisticLink;
/// let link = LogisticLink { intercept: -5.0, slope: 0.1 };
/// assert_eq!(link.probability(50.0), 0.5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LogisticLink {
    /// The log-odds at a total of 0.
    pub intercept: f64,
    /// What a point adds to the log-odds.
    pub slope: f64,
}

record!(LogisticLink {
    intercept => "intercept",
    slope => "slope",
});

impl LogisticLink {
    /// Returns the probability at a total.
    pub fn probability(&self, total: f64) -> f64 {
        1.0 / (1.0 + exp(-(self.intercept + self.slope * total)))
    }

    pub(super) fn check(&self) -> Result<()> {
        for (name, value) in [("intercept", self.intercept), ("slope", self.slope)] {
            check_finite(value, || format!("link.{name}"))?;
            if value.abs() > MOST_LOG_ODDS {
                return Err(Error::out_of_range(
                    format!("link.{name}"),
                    value,
                    "-1000000 to 1000000",
                ));
            }
        }
        Ok(())
    }
}

const MOST_LOG_ODDS: f64 = 1e6;

/// A set of rules: the score of a customer for one purpose.
///
/// total = base + Σ wᵢ · (points of group i), within the limits of rules, groups and the set. A set
/// without weights has wᵢ = 1.
///
/// # Example: one rule
/// ```
/// use clientele::score::points::{Fact, Facts, PointHistory, PointRules, Rule, RuleGroup, RuleSet};
/// let rule = Rule {
///     code: "paid_plan".into(),
///     points: 20.0,
///     field: Some("plan".into()),
///     equals: Some(Fact::Text("pro".into())),
///     ..Rule::default()
/// };
/// let group = RuleGroup { code: "fit".into(), rules: vec![rule], ..RuleGroup::default() };
/// let set = RuleSet { code: "lead".into(), groups: vec![group], ..RuleSet::default() };
/// let mut facts = Facts::default();
/// facts.set("plan", Fact::Text("pro".into()));
/// let score = PointRules::try_new(&set)?.score(&facts, &PointHistory::default(), None)?;
/// assert_eq!(score.total.value(), 20.0);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RuleSet {
    /// The stable code, once among the sets side by side.
    pub code: String,
    /// What people read.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub label: Option<String>,
    /// What everybody begins with; 0 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub base: Option<f64>,
    /// The most the total can be.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cap: Option<f64>,
    /// The least the total can be.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub floor: Option<f64>,
    /// The groups of rules.
    pub groups: Vec<RuleGroup>,
    /// The weights of the groups.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<GroupWeights>,
    /// The bands in rising order.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub bands: Option<Vec<RuleBand>>,
    /// The link to a probability.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub link: Option<LogisticLink>,
}

record!(RuleSet {
    code => "code",
    label => "label",
    base => "base",
    cap => "cap",
    floor => "floor",
    groups => "groups",
    weights => "weights",
    bands => "bands",
    link => "link",
});

impl RuleSet {
    /// Returns the bands.
    pub(super) fn bands(&self) -> &[RuleBand] {
        self.bands.as_deref().unwrap_or_default()
    }

    /// Returns the weights of the groups, and the consistency ratio of the judgements they are from.
    /// Returns the rules with the weights that the judgements lead to, without these.
    pub(in crate::score) fn without_judgements(&self) -> Self {
        let mut set = self.clone();
        let judged = |weights: &GroupWeights| weights.judgements.is_some();
        if set.weights.as_ref().is_some_and(judged)
            && let Ok((values, _)) = self.group_weights()
        {
            set.weights = Some(GroupWeights {
                values: Some(values),
                judgements: None,
                threshold: None,
            });
        }
        set
    }

    pub(super) fn group_weights(&self) -> Result<(Vec<f64>, Option<f64>)> {
        let found = match &self.weights {
            None => Ok((vec![1.0; self.groups.len()], None)),
            Some(weights) => weights.resolve(&self.groups),
        };
        found.map_err(|error| error.within("weights"))
    }
}

impl GroupWeights {
    fn resolve(&self, groups: &[RuleGroup]) -> Result<(Vec<f64>, Option<f64>)> {
        match (&self.values, &self.judgements) {
            (Some(values), None) => {
                if values.len() != groups.len() {
                    return Err(Error::LengthMismatch {
                        path: "values".into(),
                        expected: groups.len(),
                        actual: values.len(),
                    });
                }
                for (i, value) in values.iter().enumerate() {
                    check_finite(*value, || format!("values[{i}]"))?;
                    if !(0.0..=MOST_WEIGHT).contains(value) {
                        let path = format!("values[{i}]");
                        return Err(Error::out_of_range(path, *value, "0 to 1000"));
                    }
                }
                Ok((values.clone(), None))
            }
            (None, Some(judgements)) => {
                let codes = groups.iter().map(|group| group.code.clone()).collect();
                let matrix = judged(judgements, codes, "judgements")?;
                let priorities = matrix.priorities(PriorityMethod::Eigenvector);
                let mut options = ConsistencyOptions::default();
                if let Some(threshold) = self.threshold {
                    options.threshold = threshold;
                }
                let found = matrix.consistency_of(&priorities, &options)?;
                if !found.consistent {
                    let expected = format!(
                        "judgements with a consistency ratio below {}",
                        found.threshold
                    );
                    return Err(Error::out_of_range(
                        "judgements".into(),
                        found.cr,
                        &expected,
                    ));
                }
                Ok((priorities.weights, Some(found.cr)))
            }
            _ => Err(Error::missing(
                "values".into(),
                "either `values` or `judgements`",
            )),
        }
    }
}
