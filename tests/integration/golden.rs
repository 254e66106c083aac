//! The bits of every number of every CDNOW customer's score. The test of the package computes the
//! same hashes in WebAssembly, so that both being equal to the file means native == wasm.
//!
//! `npm run golden` writes the file anew; CONTRIBUTING.md says when that is allowed.

use clientele::btyd::ModelKind;
use clientele::btyd::gamma_gamma::GammaGammaParams;
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
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, number: f64) {
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
        json!(format!("{:016x}", hash.0))
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

#[test]
fn scores_of_cdnow_have_the_same_bits_as_ever() {
    let computed = computed();
    if std::env::var_os(RENEW).is_some() {
        let text = serde_json::to_string_pretty(&computed).unwrap();
        std::fs::write(FILE, format!("{text}\n")).unwrap();
    }
    let text = std::fs::read_to_string(FILE).expect("tests/golden/cdnow.json: npm run golden");
    let golden: Value = serde_json::from_str(&text).unwrap();
    for name in ["customers", "params", "columns", "hash", "models"] {
        assert_eq!(
            computed[name], golden[name],
            "bits of {name} have changed: see CONTRIBUTING.md"
        );
    }
}
