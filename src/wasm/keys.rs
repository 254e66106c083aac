//! The keys of objects as texts of JavaScript.
//!
//! A text crosses the boundary byte by byte and is decoded on the other side, which takes longer than
//! most numbers take to compute. The keys of results are the same few words again and again: each
//! crosses once.

use js_sys::JsString;
use serde::Serialize;
use serde::Serializer;
use std::cell::RefCell;

/// How many keys are kept: more than there are words in the results. Names from the data of callers
/// are keys as well, and they must not pile up.
const MOST: usize = 512;

/// How long a key is that is kept, in bytes.
const LONGEST: usize = 32;

thread_local! {
    /// In order, so that a key is found by halving.
    static KEYS: RefCell<Vec<(String, JsString)>> = const { RefCell::new(Vec::new()) };
}

/// A key of an object.
pub(super) struct Key<'a>(pub(super) &'a str);

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(&text(self.0), serializer)
    }
}

#[inline(never)]
fn text(key: &str) -> JsString {
    KEYS.with_borrow_mut(
        |keys| match keys.binary_search_by(|(known, _)| known.as_str().cmp(key)) {
            Ok(place) => match keys.get(place) {
                Some((_, text)) => text.clone(),
                None => key.into(),
            },
            Err(place) => {
                let text: JsString = key.into();
                if keys.len() < MOST && key.len() <= LONGEST {
                    keys.insert(place, (key.into(), text.clone()));
                }
                text
            }
        },
    )
}
