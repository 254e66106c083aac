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
use crate::numeric::math;
use crate::numeric::vectors::both;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::ahp::group::word;
use crate::weighting::lists::at;
use crate::weighting::lists::cautions;
use crate::weighting::lists::check;
use crate::weighting::lists::descending;
use crate::weighting::lists::name;
use crate::weighting::lists::names_or_numbers;
use crate::weighting::lists::put;
use crate::weighting::lists::row;

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
/// `weights`: a row for each expert, which sums up to 1 but for rounding.
///
/// # Errors
/// Those of [`super::consensus::consensus`] for the weights, [`crate::Error::OutOfRange`] for a weight of
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
    let standard = match options.distance {
        OpinionDistance::Consensus => 0.25,
        OpinionDistance::Aitchison => core::f64::consts::LN_2,
    };
    let threshold = options.threshold.unwrap_or(standard);
    let fits = threshold >= 0.0;
    check(threshold, fits, "options.threshold", "a distance from 0")?;
    if options.distance == OpinionDistance::Aitchison {
        check_positive(&rows)?;
    }
    let mut distances = vec![vec![0.0; rows.len()]; rows.len()];
    let mut hash = Fingerprint::default();
    for (i, one) in rows.iter().enumerate() {
        hash.numbers(one);
        // An expert is at no distance from the same one, whatever rounding says.
        for (j, other) in rows.iter().enumerate().skip(i + 1) {
            let distance = match options.distance {
                OpinionDistance::Consensus => {
                    let both = [one.clone(), other.clone()];
                    similarity(&both, SCALE).value().map_or(0.0, |s| 1.0 - s)
                }
                OpinionDistance::Aitchison => ratio_distance(one, other),
            };
            put(&mut distances, i, j, distance);
            put(&mut distances, j, i, distance);
        }
    }
    let (steps, camps) = merge(&distances, threshold);
    let mut sizes = Vec::with_capacity(camps.len());
    for camp in &camps {
        sizes.push(camp.len() as f64);
    }
    let mut clusters = Vec::with_capacity(camps.len());
    for place in descending(&sizes) {
        let members: &[usize] = camps.get(place).map_or(&[], Vec::as_slice);
        let mut own = Vec::with_capacity(members.len());
        for i in members {
            own.push(row(&rows, *i).to_vec());
        }
        let consensus = similarity(&own, SCALE).value();
        clusters.push(OpinionCluster {
            experts: called(&names, members),
            weights: mean_row(&own),
            consensus,
            band: consensus.map(ConsensusBand::of),
        });
    }
    let mut mergers = Vec::with_capacity(steps.len());
    for step in &steps {
        mergers.push(Merger {
            first: called(&names, &step.first),
            second: called(&names, &step.second),
            distance: step.distance,
        });
    }
    Ok(OpinionClusters {
        clusters,
        mergers,
        distances,
        threshold,
        warnings: cautions(&[(rows.len() == 1, ONE_EXPERT)]),
        provenance: Provenance::new("completeLinkage", hash.finish())
            .with("distance", word(&options.distance).as_str())
            .with("threshold", threshold),
    })
}

#[inline(never)]
fn called(names: &[String], members: &[usize]) -> Vec<String> {
    let mut called = Vec::with_capacity(members.len());
    for i in members {
        called.push(name(names, *i));
    }
    called
}

fn check_positive(rows: &[Vec<f64>]) -> Result<()> {
    for (k, row) in rows.iter().enumerate() {
        for (i, weight) in row.iter().enumerate() {
            if *weight <= 0.0 {
                let path = format!("weights[{k}][{i}]");
                return Err(Error::out_of_range(path, 0.0, "a weight above 0"));
            }
        }
    }
    Ok(())
}

/// √(mean over i < j of (ln(wᵢ/wⱼ) − ln(vᵢ/vⱼ))²) = √(2/(n − 1) Σ (dᵢ − mean d)²), d = ln w/v.
fn ratio_distance(one: &[f64], other: &[f64]) -> f64 {
    let logarithms = both(one, other, &|w, v| math::ln(w / v));
    let n = logarithms.len() as f64;
    let mean = sum(&logarithms) / n;
    let apart = each(&logarithms, &|d| d - mean);
    math::sqrt(2.0 * dot(&apart, &apart) / (n - 1.0).max(1.0))
}

struct Step {
    first: Vec<usize>,
    second: Vec<usize>,
    distance: f64,
}

/// Returns every merger, and the camps at the threshold in the order of their first members.
fn merge(distances: &[Vec<f64>], threshold: f64) -> (Vec<Step>, Vec<Vec<usize>>) {
    let mut camps = Vec::with_capacity(distances.len());
    for i in 0..distances.len() {
        camps.push(vec![i]);
    }
    // The distances of camps; a camp that has merged into another is at no distance from any.
    let mut between = distances.to_vec();
    let mut steps = Vec::new();
    let mut cut = None;
    while let Some((a, b, distance)) = nearest(&between) {
        if distance > threshold && cut.is_none() {
            cut = Some(camps.clone());
        }
        for other in 0..camps.len() {
            let far = at(row(&between, a), other).max(at(row(&between, b), other));
            put(&mut between, a, other, far);
            put(&mut between, other, a, far);
        }
        for other in 0..camps.len() {
            put(&mut between, b, other, f64::NAN);
            put(&mut between, other, b, f64::NAN);
        }
        let second = camps.get_mut(b).map(core::mem::take).unwrap_or_default();
        if let Some(first) = camps.get_mut(a) {
            steps.push(Step {
                first: first.clone(),
                second: second.clone(),
                distance,
            });
            for member in second {
                let place = first.partition_point(|known| *known < member);
                first.insert(place, member);
            }
        }
    }
    let mut camps = cut.unwrap_or(camps);
    camps.retain(|camp| !camp.is_empty());
    (steps, camps)
}

/// Returns the two camps that are nearest, the first of equal ones.
fn nearest(between: &[Vec<f64>]) -> Option<(usize, usize, f64)> {
    let mut best: Option<(usize, usize, f64)> = None;
    for (a, row) in between.iter().enumerate() {
        for (b, distance) in row.iter().enumerate().skip(a + 1) {
            let least = best.map_or(f64::INFINITY, |(_, _, least)| least);
            if *distance < least {
                best = Some((a, b, *distance));
            }
        }
    }
    best
}
