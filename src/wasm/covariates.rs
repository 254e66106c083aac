//! Models whose parameters depend on what is known of customers besides their purchases.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::Predictions;
use crate::btyd::PurchaseHistory;
use crate::btyd::covariates;
use crate::btyd::covariates::Covariate;
use crate::btyd::covariates::Effect;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::lifetime_value::continuous_rate;
use crate::btyd::uncertainty;
use crate::btyd::uncertainty::ParameterInterval;
use crate::btyd::uncertainty::check_level;
use crate::btyd::uncertainty::covariate_intervals;
use crate::error::Error;
use crate::plain::report;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::intervals::ParameterIntervals;
use crate::wasm::intervals::Prediction;
use crate::wasm::intervals::both_ends;
use crate::wasm::intervals::draw_options;
use crate::wasm::intervals::horizon_in_options;
use crate::wasm::models::FitRecord;
use crate::wasm::models::PurchaseModelHandle;
use crate::wasm::models::Purchases;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A column of a covariate, and what it acts on.
struct Column {
    name: String,
    values: Vec<f64>,
    purchase: bool,
    dropout: bool,
}

/// Columns of covariates by name.
#[wasm_bindgen]
#[derive(Default)]
pub struct CovariateTable {
    columns: Vec<Column>,
}

#[wasm_bindgen]
impl CovariateTable {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, name: String, values: Vec<f64>, purchase: bool, dropout: bool) {
        self.columns.push(Column {
            name,
            values,
            purchase,
            dropout,
        });
    }
}

impl CovariateTable {
    fn columns(&self) -> Vec<Covariate<'_>> {
        let columns = self.columns.iter();
        columns
            .map(|column| Covariate {
                name: &column.name,
                values: &column.values,
            })
            .collect()
    }

    /// The names of the columns that act on something.
    fn names(&self, acts: fn(&Column) -> bool) -> Vec<&str> {
        let columns = self.columns.iter().filter(|column| acts(column));
        columns.map(|column| column.name.as_str()).collect()
    }
}

/// A purchase model with covariates.
#[wasm_bindgen]
pub struct CovariateModel {
    inner: covariates::CovariateModel,
    fitted: Option<Fitted<covariates::CovariateModel>>,
}

#[wasm_bindgen]
impl CovariateModel {
    pub fn fit(
        kind: JsValue,
        columns: &Purchases,
        table: &CovariateTable,
        options: JsValue,
    ) -> Result<Self, Error> {
        let kind: ModelKind = from_js(kind, "options.model")?;
        let options: FitOptions = from_js(options, "options")?;
        let given = covariates::Covariates {
            columns: &table.columns(),
            purchase: &table.names(|column| column.purchase),
            dropout: &table.names(|column| column.dropout),
        };
        let fitted = covariates::CovariateModel::fit(kind, &columns.purchases(), &given, &options)
            .map_err(placed)?;
        Ok(Self {
            inner: fitted.model.clone(),
            fitted: Some(fitted),
        })
    }

    #[wasm_bindgen(js_name = fromParams)]
    pub fn from_params(kind: JsValue, params: JsValue, effects: JsValue) -> Result<Self, Error> {
        let kind: ModelKind = from_js(kind, "model")?;
        let params: Parameters = from_js(params, "params")?;
        let effects: Vec<Effect> = from_js(effects, "effects")?;
        let params = params.in_order(kind);
        let params = params.map_err(|error| error.within("params"))?;
        Ok(Self {
            inner: covariates::CovariateModel::try_new(kind, &params, &effects)?,
            fitted: None,
        })
    }

    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        self.inner.kind().code().into()
    }

    pub fn params(&self) -> Result<JsValue, Error> {
        to_js(&Parameters::of(self.inner.kind(), self.inner.parameters()))
    }

    pub fn effects(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.effects())
    }

    pub fn fitted(&self) -> Result<JsValue, Error> {
        to_js(&self.fitted.as_ref().map(FitRecord::of))
    }

    /// Returns the model of one customer by the covariates.
    #[wasm_bindgen(js_name = modelOf)]
    pub fn model_of(&self, values: JsValue) -> Result<PurchaseModelHandle, Error> {
        let values: Parameters = from_js(values, "covariates")?;
        let values: Vec<(&str, f64)> = values.iter().collect();
        Ok(PurchaseModelHandle {
            model: self.inner.model_of(&values)?,
            fitted: None,
        })
    }

    /// Returns a prediction for each row, by its covariates.
    pub fn predict(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
        prediction: JsValue,
        time: Option<f64>,
    ) -> Result<Vec<f64>, Error> {
        let prediction: Prediction = from_js(prediction, "prediction")?;
        let time = time.unwrap_or(0.0);
        self.write(columns, table, &|model, history| {
            prediction.of(model, history, time)
        })
    }

    #[wasm_bindgen(js_name = nextPurchase)]
    pub fn next_purchase(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
        probability: f64,
    ) -> Result<Vec<f64>, Error> {
        self.write(columns, table, &|model, history| {
            Ok(or_nan(model.next_purchase(history, probability)?))
        })
    }

    #[wasm_bindgen(js_name = probabilityNever)]
    pub fn probability_never(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
    ) -> Result<Vec<f64>, Error> {
        self.write(columns, table, &|model, history| {
            model.probability_never(history)
        })
    }

    #[wasm_bindgen(js_name = residualPurchases)]
    pub fn residual_purchases(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
        discount_rate: f64,
        horizon: Option<f64>,
    ) -> Result<Vec<f64>, Error> {
        let rate = continuous_rate(discount_rate).map_err(|error| error.within("options"))?;
        self.write(columns, table, &|model, history| {
            Ok(or_nan(model.residual_purchases(history, rate, horizon)?))
        })
    }

    /// Returns the intervals of the parameters by name, then those of the effects in their order.
    #[wasm_bindgen(js_name = parameterIntervals)]
    pub fn parameter_intervals(&self, level: f64) -> Result<JsValue, Error> {
        check_level(level).map_err(|error| error.within("options"))?;
        let Some(fitted) = &self.fitted else {
            return Ok(JsValue::NULL);
        };
        let own = self.inner.parameters().len();
        let found = covariate_intervals(fitted, level)?;
        to_js(&found.map(|mut intervals| {
            let effects = intervals.split_off(own.min(intervals.len()));
            CovariateIntervals {
                params: ParameterIntervals::of(self.inner.kind(), &intervals),
                effects,
            }
        }))
    }

    /// Draws models from the covariance of the fit; nothing where there is none.
    pub fn draws(&self, options: JsValue) -> Result<Option<CovariateDraws>, Error> {
        let options = draw_options(options)?;
        let Some(fitted) = &self.fitted else {
            return Ok(None);
        };
        let inner = uncertainty::CovariateDraws::of_fit(fitted, &options)?;
        Ok(inner.map(|inner| CovariateDraws { inner }))
    }
}

impl CovariateModel {
    /// Returns what a function says of each row, by its covariates.
    fn write(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
        value: &dyn Fn(&AnyModel, PurchaseHistory) -> Result<f64, Error>,
    ) -> Result<Vec<f64>, Error> {
        columns.write(&|rows, out| {
            let predict = &mut |model: &_, history| value(model, history);
            self.inner
                .predict_columns(rows, &table.columns(), predict, out)
        })
    }
}

/// What columns hold where a prediction has nothing.
fn or_nan(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

/// The intervals of a fit with covariates.
struct CovariateIntervals {
    params: ParameterIntervals,
    effects: Vec<ParameterInterval>,
}

report!(CovariateIntervals {
    params => "params",
    effects => "effects",
});

/// Models with covariates whose parameters are drawn.
#[wasm_bindgen]
pub struct CovariateDraws {
    inner: uncertainty::CovariateDraws,
}

#[wasm_bindgen]
impl CovariateDraws {
    /// Returns the lower ends of the numbers of purchases, then the upper ones.
    pub fn purchases(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
        horizon: f64,
        level: f64,
    ) -> Result<Vec<f64>, Error> {
        check_level(level).map_err(|error| error.within("options"))?;
        let rows = columns.purchases();
        both_ends(rows.frequency.len(), &|lower, upper| {
            self.inner
                .purchases_columns(&rows, &table.columns(), horizon, level, lower, upper)
                .map_err(horizon_in_options)
        })
    }

    /// Returns the lower ends of a prediction, then the upper ones.
    pub fn intervals(
        &self,
        columns: &Purchases,
        table: &CovariateTable,
        prediction: JsValue,
        horizon: Option<f64>,
        level: f64,
    ) -> Result<Vec<f64>, Error> {
        let prediction: Prediction = from_js(prediction, "options.prediction")?;
        check_level(level).map_err(|error| error.within("options"))?;
        let rows = columns.purchases();
        let time = horizon.unwrap_or(0.0);
        both_ends(rows.frequency.len(), &|lower, upper| {
            let value = |model: &AnyModel, history| prediction.of(model, history, time);
            self.inner
                .interval_columns(&rows, &table.columns(), level, &value, lower, upper)
        })
    }
}

/// The place of the model in JavaScript.
fn placed(error: Error) -> Error {
    match error.path() {
        Some("model") => error.within("options"),
        _ => error,
    }
}
