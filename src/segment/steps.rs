//! How far customers are identified, differentiated, interacted with and served individually (IDIC).

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::plain::options;
use crate::plain::report;
use crate::plain::unknown_key;
use crate::segment::classifier::inputs;
use crate::segment::columns::CustomerColumns;

/// The codes of the four steps in their order.
pub const STEPS: [&str; 4] = [
    "step.identify",
    "step.differentiate",
    "step.interact",
    "step.customise",
];

/// The reason that the first step that falls short cannot be told, since one before it is not known.
pub const STEP_UNKNOWN: &str = "step_unknown";

/// The coverage of each step, 0 to 1; none where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StepRatios {
    /// Customers with an identity of their own and a way to reach them, of all.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub identify: Option<f64>,
    /// Customers with a value score and a segment, of all.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub differentiate: Option<f64>,
    /// Customers in contact, both ways and lately, of those of high value.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub interact: Option<f64>,
    /// Customers with an offer of their own, of those of high value.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customise: Option<f64>,
}

options!(StepRatios {
    identify => "identify",
    differentiate => "differentiate",
    interact => "interact",
    customise => "customise",
});

inputs! {
    /// What the four steps need to know of a customer.
    StepFacts {
        /// Whether the customer has an identity of its own and a way to be reached.
        identified "identified": bool = (0.0, 1.0);
        /// Whether the customer has a value score and a segment.
        differentiated "differentiated": bool = (0.0, 1.0);
        /// Whether the customer is of high value.
        high_value "highValue": bool = (0.0, 1.0);
        /// Days since the last contact that went both ways.
        days_since_contact "daysSinceContact": f64 = (0.0, f64::MAX);
        /// Whether there is a product, a service or an offer of the customer's own.
        customised "customised": bool = (0.0, 1.0);
    }
}

/// The four steps and the first that falls short.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StepCoverage {
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// The code of the first step below `stepCoverage`; none when all reach it or `reason` says why.
    pub bottleneck: Option<String>,
    /// Why the bottleneck cannot be told: `step_unknown`, about the step.
    pub reason: Option<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(StepCoverage {
    steps => "steps",
    bottleneck => "bottleneck",
    reason => "reason",
    provenance => "provenance",
});

/// One step.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Step {
    /// The code of the step.
    pub code: String,
    /// The share of the customers that it reaches; none where nobody is known to count.
    pub coverage: Option<f64>,
    /// How many customers count; none where only shares were given.
    pub customers: Option<usize>,
    /// Of how many more it is not known whether the step reaches them.
    pub unknown: Option<usize>,
}

report!(Step {
    code => "code",
    coverage => "coverage",
    customers => "customers",
    unknown => "unknown",
});

impl StepRatios {
    /// Returns the first step that falls short.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] and [`Error::NotFinite`] with the name of the step.
    ///
    /// # Example: few are talked to
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::steps::StepRatios;
    /// let ratios = StepRatios {
    ///     identify: Some(0.95),
    ///     differentiate: Some(0.90),
    ///     interact: Some(0.40),
    ///     customise: Some(0.10),
    /// };
    /// let found = ratios.coverage(&Thresholds::default())?;
    /// assert_eq!(found.bottleneck.as_deref(), Some("step.interact"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Peppers & Rogers (1993), *The One to One Future*; Peppers, Rogers & Dorf (1999), "Is your company ready
    /// for one-to-one marketing?", Harvard Business Review 77(1): identify, differentiate, interact, customise. That
    /// coverage measures them, and what each counts, is our choice.
    pub fn coverage(&self, thresholds: &Thresholds) -> Result<StepCoverage> {
        thresholds.check()?;
        let ratios = [
            ("identify", self.identify),
            ("differentiate", self.differentiate),
            ("interact", self.interact),
            ("customise", self.customise),
        ];
        let mut steps = Vec::new();
        let mut hash = crate::plain::Fingerprint::default();
        for ((name, ratio), code) in ratios.into_iter().zip(STEPS) {
            if let Some(value) = ratio {
                crate::error::check_finite(value, || name.into())?;
                if !(0.0..=1.0).contains(&value) {
                    return Err(Error::out_of_range(
                        name.into(),
                        value,
                        "a share from 0 to 1",
                    ));
                }
            }
            hash.numbers(&[ratio.unwrap_or(f64::NAN)]);
            steps.push(Step {
                code: code.into(),
                coverage: ratio,
                customers: None,
                unknown: None,
            });
        }
        Ok(judged(steps, hash.finish(), thresholds))
    }
}

/// Returns the coverage of the four steps over customers.
///
/// Columns are the facts of [`StepFacts`]; a customer of whom a fact is missing does not count in its
/// step. The first two steps are of all customers, the others of those of high value.
///
/// # Errors
/// [`Error::UnknownKey`] for another column, [`Error::OutOfRange`] with column and row.
///
/// # Example: two customers, one of high value and not in contact
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::segment::CustomerColumns;
/// use clientele::segment::steps::step_coverage;
/// let names = ["identified", "differentiated", "highValue", "daysSinceContact"];
/// let values = vec![1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 200.0, 3.0];
/// let columns = CustomerColumns::try_new(names.map(String::from).to_vec(), values, 2)?;
/// let found = step_coverage(&columns, &Thresholds::default())?;
/// assert_eq!(found.bottleneck.as_deref(), Some("step.interact"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn step_coverage(columns: &CustomerColumns, thresholds: &Thresholds) -> Result<StepCoverage> {
    thresholds.check()?;
    let inputs = StepFacts::INPUTS;
    let known: Vec<&str> = inputs.iter().map(|input| input.name).collect();
    for name in columns.names() {
        if !known.contains(&name.as_str()) {
            return Err(unknown_key(name, &known));
        }
    }
    let mut reached = [0_usize; 4];
    let mut counted = [0_usize; 4];
    let mut unknown = [0_usize; 4];
    let mut row = vec![f64::NAN; inputs.len()];
    for customer in 0..columns.customers() {
        for (slot, input) in row.iter_mut().zip(inputs) {
            let column = columns.column(input.name).unwrap_or_default();
            *slot = column.get(customer).copied().unwrap_or(f64::NAN);
            input.check(*slot, &mut || format!("{}[{customer}]", input.name))?;
        }
        let facts = StepFacts::from_row(&row);
        let days = facts.days_since_contact;
        let answers = [
            (Some(true), facts.identified),
            (Some(true), facts.differentiated),
            (
                facts.high_value,
                days.map(|days| days <= thresholds.contact_days),
            ),
            (facts.high_value, facts.customised),
        ];
        let tallies = reached.iter_mut().zip(&mut counted).zip(&mut unknown);
        for (((reached, counted), unknown), (counts, answer)) in tallies.zip(answers) {
            match (counts, answer) {
                (Some(true), Some(yes)) => {
                    *counted += 1;
                    *reached += usize::from(yes);
                }
                (Some(false), _) => {}
                _ => *unknown += 1,
            }
        }
    }
    let steps = STEPS
        .iter()
        .zip(reached)
        .zip(counted.into_iter().zip(unknown))
        .map(|((code, reached), (counted, unknown))| Step {
            code: (*code).into(),
            coverage: (counted > 0).then(|| reached as f64 / counted as f64),
            customers: Some(counted),
            unknown: Some(unknown),
        })
        .collect();
    Ok(judged(steps, columns.fingerprint(), thresholds))
}

/// Finds the first step that falls short.
fn judged(steps: Vec<Step>, input_hash: String, thresholds: &Thresholds) -> StepCoverage {
    let enough = thresholds.step_coverage;
    let first = steps
        .iter()
        .find(|step| step.coverage.is_none_or(|coverage| coverage < enough));
    let bottleneck = first.filter(|step| step.coverage.is_some());
    let unknown = first.filter(|step| step.coverage.is_none());
    StepCoverage {
        bottleneck: bottleneck.map(|step| step.code.clone()),
        reason: unknown.map(|step| Caution::about(STEP_UNKNOWN, &step.code)),
        provenance: Provenance::new("steps", input_hash)
            .with("stepCoverage", enough)
            .with("contactDays", thresholds.contact_days),
        steps,
    }
}
