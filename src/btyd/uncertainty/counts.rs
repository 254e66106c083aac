//! The numbers of purchases that are asked for again and again.

use crate::btyd::AnyModel;
use crate::btyd::PurchaseHistory;
use crate::numeric::sort::total;

/// By frequency, age and recency.
pub(super) fn key(history: &PurchaseHistory) -> [i64; 3] {
    [history.frequency, history.age, history.recency].map(total)
}

/// Up to this number of purchases the probabilities are kept for the next customer.
const KEPT: u32 = 1024;

/// The probabilities of the numbers of purchases of one who is alive, under each model.
#[derive(Default)]
pub(super) struct Counts {
    history: Option<PurchaseHistory>,
    /// Of each model those of 1, 2, … purchases.
    by_model: Vec<Vec<f64>>,
    len: u32,
}

impl Counts {
    /// Forgets what is known where it does not hold for the next customer.
    pub(super) fn turn_to(&mut self, history: PurchaseHistory, models: &[AnyModel]) {
        let needs_recency = models.iter().any(|model| model.needs_recency());
        let same = self.history.is_some_and(|known| {
            let ([x, age, recency], [now, age_now, recency_now]) = (key(&known), key(&history));
            x == now && age == age_now && (!needs_recency || recency == recency_now)
        });
        if !same {
            *self = Self {
                history: Some(history),
                ..Self::default()
            };
        }
    }

    /// The sum over the models of the probability of `n` purchases, `n` from 1, times that to be alive.
    pub(super) fn sum(
        &mut self,
        models: &[AnyModel],
        alive_of: &[f64],
        history: PurchaseHistory,
        n: u32,
        horizon: f64,
    ) -> f64 {
        if n > KEPT {
            let each = models.iter().zip(alive_of);
            return each
                .map(|(model, alive)| alive * model.count_if_alive(history, n, horizon))
                .sum();
        }
        if n > self.len {
            // As many again, at least four.
            let more = self.len.max(4).min(KEPT - self.len);
            self.by_model.resize(models.len(), Vec::new());
            for (model, known) in models.iter().zip(&mut self.by_model) {
                let from = known.len();
                known.resize(from + more as usize, 0.0);
                if let Some(new) = known.get_mut(from..) {
                    model.counts_if_alive(history, self.len + 1, horizon, new);
                }
            }
            self.len += more;
        }
        let place = n as usize - 1;
        let each = self.by_model.iter().zip(alive_of);
        each.map(|(known, alive)| alive * known.get(place).copied().unwrap_or(0.0))
            .sum()
    }
}
