//! The map from scores to named segments.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Entries;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::plain::report;
use core::ops::RangeInclusive;

/// A segment: a box of scores, each part from a score to a score, both included.
///
/// Several boxes may have the same code and are one segment then.
///
/// # Example: who has not bought for long, whatever they spent
/// ```
/// use clientele::segment::rfm::RfmSegment;
/// let segment = RfmSegment { code: "asleep".into(), r: (1, 2), ..RfmSegment::default() };
/// assert!(segment.holds([2, 5, 3]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RfmSegment {
    /// The name of the segment.
    pub code: String,
    /// Scores of recency, from and to; any unless told.
    #[cfg_attr(feature = "full", tsify(optional, type = "readonly [number, number]"))]
    pub r: (u32, u32),
    /// Scores of frequency, from and to; any unless told.
    #[cfg_attr(feature = "full", tsify(optional, type = "readonly [number, number]"))]
    pub f: (u32, u32),
    /// Scores of money, from and to; any unless told.
    #[cfg_attr(feature = "full", tsify(optional, type = "readonly [number, number]"))]
    pub m: (u32, u32),
}

/// Any score.
const ANY: (u32, u32) = (1, 9);

impl Default for RfmSegment {
    fn default() -> Self {
        Self {
            code: String::new(),
            r: ANY,
            f: ANY,
            m: ANY,
        }
    }
}

/// A box as it crosses: lists of two.
struct Written {
    code: String,
    r: Vec<u32>,
    f: Vec<u32>,
    m: Vec<u32>,
}

options!(Written {
    code => "code",
    r => "r",
    f => "f",
    m => "m",
});

impl Default for Written {
    fn default() -> Self {
        let any = || vec![ANY.0, ANY.1];
        Self {
            code: String::new(),
            r: any(),
            f: any(),
            m: any(),
        }
    }
}

impl ToPlain for RfmSegment {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("code", &self.code);
        for (name, (from, to)) in [("r", self.r), ("f", self.f), ("m", self.m)] {
            entries.put(name, &[from, to]);
        }
        entries.into_plain()
    }
}

impl FromPlain for RfmSegment {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let mut written = Written::default();
        written.read(plain)?;
        self.code = written.code;
        let boxes = [
            ("r", written.r, &mut self.r),
            ("f", written.f, &mut self.f),
            ("m", written.m, &mut self.m),
        ];
        for (name, list, slot) in boxes {
            let [from, to] = list[..] else {
                let found = format!("a list of {}", list.len());
                return Err(Error::invalid(name.into(), &found, "a list [from, to]"));
            };
            *slot = (from, to);
        }
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "an object with `code`, `r`, `f` and `m`"
    }
}

impl RfmSegment {
    /// Tells whether a cell is in the box.
    pub fn holds(&self, [r, f, m]: [usize; 3]) -> bool {
        let within =
            |score: usize, (from, to): (u32, u32)| (from as usize..=to as usize).contains(&score);
        within(r, self.r) && within(f, self.f) && within(m, self.m)
    }
}

/// Returns the ten segments of five scores of recency and five of frequency.
///
/// The grid is in common use and without gaps or overlaps; money does not enter it. Where the lines run
/// has no single source and is our choice among those in use.
pub fn standard_segments() -> Vec<RfmSegment> {
    let of = |code: &str, r, f| RfmSegment {
        code: code.into(),
        r,
        f,
        m: ANY,
    };
    vec![
        of("rfm.champions", (5, 5), (4, 5)),
        of("rfm.loyal", (3, 4), (4, 5)),
        of("rfm.potential_loyalists", (4, 5), (2, 3)),
        of("rfm.new_customers", (5, 5), (1, 1)),
        of("rfm.promising", (4, 4), (1, 1)),
        of("rfm.need_attention", (3, 3), (3, 3)),
        of("rfm.about_to_sleep", (3, 3), (1, 2)),
        of("rfm.cannot_lose", (1, 2), (5, 5)),
        of("rfm.at_risk", (1, 2), (3, 4)),
        of("rfm.hibernating", (1, 2), (1, 2)),
    ]
}

/// What is wrong with a map.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MapCheck {
    /// Whether every cell is in exactly one segment.
    pub valid: bool,
    /// How many cells there are.
    pub cells: usize,
    /// The cells in no segment, such as `3-1-5`: recency, frequency, money.
    pub gaps: Vec<String>,
    /// The cells in several.
    pub overlaps: Vec<SharedCell>,
    /// The segments without a cell.
    pub empty: Vec<String>,
}

report!(MapCheck {
    valid => "valid",
    cells => "cells",
    gaps => "gaps",
    overlaps => "overlaps",
    empty => "empty",
});

/// A cell that several segments claim.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SharedCell {
    /// The cell.
    pub cell: String,
    /// The segments.
    pub segments: Vec<String>,
}

report!(SharedCell {
    cell => "cell",
    segments => "segments",
});

/// A checked map: the index of a segment for every cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RfmMap {
    /// The codes, each once, in the order of the boxes.
    pub(super) codes: Vec<String>,
    shape: [usize; 3],
    segments: Vec<usize>,
}

/// Checks that every cell of `shape`, the numbers of scores, is in exactly one segment.
///
/// # Example: a map with a gap and an overlap
/// ```
/// use clientele::segment::rfm::{RfmSegment, check_rfm_map};
/// let of = |code: &str, r| RfmSegment { code: code.into(), r, ..RfmSegment::default() };
/// let check = check_rfm_map(&[of("asleep", (1, 1)), of("awake", (2, 2)), of("best", (2, 2))], [3, 1, 1]);
/// assert_eq!(check.gaps, ["3-1-1"]);
/// assert_eq!(check.overlaps[0].segments, ["awake", "best"]);
/// ```
pub fn check_rfm_map(segments: &[RfmSegment], shape: [usize; 3]) -> MapCheck {
    chart(segments, shape).1
}

impl RfmMap {
    /// Takes a map without gaps and overlaps.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] that names the first cell in no segment, or in several.
    pub(super) fn try_new(segments: &[RfmSegment], shape: [usize; 3]) -> Result<Self> {
        let (map, check) = chart(segments, shape);
        for (i, segment) in segments.iter().enumerate() {
            let path = |part: &str| format!("segments[{i}].{part}");
            if segment.code.trim().is_empty() {
                let found = format!("\"{}\"", segment.code);
                return Err(Error::invalid(path("code"), &found, "a name"));
            }
            for (name, (from, to)) in [("r", segment.r), ("f", segment.f), ("m", segment.m)] {
                if from > to || from < 1 {
                    let found = format!("{from} to {to}");
                    return Err(Error::invalid(
                        path(name),
                        &found,
                        "a range of scores from 1",
                    ));
                }
            }
        }
        if let Some(cell) = check.gaps.first() {
            return Err(Error::invalid(
                format!("segments[{cell}]"),
                &format!("one of {} cells that are", check.gaps.len()),
                "in any segment",
            ));
        }
        if let Some(shared) = check.overlaps.first() {
            return Err(Error::invalid(
                format!("segments[{}]", shared.cell),
                &shared.segments.join(" and "),
                "one segment: boxes overlap",
            ));
        }
        Ok(map)
    }

    /// Returns the index of the segment of a customer; none where it turns on a score that is not known.
    pub(super) fn segment(&self, scores: [Option<usize>; 3]) -> Option<usize> {
        let [r, f, m] = self.possible(scores);
        let mut found = None;
        for r in r {
            for f in f.clone() {
                for m in m.clone() {
                    let segment = self.cell([r, f, m])?;
                    if *found.get_or_insert(segment) != segment {
                        return None;
                    }
                }
            }
        }
        found
    }

    /// Returns the first part on which the segment turns; none where it is known.
    pub(super) fn turns_on(&self, scores: [Option<usize>; 3]) -> Option<usize> {
        if self.segment(scores).is_some() {
            return None;
        }
        scores.iter().position(Option::is_none)
    }

    /// The scores that each part may have.
    fn possible(&self, scores: [Option<usize>; 3]) -> [RangeInclusive<usize>; 3] {
        let mut ranges = self.shape.map(|most| 1..=most);
        for (range, score) in ranges.iter_mut().zip(scores) {
            if let Some(score) = score {
                *range = score..=score;
            }
        }
        ranges
    }

    /// The index of the segment of a cell.
    fn cell(&self, [r, f, m]: [usize; 3]) -> Option<usize> {
        let [_, width, depth] = self.shape;
        let place = ((r.checked_sub(1)?) * width + f.checked_sub(1)?) * depth + m.checked_sub(1)?;
        self.segments.get(place).copied()
    }
}

/// Fills in every cell and says what is wrong.
fn chart(boxes: &[RfmSegment], shape: [usize; 3]) -> (RfmMap, MapCheck) {
    let mut codes: Vec<String> = Vec::new();
    let mut index = Vec::new();
    for segment in boxes {
        let place = codes.iter().position(|code| *code == segment.code);
        index.push(place.unwrap_or(codes.len()));
        if place.is_none() {
            codes.push(segment.code.clone());
        }
    }
    let mut check = MapCheck {
        valid: false,
        cells: shape.iter().product(),
        gaps: Vec::new(),
        overlaps: Vec::new(),
        empty: Vec::new(),
    };
    let mut segments = Vec::new();
    let [recency, frequency, money] = shape;
    for r in 1..=recency {
        for f in 1..=frequency {
            for m in 1..=money {
                let mut own: Vec<usize> = Vec::new();
                for (segment, place) in boxes.iter().zip(&index) {
                    if segment.holds([r, f, m]) && !own.contains(place) {
                        own.push(*place);
                    }
                }
                let cell = || format!("{r}-{f}-{m}");
                if own.is_empty() {
                    check.gaps.push(cell());
                }
                if own.len() > 1 {
                    let names = own.iter().filter_map(|place| codes.get(*place).cloned());
                    check.overlaps.push(SharedCell {
                        cell: cell(),
                        segments: names.collect(),
                    });
                }
                segments.push(own.first().copied().unwrap_or(usize::MAX));
            }
        }
    }
    check.empty = codes
        .iter()
        .enumerate()
        .filter(|(place, _)| !segments.contains(place))
        .map(|(_, code)| code.clone())
        .collect();
    check.valid = check.gaps.is_empty() && check.overlaps.is_empty();
    let map = RfmMap {
        codes,
        shape,
        segments,
    };
    (map, check)
}
