//! What the base says of value and of scores: ranges, cuts and quantiles.

use crate::data::summary::CustomerSummary;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::quantile::quantiles;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::population::Population;
use crate::score::profile::Profile;
use crate::score::scorer::Scorer;
use crate::score::value_settings::ValueRange;
use crate::segment::CellCuts;

/// The share of customers whose value lies below the upper end of the value ranges.
const RANGE_QUANTILE: f64 = 0.95;

/// Scores the base once to find the value ranges and cuts, and once more to keep its quantiles.
pub(super) fn set_ranges_and_population(
    profile: &mut Profile,
    summary: &CustomerSummary,
) -> Result<()> {
    let customers = Customer::columns_of(summary);
    let first = Scorer::try_new(profile)?.score_columns(&customers)?;
    let current = known(&first, "current");
    let future = known(&first, "future");
    profile.value.current_range = range_of(&current)?;
    profile.value.future_range = range_of(&future)?;
    if profile.value.cuts_source == "median" {
        profile.value.cuts = CellCuts {
            current: cut_of(&current)?,
            future: cut_of(&future)?,
        };
    }
    let second = Scorer::try_new(profile)?.score_columns(&customers)?;
    profile.population = Population {
        customers: u32::try_from(summary.len()).unwrap_or(u32::MAX),
        value_score: Population::quantiles_of(&known(&second, "valueScore")),
        lifetime: Population::quantiles_of(&known(&second, "lifetime")),
        loyalty_score: Population::quantiles_of(&known(&second, "loyaltyScore")),
        risk: Population::quantiles_of(&known(&second, "risk")),
    };
    profile.check()
}

/// Returns the known values of a column of scores by its name.
fn known(columns: &[Vec<f64>], name: &str) -> Vec<f64> {
    let at = CustomerScore::FIELDS
        .iter()
        .position(|&field| field == name);
    let column = at
        .and_then(|i| columns.get(i))
        .map(Vec::as_slice)
        .unwrap_or_default();
    column
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect()
}

/// Returns the range from 0 to the upper quantile; where nobody has value, 0 to 1.
fn range_of(values: &[f64]) -> Result<ValueRange> {
    let hi = match values {
        [] => 1.0,
        _ => quantiles(values, &[RANGE_QUANTILE])?
            .first()
            .copied()
            .unwrap_or(1.0),
    };
    check_finite(hi, || "value.range".into())?;
    Ok(ValueRange {
        lo: 0.0,
        hi: if hi > 0.0 { hi } else { 1.0 },
    })
}

/// Returns what counts as high: the median; where half of the base has no value, the least value above 0,
/// as no value is not high; where nobody has any, the 1 that a range ends at.
fn cut_of(values: &[f64]) -> Result<f64> {
    let median = match values {
        [] => 0.0,
        _ => quantiles(values, &[0.5])?
            .first()
            .copied()
            .unwrap_or_default(),
    };
    if median > 0.0 {
        return Ok(median);
    }
    let above = values.iter().copied().filter(|value| *value > 0.0);
    Ok(above.reduce(f64::min).unwrap_or(1.0))
}
