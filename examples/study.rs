//! What the purchase models do on data simulated from themselves: how often a fit fails, how often it
//! leans on the prior, how good its predictions are, and whether the intervals hold what they promise.
//!
//! ```text
//! cargo run --release --example study -- fits [--sets 1000] [--model bg-nbd] [--export FOLDER]
//! cargo run --release --example study -- coverage [--sets 500] [--model bg-nbd] [--parameters-only]
//!     [--shop "weekly shop"]
//! ```
//!
//! It prints a table in Markdown: `docs/FIT_STUDY.md` holds the last one. `--export` writes the first
//! hundred sets of each cell as CSV, for `scripts/study/compare_lifetimes.py`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program that measures and stops at the first surprise"
)]

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Verdict;
use clientele::btyd::gamma_gamma::GammaGamma;
use clientele::btyd::gamma_gamma::GammaGammaParams;
use clientele::btyd::gamma_gamma::SpendColumns;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulatedCustomers;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;
use clientele::btyd::simulate::simulate_spend;
use clientele::btyd::uncertainty::DrawOptions;
use clientele::btyd::uncertainty::ModelDraws;
use clientele::btyd::uncertainty::parameter_intervals;
use clientele::numeric::random::Random;
use std::fmt::Write as _;
use std::path::Path;

/// A shop: how long it is observed, and the parameters of each model.
struct Scenario {
    name: &'static str,
    model: ModelKind,
    longest: f64,
    parameters: &'static [f64],
}

/// CDNOW by week (Fader, Hardie & Lee 2005, and the fits of the other models to it), an online shop
/// by day with the same habits, and an app that is used nearly daily. k as given for each shop.
const SCENARIOS: [Scenario; 21] = [
    scenario(
        "weekly shop",
        ModelKind::BgNbd,
        39.0,
        &[0.243, 4.414, 0.793, 2.426],
    ),
    scenario(
        "daily shop",
        ModelKind::BgNbd,
        365.0,
        &[0.243, 30.9, 0.793, 2.426],
    ),
    scenario("heavy use", ModelKind::BgNbd, 365.0, &[1.2, 1.5, 0.05, 4.0]),
    scenario(
        "weekly shop",
        ModelKind::MbgNbd,
        39.0,
        &[0.525, 6.183, 0.891, 1.614],
    ),
    scenario(
        "daily shop",
        ModelKind::MbgNbd,
        365.0,
        &[0.525, 43.3, 0.891, 1.614],
    ),
    scenario(
        "heavy use",
        ModelKind::MbgNbd,
        365.0,
        &[1.2, 1.5, 0.05, 4.0],
    ),
    scenario(
        "weekly shop",
        ModelKind::ParetoNbd,
        39.0,
        &[0.553, 10.578, 0.606, 11.669],
    ),
    scenario(
        "daily shop",
        ModelKind::ParetoNbd,
        365.0,
        &[0.553, 74.0, 0.606, 81.7],
    ),
    scenario(
        "heavy use",
        ModelKind::ParetoNbd,
        365.0,
        &[1.2, 1.5, 0.4, 300.0],
    ),
    scenario(
        "weekly shop",
        ModelKind::BgCnbdK,
        39.0,
        &[2.0, 0.243, 4.414, 0.793, 2.426],
    ),
    scenario(
        "daily shop",
        ModelKind::BgCnbdK,
        365.0,
        &[3.0, 0.243, 30.9, 0.793, 2.426],
    ),
    scenario(
        "heavy use",
        ModelKind::BgCnbdK,
        365.0,
        &[4.0, 1.2, 1.5, 0.05, 4.0],
    ),
    scenario(
        "weekly shop",
        ModelKind::MbgCnbdK,
        39.0,
        &[2.0, 0.525, 6.183, 0.891, 1.614],
    ),
    scenario(
        "daily shop",
        ModelKind::MbgCnbdK,
        365.0,
        &[3.0, 0.525, 43.3, 0.891, 1.614],
    ),
    scenario(
        "heavy use",
        ModelKind::MbgCnbdK,
        365.0,
        &[4.0, 1.2, 1.5, 0.05, 4.0],
    ),
    scenario(
        "six years",
        ModelKind::BgBb,
        6.0,
        &[1.204, 0.750, 0.657, 2.783],
    ),
    scenario(
        "twelve months",
        ModelKind::BgBb,
        12.0,
        &[0.5, 2.0, 1.2, 8.0],
    ),
    scenario("52 weeks", ModelKind::BgBb, 52.0, &[3.0, 1.0, 0.2, 4.0]),
    scenario(
        "eight years",
        ModelKind::ShiftedBetaGeometric,
        8.0,
        &[0.704, 1.182],
    ),
    scenario(
        "eight years, loyal",
        ModelKind::ShiftedBetaGeometric,
        8.0,
        &[0.668, 3.806],
    ),
    scenario(
        "24 months",
        ModelKind::ShiftedBetaGeometric,
        24.0,
        &[2.0, 20.0],
    ),
];

const fn scenario(
    name: &'static str,
    model: ModelKind,
    longest: f64,
    parameters: &'static [f64],
) -> Scenario {
    Scenario {
        name,
        model,
        longest,
        parameters,
    }
}

/// Spend of CDNOW (Fader & Hardie, note 025).
const SPEND: GammaGammaParams = GammaGammaParams {
    p: 6.25,
    q: 3.74,
    v: 15.44,
};

const SIZES: [usize; 3] = [50, 300, 2000];

/// Data sets of each cell that are written for other libraries.
const EXPORTED: u64 = 100;

impl Scenario {
    fn truth(&self) -> AnyModel {
        AnyModel::try_new(self.model, self.parameters).unwrap()
    }

    /// T is uniform between three tenths of the longest and the longest.
    fn draw(&self, customers: usize, seed: u64, holdout: f64) -> SimulatedCustomers {
        let low = 0.3 * self.longest;
        let discrete = self.model.is_discrete();
        let options = SimulationOptions {
            ages: Ages::Uniform {
                customers,
                low: if discrete { low.ceil() } else { low },
                high: self.longest,
            },
            holdout: if discrete { holdout.floor() } else { holdout },
            seed,
        };
        simulate(&*self.truth(), &options).unwrap()
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let sets = option("--sets").map(|sets| sets.parse().unwrap());
    let only = option("--model");
    let shop = option("--shop");
    let wanted = |scenario: &&Scenario| {
        only.as_ref()
            .is_none_or(|name| name == scenario.model.code())
            && shop.as_ref().is_none_or(|name| name == scenario.name)
    };
    match arguments.first().map(String::as_str) {
        Some("fits") => {
            println!(
                "| model | shop | customers | sets | failed | with the prior | median holdout MAE |"
            );
            println!("|---|---|---|---|---|---|---|");
            let folder = option("--export");
            for scenario in SCENARIOS.iter().filter(wanted) {
                for customers in SIZES {
                    fits(scenario, customers, sets.unwrap_or(1000), folder.as_deref());
                }
            }
            if only.is_none_or(|name| name == "gamma-gamma") {
                for scenario in SCENARIOS.iter().filter(|s| s.model == ModelKind::BgNbd) {
                    for customers in SIZES {
                        spend_fits(scenario, customers, sets.unwrap_or(1000));
                    }
                }
            }
        }
        Some("coverage") => {
            let purchases = !arguments.iter().any(|name| name == "--parameters-only");
            println!(
                "| model | shop | sets | parameters | expected purchases | purchases, by share | \
                 purchases, whole numbers | a single number |"
            );
            println!("|---|---|---|---|---|---|---|---|");
            for scenario in SCENARIOS.iter().filter(wanted) {
                coverage(scenario, sets.unwrap_or(500), purchases);
            }
        }
        _ => eprintln!(
            "usage: study fits|coverage [--sets N] [--model NAME] [--shop NAME] [--export FOLDER] \
             [--parameters-only]"
        ),
    }
}

/// Counts failures and measures predictions of one cell.
fn fits(scenario: &Scenario, customers: usize, sets: u64, folder: Option<&str>) {
    let (mut failed, mut leaning) = (0_u64, 0_u64);
    let mut errors = Vec::new();
    let mut exported = String::from("set,frequency,recency,T,actual,expected\n");
    for seed in 0..sets {
        let data = scenario.draw(customers, seed, scenario.longest);
        let horizon = if scenario.model.is_discrete() {
            scenario.longest.floor()
        } else {
            scenario.longest
        };
        let gaps = Some(data.ln_gaps.as_slice());
        let fitted = AnyModel::fit(
            scenario.model,
            &data.columns(),
            gaps,
            &FitOptions::default(),
        );
        let mut expected = vec![f64::NAN; data.len()];
        let usable = fitted.as_ref().is_ok_and(|fitted| {
            let model = &*fitted.model;
            let done = model.expected_purchases_columns(&data.columns(), horizon, &mut expected);
            fitted.convergence.converged
                && done.is_ok()
                && expected.iter().all(|x| x.is_finite())
                && model.parameters().iter().all(|x| x.is_finite() && *x > 0.0)
        });
        if !usable {
            failed += 1;
            if let Err(error) = fitted {
                eprintln!(
                    "{} {} {customers} set {seed}: {error}",
                    scenario.model.code(),
                    scenario.name
                );
            }
            continue;
        }
        let verdict = fitted.as_ref().map(|fitted| fitted.convergence.verdict);
        leaning += u64::from(verdict.is_ok_and(|verdict| verdict != Verdict::Converged));
        let pairs = expected.iter().zip(&data.holdout_purchases);
        errors.push(pairs.map(|(x, y)| (x - y).abs()).sum::<f64>() / customers as f64);
        if folder.is_some() && seed < EXPORTED {
            for (i, expected) in expected.iter().enumerate() {
                let (x, recency, age) = (data.frequency[i], data.recency[i], data.age[i]);
                let actual = data.holdout_purchases[i];
                writeln!(exported, "{seed},{x},{recency},{age},{actual},{expected}").unwrap();
            }
        }
    }
    if let Some(folder) = folder {
        let name = scenario.name.replace([' ', ','], "-");
        let file = format!("{}_{name}_{customers}.csv", scenario.model.code());
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(Path::new(folder).join(file), exported).unwrap();
    }
    println!(
        "| {} | {} | {customers} | {sets} | {failed} | {:.1} % | {:.3} |",
        scenario.model.code(),
        scenario.name,
        100.0 * leaning as f64 / sets as f64,
        median(&mut errors),
    );
}

/// The like for spend; the error is that of the expected spend per purchase, against the mean of the
/// customer's own law, which the simulation does not show: the column is left empty.
fn spend_fits(scenario: &Scenario, customers: usize, sets: u64) {
    let model = GammaGamma::try_new(SPEND).unwrap();
    let (mut failed, mut leaning, mut empty) = (0_u64, 0_u64, 0_u64);
    for seed in 0..sets {
        let data = scenario.draw(customers, seed, 0.0);
        let spend = simulate_spend(&model, &data.frequency, seed).unwrap();
        if data.frequency.iter().all(|x| *x < 1.0) {
            empty += 1;
            continue;
        }
        let columns = SpendColumns {
            frequency: &data.frequency,
            monetary_value: &spend,
            weights: None,
        };
        match GammaGamma::fit(&columns, &FitOptions::default()) {
            Ok(fitted) if fitted.convergence.converged => {
                leaning += u64::from(fitted.convergence.verdict != Verdict::Converged);
            }
            _ => failed += 1,
        }
    }
    println!(
        "| gamma-gamma | {} | {customers} | {} | {failed} | {:.1} % | |",
        scenario.name,
        sets - empty,
        100.0 * leaning as f64 / (sets - empty) as f64,
    );
}

/// Customers of each data set whose interval is looked at.
const LOOKED_AT: usize = 20;

/// Whether 90 % intervals hold the truth in 90 of 100 data sets of 2,000 customers.
fn coverage(scenario: &Scenario, sets: u64, purchases: bool) {
    const LEVEL: f64 = 0.9;
    let truth = scenario.truth();
    let horizon = if scenario.model.is_discrete() {
        (scenario.longest / 2.0).floor()
    } else {
        scenario.longest / 2.0
    };
    let mut held = Vec::new();
    let (mut inside, mut shared, mut single, mut looked) = (0.0, 0.0, 0.0, 0.0);
    let (mut expected, mut open) = (0.0, 0.0);
    let mut counted = 0.0;
    let mut random = Random::new(1);
    for seed in 0..sets {
        let data = scenario.draw(2000, seed, horizon);
        let gaps = Some(data.ln_gaps.as_slice());
        let options = FitOptions {
            profile_likelihood: true,
            ..FitOptions::default()
        };
        let fitted = AnyModel::fit(scenario.model, &data.columns(), gaps, &options).unwrap();
        let Some(intervals) = parameter_intervals(&fitted, LEVEL).unwrap() else {
            continue;
        };
        counted += 1.0;
        let truths = truth.parameters();
        let chosen = truths.len() - intervals.len();
        held.resize(intervals.len(), 0.0);
        for (held, (interval, x)) in held.iter_mut().zip(intervals.iter().zip(&truths[chosen..])) {
            *held += f64::from(u8::from(interval.lower <= *x && *x <= interval.upper));
        }
        if !purchases {
            continue;
        }
        let drawn = |draws: u32| {
            let seed = seed as u32 + 1;
            ModelDraws::of_fit(&fitted, &DrawOptions { draws, seed }).unwrap()
        };
        let (Some(draws), Some(many)) = (drawn(40), drawn(200)) else {
            continue;
        };
        for i in 0..LOOKED_AT {
            let (x, recency, age) = (data.frequency[i], data.recency[i], data.age[i]);
            let history = PurchaseHistory::try_new(x, recency, age).unwrap();
            let actual = data.holdout_purchases[i];
            // What the true model expects: of a customer who has certainly left there is nothing to know.
            let mean = truth.expected_purchases(history, horizon).unwrap();
            if mean > 0.0 {
                let of_mean = |model: &AnyModel| model.expected_purchases(history, horizon);
                let interval = many.interval(LEVEL, &of_mean).unwrap();
                open += 1.0;
                expected += f64::from(u8::from((interval.lower..=interval.upper).contains(&mean)));
            }
            let interval = draws.purchases(history, horizon, LEVEL).unwrap();
            looked += 1.0;
            inside += f64::from(u8::from(
                interval.lower <= actual && actual <= interval.upper,
            ));
            single += f64::from(u8::from(interval.upper <= interval.lower));
            // Where 97 of 100 buy nothing, no interval of whole numbers holds 90. The place of
            // `actual` in its distribution, spread evenly over its own probability, is uniform for
            // a true model.
            let (mut below, mut own) = (0.0, 0.0);
            for n in 0..=actual as u32 {
                below += own;
                let parts = draws.models().iter();
                let sum: f64 = parts
                    .map(|m| m.purchase_probability(history, n, horizon).unwrap())
                    .sum();
                own = sum / draws.models().len() as f64;
            }
            let place = below + own * random.uniform();
            let tail = 0.5 - 0.5 * LEVEL;
            shared += f64::from(u8::from((tail..=1.0 - tail).contains(&place)));
        }
    }
    let names = scenario.model.parameter_names();
    let chosen = names.len().saturating_sub(held.len());
    let parts: Vec<String> = names[chosen..]
        .iter()
        .zip(&held)
        .map(|(name, held)| format!("{name} {:.1} %", 100.0 * held / counted))
        .collect();
    let share = |count: f64, of: f64| match of {
        0.0 => String::new(),
        _ => format!("{:.1} %", 100.0 * count / of),
    };
    println!(
        "| {} | {} | {counted} | {} | {} | {} | {} | {} |",
        scenario.model.code(),
        scenario.name,
        parts.join(", "),
        share(expected, open),
        share(shared, looked),
        share(inside, looked),
        share(single, looked),
    );
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
