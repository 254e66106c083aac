//! Fitting a calibrated model, and trying it on customers that it does not know.

use crate::churn::calibration::model::CalibratedFeature;
use crate::churn::calibration::model::Calibration;
use crate::churn::calibration::model::MOST_FEATURES;
use crate::churn::calibration::model::MissingTerm;
use crate::churn::calibration::model::VERSION;
use crate::churn::calibration::options::CalibrationMethod;
use crate::churn::calibration::options::CalibrationOptions;
use crate::churn::calibration::options::MissingValues;
use crate::churn::calibration::quality::CalibrationQuality;
use crate::churn::calibration::quality::calibration_quality;
use crate::churn::risk_evidence::RiskEvidence;
use crate::churn::risk_evidence::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::isotonic::IsotonicKnot;
use crate::numeric::isotonic::isotonic;
use crate::numeric::logistic::LogisticFit;
use crate::numeric::logistic::LogisticVerdict;
use crate::numeric::logistic::check_outcomes;
use crate::numeric::logistic::fit_logistic;
use crate::numeric::logistic::probability;
use crate::numeric::random::Random;
use crate::numeric::sum::CompensatedSum;

/// Fewer events, or fewer customers without one, are too few for a fit; our choice.
const LEAST_EVENTS: usize = 5;
/// With fewer events for each coefficient the fit is uncertain: Peduzzi et al. (1996).
const EVENTS_PER_FEATURE: f64 = 10.0;

/// Fits the probability of an event to what became of customers.
///
/// `names`, `columns`: the features, one value a customer; NaN is missing. `outcomes`: 1 where the event
/// came, 0 where not.
///
/// Features are neither standardised nor clamped: the ridge shrinks a coefficient in the unit of its
/// feature. The curve of `logisticIsotonic` is fitted to the log-odds of the same customers, and held
/// (by Platt's correction) between 1/(n₀ + 2) and (n₁ + 1)/(n₁ + 2), so that odds stay finite. For
/// cross-validation the customers are dealt to equal parts, events and others apart; each part is
/// predicted by a model of the others, and the predictions are judged together. There are at most as
/// many parts as events or others.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::NotFinite`] (an infinite value), [`Error::OutOfRange`] (outcomes,
/// options), [`Error::InvalidValue`] for a feature without a name or one that is constant,
/// [`Error::InsufficientData`] for fewer than five events or five others, all of one kind included.
///
/// # Example: whoever has been silent leaves
/// ```
/// use clientele::churn::calibration::{CalibrationOptions, calibrate};
/// let silence: Vec<f64> = (0..40).map(|i| f64::from(i) / 10.0).collect();
/// let left: Vec<f64> = (0..40).map(|i| f64::from(u8::from(i % 7 + i > 22))).collect();
/// let found = calibrate(&["silence".into()], &[&silence], &left, &CalibrationOptions::default())?;
/// assert!(found.features[0].coefficient > 1.0);
/// assert!(found.cross_validated.unwrap().auc.unwrap() > 0.9);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// le Cessie & van Houwelingen (1992), "Ridge estimators in logistic regression", Applied Statistics
/// 41(1); Zadrozny & Elkan (2002), KDD, for the curve; Platt (1999), "Probabilistic outputs for support
/// vector machines", section 2.2, for its ends; Stone (1974), "Cross-validatory choice and assessment of
/// statistical predictions", J. Royal Statistical Society B 36(2); Peduzzi, Concato, Kemper, Holford &
/// Feinstein (1996), J. Clinical Epidemiology 49(12), for the ten events.
pub fn calibrate(
    names: &[String],
    columns: &[&[f64]],
    outcomes: &[f64],
    options: &CalibrationOptions,
) -> Result<Calibration> {
    options.check()?;
    check_features(names, columns, outcomes)?;
    let training = Training::new(names, columns, outcomes, options.missing);
    training.check_kinds()?;
    for column in &training.columns {
        let first = column.values.first().copied().unwrap_or(0.0);
        if column
            .values
            .iter()
            .all(|value| (value - first).abs() <= 0.0)
        {
            return Err(Error::invalid(
                format!("columns.{}", column.name),
                &format!("the constant {first}"),
                "a feature that differs from customer to customer",
            ));
        }
    }
    let every: Vec<usize> = (0..training.outcomes.len()).collect();
    let fitted = training.fit(&every, options)?;
    let quality = fitted.quality(&training, &every)?;
    let mut warnings = Vec::new();
    let fewer = quality.events.min(quality.customers - quality.events);
    if fewer < EVENTS_PER_FEATURE * training.columns.len() as f64 {
        warnings.push("few_events".into());
    }
    match fitted.logistic.verdict {
        LogisticVerdict::Converged => {}
        LogisticVerdict::Separated => warnings.push("separated".into()),
        LogisticVerdict::Collinear => warnings.push("collinear".into()),
        LogisticVerdict::NotConverged => warnings.push("not_converged".into()),
    }
    let cross_validated = training.cross_validate(options)?;
    let left_out = u32::try_from(outcomes.len() - training.outcomes.len()).unwrap_or(u32::MAX);
    Ok(Calibration {
        version: VERSION,
        method: options.method,
        days: options.days,
        time_unit: options.time_unit,
        intercept: fitted.logistic.intercept,
        intercept_error: fitted.error(0),
        features: training.features(&fitted),
        isotonic: fitted.curve,
        ridge: fitted.logistic.ridge,
        verdict: fitted.logistic.verdict,
        iterations: fitted.logistic.iterations,
        left_out,
        warnings,
        quality: Some(quality),
        cross_validated,
    })
}

/// Checks names, lengths and numbers.
pub(super) fn check_features(names: &[String], columns: &[&[f64]], outcomes: &[f64]) -> Result<()> {
    if names.is_empty() || names.len() > MOST_FEATURES {
        return Err(Error::out_of_range(
            "columns".into(),
            names.len() as f64,
            "1 to 1000 features",
        ));
    }
    if columns.len() != names.len() {
        return Err(Error::LengthMismatch {
            path: "columns".into(),
            expected: names.len(),
            actual: columns.len(),
        });
    }
    check_names(
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
        "columns",
    )?;
    check_outcomes(outcomes)?;
    for (name, column) in names.iter().zip(columns) {
        if column.len() != outcomes.len() {
            return Err(Error::LengthMismatch {
                path: format!("columns.{name}"),
                expected: outcomes.len(),
                actual: column.len(),
            });
        }
        if let Some(i) = column.iter().position(|value| value.is_infinite()) {
            return Err(Error::NotFinite {
                path: format!("columns.{name}[{i}]"),
            });
        }
    }
    Ok(())
}

/// A column of the fit: a feature without gaps, or that a feature is missing.
struct Column {
    name: String,
    values: Vec<f64>,
    /// The mean of what was known.
    reference: f64,
    /// Whether this says that the feature before it is missing.
    indicator: bool,
}

/// The customers that a model is fitted to.
struct Training {
    columns: Vec<Column>,
    outcomes: Vec<f64>,
}

/// A fit and its curve.
struct Fitted {
    logistic: LogisticFit,
    curve: Option<Vec<IsotonicKnot>>,
}

impl Training {
    fn new(names: &[String], columns: &[&[f64]], outcomes: &[f64], missing: MissingValues) -> Self {
        let whole = |row: usize| {
            let gap = |column: &&[f64]| column.get(row).is_none_or(|value| value.is_nan());
            missing == MissingValues::Indicator || !columns.iter().any(gap)
        };
        let rows: Vec<usize> = (0..outcomes.len()).filter(|row| whole(*row)).collect();
        let mut made = Vec::new();
        for (name, column) in names.iter().zip(columns) {
            let values: Vec<f64> = pick(column, &rows);
            let reference = known_mean(&values);
            let flags: Vec<f64> = values
                .iter()
                .map(|value| f64::from(u8::from(value.is_nan())))
                .collect();
            let gaps: f64 = flags.iter().sum();
            let filled = values
                .iter()
                .map(|value| if value.is_nan() { reference } else { *value });
            made.push(Column {
                name: name.clone(),
                values: filled.collect(),
                reference,
                indicator: false,
            });
            if gaps > 0.0 {
                made.push(Column {
                    name: format!("{name} missing"),
                    reference: gaps / rows.len() as f64,
                    values: flags,
                    indicator: true,
                });
            }
        }
        Self {
            columns: made,
            outcomes: pick(outcomes, &rows),
        }
    }

    fn check_kinds(&self) -> Result<()> {
        let events = self
            .outcomes
            .iter()
            .filter(|outcome| **outcome > 0.0)
            .count();
        let others = self.outcomes.len() - events;
        let hint = if events < others {
            "there are too few customers to whom the event came"
        } else {
            "there are too few customers to whom the event did not come"
        };
        if events.min(others) >= LEAST_EVENTS {
            return Ok(());
        }
        Err(Error::InsufficientData {
            path: "outcomes".into(),
            found: events.min(others),
            needed: LEAST_EVENTS,
            hint: hint.into(),
        })
    }

    fn fit(&self, rows: &[usize], options: &CalibrationOptions) -> Result<Fitted> {
        let columns: Vec<Vec<f64>> = self
            .columns
            .iter()
            .map(|column| pick(&column.values, rows))
            .collect();
        let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let outcomes = pick(&self.outcomes, rows);
        let mut fitted = Fitted {
            logistic: fit_logistic(&views, &outcomes, None, options.ridge)?,
            curve: None,
        };
        if options.method == CalibrationMethod::LogisticIsotonic {
            let log_odds: Vec<f64> = rows.iter().map(|row| fitted.log_odds(self, *row)).collect();
            let events: f64 = outcomes.iter().sum();
            let others = outcomes.len() as f64 - events;
            let (least, most) = (1.0 / (others + 2.0), (events + 1.0) / (events + 2.0));
            let mut knots = isotonic(&log_odds, &outcomes, None)?;
            for knot in &mut knots {
                knot.value = knot.value.clamp(least, most);
            }
            fitted.curve = Some(knots);
        }
        Ok(fitted)
    }

    /// The features of the record, in which that one is missing stands beside it.
    fn features(&self, fitted: &Fitted) -> Vec<CalibratedFeature> {
        let mut features: Vec<CalibratedFeature> = Vec::new();
        let coefficients = fitted.logistic.coefficients.iter();
        for (j, (column, coefficient)) in self.columns.iter().zip(coefficients).enumerate() {
            if column.indicator {
                if let Some(feature) = features.last_mut() {
                    feature.missing = Some(MissingTerm {
                        coefficient: *coefficient,
                        reference: column.reference,
                    });
                }
            } else {
                features.push(CalibratedFeature {
                    name: column.name.clone(),
                    coefficient: *coefficient,
                    standard_error: fitted.error(j + 1),
                    reference: column.reference,
                    missing: None,
                });
            }
        }
        features
    }

    /// Judges predictions of customers by models that were fitted to others.
    fn cross_validate(&self, options: &CalibrationOptions) -> Result<Option<CalibrationQuality>> {
        if options.folds == 0 {
            return Ok(None);
        }
        let mut kinds = [Vec::new(), Vec::new()];
        for (row, outcome) in self.outcomes.iter().enumerate() {
            let [others, events] = &mut kinds;
            (if *outcome > 0.0 { events } else { others }).push(row);
        }
        let rarest = kinds.iter().map(Vec::len).min().unwrap_or(0);
        let folds = (options.folds as usize).min(rarest);
        let mut random = Random::new(u64::from(options.seed));
        let mut fold_of = vec![0; self.outcomes.len()];
        for rows in &mut kinds {
            // Fisher & Yates: every order is as likely as every other.
            for last in (1..rows.len()).rev() {
                let other = usize::try_from(random.below(last as u64 + 1)).unwrap_or(0);
                rows.swap(last, other);
            }
            for (place, row) in rows.iter().enumerate() {
                if let Some(fold) = fold_of.get_mut(*row) {
                    *fold = place % folds;
                }
            }
        }
        let mut predicted = vec![0.0; self.outcomes.len()];
        for fold in 0..folds {
            let here = |row: &usize| fold_of.get(*row) == Some(&fold);
            let (tested, known): (Vec<usize>, Vec<usize>) =
                (0..self.outcomes.len()).partition(here);
            let fitted = self.fit(&known, options)?;
            for row in tested {
                if let Some(predicted) = predicted.get_mut(row) {
                    *predicted = fitted.probability(self, row);
                }
            }
        }
        calibration_quality(&self.outcomes, &predicted).map(Some)
    }
}

impl Fitted {
    fn error(&self, place: usize) -> Option<f64> {
        let errors = self.logistic.standard_errors.as_ref()?;
        errors.get(place).copied().filter(|error| error.is_finite())
    }

    fn log_odds(&self, training: &Training, row: usize) -> f64 {
        let terms = training.columns.iter().zip(&self.logistic.coefficients);
        terms.fold(self.logistic.intercept, |sum, (column, coefficient)| {
            sum + coefficient * column.values.get(row).copied().unwrap_or(f64::NAN)
        })
    }

    fn probability(&self, training: &Training, row: usize) -> f64 {
        let log_odds = self.log_odds(training, row);
        match &self.curve {
            Some(knots) => crate::numeric::isotonic::isotonic_value(knots, log_odds),
            None => probability(log_odds),
        }
    }

    fn quality(&self, training: &Training, rows: &[usize]) -> Result<CalibrationQuality> {
        let predicted: Vec<f64> = rows
            .iter()
            .map(|row| self.probability(training, *row))
            .collect();
        calibration_quality(&training.outcomes, &predicted)
    }
}

fn pick(column: &[f64], rows: &[usize]) -> Vec<f64> {
    rows.iter()
        .map(|row| column.get(*row).copied().unwrap_or(f64::NAN))
        .collect()
}

/// The mean of the values that are there; 0 without any.
fn known_mean(values: &[f64]) -> f64 {
    let (mut sum, mut known) = (CompensatedSum::default(), 0.0);
    for value in values.iter().filter(|value| !value.is_nan()) {
        sum.add(*value);
        known += 1.0;
    }
    if known > 0.0 {
        sum.total() / known
    } else {
        0.0
    }
}

/// The probability of a customer by a record, for what needs no evidence.
pub(super) fn probability_by(model: &Calibration, values: &[f64]) -> Result<f64> {
    model
        .evidence(values)
        .map(|(log_odds, _)| probability(log_odds))
}
