//! Path models against plspm 0.5.7 (`scripts/references/path_model.py`) and a published form of the index.

use crate::entropy::close;
use clientele::Result;
use clientele::data::thresholds::Thresholds;
use clientele::perceived::path_model::*;
use proptest::prelude::*;
use serde_json::Value;

/// Reads the numbers of plspm.
fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/path_model.json")).unwrap()
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap().iter();
    list.map(|text| text.as_str().unwrap().into()).collect()
}

fn set(golden: &Value, name: &str) -> (Vec<String>, Vec<f64>) {
    let set = &golden["sets"][name];
    let rows = set["rows"].as_array().unwrap().iter();
    let answers = rows.flat_map(|row| row.as_array().unwrap());
    (
        texts(&set["columns"]),
        answers.map(|x| x.as_f64().unwrap()).collect(),
    )
}

/// The model of an entry, its latent variables in the order of plspm.
fn model_of(entry: &Value) -> PathModel {
    let formative = texts(&entry["formative"]);
    let latents = texts(&entry["latents"])
        .into_iter()
        .map(|name| LatentVariable {
            indicators: texts(&entry["blocks"][&name]),
            mode: formative.contains(&name).then_some(LatentMode::B),
            name,
            ..LatentVariable::default()
        });
    let paths = entry["paths"].as_array().unwrap().iter();
    PathModel {
        latents: latents.collect(),
        paths: paths
            .map(|path| LatentPath {
                from: path["from"].as_str().unwrap().into(),
                to: path["to"].as_str().unwrap().into(),
            })
            .collect(),
    }
}

fn scheme_of(entry: &Value) -> InnerScheme {
    match entry["scheme"].as_str().unwrap() {
        "centroid" => InnerScheme::Centroid,
        "factorial" => InnerScheme::Factorial,
        _ => InnerScheme::Path,
    }
}

fn estimate(
    model: &PathModel,
    data: &(Vec<String>, Vec<f64>),
    options: &PathModelOptions,
) -> Result<PathModelReport> {
    path_model(model, &data.0, &data.1, options, &Thresholds::default())
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn every_number_matches_plspm() {
    let golden = golden();
    let entries = golden["models"].as_array().unwrap();
    assert_eq!(entries.len(), 15);
    for entry in entries {
        let data = set(&golden, entry["set"].as_str().unwrap());
        let options = PathModelOptions {
            scheme: scheme_of(entry),
            scores: true,
            ..PathModelOptions::default()
        };
        let found = estimate(&model_of(entry), &data, &options).unwrap();
        assert!(found.converged);
        let near = |found: f64, expected: &Value| close(&[found], &[number(expected)], 1e-8);
        for (own, expected) in found.paths.iter().zip(entry["paths"].as_array().unwrap()) {
            near(own.coefficient, &expected["coefficient"]);
        }
        let indicators = entry["indicators"].as_array().unwrap();
        assert_eq!(found.indicators.len(), indicators.len());
        for (own, expected) in found.indicators.iter().zip(indicators) {
            assert_eq!(own.indicator, expected["indicator"].as_str().unwrap());
            near(own.weight, &expected["weight"]);
            near(own.loading, &expected["loading"]);
            near(own.communality, &expected["communality"]);
            near(own.redundancy.unwrap_or(0.0), &expected["redundancy"]);
            let cross = expected["crossLoadings"].as_array().unwrap();
            for (own, expected) in own.cross_loadings.iter().zip(cross) {
                near(*own, expected);
            }
        }
        for own in &found.latents {
            let expected = |key: &str| &entry[key][&own.latent];
            near(own.r_squared.unwrap_or(0.0), expected("rSquared"));
            if own.r_squared.is_some() {
                near(
                    own.adjusted_r_squared.unwrap(),
                    expected("adjustedRSquared"),
                );
            }
            near(own.communality, expected("communality"));
            near(own.redundancy.unwrap_or(0.0), expected("redundancy"));
        }
        let effects = entry["effects"].as_array().unwrap();
        assert_eq!(found.effects.len(), effects.len());
        for expected in effects {
            let of = |key: &str| expected[key].as_str().unwrap();
            let mut own = found.effects.iter();
            let own = own.find(|own| own.from == of("from") && own.to == of("to"));
            let own = own.unwrap();
            near(own.direct, &expected["direct"]);
            near(own.indirect, &expected["indirect"]);
            near(own.total, &expected["total"]);
        }
        near(found.goodness_of_fit.unwrap(), &entry["goodnessOfFit"]);
        // the deviation of the scores of plspm has n in the denominator too
        let last = found.scores.as_ref().unwrap().last().unwrap();
        for (own, expected) in last.iter().zip(entry["scores"].as_array().unwrap()) {
            near(*own, expected);
        }
    }
}

/// The sixteen answers, their model, and options of the centroid scheme on a scale from 1 to 10.
fn small() -> (PathModel, (Vec<String>, Vec<f64>), PathModelOptions) {
    let golden = golden();
    let entry = &golden["models"][0];
    let options = PathModelOptions {
        scheme: InnerScheme::Centroid,
        lowest: Some(1.0),
        highest: Some(10.0),
        ..PathModelOptions::default()
    };
    (model_of(entry), set(&golden, "small"), options)
}

#[test]
fn indices_match_the_formula_of_fornell() {
    // weights of plspm, put into the formula of Fornell et al. (1996) in NumPy
    let (model, data, options) = small();
    let found = estimate(&model, &data, &options).unwrap();
    let index = |name: &str| {
        let own = found.latents.iter().find(|own| own.latent == name).unwrap();
        own.index.unwrap()
    };
    close(
        &[
            index("expectation"),
            index("quality"),
            index("value"),
            index("satisfaction"),
            index("loyalty"),
        ],
        &[59.749031, 55.606752, 55.507659, 58.325689, 55.896834],
        5e-7,
    );
    let codes: Vec<&str> = found.warnings.iter().map(|own| own.code.as_str()).collect();
    assert_eq!(codes, ["path_model_weak"]); // sixteen rows are few
}

#[test]
fn the_bootstrap_is_seeded_and_holds_the_estimate() {
    let golden = golden();
    let data = set(&golden, "large");
    let entry = &golden["models"][3];
    let options = |seed| PathModelOptions {
        lowest: Some(0.0),
        highest: Some(10.0),
        bootstrap: Some(BootstrapOptions {
            replicates: 100,
            seed,
            level: 0.95,
        }),
        ..PathModelOptions::default()
    };
    let model = model_of(entry);
    let found = estimate(&model, &data, &options(7)).unwrap();
    let intervals = found.intervals.as_ref().unwrap();
    assert_eq!((intervals.replicates, intervals.failed), (100, 0));
    for own in &intervals.paths {
        let path = found
            .paths
            .iter()
            .find(|path| path.from == own.from && path.to == own.to);
        let (path, interval) = (path.unwrap(), own.coefficient.unwrap());
        assert!(interval.lower < path.coefficient && path.coefficient < interval.upper);
        assert!(interval.standard_error > 0.0);
    }
    let satisfaction = intervals
        .latents
        .iter()
        .find(|own| own.latent == "satisfaction");
    let index = satisfaction.unwrap().index.unwrap();
    let own = found
        .latents
        .iter()
        .find(|own| own.latent == "satisfaction");
    let estimate_of = own.unwrap().index.unwrap();
    assert!(index.lower < estimate_of && estimate_of < index.upper);
    assert_eq!(intervals.latents[0].r_squared, None);
    let again = estimate(&model, &data, &options(7)).unwrap();
    assert_eq!(again.intervals, found.intervals);
    let other = estimate(&model, &data, &options(8)).unwrap();
    assert_ne!(other.intervals, found.intervals);
}

#[test]
fn the_models_of_three_countries_are_estimated() {
    let golden = golden();
    let data = set(&golden, "large");
    for (kind, entry, edges) in [
        (SatisfactionModel::Scsb, 1, 6),
        (SatisfactionModel::Acsi, 2, 9),
        (SatisfactionModel::Ccsi, 3, 11),
    ] {
        let entry = &golden["models"][entry];
        assert_eq!(entry["graph"].as_str(), Some(kind.code()));
        let mut blocks = model_of(entry).latents;
        for block in &mut blocks {
            if block.name == "complaint" {
                (block.lowest, block.highest) = (Some(0.0), Some(1.0));
            }
        }
        let options = PathModelOptions {
            scheme: InnerScheme::Centroid,
            ..PathModelOptions::default()
        };
        let both = (data.0.as_slice(), data.1.as_slice());
        let thresholds = Thresholds::default();
        let found = satisfaction_model(kind, &blocks, both, &options, &thresholds).unwrap();
        assert_eq!(found.report.paths.len(), edges);
        for expected in entry["paths"].as_array().unwrap() {
            let is = |path: &&PathEstimate| {
                expected["from"] == path.from.as_str() && expected["to"] == path.to.as_str()
            };
            let own = found.report.paths.iter().find(is).unwrap();
            close(
                &[own.coefficient],
                &[number(&expected["coefficient"])],
                1e-8,
            );
        }
        assert!(found.index.unwrap() > 50.0 && found.level.is_some());
        blocks.pop();
        let error = satisfaction_model(kind, &blocks, both, &options, &thresholds).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("Missing", Some("blocks.loyalty"))
        );
    }
    let foreign = [LatentVariable {
        name: "trust".into(),
        ..LatentVariable::default()
    }];
    let error = satisfaction_model(
        SatisfactionModel::Ccsi,
        &foreign,
        (&data.0, &data.1),
        &PathModelOptions::default(),
        &Thresholds::default(),
    )
    .unwrap_err();
    assert_eq!(error.path(), Some("blocks.trust"));
}

#[test]
fn weights_that_do_not_come_to_rest_are_told() {
    let (model, data, options) = small();
    let hurried = PathModelOptions {
        max_iterations: 1,
        ..options
    };
    let found = estimate(&model, &data, &hurried).unwrap();
    assert!(!found.converged && found.iterations == 1);
    assert_eq!(found.warnings[0].code, "not_converged");
    let restless = PathModelOptions {
        max_iterations: 1,
        bootstrap: Some(BootstrapOptions {
            replicates: 20,
            ..BootstrapOptions::default()
        }),
        ..options
    };
    let found = estimate(&model, &data, &restless).unwrap();
    let intervals = found.intervals.unwrap();
    assert_eq!(
        (intervals.failed, intervals.paths[0].coefficient),
        (20, None)
    );
    assert_eq!(found.warnings.last().unwrap().code, "replicates_failed");
}

#[test]
fn constant_columns_are_left_out_and_blocks_without_any_are_rejected() {
    let (model, mut data, options) = small();
    let set = |data: &mut (Vec<String>, Vec<f64>), column: usize| {
        for row in data.1.chunks_mut(12) {
            row[column] = 5.0;
        }
    };
    set(&mut data, 0);
    let found = estimate(&model, &data, &options).unwrap();
    assert_eq!(found.indicators.len(), 11);
    let codes: Vec<(&str, Option<&str>)> = found
        .warnings
        .iter()
        .map(|own| (own.code.as_str(), own.subject.as_deref()))
        .collect();
    assert_eq!(
        codes,
        [
            ("constant_column", Some("e1")),
            ("path_model_weak", None),
            ("single_indicator", Some("expectation"))
        ]
    );
    set(&mut data, 1);
    let error = estimate(&model, &data, &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (
            "InsufficientData",
            Some("model.latents[expectation].indicators")
        )
    );
}

#[test]
fn rows_with_missing_answers_are_left_out_or_filled() {
    let (model, mut data, options) = small();
    let complete = estimate(&model, &data, &options).unwrap();
    data.1.extend([5.0; 11]);
    data.1.push(f64::NAN);
    let found = estimate(&model, &data, &options).unwrap();
    assert_eq!((found.rows, found.incomplete), (16, 1));
    assert_eq!(found.paths, complete.paths);
    let filled = PathModelOptions {
        missing: MissingAnswers::Mean,
        ..options
    };
    let found = estimate(&model, &data, &filled).unwrap();
    assert_eq!((found.rows, found.incomplete), (17, 0));
    let few = (data.0.clone(), data.1[..48].to_vec());
    let error = estimate(&model, &few, &options).unwrap_err();
    // three causes of satisfaction and a constant need a row more
    assert_eq!(
        (error.code(), error.path()),
        ("InsufficientData", Some("data"))
    );
    let none = (data.0, Vec::new());
    assert_eq!(
        estimate(&model, &none, &options).unwrap_err().code(),
        "InsufficientData"
    );
}

#[test]
fn a_negative_weight_gives_way_to_equal_ones() {
    // the second item goes against the others
    let (model, mut data, options) = small();
    for row in data.1.chunks_mut(12) {
        row[8] = 11.0 - row[8];
    }
    let found = estimate(&model, &data, &options).unwrap();
    let own = found
        .latents
        .iter()
        .find(|own| own.latent == "satisfaction")
        .unwrap();
    assert_eq!(own.index, own.equal_weights_index);
    let warned = found
        .warnings
        .iter()
        .any(|own| own.code == "negative_weight");
    assert!(warned);
}

#[test]
fn models_that_make_no_sense_are_rejected() {
    let (model, data, options) = small();
    let path = |from: &str, to: &str| LatentPath {
        from: from.into(),
        to: to.into(),
    };
    let fails = |change: &dyn Fn(&mut PathModel)| {
        let mut model = model.clone();
        change(&mut model);
        let error = estimate(&model, &data, &options).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    let invalid = |path: &str| ("InvalidValue", path.to_owned());
    assert_eq!(
        fails(&|m| m.paths.push(path("loyalty", "expectation"))),
        invalid("model.paths")
    );
    assert_eq!(
        fails(&|m| m.paths.push(path("loyalty", "loyalty"))),
        invalid("model.paths")
    );
    assert_eq!(
        fails(&|m| m.paths.push(path("value", "satisfaction"))),
        invalid("model.paths[7]")
    );
    assert_eq!(
        fails(&|m| m.paths.push(path("trust", "loyalty"))),
        invalid("model.paths[7].from")
    );
    assert_eq!(
        fails(&|m| m.latents[1].indicators.push("e1".into())),
        invalid("model.latents[quality].indicators[3]")
    );
    assert_eq!(
        fails(&|m| m.latents[1].indicators.push("unheard".into())),
        invalid("model.latents[quality].indicators")
    );
    assert_eq!(
        fails(&|m| m.latents[1].name = "value".into()),
        invalid("model.latents[2]")
    );
    assert_eq!(
        fails(&|m| m.paths.retain(|own| own.to != "loyalty")),
        ("Missing", "model.latents[loyalty]".to_owned())
    );
    assert_eq!(
        fails(&|m| m.paths.clear()),
        ("EmptyInput", "model.paths".to_owned())
    );
    assert_eq!(
        fails(&|m| m.latents[0].highest = Some(8.0)),
        ("OutOfRange", "data[1][e1]".to_owned())
    );
    for (bad, path) in [
        (
            PathModelOptions {
                tolerance: 0.0,
                ..options
            },
            "options.tolerance",
        ),
        (
            PathModelOptions {
                max_iterations: 0,
                ..options
            },
            "options.maxIterations",
        ),
        (
            PathModelOptions {
                highest: None,
                ..options
            },
            "options.highest",
        ),
        (
            PathModelOptions {
                bootstrap: Some(BootstrapOptions {
                    level: 1.0,
                    ..BootstrapOptions::default()
                }),
                ..options
            },
            "options.bootstrap.level",
        ),
    ] {
        assert_eq!(
            estimate(&model, &data, &bad).unwrap_err().path(),
            Some(path)
        );
    }
}

#[test]
fn causes_that_say_the_same_are_rejected() {
    // two variables with the same answers act on a third
    let names = ["a", "b", "c"].map(String::from).to_vec();
    let answers = vec![
        1.0, 1.0, 2.0, 3.0, 3.0, 1.0, 5.0, 5.0, 4.0, 2.0, 2.0, 2.0, 4.0, 4.0, 5.0,
    ];
    let latent = |name: &str| LatentVariable {
        name: name.to_uppercase(),
        indicators: vec![name.into()],
        ..LatentVariable::default()
    };
    let path = |from: &str| LatentPath {
        from: from.into(),
        to: "C".into(),
    };
    let model = PathModel {
        latents: ["a", "b", "c"].map(latent).to_vec(),
        paths: vec![path("A"), path("B")],
    };
    let error = estimate(&model, &(names, answers), &PathModelOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("model.paths"))
    );
}

/// Two latent variables of two indicators each.
fn pair() -> PathModel {
    let latent = |name: &str, indicators: [&str; 2]| LatentVariable {
        name: name.into(),
        indicators: indicators.map(String::from).to_vec(),
        ..LatentVariable::default()
    };
    PathModel {
        latents: vec![latent("x", ["x1", "x2"]), latent("y", ["y1", "y2"])],
        paths: vec![LatentPath {
            from: "x".into(),
            to: "y".into(),
        }],
    }
}

proptest! {
    #[test]
    fn shifts_and_units_do_not_matter(
        rows in prop::collection::vec(prop::array::uniform4(1..=10_u8), 6..30),
        shift in -50.0..50.0_f64,
        unit in 0.1..20.0_f64,
    ) {
        let names = ["x1", "x2", "y1", "y2"].map(String::from).to_vec();
        let answers: Vec<f64> = rows.concat().into_iter().map(f64::from).collect();
        let moved: Vec<f64> = answers.iter().map(|x| shift + unit * x).collect();
        let options = PathModelOptions { max_iterations: 2000, ..PathModelOptions::default() };
        let one = estimate(&pair(), &(names.clone(), answers), &options);
        let other = estimate(&pair(), &(names, moved), &options);
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            let r = one.paths[0].coefficient;
            prop_assert!(r.abs() <= 1.0 + 1e-9);
            prop_assert!((one.latents[1].r_squared.unwrap() - r * r).abs() < 1e-9);
            prop_assert_eq!(one.converged, other.converged);
            if one.converged && one.indicators.iter().all(|own| own.loading.abs() > 1e-6) {
                let near = (r - other.paths[0].coefficient).abs() < 1e-6;
                prop_assert!(near, "{} {}", r, other.paths[0].coefficient);
            }
        }
    }

    #[test]
    fn the_correlation_of_the_first_mode_b_pair_is_not_below_mode_a(
        rows in prop::collection::vec(prop::array::uniform4(1..=10_u8), 12..40),
    ) {
        // With two blocks, mode B finds the largest canonical correlation: Wold (1982).
        let names = ["x1", "x2", "y1", "y2"].map(String::from).to_vec();
        let answers: Vec<f64> = rows.concat().into_iter().map(f64::from).collect();
        let options = PathModelOptions { max_iterations: 5000, ..PathModelOptions::default() };
        let data = (names, answers);
        let mut formative = pair();
        for latent in &mut formative.latents {
            latent.mode = Some(LatentMode::B);
        }
        if let (Ok(a), Ok(b)) = (estimate(&pair(), &data, &options), estimate(&formative, &data, &options))
            && a.converged && b.converged && a.warnings.len() == b.warnings.len()
        {
            let size = |own: &PathModelReport| own.paths[0].coefficient.abs();
            prop_assert!(size(&b) >= size(&a) - 1e-6);
        }
    }
}
