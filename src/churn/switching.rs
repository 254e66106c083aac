//! What keeps customers who would rather leave: switching cost and inertia (转换成本、顾客惯性).

use crate::churn::defection::check_between;
use crate::data::caution::Caution;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::likert_blocks::BlockScale;
use crate::index::likert_blocks::LikertIndex;
use crate::index::likert_blocks::likert_index;
use crate::numeric::math::exp;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// Answers on what leaving would cost; facets in the order of the paper, in any number.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SwitchingAnswers {
    /// Procedural (程序型): economic risk, evaluation, learning, set-up.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub procedural: Vec<Option<f64>>,
    /// Financial (财务型): loss of benefits, loss of money.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub financial: Vec<Option<f64>>,
    /// Relational (关系型): loss of people, loss of the brand.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub relational: Vec<Option<f64>>,
    /// Satisfaction of the customer, 0 to 100, for the flag.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub satisfaction: Option<f64>,
}

options!(SwitchingAnswers {
    procedural => "procedural",
    financial => "financial",
    relational => "relational",
    satisfaction => "satisfaction",
});

/// How high the barrier around a customer is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SwitchingBarrier {
    /// The index with its blocks.
    pub index: LikertIndex,
    /// Whether the barrier holds a customer who is not satisfied; none where one of both is not known.
    pub held: Option<bool>,
    /// What to mind: `barrier_holds` for a customer who is held.
    pub warnings: Vec<Caution>,
}

report!(SwitchingBarrier {
    index => "index",
    held => "held",
    warnings => "warnings",
});

/// Returns how high the barrier around a customer is: the mean of the means of three kinds of cost.
///
/// A customer behind a high barrier who is not satisfied looks safe, and leaves when the barrier falls:
/// such a one is flagged. That the kinds weigh the same, and the limits of the flag, are our choice.
///
/// # Errors
/// Those of [`likert_index`] and of [`Thresholds::check`], and [`Error::OutOfRange`] for a satisfaction
/// that is no score from 0 to 100.
///
/// # Example: a moderate barrier
/// ```
/// use clientele::churn::{SwitchingAnswers, switching_barrier};
/// use clientele::data::thresholds::Thresholds;
/// use clientele::index::likert_blocks::BlockScale;
/// let of = |list: &[f64]| list.iter().map(|x| Some(*x)).collect();
/// let answers = SwitchingAnswers {
///     procedural: of(&[5.0, 4.0, 6.0, 3.0]),
///     financial: of(&[5.0, 2.0]),
///     relational: of(&[3.0, 2.0]),
///     satisfaction: None,
/// };
/// let found = switching_barrier(&answers, &BlockScale::default(), &Thresholds::default())?;
/// assert!((found.index.score.unwrap_or_default() - 41.666667).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Burnham, Frels & Mahajan (2003), "Consumer switching costs: a typology, antecedents, and
/// consequences", Journal of the Academy of Marketing Science 31(2); Jones & Sasser (1995) for hostages.
pub fn switching_barrier(
    answers: &SwitchingAnswers,
    options: &BlockScale,
    thresholds: &Thresholds,
) -> Result<SwitchingBarrier> {
    thresholds.check()?;
    if let Some(satisfaction) = answers.satisfaction {
        check_between(satisfaction, "satisfaction", 100.0)?;
    }
    let blocks = [
        ("switching.procedural", answers.procedural.clone()),
        ("switching.financial", answers.financial.clone()),
        ("switching.relational", answers.relational.clone()),
    ];
    let index = likert_index(&blocks, options).map_err(|error| {
        error.map_path(|path| path.strip_prefix("switching.").unwrap_or(path).into())
    })?;
    let held = index
        .score
        .zip(answers.satisfaction)
        .map(|(barrier, satisfaction)| {
            barrier > thresholds.barrier_cut && satisfaction < thresholds.held_satisfaction
        });
    let warnings = if held == Some(true) {
        vec![Caution::new("barrier_holds")]
    } else {
        Vec::new()
    };
    Ok(SwitchingBarrier {
        index,
        held,
        warnings,
    })
}

/// The share of purchases made by habit.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Inertia {
    /// The share, 0 to 1; none when `reason` says why.
    pub share: Option<f64>,
    /// Why there is none: `no_purchases`.
    pub reason: Option<String>,
}

report!(Inertia {
    share => "share",
    reason => "reason",
});

/// Returns the inertia of a customer: the share of purchases that renew by themselves or repeat the
/// same item. The measure is our choice.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a count below 0 and for more by habit than there
/// are.
///
/// # Example: nine of twelve
/// ```
/// use clientele::churn::inertia;
/// assert_eq!(inertia(9.0, 12.0)?.share, Some(0.75));
/// assert_eq!(inertia(0.0, 0.0)?.share, None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn inertia(by_habit: f64, purchases: f64) -> Result<Inertia> {
    check_between(purchases, "purchases", f64::MAX)?;
    check_between(by_habit, "byHabit", purchases)?;
    let share = (purchases > 0.0).then(|| by_habit / purchases);
    Ok(Inertia {
        share,
        reason: share.is_none().then(|| "no_purchases".into()),
    })
}

/// What a customer weighs up.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StayOrLeave {
    /// The utility of staying.
    pub ours: f64,
    /// The utility of the best alternative, on the same scale.
    pub alternative: f64,
    /// What switching costs, on the same scale.
    pub switching_cost: f64,
    /// How much chance there is in the choice, above 0; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scale: Option<f64>,
}

record!(StayOrLeave {
    ours => "ours",
    alternative => "alternative",
    switching_cost => "switchingCost",
    scale => "scale",
});

/// How likely a customer stays, and what of it the barrier does.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StayProbability {
    /// The probability to stay.
    pub stay: f64,
    /// The same without the cost of switching.
    pub without_barrier: f64,
    /// What the barrier does.
    pub barrier_effect: f64,
}

report!(StayProbability {
    stay => "stay",
    without_barrier => "withoutBarrier",
    barrier_effect => "barrierEffect",
});

/// Returns how likely a customer stays, by a binary logit.
///
/// # Formula
/// ```text
/// P(stay) = 1 / (1 + e^(−(ours + switching cost − alternative) / scale))
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a scale that is not above 0.
///
/// # Example: the better offer, and the trouble of changing
/// ```
/// use clientele::churn::{StayOrLeave, stay_probability};
/// let found = stay_probability(&StayOrLeave {
///     ours: 6.0,
///     alternative: 6.8,
///     switching_cost: 1.5,
///     scale: None,
/// })?;
/// assert!((found.stay - 0.668188).abs() < 5e-7);
/// assert!((found.without_barrier - 0.310026).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// `McFadden` (1974), "Conditional logit analysis of qualitative choice behavior", eq. 12.
pub fn stay_probability(choice: &StayOrLeave) -> Result<StayProbability> {
    let scale = choice.scale.unwrap_or(1.0);
    for (name, value) in [
        ("ours", choice.ours),
        ("alternative", choice.alternative),
        ("switchingCost", choice.switching_cost),
        ("scale", scale),
    ] {
        check_finite(value, || name.into())?;
    }
    if scale <= 0.0 {
        return Err(Error::out_of_range(
            "scale".into(),
            scale,
            "a number above 0",
        ));
    }
    let without = choice.ours - choice.alternative;
    let with = without + choice.switching_cost;
    check_finite(without, || "alternative".into())?;
    check_finite(with, || "switchingCost".into())?;
    let stay = logistic(with / scale);
    let without_barrier = logistic(without / scale);
    Ok(StayProbability {
        stay,
        without_barrier,
        barrier_effect: stay - without_barrier,
    })
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// Prices and customers of two firms.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TwoFirms {
    /// The price of firm A.
    pub price_a: f64,
    /// The price of firm B.
    pub price_b: f64,
    /// The customers of firm A, above 0.
    pub customers_a: f64,
    /// The customers of firm B, above 0.
    pub customers_b: f64,
}

record!(TwoFirms {
    price_a => "priceA",
    price_b => "priceB",
    customers_a => "customersA",
    customers_b => "customersB",
});

/// What switching costs the customers of two firms, in the money of the prices.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SwitchingCosts {
    /// What a customer of A pays to go to B.
    pub cost_a: f64,
    /// What a customer of B pays to go to A.
    pub cost_b: f64,
}

report!(SwitchingCosts {
    cost_a => "costA",
    cost_b => "costB",
});

/// Returns what switching costs the customers of two firms, inferred from prices and market shares.
///
/// The method takes prices for those at which neither firm gains by undercutting the other, and
/// customers for equal: it is quick, not exact.
///
/// # Formula
/// ```text
/// S_A = p_A − p_B N_B / (N_A + N_B),  S_B = p_B − p_A N_A / (N_A + N_B)
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a price below 0 and for customers that are not
/// above 0.
///
/// # Example: the dearer firm has the larger share
/// ```
/// use clientele::churn::{TwoFirms, switching_costs};
/// let found = switching_costs(&TwoFirms {
///     price_a: 100.0,
///     price_b: 80.0,
///     customers_a: 60.0,
///     customers_b: 40.0,
/// })?;
/// assert_eq!((found.cost_a, found.cost_b), (68.0, 20.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Shy (2002), "A quick-and-easy method for estimating switching costs", International Journal of
/// Industrial Organization 20(1).
pub fn switching_costs(firms: &TwoFirms) -> Result<SwitchingCosts> {
    let TwoFirms {
        price_a,
        price_b,
        customers_a,
        customers_b,
    } = *firms;
    check_between(price_a, "priceA", f64::MAX)?;
    check_between(price_b, "priceB", f64::MAX)?;
    for (name, customers) in [("customersA", customers_a), ("customersB", customers_b)] {
        check_finite(customers, || name.into())?;
        if customers <= 0.0 {
            return Err(Error::out_of_range(
                name.into(),
                customers,
                "a number above 0",
            ));
        }
    }
    let all = check_finite(customers_a + customers_b, || "customersB".into())?;
    Ok(SwitchingCosts {
        cost_a: price_a - price_b * (customers_b / all),
        cost_b: price_b - price_a * (customers_a / all),
    })
}
