//! The evaluation table.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::words;

/// What an attribute is to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum KanoCategory {
    /// M: taken for granted, missed when it is not there (当然质量).
    #[default]
    MustBe,
    /// O: the more the better (期望质量).
    OneDimensional,
    /// A: delights, and is not missed (迷人质量).
    Attractive,
    /// I: makes no difference (无关质量).
    Indifferent,
    /// R: better left out (反向质量).
    Reverse,
    /// Q: the answers contradict each other (可疑结果).
    Questionable,
}

words!(KanoCategory {
    MustBe => "must_be",
    OneDimensional => "one_dimensional",
    Attractive => "attractive",
    Indifferent => "indifferent",
    Reverse => "reverse",
    Questionable => "questionable",
});

use KanoCategory::Attractive as A;
use KanoCategory::Indifferent as I;
use KanoCategory::MustBe as M;
use KanoCategory::OneDimensional as O;
use KanoCategory::Questionable as Q;
use KanoCategory::Reverse as R;

/// Functional answers in rows, dysfunctional ones in columns: like, must-be, neutral, live with,
/// dislike.
const TABLE: [[KanoCategory; 5]; 5] = [
    [Q, A, A, A, O],
    [R, I, I, I, M],
    [R, I, I, I, M],
    [R, I, I, I, M],
    [R, R, R, R, Q],
];

impl KanoCategory {
    /// Every category, in the order in which ties are broken: M > O > A > I > R > Q (Berger et al.
    /// 1993).
    pub const ALL: [Self; 6] = [M, O, A, I, R, Q];

    /// Returns the code, which has a label.
    pub fn code(self) -> &'static str {
        match self {
            M => "kano.must_be",
            O => "kano.one_dimensional",
            A => "kano.attractive",
            I => "kano.indifferent",
            R => "kano.reverse",
            Q => "kano.questionable",
        }
    }

    /// Returns the category of a cell of the table, counted from 0.
    pub(super) fn of_cell(functional: usize, dysfunctional: usize) -> Self {
        let row = TABLE.get(functional);
        row.and_then(|row| row.get(dysfunctional))
            .copied()
            .unwrap_or(Q)
    }
}

/// Returns the category of a pair of answers.
///
/// `functional`: how it would be to have the attribute; `dysfunctional`: how it would be not to.
/// Both from 1 to 5: I like it, it must be so, I do not mind, I can live with it, I dislike it.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for any other answer.
///
/// # Example: liked when there, disliked when not
/// ```
/// use clientele::perceived::kano::{KanoCategory, kano_category};
/// assert_eq!(kano_category(1.0, 5.0)?, KanoCategory::OneDimensional);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Kano, N., Seraku, N., Takahashi, F. and Tsuji, S. (1984), "Attractive quality and must-be
///   quality", Hinshitsu 14(2): the categories.
/// * Berger, C. et al. (1993), "Kano's methods for understanding customer-defined quality", Center
///   for Quality of Management Journal 2(4): the table.
pub fn kano_category(functional: f64, dysfunctional: f64) -> Result<KanoCategory> {
    let row = answer(functional, &|| "functional".into())?;
    let column = answer(dysfunctional, &|| "dysfunctional".into())?;
    Ok(KanoCategory::of_cell(row, column))
}

/// Returns the place of an answer, from 0.
pub(super) fn answer(value: f64, path: &dyn Fn() -> String) -> Result<usize> {
    check_finite(value, path)?;
    let codes = [1.0, 2.0, 3.0, 4.0, 5.0];
    let place = codes.iter().position(|code| (code - value).abs() <= 0.0);
    place.ok_or_else(|| Error::out_of_range(path(), value, "1, 2, 3, 4 or 5"))
}
