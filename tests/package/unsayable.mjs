// What Profile.parse asks of a profile and JSON Schema has no words for: where it stands, the codes of the
// errors, why, and a damage to a whole profile (`everyProfile`) that breaks this rule and no other.

/**
 * @typedef {{ path: RegExp, codes: string[], why: string, profile?: string, breaks: (profile: any) => void }} Rule
 */

const ALL = "sample, everything";
const MODEL = "sample, lightgbm_categories";

/** @type {Rule[]} */
export const UNSAYABLE = [
  {
    path: /^purchase\.params\.\w+$|^spend\.params\.[pqv]$/, codes: ["OutOfRange"],
    why: "a number above 0 that has lost digits counts as 0",
    breaks: (p) => void (p.purchase.params.r = 1e-310),
  },
  {
    path: /^value\.baselineRetention$/, codes: ["OutOfRange"],
    why: "a discount rate that 1 swallows is none: then a retention of 1 has no value",
    breaks: (p) => void Object.assign(p.value, { discountRate: 1e-17, baselineRetention: 1 }),
  },
  {
    path: /^value\.(current|future)Range\.hi$/, codes: ["OutOfRange"],
    why: "hi is above lo",
    breaks: (p) => void (p.value.futureRange.hi = p.value.futureRange.lo),
  },
  {
    path: /^value\.tiers\.platinum$/, codes: ["OutOfRange"],
    why: "platinum is part of gold, which is 20 where it is left out",
    breaks: (p) => void (p.value.tiers = { platinum: 21 }),
  },
  {
    path: /^churn\.bands\.high$/, codes: ["OutOfRange"],
    why: "the bands ascend; medium is 0.3 where it is left out",
    breaks: (p) => void (p.churn.bands = { high: 0.2 }),
  },
  {
    path: /^loyalty\.\w+\.(weights|judgements)$|^points\[\d+\]\.weights\.(values|judgements)$/, codes: ["LengthMismatch"],
    why: "there is one for each indicator or group",
    breaks: (p) => void p.loyalty.attitude.weights.pop(),
  },
  {
    path: /^loyalty\.\w+\.indicators\[\d+\]\.code$/, codes: ["InvalidValue"],
    why: "an indicator stands once",
    breaks: (p) => void (p.loyalty.behaviour.indicators[1].code = "repeat_purchases"),
  },
  {
    path: /^loyalty\.\w+\.indicators\[\w+\]\.hi$/, codes: ["InvalidValue", "NotFinite"],
    why: "a range has a width, and one that is a number",
    breaks: (p) => void (p.loyalty.behaviour.indicators[0].hi = p.loyalty.behaviour.indicators[0].lo),
  },
  {
    path: /^loyalty\.\w+\.indicators\.weight$/, codes: ["OutOfRange", "NotFinite"],
    why: "weights are not all 0, and their sum is a number",
    breaks: (p) => void (p.loyalty.attitude.weights = [0, 0, 0, 0, 0]),
  },
  {
    path: /^loyalty\.\w+\.weights\[\d+\]$/, codes: ["OutOfRange"],
    why: "weights follow from the judgements beside them",
    breaks: (p) => void p.loyalty.behaviour.weights.splice(0, 2, 0.2, 0.3),
  },
  {
    path: /^loyalty\.\w+\.weights$/, codes: ["OutOfRange"],
    why: "weights without judgements sum to 1",
    breaks: (p) => void Object.assign(p.loyalty.attitude, { judgements: null, weights: [0.3, 0.3, 0.3, 0.3, 0.3] }),
  },
  {
    path: /^points\[\d+\]\.code$/, codes: ["InvalidValue"],
    why: "a rule set has a code of its own",
    breaks: (p) => void (p.points[1].code = p.points[0].code),
  },
  {
    path: /\.judgements\[[^\]]+\]$/, codes: ["NotSquare"],
    why: "judgements are a square",
    breaks: (p) => void p.loyalty.attitude.judgements[2].pop(),
  },
  {
    path: /\.judgements\[[^\]]+\]\[[^\]]+\]$/, codes: ["InvalidValue", "NotReciprocal"],
    why: "judgements are 1 on the diagonal, and mirrored ones reciprocal",
    breaks: (p) => void (p.points[1].weights.judgements[0][2] = 9),
  },
  {
    path: /^points\[\d+\]\.weights\.judgements$/, codes: ["OutOfRange"],
    why: "judgements on groups are consistent",
    breaks: (p) => void (p.points[1].weights.judgements = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]),
  },
  {
    path: /^points\[\d+\]\.weights\.criteria\[\d+\]$/, codes: ["InvalidValue"],
    why: "a group that judgements name has a name that is no blank",
    breaks: (p) => void (p.points[1].groups[0].code = " "),
  },
  {
    path: /^churn\.calibration\.features\[\d+\]$/, codes: ["InvalidValue"],
    why: "a feature stands once",
    breaks: (p) => void (p.churn.calibration.features[1].name = p.churn.calibration.features[0].name),
  },
  {
    path: /^churn\.calibration\.isotonic\[\d+\]\.(at|value)$/, codes: ["OutOfRange"],
    why: "the curve rises",
    breaks: (p) => void p.churn.calibration.isotonic.reverse(),
  },
  {
    path: /^churn\.model\.linear$/, codes: ["LengthMismatch"],
    why: "there is a term for each feature",
    breaks: (p) => void p.churn.model.linear.pop(),
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.(feature|rule|right|cover)$/, codes: ["LengthMismatch"],
    why: "the columns of a tree are of one length", profile: MODEL,
    breaks: (p) => void p.churn.model.trees[0].cover.pop(),
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.feature\[\d+\]$/, codes: ["OutOfRange"],
    why: "a split is on a feature that there is", profile: MODEL,
    breaks: (p) => void (p.churn.model.trees[0].feature[0] = p.churn.model.features.length),
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.number\[\d+\]$/, codes: ["OutOfRange"],
    why: "rule 2 names a set that there is", profile: MODEL,
    breaks: (p) => {
      const tree = p.churn.model.trees[0];
      [tree.rule[0], tree.number[0]] = [2, -1];
    },
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.right\[\d+\]$/, codes: ["OutOfRange"],
    why: "right children lead through the tree in preorder", profile: MODEL,
    breaks: (p) => void (p.churn.model.trees[0].right[0] = 1),
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.sets\[\d+\]$/, codes: ["InvalidValue"],
    why: "categories ascend", profile: MODEL,
    breaks: (p) => void p.churn.model.trees[0].sets.push([2, 1]),
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.number\[\d+\]$/, codes: ["OutOfRange"],
    why: "a leaf is at most 1e18, a threshold as large as numbers go", profile: MODEL,
    breaks: (p) => void (p.churn.model.trees = [{ feature: [0], rule: [0], number: [1e19], right: [0], cover: [1], sets: [] }]),
  },
  {
    path: /^churn\.model\.trees\[\d+\]\.cover\[\d+\]$/, codes: ["OutOfRange"],
    why: "no more customers come by a child than by its parent, but for rounding", profile: MODEL,
    breaks: (p) => void (p.churn.model.trees[0].cover[0] = p.churn.model.trees[0].cover[1] / 3),
  },
  {
    path: /^churn\.model\.scale$/, codes: ["OutOfRange"],
    why: "the terms of a regression have no scale but 1",
    breaks: (p) => void (p.churn.model.scale = 2),
  },
  {
    path: /^churn\.(model\.base|calibration\.intercept)$/, codes: ["OutOfRange"],
    why: "the log-odds of the reference customer, who has the mean of every feature, are at most 1e18",
    breaks: (p) => void (p.churn.calibration.features[0].coefficient = 1e300),
  },
  {
    path: /^points\[\d+\]\.bands\[\d+\]\.from$/, codes: ["Missing", "OutOfRange"],
    why: "bands ascend, and only the first is without a bound",
    breaks: (p) => void delete p.points[0].bands[1].from,
  },
  {
    path: /^points\[\d+\]\.cap$/, codes: ["OutOfRange"],
    why: "the cap is not below the floor",
    breaks: (p) => void (p.points[0].cap = p.points[0].floor - 1),
  },
  {
    path: /^points\[\d+\]\.(groups|bands)(\[\d+\]\.rules)?(\[\d+\])?\.code$/, codes: ["InvalidValue"],
    why: "a code stands once in a set",
    breaks: (p) => void (p.points[0].groups[1].code = p.points[0].groups[0].code),
  },
  {
    path: /^points\[\d+\]\.groups\[\d+\]\.rules\[\d+\]$/, codes: ["InvalidValue"],
    why: "rules of one condition agree, and min is at most max",
    breaks: (p) => void Object.assign(p.points[0].groups[0].rules[7].range, { min: "2024-01-02", max: "2024-01-01" }),
  },
  {
    path: /^points\[\d+\](\.groups\[\d+\])?(\.rules\[\d+\])?\.(code|field|event|contains)$/, codes: ["OutOfRange"],
    why: "a length in bytes: the schema counts characters",
    breaks: (p) => void (p.points[0].code = "积".repeat(34)),
  },
  {
    path: /^points\[\d+\]\.groups\[\d+\]\.rules$/, codes: ["OutOfRange"],
    why: "500 rules in all groups of a set",
    breaks: (p) => {
      for (const [g, group] of p.points[0].groups.entries()) {
        group.rules = Array.from({ length: 251 }, (_, i) => ({ code: `${g}-${i}`, points: 1, event: `${g}-${i}` }));
      }
    },
  },
  {
    path: /^population\.\w+\[\d+\]$/, codes: ["OutOfRange"],
    why: "quantiles ascend",
    breaks: (p) => void p.population.lifetime.reverse(),
  },
  {
    path: /^purchase\.standardErrors\.\w+$/, codes: ["UnknownKey"],
    why: "standard errors are those of parameters of the model",
    breaks: (p) => void (p.purchase.standardErrors.mu = 0.1),
  },
  {
    path: /^(purchase|spend)\.covariance(\[\d+\])?$/, codes: ["LengthMismatch"],
    why: "a covariance is a square of the parameters that were estimated",
    breaks: (p) => void p.purchase.covariance.pop(),
  },
  {
    path: /^(purchase|spend)\.covariance\[\d+\]\[\d+\]$/, codes: ["OutOfRange"],
    why: "no variance is below 0",
    breaks: (p) => void (p.spend.covariance[1][1] = -1),
  },
  {
    path: /^provenance\.(firstOrder|lastOrder)$/, codes: ["InvalidValue"],
    why: "the orders are from the first to the last, up to the day of the profile",
    breaks: (p) => void (p.provenance.lastOrder = "2999-01-01"),
  },
  {
    path: /^provenance\.repeatCustomers$/, codes: ["OutOfRange"],
    why: "repeat customers are customers",
    breaks: (p) => void (p.provenance.repeatCustomers = p.provenance.customers + 1),
  },
  {
    path: /^churn\.calibration\.(quality|crossValidated)\.events$/, codes: ["OutOfRange"],
    why: "events come to customers",
    breaks: (p) => void (p.churn.calibration.quality.events = p.churn.calibration.quality.customers + 1),
  },
];

/** The profile that the rule is broken in. @param {Rule} rule */
export const profileOf = (rule) => rule.profile ?? ALL;
