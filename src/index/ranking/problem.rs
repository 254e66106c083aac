//! What every ranking method starts from: checked weights, and what the columns span.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::index::ranking::scale::RankScaling;
use crate::index::ranking::scale::Scale;
use crate::index::ranking::scale::Span;
use crate::numeric::direction::Direction;
use crate::numeric::math;
use crate::numeric::shares::shares_of;
use crate::numeric::sum::CompensatedSum;
use crate::plain::Fingerprint;
use crate::weighting::data_weights::CONSTANT_COLUMN;

/// Alternatives, and weights that sum to 1.
#[derive(Debug)]
pub(super) struct Problem<'a> {
    pub(super) matrix: &'a DecisionMatrix,
    /// One for each criterion.
    pub(super) weights: Vec<f64>,
    /// Whether the weights summed to something else before.
    pub(super) scaled: bool,
    spans: Vec<Span>,
}

/// The scales of all criteria.
#[derive(Debug)]
pub(super) struct Scales {
    pub(super) each: Vec<Scale>,
    /// The criteria that tell nothing apart.
    pub(super) warnings: Vec<Caution>,
}

/// Which values a scaling takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    /// Those of which its formula makes sense.
    Formula,
    /// Only those above 0, whose powers are multiplied.
    Positive,
}

impl<'a> Problem<'a> {
    pub(super) fn try_new(matrix: &'a DecisionMatrix, weights: &[f64]) -> Result<Self> {
        if matrix.rows() < 2 {
            return Err(Error::InsufficientData {
                path: "data".into(),
                found: matrix.rows(),
                needed: 2,
                hint: "a ranking is among alternatives".into(),
            });
        }
        check_length("weights", weights.len(), matrix.columns())?;
        let name = |j: usize| matrix.criteria().get(j).map_or("", String::as_str);
        let shares = shares_of(weights, "weights", &|j| format!("weights[{}]", name(j)))?;
        let mut spans: Vec<Span> = matrix.directions().iter().map(|&d| Span::of(d)).collect();
        for row in matrix.row_values() {
            let mut j = 0;
            while let (Some(span), Some(value)) = (spans.get_mut(j), row.get(j)) {
                span.note(*value);
                j += 1;
            }
        }
        Ok(Self {
            matrix,
            weights: shares.weights,
            scaled: shares.scaled,
            spans,
        })
    }

    /// Returns the hash of the data and the weights.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        hash.text(&self.matrix.fingerprint());
        hash.numbers(&self.weights);
        hash.finish()
    }

    /// Returns the scales of all criteria.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] with the first cell, or the target, that the scaling has no place for.
    pub(super) fn scales(&self, scaling: RankScaling, domain: Domain) -> Result<Scales> {
        let mut warnings = Vec::new();
        let mut each = Vec::with_capacity(self.spans.len());
        for (j, span) in self.spans.iter().enumerate() {
            if self.weights.get(j).is_none_or(|weight| *weight <= 0.0) {
                each.push(Scale::met());
                continue;
            }
            let scale = span.scale(scaling);
            if scale.is_met() {
                let name = self.matrix.criteria().get(j).map_or("", String::as_str);
                warnings.push(Caution::about(CONSTANT_COLUMN, name));
            }
            if !scale.is_met() || domain == Domain::Positive {
                self.check(j, *span, scaling, domain)?;
            }
            each.push(scale);
        }
        if scaling.is_share() {
            self.divide(&mut each, scaling == RankScaling::Vector);
        }
        Ok(Scales { each, warnings })
    }

    /// Rejects what cannot be a ratio or a share.
    fn check(&self, j: usize, span: Span, scaling: RankScaling, domain: Domain) -> Result<()> {
        let direction = self.matrix.directions().get(j).copied().unwrap_or_default();
        let ratio = scaling == RankScaling::MaxRatio;
        let end = match direction {
            Direction::Benefit | Direction::Cost => None,
            Direction::Target(end) => Some((end, "target")),
            Direction::Interval(_, end) => Some((end, "interval[1]")),
        };
        if !(ratio || (scaling == RankScaling::Sum && end.is_none())) {
            return Ok(());
        }
        if let Some((end, key)) = end
            && end <= 0.0
        {
            let name = self.matrix.criteria().get(j).map_or("", String::as_str);
            return Err(Error::OutOfRange {
                path: format!("directions[{name}].{key}"),
                value: end,
                expected: "a number above 0: values are divided by it".into(),
            });
        }
        let (bad, expected): (fn(f64) -> bool, _) = if domain == Domain::Positive {
            (|x| x <= 0.0, "a number above 0: its powers are multiplied")
        } else if direction == Direction::Cost {
            (|x| x <= 0.0, "a number above 0: costs are divided by")
        } else {
            (|x| x < 0.0, "a number from 0")
        };
        if !bad(span.lowest) {
            return Ok(());
        }
        let column = self.matrix.column(j);
        let (row, value) = column
            .iter()
            .enumerate()
            .find(|(_, value)| bad(**value))
            .unwrap_or((0, &span.lowest));
        Err(Error::OutOfRange {
            path: self.matrix.path(row, j),
            value: *value,
            expected: expected.into(),
        })
    }

    /// Divides each scale by the sum, or the length, of its column.
    fn divide(&self, scales: &mut [Scale], squared: bool) {
        // A sum that keeps its digits does not depend on the order of the alternatives.
        let mut sums = vec![CompensatedSum::default(); scales.len()];
        for row in self.matrix.row_values() {
            let mut j = 0;
            while let (Some(sum), Some(scale), Some(value)) =
                (sums.get_mut(j), scales.get(j), row.get(j))
            {
                let measure = scale.measure(*value);
                sum.add(if squared { measure * measure } else { measure });
                j += 1;
            }
        }
        for (scale, sum) in scales.iter_mut().zip(sums) {
            let total = sum.total();
            scale.divisor *= if squared { math::sqrt(total) } else { total };
        }
    }

    /// Calls `visit` with the scaled values of each alternative in turn.
    pub(super) fn each_row(&self, scales: &[Scale], visit: &mut dyn FnMut(&[f64])) {
        // One row for all: nothing is allocated for each.
        let mut scaled = vec![0.0; scales.len()];
        for row in self.matrix.row_values() {
            let mut j = 0;
            while let (Some(slot), Some(scale), Some(value)) =
                (scaled.get_mut(j), scales.get(j), row.get(j))
            {
                *slot = scale.of(*value);
                j += 1;
            }
            visit(&scaled);
        }
    }
}
