//! Columns that follow from others.

use crate::numeric::math::sqrt;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::dot;

/// A column of which no more than this share is left, when what the others say is taken out of it, says
/// nothing of its own.
pub const DEPENDENT: f64 = 1e-9;

/// A column takes part in another from this share of it on.
const TAKES_PART: f64 = 1e-6;

/// Returns the columns before that of a place from which it follows, an empty list where it is constant, and
/// nothing where it says something of its own.
///
/// # Formula
/// The columns about their means, each less its projections on those before (QR by modified Gram-Schmidt,
/// twice). A column is constant where the length about the mean is at most [`DEPENDENT`] times that about 0,
/// and follows from the others where what is left is at most that share of the length about the mean.
///
/// # Example: the third is the sum of the first two, and 1
/// ```
/// use clientele::numeric::dependence::follows_from;
/// let columns = [vec![1.0, 0.0, 4.0], vec![0.0, 3.0, 2.0], vec![2.0, 4.0, 7.0], vec![5.0; 3]];
/// let found: Vec<_> = (0..4).map(|place| follows_from(&columns, place)).collect();
/// assert_eq!(found, [None, None, Some(vec![0, 1]), Some(vec![])]);
/// ```
///
/// # References
/// Golub & Van Loan (2013), Matrix Computations, section 5.2.
pub fn follows_from(columns: &[Vec<f64>], place: usize) -> Option<Vec<usize>> {
    let (mut own, varies) = centred(columns.get(place)?);
    if !varies {
        return Some(Vec::new());
    }
    // The directions that the columns before add, and for each its parts in these columns.
    let mut directions: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for (earlier, column) in columns.iter().enumerate().take(place) {
        let (mut column, varies) = centred(column);
        let mut parts = vec![0.0; place];
        if let Some(part) = parts.get_mut(earlier) {
            *part = 1.0;
        }
        if varies && take_out(&directions, &mut column, &mut parts) > DEPENDENT {
            let length = length(&column);
            let scale = |values: &[f64]| values.iter().map(|value| value / length).collect();
            directions.push((scale(&column), scale(&parts)));
        }
    }
    let mut parts = vec![0.0; place];
    if take_out(&directions, &mut own, &mut parts) > DEPENDENT {
        return None;
    }
    let parts = parts.iter().enumerate();
    let takes_part = parts.filter(|(_, part)| part.abs() > TAKES_PART);
    Some(takes_part.map(|(earlier, _)| earlier).collect())
}

/// Takes the directions out of a column of length 1, and the same multiples of their parts out of its
/// parts; returns what is left of the length.
fn take_out(directions: &[(Vec<f64>, Vec<f64>)], column: &mut [f64], parts: &mut [f64]) -> f64 {
    // The second time takes out what the rounding of the first left.
    for _ in 0..2 {
        for (direction, of) in directions {
            let share = dot(direction, column);
            add_scaled(column, direction, -share);
            add_scaled(parts, of, -share);
        }
    }
    length(column)
}

/// Returns a column about its mean, of length 1, and whether it varies.
fn centred(column: &[f64]) -> (Vec<f64>, bool) {
    let largest = column
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    // Squares of what is next to the largest float are beyond it.
    let unit = if largest > 0.0 { largest } else { 1.0 };
    let mut values: Vec<f64> = column.iter().map(|value| value / unit).collect();
    let whole = length(&values);
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    for value in &mut values {
        *value -= mean;
    }
    let about = length(&values);
    let varies = about > DEPENDENT * whole;
    if varies {
        for value in &mut values {
            *value /= about;
        }
    }
    (values, varies)
}

fn length(values: &[f64]) -> f64 {
    sqrt(dot(values, values))
}
