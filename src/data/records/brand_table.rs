//! Ratings of brands as a table: brands by attributes.

use crate::data::records::answer_table::sorted_texts;
use crate::data::records::kind::RecordKind;
use crate::data::records::table::Records;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::numeric::statistics::mean;
use crate::plain::report;

/// What brands are rated, as means over all ratings.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BrandTable {
    /// The brands, in natural order.
    pub brands: Vec<String>,
    /// The brand that is our own; none where no rating, or several brands, say so.
    pub own: Option<String>,
    /// The attributes, in natural order.
    pub attributes: Vec<String>,
    /// Whether each attribute is one of quality or of price; none where it is not said, or both are.
    pub aspects: Vec<Option<String>>,
    /// The mean weight of each attribute.
    pub weights: Vec<Option<f64>>,
    /// For each brand the mean score of each attribute.
    pub scores: Vec<Vec<Option<f64>>>,
    /// For each brand its mean price.
    pub prices: Vec<Option<f64>>,
}

report!(BrandTable {
    brands => "brands",
    own => "own",
    attributes => "attributes",
    aspects => "aspects",
    weights => "weights",
    scores => "scores",
    prices => "prices",
});

impl Records {
    /// Returns the ratings of brands as a table of means.
    ///
    /// # Errors
    /// [`Error::InvalidValue`](crate::Error::InvalidValue) for records of another kind.
    ///
    /// # Example: two brands
    /// ```
    /// use clientele::data::records::{RecordKind, RecordOptions, Records};
    /// let csv = b"brand,attribute,aspect,score,price,own\nB,taste,quality,7,,no\nA,taste,quality,8,,yes\n\
    ///     A,taste,quality,9,,yes\nA,shelf,price,,4.5,yes\n";
    /// let table = Records::from_csv(RecordKind::Ratings, csv, &RecordOptions::default())?.brand_table()?;
    /// assert_eq!(table.own.as_deref(), Some("A"));
    /// assert_eq!((table.scores[0][1], table.scores[1][1]), (Some(8.5), Some(7.0)));
    /// assert_eq!(table.prices, [Some(4.5), None]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn brand_table(&self) -> Result<BrandTable> {
        self.check_kind(RecordKind::Ratings)?;
        let all: Vec<usize> = (0..self.len()).collect();
        let side = |field: &str| {
            let column = self.column(field);
            column.map_or((Vec::new(), Vec::new()), |column| {
                let (names, place) = sorted_texts(column, &all);
                let places = column.places().into_iter();
                let places = places.map(|text| place.get(text?).copied().flatten());
                (names, places.collect::<Vec<_>>())
            })
        };
        let (brands, brand_of) = side("brand");
        let (attributes, attribute_of) = side("attribute");
        let brand = |row: usize| brand_of.get(row).copied().flatten();
        let attribute = |row: usize| attribute_of.get(row).copied().flatten();
        let cell = |row| Some(brand(row)? * attributes.len() + attribute(row)?);
        let scores = self.means("score", brands.len() * attributes.len(), &cell);
        let rows = scores.chunks(attributes.len().max(1)).map(<[_]>::to_vec);
        let aspects = (0..attributes.len()).map(|own| {
            let rows = all.iter().filter(|row| attribute(**row) == Some(own));
            one_of(rows.filter_map(|row| self.text("aspect", *row)))
        });
        let ours = all
            .iter()
            .filter(|row| self.number("own", **row) == Some(1.0));
        let own = one_of(ours.filter_map(|row| self.text("brand", *row)));
        Ok(BrandTable {
            own,
            aspects: aspects.collect(),
            weights: self.means("weight", attributes.len(), &attribute),
            scores: rows.collect(),
            prices: self.means("price", brands.len(), &brand),
            brands,
            attributes,
        })
    }

    /// Returns the mean of a field for each group, whatever the order of the rows.
    fn means(
        &self,
        field: &str,
        groups: usize,
        group: &dyn Fn(usize) -> Option<usize>,
    ) -> Vec<Option<f64>> {
        let mut values: Vec<(usize, f64)> = Vec::new();
        for row in 0..self.len() {
            values.extend(group(row).zip(self.number(field, row)));
        }
        sort_by(&mut values, |one, other| one < other);
        let mut means = vec![None; groups];
        for run in values.chunk_by(|one, other| one.0 == other.0) {
            let own: Vec<f64> = run.iter().map(|(_, value)| *value).collect();
            let slot = run.first().and_then(|(group, _)| means.get_mut(*group));
            if let Some(slot) = slot {
                *slot = mean(&own);
            }
        }
        means
    }
}

/// Returns the text that all are; none of none and of different ones.
fn one_of<'a>(mut texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let first = texts.next()?;
    texts.all(|text| text == first).then(|| first.to_owned())
}
