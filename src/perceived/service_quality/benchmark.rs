//! Benchmarking (标杆法): own against best.

use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::direction::Direction;
use crate::perceived::parts::check_known;
use crate::perceived::parts::check_some;
use crate::perceived::parts::input_hash;
use crate::perceived::parts::ranks;
use crate::plain::record;
use crate::plain::report;

/// One item of a benchmark.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BenchmarkItem {
    /// Its name.
    pub name: String,
    /// The own value.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub own: Option<f64>,
    /// The values of others, of which the best is the benchmark.
    pub others: Vec<Option<f64>>,
    /// Which values are good, `benefit` or `cost`; `benefit` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub direction: Option<Direction>,
}

record!(BenchmarkItem {
    name => "name",
    own => "own",
    others => "others",
    direction => "direction",
});

/// One item against the best.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BenchmarkedItem {
    /// The item.
    pub name: String,
    /// The benchmark.
    pub best: Option<f64>,
    /// Own less best.
    pub gap: Option<f64>,
    /// Own by best; none where the best is 0.
    pub ratio: Option<f64>,
    /// Whether the own value is behind.
    pub behind: Option<bool>,
    /// Its place by how far, as a share of the best, the own value is behind; 1 is farthest.
    pub rank: Option<u32>,
}

report!(BenchmarkedItem {
    name => "name",
    best => "best",
    gap => "gap",
    ratio => "ratio",
    behind => "behind",
    rank => "rank",
});

/// A benchmark.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Benchmark {
    /// The items in their order.
    pub items: Vec<BenchmarkedItem>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(Benchmark {
    items => "items",
    provenance => "provenance",
});

/// Holds own values against the best of others.
///
/// # Formula
/// ```text
/// gap = own − best    ratio = own / best    best = the largest, of a cost the smallest
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without items, [`Error::InvalidValue`] for names and for a direction other
/// than benefit and cost, and [`Error::NotFinite`].
///
/// # Example: slower than the best
/// ```
/// use clientele::numeric::direction::Direction;
/// use clientele::perceived::service_quality::{BenchmarkItem, benchmark};
/// let minutes = BenchmarkItem {
///     name: "answer".into(), own: Some(6.0), others: vec![Some(4.0), Some(9.0)],
///     direction: Some(Direction::Cost),
/// };
/// let found = benchmark(&[minutes])?;
/// assert_eq!((found.items[0].gap, found.items[0].ratio), (Some(2.0), Some(1.5)));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Camp, R. C. (1989), *Benchmarking*, chapter 5.
pub fn benchmark(items: &[BenchmarkItem]) -> Result<Benchmark> {
    check_some(items.len(), "items")?;
    let names: Vec<String> = items.iter().map(|item| item.name.clone()).collect();
    check_names(&names, "items")?;
    let mut shortfalls = Vec::with_capacity(items.len());
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let path = format!("items[{}]", item.name);
        let sign = match item.direction {
            None | Some(Direction::Benefit) => 1.0,
            Some(Direction::Cost) => -1.0,
            Some(_) => {
                let expected = "\"benefit\" or \"cost\"";
                let path = format!("{path}.direction");
                return Err(Error::invalid(path, "another direction", expected));
            }
        };
        check_known(item.own, &|| format!("{path}.own"))?;
        let mut best: Option<f64> = None;
        for (i, other) in item.others.iter().enumerate() {
            check_known(*other, &|| format!("{path}.others[{i}]"))?;
            if let Some(other) = *other {
                let ahead = best.is_none_or(|best| sign * other > sign * best);
                best = if ahead { Some(other) } else { best };
            }
        }
        let both = item.own.zip(best);
        let gap = both.map(|(own, best)| own - best);
        check_known(gap, &|| path.clone())?;
        let ratio = both.map(|(own, best)| own / best);
        let ratio = ratio.filter(|ratio| ratio.is_finite());
        let relative = gap.zip(best).map(|(gap, best)| {
            let share = -sign * gap / best.abs();
            if share.is_finite() {
                share
            } else {
                f64::MAX * (-sign * gap).signum()
            }
        });
        shortfalls.push(relative.filter(|behind| *behind > 0.0));
        found.push(BenchmarkedItem {
            name: item.name.clone(),
            best,
            gap,
            ratio,
            behind: gap.map(|gap| sign * gap < 0.0),
            rank: None,
        });
    }
    for (item, rank) in found.iter_mut().zip(ranks(&shortfalls)) {
        item.rank = rank;
    }
    Ok(Benchmark {
        items: found,
        provenance: Provenance::new("benchmark", input_hash(&[&items])),
    })
}
