//! A state as bytes and as text.
//!
//! The form: version; what follows in bits; the period; purchases folded, kept and of the latest day;
//! engagement; hashes; a checksum. Days are written as the distance from the day before them. Amounts
//! are whole hundredths where all of them are.

use crate::data::date::Day;
use crate::data::summary::YEAR;
use crate::data::summary::quarters;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Fingerprint;
use crate::score::live::base64;
use crate::score::live::codec::Reader;
use crate::score::live::codec::Writer;
use crate::score::live::engagement::Engagement;
use crate::score::live::event::DAY_MS;
use crate::score::live::event::check_half_life;
use crate::score::live::purchases::Folded;
use crate::score::live::purchases::Kept;
use crate::score::live::purchases::MOST_A_DAY;
use crate::score::live::purchases::Purchases;
use crate::score::live::purchases::Today;
use crate::score::live::seen::EARLIER;
use crate::score::live::seen::MOST_TODAY;
use crate::score::live::seen::Seen;
use crate::score::live::state::CustomerState;
use crate::score::live::state::Period;

/// More than the longest state has: 381 purchases of up to 23 bytes, 1,004 hashes of 8.
const MOST_BYTES: usize = 20_000;

/// A hundredth of the currency's unit.
const CENT: i128 = 10_000;

/// What a sum of the nets of many days can be.
const MOST_MONEY: i128 = 1 << 120;

/// More days than the calendar has.
const MOST_DAYS: u32 = 4_000_000;

/// 364 days before the latest, and the 16 that are kept beyond (`KEPT_OLDER`), and one to spare.
const MOST_KEPT: u32 = 381;

/// The bits that say what is there.
mod bit {
    pub(super) const PERIOD: u8 = 1;
    pub(super) const FOLDED: u8 = 2;
    pub(super) const TODAY: u8 = 4;
    pub(super) const BOUGHT: u8 = 8;
    pub(super) const ENGAGEMENT: u8 = 16;
    pub(super) const CENTS: u8 = 32;
    pub(super) const ALL: u8 = 63;
}

impl CustomerState {
    /// The newest version of the bytes, which this library writes.
    pub const VERSION: u8 = 1;

    /// Returns the state as bytes: a few dozen for most customers.
    ///
    /// # Example: there and back
    /// ```
    /// use clientele::data::date::Day;
    /// use clientele::score::live::{CustomerState, EventKind, LiveEvent, LiveSettings};
    /// let mut state = CustomerState::default();
    /// let order = LiveEvent::new(EventKind::Order, Day::from_iso("2024-01-15")?).of(20.5);
    /// state.update(&order, &LiveSettings::default())?;
    /// assert_eq!(CustomerState::from_bytes(&state.to_bytes())?, state);
    /// assert!(state.to_bytes().len() < 24);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let purchases = &self.purchases;
        let cents = amounts(purchases).iter().all(|amount| amount % CENT == 0);
        let unit = if cents { CENT } else { 1 };
        let bought = purchases.today.is_some_and(|today| today.bought);
        let mut flags = 0;
        for (there, bit) in [
            (self.period.is_some(), bit::PERIOD),
            (purchases.folded.is_some(), bit::FOLDED),
            (purchases.today.is_some(), bit::TODAY),
            (bought, bit::BOUGHT),
            (self.engagement.is_some(), bit::ENGAGEMENT),
            (cents, bit::CENTS),
        ] {
            flags |= if there { bit } else { 0 };
        }
        let mut to = Writer(vec![Self::VERSION, flags]);
        if let Some(period) = self.period {
            self.write(&mut to, period, unit);
        }
        let sum = checksum(&to.0);
        to.0.extend_from_slice(&sum);
        to.0
    }

    fn write(&self, to: &mut Writer, period: Period, unit: i128) {
        let purchases = &self.purchases;
        to.whole(i128::from(period.first.since(Day::MIN)));
        to.whole(i128::from(period.last.since(period.first)));
        to.number(u128::from(period.millis));
        let mut before = period.first;
        let mut day = |to: &mut Writer, day: Day| {
            to.whole(i128::from(day.since(before)));
            before = day;
        };
        if let Some(folded) = purchases.folded {
            day(to, folded.first_day);
            day(to, folded.last_day);
            to.number(u128::from(folded.count));
            to.whole(folded.first_net / unit);
            to.whole(folded.repeats / unit);
            to.number(u128::from(folded.quarters));
        }
        to.number(purchases.kept.len() as u128);
        for kept in &purchases.kept {
            day(to, kept.day);
            to.whole(kept.net / unit);
        }
        if let Some(today) = purchases.today {
            to.whole(today.orders / unit);
            to.whole(today.refunds / unit);
        }
        to.whole(purchases.unmatched / unit);
        if let Some(engagement) = self.engagement {
            to.word(engagement.half_life_days.to_bits());
            to.word(engagement.sum.to_bits());
            to.whole(i128::from(period.end() - engagement.at));
            for count in engagement.counts {
                to.number(u128::from(count));
            }
        }
        to.number((self.seen.hashes.len() - self.seen.today) as u128);
        to.number(self.seen.today as u128);
        for hash in &self.seen.hashes {
            to.word(*hash);
        }
    }

    /// Reads a state from its bytes. Whatever the bytes are, nothing larger than them is allocated.
    ///
    /// # Errors
    /// [`Error::UnsupportedVersion`] for bytes of a newer library; [`Error::InvalidValue`] for what no
    /// state was written as.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let broken = || {
            Error::invalid(
                "state".into(),
                "the value",
                "a state that was written whole",
            )
        };
        if bytes.len() > MOST_BYTES {
            return Err(broken());
        }
        match bytes.first() {
            None | Some(0) => return Err(broken()),
            Some(version) if *version > Self::VERSION => {
                return Err(Error::UnsupportedVersion {
                    path: "state".into(),
                    found: u32::from(*version),
                    supported: u32::from(Self::VERSION),
                });
            }
            Some(_) => {}
        }
        let (rest, sum) = bytes.split_last_chunk().ok_or_else(broken)?;
        if *sum != checksum(rest) {
            return Err(broken());
        }
        rest.split_first()
            .and_then(|(_, body)| Self::read(body))
            .ok_or_else(broken)
    }

    /// Returns the state as text of letters, digits, `-` and `_`: base64 of its bytes (RFC 4648,
    /// section 5, without padding).
    pub fn to_text(&self) -> String {
        base64::encode(&self.to_bytes())
    }

    /// Reads a state from its text.
    ///
    /// # Errors
    /// Those of [`CustomerState::from_bytes`].
    pub fn from_text(text: &str) -> Result<Self> {
        let short = text.len() <= MOST_BYTES / 3 * 4 + 4;
        let bytes = short.then(|| base64::decode(text)).flatten();
        Self::from_bytes(&bytes.unwrap_or_default())
    }

    /// Reads what stands between the version and the checksum.
    fn read(body: &[u8]) -> Option<Self> {
        let mut from = Reader(body);
        let flags = from.byte()?;
        let has = |bit: u8| flags & bit != 0;
        if flags & !bit::ALL != 0 || (has(bit::BOUGHT) && !has(bit::TODAY)) {
            return None;
        }
        let unit = if has(bit::CENTS) { CENT } else { 1 };
        let mut state = Self::default();
        if !has(bit::PERIOD) {
            return (from.0.is_empty() && flags & !bit::CENTS == 0).then_some(state);
        }
        let first = later(&mut from, Day::MIN)?;
        let last = later(&mut from, first)?;
        let millis = from.count(DAY_MS - 1)?;
        let period = Period {
            first,
            last,
            millis,
        };
        state.period = Some(period);
        state.purchases = purchases(&mut from, flags, period, unit)?;
        if has(bit::ENGAGEMENT) {
            state.engagement = Some(engagement(&mut from, period)?);
        }
        state.seen = seen(&mut from)?;
        from.0.is_empty().then_some(state)
    }
}

fn purchases(from: &mut Reader, flags: u8, period: Period, unit: i128) -> Option<Purchases> {
    let money = |from: &mut Reader, most: i128| Some(from.whole(most / unit)? * unit);
    let mut found = Purchases::default();
    let mut before = period.first;
    // Days of purchases grow; the first may be the first day of all.
    let mut none_yet = true;
    if flags & bit::FOLDED != 0 {
        let first_day = later(from, before)?;
        let last_day = later(from, first_day)?;
        let days = last_day.since(first_day);
        let folded = Folded {
            first_day,
            last_day,
            count: from.count(MOST_DAYS)?,
            first_net: money(from, MOST_A_DAY)?,
            repeats: money(from, MOST_MONEY)?,
            quarters: from.count(MOST_DAYS)?,
        };
        let alone = folded.count == 1;
        let sound = folded.count >= 1
            && i64::from(folded.count) <= i64::from(days) + 1
            && alone == (days == 0)
            && !(alone && folded.repeats != 0)
            && folded.quarters >= 1
            && folded.quarters <= folded.count
            && i64::from(folded.quarters) <= quarters(days) + 1
            && period.last.since(last_day) >= YEAR;
        if !sound {
            return None;
        }
        found.folded = Some(folded);
        before = last_day;
        none_yet = false;
    }
    for _ in 0..from.count(MOST_KEPT)? {
        let day = later(from, before)?;
        if (day == before && !none_yet) || day > period.last {
            return None;
        }
        let net = money(from, MOST_A_DAY)?;
        found.kept.push(Kept { day, net });
        (before, none_yet) = (day, false);
    }
    if flags & bit::TODAY != 0 {
        if before == period.last && !none_yet {
            return None;
        }
        let today = Today {
            day: period.last,
            bought: flags & bit::BOUGHT != 0,
            orders: money(from, MOST_A_DAY)?,
            refunds: money(from, MOST_A_DAY)?,
        };
        // A day is there for an order or for a refund, and only orders add up.
        let refunded_only = today.orders == 0 && today.refunds > 0;
        if !today.bought && !refunded_only {
            return None;
        }
        found.today = Some(today);
    }
    found.unmatched = money(from, MOST_MONEY)?;
    found.check_pending().ok()?;
    Some(found)
}

fn engagement(from: &mut Reader, period: Period) -> Option<Engagement> {
    let half_life_days = f64::from_bits(from.word()?);
    let sum = f64::from_bits(from.word()?);
    let ago = i64::try_from(from.number(i64::MAX.unsigned_abs().into())?).ok()?;
    let mut counts = [0; 4];
    for count in &mut counts {
        *count = from.count(u32::MAX)?;
    }
    let at = period.end() - ago;
    let sound = check_half_life(half_life_days, "state").is_ok()
        && (0.0..f64::INFINITY).contains(&sum)
        && !(sum == 0.0 && sum.is_sign_negative())
        && at >= Period::instant(period.first, 0)
        && counts != [0; 4];
    sound.then_some(Engagement {
        sum,
        at,
        half_life_days,
        counts,
    })
}

fn seen(from: &mut Reader) -> Option<Seen> {
    let earlier = usize::try_from(from.number(EARLIER as u128)?).ok()?;
    let today = usize::try_from(from.number(MOST_TODAY as u128)?).ok()?;
    let mut seen = Seen {
        hashes: Vec::new(),
        today,
    };
    for _ in 0..earlier + today {
        seen.hashes.push(from.word()?);
    }
    Some(seen)
}

/// Reads a day by its distance from an earlier one.
fn later(from: &mut Reader, before: Day) -> Option<Day> {
    let days = i32::try_from(from.count(MOST_DAYS)?).ok()?;
    Day::try_new(before.days().checked_add(days)?).ok()
}

/// Returns every amount that is written.
fn amounts(purchases: &Purchases) -> Vec<i128> {
    let mut amounts = vec![purchases.unmatched];
    if let Some(folded) = purchases.folded {
        amounts.extend([folded.first_net, folded.repeats]);
    }
    if let Some(today) = purchases.today {
        amounts.extend([today.orders, today.refunds]);
    }
    for kept in &purchases.kept {
        amounts.push(kept.net);
    }
    amounts
}

/// Tells bytes that were changed on the way; no defence against forgery.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    let mut hash = Fingerprint::default();
    hash.bytes(bytes);
    let bits = hash.bits();
    (((bits ^ (bits >> 32)) & 0xffff_ffff) as u32).to_le_bytes()
}
