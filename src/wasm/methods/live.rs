//! States kept up to date event by event. A state crosses as its text.

use crate::data::date::Day;
use crate::data::time_unit::TimeUnit;
use crate::error::Result;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::score::live::CustomerState;
use crate::score::live::LiveEvent;
use crate::score::live::LiveSettings;
use crate::score::live::Update;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "updateState" => {
            let mut state = state(input, "state")?;
            let event: LiveEvent = input.take("event")?;
            let settings: LiveSettings = input.options()?;
            let update = state
                .update(&event, &settings)
                .map_err(|error| error.map_path(options))?;
            let mut entries = Entries::default();
            entries.put("state", &state.to_text());
            entries.put("changed", &(update == Update::Changed));
            let reason = (update != Update::Changed).then_some(update);
            entries.put("reason", &reason);
            entries.into_plain()
        }
        "mergeStates" => {
            let earlier = state(input, "earlier")?;
            let later = state(input, "later")?;
            earlier.merge(&later)?.to_text().to_plain()
        }
        "stateFields" => {
            let state = state(input, "state")?;
            let as_of: Day = input.take("asOf")?;
            let unit: Option<TimeUnit> = input.take("timeUnit")?;
            state.report(as_of, unit.unwrap_or_default())?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Reads a state; null is the state before the first event.
fn state(input: &mut Input, name: &str) -> Result<CustomerState> {
    let text: Option<String> = input.take(name)?;
    match text {
        None => Ok(CustomerState::default()),
        Some(text) => CustomerState::from_text(&text).map_err(|e| e.map_path(|_| name.into())),
    }
}

/// Settings are the options of this boundary, and the day of an event is part of its date.
fn options(path: &str) -> String {
    match path.strip_prefix("settings") {
        Some(rest) => ["options", rest].concat(),
        None if path == "event.day" => "event.date".into(),
        None => path.into(),
    }
}
