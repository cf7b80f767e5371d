
// ---- The same graph as lists, for those who would rather read than look, and for
// screen readers.

const rowsOnAPage = 100;

const first = e => e.claims.reduce((day, c) => passes(c) && c.first && (!day || c.first < day) ? c.first : day, "");

const tables = {
  entities: {
    name: "Entities", rows: () => seen.nodes, sort: 2, down: true, page: 0,
    columns: [
      { title: "Entity", key: n => n.name.toLowerCase(), cell: n => [chooser(n, quoted(n.name))] },
      { title: "Type", key: n => n.type, cell: n => [el("span.cell", {}, swatch(styles[n.style]), n.type)] },
      { title: "Claims", key: n => n.claims, number: true, cell: n => [n.claims.toLocaleString("en")] },
      { title: "Also named", key: n => n.aliases.join(", ").toLowerCase(), wide: true, cell: n => [el("span.clipped.quoted", { dir: "auto" }, n.aliases.join(", "))] },
    ],
  },
  statements: {
    name: "Statements", rows: () => seen.edges, sort: 4, down: true, page: 0,
    columns: [
      { title: "Subject", key: e => e.a.name.toLowerCase(), cell: e => [el("span.clipped", {}, quoted(e.a.name))] },
      { title: "Relation", key: e => e.words, cell: e => [chooser(e, quoted(e.words), `${short(e.a.name, 60)} ${e.words} ${short(e.b.name, 60)}`)] },
      { title: "Object", key: e => e.b.name.toLowerCase(), cell: e => [el("span.clipped", {}, quoted(e.b.name))] },
      { title: "Status", key: e => lines.indexOf(e.line), cell: e => [el("span.cell", {}, lineSwatch(e.line), e.line.name)] },
      { title: "Claims", key: e => e.weight, number: true, cell: e => [e.weight.toLocaleString("en")] },
      { title: "Confidence", key: e => e.confidence, number: true, wide: true, cell: e => [e.confidence.toFixed(2)] },
      { title: "First", key: first, wide: true, cell: e => [first(e)] },
    ],
  },
};

// chooser is the button of a row, which shows what the row is about.
function chooser(it, content, label) {
  return el("button.link.row", {
    type: "button", "aria-label": label, "data-id": it.id, onclick: event => {
      opener = event.currentTarget;
      choose(it, { quiet: true });
      focusDetails();
    },
  }, el("span.clipped", {}, content));
}

function showTables() {
  if (state.tab === "graph") return;
  const t = tables[state.tab], panel = $("panel-" + state.tab);
  const key = t.columns[t.sort].key, sign = t.down ? -1 : 1;
  const rows = t.rows().map(row => ({ row, by: key(row) }));
  rows.sort((a, b) => (a.by < b.by ? -sign : a.by > b.by ? sign : a.row.index - b.row.index));
  t.pages = Math.max(1, Math.ceil(rows.length / rowsOnAPage));
  t.page = Math.min(t.page, t.pages - 1);
  const from = t.page * rowsOnAPage, some = rows.slice(from, from + rowsOnAPage);
  const table = el("table", {},
    el("caption", {}, rows.length ? `${t.name} ${from + 1} to ${from + some.length} of ${rows.length.toLocaleString("en")}` : `${t.name}: none that pass the filters`),
    el("thead", {}, el("tr", {}, t.columns.map((c, i) => heading(t, c, i)))),
    el("tbody", {}, some.map(({ row }) => el("tr", { class: row === state.chosen ? "chosen" : null, "data-id": row.id }, t.columns.map((c, i) =>
      el(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: classes(c) }, c.cell(row)))))));
  panel.replaceChildren(el("div.lists", {}, table, pager(t)));
}

const classes = c => [c.number && "number", c.wide && "wide"].filter(Boolean).join(" ") || null;

function heading(t, c, i) {
  const sorted = t.sort === i ? (t.down ? "descending" : "ascending") : "none";
  return el("th", { scope: "col", "aria-sort": sorted, class: classes(c) }, el("button", {
    type: "button", onclick: () => {
      t.down = t.sort === i ? !t.down : !!c.number;
      t.sort = i;
      t.page = 0;
      showTables();
      $("panel-" + state.tab).querySelectorAll("thead button")[i].focus();
    },
  }, c.title));
}

function pager(t) {
  const turn = (by, words) => el("button", {
    type: "button", disabled: t.page + by < 0 || t.page + by >= t.pages, onclick: () => {
      t.page += by;
      showTables();
      const panel = $("panel-" + state.tab);
      panel.scrollTop = 0;
      panel.focus();
    },
  }, words);
  return el("nav.pager", { "aria-label": "Pages of the list", hidden: t.pages < 2 }, turn(-1, "‹ Previous"), `page ${t.page + 1} of ${t.pages}`, turn(1, "Next ›"));
}

// markChosen shows in a list which row is chosen.
function markChosen() {
  if (state.tab === "graph") return;
  for (const tr of $("panel-" + state.tab).querySelectorAll("tbody tr")) {
    tr.classList.toggle("chosen", state.chosen != null && tr.dataset.id === state.chosen.id);
  }
}

// In a list, the arrows go from row to row.
function listenToTables() {
  for (const name of ["entities", "statements"]) {
    $("panel-" + name).addEventListener("keydown", event => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const rows = [...event.currentTarget.querySelectorAll("button.row")], at = rows.indexOf(document.activeElement);
      const next = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next || at < 0 && event.target !== event.currentTarget) return;
      event.preventDefault();
      next.focus();
    });
  }
}

function showTab() {
  for (const name of tabs) {
    const on = name === state.tab;
    $("panel-" + name).hidden = !on;
    $("tab-" + name).setAttribute("aria-selected", String(on));
    $("tab-" + name).tabIndex = on ? 0 : -1;
  }
  if (state.tab === "graph") resize();
}

function openTab(name) {
  if (state.tab === name) return;
  hideTip();
  state.tab = name;
  changed("tab");
  if (name === "graph" && state.chosen) lookAt(state.chosen);
}

function listenToTabs() {
  tabs.forEach((name, i) => {
    $("tab-" + name).addEventListener("click", () => openTab(name));
    $("tab-" + name).addEventListener("keydown", event => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = tabs[(i + by + tabs.length) % tabs.length];
      openTab(next);
      $("tab-" + next).focus();
    });
  });
}
