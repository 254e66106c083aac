//! Customers by the value they can give (提供价值的能力): lighthouse, follower, rational, bargain-seeker.

use crate::data::thresholds::Thresholds;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::as_given;
use crate::segment::classifier::both;
use crate::segment::classifier::classified;
use crate::segment::classifier::either;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;

/// Lighthouse, follower, rational and bargain-seeking customers (灯塔型、跟随型、理性、逐利客户).
///
/// # Formula
/// ```text
/// bargain     dealShare ≥ bargainDealShare or priceSensitivityShare ≥ bargainPriceSensitivity
/// lighthouse  innovation ≥ lighthouseInnovation and priceSensitivityShare ≤ lighthousePriceSensitivity
/// follower    conformity ≥ followerConformity and priceSensitivityShare ≤ followerPriceSensitivity
/// rational    otherwise
/// ```
///
/// The first rule that holds wins. The four types are those of Chinese textbooks of customer
/// management, which give no formula; this one is our choice. Where a missing input could change the
/// class there is none.
pub static VALUE_TYPE: Classifier = Classifier {
    name: "valueType",
    classes: &[
        "value_type.lighthouse",
        "value_type.follower",
        "value_type.rational",
        "value_type.bargain",
    ],
    inputs: Traits::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| Traits::from_row(row).rule(thresholds, trail),
    limits: limits![
        bargain_deal_share "bargainDealShare",
        bargain_price_sensitivity "bargainPriceSensitivity",
        lighthouse_innovation "lighthouseInnovation",
        lighthouse_price_sensitivity "lighthousePriceSensitivity",
        follower_conformity "followerConformity",
        follower_price_sensitivity "followerPriceSensitivity",
    ],
    ascending: &[],
    prepare: as_given,
    made: Made::NOTHING,
};

inputs! {
    /// How a customer decides, each from 0 to 1, from orders or from answers.
    ///
    /// # Example: keen on what is new, and on promotions all the same
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::value_type::Traits;
    /// let traits = Traits {
    ///     innovation: Some(0.7),
    ///     conformity: Some(0.2),
    ///     deal_share: Some(0.8),
    ///     price_sensitivity_share: Some(0.3),
    /// };
    /// let found = traits.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("value_type.bargain"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    Traits {
        /// The share of purchases soon after a product was launched, or an answer.
        innovation "innovation": f64 = (0.0, 1.0);
        /// How much the customer buys what others buy.
        conformity "conformity": f64 = (0.0, 1.0);
        /// The share of purchases on promotion.
        deal_share "dealShare": f64 = (0.0, 1.0);
        /// How sensitive to prices the customer is, 0 to 1; `priceSensitivity` of the loyalty index is an
        /// answer from 1 to 7.
        price_sensitivity_share "priceSensitivityShare": f64 = (0.0, 1.0);
    }
}

classified!(Traits by VALUE_TYPE);

const LIGHTHOUSE: usize = 0;
const FOLLOWER: usize = 1;
const RATIONAL: usize = 2;
const BARGAIN: usize = 3;

impl Traits {
    fn rule(&self, t: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let deal = trail.number("deal_share", self.deal_share);
        let on_deals = trail.at_least(deal, "bargain_deal_share", t.bargain_deal_share);
        let price = trail.number("price_sensitivity_share", self.price_sensitivity_share);
        let name = "bargain_price_sensitivity";
        let on_price = trail.at_least(price, name, t.bargain_price_sensitivity);
        if either(on_deals, on_price)? {
            return Some(BARGAIN);
        }
        let innovation = trail.number("innovation", self.innovation);
        let keen = trail.at_least(innovation, "lighthouse_innovation", t.lighthouse_innovation);
        let name = "lighthouse_price_sensitivity";
        let calm = trail.at_most(price, name, t.lighthouse_price_sensitivity);
        if both(keen, calm)? {
            return Some(LIGHTHOUSE);
        }
        let conformity = trail.number("conformity", self.conformity);
        let follows = trail.at_least(conformity, "follower_conformity", t.follower_conformity);
        let name = "follower_price_sensitivity";
        let calm = trail.at_most(price, name, t.follower_price_sensitivity);
        Some(if both(follows, calm)? {
            FOLLOWER
        } else {
            RATIONAL
        })
    }
}
