//! The values that a judgement may take.

use super::judgement::LARGEST_JUDGEMENT;
use super::square::at;
use super::square::ranked;
use crate::error::Error;
use crate::error::Result;

/// The most steps a scale may have: far beyond what people tell apart, few enough to try them all.
const MOST_STEPS: usize = 50;

/// Steps that are closer in ratio are the same step: far above rounding, far below a judgement.
const TOLERANCE: f64 = 1e-9;

/// Steps from 1 upward with their reciprocals.
pub(super) struct JudgementSteps {
    steps: Vec<f64>,
}

impl JudgementSteps {
    /// Takes steps; of a step and its reciprocal either will do.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] for no steps, [`Error::NotFinite`] and [`Error::OutOfRange`] for a step
    /// that is no judgement, and for too many.
    pub(super) fn try_new(steps: &[f64]) -> Result<Self> {
        if steps.is_empty() {
            return Err(Error::EmptyInput {
                path: "scale".into(),
                hint: "no steps".into(),
            });
        }
        let mut upward: Vec<f64> = Vec::with_capacity(steps.len());
        for (place, &step) in steps.iter().enumerate() {
            let path = format!("scale[{place}]");
            if !step.is_finite() {
                return Err(Error::NotFinite { path });
            }
            if !(1.0 / LARGEST_JUDGEMENT..=LARGEST_JUDGEMENT).contains(&step) {
                return Err(Error::OutOfRange {
                    path,
                    value: step,
                    expected: "a judgement between 1e-9 and 1e9".into(),
                });
            }
            upward.push(whole(if step < 1.0 { 1.0 / step } else { step }));
        }
        let order = ranked(upward.len(), &|one, other| {
            at(&upward, one) < at(&upward, other)
        });
        let mut steps: Vec<f64> = Vec::with_capacity(upward.len());
        for k in order {
            let step = at(&upward, k);
            if steps
                .last()
                .is_none_or(|last| step > last * (1.0 + TOLERANCE))
            {
                steps.push(step);
            }
        }
        if steps.len() > MOST_STEPS {
            return Err(Error::OutOfRange {
                path: "scale".into(),
                value: steps.len() as f64,
                expected: format!("at most {MOST_STEPS} steps"),
            });
        }
        Ok(Self { steps })
    }

    /// Returns every value, the smallest first.
    pub(super) fn values(&self) -> Vec<f64> {
        let mut values = Vec::with_capacity(2 * self.steps.len());
        for step in self.steps.iter().rev() {
            if *step > 1.0 {
                values.push(1.0 / step);
            }
        }
        values.extend_from_slice(&self.steps);
        values
    }

    /// Returns the steps from 1 upward.
    pub(super) fn steps(&self) -> &[f64] {
        &self.steps
    }
}

/// Returns the whole number where the reciprocal of a rounded fraction meant one.
fn whole(step: f64) -> f64 {
    let near = (step + 0.5).floor();
    if (step - near).abs() < TOLERANCE * near {
        near
    } else {
        step
    }
}

/// Returns how a value of a scale is written: "3", "1/3", "2.5".
pub(super) fn written(value: f64) -> String {
    if value < 1.0 {
        format!("1/{}", whole(1.0 / value))
    } else {
        value.to_string()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::JudgementSteps;
    use super::written;

    #[test]
    fn a_scale_holds_its_reciprocals_once() {
        let scale = JudgementSteps::try_new(&[3.0, 1.0 / 3.0, 1.0, 2.5]).unwrap();
        assert_eq!(scale.values(), [1.0 / 3.0, 0.4, 1.0, 2.5, 3.0]);
        let texts: Vec<String> = scale.values().into_iter().map(written).collect();
        assert_eq!(texts, ["1/3", "1/2.5", "1", "2.5", "3"]);
    }

    #[test]
    fn what_is_no_scale_is_rejected_with_its_place() {
        let code = |steps: &[f64]| {
            let error = JudgementSteps::try_new(steps).err().unwrap();
            (error.code(), error.path().unwrap_or_default().to_owned())
        };
        assert_eq!(code(&[]), ("EmptyInput", "scale".into()));
        assert_eq!(code(&[1.0, f64::NAN]), ("NotFinite", "scale[1]".into()));
        assert_eq!(code(&[1.0, 2.0, 0.0]), ("OutOfRange", "scale[2]".into()));
        let many: Vec<f64> = (1..=51).map(f64::from).collect();
        assert_eq!(code(&many), ("OutOfRange", "scale".into()));
    }
}
