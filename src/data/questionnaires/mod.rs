//! Questionnaires: questions with their scales, in English and Chinese.
//!
//! The wording is our own. It stands here and not in `labels`: a question is what a respondent reads and
//! belongs to its scale, not the word of a code.

mod catalogue;
mod item;
mod kano_questions;
mod question_file;
mod questionnaire;
mod service_quality_questions;
mod wording;

pub use catalogue::built_in;
pub use catalogue::built_in_codes;
pub use item::Anchor;
pub use item::QuestionnaireItem;
pub use kano_questions::AskedAttribute;
pub use kano_questions::kano_questionnaires;
pub use question_file::questionnaires_from_csv;
pub use question_file::questionnaires_to_csv;
pub use questionnaire::Questionnaire;
pub(crate) use questionnaire::check_all;
