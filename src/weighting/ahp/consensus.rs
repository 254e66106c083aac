//! How far the weights of several experts agree.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::vectors::add_scaled;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::lists::cautions;
use crate::weighting::lists::check;
use crate::weighting::lists::checked_shares;

/// How consensus is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConsensusOptions {
    /// M, the largest judgement of the scale: 9 unless told. Experts who put one criterion M times
    /// above all others, each another one, agree on nothing.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scale_maximum: f64,
}

options!(ConsensusOptions {
    scale_maximum => "scaleMaximum",
});

impl Default for ConsensusOptions {
    fn default() -> Self {
        Self { scale_maximum: 9.0 }
    }
}

/// Consensus in a word.
///
/// The limits are those of Goepel's study of 140 criteria sets, four equal steps from one half up;
/// earlier texts of the same author have 0.65, 0.75 and 0.85. They stand in [`ConsensusBand::of`]
/// and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ConsensusBand {
    /// Below 0.5.
    #[default]
    VeryLowConsensus,
    /// From 0.5.
    LowConsensus,
    /// From 0.625.
    ModerateConsensus,
    /// From 0.75.
    HighConsensus,
    /// From 0.875.
    VeryHighConsensus,
}

words!(ConsensusBand {
    VeryLowConsensus => "very_low_consensus",
    LowConsensus => "low_consensus",
    ModerateConsensus => "moderate_consensus",
    HighConsensus => "high_consensus",
    VeryHighConsensus => "very_high_consensus",
});

impl ConsensusBand {
    /// Every band, the lowest first.
    pub const ALL: [Self; 5] = [
        Self::VeryLowConsensus,
        Self::LowConsensus,
        Self::ModerateConsensus,
        Self::HighConsensus,
        Self::VeryHighConsensus,
    ];

    /// Where each band but the lowest begins.
    pub const LIMITS: [f64; 4] = [0.5, 0.625, 0.75, 0.875];

    /// Returns the band of a consensus from 0 to 1; a limit belongs to the band above it.
    pub fn of(consensus: f64) -> Self {
        let mut found = Self::default();
        for (limit, band) in Self::LIMITS.iter().zip(Self::ALL.iter().skip(1)) {
            if consensus >= *limit {
                found = *band;
            }
        }
        found
    }
}

/// How far several experts agree.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Consensus {
    /// S*, from 0 for none to 1 for equal weights; none for a single expert or criterion.
    pub value: Option<f64>,
    /// S* before it is held within 0 and 1. It is negative for experts who oppose each other more
    /// than the scale allows for.
    pub unclipped: Option<f64>,
    /// The value in a word; none where there is no value.
    pub band: Option<ConsensusBand>,
    /// 1/D, D the effective number of different opinions: from 1/K to 1.
    pub homogeneity: f64,
    /// The homogeneity of experts who agree on nothing, where S* is 0.
    pub floor: f64,
    /// The mean entropy of the weights of one expert.
    pub alpha_entropy: f64,
    /// The entropy of the mean weights.
    pub gamma_entropy: f64,
    /// The number of experts, K.
    pub experts: u32,
    /// The number of criteria, n.
    pub criteria: u32,
    /// What to mind: `one_expert`, `one_criterion`, `consensus_clipped`.
    pub warnings: Vec<Caution>,
    /// How it was made.
    pub provenance: Provenance,
}

report!(Consensus {
    value => "value",
    unclipped => "unclipped",
    band => "band",
    homogeneity => "homogeneity",
    floor => "floor",
    alpha_entropy => "alphaEntropy",
    gamma_entropy => "gammaEntropy",
    experts => "experts",
    criteria => "criteria",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that there is one expert only.
pub const ONE_EXPERT: &str = "one_expert";

/// The code of the warning that there is one criterion only.
pub const ONE_CRITERION: &str = "one_criterion";

/// The code of the warning that S* fell below 0 and was raised.
pub const CONSENSUS_CLIPPED: &str = "consensus_clipped";

/// What rounding may take S* beyond 0 or 1.
const ROUNDING: f64 = 1e-9;

/// Returns how far the weights of several experts agree, by Shannon's entropy.
///
/// `weights`: a row for each expert, a number for each criterion, from 0; each row sums up to 1 but for
/// rounding (0.005), which is divided out.
/// What experts themselves weigh does not count here.
///
/// Equal rows give 1. Experts who each put another criterion M times above all others give 0, for
/// K ≤ n and where n divides K. For other K > n somebody must share an opinion, and the lowest
/// value lies above 0 (four on three criteria: 0.0496).
///
/// # Formula
/// ```text
/// h(p) = −p ln p    H(w) = Σ h(wᵢ)    q = n + M − 1
/// H_α = mean H(wᵏ)    H_γ = H(mean w)    D = exp(H_γ − H_α)
/// floor = exp(H_α,min − H_γ,max)    S* = (1/D − floor) / (1 − floor)
/// H_α,min = h(M/q) + (n − 1) h(1/q)
/// H_γ,max = ln n                                            for K ≥ n
/// H_γ,max = (n − K) h(1/q) + K h((K + M − 1) / (q K))       for K < n
/// ```
///
/// # Errors
/// [`crate::Error::EmptyInput`] without experts, [`crate::Error::LengthMismatch`], [`crate::Error::NotFinite`] and
/// [`crate::Error::OutOfRange`] for the numbers (`weights[2][0]`), for a row that does not sum up to 1
/// (`weights[2]`), and for an M that is not above 1.
///
/// # Example: two who share half of their opinion
/// ```
/// use clientele::weighting::ahp::consensus::{ConsensusBand, ConsensusOptions, consensus};
/// let weights = [vec![0.6, 0.3, 0.1], vec![0.3, 0.6, 0.1]];
/// let found = consensus(&weights, &ConsensusOptions::default())?;
/// assert!((found.value.unwrap() - 0.825259).abs() < 1e-6);
/// assert_eq!(found.band, Some(ConsensusBand::HighConsensus));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Goepel, K. D. (2013), "Implementing the Analytic Hierarchy Process as a standard method for
///   multi-criteria decision making in corporate enterprises", Proceedings of the International
///   Symposium on the AHP, Kuala Lumpur: S* with the floor for K < n. Later versions take ln n
///   always, and two experts who share nothing on five criteria then score 0.43.
/// * Goepel, K. D. (2022), "Group consensus cluster analysis using Shannon alpha- and beta
///   entropy": the limits of the words.
pub fn consensus(weights: &[Vec<f64>], options: &ConsensusOptions) -> Result<Consensus> {
    let scale = options.scale_maximum;
    let path = "options.scaleMaximum";
    check(scale, scale > 1.0, path, "a number above 1")?;
    let rows = rows_of_shares(weights)?;
    let found = similarity(&rows, scale);
    let (k, n) = (rows.len(), rows.first().map_or(0, Vec::len));
    let mut hash = Fingerprint::default();
    for row in weights {
        hash.numbers(row);
    }
    let floor = if k < n { "fewerExperts" } else { "allCriteria" };
    let value = found.value();
    let opposed = found.unclipped().is_some_and(|value| value < -ROUNDING);
    Ok(Consensus {
        value,
        unclipped: found.unclipped(),
        band: value.map(ConsensusBand::of),
        homogeneity: found.homogeneity,
        floor: found.floor,
        alpha_entropy: found.alpha,
        gamma_entropy: found.gamma,
        experts: u32::try_from(k).unwrap_or(u32::MAX),
        criteria: u32::try_from(n).unwrap_or(u32::MAX),
        warnings: cautions(&[
            (k == 1, ONE_EXPERT),
            (n == 1, ONE_CRITERION),
            (opposed, CONSENSUS_CLIPPED),
        ]),
        provenance: Provenance::new("consensus", hash.finish())
            .with("scaleMaximum", scale)
            .with("floor", floor),
    })
}

/// Returns the rows as shares, all of one length, if they are weights.
#[inline(never)]
pub(crate) fn rows_of_shares(weights: &[Vec<f64>]) -> Result<Vec<Vec<f64>>> {
    let width = weights.first().map_or(0, Vec::len);
    if width == 0 {
        let hint = "there must be at least one expert and one criterion";
        return Err(Error::empty("weights", hint));
    }
    for (k, row) in weights.iter().enumerate() {
        check_length(&format!("weights[{k}]"), row.len(), width)?;
    }
    let mut rows = Vec::with_capacity(weights.len());
    for (k, row) in weights.iter().enumerate() {
        let path = format!("weights[{k}]");
        rows.push(checked_shares(row, &path)?);
    }
    Ok(rows)
}

/// The parts of S*.
pub(crate) struct Similarity {
    homogeneity: f64,
    floor: f64,
    alpha: f64,
    gamma: f64,
}

impl Similarity {
    /// Returns S*, within 0 and 1; nothing for 0/0.
    pub(crate) fn value(&self) -> Option<f64> {
        self.unclipped().map(|value| value.clamp(0.0, 1.0))
    }

    fn unclipped(&self) -> Option<f64> {
        let range = 1.0 - self.floor;
        (range > ROUNDING).then(|| (self.homogeneity - self.floor) / range)
    }
}

/// Returns the parts of S* for rows of shares.
#[inline(never)]
pub(crate) fn similarity(rows: &[Vec<f64>], scale: f64) -> Similarity {
    let width = rows.first().map_or(0, Vec::len);
    let (k, n) = (rows.len() as f64, width as f64);
    let mut alpha = 0.0;
    for row in rows {
        alpha += entropy(row) / k;
    }
    let gamma = entropy(&mean_row(rows));
    let q = n + scale - 1.0;
    let alpha_min = h(scale / q) + (n - 1.0) * h(1.0 / q);
    let gamma_max = if k < n {
        (n - k) * h(1.0 / q) + k * h((k + scale - 1.0) / (q * k))
    } else {
        math::ln(n)
    };
    Similarity {
        homogeneity: math::exp(alpha - gamma),
        floor: math::exp(alpha_min - gamma_max),
        alpha,
        gamma,
    }
}

/// Returns the arithmetic mean of rows.
#[inline(never)]
pub(crate) fn mean_row(rows: &[Vec<f64>]) -> Vec<f64> {
    let mut mean = vec![0.0; rows.first().map_or(0, Vec::len)];
    for row in rows {
        add_scaled(&mut mean, row, 1.0 / rows.len() as f64);
    }
    mean
}

fn entropy(shares: &[f64]) -> f64 {
    let mut sum = 0.0;
    for share in shares {
        sum += h(*share);
    }
    sum
}

/// −p ln p, 0 for p = 0.
fn h(p: f64) -> f64 {
    if p > 0.0 { -p * math::ln(p) } else { 0.0 }
}
