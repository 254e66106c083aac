//! Lists of fields and words, each written once next to its type.

/// Reads and writes a struct whose fields must all be there, but for those that are an `Option`.
macro_rules! record {
    ($type:ty { $($field:ident => $name:literal),* $(,)? }) => {
        $crate::plain::report!($type { $($field => $name),* });

        impl $crate::plain::FromPlain for $type {
            fn blank() -> Self {
                Self { $($field: $crate::plain::FromPlain::blank()),* }
            }

            fn read(&mut self, plain: $crate::plain::Plain) -> $crate::error::Result<()> {
                let mut fields = $crate::plain::Fields::open(plain, &[$($name),*])?;
                $(fields.required($name, &mut self.$field);)*
                fields.close()
            }

            fn expected(&self) -> &'static str {
                "an object"
            }
        }
    };
}

/// Reads and writes a struct whose fields have defaults.
macro_rules! options {
    ($type:ty { $($field:ident => $name:literal),* $(,)? }) => {
        $crate::plain::report!($type { $($field => $name),* });

        impl $crate::plain::FromPlain for $type {
            fn blank() -> Self {
                Self::default()
            }

            fn read(&mut self, plain: $crate::plain::Plain) -> $crate::error::Result<()> {
                let mut fields = $crate::plain::Fields::open(plain, &[$($name),*])?;
                $(fields.optional($name, &mut self.$field);)*
                fields.close()
            }

            fn expected(&self) -> &'static str {
                "an object"
            }
        }
    };
}

/// Writes a struct.
macro_rules! report {
    ($type:ty { $($field:ident => $name:literal),* $(,)? }) => {
        impl $crate::plain::ToPlain for $type {
            fn to_plain(&self) -> $crate::plain::Plain {
                let mut entries = $crate::plain::Entries::default();
                $(entries.put($name, &self.$field);)*
                entries.into_plain()
            }
        }
    };
}

/// Reads and writes an enum of words; the first one is the blank.
macro_rules! words {
    ($type:ty { $first:ident => $first_word:literal $(, $variant:ident => $word:literal)* $(,)? }) => {
        impl $crate::plain::ToPlain for $type {
            fn to_plain(&self) -> $crate::plain::Plain {
                let word = match self {
                    Self::$first => $first_word,
                    $(Self::$variant => $word),*
                };
                $crate::plain::ToPlain::to_plain(word)
            }
        }

        impl $crate::plain::FromPlain for $type {
            fn blank() -> Self {
                Self::$first
            }

            fn read(&mut self, plain: $crate::plain::Plain) -> $crate::error::Result<()> {
                let words = [$first_word $(, $word)*];
                let index = $crate::plain::word_index(&plain, &words, self.expected())?;
                if let Some(variant) = [Self::$first $(, Self::$variant)*].get(index) {
                    *self = *variant;
                }
                Ok(())
            }

            fn expected(&self) -> &'static str {
                concat!("one of \"", $first_word, "\"" $(, ", \"", $word, "\"")*)
            }
        }
    };
}

pub(crate) use options;
pub(crate) use record;
pub(crate) use report;
pub(crate) use words;
