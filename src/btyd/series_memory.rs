//! The coefficients of a series that many customers share.

/// Coefficients that are added up before the next look at whether the rest vanishes.
pub(super) const BLOCK: usize = 8;

/// Coefficients that follow each other.
pub(super) type Block = [f64; BLOCK];

/// Up to this frequency the coefficients are kept.
const FREQUENCIES: usize = 4096;

/// So many blocks are kept: 2 MB.
const MOST: usize = 32_768;

/// The coefficients of a hypergeometric series in turn:
/// cₙ₊₁/cₙ = (`upper`+n)(`second`+n)/((`lower`+n)(n+1)).
#[derive(Debug, Clone, Copy)]
pub(super) struct Coefficients {
    pub(super) upper: f64,
    pub(super) second: f64,
    /// It grows with the frequency.
    pub(super) lower: f64,
    /// The index of the next coefficient, and the coefficient.
    pub(super) n: f64,
    pub(super) value: f64,
}

impl Coefficients {
    /// Returns the coefficients for a frequency, of those for frequency 0.
    pub(super) fn at(&self, frequency: f64) -> Self {
        Self {
            lower: self.lower + frequency,
            ..*self
        }
    }

    /// Returns the next coefficients.
    pub(super) fn next_block(&mut self) -> Block {
        let mut block = Block::default();
        for next in &mut block {
            let n = self.n;
            *next = self.value;
            self.value *= (self.upper + n) * (self.second + n) / ((self.lower + n) * (n + 1.0));
            self.n += 1.0;
        }
        block
    }
}

/// What a purchase model keeps from one customer to the next: coefficients of its series, which
/// depend on the frequency alone.
///
/// It belongs to one model. The numbers come from the code that serves a single customer, so that
/// the bits are the same.
///
/// # Example: a memory for many customers
/// ```
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::btyd::{PurchaseHistory, PurchaseModel, SeriesMemory};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let mut memory = SeriesMemory::default();
/// let once = model.weighted_purchases_if_alive(history, &[(39.0, 1.0)], &mut memory);
/// assert_eq!(once, model.purchases_if_alive(history, 39.0));
/// assert_eq!(once, model.weighted_purchases_if_alive(history, &[(39.0, 1.0)], &mut memory));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct SeriesMemory {
    by_frequency: Vec<Option<Kept>>,
    /// The number of blocks.
    size: usize,
}

/// The first blocks of a series, and where it goes on.
#[derive(Debug, Clone)]
struct Kept {
    next: Coefficients,
    blocks: Vec<Block>,
}

impl SeriesMemory {
    /// Returns the places of the coefficients of four frequencies, nothing where one is large.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    pub(super) fn places(frequencies: [f64; 4]) -> Option<[usize; 4]> {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frequency is a whole number from 0; one beyond the range is not kept"
        )]
        let place = |frequency: f64| frequency as usize;
        let [a, b, c, d] = frequencies;
        let [a, b, c, d] = [place(a), place(b), place(c), place(d)];
        let are_small = a < FREQUENCIES && b < FREQUENCIES && c < FREQUENCIES && d < FREQUENCIES;
        are_small.then_some([a, b, c, d])
    }

    /// Makes sure of the blocks at a place up to the one numbered `to`, and returns whether they are
    /// there; `start` is where the series of frequency 0 begins.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    pub(super) fn has(&mut self, place: usize, to: usize, start: &Coefficients) -> bool {
        self.at(place, to).is_some() || self.extend(place, to, start)
    }

    /// Returns the blocks at a place from the one numbered `from` on.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    pub(super) fn blocks(&self, place: usize, from: usize) -> &[Block] {
        self.at(place, from).unwrap_or(&[])
    }

    /// The blocks at a place from the one numbered `from` on, nothing where there are less.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    fn at(&self, place: usize, from: usize) -> Option<&[Block]> {
        self.by_frequency.get(place)?.as_ref()?.blocks.get(from..)
    }

    #[cold]
    #[inline(never)]
    fn extend(&mut self, place: usize, blocks: usize, start: &Coefficients) -> bool {
        if self.by_frequency.len() <= place {
            self.by_frequency.resize_with(place + 1, || None);
        }
        let Some(kept) = self.by_frequency.get_mut(place) else {
            return false;
        };
        let kept = kept.get_or_insert_with(|| Kept {
            next: start.at(place as f64),
            blocks: Vec::new(),
        });
        while kept.blocks.len() < blocks {
            if self.size >= MOST {
                return false;
            }
            kept.blocks.push(kept.next.next_block());
            self.size += 1;
        }
        true
    }
}
