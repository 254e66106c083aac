//! What the best-worst method asks for.

use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::record;
use crate::weighting::shares::names_or_numbers;

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
        let place = |name: &str, path: &str| {
            let found = criteria.iter().position(|known| known == name.trim());
            found.ok_or_else(|| {
                let expected = format!("one of the criteria {}", criteria.join(", "));
                Plain::Text(name.into()).is_not(&expected).within(path)
            })
        };
        let best = place(&self.best, "best")?;
        let worst = place(&self.worst, "worst")?;
        if best == worst {
            let error = Plain::Text(self.worst.clone()).is_not("another criterion than the best");
            return Err(error.within("worst"));
        }
        let lists = [
            ("bestToOthers", &self.best_to_others, best, "best"),
            ("othersToWorst", &self.others_to_worst, worst, "worst"),
        ];
        for (path, list, own, which) in lists {
            check_length(path, list.len(), n)?;
            for (i, (value, name)) in list.iter().zip(&criteria).enumerate() {
                let path = || format!("{path}[{name}]");
                check_finite(*value, path)?;
                let expected = if i == own && (value - 1.0).abs() > EQUAL {
                    format!("1: it is the {which} itself")
                } else if (1.0..=9.0).contains(value) {
                    continue;
                } else {
                    "1 to 9".to_owned()
                };
                return Err(Error::OutOfRange {
                    path: path(),
                    value: *value,
                    expected,
                });
            }
        }
        let at = |list: &[f64], i: usize| list.get(i).copied().unwrap_or(1.0);
        let span = at(&self.best_to_others, worst);
        let again = at(&self.others_to_worst, best);
        if (span - again).abs() > EQUAL {
            return Err(Error::OutOfRange {
                path: format!("othersToWorst[{}]", self.best.trim()),
                value: again,
                expected: format!("{span}, as bestToOthers[{}] has it", self.worst.trim()),
            });
        }
        let mut hash = Fingerprint::default();
        for name in &criteria {
            hash.text(name);
        }
        hash.numbers(&[best as f64, worst as f64]);
        hash.numbers(&self.best_to_others);
        hash.numbers(&self.others_to_worst);
        let both = self.best_to_others.iter().zip(&self.others_to_worst);
        Ok(Checked {
            best,
            worst,
            pairs: both.map(|(best, worst)| (*best, *worst)).collect(),
            span,
            fingerprint: hash.finish(),
            criteria,
        })
    }
}
