//! Reading profiles of every version that there has been.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::from_plain;
use crate::score::loyalty_settings::LoyaltySide;
use crate::score::profile::Profile;

impl Profile {
    /// Reads and checks a profile given as a plain value, of this version or an older one, which is
    /// brought to this one.
    ///
    /// # Errors
    /// Those of [`Profile::check`]; what is not a field, or not of the right kind, with its path;
    /// [`Error::UnsupportedVersion`] when the profile is newer than this library.
    ///
    /// # Example: what a profile must begin with
    /// ```
    /// use clientele::plain::Plain;
    /// use clientele::score::Profile;
    /// let error = Profile::from_document(Plain::Map(Vec::new())).unwrap_err();
    /// assert_eq!((error.code(), error.path()), ("Missing", Some("format")));
    /// ```
    pub fn from_document(document: Plain) -> Result<Self> {
        let mut document = document;
        let Plain::Map(entries) = &mut document else {
            return Err(document.is_not("a profile"));
        };
        let format = entries.iter().find(|(key, _)| key == "format");
        if format.is_none() {
            return Err(Error::Missing {
                path: "format".into(),
                expected: format!("\"{}\"", Self::FORMAT),
            });
        }
        let version = entries.iter().find(|(key, _)| key == "version");
        let version = match version {
            None => {
                return Err(Error::Missing {
                    path: "version".into(),
                    expected: "the version of the profile, a whole number from 1".into(),
                });
            }
            Some((_, version)) => from_plain::<u32>(version.clone()),
        };
        let version = version.map_err(|error| error.within("version"))?;
        if version > Self::VERSION {
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found: version,
                supported: Self::VERSION,
            });
        }
        if version == 1 {
            check_first(entries)?;
            from_first(entries)?;
        }
        let profile: Self = from_plain(document)?;
        profile.check()?;
        Ok(profile)
    }
}

/// Takes an entry out of a map.
fn take(entries: &mut Vec<(String, Plain)>, name: &str) -> Option<Plain> {
    let at = entries.iter().position(|(key, _)| key == name)?;
    Some(entries.remove(at).1)
}

/// Puts an entry in the place of one of its name.
fn put(entries: &mut Vec<(String, Plain)>, name: &str, value: Plain) {
    match entries.iter_mut().find(|(key, _)| key == name) {
        Some((_, place)) => *place = value,
        None => entries.push((name.into(), value)),
    }
}

/// Returns the entries of the map of a name, which may lack.
fn map<'a>(entries: &'a mut [(String, Plain)], name: &str) -> Option<&'a mut Vec<(String, Plain)>> {
    match entries.iter_mut().find(|(key, _)| key == name) {
        Some((_, Plain::Map(map))) => Some(map),
        _ => None,
    }
}

/// Rejects a profile of this version that says it is of the first: what would be brought to it would be read as
/// nonsense.
fn check_first(entries: &mut [(String, Plain)]) -> Result<()> {
    let loyalty = map(entries, "loyalty");
    if loyalty.is_some_and(|fields| fields.iter().any(|(key, _)| key == "behaviour")) {
        let expected = "2: `loyalty.behaviour` is a field of profiles of version 2";
        return Err(Error::invalid("version".into(), "1", expected));
    }
    Ok(())
}

/// Version 1 had the behavioural side of loyalty alone, one mode of risk, and a margin of 1 where none
/// was given.
fn from_first(entries: &mut Vec<(String, Plain)>) -> Result<()> {
    put(entries, "version", Plain::Number(2.0));
    if let Some(value) = map(entries, "value") {
        if take(value, "marginGiven") == Some(Plain::Bool(false)) {
            put(value, "margin", Plain::Null);
        }
        put(value, "future", Plain::Text("model".into()));
        put(value, "uplift", Plain::Number(0.2));
    }
    if let Some(loyalty) = map(entries, "loyalty") {
        let coverage = take(loyalty, "minCoverage");
        let behaviour = Plain::Map(std::mem::take(loyalty));
        put(loyalty, "behaviour", behaviour);
        let attitude = LoyaltySide::of_attitude(None, "loyalty.attitude")?;
        put(loyalty, "attitude", attitude.to_plain());
        if let Some(coverage) = coverage {
            put(loyalty, "minCoverage", coverage);
        }
        for (name, number) in [
            ("behaviourWeight", 0.5),
            ("attitudeCut", 60.0),
            ("behaviourCut", 60.0),
        ] {
            put(loyalty, name, Plain::Number(number));
        }
    }
    Ok(())
}
