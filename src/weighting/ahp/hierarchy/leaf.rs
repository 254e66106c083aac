//! What a leaf knows of the alternatives.

use super::consistency::JudgedBelow;
use super::evaluation::Synthesis;
use super::local::Local;
use super::local::check_length;
use super::local::shares;
use super::node::HierarchyNode;
use super::node::Intensities;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::direction::Direction;
use crate::plain::Plain;
use crate::weighting::ahp::cells::check_names;
use crate::weighting::ahp::priorities::PriorityMethod;

/// What is known of the alternatives under one leaf.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum LeafData {
    /// They are compared with each other, or given shares directly.
    Compared(Local),
    /// They are measured: the shares of the values, or of their reciprocals.
    Measured(Vec<f64>),
    /// Each has one of some grades.
    Rated { grades: Local, ratings: Vec<usize> },
}

impl LeafData {
    /// Reads what a leaf knows; nothing where it has nothing.
    pub(super) fn read(node: &HierarchyNode, alternatives: &[String]) -> Result<Option<Self>> {
        let compared = node.said();
        let given = [
            compared.ways() > 0,
            node.values.is_some(),
            node.ratings.is_some(),
        ];
        let kinds = given.into_iter().filter(|given| *given).count();
        if kinds > 1 {
            return Err(Error::InvalidValue {
                path: String::new(),
                found: "more than one kind of data".into(),
                expected: "comparisons, `values` or `ratings`".into(),
            });
        }
        lonely(
            "direction",
            node.direction.is_some(),
            "values",
            node.values.is_some(),
        )?;
        lonely(
            "intensities",
            node.intensities.is_some(),
            "ratings",
            node.ratings.is_some(),
        )?;
        if kinds == 0 {
            return Ok(None);
        }
        if alternatives.is_empty() {
            return Err(Error::Missing {
                path: "alternatives".into(),
                expected: "the names of the alternatives, at the goal".into(),
            });
        }
        let data = if let Some(values) = &node.values {
            Self::Measured(measured(values, node.direction, alternatives)?)
        } else if let Some(ratings) = &node.ratings {
            rated(ratings, node.intensities.as_ref(), alternatives)?
        } else {
            Self::Compared(compared.local(alternatives)?)
        };
        Ok(Some(data))
    }

    /// How good each alternative is under this leaf: shares of 1, or shares of the best.
    pub(super) fn local(&self, method: PriorityMethod, synthesis: Synthesis) -> Vec<f64> {
        let values = match self {
            Self::Compared(local) => local.weights(method),
            Self::Measured(shares) => shares.clone(),
            Self::Rated { grades, ratings } => {
                let weights = grades.weights(method);
                let best = largest(&weights);
                let of = |grade: &usize| weights.get(*grade).copied().unwrap_or(0.0) / best;
                ratings.iter().map(of).collect()
            }
        };
        let scale = match (synthesis, self) {
            // the best grade there is, not the best that somebody has
            (Synthesis::Ideal, Self::Rated { .. }) => 1.0,
            (Synthesis::Ideal, _) => largest(&values),
            _ => values.iter().sum(),
        };
        // where everybody has a grade worth nothing, it adds nothing
        let scale = if scale > 0.0 { scale } else { 1.0 };
        values.iter().map(|value| value / scale).collect()
    }

    /// What is judged in it.
    pub(super) fn compares(&self) -> JudgedBelow {
        match self {
            Self::Rated { .. } => JudgedBelow::Intensities,
            _ => JudgedBelow::Alternatives,
        }
    }

    /// The judgements in it.
    pub(super) fn judged(&self) -> &Local {
        const NOTHING: &Local = &Local::Given(Vec::new());
        match self {
            Self::Compared(local) | Self::Rated { grades: local, .. } => local,
            Self::Measured(_) => NOTHING,
        }
    }

    /// The numbers that it is made of.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let mut numbers = self.judged().numbers();
        match self {
            Self::Compared(_) => {}
            Self::Measured(shares) => numbers.extend(shares),
            Self::Rated { ratings, .. } => {
                numbers.extend(ratings.iter().map(|grade| *grade as f64));
            }
        }
        numbers
    }
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

/// Rejects what means nothing without something else.
fn lonely(key: &str, there: bool, needs: &str, given: bool) -> Result<()> {
    if given || !there {
        return Ok(());
    }
    Err(Error::Missing {
        path: needs.into(),
        expected: format!("there, since `{key}` is"),
    })
}

/// Shares of measured values (Saaty 1980; Haas & Meixner): of a benefit the share of the value, of
/// a cost the share of its reciprocal.
fn measured(values: &[f64], direction: Option<Direction>, names: &[String]) -> Result<Vec<f64>> {
    check_length(values.len(), names.len(), "values")?;
    match direction {
        Some(Direction::Benefit) => shares(values, names, "values"),
        Some(Direction::Cost) => {
            for (value, name) in values.iter().zip(names) {
                let path = || format!("values[{name}]");
                if check_finite(*value, path)? <= 0.0 {
                    return Err(Error::OutOfRange {
                        path: path(),
                        value: *value,
                        expected: "a number above 0: of a cost the reciprocal counts".into(),
                    });
                }
            }
            let reciprocals: Vec<f64> = values.iter().map(|value| 1.0 / value).collect();
            shares(&reciprocals, names, "values")
        }
        Some(_) => Err(Error::InvalidValue {
            path: "direction".into(),
            found: "a target or an interval".into(),
            expected: "\"benefit\" or \"cost\": only these have shares".into(),
        }),
        None => Err(Error::Missing {
            path: "direction".into(),
            expected: "\"benefit\" or \"cost\"".into(),
        }),
    }
}

fn rated(
    ratings: &[String],
    intensities: Option<&Intensities>,
    alternatives: &[String],
) -> Result<LeafData> {
    let Some(intensities) = intensities else {
        return Err(Error::Missing {
            path: "intensities".into(),
            expected: "the grades of the ratings".into(),
        });
    };
    check_length(ratings.len(), alternatives.len(), "ratings")?;
    let grades = &intensities.criteria;
    if grades.is_empty() {
        return Err(Error::EmptyInput {
            path: "intensities.criteria".into(),
            hint: "there must be at least one grade".into(),
        });
    }
    let local =
        check_names(grades, grades.len()).and_then(|names| intensities.said().local(&names));
    let local = local.map_err(|error| error.within("intensities"))?;
    let place = |(rating, name): (&String, &String)| {
        let found = grades
            .iter()
            .position(|grade| grade.trim() == rating.trim());
        found.ok_or_else(|| Error::InvalidValue {
            path: format!("ratings[{name}]"),
            found: Plain::Text(rating.clone()).show(),
            expected: format!("one of {}", grades.join(", ")),
        })
    };
    let ratings = ratings.iter().zip(alternatives).map(place);
    Ok(LeafData::Rated {
        grades: local,
        ratings: ratings.collect::<Result<_>>()?,
    })
}
