
// ---- The filters, which are the legend too.

const narrow = () => window.matchMedia("(max-width: 820px)").matches;
const filtersOpen = () => !$("filters").hidden;

function toggleFilters() {
  if (filtersOpen() && $("filters").contains(document.activeElement)) $("filters-button").focus();
  $("filters").hidden = filtersOpen();
  $("filters-button").setAttribute("aria-expanded", String(filtersOpen()));
  if (filtersOpen() && narrow()) $("filters").querySelector("input, button").focus();
}

let facets = []; // the check boxes: {box, off, name}

// facet is a line with a check box that hides or shows one value, and a button
// that shows this value alone.
function facet(off, all, name, n, sign, words = name) {
  const box = el("input", {
    type: "checkbox", onchange: () => {
      if (box.checked) state[off].delete(name);
      else state[off].add(name);
      changed("filters");
    },
  });
  facets.push({ box, off, name });
  const only = el("button.plain.only", {
    type: "button", "aria-label": `Only ${words}`, onclick: () => {
      state[off] = new Set(all.filter(a => a !== name));
      changed("filters");
    },
  }, "only");
  return el("li.facet", {}, el("label", {}, box, sign, el("span.name", { title: words }, quoted(words))), only, el("span.count", {}, n.toLocaleString("en"), el("span.unseen", {}, " in all")));
}

// section is a part of the filters with its heading, and buttons for all and none.
function section(title, off, all, ...content) {
  const set = on => () => {
    state[off] = new Set(on ? [] : all);
    changed("filters");
  };
  return el("section", {},
    title && el("div.head", {}, el("h2", {}, title), off && all.length > 1 && el("span", {},
      el("button.plain", { type: "button", "aria-label": `${title}: all`, onclick: set(true) }, "all"),
      el("button.plain", { type: "button", "aria-label": `${title}: none`, onclick: set(false) }, "none"))),
    ...content);
}

function buildFilters() {
  facets = [];
  const typeNames = types.map(t => t.name), relationNames = relations.map(r => r.name);
  const used = lines.filter(l => edges.some(e => e.line === l));
  const claims = l => edges.reduce((n, e) => n + (e.line === l ? 1 : 0), 0);
  const find = el("input.field", {
    id: "relation-search", type: "text", "aria-label": "Find a relation", placeholder: "Find a relation", oninput: () => {
      const words = fold(find.value);
      for (const li of list.children) li.hidden = !fold(li.dataset.name).includes(words);
    },
  });
  const list = el("ul.list", { id: "relation-list" }, relations.map(r => {
    const li = facet("offRelations", relationNames, r.name, r.n, null, r.open ? `“${r.name}”` : r.name);
    li.dataset.name = r.name;
    return li;
  }));
  const scrolled = $("filters").scrollTop;
  $("filters").replaceChildren(
    section("Entities", "offTypes", typeNames, el("ul", { id: "type-list" }, types.map(t => facet("offTypes", typeNames, t.name, t.n, swatch(t.style))))),
    section("Status", "offLines", used.map(l => l.name), el("ul", { id: "line-list" }, used.map(l => {
      const li = facet("offLines", used.map(u => u.name), l.name, claims(l), lineSwatch(l), l.says);
      li.classList.add("full");
      return li;
    }))),
    section("Relations", "offRelations", relationNames, relations.length > 8 && find, list),
    section("Time", "", [], timeFields()),
    section("Confidence", "", [], confidenceField()),
    section("Signs", "", [], signs()),
    section("", "", [], el("button", { id: "reset", type: "button", onclick: () => { resetFilters(); changed("filters"); } }, "Reset all filters")));
  $("filters").scrollTop = scrolled;
}

function signs() {
  const grey = colours.soft;
  return el("div.signs", {},
    svg("svg", { viewBox: "0 0 34 14", "aria-hidden": "true" }, svg("path", { d: "M2 7h24", stroke: grey, "stroke-width": 2 }), svg("path", { d: "M33 7l-9-5v10z", fill: grey })),
    el("span", {}, "from subject to object"),
    svg("svg", { viewBox: "0 0 34 14", "aria-hidden": "true" }, svg("path", { d: "M2 7h30", stroke: grey, "stroke-width": 2 })),
    el("span", {}, "goes both ways"),
    el("b", {}, "×3"), el("span", {}, "so many claims say it"),
    svg("svg", { viewBox: "0 0 34 14", "aria-hidden": "true" }, svg("circle", { cx: 8, cy: 7, r: 3, fill: grey }), svg("circle", { cx: 24, cy: 7, r: 6, fill: grey })),
    el("span", {}, "larger: more is said of it"));
}

// timeFields are two dates, and bars that show when how much is said to hold.
function timeFields() {
  const field = (key, words) => {
    const input = el("input.field", {
      id: "time-" + key, type: "text", inputmode: "numeric", placeholder: "2022-03", value: state[key], maxlength: 10,
      onchange: () => {
        const value = input.value.trim(), wrong = value !== "" && !isDate(value);
        input.setAttribute("aria-invalid", String(wrong));
        if (wrong) return say(`${value} is no date: write 2022, 2022-03 or 2022-03-01`);
        state[key] = value;
        changed("filters");
      },
    });
    return el("label", {}, words, input);
  };
  return el("div", {}, bars(), el("div.pair", {}, field("from", "from"), field("to", "to")),
    el("p.small", { id: "time-note" }, "Claims without a time count as of the day of their document."));
}

// bars counts claims by year or, where all is within three years, by month.
function bars() {
  const days = edges.flatMap(e => e.claims.map(c => c.first || c.last || "")).filter(Boolean);
  if (!days.length) return null;
  const years = days.map(d => d.slice(0, 4)).sort();
  // The few that lie far off would leave the rest no room.
  const low = +years[Math.floor(years.length * 0.02)], high = +years[Math.ceil(years.length * 0.98) - 1];
  const size = high - low < 3 ? 7 : 4;
  const bins = [];
  for (let y = low; y <= high; y++) {
    if (size === 4) bins.push(String(y));
    else for (let m = 1; m <= 12; m++) bins.push(`${y}-${String(m).padStart(2, "0")}`);
  }
  const count = new Map(bins.map(b => [b, 0]));
  for (const d of days) { const b = d.slice(0, size); if (count.has(b)) count.set(b, count.get(b) + 1); }
  const most = Math.max(...count.values()), wide = 236 / bins.length;
  return svg("svg", { id: "bars", viewBox: "0 0 236 44", preserveAspectRatio: "none", "aria-hidden": "true" }, ...bins.map((b, i) => {
    const n = count.get(b), high = n ? Math.max(3, 42 * n / most) : 1;
    const bar = svg("rect", { x: (i * wide).toFixed(2), y: (44 - high).toFixed(1), width: Math.max(0.6, wide - Math.min(1.5, wide / 4)).toFixed(2), height: high.toFixed(1), "data-time": b });
    bar.append(svg("title", {}, `${b}: ${n}`));
    bar.addEventListener("click", () => {
      const again = state.from === b && state.to === b;
      state.from = state.to = again ? "" : b;
      changed("filters");
    });
    return bar;
  }));
}

function confidenceField() {
  const slide = el("input", {
    id: "confidence", type: "range", min: 0, max: 100, step: 5, value: 0, "aria-label": "Confidence at least", oninput: () => {
      state.confidence = slide.value / 100;
      changed("filters");
    },
  });
  return el("div.slide", {}, slide, el("output", { id: "confidence-said", for: "confidence" }));
}

// showFilters brings the controls in line with the state.
function showFilters() {
  for (const { box, off, name } of facets) box.checked = !state[off].has(name);
  for (const key of ["from", "to"]) if (document.activeElement !== $("time-" + key)) $("time-" + key).value = state[key];
  for (const bar of document.querySelectorAll("#bars rect")) {
    const b = bar.dataset.time;
    bar.classList.toggle("out", !!(state.from && lastDay(b) < firstDay(state.from) || state.to && firstDay(b) > lastDay(state.to)));
  }
  $("confidence").value = 100 * state.confidence;
  $("confidence-said").textContent = "≥ " + state.confidence.toFixed(2);
  $("filters-on").hidden = !filtered();
  $("reset").disabled = !filtered();
}

// showCounts says how much is seen, and what is not in the page at all.
function showCounts() {
  const part = (n, of, one, many) => n === of ? count(n, one, many) : `${n.toLocaleString("en")} of ${count(of, one, many)}`;
  const shown = `${part(seen.nodes.length, nodes.length, "entity", "entities")}, ${part(seen.edges.length, edges.length, "statement")} shown`;
  $("counts").replaceChildren(...[
    el("span", {}, shown),
    state.hops && state.centre ? el("span", {}, `within ${count(state.hops, "step")} of `, quoted(short(state.centre.name, 40))) : null,
    ...graph.notes.map(n => el("span.note", {}, n[0].toUpperCase() + n.slice(1) + ".")),
  ].filter(Boolean));
}
