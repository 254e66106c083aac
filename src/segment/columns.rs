//! Columns of what is known of customers.

use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Fingerprint;

/// Columns of numbers, one value a customer; NaN is missing, and a yes is 1.
///
/// # Example: two customers
/// ```
/// use clientele::segment::CustomerColumns;
/// let names = vec!["purchases".into(), "daysSinceLast".into()];
/// let columns = CustomerColumns::try_new(names, vec![5.0, 2.0, 40.0, f64::NAN], 2)?;
/// assert_eq!(columns.column("purchases"), Some(&[5.0, 2.0][..]));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerColumns {
    names: Vec<String>,
    values: Vec<f64>,
    customers: usize,
}

impl CustomerColumns {
    /// Takes columns one after the other.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for a name that is empty or there twice, [`Error::LengthMismatch`] when
    /// there is not one value for each name and customer, [`Error::NotFinite`] for an infinite one.
    pub fn try_new(names: Vec<String>, values: Vec<f64>, customers: usize) -> Result<Self> {
        check_names(&names, "columns")?;
        let expected = names.len().checked_mul(customers);
        if expected != Some(values.len()) {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected: expected.unwrap_or(usize::MAX),
                actual: values.len(),
            });
        }
        if let Some(place) = values.iter().position(|value| value.is_infinite()) {
            let name = names.get(place / customers).map_or("", String::as_str);
            return Err(Error::NotFinite {
                path: format!("{name}[{}]", place % customers),
            });
        }
        Ok(Self {
            names,
            values,
            customers,
        })
    }

    /// Returns how many customers there are.
    pub fn customers(&self) -> usize {
        self.customers
    }

    /// Returns the names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns a column by its name.
    pub fn column(&self, name: &str) -> Option<&[f64]> {
        let place = self.names.iter().position(|known| known == name)?;
        self.values
            .get(place * self.customers..(place + 1) * self.customers)
    }

    /// Returns a column that must be there.
    pub(super) fn needed(&self, name: &str) -> Result<&[f64]> {
        self.column(name)
            .ok_or_else(|| Error::missing(name.into(), "a column"))
    }

    /// Takes a column away and returns it.
    pub fn take(&mut self, name: &str) -> Option<Vec<f64>> {
        self.extract(&|known| known == name).pop()
    }

    /// Takes away the columns of a list such as `revenues[0]`, `revenues[1]`, in their order.
    pub(super) fn take_list(&mut self, name: &str) -> Vec<Vec<f64>> {
        self.extract(&|known| {
            let rest = known.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with('['))
        })
    }

    fn extract(&mut self, is: &dyn Fn(&str) -> bool) -> Vec<Vec<f64>> {
        let mut taken = Vec::new();
        if !self.names.iter().any(|name| is(name)) {
            return taken;
        }
        let mut kept = Vec::new();
        let mut values = Vec::new();
        for (place, name) in std::mem::take(&mut self.names).into_iter().enumerate() {
            let at = place * self.customers;
            let column = self.values.get(at..at + self.customers).unwrap_or_default();
            if is(&name) {
                taken.push(column.to_vec());
            } else {
                kept.push(name);
                values.extend_from_slice(column);
            }
        }
        self.names = kept;
        self.values = values;
        taken
    }

    /// Adds a column, in the place of one of the same name.
    pub(super) fn put(&mut self, name: &str, column: Vec<f64>) {
        let place = self.names.iter().position(|known| known == name);
        if let Some(place) = place {
            let at = place * self.customers;
            if let Some(old) = self.values.get_mut(at..at + self.customers) {
                old.copy_from_slice(&column);
            }
            return;
        }
        self.names.push(name.into());
        self.values.extend(column);
    }

    /// Returns a short hash of names and values.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for name in &self.names {
            hash.text(name);
        }
        hash.numbers(&self.values);
        hash.finish()
    }
}
