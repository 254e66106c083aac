//! Scores of alternatives while one weight runs from 0 to 1.

use super::performance::Aggregation;
use super::performance::Performance;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::plain::options;
use crate::plain::report;

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
/// [`Error::InvalidValue`] for a criterion that is not among the data; [`Error::OutOfRange`] for a
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
    let (k, weight) = running(&performance, criterion)?;
    if !(2..=1001).contains(&options.points) {
        return Err(Error::OutOfRange {
            path: "options.points".into(),
            value: f64::from(options.points),
            expected: "2 to 1001".into(),
        });
    }
    let others: Vec<f64> = performance
        .weights
        .iter()
        .enumerate()
        .map(|(j, w)| if j == k { 0.0 } else { w / (1.0 - weight) })
        .collect();
    let ends = performance
        .rows
        .iter()
        .map(|row| row.get(k).copied().unwrap_or(0.0));
    let lines: Vec<Line> = performance
        .levels(&others)
        .into_iter()
        .zip(ends)
        .map(|(start, end)| Line { start, end })
        .collect();
    let steps = options.points - 1;
    let grid: Vec<f64> = (0..=steps)
        .map(|i| f64::from(i) / f64::from(steps))
        .collect();
    let drawn = |(line, alternative): (&Line, &String)| SensitivityLine {
        alternative: alternative.clone(),
        score: performance.score(line.at(weight)),
        scores: grid
            .iter()
            .map(|t| performance.score(line.at(*t)))
            .collect(),
    };
    let drawn: Vec<SensitivityLine> = lines
        .iter()
        .zip(&performance.alternatives)
        .map(drawn)
        .collect();
    let leaders = leaders(&lines);
    let now = leaders.iter().find(|span| weight <= span.2);
    let (stable_from, stable_to) = now.map_or((0.0, 1.0), |span| (span.1, span.2));
    Ok(WeightSensitivity {
        criterion: criterion.into(),
        weight,
        breakpoints: breakpoints(&lines, &performance),
        leaders: leaders
            .iter()
            .map(|(i, from, to)| LeaderSpan {
                alternative: performance.name(*i),
                from: *from,
                to: *to,
            })
            .collect(),
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

/// Returns the place and the weight of the criterion.
fn running(performance: &Performance, criterion: &str) -> Result<(usize, f64)> {
    let mut named = performance.criteria.iter().zip(&performance.weights);
    let place = named.position(|(name, _)| name.trim() == criterion.trim());
    let Some(k) = place else {
        return Err(Error::InvalidValue {
            path: "criterion".into(),
            found: format!("\"{criterion}\""),
            expected: format!("one of the criteria {}", performance.criteria.join(", ")),
        });
    };
    let weight = performance.weights.get(k).copied().unwrap_or(0.0);
    if weight >= 1.0 {
        return Err(Error::OutOfRange {
            path: format!("weights[{criterion}]"),
            value: weight,
            expected: "a share below 1, so that the others have proportions".into(),
        });
    }
    Ok((k, weight))
}

fn breakpoints(lines: &[Line], performance: &Performance) -> Vec<Breakpoint> {
    let mut crossings = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        for (j, other) in lines.iter().enumerate().skip(i + 1) {
            if let Some(t) = line.crossing(*other) {
                let falls = line.slope() < other.slope();
                crossings.push(if falls { (t, i, j) } else { (t, j, i) });
            }
        }
    }
    sort_by(&mut crossings, |one, other| one.0 < other.0);
    let named = crossings.iter().map(|(weight, below, above)| Breakpoint {
        weight: *weight,
        ahead_below: performance.name(*below),
        ahead_above: performance.name(*above),
    });
    named.collect()
}

/// Returns the upper envelope of the lines: who leads, from where to where.
fn leaders(lines: &[Line]) -> Vec<(usize, f64, f64)> {
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
