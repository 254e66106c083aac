//! What a customer, a cell or a unit was found to be, and by what.

use crate::plain::report;

/// A class with the evidence it was found by.
///
/// `labels` has the words of the code.
///
/// # Example: a customer who has left
/// ```
/// use clientele::data::classification::Classification;
/// let found = Classification::new("relation.lost")
///     .because("days_since_last", 200.0)
///     .beyond("churn_window_days", 180.0);
/// assert_eq!(found.code, "relation.lost");
/// assert_eq!(found.evidence[1].value, Some(180.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Classification {
    /// The stable code of the class, such as `relation.lost`.
    pub code: String,
    /// What was looked at, in the order in which it was.
    pub evidence: Vec<Evidence>,
}

report!(Classification {
    code => "code",
    evidence => "evidence",
});

/// One number a class was found by.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Evidence {
    /// The name of the input, or of the threshold it was held against, as in JavaScript: `daysSinceLast`.
    pub name: String,
    /// The number; yes is 1 and no is 0; none where it is not known.
    pub value: Option<f64>,
    /// Whether the number is a threshold rather than an observation.
    pub threshold: bool,
}

report!(Evidence {
    name => "name",
    value => "value",
    threshold => "threshold",
});

impl Classification {
    /// Returns a class without evidence yet.
    pub fn new(code: &str) -> Self {
        Self {
            code: code.into(),
            evidence: Vec::new(),
        }
    }

    /// Adds an observation.
    #[must_use]
    pub fn because(self, name: &str, value: impl Into<Option<f64>>) -> Self {
        self.with(name, value.into(), false)
    }

    /// Adds a yes or a no.
    #[must_use]
    pub fn given(self, name: &str, yes: bool) -> Self {
        self.with(name, Some(f64::from(u8::from(yes))), false)
    }

    /// Adds the threshold that an observation was held against.
    #[must_use]
    pub fn beyond(self, name: &str, value: f64) -> Self {
        self.with(name, Some(value), true)
    }

    fn with(mut self, name: &str, value: Option<f64>, threshold: bool) -> Self {
        self.evidence.push(Evidence {
            name: camel_case(name),
            value,
            threshold,
        });
        self
    }
}

/// The name that a field has in JavaScript; codes with a point stay as they are.
fn camel_case(name: &str) -> String {
    if name.contains('.') {
        return name.into();
    }
    let mut parts = name.split('_');
    let mut camel = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}
