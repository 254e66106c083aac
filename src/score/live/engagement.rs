//! A sum that fades, in one number.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::pow;
use crate::score::live::event::DAY_MS;
use crate::score::live::event::EventKind;
use crate::score::live::event::LiveSettings;

/// The fading sum of events, and how many there were of each kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Engagement {
    /// The sum at the instant `at`.
    pub(super) sum: f64,
    /// The last event of it, in milliseconds since 1970.
    pub(super) at: i64,
    pub(super) half_life_days: f64,
    /// In the order of [`EventKind::ENGAGING`].
    pub(super) counts: [u32; 4],
}

impl Engagement {
    /// Adds an event at an instant that is not before the last one.
    pub(super) fn add(
        engagement: &mut Option<Self>,
        kind: EventKind,
        instant: i64,
        settings: &LiveSettings,
    ) {
        let engagement = engagement.get_or_insert(Self {
            sum: 0.0,
            at: instant,
            half_life_days: settings.half_life_days,
            counts: [0; 4],
        });
        engagement.sum = engagement.value(instant) + settings.weight(kind);
        engagement.at = instant;
        let count = kind.place().and_then(|k| engagement.counts.get_mut(k));
        if let Some(count) = count {
            *count = count.saturating_add(1);
        }
    }

    /// Returns the sum at an instant; before the last event it is what it was then.
    pub(super) fn value(&self, instant: i64) -> f64 {
        let days = instant.saturating_sub(self.at).max(0) as f64 / f64::from(DAY_MS);
        self.sum * pow(2.0, -days / self.half_life_days)
    }

    /// Rejects another half-life than the one that the sum fades with.
    pub(super) fn check_half_life(&self, days: f64) -> Result<()> {
        if self.half_life_days.to_bits() == days.to_bits() {
            return Ok(());
        }
        Err(Error::out_of_range(
            "settings.halfLifeDays".into(),
            days,
            &format!("{}, the one of the state", self.half_life_days),
        ))
    }

    /// Joins two sums, the second of a later time.
    pub(super) fn merge(earlier: Option<Self>, later: Option<Self>) -> Result<Option<Self>> {
        let (Some(one), Some(mut both)) = (earlier, later) else {
            return Ok(later.or(earlier));
        };
        one.check_half_life(both.half_life_days)?;
        both.sum += one.value(both.at);
        for (count, more) in both.counts.iter_mut().zip(one.counts) {
            *count = count.saturating_add(more);
        }
        Ok(Some(both))
    }
}
