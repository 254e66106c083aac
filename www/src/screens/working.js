// Progress of an analysis: four steps, a bar, what has been read, and a way out.
import { t } from "../i18n.js";
import { bytes, percent, whole } from "../format.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

const STEPS = ["read", "summarise", "fit", "score"];
// How much of the bar a step takes; reading is most of the work and the only one that is measured.
const SHARE = { read: 0.7, summarise: 0.1, fit: 0.1, score: 0.1 };

export function workingScreen({ state, actions, client }) {
  const fill = h("span", { class: "fill" });
  const bar = h("div", { class: "progress", role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0", "aria-label": t("working.title") }, fill);
  const detail = h("p", { class: "working-detail num" }, t("working.opening"));
  const spoken = h("p", { class: "visually-hidden", role: "status" }, t("working.step.read"));
  const items = new Map(STEPS.map((step) => [step, h("li", { class: "step" }, h("span", { class: "step-mark", "aria-hidden": "true" }), h("span", {}, t(`working.step.${step}`)))]));
  let shown = null;

  function enter(step) {
    if (shown === step) return;
    shown = step;
    spoken.textContent = t(`working.step.${step}`);
    const at = STEPS.indexOf(step);
    STEPS.forEach((name, i) => {
      const item = items.get(name);
      item.className = `step ${i < at ? "done" : i === at ? "now" : ""}`;
      if (i === at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      item.firstChild.replaceChildren(...(i < at ? [icon("check", 13)] : []));
    });
  }

  function update(report) {
    if (!STEPS.includes(report.stage)) return;
    enter(report.stage);
    const before = STEPS.slice(0, STEPS.indexOf(report.stage)).reduce((sum, step) => sum + SHARE[step], 0);
    const within = report.stage === "read" && report.total ? report.bytes / report.total : 0.15;
    const share = before + SHARE[report.stage] * within;
    fill.style.width = `${(share * 100).toFixed(1)}%`;
    bar.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    bar.setAttribute("aria-valuetext", `${percent(share)} · ${t(`working.step.${report.stage}`)}`);
    if (report.stage === "read") {
      detail.textContent = t("working.read", { bytes: bytes(report.bytes), total: bytes(report.total), rows: whole(report.rows) });
    }
  }

  enter("read");
  client.onprogress = update;
  const element = h("section", { class: "working card" },
    h("h1", { tabindex: "-1" }, t("working.title")),
    h("p", { class: "working-file" }, icon("file", 16), h("span", {}, state.source.name)),
    bar, detail,
    h("ol", { class: "steps" }, [...items.values()]),
    spoken,
    h("div", { class: "working-foot" },
      h("p", { class: "muted" }, t("working.local")),
      h("button", { class: "button", type: "button", onclick: () => actions.cancel() }, t("working.cancel"))));
  return { element, dispose: () => { client.onprogress = () => {}; } };
}
