//! Early warning of falling loyalty (监控忠诚度下降的顾客).

mod charts;
mod columns;
mod levels;
mod recency;
mod settings;
mod signals;
mod trend;

pub use charts::Chart;
pub use charts::cusum_chart;
pub use charts::ewma;
pub use charts::ewma_chart;
pub use columns::EarlyWarnings;
pub use columns::SignalCount;
pub use columns::WARNING_COLUMNS;
pub use columns::early_warning_columns;
pub use recency::RecencyRatio;
pub use recency::recency_ratio;
pub use settings::ChartOptions;
pub use signals::EarlyWarning;
pub use signals::Signal;
pub use signals::WarningFacts;
pub use signals::early_warning;
pub use trend::Trend;
pub use trend::trend;
