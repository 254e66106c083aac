//! The judgement files of a group as one result.

use super::clusters::ClusterOptions;
use super::clusters::OpinionClusters;
use super::clusters::opinion_clusters;
use super::disagreement::Disagreement;
use super::disagreement::DisagreementOptions;
use super::disagreement::disagreement;
use super::group::GroupMethod;
use super::group::GroupOptions;
use super::group::GroupPriorities;
use super::group::aggregate;
use super::judgement_file::JudgementFile;
use super::priorities::PriorityMethod;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::options;
use crate::plain::report;

/// How files become one result.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MergeOptions {
    /// What is brought together; judgements (`aij`) unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub method: GroupMethod,
    /// How weights follow from a matrix; `eigenvector` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub priorities: PriorityMethod,
    /// How much each file counts, in proportion and in their order; all alike unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<f64>>,
}

options!(MergeOptions {
    method => "method",
    priorities => "priorities",
    weights => "weights",
});

/// What the files of a group come to.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MergedJudgements {
    /// What the criteria are weighed for.
    pub goal: String,
    /// The hash of each file, in their order.
    pub hashes: Vec<String>,
    /// The weights of the group, and how far its members agree.
    pub group: GroupPriorities,
    /// Who disagrees where.
    pub disagreement: Disagreement,
    /// The camps of opinion.
    pub clusters: OpinionClusters,
}

report!(MergedJudgements {
    goal => "goal",
    hashes => "hashes",
    group => "group",
    disagreement => "disagreement",
    clusters => "clusters",
});

/// Merges the files of several experts.
///
/// All must be about the same goal and the same criteria; these may stand in any order and are put
/// into that of the first file by their names.
///
/// # Errors
/// [`Error::EmptyInput`] without files, [`Error::InvalidValue`] for an expert who is there twice
/// and for another goal, the errors of [`JudgementFile::matrix`] and of
/// [`super::group::aggregate`], with the file and the place in it: `files[Ann].hash`,
/// `files[Bob].judgements[Price][Service]`.
///
/// # Example: two files in different orders
/// ```
/// use clientele::weighting::ahp::PairwiseMatrix;
/// use clientele::weighting::ahp::judgement_file::JudgementFile;
/// use clientele::weighting::ahp::judgement_merge::{MergeOptions, merge_judgement_files};
/// let matrix = |pair: [&str; 2], value| {
///     PairwiseMatrix::try_from_upper_triangle(&[value], Some(pair.map(String::from).to_vec()))
/// };
/// let files = [
///     JudgementFile::try_new("Ann", "Loyalty", &matrix(["Price", "Service"], "2")?)?,
///     JudgementFile::try_new("Bob", "Loyalty", &matrix(["Service", "Price"], "1/8")?)?,
/// ];
/// let merged = merge_judgement_files(&files, &MergeOptions::default())?;
/// assert!((merged.group.weights[0] - 0.8).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn merge_judgement_files(
    files: &[JudgementFile],
    options: &MergeOptions,
) -> Result<MergedJudgements> {
    let Some(first) = files.first() else {
        return Err(Error::empty("files", "there must be at least one file"));
    };
    let mut matrices = Vec::with_capacity(files.len());
    let mut experts: Vec<String> = Vec::with_capacity(files.len());
    for (k, file) in files.iter().enumerate() {
        let expert = file.expert.trim();
        let place = if expert.is_empty() {
            format!("files[{k}]")
        } else {
            format!("files[{expert}]")
        };
        let found = |path: &str, found: &str, expected: &str| {
            let error = Plain::Text(found.into()).is_not(expected);
            error.within(path).within(&place)
        };
        if experts.iter().any(|known| known == expert) {
            let error = found("expert", expert, "an expert of one file only");
            return Err(error.map_path(|_| format!("files[{k}].expert")));
        }
        if file.goal.trim() != first.goal.trim() {
            let expected = format!("the goal of the first file, \"{}\"", first.goal.trim());
            return Err(found("goal", &file.goal, &expected));
        }
        matrices.push(file.matrix().map_err(|error| error.within(&place))?);
        experts.push(expert.to_owned());
    }
    let group = aggregate(
        &matrices,
        &GroupOptions {
            method: options.method,
            priorities: options.priorities,
            weights: options.weights.clone(),
            experts: Some(experts.clone()),
        },
    )
    .map_err(|error| {
        error.map_path(|path| match path.strip_prefix("matrices") {
            Some(rest) => format!("files{rest}"),
            None => path.into(),
        })
    })?;
    let disagreement = disagreement(
        &matrices,
        &DisagreementOptions {
            weights: options.weights.clone(),
            experts: Some(experts.clone()),
        },
    )?;
    let mut own = Vec::with_capacity(experts.len());
    let mut hashes = Vec::with_capacity(experts.len());
    for (expert, file) in group.experts.iter().zip(files) {
        own.push(expert.weights.clone());
        hashes.push(file.hash.clone());
    }
    let clusters = opinion_clusters(
        &own,
        &ClusterOptions {
            experts: Some(experts),
            ..ClusterOptions::default()
        },
    )?;
    Ok(MergedJudgements {
        goal: first.goal.trim().into(),
        hashes,
        group,
        disagreement,
        clusters,
    })
}
