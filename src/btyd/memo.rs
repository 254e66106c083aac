//! A small memory for values that depend on few inputs.

/// The number of slots at most; a slot is 24 bytes.
const MAX_SLOTS: usize = 8192;

/// Remembers values of a function of two numbers, one per slot, the newest winning.
///
/// Many customers share their frequency and age. What depends on nothing else is computed once,
/// by the same code that computes it without a memory, so that the bits are the same.
#[derive(Debug)]
pub(super) struct Memo {
    slots: Vec<(f64, f64, f64)>,
}

impl Memo {
    /// Makes a memory for about `rows` calls.
    pub(super) fn new(rows: usize) -> Self {
        let slots = rows.clamp(16, MAX_SLOTS).next_power_of_two();
        Self {
            slots: vec![(f64::NAN, f64::NAN, f64::NAN); slots],
        }
    }

    /// Returns the value of `compute` at (`first`, `second`), from memory where it is there.
    pub(super) fn get(&mut self, first: f64, second: f64, compute: impl FnOnce() -> f64) -> f64 {
        self.find(first, second).unwrap_or_else(|| {
            let value = compute();
            self.keep(first, second, value);
            value
        })
    }

    /// Returns the value at (`first`, `second`) where it is there.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    #[allow(
        clippy::float_cmp,
        reason = "only the very same inputs have the very same value"
    )]
    pub(super) fn find(&self, first: f64, second: f64) -> Option<f64> {
        let slot = self.slots.get(self.place(first, second))?;
        (slot.0 == first && slot.1 == second).then_some(slot.2)
    }

    /// Keeps the value at (`first`, `second`).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of the inner loop")]
    pub(super) fn keep(&mut self, first: f64, second: f64, value: f64) {
        let place = self.place(first, second);
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = (first, second, value);
        }
    }

    /// Keeps four values.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of the inner loop")]
    pub(super) fn keep_four(&mut self, first: [f64; 4], second: [f64; 4], values: [f64; 4]) {
        let ([a, b, c, d], [e, f, g, h], [one, two, three, four]) = (first, second, values);
        self.keep(a, e, one);
        self.keep(b, f, two);
        self.keep(c, g, three);
        self.keep(d, h, four);
    }

    /// Fibonacci hashing of the two bit patterns (Knuth, TAOCP 3, §6.4).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    fn place(&self, first: f64, second: f64) -> usize {
        let mixed = first.to_bits().rotate_left(25) ^ second.to_bits();
        let hash = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        usize::try_from(hash).unwrap_or(0) & (self.slots.len() - 1)
    }
}
