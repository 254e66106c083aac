//! What the loyalty index says of customers.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision::Decision;
use crate::data::placements::check_score;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::loyalty::levels::check_descending;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;

/// What one indicator contributes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyPart {
    /// The code of the indicator.
    pub code: String,
    /// Its side: `behaviour` or `attitude`.
    pub side: String,
    /// The raw value; none where it is missing.
    pub raw: Option<f64>,
    /// Where it stands in its range, 0 to 1.
    pub normalised: Option<f64>,
    /// The weight it counted with; those of all parts sum to 1.
    pub weight: Option<f64>,
    /// The points it brings; those of all parts sum to the score.
    pub points: Option<f64>,
}

report!(LoyaltyPart {
    code => "code",
    side => "side",
    raw => "raw",
    normalised => "normalised",
    weight => "weight",
    points => "points",
});

/// The loyalty of one customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyScore {
    /// The index, 0 to 100; none when `reason` says why.
    pub score: Option<f64>,
    /// Loyal, stable, wavering or at risk; none without an index.
    pub level: Option<Classification>,
    /// The behavioural side alone, 0 to 100.
    pub behaviour: Option<f64>,
    /// The attitudinal side alone, 0 to 100.
    pub attitude: Option<f64>,
    /// The cell of attitude by behaviour.
    pub cell: Decision,
    /// The share of the weights whose indicators are present, 0 to 1.
    pub coverage: f64,
    /// The same of behaviour.
    pub behaviour_coverage: f64,
    /// The same of attitude.
    pub attitude_coverage: f64,
    /// Why there is no index: `coverage_too_low`.
    pub reason: Option<String>,
    /// The indicators, those of behaviour first.
    pub parts: Vec<LoyaltyPart>,
    /// What to mind: `attitude_missing`, `inconsistent_judgements`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(LoyaltyScore {
    score => "score",
    level => "level",
    behaviour => "behaviour",
    attitude => "attitude",
    cell => "cell",
    coverage => "coverage",
    behaviour_coverage => "behaviourCoverage",
    attitude_coverage => "attitudeCoverage",
    reason => "reason",
    parts => "parts",
    warnings => "warnings",
    provenance => "provenance",
});

/// The loyalty of many customers; NaN where there is no score.
#[derive(Debug, Clone, PartialEq)]
pub struct LoyaltyColumns {
    /// The index, 0 to 100.
    pub score: Vec<f64>,
    /// The behavioural side alone, 0 to 100.
    pub behaviour: Vec<f64>,
    /// The attitudinal side alone, 0 to 100.
    pub attitude: Vec<f64>,
    /// The share of the weights whose indicators are present, 0 to 1.
    pub coverage: Vec<f64>,
    /// How they were computed.
    pub provenance: Provenance,
}

impl ToPlain for LoyaltyColumns {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("score", &Bulk(&self.score));
        entries.put("behaviour", &Bulk(&self.behaviour));
        entries.put("attitude", &Bulk(&self.attitude));
        entries.put("coverage", &Bulk(&self.coverage));
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Returns the level of a loyalty index, 0 to 100 (忠诚、稳定、动摇、易流失).
///
/// # Errors
/// Those of [`Thresholds::check`]; [`Error::OutOfRange`](crate::Error::OutOfRange) for thresholds of levels that do not fall
/// and for an index that is none.
///
/// # Example: three quarters
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::loyalty::loyalty_level;
/// assert_eq!(loyalty_level(75.0, &Thresholds::default())?.code, "loyal");
/// assert_eq!(loyalty_level(39.9, &Thresholds::default())?.code, "at_risk");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn loyalty_level(score: f64, thresholds: &Thresholds) -> Result<Classification> {
    thresholds.check()?;
    check_score(score, &|| "score".into())?;
    let steps = [
        ("loyal", "loyaltyLoyal", thresholds.loyalty_loyal),
        ("stable", "loyaltyStable", thresholds.loyalty_stable),
        ("wavering", "loyaltyWavering", thresholds.loyalty_wavering),
    ];
    check_descending(&steps.map(|(_, name, value)| (name, value)))?;
    let step = steps.iter().find(|(_, _, from)| score >= *from);
    let (code, name, value) =
        step.copied()
            .unwrap_or(("at_risk", "loyaltyWavering", thresholds.loyalty_wavering));
    Ok(Classification::new(code)
        .because("loyalty", score)
        .beyond(name, value))
}
