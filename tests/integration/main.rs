//! One integration crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::print_stdout,
    reason = "tests may"
)]

mod accuracy;
mod ahp;
mod ahp_golden;
mod ahp_lapack;
mod ahp_laws;
mod ahp_published;
mod architecture;
mod best_worst;
mod beta_geometric;
mod bg_bb;
mod bg_cnbd_k;
mod bg_cnbd_k_properties;
mod bg_cnbd_k_residuals;
mod bg_nbd;
mod bg_nbd_accuracy;
mod bg_nbd_laws;
mod bg_nbd_properties;
mod calibration;
mod certainty;
mod churn;
mod combine_weights;
mod composite;
mod conversion;
mod covariate_draws;
mod covariates;
mod data_weights;
mod discrete_accuracy;
mod discrete_properties;
mod entropy;
mod every_model;
mod features;
mod fuzzy;
mod fuzzy_evaluation;
mod gamma_gamma;
mod golden;
mod golden_set;
mod group;
mod hierarchy;
mod holdout;
mod hostile_ahp;
mod hostile_hierarchy;
mod hostile_orders;
mod hostile_profiles;
mod imported;
mod incomplete;
mod index_system;
mod index_tree;
mod judgement_gradient;
mod kano;
mod labels;
mod large_shapes;
mod lifetime_value;
mod live_state;
mod loyalty;
mod many_rows;
mod mbg_nbd;
mod mutation;
mod numeric_laws;
mod numeric_switches;
mod orders;
mod pareto_nbd;
mod pareto_nbd_accuracy;
mod pareto_nbd_properties;
mod path_model;
mod perceived_value;
mod plain;
mod points;
mod purchase_intervals;
mod questionnaires;
mod ranking;
mod ranking_edges;
mod ranking_properties;
mod records;
mod reliability;
mod repair;
mod rivals;
mod satisfaction;
mod score;
mod score_modes;
mod segment_classes;
mod segment_concentration;
mod segment_relation;
mod segment_rfm;
mod selection;
mod service_complaints;
mod service_levels;
mod service_quality;
mod shifted_beta_geometric;
mod simulate;
mod summary;
mod survival;
mod switches;
mod uncertainty;
mod value_current;
mod value_matrices;
mod value_potential;
mod verdicts;
