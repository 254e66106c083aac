//! An estimate with names.

use crate::data::caution::Caution;
use crate::data::thresholds::Thresholds;
use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::mean;
use crate::perceived::path_model::IndicatorEstimate;
use crate::perceived::path_model::LatentEstimate;
use crate::perceived::path_model::PathEffect;
use crate::perceived::path_model::PathEstimate;
use crate::perceived::path_model::PathModel;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::moments::Moments;
use crate::perceived::path_model::moments::Standardised;
use crate::perceived::path_model::solve::Estimate;

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) fn latent_name(model: &PathModel, j: usize) -> &str {
    model.latents.get(j).map_or("", |latent| &latent.name)
}

/// What to mind about an estimate.
pub(super) struct Cautions<'a> {
    pub(super) model: &'a PathModel,
    pub(super) graph: &'a Graph,
    pub(super) found: &'a Estimate,
    pub(super) rows: usize,
}

impl Cautions<'_> {
    pub(super) fn add(&self, thresholds: &Thresholds, warnings: &mut Vec<Caution>) {
        if !self.found.outer.converged {
            warnings.push(Caution::new("not_converged"));
        }
        if (self.rows as f64) < thresholds.path_model_rows {
            warnings.push(Caution::new("path_model_weak"));
        }
        for (j, block) in self.graph.blocks.iter().enumerate() {
            let name = latent_name(self.model, j);
            if block.len() < 2 {
                warnings.push(Caution::about("single_indicator", name));
            }
            let index = self.found.indices.get(j).copied().flatten();
            if index.is_some_and(|index| index.negative) {
                warnings.push(Caution::about("negative_weight", name));
            }
            if self.found.outer.unrelated.contains(&j) {
                warnings.push(Caution::about("unrelated_latent", name));
            }
        }
    }
}

/// The standardised scores of the latent variables.
pub(super) fn scores(graph: &Graph, data: &Standardised, found: &Estimate) -> Vec<Vec<f64>> {
    let rows = data.columns.first().map_or(0, Vec::len);
    let mut scores = vec![vec![0.0; rows]; graph.blocks.len()];
    let weighted = data.columns.iter().zip(&found.outer.weights);
    for ((column, weight), j) in weighted.zip(&graph.block_of) {
        for (slot, value) in scores.get_mut(*j).into_iter().flatten().zip(column) {
            *slot += weight * value;
        }
    }
    scores
}

/// Writes an estimate with names.
pub(super) struct Writer<'a> {
    pub(super) model: &'a PathModel,
    pub(super) columns: &'a [String],
    pub(super) graph: &'a Graph,
    pub(super) moments: &'a Moments,
    pub(super) found: &'a Estimate,
    pub(super) rows: usize,
}

impl Writer<'_> {
    fn name(&self, j: usize) -> String {
        latent_name(self.model, j).into()
    }

    /// The direct effects: what acts in rows, on what in columns.
    fn direct(&self) -> Matrix {
        let mut direct = Matrix::zero(self.graph.blocks.len());
        for ((j, before), own) in self
            .graph
            .before
            .iter()
            .enumerate()
            .zip(&self.found.coefficients)
        {
            for (i, coefficient) in before.iter().zip(own) {
                direct.set(*i, j, *coefficient);
            }
        }
        direct
    }

    pub(super) fn paths(&self) -> Vec<PathEstimate> {
        let direct = self.direct();
        let place = |name: &str| {
            let latents = self.model.latents.iter();
            latents
                .map(|own| own.name.as_str())
                .position(|own| own == name)
        };
        let mut paths = Vec::with_capacity(self.model.paths.len());
        for path in &self.model.paths {
            let ends = place(&path.from).zip(place(&path.to));
            paths.push(PathEstimate {
                from: path.from.clone(),
                to: path.to.clone(),
                coefficient: ends.map_or(0.0, |(from, to)| direct.at(from, to)),
            });
        }
        paths
    }

    pub(super) fn effects(&self) -> Vec<PathEffect> {
        let direct = self.direct();
        let mut effects = Vec::new();
        for &from in &self.graph.order {
            // What comes later in the order cannot act on what comes before.
            let mut total = vec![0.0; self.graph.blocks.len()];
            if let Some(own) = total.get_mut(from) {
                *own = 1.0;
            }
            let mut reached = vec![false; total.len()];
            for &to in &self.graph.order {
                let mut sum = 0.0;
                let mut reaches = false;
                for &i in self.graph.before.get(to).into_iter().flatten() {
                    sum += total.get(i).copied().unwrap_or_default() * direct.at(i, to);
                    reaches |= i == from || reached.get(i) == Some(&true);
                }
                if !reaches || to == from {
                    continue;
                }
                if let (Some(slot), Some(seen)) = (total.get_mut(to), reached.get_mut(to)) {
                    *slot = sum;
                    *seen = true;
                }
                let own = direct.at(from, to);
                effects.push(PathEffect {
                    from: self.name(from),
                    to: self.name(to),
                    direct: own,
                    indirect: sum - own,
                    total: sum,
                });
            }
        }
        effects
    }

    fn loading(&self, place: usize, j: usize) -> f64 {
        let row = self.found.outer.loadings.get(place);
        row.and_then(|row| row.get(j)).copied().unwrap_or_default()
    }

    pub(super) fn latents(&self) -> Vec<LatentEstimate> {
        let mut latents = Vec::with_capacity(self.graph.blocks.len());
        for (j, block) in self.graph.blocks.iter().enumerate() {
            let size = block.len() as f64;
            let (mut sum, mut squares) = (0.0, 0.0);
            for place in block {
                let loading = self.loading(*place, j);
                sum += loading;
                squares += loading * loading;
            }
            let communality = squares / size;
            let reflective = self.graph.formative.get(j) == Some(&false);
            let several = reflective && block.len() > 1;
            let r_squared = self.found.r_squared.get(j).copied().flatten();
            let causes = self.graph.before.get(j).map_or(0, Vec::len) as f64;
            let free = self.rows as f64 - causes - 1.0;
            let index = self.found.indices.get(j).copied().flatten();
            let adjusted = |r: f64| 1.0 - (1.0 - r) * (self.rows as f64 - 1.0) / free;
            latents.push(LatentEstimate {
                latent: self.name(j),
                indicators: count(block.len()),
                r_squared,
                adjusted_r_squared: r_squared.filter(|_| free > 0.0).map(adjusted),
                communality,
                redundancy: r_squared.map(|r| r * communality),
                average_variance_extracted: reflective.then_some(communality),
                alpha: if several { self.alpha(block) } else { None },
                composite_reliability: several.then(|| sum * sum / (sum * sum + size - squares)),
                index: index.map(|index| index.index),
                equal_weights_index: index.map(|index| index.equal),
            });
        }
        latents
    }

    /// Cronbach's α of standardised indicators, k r̄ / (1 + (k − 1) r̄).
    fn alpha(&self, block: &[usize]) -> Option<f64> {
        let k = block.len() as f64;
        let mut sum = 0.0;
        for p in block {
            for q in block {
                if p != q {
                    sum += self.moments.correlations.at(*p, *q);
                }
            }
        }
        let r = sum / (k * (k - 1.0));
        let whole = 1.0 + (k - 1.0) * r;
        (whole > f64::EPSILON).then(|| k * r / whole)
    }

    pub(super) fn indicators(&self) -> Vec<IndicatorEstimate> {
        let mut indicators = Vec::with_capacity(self.columns.len());
        let at = |values: &[f64], place: usize| values.get(place).copied().unwrap_or_default();
        for (place, (indicator, j)) in self.columns.iter().zip(&self.graph.block_of).enumerate() {
            let loading = self.loading(place, *j);
            let r_squared = self.found.r_squared.get(*j).copied().flatten();
            let cross_loadings = self.found.outer.loadings.get(place);
            indicators.push(IndicatorEstimate {
                indicator: indicator.clone(),
                latent: self.name(*j),
                weight: at(&self.found.outer.weights, place),
                loading,
                communality: loading * loading,
                redundancy: r_squared.map(|r| r * loading * loading),
                cross_loadings: cross_loadings.cloned().unwrap_or_default(),
                mean: at(&self.moments.means, place),
                deviation: at(&self.moments.deviations, place),
            });
        }
        indicators
    }

    pub(super) fn goodness_of_fit(&self) -> Option<f64> {
        let mut communalities = Vec::new();
        for (j, block) in self.graph.blocks.iter().enumerate() {
            for place in block {
                let loading = self.loading(*place, j);
                if block.len() > 1 {
                    communalities.push(loading * loading);
                }
            }
        }
        let explained: Vec<f64> = self.found.r_squared.iter().copied().flatten().collect();
        let both = mean(&communalities).zip(mean(&explained));
        both.map(|(communality, r)| sqrt(communality * r))
    }
}
