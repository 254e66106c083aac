//! Models whose parameters depend on what is known of customers besides their purchases.

use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::covariates;
use crate::btyd::covariates::Covariate;
use crate::btyd::covariates::Effect;
use crate::btyd::fit::FitOptions;
use crate::error::Error;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::intervals::Prediction;
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
    fitted: Option<FitRecord>,
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
            fitted: Some(FitRecord::of(&fitted)),
            inner: fitted.model,
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
        to_js(&self.fitted)
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
        columns.write(&|rows, out| {
            let predict = &mut |model: &_, history| prediction.of(model, history, time);
            self.inner
                .predict_columns(rows, &table.columns(), predict, out)
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
