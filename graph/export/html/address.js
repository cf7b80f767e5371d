
// ---- The address of the page says what is seen, so that it can be sent to others
// and come back to.
//
//	#tab=statements&entity=is-k&status=asserted,reported&confidence=0.5&from=2022

let reading = false; // an address is being read: what changes is in it already

function writeAddress(step) {
  if (reading) return;
  const a = new URLSearchParams();
  const list = names => [...names].sort().map(encodeURIComponent).join(",");
  if (state.tab !== "graph") a.set("tab", state.tab);
  if (state.chosen) a.set(isNode(state.chosen) ? "entity" : "statement", state.chosen.id);
  if (state.offTypes.size) a.set("without-types", list(state.offTypes));
  if (state.offRelations.size) a.set("without-relations", list(state.offRelations));
  if (lines.some(l => state.offLines.has(l.name) !== !!l.hidden)) a.set("status", list(lines.map(l => l.name).filter(l => !state.offLines.has(l))));
  if (state.confidence) a.set("confidence", String(state.confidence));
  for (const key of ["from", "to"]) if (state[key]) a.set(key, state[key]);
  if (state.hops && state.centre) { a.set("around", state.centre.id); a.set("steps", String(state.hops)); }
  const hash = a.toString();
  if (hash === location.hash.slice(1)) return;
  const to = location.pathname + location.search + (hash ? "#" + hash : "");
  try {
    if (step) history.pushState(null, "", to);
    else history.replaceState(null, "", to);
  } catch { /* some browsers keep the history of files to themselves */ }
}

// readAddress sets the state by the address. What it names and the graph does not
// have is passed over.
function readAddress() {
  const a = new URLSearchParams(location.hash.slice(1));
  const list = (key, known) => new Set((a.get(key) || "").split(",").map(decoded).filter(v => known.some(k => k.name === v)));
  const date = key => isDate(a.get(key)) ? a.get(key) : "";
  resetFilters();
  state.tab = tabs.includes(a.get("tab")) ? a.get("tab") : "graph";
  state.offTypes = list("without-types", types);
  state.offRelations = list("without-relations", relations);
  if (a.has("status")) {
    const on = list("status", lines);
    state.offLines = new Set(lines.map(l => l.name).filter(l => !on.has(l)));
  }
  state.confidence = Math.max(0, Math.min(1, Number(a.get("confidence")) || 0));
  state.from = date("from");
  state.to = date("to");
  state.centre = nodeByID.get(a.get("around")) || null;
  state.hops = state.centre ? Math.max(0, Math.min(3, Math.round(Number(a.get("steps")) || 1))) : 0;
  return nodeByID.get(a.get("entity")) || edgeByID.get(a.get("statement")) || null;
}

function decoded(s) {
  try { return decodeURIComponent(s); } catch { return s; }
}

// follow goes where the address leads.
function follow() {
  reading = true;
  const it = readAddress();
  state.chosen = null;
  changed("filters");
  changed("tab");
  choose(it, { centre: !state.hops, quiet: true });
  if (state.hops) fit();
  reading = false;
}
