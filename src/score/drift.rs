//! How far one profile lies from another: whether a base has changed since its profile was made.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::score::profile::Profile;

/// How far is far.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriftLimits {
    /// The population stability index from which a distribution has shifted: 0.1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub shifted: f64,
    /// The index from which it is another one: 0.25.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub changed: f64,
    /// The standard errors from which a parameter has moved: 3, our choice.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub standard_errors: f64,
}

options!(DriftLimits {
    shifted => "shifted",
    changed => "changed",
    standard_errors => "standardErrors",
});

impl Default for DriftLimits {
    fn default() -> Self {
        Self {
            shifted: 0.1,
            changed: 0.25,
            standard_errors: 3.0,
        }
    }
}

/// Whether something drifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum DriftLevel {
    /// Nothing to see.
    Stable,
    /// To be watched.
    Shifted,
    /// The older profile is out of date.
    Changed,
}

words!(DriftLevel {
    Stable => "stable",
    Shifted => "shifted",
    Changed => "changed",
});

/// How the distribution of a score has moved.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PopulationDrift {
    /// The score: `valueScore`, `lifetime`, `loyaltyScore` or `risk`.
    pub score: &'static str,
    /// The population stability index, from 0; none where one of the profiles has no such score.
    pub stability_index: Option<f64>,
    /// The largest difference of the two distribution functions, 0-1.
    pub largest_gap: Option<f64>,
    /// The median before.
    pub median_before: Option<f64>,
    /// The median after.
    pub median_after: Option<f64>,
    /// Whether it drifted.
    pub level: Option<DriftLevel>,
}

report!(PopulationDrift {
    score => "score",
    stability_index => "stabilityIndex",
    largest_gap => "largestGap",
    median_before => "medianBefore",
    median_after => "medianAfter",
    level => "level",
});

/// How a parameter of the purchase model has moved.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ParameterDrift {
    /// The name of the parameter.
    pub name: String,
    /// Its value before.
    pub before: f64,
    /// Its value after.
    pub after: f64,
    /// The difference by its standard error; none where neither profile has one.
    pub standard_errors: Option<f64>,
    /// Whether it drifted; none where there is no standard error.
    pub level: Option<DriftLevel>,
}

report!(ParameterDrift {
    name => "name",
    before => "before",
    after => "after",
    standard_errors => "standardErrors",
    level => "level",
});

/// How far one profile lies from another.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriftReport {
    /// The worst of what follows.
    pub level: DriftLevel,
    /// The distributions of the scores, each by its own profile.
    pub populations: Vec<PopulationDrift>,
    /// The parameters of the purchase model; empty where the models differ.
    pub parameters: Vec<ParameterDrift>,
    /// Whether the purchase models are of the same kind.
    pub same_model: bool,
    /// Customers before and after; none where they are kept back.
    pub customers_before: Option<f64>,
    /// Customers after.
    pub customers_after: Option<f64>,
}

report!(DriftReport {
    level => "level",
    populations => "populations",
    parameters => "parameters",
    same_model => "sameModel",
    customers_before => "customersBefore",
    customers_after => "customersAfter",
});

/// Bins of the stability index: tenths of the older population.
const BINS: usize = 10;

/// A share is at least this: the stored quantiles tell no smaller one, and ln 0 is none. Our choice.
const LEAST_SHARE: f64 = 0.005;

/// Returns how far the base has moved from one profile to a later one.
///
/// # Formula
/// ```text
/// PSI = Σ (bᵢ − aᵢ) ln(bᵢ / aᵢ) over the tenths of the older population, from the stored quantiles
/// z   = (after − before) / √(σ²before + σ²after)
/// ```
/// Stable below 0.1, another population from 0.25.
///
/// # Errors
/// [`Error::InvalidValue`] for profiles in different units of time or currencies, whose numbers do not
/// compare.
///
/// # Example: a profile and itself
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::data::csv::CsvOptions;
/// use clientele::data::orders::Orders;
/// use clientele::score::{DriftLevel, DriftLimits, ProfileOptions, build_profile, drift};
/// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-01,25\nB,2024-01-05,9\n";
/// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
/// let profile = build_profile(&orders, &ProfileOptions::default())?;
/// let found = drift(&profile, &profile, &DriftLimits::default())?;
/// assert_eq!(found.level, DriftLevel::Stable);
/// # Ok(())
/// # }
/// ```
///
/// # References
/// Siddiqi (2006), Credit Risk Scorecards, ch. 8: the index, a symmetrised Kullback-Leibler divergence,
/// and its two limits.
pub fn drift(before: &Profile, after: &Profile, limits: &DriftLimits) -> Result<DriftReport> {
    if before.time_unit != after.time_unit {
        let found = format!("\"{}\"", after.time_unit.name());
        return Err(unlike("timeUnit", found, before.time_unit.name()));
    }
    if before.currency != after.currency {
        let name = |currency: &Option<String>| currency.clone().unwrap_or_else(|| "none".into());
        let found = format!("\"{}\"", name(&after.currency));
        return Err(unlike("currency", found, &name(&before.currency)));
    }
    let populations: Vec<PopulationDrift> = [
        (
            "valueScore",
            &before.population.value_score,
            &after.population.value_score,
        ),
        (
            "lifetime",
            &before.population.lifetime,
            &after.population.lifetime,
        ),
        (
            "loyaltyScore",
            &before.population.loyalty_score,
            &after.population.loyalty_score,
        ),
        ("risk", &before.population.risk, &after.population.risk),
    ]
    .map(|(score, a, b)| population(score, a, b, limits))
    .into();
    let same_model = before.purchase.model == after.purchase.model;
    let parameters = if same_model {
        parameters(before, after, limits)
    } else {
        Vec::new()
    };
    let levels = populations.iter().filter_map(|p| p.level);
    let levels = levels.chain(parameters.iter().filter_map(|p| p.level));
    let worst = levels.max().unwrap_or(DriftLevel::Stable);
    let known = |customers: u32| Some(f64::from(customers)).filter(|n| *n > 0.0);
    Ok(DriftReport {
        level: if same_model {
            worst
        } else {
            worst.max(DriftLevel::Shifted)
        },
        populations,
        parameters,
        same_model,
        customers_before: known(before.population.customers),
        customers_after: known(after.population.customers),
    })
}

fn unlike(path: &str, found: String, other: &str) -> Error {
    Error::InvalidValue {
        path: path.into(),
        found,
        expected: format!("\"{other}\", as in the first profile"),
    }
}

/// Returns the share of a population below a value, from its quantiles at equal steps; between two of
/// them it rises evenly, and of ties half count.
fn share_below(quantiles: &[f64], value: f64) -> f64 {
    let last = quantiles.len().saturating_sub(1).max(1) as f64;
    let below = quantiles.partition_point(|q| *q < value);
    let through = quantiles.partition_point(|q| *q <= value);
    if through > below {
        // The steps that are ties of the value.
        return (0.5 * (below as f64 + through as f64 - 1.0) / last).clamp(0.0, 1.0);
    }
    let Some(left) = below.checked_sub(1).and_then(|at| quantiles.get(at)) else {
        return 0.0;
    };
    let Some(right) = quantiles.get(below) else {
        return 1.0;
    };
    ((below as f64 - 1.0) + (value - left) / (right - left)) / last
}

fn population(
    score: &'static str,
    before: &[f64],
    after: &[f64],
    limits: &DriftLimits,
) -> PopulationDrift {
    let median = |quantiles: &[f64]| quantiles.get(quantiles.len() / 2).copied();
    let both = !before.is_empty() && !after.is_empty();
    let index = both.then(|| {
        let step = before.len().saturating_sub(1) / BINS;
        let mut cuts: Vec<f64> = (1..BINS)
            .filter_map(|i| before.get(i * step))
            .copied()
            .collect();
        // Tenths that fall together are one.
        cuts.dedup_by(|one, other| (*one - *other).abs() <= 0.0);
        let shares = |quantiles: &[f64]| {
            let ends = cuts.iter().map(|cut| share_below(quantiles, *cut));
            let mut from = 0.0;
            let mut shares: Vec<f64> = Vec::with_capacity(cuts.len() + 1);
            for end in ends.chain([1.0]) {
                shares.push((end - from).max(LEAST_SHARE));
                from = end;
            }
            shares
        };
        let (a, b) = (shares(before), shares(after));
        a.iter()
            .zip(&b)
            .map(|(a, b)| (b - a) * ln(b / a))
            .sum::<f64>()
    });
    let gap = both.then(|| {
        let marks = before.iter().chain(after);
        marks
            .map(|x| (share_below(before, *x) - share_below(after, *x)).abs())
            .fold(0.0, f64::max)
    });
    PopulationDrift {
        score,
        stability_index: index,
        largest_gap: gap,
        median_before: median(before),
        median_after: median(after),
        level: index.map(|index| level(index, limits.shifted, limits.changed)),
    }
}

fn level(measure: f64, shifted: f64, changed: f64) -> DriftLevel {
    if measure >= changed {
        DriftLevel::Changed
    } else if measure >= shifted {
        DriftLevel::Shifted
    } else {
        DriftLevel::Stable
    }
}

fn parameters(before: &Profile, after: &Profile, limits: &DriftLimits) -> Vec<ParameterDrift> {
    let error = |profile: &Profile, name: &str| {
        let errors = profile.purchase.standard_errors.as_ref()?;
        errors.get(name)
    };
    let rows = before.purchase.params.iter();
    rows.filter_map(|(name, from)| {
        let to = after.purchase.params.get(name)?;
        let errors = [error(before, name), error(after, name)];
        let squares: f64 = errors.iter().flatten().map(|error| error * error).sum();
        let z = (squares > 0.0).then(|| (to - from) / sqrt(squares));
        let limit = limits.standard_errors;
        Some(ParameterDrift {
            name: name.into(),
            before: from,
            after: to,
            standard_errors: z,
            level: z.map(|z| level(z.abs(), limit, f64::INFINITY)),
        })
    })
    .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The quantiles of an even spread between two ends.
    fn even(from: f64, to: f64) -> Vec<f64> {
        (0..=100)
            .map(|i| from + (to - from) * f64::from(i) / 100.0)
            .collect()
    }

    #[test]
    fn an_even_spread_moved_by_a_tenth_has_the_index_of_its_bins() {
        // From 0-100 to 10-110: the first tenth is empty (held at .005), the last holds two tenths.
        let found = population(
            "risk",
            &even(0.0, 100.0),
            &even(10.0, 110.0),
            &DriftLimits::default(),
        );
        let expected = (0.005 - 0.1) * ln(0.005 / 0.1) + (0.2 - 0.1) * ln(2.0);
        assert!((found.stability_index.unwrap() - expected).abs() < 1e-12);
        assert!((found.largest_gap.unwrap() - 0.1).abs() < 1e-12);
        assert_eq!(found.level, Some(DriftLevel::Changed));
    }

    #[test]
    fn a_population_of_one_value_is_stable_beside_itself() {
        let same = vec![3.0; 101];
        let found = population("risk", &same, &same, &DriftLimits::default());
        assert_eq!(found.stability_index, Some(0.0));
        assert_eq!(found.largest_gap, Some(0.0));
        let none = population("risk", &same, &[], &DriftLimits::default());
        assert_eq!((none.stability_index, none.level), (None, None));
    }

    proptest! {
        #[test]
        fn the_index_is_0_of_a_population_beside_itself_and_never_less(
            mut one in prop::collection::vec(-1e3..1e3_f64, 101),
            mut other in prop::collection::vec(-1e3..1e3_f64, 101),
        ) {
            one.sort_by(f64::total_cmp);
            other.sort_by(f64::total_cmp);
            let limits = DriftLimits::default();
            let same = population("risk", &one, &one, &limits);
            prop_assert_eq!(same.stability_index, Some(0.0));
            let moved = population("risk", &one, &other, &limits);
            prop_assert!(moved.stability_index.unwrap() >= 0.0);
            prop_assert!((0.0..=1.0).contains(&moved.largest_gap.unwrap()));
        }
    }
}
