
// ---- What is chosen and what is seen. Whoever changes the state calls changed.

const tabs = ["graph", "entities", "statements"];

const state = {
  tab: "graph",
  chosen: null,         // a node or an edge
  offTypes: new Set(),  // what the filters hide
  offRelations: new Set(),
  offLines: new Set(lines.filter(l => l.hidden).map(l => l.name)),
  confidence: 0,        // what claims have at least
  from: "", to: "",     // dates
  hops: 0,              // of what lies how far from centre only; 0 is all
  centre: null,         // a node
};

const isNode = x => x != null && x.edges !== undefined;

// inTime reports whether a claim overlaps the time that is asked for.
function inTime(c) {
  if (!state.from && !state.to) return true;
  if (!c.first && !c.last) return false;
  return (!state.to || !c.first || c.first <= lastDay(state.to)) && (!state.from || !c.last || c.last >= firstDay(state.from));
}

const passes = c => c.confidence >= state.confidence && inTime(c);

// seen are what the filters let through; kept by sift. Of an edge, weight is how
// many of its claims they let through.
const seen = { nodes: [], edges: [] };

function sift() {
  for (const e of edges) {
    e.seen = !state.offLines.has(e.line.name) && !state.offRelations.has(e.relation) &&
      !state.offTypes.has(e.a.type) && !state.offTypes.has(e.b.type);
    e.weight = e.seen ? e.claims.reduce((n, c) => n + passes(c), 0) : 0;
    // An inference stands once, and falls with any claim that it rests on.
    if (e.inferred) e.weight = e.weight === e.claims.length ? 1 : 0;
    e.seen = e.weight > 0;
  }
  if (state.hops && state.centre) near(state.centre, state.hops);
  for (const n of nodes) {
    n.seen = n.edges.some(e => e.seen) || (n.edges.length === 0 || n === state.centre) && !state.offTypes.has(n.type);
  }
  seen.nodes = nodes.filter(n => n.seen);
  seen.edges = edges.filter(e => e.seen);
}

// near hides the edges that lie further than so many from a node.
function near(centre, hops) {
  const reached = new Set([centre]), kept = new Set();
  let rim = [centre];
  for (; hops > 0 && rim.length; hops--) {
    const next = [];
    for (const n of rim) {
      for (const e of n.edges) {
        if (!e.seen || kept.has(e)) continue;
        kept.add(e);
        for (const other of [e.a, e.b]) {
          if (!reached.has(other)) { reached.add(other); next.push(other); }
        }
      }
    }
    rim = next;
  }
  for (const e of edges) if (!kept.has(e)) e.seen = false;
}

// filtered reports whether the filters hide more than they did at first.
function filtered() {
  const off = lines.filter(l => state.offLines.has(l.name) !== !!l.hidden);
  return state.offTypes.size + state.offRelations.size + off.length > 0 ||
    state.confidence > 0 || state.from !== "" || state.to !== "" || state.hops > 0;
}

function resetFilters() {
  state.offTypes.clear();
  state.offRelations.clear();
  state.offLines = new Set(lines.filter(l => l.hidden).map(l => l.name));
  Object.assign(state, { confidence: 0, from: "", to: "", hops: 0, centre: null });
}

// changed brings the page up to date: "filters" sifts again, "chosen" and "tab"
// show what is chosen, or another tab.
function changed(what) {
  if (what === "filters") sift();
  if (what === "filters" || what === "tab") showTables();
  if (what === "filters") { showFilters(); showDetails(); }
  if (what === "chosen") { showDetails(); markChosen(); }
  if (what === "tab") showTab();
  showCounts();
  writeAddress(what === "chosen" || what === "tab");
  redraw();
}

// choose chooses a node, an edge or, with null, nothing, and shows it.
function choose(it, { centre = false, quiet = false } = {}) {
  if (it && !it.seen) { // what is asked for by name is to be seen
    resetFilters();
    const own = isNode(it) ? it.edges : [it];
    if (own.every(e => state.offLines.has(e.line.name))) for (const e of own) state.offLines.delete(e.line.name);
    state.chosen = it;
    changed("filters");
  }
  state.chosen = it;
  changed("chosen");
  if (it && centre) lookAt(it);
  if (it && !quiet) say(isNode(it) ? spokenNode(it) : spokenEdge(it));
}

const spokenNode = n => `${n.name}, ${n.type}, ${count(n.edges.filter(e => e.seen).length, "statement")}`;
const spokenEdge = e => `${e.a.name} ${e.words} ${e.b.name}, ${e.line.name}, ${count(e.weight, "claim")}`;
