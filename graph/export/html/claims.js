
// ---- The sentences that prove an edge.

// The marks of a piece of a sentence are bits; the nearest to the point wins.
const inEvidence = 1, inSubject = 2, inObject = 4, inTimeWords = 8;

const markOf = bits => bits & inSubject ? "subject" : bits & inObject ? "object" : bits & inTimeWords ? "time" : "";

// sentence is a claim's sentence with the words marked.
function sentence(c) {
  const text = sentences[c.sentence].text;
  const p = quoted([], "p");
  for (let i = 0, at = 0; i < c.marks.length; i += 2) {
    const words = text.slice(at, at + c.marks[i]), kind = markOf(c.marks[i + 1]);
    at += c.marks[i];
    if (kind) p.append(el("mark." + kind + (c.marks[i + 1] & inEvidence ? ".evidence" : ""), {}, words));
    else if (c.marks[i + 1] & inEvidence) p.append(el("mark.evidence", {}, words));
    else p.append(words);
  }
  return p;
}

// named is an entity that a claim names: a link where it is in the page.
function named(ref) {
  const n = nodeByID.get(ref.id);
  return n ? link(n, ref.name) : quoted(ref.name);
}

// link is a button that chooses a node.
function link(n, words = n.name) {
  return el("button.link", { type: "button", onclick: () => { choose(n, { centre: true }); focusDetails(); } }, quoted(short(words, 120)));
}

function card(e, c) {
  const s = sentences[c.sentence], d = documents[s.document];
  // What an edge is inferred from is asserted; what a text says is as the edge is.
  const facts = [el("span.mark", {}, e.inferred ? "asserted" : e.line.name)];
  if (c.speaker) facts.push(el("span", {}, "says ", named(c.speaker)));
  if (c.when || c.from || c.to) facts.push(el("span", {}, "when: ", quoted(when(c))));
  if (c.place) facts.push(el("span", {}, "where: ", named(c.place)));
  facts.push(el("span", {}, `confidence ${c.confidence.toFixed(2)}`));
  if (c.decided) facts.push(quoted(c.decided));
  const source = [outward(d.url || "", d.title && d.title !== d.source ? `${d.title} (${d.source})` : d.source), `, sentence ${s.number}`];
  if (d.author) source.push(", by ", quoted(d.author));
  if (d.date) source.push(", ", quoted(d.date));
  if (c.rule) source.push(el("span", {}, `; read by: ${c.rule}`));
  return el("figure.card", {}, c.says && el("figcaption", {}, quoted(c.says)), el("blockquote", {}, sentence(c)),
    el("p.from", {}, facts.flatMap((f, i) => i ? [" · ", f] : [f])), el("p.from", {}, source));
}

// when writes the words and the days they span.
function when(c) {
  const days = c.from && c.to && c.from !== c.to ? `${c.from} to ${c.to}` : c.from === c.to ? c.from || "" : c.from ? `from ${c.from}` : `to ${c.to}`;
  return c.when && days && c.when !== days ? `${c.when} (${days})` : c.when || days;
}

// more appends what make makes of the items, so many at a time.
function more(parent, items, make, step) {
  let at = 0;
  const button = el("button", { type: "button", onclick: () => { const last = parent.lastChild; next(); if (last && last.nextSibling) last.nextSibling.querySelector("button, summary, p")?.focus?.(); } });
  const next = () => {
    for (const item of items.slice(at, at + step)) parent.append(make(item));
    at += step;
    button.hidden = at >= items.length;
    button.textContent = `Show ${Math.min(step, items.length - at)} more of ${(items.length - at).toLocaleString("en")}`;
  };
  next();
  return [parent, button];
}

function markKey() {
  return el("p.key", {}, el("mark.subject", {}, "subject"), el("mark.object", {}, "object"), el("mark.time", {}, "time"), el("mark.evidence", {}, "words that say it"));
}
