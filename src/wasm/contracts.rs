//! What only a model of contracts says.

use crate::btyd::AnyModel;
use crate::btyd::fit::FitOptions;
use crate::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
use crate::error::Error;
use crate::wasm::convert::from_js;
use crate::wasm::models::PurchaseModelHandle;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl PurchaseModelHandle {
    /// Fits the shifted beta-geometric to the survivors of cohorts.
    #[wasm_bindgen(js_name = fitCohorts)]
    pub fn fit_cohorts(cohorts: JsValue, options: JsValue) -> Result<Self, Error> {
        let cohorts: Vec<Vec<f64>> = from_js(cohorts, "cohorts")?;
        let options: FitOptions = from_js(options, "options")?;
        let cohorts: Vec<&[f64]> = cohorts.iter().map(Vec::as_slice).collect();
        let fitted = ShiftedBetaGeometric::fit_cohorts(&cohorts, &options)?;
        let fitted = fitted.try_map(|model| Ok(AnyModel::ShiftedBetaGeometric(model)))?;
        Ok(Self::of(fitted))
    }

    pub fn survival(&self, periods: u32) -> Result<f64, Error> {
        self.contract()?.survival(periods)
    }

    #[wasm_bindgen(js_name = retentionRate)]
    pub fn retention_rate(&self, period: u32) -> Result<f64, Error> {
        self.contract()?.retention_rate(period)
    }

    #[wasm_bindgen(js_name = churnProbability)]
    pub fn churn_probability(&self, period: u32) -> Result<f64, Error> {
        self.contract()?.churn_probability(period)
    }

    #[wasm_bindgen(js_name = expectedRenewals)]
    pub fn expected_renewals(
        &self,
        renewals: u32,
        discount_rate: f64,
    ) -> Result<Option<f64>, Error> {
        let value = self.contract()?.expected_renewals(renewals, discount_rate);
        value.map_err(|error| error.within("options"))
    }

    #[wasm_bindgen(js_name = retentionElasticity)]
    pub fn retention_elasticity(
        &self,
        renewals: u32,
        discount_rate: f64,
    ) -> Result<Option<f64>, Error> {
        let value = self
            .contract()?
            .retention_elasticity(renewals, discount_rate);
        value.map_err(|error| error.within("options"))
    }

    fn contract(&self) -> Result<&ShiftedBetaGeometric, Error> {
        if let AnyModel::ShiftedBetaGeometric(model) = &self.model {
            return Ok(model);
        }
        Err(Error::InvalidValue {
            path: "model".into(),
            found: self.model.kind().code().into(),
            expected: "a model of contracts".into(),
        })
    }
}
