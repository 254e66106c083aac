//! Whether what a profile records of its making can be so.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::bounds::check_amount;
use crate::plain::unknown_key;
use crate::score::profile::Profile;
use crate::score::profile::ProfileProvenance;
use crate::score::profile::PurchaseSection;
use crate::score::profile::SpendSection;

impl Profile {
    /// Checks standard errors, covariances and provenance, from which no score is computed.
    ///
    /// # Errors
    /// An error whose path is that of the first field that is wrong.
    pub(super) fn check_records(&self) -> Result<()> {
        self.purchase.check_records()?;
        self.spend.check_records()?;
        self.provenance
            .as_ref()
            .map_or(Ok(()), |provenance| provenance.check(self))
    }
}

impl PurchaseSection {
    fn check_records(&self) -> Result<()> {
        let names = self.model.parameter_names();
        let mut estimated = None;
        if let Some(errors) = &self.standard_errors {
            for (name, error) in errors.iter() {
                if !names.contains(&name) {
                    return Err(unknown_key(name, names).within("purchase.standardErrors"));
                }
                check_amount(error, &format!("purchase.standardErrors.{name}"))?;
            }
            estimated = Some(errors.iter().count());
        }
        check_covariance(self.covariance.as_deref(), estimated, "purchase.covariance")
    }
}

impl SpendSection {
    fn check_records(&self) -> Result<()> {
        if let Some(errors) = &self.standard_errors {
            for (name, error) in [("p", errors.p), ("q", errors.q), ("v", errors.v)] {
                check_amount(error, &format!("spend.standardErrors.{name}"))?;
            }
        }
        check_covariance(self.covariance.as_deref(), Some(3), "spend.covariance")
    }
}

/// Checks that a covariance is a square of as many rows as parameters were estimated, where that is
/// known, and that no variance is below 0.
fn check_covariance(rows: Option<&[Vec<f64>]>, estimated: Option<usize>, path: &str) -> Result<()> {
    let Some(rows) = rows else { return Ok(()) };
    let expected = estimated.unwrap_or(rows.len());
    let length = |path: String, actual: usize| {
        if actual == expected {
            return Ok(());
        }
        Err(Error::LengthMismatch {
            path,
            expected,
            actual,
        })
    };
    length(path.into(), rows.len())?;
    for (i, row) in rows.iter().enumerate() {
        length(format!("{path}[{i}]"), row.len())?;
        if let Some(&variance) = row.get(i) {
            check_amount(variance, &format!("{path}[{i}][{i}]"))?;
        }
    }
    Ok(())
}

impl ProfileProvenance {
    fn check(&self, profile: &Profile) -> Result<()> {
        let days = [
            ("firstOrder", self.first_order, self.last_order, "lastOrder"),
            ("lastOrder", self.last_order, profile.as_of, "asOf"),
        ];
        for (name, day, end, after) in days {
            if day > end {
                return Err(Error::InvalidValue {
                    path: format!("provenance.{name}"),
                    found: format!("\"{day}\""),
                    expected: format!("a day up to {after}"),
                });
            }
        }
        if self.repeat_customers > self.customers {
            return Err(Error::out_of_range(
                "provenance.repeatCustomers".into(),
                f64::from(self.repeat_customers),
                "up to the number of customers",
            ));
        }
        Ok(())
    }
}
