
// ---- What is chosen: an entity with its names and claims, or a statement with
// its sentences.

let opener = null; // what had the focus before the details had it
const trail = [];  // what was chosen before, for the way back

function showDetails() {
  const box = $("details"), it = state.chosen;
  const was = box.hidden;
  box.hidden = !it;
  if (it) {
    if (trail[trail.length - 1] !== it) trail.push(it);
    if (trail.length > 50) trail.shift();
    const open = [...box.querySelectorAll("details[open]")].map(d => d.dataset.edge);
    const same = box.dataset.of === (it.id || "");
    box.replaceChildren(top(), ...(isNode(it) ? nodeDetails(it, same ? open : []) : edgeDetails(it)));
    if (!same) box.scrollTop = 0;
    box.dataset.of = it.id || "";
  } else {
    trail.length = 0;
    box.replaceChildren();
  }
  if (was !== box.hidden) resize();
}

function top() {
  return el("div.top", {},
    el("button", { type: "button", hidden: trail.length < 2, onclick: () => { trail.pop(); choose(trail.pop(), { centre: true }); focusDetails(); } }, "‹ Back"),
    el("span"),
    el("button", { type: "button", id: "details-close", "aria-label": "Close", onclick: escape }, "✕"));
}

function focusDetails() {
  if (!$("details").contains(document.activeElement)) opener = document.activeElement;
  const heading = $("details").querySelector("h2");
  if (heading) heading.focus();
}

function nodeDetails(n, open) {
  const list = n.edges.filter(e => e.seen).sort((a, b) => b.weight - a.weight || a.index - b.index);
  const hidden = n.edges.length - list.length;
  const parts = [
    el("h2", { tabindex: -1, id: "details-title" }, quoted(n.name)),
    el("p.kind", {}, el("span.chip", {}, swatch(styles[n.style]), n.type), count(list.reduce((k, e) => k + e.weight, 0), "claim"), n.mentions ? ` · ${count(n.mentions, "mention")}` : null),
  ];
  if (n.aliases.length) parts.push(el("h3", {}, "Also named"), el("ul.names", {}, n.aliases.map(a => el("li", {}, quoted(a)))));
  if (n.links && n.links.length) parts.push(el("h3", {}, "Links"), el("ul.names", {}, n.links.map(l => el("li", {}, outward(l)))));
  parts.push(reach(n), el("h3", {}, `Statements (${list.length})`));
  const few = list.length <= 4;
  parts.push(...more(el("div"), list, e => statement(n, e, few || open.includes(e.id)), 60));
  if (!list.length) parts.push(el("p.small", {}, "None that pass the filters."));
  else if (hidden) parts.push(el("p.small", {}, `${count(hidden, "more statement")} ${hidden === 1 ? "is" : "are"} hidden by the filters.`));
  parts.push(markKey());
  return parts;
}

// outward is a link into the web, of addresses that are none of a script.
function outward(name, words = name) {
  const address = name.replace(/^wikidata:(Q\d+)$/, "https://www.wikidata.org/wiki/$1");
  if (!/^https?:\/\/[^\s"<>]+$/i.test(address)) return quoted(words);
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, quoted(words));
}

// reach chooses how far around a node is shown.
function reach(n) {
  const select = el("select", {
    id: "reach", onchange: () => {
      state.hops = Number(select.value);
      state.centre = state.hops ? n : null;
      changed("filters");
      fit();
    },
  }, [["0", "the whole graph"], ["1", "its neighbours only"], ["2", "two steps around"], ["3", "three steps around"]].map(([value, words]) =>
    el("option", { value, selected: state.centre === n && String(state.hops) === value }, words)));
  return el("p.reach", {}, el("label", {}, "Show ", select), el("button", {
    type: "button", hidden: state.tab !== "graph", onclick: () => lookAt(n),
  }, "Centre"));
}

// statement is an edge of a node, which opens to show its sentences.
function statement(n, e, open) {
  const other = e.a === n ? e.b : e.a;
  const name = x => x === n ? quoted(short(x.name, 40)) : quoted(short(x.name, 90), "b");
  const cards = el("div.cards");
  const d = el("details.statement", { open, "data-edge": e.id },
    el("summary", {}, lineSwatch(e.line, false), el("span.said", {}, name(e.a), ` ${e.words} `, name(e.b), e.weight > 1 ? ` ×${e.weight}` : null)), cards);
  const fill = () => {
    if (!d.open || cards.childNodes.length) return;
    if (e.inferred) cards.append(el("p.small", {}, `No text says so. It follows (${e.inferred}) from:`));
    cards.append(el("p.reach", {}, link(other), el("button.plain", { type: "button", onclick: () => { choose(e, { centre: true }); focusDetails(); } }, "show this line")),
      ...more(el("div"), e.claims.filter(passes), c => card(e, c), 20));
  };
  d.addEventListener("toggle", fill);
  fill();
  return d;
}

function edgeDetails(e) {
  const claims = e.claims.filter(passes), rest = e.claims.length - claims.length;
  return [
    el("h2.triple", { tabindex: -1, id: "details-title" }, link(e.a), el("span.relation", {}, ` ${e.words} `), link(e.b)),
    el("p.kind", {}, el("span.chip", {}, lineSwatch(e.line), e.line.says), e.symmetric ? "goes both ways" : null, e.open ? "in the text’s own words" : null),
    el("h3", {}, e.inferred ? `Follows from (${e.inferred})` : count(claims.length, "claim")),
    ...more(el("div"), claims, c => card(e, c), 30),
    rest > 0 && el("p.small", {}, `${count(rest, "more claim")} ${rest === 1 ? "is" : "are"} hidden by the filters.`),
    markKey(),
  ].filter(Boolean);
}
