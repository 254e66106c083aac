//! The Kano model (卡诺模型): what customers take for granted, ask for, and are delighted by.

mod category;
mod fuzzy;
mod survey;
mod tally;

pub use category::KanoCategory;
pub use category::kano_category;
pub use fuzzy::FuzzyKano;
pub use fuzzy::FuzzyKanoAnswer;
pub use fuzzy::KanoMembership;
pub use fuzzy::fuzzy_kano;
pub use survey::KanoAttribute;
pub use survey::KanoCounts;
pub use survey::KanoCut;
pub use survey::KanoOptions;
pub use survey::KanoRule;
pub use survey::KanoSurvey;
pub use survey::QUESTION_UNCLEAR;
pub use survey::kano;
