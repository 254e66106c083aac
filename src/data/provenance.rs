//! Where a result comes from.

use crate::numeric::sort::sort_pairs;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;

/// How a result was made, so that whoever meets it later can make it again.
///
/// # Example: weights and what another method says of them
/// ```
/// use clientele::data::provenance::Provenance;
/// let provenance = Provenance::new("eigenvector", "85944171f73967e8".into())
///     .with("randomIndex", "saaty2008")
///     .compared("columnMean", &[0.7785, 0.1799, 0.0416], &[0.7273, 0.2212, 0.0515]);
/// assert!((provenance.others[0].largest_difference - 0.0512).abs() < 1e-12);
/// assert!(provenance.others[0].same_order);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Provenance {
    /// The method, by its code.
    pub method: String,
    /// What was chosen or found on the way: tables, scales, directions, shifts.
    #[cfg_attr(
        feature = "full",
        tsify(type = "Record<string, number | string | boolean | number[] | string[]>")
    )]
    pub settings: Settings,
    /// What was done to the digits: "none", since nothing is rounded before it is shown.
    pub rounding: String,
    /// The hash of the input, 16 hexadecimal digits.
    pub input_hash: String,
    /// The version of this library.
    pub version: String,
    /// How far the results of other methods lie from this one.
    pub others: Vec<OtherMethod>,
}

report!(Provenance {
    method => "method",
    settings => "settings",
    rounding => "rounding",
    input_hash => "inputHash",
    version => "version",
    others => "others",
});

/// How far the result of another method lies from the one in use.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OtherMethod {
    /// The other method, by its code.
    pub method: String,
    /// The largest difference of a number.
    pub largest_difference: f64,
    /// Whether both put everything into the same order.
    pub same_order: bool,
}

report!(OtherMethod {
    method => "method",
    largest_difference => "largestDifference",
    same_order => "sameOrder",
});

/// Names with what was chosen for them, in order.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        from = "std::collections::BTreeMap<String, Setting>",
        into = "std::collections::BTreeMap<String, Setting>"
    )
)]
pub struct Settings(pub Vec<(String, Setting)>);

/// With serde they are an object too; its order is that of the names.
#[cfg(feature = "serde")]
impl From<std::collections::BTreeMap<String, Setting>> for Settings {
    fn from(map: std::collections::BTreeMap<String, Setting>) -> Self {
        Self(map.into_iter().collect())
    }
}

#[cfg(feature = "serde")]
impl From<Settings> for std::collections::BTreeMap<String, Setting> {
    fn from(settings: Settings) -> Self {
        settings.0.into_iter().collect()
    }
}

/// One thing that was chosen.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum Setting {
    /// Whether something was done.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A word.
    Text(String),
    /// Numbers in order.
    Numbers(Vec<f64>),
    /// Words in order.
    Texts(Vec<String>),
}

impl ToPlain for Settings {
    fn to_plain(&self) -> Plain {
        Plain::Map(
            self.0
                .iter()
                .map(|(name, value)| (name.clone(), value.to_plain()))
                .collect(),
        )
    }
}

impl ToPlain for Setting {
    fn to_plain(&self) -> Plain {
        match self {
            Self::Flag(flag) => flag.to_plain(),
            Self::Number(number) => number.to_plain(),
            Self::Text(text) => text.to_plain(),
            Self::Numbers(numbers) => numbers.to_plain(),
            Self::Texts(texts) => texts.to_plain(),
        }
    }
}

impl From<bool> for Setting {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Setting {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Setting {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Vec<f64>> for Setting {
    fn from(numbers: Vec<f64>) -> Self {
        Self::Numbers(numbers)
    }
}

impl From<Vec<String>> for Setting {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl Provenance {
    /// Starts a record.
    pub fn new(method: &str, input_hash: String) -> Self {
        Self {
            method: method.into(),
            settings: Settings::default(),
            rounding: "none".into(),
            input_hash,
            version: env!("CARGO_PKG_VERSION").into(),
            others: Vec::new(),
        }
    }

    /// Adds what was chosen for `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Setting>) -> Self {
        self.settings.0.push((name.into(), value.into()));
        self
    }

    /// Adds how far `other`, the result of another method, lies from `own`.
    #[must_use]
    pub fn compared(mut self, method: &str, own: &[f64], other: &[f64]) -> Self {
        let differences = own.iter().zip(other).map(|(x, y)| (x - y).abs());
        self.others.push(OtherMethod {
            method: method.into(),
            largest_difference: differences.fold(0.0, f64::max),
            same_order: same_order(own, other),
        });
        self
    }
}

/// Tells whether no two numbers stand one way round in `own` and the other way in `other`; what is
/// equal in one of them may stand anyhow in the other.
fn same_order(own: &[f64], other: &[f64]) -> bool {
    let mut pairs: Vec<(f64, f64)> = own.iter().copied().zip(other.iter().copied()).collect();
    sort_pairs(&mut pairs);
    // In the order of `own`, and of `other` where `own` does not tell: so no one of `other` falls.
    pairs.is_sorted_by(|one, next| one.1 <= next.1)
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests may")]
mod tests {
    use super::Provenance;
    use super::same_order;
    use crate::plain::Plain;
    use crate::plain::ToPlain;

    #[test]
    fn two_that_change_places_are_another_order() {
        assert!(same_order(&[0.5, 0.3, 0.2], &[0.6, 0.3, 0.1]));
        assert!(!same_order(&[0.5, 0.3, 0.2], &[0.5, 0.2, 0.3]));
        assert!(same_order(&[0.5, 0.25, 0.25], &[0.5, 0.3, 0.2]));
    }

    #[test]
    fn settings_are_written_as_an_object() {
        let plain = Provenance::new("entropy", String::new())
            .with("scaling", "minmax")
            .with("shift", 0.0)
            .to_plain();
        let Plain::Map(entries) = plain else {
            panic!("an object")
        };
        let settings = entries.iter().find(|(name, _)| name == "settings");
        let expected = Plain::Map(vec![
            ("scaling".into(), Plain::Text("minmax".into())),
            ("shift".into(), Plain::Number(0.0)),
        ]);
        assert_eq!(settings.map(|(_, value)| value), Some(&expected));
    }
}
