//! Dimensionless conversion against textbook examples and an independent computation.

use crate::data_weights::golden;
use crate::data_weights::numbers;
use crate::entropy::close;
use crate::entropy::matrix;
use clientele::Result;
use clientele::index::conversion::Bands;
use clientele::index::conversion::Conversion;
use clientele::index::conversion::ConversionOptions;
use clientele::index::conversion::ConvertedData;
use clientele::index::conversion::IndexReference;
use clientele::index::conversion::Standard;
use clientele::index::conversion::Total;
use clientele::index::conversion::convert;
use clientele::numeric::direction::Direction;
use proptest::prelude::*;

const BENEFIT: Direction = Direction::Benefit;
const COST: Direction = Direction::Cost;

fn limits(unallowable: f64, satisfactory: f64) -> Standard {
    Standard {
        unallowable: Some(unallowable),
        satisfactory: Some(satisfactory),
        ..Standard::default()
    }
}

fn base(base: f64) -> Standard {
    Standard {
        base: Some(base),
        ..Standard::default()
    }
}

fn with(method: Conversion, standards: &[Standard]) -> ConversionOptions {
    ConversionOptions {
        method,
        standards: (!standards.is_empty()).then(|| standards.to_vec()),
        ..ConversionOptions::default()
    }
}

fn column(values: &[f64], direction: Direction, options: &ConversionOptions) -> Vec<f64> {
    let rows: Vec<&[f64]> = values.chunks(1).collect();
    let found = convert(&matrix(&rows, &[direction]), options).unwrap();
    found.values.iter().map(|row| row[0].unwrap()).collect()
}

fn fails(found: Result<ConvertedData>) -> (&'static str, String) {
    let error = found.unwrap_err();
    (error.code(), error.path().unwrap_or_default().to_owned())
}

#[test]
fn efficacy_matches_the_worked_examples() {
    // made-up figures, worked by hand: (x − x_s) / (x_h − x_s) · 40 + 60
    let data = matrix(&[&[7.5, 12.0, 0.85]], &[BENEFIT, COST, BENEFIT]);
    let standards = [limits(5.0, 10.0), limits(30.0, 5.0), limits(0.6, 0.95)];
    let options = ConversionOptions {
        total: Total::Arithmetic,
        weights: Some(vec![0.5, 0.3, 0.2]),
        ..with(Conversion::Efficacy, &standards)
    };
    let found = convert(&data, &options).unwrap();
    let row: Vec<f64> = found.values[0].iter().map(|value| value.unwrap()).collect();
    close(&row, &[80.0, 88.8, 88.571429], 5e-7);
    close(&[found.totals.unwrap()[0].unwrap()], &[84.354286], 5e-7);
    let geometric = ConversionOptions {
        total: Total::Geometric,
        ..options
    };
    let found = convert(&data, &geometric).unwrap();
    close(&[found.totals.unwrap()[0].unwrap()], &[84.241795], 5e-7);
    // outside the range: below 60 unless clipped
    let cost = with(Conversion::Efficacy, &[limits(30.0, 5.0)]);
    close(&column(&[40.0], COST, &cost), &[44.0], 1e-12);
    let clipped = ConversionOptions { clip: true, ..cost };
    close(&column(&[40.0, 1.0], COST, &clipped), &[60.0, 100.0], 0.0);
}

#[test]
fn efficacy_matches_the_textbook_company() {
    // a Chinese textbook of financial analysis: 5.81 between 6 (不允许值) and 12 (满意值) is 58.73,
    // and company D, whose four coefficients have the geometric mean 82.185 and the mean 82.639
    let one = with(Conversion::Efficacy, &[limits(6.0, 12.0)]);
    close(&column(&[5.81], BENEFIT, &one), &[58.73], 5e-3);
    let company = matrix(&[&[75.368, 96.844, 74.940, 83.404]], &[BENEFIT; 4]);
    let same = ConversionOptions {
        c: Some(100.0),
        d: Some(0.0),
        ..with(Conversion::Efficacy, &vec![limits(0.0, 100.0); 4])
    };
    let total = |total, weights: Option<Vec<f64>>| {
        let options = ConversionOptions {
            total,
            weights,
            ..same.clone()
        };
        convert(&company, &options).unwrap().totals.unwrap()[0].unwrap()
    };
    close(&[total(Total::Geometric, None)], &[82.184529], 5e-7);
    close(&[total(Total::Arithmetic, None)], &[82.639], 1e-9);
    let weights = Some(vec![0.3, 0.2, 0.2, 0.3]);
    close(&[total(Total::Geometric, weights)], &[81.596108], 5e-7);
}

#[test]
fn index_numbers_match_the_worked_examples() {
    // made-up figures, worked by hand
    let index = |value| with(Conversion::Index, &[base(value)]);
    close(&column(&[120.0], BENEFIT, &index(100.0)), &[120.0], 1e-12);
    close(&column(&[125.0], COST, &index(100.0)), &[80.0], 1e-12);
    let reference = |reference| ConversionOptions {
        reference: Some(reference),
        ..with(Conversion::Index, &[])
    };
    let mean = reference(IndexReference::Mean);
    close(
        &column(&[50.0, 150.0], BENEFIT, &mean),
        &[50.0, 150.0],
        1e-12,
    );
    let first = reference(IndexReference::First);
    close(
        &column(&[50.0, 150.0], BENEFIT, &first),
        &[100.0, 300.0],
        1e-12,
    );
}

#[test]
fn bands_and_exponents_match_the_independent_computation() {
    for row in golden()["conversions"].as_array().unwrap() {
        let x = row["x"].as_f64().unwrap();
        let bands = numbers(&row["bands"]);
        let number = |key: &str| row[key].as_f64().unwrap();
        let benefit = Bands::try_new(&bands, BENEFIT, "bands").unwrap();
        close(&[benefit.score(x)], &[number("bandScore")], 1e-10);
        // the same values upside down are the standards of a cost
        let rising: Vec<f64> = bands.iter().rev().copied().collect();
        let cost = Bands::try_new(&rising, COST, "bands").unwrap();
        close(&[cost.score(x)], &[number("costScore")], 1e-10);
        let standards = [limits(bands[4], bands[0])];
        let tolerance = 1e-10 * number("exponential").max(1.0);
        for (method, key) in [
            (Conversion::Efficacy, "efficacy"),
            (Conversion::EfficacyExponential, "exponential"),
        ] {
            let found = column(&[x], BENEFIT, &with(method, &standards));
            close(&found, &[number(key)], tolerance);
        }
    }
}

#[test]
fn bands_give_the_score_of_the_rules_times_the_weight() {
    // 国资委 (2006): between 良好 9 and 优秀 12 with weight 20: 基础分 20 · 0.8, 调整分 2/3 of 20 · 0.2
    let standard = Standard {
        bands: Some(vec![12.0, 9.0, 6.0, 3.0, 0.0]),
        ..Standard::default()
    };
    let other = Standard {
        bands: Some(vec![1.0, 2.0, 3.0, 4.0, 5.0]),
        ..Standard::default()
    };
    let data = matrix(&[&[11.0, 6.0]], &[BENEFIT, COST]);
    let options = ConversionOptions {
        total: Total::Arithmetic,
        weights: Some(vec![20.0, 80.0]),
        ..with(Conversion::EfficacyBands, &[standard, other])
    };
    let found = convert(&data, &options).unwrap();
    close(
        &[found.values[0][0].unwrap() * 0.2],
        &[16.0 + 4.0 * 2.0 / 3.0],
        1e-12,
    );
    // worse than 较差
    assert_eq!(found.values[0][1], Some(0.0));
    close(
        &[found.totals.unwrap()[0].unwrap()],
        &[16.0 + 8.0 / 3.0],
        1e-12,
    );
}

#[test]
fn columns_are_shared_out_as_their_formulas_say() {
    // worked by hand
    let of = |values: &[f64], direction, method| column(values, direction, &with(method, &[]));
    close(
        &of(&[3.0, 4.0], BENEFIT, Conversion::Vector),
        &[0.6, 0.8],
        1e-15,
    );
    close(
        &of(&[3.0, 4.0], COST, Conversion::Vector),
        &[0.4, 0.2],
        1e-15,
    );
    close(
        &of(&[1.0, 3.0], BENEFIT, Conversion::Sum),
        &[0.25, 0.75],
        1e-15,
    );
    close(
        &of(&[1.0, 3.0], COST, Conversion::Sum),
        &[0.75, 0.25],
        1e-15,
    );
    close(
        &of(&[1.0, 4.0], BENEFIT, Conversion::Max),
        &[0.25, 1.0],
        0.0,
    );
    close(&of(&[1.0, 4.0], COST, Conversion::Max), &[1.0, 0.25], 0.0);
    close(
        &of(&[1.0, 2.0, 3.0], BENEFIT, Conversion::Zscore),
        &[-1.0, 0.0, 1.0],
        1e-15,
    );
    close(
        &of(&[1.0, 2.0, 3.0], COST, Conversion::Zscore),
        &[1.0, 0.0, -1.0],
        1e-15,
    );
    // distances 2, 1, 0 from the target, with the mean 1
    let target = Direction::Target(3.0);
    close(
        &of(&[1.0, 2.0, 3.0], target, Conversion::Zscore),
        &[-1.0, 0.0, 1.0],
        1e-15,
    );
    close(
        &of(&[1.0, 2.0, 3.0], target, Conversion::Minmax),
        &[0.0, 0.5, 1.0],
        1e-15,
    );
    let interval = Direction::Interval(2.0, 4.0);
    let outer = Standard {
        lower: Some(0.0),
        upper: Some(8.0),
        ..Standard::default()
    };
    let options = with(Conversion::Minmax, &[outer]);
    close(
        &column(&[1.0, 3.0, 5.0, 9.0], interval, &options),
        &[0.5, 1.0, 0.75, -0.25],
        1e-15,
    );
}

#[test]
fn a_constant_column_is_left_out_and_said() {
    let data = matrix(&[&[1.0, 5.0], &[2.0, 5.0]], &[BENEFIT; 2]);
    let options = ConversionOptions {
        total: Total::Arithmetic,
        weights: Some(vec![0.25, 0.75]),
        ..with(Conversion::Minmax, &[])
    };
    let found = convert(&data, &options).unwrap();
    assert_eq!(found.values, [[Some(0.0), None], [Some(1.0), None]]);
    assert_eq!(found.totals, Some(vec![Some(0.0), Some(1.0)]));
    assert_eq!(found.coverage, 0.25);
    assert_eq!(found.warnings[0].subject.as_deref(), Some("c2"));
    let flat = matrix(&[&[5.0], &[5.0]], &[BENEFIT]);
    let alone = ConversionOptions {
        weights: None,
        ..options
    };
    let found = convert(&flat, &alone).unwrap();
    assert_eq!(
        (found.totals, found.coverage),
        (Some(vec![None, None]), 0.0)
    );
}

#[test]
fn the_settings_say_what_was_in_use() {
    let data = matrix(&[&[7.5, 12.0]], &[BENEFIT, COST]);
    let options = with(
        Conversion::Efficacy,
        &[limits(5.0, 10.0), limits(30.0, 5.0)],
    );
    let found = convert(&data, &options).unwrap();
    let settings = clientele::plain::ToPlain::to_plain(&found.provenance);
    let text = format!("{settings:?}");
    for part in [
        "directions",
        "cost",
        "clip",
        "Bool(false)",
        "given",
        "standards[c2]",
        "30.0",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(found.provenance.method, "efficacy");
}

#[test]
fn standards_that_make_no_sense_are_named() {
    let data = matrix(&[&[7.5, 12.0]], &[BENEFIT, COST]);
    let two = |one: Standard, other: Standard, method| {
        fails(convert(&data, &with(method, &[one, other])))
    };
    let efficacy = Conversion::Efficacy;
    let good = limits(5.0, 10.0);
    let same = two(limits(5.0, 5.0), limits(30.0, 5.0), efficacy);
    assert_eq!(
        same,
        ("InvalidValue", "options.standards[c1].satisfactory".into())
    );
    let against = two(good.clone(), limits(5.0, 30.0), efficacy);
    assert_eq!(
        against,
        ("OutOfRange", "options.standards[c2].satisfactory".into())
    );
    let half = Standard {
        satisfactory: None,
        ..limits(30.0, 5.0)
    };
    let missing = two(good.clone(), half, efficacy);
    assert_eq!(
        missing,
        ("Missing", "options.standards[c2].satisfactory".into())
    );
    let unused = two(good.clone(), base(3.0), efficacy);
    assert_eq!(
        unused,
        ("InvalidValue", "options.standards[c2].base".into())
    );
    let none = two(base(1.0), Standard::default(), Conversion::Index);
    assert_eq!(none, ("Missing", "options.standards[c2].base".into()));
    let zero = two(base(0.0), base(1.0), Conversion::Index);
    assert_eq!(zero, ("OutOfRange", "options.standards[c1].base".into()));
    let short = fails(convert(&data, &with(efficacy, &[good])));
    assert_eq!(short, ("LengthMismatch", "options.standards".into()));
    let bands = |values: &[f64]| Standard {
        bands: Some(values.to_vec()),
        ..Standard::default()
    };
    let falling = [5.0, 4.0, 3.0, 2.0, 1.0];
    let rising = two(bands(&falling), bands(&falling), Conversion::EfficacyBands);
    assert_eq!(
        rising,
        ("OutOfRange", "options.standards[c2].bands[1]".into())
    );
    let four = two(
        bands(&falling[..4]),
        bands(&falling),
        Conversion::EfficacyBands,
    );
    assert_eq!(
        four,
        ("LengthMismatch", "options.standards[c1].bands".into())
    );
}

#[test]
fn values_and_options_that_make_no_sense_are_named() {
    let zero = matrix(&[&[7.5, 0.0]], &[BENEFIT, COST]);
    let index = with(Conversion::Index, &[base(1.0), base(1.0)]);
    assert_eq!(
        fails(convert(&zero, &index)),
        ("OutOfRange", "data[0][c2]".into())
    );
    for method in [Conversion::Sum, Conversion::Max] {
        let found = fails(convert(&zero, &with(method, &[])));
        assert_eq!(found, ("OutOfRange", "data[0][c2]".into()));
    }
    let clip = ConversionOptions {
        clip: true,
        ..with(Conversion::Zscore, &[])
    };
    assert_eq!(
        fails(convert(&zero, &clip)),
        ("InvalidValue", "options.clip".into())
    );
    let weights = ConversionOptions {
        weights: Some(vec![1.0, 1.0]),
        ..ConversionOptions::default()
    };
    assert_eq!(
        fails(convert(&zero, &weights)),
        ("InvalidValue", "options.weights".into())
    );
    let negative = ConversionOptions {
        total: Total::Arithmetic,
        weights: Some(vec![1.0, -1.0]),
        ..ConversionOptions::default()
    };
    assert_eq!(
        fails(convert(&zero, &negative)),
        ("OutOfRange", "options.weights[1]".into())
    );
    for (c, d, path) in [(0.0, 60.0, "options.c"), (40.0, 0.0, "options.d")] {
        let options = ConversionOptions {
            c: Some(c),
            d: Some(d),
            ..with(Conversion::EfficacyExponential, &[])
        };
        assert_eq!(fails(convert(&zero, &options)), ("OutOfRange", path.into()));
    }
    let target = matrix(&[&[7.5]], &[Direction::Target(5.0)]);
    for method in [
        Conversion::Vector,
        Conversion::Sum,
        Conversion::Max,
        Conversion::Index,
    ] {
        let found = fails(convert(&target, &with(method, &[])));
        assert_eq!(found, ("InvalidValue", "directions[c1]".into()));
    }
    // 44 below 60 on a scale that begins at −60: no geometric mean
    let below = ConversionOptions {
        d: Some(-60.0),
        total: Total::Geometric,
        ..with(
            Conversion::Efficacy,
            &[limits(5.0, 10.0), limits(30.0, 5.0)],
        )
    };
    assert_eq!(
        fails(convert(&zero, &below)),
        ("OutOfRange", "data[0][c1]".into())
    );
    let huge = matrix(&[&[f64::MAX]], &[BENEFIT]);
    let overflow = fails(convert(&huge, &with(Conversion::Index, &[base(1e-3)])));
    assert_eq!(overflow, ("NotFinite", "data[0][c1]".into()));
}

proptest! {
    #[test]
    fn every_conversion_rises_as_values_get_better(
        values in prop::collection::vec(0.1..100.0_f64, 2..12), kind in 0..4_usize,
    ) {
        let direction = [BENEFIT, COST, Direction::Target(20.0), Direction::Interval(10.0, 30.0)][kind];
        let line = kind < 2;
        for method in [
            Conversion::Minmax,
            Conversion::Efficacy,
            Conversion::EfficacyExponential,
            Conversion::Zscore,
            Conversion::Vector,
            Conversion::Sum,
            Conversion::Max,
            Conversion::Index,
        ] {
            let by_line = [Conversion::Vector, Conversion::Sum, Conversion::Max, Conversion::Index];
            if !line && by_line.contains(&method) {
                continue;
            }
            let options = ConversionOptions {
                reference: (method == Conversion::Index).then_some(IndexReference::Mean),
                ..with(method, &[])
            };
            let rows: Vec<&[f64]> = values.chunks(1).collect();
            let found = convert(&matrix(&rows, &[direction]), &options).unwrap();
            for (x, row) in values.iter().zip(&found.values) {
                for (y, other) in values.iter().zip(&found.values) {
                    if let (Some(a), Some(b)) = (row[0], other[0])
                        && direction.shortfall(*x) < direction.shortfall(*y)
                    {
                        prop_assert!(a >= b - 1e-12, "{:?}: {} {}", method, a, b);
                    }
                }
            }
        }
    }
}

#[test]
fn options_of_another_method_are_an_error_and_not_without_effect() {
    let data = matrix(&[&[1.0], &[2.0]], &[BENEFIT]);
    let scaled = [Conversion::Efficacy, Conversion::EfficacyExponential];
    let methods = [
        Conversion::Minmax,
        Conversion::Index,
        Conversion::Efficacy,
        Conversion::EfficacyExponential,
        Conversion::EfficacyBands,
        Conversion::Zscore,
        Conversion::Vector,
        Conversion::Sum,
        Conversion::Max,
    ];
    for method in methods {
        let plain = with(method, &[]);
        let given = [
            (
                "options.c",
                scaled.contains(&method),
                ConversionOptions {
                    c: Some(100.0),
                    ..plain.clone()
                },
            ),
            (
                "options.d",
                scaled.contains(&method),
                ConversionOptions {
                    d: Some(1.0),
                    ..plain.clone()
                },
            ),
            (
                "options.reference",
                method == Conversion::Index,
                ConversionOptions {
                    reference: Some(IndexReference::Mean),
                    ..plain.clone()
                },
            ),
        ];
        for (path, used, options) in given {
            match convert(&data, &options) {
                // Standards that are missing are another matter.
                Err(error) if used => assert_ne!(error.path(), Some(path), "{error}"),
                Err(error) => assert_eq!(
                    (error.code(), error.path()),
                    ("InvalidValue", Some(path)),
                    "{method:?}: {error}"
                ),
                Ok(_) => assert!(used, "{method:?} takes no notice of {path}"),
            }
        }
    }
}
