//! The features of all customers.

use crate::data::customer_table::CustomerTable;
use crate::data::date::Day;
use crate::data::features::answers::add_answers;
use crate::data::features::costs::add_costs;
use crate::data::features::events::add_events;
use crate::data::features::feature_options::FeatureOptions;
use crate::data::features::feature_report::FeatureReport;
use crate::data::features::join::Join;
use crate::data::features::profile::add_profile;
use crate::data::features::purchases::Purchases;
use crate::data::features::sheet::Sheet;
use crate::data::features::transactions::Spend;
use crate::data::features::transactions::add_transactions;
use crate::data::orders::Orders;
use crate::data::purchases::Ledger;
use crate::data::records::RecordKind;
use crate::data::records::Records;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// The names of all features; those of which the records handed over say nothing are missing.
#[rustfmt::skip]
pub const FEATURES: [&str; 88] = [
    // Orders
    "purchases", "firstDay", "lastDay", "daysSinceFirst", "daysSinceLast", "firstToLast", "meanGap",
    "gapDeviation", "recencyRatio", "revenue", "averageOrder", "repeatPurchases", "revenueInYear",
    "purchasesInWindow", "revenueInWindow", "relationshipLifetime", "depth", "activeQuarters",
    "elapsedQuarters", "retention", "activePeriods", "trend",
    // Transactions
    "dealShare", "innovation", "inertia", "upgrades", "quantity", "choosingTime", "productionCost",
    "grossProfit", "returns", "categories",
    // Costs
    "fixedMarketingCost", "variableMarketingCost", "serviceCost", "acquisitionCost", "rewardCost",
    // Events
    "contacts", "offers", "failures", "complaints", "negativeWordOfMouth", "thirdParty", "recoveries",
    "referrals", "suggestions", "tickets", "openFailures", "resolvedFailures", "openComplaints",
    "resolvedComplaints", "worstOpenSeverity", "campaignContacts", "campaignResponses",
    "acceptedSuggestions", "targets", "targetsMet", "daysSinceContact",
    // Answers
    "satisfaction", "satisfactionMean", "recommendation", "competitorAttitude", "priceSensitivity",
    "incidentTolerance", "affectiveCommitment", "continuanceCommitment", "proceduralBarrier",
    "financialBarrier", "relationalBarrier", "switchingBarrier", "perceivedBenefit", "perceivedCost",
    "confidenceBenefit", "socialBenefit", "specialTreatmentBenefit",
    // Customers
    "eligible", "interested", "targeted", "consent", "wallet", "creditGrade", "conformity",
    "priceSensitivityShare", "resells", "terminated", "daysSinceJoining", "bondLevel", "shareOfWallet",
];

/// What orders and records say of each customer as of a day, as columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerFeatures {
    /// The customers: those of the orders in their order, then those of the file of customers.
    pub ids: Vec<String>,
    /// The day on which the customers are looked at.
    pub as_of: Day,
    /// The revenue of equal periods, the oldest first, the last ending with the day; NaN before the
    /// first purchase of a customer.
    pub revenues: Vec<Vec<f64>>,
    /// The categories of the transactions, in natural order.
    pub categories: Vec<String>,
    /// For each category what each customer spent in it, net of returns.
    pub spend: Vec<Vec<f64>>,
    /// What became of the records.
    pub report: FeatureReport,
    sheet: Sheet,
}

impl CustomerFeatures {
    /// Returns the number of customers.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns a feature, one value a customer, NaN where the data cannot say; nothing where no record
    /// that was handed over says anything of it.
    pub fn column(&self, name: &str) -> Option<&[f64]> {
        self.sheet.column(name)
    }

    /// Returns a feature of one customer.
    pub fn value(&self, customer: &str, name: &str) -> Option<f64> {
        let row = self.ids.iter().position(|id| id == customer)?;
        let value = self.column(name)?.get(row)?;
        (!value.is_nan()).then_some(*value)
    }
}

impl ToPlain for CustomerFeatures {
    fn to_plain(&self) -> Plain {
        let mut columns = Entries::default();
        let mut missing = Vec::new();
        for name in FEATURES {
            match self.column(name) {
                Some(column) => columns.put(name, &Bulk(column)),
                None => missing.push(name),
            }
        }
        let bulk = |columns: &[Vec<f64>]| {
            let columns = columns.iter().map(|column| Plain::Numbers(column.clone()));
            Plain::List(columns.collect())
        };
        Plain::Map(vec![
            ("ids".into(), self.ids.to_plain()),
            ("asOf".into(), self.as_of.to_plain()),
            ("columns".into(), columns.into_plain()),
            ("missing".into(), missing.to_plain()),
            ("revenues".into(), bulk(&self.revenues)),
            ("categories".into(), self.categories.to_plain()),
            ("spend".into(), bulk(&self.spend)),
            ("report".into(), self.report.to_plain()),
        ])
    }
}

/// The records by kind.
#[derive(Default)]
struct Sources<'a> {
    customers: Option<&'a Records>,
    transactions: Option<&'a Records>,
    costs: Option<&'a Records>,
    events: Option<&'a Records>,
    answers: Option<&'a Records>,
}

impl<'a> Sources<'a> {
    fn of(records: &[&'a Records]) -> Result<Self> {
        let mut sources = Self::default();
        for own in records {
            let slot = match own.kind() {
                RecordKind::Customers => Some(&mut sources.customers),
                RecordKind::Transactions => Some(&mut sources.transactions),
                RecordKind::Costs => Some(&mut sources.costs),
                RecordKind::Events => Some(&mut sources.events),
                RecordKind::Answers => Some(&mut sources.answers),
                _ => None,
            };
            match slot {
                Some(slot) if slot.is_none() => *slot = Some(own),
                _ => {
                    let expected = "customers, transactions, costs, events or answers, each once";
                    let name = own.kind().name();
                    return Err(Error::invalid("records".into(), name, expected));
                }
            }
        }
        Ok(sources)
    }
}

/// Returns what orders and records say of each customer as of a day.
///
/// Customers are those with a purchase up to the day and those of the file of customers. `records`:
/// customers, transactions, costs, events and answers, each at most once and in any order. Nothing dated
/// after the day counts. A number that the data cannot say is NaN, never 0; a file of costs or events is
/// taken as complete, so that a customer who is not in it had none.
///
/// # Formula
/// ```text
/// recencyRatio = days since last / mean gap      depth = purchases / months
/// retention = complete quarters with a purchase / complete quarters
/// trend = slope of the least-squares line of revenue by period / mean revenue
/// shares = rows that are so / rows of which it is known
/// block of questions = mean of its answers, if half of them are there
/// switchingBarrier = 100 (mean of the three kinds − 1) / 6
/// shareOfWallet = revenue of the last year / wallet, where the one is part of the other
/// ```
///
/// # Errors
/// [`Error::InvalidValue`] for records of another kind or twice of one, and for costs of production in
/// both transactions and costs; [`Error::InsufficientData`] without any customer;
/// [`Error::OutOfRange`] and [`Error::NotFinite`] for options; [`Error::Missing`] for a brand where
/// answers name several.
///
/// # Example: a customer who complained and has been silent for two months
/// ```
/// use clientele::data::csv::CsvOptions;
/// use clientele::data::features::{FeatureOptions, customer_features};
/// use clientele::data::orders::Orders;
/// use clientele::data::records::{RecordKind, RecordOptions, Records};
/// let orders = b"customer_id,date,amount\nann,2025-01-01,30\nann,2025-01-31,20\nbob,2025-03-31,10\n";
/// let orders = Orders::from_csv(orders, &CsvOptions::default())?;
/// let events = b"customer_id,date,kind,resolved\nann,2025-02-01,complaint,\n";
/// let events = Records::from_csv(RecordKind::Events, events, &RecordOptions::default())?;
/// let features = customer_features(&orders, &[&events], &FeatureOptions::default())?;
/// assert_eq!(features.value("ann", "recencyRatio"), Some(59.0 / 30.0));
/// assert_eq!(features.value("ann", "openComplaints"), Some(1.0));
/// assert_eq!(features.value("bob", "openComplaints"), Some(0.0));
/// assert_eq!(features.value("bob", "meanGap"), None);
/// assert_eq!(features.column("satisfaction"), None);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// The rules are our choice but for what the methods that take the features cite.
pub fn customer_features(
    orders: &Orders,
    records: &[&Records],
    options: &FeatureOptions,
) -> Result<CustomerFeatures> {
    options.check()?;
    let sources = Sources::of(records)?;
    let insufficient = |hint: &str| Error::InsufficientData {
        path: "orders".into(),
        found: 0,
        needed: 1,
        hint: hint.into(),
    };
    let last = orders.last_day();
    let as_of = options
        .as_of
        .or(last)
        .ok_or_else(|| insufficient("no row was accepted"))?;
    let mut report = FeatureReport::default();
    let (mut join, bought) = universe(orders, &sources, as_of, &mut report);
    if join.customers == 0 {
        return Err(insufficient("nobody bought anything up to asOf"));
    }
    let mut sheet = Sheet {
        customers: join.customers,
        columns: Vec::new(),
    };
    let revenues = purchases(orders, &bought, as_of, options, &mut sheet);
    let day = f64::from(as_of.days());
    let window = options.window_days;
    let mut spend = Spend::default();
    if let Some(records) = sources.transactions {
        let rows = join.rows(records, as_of, false, &mut report);
        spend = add_transactions(&mut sheet, records, &rows, options, &mut report);
    }
    if let Some(records) = sources.costs {
        let rows = join.rows(records, as_of, true, &mut report);
        add_costs(&mut sheet, records, &rows, day, window, &mut report)?;
    }
    if let Some(records) = sources.events {
        let rows = join.rows(records, as_of, false, &mut report);
        add_events(&mut sheet, records, &rows, day, window);
    }
    if let Some(records) = sources.answers {
        let brand = options.brand.as_deref();
        add_answers(&mut sheet, records, &mut join, as_of, brand, &mut report)?;
    }
    if let Some(records) = sources.customers {
        let mut rows = vec![None; join.customers];
        for row in 0..records.len() {
            let customer = records.text("customerId", row).and_then(|id| join.find(id));
            if let Some(slot) = customer.and_then(|customer| rows.get_mut(customer)) {
                *slot = Some(row);
            }
        }
        add_profile(&mut sheet, records, &rows, day, &mut report);
    }
    Ok(CustomerFeatures {
        ids: join.into_ids(),
        as_of,
        revenues,
        categories: spend.categories,
        spend: spend.columns,
        report,
        sheet,
    })
}

/// Returns the customers, and for each the place of its orders.
fn universe(
    orders: &Orders,
    sources: &Sources<'_>,
    as_of: Day,
    report: &mut FeatureReport,
) -> (Join, Vec<Option<usize>>) {
    let mut join = Join::default();
    let mut listed = CustomerTable::new();
    let own = sources.customers;
    let ids = own.and_then(|records| records.column("customerId"));
    let ids = ids.map_or(&[][..], |column| column.texts());
    for id in ids {
        listed.number(id);
    }
    let mut bought = Vec::new();
    let mut ledger = Ledger::default();
    for (place, (id, rows)) in orders.ids().iter().zip(orders.histories()).enumerate() {
        ledger.fill(rows, as_of);
        let known = (listed.number(id) as usize) < ids.len();
        if ledger.purchases().is_empty() && !known {
            report.left_out += 1;
            continue;
        }
        join.add(id);
        bought.push(Some(place));
    }
    for id in ids {
        let customers = join.customers;
        if join.add(id) >= customers {
            bought.push(None);
        }
    }
    (join, bought)
}

/// Adds what the orders say, and returns the revenue by period.
fn purchases(
    orders: &Orders,
    bought: &[Option<usize>],
    as_of: Day,
    options: &FeatureOptions,
    sheet: &mut Sheet,
) -> Vec<Vec<f64>> {
    let mut purchases = Purchases::new(sheet.customers, options);
    let mut ledger = Ledger::default();
    for (customer, place) in bought.iter().enumerate() {
        let Some(place) = place else { continue };
        ledger.fill(orders.history(*place), as_of);
        purchases.take(customer, &ledger, as_of, options);
    }
    purchases.finish(sheet)
}
