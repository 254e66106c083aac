//! What small changes of judgements do, against the changes themselves; and what to ask next.

use crate::incomplete::upper;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::IncompleteMatrix;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::QuestionOptions;
use clientele::weighting::ahp::RandomIndex;
use proptest::prelude::*;

fn matrices() -> impl Strategy<Value = PairwiseMatrix> {
    (2_usize..=9)
        .prop_flat_map(|n| prop::collection::vec(-2.3_f64..2.3, n * (n - 1) / 2))
        .prop_map(|logarithms| {
            let cells: Vec<f64> = logarithms.into_iter().map(f64::exp).collect();
            PairwiseMatrix::try_from_upper_triangle(&cells, None).unwrap()
        })
}

/// λ, CR and weights with one judgement multiplied.
fn moved(matrix: &PairwiseMatrix, pair: (usize, usize), factor: f64) -> (f64, f64, Vec<f64>) {
    let mut rows: Vec<Vec<f64>> = matrix.rows().map(<[f64]>::to_vec).collect();
    rows[pair.0][pair.1] *= factor;
    rows[pair.1][pair.0] = 1.0 / rows[pair.0][pair.1];
    let matrix = PairwiseMatrix::try_from_rows(&rows, None).unwrap();
    let priorities = matrix.priorities(PriorityMethod::Eigenvector);
    let consistency = matrix.consistency(&ConsistencyOptions::default()).unwrap();
    (priorities.lambda_max, consistency.cr, priorities.weights)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn derivatives_are_those_of_differences(matrix in matrices()) {
        let n = matrix.size();
        let gradient = matrix.gradient(RandomIndex::Saaty2008);
        prop_assert_eq!(gradient.len(), n * (n - 1) / 2);
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        for (pair, found) in pairs.zip(&gradient) {
            // error of the third order, and rounding over twice the step
            let step = 1e-4_f64;
            let (high, low) = (moved(&matrix, pair, step.exp()), moved(&matrix, pair, (-step).exp()));
            let slope = |up: f64, down: f64| (up - down) / (2.0 * step);
            prop_assert!((slope(high.0, low.0) - found.lambda_max).abs() < 1e-6);
            prop_assert!((slope(high.1, low.1) - found.cr).abs() < 1e-6);
            for (weight, (up, down)) in found.weights.iter().zip(high.2.iter().zip(&low.2)) {
                prop_assert!((slope(*up, *down) - weight).abs() < 1e-7);
            }
            prop_assert!(found.weights.iter().sum::<f64>().abs() < 1e-14);
        }
    }

    /// The worst case of the missing answers is at the ends of the scale.
    #[test]
    fn an_order_that_is_certain_stands_whatever_the_answers(
        steps in prop::collection::vec((-8_i8..=8, prop::bool::weighted(0.7)), 6),
    ) {
        let value = |step: i8| (f64::from(step.unsigned_abs()) + 1.0).powi(if step < 0 { -1 } else { 1 });
        let cells: Vec<Judgement> = steps
            .iter()
            .map(|&(step, there)| if there { Judgement::Number(value(step)) } else { Judgement::Missing })
            .collect();
        let matrix = IncompleteMatrix::try_from_upper_triangle(&cells, None).unwrap();
        let found = matrix.next_question(&QuestionOptions::default()).unwrap();
        let holes: Vec<usize> = (0..6).filter(|&k| !steps[k].1).collect();
        let (mut orders, mut firsts) = (Vec::new(), Vec::new());
        for answers in 0_u32..1 << holes.len() {
            let mut full: Vec<f64> = steps.iter().map(|&(step, _)| value(step)).collect();
            for (bit, &hole) in holes.iter().enumerate() {
                full[hole] = if answers >> bit & 1 == 1 { 9.0 } else { 1.0 / 9.0 };
            }
            let complete = PairwiseMatrix::try_from_upper_triangle(&full, None).unwrap();
            let w = complete.priorities(PriorityMethod::GeometricMean).weights;
            let signs: Vec<i8> = (0..4)
                .flat_map(|i| (0..i).map(move |j| (i, j)))
                .map(|(i, j)| if (w[i] / w[j]).ln().abs() < 1e-9 { 0 } else if w[i] > w[j] { 1 } else { -1 })
                .collect();
            let first = (0..4).find(|&i| (0..4).all(|j| i == j || (w[i] / w[j]).ln() > 1e-9));
            orders.push(signs);
            firsts.push(first);
        }
        let same = orders.iter().all(|o| *o == orders[0]);
        let strict = orders[0].iter().all(|sign| *sign != 0);
        prop_assert_eq!(found.order_certain, same && (strict || holes.is_empty()));
        let first = firsts[0].filter(|_| firsts.iter().all(|f| *f == firsts[0]));
        prop_assert_eq!(found.first, first.map(|i| (i + 1).to_string()));
    }
}

#[test]
fn consistent_judgements_have_no_slope() {
    let matrix = PairwiseMatrix::try_from_upper_triangle(&[2.0, 6.0, 3.0], None).unwrap();
    for pair in matrix.gradient(RandomIndex::Saaty2008) {
        assert!(pair.lambda_max.abs() < 1e-15);
    }
    let one = PairwiseMatrix::try_from_rows(&[[1.0]], None).unwrap();
    assert!(one.gradient(RandomIndex::Saaty2008).is_empty());
    // w1 = a / (1 + a): the derivative by ln a is w1 w2
    let two = PairwiseMatrix::try_from_upper_triangle(&[3.0], None).unwrap();
    let gradient = two.gradient(RandomIndex::Saaty2008);
    assert!((gradient[0].weights[0] - 0.1875).abs() < 1e-15);
    assert_eq!(gradient[0].cr, 0.0);
}

#[test]
fn weights_that_are_far_apart_have_derivatives_to_all_digits() {
    // for a consistent matrix of three w1 = 1 / (1 + 1/a + 1/(a b)); a12 counts 2/3, a13 1/3 of it
    let matrix = PairwiseMatrix::try_from_upper_triangle(&[1e8, 1e9, 10.0], None).unwrap();
    let gradient = matrix.gradient(RandomIndex::Saaty2008);
    let w = matrix.priorities(PriorityMethod::Eigenvector).weights;
    // least squares and eigenvector agree for n = 3: y1 = (ln a12 + ln a13)/3 and so on
    let change = [1.0 / 3.0, -1.0 / 3.0, 0.0];
    let mean: f64 = w.iter().zip(change).map(|(w, c)| w * c).sum();
    for ((found, w), c) in gradient[0].weights.iter().zip(&w).zip(change) {
        assert!(
            (found / (w * (c - mean)) - 1.0).abs() < 1e-6,
            "{gradient:?}"
        );
    }
}

#[test]
fn the_next_question_takes_most_from_the_total_variance() {
    // Σ R (Kirchhoff index; Klein and Randić 1993): 10 of the path of four, 5 of the ring of four,
    // 19/3 of a triangle with a tail
    let chain = upper("2 - - | 2 - | 2");
    let found = chain.next_question(&QuestionOptions::default()).unwrap();
    let asked: Vec<(&str, &str)> = found
        .questions
        .iter()
        .map(|q| (q.a.as_str(), q.b.as_str()))
        .collect();
    assert_eq!(asked, [("1", "4"), ("1", "3"), ("2", "4")]);
    for (question, (gain, variance, expected)) in found.questions.iter().zip([
        (0.5, 3.0, 8.0),
        (11.0 / 30.0, 2.0, 4.0),
        (11.0 / 30.0, 2.0, 4.0),
    ]) {
        assert!((question.gain.unwrap() - gain).abs() < 1e-12);
        assert!((question.variance.unwrap() - variance).abs() < 1e-12);
        assert!((question.expected.unwrap() - expected).abs() < 1e-12);
        assert!(!question.links);
    }
    assert_eq!((found.order_certain, found.first), (false, None));
}

#[test]
fn groups_are_linked_before_anything_else() {
    // {1, 2, 3} in a row, {4}, {5}: nothing says more than a link of the three with one
    let matrix = upper("2 - - - | 2 - - | - - | -");
    let found = matrix.next_question(&QuestionOptions::default()).unwrap();
    let links = found.questions.iter().filter(|q| q.links).count();
    assert_eq!((links, found.questions.len()), (7, 8));
    assert!(
        found.questions[..7]
            .iter()
            .all(|q| q.links && q.gain.is_none())
    );
    // its middle is nearest to both others
    let first = &found.questions[0];
    assert_eq!((first.a.as_str(), first.b.as_str()), ("2", "4"));
    assert!(!found.questions[7].links);
    // and to begin with any pair is as good as another: the first
    let empty = upper("- - | -")
        .next_question(&QuestionOptions::default())
        .unwrap();
    assert_eq!(
        (empty.questions[0].a.as_str(), empty.questions[0].b.as_str()),
        ("1", "2")
    );
}

#[test]
fn questions_end_when_no_answer_can_change_the_order() {
    let matrix = upper("9 9 | -");
    let found = matrix.next_question(&QuestionOptions::default()).unwrap();
    assert_eq!(
        (found.order_certain, found.first.as_deref()),
        (false, Some("1"))
    );
    // between 2 and 3 the one open judgement decides; with answers of 1 there is none to come
    let complete = upper("9 9 | 2")
        .next_question(&QuestionOptions::default())
        .unwrap();
    assert!(complete.order_certain && complete.questions.is_empty());
    let narrow = upper("9 5 9 | - 3 | 3")
        .next_question(&QuestionOptions { largest: 1.5 })
        .unwrap();
    assert!(!narrow.questions.is_empty());
    for largest in [0.5, f64::NAN, 1e10] {
        let error = matrix
            .next_question(&QuestionOptions { largest })
            .unwrap_err();
        assert_eq!(error.path(), Some("largest"));
    }
}
