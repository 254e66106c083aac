//! The live state of a customer: it says what a recomputation says, to the bit.

mod properties;

use clientele::data::date::Day;
use clientele::data::summary::CustomerRecord;
use clientele::data::time_unit::TimeUnit;
use clientele::score::Customer;
use clientele::score::live::CustomerState;
use clientele::score::live::EventKind;
use clientele::score::live::LiveEvent;
use clientele::score::live::LiveSettings;
use clientele::score::live::Update;

fn day(days: i32) -> Day {
    Day::try_new(days).unwrap()
}

fn order(days: i32, amount: f64) -> LiveEvent {
    LiveEvent::new(EventKind::Order, day(days)).of(amount)
}

fn visit(days: i32) -> LiveEvent {
    LiveEvent::new(EventKind::Visit, day(days))
}

fn update(state: &mut CustomerState, event: &LiveEvent) -> Update {
    state.update(event, &LiveSettings::default()).unwrap()
}

fn state_of(orders: &[(i32, f64)]) -> CustomerState {
    let mut state = CustomerState::default();
    for (days, amount) in orders {
        update(&mut state, &order(*days, *amount));
    }
    state
}

/// What a summary of all orders says, as bits; none without a purchase.
fn recomputed(orders: &[(i32, f64)], as_of: i32, unit: TimeUnit) -> Option<[u64; 8]> {
    let (days, amounts): (Vec<i32>, Vec<f64>) = orders.iter().copied().unzip();
    let record = CustomerRecord::from_columns(&days, &amounts, day(as_of), unit).ok()?;
    Some(Customer::fields_of(&record).map(f64::to_bits))
}

fn bits(state: &CustomerState, as_of: i32, unit: TimeUnit) -> Option<[u64; 8]> {
    Some(state.fields(day(as_of), unit).unwrap()?.map(f64::to_bits))
}

fn assert_same(orders: &[(i32, f64)], as_of: i32) {
    let state = state_of(orders);
    for unit in [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month] {
        assert_eq!(
            bits(&state, as_of, unit),
            recomputed(orders, as_of, unit),
            "{orders:?} {as_of}"
        );
    }
}

#[test]
fn edges_are_those_of_a_summary() {
    for as_of in [400, 491, 492, 765, 766, 2000] {
        // A free order, a refund before the order of its day, a refund of all, one beyond all.
        assert_same(&[(400, 0.0)], as_of);
        assert_same(&[(400, 10.0), (400, -10.0)], as_of);
        assert_same(&[(390, 30.0), (400, -25.0), (400, 20.0)], as_of);
        assert_same(&[(100, 10.0), (390, 0.0), (400, -11.0)], as_of);
        assert_same(
            &[(300, -5.0), (310, 8.0), (400, -3.0), (400, 0.000_001)],
            as_of,
        );
        assert_same(&[(35, 19.99), (36, 0.1), (36, 0.2), (400, 7.0)], as_of);
    }
}

#[test]
fn a_long_history_becomes_a_few_numbers() {
    // Every third day for ten years.
    let orders: Vec<_> = (0..1217)
        .map(|i| (3 * i, f64::from(i % 7) + 0.99))
        .collect();
    assert_same(&orders, 3648);
    assert_same(&orders, 3700);
    let state = state_of(&orders);
    // 122 days of the last year, 16 older: at most five bytes each.
    let bytes = state.to_bytes().len();
    assert!(bytes < 138 * 5 + 40, "{bytes}");
    let monthly: Vec<_> = (0..40).map(|i| (30 * i, 49.5)).collect();
    let bytes = state_of(&monthly).to_bytes().len();
    // 28 kept of three bytes, and forty for the rest.
    assert!(bytes < 28 * 3 + 40, "{bytes}");
    let few: Vec<_> = (0..6).map(|i| (45 * i, 49.5)).collect();
    assert!(state_of(&few).to_bytes().len() < 40);
}

#[test]
fn a_refund_that_reaches_what_is_folded_is_refused() {
    let orders: Vec<_> = (0..30)
        .map(|i| (10 * i, 10.0))
        .chain([(700, 10.0)])
        .collect();
    let mut state = state_of(&orders);
    let before = state.clone();
    // 16 older purchases and the last one are kept one by one: 170 in all.
    let refund = |amount| LiveEvent::new(EventKind::Refund, day(701)).of(amount);
    let error = state
        .update(&refund(170.5), &LiveSettings::default())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InsufficientData", Some("event.amount"))
    );
    assert_eq!(state, before);
    update(&mut state, &refund(169.5));
    let mut all = orders;
    all.push((701, -169.5));
    assert_eq!(
        bits(&state, 800, TimeUnit::Day),
        recomputed(&all, 800, TimeUnit::Day)
    );
}

#[test]
fn a_late_event_changes_nothing() {
    let mut state = CustomerState::default();
    update(&mut state, &visit(100).at(3_600_000));
    let before = state.clone();
    for late in [
        visit(99),
        visit(100).at(3_599_999),
        order(99, 5.0).named("late"),
    ] {
        let error = state.update(&late, &LiveSettings::default()).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfOrder", Some("event.day"))
        );
        assert!(
            error.to_string().contains("1970-04-11T01:00:00.000"),
            "{error}"
        );
        assert_eq!(state, before);
    }
    // Without a time of the day the order came some time that day.
    assert_eq!(update(&mut state, &order(100, 5.0)), Update::Changed);
    assert_eq!(
        state.fields(day(99), TimeUnit::Day).unwrap_err().code(),
        "OutOfOrder"
    );
    assert_eq!(
        state.engagement(day(100), Some(0)).unwrap_err().code(),
        "OutOfOrder"
    );
}

#[test]
fn an_event_seen_before_changes_nothing() {
    let mut state = CustomerState::default();
    for i in 0..6 {
        update(&mut state, &order(i, 5.0).named(&format!("o{i}")));
    }
    for i in 6..40 {
        update(&mut state, &visit(6).named(&format!("o{i}")));
    }
    let before = state.clone();
    // All of the latest day and four before are known; what is older is out of order.
    for i in 2..40 {
        assert_eq!(
            update(&mut state, &order(i.min(6), 5.0).named(&format!("o{i}"))),
            Update::DuplicateEvent
        );
    }
    let error = state
        .update(&order(1, 5.0).named("o1"), &LiveSettings::default())
        .unwrap_err();
    assert_eq!(error.code(), "OutOfOrder");
    assert_eq!(state, before);
}

#[test]
fn a_day_has_a_thousand_identifiers_at_most() {
    let mut state = CustomerState::default();
    for i in 0..1000 {
        update(&mut state, &visit(6).named(&i.to_string()));
    }
    let error = state
        .update(&visit(6).named("one more"), &LiveSettings::default())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("event.id"))
    );
    update(&mut state, &visit(6));
    assert_eq!(CustomerState::from_bytes(&state.to_bytes()).unwrap(), state);
    update(&mut state, &visit(7).named("one more"));
    assert_eq!(state.count(EventKind::Visit), Some(1002));
}

#[test]
fn bad_events_are_named() {
    let settings = LiveSettings::default();
    let fails = |event: LiveEvent, settings: &LiveSettings| {
        let mut state = state_of(&[(1, 2.0)]);
        let before = state.clone();
        let error = state.update(&event, settings).unwrap_err();
        assert_eq!(state, before);
        (error.code(), error.path().unwrap().to_owned())
    };
    let refund = |amount| LiveEvent::new(EventKind::Refund, day(9)).of(amount);
    let at = |code: &'static str, path: &str| (code, path.to_owned());
    assert_eq!(
        fails(order(9, f64::NAN), &settings),
        at("NotFinite", "event.amount")
    );
    assert_eq!(
        fails(order(9, 1e13), &settings),
        at("OutOfRange", "event.amount")
    );
    assert_eq!(
        fails(refund(0.0), &settings),
        at("OutOfRange", "event.amount")
    );
    assert_eq!(
        fails(refund(-1.0), &settings),
        at("OutOfRange", "event.amount")
    );
    assert_eq!(
        fails(LiveEvent::new(EventKind::Order, day(9)), &settings),
        at("Missing", "event.amount")
    );
    assert_eq!(
        fails(visit(9).of(1.0), &settings),
        at("InvalidValue", "event.amount")
    );
    assert_eq!(
        fails(visit(9).at(86_400_000), &settings),
        at("OutOfRange", "event.millis")
    );
    let never = LiveSettings {
        half_life_days: 0.0,
        ..settings
    };
    assert_eq!(
        fails(visit(9), &never),
        at("OutOfRange", "settings.halfLifeDays")
    );
    let weight = LiveSettings {
        basket: f64::NAN,
        ..settings
    };
    assert_eq!(fails(visit(9), &weight), at("NotFinite", "settings.basket"));
    let mut state = CustomerState::default();
    update(&mut state, &visit(1));
    let other = LiveSettings {
        half_life_days: 7.0,
        ..settings
    };
    let error = state.update(&visit(2), &other).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("settings.halfLifeDays"))
    );
}

#[test]
fn engagement_halves_with_its_half_life() {
    let mut state = CustomerState::default();
    assert_eq!(state.engagement(day(0), None).unwrap(), None);
    let settings = LiveSettings {
        half_life_days: 10.0,
        ..LiveSettings::default()
    };
    // Weights 1, 2, 2 and 5: after 20 days a visit counts 1/4, after 10 a click counts 2/2.
    for (kind, days) in [
        (EventKind::Visit, 0),
        (EventKind::Click, 10),
        (EventKind::ProductView, 20),
        (EventKind::Basket, 20),
    ] {
        state
            .update(&LiveEvent::new(kind, day(days)), &settings)
            .unwrap();
    }
    assert_eq!(
        state.engagement(day(20), None).unwrap(),
        Some(0.25 + 1.0 + 2.0 + 5.0)
    );
    assert_eq!(state.engagement(day(30), None).unwrap(), Some(4.125));
    // Half a day: 2^(−1/20).
    let half = state
        .engagement(day(20), Some(43_200_000))
        .unwrap()
        .unwrap();
    assert!((half - 8.25 * 0.5_f64.powf(0.05)).abs() < 1e-14);
    let report = state.report(day(20), TimeUnit::Day).unwrap();
    assert_eq!(
        (
            report.visits,
            report.clicks,
            report.product_views,
            report.baskets
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(
        (report.frequency, report.reason.as_deref()),
        (None, Some("no_purchase"))
    );
}

#[test]
fn periods_that_share_a_day_are_not_joined() {
    let (one, two) = (
        state_of(&[(1, 5.0), (9, 5.0)]),
        state_of(&[(9, 5.0), (12, 1.0)]),
    );
    let error = one.merge(&two).unwrap_err();
    assert_eq!((error.code(), error.path()), ("OutOfOrder", Some("later")));
    // A purchase of the second of more than a year ago is a number already.
    let long: Vec<_> = (0..40).map(|i| (20 + 30 * i, 5.0)).collect();
    let error = one.merge(&state_of(&long)).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InsufficientData", Some("later"))
    );
    let mut visits = CustomerState::default();
    update(&mut visits, &visit(3));
    let both = visits.merge(&state_of(&long)).unwrap();
    assert_eq!(
        bits(&both, 2000, TimeUnit::Day),
        recomputed(&long, 2000, TimeUnit::Day)
    );
}

/// Puts the checksum of the format behind bytes: FNV-1a of 64 bits, its halves joined by exclusive or.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in &bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let sum = hash as u32 ^ (hash >> 32) as u32;
    bytes.extend(sum.to_le_bytes());
    bytes
}

#[test]
fn the_newest_version_is_read_and_no_newer_one() {
    let bytes = state_of(&[(1, 5.0)]).to_bytes();
    let body = bytes[..bytes.len() - 4].to_vec();
    assert_eq!(sealed(body.clone()), bytes);
    let mut newer = body;
    newer[0] = 2;
    assert_eq!(
        CustomerState::from_bytes(&sealed(newer))
            .unwrap_err()
            .code(),
        "UnsupportedVersion"
    );
    for bytes in [vec![], vec![0], vec![1], vec![1; 30_000]] {
        let error = CustomerState::from_bytes(&bytes).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("InvalidValue", Some("state"))
        );
    }
    let empty = CustomerState::default();
    assert_eq!(CustomerState::from_text(&empty.to_text()).unwrap(), empty);
}
