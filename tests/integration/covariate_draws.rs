//! Drawn models with covariates, and the intervals of what they predict.

use crate::uncertainty::simulated;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::covariates::Covariate;
use clientele::btyd::covariates::CovariateModel;
use clientele::btyd::covariates::Covariates;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::uncertainty::CovariateDraws;
use clientele::btyd::uncertainty::DrawOptions;

#[test]
fn drawn_models_scatter_as_the_covariance_says() {
    for (kind, truth) in [
        (ModelKind::BgNbd, [0.8, 6.0, 0.9, 2.4]),
        (ModelKind::ParetoNbd, [0.8, 6.0, 0.7, 12.0]),
    ] {
        // 600 customers, half of whom had a voucher of 2 and buy e^0.8 times as often.
        let [r, alpha, a, b] = truth;
        let draw = |alpha: f64, seed: u64| simulated(kind, &[r, alpha, a, b], 300, seed);
        let (without, with) = (draw(alpha, 1), draw(alpha * f64::exp(-0.8), 2));
        let frequency = [without.frequency, with.frequency].concat();
        let recency = [without.recency, with.recency].concat();
        let age = [without.age, with.age].concat();
        let voucher = [[0.0; 300], [2.0; 300]].concat();
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
        let fitted =
            CovariateModel::fit(kind, &columns, &covariates, &FitOptions::default()).unwrap();
        let options = DrawOptions {
            draws: 4000,
            seed: 7,
        };
        let draws = CovariateDraws::of_fit(&fitted, &options).unwrap().unwrap();
        let covariance = fitted.covariance.as_ref().unwrap();
        let alpha = fitted.model.parameters()[1];
        let gamma = fitted.model.effects()[0].coefficient;
        for z in [0.0, 2.0, -3.0] {
            // ln α(z) = ln α − γ·z: its variance by the rule for sums.
            let variance = covariance[1][1] / (alpha * alpha) - 2.0 * z * covariance[1][4] / alpha
                + z * z * covariance[4][4];
            let of_customer = draws.of_customer(&[("voucher", z)]).unwrap();
            let logs: Vec<f64> = of_customer
                .models()
                .iter()
                .map(|model| model.parameters()[1].ln())
                .collect();
            let n = logs.len() as f64;
            let mean = logs.iter().sum::<f64>() / n;
            let spread = logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
            // Five standard errors: of a mean σ/√n, of a variance σ²·√(2/n).
            let expected = alpha.ln() - gamma * z;
            assert!((mean - expected).abs() < 5.0 * (variance / n).sqrt());
            assert!((spread / variance - 1.0).abs() < 5.0 * (2.0 / n).sqrt());
        }
        // Rows have the intervals of their customers.
        let some = PurchaseColumns {
            frequency: &[2.0, 0.0],
            recency: &[5.0, 0.0],
            age: &[20.0, 20.0],
            weights: None,
        };
        let values = [Covariate {
            name: "voucher",
            values: &[2.0, 0.0],
        }];
        let few = DrawOptions { draws: 40, seed: 7 };
        let draws = CovariateDraws::of_fit(&fitted, &few).unwrap().unwrap();
        let [mut lower, mut upper, mut least, mut most] = [[0.0; 2]; 4];
        let value = |model: &AnyModel, history| model.expected_purchases(history, 10.0);
        draws
            .interval_columns(&some, &values, 0.8, &value, &mut lower, &mut upper)
            .unwrap();
        draws
            .purchases_columns(&some, &values, 10.0, 0.8, &mut least, &mut most)
            .unwrap();
        for (row, (x, recency, age, z)) in [(2.0, 5.0, 20.0, 2.0), (0.0, 0.0, 20.0, 0.0)]
            .into_iter()
            .enumerate()
        {
            let history = PurchaseHistory::try_new(x, recency, age).unwrap();
            let of_customer = draws.of_customer(&[("voucher", z)]).unwrap();
            let found = of_customer
                .interval(0.8, &|model| value(model, history))
                .unwrap();
            assert_eq!((found.lower, found.upper), (lower[row], upper[row]));
            let found = of_customer.purchases(history, 10.0, 0.8).unwrap();
            assert_eq!((found.lower, found.upper), (least[row], most[row]));
            let model = fitted.model.model_of(&[("voucher", z)]).unwrap();
            let expected = model.expected_purchases(history, 10.0).unwrap();
            assert!(lower[row] < expected && expected < upper[row]);
        }
        let none = [Covariate {
            name: "voucher",
            values: &[2.0],
        }];
        let error = draws
            .purchases_columns(&some, &none, 10.0, 0.8, &mut least, &mut most)
            .unwrap_err();
        assert_eq!(error.path(), Some("covariates.columns.voucher"));
    }
}
