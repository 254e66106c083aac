//! Camps of opinion among experts.

use super::consensus::ConsensusBand;
use super::consensus::ONE_EXPERT;
use super::consensus::mean_row;
use super::consensus::rows_of_shares;
use super::consensus::similarity;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math;
use crate::numeric::sort::descending;
use crate::numeric::sort::sort_by;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::ahp::group::word;
use crate::weighting::shares::names_or_numbers;

/// How far apart two experts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum OpinionDistance {
    /// 1 − S* of the two: what [`super::consensus::consensus`] says of them alone. Weights of 0 are
    /// allowed.
    #[default]
    Consensus,
    /// The root mean square over pairs of criteria of the difference of ln(wᵢ/wⱼ), which is
    /// Aitchison's distance times √(2/(n − 1)): exp of it is the factor by which ratios of weights
    /// typically differ. Every weight must be above 0.
    Aitchison,
}

words!(OpinionDistance {
    Consensus => "consensus",
    Aitchison => "aitchison",
});

/// How camps are found.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ClusterOptions {
    /// How far apart two experts are; by their consensus unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub distance: OpinionDistance,
    /// The largest distance of two members of one camp. Unless told 0.25 by consensus, so that any
    /// two of them reach high consensus, and ln 2 by Aitchison, a factor of 2; both are our choice.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub threshold: Option<f64>,
    /// The names of the experts; "1", "2", … unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub experts: Option<Vec<String>>,
}

options!(ClusterOptions {
    distance => "distance",
    threshold => "threshold",
    experts => "experts",
});

/// The camps of a group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OpinionClusters {
    /// The camps, the largest first; every expert is in one.
    pub clusters: Vec<OpinionCluster>,
    /// Every merger up to a single camp, the nearest first: the tree of the camps.
    pub mergers: Vec<Merger>,
    /// The distance of every expert from every other.
    pub distances: Vec<Vec<f64>>,
    /// The largest distance of two members of one camp.
    pub threshold: f64,
    /// What to mind: `one_expert`.
    pub warnings: Vec<Caution>,
    /// How they were found.
    pub provenance: Provenance,
}

report!(OpinionClusters {
    clusters => "clusters",
    mergers => "mergers",
    distances => "distances",
    threshold => "threshold",
    warnings => "warnings",
    provenance => "provenance",
});

/// One camp.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OpinionCluster {
    /// Who is in it.
    pub experts: Vec<String>,
    /// The arithmetic mean of their weights.
    pub weights: Vec<f64>,
    /// S* of its members; none for a single one.
    pub consensus: Option<f64>,
    /// The consensus in a word.
    pub band: Option<ConsensusBand>,
}

report!(OpinionCluster {
    experts => "experts",
    weights => "weights",
    consensus => "consensus",
    band => "band",
});

/// Two camps that become one.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Merger {
    /// The experts of the one.
    pub first: Vec<String>,
    /// The experts of the other.
    pub second: Vec<String>,
    /// The distance of their members that are farthest apart.
    pub distance: f64,
}

report!(Merger {
    first => "first",
    second => "second",
    distance => "distance",
});

/// The largest judgement of the scale for which S* is meant here.
const SCALE: f64 = 9.0;

/// Returns the camps of opinion among experts by their weights.
///
/// Every expert begins as a camp of one, and the two nearest camps merge until the nearest are
/// farther apart than the threshold. The distance of two camps is that of their members farthest
/// apart (complete linkage), so that any two members of a camp are within the threshold. Of camps
/// equally near those of the first experts merge first, so the result depends on nothing but the
/// input.
///
/// `weights`: a row for each expert; rows are divided by their sums.
///
/// # Errors
/// Those of [`super::consensus::consensus`] for the weights, [`Error::OutOfRange`] for a weight of
/// 0 by Aitchison's distance and for a negative threshold.
///
/// # Example: two who think of price, one who thinks of service
/// ```
/// use clientele::weighting::ahp::clusters::{ClusterOptions, opinion_clusters};
/// let weights = [vec![0.7, 0.2, 0.1], vec![0.1, 0.8, 0.1], vec![0.6, 0.25, 0.15]];
/// let found = opinion_clusters(&weights, &ClusterOptions::default())?;
/// let camps: Vec<_> = found.clusters.iter().map(|camp| camp.experts.join("+")).collect();
/// assert_eq!(camps, ["1+3", "2"]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Goepel, K. D. (2022), "Group consensus cluster analysis using Shannon alpha- and beta
///   entropy": the similarity of two experts as the measure.
/// * Aitchison, J. (1986), *The Statistical Analysis of Compositional Data*, section 8.3: the
///   distance.
/// * Sørensen, T. (1948), Biologiske Skrifter 5, 1-34: complete linkage. It is our choice here.
pub fn opinion_clusters(weights: &[Vec<f64>], options: &ClusterOptions) -> Result<OpinionClusters> {
    let rows = rows_of_shares(weights)?;
    let names = names_or_numbers(options.experts.as_deref(), rows.len(), "options.experts")?;
    let threshold = checked_threshold(options)?;
    if options.distance == OpinionDistance::Aitchison {
        check_positive(&rows)?;
    }
    let measure = |one: &Vec<f64>, other: &Vec<f64>| match options.distance {
        OpinionDistance::Consensus => {
            let both = [one.clone(), other.clone()];
            similarity(&both, SCALE).value().map_or(0.0, |s| 1.0 - s)
        }
        OpinionDistance::Aitchison => ratio_distance(one, other),
    };
    let from = |one| rows.iter().map(|other| measure(one, other)).collect();
    let mut distances: Vec<Vec<f64>> = rows.iter().map(from).collect();
    for (i, row) in distances.iter_mut().enumerate() {
        // An expert and the same one differ by rounding at most.
        if let Some(cell) = row.get_mut(i) {
            *cell = 0.0;
        }
    }
    let (steps, camps) = merge(&distances, threshold);
    let called = |members: &[usize]| -> Vec<String> {
        let names = members.iter().filter_map(|i| names.get(*i).cloned());
        names.collect()
    };
    let mut clusters = Vec::with_capacity(camps.len());
    for members in &camps {
        let own: Vec<Vec<f64>> = members
            .iter()
            .filter_map(|i| rows.get(*i).cloned())
            .collect();
        let consensus = similarity(&own, SCALE).value();
        clusters.push(OpinionCluster {
            experts: called(members),
            weights: mean_row(&own),
            consensus,
            band: consensus.map(ConsensusBand::of),
        });
    }
    let mut hash = Fingerprint::default();
    for row in &rows {
        hash.numbers(row);
    }
    let one_expert = (rows.len() == 1).then(|| Caution::new(ONE_EXPERT));
    Ok(OpinionClusters {
        clusters,
        mergers: steps
            .iter()
            .map(|step| Merger {
                first: called(&step.first),
                second: called(&step.second),
                distance: step.distance,
            })
            .collect(),
        distances,
        threshold,
        warnings: one_expert.into_iter().collect(),
        provenance: Provenance::new("completeLinkage", hash.finish())
            .with("distance", word(&options.distance).as_str())
            .with("threshold", threshold),
    })
}

fn checked_threshold(options: &ClusterOptions) -> Result<f64> {
    let standard = match options.distance {
        OpinionDistance::Consensus => 0.25,
        OpinionDistance::Aitchison => core::f64::consts::LN_2,
    };
    let threshold = options.threshold.unwrap_or(standard);
    let path = || "options.threshold".into();
    check_finite(threshold, path)?;
    if threshold < 0.0 {
        return Err(Error::OutOfRange {
            path: path(),
            value: threshold,
            expected: "a distance from 0".into(),
        });
    }
    Ok(threshold)
}

fn check_positive(rows: &[Vec<f64>]) -> Result<()> {
    for (k, row) in rows.iter().enumerate() {
        if let Some(i) = row.iter().position(|weight| *weight <= 0.0) {
            return Err(Error::OutOfRange {
                path: format!("weights[{k}][{i}]"),
                value: 0.0,
                expected: "a weight above 0, which has a logarithm".into(),
            });
        }
    }
    Ok(())
}

/// √(mean over i < j of (ln(wᵢ/wⱼ) − ln(vᵢ/vⱼ))²) = √(2/(n − 1) Σ (dᵢ − mean d)²), d = ln w/v.
fn ratio_distance(one: &[f64], other: &[f64]) -> f64 {
    let pairs = one.iter().zip(other);
    let logarithms: Vec<f64> = pairs.map(|(w, v)| math::ln(w / v)).collect();
    let n = logarithms.len() as f64;
    let mean = logarithms.iter().sum::<f64>() / n;
    let squares = logarithms.iter().map(|d| (d - mean) * (d - mean));
    math::sqrt(2.0 * squares.sum::<f64>() / (n - 1.0).max(1.0))
}

struct Step {
    first: Vec<usize>,
    second: Vec<usize>,
    distance: f64,
}

/// Returns every merger, and the camps at the threshold, the largest first.
fn merge(distances: &[Vec<f64>], threshold: f64) -> (Vec<Step>, Vec<Vec<usize>>) {
    let mut camps: Vec<Vec<usize>> = (0..distances.len()).map(|i| vec![i]).collect();
    let mut between: Vec<Vec<f64>> = distances.to_vec();
    let mut steps = Vec::new();
    let mut cut = None;
    while let Some((a, b, distance)) = nearest(&between) {
        if distance > threshold && cut.is_none() {
            cut = Some(camps.clone());
        }
        let second = camps.remove(b);
        let row = between.remove(b);
        for other in &mut between {
            let far = other.remove(b);
            if let Some(cell) = other.get_mut(a) {
                *cell = cell.max(far);
            }
        }
        if let Some(own) = between.get_mut(a) {
            let rest = row.iter().enumerate().filter(|(i, _)| *i != b);
            for (cell, (_, far)) in own.iter_mut().zip(rest) {
                *cell = cell.max(*far);
            }
        }
        if let Some(first) = camps.get_mut(a) {
            steps.push(Step {
                first: first.clone(),
                second: second.clone(),
                distance,
            });
            first.extend(second);
            sort_by(first, |one, other| one < other);
        }
    }
    let camps = cut.unwrap_or(camps);
    (
        steps,
        descending(camps, &|camp: &Vec<usize>| camp.len() as f64),
    )
}

/// Returns the two camps that are nearest, the first of equal ones.
fn nearest(between: &[Vec<f64>]) -> Option<(usize, usize, f64)> {
    let mut best: Option<(usize, usize, f64)> = None;
    for (a, row) in between.iter().enumerate() {
        for (b, distance) in row.iter().enumerate().skip(a + 1) {
            if best.is_none_or(|(_, _, least)| *distance < least) {
                best = Some((a, b, *distance));
            }
        }
    }
    best
}
