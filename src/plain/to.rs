//! Writing.

use crate::plain::value::Plain;

/// A type that can be written as a plain value.
pub trait ToPlain {
    /// Returns the value in its plain form.
    fn to_plain(&self) -> Plain;
}

impl ToPlain for bool {
    fn to_plain(&self) -> Plain {
        Plain::Bool(*self)
    }
}

impl ToPlain for f64 {
    fn to_plain(&self) -> Plain {
        Plain::Number(*self)
    }
}

impl ToPlain for u32 {
    fn to_plain(&self) -> Plain {
        Plain::Number(f64::from(*self))
    }
}

/// Counts of rows stay below 2⁵³, where every whole number is an `f64`.
impl ToPlain for u64 {
    fn to_plain(&self) -> Plain {
        Plain::Number(*self as f64)
    }
}

/// Counts of columns stay below 2⁵³, where every whole number is an `f64`.
impl ToPlain for usize {
    fn to_plain(&self) -> Plain {
        Plain::Number(*self as f64)
    }
}

impl ToPlain for str {
    fn to_plain(&self) -> Plain {
        Plain::Text(self.into())
    }
}

impl ToPlain for String {
    fn to_plain(&self) -> Plain {
        self.as_str().to_plain()
    }
}

impl<T: ToPlain + ?Sized> ToPlain for &T {
    fn to_plain(&self) -> Plain {
        (**self).to_plain()
    }
}

impl<T: ToPlain> ToPlain for Option<T> {
    fn to_plain(&self) -> Plain {
        match self {
            Some(value) => value.to_plain(),
            None => Plain::Null,
        }
    }
}

impl<T: ToPlain> ToPlain for [T] {
    fn to_plain(&self) -> Plain {
        // A loop: adapters are compiled anew for every type, three times as large.
        let mut list = Vec::with_capacity(self.len());
        for item in self {
            list.push(item.to_plain());
        }
        Plain::List(list)
    }
}

impl<T: ToPlain, const N: usize> ToPlain for [T; N] {
    fn to_plain(&self) -> Plain {
        self.as_slice().to_plain()
    }
}

impl<T: ToPlain> ToPlain for Vec<T> {
    fn to_plain(&self) -> Plain {
        self.as_slice().to_plain()
    }
}

/// Numbers that are written in bulk.
#[derive(Debug)]
pub struct Bulk<'a>(pub &'a [f64]);

impl ToPlain for Bulk<'_> {
    fn to_plain(&self) -> Plain {
        Plain::Numbers(self.0.to_vec())
    }
}

/// The entries of a map while they are written, one small call for each.
#[derive(Debug, Default)]
pub struct Entries(Vec<(String, Plain)>);

impl Entries {
    /// Adds an entry.
    #[inline(never)]
    pub fn put(&mut self, name: &str, value: &dyn ToPlain) {
        self.0.push((name.into(), value.to_plain()));
    }

    /// Returns the map.
    pub fn into_plain(self) -> Plain {
        Plain::Map(self.0)
    }
}
