//! Every method that takes plain data and returns plain data, behind one export.
//!
//! An export for each would cost the module the glue of each: some 0.3 KB (gzip), a hundred times.
//! A method is a name, an object of options, and numbers in bulk; its family knows the name.

#[cfg(feature = "full")]
mod ahp;
#[cfg(feature = "full")]
mod calibration;
#[cfg(feature = "full")]
mod certainty;
#[cfg(feature = "full")]
mod churn;
#[cfg(feature = "full")]
mod dispatch;
#[cfg(feature = "full")]
mod groups;
#[cfg(feature = "full")]
mod indices;
mod input;
#[cfg(feature = "full")]
mod judgements;
mod live;
#[cfg(feature = "full")]
mod loyalty;
#[cfg(feature = "full")]
mod perceived;
mod points;
#[cfg(feature = "full")]
mod questionnaires;
#[cfg(feature = "full")]
mod ranking;
#[cfg(not(feature = "full"))]
mod score_dispatch;
#[cfg(feature = "full")]
mod segment;
#[cfg(feature = "full")]
mod service;
#[cfg(feature = "full")]
mod value;
#[cfg(feature = "full")]
mod weighting;
