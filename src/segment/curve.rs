//! Cumulative shares: what the best customers bring together.

use crate::numeric::sum::CompensatedSum;
use crate::numeric::tolerance::TIE;
use crate::plain::report;
use crate::segment::places::Places;
use crate::segment::places::Ties;

/// A point of a curve: so many customers bring so much, both as shares.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CurvePoint {
    /// The share of the customers.
    pub customers: f64,
    /// The share of the total.
    pub value: f64,
}

report!(CurvePoint {
    customers => "customers",
    value => "value",
});

/// Customers by value, the highest first, with the share of the total that they bring so far.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cumulative {
    /// The rows of those whose value is known.
    pub(super) order: Vec<usize>,
    /// The share of the total up to each of them.
    pub(super) shares: Vec<f64>,
}

impl Cumulative {
    /// Returns nothing where the total is not above 0, or only by rounding.
    pub(super) fn of(values: &[f64], ids: Option<&[f64]>) -> Option<Self> {
        let order = Places::of(values, ids).order;
        Self::in_order(values, order)
    }

    /// Adds values up in an order.
    pub(super) fn in_order(values: &[f64], order: Vec<usize>) -> Option<Self> {
        let value = |row: &usize| values.get(*row).copied().unwrap_or_default();
        let largest = order
            .iter()
            .map(value)
            .fold(0.0, |most, value| value.abs().max(most));
        let (mut sum, mut size) = (CompensatedSum::default(), 0.0);
        let mut shares = Vec::with_capacity(order.len());
        for row in &order {
            // As shares of the largest, so that nothing overflows.
            let part = value(row) / largest;
            sum.add(part);
            size += part.abs();
            shares.push(sum.total());
        }
        let total = sum.total();
        if total.is_nan() || total <= TIE * size {
            return None;
        }
        for share in &mut shares {
            *share /= total;
        }
        Some(Self { order, shares })
    }

    /// Returns for each row the share of those before it and with it; NaN where the value is missing.
    /// Of equals that share a rank all have the shares of the first.
    pub(super) fn by_row(&self, values: &[f64], ties: Ties) -> (Vec<f64>, Vec<f64>) {
        let mut before = vec![f64::NAN; values.len()];
        let mut after = before.clone();
        let (mut last, mut so_far) = (f64::NAN, 0.0);
        let (mut first_before, mut first_after) = (0.0, 0.0);
        for (row, share) in self.order.iter().zip(&self.shares) {
            let value = values.get(*row).copied().unwrap_or(f64::NAN);
            if !(ties == Ties::Shared && (value - last).abs() <= 0.0) {
                (first_before, first_after) = (so_far, *share);
            }
            (last, so_far) = (value, *share);
            for (column, found) in [(&mut before, first_before), (&mut after, first_after)] {
                if let Some(slot) = column.get_mut(*row) {
                    *slot = found;
                }
            }
        }
        (before, after)
    }

    /// Returns the curve from (0, 0), of all customers or, where there are more, of evenly spaced ones.
    pub(super) fn curve(&self, points: usize) -> Vec<CurvePoint> {
        let n = self.shares.len();
        let steps = n.min(points.saturating_sub(1)).max(1);
        (0..=steps)
            .map(|step| {
                let count = n * step / steps;
                let share = count
                    .checked_sub(1)
                    .and_then(|place| self.shares.get(place));
                CurvePoint {
                    customers: count as f64 / n.max(1) as f64,
                    value: share.copied().unwrap_or_default(),
                }
            })
            .collect()
    }
}
