//! The state of one customer.

use crate::data::amount::to_micro;
use crate::data::date::Day;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::words;
use crate::score::customer::Customer;
use crate::score::live::engagement::Engagement;
use crate::score::live::event::DAY_MS;
use crate::score::live::event::EventKind;
use crate::score::live::event::LiveEvent;
use crate::score::live::event::LiveSettings;
use crate::score::live::purchases::Purchases;
use crate::score::live::report::StateReport;
use crate::score::live::seen::Seen;

/// What an event did to the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Update {
    /// The event is in the state now.
    Changed,
    /// An event with its identifier had been seen before: nothing has changed.
    DuplicateEvent,
}

words!(Update {
    Changed => "changed",
    DuplicateEvent => "duplicate_event",
});

/// The period that a state has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// The day of the first event of any kind.
    pub(super) first: Day,
    /// The day of the last one.
    pub(super) last: Day,
    /// The time of the last one, in milliseconds since its day began.
    pub(super) millis: u32,
}

impl Period {
    /// Returns milliseconds since 1970.
    pub(super) fn instant(day: Day, millis: u32) -> i64 {
        i64::from(day.days()) * i64::from(DAY_MS) + i64::from(millis)
    }

    pub(super) fn end(self) -> i64 {
        Self::instant(self.last, self.millis)
    }
}

/// What the scorer needs of one customer, kept up to date event by event.
///
/// At any day from the last event on, [`CustomerState::fields`] are those of
/// [`CustomerRecord::from_columns`] of all orders and refunds so far, bit for bit: money is counted in
/// whole micro-units. Nothing else of the past is kept but
///
/// - the purchases of the year up to the last event, one entry for each day with a purchase, and the
///   latest 16 that are older, for refunds that come late; older ones are seven numbers. This is the
///   only part that grows, to at most 381 entries;
/// - one fading sum of engagement ([`LiveSettings`]) and four counts;
/// - 64-bit hashes of the identifiers of the events of the latest day, and of the last four before.
///
/// **Order.** Events come in non-decreasing time; a late one is [`Error::OutOfOrder`], and the state is
/// as it was. An event without a time of the day came some time that day: it is in order unless
/// its day is before the last one.
///
/// **Repetition.** An event whose identifier is among those kept changes nothing
/// ([`Update::DuplicateEvent`]). All of the latest day are kept, and what is older is out of order, so
/// that the same event (of the same date) never counts twice. Two different identifiers have the same
/// hash (FNV-1a) with probability 2^-64 for each pair.
///
/// **Refunds** are netted as [`Ledger`] does. One that reaches purchases which are numbers
/// already (more than a year old, and not among the latest 16) is [`Error::InsufficientData`], and the
/// state is as it was.
///
/// A typical customer takes a few dozen bytes ([`CustomerState::to_bytes`]). Adding an event takes a
/// constant time, but for refunds and for the day that begins, which look at the entries.
///
/// [`CustomerRecord::from_columns`]: crate::data::summary::CustomerRecord::from_columns
/// [`Ledger`]: crate::data::purchases::Ledger
///
/// # Example: two orders and a visit
/// ```
/// use clientele::data::date::Day;
/// use clientele::data::time_unit::TimeUnit;
/// use clientele::score::live::{CustomerState, EventKind, LiveEvent, LiveSettings, Update};
/// let settings = LiveSettings::default();
/// let mut state = CustomerState::default();
/// let order = LiveEvent::new(EventKind::Order, Day::from_iso("2024-01-01")?).of(30.0);
/// state.update(&order, &settings)?;
/// let order = LiveEvent::new(EventKind::Order, Day::from_iso("2024-01-15")?).of(20.5).named("A7");
/// assert_eq!(state.update(&order, &settings)?, Update::Changed);
/// assert_eq!(state.update(&order, &settings)?, Update::DuplicateEvent);
/// let visit = LiveEvent::new(EventKind::Visit, Day::from_iso("2024-01-20")?);
/// state.update(&visit, &settings)?;
/// let as_of = Day::from_iso("2024-01-29")?;
/// let [frequency, recency, age, mean, ..] = state.fields(as_of, TimeUnit::Week)?.unwrap();
/// assert_eq!((frequency, recency, age, mean), (1.0, 2.0, 4.0, 20.5));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CustomerState {
    /// None before the first event.
    pub(super) period: Option<Period>,
    pub(super) purchases: Purchases,
    pub(super) engagement: Option<Engagement>,
    pub(super) seen: Seen,
}

impl CustomerState {
    /// Takes an event.
    ///
    /// # Errors
    /// [`Error::OutOfOrder`] for a late event; [`Error::Missing`], [`Error::NotFinite`],
    /// [`Error::OutOfRange`] and [`Error::InvalidValue`] for what is wrong with the event or the
    /// settings; [`Error::InsufficientData`] for a refund that reaches too far back. The state is as
    /// it was after any of them.
    pub fn update(&mut self, event: &LiveEvent, settings: &LiveSettings) -> Result<Update> {
        settings.check().map_err(|error| error.within("settings"))?;
        let micro = event.micro()?;
        if event.id.as_deref() == Some("") {
            let expected = "a text that tells the event from every other, or left out";
            return Err(Error::invalid("event.id".into(), "\"\"", expected));
        }
        let hash = event.id.as_deref().map(Seen::hash);
        if hash.is_some_and(|hash| self.seen.contains(hash)) {
            return Ok(Update::DuplicateEvent);
        }
        let period = self.reach(event)?;
        let new_day = self.period.is_none_or(|before| before.last < period.last);
        if hash.is_some() {
            self.seen.check_room(new_day)?;
        }
        match micro {
            None => {
                if let Some(engagement) = &self.engagement {
                    engagement.check_half_life(settings.half_life_days)?;
                }
                if new_day {
                    self.purchases.advance(period.last);
                }
                Engagement::add(&mut self.engagement, event.kind, period.end(), settings);
            }
            Some(micro) if new_day && micro < 0 => {
                // It may be refused when the day has begun already.
                let mut purchases = self.purchases.clone();
                purchases.advance(period.last);
                purchases.add(period.last, micro)?;
                self.purchases = purchases;
            }
            Some(micro) => {
                if new_day {
                    self.purchases.advance(period.last);
                }
                self.purchases.add(period.last, micro)?;
            }
        }
        if new_day {
            self.seen.next_day();
        }
        if let Some(hash) = hash {
            self.seen.push(hash);
        }
        self.period = Some(period);
        Ok(Update::Changed)
    }

    /// Returns the period with an event at its end.
    fn reach(&self, event: &LiveEvent) -> Result<Period> {
        let millis = event.millis.unwrap_or(0);
        let Some(before) = self.period else {
            return Ok(Period {
                first: event.day,
                last: event.day,
                millis,
            });
        };
        let same_day = event.day == before.last;
        let late = same_day && event.millis.is_some_and(|millis| millis < before.millis);
        if event.day < before.last || late {
            return Err(Error::OutOfOrder {
                path: "event.day".into(),
                found: moment(event.day, event.millis),
                last: moment(before.last, Some(before.millis)),
                hint: "make the state anew from all orders".into(),
            });
        }
        Ok(Period {
            first: before.first,
            last: event.day,
            millis: if same_day {
                millis.max(before.millis)
            } else {
                millis
            },
        })
    }

    /// Joins the states of two periods of which the first ends on a day before the second begins.
    ///
    /// Merging is associative in all that a state says, wherever it is accepted.
    ///
    /// # Errors
    /// [`Error::OutOfOrder`] when the periods overlap or share a day; [`Error::OutOfRange`] when the
    /// half-lives differ; [`Error::InsufficientData`] when the second holds purchases as numbers
    /// already and the first has some too, or when refunds of the second reach such purchases of
    /// the first: merge from the earliest period on, or make the state anew.
    ///
    /// # Example: nothing changes a state that is joined to it
    /// ```
    /// use clientele::data::date::Day;
    /// use clientele::score::live::{CustomerState, EventKind, LiveEvent, LiveSettings};
    /// let mut state = CustomerState::default();
    /// let visit = LiveEvent::new(EventKind::Visit, Day::from_iso("2024-01-20")?);
    /// state.update(&visit, &LiveSettings::default())?;
    /// assert_eq!(CustomerState::default().merge(&state)?, state);
    /// assert_eq!(state.merge(&state).unwrap_err().code(), "OutOfOrder");
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn merge(&self, later: &Self) -> Result<Self> {
        let (Some(one), Some(two)) = (self.period, later.period) else {
            return Ok(if self.period.is_some() { self } else { later }.clone());
        };
        if two.first <= one.last {
            return Err(Error::OutOfOrder {
                path: "later".into(),
                found: two.first.to_iso(),
                last: one.last.to_iso(),
                hint: "the earlier period must end on a day before the later one begins".into(),
            });
        }
        let mut both = self.clone();
        both.purchases
            .append(&later.purchases, two.last)
            .map_err(|error| error.map_path(|_| "later".into()))?;
        both.engagement = Engagement::merge(self.engagement, later.engagement)
            .map_err(|error| error.map_path(|_| "later".into()))?;
        both.seen.append(&later.seen);
        both.period = Some(Period {
            first: one.first,
            ..two
        });
        Ok(both)
    }

    /// Returns the numbers of the first of [`Customer::FIELDS`] on a day, which [`Customer::from_fields`] reads; none
    /// when there is no purchase that was not refunded.
    ///
    /// # Errors
    /// [`Error::OutOfOrder`] when the day is before the last event.
    pub fn fields(
        &self,
        as_of: Day,
        unit: TimeUnit,
    ) -> Result<Option<[f64; Customer::SUMMARY_FIELDS]>> {
        self.check_as_of(as_of, None)?;
        Ok(self.purchases.fields(as_of, unit))
    }

    /// Returns the engagement at a time; without a time of the day, that of the begin of the day or of
    /// the last event, whichever is later. None when no event ever counted for it.
    ///
    /// # Errors
    /// [`Error::OutOfOrder`] when the time is before the last event.
    pub fn engagement(&self, day: Day, millis: Option<u32>) -> Result<Option<f64>> {
        self.check_as_of(day, millis)?;
        let instant = Period::instant(day, millis.unwrap_or(0));
        Ok(self.engagement.map(|sum| sum.value(instant)))
    }

    /// Returns how many events of a kind there were; none for orders and refunds.
    pub fn count(&self, kind: EventKind) -> Option<u32> {
        let place = kind.place()?;
        let counts = self.engagement.map_or([0; 4], |sum| sum.counts);
        counts.get(place).copied()
    }

    /// Returns the days of the first and of the last event; none before the first.
    pub fn days(&self) -> Option<(Day, Day)> {
        self.period.map(|period| (period.first, period.last))
    }

    /// Returns everything that the state says on a day.
    ///
    /// # Errors
    /// [`Error::OutOfOrder`] when the day is before the last event.
    pub fn report(&self, as_of: Day, unit: TimeUnit) -> Result<StateReport> {
        let fields = self.fields(as_of, unit)?;
        let field = |place: usize| fields.and_then(|fields| fields.get(place).copied());
        let count = |kind| self.count(kind).unwrap_or(0);
        Ok(StateReport {
            frequency: field(0),
            recency: field(1),
            age: field(2),
            monetary_value: field(3),
            revenue_in_year: field(4),
            purchases_in_year: field(5),
            active_quarters: field(6),
            elapsed_quarters: field(7),
            reason: fields.is_none().then(|| "no_purchase".into()),
            engagement: self.engagement(as_of, None)?,
            visits: count(EventKind::Visit),
            clicks: count(EventKind::Click),
            product_views: count(EventKind::ProductView),
            baskets: count(EventKind::Basket),
            first_event: self.period.map(|period| period.first),
            last_event: self.period.map(|period| period.last),
        })
    }

    fn check_as_of(&self, day: Day, millis: Option<u32>) -> Result<()> {
        let Some(period) = self.period else {
            return Ok(());
        };
        let same_day = day == period.last;
        let late = same_day && millis.is_some_and(|millis| millis < period.millis);
        if day >= period.last && !late {
            return Ok(());
        }
        Err(Error::OutOfOrder {
            path: "asOf".into(),
            found: moment(day, millis),
            last: moment(period.last, Some(period.millis)),
            hint: "a state says nothing of the time before".into(),
        })
    }
}

impl LiveEvent {
    /// Returns what an order or a refund adds, in micro-units; none for other events.
    fn micro(&self) -> Result<Option<i64>> {
        if let Some(millis) = self.millis
            && millis >= DAY_MS
        {
            return Err(Error::out_of_range(
                "event.millis".into(),
                f64::from(millis),
                "0 to 86399999 milliseconds",
            ));
        }
        let path = || "event.amount".to_owned();
        if self.kind.place().is_some() {
            return match self.amount {
                None => Ok(None),
                Some(_) => Err(Error::invalid(
                    path(),
                    "an amount",
                    "known of orders and refunds alone",
                )),
            };
        }
        let amount = self
            .amount
            .ok_or_else(|| Error::missing(path(), "an amount of money"))?;
        check_finite(amount, path)?;
        let micro = to_micro(amount)
            .ok_or_else(|| Error::out_of_range(path(), amount, "an amount of money"))?;
        if self.kind == EventKind::Order {
            return Ok(Some(micro));
        }
        if micro > 0 {
            return Ok(Some(-micro));
        }
        Err(Error::out_of_range(
            path(),
            amount,
            "what was refunded, above 0",
        ))
    }
}

/// Writes a day and, where it is known, the time.
#[cold]
fn moment(day: Day, millis: Option<u32>) -> String {
    let Some(millis) = millis.filter(|millis| *millis > 0) else {
        return day.to_iso();
    };
    let (seconds, rest) = (millis / 1000, millis % 1000);
    let (minutes, second) = (seconds / 60, seconds % 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{rest:03}")
}
