//! What a path model is made of, and how it is estimated.

use crate::perceived::path_model::BootstrapOptions;
use crate::plain::options;
use crate::plain::record;
use crate::plain::words;

/// How the indicators of a latent variable are weighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum LatentMode {
    /// Mode A, reflective: the variable shows in its indicators; weights are covariances.
    #[default]
    A,
    /// Mode B, formative: the indicators make up the variable; weights are regression coefficients.
    B,
}

words!(LatentMode {
    A => "A",
    B => "B",
});

/// A latent variable and its indicators.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LatentVariable {
    /// Its name.
    pub name: String,
    /// The columns of data that it is measured by.
    pub indicators: Vec<String>,
    /// How they are weighted; `A` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub mode: Option<LatentMode>,
    /// The worst value of its indicators, where another than that of the options.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: Option<f64>,
    /// The best value of its indicators.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: Option<f64>,
}

record!(LatentVariable {
    name => "name",
    indicators => "indicators",
    mode => "mode",
    lowest => "lowest",
    highest => "highest",
});

/// A path: one latent variable acts on another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LatentPath {
    /// What acts.
    pub from: String,
    /// What it acts on.
    pub to: String,
}

record!(LatentPath {
    from => "from",
    to => "to",
});

/// Latent variables and paths.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathModel {
    /// The latent variables; an indicator belongs to one of them only.
    pub latents: Vec<LatentVariable>,
    /// The paths, without a cycle; every variable is on one.
    pub paths: Vec<LatentPath>,
}

record!(PathModel {
    latents => "latents",
    paths => "paths",
});

/// How neighbours of a latent variable are weighted while its indicators are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum InnerScheme {
    /// What acts on it by regression, what it acts on by correlation.
    #[default]
    Path,
    /// The signs of the correlations.
    Centroid,
    /// The correlations.
    Factorial,
}

words!(InnerScheme {
    Path => "path",
    Centroid => "centroid",
    Factorial => "factorial",
});

impl InnerScheme {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Centroid => "centroid",
            Self::Factorial => "factorial",
        }
    }
}

/// What is done about missing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum MissingAnswers {
    /// A row with a missing answer is left out.
    #[default]
    Listwise,
    /// A missing answer counts as the mean of its column, which makes columns look less alike.
    Mean,
}

words!(MissingAnswers {
    Listwise => "listwise",
    Mean => "mean",
});

/// How a path model is estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PathModelOptions {
    /// How neighbours are weighted; `path` unless told, which is our choice: it alone heeds the
    /// directions of the paths.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scheme: InnerScheme,
    /// What is done about missing answers; `listwise` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub missing: MissingAnswers,
    /// The weights have converged when none changes by more; 1e-10 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub tolerance: f64,
    /// The most iterations, 1 to 10,000; 300 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub max_iterations: u32,
    /// The worst value of the indicators, for indices from 0 to 100; none unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: Option<f64>,
    /// The best value of the indicators.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: Option<f64>,
    /// Whether to return the scores of the latent variables, row by row.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scores: bool,
    /// Asks for intervals by the bootstrap.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub bootstrap: Option<BootstrapOptions>,
}

impl Default for PathModelOptions {
    fn default() -> Self {
        Self {
            scheme: InnerScheme::Path,
            missing: MissingAnswers::Listwise,
            tolerance: 1e-10,
            max_iterations: 300,
            lowest: None,
            highest: None,
            scores: false,
            bootstrap: None,
        }
    }
}

options!(PathModelOptions {
    scheme => "scheme",
    missing => "missing",
    tolerance => "tolerance",
    max_iterations => "maxIterations",
    lowest => "lowest",
    highest => "highest",
    scores => "scores",
    bootstrap => "bootstrap",
});
