//! An index of blocks of questions that count the same, whatever their number of questions.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::plain::options;
use crate::plain::report;

/// How blocks of questions are answered: on a scale of 1 to 7 unless told.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BlockScale {
    /// The lowest answer; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub least: f64,
    /// The highest answer; 7 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub most: f64,
    /// The share of the weights that must be answered; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

options!(BlockScale {
    least => "least",
    most => "most",
    min_coverage => "minCoverage",
});

impl Default for BlockScale {
    fn default() -> Self {
        Self {
            least: 1.0,
            most: 7.0,
            min_coverage: crate::index::MIN_COVERAGE,
        }
    }
}

/// What one block of questions says.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LikertBlock {
    /// The code of the block.
    pub code: String,
    /// The mean of its answers, on the scale; none where there are none.
    pub mean: Option<f64>,
    /// How many of its questions are answered.
    pub answered: f64,
    /// How many questions it has.
    pub asked: f64,
}

report!(LikertBlock {
    code => "code",
    mean => "mean",
    answered => "answered",
    asked => "asked",
});

/// The mean of the means of blocks.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LikertIndex {
    /// The mean of the blocks, on the scale; none when `reason` says why.
    pub mean: Option<f64>,
    /// The same from 0, the lowest answer, to 100, the highest.
    pub score: Option<f64>,
    /// The share of the weights whose questions are answered, 0 to 1.
    pub coverage: f64,
    /// Why there is none: `coverage_too_low`.
    pub reason: Option<String>,
    /// The blocks.
    pub blocks: Vec<LikertBlock>,
}

report!(LikertIndex {
    mean => "mean",
    score => "score",
    coverage => "coverage",
    reason => "reason",
    blocks => "blocks",
});

/// Returns the index of blocks of questions, each with its code and its answers.
///
/// Blocks weigh the same, and so do the questions of a block. What is not answered is left out; a block
/// without answers is too, and its weight goes to the others.
///
/// # Formula
/// ```text
/// mean = mean over the answered blocks of the mean of their answers
/// score = 100 (mean − least) / (most − least)
/// coverage = mean over all blocks of answered / asked
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for an answer off the scale, with
/// `block[question]`, for a scale of no width and for a coverage that is no share.
///
/// # Example: eight facets of three kinds of switching cost
/// ```
/// use clientele::index::likert_blocks::{BlockScale, likert_index};
/// let answers = |list: &[f64]| list.iter().map(|x| Some(*x)).collect::<Vec<_>>();
/// let blocks = [
///     ("procedural", answers(&[5.0, 4.0, 6.0, 3.0])),
///     ("financial", answers(&[5.0, 2.0])),
///     ("relational", answers(&[3.0, 2.0])),
/// ];
/// let found = likert_index(&blocks, &BlockScale::default())?;
/// assert_eq!(found.mean, Some(3.5));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn likert_index(
    blocks: &[(&str, Vec<Option<f64>>)],
    options: &BlockScale,
) -> Result<LikertIndex> {
    let BlockScale {
        least,
        most,
        min_coverage,
    } = *options;
    check_finite(least, || "options.least".into())?;
    check_finite(most, || "options.most".into())?;
    check_finite(most - least, || "options.most".into())?;
    if most <= least {
        return Err(Error::out_of_range(
            "options.most".into(),
            most,
            "a number above `least`",
        ));
    }
    check_finite(min_coverage, || "options.minCoverage".into())?;
    if !(0.0..=1.0).contains(&min_coverage) {
        let path = "options.minCoverage".into();
        return Err(Error::out_of_range(
            path,
            min_coverage,
            "a share from 0 to 1",
        ));
    }
    let (mut total, mut present, mut coverage) = (0.0, 0.0, 0.0);
    let mut found = Vec::with_capacity(blocks.len());
    for (code, answers) in blocks {
        let (mut sum, mut answered) = (0.0, 0.0);
        for (i, answer) in answers.iter().enumerate() {
            let Some(answer) = *answer else { continue };
            let path = || format!("{code}[{i}]");
            check_finite(answer, path)?;
            if !(least..=most).contains(&answer) {
                return Err(Error::out_of_range(
                    path(),
                    answer,
                    "an answer on the scale",
                ));
            }
            sum += answer;
            answered += 1.0;
        }
        let asked = answers.len() as f64;
        let mean = (answered > 0.0).then(|| (sum / answered).clamp(least, most));
        if let Some(mean) = mean {
            total += mean;
            present += 1.0;
            coverage += answered / asked;
        }
        found.push(LikertBlock {
            code: (*code).into(),
            mean,
            answered,
            asked,
        });
    }
    let coverage = if present > 0.0 {
        coverage / blocks.len() as f64
    } else {
        0.0
    };
    let enough = present > 0.0 && coverage >= min_coverage;
    let mean = enough.then(|| (total / present).clamp(least, most));
    Ok(LikertIndex {
        mean,
        score: mean.map(|mean| (100.0 * (mean - least) / (most - least)).clamp(0.0, 100.0)),
        coverage,
        reason: (!enough).then(|| COVERAGE_TOO_LOW.into()),
        blocks: found,
    })
}
