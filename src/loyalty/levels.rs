//! Thresholds that follow each other.

use crate::error::Error;
use crate::error::Result;

/// Rejects thresholds of which a later one lies above an earlier one; each comes with its name.
pub(crate) fn check_descending(steps: &[(&str, f64)]) -> Result<()> {
    for pair in steps.windows(2) {
        if let [(_, above), (name, below)] = pair
            && below > above
        {
            return Err(Error::out_of_range(
                (*name).into(),
                *below,
                "no more than the threshold above it",
            ));
        }
    }
    Ok(())
}
