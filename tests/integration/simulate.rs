//! Simulated customers against what the models predict of them.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::gamma_gamma::GammaGamma;
use clientele::btyd::gamma_gamma::GammaGammaParams;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulatedCustomers;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;
use clientele::btyd::simulate::simulate_spend;

const CUSTOMERS: usize = 10_000;
/// Standard errors that a mean may be away; the seeds are fixed.
const ERRORS: f64 = 5.0;

/// A model of each kind with the length of its window: the optima published for CDNOW (Fader, Hardie
/// & Lee 2005; Batislam, Denizel & Filiztekin 2007), for donations (Fader, Hardie & Shang 2010) and
/// for contracts (Fader & Hardie 2007), and customers who buy often.
const MODELS: [(ModelKind, &[f64], f64); 12] = [
    (ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426], 39.0),
    (ModelKind::BgNbd, &[1.2, 1.5, 0.05, 4.0], 100.0),
    (ModelKind::MbgNbd, &[0.525, 6.183, 0.891, 1.614], 39.0),
    (ModelKind::MbgNbd, &[1.2, 1.5, 0.05, 4.0], 100.0),
    (ModelKind::ParetoNbd, &[0.553, 10.578, 0.606, 11.669], 39.0),
    (ModelKind::ParetoNbd, &[1.2, 1.5, 0.4, 300.0], 100.0),
    (ModelKind::BgCnbdK, &[2.0, 0.243, 4.414, 0.793, 2.426], 39.0),
    (
        ModelKind::MbgCnbdK,
        &[3.0, 0.525, 6.183, 0.891, 1.614],
        39.0,
    ),
    (ModelKind::BgBb, &[1.204, 0.750, 0.657, 2.783], 6.0),
    (ModelKind::BgBb, &[3.0, 1.0, 0.2, 4.0], 52.0),
    (ModelKind::ShiftedBetaGeometric, &[0.704, 1.182], 8.0),
    (ModelKind::ShiftedBetaGeometric, &[2.0, 20.0], 24.0),
];

/// The kinds there are models of.
fn models() -> Vec<(AnyModel, f64)> {
    let made = MODELS.map(|(kind, parameters, window)| {
        let model = AnyModel::try_new(kind, parameters).ok()?;
        Some((model, window))
    });
    made.into_iter().flatten().collect()
}

fn draw(model: &AnyModel, ages: Ages<'_>, holdout: f64, seed: u64) -> SimulatedCustomers {
    let options = SimulationOptions {
        ages,
        holdout,
        seed,
    };
    simulate(&**model, &options).unwrap()
}

/// Compares the mean of what was drawn with the mean of what was expected of the same customers.
#[track_caller]
fn agree(what: &str, model: &AnyModel, drawn: &[f64], expected: &[f64]) {
    let n = drawn.len() as f64;
    let gaps: Vec<f64> = drawn.iter().zip(expected).map(|(d, e)| d - e).collect();
    let mean = gaps.iter().sum::<f64>() / n;
    let square = gaps.iter().map(|gap| gap * gap).sum::<f64>() / n;
    let error = ((square - mean * mean) / n).sqrt();
    assert!(
        mean.abs() <= ERRORS * error + 1e-12,
        "{what} of {model:?}: {mean} away, standard error {error}"
    );
}

fn flags(values: &[bool]) -> Vec<f64> {
    values.iter().map(|value| f64::from(*value)).collect()
}

#[test]
fn new_customers_buy_as_often_as_the_models_say() {
    for (model, window) in models() {
        let ages = vec![window; CUSTOMERS];
        let customers = draw(&model, Ages::Given(&ages), 0.0, 11);
        let mean = model.expected_purchases_new(window).unwrap();
        agree(
            "purchases",
            &model,
            &customers.frequency,
            &vec![mean; CUSTOMERS],
        );
        for n in 0..4 {
            let share = model.purchase_probability_new(n, window).unwrap();
            let is = customers
                .frequency
                .iter()
                .map(|x| f64::from(*x == f64::from(n)));
            let is: Vec<f64> = is.collect();
            agree("a count", &model, &is, &vec![share; CUSTOMERS]);
        }
    }
}

#[test]
fn known_customers_do_what_the_models_say() {
    for (model, window) in models() {
        let discrete = model.kind().is_discrete();
        let low = 0.3 * window;
        let ages = Ages::Uniform {
            customers: CUSTOMERS,
            low: if discrete { low.ceil() } else { low },
            high: window,
        };
        let customers = draw(&model, ages, window, 12);
        let columns = customers.columns();
        let column = |write: &dyn Fn(&mut [f64])| {
            let mut out = vec![0.0; CUSTOMERS];
            write(&mut out);
            out
        };
        let alive = column(&|out| model.probability_alive_columns(&columns, out).unwrap());
        agree("P(alive)", &model, &flags(&customers.alive), &alive);
        let after = column(&|out| {
            let written = model.probability_alive_after_columns(&columns, window, out);
            written.unwrap();
        });
        agree(
            "P(alive) later",
            &model,
            &flags(&customers.alive_after),
            &after,
        );
        let expected = column(&|out| {
            let written = model.expected_purchases_columns(&columns, window, out);
            written.unwrap();
        });
        let came = &customers.holdout_purchases;
        agree("holdout purchases", &model, came, &expected);
        let buys = column(&|out| {
            let written = model.probability_of_purchase_columns(&columns, window, out);
            written.unwrap();
        });
        let bought: Vec<f64> = came.iter().map(|n| f64::from(*n > 0.0)).collect();
        agree("buyers", &model, &bought, &buys);
        // The same among those who bought least and most, where a mean over all may hide a fault.
        for many in [false, true] {
            let rows: Vec<usize> = (0..CUSTOMERS)
                .filter(|i| (customers.frequency[*i] > 2.0) == many)
                .collect();
            let of = |values: &[f64]| rows.iter().map(|i| values[*i]).collect::<Vec<_>>();
            agree("purchases of some", &model, &of(came), &of(&expected));
            agree(
                "P(alive) of some",
                &model,
                &of(&flags(&customers.alive)),
                &of(&alive),
            );
        }
    }
}

#[test]
fn histories_are_valid_and_add_up() {
    for (model, window) in models() {
        let ages = vec![window; 500];
        let customers = draw(&model, Ages::Given(&ages), window, 13);
        assert_eq!(customers.len(), 500);
        for i in 0..customers.len() {
            let [x, recency, age] =
                [&customers.frequency, &customers.recency, &customers.age].map(|column| column[i]);
            let history = PurchaseHistory::try_new(x, recency, age).unwrap();
            model.check_history(history).unwrap();
            let times = customers.purchases(i);
            assert_eq!(times.len() as f64, x);
            assert_eq!(times.last().copied().unwrap_or(0.0), recency);
            let mut before = 0.0;
            let mut ln_gaps = 0.0;
            for time in times {
                assert!(*time > before);
                ln_gaps += (time - before).ln();
                before = *time;
            }
            assert!((ln_gaps - customers.ln_gaps[i]).abs() < 1e-6 * (1.0 + x));
            assert!(customers.alive[i] || !customers.alive_after[i]);
            assert!(customers.alive[i] || customers.holdout_purchases[i] == 0.0);
        }
        assert!(customers.purchases(500).is_empty());
    }
}

#[test]
fn a_seed_gives_the_same_customers_whoever_else_is_drawn() {
    let (model, _) = models()[0];
    let few = draw(&model, Ages::Given(&[39.0; 10]), 39.0, 5);
    let many = draw(&model, Ages::Given(&[39.0; 100]), 39.0, 5);
    assert_eq!(few.frequency, many.frequency[..10]);
    assert_eq!(few.recency, many.recency[..10]);
    assert_ne!(few, draw(&model, Ages::Given(&[39.0; 10]), 39.0, 6));
}

#[test]
fn spend_has_the_moments_of_gamma_gamma_and_nothing_to_do_with_purchases() {
    // Parameters: Fader & Hardie (2013), note 025, p. 5, but for q, so that the variance is finite.
    let params = GammaGammaParams {
        p: 6.25,
        q: 8.0,
        v: 15.44,
    };
    let model = GammaGamma::try_new(params).unwrap();
    let spend = simulate_spend(&model, &vec![3.0; CUSTOMERS], 5).unwrap();
    let mean = model.expected_spend_new().unwrap();
    let n = CUSTOMERS as f64;
    let found = spend.iter().sum::<f64>() / n;
    let variance = spend.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / n;
    assert!((found - mean).abs() < ERRORS * (variance / n).sqrt());
    // E[m²] = E[1/ν²]·px(px+1)/x², E[1/ν²] = v²/((q−1)(q−2)).
    let px = 3.0 * params.p;
    let square = params.v * params.v / (7.0 * 6.0) * px * (px + 1.0) / 9.0;
    assert!((variance / (square - mean * mean) - 1.0).abs() < 0.1);
    let (purchases, window) = models()[0];
    let customers = draw(&purchases, Ages::Given(&vec![window; CUSTOMERS]), 0.0, 5);
    let repeaters: Vec<f64> = customers
        .frequency
        .iter()
        .copied()
        .filter(|x| *x > 0.0)
        .collect();
    let spend = simulate_spend(&model, &customers.frequency, 5).unwrap();
    let spend: Vec<f64> = spend.into_iter().filter(|s| *s > 0.0).collect();
    let tie = clientele::numeric::accuracy::correlation(&repeaters, &spend)
        .unwrap()
        .unwrap();
    assert!(tie.abs() < ERRORS / (repeaters.len() as f64).sqrt());
}

#[test]
fn nonsense_is_refused_with_its_place() {
    let (model, _) = models()[0];
    let refused = |ages, holdout| {
        let options = SimulationOptions {
            ages,
            holdout,
            seed: 1,
        };
        simulate(&*model, &options)
            .unwrap_err()
            .path()
            .unwrap()
            .to_owned()
    };
    assert_eq!(refused(Ages::Given(&[1.0, -1.0]), 0.0), "T[1]");
    assert_eq!(refused(Ages::Given(&[1.0]), f64::NAN), "holdout");
    let backwards = Ages::Uniform {
        customers: 3,
        low: 5.0,
        high: 4.0,
    };
    assert_eq!(refused(backwards, 0.0), "high");
    // A mean rate of 10^12 purchases.
    let hasty = AnyModel::try_new(ModelKind::BgNbd, &[1e6, 1e-6, 1e-6, 1e6]).unwrap();
    let options = SimulationOptions {
        ages: Ages::Given(&[10.0]),
        holdout: 0.0,
        seed: 1,
    };
    assert_eq!(
        simulate(&*hasty, &options).unwrap_err().path(),
        Some("params")
    );
    assert!(draw(&model, Ages::Given(&[]), 0.0, 1).is_empty());
}
