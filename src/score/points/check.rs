//! Whether rules are sound, agree with each other, and can reach their bands.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::report;
use crate::plain::words;
use crate::score::points::amount::Points;
use crate::score::points::condition::Condition;
use crate::score::points::condition::Test;
use crate::score::points::fact::Fact;
use crate::score::points::fact::check_count;
use crate::score::points::reach::reach;
use crate::score::points::rule::Rule;
use crate::score::points::rule_set::RuleBand;
use crate::score::points::rule_set::RuleGroup;
use crate::score::points::rule_set::RuleSet;

// Sizes: our choice, far beyond rules that people keep in their heads.
const MOST_SETS: usize = 20;
const MOST_GROUPS: usize = 50;
const MOST_RULES: usize = 500;
const MOST_VALUES: usize = 5_000;
const MOST_BANDS: usize = 50;
const LONGEST_CODE: usize = 100;

/// The most points of a rule on a field or of one event.
const MOST_POINTS: f64 = 1e6;
/// The largest limit, and the limit of a rule that has none.
pub(super) const MOST_TOTAL: f64 = 1e9;
/// A hundred years, in days.
const MOST_DAYS: f64 = 36_525.0;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RuleSeverity {
    /// Nothing can be scored by such rules.
    Error,
    /// It is likely a slip; scores are well defined.
    Warning,
}

words!(RuleSeverity {
    Error => "error",
    Warning => "warning",
});

/// What is wrong with rules.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RuleFinding {
    /// What it is: `rules.contradiction` and so on; `labels` has the words.
    pub code: String,
    /// How bad it is.
    pub severity: RuleSeverity,
    /// Where it stands, such as `ruleSets[0].groups[1].rules[2]`.
    pub path: String,
    /// What it is in conflict with.
    pub other: Option<String>,
}

report!(RuleFinding {
    code => "code",
    severity => "severity",
    path => "path",
    other => "other",
});

/// Two rules of a set have the same condition and different points.
pub(super) const CONTRADICTION: &str = "rules.contradiction";
const REPEATED: &str = "rules.repeated";
const NEVER_HOLDS: &str = "rules.never_holds";
const NO_EFFECT: &str = "rules.no_effect";
const DUPLICATE_CODE: &str = "rules.duplicate_code";
const RANGE_REVERSED: &str = "rules.range_reversed";
const EMPTY_CHOICE: &str = "rules.empty_choice";
const UNREACHABLE_BAND: &str = "rules.unreachable_band";

/// Returns what is wrong with sets of rules that stand side by side.
///
/// Errors, by which nothing can be scored: two rules of a set with the same condition and different
/// points; a code that stands twice; a range whose `min` is above its `max`; `oneOf` without a
/// value. Warnings: a rule that can never hold, or that gives nothing; the same rule twice; a band that
/// no customer can reach, given the limits and that a field has one value. What is called
/// unreachable is so; bands that only a contradiction between groups keeps from being reached may
/// go unseen.
///
/// # Errors
/// [`Error::Missing`], [`Error::InvalidValue`], [`Error::NotFinite`] and [`Error::OutOfRange`] with the
/// path of a rule that cannot be read as one, of a limit of the wrong sign, of bands that do not
/// rise, or of a size beyond: 20 sets; 50 groups, 50 bands, 500 rules and 5,000 listed values in
/// a set; 1,000,000 points of a rule; limits of 1,000,000,000. Those of the weights.
///
/// # Example: a band out of reach
/// ```
/// use clientele::score::points::{check_rules, RuleBand, RuleSet};
/// let band = RuleBand { code: "hot".into(), from: Some(80.0), ..RuleBand::default() };
/// let set = RuleSet { code: "lead".into(), bands: Some(vec![band]), ..RuleSet::default() };
/// let found = check_rules(&[set])?;
/// assert_eq!(found[0].code, "rules.unreachable_band");
/// assert_eq!(found[0].path, "ruleSets[0].bands[0]");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn check_rules(sets: &[RuleSet]) -> Result<Vec<RuleFinding>> {
    check_count(sets.len(), MOST_SETS, "rule sets", &|| "ruleSets".into())?;
    let mut all = Vec::new();
    for (i, set) in sets.iter().enumerate() {
        let path = format!("ruleSets[{i}]");
        let place = |found: &str| format!("{path}.{found}");
        if let Some(first) = sets.iter().take(i).position(|other| other.code == set.code) {
            let other = format!("ruleSets[{first}].code");
            all.push(finding(DUPLICATE_CODE, place("code"), Some(other)));
        }
        let found = findings(set).map_err(|error| error.within(&path))?;
        for mut finding in found {
            finding.path = place(&finding.path);
            finding.other = finding.other.as_deref().map(place);
            all.push(finding);
        }
    }
    Ok(all)
}

/// Rejects more sets than there may be in a profile, and a code that stands twice.
pub(in crate::score) fn check_sets(sets: &[RuleSet]) -> Result<()> {
    check_count(sets.len(), MOST_SETS, "rule sets", &|| "points".into())?;
    for (i, set) in sets.iter().enumerate() {
        if sets.iter().take(i).any(|other| other.code == set.code) {
            let found = format!("\"{}\"", set.code.chars().take(40).collect::<String>());
            let path = format!("points[{i}].code");
            return Err(Error::invalid(path, &found, "the code of one set"));
        }
    }
    Ok(())
}

/// Returns an error for the first finding that is one.
pub(super) fn reject(findings: &[RuleFinding]) -> Result<()> {
    let worst = findings
        .iter()
        .find(|finding| finding.severity == RuleSeverity::Error);
    let Some(finding) = worst else {
        return Ok(());
    };
    let other = finding.other.as_deref().unwrap_or_default();
    let (found, expected) = match finding.code.as_str() {
        CONTRADICTION => (
            format!("the condition of {other} with other points"),
            "a rule of its own",
        ),
        DUPLICATE_CODE => (format!("the code of {other}"), "a code of its own"),
        RANGE_REVERSED => ("a `min` above `max`".into(), "a range"),
        _ => ("an empty list".into(), "a list of values"),
    };
    Err(Error::invalid(finding.path.clone(), &found, expected))
}

fn finding(code: &str, path: String, other: Option<String>) -> RuleFinding {
    let warning = [NEVER_HOLDS, NO_EFFECT, REPEATED, UNREACHABLE_BAND].contains(&code);
    RuleFinding {
        code: code.into(),
        severity: if warning {
            RuleSeverity::Warning
        } else {
            RuleSeverity::Error
        },
        path,
        other,
    }
}

/// Returns the findings of one set, with paths below it.
pub(super) fn findings(set: &RuleSet) -> Result<Vec<RuleFinding>> {
    check_structure(set)?;
    let (weights, _) = set.group_weights()?;
    let mut found = Vec::new();
    duplicate_codes(set, &mut found);
    let mut before: Vec<(String, &Rule, Condition)> = Vec::new();
    for (g, group) in set.groups.iter().enumerate() {
        for (r, rule) in group.rules.iter().enumerate() {
            let path = format!("groups[{g}].rules[{r}]");
            let condition = rule.condition().map_err(|error| error.within(&path))?;
            if let Some(code) = own_fault(rule, &condition) {
                found.push(finding(code, path.clone(), None));
            }
            let same = before.iter().find(|(_, _, other)| other.same(&condition));
            if let Some((other, first, _)) = same {
                let agree = Points::of(first.points) == Points::of(rule.points);
                let code = if agree { REPEATED } else { CONTRADICTION };
                found.push(finding(code, path.clone(), Some(other.clone())));
            }
            before.push((path, rule, condition));
        }
    }
    if found
        .iter()
        .all(|finding| finding.severity == RuleSeverity::Warning)
    {
        unreachable_bands(set, &weights, &mut found)?;
    }
    Ok(found)
}

/// Returns what is wrong with a rule by itself.
fn own_fault(rule: &Rule, condition: &Condition) -> Option<&'static str> {
    if let Condition::Field { test, .. } = condition {
        match test {
            Test::OneOf([]) => return Some(EMPTY_CHOICE),
            Test::OneOf(values) if values.iter().all(Fact::is_empty) => return Some(NEVER_HOLDS),
            Test::Range(range) if range.min > range.max => return Some(RANGE_REVERSED),
            Test::Range(range) if range.is_void() => return Some(NEVER_HOLDS),
            _ => {}
        }
    }
    let nothing = Points::default();
    let points = Points::of(rule.points).within(rule.floor, rule.cap);
    (points == nothing).then_some(NO_EFFECT)
}

fn duplicate_codes(set: &RuleSet, found: &mut Vec<RuleFinding>) {
    let mut groups = Vec::new();
    let mut rules = Vec::new();
    for (g, group) in set.groups.iter().enumerate() {
        groups.push((group.code.as_str(), format!("groups[{g}].code")));
        for (r, rule) in group.rules.iter().enumerate() {
            rules.push((rule.code.as_str(), format!("groups[{g}].rules[{r}].code")));
        }
    }
    let mut bands = Vec::new();
    for (b, band) in set.bands().iter().enumerate() {
        bands.push((band.code.as_str(), format!("bands[{b}].code")));
    }
    for codes in [groups, rules, bands] {
        for (i, (code, path)) in codes.iter().enumerate() {
            if let Some((_, first)) = codes.iter().take(i).find(|(other, _)| other == code) {
                found.push(finding(DUPLICATE_CODE, path.clone(), Some(first.clone())));
            }
        }
    }
}

fn unreachable_bands(set: &RuleSet, weights: &[f64], found: &mut Vec<RuleFinding>) -> Result<()> {
    let (least, most) = reach(set, weights)?;
    let bound = |band: &RuleBand| band.from.map(Points::of);
    for (b, band) in set.bands().iter().enumerate() {
        let above = bound(band).is_some_and(|from| from > most);
        let next = set.bands().get(b + 1).and_then(bound);
        if above || next.is_some_and(|next| next <= least) {
            found.push(finding(UNREACHABLE_BAND, format!("bands[{b}]"), None));
        }
    }
    Ok(())
}

/// Checks everything that can be said of a set part by part.
fn check_structure(set: &RuleSet) -> Result<()> {
    check_code(&set.code, "code")?;
    check_number(set.base, "base", -MOST_TOTAL, MOST_TOTAL)?;
    check_number(set.floor, "floor", -MOST_TOTAL, MOST_TOTAL)?;
    check_number(set.cap, "cap", set.floor.unwrap_or(-MOST_TOTAL), MOST_TOTAL)?;
    check_count(set.groups.len(), MOST_GROUPS, "groups", &|| "groups".into())?;
    let mut rules = 0;
    let mut values = 0;
    for (g, group) in set.groups.iter().enumerate() {
        rules += group.rules.len();
        check_count(rules, MOST_RULES, "rules in a set", &|| {
            format!("groups[{g}].rules")
        })?;
        check_group(group, &mut values).map_err(|error| error.within(&format!("groups[{g}]")))?;
    }
    check_count(set.bands().len(), MOST_BANDS, "bands", &|| "bands".into())?;
    let mut before = -MOST_TOTAL;
    for (b, band) in set.bands().iter().enumerate() {
        let within = |error: Error| error.within(&format!("bands[{b}]"));
        check_code(&band.code, "code").map_err(within)?;
        if band.from.is_none() && b > 0 {
            return Err(within(Error::missing(
                "from".into(),
                "the least total of the band",
            )));
        }
        check_number(band.from, "from", before, MOST_TOTAL).map_err(within)?;
        if b > 0 && set.bands().get(b - 1).and_then(|other| other.from) == band.from {
            let value = band.from.unwrap_or_default();
            return Err(within(Error::out_of_range(
                "from".into(),
                value,
                "above that of the band before",
            )));
        }
        before = band.from.unwrap_or(before);
    }
    set.link.map_or(Ok(()), |link| link.check())
}

fn check_group(group: &RuleGroup, values: &mut usize) -> Result<()> {
    check_code(&group.code, "code")?;
    check_number(group.cap, "cap", 0.0, MOST_TOTAL)?;
    check_number(group.floor, "floor", -MOST_TOTAL, 0.0)?;
    for (r, rule) in group.rules.iter().enumerate() {
        check_rule(rule, values).map_err(|error| error.within(&format!("rules[{r}]")))?;
    }
    Ok(())
}

fn check_rule(rule: &Rule, values: &mut usize) -> Result<()> {
    check_code(&rule.code, "code")?;
    check_number(Some(rule.points), "points", -MOST_POINTS, MOST_POINTS)?;
    check_number(rule.cap, "cap", 0.0, MOST_TOTAL)?;
    check_number(rule.floor, "floor", -MOST_TOTAL, 0.0)?;
    for (name, text) in [("field", &rule.field), ("event", &rule.event)] {
        if let Some(text) = text {
            check_code(text, name)?;
        }
    }
    if let Some(decay) = rule.decay {
        check_days(decay.days, "decay.days")?;
    }
    if let Some(days) = rule.within_days {
        check_days(days, "withinDays")?;
    }
    let listed = rule.one_of.as_deref().unwrap_or_default();
    *values += listed.len();
    check_count(*values, MOST_VALUES, "listed values in a set", &|| {
        "oneOf".into()
    })?;
    for (i, value) in listed.iter().enumerate() {
        check_value(value, &|| format!("oneOf[{i}]"))?;
    }
    if let Some(value) = &rule.equals {
        check_value(value, &|| "equals".into())?;
    }
    if let Some(text) = &rule.contains {
        check_count(text.len(), LONGEST_CODE * 10, "bytes", &|| {
            "contains".into()
        })?;
    }
    if let Some(range) = &rule.range {
        range.min.check(&|| "range.min".into())?;
        range.max.check(&|| "range.max".into())?;
    }
    rule.condition().map(|_| ())
}

/// Rejects a value that nothing is compared with.
fn check_value(value: &Fact, path: &dyn Fn() -> String) -> Result<()> {
    value.check(path)?;
    match value {
        Fact::List(_) => Err(Error::invalid(path(), "a list", "a value; use `contains`")),
        Fact::Missing => Err(Error::invalid(path(), "null", "a value; use `empty`")),
        _ => Ok(()),
    }
}

fn check_days(days: f64, path: &str) -> Result<()> {
    check_finite(days, || path.into())?;
    if days > 0.0 && days <= MOST_DAYS {
        return Ok(());
    }
    let expected = "above 0 and at most 36525 days";
    Err(Error::out_of_range(path.into(), days, expected))
}

fn check_number(number: Option<f64>, path: &str, least: f64, most: f64) -> Result<()> {
    let Some(number) = number else {
        return Ok(());
    };
    check_finite(number, || path.into())?;
    if (least..=most).contains(&number) {
        return Ok(());
    }
    let expected = format!("{least} to {most}");
    Err(Error::out_of_range(path.into(), number, &expected))
}

fn check_code(code: &str, path: &str) -> Result<()> {
    if code.is_empty() {
        return Err(Error::invalid(path.into(), "an empty text", "a code"));
    }
    check_count(code.len(), LONGEST_CODE, "bytes", &|| path.into())
}
