// Published numbers, through the JavaScript API and the command line of the installed package.
//
// Sources. BG/NBD: Fader, Hardie & Lee (2005), "Counting your customers the easy way", Marketing
// Science 24(2), table 2, and the spreadsheet that goes with it; Fader & Hardie, notes 027 and 039.
// Gamma-Gamma: Fader & Hardie (2013), note 025. Tight figures: the maximum that lifetimes 0.11.3
// finds at gtol 1e-7 on its CDNOW summary (times rounded to two decimals), and 40-digit mpmath for
// values at given parameters. AHP: as named at each; tight figures by numpy.linalg.eig.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { clientele, install, load, root } from "./tarball.mjs";

const { folder } = install();
const { BgNbd, GammaGamma, Orders, PairwiseMatrix, buildProfile } = await load(folder);
const CDNOW = join(root, "tests", "fixtures", "cdnow_orders.csv");
const UNTIL = "1997-09-30";

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} relative
 */
function close(actual, expected, relative) {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected} to ${relative}`);
}

/** Table 2 of the paper prints .243, 4.414, .793, 2.426; these are the tight figures. */
const PURCHASE = { r: 0.2425929, alpha: 4.4135319, a: 0.7928861, b: 2.4257533 };
/** `summary` of lifetimes 0.11.3. */
const ERRORS = { r: 0.01256, alpha: 0.37822, a: 0.18572, b: 0.70534 };
/** Note 025 prints 6.25, 3.74, 15.44. */
const SPEND = { p: 6.2488032, q: 3.7445881, v: 15.4477445 };

/**
 * @param {any} purchase
 * @param {any} spend
 */
function matchesCdnow(purchase, spend) {
  for (const [name, expected] of Object.entries(PURCHASE)) close(purchase.params[name], expected, 1e-4);
  // Three digits: half a unit of the third.
  for (const [name, expected] of Object.entries(ERRORS)) close(purchase.standardErrors[name], expected, 5e-4);
  for (const [name, expected] of Object.entries(SPEND)) close(spend.params[name], expected, 5e-4);
  // −9582.429 with unrounded times in CLVTools; −4055.9177 there (test_correctness_gg.R).
  assert.ok(Math.abs(purchase.logLikelihood + 9582.43) <= 0.01, purchase.logLikelihood);
  assert.ok(Math.abs(spend.logLikelihood + 4055.918) <= 0.001, spend.logLikelihood);
  assert.equal(purchase.convergence.verdict, "converged");
  assert.equal(spend.convergence.verdict, "converged");
}

describe("CDNOW up to 1997-09-30 in weeks", () => {
  const orders = Orders.fromCsv(readFileSync(CDNOW));

  test("customers, repeat buyers and repeat purchases are those of the paper", () => {
    const summary = orders.summarize({ asOf: UNTIL, timeUnit: "week" });
    const { frequency } = summary;
    // 2,357 customers (p. 281 of the paper), 946 with repeat purchases (note 025), 2,457 of them.
    assert.equal(summary.length, 2357);
    assert.equal(frequency.filter((/** @type {number} */ x) => x > 0).length, 946);
    assert.equal(frequency.reduce((/** @type {number} */ sum, /** @type {number} */ x) => sum + x, 0), 2457);
  });

  test("the models fitted one by one give the published parameters", () => {
    const summary = orders.summarize({ asOf: UNTIL, timeUnit: "week" });
    matchesCdnow(BgNbd.fit(summary), GammaGamma.fit(summary));
  });

  test("a profile holds the same", () => {
    const profile = buildProfile(orders, { asOf: UNTIL, timeUnit: "week" });
    matchesCdnow(profile.purchase, profile.spend);
    assert.equal(profile.provenance.customers, 2357);
    assert.equal(profile.provenance.repeatCustomers, 946);
  });

  test("so does the command line, to the last bit", () => {
    const { status, stdout, stderr } = clientele(folder, ["fit", CDNOW, "--until", UNTIL, "--time-unit", "week", "--json"]);
    assert.equal(status, 0, stderr);
    const profile = JSON.parse(stdout);
    matchesCdnow(profile.purchase, profile.spend);
    assert.equal(profile.provenance.customers, 2357);
    assert.equal(profile.provenance.repeatCustomers, 946);
    assert.deepEqual(profile, JSON.parse(JSON.stringify(buildProfile(orders, { asOf: UNTIL, timeUnit: "week" }))));
  });
});

describe("BG/NBD at given parameters", () => {
  /** Table 2, rounded as printed. */
  const rounded = BgNbd.fromParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
  /** The fit in the vignette of the R package BTYD. */
  const btyd = BgNbd.fromParams({ r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 });
  /** Two repeat purchases, the last after 30.43 weeks of 38.86: the customer of the spreadsheet. */
  const customer = { frequency: [2], recency: [30.43], T: [38.86] };

  test("expected purchases in the next 39 weeks (spreadsheet: 1.226)", () => {
    close(rounded.expectedPurchases(customer, { horizon: 39 })[0], 1.2260281747671, 1e-12);
  });

  test("P(alive)", () => {
    close(rounded.probabilityAlive(customer)[0], 0.72657857008067, 1e-12);
  });

  test("P(no purchase in the next 39 weeks)", () => {
    close(1 - rounded.probabilityOfPurchase(customer, { horizon: 39 })[0], 0.445372862083, 1e-12);
  });

  test("expected repeat purchases of a new customer (spreadsheet, BTYD)", () => {
    const published = /** @type {const} */ ([
      [0.1429, 0.00781597],
      [1, 0.05318413],
      [3, 0.15063055],
      [31.8571, 1.04048614],
      [32, 1.04372901],
      [78, 1.85794143],
    ]);
    // Printed with eight decimals.
    for (const [t, expected] of published) assert.ok(Math.abs(btyd.expectedPurchasesNew(t) - expected) <= 5.1e-9, `${t}`);
    close(btyd.expectedPurchasesNew(52), 1.4440041565402, 1e-12);
    // PyMC-Marketing, test_beta_geo: .05326789117, .15086523089, .28075589358.
    close(rounded.expectedPurchasesNew(1), 0.053267891171658, 1e-12);
    close(rounded.expectedPurchasesNew(3), 0.15086523089305, 1e-12);
    assert.ok(Math.abs(rounded.expectedPurchasesNew(6) - 0.28075589358) <= 5.1e-12);
  });

  test("probabilities of n repeat purchases of a new customer (BTYD, lifetimes)", () => {
    close(rounded.purchaseProbabilities(10, 2), 1.0786896403691e-7, 1e-12);
    close(rounded.purchaseProbabilities(0, 39), 0.57378635209601, 1e-12);
    close(rounded.purchaseProbabilities(11, 30), 0.0019995214474789, 1e-12);
    close(rounded.purchaseProbabilities(15, 30), 0.0007023637658874, 1e-12);
    close(rounded.purchaseProbabilities(20, 30), 0.00022222604800664, 1e-12);
    const printed = [
      0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171,
      0.0002769613, 0.000222226,
    ];
    printed.forEach((expected, i) => {
      assert.ok(Math.abs(rounded.purchaseProbabilities(11 + i, 30) - expected) <= 5.1e-11, `${11 + i}`);
    });
  });

  test("log-likelihoods of single customers (note 027)", () => {
    /**
     * ln L = ln P(the purchases, still alive) − ln P(alive | the purchases): Fader & Hardie, note 021.
     * The first is elementary, the second is the package's; with x = 0 ln L is ln P(X(T) = 0).
     * @param {any} model
     * @param {number} x
     * @param {number} tx
     * @param {number} T
     */
    const logLikelihood = (model, x, tx, T) => {
      if (x === 0) return Math.log(model.purchaseProbabilities(0, T));
      const { r, alpha, a, b } = model.params;
      const purchases = lgamma(r + x) - lgamma(r) + r * Math.log(alpha) - (r + x) * Math.log(alpha + T);
      const survival = lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x);
      return purchases + survival - Math.log(model.probabilityAlive({ frequency: [x], recency: [tx], T: [T] })[0]);
    };
    close(logLikelihood(rounded, 2, 30.43, 38.86), -9.4586063070663, 1e-11);
    const stable = BgNbd.fromParams({ a: 0.8, b: 2.5, r: 0.25, alpha: 4 });
    close(logLikelihood(stable, 0, 0, 40), -0.59947381819959, 1e-11);
    close(logLikelihood(stable, 200, 38, 40), 100.79569309271, 1e-11);
  });
});

/**
 * ln Γ by the series of Stirling, shifted above 15: a tool of this test alone.
 * @param {number} x
 * @returns {number}
 */
function lgamma(x) {
  let shift = 0;
  for (; x < 15; x += 1) shift += Math.log(x);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360)))))) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - shift;
}

describe("Gamma-Gamma at given parameters", () => {
  test("expected spend is that of note 025", () => {
    const model = GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 });
    const found = model.expectedSpend({ frequency: [2, 1, 7, 0], monetaryValue: [22.35, 11.77, 73.74, 0] });
    [24.663713910761, 18.916852057842, 71.469670896967, 35.21897810219].forEach((expected, i) => close(found[i], expected, 1e-12));
    close(model.expectedSpendNew, 35.21897810219, 1e-12);
    // The note's table for the first ten customers, within its own .1 (it prints rounded spends).
    const summary = Orders.fromCsv(readFileSync(CDNOW)).summarize({ asOf: UNTIL, timeUnit: "week" });
    const ten = model.expectedSpend(summary).slice(0, 10);
    const note = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    note.forEach((expected, i) => assert.ok(Math.abs(ten[i] - expected) < 0.1, `${i}: ${ten[i]}`));
  });
});

/**
 * Judgements above the diagonal, with what follows from them.
 * @type {{
 *   name: string, upper: (number | string)[], eigenvector: number[], columnMean?: number[],
 *   geometricMean?: number[], lambdaMax: number, ci: number, cr: { saaty1980: number, saaty2008: number },
 *   columnMeanCr?: number,
 * }[]}
 */
const MATRICES = [
  {
    name: "US drink consumption: Saaty (2008), RACSAM 102(2)",
    upper: [9, 5, 2, 1, 1, "1/2", "1/3", "1/9", "1/9", "1/9", "1/9", "1/3", "1/4", "1/3", "1/9", "1/2", 1, "1/3", 2, "1/2", "1/3"],
    eigenvector: [0.17745674744571682, 0.019149476024353605, 0.04183118166209788, 0.1164170317348587, 0.18957237532617624, 0.12878054853872253, 0.32679263926807434],
    geometricMean: [0.17872338459102768, 0.018460616160309924, 0.04223438731988099, 0.11649839775440328, 0.19113550919235564, 0.12862465932043748, 0.324323045661585],
    lambdaMax: 7.17662903933035,
    ci: 0.029438173221724966,
    cr: { saaty1980: 0.02230164638009467, saaty2008: 0.02180605423831479 },
  },
  {
    name: "Best city: Saaty (2004/2005), as in AHPy's tests",
    upper: ["1/5", 3, "1/2", 5, 7, 1, 7, "1/4", 3, 7],
    eigenvector: [0.15216708320448327, 0.4334543680812482, 0.07155647600567544, 0.30500643238986025, 0.03781564031873291],
    lambdaMax: 5.225235220930671,
    ci: 0.05630880523266768,
    cr: { saaty1980: 0.050275718957738996, saaty2008: 0.05072865336276367 },
  },
  {
    name: "Choosing a leader: Wikipedia, Analytic hierarchy process, leader example",
    upper: [4, 3, 7, "1/3", 3, 5],
    eigenvector: [0.5475692389618297, 0.12655528437341862, 0.26994992245220256, 0.05592555421254902],
    lambdaMax: 4.118418024313366,
    ci: 0.039472674771121895,
    cr: { saaty1980: 0.04385852752346877, saaty2008: 0.04435131996755269 },
  },
  {
    name: "选择旅游地: Jiang Qiyuan, Mathematical Models",
    upper: ["1/2", 4, 3, 3, 7, 5, 5, "1/2", "1/3", 1],
    eigenvector: [0.26360349279921547, 0.4758353781823157, 0.053814596925772666, 0.0980682876005198, 0.10867824449217628],
    lambdaMax: 5.072084408570216,
    ci: 0.018021102142554035,
    cr: { saaty1980: 0.01609026977013753, saaty2008: 0.016235227155454085 },
  },
  {
    name: "Three nines: AHPy issue 8",
    upper: [9, 9, 9],
    eigenvector: [0.7784905699066609, 0.1799250712068114, 0.041584358886527804],
    geometricMean: [0.7784905699066608, 0.17992507120681137, 0.0415843588865278],
    columnMean: [0.7273253062726748, 0.22116480011216852, 0.05150989361515677],
    lambdaMax: 3.560833679821041,
    ci: 0.28041683991052047,
    cr: { saaty1980: 0.48347731019055257, saaty2008: 0.5392631536740778 },
    // The figure, by the table of 1980.
    columnMeanCr: 0.54069065,
  },
];

/**
 * @param {number[]} actual
 * @param {number[]} expected
 */
function same(actual, expected) {
  assert.equal(actual.length, expected.length);
  actual.forEach((weight, i) => assert.ok(Math.abs(weight - /** @type {number} */ (expected[i])) <= 1e-6, `${actual} is not ${expected}`));
}

for (const { name, upper, eigenvector, columnMean, geometricMean, lambdaMax, ci, cr, columnMeanCr } of MATRICES) {
  describe(`AHP: ${name}`, () => {
    test("through JavaScript", () => {
      const matrix = PairwiseMatrix.fromUpperTriangle(upper);
      same(matrix.priorities().weights, eigenvector);
      if (geometricMean) same(matrix.priorities("geometricMean").weights, geometricMean);
      if (columnMean) same(matrix.priorities("columnMean").weights, columnMean);
      for (const [randomIndex, expected] of Object.entries(cr)) {
        const found = matrix.consistency({ randomIndex });
        same([found.lambdaMax, found.ci, found.cr], [lambdaMax, ci, expected]);
        assert.equal(found.consistent, expected < 0.1);
      }
      if (columnMeanCr) same([matrix.consistency({ method: "columnMean", randomIndex: "saaty1980" }).cr], [columnMeanCr]);
    });

    test("through the command line", () => {
      const criteria = eigenvector.map((_, i) => `c${i}`);
      const file = join(folder, "judgements.json");
      writeFileSync(file, JSON.stringify({ criteria, upperTriangle: upper }));
      /** @param {string[]} more */
      const ahp = (...more) => {
        const { status, stdout, stderr } = clientele(folder, ["ahp", file, "--json", ...more]);
        assert.equal(status, 0, stderr);
        return JSON.parse(stdout);
      };
      const found = ahp();
      assert.deepEqual(found.criteria, criteria);
      assert.equal(found.randomIndex, "saaty2008");
      same(found.weights, eigenvector);
      same([found.lambdaMax, found.ci, found.cr], [lambdaMax, ci, cr.saaty2008]);
      same([ahp("--random-index", "saaty-1980").cr], [cr.saaty1980]);
      if (columnMean) same(ahp("--method", "column-mean").weights, columnMean);
    });
  });
}

describe("AHP: whole hierarchies, goal by weighted sums", () => {
  /** @param {(number | string)[]} upper */
  const weights = (upper) => /** @type {number[]} */ (PairwiseMatrix.fromUpperTriangle(upper).priorities().weights);
  /**
   * @param {(number | string)[]} criteria
   * @param {(number | string)[][]} alternatives one triangle for each criterion
   */
  const goal = (criteria, alternatives) => {
    const local = alternatives.map(weights);
    const outer = weights(criteria);
    return /** @type {number[]} */ (local[0]).map((_, i) => outer.reduce((sum, w, c) => sum + w * (local[c]?.[i] ?? NaN), 0));
  };

  test("choosing a leader: Tom, Dick, Harry", () => {
    // Wikipedia prints .358 .492 .149 (AHPy's README .150: it rounds before it adds).
    const found = goal([4, 3, 7, "1/3", 3, 5], [["1/4", 4, 9], [3, "1/5", "1/7"], [5, 9, 4], ["1/3", 5, 9]]);
    same(found, [0.358137, 0.492788, 0.149075]);
  });

  test("best city: Bethesda, Boston, Pittsburgh, Santa Fe", () => {
    // Saaty prints .229 .275 .385 .111.
    const found = goal(
      ["1/5", 3, "1/2", 5, 7, 1, 7, "1/4", 3, 7],
      [
        ["1/2", 1, "1/2", 2.5, 1, "1/2.5"],
        [2, "1/3", 4, "1/8", 2, 9],
        [5, "1/2", 2.5, "1/9", "1/4", 7],
        ["1/2", 3, 4, 6, 8, 1],
        [1.5, "1/2", 4, "1/3.5", 2.5, 9],
      ],
    );
    same(found, [0.229104, 0.274768, 0.385161, 0.110967]);
  });

  test("选择旅游地: three places", () => {
    // The textbook prints .300 .246 .456, rounded.
    const found = goal(
      ["1/2", 4, 3, 3, 7, 5, 5, "1/2", "1/3", 1],
      [[2, 5, 2], ["1/3", "1/8", "1/3"], [1, 3, 3], [3, 4, 1], [1, "1/4", "1/4"]],
    );
    same(found, [0.299255, 0.245304, 0.455441]);
  });
});
