//! One who is alive under the Pareto/NBD model: a new customer with updated parameters.

use crate::numeric::math::log1p;
use crate::numeric::power_integral::PowerIntegral;

/// The updated parameters of a customer who is alive: the purchase rate is Gamma(`shape`, rate
/// `scale`), the drop-out rate Gamma(`drop_shape`, rate `drop_scale`).
#[derive(Debug, Clone, Copy)]
pub(super) struct Alive {
    pub(super) shape: f64,
    pub(super) scale: f64,
    pub(super) drop_shape: f64,
    pub(super) drop_scale: f64,
}

impl Alive {
    /// The probability to leave within `time`, which may be infinite, without a purchase before.
    ///
    /// # Formula
    /// s/β·∫₀ᵗ (α/(α+u))^r·(β/(β+u))^(s+1) du.
    #[inline]
    pub(super) fn leaves_first(&self, time: f64) -> f64 {
        self.drop_shape / self.drop_scale * self.leaving().value(time)
    }

    /// The integral behind [`Self::leaves_first`].
    #[inline]
    pub(super) fn leaving(&self) -> PowerIntegral {
        PowerIntegral {
            p: self.shape,
            a: self.scale,
            q: self.drop_shape + 1.0,
            b: self.drop_scale,
            total: self.shape + self.drop_shape,
            decay: 0.0,
        }
    }

    /// The probability to buy within `time`: r/α·∫₀ᵗ (α/(α+u))^(r+1)·(β/(β+u))^s du.
    pub(super) fn buys_first(&self, time: f64) -> f64 {
        let integral = PowerIntegral {
            p: self.shape + 1.0,
            a: self.scale,
            q: self.drop_shape,
            b: self.drop_scale,
            total: self.shape + self.drop_shape,
            decay: 0.0,
        };
        self.rate() * integral.value(time)
    }

    /// The mean of the purchase rate.
    #[inline]
    pub(super) fn rate(&self) -> f64 {
        self.shape / self.scale
    }

    /// −ln of the probability to stay and not to buy for `time`.
    #[inline]
    pub(super) fn silence(&self, time: f64) -> f64 {
        self.shape * log1p(time / self.scale) + self.drop_shape * log1p(time / self.drop_scale)
    }
}
