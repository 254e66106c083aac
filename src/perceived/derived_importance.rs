//! Derived importance, and what to work on first (重要性-绩效分析).

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::product;
use crate::numeric::statistics::unit_score;
use crate::numeric::tolerance::TIE;
use crate::perceived::parts::Answers;
use crate::perceived::parts::mean_known;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::weighting::data_weights::CONSTANT_COLUMN;

/// How importance is derived.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ImportanceOptions {
    /// The column of overall satisfaction; the one called `overall` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub overall: Option<String>,
    /// How likeness is measured; `pearson` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub correlation: Correlation,
}

options!(ImportanceOptions {
    overall => "overall",
    correlation => "correlation",
});

/// One item.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ItemImportance {
    /// The item.
    pub item: String,
    /// Its mean, over all who rated it.
    pub performance: Option<f64>,
    /// The correlation with overall satisfaction, −1 to 1; none where one of the two does not vary.
    pub importance: Option<f64>,
    /// The share of the importance; 0 for a negative one.
    pub share: Option<f64>,
    /// `ipa.keep_up`, `ipa.concentrate`, `ipa.low_priority` or `ipa.overkill`.
    pub quadrant: Option<Classification>,
    /// How many rated both the item and the whole.
    pub respondents: u32,
}

report!(ItemImportance {
    item => "item",
    performance => "performance",
    importance => "importance",
    share => "share",
    quadrant => "quadrant",
    respondents => "respondents",
});

/// The importance of items for overall satisfaction.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DerivedImportance {
    /// The items in their order.
    pub items: Vec<ItemImportance>,
    /// Where the quadrants meet: the mean of the importances.
    pub importance_cut: Option<f64>,
    /// Where the quadrants meet: the mean of the performances.
    pub performance_cut: Option<f64>,
    /// What to mind: `constant_column`, `few_answers` and `negative_importance`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(DerivedImportance {
    items => "items",
    importance_cut => "importanceCut",
    performance_cut => "performanceCut",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that an item goes against overall satisfaction.
pub const NEGATIVE_IMPORTANCE: &str = "negative_importance";

/// The code of the warning that too few answered for a number.
pub const FEW_ANSWERS: &str = "few_answers";

/// Fewer pairs than this always lie on a line.
const LEAST_PAIRS: usize = 3;

/// Returns how important items are for overall satisfaction, by their correlation with it, and the
/// quadrants of importance and performance.
///
/// `answers`: row by row, one number for each of the `names`, NaN where there is none. Each item is
/// compared over the rows that have both. An item at a cut counts as above it; that negative
/// importances have no share is our choice.
///
/// # Formula
/// ```text
/// importance = r(item, overall)      share = r⁺ / Σ r⁺      cuts at the means
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] for fewer than two columns, [`Error::InvalidValue`] for names,
/// [`Error::Missing`] where neither a column nor the option says what overall satisfaction is: any
/// column would give numbers, and only one of them the right ones; [`Error::LengthMismatch`] and
/// [`Error::NotFinite`].
///
/// # Example: what satisfaction goes with
/// ```
/// use clientele::perceived::derived_importance::*;
/// let names = ["speed", "price", "overall"].map(String::from);
/// let answers = [4.0, 3.0, 4.0, 5.0, 4.0, 5.0, 2.0, 4.0, 3.0, 1.0, 3.0, 2.0];
/// let found = derived_importance(&names, &answers, &ImportanceOptions::default())?;
/// assert!(found.items[0].importance > found.items[1].importance);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Martilla, J. A. and James, J. C. (1977), "Importance-performance analysis", Journal of Marketing
/// 41(1).
pub fn derived_importance(
    names: &[String],
    answers: &[f64],
    options: &ImportanceOptions,
) -> Result<DerivedImportance> {
    let data = Answers::try_new(names, answers)?;
    let overall = overall_of(&data, options)?;
    if names.len() < 2 {
        return Err(Error::EmptyInput {
            path: "data".into(),
            hint: "there must be an item beside overall satisfaction".into(),
        });
    }
    let whole = data.column(overall);
    let mut warnings = Vec::new();
    let mut items = Vec::with_capacity(names.len());
    for (j, name) in names.iter().enumerate() {
        if j != overall {
            items.push(of_item(
                name,
                &data.column(j),
                &whole,
                options,
                &mut warnings,
            ));
        }
    }
    let column = |of: &dyn Fn(&ItemImportance) -> Option<f64>| {
        let values: Vec<Option<f64>> = items.iter().map(of).collect();
        mean_known(&values)
    };
    let importance_cut = column(&|item| item.importance);
    let performance_cut = column(&|item| item.performance);
    let mut total = 0.0;
    for item in &items {
        total += item.importance.unwrap_or_default().max(0.0);
    }
    for item in &mut items {
        let Some(importance) = item.importance else {
            continue;
        };
        item.share = (total > 0.0).then(|| importance.max(0.0) / total);
        item.quadrant = match (item.performance, importance_cut, performance_cut) {
            (Some(performance), Some(across), Some(up)) => {
                Some(quadrant((importance, across), (performance, up)))
            }
            _ => None,
        };
    }
    let mut hash = Fingerprint::default();
    data.hash(&mut hash);
    Ok(DerivedImportance {
        items,
        importance_cut,
        performance_cut,
        warnings,
        provenance: Provenance::new("derivedImportance", hash.finish())
            .with("overall", names.get(overall).map_or("", String::as_str))
            .with("correlation", options.correlation.code())
            .with("missing", "pairwise"),
    })
}

/// Returns the place of overall satisfaction: what the option says, or else the column called so.
fn overall_of(data: &Answers<'_>, options: &ImportanceOptions) -> Result<usize> {
    const PATH: &str = "options.overall";
    if let Some(name) = &options.overall {
        return data.place(name, &|| PATH.into());
    }
    let named = data.names.iter().position(|name| name == "overall");
    named.ok_or_else(|| {
        let expected =
            "the name of the column of overall satisfaction, since none is called `overall`";
        Error::missing(PATH.into(), expected)
    })
}

fn of_item(
    name: &str,
    own: &[f64],
    whole: &[f64],
    options: &ImportanceOptions,
    warnings: &mut Vec<Caution>,
) -> ItemImportance {
    let (mut rated, mut x, mut y) = (Vec::new(), Vec::new(), Vec::new());
    for (own, whole) in own.iter().zip(whole) {
        if !own.is_nan() {
            rated.push(*own);
            if !whole.is_nan() {
                x.push(*own);
                y.push(*whole);
            }
        }
    }
    let importance = if x.len() < LEAST_PAIRS {
        warnings.push(Caution::about(FEW_ANSWERS, name));
        None
    } else {
        let scores = unit_score(&x, options.correlation).zip(unit_score(&y, options.correlation));
        let importance = scores.map(|(x, y)| product(&x, &y));
        match importance {
            None => warnings.push(Caution::about(CONSTANT_COLUMN, name)),
            Some(r) if r < 0.0 => warnings.push(Caution::about(NEGATIVE_IMPORTANCE, name)),
            Some(_) => {}
        }
        importance
    };
    ItemImportance {
        item: name.into(),
        performance: mean(&rated),
        importance,
        share: None,
        quadrant: None,
        respondents: u32::try_from(x.len()).unwrap_or(u32::MAX),
    }
}

fn quadrant(importance: (f64, f64), performance: (f64, f64)) -> Classification {
    let high = |(value, cut): (f64, f64)| value >= cut - TIE * cut.abs();
    let code = match (high(importance), high(performance)) {
        (true, true) => "ipa.keep_up",
        (true, false) => "ipa.concentrate",
        (false, false) => "ipa.low_priority",
        (false, true) => "ipa.overkill",
    };
    Classification::new(code)
        .because("importance", importance.0)
        .beyond("importance_cut", importance.1)
        .because("performance", performance.0)
        .beyond("performance_cut", performance.1)
}
