//! The estimation of the parameters.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::in_order;
use crate::btyd::estimate::natural;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::btyd::jet_sums::JetSums;
use crate::btyd::jet_sums::upper_triangle;
use crate::btyd::pareto_nbd::ParetoNbd;
use crate::btyd::pareto_nbd::ParetoNbdParams;
use crate::btyd::pareto_nbd::alive::Alive;
use crate::error::Result;
use crate::numeric::gamma::digamma;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::gamma::trigamma;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::maximise::Jet;

impl ParetoNbd {
    /// Estimates the parameters from purchase histories.
    ///
    /// Equal rows are merged, time is scaled by the longest age, and Newton's method runs on the
    /// logarithms of the parameters with the exact gradient and Hessian. A fit never fails for what
    /// the data say: where the likelihood has no usable maximum the weak prior of
    /// [`crate::btyd::fit::PriorMode`] takes part, and the verdict says so. The log-likelihood is
    /// that of the data in their own unit of time.
    ///
    /// # Example: three customers are enough for an answer
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::pareto_nbd::ParetoNbd;
    /// use clientele::btyd::fit::FitOptions;
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0, 1.0],
    ///     recency: &[30.43, 0.0, 1.71],
    ///     age: &[38.86, 38.86, 38.86],
    ///     weights: None,
    /// };
    /// let fitted = ParetoNbd::fit(&columns, &FitOptions::default())?;
    /// assert!(fitted.convergence.converged);
    /// assert!(fitted.model.params().s > 0.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`crate::Error::InsufficientData`] when no row has
    /// a positive weight.
    ///
    /// # References
    /// Fader & Hardie (2005), note 009, eq. 18-20.
    pub fn fit(columns: &PurchaseColumns<'_>, options: &FitOptions) -> Result<Fitted<Self>> {
        let histories = Histories::try_new(columns)?;
        let problem = Problem {
            names: ModelKind::ParetoNbd.parameter_names(),
            starts: &STARTS,
            prior: &prior(),
            units: &[1.0, histories.scale, 1.0, histories.scale],
            customers: histories.customers,
            offset: histories.offset(),
        };
        histories
            .estimate(&problem, *options, &likelihood)
            .try_map(|parameters| {
                let [r, alpha, s, beta] = in_order(&parameters);
                Self::try_new(ParetoNbdParams { r, alpha, s, beta })
            })
    }
}

/// Where the searches for the logarithms of r, α, s and β start; times in units of the longest age.
pub(in crate::btyd) const STARTS: [&[f64]; 3] = [
    &[-0.6, -1.3, -0.5, -1.2],
    &[0.0, 0.0, 0.0, 0.0],
    &[1.0, -1.0, -1.0, 2.0],
];

/// The centre of the weak prior, of the same.
pub(in crate::btyd) fn prior() -> [f64; 4] {
    [ln(0.5), ln(0.25), ln(0.5), ln(0.25)]
}

/// The log-likelihood with its derivatives by the log parameters.
pub(in crate::btyd) fn likelihood(rows: &[Row], point: &[f64]) -> Jet {
    let natural = natural(point);
    let [r, alpha, _, _] = natural;
    let mut total = JetSums::new(4);
    for group in rows.chunk_by(|one, next| one.frequency >= next.frequency) {
        let x = group.first().map_or(0.0, |row| row.frequency);
        let counts = [
            ln_gamma_ratio(r, x),
            digamma(r + x) - digamma(r),
            trigamma(r + x) - trigamma(r),
        ];
        let [count, by_r, by_r_twice] = if x > 0.0 { counts } else { [0.0; 3] };
        for row in group {
            let mut terms = RowTerms::new(row, natural);
            terms.value += count - x * ln(alpha + row.recency);
            let ([slope, ..], [bend, ..]) = (&mut terms.gradient, &mut terms.hessian);
            *slope += by_r;
            *bend += by_r_twice;
            total.add(row.weight, terms.value, &terms.gradient, &terms.hessian);
        }
    }
    total.by_logarithms(&natural)
}

/// What one history adds, apart from the terms of its frequency alone.
struct RowTerms {
    value: f64,
    gradient: [f64; 4],
    hessian: [f64; 10],
}

/// Sums over the ways to be silent from tₓ to T: to stay, or to leave at some time between.
///
/// A way that ends at u has the weight e^φ with φ = r ln α + s ln β − (r+x) ln(α+u) − s ln(β+u),
/// and + ln s − ln(β+u) for one that leaves. The likelihood is Σe^φ, its logarithm has the gradient
/// E(φᵢ) and the Hessian E(φᵢⱼ) + Cov(φᵢ, φⱼ), with E over the ways.
#[derive(Default)]
struct Ways {
    mass: f64,
    slopes: [f64; 4],
    products: [f64; 10],
    /// E(φᵢⱼ) for αα, ββ, rα, sβ and ss; the others are 0.
    bends: [f64; 5],
}

impl Ways {
    /// Takes in a way that ends at tₓ + `v` of a customer who is alive at tₓ; `left` is 1 for one that leaves.
    #[inline]
    fn add(&mut self, then: &Alive, v: f64, left: f64, mass: f64) {
        let inverse = 1.0 / (then.scale + v);
        let drop_inverse = 1.0 / (then.drop_scale + v);
        let (shape, s) = (then.shape, then.drop_shape);
        // Those by α and β less their value at v = 0, so that the covariances keep their digits.
        let slopes = [
            -log1p(v / then.scale),
            shape * v * inverse / then.scale,
            left / s - log1p(v / then.drop_scale),
            (s * v / then.drop_scale - left) * drop_inverse,
        ];
        self.mass += mass;
        for (sum, slope) in self.slopes.iter_mut().zip(slopes) {
            *sum += mass * slope;
        }
        let [r, alpha, s_slope, beta] = slopes;
        let products = [
            r * r,
            r * alpha,
            r * s_slope,
            r * beta,
            alpha * alpha,
            alpha * s_slope,
            alpha * beta,
            s_slope * s_slope,
            s_slope * beta,
            beta * beta,
        ];
        for (sum, product) in self.products.iter_mut().zip(products) {
            *sum += mass * product;
        }
        let bends = [
            shape * inverse * inverse,
            (s + left) * drop_inverse * drop_inverse,
            -inverse,
            -drop_inverse,
            -left / (s * s),
        ];
        for (sum, bend) in self.bends.iter_mut().zip(bends) {
            *sum += mass * bend;
        }
    }
}

impl RowTerms {
    fn new(row: &Row, natural: [f64; 4]) -> Self {
        let [r, alpha, s, beta] = natural;
        let then = Alive {
            shape: r + row.frequency,
            scale: alpha + row.recency,
            drop_shape: s,
            drop_scale: beta + row.recency,
        };
        let pause = row.age - row.recency;
        let mut ways = Ways::default();
        ways.add(&then, pause, 0.0, exp(-then.silence(pause)));
        if pause > 0.0 {
            let small = then.scale.min(then.drop_scale);
            let unit = s * small / then.drop_scale;
            then.leaving().nodes(pause, &mut |v, height, weight| {
                ways.add(&then, v, 1.0, unit * weight * exp(height));
            });
        }
        let (waited, drop_waited) = (log1p(row.recency / alpha), log1p(row.recency / beta));
        let share = 1.0 / ways.mass;
        let [by_r, by_alpha, by_s, by_beta] = ways.slopes.map(|sum| sum * share);
        let means = [by_r, by_alpha, by_s, by_beta];
        let [alpha_bend, beta_bend, mixed, drop_mixed, s_bend] = ways.bends.map(|sum| sum * share);
        let mut hessian = ways.products.map(|sum| sum * share);
        for (bend, (i, j)) in hessian.iter_mut().zip(upper_triangle(4)) {
            let one = means.get(i).copied().unwrap_or(0.0);
            *bend -= one * means.get(j).copied().unwrap_or(0.0);
        }
        let [_, h_ra, _, _, h_alpha, _, _, h_ss, h_sb, h_beta] = &mut hessian;
        *h_ra += mixed + 1.0 / alpha;
        *h_alpha += alpha_bend - r / (alpha * alpha);
        *h_ss += s_bend;
        *h_sb += drop_mixed + 1.0 / beta;
        *h_beta += beta_bend - s / (beta * beta);
        Self {
            value: ln(ways.mass) - r * waited - s * drop_waited,
            gradient: [
                by_r - waited,
                by_alpha + r / alpha - then.shape / then.scale,
                by_s - drop_waited,
                by_beta + s / beta - s / then.drop_scale,
            ],
            hessian,
        }
    }
}
