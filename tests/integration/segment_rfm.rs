//! RFM against quintiles of `NumPy` on CDNOW, and maps with gaps and overlaps.

use crate::segment_classes::columns;
use crate::segment_classes::golden;
use clientele::labels::label;
use clientele::segment::CustomerColumns;
use clientele::segment::rfm::CUTS_COINCIDE;
use clientele::segment::rfm::Rfm;
use clientele::segment::rfm::RfmCuts;
use clientele::segment::rfm::RfmFacts;
use clientele::segment::rfm::RfmOptions;
use clientele::segment::rfm::RfmSegment;
use clientele::segment::rfm::RfmWeights;
use clientele::segment::rfm::SEGMENTS_NEED_FIVE;
use clientele::segment::rfm::check_rfm_map;
use clientele::segment::rfm::rfm;
use clientele::segment::rfm::rfm_of;
use clientele::segment::rfm::standard_segments;
use proptest::prelude::*;

fn base(days: &[f64], purchases: &[f64], monetary: &[f64]) -> CustomerColumns {
    columns(&[
        ("daysSinceLast", days),
        ("purchases", purchases),
        ("monetary", monetary),
    ])
}

/// CDNOW's sample: weeks since the last purchase, purchases, and what the repeat purchases brought.
fn cdnow() -> CustomerColumns {
    let (mut days, mut purchases, mut monetary) = (Vec::new(), Vec::new(), Vec::new());
    for line in include_str!("../fixtures/cdnow_summary.csv")
        .lines()
        .skip(1)
    {
        let row: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        days.push(row[3] - row[2]);
        purchases.push(row[1] + 1.0);
        monetary.push(row[1] * row[4]);
    }
    base(&days, &purchases, &monetary)
}

#[test]
fn scores_and_segments_of_cdnow_are_those_of_numpy() {
    let golden = golden();
    let expected = &golden["rfm"];
    let found = rfm(&cdnow(), &RfmOptions::default()).unwrap();
    let cuts = found.cuts.as_ref().unwrap();
    for (part, own) in [&cuts.days_since_last, &cuts.purchases, &cuts.monetary]
        .into_iter()
        .enumerate()
    {
        for (i, cut) in own.iter().enumerate() {
            assert!((cut - expected["cuts"][part][i].as_f64().unwrap()).abs() < 1e-12);
        }
    }
    for (part, scores) in [&found.r, &found.f, &found.m].into_iter().enumerate() {
        for score in 1..=5_u8 {
            let count = scores
                .0
                .iter()
                .filter(|found| i16::from(**found) == i16::from(score))
                .count();
            assert_eq!(
                count as u64,
                expected["counts"][part][usize::from(score) - 1]
                    .as_u64()
                    .unwrap()
            );
        }
        for (customer, own) in expected["first"].as_array().unwrap().iter().enumerate() {
            assert_eq!(i64::from(scores.0[customer]), own[part].as_i64().unwrap());
        }
    }
    for segment in &found.segments {
        let own = &expected["segments"][&segment.code];
        assert_eq!(
            segment.customers as u64,
            own["customers"].as_u64().unwrap(),
            "{}",
            segment.code
        );
        let monetary = &segment.measures[2];
        assert!((monetary.total - own["monetary"].as_f64().unwrap()).abs() < 1e-6);
        assert!((monetary.share.unwrap() - own["monetaryShare"].as_f64().unwrap()).abs() < 1e-12);
        assert!(label(&segment.code).is_some());
    }
    let warned: Vec<_> = found
        .warnings
        .iter()
        .map(|w| (w.code.as_str(), w.subject.as_deref()))
        .collect();
    assert_eq!(
        warned,
        [
            (CUTS_COINCIDE, Some("purchases")),
            (CUTS_COINCIDE, Some("monetary"))
        ]
    );
}

#[test]
fn the_standard_segments_cover_every_cell_once() {
    let check = check_rfm_map(&standard_segments(), [5, 5, 5]);
    assert!(check.valid && check.empty.is_empty());
    assert_eq!(check.cells, 125);
}

fn boxed(code: &str, r: (u32, u32), f: (u32, u32)) -> RfmSegment {
    RfmSegment {
        code: code.into(),
        r,
        f,
        ..RfmSegment::default()
    }
}

#[test]
fn maps_with_gaps_and_overlaps_are_refused_with_the_cell() {
    let customers = base(&[1.0, 9.0], &[1.0, 5.0], &[10.0, 90.0]);
    let with = |segments: Vec<RfmSegment>| {
        let options = RfmOptions {
            segments: Some(segments),
            ..RfmOptions::default()
        };
        rfm(&customers, &options)
    };
    let gap = with(vec![
        boxed("low", (1, 2), (1, 5)),
        boxed("high", (4, 5), (1, 5)),
    ])
    .unwrap_err();
    assert_eq!(
        (gap.code(), gap.path()),
        ("InvalidValue", Some("segments[3-1-1]"))
    );
    // A champion of 5-5-5 who would be a loyal customer too, depending on which comes first.
    let overlap = with(vec![
        boxed("loyal", (3, 5), (4, 5)),
        boxed("champions", (5, 5), (5, 5)),
        boxed("others", (1, 5), (1, 3)),
        boxed("others", (1, 2), (4, 5)),
    ]);
    let overlap = overlap.unwrap_err();
    assert_eq!(overlap.path(), Some("segments[5-5-1]"));
    assert!(overlap.to_string().contains("loyal and champions"));
    let turned = with(vec![boxed("a", (5, 1), (1, 5))]).unwrap_err();
    assert_eq!(turned.path(), Some("segments[0].r"));
    let nameless = with(vec![boxed(" ", (1, 5), (1, 5))]).unwrap_err();
    assert_eq!(nameless.path(), Some("segments[0].code"));
    // Two boxes of one segment may overlap: it is the same segment.
    let same = with(vec![
        boxed("all", (1, 5), (1, 5)),
        boxed("all", (2, 3), (1, 2)),
    ]);
    assert_eq!(same.unwrap().segments[0].customers, 2);
}

#[test]
fn fixed_cuts_belong_below_and_score_customers_of_another_day() {
    let cuts = RfmCuts {
        days_since_last: vec![30.0, 60.0, 90.0, 180.0],
        purchases: vec![1.0, 2.0, 5.0, 9.0],
        monetary: vec![50.0, 100.0, 250.0, 500.0],
    };
    assert_eq!(cuts.scores([30.0, 1.0, 50.0]), [5, 1, 1].map(Some));
    assert_eq!(cuts.scores([30.5, 1.5, 50.5]), [4, 2, 2].map(Some));
    assert_eq!(cuts.scores([999.0, 99.0, -5.0]), [1, 5, 1].map(Some));
    assert_eq!(cuts.scores([f64::NAN, 1.0, 1.0]), [None, Some(1), Some(1)]);
    let options = RfmOptions {
        weights: RfmWeights {
            r: 2.0,
            f: 1.0,
            m: 1.0,
        },
        ..RfmOptions::default()
    };
    let facts = RfmFacts {
        days_since_last: Some(10.0),
        purchases: Some(2.0),
        monetary: Some(300.0),
    };
    // (2 · 4/4 + 1/4 + 3/4) / 4 = .75, by hand.
    let found = rfm_of(&facts, &cuts, &options).unwrap();
    assert_eq!(found.score, Some(75.0));
    assert_eq!(found.class.unwrap().code, "rfm.potential_loyalists");
    let unknown = RfmFacts {
        monetary: None,
        ..facts
    };
    let found = rfm_of(&unknown, &cuts, &options).unwrap();
    assert_eq!(found.reason.unwrap().subject.as_deref(), Some("monetary"));
    // The standard segments do without money; the one number does not.
    assert_eq!((found.r, found.f, found.m), (Some(5), Some(2), None));
    assert_eq!(found.class.unwrap().code, "rfm.potential_loyalists");
    assert_eq!(found.score, None);
    let mostly_unknown = RfmFacts {
        purchases: None,
        ..facts
    };
    let found = rfm_of(&mostly_unknown, &cuts, &options).unwrap();
    assert_eq!(found.reason.unwrap().subject.as_deref(), Some("purchases"));
    assert_eq!((found.class, found.r, found.m), (None, Some(5), Some(4)));
    let mut falling = cuts;
    falling.purchases = vec![5.0, 2.0];
    let error = rfm_of(&facts, &falling, &options).unwrap_err();
    assert_eq!(error.path(), Some("cuts.purchases[1]"));
}

#[test]
fn other_numbers_of_scores_need_segments_of_their_own() {
    let customers = base(&[1.0, 5.0, 9.0], &[3.0, 2.0, 1.0], &[9.0, 5.0, 1.0]);
    let three = RfmOptions {
        scores: 3,
        ..RfmOptions::default()
    };
    let found = rfm(&customers, &three).unwrap();
    assert_eq!(found.r.0, [3, 2, 1]);
    assert_eq!(found.warnings[0].code, SEGMENTS_NEED_FIVE);
    assert!(found.codes.0.iter().all(|code| *code == -1));
    assert!(label(SEGMENTS_NEED_FIVE).is_some() && label(CUTS_COINCIDE).is_some());
    let own = RfmOptions {
        segments: Some(vec![
            boxed("best", (3, 3), (1, 3)),
            boxed("rest", (1, 2), (1, 3)),
        ]),
        ..three
    };
    let found = rfm(&customers, &own).unwrap();
    assert_eq!(found.codes.0, [0, 1, 1]);
}

#[test]
fn nobody_and_customers_who_never_bought() {
    let nobody = rfm(&base(&[], &[], &[]), &RfmOptions::default()).unwrap();
    assert_eq!((nobody.customers, nobody.cuts.is_none()), (0, true));
    let found = rfm(
        &base(&[f64::NAN, 4.0], &[0.0, 2.0], &[0.0, 9.0]),
        &RfmOptions::default(),
    )
    .unwrap();
    assert_eq!((found.customers, found.unknown), (1, 1));
    // Without purchases and without days there is no telling the segment; the scores of what is known stand.
    assert_eq!((found.codes.0[0], found.r.0[0]), (-1, -1));
    assert!(found.f.0[0] >= 1 && found.m.0[0] >= 1);
    assert!(found.scores[0].is_nan());
    let error = rfm(&columns(&[("purchases", &[1.0])]), &RfmOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("Missing", Some("daysSinceLast"))
    );
    let error = rfm(&base(&[-1.0], &[1.0], &[1.0]), &RfmOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("daysSinceLast[0]"));
}

fn scores_of(found: &Rfm, customer: usize) -> [i8; 3] {
    [
        found.r.0[customer],
        found.f.0[customer],
        found.m.0[customer],
    ]
}

proptest! {
    #[test]
    fn every_customer_is_in_one_segment_and_more_never_scores_less(
        rows in prop::collection::vec((0..400_u32, 1..20_u32, -50.0..2000.0_f64), 1..60),
        scores in 2..=9_u32, more in 1..5_u32, turn in 0..60_usize,
    ) {
        let days: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
        let purchases: Vec<f64> = rows.iter().map(|row| f64::from(row.1)).collect();
        let monetary: Vec<f64> = rows.iter().map(|row| row.2).collect();
        let options = RfmOptions { scores, ..RfmOptions::default() };
        let found = rfm(&base(&days, &purchases, &monetary), &options).unwrap();
        let in_segments: usize = found.segments.iter().map(|segment| segment.customers).sum();
        prop_assert_eq!(in_segments, if scores == 5 { rows.len() } else { 0 });
        prop_assert!(found.scores.iter().all(|score| (0.0..=100.0).contains(score)));
        // One more order, on the same cuts: no score falls.
        let cuts = found.cuts.clone().unwrap();
        for (customer, row) in rows.iter().enumerate() {
            let own = scores_of(&found, customer);
            let scores = cuts.scores([f64::from(row.0), f64::from(row.1 + more), row.2]);
            let [r, f, m] = scores.map(Option::unwrap);
            prop_assert!(r as i8 == own[0] && f as i8 >= own[1] && m as i8 == own[2]);
        }
        // Order has no say.
        let turn = turn % rows.len();
        let turned = |column: &[f64]| {
            let mut column = column.to_vec();
            column.rotate_left(turn);
            column
        };
        let again = rfm(&base(&turned(&days), &turned(&purchases), &turned(&monetary)), &options).unwrap();
        let mut codes = found.codes.0.clone();
        codes.rotate_left(turn);
        prop_assert_eq!(codes, again.codes.0);
        prop_assert_eq!(found.cuts, again.cuts);
    }

    #[test]
    fn a_map_is_valid_exactly_if_every_cell_has_one_segment(
        boxes in prop::collection::vec(((1..4_u32, 1..4_u32), (1..4_u32, 1..4_u32), 0..3_usize), 1..6),
    ) {
        let names = ["a", "b", "c"];
        let segments: Vec<RfmSegment> = boxes.iter().map(|(r, f, name)| boxed(names[*name], *r, *f)).collect();
        let check = check_rfm_map(&segments, [3, 3, 1]);
        let mut valid = true;
        for r in 1..=3_u32 {
            for f in 1..=3_u32 {
                let mut own: Vec<&str> = segments
                    .iter()
                    .filter(|s| s.r.0 <= r && r <= s.r.1 && s.f.0 <= f && f <= s.f.1)
                    .map(|s| s.code.as_str())
                    .collect();
                own.sort_unstable();
                own.dedup();
                valid &= own.len() == 1;
            }
        }
        prop_assert_eq!(check.valid, valid);
    }
}

#[test]
fn a_customer_without_money_counts_for_recency_and_frequency() {
    let money = [900.0, f64::NAN, 80.0, 60.0, 20.0];
    let days = [3.0, 20.0, 90.0, 200.0, 400.0];
    let purchases = [9.0, 5.0, 4.0, 2.0, 1.0];
    let found = rfm(&base(&days, &purchases, &money), &RfmOptions::default()).unwrap();
    // By hand: five distinct days and purchases make quintiles of one customer each.
    assert_eq!(found.r.0, [5, 4, 3, 2, 1]);
    assert_eq!(found.f.0, [5, 4, 3, 2, 1]);
    assert_eq!(found.m.0[1], -1);
    assert!(found.scores[1].is_nan());
    let loyal = usize::try_from(found.codes.0[1]).unwrap();
    assert_eq!(found.segments[loyal].code, "rfm.loyal");
    assert_eq!((found.customers, found.unknown), (4, 1));
}
