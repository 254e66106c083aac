//! What an estimated path model says.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::perceived::path_model::PathModelIntervals;
use crate::plain::report;

/// One path.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathEstimate {
    /// What acts.
    pub from: String,
    /// What it acts on.
    pub to: String,
    /// By how many standard deviations the second moves with one of the first, the other causes kept.
    pub coefficient: f64,
}

report!(PathEstimate {
    from => "from",
    to => "to",
    coefficient => "coefficient",
});

/// What one latent variable does to another along all paths.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathEffect {
    /// What acts.
    pub from: String,
    /// What it acts on.
    pub to: String,
    /// Along the path between them; 0 without one.
    pub direct: f64,
    /// Through others.
    pub indirect: f64,
    /// In all.
    pub total: f64,
}

report!(PathEffect {
    from => "from",
    to => "to",
    direct => "direct",
    indirect => "indirect",
    total => "total",
});

/// One indicator.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IndicatorEstimate {
    /// The indicator.
    pub indicator: String,
    /// Its latent variable.
    pub latent: String,
    /// Its weight in the score of the variable, of standardised values.
    pub weight: f64,
    /// Its correlation with the score.
    pub loading: f64,
    /// The square of the loading: how much of its variance the score explains.
    pub communality: f64,
    /// How much of it the causes of the variable explain; none where there are none.
    pub redundancy: Option<f64>,
    /// Its correlations with the scores of all variables, in their order.
    pub cross_loadings: Vec<f64>,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation, with n in the denominator.
    pub deviation: f64,
}

report!(IndicatorEstimate {
    indicator => "indicator",
    latent => "latent",
    weight => "weight",
    loading => "loading",
    communality => "communality",
    redundancy => "redundancy",
    cross_loadings => "crossLoadings",
    mean => "mean",
    deviation => "deviation",
});

/// One latent variable.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LatentEstimate {
    /// The latent variable.
    pub latent: String,
    /// How many indicators it has that vary.
    pub indicators: u32,
    /// How much of its variance its causes explain; none where there are none.
    pub r_squared: Option<f64>,
    /// The same, less what so many causes explain by chance; none where there are too few rows.
    pub adjusted_r_squared: Option<f64>,
    /// The mean communality of its indicators.
    pub communality: f64,
    /// The mean redundancy.
    pub redundancy: Option<f64>,
    /// The average variance extracted, the mean communality of mode A; from 0.5 on it is sound
    /// (Fornell & Larcker 1981).
    pub average_variance_extracted: Option<f64>,
    /// Cronbach's α of the standardised indicators; none of mode B and of a single indicator.
    pub alpha: Option<f64>,
    /// The composite reliability (Dillon-Goldstein's ρ) by the loadings; none where α is none.
    pub composite_reliability: Option<f64>,
    /// The index, 0 to 100, of weights w / s; with equal ones where a weight is negative. None without
    /// a scale.
    pub index: Option<f64>,
    /// The index with equal weights.
    pub equal_weights_index: Option<f64>,
}

report!(LatentEstimate {
    latent => "latent",
    indicators => "indicators",
    r_squared => "rSquared",
    adjusted_r_squared => "adjustedRSquared",
    communality => "communality",
    redundancy => "redundancy",
    average_variance_extracted => "averageVarianceExtracted",
    alpha => "alpha",
    composite_reliability => "compositeReliability",
    index => "index",
    equal_weights_index => "equalWeightsIndex",
});

/// An estimated path model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathModelReport {
    /// The paths in their order.
    pub paths: Vec<PathEstimate>,
    /// The effects of each variable on those after it.
    pub effects: Vec<PathEffect>,
    /// The latent variables in their order.
    pub latents: Vec<LatentEstimate>,
    /// The indicators in the order of the latent variables; a constant one is left out.
    pub indicators: Vec<IndicatorEstimate>,
    /// The correlations of the latent variables.
    pub correlations: Vec<Vec<f64>>,
    /// √(mean communality of blocks of two and more · mean R²); none where all blocks are single.
    pub goodness_of_fit: Option<f64>,
    /// The rows that were used.
    pub rows: u32,
    /// The rows that were left out, since an answer is missing.
    pub incomplete: u32,
    /// How many iterations it took.
    pub iterations: u32,
    /// Whether the weights came to rest; where not, do not rely on the numbers.
    pub converged: bool,
    /// The standardised scores of the latent variables, one list for each, where asked for.
    pub scores: Option<Vec<Vec<f64>>>,
    /// Intervals by the bootstrap, where asked for.
    pub intervals: Option<PathModelIntervals>,
    /// What to mind: `not_converged`, `path_model_weak`, `single_indicator`, `constant_column`,
    /// `negative_weight`, `unrelated_latent`, `replicates_failed`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(PathModelReport {
    paths => "paths",
    effects => "effects",
    latents => "latents",
    indicators => "indicators",
    correlations => "correlations",
    goodness_of_fit => "goodnessOfFit",
    rows => "rows",
    incomplete => "incomplete",
    iterations => "iterations",
    converged => "converged",
    scores => "scores",
    intervals => "intervals",
    warnings => "warnings",
    provenance => "provenance",
});
