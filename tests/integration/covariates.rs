//! Models whose parameters depend on the customer.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::bg_nbd::purchases;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::covariates::CovariateModel;
use clientele::btyd::covariates::Covariates;
use clientele::btyd::covariates::Effect;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;

/// CDNOW twice: once as it is, once with every time halved, told apart by a covariate.
struct Twice {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    age: Vec<f64>,
    halved: Vec<f64>,
}

fn twice(mark: f64) -> Twice {
    let [frequency, recency, age, _] = cdnow();
    let half = |column: &[f64]| column.iter().map(|t| t / 2.0).collect::<Vec<_>>();
    Twice {
        recency: [recency.clone(), half(&recency)].concat(),
        age: [age.clone(), half(&age)].concat(),
        halved: [vec![0.0; frequency.len()], vec![mark; frequency.len()]].concat(),
        frequency: [frequency.clone(), frequency].concat(),
    }
}

impl Twice {
    fn columns(&self) -> PurchaseColumns<'_> {
        PurchaseColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            age: &self.age,
            weights: None,
        }
    }
}

const LIKELIHOOD: FitOptions = FitOptions {
    prior: PriorMode::None,
    max_iterations: 200,
};

/// The plain fit to CDNOW, which the fit to both halves must give back.
fn plain(kind: ModelKind) -> (Vec<f64>, f64, f64) {
    let data = cdnow();
    let columns = purchases(&data);
    let fitted = AnyModel::fit(kind, &columns, None, &LIKELIHOOD).unwrap();
    let total = data[0].iter().sum();
    (fitted.model.parameters(), fitted.log_likelihood, total)
}

#[test]
fn halved_times_are_a_doubled_rate_and_nothing_else() {
    // Halving all times of BG/NBD and MBG/NBD halves α and leaves the rest: γ₁ = ln 2, γ₂ = γ₃ = 0.
    // Each repeat purchase of the halved customers is a density twice as high.
    for kind in [ModelKind::BgNbd, ModelKind::MbgNbd] {
        let (expected, log_likelihood, purchases) = plain(kind);
        for mark in [1.0, 250.0] {
            let data = twice(mark);
            let columns = [data.halved.as_slice()];
            let covariates = Covariates {
                columns: &columns,
                purchase: &[0],
                dropout: &[0],
            };
            let fitted =
                CovariateModel::fit(kind, &data.columns(), &covariates, &LIKELIHOOD).unwrap();
            assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
            for (found, expected) in fitted.model.parameters().iter().zip(&expected) {
                assert_close(*found, *expected, 1e-5);
            }
            let both = 2.0 * log_likelihood + purchases * std::f64::consts::LN_2;
            assert!((fitted.log_likelihood - both).abs() < 1e-6);
            let [alpha, a, b] = fitted.model.effects() else {
                panic!("three effects")
            };
            assert_eq!(
                [alpha.parameter, a.parameter, b.parameter],
                ["alpha", "a", "b"]
            );
            assert_close(alpha.coefficient * mark, std::f64::consts::LN_2, 1e-5);
            assert!((a.coefficient * mark).abs() < 1e-4 && (b.coefficient * mark).abs() < 1e-4);
            assert!(alpha.standard_error.unwrap() * mark < 0.2);
        }
    }
}

#[test]
fn halved_times_double_both_rates_of_pareto_nbd() {
    // Halving all times halves α and β: γ₁ = γ₂ = ln 2.
    let (expected, log_likelihood, purchases) = plain(ModelKind::ParetoNbd);
    let data = twice(1.0);
    let columns = [data.halved.as_slice()];
    let covariates = Covariates {
        columns: &columns,
        purchase: &[0],
        dropout: &[0],
    };
    let kind = ModelKind::ParetoNbd;
    let fitted = CovariateModel::fit(kind, &data.columns(), &covariates, &LIKELIHOOD).unwrap();
    assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
    for (found, expected) in fitted.model.parameters().iter().zip(&expected) {
        assert_close(*found, *expected, 1e-4);
    }
    let both = 2.0 * log_likelihood + purchases * std::f64::consts::LN_2;
    assert!((fitted.log_likelihood - both).abs() < 1e-6);
    for effect in fitted.model.effects() {
        assert_close(effect.coefficient, std::f64::consts::LN_2, 1e-4);
    }
}

#[test]
fn covariates_that_are_zero_change_nothing() {
    let data = twice(0.0);
    let columns = [data.halved.as_slice()];
    let covariates = Covariates {
        columns: &columns,
        purchase: &[0],
        dropout: &[],
    };
    let with = CovariateModel::fit(
        ModelKind::BgNbd,
        &data.columns(),
        &covariates,
        &FitOptions::default(),
    )
    .unwrap();
    let without = AnyModel::fit(
        ModelKind::BgNbd,
        &data.columns(),
        None,
        &FitOptions::default(),
    )
    .unwrap();
    // Nothing bears on the effect: the weak prior holds it at 0, and the rest is nearly untouched.
    assert_eq!(with.model.effects()[0].coefficient, 0.0);
    for (one, other) in with
        .model
        .parameters()
        .iter()
        .zip(without.model.parameters())
    {
        assert_close(*one, other, 1e-2);
    }
}

#[test]
fn the_model_of_a_customer_has_the_shifted_parameters() {
    let effect = |parameter, coefficient| Effect {
        parameter,
        covariate: 0,
        coefficient,
        standard_error: None,
    };
    let effects = [effect("alpha", 0.5), effect("a", 0.25), effect("b", -0.25)];
    let model =
        CovariateModel::try_new(ModelKind::BgNbd, &[0.25, 4.0, 0.8, 2.5], &effects).unwrap();
    let of = model.model_of(&[2.0]).unwrap().parameters();
    // Note 019: α·e^(−γz), a·e^(γz), b·e^(γz).
    let expected = [
        0.25,
        4.0 * (-1.0_f64).exp(),
        0.8 * 0.5_f64.exp(),
        2.5 * (-0.5_f64).exp(),
    ];
    for (found, expected) in of.iter().zip(expected) {
        assert_close(*found, expected, 1e-15);
    }
    let history = PurchaseHistory::try_new(2.0, 3.0, 9.0).unwrap();
    let base = AnyModel::try_new(ModelKind::BgNbd, &[0.25, 4.0, 0.8, 2.5]).unwrap();
    let at_zero = model.model_of(&[0.0]).unwrap();
    assert_eq!(
        at_zero.log_likelihood(history),
        base.log_likelihood(history)
    );
}

#[test]
fn wrong_covariates_are_named() {
    let data = twice(1.0);
    let fault = |columns: &[&[f64]], purchase: &[usize], kind| {
        let covariates = Covariates {
            columns,
            purchase,
            dropout: &[],
        };
        CovariateModel::fit(kind, &data.columns(), &covariates, &LIKELIHOOD).unwrap_err()
    };
    let kind = ModelKind::BgNbd;
    let path = |error: &clientele::Error| error.path().unwrap().to_owned();
    assert_eq!(path(&fault(&[&[1.0]], &[0], kind)), "covariates[0]");
    let mut holed = data.halved.clone();
    holed[3] = f64::NAN;
    assert_eq!(path(&fault(&[&holed], &[0], kind)), "covariates[0][3]");
    assert_eq!(
        path(&fault(&[&data.halved], &[1], kind)),
        "covariates.purchase[0]"
    );
    assert_eq!(
        path(&fault(&[&data.halved], &[0], ModelKind::BgBb)),
        "model"
    );
    let model = CovariateModel::try_new(
        kind,
        &[1.0; 4],
        &[Effect {
            parameter: "alpha",
            covariate: 1,
            coefficient: 1.0,
            standard_error: None,
        }],
    )
    .unwrap();
    assert_eq!(path(&model.model_of(&[0.0]).unwrap_err()), "covariates[1]");
    assert!(
        CovariateModel::try_new(
            kind,
            &[1.0; 4],
            &[Effect {
                parameter: "r",
                covariate: 0,
                coefficient: 1.0,
                standard_error: None,
            }]
        )
        .is_err()
    );
}
