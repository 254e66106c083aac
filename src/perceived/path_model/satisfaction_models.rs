//! The satisfaction models of Sweden (SCSB), America (ACSI) and China (CCSI).

use crate::data::classification::Classification;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::perceived::path_model::LatentPath;
use crate::perceived::path_model::LatentVariable;
use crate::perceived::path_model::PathModel;
use crate::perceived::path_model::PathModelOptions;
use crate::perceived::path_model::PathModelReport;
use crate::perceived::path_model::path_model;
use crate::perceived::satisfaction::satisfaction_level;
use crate::plain::report;
use crate::plain::words;

/// A model of satisfaction, its causes and its effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum SatisfactionModel {
    /// Sweden's: expectation, value, satisfaction, complaint, loyalty (Fornell 1992).
    Scsb,
    /// In the style of America's: quality besides (Fornell et al. 1996).
    #[default]
    Acsi,
    /// China's: image besides, without complaint (清华大学, CCSI).
    Ccsi,
}

words!(SatisfactionModel {
    Acsi => "acsi",
    Scsb => "scsb",
    Ccsi => "ccsi",
});

const SCSB: [(&str, &str); 6] = [
    ("expectation", "value"),
    ("expectation", "satisfaction"),
    ("value", "satisfaction"),
    ("satisfaction", "complaint"),
    ("satisfaction", "loyalty"),
    ("complaint", "loyalty"),
];

const ACSI: [(&str, &str); 9] = [
    ("expectation", "quality"),
    ("expectation", "value"),
    ("expectation", "satisfaction"),
    ("quality", "value"),
    ("quality", "satisfaction"),
    ("value", "satisfaction"),
    ("satisfaction", "complaint"),
    ("satisfaction", "loyalty"),
    ("complaint", "loyalty"),
];

const CCSI: [(&str, &str); 11] = [
    ("image", "expectation"),
    ("image", "quality"),
    ("image", "value"),
    ("image", "satisfaction"),
    ("expectation", "quality"),
    ("expectation", "value"),
    ("expectation", "satisfaction"),
    ("quality", "value"),
    ("quality", "satisfaction"),
    ("value", "satisfaction"),
    ("satisfaction", "loyalty"),
];

impl SatisfactionModel {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Scsb => "scsb",
            Self::Acsi => "acsi",
            Self::Ccsi => "ccsi",
        }
    }

    /// Returns its paths, from and to.
    ///
    /// # Example: China's model has no complaints
    /// ```
    /// use clientele::perceived::path_model::SatisfactionModel;
    /// assert!(SatisfactionModel::Ccsi.paths().iter().all(|(_, to)| *to != "complaint"));
    /// ```
    pub fn paths(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Scsb => &SCSB,
            Self::Acsi => &ACSI,
            Self::Ccsi => &CCSI,
        }
    }

    /// Returns its latent variables, causes first.
    pub fn latents(self) -> Vec<&'static str> {
        let mut found = Vec::new();
        for (from, to) in self.paths() {
            for name in [*from, *to] {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    }
}

/// An estimated satisfaction model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionModelReport {
    /// The model: `scsb`, `acsi` or `ccsi`.
    pub model: String,
    /// The satisfaction index, 0 to 100.
    pub index: Option<f64>,
    /// Its level.
    pub level: Option<Classification>,
    /// The path model.
    pub report: PathModelReport,
}

report!(SatisfactionModelReport {
    model => "model",
    index => "index",
    level => "level",
    report => "report",
});

/// Estimates a satisfaction model.
///
/// `blocks`: the latent variables of the model with their indicators. Indicators are rated from 1 to 10
/// unless told; a variable may have a scale of its own, such as complaints, 0 or 1.
///
/// # Errors
/// [`Error::Missing`] for a latent variable without a block, [`Error::InvalidValue`] for a block that the
/// model does not have, and those of [`path_model`].
///
/// # Example: who must be asked what
/// ```
/// use clientele::perceived::path_model::SatisfactionModel;
/// let latents = SatisfactionModel::Acsi.latents();
/// assert_eq!(latents, ["expectation", "quality", "value", "satisfaction", "complaint", "loyalty"]);
/// ```
///
/// # References
/// * Fornell, C. (1992), "A national customer satisfaction barometer: the Swedish experience", Journal of
///   Marketing 56(1), figure 1.
/// * Fornell, C., Johnson, M. D., Anderson, E. W., Cha, J. and Bryant, B. E. (1996), "The American
///   Customer Satisfaction Index", Journal of Marketing 60(4), figure 1.
/// * GB/T 19038-2009, annex A, and the Chinese index of Tsinghua University: six variables, eleven paths.
pub fn satisfaction_model(
    model: SatisfactionModel,
    blocks: &[LatentVariable],
    data: (&[String], &[f64]),
    options: &PathModelOptions,
    thresholds: &Thresholds,
) -> Result<SatisfactionModelReport> {
    let names = model.latents();
    for block in blocks {
        if !names.contains(&block.name.as_str()) {
            let path = format!("blocks.{}", block.name);
            let expected = "a latent variable of the model";
            return Err(Error::invalid(path, &block.name, expected));
        }
    }
    let mut latents = Vec::with_capacity(names.len());
    for name in names {
        let block = blocks.iter().find(|block| block.name == name);
        let path = || format!("blocks.{name}");
        let block = block.ok_or_else(|| Error::missing(path(), "the columns it is measured by"))?;
        latents.push(block.clone());
    }
    let mut paths = Vec::with_capacity(model.paths().len());
    for (from, to) in model.paths() {
        paths.push(LatentPath {
            from: (*from).into(),
            to: (*to).into(),
        });
    }
    let options = PathModelOptions {
        lowest: Some(options.lowest.unwrap_or(1.0)),
        highest: Some(options.highest.unwrap_or(10.0)),
        ..*options
    };
    let whole = PathModel { latents, paths };
    let report = path_model(&whole, data.0, data.1, &options, thresholds)?;
    let own = report
        .latents
        .iter()
        .find(|own| own.latent == "satisfaction");
    let index = own.and_then(|own| own.index);
    Ok(SatisfactionModelReport {
        model: model.code().into(),
        index,
        level: match index {
            Some(index) => Some(satisfaction_level(index, thresholds)?),
            None => None,
        },
        report,
    })
}
