
// ---- The graph, as it was written into the page, and what is derived from it.

const graph = JSON.parse(document.getElementById("data").textContent);
const { nodes, edges, lines, styles, documents, sentences } = graph;

// fold makes equal what people take for the same name: it drops case, accents and
// punctuation.
function fold(name) {
  return name.normalize("NFKD").replace(/[\p{Mn}'’.]/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}\p{S}\p{M}]+/gu, " ").trim().replace(/^the /, "");
}

const nodeByID = new Map();
nodes.forEach((n, i) => {
  n.index = i;
  n.edges = [];
  n.aliases = n.aliases || [];
  n.claims = 0;
  nodeByID.set(n.id, n);
});

// isDate knows 2022, 2022-03 and 2022-03-01. What else a text gives as a time is
// shown, but not reckoned with.
const isDate = words => /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(words || "");

// firstDay and lastDay complete a date: "2022-02" runs from "2022-02-01" to
// "2022-02-28".
function firstDay(date) {
  return date + "-01-01".slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6);
}
function lastDay(date) {
  if (date.length === 4) return date + "-12-31";
  if (date.length !== 7) return date;
  const [year, month] = date.split("-").map(Number);
  return date + "-" + new Date(Date.UTC(2000 + year % 400, month, 0)).getUTCDate();
}

edges.forEach((e, i) => {
  e.index = i;
  e.a = nodes[e.from];
  e.b = nodes[e.to];
  e.a.edges.push(e);
  if (e.b !== e.a) e.b.edges.push(e);
  e.line = lines[e.line];
  e.id = [e.a.id, e.relation, e.b.id, e.line.name].join("~") + (e.negative ? "~not" : "");
  e.words = e.negative && e.line.ends !== "bar" ? "not: " + e.relation : e.relation;
  e.confidence = 0;
  for (const c of e.claims) {
    e.confidence = Math.max(e.confidence, c.confidence);
    // A claim that gives no time counts as of the day of its document.
    const day = documents[sentences[c.sentence].document].date;
    const dated = isDate(c.from) || isDate(c.to), from = dated ? c.from : day, to = dated ? c.to : day;
    c.first = isDate(from) ? firstDay(from) : "";
    c.last = isDate(to) ? lastDay(to) : "";
  }
  if (e.inferred) { // no text says it of them, and it is as sure as that all were read rightly
    e.confidence = e.claims.reduce((p, c) => p * c.confidence, 1);
    return;
  }
  e.a.claims += e.claims.length;
  if (e.b !== e.a) e.b.claims += e.claims.length;
});
const edgeByID = new Map(edges.map(e => [e.id, e]));

// Edges between the same two nodes part like the fingers of a hand.
(() => {
  const hands = new Map();
  for (const e of edges) {
    const key = Math.min(e.from, e.to) + " " + Math.max(e.from, e.to);
    if (!hands.has(key)) hands.set(key, []);
    hands.get(key).push(e);
  }
  for (const hand of hands.values()) {
    hand.forEach((e, i) => {
      e.finger = i;
      // The finger's side is reckoned from the lesser node, whichever way it leads.
      e.bend = (i - (hand.length - 1) / 2) * 26 * (e.from > e.to ? -1 : 1);
    });
  }
})();

// The nodes about which most is said come first: in lists, and where there is no
// room for all names.
const byClaims = nodes.slice().sort((a, b) => b.focus - a.focus || b.claims - a.claims || a.index - b.index);
byClaims.forEach((n, i) => { n.rank = i; });

// tally counts, and lists what it counted, the most frequent first.
function tally(values) {
  const count = new Map();
  for (const v of values) count.set(v, (count.get(v) || 0) + 1);
  return [...count].map(([name, n]) => ({ name, n })).sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
}

const types = tally(nodes.map(n => n.type)).map(t => {
  t.style = styles[nodes.find(n => n.type === t.name).style];
  return t;
}).sort((a, b) => styles.indexOf(a.style) - styles.indexOf(b.style) || b.n - a.n);
const relations = tally(edges.map(e => e.relation));
for (const r of relations) r.open = edges.find(e => e.relation === r.name).open;

const count = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s");
