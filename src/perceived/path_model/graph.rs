//! The graph of a path model, by places instead of names.

use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::perceived::parts::check_some;
use crate::perceived::path_model::LatentMode;
use crate::perceived::path_model::PathModel;

/// A model whose names are resolved.
pub(super) struct Graph {
    /// The places of the indicators of each latent variable among the columns in use.
    pub(super) blocks: Vec<Vec<usize>>,
    /// The latent variable of each column in use.
    pub(super) block_of: Vec<usize>,
    /// Whether the weights of a latent variable are regression coefficients.
    pub(super) formative: Vec<bool>,
    /// What acts on each latent variable.
    pub(super) before: Vec<Vec<usize>>,
    /// What each latent variable acts on.
    pub(super) after: Vec<Vec<usize>>,
    /// The latent variables, each after all that act on it.
    pub(super) order: Vec<usize>,
}

/// More indicators than any questionnaire has; the time to estimate grows with their square.
const MOST_INDICATORS: usize = 500;

impl Graph {
    /// Resolves names; returns the graph and the names of its columns.
    pub(super) fn of(model: &PathModel) -> Result<(Self, Vec<String>)> {
        check_some(model.latents.len(), "model.latents")?;
        check_some(model.paths.len(), "model.paths")?;
        let names: Vec<String> = model.latents.iter().map(|own| own.name.clone()).collect();
        check_names(&names, "model.latents")?;
        let (mut columns, mut blocks, mut block_of) = (Vec::new(), Vec::new(), Vec::new());
        for (j, latent) in model.latents.iter().enumerate() {
            let path = format!("model.latents[{}].indicators", latent.name);
            check_some(latent.indicators.len(), &path)?;
            let mut block = Vec::with_capacity(latent.indicators.len());
            for (i, indicator) in latent.indicators.iter().enumerate() {
                if columns.contains(indicator) {
                    let expected = "an indicator of one latent variable only";
                    return Err(Error::invalid(format!("{path}[{i}]"), indicator, expected));
                }
                block.push(columns.len());
                block_of.push(j);
                columns.push(indicator.clone());
            }
            blocks.push(block);
        }
        if columns.len() > MOST_INDICATORS {
            let count = columns.len() as f64;
            let expected = "at most 500 indicators";
            return Err(Error::out_of_range("model.latents".into(), count, expected));
        }
        let (before, after) = links(model, &names)?;
        let graph = Self {
            blocks,
            block_of,
            formative: model
                .latents
                .iter()
                .map(|own| own.mode == Some(LatentMode::B))
                .collect(),
            order: order(&before, &names)?,
            before,
            after,
        };
        for (j, name) in names.iter().enumerate() {
            if graph.neighbours(j).next().is_none() {
                let path = format!("model.latents[{name}]");
                return Err(Error::missing(path, "a path from it or to it"));
            }
        }
        Ok((graph, columns))
    }

    /// Returns the graph without the columns that are not kept.
    pub(super) fn keep(&mut self, kept: &[bool]) {
        let mut place = Vec::with_capacity(kept.len());
        let mut next = 0;
        for kept in kept {
            place.push(kept.then_some(next));
            next += usize::from(*kept);
        }
        self.block_of.clear();
        for (j, block) in self.blocks.iter_mut().enumerate() {
            let mut own = Vec::with_capacity(block.len());
            for old in block.iter() {
                own.extend(place.get(*old).copied().flatten());
            }
            self.block_of.extend(own.iter().map(|_| j));
            *block = own;
        }
    }

    /// Returns what acts on a latent variable and what it acts on.
    pub(super) fn neighbours(&self, j: usize) -> impl Iterator<Item = usize> + '_ {
        let before = self.before.get(j).into_iter().flatten();
        before
            .chain(self.after.get(j).into_iter().flatten())
            .copied()
    }

    /// Returns each latent variable on which others act, with these.
    pub(super) fn explained(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let all = self.before.iter().enumerate();
        all.filter(|(_, before)| !before.is_empty())
            .map(|(j, before)| (j, before.as_slice()))
    }
}

/// What acts on each latent variable, and what each acts on.
type Links = (Vec<Vec<usize>>, Vec<Vec<usize>>);

fn links(model: &PathModel, names: &[String]) -> Result<Links> {
    let mut before = vec![Vec::new(); names.len()];
    let mut after = vec![Vec::new(); names.len()];
    for (i, path) in model.paths.iter().enumerate() {
        let place = |name: &str, end: &str| {
            let found = names.iter().position(|own| own == name);
            let path = || format!("model.paths[{i}].{end}");
            found.ok_or_else(|| Error::invalid(path(), name, "the name of a latent variable"))
        };
        let (from, to) = (place(&path.from, "from")?, place(&path.to, "to")?);
        if let (Some(before), Some(after)) = (before.get_mut(to), after.get_mut(from)) {
            if before.contains(&from) {
                let path = format!("model.paths[{i}]");
                return Err(Error::invalid(path, "a path", "a path that is there once"));
            }
            before.push(from);
            after.push(to);
        }
    }
    Ok((before, after))
}

/// Returns the latent variables, each after all that act on it.
fn order(before: &[Vec<usize>], names: &[String]) -> Result<Vec<usize>> {
    let mut order: Vec<usize> = Vec::with_capacity(before.len());
    while order.len() < before.len() {
        let ready = before.iter().enumerate().position(|(j, before)| {
            !order.contains(&j) && before.iter().all(|own| order.contains(own))
        });
        let Some(ready) = ready else {
            let caught = (0..before.len()).find(|j| !order.contains(j));
            let name = caught.and_then(|j| names.get(j)).map_or("", String::as_str);
            let expected = "on no cycle of paths";
            return Err(Error::invalid("model.paths".into(), name, expected));
        };
        order.push(ready);
    }
    Ok(order)
}
