//! What the answers about one attribute come to.

use crate::data::classification::Classification;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::numeric::tolerance::TIE;
use crate::perceived::kano::KanoAttribute;
use crate::perceived::kano::KanoCategory;
use crate::perceived::kano::KanoCounts;
use crate::perceived::kano::KanoCut;
use crate::perceived::kano::KanoOptions;
use crate::perceived::kano::KanoRule;
use crate::perceived::kano::category::answer;
use crate::perceived::parts::NO_ANSWERS;
use crate::perceived::parts::mean_known;

/// What the functional answers count in the continuous analysis.
const FUNCTIONAL: [f64; 5] = [4.0, 2.0, 0.0, -1.0, -2.0];

/// What the dysfunctional answers count.
const DYSFUNCTIONAL: [f64; 5] = [-2.0, -1.0, 0.0, 2.0, 4.0];

/// Where the quadrants of the continuous analysis meet: the middle of its scale without R and Q.
const MIDDLE: f64 = 2.0;

/// The answers to the two questions about one attribute.
#[derive(Default)]
pub(super) struct Tally {
    matrix: [[u32; 5]; 5],
    missing: u32,
}

pub(super) fn tally(answers: &[f64], width: usize, j: usize, name: &str) -> Result<Tally> {
    let mut tally = Tally::default();
    for (row, values) in answers.chunks(width).enumerate() {
        let [functional, dysfunctional] = [2 * j, 2 * j + 1].map(|place| values.get(place));
        let place = |value: Option<&f64>, which: &str| {
            let value = value.copied().filter(|value| !value.is_nan());
            let path = || format!("data.{name}.{which}[{row}]");
            value.map(|value| answer(value, &path)).transpose()
        };
        let functional = place(functional, "functional")?;
        let dysfunctional = place(dysfunctional, "dysfunctional")?;
        let cell = functional.zip(dysfunctional).and_then(|(f, d)| {
            let row = tally.matrix.get_mut(f);
            row.and_then(|row| row.get_mut(d))
        });
        match cell {
            Some(cell) => *cell += 1,
            None => tally.missing += 1,
        }
    }
    Ok(tally)
}

impl Tally {
    /// Calls with each cell, its category and its count.
    fn cells(&self, with: &mut dyn FnMut((usize, usize), KanoCategory, u32)) {
        for (f, row) in self.matrix.iter().enumerate() {
            for (d, count) in row.iter().enumerate() {
                with((f, d), KanoCategory::of_cell(f, d), *count);
            }
        }
    }

    pub(super) fn attribute(
        &self,
        name: &str,
        options: KanoOptions,
        thresholds: &Thresholds,
    ) -> KanoAttribute {
        // in the order of `KanoCategory::ALL`
        let mut counts = [0_u32; 6];
        self.cells(&mut |_, category, count| {
            for (own, slot) in KanoCategory::ALL.iter().zip(&mut counts) {
                *slot += if *own == category { count } else { 0 };
            }
        });
        let [m, o, a, i, r, q] = counts;
        let n = m + o + a + i + r + q;
        let share = |part: u32, of: u32| (of > 0).then(|| f64::from(part) / f64::from(of));
        let category = category(counts, options.rule);
        let (first, second) = two_largest(counts);
        let strength = share(first - second, n);
        let total = share(a + o + m, n);
        let mixed = strength.is_some_and(|s| s < thresholds.kano_category_strength)
            && total.is_some_and(|t| t >= thresholds.kano_total_strength);
        let (functional, dysfunctional) = self.means(false);
        let (functional_clean, dysfunctional_clean) = self.means(true);
        let evidence = |category: KanoCategory| {
            let mut found = Classification::new(category.code());
            for (own, count) in KanoCategory::ALL.iter().zip(counts) {
                let name = own.code().trim_start_matches("kano.");
                found = found.because(name, f64::from(count));
            }
            found
        };
        KanoAttribute {
            attribute: name.into(),
            matrix: self.matrix.iter().map(|row| row.to_vec()).collect(),
            counts: KanoCounts {
                must_be: m,
                one_dimensional: o,
                attractive: a,
                indifferent: i,
                reverse: r,
                questionable: q,
            },
            respondents: n,
            missing: self.missing,
            category: category.map(evidence),
            better: share(a + o, a + o + m + i),
            worse: share(o + m, a + o + m + i).map(|worse| 0.0 - worse),
            category_strength: strength,
            total_strength: total,
            mixed,
            quadrant: None,
            priority: None,
            functional,
            dysfunctional,
            functional_clean,
            dysfunctional_clean,
            continuous: functional_clean
                .zip(dysfunctional_clean)
                .map(|(y, x)| quadrant(("dysfunctional", x, MIDDLE), ("functional", y, MIDDLE))),
            reason: (n == 0).then(|| NO_ANSWERS.into()),
        }
    }

    /// The means of the functional and the dysfunctional answers, of those without R and Q if `clean`.
    fn means(&self, clean: bool) -> (Option<f64>, Option<f64>) {
        let (mut n, mut functional, mut dysfunctional) = (0_u32, 0.0, 0.0);
        self.cells(&mut |(f, d), category, count| {
            let odd = [KanoCategory::Reverse, KanoCategory::Questionable].contains(&category);
            if clean && odd {
                return;
            }
            n += count;
            let value = |values: [f64; 5], place: usize| values.get(place).copied();
            functional += f64::from(count) * value(FUNCTIONAL, f).unwrap_or_default();
            dysfunctional += f64::from(count) * value(DYSFUNCTIONAL, d).unwrap_or_default();
        });
        let mean = |sum: f64| (n > 0).then(|| sum / f64::from(n));
        (mean(functional), mean(dysfunctional))
    }
}

fn category(counts: [u32; 6], rule: KanoRule) -> Option<KanoCategory> {
    let [m, o, a, i, r, q] = counts;
    let allowed: &[bool; 6] = match rule {
        KanoRule::Mode => &[true; 6],
        KanoRule::Berger if m + o + a > i + r + q => &[true, true, true, false, false, false],
        KanoRule::Berger => &[false, false, false, true, true, true],
    };
    let mut best: Option<(KanoCategory, u32)> = None;
    for ((category, count), allowed) in KanoCategory::ALL.into_iter().zip(counts).zip(allowed) {
        // Only a larger count comes before an earlier category.
        if *allowed && count > best.map_or(0, |(_, most)| most) {
            best = Some((category, count));
        }
    }
    best.map(|(category, _)| category)
}

fn two_largest(counts: [u32; 6]) -> (u32, u32) {
    let (mut first, mut second) = (0, 0);
    for count in counts {
        if count > first {
            (first, second) = (count, first);
        } else {
            second = second.max(count);
        }
    }
    (first, second)
}

/// The quadrant of two numbers, each with its name and its cut; at a cut counts as above it.
fn quadrant(across: (&str, f64, f64), up: (&str, f64, f64)) -> Classification {
    let high = |(_, value, cut): (&str, f64, f64)| value >= cut - TIE;
    let category = match (high(across), high(up)) {
        (true, true) => KanoCategory::OneDimensional,
        (true, false) => KanoCategory::MustBe,
        (false, true) => KanoCategory::Attractive,
        (false, false) => KanoCategory::Indifferent,
    };
    Classification::new(category.code())
        .because(across.0, across.1)
        .beyond("cut", across.2)
        .because(up.0, up.1)
        .beyond("cut", up.2)
}

/// Adds quadrants and places, for which the attributes must be known.
pub(super) fn place(attributes: &mut [KanoAttribute], cut: KanoCut) {
    let better: Vec<Option<f64>> = attributes.iter().map(|own| own.better).collect();
    let fall = |own: &KanoAttribute| own.worse.map(f64::abs);
    let worse: Vec<Option<f64>> = attributes.iter().map(fall).collect();
    let several = better.iter().flatten().count() > 1;
    let [across, up] = match cut {
        KanoCut::Mean if several => [&worse, &better].map(|column| mean_known(column)),
        KanoCut::Mean | KanoCut::Half => [Some(0.5); 2],
    };
    let before = |one: (f64, f64), other: (f64, f64)| {
        one.0 > other.0 + TIE || (one.0 >= other.0 - TIE && one.1 > other.1 + TIE)
    };
    for ((own, better_own), worse_own) in attributes.iter_mut().zip(&better).zip(&worse) {
        let (Some(y), Some(x)) = (*better_own, *worse_own) else {
            continue;
        };
        if let (Some(across), Some(up)) = (across, up) {
            own.quadrant = Some(quadrant(("worse", x, across), ("better", y, up)));
        }
        let mut priority = 1;
        for (better, worse) in better.iter().zip(&worse) {
            let other = worse.zip(*better);
            priority += u32::from(other.is_some_and(|other| before(other, (x, y))));
        }
        own.priority = Some(priority);
    }
}
