//! The numbers of purchases that are asked for again and again, and the work that they may cost.

use crate::btyd::AnyModel;
use crate::btyd::PurchaseHistory;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::sqrt;
use crate::numeric::sort::total;

/// By frequency, age and recency.
pub(super) fn key(history: &PurchaseHistory) -> [i64; 3] {
    [history.frequency, history.age, history.recency].map(total)
}

/// So many numbers of purchases are asked for at once, at first; then as many as there are already.
const FIRST: u32 = 8;

/// Up to this number of purchases the probabilities are kept for the next customer.
const KEPT: u32 = 1024;

/// No more probabilities than this are kept, whatever the number of draws: 64 MB.
const MAX_KEPT: usize = 1 << 23;

/// The work of one call, in probabilities of a BG/NBD model: less than 10 s on a slow machine.
const MAX_WORK: f64 = 2e8;

/// What the state of a customer under one model costs.
const STATE: f64 = 16.0;

/// What a probability costs that is an integral.
const INTEGRAL: f64 = 8.0;

/// The purchase rates of a Pareto/NBD model are alike from this shape on: the steeper its integrals, the more
/// panels they take, as the root of the shape.
const STEEP: f64 = 4.0;

/// What one with regular gaps costs, and what the square of k adds.
const REGULAR: (f64, f64) = (8.0, 0.125);

/// Returns what a probability costs in probabilities of a BG/NBD model, as measured.
fn price(model: &AnyModel) -> f64 {
    match model {
        AnyModel::BgNbd(_) | AnyModel::MbgNbd(_) => 1.0,
        AnyModel::BgCnbdK(_) | AnyModel::MbgCnbdK(_) => {
            let k = model.parameters().first().copied().unwrap_or(1.0);
            REGULAR.0 + REGULAR.1 * k * k
        }
        AnyModel::ParetoNbd(_) => {
            let r = model.parameters().first().copied().unwrap_or(1.0);
            INTEGRAL * sqrt(r / STEEP).max(1.0)
        }
        AnyModel::BgBb(_) | AnyModel::ShiftedBetaGeometric(_) => INTEGRAL,
    }
}

/// The probabilities of the numbers of purchases of one who is alive, under each model.
pub(super) struct Counts {
    history: Option<PurchaseHistory>,
    /// Of each model those of 1, 2, … purchases, as long as they are kept.
    by_model: Vec<Vec<f64>>,
    len: u32,
    /// The sums over the models from [`Self::later_from`] on, of the customer at hand.
    later: Vec<f64>,
    later_from: u32,
    /// The work that is left.
    work: f64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            history: None,
            by_model: Vec::new(),
            len: 0,
            later: Vec::new(),
            later_from: 0,
            work: MAX_WORK,
        }
    }
}

impl Counts {
    /// Forgets what is known where it does not hold for the next customer.
    pub(super) fn turn_to(&mut self, history: PurchaseHistory, models: &[AnyModel]) {
        let needs_recency = models.iter().any(|model| model.needs_recency());
        let same = self.history.is_some_and(|known| {
            let ([x, age, recency], [now, age_now, recency_now]) = (key(&known), key(&history));
            x == now && age == age_now && (!needs_recency || recency == recency_now)
        });
        if same {
            self.later.clear();
        } else {
            self.forget();
            self.history = Some(history);
        }
    }

    /// Forgets all but the work that is left.
    pub(super) fn forget(&mut self) {
        *self = Self {
            work: self.work,
            ..Self::default()
        };
    }

    /// Takes the work of the state of a customer under each model.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where it is more than is left.
    pub(super) fn start(&mut self, models: &[AnyModel], horizon: f64) -> Result<()> {
        if self.spend(models.len() as f64 * STATE) {
            return Ok(());
        }
        Err(too_much_work(models, horizon))
    }

    /// Whether the work is more than one call may take.
    pub(super) fn is_spent(&self) -> bool {
        self.work < 0.0
    }

    fn spend(&mut self, work: f64) -> bool {
        self.work -= work;
        !self.is_spent()
    }

    /// The sum over the models of the probability of `n` purchases, `n` from 1, times that to be alive; not
    /// a number where the work is more than is left.
    pub(super) fn sum(
        &mut self,
        models: &[AnyModel],
        alive_of: &[f64],
        history: PurchaseHistory,
        n: u32,
        horizon: f64,
    ) -> f64 {
        let kept = kept(models);
        if n > kept {
            return self.later_sum(models, alive_of, history, n, horizon);
        }
        if n > self.len {
            let more = self.len.max(FIRST).min(kept - self.len);
            if !self.spend(work_of(models, more)) {
                return f64::NAN;
            }
            self.by_model.resize(models.len(), Vec::new());
            for (model, known) in models.iter().zip(&mut self.by_model) {
                let from = known.len();
                known.resize(from + more as usize, 0.0);
                if let Some(new) = known.get_mut(from..) {
                    model.masses_if_alive(history, self.len + 1, horizon, new);
                }
            }
            self.len += more;
        }
        let place = n as usize - 1;
        let each = self.by_model.iter().zip(alive_of);
        each.map(|(known, alive)| alive * known.get(place).copied().unwrap_or(0.0))
            .sum()
    }

    /// [`Self::sum`] of what is not kept for the next customer: a block at a time.
    fn later_sum(
        &mut self,
        models: &[AnyModel],
        alive_of: &[f64],
        history: PurchaseHistory,
        n: u32,
        horizon: f64,
    ) -> f64 {
        let place = |from: u32| n.checked_sub(from).map(|place| place as usize);
        let known = place(self.later_from).and_then(|place| self.later.get(place));
        if let Some(known) = known {
            return *known;
        }
        let size = kept(models);
        if !self.spend(work_of(models, size)) {
            return f64::NAN;
        }
        (self.later_from, self.later) = (n, vec![0.0; size as usize]);
        let mut masses = self.later.clone();
        for (model, alive) in models.iter().zip(alive_of) {
            model.masses_if_alive(history, n, horizon, &mut masses);
            for (sum, mass) in self.later.iter_mut().zip(&masses) {
                *sum += alive * mass;
            }
        }
        self.later.first().copied().unwrap_or(0.0)
    }
}

/// How many probabilities of each model are kept, and how many come later at once.
fn kept(models: &[AnyModel]) -> u32 {
    let most = MAX_KEPT / models.len().max(1);
    KEPT.min(u32::try_from(most).unwrap_or(KEPT))
}

fn work_of(models: &[AnyModel], numbers: u32) -> f64 {
    models.iter().map(price).sum::<f64>() * f64::from(numbers)
}

/// The error that the intervals of one call would take too long.
#[cold]
pub(super) fn too_much_work(models: &[AnyModel], horizon: f64) -> Error {
    let most = MAX_WORK / models.first().map_or(1.0, price) / 1e6;
    Error::OutOfRange {
        path: "horizon".into(),
        value: horizon,
        expected: format!(
            "so near that customers × draws × purchases up to the upper end stay within some {most:.1} million; \
             lower the horizon or the draws, or give fewer customers at a time"
        ),
    }
}
