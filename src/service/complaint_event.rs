//! From events to what a customer did in the window.

use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::record;
use crate::plain::words;
use crate::service::complaint_type::ComplaintFacts;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ComplaintEventKind {
    /// Service failed.
    #[default]
    Failure,
    /// The customer complained to the firm.
    Complaint,
    /// The customer spoke ill of the firm.
    NegativeWordOfMouth,
    /// The customer went to a third party or to court.
    ThirdParty,
}

words!(ComplaintEventKind {
    Failure => "failure",
    Complaint => "complaint",
    NegativeWordOfMouth => "negativeWordOfMouth",
    ThirdParty => "thirdParty",
});

/// One event in the history of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintEvent {
    /// What happened.
    pub kind: ComplaintEventKind,
    /// The day, as days since 1970-01-01.
    pub day: f64,
}

record!(ComplaintEvent {
    kind => "kind",
    day => "day",
});

/// Counts what a customer met and did in the window up to a day.
///
/// `as_of`: days since 1970-01-01. An event on that day counts, one after it does not; the window is
/// `complaintWindowDays` long, 365 unless told. A list of events is taken as complete, so that what
/// is not in it happened 0 times.
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for thresholds.
///
/// # Example: one complaint within the year, one before it
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::service::{ComplaintEvent, ComplaintEventKind, complaint_events};
/// let kind = ComplaintEventKind::Complaint;
/// let events = [ComplaintEvent { kind, day: 19_900.0 }, ComplaintEvent { kind, day: 19_000.0 }];
/// let facts = complaint_events(&events, 20_000.0, &Thresholds::default())?;
/// assert_eq!((facts.voice, facts.third_party), (Some(1.0), Some(0.0)));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn complaint_events(
    events: &[ComplaintEvent],
    as_of: f64,
    thresholds: &Thresholds,
) -> Result<ComplaintFacts> {
    thresholds.check()?;
    check_finite(as_of, || "asOf".into())?;
    let (mut failures, mut voice, mut ill, mut third) = (0.0, 0.0, 0.0, 0.0);
    for (i, event) in events.iter().enumerate() {
        let age = as_of - check_finite(event.day, || format!("events[{i}].day"))?;
        if !(0.0..thresholds.complaint_window_days).contains(&age) {
            continue;
        }
        let count = match event.kind {
            ComplaintEventKind::Failure => &mut failures,
            ComplaintEventKind::Complaint => &mut voice,
            ComplaintEventKind::NegativeWordOfMouth => &mut ill,
            ComplaintEventKind::ThirdParty => &mut third,
        };
        *count += 1.0;
    }
    Ok(ComplaintFacts {
        voice: Some(voice),
        negative_word_of_mouth: Some(ill),
        third_party: Some(third),
        failures: Some(failures),
        satisfaction: None,
    })
}
