//! What ties customers: relational benefits and bonds (关系利益、关系纽带).

use crate::data::classification::Classification;
use crate::error::Result;
use crate::index::likert_blocks::BlockScale;
use crate::index::likert_blocks::LikertIndex;
use crate::index::likert_blocks::likert_index;
use crate::plain::options;
use crate::plain::report;

/// Answers to questions on what customers get from the relationship beyond the service itself.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BenefitAnswers {
    /// Confidence (信任利益): less worry, known quality.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub confidence: Vec<Option<f64>>,
    /// Social benefits (社会利益): being known, friendship.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub social: Vec<Option<f64>>,
    /// Special treatment (特殊对待利益): better prices, faster or extra service.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub special_treatment: Vec<Option<f64>>,
}

options!(BenefitAnswers {
    confidence => "confidence",
    social => "social",
    special_treatment => "specialTreatment",
});

/// Returns the index of relational benefits: the mean of the means of its three blocks.
///
/// The three benefits are of the paper; that they weigh the same is our choice.
///
/// # Errors
/// Those of [`likert_index`].
///
/// # Example: little special treatment
/// ```
/// use clientele::index::likert_blocks::BlockScale;
/// use clientele::loyalty::{BenefitAnswers, relational_benefits};
/// let answers = BenefitAnswers {
///     confidence: vec![Some(6.0), Some(7.0)],
///     social: vec![Some(4.0), None],
///     special_treatment: vec![Some(2.0), Some(3.0)],
/// };
/// let found = relational_benefits(&answers, &BlockScale::default())?;
/// assert_eq!(found.mean, Some(13.0 / 3.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gwinner, Gremler & Bitner (1998), "Relational benefits in services industries: the customer's
/// perspective", Journal of the Academy of Marketing Science 26(2).
pub fn relational_benefits(answers: &BenefitAnswers, options: &BlockScale) -> Result<LikertIndex> {
    likert_index(
        &[
            ("benefit.confidence", answers.confidence.clone()),
            ("benefit.social", answers.social.clone()),
            (
                "benefit.special_treatment",
                answers.special_treatment.clone(),
            ),
        ],
        options,
    )
    .map_err(|error| {
        error.map_path(|path| match path.strip_prefix("benefit.") {
            Some(rest) => rest.replace("special_treatment", "specialTreatment"),
            None => path.into(),
        })
    })
}

/// Which bonds there are with a customer; what is not known is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Bonds {
    /// Financial bonds (财务纽带): prices, points.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub financial: Option<bool>,
    /// Social bonds (社会纽带): people who know each other.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub social: Option<bool>,
    /// Customisation (定制化纽带): what is made for the customer.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customisation: Option<bool>,
    /// Structural bonds (结构化纽带): shared processes and systems.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub structural: Option<bool>,
}

options!(Bonds {
    financial => "financial",
    social => "social",
    customisation => "customisation",
    structural => "structural",
});

/// How firmly a customer is tied.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BondLevel {
    /// The highest bond there is, or `bond.none`; none where a higher one is not known.
    pub class: Option<Classification>,
    /// The level: 0 none, 1 financial, 2 social, 3 customisation, 4 structural.
    pub level: Option<f64>,
    /// The share of the four bonds that there are, 0 to 1; none where one is not known.
    pub strength: Option<f64>,
    /// The share of the four bonds that are known, 0 to 1.
    pub coverage: f64,
    /// Why there is no level: `input_missing`.
    pub reason: Option<String>,
}

report!(BondLevel {
    class => "class",
    level => "level",
    strength => "strength",
    coverage => "coverage",
    reason => "reason",
});

/// Returns the highest bond with a customer and how many there are.
///
/// # Formula
/// ```text
/// level = the highest bond there is: financial 1 < social 2 < customisation 3 < structural 4
/// strength = number of bonds / 4
/// ```
///
/// # Example: points, and a clerk who knows the customer
/// ```
/// use clientele::loyalty::{Bonds, bond_level};
/// let found = bond_level(&Bonds {
///     financial: Some(true),
///     social: Some(true),
///     customisation: Some(false),
///     structural: Some(false),
/// });
/// assert_eq!((found.level, found.strength), (Some(2.0), Some(0.5)));
/// ```
///
/// # References
/// Berry & Parasuraman (1991), *Marketing Services: Competing through Quality*, for levels of bonds, to
/// which Zeithaml & Bitner (1996), *Services Marketing*, add customisation; the strength is our choice.
pub fn bond_level(bonds: &Bonds) -> BondLevel {
    let known = [
        ("bond.financial", "financial", bonds.financial),
        ("bond.social", "social", bonds.social),
        ("bond.customisation", "customisation", bonds.customisation),
        ("bond.structural", "structural", bonds.structural),
    ];
    let mut class = Some(Classification::new("bond.none"));
    let mut level = Some(0.0);
    let (mut place, mut held, mut told) = (0.0, 0.0, 0.0);
    for (code, name, bond) in known {
        place += 1.0;
        match bond {
            None => {
                class = None;
                level = None;
            }
            Some(false) => told += 1.0,
            Some(true) => {
                told += 1.0;
                held += 1.0;
                class = Some(Classification::new(code).given(name, true));
                level = Some(place);
            }
        }
    }
    BondLevel {
        reason: level.is_none().then(|| "input_missing".into()),
        class,
        level,
        strength: (told >= place).then_some(held / place),
        coverage: told / place,
    }
}
