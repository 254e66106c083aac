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
use crate::btyd::estimate::Usage;
use crate::btyd::estimate::curves_of_fit;
use crate::btyd::estimate::estimate;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::btyd::histories::scale_of;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::linear::Matrix;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::numeric::maximise::Jet;
use crate::numeric::sort::sort_by;
use crate::numeric::sort::total;

impl CovariateModel {
    /// Estimates parameters and effects together.
    ///
    /// The covariates are scaled by their largest size for the search. Otherwise it is like
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
    /// no data can tell; [`Error::Missing`] for columns of which none is named; [`Error::InsufficientData`] without customers;
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
        let scaled = Scaled::of(covariates, &slots);
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
        fitted.profile_curves = curves_of_fit(&fitted, &problem, *options, customers, likelihood);
        of_fit(kind, fitted, size, &slots, &scaled)
    }
}

/// The covariates that act on something, with their sizes.
struct Scaled<'a> {
    /// The columns, each once.
    columns: Vec<&'a Covariate<'a>>,
    /// For each effect the column and its largest size, 1 where all are 0.
    by_slot: Vec<(&'a Covariate<'a>, f64)>,
}

impl<'a> Scaled<'a> {
    fn of(covariates: &Covariates<'a>, slots: &[Slot<'_>]) -> Self {
        let mut columns: Vec<&Covariate<'_>> = Vec::new();
        let mut by_slot = Vec::new();
        for slot in slots {
            let Some(column) = find(covariates.columns, slot.covariate) else {
                continue;
            };
            if !columns.iter().any(|known| known.name == column.name) {
                columns.push(column);
            }
            let sizes = column.values.iter().map(|value| value.abs());
            let size = sizes.fold(0.0, f64::max);
            by_slot.push((column, if size > 0.0 { size } else { 1.0 }));
        }
        Self { columns, by_slot }
    }

    /// For each effect the place of its parameter, and what a unit of the scaled coefficient adds to
    /// the logarithm of that parameter for the customer of a row.
    fn levers(&self, slots: &[Slot<'_>], row: usize) -> Vec<(usize, f64)> {
        let pairs = slots.iter().zip(&self.by_slot);
        pairs
            .map(|(slot, (column, size))| (slot.place, slot.sign * column.at(row) / size))
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

/// Puts the customers with equal covariates together; those without weight are left out.
fn groups(columns: &PurchaseColumns<'_>, scaled: &Scaled<'_>, scale: f64) -> Result<Vec<Group>> {
    let weight_of = |row: usize| match columns.weights {
        Some(weights) => weights.get(row).copied().unwrap_or(0.0),
        None => 1.0,
    };
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

/// The model and its covariance from a fit whose last parameters are the factors e^γ of the scaled
/// covariates: γ is the logarithm over the size.
fn of_fit(
    kind: ModelKind,
    mut fitted: Fitted<Vec<f64>>,
    base: usize,
    slots: &[Slot<'_>],
    scaled: &Scaled<'_>,
) -> Result<Fitted<CovariateModel>> {
    let factors = fitted.model.split_off(base.min(fitted.model.len()));
    let sizes = scaled.by_slot.iter().map(|(_, size)| *size);
    // How fast the coefficients change with the factors.
    let slopes = factors
        .iter()
        .zip(sizes.clone())
        .map(|(x, size)| 1.0 / (x * size));
    let slopes: Vec<f64> = vec![1.0; base].into_iter().chain(slopes).collect();
    if let Some(rows) = &mut fitted.covariance {
        for (row, by) in rows.iter_mut().zip(&slopes) {
            for (value, with) in row.iter_mut().zip(&slopes) {
                *value *= by * with;
            }
        }
        let diagonal = rows.iter().enumerate().filter_map(|(i, row)| row.get(i));
        fitted.standard_errors = Some(diagonal.map(|variance| sqrt(*variance)).collect());
    }
    let errors = fitted.standard_errors.as_deref().unwrap_or(&[]);
    let each = slots.iter().zip(&factors).zip(sizes).enumerate();
    let effects: Vec<Effect> = each
        .map(|(i, ((slot, factor), size))| Effect {
            parameter: slot.parameter.into(),
            covariate: slot.covariate.into(),
            coefficient: ln(*factor) / size,
            standard_error: errors.get(base + i).copied(),
        })
        .collect();
    fitted.try_map(|parameters| CovariateModel::try_new(kind, &parameters, &effects))
}
