//! How readily a customer responds to campaigns.

use crate::data::caution::Caution;
use crate::data::decision::INPUT_MISSING;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_unit;
use crate::numeric::bounds::share_of;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// What is assumed of a customer before the first contact: both defaults are our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ResponsePrior {
    /// The rate of response to expect, 0 to 1; 0.1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub mean: f64,
    /// The contacts it is worth, from 0; 10 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub strength: f64,
}

options!(ResponsePrior {
    mean => "mean",
    strength => "strength",
});

impl Default for ResponsePrior {
    fn default() -> Self {
        Self {
            mean: 0.1,
            strength: 10.0,
        }
    }
}

/// The contacts of a customer and what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ResponseFacts {
    /// Contacts that were answered.
    pub responses: Option<f64>,
    /// All contacts.
    pub contacts: Option<f64>,
}

options!(ResponseFacts {
    responses => "responses",
    contacts => "contacts",
});

/// The rate of response of a customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CampaignResponse {
    /// The rate to expect, 0 to 1; none when `reason` says why.
    pub rate: Option<f64>,
    /// The share of contacts that were answered; none without contacts.
    pub observed: Option<f64>,
    /// Why there is no rate: `input_missing`, about the number that is not known, or `no_contacts` where
    /// the prior is worth no contact either.
    pub reason: Option<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(CampaignResponse {
    rate => "rate",
    observed => "observed",
    reason => "reason",
    provenance => "provenance",
});

/// Returns the rate of response to expect (客户响应): the mean of a beta distribution that the
/// contacts have moved away from what is assumed of everybody.
///
/// One answer to one contact is no rate of 1. That response is so measured is our choice.
///
/// # Formula
/// ```text
/// rate = (responses + μ s) / (contacts + s)
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for more responses than contacts, counts that are
/// no whole numbers from 0, a mean outside 0-1 or a strength below 0.
///
/// # Example: three answers to ten contacts
/// ```
/// use clientele::value::{ResponseFacts, ResponsePrior, campaign_response};
/// let facts = ResponseFacts { responses: Some(3.0), contacts: Some(10.0) };
/// assert_eq!(campaign_response(&facts, &ResponsePrior::default())?.rate, Some(0.2));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gelman, A. et al. (2013), *Bayesian Data Analysis*, 3rd ed., section 2.1.
pub fn campaign_response(facts: &ResponseFacts, prior: &ResponsePrior) -> Result<CampaignResponse> {
    let mean = check_unit(prior.mean, "prior.mean")?;
    let strength = check_amount(prior.strength, "prior.strength")?;
    let ResponseFacts {
        responses,
        contacts,
    } = *facts;
    let observed = share_of(("responses", responses), ("contacts", contacts))?;
    let rate = responses.zip(contacts).and_then(|(responses, contacts)| {
        let weight = contacts + strength;
        (weight > 0.0).then(|| (responses + mean * strength) / weight)
    });
    let reason = match (rate, responses, contacts) {
        (Some(_), ..) => None,
        (None, None, _) => Some(Caution::about(INPUT_MISSING, "responses")),
        (None, _, None) => Some(Caution::about(INPUT_MISSING, "contacts")),
        _ => Some(Caution::new("no_contacts")),
    };
    Ok(CampaignResponse {
        rate,
        observed,
        reason,
        provenance: Provenance::new(
            "campaignResponse",
            Fingerprint::of_known(&[responses, contacts]),
        )
        .with("mean", mean)
        .with("strength", strength),
    })
}
