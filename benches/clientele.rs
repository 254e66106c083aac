//! Benchmarks of the kernels whose speed is promised.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark stops at the first surprise"
)]

use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::bg_nbd::BgNbd;
use clientele::btyd::bg_nbd::BgNbdParams;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::gamma_gamma::GammaGamma;
use clientele::btyd::gamma_gamma::GammaGammaParams;
use clientele::btyd::gamma_gamma::SpendColumns;
use clientele::btyd::holdout::HoldoutData;
use clientele::btyd::holdout::QualityLimits;
use clientele::btyd::holdout::holdout_report;
use clientele::btyd::lifetime_value::LifetimeOptions;
use clientele::btyd::lifetime_value::lifetime_value_columns;
use clientele::btyd::pareto_nbd::ParetoNbd;
use clientele::btyd::pareto_nbd::ParetoNbdParams;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::RandomIndex;
use clientele::weighting::ahp::RepairOptions;
use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use std::hint::black_box;

/// The rows of a column of the kernels.
const ROWS: usize = 100_000;

/// The CDNOW customers: frequency, recency, age, mean spend.
fn cdnow() -> [Vec<f64>; 4] {
    let text = include_str!("../tests/fixtures/cdnow_summary.csv");
    let mut columns = [const { Vec::new() }; 4];
    for line in text.lines().skip(1) {
        for (column, field) in columns.iter_mut().zip(line.split(',').skip(1)) {
            column.push(field.parse().unwrap());
        }
    }
    columns
}

/// CDNOW over and over; with `distinct`, every copy a little older, so that no row repeats.
fn customers(rows: usize, distinct: bool) -> [Vec<f64>; 4] {
    let mut columns =
        cdnow().map(|column| column.into_iter().cycle().take(rows).collect::<Vec<_>>());
    if distinct {
        let [_, recency, age, _] = &mut columns;
        for (row, (recency, age)) in recency.iter_mut().zip(age.iter_mut()).enumerate() {
            let stretch = 1.0 + row as f64 * 1e-7;
            *recency *= stretch;
            *age *= stretch;
        }
    }
    columns
}

fn columns(table: &[Vec<f64>; 4]) -> PurchaseColumns<'_> {
    let [frequency, recency, age, _] = table;
    PurchaseColumns {
        frequency,
        recency,
        age,
        weights: None,
    }
}

fn fits(criterion: &mut Criterion) {
    let table = cdnow();
    let options = FitOptions::default();
    criterion.bench_function("fit BG/NBD, CDNOW", |bench| {
        bench.iter(|| BgNbd::fit(black_box(&columns(&table)), &options).unwrap());
    });
    criterion.bench_function("fit Pareto/NBD, CDNOW", |bench| {
        bench.iter(|| ParetoNbd::fit(black_box(&columns(&table)), &options).unwrap());
    });
    let [frequency, _, _, spend] = &table;
    let spend = SpendColumns {
        frequency,
        monetary_value: spend,
        weights: None,
    };
    criterion.bench_function("fit Gamma-Gamma, CDNOW", |bench| {
        bench.iter(|| GammaGamma::fit(black_box(&spend), &options).unwrap());
    });
    let many = customers(1_000_000, true);
    let mut group = criterion.benchmark_group("many");
    group.sample_size(10);
    group.bench_function("fit BG/NBD, 1 M distinct customers", |bench| {
        bench.iter(|| BgNbd::fit(black_box(&columns(&many)), &options).unwrap());
    });
}

fn kernels(criterion: &mut Criterion) {
    let model = BgNbd::try_new(BgNbdParams {
        r: 0.243,
        alpha: 4.414,
        a: 0.793,
        b: 2.426,
    })
    .unwrap();
    let spend = GammaGamma::try_new(GammaGammaParams {
        p: 6.25,
        q: 3.74,
        v: 15.44,
    })
    .unwrap();
    let year = LifetimeOptions {
        periods: 12,
        period: 4.345,
        discount_rate_per_period: 0.01,
        margin: 0.3,
    };
    let mut out = vec![0.0; ROWS];
    for (name, distinct) in [("repeated rows", false), ("distinct rows", true)] {
        let table = customers(ROWS, distinct);
        let columns = columns(&table);
        let [_, _, _, amounts] = &table;
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(ROWS as u64));
        group.bench_function("P(alive)", |bench| {
            bench.iter(|| {
                model
                    .probability_alive_columns(black_box(&columns), &mut out)
                    .unwrap();
            });
        });
        group.bench_function("P(purchase)", |bench| {
            bench.iter(|| {
                let columns = black_box(&columns);
                model
                    .probability_of_purchase_columns(columns, 26.0, &mut out)
                    .unwrap();
            });
        });
        group.bench_function("next purchase", |bench| {
            bench.iter(|| {
                model
                    .next_purchase_columns(black_box(&columns), 0.5, &mut out)
                    .unwrap();
            });
        });
        group.bench_function("expected purchases", |bench| {
            bench.iter(|| {
                let columns = black_box(&columns);
                model
                    .expected_purchases_columns(columns, 39.0, &mut out)
                    .unwrap();
            });
        });
        group.bench_function("lifetime value, 12 months", |bench| {
            bench.iter(|| {
                let columns = black_box(&columns);
                lifetime_value_columns(&model, &spend, columns, amounts, &year, &mut out).unwrap();
            });
        });
    }
}

fn pareto_kernels(criterion: &mut Criterion) {
    // Fader, Hardie & Lee (2005), table 2.
    let model = ParetoNbd::try_new(ParetoNbdParams {
        r: 0.553,
        alpha: 10.578,
        s: 0.606,
        beta: 11.669,
    })
    .unwrap();
    let mut out = vec![0.0; ROWS];
    let table = customers(ROWS, true);
    let columns = columns(&table);
    let mut group = criterion.benchmark_group("Pareto/NBD, distinct rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("P(alive)", |bench| {
        bench.iter(|| {
            let columns = black_box(&columns);
            model.probability_alive_columns(columns, &mut out).unwrap();
        });
    });
    group.bench_function("expected purchases", |bench| {
        bench.iter(|| {
            let columns = black_box(&columns);
            model
                .expected_purchases_columns(columns, 39.0, &mut out)
                .unwrap();
        });
    });
}

/// The integrals of a single customer, for parameters and times near and far.
fn integrals(criterion: &mut Criterion) {
    let history = PurchaseHistory::try_new(2.0, 30.43, 38.86).unwrap();
    for (name, [r, alpha, a, b]) in [
        ("CDNOW", [0.243, 4.414, 0.793, 2.426]),
        ("large r", [200.0, 300.0, 1.0001, 1.5]),
        ("tiny scale", [0.4, 1e-6, 0.9, 3.0]),
        ("large a and b", [0.3, 5.0, 500.0, 500.0]),
        ("tiny a", [0.3, 5.0, 1e-3, 5.0]),
    ] {
        let model = BgNbd::try_new(BgNbdParams { r, alpha, a, b }).unwrap();
        let mut group = criterion.benchmark_group(format!("integrals, {name}"));
        group.sample_size(20);
        for time in [39.0, 1e6] {
            group.bench_function(format!("P(alive after {time})"), |bench| {
                bench.iter(|| model.probability_alive_after(black_box(history), time));
            });
        }
        for (rate, horizon) in [(0.0027, Some(52.0)), (0.0027, None), (1e-9, None)] {
            group.bench_function(format!("residual, {rate}, {horizon:?}"), |bench| {
                bench.iter(|| model.residual_purchases(black_box(history), rate, horizon));
            });
        }
    }
}

fn evidence(criterion: &mut Criterion) {
    let params = BgNbdParams {
        r: 0.243,
        alpha: 4.414,
        a: 0.793,
        b: 2.426,
    };
    let model = BgNbd::try_new(params).unwrap();
    let options = SimulationOptions {
        ages: Ages::Uniform {
            customers: ROWS,
            low: 11.7,
            high: 39.0,
        },
        holdout: 39.0,
        seed: 1,
    };
    let mut group = criterion.benchmark_group("evidence");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.sample_size(10);
    group.bench_function("simulate BG/NBD", |bench| {
        bench.iter(|| simulate(&model, black_box(&options)).unwrap());
    });
    let customers = simulate(&model, &options).unwrap();
    let data = HoldoutData {
        columns: customers.columns(),
        purchases: &customers.holdout_purchases,
        length: 39.0,
        monetary_value: None,
        reach: None,
    };
    let limits = QualityLimits::default();
    group.bench_function("holdout report, distinct ages", |bench| {
        bench.iter(|| holdout_report(&model, black_box(&data), &limits).unwrap());
    });
}

/// Judgements that contradict each other all over: no repair exists and every one is tried.
fn contradictions(n: usize) -> PairwiseMatrix {
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let cells: Vec<f64> = pairs
        .map(|(i, j)| {
            let value = ((7 * i + 3 * j) % 9 + 1) as f64;
            if (i + j) % 3 == 0 { 1.0 / value } else { value }
        })
        .collect();
    PairwiseMatrix::try_from_upper_triangle(&cells, None).unwrap()
}

fn repairs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("AHP repair");
    group.sample_size(20);
    for (name, n, max_changes) in [
        ("every single change, n = 15", 15, 1),
        ("every pair of changes, n = 9", 9, 2),
        ("up to three changes, n = 15", 15, 3),
    ] {
        let matrix = contradictions(n);
        let options = RepairOptions {
            max_changes,
            ..RepairOptions::default()
        };
        group.bench_function(name, |bench| {
            bench.iter(|| black_box(&matrix).repair(&options).unwrap());
        });
    }
    let matrix = contradictions(15);
    group.bench_function("gradient, n = 15", |bench| {
        bench.iter(|| black_box(&matrix).gradient(RandomIndex::Saaty2008));
    });
}

criterion_group!(
    benches,
    fits,
    kernels,
    evidence,
    pareto_kernels,
    integrals,
    repairs
);
criterion_main!(benches);
