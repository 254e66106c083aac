//! The choice among the purchase models.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::fit::Verdict;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_history::check_weights;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;
use crate::plain::words;

/// What the models are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Criterion {
    /// The Bayesian information criterion of the fit.
    #[default]
    Bic,
    /// Akaike's information criterion of the fit.
    Aic,
    /// The mean absolute error of the purchases expected in a holdout period.
    Holdout,
}

words!(Criterion {
    Bic => "bic",
    Aic => "aic",
    Holdout => "holdout",
});

/// What customers bought after the time that the models were fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Holdout<'a> {
    /// Purchases of each customer within the holdout period.
    pub purchases: &'a [f64],
    /// The length of the period, in the time unit of the histories.
    pub length: f64,
}

/// One of the models that were compared.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Candidate {
    /// Which model.
    pub model: ModelKind,
    /// Its parameters.
    #[cfg_attr(feature = "full", tsify(type = "Record<string, number>"))]
    pub params: Parameters,
    /// Its log-likelihood.
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    pub aic: f64,
    /// The Bayesian information criterion.
    pub bic: f64,
    /// The mean absolute error in the holdout period, where there is one.
    pub holdout_error: Option<f64>,
    /// What the fit amounts to.
    pub verdict: Verdict,
}

record!(Candidate {
    model => "model",
    params => "params",
    log_likelihood => "logLikelihood",
    aic => "aic",
    bic => "bic",
    holdout_error => "holdoutError",
    verdict => "verdict",
});

/// Why the data chose a model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SelectionRecord {
    /// What the models were compared by.
    pub criterion: Criterion,
    /// Why this one, in words.
    pub reason: String,
    /// All that were compared, the chosen one first.
    pub candidates: Vec<Candidate>,
}

record!(SelectionRecord {
    criterion => "criterion",
    reason => "reason",
    candidates => "candidates",
});

/// The model that was chosen, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// The fit of the chosen model.
    pub fitted: Fitted<AnyModel>,
    /// What it was compared with.
    pub record: SelectionRecord,
}

/// The models that [`fit_best`] compares unless told: those of customers who may buy at any time.
/// The two with regular gaps take part where the gaps are known.
pub const CANDIDATES: [ModelKind; 5] = [
    ModelKind::BgNbd,
    ModelKind::MbgNbd,
    ModelKind::ParetoNbd,
    ModelKind::BgCnbdK,
    ModelKind::MbgCnbdK,
];

/// Fits several models to the same histories and returns the best by `criterion`.
///
/// A fit that is a maximum of the likelihood goes before one that leans on the prior, whatever the
/// criterion says: the latter's parameters are not the data's; and where all lean on it, those whose k
/// is chosen come after the others. Fits that did not converge come last, and the reason says so where none
/// did. Among equals the one named first wins.
///
/// `kinds`: the models; [`CANDIDATES`] is a good list. Of these as they are, one that cannot be fitted to
/// the histories (one that needs gaps where there are none, say) does not take part, and the reason names
/// it; of any other list, each was asked for. `ln_gaps`: see [`AnyModel::fit`].
///
/// # Errors
/// What [`PurchaseColumns::validate`] rejects; what a model of a list other than [`CANDIDATES`] rejects, as
/// [`AnyModel::fit`] does; [`Error::Missing`] for the criterion `holdout`
/// without a holdout period; [`Error::InvalidValue`] for models in discrete and in continuous time
/// side by side under another; [`Error::InsufficientData`] when no model could be fitted.
///
/// # Example: BG/NBD or MBG/NBD
/// ```
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::selection::{Criterion, fit_best};
/// use clientele::btyd::{ModelKind, PurchaseColumns};
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0, 1.0, 7.0],
///     recency: &[30.43, 0.0, 1.71, 33.0],
///     age: &[38.86, 38.86, 38.86, 38.0],
///     weights: None,
/// };
/// let kinds = [ModelKind::BgNbd, ModelKind::MbgNbd];
/// let best = fit_best(&kinds, &columns, None, Criterion::Bic, None, &FitOptions::default())?;
/// let candidates = best.record.candidates;
/// assert_eq!(candidates.len(), 2);
/// assert!(candidates[0].bic <= candidates[1].bic);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Schwarz (1978), Estimating the dimension of a model, Annals of Statistics 6(2).
pub fn fit_best(
    kinds: &[ModelKind],
    columns: &PurchaseColumns<'_>,
    ln_gaps: Option<&[f64]>,
    criterion: Criterion,
    holdout: Option<&Holdout<'_>>,
    options: &FitOptions,
) -> Result<Selection> {
    let rows = columns.validate()?;
    if let Some(holdout) = holdout {
        check_length("holdout.purchases", holdout.purchases.len(), rows)?;
        check_weights(Some(holdout.purchases), rows).map_err(|error| {
            error.map_path(|path| path.replacen("weights", "holdout.purchases", 1))
        })?;
        check_from(holdout.length, 0.0, "holdout.length")?;
    } else if criterion == Criterion::Holdout {
        return Err(Error::Missing {
            path: "holdout".into(),
            expected: "the purchases of a holdout period".into(),
        });
    }
    if criterion != Criterion::Holdout {
        check_comparable(kinds)?;
    }
    let mut found: Vec<(Candidate, Fitted<AnyModel>)> = Vec::new();
    let mut fault = None;
    let mut absent = Vec::new();
    for kind in kinds {
        match AnyModel::fit(*kind, columns, ln_gaps, options) {
            Ok(fitted) => found.push((candidate(*kind, &fitted, columns, holdout)?, fitted)),
            Err(error) if kinds == CANDIDATES => {
                absent.push(kind.code());
                fault = fault.or(Some(error));
            }
            Err(error) => return Err(error),
        }
    }
    let key = |candidate: &Candidate| match criterion {
        Criterion::Bic => candidate.bic,
        Criterion::Aic => candidate.aic,
        Criterion::Holdout => candidate.holdout_error.unwrap_or(f64::INFINITY),
    };
    // A stable sort: among equals the first named stays first.
    found.sort_by(|(one, _), (other, _)| {
        let rank = |candidate: &Candidate| match candidate.verdict {
            Verdict::Converged => 0,
            // A k chosen where the data do not even determine the rest says nothing.
            Verdict::WeakPrior if !candidate.model.has_chosen_k() => 1,
            Verdict::WeakPrior => 2,
            Verdict::Flat | Verdict::AtBound => 3,
            Verdict::NotConverged => 4,
        };
        let order = rank(one).cmp(&rank(other));
        order.then(key(one).total_cmp(&key(other)))
    });
    let mut reason = reason(criterion, &found, key);
    if let Some(error) = &fault {
        reason = format!("{reason}; took no part: {} ({error})", absent.join(", "));
    }
    let mut fits = Vec::new();
    let mut candidates = Vec::new();
    for (candidate, fitted) in found {
        candidates.push(candidate);
        fits.push(fitted);
    }
    let Some(fitted) = fits.into_iter().next() else {
        return Err(fault.unwrap_or_else(|| Error::InsufficientData {
            path: "kinds".into(),
            found: 0,
            needed: 1,
            hint: "name at least one model".into(),
        }));
    };
    Ok(Selection {
        fitted,
        record: SelectionRecord {
            criterion,
            reason,
            candidates,
        },
    })
}

/// Rejects kinds whose likelihoods are of different things: of opportunities taken, which are
/// probabilities, and of purchases at any time, which are densities.
fn check_comparable(kinds: &[ModelKind]) -> Result<()> {
    let first = kinds.first();
    let other = kinds
        .iter()
        .enumerate()
        .find(|(_, kind)| first.is_some_and(|first| first.is_discrete() != kind.is_discrete()));
    let Some((place, kind)) = other else {
        return Ok(());
    };
    Err(Error::InvalidValue {
        path: format!("kinds[{place}]"),
        found: kind.code().to_owned(),
        expected: "models that are all in discrete or all in continuous time: their likelihoods \
                   compare, and with a holdout period all do"
            .to_owned(),
    })
}

fn candidate(
    kind: ModelKind,
    fitted: &Fitted<AnyModel>,
    columns: &PurchaseColumns<'_>,
    holdout: Option<&Holdout<'_>>,
) -> Result<Candidate> {
    let holdout_error = match holdout {
        None => None,
        Some(holdout) => {
            let mut expected = vec![0.0; holdout.purchases.len()];
            let model = &*fitted.model;
            model.expected_purchases_columns(columns, holdout.length, &mut expected)?;
            let weights = columns.weights.unwrap_or(&[]);
            let weights = weights.iter().copied().chain(core::iter::repeat(1.0));
            let (mut error, mut total) = (0.0, 0.0);
            for ((expected, actual), weight) in expected.iter().zip(holdout.purchases).zip(weights)
            {
                error += weight * (expected - actual).abs();
                total += weight;
            }
            Some(error / total)
        }
    };
    Ok(Candidate {
        model: kind,
        params: Parameters::of(kind, &fitted.model.parameters()),
        log_likelihood: fitted.log_likelihood,
        aic: fitted.aic,
        bic: fitted.bic,
        holdout_error,
        verdict: fitted.convergence.verdict,
    })
}

/// Why the first is the best, in words.
fn reason(
    criterion: Criterion,
    found: &[(Candidate, Fitted<AnyModel>)],
    key: impl Fn(&Candidate) -> f64,
) -> String {
    let measure = match criterion {
        Criterion::Bic => "BIC",
        Criterion::Aic => "AIC",
        Criterion::Holdout => "mean absolute error in the holdout period",
    };
    match found {
        [] => String::new(),
        [(only, fitted)] => {
            let ending = if fitted.convergence.converged {
                ""
            } else {
                ", and its fit did not converge"
            };
            let code = only.model.code();
            format!("{code} is the only model that could be fitted{ending}")
        }
        [(best, fitted), ..] if !fitted.convergence.converged => {
            let (code, found) = (best.model.code(), key(best));
            format!(
                "no candidate converged, so that none can be preferred; where its search ended \
                 {code} has the {measure} {found:.4}"
            )
        }
        [(best, _), (next, _), ..] => {
            let converged = best.verdict == Verdict::Converged;
            if converged && next.verdict != Verdict::Converged {
                let (best, next) = (best.model.code(), next.model.code());
                return format!("{best} is fitted by the data alone, {next} only with a prior");
            }
            let (one, two) = (key(best), key(next));
            let passed_over = found.iter().find(|(other, _)| key(other) < one);
            let (best, next) = (best.model.code(), next.model.code());
            let Some((other, _)) = passed_over else {
                return format!("{best} has the lowest {measure}: {one:.4}, {next} {two:.4}");
            };
            let why = if other.verdict == Verdict::WeakPrior {
                "its k means nothing where the data need a prior"
            } else {
                "its fit did not converge"
            };
            let (code, lower) = (other.model.code(), key(other));
            format!(
                "{best} has the lowest {measure} of the fits that count: {one:.4}; \
                 {code} {lower:.4} is passed over: {why}"
            )
        }
    }
}
