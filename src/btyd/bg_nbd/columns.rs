//! The predictions of many customers, four at a time.
//!
//! Nothing here is compiled once for each of the two models: `first` is 1 where one may leave after
//! the first purchase, and 0 otherwise.

use crate::btyd::PurchaseColumns;
use crate::btyd::SeriesMemory;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::btyd::bg_nbd::expected::AlivePurchases;
use crate::btyd::memo::Memo;
use crate::btyd::purchase_columns::HistoryQuad;
use crate::btyd::purchase_model::alive_of_four;
use crate::numeric::quad::Quad;
use crate::numeric::quad::exp_of_four;
use crate::numeric::quad::log1p_of_four;

/// Writes P(alive) of valid rows.
pub(super) fn write_alive(
    params: &BgNbdParams,
    first: f64,
    columns: &PurchaseColumns<'_>,
    out: &mut [f64],
) {
    columns.fill_fours(
        out,
        &mut (),
        |(), history, out| {
            *out = 1.0;
            history.frequency + first > 0.0
        },
        |(), four, _| alive_of_four(odds_of_four(params, first, four)),
    );
}

/// The odds of death of four who have come through a drop-out trial.
#[inline(always)]
#[allow(clippy::inline_always, reason = "part of P(alive)")]
fn odds_of_four(params: &BgNbdParams, first: f64, four: HistoryQuad) -> Quad {
    let BgNbdParams { r, alpha, a, b } = *params;
    let HistoryQuad {
        frequency: x,
        recency,
        age,
    } = four;
    let tried = x - Quad::splat(1.0) + Quad::splat(first);
    let trials = Quad::splat(a) / (Quad::splat(b) + tried);
    let pause = log1p_of_four((age - recency) / (Quad::splat(alpha) + recency));
    trials * exp_of_four((Quad::splat(r) + x) * pause)
}

/// Multiplies what stands in `out` by the expected purchases within `horizon` of those alive.
pub(super) fn multiply_purchases(
    alive: &AlivePurchases,
    alpha: f64,
    columns: &PurchaseColumns<'_>,
    horizon: f64,
    out: &mut [f64],
) {
    let mut known = (Memo::new(out.len()), SeriesMemory::default());
    let (alpha, horizon) = (Quad::splat(alpha), Quad::splat(horizon));
    columns.fill_fours(
        out,
        &mut known,
        |(memo, _), history, out| {
            let purchases = memo.find(history.frequency, history.age);
            *out *= purchases.unwrap_or(1.0);
            purchases.is_none()
        },
        |(memo, memory), four, share| {
            let (x, scale) = (four.frequency.numbers(), alpha + four.age);
            let purchases = alive.expected_of_four(memory, x, scale, horizon);
            memo.keep_four(x, four.age.numbers(), purchases.numbers());
            share * purchases
        },
    );
}
