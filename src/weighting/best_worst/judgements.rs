//! What the best-worst method asks for.

use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::record;
use crate::weighting::lists::at;
use crate::weighting::lists::check;
use crate::weighting::lists::names_or_numbers;
use crate::weighting::lists::stranger;

/// The comparisons with the best and the worst criterion, each on a scale from 1 to 9.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BestWorstJudgements {
    /// The criteria.
    pub criteria: Vec<String>,
    /// The most important criterion.
    pub best: String,
    /// The least important criterion.
    pub worst: String,
    /// How many times as important the best is as each criterion; 1 for itself.
    pub best_to_others: Vec<f64>,
    /// How many times as important each criterion is as the worst; 1 for the worst.
    pub others_to_worst: Vec<f64>,
}

record!(BestWorstJudgements {
    criteria => "criteria",
    best => "best",
    worst => "worst",
    best_to_others => "bestToOthers",
    others_to_worst => "othersToWorst",
});

/// How far two judgements may differ that should be one.
const EQUAL: f64 = 1e-9;

/// Checked comparisons.
pub(super) struct Checked {
    pub(super) criteria: Vec<String>,
    /// The places of the best and the worst criterion.
    pub(super) best: usize,
    pub(super) worst: usize,
    /// For each criterion, the best against it and it against the worst.
    pub(super) pairs: Vec<(f64, f64)>,
    /// The best against the worst.
    pub(super) span: f64,
    pub(super) fingerprint: String,
}

impl BestWorstJudgements {
    /// Checks that the judgements are complete and do not contradict each other outright.
    pub(super) fn checked(&self) -> Result<Checked> {
        let n = self.criteria.len();
        if n < 2 {
            return Err(Error::InsufficientData {
                path: "criteria".into(),
                found: n,
                needed: 2,
                hint: "a best and a worst criterion".into(),
            });
        }
        let criteria = names_or_numbers(Some(&self.criteria), n, "criteria")?;
        let best = place(&criteria, &self.best, "best")?;
        let worst = place(&criteria, &self.worst, "worst")?;
        if best == worst {
            let error = Plain::Text(self.worst.clone()).is_not("another criterion than the best");
            return Err(error.within("worst"));
        }
        for (path, list, own) in [
            ("bestToOthers", &self.best_to_others, best),
            ("othersToWorst", &self.others_to_worst, worst),
        ] {
            check_length(path, list.len(), n)?;
            for (i, (value, name)) in list.iter().zip(&criteria).enumerate() {
                let path = format!("{path}[{name}]");
                let (most, expected) = if i == own {
                    (
                        1.0 + EQUAL,
                        "1, which is how a criterion compares with itself",
                    )
                } else {
                    (9.0, "1 to 9")
                };
                let fits = *value >= 1.0 && *value <= most;
                check(*value, fits, &path, expected)?;
            }
        }
        let span = at(&self.best_to_others, worst);
        let again = at(&self.others_to_worst, best);
        if (span - again).abs() > EQUAL {
            return Err(Error::out_of_range(
                format!("othersToWorst[{}]", self.best.trim()),
                again,
                &format!("{span}, as bestToOthers[{}] has it", self.worst.trim()),
            ));
        }
        let mut hash = Fingerprint::default();
        for name in &criteria {
            hash.text(name);
        }
        hash.numbers(&[best as f64, worst as f64]);
        hash.numbers(&self.best_to_others);
        hash.numbers(&self.others_to_worst);
        let mut pairs = Vec::with_capacity(n);
        for (best, worst) in self.best_to_others.iter().zip(&self.others_to_worst) {
            pairs.push((*best, *worst));
        }
        Ok(Checked {
            best,
            worst,
            pairs,
            span,
            fingerprint: hash.finish(),
            criteria,
        })
    }
}

/// Returns the place of a criterion.
#[inline(never)]
fn place(criteria: &[String], name: &str, path: &str) -> Result<usize> {
    for (i, known) in criteria.iter().enumerate() {
        if known == name.trim() {
            return Ok(i);
        }
    }
    Err(stranger(path, name, criteria))
}
