// The table of customers: searched, filtered and sorted in the worker, only the visible rows drawn.
import { Virtualizer, defaultRangeExtractor, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { label, t } from "../../i18n.js";
import { date, decimal, money, whole } from "../../format.js";
import { h, uid } from "../../ui/dom.js";
import { icon } from "../../ui/icons.js";
import { announce, bandMark, riskMark, tierMark } from "../../ui/marks.js";

const PAGE = 100;
// Each listed row costs the virtualiser an object, and browsers cannot scroll an element of unlimited
// height (Firefox stops near 17.8 million pixels); search and filters reach the rows beyond.
const MOST_ROWS = 100_000;
const NARROW = matchMedia("(max-width: 760px)");

const COLUMNS = [
  { name: "id", sort: "id" },
  { name: "valueScore", sort: "valueScore", num: true },
  { name: "tier", sort: "tier" },
  { name: "lifetime", sort: "lifetime", num: true },
  { name: "loyalty", sort: "loyalty", num: true },
  { name: "risk", sort: "risk", num: true },
  { name: "band" },
  { name: "next", sort: "next", num: true },
  { name: "valueAtRisk", sort: "valueAtRisk", num: true },
  { name: "action" },
];

const cellOf = (currency) => ({
  id: (line) => h("span", { class: "cell-id", title: line.id }, line.id),
  valueScore: (line) => decimal(line.valueScore),
  tier: (line) => tierMark(line.tier),
  lifetime: (line) => money(line.lifetime, currency),
  loyalty: (line) => decimal(line.loyalty),
  risk: (line) => riskMark(line.risk, line.band),
  band: (line) => bandMark(line.band),
  next: (line) => date(line.next),
  valueAtRisk: (line) => money(line.valueAtRisk, currency),
  action: (line) => h("span", { class: "cell-action", title: label(line.action) }, label(line.action)),
});

export function customersTab({ analysis, client, memory, explain }) {
  const cells = cellOf(analysis.currency);
  let total = 0;
  let active = 0;
  let version = 0;
  let pages = new Map();
  let focusActive = false;
  let rowHeight = NARROW.matches ? 76 : 52;
  const resized = () => {
    rowHeight = NARROW.matches ? 76 : 52;
    virtual.measure();
  };

  const count = h("p", { class: "table-count", role: "status" });
  const body = h("div", { class: "grid-body", role: "rowgroup" });
  const grid = h("div", { class: "grid", role: "grid", "aria-label": t("customers.table"), "aria-colcount": String(COLUMNS.length) });
  const scroller = h("div", { class: "grid-scroll" }, grid);
  const empty = h("div", { class: "empty", hidden: true },
    h("p", {}, t("customers.none")),
    h("button", { class: "button", type: "button", onclick: () => reset() }, t("customers.clear")));

  /** Header cells: a button sorts, `aria-sort` says how. */
  const head = h("div", { role: "row", class: "grid-row grid-head", "aria-rowindex": "1" });
  function drawHead() {
    head.replaceChildren(...COLUMNS.map((column, i) => {
      const on = memory.sort === column.sort;
      const text = t(`column.${column.name}`);
      return h("div", {
        role: "columnheader", class: `grid-cell col-${column.name} ${column.num ? "right" : ""}`, "aria-colindex": String(i + 1),
        "aria-sort": column.sort ? (on ? (memory.descending ? "descending" : "ascending") : "none") : null,
      }, column.sort
        ? h("button", { class: `sort ${on ? "on" : ""}`, type: "button", "data-sort": column.sort, onclick: () => sortBy(column.sort) }, text,
          h("span", { class: "sort-arrow" }, on ? icon(memory.descending ? "arrow-down" : "arrow-up", 13) : null))
        : text);
    }));
  }

  function sortBy(name) {
    if (memory.sort === name) memory.descending = !memory.descending;
    else Object.assign(memory, { sort: name, descending: name !== "id" && name !== "next" && name !== "tier" });
    sortSelect.value = `${memory.sort}`;
    drawHead();
    head.querySelector(`[data-sort="${name}"]`)?.focus();
    refresh();
    announce(t("customers.sorted", { column: t(`column.${name}`), direction: t(memory.descending ? "sort.descending" : "sort.ascending") }));
  }

  const question = () => ({ sort: memory.sort, descending: memory.descending, query: memory.query, tier: memory.tier, band: memory.band });

  const virtual = new Virtualizer({
    count: 0, overscan: 8, estimateSize: () => rowHeight,
    getScrollElement: () => scroller, observeElementRect, observeElementOffset, scrollToFn: elementScroll, scrollMargin: 0, scrollPaddingStart: 48,
    // The row with the focus stays in the page even when it is scrolled out of sight.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return active < range.count && !rows.includes(active) ? [...rows, active].sort((a, b) => a - b) : rows;
    },
    onChange: () => draw(),
  });

  async function load(page) {
    if (pages.has(page)) return;
    const mine = version;
    pages.set(page, null);
    try {
      const answer = await client.ask("rows", { ...question(), start: page * PAGE, end: (page + 1) * PAGE });
      if (mine !== version) return;
      pages.set(page, answer.rows);
      setTotal(answer.total);
      draw();
    } catch (error) {
      if (error.code !== "Cancelled") throw error;
    }
  }

  function setTotal(next) {
    if (next === total && virtual.options.count === Math.min(next, MOST_ROWS)) return;
    total = next;
    active = Math.min(active, Math.max(0, total - 1));
    virtual.setOptions({ ...virtual.options, count: Math.min(total, MOST_ROWS) });
    virtual._willUpdate();
  }

  const lineAt = (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;

  function drawRow(item) {
    const line = lineAt(item.index);
    const row = h("div", {
      role: "row", class: `grid-row ${line ? "" : "grid-loading"}`, "aria-rowindex": String(item.index + 2), "data-index": String(item.index),
      tabindex: item.index === active ? "0" : "-1", style: { transform: `translateY(${item.start}px)`, height: `${item.size}px` },
    }, COLUMNS.map((column, i) => h("div", { role: "gridcell", class: `grid-cell col-${column.name} ${column.num ? "right num" : ""}`, "aria-colindex": String(i + 1) },
      line ? cells[column.name](line) : h("span", { class: "bone" }))));
    if (line) row.dataset.row = String(line.row);
    return row;
  }

  const drawn = new Map();

  function draw() {
    const items = virtual.getVirtualItems();
    const wanted = new Set(items.map((item) => item.index));
    for (const [index, entry] of drawn) {
      if (!wanted.has(index)) {
        entry.row.remove();
        drawn.delete(index);
      }
    }
    for (const item of items) {
      load(Math.floor(item.index / PAGE));
      const line = lineAt(item.index);
      const entry = drawn.get(item.index);
      if (entry && entry.line === line && entry.size === item.size) {
        entry.row.tabIndex = item.index === active ? 0 : -1;
        continue;
      }
      const focused = entry?.row === document.activeElement;
      const row = drawRow(item);
      if (entry) entry.row.replaceWith(row);
      else body.append(row);
      drawn.set(item.index, { row, line, size: item.size });
      if (focused) row.focus({ preventScroll: true });
    }
    body.style.height = `${virtual.getTotalSize()}px`;
    grid.setAttribute("aria-rowcount", String(total + 1));
    const none = total === 0 && pages.get(0) !== null && pages.has(0);
    empty.hidden = !none;
    scroller.hidden = none;
    count.textContent = total > MOST_ROWS
      ? t("customers.countCapped", { n: whole(total), shown: whole(MOST_ROWS) })
      : t("customers.count", { count: total, n: whole(total), all: whole(analysis.headline.customers) });
    if (focusActive && drawn.has(active)) {
      focusActive = false;
      drawn.get(active).row.focus({ preventScroll: true });
    }
  }

  function refresh() {
    version += 1;
    pages = new Map();
    for (const entry of drawn.values()) entry.row.remove();
    drawn.clear();
    active = 0;
    scroller.scrollTop = 0;
    load(0);
  }

  function moveTo(index) {
    active = Math.max(0, Math.min(virtual.options.count - 1, index));
    focusActive = true;
    virtual.scrollToIndex(active, { align: "auto" });
    draw();
  }

  function open(index) {
    const line = lineAt(index);
    if (!line) return;
    const previous = drawn.get(active)?.row;
    active = index;
    if (previous) previous.tabIndex = -1;
    drawn.get(index)?.row.focus({ preventScroll: true });
    explain(line.row, {
      at: index, total: virtual.options.count,
      /** Row number at a place of the table, loaded when needed. */
      rowAt: async (place) => {
        if (!lineAt(place)) {
          const answer = await client.ask("rows", { ...question(), start: place, end: place + 1 });
          return answer.rows[0]?.row ?? null;
        }
        return lineAt(place).row;
      },
      moved: (place) => { active = place; virtual.scrollToIndex(place, { align: "auto" }); focusActive = false; draw(); },
      closed: () => { moveTo(active); },
    });
  }

  body.addEventListener("keydown", (event) => {
    if (!event.target.matches?.('[role="row"]')) return;
    const step = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + step, PageUp: active - step, Home: 0, End: virtual.options.count - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      moveTo(to);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(active);
    }
  });
  body.addEventListener("click", (event) => {
    const row = event.target.closest('[role="row"]');
    if (row) open(Number(row.dataset.index));
  });

  let typing = null;
  const search = h("input", {
    id: uid("search"), class: "control search-input", type: "search", placeholder: t("customers.searchHint"), value: memory.query, autocomplete: "off", spellcheck: "false",
    oninput: () => {
      clearTimeout(typing);
      typing = setTimeout(() => { memory.query = search.value; refresh(); }, 140);
    },
    onkeydown: (event) => { if (event.key === "ArrowDown" && total) { event.preventDefault(); moveTo(0); } },
  });

  const chooser = (name, value, options, set) => {
    const id = uid(name);
    const control = h("select", { id, class: "control", onchange: (event) => set(event.target.value) }, options.map(([code, text]) => h("option", { value: code, selected: code === String(value ?? "") }, text)));
    return { control, element: h("div", { class: `chooser chooser-${name}` }, h("label", { for: id }, t(`customers.${name}`)), control) };
  };
  const numbered = (list) => list.map((item, i) => (item ? [String(i), label(item)] : null)).filter(Boolean);
  const tierChooser = chooser("tier", memory.tier, [["", t("customers.allTiers")], ...numbered(analysis.labels.tiers)], (v) => { memory.tier = v === "" ? null : Number(v); refresh(); });
  const bandChooser = chooser("band", memory.band, [["", t("customers.allBands")], ...numbered(analysis.labels.bands)], (v) => { memory.band = v === "" ? null : Number(v); refresh(); });
  const sortChooser = chooser("sort", memory.sort, COLUMNS.filter((c) => c.sort).map((c) => [c.sort, t(`column.${c.name}`)]), (v) => {
    Object.assign(memory, { sort: v, descending: v !== "id" && v !== "next" && v !== "tier" });
    drawHead();
    refresh();
  });
  const sortSelect = sortChooser.control;

  function reset() {
    Object.assign(memory, { query: "", tier: null, band: null });
    search.value = "";
    tierChooser.control.value = "";
    bandChooser.control.value = "";
    refresh();
    search.focus();
  }

  drawHead();
  grid.append(h("div", { role: "rowgroup", class: "grid-headgroup" }, head), body);
  const element = h("section", { class: "card customers" },
    h("h2", { class: "visually-hidden" }, t("tab.customers")),
    h("div", { class: "toolbar" },
      h("div", { class: "search" }, h("label", { class: "visually-hidden", for: search.id }, t("customers.search")), icon("search", 17), search),
      tierChooser.element, bandChooser.element, sortChooser.element, count),
    scroller, empty);
  let unmount = () => {};
  return {
    element,
    mounted() {
      unmount = virtual._didMount();
      virtual._willUpdate();
      NARROW.addEventListener("change", resized);
      refresh();
    },
    dispose() {
      clearTimeout(typing);
      version += 1;
      NARROW.removeEventListener("change", resized);
      unmount();
    },
  };
}
