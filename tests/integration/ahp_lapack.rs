//! Ten thousand eigenvectors against LAPACK (`scripts/references/ahp_eigenvectors.py`, numpy 2.4.6).

use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;

const COUNT: u64 = 10_000;

/// The generator of Steele, Lea and Flood (2014), as the script has it.
struct SplitMix64(u64);

impl SplitMix64 {
    fn below(&mut self, bound: u64) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound) as f64
    }
}

/// Returns matrix `k`: steps of Saaty's scale for one half, ratios up to 1000 for the other.
fn matrix(k: u64) -> PairwiseMatrix {
    let size = 2 + k % 14;
    let mut numbers = SplitMix64(k);
    let mut upper = Vec::new();
    for _ in 0..size * (size - 1) / 2 {
        upper.push(if (k / 14).is_multiple_of(2) {
            let step = numbers.below(17);
            if step >= 8.0 {
                step - 7.0
            } else {
                1.0 / (9.0 - step)
            }
        } else {
            (numbers.below(1000) + 1.0) / (numbers.below(1000) + 1.0)
        });
    }
    PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap()
}

#[test]
fn ten_thousand_eigenvectors_agree_with_lapack_to_twelve_digits() {
    let bytes = include_bytes!("../golden/ahp_eigenvectors.bin");
    let (numbers, rest) = bytes.as_chunks::<8>();
    assert!(rest.is_empty());
    let mut numbers = numbers.iter().map(|bytes| f64::from_le_bytes(*bytes));
    for k in 0..COUNT {
        let matrix = matrix(k);
        let found = matrix.priorities(PriorityMethod::Eigenvector);
        assert!(found.converged, "matrix {k}");
        let lambda = numbers.next().unwrap();
        let ratio = found.lambda_max / lambda;
        assert!((ratio - 1.0).abs() <= 1e-12, "matrix {k}: λ {ratio}");
        for (weight, expected) in found
            .weights
            .iter()
            .zip(numbers.by_ref().take(matrix.size()))
        {
            let difference = (weight - expected).abs();
            assert!(difference <= 1e-12, "matrix {k}: {difference:e}");
        }
    }
    assert_eq!(numbers.next(), None);
}

#[test]
fn an_eigenvector_that_is_kept_is_the_one_that_is_searched_for() {
    for k in (0..COUNT).step_by(97) {
        let (fresh, asked) = (matrix(k), matrix(k));
        let first = asked.priorities(PriorityMethod::Eigenvector);
        // Whether it is known makes no difference to what is found nor to what is equal.
        assert_eq!(asked.priorities(PriorityMethod::Eigenvector), first);
        assert_eq!(
            fresh.consistency(&ConsistencyOptions::default()).unwrap(),
            asked.consistency(&ConsistencyOptions::default()).unwrap()
        );
        assert_eq!(fresh, asked);
        assert_eq!(asked.clone().priorities(PriorityMethod::Eigenvector), first);
        // A matrix made of another has judgements of its own.
        let turned = asked.transposed().weights(PriorityMethod::Eigenvector);
        let again = matrix(k).transposed().weights(PriorityMethod::Eigenvector);
        assert_eq!(turned, again);
    }
}
