//! What was known of each customer on a day, and what became of them: the table that a calibration
//! learns from.

use crate::data::date::Day;
use crate::data::holdout::SplitOptions;
use crate::data::orders::Orders;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::record;
use crate::score::customer::Customer;

/// More days than the outcome of a customer is waited for.
const LONGEST: u32 = 36_525;

/// The features that are made of those of [`Customer::FIELDS`].
const MADE: [&str; 3] = ["daysSinceLast", "meanGap", "recencyRatio"];

/// When customers are looked at, and how long their outcome is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OutcomeOptions {
    /// The day of the features: the orders of that day are known, the outcome begins on the next.
    #[cfg_attr(feature = "full", tsify(type = "string"))]
    pub cutoff: Day,
    /// How many days the outcome is waited for, 1 to 36525.
    pub days: u32,
    /// The unit of recency and T; a week unless told, as in profiles. A calibration must have that of its profile.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub time_unit: Option<TimeUnit>,
}

record!(OutcomeOptions {
    cutoff => "cutoff",
    days => "days",
    time_unit => "timeUnit",
});

/// What was known of each customer on a day, and what became of them within some days.
#[derive(Debug, Clone, PartialEq)]
pub struct ChurnOutcomes {
    /// The customers who had bought by the day.
    pub ids: Vec<String>,
    /// The names of the features: those of [`Customer::FIELDS`] that follow from orders, and `daysSinceLast`, `meanGap` and
    /// `recencyRatio` in days.
    pub names: Vec<String>,
    /// The features, one value a customer; NaN where there is none: monetary value, mean gap and
    /// recency ratio of those who bought once.
    pub columns: Vec<Vec<f64>>,
    /// 1 for those who bought nothing within the days, else 0.
    pub left: Vec<f64>,
    /// 1 for those who bought within the days, else 0.
    pub bought: Vec<f64>,
    /// Purchases within the days.
    pub purchases: Vec<f64>,
    /// What these brought, net of refunds, in the currency.
    pub revenue: Vec<f64>,
    /// The day of the features.
    pub cutoff: Day,
    /// The days of the outcome.
    pub days: u32,
    /// The unit of recency and T.
    pub time_unit: TimeUnit,
}

impl ToPlain for ChurnOutcomes {
    fn to_plain(&self) -> Plain {
        let mut columns = Entries::default();
        for (name, column) in self.names.iter().zip(&self.columns) {
            columns.put(name, &Bulk(column));
        }
        Plain::Map(vec![
            ("ids".into(), self.ids.to_plain()),
            ("columns".into(), columns.into_plain()),
            ("left".into(), Bulk(&self.left).to_plain()),
            ("bought".into(), Bulk(&self.bought).to_plain()),
            ("purchases".into(), Bulk(&self.purchases).to_plain()),
            ("revenue".into(), Bulk(&self.revenue).to_plain()),
            ("cutoff".into(), self.cutoff.to_plain()),
            ("days".into(), self.days.to_plain()),
            ("timeUnit".into(), self.time_unit.to_plain()),
        ])
    }
}

impl ChurnOutcomes {
    /// Returns a feature by its name.
    pub fn column(&self, name: &str) -> Option<&[f64]> {
        let place = self.names.iter().position(|known| known == name)?;
        self.columns.get(place).map(Vec::as_slice)
    }
}

/// Returns the features of every customer on a day and what became of them.
///
/// Customers whose first purchase is later are left out. "Left" is bought nothing within the days,
/// which is an outcome that was observed, not a state that was guessed.
///
/// # Errors
/// Those of [`Orders::split`]; [`Error::OutOfRange`] for the days; [`Error::InsufficientData`] when
/// the orders end before the days are over: who has not bought yet may still do so.
///
/// # Example: one bought again, one did not
/// ```
/// use clientele::data::csv::CsvOptions;
/// use clientele::data::date::Day;
/// use clientele::data::orders::Orders;
/// use clientele::score::{OutcomeOptions, churn_outcomes};
/// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-10,25\nB,2024-01-05,9\nC,2024-03-01,7\n";
/// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
/// let options = OutcomeOptions { cutoff: Day::from_iso("2024-01-31")?, days: 30, time_unit: None };
/// let found = churn_outcomes(&orders, &options)?;
/// assert_eq!((found.left, found.revenue), (vec![0.0, 1.0], vec![25.0, 0.0]));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn churn_outcomes(orders: &Orders, options: &OutcomeOptions) -> Result<ChurnOutcomes> {
    let days = i32::try_from(options.days).unwrap_or(i32::MAX);
    if options.days == 0 || options.days > LONGEST {
        return Err(Error::out_of_range(
            "options.days".into(),
            f64::from(options.days),
            "1 to 36525 days",
        ));
    }
    let end = Day::try_new(options.cutoff.days().saturating_add(days))
        .map_err(|error| error.within("options.cutoff"))?;
    let last = orders.last_day().unwrap_or(options.cutoff);
    if last < end {
        return Err(Error::InsufficientData {
            path: "options.days".into(),
            found: usize::try_from(last.since(options.cutoff)).unwrap_or(0),
            needed: options.days as usize,
            hint: format!("the orders end on {last}, days after the cutoff are counted up to then"),
        });
    }
    let unit = options.time_unit.unwrap_or(TimeUnit::Week);
    let split = orders.split(&SplitOptions {
        calibration_end: options.cutoff,
        holdout_end: Some(end),
        time_unit: Some(unit),
    })?;
    let known = &split.calibration;
    let fields = Customer::FIELDS.into_iter().take(Customer::SUMMARY_FIELDS);
    let names = fields.chain(MADE);
    let mut columns: Vec<Vec<f64>> = Customer::columns_of(known)
        .into_iter()
        .map(<[f64]>::to_vec)
        .collect();
    let repeats = |i: usize| known.frequency.get(i).copied().unwrap_or(0.0);
    let only_repeats = |values: &mut Vec<f64>| {
        for (i, value) in values.iter_mut().enumerate() {
            if repeats(i) <= 0.0 {
                *value = f64::NAN;
            }
        }
    };
    if let Some(monetary_value) = columns.get_mut(3) {
        only_repeats(monetary_value);
    }
    let spans = known.frequency.iter().zip(&known.recency).zip(&known.age);
    let [mut silences, mut gaps, mut ratios] = [Vec::new(), Vec::new(), Vec::new()];
    for ((frequency, recency), age) in spans {
        let silence = (age - recency) * unit.days();
        let gap = recency * unit.days() / frequency;
        silences.push(silence);
        gaps.push(gap);
        ratios.push(silence / gap);
    }
    only_repeats(&mut gaps);
    only_repeats(&mut ratios);
    columns.extend([silences, gaps, ratios]);
    let bought: Vec<f64> = split
        .purchases
        .iter()
        .map(|count| f64::from(u8::from(*count > 0.0)))
        .collect();
    Ok(ChurnOutcomes {
        ids: known.ids.clone(),
        names: names.map(Into::into).collect(),
        columns,
        left: bought.iter().map(|bought| 1.0 - bought).collect(),
        bought,
        revenue: split.spend,
        purchases: split.purchases,
        cutoff: options.cutoff,
        days: options.days,
        time_unit: unit,
    })
}
