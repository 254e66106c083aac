//! Models that are drawn as the data leave their parameters uncertain, and the intervals of predictions.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_model::alive;
use crate::btyd::uncertainty::Interval;
use crate::btyd::uncertainty::check_level;
use crate::btyd::uncertainty::cloud::Cloud;
use crate::btyd::uncertainty::cloud::pick;
use crate::btyd::uncertainty::counts::Counts;
use crate::btyd::uncertainty::counts::key;
use crate::btyd::uncertainty::counts::too_much_work;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::numeric::quantile::quantiles;
use crate::numeric::random::Random;
use crate::numeric::shortest::shortest_range;
use crate::numeric::sort::sort_by;
use crate::plain::options;

/// How many models are drawn, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DrawOptions {
    /// The number of draws; default 200, which is our choice: the ends of a 90 % interval are then
    /// known to about a tenth of its width.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub draws: u32,
    /// The seed; equal seeds give equal draws. Default 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub seed: u32,
}

options!(DrawOptions {
    draws => "draws",
    seed => "seed",
});

impl Default for DrawOptions {
    fn default() -> Self {
        Self {
            draws: 200,
            seed: 1,
        }
    }
}

/// More draws than this say nothing more.
const MAX_DRAWS: u32 = 100_000;

impl DrawOptions {
    /// What the number of draws must be, in words.
    pub(crate) const DRAWS: &str = "a whole number from 1 to 100000";
}

/// Models whose parameters are drawn as the data leave them uncertain.
///
/// # Example: how sure P(alive) is
/// ```
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::uncertainty::{DrawOptions, ModelDraws};
/// use clientele::btyd::{AnyModel, ModelKind, Predictions, PurchaseColumns, PurchaseHistory};
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0, 1.0, 7.0],
///     recency: &[30.43, 0.0, 1.71, 33.0],
///     age: &[38.86, 38.86, 38.86, 38.0],
///     weights: Some(&[20.0, 50.0, 20.0, 5.0]),
/// };
/// let fitted = AnyModel::fit(ModelKind::BgNbd, &columns, None, &FitOptions::default())?;
/// let draws = ModelDraws::of_fit(&fitted, &DrawOptions::default())?.unwrap();
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let alive = draws.interval(0.9, &|model| model.probability_alive(history))?;
/// let estimate = fitted.model.probability_alive(history)?;
/// assert!(alive.lower < estimate && estimate < alive.upper);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ModelDraws {
    models: Vec<AnyModel>,
}

impl ModelDraws {
    /// Draws from the normal distribution of the log parameters that the covariance of a fit
    /// describes; nothing where the fit has none.
    ///
    /// Where the fit followed the profile likelihoods, each log parameter is then moved to where its own
    /// profile has the same root: the marginal distributions lean as the likelihood does, and how the
    /// parameters hang together stays that of the covariance. That is our choice, a Gaussian copula with
    /// the margins of the signed root of the likelihood ratio.
    ///
    /// Where the fit chose k, each draw is one of the chosen k and its [`Fitted::rivals`], which take part
    /// in proportion to their likelihoods, e^(−d) with the deficit d.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for the number of draws.
    ///
    /// # References
    /// Barndorff-Nielsen & Cox (1994), Inference and Asymptotics, §3.4: the signed root is normal to a
    /// higher order than the estimate; Nelsen (2006), An Introduction to Copulas, §2.3.
    pub fn of_fit(fitted: &Fitted<AnyModel>, options: &DrawOptions) -> Result<Option<Self>> {
        let draws = checked_draws(*options)?;
        let Some(covariance) = &fitted.covariance else {
            return Ok(None);
        };
        let curves = fitted.profile_curves.as_deref().unwrap_or_default();
        let Some(chosen) = Cloud::of(fitted.model.parameters(), &[], covariance, curves, 1.0)
        else {
            return Ok(None);
        };
        let rivals = fitted.rivals.iter().filter_map(|rival| {
            let weight = exp(-rival.deficit);
            let curves = rival.profile_curves.as_deref().unwrap_or_default();
            Cloud::of(
                rival.parameters.clone(),
                &[],
                &rival.covariance,
                curves,
                weight,
            )
        });
        let rivals: Vec<Cloud> = rivals.collect();
        let mut random = Random::new(u64::from(options.seed));
        let kind = fitted.model.kind();
        let draw = |_| {
            let cloud = pick(&chosen, &rivals, &mut random);
            AnyModel::try_new(kind, &cloud.draw(&mut random))
        };
        let models = (0..draws).map(draw).collect::<Result<_>>()?;
        Ok(Some(Self { models }))
    }

    /// Fits the model to samples of the customers, drawn with replacement: the bootstrap.
    ///
    /// It needs no covariance and no normal distribution, and as many fits as there are draws. The
    /// customers of a row with a weight are drawn one by one only where the weights are all 1.
    ///
    /// # Errors
    /// Those of [`AnyModel::fit`], [`Error::OutOfRange`] for the number of draws, and
    /// [`Error::InvalidValue`] for columns with weights.
    ///
    /// # References
    /// Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1).
    pub fn bootstrap(
        kind: ModelKind,
        columns: &PurchaseColumns<'_>,
        ln_gaps: Option<&[f64]>,
        fit: &FitOptions,
        options: &DrawOptions,
    ) -> Result<Self> {
        let fit = FitOptions {
            profile_likelihood: false,
            ..*fit
        };
        Self::bootstrap_with(columns, options, &|sample| {
            AnyModel::fit(kind, sample, ln_gaps, &fit)
        })
    }

    /// Does what [`Self::bootstrap`] does with any way to fit a model.
    ///
    /// `fit`: takes the columns, whose weights say how often each customer was drawn.
    ///
    /// # Errors
    /// Those of `fit` and of [`Self::bootstrap`].
    pub fn bootstrap_with(
        columns: &PurchaseColumns<'_>,
        options: &DrawOptions,
        fit: &dyn Fn(&PurchaseColumns<'_>) -> Result<Fitted<AnyModel>>,
    ) -> Result<Self> {
        let draws = checked_draws(*options)?;
        let rows = columns.validate()?;
        if columns.weights.is_some() {
            return Err(Error::InvalidValue {
                path: "weights".into(),
                found: "weights".into(),
                expected: "no weights: the bootstrap draws single customers".into(),
            });
        }
        let mut random = Random::new(u64::from(options.seed));
        let mut weights = vec![0.0; rows];
        let mut models = Vec::with_capacity(draws);
        for _ in 0..draws {
            weights.fill(0.0);
            for _ in 0..rows {
                let place = usize::try_from(random.below(rows as u64)).unwrap_or(0);
                if let Some(weight) = weights.get_mut(place) {
                    *weight += 1.0;
                }
            }
            let sample = PurchaseColumns {
                weights: Some(&weights),
                ..*columns
            };
            models.push(fit(&sample)?.model);
        }
        Ok(Self { models })
    }

    /// Takes models that were drawn elsewhere.
    pub(super) fn from_models(models: Vec<AnyModel>) -> Self {
        Self { models }
    }

    /// Returns the models.
    pub fn models(&self) -> &[AnyModel] {
        &self.models
    }

    /// Returns the interval of anything that the parameters determine: the uncertainty of the
    /// parameters alone.
    ///
    /// # Errors
    /// Those of `value`; [`Error::OutOfRange`] for a level that is not between 0 and 1.
    pub fn interval(
        &self,
        level: f64,
        value: &dyn Fn(&AnyModel) -> Result<f64>,
    ) -> Result<Interval> {
        check_level(level)?;
        let values: Vec<f64> = self.models.iter().map(value).collect::<Result<_>>()?;
        let ends = quantiles(&values, &[0.5 - 0.5 * level, 0.5 + 0.5 * level])?;
        match ends[..] {
            [lower, upper] => Ok(Interval { lower, upper }),
            _ => Err(Error::InsufficientData {
                path: "draws".into(),
                found: 0,
                needed: 1,
                hint: "draw at least one model".into(),
            }),
        }
    }

    /// Writes the ends of [`Self::interval`] of every row into `lower` and `upper`.
    ///
    /// # Errors
    /// Those of [`Self::interval`] and `value`, what [`PurchaseColumns::validate`] and the model
    /// reject, and [`Error::LengthMismatch`] for `lower` and `upper`.
    pub fn interval_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        level: f64,
        value: &dyn Fn(&AnyModel, PurchaseHistory) -> Result<f64>,
        lower: &mut [f64],
        upper: &mut [f64],
    ) -> Result<()> {
        self.write(columns, lower, upper, &mut |history| {
            self.interval(level, &|model| value(model, history))
        })
    }

    /// Returns the shortest interval that holds the number of purchases that one customer will make
    /// within `horizon` with a probability of at least `level`: the uncertainty of the parameters and
    /// that of the purchases themselves.
    ///
    /// Both ends are whole numbers. Most customers may well buy nothing, so that no tail can be cut
    /// off below; equal tails would leave that half of 1 − `level` unused and the upper end too high.
    /// The distribution is the mean over the draws of the distribution under each.
    ///
    /// The work of one call grows with the customers that differ, the draws and the purchases up to which
    /// the interval is sought. It is bounded: 200 million probabilities under BG/NBD and MBG/NBD, 25 million
    /// under Pareto/NBD (fewer by the root of r/4 where r is above 4), BG/BB and contracts, and 200 million over 8 + k²/8 with regular gaps; that takes some
    /// seconds, less than 10 on a slow machine. 2,000 customers who all differ, 200 draws and 60 purchases
    /// are 24 million.
    ///
    /// # Errors
    /// Those of [`Predictions::purchase_probability`]; [`Error::OutOfRange`] for a level that is not
    /// between 0 and 1, and for a horizon with more work than that.
    pub fn purchases(
        &self,
        history: PurchaseHistory,
        horizon: f64,
        level: f64,
    ) -> Result<Interval> {
        check_level(level)?;
        self.purchases_by(history, horizon, level, &mut Counts::default())
    }

    /// [`Self::purchases`] with what is kept of the customer before.
    pub(super) fn purchases_by(
        &self,
        history: PurchaseHistory,
        horizon: f64,
        level: f64,
        counts: &mut Counts,
    ) -> Result<Interval> {
        counts.start(&self.models, horizon)?;
        let mut nothing = 0.0;
        let mut alive_of = Vec::with_capacity(self.models.len());
        for model in &self.models {
            nothing += model.purchase_probability(history, 0, horizon)?;
            alive_of.push(alive(model.odds_of_death(history)));
        }
        let found = shortest_range(level, &mut |n| {
            let sum = match n {
                0 => nothing,
                _ => counts.sum(&self.models, &alive_of, history, n, horizon),
            };
            sum / self.models.len() as f64
        });
        let (lower, upper) = found.ok_or_else(|| {
            if counts.is_spent() {
                return too_much_work(&self.models, horizon);
            }
            Error::OutOfRange {
                path: "horizon".into(),
                value: horizon,
                expected: "a horizon with fewer than 16 million purchases".into(),
            }
        })?;
        Ok(Interval {
            lower: f64::from(lower),
            upper: f64::from(upper),
        })
    }

    /// Writes the ends of [`Self::purchases`] of every row into `lower` and `upper`.
    ///
    /// # Errors
    /// Those of [`Self::purchases`], what [`PurchaseColumns::validate`] rejects, and
    /// [`Error::LengthMismatch`] for `lower` and `upper`.
    pub fn purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        horizon: f64,
        level: f64,
        lower: &mut [f64],
        upper: &mut [f64],
    ) -> Result<()> {
        check_level(level)?;
        let mut counts = Counts::default();
        self.write(columns, lower, upper, &mut |history| {
            counts.turn_to(history, &self.models);
            self.purchases_by(history, horizon, level, &mut counts)
        })
    }

    /// Writes the ends of an interval of every row, each distinct history once, equal frequencies and ages
    /// after each other.
    fn write(
        &self,
        columns: &PurchaseColumns<'_>,
        lower: &mut [f64],
        upper: &mut [f64],
        interval: &mut dyn FnMut(PurchaseHistory) -> Result<Interval>,
    ) -> Result<()> {
        let rows = columns.validate()?;
        check_length("lower", lower.len(), rows)?;
        check_length("upper", upper.len(), rows)?;
        if let Some(model) = self.models.first() {
            model.kind().check_histories(columns)?;
        }
        let mut order: Vec<(PurchaseHistory, usize)> = columns.rows().zip(0..).collect();
        sort_by(&mut order, |(one, _), (other, _)| key(one) < key(other));
        let mut before: Option<(PurchaseHistory, Interval)> = None;
        for (history, row) in order {
            let found = match before {
                Some((same, found)) if same == history => found,
                _ => interval(history)?,
            };
            before = Some((history, found));
            if let (Some(lower), Some(upper)) = (lower.get_mut(row), upper.get_mut(row)) {
                (*lower, *upper) = (found.lower, found.upper);
            }
        }
        Ok(())
    }
}

pub(super) fn checked_draws(options: DrawOptions) -> Result<usize> {
    if (1..=MAX_DRAWS).contains(&options.draws) {
        return Ok(options.draws as usize);
    }
    Err(Error::OutOfRange {
        path: "options.draws".into(),
        value: f64::from(options.draws),
        expected: DrawOptions::DRAWS.into(),
    })
}
