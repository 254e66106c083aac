//! The service blueprint (服务蓝图): steps with their points of failure.

use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::perceived::parts::check_some;
use crate::perceived::parts::check_within;
use crate::perceived::parts::input_hash;
use crate::perceived::parts::ranks;
use crate::plain::record;
use crate::plain::report;

/// One step of a service, with ratings from 1 to 10 where it can fail.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BlueprintStep {
    /// Its name.
    pub name: String,
    /// How bad a failure is, 1 to 10.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub severity: Option<f64>,
    /// How often it fails, 1 to 10.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub occurrence: Option<f64>,
    /// How hard a failure is to detect, 1 to 10.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub detection: Option<f64>,
}

record!(BlueprintStep {
    name => "name",
    severity => "severity",
    occurrence => "occurrence",
    detection => "detection",
});

/// The risk of one step.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StepRisk {
    /// The step.
    pub name: String,
    /// The risk priority number, 1 to 1,000; none where a rating is missing.
    pub risk: Option<f64>,
    /// Its place, 1 for the highest risk; equal ones share a place.
    pub rank: Option<u32>,
}

report!(StepRisk {
    name => "name",
    risk => "risk",
    rank => "rank",
});

/// A service blueprint.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceBlueprint {
    /// The steps in their order.
    pub steps: Vec<StepRisk>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ServiceBlueprint {
    steps => "steps",
    provenance => "provenance",
});

/// Returns which steps of a service to mend first, by the risk priority number.
///
/// # Formula
/// ```text
/// RPN = severity · occurrence · detection
/// ```
///
/// # Errors
/// [`Error::EmptyInput`](crate::Error::EmptyInput) without steps,
/// [`Error::InvalidValue`](crate::Error::InvalidValue) for names,
/// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange)
/// for ratings.
///
/// # Example: a step that fails often
/// ```
/// use clientele::perceived::service_quality::{BlueprintStep, service_blueprint};
/// let step = BlueprintStep {
///     name: "delivery".into(), severity: Some(7.0), occurrence: Some(5.0), detection: Some(2.0),
/// };
/// assert_eq!(service_blueprint(&[step])?.steps[0].risk, Some(70.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Shostack, G. L. (1984), "Designing services that deliver", Harvard Business Review 62(1): the
/// blueprint. IEC 60812 (2006), section 5.3.4: the risk priority number.
pub fn service_blueprint(steps: &[BlueprintStep]) -> Result<ServiceBlueprint> {
    check_some(steps.len(), "steps")?;
    let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
    check_names(&names, "steps")?;
    let mut risks = Vec::with_capacity(steps.len());
    for step in steps {
        let mut risk = Some(1.0);
        for (rating, name) in [
            (step.severity, "severity"),
            (step.occurrence, "occurrence"),
            (step.detection, "detection"),
        ] {
            if let Some(rating) = rating {
                let path = || format!("steps[{}].{name}", step.name);
                check_within(rating, 1.0, 10.0, &path)?;
            }
            risk = risk.zip(rating).map(|(risk, rating)| risk * rating);
        }
        risks.push(risk);
    }
    let mut found = Vec::with_capacity(steps.len());
    for ((name, risk), rank) in names.into_iter().zip(&risks).zip(ranks(&risks)) {
        found.push(StepRisk {
            name,
            risk: *risk,
            rank,
        });
    }
    Ok(ServiceBlueprint {
        steps: found,
        provenance: Provenance::new("serviceBlueprint", input_hash(&[&steps])),
    })
}
