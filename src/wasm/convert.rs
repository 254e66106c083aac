//! The one place where values cross between Rust and JavaScript.

use crate::error::Error;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::to_tape;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// An `Error` object of JavaScript with the stable code and the place of the culprit.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let object = js_sys::Error::new(&error.to_string());
        object.set_name("ClienteleError");
        let set = |key: &str, value: Self| {
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(&object, &key.into(), &value);
        };
        set("code", error.code().into());
        if let Some(path) = error.path() {
            set("path", path.into());
        }
        if let Some(row) = error.row() {
            #[allow(clippy::cast_precision_loss, reason = "rows of a file stay below 2^53")]
            set("row", (row as f64).into());
        }
        if let Some(column) = error.column() {
            set("column", column.into());
        }
        object.into()
    }
}

/// Returns a list as the bytes of a plain value.
pub(crate) fn list_tape<T: ToPlain>(list: &[T]) -> Vec<u8> {
    to_tape(&Plain::List(list.iter().map(ToPlain::to_plain).collect()))
}

#[cfg(feature = "full")]
pub(crate) use with_serde::from_js;
#[cfg(feature = "full")]
pub(crate) use with_serde::plain_from_js;
#[cfg(feature = "full")]
pub(crate) use with_serde::plain_to_js;
#[cfg(feature = "full")]
pub(crate) use with_serde::to_js;

#[cfg(feature = "full")]
mod with_serde {
    use crate::error::Error;
    use crate::error::Result;
    use crate::plain::FromPlain;
    use crate::plain::Plain;
    use crate::plain::ToPlain;
    use crate::plain::from_plain;
    use crate::wasm::value::DEEPEST;
    use serde::Serialize;
    use serde::de::DeserializeSeed;
    use serde_wasm_bindgen::Deserializer;
    use serde_wasm_bindgen::Serializer;
    use wasm_bindgen::JsValue;

    /// Reads a value; an error names the path of the culprit below `path`.
    pub(crate) fn from_js<T: FromPlain>(value: JsValue, path: &str) -> Result<T> {
        plain_from_js(value)
            .and_then(from_plain)
            .map_err(|error| within(error, path))
    }

    /// Reads a value of any shape.
    #[inline(never)]
    pub(crate) fn plain_from_js(value: JsValue) -> Result<Plain> {
        DEEPEST
            .deserialize(Deserializer::from(value))
            .map_err(|_| Error::InvalidValue {
                path: String::new(),
                found: "the value".into(),
                expected: "made of plain objects, arrays, texts and numbers".into(),
            })
    }

    #[cold]
    #[inline(never)]
    fn within(error: Error, path: &str) -> Error {
        if path.is_empty() {
            error
        } else {
            error.within(path)
        }
    }

    /// Writes a value as plain objects and arrays; `None` becomes `null`.
    pub(crate) fn to_js(value: &dyn ToPlain) -> Result<JsValue> {
        plain_to_js(&value.to_plain())
    }

    /// Writes a value of any shape.
    #[inline(never)]
    pub(crate) fn plain_to_js(value: &Plain) -> Result<JsValue> {
        let serializer = Serializer::json_compatible();
        value
            .serialize(&serializer)
            .map_err(|_| Error::InvalidValue {
                path: String::new(),
                found: "the result".into(),
                expected: "a value that JavaScript can hold".into(),
            })
    }
}
