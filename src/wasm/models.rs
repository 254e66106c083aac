//! Purchase and spend models.

use crate::btyd;
use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::fit::Convergence;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::gamma_gamma::SpendColumns;
use crate::btyd::lifetime_value::LifetimeOptions;
use crate::btyd::lifetime_value::continuous_rate;
use crate::btyd::lifetime_value::lifetime_value_columns;
use crate::error::Error;
use crate::plain::report;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::orders::Summary;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Writes a number for each row.
type Write<'a> = &'a dyn Fn(&PurchaseColumns<'_>, &mut [f64]) -> Result<(), Error>;

/// Columns of purchases that were given by the caller.
#[wasm_bindgen]
pub struct Purchases {
    frequency: Vec<f64>,
    recency: Vec<f64>,
    age: Vec<f64>,
    monetary_value: Vec<f64>,
    pub(super) ln_gaps: Option<Vec<f64>>,
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
        ln_gaps: Option<Vec<f64>>,
        weights: Option<Vec<f64>>,
    ) -> Self {
        Self {
            frequency,
            recency,
            age,
            monetary_value,
            ln_gaps,
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
            ln_gaps: Some(s.ln_gaps.clone()),
            weights,
        }
    }

    pub(super) fn purchases(&self) -> PurchaseColumns<'_> {
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

    /// Returns what `write` writes: a number for each row.
    pub(super) fn write(&self, write: Write<'_>) -> Result<Vec<f64>, Error> {
        let mut out = self.column();
        write(&self.purchases(), &mut out)?;
        Ok(out)
    }
}

/// A purchase model of any kind; the predictions are columns with a number for each row.
#[wasm_bindgen]
pub struct PurchaseModelHandle {
    pub(super) model: AnyModel,
    pub(super) fitted: Option<Fitted<AnyModel>>,
}

/// Fits a model of some kind, with a `k` where one is given.
pub(super) fn fit_columns(
    kind: ModelKind,
    k: Option<u32>,
    rows: &PurchaseColumns<'_>,
    ln_gaps: Option<&[f64]>,
    options: &FitOptions,
) -> Result<Fitted<AnyModel>, Error> {
    let Some(k) = k else {
        return AnyModel::fit(kind, rows, ln_gaps, options);
    };
    let fitted = AnyModel::fit_with_k(kind, k, rows, ln_gaps, options);
    fitted.map_err(|error| match error.path() {
        Some("k") => error.within("options"),
        _ => error,
    })
}

#[wasm_bindgen]
impl PurchaseModelHandle {
    pub fn fit(
        kind: JsValue,
        columns: &Purchases,
        k: Option<u32>,
        options: JsValue,
    ) -> Result<Self, Error> {
        let kind: ModelKind = from_js(kind, "model")?;
        let options: FitOptions = from_js(options, "options")?;
        let ln_gaps = columns.ln_gaps.as_deref();
        let fitted = fit_columns(kind, k, &columns.purchases(), ln_gaps, &options)?;
        Ok(Self::of(fitted))
    }

    #[wasm_bindgen(js_name = fromParams)]
    pub fn from_params(kind: JsValue, params: JsValue) -> Result<Self, Error> {
        let kind: ModelKind = from_js(kind, "model")?;
        let params: Parameters = from_js(params, "params")?;
        let params = params.in_order(kind);
        let params = params.map_err(|error| error.within("params"))?;
        Ok(Self {
            model: AnyModel::try_new(kind, &params)?,
            fitted: None,
        })
    }

    pub fn params(&self) -> Result<JsValue, Error> {
        let kind = self.model.kind();
        to_js(&Parameters::of(kind, &self.model.parameters()))
    }

    pub fn fitted(&self) -> Result<JsValue, Error> {
        to_js(&self.fitted.as_ref().map(FitRecord::of))
    }

    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        self.model.kind().code().into()
    }

    #[wasm_bindgen(getter)]
    pub fn regularity(&self) -> Option<String> {
        self.model.regularity().map(|word| word.code().into())
    }

    #[wasm_bindgen(js_name = probabilityAlive)]
    pub fn probability_alive(
        &self,
        columns: &Purchases,
        after: Option<f64>,
    ) -> Result<Vec<f64>, Error> {
        columns.write(&|rows, out| match after {
            None => self.model.probability_alive_columns(rows, out),
            Some(time) => {
                self.model.check_time(time, "options.after")?;
                self.model.probability_alive_after_columns(rows, time, out)
            }
        })
    }

    #[wasm_bindgen(js_name = probabilityNever)]
    pub fn probability_never(&self, columns: &Purchases) -> Result<Vec<f64>, Error> {
        columns.write(&|rows, out| self.model.probability_never_columns(rows, out))
    }

    #[wasm_bindgen(js_name = probabilityOfPurchase)]
    pub fn probability_of_purchase(
        &self,
        columns: &Purchases,
        horizon: f64,
    ) -> Result<Vec<f64>, Error> {
        self.model.check_time(horizon, "options.horizon")?;
        columns.write(&|rows, out| {
            self.model
                .probability_of_purchase_columns(rows, horizon, out)
        })
    }

    #[wasm_bindgen(js_name = expectedPurchases)]
    pub fn expected_purchases(&self, columns: &Purchases, horizon: f64) -> Result<Vec<f64>, Error> {
        self.model.check_time(horizon, "options.horizon")?;
        columns.write(&|rows, out| self.model.expected_purchases_columns(rows, horizon, out))
    }

    #[wasm_bindgen(js_name = purchaseProbabilities)]
    pub fn purchase_probabilities(
        &self,
        columns: &Purchases,
        n: u32,
        time: f64,
    ) -> Result<Vec<f64>, Error> {
        self.model.check_time(time, "options.horizon")?;
        columns.write(&|rows, out| self.model.purchase_probability_columns(rows, n, time, out))
    }

    #[wasm_bindgen(js_name = nextPurchase)]
    pub fn next_purchase(&self, columns: &Purchases, probability: f64) -> Result<Vec<f64>, Error> {
        columns.write(&|rows, out| self.model.next_purchase_columns(rows, probability, out))
    }

    #[wasm_bindgen(js_name = residualPurchases)]
    pub fn residual_purchases(
        &self,
        columns: &Purchases,
        discount_rate: f64,
        horizon: Option<f64>,
    ) -> Result<Vec<f64>, Error> {
        let rate = continuous_rate(discount_rate).map_err(|error| error.within("options"))?;
        if let Some(horizon) = horizon {
            self.model.check_time(horizon, "options.horizon")?;
        }
        columns.write(&|rows, out| {
            self.model
                .residual_purchases_columns(rows, rate, horizon, out)
        })
    }

    #[wasm_bindgen(js_name = aliveHistory)]
    pub fn alive_history(&self, purchases: &[f64], times: &[f64]) -> Result<Vec<f64>, Error> {
        self.model.alive_history(purchases, times)
    }

    #[wasm_bindgen(js_name = expectedPurchasesNew)]
    pub fn expected_purchases_new(&self, time: f64) -> Result<f64, Error> {
        self.model.check_time(time, "t")?;
        self.model.expected_purchases_new(time)
    }

    #[wasm_bindgen(js_name = purchaseProbabilityNew)]
    pub fn purchase_probability_new(&self, n: u32, time: f64) -> Result<f64, Error> {
        self.model.check_time(time, "t")?;
        self.model.purchase_probability_new(n, time)
    }

    #[wasm_bindgen(js_name = lifetimeValue)]
    pub fn lifetime_value(
        &self,
        spend: &GammaGamma,
        columns: &Purchases,
        options: JsValue,
    ) -> Result<Vec<f64>, Error> {
        let options: LifetimeOptions = from_js(options, "options")?;
        let amounts = &columns.monetary_value;
        columns.write(&|rows, out| {
            lifetime_value_columns(&*self.model, &spend.inner, rows, amounts, &options, out)
        })
    }
}

impl PurchaseModelHandle {
    pub(super) fn of(fitted: Fitted<AnyModel>) -> Self {
        Self {
            model: fitted.model,
            fitted: Some(fitted),
        }
    }
}

/// Gamma-Gamma.
#[wasm_bindgen]
pub struct GammaGamma {
    pub(super) inner: btyd::gamma_gamma::GammaGamma,
    fitted: Option<FitRecord>,
}

#[wasm_bindgen]
impl GammaGamma {
    pub fn fit(columns: &Purchases, options: JsValue) -> Result<Self, Error> {
        let options: FitOptions = from_js(options, "options")?;
        let fitted = btyd::gamma_gamma::GammaGamma::fit(&columns.spend(), &options)?;
        Ok(Self {
            fitted: Some(FitRecord::of(&fitted)),
            inner: fitted.model,
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
        to_js(&self.fitted)
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
pub(super) struct FitRecord {
    standard_errors: Option<Vec<f64>>,
    covariance: Option<Vec<Vec<f64>>>,
    log_likelihood: f64,
    aic: f64,
    bic: f64,
    customers: f64,
    excluded: f64,
    convergence: Convergence,
}

report!(FitRecord {
    standard_errors => "standardErrors",
    covariance => "covariance",
    log_likelihood => "logLikelihood",
    aic => "aic",
    bic => "bic",
    customers => "customers",
    excluded => "excluded",
    convergence => "convergence",
});

impl FitRecord {
    pub(super) fn of<M>(fitted: &Fitted<M>) -> Self {
        Self {
            standard_errors: fitted.standard_errors.clone(),
            covariance: fitted.covariance.clone(),
            log_likelihood: fitted.log_likelihood,
            aic: fitted.aic,
            bic: fitted.bic,
            customers: fitted.customers,
            excluded: fitted.excluded as f64,
            convergence: fitted.convergence.clone(),
        }
    }
}
