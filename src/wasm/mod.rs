//! The JavaScript bindings: conversion and exports, no arithmetic.

#![allow(
    unreachable_pub,
    reason = "exports of a private module are reached from JavaScript"
)]
#![allow(missing_docs, reason = "the documented surface is pkg/index.d.ts")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "the generated glue hands over values"
)]
#![allow(
    missing_debug_implementations,
    reason = "handles are opaque to JavaScript"
)]

mod convert;

#[cfg(feature = "full")]
mod ahp;
#[cfg(feature = "full")]
mod catalogue;
#[cfg(feature = "full")]
mod contracts;
#[cfg(feature = "full")]
mod covariates;
#[cfg(feature = "full")]
mod index_tree;
#[cfg(feature = "full")]
mod intervals;
#[cfg(feature = "full")]
mod keys;
mod methods;
#[cfg(feature = "full")]
mod models;
#[cfg(feature = "full")]
mod orders;
#[cfg(feature = "full")]
mod profile;
#[cfg(feature = "full")]
mod records;
#[cfg(feature = "full")]
mod report;
mod score_build;
mod scorer;
#[cfg(feature = "full")]
mod selection;
#[cfg(feature = "full")]
mod simulation;
#[cfg(feature = "full")]
mod value;
