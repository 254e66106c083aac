//! The plain C interface: exports over linear memory, for hosts of WebAssembly that know no JavaScript.
//!
//! `docs/c-interface.md` says how a call goes. The host writes into slots, whose addresses it is given, and reads an
//! answer; no address is ever taken from it, so that there is nothing to be trusted.

// The names of exports are the host's to rely on; that no other function has them cannot be checked by the compiler.
#![allow(unsafe_code, reason = "attributes that name exports, and nothing else")]

mod answer;
mod describe;
mod json;
mod models;
mod refused;
mod scorers;
mod slots;
mod summary;

use crate::cabi::answer::Answer;
use crate::cabi::json::write;
use crate::cabi::refused::Refusal;
use crate::cabi::scorers::Scorers;
use crate::cabi::slots::Slots;
use crate::error::Result;
use std::cell::RefCell;

/// What an instance holds between calls.
#[derive(Debug, Default)]
struct Instance {
    slots: Slots,
    scorers: Scorers,
    answer: Answer,
}

thread_local! {
    static INSTANCE: RefCell<Instance> = RefCell::default();
}

/// Does the work of a call and keeps the answer.
fn call(work: impl FnOnce(&Slots, &mut Scorers) -> Result<Answer>) -> i32 {
    INSTANCE.with_borrow_mut(|instance| {
        // The memory of the last answer may serve the next.
        instance.answer = Answer::default();
        instance.answer =
            work(&instance.slots, &mut instance.scorers).unwrap_or_else(|error| Answer {
                status: -1,
                text: write(&Refusal(&error)),
                numbers: Vec::new(),
            });
        instance.slots.clear();
        instance.answer.status
    })
}

/// Makes a slot so many bytes long and returns its address; 0 where there is no such slot or no memory for it.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_input(slot: u32, bytes: usize) -> usize {
    INSTANCE.with_borrow_mut(|instance| instance.slots.reserve(slot, bytes))
}

/// Returns where the text of the last answer stands.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_text() -> usize {
    INSTANCE.with_borrow(|instance| instance.answer.text.as_ptr().addr())
}

/// Returns how many bytes the text of the last answer has.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_text_bytes() -> usize {
    INSTANCE.with_borrow(|instance| instance.answer.text.len())
}

/// Returns where the numbers of the last answer stand.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_numbers() -> usize {
    INSTANCE.with_borrow(|instance| instance.answer.numbers.as_ptr().addr())
}

/// Returns how many numbers the last answer has.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_numbers_count() -> usize {
    INSTANCE.with_borrow(|instance| instance.answer.numbers.len())
}

/// Answers what there is.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_describe() -> i32 {
    call(|_, _| Ok(Answer::of_text(&describe::Description)))
}

/// Makes a profile ready and returns its handle.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_scorer() -> i32 {
    call(|slots, scorers| scorers.open(slots))
}

/// Scores rows of customers and returns how many are refused.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_score(handle: u32, rows: usize) -> i32 {
    call(|slots, scorers| scorers.score(handle, rows, slots))
}

/// Forgets a scorer.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_free(handle: u32) -> i32 {
    call(|_, scorers| scorers.free(handle))
}

/// Summarises orders and returns how many customers are refused.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_summarize() -> i32 {
    call(|slots, _| summary::summarize(slots))
}

/// Fits a purchase model.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_fit_purchases() -> i32 {
    call(|slots, _| models::purchases(slots))
}

/// Fits the spend model.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_fit_spend() -> i32 {
    call(|slots, _| models::spend(slots))
}

/// Builds a profile.
#[unsafe(no_mangle)]
pub extern "C" fn clientele_build_profile() -> i32 {
    call(|slots, _| models::profile(slots))
}
