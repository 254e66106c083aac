//! Current value.

use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;

/// Returns the current value of a customer: the margin on the net revenue of the last year.
///
/// `revenue_in_year`: net of refunds, in the profile's currency. `margin`: share of revenue that
/// remains after costs, 0-1. Where the costs of each customer are known, they belong here instead
/// of one margin; orders alone do not hold them.
///
/// # Formula
/// ```text
/// CV = margin · revenue of the last 365 days
/// ```
///
/// # Example: a third of the revenue remains
/// ```
/// assert_eq!(clientele::value::current_value(300.0, 0.5), 150.0);
/// ```
pub fn current_value(revenue_in_year: f64, margin: f64) -> f64 {
    margin * revenue_in_year
}

/// Returns the current value of a customer by a margin for each unit, for want of full costs.
///
/// `unit_margin`: money a unit, may be negative. `quantity`: units in the window, from 0.
/// `service_cost`: what serving the customer cost in it, from 0. That net profit is some function
/// of the three is how Chinese CRM texts put it (凈利潤 = f(毛利潤, 購買量, 服務成本)); this
/// function is our choice.
///
/// # Formula
/// ```text
/// CV = m g − s
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a quantity or a cost below 0.
///
/// # Example: 48 units at a margin of 35
/// ```
/// assert_eq!(clientele::value::profit_proxy(35.0, 48.0, 320.0)?, 1360.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn profit_proxy(unit_margin: f64, quantity: f64, service_cost: f64) -> Result<f64> {
    check_finite(unit_margin, || "unitMargin".into())?;
    check_amount(quantity, "quantity")?;
    check_amount(service_cost, "serviceCost")?;
    check_finite(unit_margin * quantity - service_cost, || "quantity".into())
}
