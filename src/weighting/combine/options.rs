//! How weights are combined.

use crate::plain::options;
use crate::plain::words;

/// How several weights of one criterion become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum CombineMethod {
    /// Their mean, by the shares (线性加权组合).
    #[default]
    Linear,
    /// Their product (乘法合成): agreement counts twice.
    Multiplicative,
    /// The compromise from which none of them is worth leaving (博弈论组合赋权).
    GameTheory,
    /// The weights that are nearest to all of them in information (最小相对信息熵).
    RelativeEntropy,
    /// The weights whose scores are nearest to those of all of them (最小二乘法).
    LeastSquares,
    /// The mixture that tells the alternatives apart best (离差最大化).
    DeviationMaximisation,
}

words!(CombineMethod {
    Linear => "linear",
    Multiplicative => "multiplicative",
    GameTheory => "gameTheory",
    RelativeEntropy => "relativeEntropy",
    LeastSquares => "leastSquares",
    DeviationMaximisation => "deviationMaximisation",
});

impl CombineMethod {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Multiplicative => "multiplicative",
            Self::GameTheory => "gameTheory",
            Self::RelativeEntropy => "relativeEntropy",
            Self::LeastSquares => "leastSquares",
            Self::DeviationMaximisation => "deviationMaximisation",
        }
    }
}

/// What is done where the equations of the game give a set of weights a negative coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Negative {
    /// The equations are solved as well as coefficients from 0 can: our own choice.
    #[default]
    LeastSquares,
    /// The sign is dropped, as most of the literature does: what the equations want less of counts
    /// more.
    Absolute,
}

words!(Negative {
    LeastSquares => "leastSquares",
    Absolute => "absolute",
});

/// How weights are combined.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CombineOptions {
    /// The method; `linear` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub method: CombineMethod,
    /// How much each set counts in `linear` and `relativeEntropy`, summing up to 1; equal unless
    /// told. The other methods find it out themselves.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub shares: Option<Vec<f64>>,
    /// What is done with negative coefficients in `gameTheory`; `leastSquares` unless told. The other
    /// methods have none.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub negative: Option<Negative>,
}

options!(CombineOptions {
    method => "method",
    shares => "shares",
    negative => "negative",
});
