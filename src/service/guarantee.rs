//! What a guarantee of service costs.

use crate::data::classification::Classification;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_unit;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// One thing that is guaranteed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GuaranteeTerm {
    /// What it is: delivery within a day.
    pub name: String,
    /// The probability that it fails a customer in the period, 0 to 1.
    pub failure_probability: f64,
    /// The probability that a customer it failed claims, 0 to 1.
    pub claim_probability: f64,
    /// What a claim is paid, in money.
    pub payout: f64,
}

record!(GuaranteeTerm {
    name => "name",
    failure_probability => "failureProbability",
    claim_probability => "claimProbability",
    payout => "payout",
});

/// What one term costs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TermCost {
    /// The term.
    pub name: String,
    /// Failures to expect.
    pub failures: f64,
    /// Claims to expect.
    pub claims: f64,
    /// The cost to expect.
    pub cost: f64,
}

report!(TermCost {
    name => "name",
    failures => "failures",
    claims => "claims",
    cost => "cost",
});

/// What a guarantee costs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GuaranteeCost {
    /// The kind: one attribute, several, or satisfaction without conditions.
    pub kind: Classification,
    /// The cost to expect in the period.
    pub cost: f64,
    /// The same for each customer; none where there are none.
    pub cost_per_customer: Option<f64>,
    /// The cost if everyone who was failed claimed.
    pub largest_cost: f64,
    /// The terms.
    pub terms: Vec<TermCost>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(GuaranteeCost {
    kind => "kind",
    cost => "cost",
    cost_per_customer => "costPerCustomer",
    largest_cost => "largestCost",
    terms => "terms",
    provenance => "provenance",
});

/// Returns what a guarantee of service (服务承诺) costs in a period.
///
/// `customers`: their number, from 0. `unconditional`: whether it guarantees satisfaction without
/// conditions (无条件满意承诺); otherwise one term is a guarantee of a single attribute (单一属性承诺)
/// and several are one of multiple attributes (多重属性承诺).
///
/// # Formula
/// ```text
/// cost = N Σ P(fail) P(claim | fail) payout
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without terms, [`Error::InvalidValue`] for names that are empty or there
/// twice, [`Error::NotFinite`], and [`Error::OutOfRange`] for probabilities outside 0-1 and amounts
/// below 0, with the place: `terms[delivery].payout`.
///
/// # Example: ten thousand customers
/// ```
/// use clientele::service::{GuaranteeTerm, guarantee_cost};
/// let term = GuaranteeTerm {
///     name: "delivery within a day".into(),
///     failure_probability: 0.02,
///     claim_probability: 0.3,
///     payout: 50.0,
/// };
/// let found = guarantee_cost(10_000.0, &[term], false)?;
/// assert!((found.cost - 3_000.0).abs() < 1e-9);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// The kinds are those of Wirtz, J. & Kum, D. (2001), "Designing service guarantees", Managing
/// Service Quality 11(5); the cost is an expected value.
pub fn guarantee_cost(
    customers: f64,
    terms: &[GuaranteeTerm],
    unconditional: bool,
) -> Result<GuaranteeCost> {
    check_amount(customers, "customers")?;
    let names: Vec<String> = terms.iter().map(|term| term.name.clone()).collect();
    check_names(&names, "terms")?;
    let kind = match (terms.len(), unconditional) {
        (0, _) => return Err(Error::empty("terms", "nothing is guaranteed")),
        (_, true) => "guarantee.unconditional",
        (1, false) => "guarantee.single",
        _ => "guarantee.multiple",
    };
    let mut hash = Fingerprint::default();
    hash.numbers(&[customers]);
    let mut costs = Vec::with_capacity(terms.len());
    let mut largest = Vec::with_capacity(terms.len());
    for term in terms {
        let path = |field: &str| format!("terms[{}].{field}", term.name);
        let fail = check_unit(term.failure_probability, &path("failureProbability"))?;
        let claim = check_unit(term.claim_probability, &path("claimProbability"))?;
        let payout = check_amount(term.payout, &path("payout"))?;
        hash.numbers(&[fail, claim, payout]);
        let failures = customers * fail;
        let claims = failures * claim;
        largest.push(check_finite(failures * payout, || path("payout"))?);
        costs.push(TermCost {
            name: term.name.clone(),
            failures,
            claims,
            cost: claims * payout,
        });
    }
    let each: Vec<f64> = costs.iter().map(|term| term.cost).collect();
    let cost = check_finite(sum(&each), || "terms".into())?;
    Ok(GuaranteeCost {
        kind: Classification::new(kind)
            .because("terms", terms.len() as f64)
            .given("unconditional", unconditional),
        cost,
        cost_per_customer: (customers > 0.0).then(|| cost / customers),
        largest_cost: check_finite(sum(&largest), || "terms".into())?,
        terms: costs,
        provenance: Provenance::new("guaranteeCost", hash.finish()),
    })
}
