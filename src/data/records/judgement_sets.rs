//! Judgements as pairwise matrices: one for each expert and goal.

use crate::data::records::answer_table::sorted_texts;
use crate::data::records::kind::RecordKind;
use crate::data::records::natural_order::natural_order;
use crate::data::records::record_column::RecordColumn;
use crate::data::records::table::Records;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::plain::report;

/// How far two judgements of a pair may miss being reciprocals, as a share: the reciprocals that went
/// through a file with seven digits.
const RECIPROCITY: f64 = 1e-6;

/// What one expert judged for one goal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct JudgementSet {
    /// The expert.
    pub expert: String,
    /// What the criteria are weighed for.
    pub goal: String,
    /// The criteria that any expert judged for the goal, in natural order.
    pub criteria: Vec<String>,
    /// How many times as important the criterion of the row is as that of the column; none where the
    /// expert did not say, 1 on the diagonal.
    pub rows: Vec<Vec<Option<f64>>>,
    /// Whether every pair was judged.
    pub complete: bool,
}

report!(JudgementSet {
    expert => "expert",
    goal => "goal",
    criteria => "criteria",
    rows => "rows",
    complete => "complete",
});

impl Records {
    /// Returns the judgements as matrices: by goal, then by expert, each in natural order.
    ///
    /// The experts of a goal have the same criteria, so that their matrices can be put together. A pair
    /// that is judged in both directions, or twice, must be judged the same.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for records of another kind, [`Error::NotReciprocal`] for judgements that
    /// contradict each other, with the place: `judgements[Ann][Loyalty][Price][Service]`.
    ///
    /// # Example: from judgements to weights
    /// ```
    /// use clientele::data::records::{RecordKind, RecordOptions, Records};
    /// let csv = b"expert,goal,first,second,value\nAnn,Loyalty,Price,Service,1/3\n";
    /// let records = Records::from_csv(RecordKind::Judgements, csv, &RecordOptions::default())?;
    /// let sets = records.judgement_sets()?;
    /// assert_eq!(sets[0].criteria, ["Price", "Service"]);
    /// assert_eq!(sets[0].rows[1], [Some(3.0), Some(1.0)]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn judgement_sets(&self) -> Result<Vec<JudgementSet>> {
        self.check_kind(RecordKind::Judgements)?;
        let all: Vec<usize> = (0..self.len()).collect();
        let mut sets = Vec::new();
        let (Some(goals), Some(experts)) = (self.column("goal"), self.column("expert")) else {
            return Ok(sets);
        };
        for (goal, rows) in groups(goals, &all) {
            let criteria = self.criteria(&rows);
            for (expert, own) in groups(experts, &rows) {
                let place = format!("judgements[{expert}][{goal}]");
                sets.push(self.judgement_set(expert, goal.clone(), &criteria, &own, &place)?);
            }
        }
        Ok(sets)
    }

    /// Returns the criteria of rows in natural order.
    fn criteria(&self, rows: &[usize]) -> Vec<String> {
        let side = |field| {
            let column = self.column(field);
            column.map_or(Vec::new(), |column| sorted_texts(column, rows).0)
        };
        let mut criteria = side("first");
        for name in side("second") {
            if !criteria.contains(&name) {
                criteria.push(name);
            }
        }
        let mut order: Vec<&str> = criteria.iter().map(String::as_str).collect();
        sort_by(&mut order, |one, other| natural_order(one, other).is_lt());
        order.into_iter().map(String::from).collect()
    }

    fn judgement_set(
        &self,
        expert: String,
        goal: String,
        criteria: &[String],
        rows: &[usize],
        place: &str,
    ) -> Result<JudgementSet> {
        let mut matrix = vec![vec![None; criteria.len()]; criteria.len()];
        for (i, row) in matrix.iter_mut().enumerate() {
            if let Some(cell) = row.get_mut(i) {
                *cell = Some(1.0);
            }
        }
        for row in rows {
            let at = |field| {
                let name = self.text(field, *row)?;
                criteria.iter().position(|known| known == name)
            };
            let (Some(first), Some(second)) = (at("first"), at("second")) else {
                continue;
            };
            let Some(value) = self.number("value", *row) else {
                continue;
            };
            // A pair is kept in one direction, as it was judged; the other is its reciprocal.
            let known = cell(&mut matrix, first, second).and_then(|cell| *cell);
            if let Some(known) = known {
                if (known / value - 1.0).abs() > RECIPROCITY {
                    let name = |at: usize| criteria.get(at).map_or("", String::as_str);
                    return Err(Error::NotReciprocal {
                        path: format!("{place}[{}][{}]", name(first), name(second)),
                        value,
                        mirror: 1.0 / known,
                        expected: known,
                    });
                }
                // Of two that differ in the last digits the larger counts, in whichever order they came.
                let upper = if first < second {
                    known.max(value)
                } else {
                    known.min(value)
                };
                put(&mut matrix, first, second, upper);
            } else {
                put(&mut matrix, first, second, value);
            }
        }
        let complete = matrix.iter().all(|row| row.iter().all(Option::is_some));
        Ok(JudgementSet {
            expert,
            goal,
            criteria: criteria.to_vec(),
            rows: matrix,
            complete,
        })
    }
}

type Matrix = Vec<Vec<Option<f64>>>;

fn cell(matrix: &mut Matrix, i: usize, j: usize) -> Option<&mut Option<f64>> {
    matrix.get_mut(i)?.get_mut(j)
}

/// Puts a judgement and its reciprocal into their places.
fn put(matrix: &mut Matrix, i: usize, j: usize, value: f64) {
    for (i, j, value) in [(i, j, value), (j, i, 1.0 / value)] {
        if let Some(cell) = cell(matrix, i, j) {
            *cell = Some(value);
        }
    }
}

/// Returns the texts of rows in natural order, each with its rows.
fn groups(column: &RecordColumn, rows: &[usize]) -> Vec<(String, Vec<usize>)> {
    let (names, place) = sorted_texts(column, rows);
    let mut found: Vec<(String, Vec<usize>)> =
        names.into_iter().map(|name| (name, Vec::new())).collect();
    let texts = column.places();
    for row in rows {
        let text = texts.get(*row).copied().flatten();
        let group = text.and_then(|text| place.get(text).copied().flatten());
        if let Some((_, own)) = group.and_then(|group| found.get_mut(group)) {
            own.push(*row);
        }
    }
    found
}
