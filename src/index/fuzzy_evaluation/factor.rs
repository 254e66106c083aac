//! What is evaluated: factors, what is known of each, and the factors they are made of.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Fields;
use crate::plain::FromPlain;
use crate::plain::Plain;

/// A factor of an evaluation, with its weight among its siblings.
#[derive(Debug, Clone, PartialEq)]
pub struct FuzzyFactor {
    /// The name, of its own among its siblings.
    pub name: String,
    /// The weight among its siblings; they need not sum to 1.
    pub weight: f64,
    /// What is known of it.
    pub evidence: Evidence,
}

/// What is known of a factor.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// How far it belongs to each grade; they sum to 1.
    Memberships(Vec<f64>),
    /// How many voted for each grade.
    Votes(Vec<f64>),
    /// A measured value, and the value that is typical of each grade.
    Measured {
        /// The value.
        value: f64,
        /// The typical values, rising or falling.
        standards: Vec<f64>,
    },
    /// The factors it is made of.
    Factors(Vec<FuzzyFactor>),
}

impl FuzzyFactor {
    /// Returns a factor.
    pub fn new(name: impl Into<String>, weight: f64, evidence: Evidence) -> Self {
        Self {
            name: name.into(),
            weight,
            evidence,
        }
    }
}

impl FromPlain for FuzzyFactor {
    fn blank() -> Self {
        Self::new("", 0.0, Evidence::Factors(Vec::new()))
    }

    /// Reads a factor as it is written: with one kind of evidence.
    fn read(&mut self, plain: Plain) -> Result<()> {
        const KNOWN: [&str; 7] = [
            "name",
            "weight",
            "memberships",
            "votes",
            "value",
            "standards",
            "factors",
        ];
        let (mut memberships, mut votes) = (None, None);
        let (mut value, mut standards): (_, Option<Vec<f64>>) = (None, None);
        let mut factors: Option<Vec<Self>> = None;
        let mut fields = Fields::open(plain, &KNOWN)?;
        fields.required("name", &mut self.name);
        fields.required("weight", &mut self.weight);
        fields.optional("memberships", &mut memberships);
        fields.optional("votes", &mut votes);
        fields.optional("value", &mut value);
        fields.optional("standards", &mut standards);
        fields.optional("factors", &mut factors);
        fields.close()?;
        let partial = value.is_some() != standards.is_some();
        let measured = value.zip(standards);
        let mut kinds = [
            memberships.map(Evidence::Memberships),
            votes.map(Evidence::Votes),
            measured.map(|(value, standards)| Evidence::Measured { value, standards }),
            factors.map(Evidence::Factors),
        ]
        .into_iter()
        .flatten();
        match (kinds.next(), kinds.next()) {
            (Some(evidence), None) if !partial => self.evidence = evidence,
            _ => {
                return Err(Error::InvalidValue {
                    path: String::new(),
                    found: format!("what is known of \"{}\"", self.name),
                    expected: "one of memberships, votes, value with standards, factors".into(),
                });
            }
        }
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "an object"
    }
}
