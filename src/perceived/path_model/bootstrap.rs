//! Intervals by the bootstrap: the model is estimated again and again from rows drawn with
//! replacement.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::quantile::quantiles;
use crate::numeric::random::Random;
use crate::numeric::statistics::sample_deviation;
use crate::perceived::parts::RatingScale;
use crate::perceived::path_model::PathModel;
use crate::perceived::path_model::PathModelOptions;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::moments::Standardised;
use crate::perceived::path_model::solve::Estimate;
use crate::perceived::path_model::solve::estimate;
use crate::perceived::path_model::writer::latent_name;
use crate::plain::options;
use crate::plain::report;

/// How often rows are drawn, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BootstrapOptions {
    /// How often the model is estimated again, 20 to 10,000; 500 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub replicates: u32,
    /// The seed; equal seeds give equal intervals. Default 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub seed: u32,
    /// The probability of the intervals, above 0 and below 1; 0.95 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub level: f64,
}

impl Default for BootstrapOptions {
    fn default() -> Self {
        Self {
            replicates: 500,
            seed: 1,
            level: 0.95,
        }
    }
}

options!(BootstrapOptions {
    replicates => "replicates",
    seed => "seed",
    level => "level",
});

/// How sure a number is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BootstrapInterval {
    /// The lower end: a percentile of the replicates.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
    /// The standard deviation of the replicates.
    pub standard_error: f64,
}

report!(BootstrapInterval {
    lower => "lower",
    upper => "upper",
    standard_error => "standardError",
});

/// The interval of a path.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathInterval {
    /// What acts.
    pub from: String,
    /// What it acts on.
    pub to: String,
    /// Of the coefficient.
    pub coefficient: Option<BootstrapInterval>,
}

report!(PathInterval {
    from => "from",
    to => "to",
    coefficient => "coefficient",
});

/// The intervals of a latent variable.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LatentIntervals {
    /// The latent variable.
    pub latent: String,
    /// Of R²; none where nothing acts on it.
    pub r_squared: Option<BootstrapInterval>,
    /// Of the index; none without a scale.
    pub index: Option<BootstrapInterval>,
}

report!(LatentIntervals {
    latent => "latent",
    r_squared => "rSquared",
    index => "index",
});

/// The intervals of an indicator.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IndicatorIntervals {
    /// The indicator.
    pub indicator: String,
    /// Of the weight.
    pub weight: Option<BootstrapInterval>,
    /// Of the loading.
    pub loading: Option<BootstrapInterval>,
}

report!(IndicatorIntervals {
    indicator => "indicator",
    weight => "weight",
    loading => "loading",
});

/// The intervals of a path model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathModelIntervals {
    /// How often the model was estimated.
    pub replicates: u32,
    /// How often in vain: a column was constant, or the weights did not come to rest.
    pub failed: u32,
    /// The seed.
    pub seed: u32,
    /// The probability of the intervals.
    pub level: f64,
    /// The paths.
    pub paths: Vec<PathInterval>,
    /// The latent variables.
    pub latents: Vec<LatentIntervals>,
    /// The indicators.
    pub indicators: Vec<IndicatorIntervals>,
}

report!(PathModelIntervals {
    replicates => "replicates",
    failed => "failed",
    seed => "seed",
    level => "level",
    paths => "paths",
    latents => "latents",
    indicators => "indicators",
});

/// Estimates again from rows drawn with replacement, and returns percentile intervals.
///
/// The sign of a latent variable, which is arbitrary, is that in which its loadings agree with those of
/// all rows: "construct level changes" of Tenenhaus et al. (2005), section 2.4.
pub(super) fn intervals(
    named: (&PathModel, &[String]),
    graph: &Graph,
    data: &Standardised,
    scales: &[Option<RatingScale>],
    options: (&PathModelOptions, &BootstrapOptions),
    whole: &Estimate,
) -> Result<PathModelIntervals> {
    let (model, columns) = named;
    let (options, own) = options;
    check(own)?;
    let rows = data.columns.first().map_or(0, Vec::len);
    let mut draws: Vec<Vec<f64>> = statistics(graph, whole)
        .iter()
        .map(|_| Vec::new())
        .collect();
    let mut failed = 0;
    for replicate in 0..own.replicates {
        let mut random = Random::stream(u64::from(own.seed), u64::from(replicate));
        let mut counts = vec![0.0; rows];
        for _ in 0..rows {
            let drawn = usize::try_from(random.below(rows as u64)).unwrap_or_default();
            if let Some(count) = counts.get_mut(drawn) {
                *count += 1.0;
            }
        }
        let reference = Some(whole.outer.loadings.as_slice());
        let moments = data.moments(Some(&counts));
        let again = moments.map(|own| estimate(graph, &own, scales, options, reference));
        match again {
            Some(Ok(again)) if again.outer.converged => {
                for (draws, value) in draws.iter_mut().zip(statistics(graph, &again)) {
                    draws.extend(value.filter(|value| value.is_finite()));
                }
            }
            _ => failed += 1,
        }
    }
    let mut found = Vec::with_capacity(draws.len());
    for draws in &draws {
        found.push(interval(draws, own.level)?);
    }
    let mut found = found.into_iter();
    let mut next = || found.next().flatten();
    let mut paths = Vec::new();
    for (j, before) in graph.explained() {
        for i in before {
            paths.push(PathInterval {
                from: latent_name(model, *i).into(),
                to: latent_name(model, j).into(),
                coefficient: next(),
            });
        }
    }
    let mut latents = Vec::new();
    for latent in &model.latents {
        latents.push(LatentIntervals {
            latent: latent.name.clone(),
            r_squared: next(),
            index: next(),
        });
    }
    let mut indicators = Vec::new();
    for indicator in columns {
        indicators.push(IndicatorIntervals {
            indicator: indicator.clone(),
            weight: next(),
            loading: next(),
        });
    }
    Ok(PathModelIntervals {
        replicates: own.replicates,
        failed,
        seed: own.seed,
        level: own.level,
        paths,
        latents,
        indicators,
    })
}

fn check(options: &BootstrapOptions) -> Result<()> {
    if !(20..=10_000).contains(&options.replicates) {
        let path = "options.bootstrap.replicates".into();
        let expected = "a whole number from 20 to 10000";
        let replicates = f64::from(options.replicates);
        return Err(Error::out_of_range(path, replicates, expected));
    }
    let path = || "options.bootstrap.level".into();
    check_finite(options.level, path)?;
    if options.level > 0.0 && options.level < 1.0 {
        return Ok(());
    }
    let expected = "a number above 0 and below 1";
    Err(Error::out_of_range(path(), options.level, expected))
}

/// The numbers that get an interval: coefficients; R² and index of each latent variable; weight and
/// loading of each indicator.
fn statistics(graph: &Graph, found: &Estimate) -> Vec<Option<f64>> {
    let mut values = Vec::new();
    for own in &found.coefficients {
        values.extend(own.iter().map(|value| Some(*value)));
    }
    for (r_squared, index) in found.r_squared.iter().zip(&found.indices) {
        values.push(*r_squared);
        values.push(index.map(|index| index.index));
    }
    let rows = found.outer.weights.iter().zip(&found.outer.loadings);
    for ((weight, loadings), j) in rows.zip(&graph.block_of) {
        values.push(Some(*weight));
        values.push(loadings.get(*j).copied());
    }
    values
}

/// The percentiles of draws; none for fewer than two.
fn interval(draws: &[f64], level: f64) -> Result<Option<BootstrapInterval>> {
    let Some(standard_error) = sample_deviation(draws) else {
        return Ok(None);
    };
    let tail = 0.5 * (1.0 - level);
    let ends = quantiles(draws, &[tail, 1.0 - tail])?;
    Ok(match ends.as_slice() {
        [lower, upper] => Some(BootstrapInterval {
            lower: *lower,
            upper: *upper,
            standard_error,
        }),
        _ => None,
    })
}
