//! The BG/BB model against published numbers.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::history;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_bb::BgBb;
use clientele::btyd::bg_bb::BgBbParams;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;

/// Repeat donations, the year of the last, years observed, and how many of the 11,104 people.
/// Source: Fader, Hardie & Shang (2010), table 1.
fn donations() -> [Vec<f64>; 4] {
    let text = include_str!("../fixtures/donations.csv");
    let mut columns = [const { Vec::new() }; 4];
    for line in text.lines().skip(1) {
        for (column, field) in columns.iter_mut().zip(line.split(',')) {
            column.push(field.parse().unwrap());
        }
    }
    columns
}

pub(crate) fn model(alpha: f64, beta: f64, gamma: f64, delta: f64) -> BgBb {
    BgBb::try_new(BgBbParams {
        alpha,
        beta,
        gamma,
        delta,
    })
    .unwrap()
}

/// Fader, Hardie & Shang (2010), table 2, rounded as printed.
fn rounded() -> BgBb {
    model(1.204, 0.750, 0.657, 2.783)
}

fn fit(columns: &[Vec<f64>; 4], prior: PriorMode) -> Fitted<BgBb> {
    let [frequency, recency, age, weights] = columns;
    let columns = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: Some(weights),
    };
    BgBb::fit(
        &columns,
        &FitOptions {
            prior,
            ..FitOptions::default()
        },
    )
    .unwrap()
}

#[test]
fn bg_bb_params_match_fader_hardie_shang_2010_table_2() {
    for prior in [PriorMode::None, PriorMode::Auto] {
        let fitted = fit(&donations(), prior);
        let BgBbParams {
            alpha,
            beta,
            gamma,
            delta,
        } = fitted.model.params();
        // Table 2 prints 1.204, .750, .657, 2.783 with LL −33,225.6; the maximum of lifetimes 0.11.3
        // at gtol 1e-7 is the following.
        assert_close(alpha, 1.203_522_3, 1e-6);
        assert_close(beta, 0.749_716_4, 1e-6);
        assert_close(gamma, 0.656_718_3, 1e-5);
        assert_close(delta, 2.783_442_8, 1e-5);
        assert!((fitted.log_likelihood + 33_225.581_274).abs() < 1e-6);
        let errors = fitted.standard_errors.unwrap();
        // The same source, from the numerical Hessian.
        for (error, expected) in errors.iter().zip([0.06939, 0.02945, 0.05101, 0.32082]) {
            assert_close(*error, expected, 3e-4);
        }
        assert_eq!(fitted.convergence.verdict, Verdict::Converged);
        assert_eq!((fitted.customers, fitted.distinct_rows), (11_104.0, 22));
    }
}

#[test]
fn likelihoods_of_patterns_match_fader_hardie_shang_2010() {
    // 40-digit evaluation of eq. 5 at the printed parameters, all 22 patterns; the tests of
    // pymc-marketing have the same to 3 digits.
    let expected = [
        ((0.0, 0.0), -1.167262472673894),
        ((1.0, 1.0), -2.288531685666258),
        ((1.0, 2.0), -3.588050932881296),
        ((1.0, 3.0), -4.224770872478948),
        ((1.0, 4.0), -4.570990413806824),
        ((1.0, 5.0), -4.767622682921867),
        ((1.0, 6.0), -4.884145541903346),
        ((2.0, 2.0), -3.011787922161975),
        ((2.0, 3.0), -4.516066629603713),
        ((2.0, 4.0), -5.195697601042647),
        ((2.0, 5.0), -5.506584592618568),
        ((2.0, 6.0), -5.652016268659227),
        ((3.0, 3.0), -3.52734516868227),
        ((3.0, 4.0), -5.059307947411104),
        ((3.0, 5.0), -5.615894746361415),
        ((3.0, 6.0), -5.809372079435434),
        ((4.0, 4.0), -3.8483035194311),
        ((4.0, 5.0), -5.095675638863424),
        ((4.0, 6.0), -5.384936538099209),
        ((5.0, 5.0), -3.716999307290018),
        ((5.0, 6.0), -4.295124765384373),
        ((6.0, 6.0), -2.1822484476183),
    ];
    for ((x, recency), expected) in expected {
        assert_close(
            rounded().log_likelihood(history(x, recency, 6.0)),
            expected,
            2e-14,
        );
    }
    // Over the 11,104 people: the maximum −33,225.581274 is a little above the rounded parameters.
    let [_, _, _, weights] = donations();
    let weighted = weights.iter().zip(expected);
    let total: f64 = weighted.map(|(weight, (_, value))| weight * value).sum();
    assert_close(total, -33_225.581_754_518_6, 1e-13);
}

#[test]
fn alive_next_year_matches_fader_hardie_shang_2010_table_6() {
    // Table 6 prints .11, .59 and .93; 40-digit evaluation of eq. 11.
    let expected = [
        ((0.0, 0.0), 0.10801658416867),
        ((2.0, 4.0), 0.5895141164337),
        ((6.0, 6.0), 0.93040254237288),
    ];
    for ((x, recency), expected) in expected {
        let value = rounded().probability_alive_after(history(x, recency, 6.0), 1.0);
        assert_close(value.unwrap(), expected, 2e-13);
    }
}

#[test]
fn totals_of_the_donors_match_hardie_s_spreadsheet() {
    let columns = donations();
    let model = fit(&columns, PriorMode::None).model;
    let [frequency, recency, age, weights] = &columns;
    let rows = (0..age.len()).map(|i| (history(frequency[i], recency[i], age[i]), weights[i]));
    let next: f64 = rows
        .map(|(history, weight)| weight * model.expected_purchases(history, 5.0).unwrap())
        .sum();
    // The spreadsheet prints 12,884.2; 40 digits at the maximum give 12,884.157.
    assert!((next - 12_884.157).abs() < 2e-3, "{next}");
    // Figure 4 of the paper: 3,454.9 people without and 1,253.1 with a gift in every year.
    for (n, expected) in [(0, 3_454.88), (6, 1_253.11)] {
        let people = 11_104.0 * model.purchase_probability_new(n, 6.0).unwrap();
        assert!((people - expected).abs() < 6e-3, "{people}");
    }
}

#[test]
fn expected_donations_match_note_010() {
    // Hardie's note 010 prints four decimals, of a fit that differs from the one below in the fifth.
    let printed = [
        0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887,
    ];
    // The fit in the vignette of the R package BTYD.
    let model = model(1.203528, 0.7497260, 0.6567808, 2.783796);
    for (year, expected) in printed.iter().enumerate() {
        let value = model.expected_purchases_new(year as f64 + 1.0).unwrap();
        assert!((value - expected).abs() < 1e-4, "{value} {expected}");
    }
    // 40-digit evaluation.
    assert_close(
        model.expected_purchases_new(10.0).unwrap(),
        3.1798059107254,
        2e-14,
    );
}

#[test]
fn discounted_donations_are_the_sum_over_the_years() {
    // Σ (E(m) − E(m−1))/(1+d)ᵐ, the identity behind eq. 14 of the paper.
    let d: f64 = 0.1;
    for (x, recency) in [(0.0, 0.0), (2.0, 4.0), (6.0, 6.0)] {
        let history = history(x, recency, 6.0);
        let (mut sum, mut before) = (0.0, 0.0);
        for m in 1..=600 {
            let now = rounded().expected_purchases(history, f64::from(m)).unwrap();
            sum += (now - before) / (1.0 + d).powi(m);
            before = now;
            if m == 20 {
                let part = rounded().residual_purchases(history, d.ln_1p(), Some(20.0));
                assert_close(part.unwrap().unwrap(), sum, 1e-13);
            }
        }
        let value = rounded().residual_purchases(history, d.ln_1p(), None);
        assert_close(value.unwrap().unwrap(), sum, 1e-12);
    }
}

#[test]
fn without_discount_the_residual_is_finite_for_gamma_above_one_alone() {
    let new = history(0.0, 0.0, 0.0);
    let none = rounded().residual_purchases(new, 0.0, None).unwrap();
    assert_eq!(none, None);
    // α/(α+β)·δ/(γ−1) = 1/2·8/1.
    let some = model(2.0, 2.0, 2.0, 8.0).residual_purchases(new, 0.0, None);
    assert_close(some.unwrap().unwrap(), 4.0, 1e-15);
}

#[test]
fn opportunities_are_whole_and_hold_one_purchase_each() {
    let model = rounded();
    let path = |x: f64, recency: f64, age: f64| {
        let error = model
            .probability_alive(history(x, recency, age))
            .unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    assert_eq!(path(1.0, 1.5, 6.0), ("OutOfRange", "recency".to_owned()));
    assert_eq!(path(1.0, 1.0, 6.5), ("OutOfRange", "T".to_owned()));
    assert_eq!(path(3.0, 2.0, 6.0), ("OutOfRange", "frequency".to_owned()));
    assert_eq!(path(1.0, 1.0, 1e12), ("OutOfRange", "T".to_owned()));
    let new = history(0.0, 0.0, 0.0);
    for time in [0.5, -1.0, f64::NAN, 1e12] {
        assert_eq!(
            model.expected_purchases(new, time).unwrap_err().path(),
            Some("horizon")
        );
    }
    let columns = PurchaseColumns {
        frequency: &[0.0, 3.0],
        recency: &[0.0, 2.0],
        age: &[6.0, 6.0],
        weights: None,
    };
    let error = BgBb::fit(&columns, &FitOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("frequency[1]"));
    let zero = BgBb::try_new(BgBbParams {
        gamma: 0.0,
        ..model.params()
    });
    assert_eq!(zero.unwrap_err().path(), Some("params.gamma"));
}

#[test]
fn the_next_purchase_is_the_first_opportunity_that_suffices() {
    let model = rounded();
    let donor = history(2.0, 4.0, 6.0);
    for probability in [0.0, 0.1, 0.3, 0.4] {
        let time = model.next_purchase(donor, probability).unwrap().unwrap();
        assert!(model.probability_of_purchase(donor, time).unwrap() >= probability);
        if time > 0.0 {
            let before = model.probability_of_purchase(donor, time - 1.0).unwrap();
            assert!(before < probability);
        }
    }
    assert_eq!(model.next_purchase(donor, 0.7).unwrap(), None);
}

#[test]
fn degenerate_data_are_fitted_with_the_weak_prior() {
    for [x, recency, age] in [
        [0.0, 0.0, 0.0],
        [0.0, 0.0, 6.0],
        [1.0, 1.0, 1.0],
        [6.0, 6.0, 6.0],
        [3000.0, 3000.0, 5000.0],
    ] {
        let fitted = fit(
            &[vec![x], vec![recency], vec![age], vec![20.0]],
            PriorMode::Auto,
        );
        assert_eq!(fitted.convergence.verdict, Verdict::WeakPrior, "{fitted:?}");
        assert!(fitted.log_likelihood.is_finite());
        assert!(
            fitted
                .standard_errors
                .unwrap()
                .iter()
                .all(|e| e.is_finite())
        );
    }
    let error = BgBb::fit(
        &PurchaseColumns {
            frequency: &[],
            recency: &[],
            age: &[],
            weights: None,
        },
        &FitOptions::default(),
    );
    assert_eq!(error.unwrap_err().code(), "InsufficientData");
}

#[test]
fn weights_equal_replication_bit_for_bit() {
    let [frequency, recency, age, weights] = donations();
    let repeat = |column: &[f64]| -> Vec<f64> {
        let pairs = column.iter().zip(&weights);
        #[allow(clippy::cast_sign_loss, reason = "a number of people")]
        pairs
            .flat_map(|(v, w)| std::iter::repeat_n(*v, *w as usize))
            .collect()
    };
    let people = [repeat(&frequency), repeat(&recency), repeat(&age)];
    let [one, two, three] = &people;
    let replicated = PurchaseColumns {
        frequency: one,
        recency: two,
        age: three,
        weights: None,
    };
    let replicated = BgBb::fit(&replicated, &FitOptions::default()).unwrap();
    let weighted = fit(&[frequency, recency, age, weights], PriorMode::Auto);
    assert_eq!(weighted.model, replicated.model);
    assert_eq!(weighted.log_likelihood, replicated.log_likelihood);
    assert_eq!((weighted.rows, replicated.rows), (22, 11_104));
}

#[test]
fn it_is_one_of_the_models_by_name() {
    let named = AnyModel::try_new(ModelKind::BgBb, &[1.204, 0.750, 0.657, 2.783]).unwrap();
    let donor = history(2.0, 4.0, 6.0);
    assert_eq!(
        named.probability_alive(donor).unwrap(),
        rounded().probability_alive(donor).unwrap()
    );
    assert!(named.kind().is_discrete());
    let [frequency, recency, age, weights] = &donations();
    let columns = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: Some(weights),
    };
    let fitted = AnyModel::fit(ModelKind::BgBb, &columns, None, &FitOptions::default()).unwrap();
    assert_close(fitted.model.parameters()[0], 1.203_522_3, 1e-6);
}
