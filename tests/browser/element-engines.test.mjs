// Both elements in Firefox and WebKit, where these are installed; Chromium has tests of its own.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { axe, customers, openElements, profile } from "./support/element.mjs";
import { KEYS, engines } from "../../scripts/lib/engines.mjs";

const { Scorer } = await import("../../pkg/entry/score.js");

let served;
before(async () => { served = await openElements(); });
after(() => served?.close());

for (const [name, start] of Object.entries(engines)) {
  test(`${name}: scores to the same bits, the keyboard works, axe and the policy find nothing`, { timeout: 120_000 }, async (context) => {
    const engine = await start();
    if (engine === null) return context.skip(`${name} is not installed`);
    try {
      await engine.goto(`${served.url}/engines`);
      await engine.run("async () => { while (!window.loaded) await new Promise((resolve) => setTimeout(resolve, 20)); }");
      assert.deepEqual(await engine.run("() => document.getElementById('card').score"), JSON.parse(JSON.stringify(new Scorer(profile).score(customers.answered))));
      // Tab to the first reasons, open them; then on from the last link of the card to the sliders.
      await engine.run("() => { document.body.tabIndex = -1; document.body.focus(); }");
      await engine.keys(KEYS.tab, KEYS.enter);
      assert.deepEqual(await engine.run("() => [...document.getElementById('card').shadowRoot.querySelectorAll('details')].map((part) => part.open)"), [true, false, false, false]);
      await engine.run("() => document.getElementById('ahp').shadowRoot.querySelector('input[type=range]').focus()");
      await engine.keys(KEYS.left, KEYS.left);
      assert.deepEqual(await engine.run("() => document.getElementById('ahp').value.upperTriangle"), [5, 5, 2]);
      assert.equal(await engine.run("() => document.getElementById('ahp').shadowRoot.activeElement.getAttribute('aria-valuetext')"), "Price is 5 times as important as Service");
      assert.deepEqual(await engine.run("() => window.violations"), []);
      assert.ok((await engine.run("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")) <= 0);
      // As part of the script: the policy lets no page evaluate a text.
      const found = await engine.run(`async () => {
        ${axe}
        const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
        return violations.map(({ id, nodes }) => id + " " + nodes.slice(0, 3).map(({ target, failureSummary }) => target + failureSummary));
      }`);
      assert.deepEqual(found, []);
      const shot = process.env.CLIENTELE_SHOTS;
      if (shot) writeFileSync(`${shot}/${name}.png`, Buffer.from(await engine.screenshot(), "base64"));
    } finally {
      await engine.close();
    }
  });
}
