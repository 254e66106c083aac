//! Whether a profile is whole.

use crate::btyd::gamma_gamma::GammaGamma;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::score::customer::MOST_MONEY;
use crate::score::points::PointRules;
use crate::score::points::check_sets;
use crate::score::profile::Profile;
use crate::score::profile::SpendModel;
use crate::score::profile::SpendSection;

/// Returns the error of a number that is out of range.
pub(super) fn out_of_range(path: &str, value: f64, expected: &str) -> Error {
    Error::OutOfRange {
        path: path.into(),
        value,
        expected: expected.into(),
    }
}

/// Rejects a number that is not between two others.
pub(super) fn check_between(
    value: f64,
    path: &str,
    lo: f64,
    hi: f64,
    expected: &str,
) -> Result<()> {
    check_finite(value, || path.into())?;
    if (lo..=hi).contains(&value) {
        Ok(())
    } else {
        Err(out_of_range(path, value, expected))
    }
}

/// Rejects a word that is none of some.
pub(super) fn check_word(found: &str, path: &str, words: &[&str]) -> Result<()> {
    if words.contains(&found) {
        return Ok(());
    }
    Err(Error::InvalidValue {
        path: path.into(),
        found: format!("\"{}\"", found.chars().take(40).collect::<String>()),
        expected: format!("\"{}\"", words.join("\" or \"")),
    })
}

impl Profile {
    /// What `format` must say.
    pub const FORMAT: &'static str = "clientele-profile";

    /// The newest version of the format, which this library writes.
    pub const VERSION: u32 = 2;

    /// Checks every field.
    ///
    /// # Errors
    /// An error whose path is that of the first field that is wrong;
    /// [`Error::UnsupportedVersion`] when the profile is newer than this library.
    pub fn check(&self) -> Result<()> {
        check_word(&self.format, "format", &[Self::FORMAT])?;
        if self.version > Self::VERSION {
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found: self.version,
                supported: Self::VERSION,
            });
        }
        // An older one is migrated where it is read.
        check_between(
            f64::from(self.version),
            "version",
            f64::from(Self::VERSION),
            f64::INFINITY,
            "the version of this library, or 1 where it is read as a document",
        )?;
        self.purchase.model()?;
        self.spend.check()?;
        self.value.check()?;
        self.loyalty.check()?;
        self.churn.check(self.time_unit)?;
        if let Some(sets) = &self.points {
            check_sets(sets)?;
        }
        for (i, set) in self.points.iter().flatten().enumerate() {
            let within = |error: Error| error.within(&format!("points[{i}]"));
            PointRules::try_new(set).map_err(within)?;
        }
        if let Some(live) = &self.live {
            live.check().map_err(|error| error.within("live"))?;
        }
        self.population.check("population")?;
        self.check_records()
    }
}

impl SpendSection {
    fn check(&self) -> Result<()> {
        check_between(
            self.mean,
            "spend.mean",
            -MOST_MONEY,
            MOST_MONEY,
            "an amount up to 1e18",
        )?;
        match (self.model, self.params) {
            (SpendModel::GammaGamma, None) => Err(Error::Missing {
                path: "spend.params".into(),
                expected: "p, q and v of the Gamma-Gamma model".into(),
            }),
            (SpendModel::GammaGamma, Some(params)) => {
                GammaGamma::try_new(params).map_err(|e| e.within("spend"))?;
                Ok(())
            }
            (SpendModel::Mean, _) => Ok(()),
        }
    }
}
