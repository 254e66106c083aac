//! The four systems of evaluating a customer.

/// Returns the evaluation system, 1-4, that the data allow.
///
/// `current_direct`: margins or costs are known, so that current value is computed rather than
/// indicated. `potential_direct`: the history carries a fitted model, so that potential value is
/// computed rather than rated.
///
/// | system | current value | potential value |
/// |---|---|---|
/// | 1 | direct | direct |
/// | 2 | direct | indicator |
/// | 3 | indicator | direct |
/// | 4 | indicator | indicator |
///
/// The numbering follows the two-by-two table of the Chinese CRM texts; which cell has which
/// number is our reading of it.
///
/// # Example: orders without costs, with a fitted model
/// ```
/// assert_eq!(clientele::value::evaluation_system(false, true), 3);
/// ```
pub fn evaluation_system(current_direct: bool, potential_direct: bool) -> u8 {
    match (current_direct, potential_direct) {
        (true, true) => 1,
        (true, false) => 2,
        (false, true) => 3,
        (false, false) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::evaluation_system;

    #[test]
    fn every_combination_has_its_number() {
        let all = [(true, true), (true, false), (false, true), (false, false)];
        assert_eq!(all.map(|(c, p)| evaluation_system(c, p)), [1, 2, 3, 4]);
    }
}
