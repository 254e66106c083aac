//! Models whose parameters depend on the customer.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::bg_nbd::purchases;
use crate::uncertainty::PROFILED;
use crate::uncertainty::Z;
use crate::uncertainty::highest;
use crate::uncertainty::simulated;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::covariates::Covariate;
use clientele::btyd::covariates::CovariateModel;
use clientele::btyd::covariates::Covariates;
use clientele::btyd::covariates::Effect;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;
use clientele::btyd::uncertainty::IntervalBasis;
use clientele::btyd::uncertainty::covariate_intervals;

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
    fn covariate(&self) -> Covariate<'_> {
        Covariate {
            name: "halved",
            values: &self.halved,
        }
    }

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
    profile_likelihood: false,
};

#[test]
fn where_the_zero_of_a_covariate_is_does_not_matter() {
    let shifted = |shift: f64, prior: PriorMode, kind: ModelKind| {
        let mut data = twice(1.0);
        for value in &mut data.halved {
            *value += shift;
        }
        let columns = [data.covariate()];
        let covariates = Covariates {
            columns: &columns,
            purchase: &["halved"],
            dropout: &[],
        };
        let options = FitOptions {
            prior,
            ..LIKELIHOOD
        };
        CovariateModel::fit(kind, &data.columns(), &covariates, &options)
    };
    for (kind, prior) in [
        (ModelKind::BgNbd, PriorMode::None),
        (ModelKind::BgNbd, PriorMode::Weak),
        (ModelKind::ParetoNbd, PriorMode::None),
    ] {
        let near = shifted(0.0, prior, kind).unwrap();
        let [effect] = near.model.effects() else {
            panic!("one effect")
        };
        // At 40 the parameter of a customer of 0 is 2^40 times that of the others.
        for shift in [-40.0, 20.0, 40.0] {
            let far = shifted(shift, prior, kind).unwrap();
            let [moved] = far.model.effects() else {
                panic!("one effect")
            };
            assert_close(far.log_likelihood, near.log_likelihood, 1e-12);
            assert_close(moved.coefficient, effect.coefficient, 1e-9);
            let errors = [
                moved.standard_error.unwrap(),
                effect.standard_error.unwrap(),
            ];
            assert_close(errors[0], errors[1], 1e-6);
            // α(z) = α₀·e^(−γz).
            let alpha = far.model.parameters()[1];
            let expected = near.model.parameters()[1] * (effect.coefficient * shift).exp();
            assert_close(alpha, expected, 1e-7);
            assert_eq!(far.convergence.verdict, near.convergence.verdict);
        }
    }
    // Of a customer of the year 0 there are no parameters: e^1371 is no number.
    let error = shifted(1978.0, PriorMode::None, ModelKind::BgNbd).unwrap_err();
    assert_eq!(error.code(), "InvalidValue");
    assert_eq!(error.path(), Some("covariates.columns.halved"));
    assert!(error.to_string().contains("about 1978."), "{error}");
}

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
            let columns = [data.covariate()];
            let covariates = Covariates {
                columns: &columns,
                purchase: &["halved"],
                dropout: &["halved"],
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
                [alpha, a, b].map(|effect| effect.parameter.as_str()),
                ["alpha", "a", "b"]
            );
            assert!(
                [alpha, a, b]
                    .iter()
                    .all(|effect| effect.covariate == "halved")
            );
            assert_close(alpha.coefficient * mark, std::f64::consts::LN_2, 1e-5);
            assert!((a.coefficient * mark).abs() < 1e-4 && (b.coefficient * mark).abs() < 1e-4);
            assert!(alpha.standard_error.unwrap() * mark < 0.2);
            // The covariance is that of the parameters, then of the coefficients.
            let errors = fitted.standard_errors.as_ref().unwrap();
            let covariance = fitted.covariance.as_ref().unwrap();
            assert_eq!((errors.len(), covariance.len()), (7, 7));
            for (i, effect) in fitted.model.effects().iter().enumerate() {
                assert_eq!(effect.standard_error, Some(errors[4 + i]));
                assert_close(covariance[4 + i][4 + i].sqrt(), errors[4 + i], 1e-15);
            }
        }
    }
}

#[test]
fn halved_times_double_both_rates_of_pareto_nbd() {
    // Halving all times halves α and β: γ₁ = γ₂ = ln 2.
    let (expected, log_likelihood, purchases) = plain(ModelKind::ParetoNbd);
    let data = twice(1.0);
    let columns = [data.covariate()];
    let covariates = Covariates {
        columns: &columns,
        purchase: &["halved"],
        dropout: &["halved"],
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
fn covariates_that_are_zero_for_all_have_no_effect_to_tell() {
    let data = twice(0.0);
    let columns = [data.covariate()];
    let covariates = Covariates {
        columns: &columns,
        purchase: &["halved"],
        dropout: &[],
    };
    let kind = ModelKind::BgNbd;
    let options = FitOptions::default();
    let error = CovariateModel::fit(kind, &data.columns(), &covariates, &options).unwrap_err();
    assert!(error.to_string().contains("halved is constant"), "{error}");
}

fn effect(parameter: &str, covariate: &str, coefficient: f64) -> Effect {
    Effect {
        parameter: parameter.into(),
        covariate: covariate.into(),
        coefficient,
        standard_error: None,
    }
}

#[test]
fn the_model_of_a_customer_has_the_shifted_parameters() {
    let effects = [
        effect("alpha", "voucher", 0.5),
        effect("a", "voucher", 0.25),
        effect("b", "visits", -0.25),
    ];
    let model =
        CovariateModel::try_new(ModelKind::BgNbd, &[0.25, 4.0, 0.8, 2.5], &effects).unwrap();
    let of = |voucher, visits| {
        // Neither the order nor a covariate without an effect matters.
        let values = [("visits", visits), ("other", 7.0), ("voucher", voucher)];
        model.model_of(&values).unwrap()
    };
    // Note 019: α·e^(−γz), a·e^(γz), b·e^(γz).
    let expected = [
        0.25,
        4.0 * (-1.0_f64).exp(),
        0.8 * 0.5_f64.exp(),
        2.5 * (-0.75_f64).exp(),
    ];
    for (found, expected) in of(2.0, 3.0).parameters().iter().zip(expected) {
        assert_close(*found, expected, 1e-15);
    }
    let history = PurchaseHistory::try_new(2.0, 3.0, 9.0).unwrap();
    let base = AnyModel::try_new(ModelKind::BgNbd, &[0.25, 4.0, 0.8, 2.5]).unwrap();
    assert_eq!(
        of(0.0, 0.0).log_likelihood(history),
        base.log_likelihood(history)
    );
}

#[test]
fn columns_have_the_bits_of_the_models_of_the_customers() {
    let columns = PurchaseColumns {
        frequency: &[2.0, 0.0, 7.0, 1.0],
        recency: &[30.43, 0.0, 33.0, 1.71],
        age: &[38.86, 12.0, 38.0, 38.86],
        weights: None,
    };
    let rows = [
        (2.0, 30.43, 38.86),
        (0.0, 0.0, 12.0),
        (7.0, 33.0, 38.0),
        (1.0, 1.71, 38.86),
    ];
    let (voucher, visits) = ([0.0, 1.0, 1.0, -0.0], [1.5, -2.0, 0.0, 30.0]);
    let covariates = [
        Covariate {
            name: "visits",
            values: &visits,
        },
        Covariate {
            name: "voucher",
            values: &voucher,
        },
    ];
    for (kind, parameters, dropout) in [
        (ModelKind::BgNbd, [0.243, 4.414, 0.793, 2.426], ["a", "b"]),
        (ModelKind::MbgNbd, [0.525, 6.183, 0.891, 1.614], ["a", "b"]),
        (
            ModelKind::ParetoNbd,
            [0.553, 10.578, 0.606, 11.669],
            ["beta", "beta"],
        ),
    ] {
        let effects = [
            effect("alpha", "voucher", 0.4),
            effect(dropout[0], "visits", -0.05),
            effect(dropout[1], "voucher", 0.1),
        ];
        let model = CovariateModel::try_new(kind, &parameters, &effects).unwrap();
        let mut out = [[0.0; 4]; 4];
        let [alive, expected, purchase, never] = &mut out;
        model
            .probability_alive_columns(&columns, &covariates, alive)
            .unwrap();
        model
            .expected_purchases_columns(&columns, &covariates, 39.0, expected)
            .unwrap();
        model
            .probability_of_purchase_columns(&columns, &covariates, 39.0, purchase)
            .unwrap();
        let predict = &mut |model: &AnyModel, history| model.probability_never(history);
        model
            .predict_columns(&columns, &covariates, predict, never)
            .unwrap();
        for (i, (x, recency, age)) in rows.into_iter().enumerate() {
            let own = model
                .model_of(&[("voucher", voucher[i]), ("visits", visits[i])])
                .unwrap();
            let history = PurchaseHistory::try_new(x, recency, age).unwrap();
            let twins = [
                own.probability_alive(history),
                own.expected_purchases(history, 39.0),
                own.probability_of_purchase(history, 39.0),
                own.probability_never(history),
            ];
            assert_eq!(out.map(|column| column[i]), twins.map(Result::unwrap));
        }
    }
}

#[test]
fn a_fit_of_continuous_covariates_finds_what_simulated_customers_have() {
    // 4,000 customers of BG/NBD with α = 6·e^(−0.8z), z uniform on −1 to 1, drawn in groups of
    // equal z; everything else as in Fader, Hardie & Lee (2005), table 2.
    let [mut frequency, mut recency, mut age, mut visits]: [Vec<f64>; 4] = Default::default();
    for group in 0..40_u32 {
        let z = f64::from(group) / 19.5 - 1.0;
        let parameters = [0.243, 6.0 * (-0.8 * z).exp(), 0.793, 2.426];
        let model = AnyModel::try_new(ModelKind::BgNbd, &parameters).unwrap();
        let ages: Vec<f64> = (0..100).map(|i| 30.0 + 0.3 * f64::from(i)).collect();
        let options = SimulationOptions {
            ages: Ages::Given(&ages),
            holdout: 0.0,
            seed: u64::from(group),
        };
        let drawn = simulate(&*model, &options).unwrap();
        visits.extend(vec![z; 100]);
        frequency.extend(drawn.frequency);
        recency.extend(drawn.recency);
        age.extend(ages);
    }
    let columns = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    let covariates = Covariates {
        columns: &[Covariate {
            name: "visits",
            values: &visits,
        }],
        purchase: &["visits"],
        dropout: &["visits"],
    };
    let options = FitOptions::default();
    let fitted = CovariateModel::fit(ModelKind::BgNbd, &columns, &covariates, &options).unwrap();
    assert_eq!(fitted.convergence.verdict, Verdict::Converged);
    for (effect, truth) in fitted.model.effects().iter().zip([0.8, 0.0, 0.0]) {
        let error = effect.standard_error.unwrap();
        assert!(
            (effect.coefficient - truth).abs() < 3.0 * error,
            "{effect:?}"
        );
    }
    // A likelihood with more parameters is higher, and the criterion counts them: 4 and 3.
    let plain = AnyModel::fit(ModelKind::BgNbd, &columns, None, &options).unwrap();
    assert!(fitted.log_likelihood > plain.log_likelihood);
    let expected = 14.0 - 2.0 * fitted.log_likelihood;
    assert_close(fitted.aic, expected, 1e-15);
}

#[test]
fn covariates_that_cannot_be_told_apart_are_named() {
    // A constant column cannot be told from α itself, nor a sum from its parts.
    let data = twice(1.0);
    let rows = data.frequency.len();
    let column = |value: &dyn Fn(usize) -> f64| (0..rows).map(value).collect::<Vec<f64>>();
    let constant = column(&|_| 1997.0);
    let visits = column(&|row| (row % 7) as f64);
    let mails = column(&|row| (row % 5) as f64);
    let contacts = column(&|row| 1e6 * ((row % 7) as f64 - 2.0 * (row % 5) as f64) + 3.0);
    let named = |name, values| Covariate { name, values };
    let columns = [
        named("year", &constant),
        named("visits", &visits),
        named("mails", &mails),
        named("contacts", &contacts),
    ];
    let fault = |purchase: &[&str], dropout: &[&str]| {
        let covariates = Covariates {
            columns: &columns,
            purchase,
            dropout,
        };
        let kind = ModelKind::BgNbd;
        let options = FitOptions::default();
        CovariateModel::fit(kind, &data.columns(), &covariates, &options).unwrap_err()
    };
    let error = fault(&["visits", "year"], &[]);
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("covariates.purchase[1]"))
    );
    assert!(error.to_string().contains("year is constant"), "{error}");
    let error = fault(&["year"], &[]);
    assert_eq!(error.path(), Some("covariates.purchase[0]"));
    let error = fault(&["visits"], &["visits", "mails", "contacts"]);
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("covariates.dropout[2]"))
    );
    let message = error.to_string();
    assert!(
        message.contains("contacts follows from visits, mails"),
        "{message}"
    );
    // Columns of which none acts on anything.
    let error = fault(&[], &[]);
    assert_eq!(
        (error.code(), error.path()),
        ("Missing", Some("covariates.purchase"))
    );
    assert!(error.to_string().contains("`dropout`"), "{error}");
}

#[test]
fn wrong_covariates_are_named() {
    let data = twice(1.0);
    let fault = |columns: &[Covariate<'_>], purchase: &[&str], dropout: &[&str], kind| {
        let covariates = Covariates {
            columns,
            purchase,
            dropout,
        };
        CovariateModel::fit(kind, &data.columns(), &covariates, &LIKELIHOOD).unwrap_err()
    };
    let voucher = |values| Covariate {
        name: "voucher",
        values,
    };
    let kind = ModelKind::BgNbd;
    let found = |error: clientele::Error| (error.code(), error.path().unwrap().to_owned());
    let one = [voucher(&data.halved)];
    let mut holed = data.halved.clone();
    holed[3] = f64::NAN;
    for (error, code, path) in [
        (
            fault(&[voucher(&[1.0])], &["voucher"], &[], kind),
            "LengthMismatch",
            "covariates.columns.voucher",
        ),
        (
            fault(&[voucher(&holed)], &["voucher"], &[], kind),
            "NotFinite",
            "covariates.columns.voucher[3]",
        ),
        (
            fault(&one, &["vouchr"], &[], kind),
            "InvalidValue",
            "covariates.purchase[0]",
        ),
        (
            fault(&one, &["voucher"], &["voucher", "voucher"], kind),
            "InvalidValue",
            "covariates.dropout[1]",
        ),
        (
            fault(&[one[0], one[0]], &["voucher"], &[], kind),
            "InvalidValue",
            "covariates.columns[1]",
        ),
        (
            fault(&one, &["voucher"], &[], ModelKind::BgBb),
            "InvalidValue",
            "model",
        ),
    ] {
        assert_eq!(found(error), (code, path.to_owned()));
    }
}

#[test]
fn customers_without_a_model_are_named() {
    let kind = ModelKind::BgNbd;
    let parameters = [0.243, 4.414, 0.793, 2.426];
    let model = |effects: &[Effect]| CovariateModel::try_new(kind, &parameters, effects);
    let known = model(&[effect("alpha", "voucher", 1.0)]).unwrap();
    let columns = PurchaseColumns {
        frequency: &[2.0, 0.0],
        recency: &[30.43, 0.0],
        age: &[38.86, 12.0],
        weights: None,
    };
    let predict = |name, values: &[f64], horizon, out: &mut [f64]| {
        let covariates = [Covariate { name, values }];
        let done = known.expected_purchases_columns(&columns, &covariates, horizon, out);
        done.unwrap_err()
    };
    let out = &mut [0.0; 2];
    for (error, code, path) in [
        (
            known.model_of(&[("vouchers", 0.0)]).unwrap_err(),
            "Missing",
            "covariates.voucher",
        ),
        (
            known.model_of(&[("voucher", f64::NAN)]).unwrap_err(),
            "NotFinite",
            "covariates.voucher",
        ),
        // e^1000 is beyond the floats.
        (
            known.model_of(&[("voucher", -1000.0)]).unwrap_err(),
            "OutOfRange",
            "covariates.voucher",
        ),
        // e^50 is a number, and no shape.
        (
            model(&[effect("alpha", "voucher", 0.1), effect("a", "voucher", 1.0)])
                .unwrap()
                .model_of(&[("voucher", 50.0)])
                .unwrap_err(),
            "OutOfRange",
            "covariates.voucher",
        ),
        (
            predict("voucher", &[0.0, 1000.0], 39.0, out),
            "OutOfRange",
            "covariates.columns.voucher[1]",
        ),
        (
            predict("voucher", &[0.0, f64::INFINITY], 39.0, out),
            "NotFinite",
            "covariates.columns.voucher[1]",
        ),
        (
            predict("voucher", &[0.0], 39.0, out),
            "LengthMismatch",
            "covariates.columns.voucher",
        ),
        (
            predict("other", &[0.0; 2], 39.0, out),
            "Missing",
            "covariates.columns.voucher",
        ),
        (
            predict("voucher", &[0.0; 2], -1.0, out),
            "OutOfRange",
            "horizon",
        ),
        (
            predict("voucher", &[0.0; 2], 39.0, &mut [0.0]),
            "LengthMismatch",
            "out",
        ),
        (
            model(&[effect("r", "voucher", 1.0)]).unwrap_err(),
            "InvalidValue",
            "effects[0].parameter",
        ),
        (
            model(&[effect("a", "voucher", f64::NAN)]).unwrap_err(),
            "NotFinite",
            "effects[0].coefficient",
        ),
        (
            model(&[effect("a", "voucher", 1.0), effect("a", "voucher", 2.0)]).unwrap_err(),
            "InvalidValue",
            "effects[1].covariate",
        ),
    ] {
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
}

#[test]
fn the_profile_likelihood_falls_to_the_level_at_the_ends_of_every_interval() {
    // 600 customers, half of whom had a voucher of 5 and buy e^0.5 times as often.
    for (kind, truth) in [
        (ModelKind::MbgNbd, [0.8, 6.0, 0.9, 2.4]),
        (ModelKind::ParetoNbd, [0.8, 6.0, 0.7, 12.0]),
    ] {
        let draw = |alpha: f64, seed: u64| {
            let [r, _, a, b] = truth;
            simulated(kind, &[r, alpha, a, b], 300, seed)
        };
        let (without, with) = (draw(6.0, 1), draw(6.0 * f64::exp(-0.5), 2));
        let frequency = [without.frequency, with.frequency].concat();
        let recency = [without.recency, with.recency].concat();
        let age = [without.age, with.age].concat();
        let voucher = [[0.0; 300], [5.0; 300]].concat();
        let columns = PurchaseColumns {
            frequency: &frequency,
            recency: &recency,
            age: &age,
            weights: None,
        };
        let values = [Covariate {
            name: "voucher",
            values: &voucher,
        }];
        let covariates = Covariates {
            columns: &values,
            purchase: &["voucher"],
            dropout: &[],
        };
        let fitted = CovariateModel::fit(kind, &columns, &covariates, &PROFILED).unwrap();
        assert_eq!(fitted.convergence.verdict, Verdict::Converged);
        let parameters = fitted.model.parameters();
        let effects = fitted.model.effects();
        let names: Vec<String> = effects
            .iter()
            .map(|effect| effect.parameter.clone())
            .collect();
        // The log-likelihood by the logarithms of the parameters and the coefficients, row by row.
        let log_likelihood = |point: &[f64]| {
            let (logs, coefficients) = point.split_at(parameters.len());
            let parameters: Vec<f64> = logs.iter().map(|x| x.exp()).collect();
            let effects = names.iter().zip(coefficients);
            let effects: Vec<Effect> = effects
                .map(|(name, gamma)| effect(name, "voucher", *gamma))
                .collect();
            let model = CovariateModel::try_new(kind, &parameters, &effects).unwrap();
            let own = [0.0, 5.0].map(|value| model.model_of(&[("voucher", value)]).unwrap());
            let rows = (0..600).map(|i| {
                let history = PurchaseHistory::try_new(frequency[i], recency[i], age[i]).unwrap();
                own[i / 300].log_likelihood(history)
            });
            rows.sum::<f64>()
        };
        let logs = parameters.iter().map(|x| x.ln());
        let estimate: Vec<f64> = logs.chain(effects.iter().map(|e| e.coefficient)).collect();
        let found = covariate_intervals(&fitted, 0.9).unwrap().unwrap();
        assert_eq!(found.len(), estimate.len());
        let measured = |basis| basis == IntervalBasis::ProfileLikelihood;
        assert!(found.iter().any(|interval| measured(interval.basis)));
        for (place, interval) in found.iter().enumerate() {
            let mut start = estimate.clone();
            let own = start.remove(place);
            let ends = [interval.lower, interval.upper];
            let ends = if place < parameters.len() {
                ends.map(f64::ln)
            } else {
                ends
            };
            assert!(ends[0] < own && own < ends[1]);
            for end in ends {
                let at = |others: &[f64]| {
                    let mut point = others.to_vec();
                    point.insert(place, end);
                    log_likelihood(&point)
                };
                let root = (2.0 * (log_likelihood(&estimate) - highest(&at, &start))).sqrt();
                let near = (root - Z).abs() < 0.12;
                assert!(
                    near || !measured(interval.basis),
                    "{kind:?} {place}: {root}"
                );
            }
        }
        // Without being asked for: the standard errors alone, on the scale of each.
        let plain =
            CovariateModel::fit(kind, &columns, &covariates, &FitOptions::default()).unwrap();
        assert_eq!(plain.profile_curves, None);
        let found = covariate_intervals(&plain, 0.9).unwrap().unwrap();
        let errors = plain.standard_errors.as_ref().unwrap();
        for (i, effect) in plain.model.effects().iter().enumerate() {
            let interval = found[parameters.len() + i];
            let error = errors[parameters.len() + i];
            assert_eq!(interval.basis, IntervalBasis::DeltaMethod);
            assert_close(interval.upper, effect.coefficient + Z * error, 1e-6);
            assert_close(interval.lower, effect.coefficient - Z * error, 1e-6);
        }
    }
}
