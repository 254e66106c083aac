//! The (M)BG/CNBD-k model against published numbers, 40-digit references and its own laws.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_cnbd_k::BgCnbdK;
use clientele::btyd::bg_cnbd_k::BgCnbdKParams;
use clientele::btyd::bg_cnbd_k::MAX_K;
use clientele::btyd::bg_cnbd_k::MbgCnbdK;
use clientele::btyd::bg_cnbd_k::Regularity;
use clientele::btyd::bg_nbd::BgNbd;
use clientele::btyd::bg_nbd::MbgNbd;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Verdict;
use clientele::data::csv::CsvOptions;
use clientele::data::date::Day;
use clientele::data::orders::Orders;
use clientele::data::summary::CustomerSummary;
use clientele::data::summary::SummaryOptions;
use clientele::data::time_unit::TimeUnit;
use serde_json::Value;

use crate::bg_nbd::assert_close;
use crate::bg_nbd::history;

fn model(modified: bool, [k, r, alpha, a, b]: [f64; 5]) -> AnyModel {
    let kind = if modified {
        ModelKind::MbgCnbdK
    } else {
        ModelKind::BgCnbdK
    };
    AnyModel::try_new(kind, &[k, r, alpha, a, b]).unwrap()
}

fn parts(model: &AnyModel) -> &dyn PurchaseModel {
    &**model
}

#[test]
fn log_likelihood_matches_btydplus() {
    let params = BgCnbdKParams {
        k: 3,
        r: 0.5,
        alpha: 2.0,
        a: 0.3,
        b: 0.6,
    };
    let (plain, modified) = (
        BgCnbdK::try_new(params).unwrap(),
        MbgCnbdK::try_new(params).unwrap(),
    );
    // A comment in src/slice-sampling.cpp of the R package BTYDplus (x = 3 and 4, tₓ = 12, T = 14,
    // Σ ln gaps = 3); those of the MBG/CNBD-k by the same formula with b + 1, in mpmath.
    for (x, bg, mbg) in [(3.0, -10.425_00, -10.539_37), (4.0, -12.223_96, -12.309_63)] {
        let history = history(x, 12.0, 14.0);
        assert!((plain.log_likelihood_with_gaps(history, 3.0) - bg).abs() < 6e-6);
        assert!((modified.log_likelihood_with_gaps(history, 3.0) - mbg).abs() < 6e-6);
    }
}

#[test]
fn one_event_a_purchase_is_the_model_without_regularity() {
    for modified in [false, true] {
        let other = [0.243, 4.414, 0.793, 2.426];
        let kind = if modified {
            ModelKind::MbgNbd
        } else {
            ModelKind::BgNbd
        };
        let random = AnyModel::try_new(kind, &other).unwrap();
        let [r, alpha, a, b] = other;
        let regular = model(modified, [1.0, r, alpha, a, b]);
        for history in [
            history(2.0, 30.43, 38.86),
            history(0.0, 0.0, 38.86),
            history(3.0, 9.0, 9.0),
        ] {
            let of = |m: &AnyModel| {
                let m = parts(m);
                [
                    m.probability_alive(history).unwrap(),
                    m.probability_alive_after(history, 39.0).unwrap(),
                    m.expected_purchases(history, 39.0).unwrap(),
                    m.purchase_probability(history, 2, 39.0).unwrap(),
                    m.probability_of_no_purchase(history, 39.0).unwrap(),
                    m.probability_of_purchase(history, 1e-3).unwrap(),
                    m.next_purchase(history, 0.2).unwrap().unwrap_or(-1.0),
                    m.residual_purchases(history, 0.01, None).unwrap().unwrap(),
                    m.rate_if_alive(history),
                    m.log_likelihood(history),
                ]
            };
            assert_eq!(of(&random), of(&regular));
        }
    }
}

/// The largest relative error of each quantity of the golden file.
#[derive(Default)]
struct Worst(Vec<(String, f64, String)>);

impl Worst {
    fn take(&mut self, name: &str, actual: f64, expected: f64, floor: f64, place: &Value) {
        let error = (actual - expected).abs() / expected.abs().max(floor);
        if !self.0.iter().any(|(known, ..)| known == name) {
            self.0.push((name.to_owned(), 0.0, String::new()));
        }
        let entry = self.0.iter_mut().find(|(known, ..)| known == name).unwrap();
        if error > entry.1 || error.is_nan() {
            entry.1 = error;
            entry.2 = format!("{actual:e} is not {expected:e} at {place}");
        }
    }

    fn check(&self) {
        let report = format!("{:#?}", self.0);
        // cargo test shows it with --nocapture only.
        assert!(
            self.0.iter().all(|(_, error, _)| *error <= 1e-12),
            "{report}"
        );
    }
}

fn golden() -> Value {
    // Written by scripts/references/bg_cnbd_k.py with mpmath.
    serde_json::from_str(include_str!("../golden/bg_cnbd_k.json")).unwrap()
}

fn of(entry: &Value) -> (AnyModel, PurchaseHistory) {
    let number = |value: &Value| value.as_f64().unwrap();
    let params = [0, 1, 2, 3, 4].map(|i| number(&entry["params"][i]));
    let [x, recency, age] = [0, 1, 2].map(|i| number(&entry["history"][i]));
    let model = model(entry["modified"].as_bool().unwrap(), params);
    (model, history(x, recency, age))
}

#[test]
fn predictions_match_40_digits_on_hostile_input() {
    let mut worst = Worst::default();
    for entry in golden()["rows"].as_array().unwrap() {
        let (model, history) = of(entry);
        let model = parts(&model);
        let horizon = entry["horizon"].as_f64().unwrap();
        for (name, value) in [
            ("alive", model.probability_alive(history).unwrap()),
            (
                "after",
                model.probability_alive_after(history, horizon).unwrap(),
            ),
            (
                "idle",
                model.probability_of_no_purchase(history, horizon).unwrap(),
            ),
            (
                "purchase",
                model.probability_of_purchase(history, horizon).unwrap(),
            ),
            (
                "expected",
                model.expected_purchases(history, horizon).unwrap(),
            ),
            ("logLikelihood", model.log_likelihood(history)),
        ] {
            let floor = if name == "logLikelihood" { 1.0 } else { 1e-288 };
            worst.take(name, value, entry[name].as_f64().unwrap(), floor, entry);
        }
        match model.next_purchase(history, 0.5).unwrap() {
            // None there means beyond the range of the search or no more than half alive.
            Some(time) if entry["median"].is_number() => {
                // The time is no better known than 1 − ½/P(alive), and that no better than P(alive).
                let alive = entry["alive"].as_f64().unwrap();
                let lost = (1.0 / (2.0 * alive - 1.0)).max(1.0);
                let expected = entry["median"].as_f64().unwrap();
                let error = (time - expected) / lost + expected;
                worst.take("median", error, expected, 1e-288, entry);
            }
            Some(time) => assert!(time > 1e290, "{time:e} at {entry}"),
            None => assert!(entry["median"].is_null(), "{entry}"),
        }
    }
    worst.check();
}

#[test]
fn counts_match_40_digits_for_any_number() {
    let mut worst = Worst::default();
    for entry in golden()["counts"].as_array().unwrap() {
        let (model, history) = of(entry);
        let n = u32::try_from(entry["n"].as_u64().unwrap()).unwrap();
        let time = entry["time"].as_f64().unwrap();
        let value = parts(&model)
            .purchase_probability(history, n, time)
            .unwrap();
        worst.take(
            "probability",
            value,
            entry["probability"].as_f64().unwrap(),
            1e-288,
            entry,
        );
    }
    worst.check();
}

/// CDNOW in weeks up to 1997-09-30 (Fader & Hardie).
pub(crate) fn cdnow() -> CustomerSummary {
    let orders = include_bytes!("../fixtures/cdnow_orders.csv");
    let orders = Orders::from_csv(orders, &CsvOptions::default()).unwrap();
    let options = SummaryOptions {
        as_of: Some(Day::from_iso("1997-09-30").unwrap()),
        time_unit: TimeUnit::Week,
    };
    orders.summarize(&options).unwrap()
}

pub(crate) fn columns(summary: &CustomerSummary) -> PurchaseColumns<'_> {
    PurchaseColumns {
        frequency: &summary.frequency,
        recency: &summary.recency,
        age: &summary.age,
        weights: None,
    }
}

#[test]
fn cdnow_customers_buy_at_random() {
    let summary = cdnow();
    let (columns, options) = (columns(&summary), FitOptions::default());
    let best = MbgCnbdK::fit_best(&columns, &summary.ln_gaps, &options, 12).unwrap();
    // Platzer & Reutterer, vignette of BTYDplus: k = 1 for the CDNOW data, parameters and likelihood
    // those of MBG/NBD (.525, 6.183, .891, 1.614).
    assert_eq!(best.model.params().k, 1);
    assert_eq!(best.model.regularity(), Regularity::Random);
    let random = MbgNbd::fit(&columns, &options).unwrap();
    assert!((best.log_likelihood - random.log_likelihood).abs() < 1e-7);
    assert_close(best.model.params().alpha, random.model.params().alpha, 1e-7);
    assert_close(
        best.standard_errors.unwrap()[3],
        random.standard_errors.unwrap()[3],
        1e-6,
    );
    let plain = BgCnbdK::fit(1, &columns, &summary.ln_gaps, &options).unwrap();
    let random = BgNbd::fit(&columns, &options).unwrap();
    assert!((plain.log_likelihood - random.log_likelihood).abs() < 1e-7);
}

#[test]
fn the_log_likelihood_of_a_fit_is_that_of_the_customers() {
    let summary = cdnow();
    for k in [2, 5] {
        let options = FitOptions::default();
        let fitted = MbgCnbdK::fit(k, &columns(&summary), &summary.ln_gaps, &options).unwrap();
        assert_eq!(fitted.convergence.verdict, Verdict::Converged);
        let rows = summary
            .frequency
            .iter()
            .zip(&summary.recency)
            .zip(&summary.age);
        let each = rows
            .zip(&summary.ln_gaps)
            .map(|(((x, recency), age), ln_gaps)| {
                let history = history(*x, *recency, *age);
                fitted.model.log_likelihood_with_gaps(history, *ln_gaps)
            });
        assert_close(each.sum(), fitted.log_likelihood, 1e-12);
    }
}

/// A generator of uniform numbers (Steele, Lea & Flood 2014, `SplitMix64`).
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + 1e-17
    }

    /// A gamma variable with a whole shape.
    fn erlang(&mut self, shape: u32) -> f64 {
        (0..shape).map(|_| -self.next().ln()).sum()
    }
}

#[test]
fn the_regularity_of_simulated_customers_is_found() {
    // k = 3, λ ~ Gamma(2, 4), p ~ Beta(1, 3), T uniform on 12 to 39; 3,000 customers.
    let mut uniform = Uniform(7);
    let mut rows: [Vec<f64>; 4] = Default::default();
    for _ in 0..3000 {
        let age = 12.0 + 27.0 * uniform.next();
        let rate = uniform.erlang(2) / 4.0;
        // The smallest of three uniform numbers is Beta(1, 3).
        let p = (0..3).map(|_| uniform.next()).fold(1.0, f64::min);
        let (mut x, mut recency, mut ln_gaps) = (0.0, 0.0, 0.0);
        while uniform.next() >= p {
            let gap = uniform.erlang(3) / rate;
            if recency + gap > age {
                break;
            }
            recency += gap;
            ln_gaps += gap.ln();
            x += 1.0;
        }
        for (column, value) in rows.iter_mut().zip([x, recency, age, ln_gaps]) {
            column.push(value);
        }
    }
    let [frequency, recency, age, ln_gaps] = &rows;
    let columns = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: None,
    };
    let options = FitOptions::default();
    let fitted = AnyModel::fit(ModelKind::MbgCnbdK, &columns, Some(ln_gaps), &options).unwrap();
    let found = fitted.model.parameters();
    assert_eq!(found[0], 3.0);
    // Four standard errors.
    for ((value, truth), error) in found[1..]
        .iter()
        .zip([2.0, 4.0, 1.0, 3.0])
        .zip(fitted.standard_errors.unwrap())
    {
        assert!(
            (value - truth).abs() < 4.0 * error,
            "{value} {truth} {error}"
        );
    }
    let without = AnyModel::fit(ModelKind::BgCnbdK, &columns, None, &options).unwrap_err();
    assert_eq!(
        (without.code(), without.path()),
        ("Missing", Some("lnGaps"))
    );
}

#[test]
fn the_unit_of_time_changes_nothing_but_alpha() {
    let summary = cdnow();
    let days = |column: &[f64]| column.iter().map(|time| time * 7.0).collect::<Vec<_>>();
    let (recency, age) = (days(&summary.recency), days(&summary.age));
    let gaps = summary.ln_gaps.iter().zip(&summary.frequency);
    let ln_gaps: Vec<f64> = gaps.map(|(sum, x)| sum + x * 7f64.ln()).collect();
    let options = FitOptions::default();
    let weeks = BgCnbdK::fit(2, &columns(&summary), &summary.ln_gaps, &options).unwrap();
    let in_days = PurchaseColumns {
        frequency: &summary.frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    let other = BgCnbdK::fit(2, &in_days, &ln_gaps, &options).unwrap();
    assert_close(
        other.model.params().alpha,
        7.0 * weeks.model.params().alpha,
        1e-6,
    );
    assert_close(other.model.params().a, weeks.model.params().a, 1e-6);
    // Each purchase is a density per unit of time.
    let purchases: f64 = summary.frequency.iter().sum();
    let expected = weeks.log_likelihood - purchases * 7f64.ln();
    assert_close(other.log_likelihood, expected, 1e-9);
}

#[test]
fn a_fit_without_any_repeat_purchase_is_random_and_leans_on_the_prior() {
    let zeros = [0.0; 20];
    let columns = PurchaseColumns {
        frequency: &zeros,
        recency: &zeros,
        age: &[30.0; 20],
        weights: None,
    };
    let fitted = MbgCnbdK::fit_best(&columns, &zeros, &FitOptions::default(), 12).unwrap();
    assert_eq!(fitted.model.params().k, 1);
    assert_eq!(fitted.convergence.verdict, Verdict::WeakPrior);
    let new = fitted.model.expected_purchases_new(10.0).unwrap();
    assert!(new.is_finite() && new > 0.0);
}

#[test]
fn bad_input_is_named() {
    let params = BgCnbdKParams {
        k: 2,
        r: 0.5,
        alpha: 2.0,
        a: 0.3,
        b: 0.6,
    };
    for k in [0, MAX_K + 1] {
        let error = BgCnbdK::try_new(BgCnbdKParams { k, ..params }).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("params.k"))
        );
    }
    let error = BgCnbdK::try_new(BgCnbdKParams { b: 0.0, ..params }).unwrap_err();
    assert_eq!(error.path(), Some("params.b"));
    let error = AnyModel::try_new(ModelKind::BgCnbdK, &[1.5, 1.0, 1.0, 1.0, 1.0]).unwrap_err();
    assert_eq!(error.path(), Some("params.k"));
    let columns = PurchaseColumns {
        frequency: &[2.0, 0.0],
        recency: &[4.0, 0.0],
        age: &[5.0, 5.0],
        weights: None,
    };
    let fit = |ln_gaps: &[f64]| BgCnbdK::fit(2, &columns, ln_gaps, &FitOptions::default());
    assert_eq!(fit(&[0.5]).unwrap_err().code(), "LengthMismatch");
    assert_eq!(fit(&[f64::NAN, 0.0]).unwrap_err().path(), Some("lnGaps[0]"));
    assert_eq!(fit(&[0.5, 0.1]).unwrap_err().path(), Some("lnGaps[1]"));
    // Gaps in days beside times in weeks: 2·ln 14 is more than 2·ln 2 by far.
    assert_eq!(
        fit(&[2.0 * 14f64.ln(), 0.0]).unwrap_err().path(),
        Some("lnGaps[0]")
    );
    assert!(fit(&[2.0 * 2f64.ln(), 0.0]).is_ok());
}

#[test]
fn the_words_for_regularity_have_labels() {
    let group = clientele::labels::group("regularity").unwrap();
    let codes: Vec<_> = group.iter().map(|label| label.code).collect();
    assert_eq!(codes, Regularity::ALL.map(Regularity::code));
    let words = [1, 2, 3, 4, 5, 12].map(|k| Regularity::of(k).code());
    // The thresholds are our own choice.
    let expected = [
        "random",
        "slightly_regular",
        "regular",
        "regular",
        "clockwork",
        "clockwork",
    ];
    assert_eq!(words, expected);
}

#[test]
fn a_summary_has_the_logarithms_of_the_gaps() {
    let summary = cdnow();
    for (i, sum) in summary.ln_gaps.iter().enumerate() {
        let (x, recency) = (summary.frequency[i], summary.recency[i]);
        if x == 0.0 {
            assert_eq!(*sum, 0.0);
        } else if x == 1.0 {
            // One gap: the recency itself.
            assert_close(*sum, recency.ln(), 1e-15);
        } else {
            // The inequality of the arithmetic and geometric means.
            assert!(*sum <= x * (recency / x).ln() + 1e-12);
        }
        assert_eq!(summary.record(i).unwrap().ln_gaps.to_bits(), sum.to_bits());
    }
}
