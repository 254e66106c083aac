//! Seeded random numbers, the same on every platform.
//!
//! The core reads neither a clock nor entropy: a seed is an argument. The bits come from
//! xoshiro256++ (the `rand_xoshiro` crate); the variates are our own, because those of `rand_distr`
//! call the platform's logarithm, whose last bits differ between hosts.

use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use rand_core::Rng;
use rand_core::SeedableRng;
use rand_xoshiro::SplitMix64;
use rand_xoshiro::Xoshiro256PlusPlus;

/// A generator of random numbers.
///
/// One seed gives many independent streams, such as one per customer or per replicate, so that
/// what one of them draws does not shift the others.
///
/// # Example: the same seed, the same numbers
/// ```
/// use clientele::numeric::random::Random;
/// let (mut one, mut same) = (Random::new(7), Random::new(7));
/// assert_eq!(one.normal(), same.normal());
/// assert_ne!(Random::stream(7, 1).uniform(), Random::stream(7, 2).uniform());
/// ```
///
/// # References
/// Blackman & Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4);
/// Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA, for the
/// seeding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// Starts stream 0 of `seed`.
    pub fn new(seed: u64) -> Self {
        Self::stream(seed, 0)
    }

    /// Starts one of the streams of `seed`.
    ///
    /// The state of 256 bits is drawn by `SplitMix64` from the mixed seed plus `stream`: two streams
    /// of one seed never start alike. The jump function of the generator would prove that they do
    /// not overlap for 2¹²⁸ draws, but takes time in proportion to `stream`.
    pub fn stream(seed: u64, stream: u64) -> Self {
        let mixed = SplitMix64::seed_from_u64(seed).next_u64();
        Self(Xoshiro256PlusPlus::seed_from_u64(
            mixed.wrapping_add(stream),
        ))
    }

    /// Returns 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Returns a number uniform in (0, 1), neither end included.
    pub fn uniform(&mut self) -> f64 {
        // The middles of 2^52 equal cells: exact, and the logarithm of it is finite.
        ((self.bits() >> 12) as f64 + 0.5) * CELL
    }

    /// Returns true with `probability`.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Returns a whole number uniform in 0 to `n` − 1, 0 when `n` is 0.
    ///
    /// # Example: draw with replacement
    /// ```
    /// use clientele::numeric::random::Random;
    /// let mut random = Random::new(1);
    /// assert!((0..100).all(|_| random.below(6) < 6));
    /// ```
    ///
    /// # References
    /// Lemire (2019), Fast random integer generation in an interval, ACM TOMACS 29(1).
    pub fn below(&mut self, n: u64) -> u64 {
        // A product falls into cell `high`; the first 2^64 mod n values of each cell are one too
        // many for equal shares.
        let Some(surplus) = n.wrapping_neg().checked_rem(n) else {
            return 0;
        };
        loop {
            let product = u128::from(self.bits()) * u128::from(n);
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the two halves of the product"
            )]
            let (high, low) = ((product >> 64) as u64, product as u64);
            if low >= surplus {
                return high;
            }
        }
    }

    /// Returns an exponential variate of mean 1.
    pub fn exponential(&mut self) -> f64 {
        -ln(self.uniform())
    }

    /// Returns a normal variate of mean 0 and variance 1.
    ///
    /// # References
    /// Marsaglia & Bray (1964), A convenient method for generating normal variables, SIAM Review
    /// 6(3): the polar method. Its second variate is dropped, so that the state is the generator's
    /// alone.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 {
                return x * sqrt(-2.0 * ln(square) / square);
            }
        }
    }

    /// Returns a gamma variate of `shape` > 0 and rate 1.
    ///
    /// For shapes far below 1 most variates are smaller than any float and come out as 0; see
    /// [`Self::ln_gamma`].
    ///
    /// # References
    /// Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            exp(self.ln_gamma(shape))
        } else {
            self.gamma_from_one(shape)
        }
    }

    /// Returns the logarithm of a gamma variate of `shape` > 0 and rate 1.
    ///
    /// # Formula
    /// Below shape 1, ln G(shape + 1) + ln(U)/shape (Marsaglia & Tsang 2000, section 6).
    pub fn ln_gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            ln(self.gamma_from_one(shape + 1.0)) - self.exponential() / shape
        } else {
            ln(self.gamma_from_one(shape))
        }
    }

    /// Marsaglia & Tsang (2000), p. 369, for shapes from 1; the squeeze of the paper saves
    /// logarithms.
    fn gamma_from_one(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let (u, square) = (self.uniform(), x * x);
            if u < 1.0 - 0.0331 * square * square || ln(u) < 0.5 * square + d * (1.0 - v + ln(v)) {
                return d * v;
            }
        }
    }

    /// Returns the sum of `k` exponential variates of mean 1, 0 for `k` = 0.
    pub fn erlang(&mut self, k: u32) -> f64 {
        match k {
            0 => 0.0,
            1 => self.exponential(),
            _ => self.gamma_from_one(f64::from(k)),
        }
    }

    /// Returns a beta variate, `a`, `b` > 0.
    ///
    /// # Formula
    /// G(a)/(G(a) + G(b)) of two gamma variates, in logarithms: for small shapes both are smaller
    /// than any float, and 0/0 is no probability.
    ///
    /// # References
    /// Devroye (1986), Non-uniform random variate generation, section IX.3.1.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let gap = self.ln_gamma(b) - self.ln_gamma(a);
        1.0 / (1.0 + exp(gap))
    }
}

/// 2⁻⁵².
const CELL: f64 = f64::EPSILON;

#[cfg(test)]
mod tests {
    use super::Random;

    /// Draws of each test of moments; a mean then has a standard error of σ/316.
    const DRAWS: u32 = 100_000;
    /// Standard errors that a moment may be away: once in a million tests, were the seed not fixed.
    const ERRORS: f64 = 5.0;

    /// Compares the first two moments of draws with those of the distribution; `kurtosis` is the
    /// fourth central moment over the square of the variance.
    #[track_caller]
    fn check(mean: f64, variance: f64, kurtosis: f64, mut draw: impl FnMut() -> f64) {
        let draws: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
        let n = f64::from(DRAWS);
        let found = draws.iter().sum::<f64>() / n;
        let error = (variance / n).sqrt();
        assert!(
            (found - mean).abs() < ERRORS * error,
            "mean {found}, not {mean}"
        );
        let spread = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        let error = variance * ((kurtosis - 1.0) / n).sqrt();
        assert!(
            (spread - variance).abs() < ERRORS * error,
            "variance {spread}, not {variance}"
        );
    }

    #[test]
    fn bits_are_those_of_the_reference() {
        // Written by scripts/references/seeded_bits.py from the papers' definitions.
        let expected: [(u64, u64, [u64; 3]); 3] = [
            (
                0,
                0,
                [0x84f09bf307c1073a, 0xc82ffb597ceee51b, 0xadf96905c5df4417],
            ),
            (
                42,
                0,
                [0xab4c4adfbb450230, 0x16c758048460b512, 0xdeff27396f8eb5c7],
            ),
            (
                42,
                7,
                [0x530fbd4d8d52bc36, 0x055da08d5d02a7b3, 0xf0e2687357b69173],
            ),
        ];
        for (seed, stream, bits) in expected {
            let mut random = Random::stream(seed, stream);
            assert_eq!([random.bits(), random.bits(), random.bits()], bits);
        }
    }

    #[test]
    fn variates_have_the_moments_of_their_distributions() {
        let mut random = Random::new(1);
        check(0.5, 1.0 / 12.0, 1.8, || random.uniform());
        check(1.0, 1.0, 9.0, || random.exponential());
        check(0.0, 1.0, 3.0, || random.normal());
        for shape in [0.05, 0.5, 1.0, 2.5, 400.0] {
            // Mean and variance are the shape, the kurtosis 3 + 6/shape.
            check(shape, shape, 3.0 + 6.0 / shape, || random.gamma(shape));
        }
        check(4.0, 4.0, 4.5, || random.erlang(4));
        for (a, b) in [(0.2, 0.3), (0.793, 2.426), (5.0, 1.0), (60.0, 40.0)] {
            let sum: f64 = a + b;
            let variance = a * b / (sum * sum * (sum + 1.0));
            // The kurtosis of a variate on (0, 1) is at most 1/variance.
            check(a / sum, variance, 1.0 / variance, || random.beta(a, b));
        }
        check(2.5, 35.0 / 12.0, 1.8, || random.below(6) as f64);
    }

    #[test]
    fn logarithms_of_gamma_variates_have_the_mean_digamma() {
        let mut random = Random::new(2);
        for shape in [1e-3, 0.3, 1.0, 20.0] {
            let mean = crate::numeric::gamma::digamma(shape);
            let variance = crate::numeric::gamma::trigamma(shape);
            // ln G is between exponential (kurtosis 9) and normal (3).
            check(mean, variance, 9.0, || random.ln_gamma(shape));
        }
    }

    #[test]
    fn the_ends_of_the_range_are_never_drawn() {
        let mut random = Random::new(3);
        for _ in 0..DRAWS {
            let u = random.uniform();
            assert!(u > 0.0 && u < 1.0);
            // Shapes so small that every variate is at one of the ends, but a number.
            assert!((0.0..=1.0).contains(&random.beta(1e-6, 1e-6)));
        }
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }

    #[test]
    fn streams_are_apart_and_uncorrelated() {
        let draws = |stream| {
            let mut random = Random::stream(9, stream);
            (0..1000).map(|_| random.normal()).collect::<Vec<_>>()
        };
        let columns: Vec<_> = (0..20).map(draws).collect();
        for (i, one) in columns.iter().enumerate() {
            for other in columns.iter().take(i) {
                let product: f64 = one.iter().zip(other).map(|(x, y)| x * y).sum();
                // A correlation of independent normals has the standard error 1/sqrt(1000).
                assert!((product / 1000.0).abs() < ERRORS / 1000_f64.sqrt());
            }
        }
    }
}
