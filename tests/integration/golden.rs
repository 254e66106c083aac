//! The bits of every number of every CDNOW customer's score, and of columns of predictions. The test of the package computes the
//! same hashes in WebAssembly, so that both being equal to the file means native == wasm.
//!
//! `npm run golden` writes the file anew; CONTRIBUTING.md says when that is allowed.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::gamma_gamma::GammaGamma;
use clientele::btyd::gamma_gamma::GammaGammaParams;
use clientele::btyd::lifetime_value::LifetimeOptions;
use clientele::btyd::lifetime_value::lifetime_value_columns;
use clientele::data::csv::CsvOptions;
use clientele::data::date::Day;
use clientele::data::orders::Orders;
use clientele::data::summary::SummaryOptions;
use clientele::data::time_unit::TimeUnit;
use clientele::score::Customer;
use clientele::score::CustomerScore;
use clientele::score::ModelChoice;
use clientele::score::Profile;
use clientele::score::ProfileOptions;
use clientele::score::Scorer;
use clientele::score::build_profile;
use serde_json::Value;
use serde_json::json;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/cdnow.json");

const COLUMNS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/columns.json");

/// Set by `npm run golden`.
const RENEW: &str = "CLIENTELE_RENEW_GOLDEN";

/// The end of the calibration period of Fader, Hardie & Lee (2005).
pub(crate) const UNTIL: &str = "1997-09-30";

pub(crate) fn orders() -> Orders {
    let csv = include_bytes!("../fixtures/cdnow_orders.csv");
    Orders::from_csv(csv, &CsvOptions::default()).unwrap()
}

pub(crate) fn profile(orders: &Orders) -> Profile {
    let options = ProfileOptions {
        as_of: Day::from_iso(UNTIL).ok(),
        ..ProfileOptions::default()
    };
    build_profile(orders, &options).unwrap()
}

/// FNV-1a, 64 bits wide, over the little-endian bits of numbers; every NaN counts as one.
pub(crate) struct Fnv(u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, number: f64) {
        let bits = if number.is_nan() {
            0x7ff8_0000_0000_0000
        } else {
            number.to_bits()
        };
        for byte in bits.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn of(numbers: &[f64]) -> Value {
        let mut hash = Self::new();
        for &number in numbers {
            hash.add(number);
        }
        hash.to_json()
    }

    pub(crate) fn to_json(&self) -> Value {
        json!(format!("{:016x}", self.0))
    }
}

/// How many customers the models other than that of the profile of CDNOW are compared on.
const SOME: usize = 200;

/// By model, a hash of its parameters and of the columns of scores of some customers.
fn computed_models(orders: &Orders) -> Value {
    let hash = |choice: ModelChoice| {
        let options = ProfileOptions {
            as_of: Day::from_iso(UNTIL).ok(),
            model: choice,
            ..ProfileOptions::default()
        };
        let profile = build_profile(orders, &options).unwrap();
        let summary = orders
            .summarize(&SummaryOptions {
                as_of: Some(profile.as_of),
                time_unit: TimeUnit::Week,
            })
            .unwrap();
        let columns = Customer::columns_of(&summary).map(|column| &column[..SOME]);
        let scores = Scorer::try_new(&profile)
            .unwrap()
            .score_columns(&columns)
            .unwrap();
        let kind = choice.kind().unwrap();
        let params = profile.purchase.params.in_order(kind).unwrap();
        let all = [params, scores.concat()].concat();
        (kind.code().to_owned(), Fnv::of(&all))
    };
    ModelChoice::ALL.map(hash).into_iter().collect()
}

/// The parameters, and a hash of them and of each column of scores.
fn computed() -> Value {
    let orders = orders();
    let profile = profile(&orders);
    let summary = orders
        .summarize(&SummaryOptions {
            as_of: Some(profile.as_of),
            time_unit: TimeUnit::Week,
        })
        .unwrap();
    let mut scorer = Scorer::try_new(&profile).unwrap();
    let mut columns = vec![Vec::new(); CustomerScore::FIELDS.len()];
    let mut numbers = vec![f64::NAN; CustomerScore::FIELDS.len()];
    for row in 0..summary.len() {
        let fields = Customer::fields_of(&summary.record(row).unwrap());
        let customer = Customer::from_fields(&fields).unwrap();
        scorer.score(&customer).unwrap().write_fields(&mut numbers);
        for (column, number) in columns.iter_mut().zip(&numbers) {
            column.push(*number);
        }
    }
    let purchase = profile.purchase.params.in_order(ModelKind::BgNbd).unwrap();
    let [r, alpha, a, b] = purchase[..] else {
        panic!("four parameters")
    };
    let GammaGammaParams { p, q, v } = profile.spend.params.unwrap();
    let params = vec![r, alpha, a, b, p, q, v];
    let hashes: serde_json::Map<String, Value> = CustomerScore::FIELDS
        .iter()
        .zip(&columns)
        .map(|(name, column)| ((*name).to_owned(), Fnv::of(column)))
        .collect();
    let all = [&[params], columns.as_slice()].concat().concat();
    json!({
        "customers": summary.len(),
        "params": { "r": r, "alpha": alpha, "a": a, "b": b, "p": p, "q": q, "v": v },
        "hash": Fnv::of(&all),
        "columns": hashes,
        "models": computed_models(&orders),
    })
}

/// Numbers that Rust and JavaScript draw alike: Park & Miller (1988), Random number generators: good
/// ones are hard to find, Communications of the ACM 31(10), with the multiplier of their later note.
pub(crate) struct Draws(pub(crate) u64);

impl Draws {
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as f64 / 2_147_483_647.0
    }

    pub(crate) fn whole(&mut self, below: f64) -> f64 {
        (below * self.next()).floor()
    }

    /// One of the numbers.
    pub(crate) fn one_of(&mut self, numbers: &[f64]) -> f64 {
        let place = self.whole(numbers.len() as f64);
        let mut places = (0_u32..).map(f64::from).zip(numbers);
        *places.find(|(i, _)| *i >= place).unwrap().1
    }
}

/// Frequency, recency, T and mean spend of customers of every kind, also of those that none has.
fn strangers() -> [Vec<f64>; 4] {
    let mut draws = Draws(1);
    let mut columns = [const { Vec::new() }; 4];
    for _ in 0..300 {
        let scale = draws.one_of(&[0.01, 0.3, 3.0, 40.0, 900.0]);
        let age = scale * draws.next();
        let most = draws.one_of(&[0.0, 0.0, 3.0, 40.0, 500.0, 9000.0]);
        let bought = draws.whole(most) + 1.0;
        let frequency = if most > 0.0 { bought } else { 0.0 };
        let (share, amount) = (draws.next(), 50.0 * draws.next());
        let last = if share < 0.1 { age } else { share * age };
        let [recency, amount] = [last, amount].map(|x| if frequency > 0.0 { x } else { 0.0 });
        for (column, number) in columns.iter_mut().zip([frequency, recency, age, amount]) {
            column.push(number);
        }
    }
    columns
}

/// By model and parameters, a hash of P(alive), expected purchases and lifetime values of strangers.
fn computed_columns() -> Value {
    const BETA: [[f64; 4]; 8] = [
        [0.243, 4.414, 0.793, 2.426],
        [0.1, 0.5, 0.05, 0.3],
        [2.0, 5.0, 3.0, 8.0],
        [5.0, 20.0, 1.0, 4.0],
        // Where other formulas take over: large a, and r far above a + b.
        [2.0, 10.0, 40.0, 100.0],
        [0.3, 5.0, 500.0, 500.0],
        [30.0, 40.0, 0.8, 2.4],
        [5.0, 3.0, 2.0, 0.5],
    ];
    const PARETO: [[f64; 4]; 4] = [
        [0.553, 10.578, 0.606, 11.669],
        [3.0, 50.0, 1.0, 20.0],
        [0.05, 1.0, 4.0, 900.0],
        [20.0, 7.0, 0.3, 6.0],
    ];
    let [frequency, recency, age, amounts] = strangers();
    let rows = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    let spend = GammaGammaParams {
        p: 6.25,
        q: 3.74,
        v: 15.44,
    };
    let spend = GammaGamma::try_new(spend).unwrap();
    let year = LifetimeOptions {
        periods: 12,
        period: 4.345,
        discount_rate_per_period: 0.01,
        margin: 1.0,
    };
    let hash = |kind: ModelKind, params: &[f64; 4]| {
        let model = AnyModel::try_new(kind, params).unwrap();
        let mut all = Vec::new();
        let mut out = vec![f64::NAN; age.len()];
        model.probability_alive_columns(&rows, &mut out).unwrap();
        all.extend_from_slice(&out);
        for horizon in [0.0, 0.5, 39.0, 5000.0] {
            let written = model.expected_purchases_columns(&rows, horizon, &mut out);
            written.unwrap();
            all.extend_from_slice(&out);
        }
        lifetime_value_columns(&*model, &spend, &rows, &amounts, &year, &mut out).unwrap();
        all.extend_from_slice(&out);
        assert!(all.iter().all(|number| number.is_finite()));
        json!({ "params": params, "hash": Fnv::of(&all) })
    };
    let beta = |kind| BETA.iter().map(|params| hash(kind, params)).collect();
    let pareto = PARETO
        .iter()
        .map(|params| hash(ModelKind::ParetoNbd, params));
    let found: [(&str, Vec<Value>); 3] = [
        ("bg-nbd", beta(ModelKind::BgNbd)),
        ("mbg-nbd", beta(ModelKind::MbgNbd)),
        ("pareto-nbd", pareto.collect()),
    ];
    found.into_iter().collect()
}

#[test]
fn hash_matches_the_published_vector() {
    // FNV-1a 64 of "a" is af63dc4c8601ec8c (draft-eastlake-fnv, test vectors); the number
    // whose bits are 61 00 … 00 adds seven zero bytes, each a multiplication.
    let mut expected = 0xaf63_dc4c_8601_ec8c_u64;
    for _ in 0..7 {
        expected = expected.wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut hash = Fnv::new();
    hash.add(f64::from_bits(0x61));
    assert_eq!(hash.0, expected);
}

/// What a file holds; written anew from `computed` first where that is wanted.
pub(crate) fn golden(file: &str, computed: &Value) -> Value {
    if std::env::var_os(RENEW).is_some() {
        let text = serde_json::to_string_pretty(computed).unwrap();
        std::fs::write(file, format!("{text}\n")).unwrap();
    }
    let text = std::fs::read_to_string(file).expect("tests/golden: npm run golden");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn predictions_of_strangers_have_the_same_bits_as_ever() {
    let computed = computed_columns();
    assert_eq!(computed, golden(COLUMNS, &computed), "see CONTRIBUTING.md");
}

#[test]
fn scores_of_cdnow_have_the_same_bits_as_ever() {
    let computed = computed();
    let golden = golden(FILE, &computed);
    for name in ["customers", "params", "columns", "hash", "models"] {
        assert_eq!(
            computed[name], golden[name],
            "bits of {name} have changed: see CONTRIBUTING.md"
        );
    }
}
