//! Every method that takes plain data and returns plain data, behind one export.
//!
//! An export for each would cost the module the glue of each: some 0.3 KB (gzip), a hundred times.
//! A method is a name, an object of options, and numbers in bulk; its family knows the name.

mod ahp;
mod certainty;
mod churn;
mod dispatch;
mod groups;
mod indices;
mod input;
mod judgements;
mod loyalty;
mod perceived;
mod questionnaires;
mod ranking;
mod segment;
mod service;
mod value;
mod weighting;
