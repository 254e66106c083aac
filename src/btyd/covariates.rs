//! Static covariates: what is known of customers besides their purchases.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::bg_nbd;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::fit::Problem;
use crate::btyd::fit::Usage;
use crate::btyd::fit::estimate;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::btyd::histories::scale_of;
use crate::btyd::pareto_nbd;
use crate::btyd::purchase_history::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::linear::Matrix;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::maximise::Jet;

/// Which covariates act on what.
///
/// `columns`: one column per covariate, one number per customer. `purchase` and `dropout`: places in
/// `columns` of those that act on how often customers buy, and on how soon they leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covariates<'a> {
    /// One column per covariate.
    pub columns: &'a [&'a [f64]],
    /// The covariates of buying.
    pub purchase: &'a [usize],
    /// The covariates of leaving.
    pub dropout: &'a [usize],
}

/// The effect of one covariate on one parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The name of the parameter.
    pub parameter: &'static str,
    /// The place of the covariate.
    pub covariate: usize,
    /// γ: what a unit of the covariate adds to the logarithm of the parameter, with the sign of the
    /// papers: positive where the covariate makes customers buy more often (α) or, under
    /// Pareto/NBD, leave sooner (β).
    pub coefficient: f64,
    /// The standard error of γ; nothing when the information cannot be inverted.
    pub standard_error: Option<f64>,
}

/// A purchase model whose parameters depend on the customer.
///
/// # Formula
/// BG/NBD and MBG/NBD: αᵢ = α·exp(−γ₁′zᵢ), aᵢ = a·exp(γ₂′zᵢ), bᵢ = b·exp(γ₃′zᵢ).
/// Pareto/NBD: αᵢ = α·exp(−γ₁′zᵢ), βᵢ = β·exp(−γ₂′zᵢ).
///
/// # References
/// Fader & Hardie (2007), Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
/// models, note 019.
#[derive(Debug, Clone, PartialEq)]
pub struct CovariateModel {
    kind: ModelKind,
    parameters: Vec<f64>,
    effects: Vec<Effect>,
}

impl CovariateModel {
    /// Makes a model of known parameters and effects.
    ///
    /// # Errors
    /// What [`AnyModel::try_new`] rejects; [`Error::InvalidValue`] for a kind without covariates or
    /// an effect on a parameter that has none; [`Error::NotFinite`] for a coefficient.
    pub fn try_new(kind: ModelKind, parameters: &[f64], effects: &[Effect]) -> Result<Self> {
        let shape = Shape::of(kind)?;
        AnyModel::try_new(kind, parameters)?;
        for (i, effect) in effects.iter().enumerate() {
            check_finite(effect.coefficient, || format!("effects[{i}].coefficient"))?;
            if shape.place(effect.parameter).is_none() {
                return Err(Error::InvalidValue {
                    path: format!("effects[{i}].parameter"),
                    found: effect.parameter.into(),
                    expected: "a parameter that covariates act on".into(),
                });
            }
        }
        Ok(Self {
            kind,
            parameters: parameters.to_vec(),
            effects: effects.to_vec(),
        })
    }

    /// Returns the parameters of a customer whose covariates are all 0.
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// Returns the effects.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// Returns the model of a customer with the covariates `values`.
    ///
    /// # Errors
    /// [`Error::Missing`] for too few values, [`Error::NotFinite`] and [`Error::OutOfRange`] for
    /// those that lead to no model.
    ///
    /// # Example: what a voucher does
    /// ```
    /// use clientele::btyd::covariates::{CovariateModel, Effect};
    /// use clientele::btyd::{ModelKind, Predictions};
    /// let voucher =
    ///     Effect { parameter: "alpha", covariate: 0, coefficient: 0.4, standard_error: None };
    /// let parameters = [0.243, 4.414, 0.793, 2.426];
    /// let model = CovariateModel::try_new(ModelKind::BgNbd, &parameters, &[voucher])?;
    /// let without = model.model_of(&[0.0])?.expected_purchases_new(52.0)?;
    /// let with = model.model_of(&[1.0])?.expected_purchases_new(52.0)?;
    /// assert!(with > without);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn model_of(&self, values: &[f64]) -> Result<AnyModel> {
        let shape = Shape::of(self.kind)?;
        let mut parameters = self.parameters.clone();
        for effect in &self.effects {
            let path = || format!("covariates[{}]", effect.covariate);
            let value = values.get(effect.covariate).ok_or_else(|| Error::Missing {
                path: path(),
                expected: "a number".into(),
            })?;
            check_finite(*value, path)?;
            if let Some((place, sign)) = shape.place(effect.parameter)
                && let Some(parameter) = parameters.get_mut(place)
            {
                *parameter *= exp(sign * effect.coefficient * value);
            }
        }
        AnyModel::try_new(self.kind, &parameters)
    }

    /// Estimates parameters and effects together.
    ///
    /// The covariates are scaled by their largest size for the search. Otherwise it is like
    /// [`AnyModel::fit`]; the parameters that the result lists standard errors and a covariance for
    /// are those of a customer whose covariates are 0, then the factors e^γ of the effects, which
    /// have their own standard errors in [`Effect`].
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`Error::LengthMismatch`] and
    /// [`Error::NotFinite`] for the covariates, [`Error::OutOfRange`] for a place that is none;
    /// [`Error::InsufficientData`] without customers; [`Error::InvalidValue`] for a kind that has no
    /// covariates.
    pub fn fit(
        kind: ModelKind,
        columns: &PurchaseColumns<'_>,
        covariates: &Covariates<'_>,
        options: &FitOptions,
    ) -> Result<Fitted<Self>> {
        let shape = Shape::of(kind)?;
        let rows = columns.validate()?;
        let sizes = checked_sizes(covariates, rows)?;
        let slots = shape.slots(covariates);
        let scale = scale_of(columns.age);
        let groups = groups(columns, covariates, scale)?;
        let names: Vec<&str> = slots.iter().map(|slot| slot.name).collect();
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
        let usage = Usage {
            rows: groups.iter().map(|group| group.histories.usage.rows).sum(),
            distinct_rows: groups
                .iter()
                .map(|group| group.histories.usage.distinct_rows)
                .sum(),
            excluded: rows as u64 - groups.iter().map(|g| g.histories.usage.rows).sum::<u64>(),
        };
        let size = shape.names.len();
        let fitted = estimate(&problem, &usage, *options, &mut |point| {
            let mut total = Jet {
                value: 0.0,
                gradient: vec![0.0; point.len()],
                hessian: Matrix::zero(point.len()),
            };
            for group in &groups {
                let map = slots.iter().map(|slot| slot.lever(group, &sizes));
                let levers: Vec<(usize, f64)> = map.collect();
                add_group(&mut total, point, &levers, size, group, shape.likelihood);
            }
            total
        });
        Self::of_fit(kind, fitted, &slots, &sizes)
    }

    fn of_fit(
        kind: ModelKind,
        fitted: Fitted<Vec<f64>>,
        slots: &[Slot],
        sizes: &[f64],
    ) -> Result<Fitted<Self>> {
        let all = fitted.model.clone();
        let errors = fitted.standard_errors.clone();
        let base = all.len() - slots.len();
        let effect = |(i, slot): (usize, &Slot)| {
            let factor = all.get(base + i).copied().unwrap_or(f64::NAN);
            let size = sizes.get(slot.covariate).copied().unwrap_or(1.0);
            let error = errors.as_ref().and_then(|errors| errors.get(base + i));
            Effect {
                parameter: slot.name,
                covariate: slot.covariate,
                coefficient: ln(factor) / size,
                standard_error: error.map(|error| error / factor / size),
            }
        };
        let effects: Vec<Effect> = slots.iter().enumerate().map(effect).collect();
        fitted.try_map(|all| Self::try_new(kind, all.get(..base).unwrap_or_default(), &effects))
    }
}

/// What a model brings to a fit with covariates.
struct Shape {
    names: &'static [&'static str],
    starts: &'static [&'static [f64]],
    prior: [f64; 4],
    /// The places of the parameters that are times.
    times: &'static [usize],
    /// The places of the parameters that covariates of buying act on, with the sign of γ.
    purchase: &'static [(usize, f64)],
    /// The like for leaving.
    dropout: &'static [(usize, f64)],
    likelihood: fn(&[Row], &[f64]) -> Jet,
}

/// One effect: a covariate on a parameter.
struct Slot {
    name: &'static str,
    place: usize,
    sign: f64,
    covariate: usize,
}

impl Slot {
    /// The place of the parameter, and what a unit of the coefficient adds to its logarithm.
    fn lever(&self, group: &Group, sizes: &[f64]) -> (usize, f64) {
        let value = group.values.get(self.covariate).copied().unwrap_or(0.0);
        let size = sizes.get(self.covariate).copied().unwrap_or(1.0);
        (self.place, self.sign * value / size)
    }
}

impl Shape {
    fn of(kind: ModelKind) -> Result<Self> {
        let names = kind.parameter_names();
        match kind {
            ModelKind::BgNbd | ModelKind::MbgNbd => Ok(Self {
                names,
                starts: &bg_nbd::STARTS,
                prior: bg_nbd::prior(),
                times: &[1],
                purchase: &[(1, -1.0)],
                dropout: &[(2, 1.0), (3, 1.0)],
                likelihood: if kind == ModelKind::BgNbd {
                    |rows, point| bg_nbd::likelihood(rows, point, 0.0)
                } else {
                    |rows, point| bg_nbd::likelihood(rows, point, 1.0)
                },
            }),
            ModelKind::ParetoNbd => Ok(Self {
                names,
                starts: &pareto_nbd::STARTS,
                prior: pareto_nbd::prior(),
                times: &[1, 3],
                purchase: &[(1, -1.0)],
                dropout: &[(3, -1.0)],
                likelihood: pareto_nbd::likelihood,
            }),
            _ => Err(Error::InvalidValue {
                path: "model".into(),
                found: kind.code().into(),
                expected: "bg-nbd, mbg-nbd or pareto-nbd: the models with covariates".into(),
            }),
        }
    }

    /// The place of a parameter that covariates act on, and the sign of γ.
    fn place(&self, parameter: &str) -> Option<(usize, f64)> {
        let place = self.names.iter().position(|name| *name == parameter)?;
        let mut levers = self.purchase.iter().chain(self.dropout);
        levers.find(|(i, _)| *i == place).copied()
    }

    fn slots(&self, covariates: &Covariates<'_>) -> Vec<Slot> {
        let pairs = [
            (self.purchase, covariates.purchase),
            (self.dropout, covariates.dropout),
        ];
        let mut slots = Vec::new();
        for (levers, chosen) in pairs {
            for (place, sign) in levers {
                for covariate in chosen {
                    slots.push(Slot {
                        name: self.names.get(*place).copied().unwrap_or_default(),
                        place: *place,
                        sign: *sign,
                        covariate: *covariate,
                    });
                }
            }
        }
        slots
    }
}

/// The customers who share their covariates.
struct Group {
    values: Vec<f64>,
    histories: Histories,
}

/// Checks the covariates and returns the largest size of each, 1 where all are 0.
fn checked_sizes(covariates: &Covariates<'_>, rows: usize) -> Result<Vec<f64>> {
    for (list, places) in [
        ("purchase", covariates.purchase),
        ("dropout", covariates.dropout),
    ] {
        if let Some((i, place)) = places
            .iter()
            .enumerate()
            .find(|(_, p)| **p >= covariates.columns.len())
        {
            return Err(Error::OutOfRange {
                path: format!("covariates.{list}[{i}]"),
                value: *place as f64,
                expected: format!("a place among {} columns", covariates.columns.len()),
            });
        }
    }
    let mut sizes = Vec::new();
    for (i, column) in covariates.columns.iter().enumerate() {
        check_length(&format!("covariates[{i}]"), column.len(), rows)?;
        let mut size = 0.0_f64;
        for (row, value) in column.iter().enumerate() {
            check_finite(*value, || format!("covariates[{i}][{row}]"))?;
            size = size.max(value.abs());
        }
        sizes.push(if size > 0.0 { size } else { 1.0 });
    }
    Ok(sizes)
}

/// Puts the customers with equal covariates together; those without weight are left out.
fn groups(
    columns: &PurchaseColumns<'_>,
    covariates: &Covariates<'_>,
    scale: f64,
) -> Result<Vec<Group>> {
    let values_of = |row: usize| -> Vec<f64> {
        let values = covariates.columns.iter();
        // −0 and 0 are the same covariate.
        values
            .map(|column| column.get(row).copied().unwrap_or(f64::NAN) + 0.0)
            .collect()
    };
    let weight_of = |row: usize| match columns.weights {
        Some(weights) => weights.get(row).copied().unwrap_or(0.0),
        None => 1.0,
    };
    let rows = 0..columns.frequency.len();
    let mut keyed: Vec<(Vec<f64>, usize)> = rows
        .filter(|row| weight_of(*row) > 0.0)
        .map(|row| (values_of(row), row))
        .collect();
    keyed.sort_by(|(one, i), (other, j)| {
        let pairs = one.iter().zip(other).map(|(x, y)| x.total_cmp(y));
        let order = pairs.fold(core::cmp::Ordering::Equal, core::cmp::Ordering::then);
        order.then(i.cmp(j))
    });
    let same = |(one, _): &(Vec<f64>, usize), (other, _): &(Vec<f64>, usize)| one == other;
    let mut groups = Vec::new();
    for chunk in keyed.chunk_by(same) {
        let take = |column: &[f64]| -> Vec<f64> {
            let picked = chunk.iter().filter_map(|(_, row)| column.get(*row));
            picked.copied().collect()
        };
        let (frequency, recency, age) = (
            take(columns.frequency),
            take(columns.recency),
            take(columns.age),
        );
        let weights: Vec<f64> = chunk.iter().map(|(_, row)| weight_of(*row)).collect();
        let part = PurchaseColumns {
            frequency: &frequency,
            recency: &recency,
            age: &age,
            weights: Some(&weights),
        };
        groups.push(Group {
            values: chunk
                .first()
                .map(|(values, _)| values.clone())
                .unwrap_or_default(),
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
