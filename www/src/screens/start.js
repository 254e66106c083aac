// The first screen: one sentence, one place to drop a file, two samples, and what comes out.
import { t } from "../i18n.js";
import { h, uid } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { exampleCard } from "./example.js";

function dropZone(actions) {
  const input = h("input", {
    type: "file", id: uid("file"), class: "visually-hidden", accept: ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain",
    onchange: () => { if (input.files[0]) actions.openFile(input.files[0]); },
  });
  const zone = h("div", { class: "drop" },
    h("span", { class: "drop-icon" }, icon("upload", 26)),
    h("p", { class: "drop-title" }, t("start.drop")),
    h("p", { class: "drop-sub" }, t("start.dropSub")),
    input,
    h("label", { class: "button primary", for: input.id }, t("start.choose")));
  let depth = 0;
  zone.addEventListener("dragenter", () => { depth += 1; zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) zone.classList.remove("over"); });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    zone.classList.remove("over");
    const file = event.dataTransfer?.files?.[0];
    if (file) actions.openFile(file);
  });
  return zone;
}

function sampleButton(actions, name, title, text, facts) {
  return h("button", { class: "sample", type: "button", "data-sample": name, onclick: () => actions.openSample(name) },
    h("span", { class: "sample-title" }, title, icon("arrow-right", 16)),
    h("span", { class: "sample-text" }, text),
    h("span", { class: "sample-facts" }, facts));
}

function profilePart(state, actions) {
  if (state.profile) {
    return h("p", { class: "loaded", role: "status" }, icon("check", 16),
      h("span", {}, t("start.profileLoaded", { name: state.profile.name })),
      h("button", { class: "link", type: "button", onclick: () => actions.dropProfile() }, t("start.profileDrop")));
  }
  const input = h("input", {
    type: "file", id: uid("profile"), class: "visually-hidden", accept: ".json,application/json",
    onchange: () => { if (input.files[0]) actions.openProfile(input.files[0]); },
  });
  return h("p", { class: "saved" }, t("start.haveProfile"), " ", input, h("label", { class: "link", for: input.id }, t("start.loadProfile")));
}

function answer(name) {
  return h("li", { class: "answer" },
    h("h2", {}, t(`start.${name}.title`)),
    h("p", {}, t(`start.${name}.text`)));
}

export function startScreen({ state, actions }) {
  const element = h("div", { class: "start" },
    h("section", { class: "hero" },
      h("div", { class: "hero-text" },
        h("h1", { tabindex: "-1" }, t("start.title")),
        h("p", { class: "lead" }, t("start.lead")),
        state.notice === "cancelled" && h("p", { class: "notice", role: "status" }, icon("info", 16), t("working.cancelled")),
        dropZone(actions),
        profilePart(state, actions),
        h("div", { class: "samples" },
          h("p", { class: "samples-title" }, t("start.noFile")),
          sampleButton(actions, "shop", t("start.shop.title"), t("start.shop.text"), t("start.shop.facts")),
          sampleButton(actions, "cdnow", t("start.cdnow.title"), t("start.cdnow.text"), t("start.cdnow.facts")))),
      exampleCard()),
    h("ul", { class: "answers" }, ["value", "loyalty", "churn"].map(answer)));
  state.notice = null;
  return { element };
}

