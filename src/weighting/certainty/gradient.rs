//! Scores of alternatives while one weight runs from 0 to 1.

use super::performance::Aggregation;
use super::performance::Performance;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::vectors::each;
use crate::plain::options;
use crate::plain::report;
use crate::weighting::lists::at;
use crate::weighting::lists::check;
use crate::weighting::lists::descending;
use crate::weighting::lists::numbered;
use crate::weighting::lists::row;
use crate::weighting::lists::stranger;

/// How scores are made, and how finely they are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SensitivityOptions {
    /// How weights and values become one number; `weightedSum` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub aggregation: Aggregation,
    /// How many points of each line are given, 0 and 1 among them: 2 to 1001, 21 unless told.
    /// Breakpoints do not depend on it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub points: u32,
}

options!(SensitivityOptions {
    aggregation => "aggregation",
    points => "points",
});

impl Default for SensitivityOptions {
    fn default() -> Self {
        Self {
            aggregation: Aggregation::default(),
            points: 21,
        }
    }
}

/// The scores as one weight runs from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightSensitivity {
    /// The criterion whose weight runs.
    pub criterion: String,
    /// Its weight now.
    pub weight: f64,
    /// The weights of the points.
    pub grid: Vec<f64>,
    /// The line of each alternative.
    pub lines: Vec<SensitivityLine>,
    /// Every weight at which two alternatives change places, ascending.
    pub breakpoints: Vec<Breakpoint>,
    /// Who is best from which weight to which, ascending.
    pub leaders: Vec<LeaderSpan>,
    /// The lowest weight at which the best alternative of now is still best.
    pub stable_from: f64,
    /// The highest such weight.
    pub stable_to: f64,
    /// How they were made.
    pub provenance: Provenance,
}

report!(WeightSensitivity {
    criterion => "criterion",
    weight => "weight",
    grid => "grid",
    lines => "lines",
    breakpoints => "breakpoints",
    leaders => "leaders",
    stable_from => "stableFrom",
    stable_to => "stableTo",
    provenance => "provenance",
});

/// The scores of one alternative.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SensitivityLine {
    /// The alternative.
    pub alternative: String,
    /// Its score at the weight of now.
    pub score: f64,
    /// Its score at each point.
    pub scores: Vec<f64>,
}

report!(SensitivityLine {
    alternative => "alternative",
    score => "score",
    scores => "scores",
});

/// A weight at which two alternatives are equal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Breakpoint {
    /// The weight.
    pub weight: f64,
    /// The alternative that is ahead below it.
    pub ahead_below: String,
    /// The alternative that is ahead above it.
    pub ahead_above: String,
}

report!(Breakpoint {
    weight => "weight",
    ahead_below => "aheadBelow",
    ahead_above => "aheadAbove",
});

/// The range of a weight in which one alternative is best.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LeaderSpan {
    /// The alternative; of equal ones the first.
    pub alternative: String,
    /// The lowest weight.
    pub from: f64,
    /// The highest weight.
    pub to: f64,
}

report!(LeaderSpan {
    alternative => "alternative",
    from => "from",
    to => "to",
});

/// A straight line over 0 to 1.
#[derive(Clone, Copy)]
struct Line {
    start: f64,
    end: f64,
}

impl Line {
    fn at(self, t: f64) -> f64 {
        (1.0 - t) * self.start + t * self.end
    }

    fn slope(self) -> f64 {
        self.end - self.start
    }

    /// Returns where the lines cross, if they do between 0 and 1.
    fn crossing(self, other: Self) -> Option<f64> {
        let (left, right) = (self.start - other.start, self.end - other.end);
        let opposite = (left > 0.0 && right < 0.0) || (left < 0.0 && right > 0.0);
        opposite.then(|| left / (left - right))
    }
}

/// Returns the scores of all alternatives as the weight of `criterion` runs from 0 to 1, the others
/// keeping their proportions, and the exact weights at which the order changes.
///
/// # Formula
/// ```text
/// Pᵢ(t) = t aᵢₖ + (1 − t) Σ_{j≠k} wⱼ/(1 − wₖ) aᵢⱼ      for a product with ln P and ln a
/// ```
/// The lines are straight, so two of them cross once at most, and that is solved for, not searched.
///
/// # Errors
/// Those of [`super::critical::critical_weights`], without the limit of alternatives;
/// [`crate::Error::InvalidValue`] for a criterion that is not among the data; [`crate::Error::OutOfRange`] for a
/// criterion that has all the weight, since the others then have no proportions
/// (`weights[price]`), and for the number of points.
///
/// # Example: from which weight of price on the cheap one wins
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::certainty::gradient::{SensitivityOptions, weight_sensitivity};
/// let data = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Benefit; 2],
///     vec![0.8, 0.2, 0.4, 0.7],
///     Some(vec!["cheap".into(), "fast".into()]),
/// )?;
/// let options = SensitivityOptions::default();
/// let found = weight_sensitivity(&data, &[0.75, 0.25], "price", &options)?;
/// assert_eq!(found.leaders[0].alternative, "fast");
/// assert!((found.stable_from - 5.0 / 9.0).abs() < 1e-12);
/// assert_eq!(found.stable_to, 1.0);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Forman, E. H. and Selly, M. A. (2001), *Decision by Objectives*, chapter 4: the gradient graph.
pub fn weight_sensitivity(
    data: &DecisionMatrix,
    weights: &[f64],
    criterion: &str,
    options: &SensitivityOptions,
) -> Result<WeightSensitivity> {
    let performance = Performance::try_new(data, weights, options.aggregation)?;
    let named = performance
        .criteria
        .iter()
        .position(|name| name.trim() == criterion.trim());
    let Some(k) = named else {
        return Err(stranger("criterion", criterion, performance.criteria));
    };
    let weight = at(&performance.weights, k);
    if weight >= 1.0 {
        let expected = "a share below 1, so that the others have proportions";
        return Err(Error::out_of_range(
            format!("weights[{criterion}]"),
            weight,
            expected,
        ));
    }
    let points = f64::from(options.points);
    let fits = (2..=1001).contains(&options.points);
    check(points, fits, "options.points", "2 to 1001")?;
    let mut others = each(&performance.weights, &|own| own / (1.0 - weight));
    if let Some(own) = others.get_mut(k) {
        *own = 0.0;
    }
    let grid = numbered(options.points as usize, &|i| i as f64 / (points - 1.0));
    let mut lines = Vec::with_capacity(data.rows());
    let mut drawn = Vec::with_capacity(data.rows());
    for (i, start) in performance.levels(&others).iter().enumerate() {
        let line = Line {
            start: *start,
            end: at(row(&performance.rows, i), k),
        };
        drawn.push(SensitivityLine {
            alternative: performance.name(i),
            score: performance.score(line.at(weight)),
            scores: each(&grid, &|t| performance.score(line.at(t))),
        });
        lines.push(line);
    }
    let mut leaders = Vec::new();
    let (mut stable_from, mut stable_to) = (0.0, 1.0);
    for (i, from, to) in envelope(&lines) {
        if from <= weight && weight <= to {
            (stable_from, stable_to) = (from, to);
        }
        leaders.push(LeaderSpan {
            alternative: performance.name(i),
            from,
            to,
        });
    }
    Ok(WeightSensitivity {
        criterion: criterion.into(),
        weight,
        breakpoints: breakpoints(&lines, &performance),
        leaders,
        grid,
        lines: drawn,
        stable_from,
        stable_to,
        provenance: performance
            .provenance("gradient")
            .with("criterion", criterion)
            .with("weights", performance.weights.clone()),
    })
}

fn breakpoints(lines: &[Line], performance: &Performance) -> Vec<Breakpoint> {
    let (mut weights, mut pairs) = (Vec::new(), Vec::new());
    for (i, line) in lines.iter().enumerate() {
        for (j, other) in lines.iter().enumerate().skip(i + 1) {
            if let Some(t) = line.crossing(*other) {
                weights.push(-t);
                let falls = line.slope() < other.slope();
                pairs.push(if falls { (i, j) } else { (j, i) });
            }
        }
    }
    let mut found = Vec::with_capacity(pairs.len());
    for place in descending(&weights) {
        let (below, above) = pairs.get(place).copied().unwrap_or_default();
        found.push(Breakpoint {
            weight: -at(&weights, place),
            ahead_below: performance.name(below),
            ahead_above: performance.name(above),
        });
    }
    found
}

/// Returns the upper envelope of the lines: who leads, from where to where.
fn envelope(lines: &[Line]) -> Vec<(usize, f64, f64)> {
    // At 0 the highest leads; of those the steepest, which leads right after it.
    let mut leader: Option<(usize, Line)> = None;
    for (i, line) in lines.iter().enumerate() {
        let ahead = leader.is_none_or(|(_, best)| {
            line.start > best.start || (line.start >= best.start && line.slope() > best.slope())
        });
        if ahead {
            leader = Some((i, *line));
        }
    }
    let mut spans = Vec::new();
    let mut from = 0.0;
    while let Some((i, line)) = leader {
        let mut next: Option<(f64, usize, Line)> = None;
        for (j, other) in lines.iter().enumerate() {
            if other.slope() <= line.slope() {
                continue;
            }
            let Some(t) = line.crossing(*other) else {
                continue;
            };
            let earlier = next.is_none_or(|(least, _, best)| {
                t < least || (t <= least && other.slope() > best.slope())
            });
            if earlier {
                next = Some((t, j, *other));
            }
        }
        // Rounding may put a crossing a hair before the one before it.
        let to = next.map_or(1.0, |(t, _, _)| t.max(from));
        spans.push((i, from, to));
        from = to;
        leader = next.map(|(_, j, other)| (j, other));
    }
    spans
}
