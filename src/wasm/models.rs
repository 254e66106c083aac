//! Purchase and spend models.

use crate::btyd;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::gamma_gamma::SpendColumns;
use crate::btyd::lifetime_value::LifetimeOptions;
use crate::btyd::lifetime_value::lifetime_value_columns;
use crate::error::Error;
use crate::plain::report;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::orders::Summary;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Columns of purchases that were given by the caller.
#[wasm_bindgen]
pub struct Purchases {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    age: Vec<f64>,
    monetary_value: Vec<f64>,
    weights: Option<Vec<f64>>,
}

#[wasm_bindgen]
impl Purchases {
    #[wasm_bindgen(constructor)]
    pub fn new(
        frequency: Vec<f64>,
        recency: Vec<f64>,
        age: Vec<f64>,
        monetary_value: Vec<f64>,
        weights: Option<Vec<f64>>,
    ) -> Self {
        Self {
            frequency,
            recency,
            age,
            monetary_value,
            weights,
        }
    }

    /// Takes the columns of a summary.
    #[wasm_bindgen(js_name = fromSummary)]
    pub fn from_summary(summary: &Summary, weights: Option<Vec<f64>>) -> Self {
        let s = &summary.inner;
        Self {
            frequency: s.frequency.clone(),
            recency: s.recency.clone(),
            age: s.age.clone(),
            monetary_value: s.monetary_value.clone(),
            weights,
        }
    }

    fn purchases(&self) -> PurchaseColumns<'_> {
        PurchaseColumns {
            frequency: &self.frequency,
            recency: &self.recency,
            age: &self.age,
            weights: self.weights.as_deref(),
        }
    }

    fn spend(&self) -> SpendColumns<'_> {
        SpendColumns {
            frequency: &self.frequency,
            monetary_value: &self.monetary_value,
            weights: self.weights.as_deref(),
        }
    }

    fn column(&self) -> Vec<f64> {
        vec![f64::NAN; self.frequency.len()]
    }
}

/// BG/NBD.
#[wasm_bindgen]
pub struct BgNbd {
    inner: btyd::bg_nbd::BgNbd,
    fitted: Option<Fitted<btyd::bg_nbd::BgNbd>>,
}

#[wasm_bindgen]
impl BgNbd {
    pub fn fit(columns: &Purchases, options: JsValue) -> Result<Self, Error> {
        let options: FitOptions = from_js(options, "options")?;
        let fitted = btyd::bg_nbd::BgNbd::fit(&columns.purchases(), &options)?;
        Ok(Self {
            inner: fitted.model,
            fitted: Some(fitted),
        })
    }

    #[wasm_bindgen(js_name = fromParams)]
    pub fn from_params(params: JsValue) -> Result<Self, Error> {
        let params: BgNbdParams = from_js(params, "params")?;
        let inner = btyd::bg_nbd::BgNbd::try_new(params)?;
        Ok(Self {
            inner,
            fitted: None,
        })
    }

    pub fn params(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.params())
    }

    pub fn fitted(&self) -> Result<JsValue, Error> {
        to_js(&self.fitted.as_ref().map(FitRecord::from))
    }

    #[wasm_bindgen(js_name = probabilityAlive)]
    pub fn probability_alive(&self, columns: &Purchases) -> Result<Vec<f64>, Error> {
        let mut out = columns.column();
        self.inner
            .probability_alive_columns(&columns.purchases(), &mut out)?;
        Ok(out)
    }

    #[wasm_bindgen(js_name = probabilityNever)]
    pub fn probability_never(&self, columns: &Purchases) -> Result<Vec<f64>, Error> {
        let mut out = columns.column();
        self.inner
            .probability_never_columns(&columns.purchases(), &mut out)?;
        Ok(out)
    }

    #[wasm_bindgen(js_name = probabilityOfPurchase)]
    pub fn probability_of_purchase(
        &self,
        columns: &Purchases,
        horizon: f64,
    ) -> Result<Vec<f64>, Error> {
        let mut out = columns.column();
        self.inner
            .probability_of_purchase_columns(&columns.purchases(), horizon, &mut out)?;
        Ok(out)
    }

    #[wasm_bindgen(js_name = expectedPurchases)]
    pub fn expected_purchases(&self, columns: &Purchases, horizon: f64) -> Result<Vec<f64>, Error> {
        let mut out = columns.column();
        self.inner
            .expected_purchases_columns(&columns.purchases(), horizon, &mut out)?;
        Ok(out)
    }

    #[wasm_bindgen(js_name = nextPurchase)]
    pub fn next_purchase(&self, columns: &Purchases, probability: f64) -> Result<Vec<f64>, Error> {
        let mut out = columns.column();
        self.inner
            .next_purchase_columns(&columns.purchases(), probability, &mut out)?;
        Ok(out)
    }

    #[wasm_bindgen(js_name = expectedPurchasesNew)]
    pub fn expected_purchases_new(&self, time: f64) -> Result<f64, Error> {
        self.inner.expected_purchases_new(time)
    }

    #[wasm_bindgen(js_name = purchaseProbabilityNew)]
    pub fn purchase_probability_new(&self, n: u32, time: f64) -> Result<f64, Error> {
        self.inner.purchase_probability_new(n, time)
    }

    #[wasm_bindgen(js_name = lifetimeValue)]
    pub fn lifetime_value(
        &self,
        spend: &GammaGamma,
        columns: &Purchases,
        options: JsValue,
    ) -> Result<Vec<f64>, Error> {
        let options: LifetimeOptions = from_js(options, "options")?;
        let mut out = columns.column();
        lifetime_value_columns(
            &self.inner,
            &spend.inner,
            &columns.purchases(),
            &columns.monetary_value,
            &options,
            &mut out,
        )?;
        Ok(out)
    }
}

/// Gamma-Gamma.
#[wasm_bindgen]
pub struct GammaGamma {
    inner: btyd::gamma_gamma::GammaGamma,
    fitted: Option<Fitted<btyd::gamma_gamma::GammaGamma>>,
}

#[wasm_bindgen]
impl GammaGamma {
    pub fn fit(columns: &Purchases, options: JsValue) -> Result<Self, Error> {
        let options: FitOptions = from_js(options, "options")?;
        let fitted = btyd::gamma_gamma::GammaGamma::fit(&columns.spend(), &options)?;
        Ok(Self {
            inner: fitted.model,
            fitted: Some(fitted),
        })
    }

    #[wasm_bindgen(js_name = fromParams)]
    pub fn from_params(params: JsValue) -> Result<Self, Error> {
        let params: GammaGammaParams = from_js(params, "params")?;
        let inner = btyd::gamma_gamma::GammaGamma::try_new(params)?;
        Ok(Self {
            inner,
            fitted: None,
        })
    }

    pub fn params(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.params())
    }

    pub fn fitted(&self) -> Result<JsValue, Error> {
        to_js(&self.fitted.as_ref().map(FitRecord::from))
    }

    #[wasm_bindgen(js_name = expectedSpend)]
    pub fn expected_spend(&self, columns: &Purchases) -> Result<Vec<f64>, Error> {
        let mut out = columns.column();
        self.inner
            .expected_spend_columns(&columns.spend(), &mut out)?;
        Ok(out)
    }

    #[wasm_bindgen(getter, js_name = expectedSpendNew)]
    pub fn expected_spend_new(&self) -> Option<f64> {
        self.inner.expected_spend_new()
    }
}

/// What a fit says of itself, without the model.
struct FitRecord<'a> {
    standard_errors: &'a Option<Vec<f64>>,
    covariance: &'a Option<Vec<Vec<f64>>>,
    log_likelihood: f64,
    aic: f64,
    bic: f64,
    customers: f64,
    excluded: f64,
    convergence: &'a btyd::fit::Convergence,
}

report!(FitRecord<'_> {
    standard_errors => "standardErrors",
    covariance => "covariance",
    log_likelihood => "logLikelihood",
    aic => "aic",
    bic => "bic",
    customers => "customers",
    excluded => "excluded",
    convergence => "convergence",
});

impl<'a, M> From<&'a Fitted<M>> for FitRecord<'a> {
    fn from(fitted: &'a Fitted<M>) -> Self {
        Self {
            standard_errors: &fitted.standard_errors,
            covariance: &fitted.covariance,
            log_likelihood: fitted.log_likelihood,
            aic: fitted.aic,
            bic: fitted.bic,
            customers: fitted.customers,
            excluded: fitted.excluded as f64,
            convergence: &fitted.convergence,
        }
    }
}
