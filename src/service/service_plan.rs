//! What is promised to whom, and the way to an agreement.

use crate::data::classification::Classification;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;

/// What is promised to the customers of a tier.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServicePlan {
    /// The tier of the customer pyramid.
    pub tier: String,
    /// Hours within which they are answered.
    pub answer_hours: f64,
    /// Hours within which their case is closed.
    pub close_hours: f64,
    /// The share of cases for which that is promised, 0 to 1.
    pub target: f64,
}

record!(ServicePlan {
    tier => "tier",
    answer_hours => "answerHours",
    close_hours => "closeHours",
    target => "target",
});

/// Tier, hours to answer, hours to close, target.
const PLANS: [(&str, f64, f64, f64); 4] = [
    ("platinum", 1.0, 8.0, 0.98),
    ("gold", 4.0, 24.0, 0.95),
    ("iron", 24.0, 72.0, 0.9),
    ("lead", 72.0, 168.0, 0.8),
];

/// Returns what is promised to the customers of a tier of the pyramid.
///
/// `plans`: the house's own, of which the one of the tier counts; without any, our suggestion:
/// platinum 1 and 8 hours (98 %), gold 4 and 24 (95 %), iron 24 and 72 (90 %), lead 72 and 168
/// (80 %).
///
/// # Errors
/// [`Error::InvalidValue`] for a tier that no plan is for.
///
/// # Example: gold customers
/// ```
/// use clientele::service::service_plan;
/// let plan = service_plan("gold", &[])?;
/// assert_eq!((plan.answer_hours, plan.target), (4.0, 0.95));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn service_plan(tier: &str, plans: &[ServicePlan]) -> Result<ServicePlan> {
    let own = plans.iter().find(|plan| plan.tier == tier).cloned();
    let standard = PLANS
        .iter()
        .find(|(name, ..)| plans.is_empty() && *name == tier);
    let found = own.or_else(|| {
        standard.map(|(name, answer_hours, close_hours, target)| ServicePlan {
            tier: (*name).into(),
            answer_hours: *answer_hours,
            close_hours: *close_hours,
            target: *target,
        })
    });
    found.ok_or_else(|| {
        let found: String = tier.chars().take(40).collect();
        let tiers: Vec<&str> = if plans.is_empty() {
            PLANS.iter().map(|(name, ..)| *name).collect()
        } else {
            plans.iter().map(|plan| plan.tier.as_str()).collect()
        };
        let expected = format!("a tier that a plan is for: {}", tiers.join(", "));
        Error::invalid("tier".into(), &format!("\"{found}\""), &expected)
    })
}

/// What has been done of the way to a service-level agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four steps, each done or not"
)]
pub struct ServiceProcess {
    /// The needs of customers are identified.
    pub needs: bool,
    /// The levels of quality are defined and planned.
    pub plan: bool,
    /// The agreement is signed.
    pub agreement: bool,
    /// It was evaluated.
    pub evaluation: bool,
}

record!(ServiceProcess {
    needs => "needs",
    plan => "plan",
    agreement => "agreement",
    evaluation => "evaluation",
});

/// Returns the step that comes next (识别需求 → 定义质量计划 → 签署协议 → 评估改善): the first that is not
/// done; after the evaluation, the needs are looked at anew.
///
/// # Example: planned, not signed
/// ```
/// use clientele::service::{ServiceProcess, service_step};
/// let done = ServiceProcess { needs: true, plan: true, ..ServiceProcess::default() };
/// assert_eq!(service_step(&done).code, "service_step.agreement");
/// ```
pub fn service_step(done: &ServiceProcess) -> Classification {
    let steps = [
        ("service_step.needs", "needs", done.needs),
        ("service_step.plan", "plan", done.plan),
        ("service_step.agreement", "agreement", done.agreement),
        ("service_step.evaluation", "evaluation", done.evaluation),
    ];
    let next = steps.iter().find(|(_, _, done)| !done);
    let mut found = Classification::new(next.map_or("service_step.needs", |(code, ..)| code));
    for (_, name, done) in steps {
        found = found.given(name, done);
    }
    found
}
