//! What holds for all sequences of events.

use super::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// Orders and refunds in the order of their days, with several on a day and days of silence.
fn orders() -> impl Strategy<Value = Vec<(i32, f64)>> {
    let gap = prop_oneof![3 => Just(0), 4 => 1..40_i32, 1 => 40..400_i32];
    let cents = prop_oneof![6 => 1..50_000_i32, 1 => Just(0), 2 => -30_000..0_i32];
    let micro = prop_oneof![5 => Just(0), 1 => 0..1_000_i32];
    proptest::collection::vec((gap, cents, micro), 1..80).prop_map(|rows| {
        let mut days = 10;
        rows.into_iter()
            .map(|(gap, cents, micro)| {
                days += gap;
                (days, f64::from(cents) / 100.0 + f64::from(micro) / 1e6)
            })
            .collect()
    })
}

/// Takes the events one by one; those that are refused are left out of both.
fn taken(rows: &[(i32, f64)]) -> (CustomerState, Vec<(i32, f64)>) {
    let mut state = CustomerState::default();
    let mut known = Vec::new();
    for (days, amount) in rows {
        match state.update(&order(*days, *amount), &LiveSettings::default()) {
            Ok(_) => known.push((*days, *amount)),
            Err(error) => assert_eq!(error.code(), "InsufficientData"),
        }
    }
    (state, known)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_update_says_what_a_recomputation_says(rows in orders(), ahead in 0..800_i32) {
        let mut state = CustomerState::default();
        let mut known = Vec::new();
        for (i, (days, amount)) in rows.iter().enumerate() {
            // Other events in between must not show.
            if i % 3 == 0 {
                update(&mut state, &visit(*days));
            }
            match state.update(&order(*days, *amount), &LiveSettings::default()) {
                Ok(_) => known.push((*days, *amount)),
                Err(error) => prop_assert_eq!(error.code(), "InsufficientData"),
            }
            for as_of in [*days, days + ahead] {
                prop_assert_eq!(bits(&state, as_of, TimeUnit::Week), recomputed(&known, as_of, TimeUnit::Week));
            }
        }
        let read = CustomerState::from_text(&state.to_text()).unwrap();
        prop_assert_eq!(&read, &state);
    }

    #[test]
    fn going_on_from_written_states_changes_nothing(rows in orders(), cut in any::<Index>()) {
        let place = cut.index(rows.len());
        let (mut state, mut known) = taken(&rows[..place]);
        state = CustomerState::from_bytes(&state.to_bytes()).unwrap();
        for (days, amount) in &rows[place..] {
            if state.update(&order(*days, *amount), &LiveSettings::default()).is_ok() {
                known.push((*days, *amount));
            }
        }
        prop_assert_eq!(&state, &taken(&known).0);
    }

    #[test]
    fn merging_is_associative_and_gives_the_whole(rows in orders(), one in any::<Index>(), two in any::<Index>(), ahead in 0..500_i32) {
        let cut = |share: Index| {
            let days = rows[share.index(rows.len())].0;
            rows.partition_point(|row| row.0 < days)
        };
        let (first, second) = (cut(one).min(cut(two)), cut(one).max(cut(two)));
        let parts = [&rows[..first], &rows[first..second], &rows[second..]];
        let [a, b, c] = parts.map(taken);
        let known: Vec<_> = [&a.1, &b.1, &c.1].into_iter().flatten().copied().collect();
        let as_of = rows.last().unwrap().0 + ahead;
        let whole = recomputed(&known, as_of, TimeUnit::Day);
        let left = a.0.merge(&b.0).and_then(|ab| ab.merge(&c.0));
        let right = b.0.merge(&c.0).and_then(|bc| a.0.merge(&bc));
        for both in [left, right] {
            match both {
                Ok(both) => {
                    prop_assert_eq!(bits(&both, as_of, TimeUnit::Day), whole);
                    prop_assert_eq!(&CustomerState::from_bytes(&both.to_bytes()).unwrap(), &both);
                }
                Err(error) => prop_assert_eq!(error.code(), "InsufficientData"),
            }
        }
    }

    #[test]
    fn engagement_is_the_sum_of_what_faded(rows in proptest::collection::vec((0..4_usize, 0..30_i32, 0..86_400_000_u32), 1..60), cut in any::<Index>()) {
        let settings = LiveSettings::default();
        let weights = [settings.visit, settings.click, settings.product_view, settings.basket];
        let mut events: Vec<_> = rows.iter().map(|(kind, days, millis)| (*days, *millis, *kind)).collect();
        events.sort_unstable();
        let take = |events: &[(i32, u32, usize)]| {
            let mut state = CustomerState::default();
            for (days, millis, kind) in events {
                let event = LiveEvent::new(EventKind::ENGAGING[*kind], day(*days)).at(*millis);
                update(&mut state, &event);
            }
            state
        };
        let expected: f64 = events
            .iter()
            .map(|(days, millis, kind)| {
                let age = f64::from(40 - days) - f64::from(*millis) / 86_400_000.0;
                weights[*kind] * 0.5_f64.powf(age / 14.0)
            })
            .sum();
        let boundary = events[cut.index(events.len())].0;
        let (early, late) = events.split_at(events.partition_point(|event| event.0 < boundary));
        for state in [take(&events), take(early).merge(&take(late)).unwrap()] {
            let found = state.engagement(day(40), None).unwrap().unwrap();
            prop_assert!((found / expected - 1.0).abs() < 1e-12, "{} {}", found, expected);
        }
    }

    #[test]
    fn duplicates_have_no_effect(rows in orders()) {
        let (mut once, mut twice) = (CustomerState::default(), CustomerState::default());
        let settings = LiveSettings::default();
        for (i, (days, amount)) in rows.iter().enumerate() {
            let event = order(*days, *amount).named(&format!("event {i}"));
            let first = once.update(&event, &settings);
            prop_assert_eq!(&twice.update(&event, &settings), &first);
            if first.is_ok() {
                prop_assert_eq!(twice.update(&event, &settings), Ok(Update::DuplicateEvent));
            }
        }
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn random_bytes_are_never_a_panic(bytes in proptest::collection::vec(0..=u8::MAX, 0..200), text in ".{0,80}") {
        prop_assert!(CustomerState::from_bytes(&bytes).is_err());
        prop_assert!(CustomerState::from_text(&text).is_err());
    }

    #[test]
    fn a_changed_byte_is_noticed(rows in orders(), place in any::<Index>(), change in 1..=255_u8) {
        let mut bytes = taken(&rows).0.to_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        prop_assert!(CustomerState::from_bytes(&bytes).is_err());
        bytes[place] ^= change;
        bytes.pop();
        prop_assert!(CustomerState::from_bytes(&bytes).is_err());
    }

    #[test]
    fn forged_bytes_are_refused_or_a_state(rows in orders(), changes in proptest::collection::vec((any::<Index>(), 0..=255_u8), 1..4), random in proptest::collection::vec(0..=u8::MAX, 0..60), from_scratch in proptest::bool::ANY) {
        let mut body = taken(&rows).0.to_bytes();
        body.truncate(body.len() - 4);
        for (place, byte) in changes {
            let place = 1 + place.index(body.len() - 1);
            body[place] = byte;
        }
        if from_scratch {
            body = [vec![1], random].concat();
        }
        let bytes = sealed(body);
        if let Ok(mut state) = CustomerState::from_bytes(&bytes) {
            prop_assert_eq!(&CustomerState::from_bytes(&state.to_bytes()).unwrap(), &state);
            let last = state.days().map_or(Day::MIN, |(_, last)| last);
            let fields = state.fields(last, TimeUnit::Day).unwrap();
            prop_assert!(fields.is_none_or(|fields| fields.iter().all(|field| field.is_finite())));
            let _ = state.update(&LiveEvent::new(EventKind::Order, last).of(-1e6), &LiveSettings::default());
            let _ = state.update(&LiveEvent::new(EventKind::Order, Day::MAX).of(1.0), &LiveSettings::default());
            prop_assert!(state.fields(Day::MAX, TimeUnit::Day).is_ok());
        }
    }
}
