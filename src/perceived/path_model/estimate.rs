//! The estimation of a path model.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::mean;
use crate::perceived::parts::Answers;
use crate::perceived::parts::RatingScale;
use crate::perceived::path_model::IndicatorEstimate;
use crate::perceived::path_model::LatentEstimate;
use crate::perceived::path_model::MissingAnswers;
use crate::perceived::path_model::PathEffect;
use crate::perceived::path_model::PathEstimate;
use crate::perceived::path_model::PathModel;
use crate::perceived::path_model::PathModelOptions;
use crate::perceived::path_model::PathModelReport;
use crate::perceived::path_model::bootstrap::intervals;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::indices::LatentIndex;
use crate::perceived::path_model::indices::indices;
use crate::perceived::path_model::moments::Moments;
use crate::perceived::path_model::moments::Standardised;
use crate::perceived::path_model::outer::Outer;
use crate::perceived::path_model::outer::outer;
use crate::perceived::path_model::outer::regression;
use crate::plain::Fingerprint;
use crate::weighting::data_weights::CONSTANT_COLUMN;
use crate::weighting::data_weights::is_constant;

/// Fewer rows than this lie on a line or a plane.
const LEAST_ROWS: usize = 3;

/// What is estimated from moments.
pub(super) struct Estimate {
    /// Weights, loadings, and the correlations of the latent variables.
    pub(super) outer: Outer,
    /// The coefficients of each latent variable, in the order of what acts on it.
    pub(super) coefficients: Vec<Vec<f64>>,
    /// R² of each latent variable.
    pub(super) r_squared: Vec<Option<f64>>,
    /// The index of each latent variable.
    pub(super) indices: Vec<Option<LatentIndex>>,
}

/// Estimates a model from moments; `reference`: loadings whose signs to take.
pub(super) fn estimate(
    graph: &Graph,
    moments: &Moments,
    scales: &[Option<RatingScale>],
    options: &PathModelOptions,
    reference: Option<&[Vec<f64>]>,
) -> Result<Estimate> {
    let rest = (options.tolerance, options.max_iterations);
    let outer = outer(
        graph,
        &moments.correlations,
        options.scheme,
        rest,
        reference,
    )?;
    let mut coefficients = vec![Vec::new(); graph.blocks.len()];
    let mut r_squared = vec![None; graph.blocks.len()];
    for (j, before) in graph.explained() {
        let found = regression(&outer.latents, j, before)?;
        let mut explained = 0.0;
        for (i, coefficient) in before.iter().zip(&found) {
            explained += coefficient * outer.latents.at(*i, j);
        }
        if let (Some(own), Some(slot)) = (coefficients.get_mut(j), r_squared.get_mut(j)) {
            *own = found;
            *slot = Some(explained.clamp(0.0, 1.0));
        }
    }
    Ok(Estimate {
        indices: indices(graph, &outer.weights, moments, scales),
        outer,
        coefficients,
        r_squared,
    })
}

/// Estimates a path model of latent variables by partial least squares.
///
/// `answers`: row by row, one number for each of the `names`, NaN where there is none. Indicators are
/// standardised, with n in the denominator. A constant column is left out with a warning. Columns that
/// no latent variable has are not looked at.
///
/// # Formula
/// ```text
/// score      Y = Σ w z, with variance 1
/// inner      Z_j = Σ e Y, e by the scheme: sign r, r, or coefficients of causes and r of effects
/// outer      mode A w ∝ cov(z, Z), mode B w ∝ R⁻¹ cov(z, Z), until no |w| changes
/// structure  Y_j on its causes by least squares
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] and [`Error::InvalidValue`] for a model without variables or paths, with
/// unknown or repeated names, with a cycle, and for causes or indicators of mode B that follow from
/// each other; [`Error::Missing`] for a variable on no path; [`Error::InsufficientData`] for too few
/// complete rows, and for a variable none of whose indicators varies; [`Error::NotFinite`], and
/// [`Error::OutOfRange`] for a value outside the scale and for options.
///
/// # Example: quality makes satisfied
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::path_model::*;
/// let latent = |name: &str, indicators: [&str; 2]| LatentVariable {
///     name: name.into(), indicators: indicators.map(String::from).into(), ..LatentVariable::default()
/// };
/// let model = PathModel {
///     latents: vec![latent("quality", ["q1", "q2"]), latent("satisfaction", ["s1", "s2"])],
///     paths: vec![LatentPath { from: "quality".into(), to: "satisfaction".into() }],
/// };
/// let names = ["q1", "q2", "s1", "s2"].map(String::from);
/// let answers = [8.0, 7.0, 8.0, 9.0, 5.0, 6.0, 6.0, 5.0, 7.0, 7.0, 6.0, 8.0, 3.0, 2.0, 4.0, 3.0, 9.0, 8.0, 9.0, 9.0];
/// let found = path_model(&model, &names, &answers, &PathModelOptions::default(), &Thresholds::default())?;
/// assert!(found.converged && found.paths[0].coefficient > 0.9);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Wold, H. (1982), "Soft modeling", in Jöreskog & Wold, *Systems Under Indirect Observation* 2.
/// * Lohmöller, J.-B. (1989), *Latent Variable Path Modeling with Partial Least Squares*, chapter 2:
///   the schemes.
/// * Tenenhaus, M., Vinzi, V. E., Chatelin, Y.-M. and Lauro, C. (2005), "PLS path modeling",
///   Computational Statistics & Data Analysis 48(1): quality, goodness of fit, indices, bootstrap.
pub fn path_model(
    model: &PathModel,
    names: &[String],
    answers: &[f64],
    options: &PathModelOptions,
    thresholds: &Thresholds,
) -> Result<PathModelReport> {
    thresholds.check()?;
    check_options(options)?;
    let data = Answers::try_new(names, answers)?;
    let (mut graph, mut columns) = Graph::of(model)?;
    let scales = scales(model, options)?;
    let mut raw = Vec::with_capacity(columns.len());
    let mut all = vec![Vec::new(); model.latents.len()];
    for (column, j) in columns.iter().zip(&graph.block_of) {
        let path = || format!("model.latents[{}].indicators", latent_name(model, *j));
        let place = data.place(column, &path)?;
        let values = data.column(place);
        if let Some(Some(scale)) = scales.get(*j) {
            for (row, value) in values.iter().enumerate() {
                if !value.is_nan() {
                    scale.check(*value, &|| format!("data[{row}][{column}]"))?;
                }
            }
        }
        if let Some(own) = all.get_mut(*j) {
            own.push(place);
        }
        raw.push(values);
    }
    let incomplete = complete(&mut raw, options.missing);
    let rows = raw.first().map_or(0, Vec::len);
    let mut warnings = Vec::new();
    drop_constant(&mut graph, &mut columns, &mut raw, &mut warnings);
    check_rows(model, &graph, rows)?;
    let standardised = Standardised::of(&raw);
    let moments = standardised.moments(None);
    let moments = moments.ok_or_else(|| too_few("data", 0, 1, "a column hardly varies"))?;
    let found = estimate(&graph, &moments, &scales, options, None)?;
    let cautions = Cautions {
        model,
        graph: &graph,
        found: &found,
        rows,
    };
    cautions.add(thresholds, &mut warnings);
    let intervals = match &options.bootstrap {
        Some(bootstrap) => Some(intervals(
            (model, &columns),
            &graph,
            &standardised,
            &scales,
            (options, bootstrap),
            &found,
        )?),
        None => None,
    };
    if let Some(intervals) = &intervals
        && intervals.failed > 0
    {
        warnings.push(Caution::new("replicates_failed"));
    }
    let mut hash = Fingerprint::default();
    data.hash(&mut hash);
    for (latent, path) in model.latents.iter().zip(&model.paths) {
        for text in [&latent.name, &path.from, &path.to] {
            hash.text(text);
        }
    }
    let provenance = Provenance::new("plsPathModel", hash.finish())
        .with("scheme", options.scheme.code())
        .with("tolerance", options.tolerance)
        .with("iterations", f64::from(found.outer.iterations))
        .with(
            "missing",
            match options.missing {
                MissingAnswers::Listwise => "listwise",
                MissingAnswers::Mean => "mean",
            },
        );
    let writer = Writer {
        model,
        columns: &columns,
        graph: &graph,
        moments: &moments,
        found: &found,
        rows,
    };
    Ok(PathModelReport {
        paths: writer.paths(),
        effects: writer.effects(),
        latents: writer.latents(),
        indicators: writer.indicators(),
        correlations: found.outer.latents.rows().map(<[f64]>::to_vec).collect(),
        goodness_of_fit: writer.goodness_of_fit(),
        rows: count(rows),
        incomplete: count(incomplete),
        iterations: found.outer.iterations,
        converged: found.outer.converged,
        scores: options
            .scores
            .then(|| scores(&graph, &standardised, &found)),
        intervals,
        warnings,
        provenance,
    })
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) fn latent_name(model: &PathModel, j: usize) -> &str {
    model.latents.get(j).map_or("", |latent| &latent.name)
}

fn too_few(path: &str, found: usize, needed: usize, hint: &str) -> Error {
    Error::InsufficientData {
        path: path.into(),
        found,
        needed,
        hint: hint.into(),
    }
}

fn check_options(options: &PathModelOptions) -> Result<()> {
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
fn scales(model: &PathModel, options: &PathModelOptions) -> Result<Vec<Option<RatingScale>>> {
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
fn complete(raw: &mut [Vec<f64>], missing: MissingAnswers) -> usize {
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

fn drop_constant(
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

fn check_rows(model: &PathModel, graph: &Graph, rows: usize) -> Result<()> {
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

/// What to mind about an estimate.
struct Cautions<'a> {
    model: &'a PathModel,
    graph: &'a Graph,
    found: &'a Estimate,
    rows: usize,
}

impl Cautions<'_> {
    fn add(&self, thresholds: &Thresholds, warnings: &mut Vec<Caution>) {
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
fn scores(graph: &Graph, data: &Standardised, found: &Estimate) -> Vec<Vec<f64>> {
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
struct Writer<'a> {
    model: &'a PathModel,
    columns: &'a [String],
    graph: &'a Graph,
    moments: &'a Moments,
    found: &'a Estimate,
    rows: usize,
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

    fn paths(&self) -> Vec<PathEstimate> {
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

    fn effects(&self) -> Vec<PathEffect> {
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

    fn latents(&self) -> Vec<LatentEstimate> {
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

    fn indicators(&self) -> Vec<IndicatorEstimate> {
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

    fn goodness_of_fit(&self) -> Option<f64> {
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
