//! Scores and segments of one customer and of columns.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision::INPUT_MISSING;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::plain::report;
use crate::plain::unknown_key;
use crate::segment::classifier::inputs;
use crate::segment::classify::Codes;
use crate::segment::columns::CustomerColumns;
use crate::segment::rfm::cuts::PARTS;
use crate::segment::rfm::cuts::RfmCuts;
use crate::segment::rfm::options::RfmOptions;
use crate::segment::rfm::options::RfmWeights;
use crate::segment::totals::ClassTotals;
use crate::segment::totals::class_totals;

/// The warning that cuts are equal, so that some scores are not given.
pub const CUTS_COINCIDE: &str = "cuts_coincide";

/// The reason that the standard segments need five scores of recency and of frequency.
pub const SEGMENTS_NEED_FIVE: &str = "segments_need_five";

inputs! {
    /// What a customer is scored by.
    ///
    /// # Example: bought yesterday, often
    /// ```
    /// use clientele::segment::rfm::RfmFacts;
    /// let facts = RfmFacts { days_since_last: Some(1.0), purchases: Some(20.0), monetary: Some(900.0) };
    /// assert_eq!(facts.purchases, Some(20.0));
    /// ```
    RfmFacts {
        /// Days since the last purchase: R, of which less is better.
        days_since_last "daysSinceLast": f64 = (0.0, f64::MAX);
        /// How often the customer has bought: F.
        purchases "purchases": f64 = (0.0, f64::MAX);
        /// What the customer has paid, in all or on average: M.
        monetary "monetary": f64 = (f64::MIN, f64::MAX);
    }
}

options!(RfmFacts {
    days_since_last => "daysSinceLast",
    purchases => "purchases",
    monetary => "monetary",
});

/// The scores and the segment of one customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RfmFound {
    /// The score of recency, from 1; none where the days are not known.
    pub r: Option<u32>,
    /// The score of frequency.
    pub f: Option<u32>,
    /// The score of money.
    pub m: Option<u32>,
    /// The three scores as one number, 0 to 100; none where one is not known.
    pub score: Option<f64>,
    /// The segment with its evidence; none where it turns on what is not known, and without a map.
    pub class: Option<Classification>,
    /// Why the segment or else the one number is missing: `input_missing` about a part,
    /// `segments_need_five`.
    pub reason: Option<Caution>,
}

report!(RfmFound {
    r => "r",
    f => "f",
    m => "m",
    score => "score",
    class => "class",
    reason => "reason",
});

/// The scores and segments of columns of customers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Rfm {
    /// How many customers have all three scores.
    pub customers: usize,
    /// How many lack one, since something of them is missing; they may have a segment all the same.
    pub unknown: usize,
    /// The cuts that were used; none where there was nobody to take quantiles of.
    pub cuts: Option<RfmCuts>,
    /// The scores of recency from 1, −1 where there is none.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub r: Codes,
    /// The scores of frequency.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub f: Codes,
    /// The scores of money.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub m: Codes,
    /// The three scores as one number, 0 to 100; NaN where there is none.
    #[cfg_attr(feature = "full", tsify(type = "Float64Array"))]
    pub scores: Vec<f64>,
    /// Each customer's index among `segments`, −1 where there is none.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub codes: Codes,
    /// The segments with their customers, and their days since the last purchase, purchases and money.
    pub segments: Vec<ClassTotals>,
    /// What to mind: `cuts_coincide` about a part, `segments_need_five`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

impl ToPlain for Rfm {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("customers", &self.customers);
        entries.put("unknown", &self.unknown);
        entries.put("cuts", &self.cuts);
        entries.put("r", &self.r);
        entries.put("f", &self.f);
        entries.put("m", &self.m);
        entries.put("scores", &Bulk(&self.scores));
        entries.put("codes", &self.codes);
        entries.put("segments", &self.segments);
        entries.put("warnings", &self.warnings);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Scores one customer by the cuts of a base or by fixed ones.
///
/// # Errors
/// [`OutOfRange`](crate::Error::OutOfRange) and [`NotFinite`](crate::Error::NotFinite) with the name of the
/// fact or the option; [`InvalidValue`](crate::Error::InvalidValue) for segments with gaps or overlaps, with
/// the cell.
///
/// # Example: a champion
/// ```
/// use clientele::segment::rfm::{RfmCuts, RfmFacts, RfmOptions, rfm_of};
/// let cuts = RfmCuts {
///     days_since_last: vec![30.0, 60.0, 90.0, 180.0],
///     purchases: vec![1.0, 2.0, 5.0, 9.0],
///     monetary: vec![50.0, 100.0, 250.0, 500.0],
/// };
/// let facts = RfmFacts { days_since_last: Some(3.0), purchases: Some(12.0), monetary: Some(80.0) };
/// let found = rfm_of(&facts, &cuts, &RfmOptions::default())?;
/// assert_eq!((found.r, found.f, found.m), (Some(5), Some(5), Some(2)));
/// assert_eq!(found.class.unwrap().code, "rfm.champions");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn rfm_of(facts: &RfmFacts, cuts: &RfmCuts, options: &RfmOptions) -> Result<RfmFound> {
    options.check()?;
    cuts.check("cuts")?;
    let shape = cuts.shape();
    let map = options.map(shape)?;
    let row = facts.row();
    let mut values = [f64::NAN; 3];
    for ((slot, value), input) in values.iter_mut().zip(row).zip(RfmFacts::INPUTS) {
        input.check(value, &mut || input.name.into())?;
        *slot = value;
    }
    let scores = cuts.scores(values);
    let segment = map.as_ref().and_then(|map| {
        let code = map.codes.get(map.segment(scores)?)?;
        let mut class = Classification::new(code);
        for (value, input) in values.iter().zip(RfmFacts::INPUTS) {
            class = class.because(input.field, Some(*value).filter(|value| !value.is_nan()));
        }
        for (name, score) in ["r", "f", "m"].into_iter().zip(scores) {
            class = class.because(name, score.map(|score| score as f64));
        }
        Some(class)
    });
    let score = all_of(scores).map(|scores| options.score(scores, shape));
    let open = match &map {
        None => Some(Caution::new(SEGMENTS_NEED_FIVE)),
        Some(map) => map.turns_on(scores).map(about),
    };
    let missing = scores.iter().position(Option::is_none).map(about);
    let [r, f, m] = scores.map(|score| u32::try_from(score?).ok());
    Ok(RfmFound {
        r,
        f,
        m,
        reason: open.or(missing.filter(|_| score.is_none())),
        score,
        class: segment,
    })
}

/// Warns of each part that has equal cuts.
fn equal_cuts(cuts: Option<&RfmCuts>) -> Vec<Caution> {
    let parts = PARTS.iter().zip(cuts.into_iter().flat_map(RfmCuts::parts));
    let equal = parts.filter(|(_, part)| part.windows(2).any(|pair| pair.first() == pair.last()));
    equal
        .map(|(name, _)| Caution::about(CUTS_COINCIDE, name))
        .collect()
}

/// Says that a part is not known.
fn about(part: usize) -> Caution {
    Caution::about(INPUT_MISSING, PARTS.get(part).copied().unwrap_or_default())
}

/// Returns the three scores where all are known.
fn all_of([r, f, m]: [Option<usize>; 3]) -> Option<[usize; 3]> {
    Some([r?, f?, m?])
}

/// Scores columns of customers, each part by quantiles of those of whom it is known or by fixed cuts,
/// and puts each customer into exactly one segment, unless it turns on a part that is not known: the
/// standard segments do without money.
///
/// Columns: `daysSinceLast`, `purchases`, `monetary`. That the column of R is not called recency has a
/// reason: in purchase models recency is the time of the last purchase since the first.
///
/// # Errors
/// [`Missing`](crate::Error::Missing) for a column, [`UnknownKey`](crate::Error::UnknownKey) for another one,
/// [`OutOfRange`](crate::Error::OutOfRange) with column and row or option,
/// [`InvalidValue`](crate::Error::InvalidValue) for segments with gaps or overlaps, with the cell.
///
/// # Example: five customers
/// ```
/// use clientele::segment::CustomerColumns;
/// use clientele::segment::rfm::{RfmOptions, rfm};
/// let names = ["daysSinceLast", "purchases", "monetary"].map(String::from).to_vec();
/// let values = vec![
///     3.0, 20.0, 90.0, 200.0, 400.0, // days since the last purchase
///     9.0, 5.0, 4.0, 2.0, 1.0, // purchases
///     900.0, 700.0, 80.0, 60.0, 20.0, // money
/// ];
/// let found = rfm(&CustomerColumns::try_new(names, values, 5)?, &RfmOptions::default())?;
/// assert_eq!(found.r.0, [5, 4, 3, 2, 1]);
/// let first = usize::try_from(found.codes.0[0]).unwrap();
/// assert_eq!(found.segments[first].code, "rfm.champions");
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hughes (1994), *Strategic Database Marketing*; Bult & Wansbeek (1995), "Optimal selection for direct
/// mail", Marketing Science 14(4).
pub fn rfm(columns: &CustomerColumns, options: &RfmOptions) -> Result<Rfm> {
    options.check()?;
    for name in columns.names() {
        if !PARTS.contains(&name.as_str()) {
            return Err(unknown_key(name, &PARTS));
        }
    }
    let n = columns.customers();
    let [days, purchases, monetary] = PARTS;
    let given = [
        columns.needed(days)?,
        columns.needed(purchases)?,
        columns.needed(monetary)?,
    ];
    let mut rows = Vec::with_capacity(n);
    let mut known: [Vec<f64>; 3] = Default::default();
    for customer in 0..n {
        let mut row = [f64::NAN; 3];
        for ((slot, column), input) in row.iter_mut().zip(given).zip(RfmFacts::INPUTS) {
            *slot = column.get(customer).copied().unwrap_or(f64::NAN);
            input.check(*slot, &mut || format!("{}[{customer}]", input.name))?;
        }
        for (column, value) in known.iter_mut().zip(row) {
            if !value.is_nan() {
                column.push(value);
            }
        }
        rows.push(row);
    }
    let is_whole = |row: &&[f64; 3]| !row.iter().any(|value| value.is_nan());
    let customers = rows.iter().filter(is_whole).count();
    let everything_known = known.iter().all(|column| !column.is_empty());
    let cuts = match &options.cuts {
        Some(cuts) => Some(cuts.clone()),
        None if everything_known => Some(RfmCuts::quantiles(&known, options.scores as usize)?),
        None => None,
    };
    let shape = cuts
        .as_ref()
        .map_or([options.scores as usize; 3], RfmCuts::shape);
    let map = options.map(shape)?;

    let mut columns_of: [Vec<i8>; 4] = Default::default();
    let mut numbers = Vec::with_capacity(n);
    for row in rows {
        let scores = cuts.as_ref().map_or([None; 3], |cuts| cuts.scores(row));
        let [r, f, m] = scores;
        let segment = map.as_ref().filter(|_| cuts.is_some());
        let segment = segment.and_then(|map| map.segment(scores));
        for (column, value) in columns_of.iter_mut().zip([r, f, m, segment]) {
            column.push(
                value
                    .and_then(|value| i8::try_from(value).ok())
                    .unwrap_or(-1),
            );
        }
        let score = all_of(scores).map(|scores| options.score(scores, shape));
        numbers.push(score.unwrap_or(f64::NAN));
    }
    let [r, f, m, codes] = columns_of;

    let mut warnings = equal_cuts(cuts.as_ref());
    if map.is_none() {
        warnings.push(Caution::new(SEGMENTS_NEED_FIVE));
    }
    let segments = map.map_or_else(Vec::new, |map| map.codes);
    let names: Vec<&str> = segments.iter().map(String::as_str).collect();
    let RfmWeights {
        r: wr,
        f: wf,
        m: wm,
    } = options.weights;
    let by = if options.cuts.is_some() {
        "fixed"
    } else {
        "quantiles"
    };
    Ok(Rfm {
        customers,
        unknown: n - customers,
        r: Codes(r),
        f: Codes(f),
        m: Codes(m),
        scores: numbers,
        segments: class_totals(&codes, &names, columns)?,
        codes: Codes(codes),
        warnings,
        provenance: Provenance::new("rfm", columns.fingerprint())
            .with("cuts", by)
            .with("shape", shape.map(|scores| scores as f64).to_vec())
            .with("weights", vec![wr, wf, wm])
            .with(
                "segments",
                if options.segments.is_some() {
                    "own"
                } else {
                    "standard"
                },
            ),
        cuts,
    })
}
