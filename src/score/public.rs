//! What of a profile may be shown to everybody.

use crate::churn::calibration::Calibration;
use crate::score::churn_settings::ChurnSettings;
use crate::score::loyalty_settings::LoyaltySettings;
use crate::score::points::RuleSet;
use crate::score::population::Population;
use crate::score::profile::Profile;
use crate::score::profile::PurchaseSection;
use crate::score::profile::SpendSection;

impl Profile {
    /// Returns the profile without costs, margins, judgements and provenance: what a page that anybody
    /// can read may carry.
    ///
    /// Scores, tiers, cells and risks stay what they are. Money is revenue from here on: it is larger
    /// by the reciprocal of the margin that was taken out, and every score says so. What the fit was
    /// like, the sizes of the base and the judgements behind the weights are gone. What scores are computed from
    /// stays: parameters, ranges, and the mean of each feature of a calibration.
    ///
    /// # Example: nothing tells the margin
    /// ```
    /// # fn main() -> clientele::Result<()> {
    /// use clientele::data::csv::CsvOptions;
    /// use clientele::data::orders::Orders;
    /// use clientele::score::{ProfileOptions, build_profile};
    /// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-01,25\nB,2024-01-05,9\n";
    /// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
    /// let options = ProfileOptions { margin: Some(0.4), ..ProfileOptions::default() };
    /// let public = build_profile(&orders, &options)?.for_public();
    /// assert_eq!((public.value.margin, public.provenance.is_none()), (None, true));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn for_public(&self) -> Self {
        let value = self.value.without_margin();
        let money = self.value.money_without_margin();
        let loyalty = &self.loyalty;
        Self {
            purchase: PurchaseSection {
                standard_errors: None,
                covariance: None,
                log_likelihood: None,
                aic: None,
                bic: None,
                selection: None,
                quality: None,
                ..self.purchase.clone()
            },
            spend: SpendSection {
                standard_errors: None,
                covariance: None,
                log_likelihood: None,
                convergence: None,
                ..self.spend.clone()
            },
            value,
            loyalty: LoyaltySettings {
                behaviour: loyalty.behaviour.without_judgements(),
                attitude: loyalty.attitude.without_judgements(),
                ..loyalty.clone()
            },
            churn: ChurnSettings {
                calibration: self
                    .churn
                    .calibration
                    .as_ref()
                    .map(Calibration::without_records),
                ..self.churn.clone()
            },
            points: self.points.as_ref().map(|sets| {
                let sets = sets.iter();
                sets.map(RuleSet::without_judgements).collect()
            }),
            population: Population {
                customers: 0,
                lifetime: self.population.lifetime.iter().map(|v| v * money).collect(),
                ..self.population.clone()
            },
            provenance: None,
            ..self.clone()
        }
    }
}
