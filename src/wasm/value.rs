//! Plain values across the boundary.
//!
//! `serde-wasm-bindgen` reads straight into a type, but names no path, ignores unknown keys (its
//! issue 39), and is compiled anew for every type. Here it carries one type, [`Plain`].

use crate::plain::Levels;
use crate::plain::Plain;
use crate::wasm::keys::Key;
use serde::Serialize;
use serde::Serializer;
use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde::ser::SerializeMap;
use std::fmt::Formatter;

/// How deep lists and objects may stand in each other: more than anything that is read has, and a
/// fraction of what the stack holds.
pub(super) const DEEPEST: Levels = Levels::new(12);

fn below<E: Error>(levels: Levels) -> Result<Levels, E> {
    levels.below().ok_or_else(|| E::custom("nested too deep"))
}

impl<'de> DeserializeSeed<'de> for Levels {
    type Value = Plain;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Plain, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Levels {
    type Value = Plain;

    fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
        Ok(Plain::Bool(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
        Ok(Plain::Number(value))
    }

    /// Whole numbers up to 2⁵³ come this way.
    fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
        Ok(Plain::Number(value as f64))
    }

    fn visit_str<E>(self, value: &str) -> Result<Plain, E> {
        Ok(Plain::Text(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Plain, E> {
        Ok(Plain::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Plain, A::Error> {
        let below = below(self)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(below)? {
            list.push(item);
        }
        Ok(Plain::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Plain, A::Error> {
        let below = below(self)?;
        let mut map = Vec::new();
        while let Some(key) = entries.next_key()? {
            map.push((key, entries.next_value_seed(below)?));
        }
        Ok(Plain::Map(map))
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Numbers(numbers) => {
                let column = js_sys::Float64Array::from(numbers.as_slice());
                serde_wasm_bindgen::preserve::serialize(&column, serializer)
            }
            Self::Map(map) => {
                let mut entries = serializer.serialize_map(Some(map.len()))?;
                for (key, value) in map {
                    entries.serialize_entry(&Key(key), value)?;
                }
                entries.end()
            }
        }
    }
}
