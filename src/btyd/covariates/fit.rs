//! The estimation of parameters and effects together.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::covariates::Covariate;
use crate::btyd::covariates::CovariateModel;
use crate::btyd::covariates::Covariates;
use crate::btyd::covariates::Effect;
use crate::btyd::covariates::columns::find;
use crate::btyd::covariates::shape::Shape;
use crate::btyd::covariates::shape::Slot;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::Tilt;
use crate::btyd::estimate::Usage;
use crate::btyd::estimate::estimate;
use crate::btyd::estimate::is_in_range;
use crate::btyd::estimate::tilted_curves;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::btyd::histories::scale_of;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::linear::Matrix;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::numeric::maximise::Jet;
use crate::numeric::sort::sort_by;
use crate::numeric::sort::total;

impl CovariateModel {
    /// Estimates parameters and effects together.
    ///
    /// The covariates are taken from their means, and scaled, for the search: where 0 is does not
    /// matter to the fit, and the weak prior is that of a customer of mean covariates. Otherwise it is like
    /// [`AnyModel::fit`](crate::btyd::AnyModel::fit); the standard errors and the covariance of the
    /// result are those of the parameters of a customer whose covariates are 0, then of the
    /// coefficients in the order of [`CovariateModel::effects`], and so are the curves of the profile
    /// likelihoods, for which all rows are looked at.
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`Error::LengthMismatch`] and
    /// [`Error::NotFinite`] for the covariates, [`Error::InvalidValue`] for a name that is no
    /// column or is there twice, and for a covariate that is constant or follows from those named before it
    /// (to a share of 1e-9, see [`follows_from`](crate::numeric::dependence::follows_from)), whose effect
    /// no data can tell, or so far from 0 that the parameters of a customer of 0 are no numbers;
    /// [`Error::Missing`] for columns of which none is named; [`Error::InsufficientData`] without customers;
    /// [`Error::InvalidValue`] for a kind that has no covariates.
    ///
    /// # Example: customers who were given a voucher
    /// ```
    /// use clientele::btyd::covariates::{Covariate, CovariateModel, Covariates};
    /// use clientele::btyd::fit::FitOptions;
    /// use clientele::btyd::{ModelKind, PurchaseColumns};
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0, 1.0, 7.0],
    ///     recency: &[30.43, 0.0, 1.71, 33.0],
    ///     age: &[38.86, 38.86, 38.86, 38.0],
    ///     weights: None,
    /// };
    /// let covariates = Covariates {
    ///     columns: &[Covariate { name: "voucher", values: &[1.0, 0.0, 0.0, 1.0] }],
    ///     purchase: &["voucher"],
    ///     dropout: &[],
    /// };
    /// let (kind, options) = (ModelKind::BgNbd, FitOptions::default());
    /// let fitted = CovariateModel::fit(kind, &columns, &covariates, &options)?;
    /// let effect = &fitted.model.effects()[0];
    /// assert_eq!((effect.parameter.as_str(), effect.covariate.as_str()), ("alpha", "voucher"));
    /// // They bought more often.
    /// assert!(effect.coefficient > 0.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2007), note 019.
    pub fn fit(
        kind: ModelKind,
        columns: &PurchaseColumns<'_>,
        covariates: &Covariates<'_>,
        options: &FitOptions,
    ) -> Result<Fitted<Self>> {
        let shape = Shape::of(kind)?;
        let rows = columns.validate()?;
        covariates.check(rows)?;
        covariates.check_apart(columns.weights)?;
        let slots = shape.slots(covariates);
        let scaled = Scaled::of(covariates, &slots, columns.weights);
        let scale = scale_of(columns.age);
        let groups = groups(columns, &scaled, scale)?;
        let names: Vec<String> = slots.iter().map(Slot::name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let names = [shape.names, &names].concat();
        let padded = |start: &[f64]| [start, &vec![0.0; slots.len()]].concat();
        let starts: Vec<Vec<f64>> = shape.starts.iter().map(|start| padded(start)).collect();
        let starts: Vec<&[f64]> = starts.iter().map(Vec::as_slice).collect();
        let mut units = vec![1.0; names.len()];
        for (place, unit) in units.iter_mut().enumerate() {
            if shape.times.contains(&place) {
                *unit = scale;
            }
        }
        let customers: f64 = groups.iter().map(|group| group.histories.customers).sum();
        let offset = groups.iter().map(|group| group.histories.offset()).sum();
        let problem = Problem {
            names: &names,
            starts: &starts,
            prior: &padded(&shape.prior),
            units: &units,
            customers,
            offset,
        };
        let used: u64 = groups.iter().map(|group| group.histories.usage.rows).sum();
        let distinct = groups
            .iter()
            .map(|group| group.histories.usage.distinct_rows);
        let usage = Usage {
            rows: used,
            distinct_rows: distinct.sum(),
            excluded: rows as u64 - used,
        };
        let size = shape.names.len();
        let likelihood = &mut |point: &[f64]| {
            let mut total = Jet {
                value: 0.0,
                gradient: vec![0.0; point.len()],
                hessian: Matrix::zero(point.len()),
            };
            for group in &groups {
                let levers = scaled.levers(&slots, group.row);
                add_group(&mut total, point, &levers, size, group, shape.likelihood);
            }
            total
        };
        let mut fitted = estimate(&problem, &usage, *options, likelihood);
        // In standard errors of what is fitted, so that they are those of the coefficients as well.
        let to_zero = scaled.levers_of_zero(&slots);
        let tilts: Vec<Tilt> = to_zero
            .iter()
            .enumerate()
            .map(|(i, &(place, lever))| Tilt {
                place,
                of: size + i,
                by: -lever,
            })
            .collect();
        fitted.profile_curves =
            tilted_curves(&fitted, &problem, *options, customers, &tilts, likelihood);
        of_fit(kind, fitted, size, &slots, &scaled, &to_zero)
    }
}

/// The covariates that act on something, and how each is brought to the middle of a common scale.
struct Scaled<'a> {
    /// The columns, each once.
    columns: Vec<&'a Covariate<'a>>,
    /// For each effect its column.
    by_slot: Vec<Centred<'a>>,
}

/// A covariate from its mean, by its largest distance from it, 1 where there is none.
#[derive(Clone, Copy)]
struct Centred<'a> {
    column: &'a Covariate<'a>,
    mean: f64,
    size: f64,
}

impl<'a> Centred<'a> {
    fn of(column: &'a Covariate<'a>, weights: Option<&[f64]>) -> Self {
        let (mut mean, mut total) = (0.0, 0.0);
        for (row, value) in column.values.iter().enumerate() {
            let weight = weight_of(weights, row);
            if weight > 0.0 {
                total += weight;
                mean += (value - mean) * (weight / total);
            }
        }
        let largest = |middle: f64| {
            let sizes = column.values.iter().map(|value| (value - middle).abs());
            sizes.fold(0.0, f64::max)
        };
        // Values at both ends of all numbers have no middle.
        let mean = if largest(mean) < f64::INFINITY {
            mean
        } else {
            0.0
        };
        let size = largest(mean);
        let size = if size > 0.0 { size } else { 1.0 };
        Self { column, mean, size }
    }

    fn at(&self, value: f64) -> f64 {
        (value - self.mean) / self.size
    }
}

impl<'a> Scaled<'a> {
    fn of(covariates: &Covariates<'a>, slots: &[Slot<'_>], weights: Option<&[f64]>) -> Self {
        let mut columns: Vec<&Covariate<'_>> = Vec::new();
        let mut by_slot = Vec::new();
        for slot in slots {
            let Some(column) = find(covariates.columns, slot.covariate) else {
                continue;
            };
            if !columns.iter().any(|known| known.name == column.name) {
                columns.push(column);
            }
            by_slot.push(Centred::of(column, weights));
        }
        Self { columns, by_slot }
    }

    /// For each effect the place of its parameter, and what a unit of the scaled coefficient adds to
    /// the logarithm of that parameter for the customer of a row.
    fn levers(&self, slots: &[Slot<'_>], row: usize) -> Vec<(usize, f64)> {
        let pairs = slots.iter().zip(&self.by_slot);
        pairs
            .map(|(slot, of)| (slot.place, slot.sign * of.at(of.column.at(row))))
            .collect()
    }

    /// The levers of a customer whose covariates are 0.
    fn levers_of_zero(&self, slots: &[Slot<'_>]) -> Vec<(usize, f64)> {
        let pairs = slots.iter().zip(&self.by_slot);
        pairs
            .map(|(slot, of)| (slot.place, slot.sign * of.at(0.0)))
            .collect()
    }

    /// Whether a customer comes before another, by the covariates.
    fn before(&self, one: usize, other: usize) -> bool {
        for column in &self.columns {
            let (one, other) = (total(column.at(one)), total(column.at(other)));
            if one != other {
                return one < other;
            }
        }
        false
    }
}

/// The customers who share their covariates.
struct Group {
    /// One of them.
    row: usize,
    histories: Histories,
}

fn weight_of(weights: Option<&[f64]>, row: usize) -> f64 {
    weights.map_or(1.0, |all| all.get(row).copied().unwrap_or(0.0))
}

/// Puts the customers with equal covariates together; those without weight are left out.
fn groups(columns: &PurchaseColumns<'_>, scaled: &Scaled<'_>, scale: f64) -> Result<Vec<Group>> {
    let weight_of = |row: usize| weight_of(columns.weights, row);
    let rows = 0..columns.frequency.len();
    let mut rows: Vec<usize> = rows.filter(|row| weight_of(*row) > 0.0).collect();
    sort_by(&mut rows, |one, other| scaled.before(*one, *other));
    let mut groups = Vec::new();
    for chunk in rows.chunk_by(|one, next| !scaled.before(*one, *next)) {
        let take = |column: &[f64]| -> Vec<f64> {
            let picked = chunk.iter().filter_map(|row| column.get(*row));
            picked.copied().collect()
        };
        let (frequency, recency, age) = (
            take(columns.frequency),
            take(columns.recency),
            take(columns.age),
        );
        let weights: Vec<f64> = chunk.iter().map(|row| weight_of(*row)).collect();
        let part = PurchaseColumns {
            frequency: &frequency,
            recency: &recency,
            age: &age,
            weights: Some(&weights),
        };
        groups.push(Group {
            row: chunk.first().copied().unwrap_or(0),
            histories: Histories::unscaled(&part)?.scaled(scale),
        });
    }
    if groups.is_empty() {
        return Err(Error::InsufficientData {
            path: "frequency".into(),
            found: 0,
            needed: 1,
            hint: "give at least one customer".into(),
        });
    }
    Ok(groups)
}

/// Adds the log-likelihood of a group and its derivatives.
///
/// The logarithms of the group's own parameters are a linear map of the point: y = x₀ + Σ leverᵢ·γᵢ.
/// The derivatives of the likelihood by y therefore go through the transposed map.
fn add_group(
    total: &mut Jet,
    point: &[f64],
    levers: &[(usize, f64)],
    size: usize,
    group: &Group,
    likelihood: fn(&[Row], &[f64]) -> Jet,
) {
    let (base, coefficients) = point.split_at(size.min(point.len()));
    let mut own = base.to_vec();
    for ((place, lever), coefficient) in levers.iter().zip(coefficients) {
        if let Some(x) = own.get_mut(*place) {
            *x += lever * coefficient;
        }
    }
    let jet = likelihood(&group.histories.rows, &own);
    // Row i of the map's transpose: which parameter the i-th coordinate moves, and how far.
    let moves: Vec<(usize, f64)> = (0..size)
        .map(|i| (i, 1.0))
        .chain(levers.iter().copied())
        .collect();
    total.value += jet.value;
    for (i, (place, by)) in moves.iter().enumerate() {
        if let (Some(sum), Some(slope)) = (total.gradient.get_mut(i), jet.gradient.get(*place)) {
            *sum += by * slope;
        }
        for (j, (other, with)) in moves.iter().enumerate() {
            total
                .hessian
                .add(i, j, by * with * jet.hessian.at(*place, *other));
        }
    }
}

/// The model and its covariance from a fit of a customer of mean covariates, whose last parameters are the
/// factors e^γ of the scaled covariates: γ is the logarithm over the size.
///
/// # Formula
/// ln θ₀ = ln θ + Σ leverᵢ·ln eᵞᵢ with the levers of 0; the covariance goes through the derivatives of that.
fn of_fit(
    kind: ModelKind,
    mut fitted: Fitted<Vec<f64>>,
    base: usize,
    slots: &[Slot<'_>],
    scaled: &Scaled<'_>,
    to_zero: &[(usize, f64)],
) -> Result<Fitted<CovariateModel>> {
    let mut found = std::mem::take(&mut fitted.model);
    let factors = found.split_off(base.min(found.len()));
    let mut of_zero = found.clone();
    for ((place, lever), factor) in to_zero.iter().zip(&factors) {
        if let Some(x) = of_zero.get_mut(*place) {
            *x *= exp(lever * ln(*factor));
        }
    }
    let size = found.len() + factors.len();
    let mut slopes = Matrix::zero(size);
    for (i, (zero, mean)) in of_zero.iter().zip(&found).enumerate() {
        slopes.set(i, i, zero / mean);
    }
    let each = to_zero.iter().zip(&factors).zip(&scaled.by_slot);
    for (i, (((place, lever), factor), of)) in each.enumerate() {
        let zero = of_zero.get(*place).copied().unwrap_or(0.0);
        slopes.set(*place, base + i, zero * lever / factor);
        slopes.set(base + i, base + i, 1.0 / (factor * of.size));
    }
    fitted.covariance = fitted.covariance.take().map(|rows| through(&slopes, &rows));
    // A square that is lost in this unit is no error of 0.
    fitted.covariance = fitted.covariance.filter(|rows| is_in_range(rows));
    fitted.standard_errors = fitted.covariance.as_ref().map(|rows| {
        let diagonal = rows.iter().enumerate().filter_map(|(i, row)| row.get(i));
        diagonal.map(|variance| sqrt(*variance)).collect()
    });
    let errors = fitted.standard_errors.as_deref().unwrap_or(&[]);
    let each = slots.iter().zip(&factors).zip(&scaled.by_slot).enumerate();
    let effects: Vec<Effect> = each
        .map(|(i, ((slot, factor), of))| Effect {
            parameter: slot.parameter.into(),
            covariate: slot.covariate.into(),
            coefficient: ln(*factor) / of.size,
            standard_error: errors.get(base + i).copied(),
        })
        .collect();
    fitted.model = of_zero;
    fitted
        .try_map(|parameters| CovariateModel::try_new(kind, &parameters, &effects))
        .map_err(|error| far_from_zero(error, scaled))
}

/// S·C·Sᵀ.
fn through(slopes: &Matrix, covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let half: Vec<Vec<f64>> = covariance.iter().map(|row| slopes.times(row)).collect();
    let column =
        |j: usize| -> Vec<f64> { half.iter().filter_map(|row| row.get(j).copied()).collect() };
    let columns: Vec<Vec<f64>> = (0..slopes.size())
        .map(|j| slopes.times(&column(j)))
        .collect();
    columns
}

/// Says of parameters that are no numbers which covariate is to be taken from a typical value.
fn far_from_zero(error: Error, scaled: &Scaled<'_>) -> Error {
    let distance = |of: &&Centred<'_>| (of.mean / of.size).abs();
    let far = scaled
        .by_slot
        .iter()
        .max_by(|one, other| distance(one).total_cmp(&distance(other)));
    far.map_or(error, |of| Error::InvalidValue {
        path: format!("covariates.columns.{}", of.column.name),
        found: format!("values about {}", of.mean),
        expected:
            "values nearer to 0, which the parameters are for: take a typical value from each"
                .into(),
    })
}
