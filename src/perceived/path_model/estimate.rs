//! The estimation of a path model.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::perceived::parts::Answers;
use crate::perceived::path_model::MissingAnswers;
use crate::perceived::path_model::PathModel;
use crate::perceived::path_model::PathModelOptions;
use crate::perceived::path_model::PathModelReport;
use crate::perceived::path_model::bootstrap::intervals;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::moments::Standardised;
use crate::perceived::path_model::prepare::check_options;
use crate::perceived::path_model::prepare::check_rows;
use crate::perceived::path_model::prepare::complete;
use crate::perceived::path_model::prepare::drop_constant;
use crate::perceived::path_model::prepare::scales;
use crate::perceived::path_model::prepare::too_few;
use crate::perceived::path_model::solve::estimate;
use crate::perceived::path_model::writer::Cautions;
use crate::perceived::path_model::writer::Writer;
use crate::perceived::path_model::writer::count;
use crate::perceived::path_model::writer::latent_name;
use crate::perceived::path_model::writer::scores;
use crate::plain::Fingerprint;

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
/// [`Error::EmptyInput`](crate::Error::EmptyInput) and
/// [`Error::InvalidValue`](crate::Error::InvalidValue) for a model without variables or paths, with
/// unknown or repeated names, with a cycle, and for causes or indicators of mode B that follow from
/// each other; [`Error::Missing`](crate::Error::Missing) for a variable on no path;
/// [`Error::InsufficientData`](crate::Error::InsufficientData) for too few complete rows, and for a
/// variable none of whose indicators varies; [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a value outside the scale and for options.
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
