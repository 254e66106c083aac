//! The estimation of the parameters.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::Usage;
use crate::btyd::estimate::curves_of_fit;
use crate::btyd::estimate::estimate;
use crate::btyd::estimate::in_order;
use crate::btyd::estimate::natural;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::histories::Histories;
use crate::btyd::jet_sums::JetSums;
use crate::btyd::purchase_history::check_from;
use crate::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
use crate::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::maximise::Jet;

/// How many renewed and how many did not, of those who had so many renewals behind them.
///
/// The likelihood of any customers is a product of these choices alone: what a cohort shows up to
/// its age, a customer who churned, and one under contract all are sums of them.
#[derive(Debug, Clone, Copy, Default)]
struct Choice {
    renewed: f64,
    churned: f64,
}

#[derive(Debug, Default)]
struct Choices(Vec<Choice>);

impl Choices {
    fn at(&mut self, renewals: usize) -> Option<&mut Choice> {
        if self.0.len() <= renewals {
            self.0.resize(renewals + 1, Choice::default());
        }
        self.0.get_mut(renewals)
    }

    /// Σ over the choices of ln P, with its derivatives by ln α and ln β.
    ///
    /// # Formula
    /// −renewed·ln(1 + α/(β+j)) − churned·ln(1 + (β+j)/α).
    fn likelihood(&self, point: &[f64]) -> Jet {
        let natural: [f64; 2] = natural(point);
        let [alpha, beta] = natural;
        let mut sums = JetSums::new(2);
        let mut j = 0.0;
        for Choice { renewed, churned } in &self.0 {
            let stay = beta + j;
            let (all, both) = (renewed + churned, 1.0 / (alpha + stay));
            let value = -renewed * log1p(alpha / stay) - churned * log1p(stay / alpha);
            let square = all * both * both;
            let slopes = [churned / alpha - all * both, renewed / stay - all * both];
            let bends = [
                square - churned / alpha / alpha,
                square,
                square - renewed / stay / stay,
            ];
            sums.add(1.0, value, &slopes, &bends);
            j += 1.0;
        }
        sums.by_logarithms(&natural)
    }

    fn fit(
        &self,
        customers: f64,
        usage: &Usage,
        options: FitOptions,
    ) -> Result<Fitted<ShiftedBetaGeometric>> {
        let problem = Problem {
            names: ModelKind::ShiftedBetaGeometric.parameter_names(),
            starts: &[&[0.0, 0.5], &[-1.0, 1.0], &[2.0, 4.0]],
            prior: &[0.0, ln(2.0)],
            units: &[1.0; 2],
            customers,
            offset: 0.0,
        };
        let likelihood = &mut |point: &[f64]| self.likelihood(point);
        let mut fitted = estimate(&problem, usage, options, likelihood);
        fitted.profile_curves = curves_of_fit(&fitted, &problem, options, customers, likelihood);
        fitted.try_map(|parameters| {
            let [alpha, beta] = in_order(&parameters);
            ShiftedBetaGeometric::try_new(ShiftedBetaGeometricParams { alpha, beta })
        })
    }
}

impl ShiftedBetaGeometric {
    /// Estimates the parameters from one cohort: the number of customers at the start and after each
    /// chance to renew.
    ///
    /// The numbers may be shares of a whole, such as per cent, but the standard errors are those of
    /// so many customers. A fit never fails for what the data say: where the likelihood has no usable
    /// maximum, as when nobody or everybody left, the weak prior of
    /// [`crate::btyd::fit::PriorMode`] takes part, and the verdict says so.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a number that is negative or above the one
    /// before; [`Error::InsufficientData`] without a customer at the start.
    ///
    /// # Example: the regular customers of Fader & Hardie (2007)
    /// ```
    /// use clientele::btyd::fit::FitOptions;
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
    /// let survivors = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0];
    /// let fitted = ShiftedBetaGeometric::fit_cohort(&survivors, &FitOptions::default())?;
    /// let params = fitted.model.params();
    /// assert!((params.alpha - 0.704).abs() < 5e-4 && (params.beta - 1.182).abs() < 5e-4);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2007), eq. 7.
    pub fn fit_cohort(survivors: &[f64], options: &FitOptions) -> Result<Fitted<Self>> {
        let fitted = Self::fit_cohorts(&[survivors], options);
        fitted.map_err(|error| error.map_path(|path| path.replacen("cohorts[0]", "survivors", 1)))
    }

    /// Estimates the parameters from several cohorts, which may be of different ages: each the
    /// numbers of [`Self::fit_cohort`].
    ///
    /// `rows` of the result counts the cohorts, `distinct_rows` the chances to renew.
    ///
    /// # Errors
    /// Those of [`Self::fit_cohort`], with the cohort in the path (`cohorts[1][3]`).
    ///
    /// # Example: two intakes
    /// ```
    /// use clientele::btyd::fit::FitOptions;
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
    /// let cohorts: [&[f64]; 2] = [&[100.0, 80.0, 70.0, 64.0], &[120.0, 97.0]];
    /// let fitted = ShiftedBetaGeometric::fit_cohorts(&cohorts, &FitOptions::default())?;
    /// assert_eq!((fitted.rows, fitted.customers), (2, 220.0));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn fit_cohorts(cohorts: &[&[f64]], options: &FitOptions) -> Result<Fitted<Self>> {
        let mut choices = Choices::default();
        let (mut customers, mut used) = (0.0, 0);
        for (number, survivors) in cohorts.iter().enumerate() {
            let path = |period: usize| format!("cohorts[{number}][{period}]");
            let mut before = f64::INFINITY;
            for (period, &count) in survivors.iter().enumerate() {
                check_from(count, 0.0, &path(period))?;
                if count > before {
                    return Err(Error::OutOfRange {
                        path: path(period),
                        value: count,
                        expected: format!("at most {before}, the number one period before"),
                    });
                }
                if let Some(renewals) = period.checked_sub(1)
                    && let Some(choice) = choices.at(renewals)
                {
                    choice.renewed += count;
                    choice.churned += before - count;
                }
                before = count;
            }
            let start = survivors.first().copied().unwrap_or(0.0);
            customers += start;
            used += u64::from(start > 0.0);
        }
        if used == 0 {
            return Err(Error::InsufficientData {
                path: "cohorts[0]".to_owned(),
                found: 0,
                needed: 1,
                hint: "give at least one customer at the start".to_owned(),
            });
        }
        let usage = Usage {
            rows: used,
            distinct_rows: choices.0.len() as u64,
            excluded: cohorts.len() as u64 - used,
        };
        choices.fit(customers, &usage, *options)
    }

    /// Estimates the parameters from the histories of single customers: `frequency` and `recency`
    /// renewals out of `age` chances.
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`Error::OutOfRange`] for a history that no
    /// contract has; [`Error::InsufficientData`] when no row has a positive weight.
    ///
    /// # Example: two under contract, one who did not renew the second time
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::fit::FitOptions;
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
    /// let columns = PurchaseColumns {
    ///     frequency: &[3.0, 1.0, 1.0],
    ///     recency: &[3.0, 1.0, 1.0],
    ///     age: &[3.0, 2.0, 1.0],
    ///     weights: None,
    /// };
    /// let fitted = ShiftedBetaGeometric::fit(&columns, &FitOptions::default())?;
    /// assert!(fitted.convergence.converged);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2007), eq. 7.
    pub fn fit(columns: &PurchaseColumns<'_>, options: &FitOptions) -> Result<Fitted<Self>> {
        let histories = Histories::unscaled(columns)?;
        ModelKind::ShiftedBetaGeometric.check_histories(columns)?;
        let mut choices = Choices::default();
        for row in &histories.rows {
            let renewals = whole(row.frequency);
            if row.age > row.frequency
                && let Some(choice) = choices.at(renewals)
            {
                choice.churned += row.weight;
            }
            if let Some(last) = renewals.checked_sub(1)
                && let Some(choice) = choices.at(last)
            {
                choice.renewed += row.weight;
            }
        }
        // So far `renewed` counts the last renewals; an earlier one was made by all who made a later.
        let mut beyond = 0.0;
        for choice in choices.0.iter_mut().rev() {
            beyond += choice.renewed;
            choice.renewed = beyond;
        }
        choices.fit(histories.customers, &histories.usage, *options)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 0 to a million"
)]
fn whole(value: f64) -> usize {
    value as usize
}
