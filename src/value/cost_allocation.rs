//! How a cost of all customers is shared out among them.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::bounds::check_amount;
use crate::numeric::vectors::sum;
use crate::plain::words;

/// What the shares of a common cost are taken from. That revenue is the default is our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum AllocationKey {
    /// The revenue of each customer.
    #[default]
    Revenue,
    /// The number of orders of each customer.
    Orders,
    /// Nothing: the same for every customer.
    Equal,
}

words!(AllocationKey {
    Revenue => "revenue",
    Orders => "orders",
    Equal => "equal",
});

impl AllocationKey {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Orders => "orders",
            Self::Equal => "equal",
        }
    }
}

/// Returns each customer's share of a common cost, in money; none where nobody has a base to share
/// it by.
///
/// `bases`: revenue or orders, one for each customer. A base below 0 or not known (NaN) bears
/// nothing, so that others bear its part: our choice. The shares sum to the cost.
///
/// # Formula
/// ```text
/// cᵢ = C · max(bᵢ, 0) / Σ max(b, 0)
/// ```
///
/// # Errors
/// [`Error::OutOfRange`] and [`Error::NotFinite`] for a cost that is below 0 or not finite, and for
/// an infinite base.
///
/// # Example: a catalogue, by revenue
/// ```
/// use clientele::value::allocate_cost;
/// assert_eq!(allocate_cost(80.0, &[300.0, 100.0, -50.0])?, Some(vec![60.0, 20.0, 0.0]));
/// assert_eq!(allocate_cost(80.0, &[0.0, -5.0])?, None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn allocate_cost(cost: f64, bases: &[f64]) -> Result<Option<Vec<f64>>> {
    check_amount(cost, "cost")?;
    let mut shares = Vec::with_capacity(bases.len());
    for (i, base) in bases.iter().enumerate() {
        if base.is_infinite() {
            return Err(Error::NotFinite {
                path: format!("bases[{i}]"),
            });
        }
        // The larger of NaN and 0 is 0.
        shares.push(base.max(0.0));
    }
    let total = sum(&shares);
    if total <= 0.0 {
        return Ok(None);
    }
    for share in &mut shares {
        *share = cost * (*share / total);
    }
    Ok(Some(shares))
}
