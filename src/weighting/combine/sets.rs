//! The sets of weights that are combined.

use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::lists::checked_shares;

/// The weights of criteria from one source.
///
/// # Example: weights of experts
/// ```
/// use clientele::weighting::combine::WeightSet;
/// let experts = WeightSet::new(vec![0.5, 0.3, 0.2]);
/// assert_eq!(experts.criteria, None);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightSet {
    /// The criteria in the order of the weights; none where they are those of the other sets.
    pub criteria: Option<Vec<String>>,
    /// One weight for each criterion, from 0, summing up to 1.
    pub weights: Vec<f64>,
}

record!(WeightSet {
    criteria => "criteria",
    weights => "weights",
});

impl WeightSet {
    /// Returns weights whose criteria are those of the other sets.
    pub fn new(weights: Vec<f64>) -> Self {
        Self {
            criteria: None,
            weights,
        }
    }
}

impl From<&DataWeights> for WeightSet {
    fn from(found: &DataWeights) -> Self {
        Self {
            criteria: Some(found.criteria.clone()),
            weights: found.weights.clone(),
        }
    }
}

/// Returns the criteria of all sets, and the weights of each; `known` are those of the data.
pub(super) fn checked_sets(
    sets: &[WeightSet],
    known: Option<&[String]>,
) -> Result<(Vec<String>, Vec<Vec<f64>>)> {
    let Some((first, _)) = sets.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Err(Error::InsufficientData {
            path: "weights".into(),
            found: sets.len(),
            needed: 2,
            hint: "there is nothing to combine".into(),
        });
    };
    let n = first.weights.len();
    let named = known.or_else(|| sets.iter().find_map(|set| set.criteria.as_deref()));
    let criteria: Vec<String> = match named {
        Some(names) => names.to_vec(),
        None => (1..=n).map(|j| j.to_string()).collect(),
    };
    check_names(&criteria, "criteria")?;
    let mut vectors = Vec::with_capacity(sets.len());
    for (k, set) in sets.iter().enumerate() {
        let path = format!("weights[{k}]");
        check_length(&path, set.weights.len(), criteria.len())?;
        if let Some(names) = &set.criteria {
            check_length(&format!("{path}.criteria"), names.len(), criteria.len())?;
            let other = names
                .iter()
                .zip(&criteria)
                .position(|(name, own)| name != own);
            if let Some(j) = other {
                let word = |names: &[String]| names.get(j).map_or("", String::as_str).to_owned();
                return Err(Error::InvalidValue {
                    path: format!("{path}.criteria[{j}]"),
                    found: format!("\"{}\"", word(names)),
                    expected: format!("\"{}\", in the order of the others", word(&criteria)),
                });
            }
        }
        vectors.push(checked_shares(&set.weights, &path)?);
    }
    Ok((criteria, vectors))
}
