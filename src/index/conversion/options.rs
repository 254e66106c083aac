//! How data are made dimensionless.

use crate::plain::options;
use crate::plain::words;

/// How the values of a criterion become numbers without a unit, of which more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Conversion {
    /// 0 for the worst, 1 for the best value (极差变换).
    #[default]
    Minmax,
    /// Index numbers: 100 for the base (指数值转化).
    Index,
    /// Efficacy coefficients: 60 for what is not allowed, 100 for what satisfies (功效系数法).
    Efficacy,
    /// Efficacy on an exponential curve between the two (指数型功效函数).
    EfficacyExponential,
    /// Efficacy between five standard values (改进的功效系数法).
    EfficacyBands,
    /// Distances from the mean in standard deviations (标准化).
    Zscore,
    /// Shares of the length of the column (向量规范化).
    Vector,
    /// Shares of the sum of the column (归一化).
    Sum,
    /// Ratios to the best value of the column.
    Max,
}

words!(Conversion {
    Minmax => "minmax",
    Index => "index",
    Efficacy => "efficacy",
    EfficacyExponential => "efficacyExponential",
    EfficacyBands => "efficacyBands",
    Zscore => "zscore",
    Vector => "vector",
    Sum => "sum",
    Max => "max",
});

impl Conversion {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Minmax => "minmax",
            Self::Index => "index",
            Self::Efficacy => "efficacy",
            Self::EfficacyExponential => "efficacyExponential",
            Self::EfficacyBands => "efficacyBands",
            Self::Zscore => "zscore",
            Self::Vector => "vector",
            Self::Sum => "sum",
            Self::Max => "max",
        }
    }

    /// Whether values are placed on the scale of c and d.
    pub(super) fn has_scale(self) -> bool {
        matches!(self, Self::Efficacy | Self::EfficacyExponential)
    }

    /// Whether values are placed between limits.
    pub(super) fn has_limits(self) -> bool {
        matches!(
            self,
            Self::Minmax | Self::Efficacy | Self::EfficacyExponential
        )
    }
}

/// What index numbers are relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum IndexReference {
    /// The `base` of each standard: a target, the last period.
    #[default]
    Given,
    /// The mean of the column.
    Mean,
    /// The first row: the first period.
    First,
}

words!(IndexReference {
    Given => "given",
    Mean => "mean",
    First => "first",
});

impl IndexReference {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Mean => "mean",
            Self::First => "first",
        }
    }
}

/// How the converted values of an alternative become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Total {
    /// Not at all.
    #[default]
    None,
    /// The mean by weights, Σ p d / Σ p.
    Arithmetic,
    /// The geometric mean by weights, Π d^(p / Σ p): one bad value cannot be made good by others.
    Geometric,
}

words!(Total {
    None => "none",
    Arithmetic => "arithmetic",
    Geometric => "geometric",
});

impl Total {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Arithmetic => "arithmetic",
            Self::Geometric => "geometric",
        }
    }
}

/// The standard values of a criterion, in its unit. Each method has its own; what it does not use
/// must not be there.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Standard {
    /// For `index`: what counts as 100.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub base: Option<f64>,
    /// For efficacy and `minmax` of a benefit or a cost: what is not allowed (不允许值), the lower
    /// end of the scale.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub unallowable: Option<f64>,
    /// For efficacy and `minmax` of a benefit or a cost: what satisfies (满意值), the upper end of
    /// the scale.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub satisfactory: Option<f64>,
    /// For efficacy and `minmax` of a target or an interval: the lower end of the scale below it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lower: Option<f64>,
    /// For efficacy and `minmax` of a target or an interval: the lower end of the scale above it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub upper: Option<f64>,
    /// For `efficacyBands`: the five standard values 优秀, 良好, 平均, 较低, 较差, falling for a
    /// benefit and rising for a cost.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub bands: Option<Vec<f64>>,
}

options!(Standard {
    base => "base",
    unallowable => "unallowable",
    satisfactory => "satisfactory",
    lower => "lower",
    upper => "upper",
    bands => "bands",
});

/// How data are made dimensionless.
///
/// What a method does not use must be left out.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConversionOptions {
    /// The method; `minmax` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub method: Conversion,
    /// Whether values beyond the limits count as at the limits; not unless told. Only methods with
    /// limits know it: `minmax`, `efficacy`, `efficacyExponential`.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub clip: bool,
    /// The width of the scale of `efficacy` and `efficacyExponential`; 40 unless told, ours as the
    /// textbooks have it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub c: Option<f64>,
    /// The lower end of the same scale; 60 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub d: Option<f64>,
    /// The standard values, one for each criterion. Without those of `minmax` and of efficacy the
    /// worst and the best value of the data take their place.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub standards: Option<Vec<Standard>>,
    /// What the numbers of `index` are relative to; `given` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub reference: Option<IndexReference>,
    /// How values become one number for each alternative; `none` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub total: Total,
    /// The weights of the criteria in the total, from 0, on any scale; equal unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<f64>>,
}

options!(ConversionOptions {
    method => "method",
    clip => "clip",
    c => "c",
    d => "d",
    standards => "standards",
    reference => "reference",
    total => "total",
    weights => "weights",
});

impl ConversionOptions {
    /// The width of the efficacy scale.
    pub(super) fn width(&self) -> f64 {
        self.c.unwrap_or(40.0)
    }

    /// The lower end of the efficacy scale.
    pub(super) fn lower_end(&self) -> f64 {
        self.d.unwrap_or(60.0)
    }

    /// What index numbers are relative to.
    pub(super) fn base(&self) -> IndexReference {
        self.reference.unwrap_or_default()
    }
}
