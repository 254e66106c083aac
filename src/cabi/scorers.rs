//! Profiles made ready, by handle.

use crate::cabi::answer::Answer;
use crate::cabi::describe::ScorerDescription;
use crate::cabi::json::plain_of;
use crate::cabi::refused::RefusedAt;
use crate::cabi::refused::check_rows;
use crate::cabi::slots::Slots;
use crate::error::Error;
use crate::error::Result;
use crate::score::CustomerScore;
use crate::score::Profile;
use crate::score::RefusedRow;
use crate::score::Scorer;

/// The scorers of an instance; the handle of the first is 1.
#[derive(Debug, Default)]
pub(super) struct Scorers(Vec<Option<Scorer>>);

impl Scorers {
    /// Makes the profile in the first slot ready; the status is the handle.
    pub(super) fn open(&mut self, slots: &Slots) -> Result<Answer> {
        let within = |error: Error| error.within("profile");
        let document = plain_of(slots.text(0)?)?;
        let profile = Profile::from_document(document).map_err(within)?;
        let scorer = Scorer::of_checked(&profile)?;
        let mut answer = Answer::of_text(&ScorerDescription {
            profile: &profile,
            scorer: &scorer,
        });
        let free = self.0.iter().position(Option::is_none);
        let at = free.unwrap_or(self.0.len());
        match self.0.get_mut(at) {
            Some(place) => *place = Some(scorer),
            None => self.0.push(Some(scorer)),
        }
        answer.status = i32::try_from(at + 1).unwrap_or(i32::MAX);
        Ok(answer)
    }

    fn place(&mut self, handle: u32) -> Result<&mut Option<Scorer>> {
        let at = (handle as usize).checked_sub(1);
        let place = at
            .and_then(|at| self.0.get_mut(at))
            .filter(|place| place.is_some());
        place.ok_or_else(|| Error::InvalidValue {
            path: "handle".into(),
            // Hosts pass signed numbers.
            found: handle.cast_signed().to_string(),
            expected: "the handle of a scorer that was not freed".into(),
        })
    }

    pub(super) fn free(&mut self, handle: u32) -> Result<Answer> {
        *self.place(handle)? = None;
        Ok(Answer::default())
    }

    /// Scores rows of customers.
    pub(super) fn score(&mut self, handle: u32, rows: usize, slots: &Slots) -> Result<Answer> {
        check_rows("rows", rows)?;
        let customers = slots.column(1, "columns")?;
        let present = slots.column(2, "present")?;
        let only: &[u32] = slots.column(3, "only")?;
        let all: Vec<u32> = (0_u32..).take(CustomerScore::COLUMNS).collect();
        let only = if only.is_empty() { &all } else { only };
        let Some(scorer) = self.place(handle)? else {
            return Ok(Answer::default());
        };
        let (numbers, refused) = scorer.score_each(customers, rows, present, only)?;
        let refused = refused.into_iter();
        let refused: Vec<RefusedAt> = refused
            .map(|RefusedRow { row, error }| RefusedAt { row, error })
            .collect();
        Ok(Answer::of_rows(numbers, &refused))
    }
}
