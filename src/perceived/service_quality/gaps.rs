//! The five gaps of service quality (服务质量差距模型).

use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::tolerance::TIE;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::input_hash;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// Six scores of one service on one scale.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GapScores {
    /// E: what customers expect.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub expectation: Option<f64>,
    /// M: what management takes their expectation to be.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub understanding: Option<f64>,
    /// S: what is specified.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub specification: Option<f64>,
    /// D: what is delivered.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub delivery: Option<f64>,
    /// C: what is promised.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub promise: Option<f64>,
    /// P: what customers perceive.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub perception: Option<f64>,
}

record!(GapScores {
    expectation => "expectation",
    understanding => "understanding",
    specification => "specification",
    delivery => "delivery",
    promise => "promise",
    perception => "perception",
});

/// The scale of the scores.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceGapOptions {
    /// The worst score; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: f64,
    /// The best score; 7 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: f64,
}

impl Default for ServiceGapOptions {
    fn default() -> Self {
        Self {
            lowest: 1.0,
            highest: 7.0,
        }
    }
}

options!(ServiceGapOptions {
    lowest => "lowest",
    highest => "highest",
});

/// One gap.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceGap {
    /// `gap.knowledge`, `gap.standards`, `gap.delivery`, `gap.communication` or `gap.perceived`.
    pub code: String,
    /// The gap; below 0 is a shortfall, none where a score is missing.
    pub gap: Option<f64>,
}

report!(ServiceGap {
    code => "code",
    gap => "gap",
});

/// The five gaps.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceGaps {
    /// Gaps 1 to 5.
    pub gaps: Vec<ServiceGap>,
    /// P − D: what customers perceive beyond what is delivered.
    pub presentation: Option<f64>,
    /// Gaps 1 + 2 + 3 + (P − D), which is gap 5.
    pub explained: Option<f64>,
    /// The deepest shortfall among gaps 1 to 4, the first one in a tie; none where nothing falls
    /// short. That the fifth, which they explain, does not count is our choice.
    pub largest: Option<Classification>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ServiceGaps {
    gaps => "gaps",
    presentation => "presentation",
    explained => "explained",
    largest => "largest",
    provenance => "provenance",
});

/// Returns the five gaps between what customers expect and what they perceive.
///
/// # Formula
/// ```text
/// G1 = M − E    G2 = S − M    G3 = D − S    G4 = D − C    G5 = P − E = G1 + G2 + G3 + (P − D)
/// ```
/// The identity is our own reading of the figure.
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange)
/// for a score outside the scale.
///
/// # Example: promises are the weakest link
/// ```
/// use clientele::perceived::service_quality::*;
/// let scores = GapScores {
///     expectation: Some(6.4), understanding: Some(6.0), specification: Some(5.6),
///     delivery: Some(5.2), promise: Some(6.1), perception: Some(5.0),
/// };
/// let found = service_gaps(&scores, &ServiceGapOptions::default())?;
/// assert_eq!(found.largest.unwrap().code, "gap.communication");
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1985), "A conceptual model of service quality and
/// its implications for future research", Journal of Marketing 49(4), figure 1.
pub fn service_gaps(scores: &GapScores, options: &ServiceGapOptions) -> Result<ServiceGaps> {
    let scale = RatingScale::try_new(options.lowest, options.highest, "options")?;
    let named = [
        ("expectation", scores.expectation),
        ("understanding", scores.understanding),
        ("specification", scores.specification),
        ("delivery", scores.delivery),
        ("promise", scores.promise),
        ("perception", scores.perception),
    ];
    for (name, value) in named {
        scale.check_known(value, &|| format!("scores.{name}"))?;
    }
    let [e, m, s, d, c, p] = named.map(|(_, value)| value);
    let gap = |to: Option<f64>, from: Option<f64>| to.zip(from).map(|(to, from)| to - from);
    let found = [
        ("gap.knowledge", gap(m, e)),
        ("gap.standards", gap(s, m)),
        ("gap.delivery", gap(d, s)),
        ("gap.communication", gap(d, c)),
        ("gap.perceived", gap(p, e)),
    ];
    let presentation = gap(p, d);
    let [(_, knowledge), (_, standards), (_, delivery), ..] = found;
    let explained = match (knowledge, standards, delivery, presentation) {
        (Some(one), Some(two), Some(three), Some(rest)) => Some(one + two + three + rest),
        _ => None,
    };
    let mut largest: Option<(&str, f64)> = None;
    for (code, gap) in found.into_iter().take(4) {
        if let Some(gap) = gap
            && gap < largest.map_or(0.0, |(_, least)| least) - TIE * scale.width()
        {
            largest = Some((code, gap));
        }
    }
    Ok(ServiceGaps {
        gaps: found
            .map(|(code, gap)| ServiceGap {
                code: code.into(),
                gap,
            })
            .into(),
        presentation,
        explained,
        largest: largest.map(|(code, gap)| Classification::new(code).because("gap", gap)),
        provenance: Provenance::new("serviceGaps", input_hash(&[scores, options])),
    })
}
