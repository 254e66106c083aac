import { BgBb } from "/tmp/fresh/pkg/entry/index.js";
const m = BgBb.fromParams({ alpha: 0.9248264605641545, beta: 120.09585470250654, gamma: 0.022289183459485037, delta: 3.90653896975114 });
const c = { frequency: [0], recency: [0], T: [264] };
for (const h of [1595, 800, 400, 100, 1594, 1596]) { const b = m.probabilityOfPurchase(c, { horizon: h })[0], i = m.purchaseProbabilities(c, { n: 0, horizon: h })[0]; console.log(h, b, i, b + i - 1); }
const never = m.nextPurchase(c).never[0]; console.log(never);
