//! Technical and functional quality (技术性质量, 功能性质量), and where expectations come from.

use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::perceived::parts::blend;
use crate::perceived::parts::check_known;
use crate::perceived::parts::check_some;
use crate::perceived::parts::input_hash;
use crate::plain::record;
use crate::plain::report;
use crate::plain::words;

/// What an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum QualityView {
    /// What the customer is left with (技术性质量).
    #[default]
    Technical,
    /// How the customer gets it (功能性质量).
    Functional,
    /// Expectations from what others say (口碑).
    WordOfMouth,
    /// Expectations from the image of the firm (企业形象).
    Image,
    /// Expectations from what the firm says (沟通).
    Communication,
    /// Expectations from what the customer needs (客户需求).
    Needs,
}

words!(QualityView {
    Technical => "technical",
    Functional => "functional",
    WordOfMouth => "word_of_mouth",
    Image => "image",
    Communication => "communication",
    Needs => "needs",
});

/// Every view with its code.
const VIEWS: [(QualityView, &str); 6] = [
    (QualityView::Technical, "quality.technical"),
    (QualityView::Functional, "quality.functional"),
    (QualityView::WordOfMouth, "expectation.word_of_mouth"),
    (QualityView::Image, "expectation.image"),
    (QualityView::Communication, "expectation.communication"),
    (QualityView::Needs, "expectation.needs"),
];

/// One item of a questionnaire.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct QualityItem {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub view: QualityView,
    /// Its score, on a scale that all items of the view share.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub score: Option<f64>,
    /// How much it counts within its view, from 0; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weight: Option<f64>,
}

record!(QualityItem {
    name => "name",
    view => "view",
    score => "score",
    weight => "weight",
});

/// The score of one view.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct QualityViewScore {
    /// The view, such as `quality.technical`.
    pub code: String,
    /// The weighted mean of its items; none when `reason` says why.
    pub score: Option<f64>,
    /// The share of the weights that is known.
    pub coverage: f64,
    /// Why there is none: `coverage_too_low`.
    pub reason: Option<String>,
}

report!(QualityViewScore {
    code => "code",
    score => "score",
    coverage => "coverage",
    reason => "reason",
});

/// The scores of the views that have items.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct QualityViews {
    /// The views.
    pub views: Vec<QualityViewScore>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(QualityViews {
    views => "views",
    provenance => "provenance",
});

/// Returns the weighted means of the items by what they are about.
///
/// # Errors
/// [`Error::EmptyInput`] without items, [`Error::InvalidValue`] for names, [`Error::NotFinite`], and
/// [`Error::OutOfRange`] for a weight below 0.
///
/// # Example: the outcome is better than the way to it
/// ```
/// use clientele::perceived::service_quality::*;
/// let item = |name: &str, view, score| QualityItem { name: name.into(), view, score: Some(score), weight: None };
/// let found = quality_views(&[
///     item("repaired", QualityView::Technical, 6.0),
///     item("friendly", QualityView::Functional, 4.0),
///     item("prompt", QualityView::Functional, 5.0),
/// ])?;
/// assert_eq!(found.views[1].score, Some(4.5));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Grönroos, C. (1984), "A service quality model and its marketing implications", European Journal of
/// Marketing 18(4). That scores are weighted means is our choice.
pub fn quality_views(items: &[QualityItem]) -> Result<QualityViews> {
    check_some(items.len(), "items")?;
    let names: Vec<String> = items.iter().map(|item| item.name.clone()).collect();
    check_names(&names, "items")?;
    for item in items {
        let path = |field: &str| format!("items[{}].{field}", item.name);
        check_known(item.score, &|| path("score"))?;
        let weight = item.weight.unwrap_or(1.0);
        check_finite(weight, || path("weight"))?;
        if weight < 0.0 {
            let expected = "a weight from 0";
            return Err(Error::out_of_range(path("weight"), weight, expected));
        }
    }
    let mut views = Vec::new();
    for (view, code) in VIEWS {
        let (mut scores, mut weights) = (Vec::new(), Vec::new());
        for item in items {
            if item.view == view {
                scores.push(item.score);
                weights.push(item.weight.unwrap_or(1.0));
            }
        }
        if scores.is_empty() {
            continue;
        }
        let found = blend(&scores, &weights, MIN_COVERAGE);
        views.push(QualityViewScore {
            code: code.into(),
            score: found.mean,
            coverage: found.coverage,
            reason: found.mean.is_none().then(|| COVERAGE_TOO_LOW.into()),
        });
    }
    Ok(QualityViews {
        views,
        provenance: Provenance::new("qualityViews", input_hash(&[&items])),
    })
}
