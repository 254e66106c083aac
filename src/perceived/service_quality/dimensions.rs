//! The dimensions of service quality and their items.

use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::index::MIN_COVERAGE;
use crate::numeric::bounds::check_unit;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::check_some;
use crate::plain::options;
use crate::plain::record;
use crate::plain::words;

/// A dimension of service quality.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceDimension {
    /// Its code, such as `tangibles`.
    pub code: String,
    /// How many items it has; the items of the dimensions follow each other.
    pub items: u32,
}

record!(ServiceDimension {
    code => "code",
    items => "items",
});

/// Which edition of the questionnaire was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ServqualEdition {
    /// 1991: no item is turned round.
    #[default]
    #[cfg_attr(feature = "serde", serde(rename = "1991"))]
    Revised,
    /// 1988: items 10 to 13 and 18 to 22 are asked the other way round and turned back here.
    #[cfg_attr(feature = "serde", serde(rename = "1988"))]
    Original,
}

words!(ServqualEdition {
    Revised => "1991",
    Original => "1988",
});

/// How service quality is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServqualOptions {
    /// The dimensions; the five of 22 items unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub dimensions: Vec<ServiceDimension>,
    /// The weight of each dimension, such as the points of 100 that customers gave it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<f64>>,
    /// Which edition was asked; `1991` unless told. `1988` turns its nine items, and asks for the
    /// five dimensions.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub edition: ServqualEdition,
    /// The worst answer; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: f64,
    /// The best answer; 7 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: f64,
    /// The share of the items of a dimension that a respondent must have answered, and of the weights
    /// of the dimensions for a score of the whole; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

/// The five dimensions and how many items each has: Parasuraman, Zeithaml & Berry (1988), table 2.
const DIMENSIONS: [(&str, u32); 5] = [
    ("tangibles", 4),
    ("reliability", 5),
    ("responsiveness", 4),
    ("assurance", 4),
    ("empathy", 5),
];

impl Default for ServqualOptions {
    fn default() -> Self {
        let mut dimensions = Vec::with_capacity(DIMENSIONS.len());
        for (code, items) in DIMENSIONS {
            dimensions.push(ServiceDimension {
                code: code.into(),
                items,
            });
        }
        Self {
            dimensions,
            weights: None,
            edition: ServqualEdition::Revised,
            lowest: 1.0,
            highest: 7.0,
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(ServqualOptions {
    dimensions => "dimensions",
    weights => "weights",
    edition => "edition",
    lowest => "lowest",
    highest => "highest",
    min_coverage => "minCoverage",
});

/// More items than anyone answers.
const MOST_ITEMS: u32 = 1000;

impl ServqualOptions {
    /// Checks the options and returns the scale and the number of items.
    pub(super) fn check(&self) -> Result<(RatingScale, usize)> {
        let scale = RatingScale::try_new(self.lowest, self.highest, "options")?;
        check_unit(self.min_coverage, "options.minCoverage")?;
        check_some(self.dimensions.len(), "options.dimensions")?;
        let mut codes = Vec::with_capacity(self.dimensions.len());
        let mut total = 0;
        for (i, dimension) in self.dimensions.iter().enumerate() {
            codes.push(dimension.code.clone());
            if !(1..=MOST_ITEMS).contains(&dimension.items) {
                let path = format!("options.dimensions[{i}].items");
                let expected = "a whole number from 1 to 1000";
                let items = f64::from(dimension.items);
                return Err(Error::out_of_range(path, items, expected));
            }
            total += dimension.items as usize;
        }
        check_names(&codes, "options.dimensions")?;
        if self.edition == ServqualEdition::Original && total != 22 {
            let expected = "an edition of the 22 items";
            return Err(Error::invalid("options.edition".into(), "1988", expected));
        }
        Ok((scale, total))
    }

    /// Whether an item, counted from 0, is asked the other way round.
    pub(super) fn turned(&self, item: usize) -> bool {
        self.edition == ServqualEdition::Original && matches!(item, 9..=12 | 17..=21)
    }
}
