//! Current value.

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
