//! Parameters by name.

use crate::btyd::ModelKind;
use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::from_plain;
use crate::plain::unknown_key;

/// The parameters of a purchase model by name, or their standard errors.
///
/// # Example: in the order of the model
/// ```
/// use clientele::btyd::{ModelKind, Parameters};
/// let given = Parameters::of(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]);
/// assert_eq!(given.get("alpha"), Some(4.414));
/// assert_eq!(given.in_order(ModelKind::BgNbd)?, [0.243, 4.414, 0.793, 2.426]);
/// assert_eq!(given.in_order(ModelKind::ParetoNbd).unwrap_err().path(), Some("a"));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameters(Vec<(String, f64)>);

impl Parameters {
    /// Names the parameters of a model, given in the order of [`ModelKind::parameter_names`]; where
    /// there are fewer, they are the last ones.
    pub fn of(kind: ModelKind, values: &[f64]) -> Self {
        let names = kind.parameter_names();
        let unnamed = names.len().saturating_sub(values.len());
        let named = names.iter().skip(unnamed).zip(values);
        Self(named.map(|(name, x)| ((*name).to_owned(), *x)).collect())
    }

    /// Returns a parameter.
    pub fn get(&self, name: &str) -> Option<f64> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| *value)
    }

    /// Returns the names with their values, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// Sets a parameter, new or there already.
    pub fn set(&mut self, name: &str, value: f64) {
        if let Some((_, old)) = self.0.iter_mut().find(|(key, _)| key == name) {
            *old = value;
        } else {
            self.0.push((name.to_owned(), value));
        }
    }

    /// Returns the values in the order of [`ModelKind::parameter_names`].
    ///
    /// # Errors
    /// [`Error::UnknownKey`] for a name that is none of the model, [`Error::Missing`] for one that
    /// lacks.
    pub fn in_order(&self, kind: ModelKind) -> Result<Vec<f64>> {
        let names = kind.parameter_names();
        if let Some((name, _)) = self
            .0
            .iter()
            .find(|(key, _)| !names.contains(&key.as_str()))
        {
            return Err(unknown_key(name, names));
        }
        let value = |name: &&str| {
            self.get(name).ok_or_else(|| Error::Missing {
                path: (*name).to_owned(),
                expected: "a number".to_owned(),
            })
        };
        names.iter().map(value).collect()
    }
}

impl ToPlain for Parameters {
    fn to_plain(&self) -> Plain {
        let entries = self.0.iter();
        Plain::Map(
            entries
                .map(|(name, x)| (name.clone(), x.to_plain()))
                .collect(),
        )
    }
}

impl FromPlain for Parameters {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Map(entries) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        let number = |(name, value): (String, Plain)| {
            let value = from_plain(value).map_err(|error| error.within(&name))?;
            Ok((name, value))
        };
        self.0 = entries.into_iter().map(number).collect::<Result<_>>()?;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "an object"
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Parameters {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> core::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Parameters {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> core::result::Result<Self, D::Error> {
        struct InOrder;

        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Parameters;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("an object of numbers")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> core::result::Result<Parameters, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Parameters(entries))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
