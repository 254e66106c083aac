//! How customers are scored.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;
use crate::segment::rfm::cuts::MOST;
use crate::segment::rfm::cuts::RfmCuts;
use crate::segment::rfm::map::RfmMap;
use crate::segment::rfm::map::RfmSegment;
use crate::segment::rfm::map::standard_segments;

/// How much each score counts in the one number; alike unless told, which is our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RfmWeights {
    /// The weight of recency.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub r: f64,
    /// The weight of frequency.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub f: f64,
    /// The weight of money.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub m: f64,
}

options!(RfmWeights {
    r => "r",
    f => "f",
    m => "m",
});

impl Default for RfmWeights {
    fn default() -> Self {
        Self {
            r: 1.0,
            f: 1.0,
            m: 1.0,
        }
    }
}

/// How customers are scored.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RfmOptions {
    /// How many scores each part has where the cuts are quantiles: 2 to 9, 5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scores: u32,
    /// Fixed cuts, in place of quantiles of the customers.
    #[cfg_attr(feature = "full", tsify(optional, type = "RfmCuts | null"))]
    pub cuts: Option<RfmCuts>,
    /// Segments of the caller's own, in place of the standard ones.
    #[cfg_attr(
        feature = "full",
        tsify(optional, type = "readonly RfmSegment[] | null")
    )]
    pub segments: Option<Vec<RfmSegment>>,
    /// How much each score counts in the one number.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: RfmWeights,
}

options!(RfmOptions {
    scores => "scores",
    cuts => "cuts",
    segments => "segments",
    weights => "weights",
});

impl Default for RfmOptions {
    fn default() -> Self {
        Self {
            scores: 5,
            cuts: None,
            segments: None,
            weights: RfmWeights::default(),
        }
    }
}

impl RfmOptions {
    pub(super) fn check(&self) -> Result<()> {
        if !(2..=MOST).contains(&(self.scores as usize)) {
            let found = f64::from(self.scores);
            return Err(Error::out_of_range("scores".into(), found, "2 to 9 scores"));
        }
        let RfmWeights { r, f, m } = self.weights;
        for (name, weight) in [("r", r), ("f", f), ("m", m)] {
            check_finite(weight, || format!("weights.{name}"))?;
            if weight < 0.0 {
                let path = format!("weights.{name}");
                return Err(Error::out_of_range(path, weight, "a weight from 0"));
            }
        }
        let total = check_finite(r + f + m, || "weights".into())?;
        if total <= 0.0 {
            return Err(Error::out_of_range(
                "weights".into(),
                total,
                "a weight above 0",
            ));
        }
        if let Some(cuts) = &self.cuts {
            cuts.check("cuts")?;
        }
        Ok(())
    }

    /// Returns the map for so many scores; nothing where the standard one does not suit them.
    pub(super) fn map(&self, shape: [usize; 3]) -> Result<Option<RfmMap>> {
        match &self.segments {
            Some(segments) => RfmMap::try_new(segments, shape).map(Some),
            None if shape[..2] == [5, 5] => RfmMap::try_new(&standard_segments(), shape).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the one number, 0 to 100.
    pub(super) fn score(&self, scores: [usize; 3], shape: [usize; 3]) -> f64 {
        let RfmWeights { r, f, m } = self.weights;
        let mut sum = 0.0;
        for ((score, most), weight) in scores.into_iter().zip(shape).zip([r, f, m]) {
            sum += weight * (score - 1) as f64 / (most - 1) as f64;
        }
        (100.0 * sum / (r + f + m)).clamp(0.0, 100.0)
    }
}
