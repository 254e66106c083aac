//! The net profits of many customers.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::vectors::sum;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::plain::unknown_key;
use crate::value::cost_allocation::AllocationKey;
use crate::value::cost_allocation::allocate_cost;
use crate::value::net_profit::AMOUNTS;
use crate::value::net_profit::LOSS;
use crate::value::net_profit::PROFIT_UNDECIDED;

/// How a common cost of marketing is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ProfitOptions {
    /// The fixed cost of marketing of all customers together, in place of one for each.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub fixed_marketing: Option<f64>,
    /// What it is shared out by: `"revenue"` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub key: AllocationKey,
}

options!(ProfitOptions {
    fixed_marketing => "fixedMarketing",
    key => "key",
});

/// Accounts of customers as columns, NaN where an amount is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountColumns {
    amounts: Vec<Option<Vec<f64>>>,
    orders: Option<Vec<f64>>,
    customers: usize,
}

impl AccountColumns {
    /// Takes columns by name, one after the other in `values`: `revenue`, `returns`,
    /// `productionCost`, `fixedMarketingCost`, `variableMarketingCost`, `serviceCost`, and `orders`,
    /// their number.
    ///
    /// # Errors
    /// [`Error::UnknownKey`] for a name that is not among these, [`Error::InvalidValue`] for one that
    /// is there twice, [`Error::LengthMismatch`] for values that are not as many for each column,
    /// [`Error::NotFinite`] for infinite amounts and [`Error::OutOfRange`] for costs and numbers of
    /// orders below 0, with the place: `productionCost[3]`.
    pub fn try_new(names: &[String], values: &[f64]) -> Result<Self> {
        let mut columns = Self {
            amounts: vec![None; AMOUNTS.len()],
            orders: None,
            customers: values.len().checked_div(names.len()).unwrap_or_default(),
        };
        check_length("columns", values.len(), columns.customers * names.len())?;
        let mut rest = values;
        for name in names {
            let (column, later) = rest.split_at_checked(columns.customers).unwrap_or_default();
            rest = later;
            let places = AMOUNTS.iter().map(|(_, known, _)| *known);
            let place = places
                .zip(&mut columns.amounts)
                .find(|(known, _)| known == name);
            let slot = match place {
                Some((_, slot)) => slot,
                None if name == "orders" => &mut columns.orders,
                None => {
                    let mut known = AMOUNTS.map(|(_, known, _)| known).to_vec();
                    known.push("orders");
                    return Err(unknown_key(name, &known));
                }
            };
            if slot.is_some() {
                return Err(Error::invalid(name.clone(), "it", "a name of its own"));
            }
            for (i, value) in column
                .iter()
                .enumerate()
                .filter(|(_, value)| !value.is_nan())
            {
                let path = format!("{name}[{i}]");
                if name == "revenue" {
                    check_finite(*value, || path)?;
                } else {
                    check_amount(*value, &path)?;
                }
            }
            *slot = Some(column.to_vec());
        }
        Ok(columns)
    }

    /// Returns the number of customers.
    pub fn customers(&self) -> usize {
        self.customers
    }

    /// Returns for each customer whether every amount is known that a net profit cannot do without.
    pub(super) fn complete(&self) -> Vec<bool> {
        let mut complete = vec![true; self.customers];
        for ((_, _, needed), column) in AMOUNTS.iter().zip(&self.amounts) {
            match column {
                Some(column) if *needed => {
                    for (known, amount) in complete.iter_mut().zip(column) {
                        *known &= !amount.is_nan();
                    }
                }
                None if *needed => complete.fill(false),
                _ => {}
            }
        }
        complete
    }

    /// Returns a column by its place, and nothing where there is none.
    fn amount(&self, place: usize) -> Option<&Vec<f64>> {
        self.amounts.get(place).and_then(Option::as_ref)
    }
}

/// The net profits of many customers.
#[derive(Debug, Clone, PartialEq)]
pub struct NetProfits {
    /// The net profit of each customer; NaN where an amount is not known.
    pub net_profit: Vec<f64>,
    /// The fixed cost of marketing of each customer; NaN where it is not known.
    pub fixed_marketing_cost: Vec<f64>,
    /// The number of customers whose net profit is known.
    pub known: f64,
    /// Their share of all customers, 0 to 1: what the choice of an evaluation system asks for.
    pub coverage: f64,
    /// The sum of the net profits that are known; none where there is none.
    pub total: Option<f64>,
    /// The number of customers who cost more than they brought.
    pub losses: f64,
    /// What to mind: `profit_undecided` about an amount that some or all customers lack,
    /// `allocation_equal` where the cost was shared out equally because nobody had a base, `loss`.
    pub warnings: Vec<Caution>,
    /// How they were computed.
    pub provenance: Provenance,
}

impl ToPlain for NetProfits {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("netProfit", &Bulk(&self.net_profit));
        entries.put("fixedMarketingCost", &Bulk(&self.fixed_marketing_cost));
        entries.put("known", &self.known);
        entries.put("coverage", &self.coverage);
        entries.put("total", &self.total);
        entries.put("losses", &self.losses);
        entries.put("warnings", &self.warnings);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Returns the net profits of many customers, as [`net_profit`](crate::value::net_profit) does for
/// one, with a common cost of marketing shared out where there is one.
///
/// # Errors
/// [`Error::EmptyInput`] without customers, [`Error::InvalidValue`] for a fixed cost both for each
/// customer and for all, [`Error::Missing`] for a key that there is no column for, and
/// [`Error::OutOfRange`] and [`Error::NotFinite`] for the common cost and for profits beyond the
/// range of numbers.
///
/// # Example: two customers and the cost of a catalogue
/// ```
/// use clientele::value::{AccountColumns, ProfitOptions, net_profits};
/// let names = ["revenue", "productionCost", "variableMarketingCost"].map(String::from);
/// let columns = AccountColumns::try_new(&names, &[300.0, 100.0, 120.0, 60.0, 10.0, f64::NAN])?;
/// let options = ProfitOptions { fixed_marketing: Some(80.0), ..ProfitOptions::default() };
/// let found = net_profits(&columns, &options)?;
/// assert_eq!(found.net_profit[0], 110.0);
/// assert!(found.net_profit[1].is_nan()); // a cost that is not known is not 0
/// assert_eq!(found.coverage, 0.5);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn net_profits(columns: &AccountColumns, options: &ProfitOptions) -> Result<NetProfits> {
    let n = columns.customers;
    if n == 0 {
        return Err(Error::empty("columns", "there are no customers"));
    }
    let mut warnings = Vec::new();
    let fixed = fixed_costs(columns, options, &mut warnings)?;
    let mut net_profit = vec![0.0; n];
    for (place, (_, name, needed)) in AMOUNTS.into_iter().enumerate() {
        let column = match name {
            "fixedMarketingCost" => Some(&fixed),
            _ => columns.amount(place),
        };
        let unknown = column.is_none_or(|column| column.iter().any(|amount| amount.is_nan()));
        if needed && unknown {
            warnings.push(Caution::about(PROFIT_UNDECIDED, name));
        }
        let sign = if name == "revenue" { 1.0 } else { -1.0 };
        match column {
            // Returns and service cost that one customer lacks are inside other amounts.
            Some(column) => add(&mut net_profit, column, sign, needed),
            None if needed => net_profit.fill(f64::NAN),
            None => {}
        }
    }
    for (i, profit) in net_profit.iter().enumerate() {
        if profit.is_infinite() {
            let path = format!("revenue[{i}]");
            return Err(Error::NotFinite { path });
        }
    }
    let known: Vec<f64> = net_profit.iter().copied().filter(|p| !p.is_nan()).collect();
    let losses = known.iter().filter(|profit| **profit < 0.0).count() as f64;
    if losses > 0.0 {
        warnings.push(Caution::new(LOSS));
    }
    let mut hash = Fingerprint::default();
    for column in columns.amounts.iter().chain([&columns.orders]) {
        hash.numbers(column.as_deref().unwrap_or_default());
        hash.text("");
    }
    let mut provenance = Provenance::new("netProfit", hash.finish());
    if let Some(cost) = options.fixed_marketing {
        provenance = provenance
            .with("fixedMarketing", cost)
            .with("key", options.key.code());
    }
    Ok(NetProfits {
        known: known.len() as f64,
        coverage: known.len() as f64 / n as f64,
        total: (!known.is_empty()).then(|| sum(&known)),
        losses,
        net_profit,
        fixed_marketing_cost: fixed,
        warnings,
        provenance,
    })
}

/// Adds a column to sums; what is not known makes them unknown where it is needed.
fn add(sums: &mut [f64], column: &[f64], sign: f64, needed: bool) {
    for (sum, amount) in sums.iter_mut().zip(column) {
        if needed || !amount.is_nan() {
            *sum += sign * amount;
        }
    }
}

/// The place of the fixed cost of marketing among the amounts.
const FIXED: usize = 3;

/// Returns the fixed cost of marketing of each customer.
fn fixed_costs(
    columns: &AccountColumns,
    options: &ProfitOptions,
    warnings: &mut Vec<Caution>,
) -> Result<Vec<f64>> {
    let n = columns.customers;
    let own = columns.amount(FIXED);
    let Some(cost) = options.fixed_marketing else {
        return Ok(own.cloned().unwrap_or_else(|| vec![f64::NAN; n]));
    };
    if own.is_some() {
        let expected = "none where there is a cost of each customer";
        let path = "options.fixedMarketing".into();
        return Err(Error::invalid(path, "a common cost", expected));
    }
    let base = match options.key {
        AllocationKey::Revenue => columns.amount(0).cloned(),
        AllocationKey::Orders => columns.orders.clone(),
        AllocationKey::Equal => Some(vec![1.0; n]),
    };
    let Some(base) = base else {
        let path = options.key.code().into();
        return Err(Error::missing(path, "a column to share the cost out by"));
    };
    let shared = allocate_cost(cost, &base)
        .map_err(|error| error.map_path(|_| "options.fixedMarketing".into()))?;
    if let Some(shares) = shared {
        return Ok(shares);
    }
    warnings.push(Caution::new("allocation_equal"));
    Ok(vec![cost / n as f64; n])
}
