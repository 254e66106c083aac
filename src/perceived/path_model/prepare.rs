//! What must hold before a model is estimated, and the rows it is estimated from.

use crate::data::caution::Caution;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::statistics::mean;
use crate::perceived::parts::RatingScale;
use crate::perceived::path_model::MissingAnswers;
use crate::perceived::path_model::PathModel;
use crate::perceived::path_model::PathModelOptions;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::writer::latent_name;
use crate::weighting::data_weights::CONSTANT_COLUMN;
use crate::weighting::data_weights::is_constant;

/// Fewer rows than this lie on a line or a plane.
const LEAST_ROWS: usize = 3;

pub(super) fn too_few(path: &str, found: usize, needed: usize, hint: &str) -> Error {
    Error::InsufficientData {
        path: path.into(),
        found,
        needed,
        hint: hint.into(),
    }
}

pub(super) fn check_options(options: &PathModelOptions) -> Result<()> {
    let path = || "options.tolerance".into();
    check_finite(options.tolerance, path)?;
    if options.tolerance <= 0.0 {
        let expected = "a number above 0";
        return Err(Error::out_of_range(path(), options.tolerance, expected));
    }
    if !(1..=10_000).contains(&options.max_iterations) {
        let path = "options.maxIterations".into();
        let expected = "a whole number from 1 to 10000";
        let most = f64::from(options.max_iterations);
        return Err(Error::out_of_range(path, most, expected));
    }
    Ok(())
}

/// Returns the scale of each latent variable that has one.
pub(super) fn scales(
    model: &PathModel,
    options: &PathModelOptions,
) -> Result<Vec<Option<RatingScale>>> {
    let mut found = Vec::with_capacity(model.latents.len());
    for latent in &model.latents {
        let own = latent.lowest.is_some() || latent.highest.is_some();
        let path = if own {
            format!("model.latents[{}]", latent.name)
        } else {
            "options".into()
        };
        let ends = (
            latent.lowest.or(options.lowest),
            latent.highest.or(options.highest),
        );
        found.push(match ends {
            (Some(lowest), Some(highest)) => Some(RatingScale::try_new(lowest, highest, &path)?),
            (None, None) => None,
            (lowest, _) => {
                let end = if lowest.is_some() {
                    "highest"
                } else {
                    "lowest"
                };
                let path = format!("{path}.{end}");
                return Err(Error::missing(path, "the other end of the scale"));
            }
        });
    }
    Ok(found)
}

/// Leaves rows with a missing answer out, or fills them; returns how many were left out.
pub(super) fn complete(raw: &mut [Vec<f64>], missing: MissingAnswers) -> usize {
    let rows = raw.first().map_or(0, Vec::len);
    match missing {
        MissingAnswers::Mean => {
            for column in raw {
                let mut known = column.clone();
                known.retain(|value| !value.is_nan());
                let mean = mean(&known).unwrap_or_default();
                for value in column {
                    *value = if value.is_nan() { mean } else { *value };
                }
            }
            0
        }
        MissingAnswers::Listwise => {
            let mut whole = vec![true; rows];
            for column in raw.iter() {
                for (whole, value) in whole.iter_mut().zip(column) {
                    *whole &= !value.is_nan();
                }
            }
            for column in raw.iter_mut() {
                let mut kept = whole.iter();
                column.retain(|_| kept.next() == Some(&true));
            }
            whole.iter().filter(|whole| !**whole).count()
        }
    }
}

pub(super) fn drop_constant(
    graph: &mut Graph,
    columns: &mut Vec<String>,
    raw: &mut Vec<Vec<f64>>,
    warnings: &mut Vec<Caution>,
) {
    let kept: Vec<bool> = raw.iter().map(|column| !is_constant(column)).collect();
    let rows = raw.first().map_or(0, Vec::len);
    for (kept, name) in kept.iter().zip(columns.iter()) {
        if !kept && rows > 0 {
            warnings.push(Caution::about(CONSTANT_COLUMN, name));
        }
    }
    graph.keep(&kept);
    let mut own = kept.iter();
    columns.retain(|_| own.next() == Some(&true));
    let mut own = kept.iter();
    raw.retain(|_| own.next() == Some(&true));
}

pub(super) fn check_rows(model: &PathModel, graph: &Graph, rows: usize) -> Result<()> {
    let mut needed = LEAST_ROWS;
    for (_, before) in graph.explained() {
        needed = needed.max(before.len() + 2);
    }
    for (block, formative) in graph.blocks.iter().zip(&graph.formative) {
        if *formative {
            needed = needed.max(block.len() + 1);
        }
    }
    if rows < needed {
        let hint = "a row counts when no answer of it is missing";
        return Err(too_few("data", rows, needed, hint));
    }
    for (j, block) in graph.blocks.iter().enumerate() {
        if block.is_empty() {
            let path = format!("model.latents[{}].indicators", latent_name(model, j));
            return Err(too_few(&path, 0, 1, "none of them varies"));
        }
    }
    Ok(())
}
