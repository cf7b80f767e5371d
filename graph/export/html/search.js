
// ---- Finding an entity by any of its names.

const searchable = byClaims.map(n => ({ node: n, names: [n.name, ...n.aliases].map(name => ({ name, folded: fold(name) })) }));
const mostFound = 12;
let suggestions = [], active = -1;

// found lists the entities that words may mean: those of that name, then those of
// which a name, then a word, begins so, then those that hold it.
function found(words) {
  const folded = fold(words);
  if (!folded) return [];
  const worth = name => name === folded ? 0 : name.startsWith(folded) ? 1 : (" " + name).includes(" " + folded) ? 2 : name.includes(folded) ? 3 : 9;
  const all = [];
  for (const s of searchable) {
    let best = 9, by = null;
    for (const { name, folded: f } of s.names) {
      const w = worth(f);
      if (w < best) { best = w; by = name; }
    }
    if (best < 9) all.push({ node: s.node, by, best });
  }
  if (!all.length) return like(folded);
  return all.sort((a, b) => a.best - b.best || a.node.rank - b.node.rank).slice(0, mostFound);
}

// like lists the entities with a name that shares most pairs of letters with what
// was written, for slips of the pen.
function like(folded) {
  const pairs = s => new Set(Array.from({ length: Math.max(0, s.length - 1) }, (_, i) => s.slice(i, i + 2)));
  const wanted = pairs(folded), all = [];
  if (wanted.size < 2) return [];
  for (const s of searchable) {
    let best = 0, by = null;
    for (const { name, folded: f } of s.names) {
      if (f.length > 100) continue;
      const has = pairs(f);
      let both = 0;
      for (const p of wanted) if (has.has(p)) both++;
      const alike = 2 * both / (wanted.size + has.size);
      if (alike > best) { best = alike; by = name; }
    }
    if (best >= 0.4) all.push({ node: s.node, by, alike: best, guess: true });
  }
  return all.sort((a, b) => b.alike - a.alike || a.node.rank - b.node.rank).slice(0, 5);
}

function suggest() {
  const words = $("search").value;
  suggestions = found(words);
  active = suggestions.length ? 0 : -1;
  const list = $("suggestions");
  list.replaceChildren();
  if (suggestions.length && suggestions[0].guess) list.append(el("li.none", { role: "presentation" }, "No such name. Did you mean:"));
  suggestions.forEach((s, i) => list.append(el("li", {
    role: "option", id: "suggestion-" + i, onmousedown: event => event.preventDefault(), onclick: () => take(i),
  }, swatch(styles[s.node.style]), el("span.what", {},
    quoted(short(s.node.name, 80)),
    el("span.small", {}, s.node.type, s.by !== s.node.name ? [" · ", quoted(short(s.by, 60))] : [], ` · ${count(s.node.claims, "claim")}`)))));
  if (!suggestions.length) list.append(el("li.none", { role: "presentation" }, "Nothing has that name."));
  const open = words.trim() !== "";
  list.hidden = !open;
  $("search").setAttribute("aria-expanded", String(open));
  markActive();
  if (open) say(suggestions.length ? count(suggestions.length, "entity", "entities") + " found" : "nothing has that name");
}

function markActive() {
  suggestions.forEach((_, i) => $("suggestion-" + i).setAttribute("aria-selected", String(i === active)));
  if (active >= 0 && !$("suggestions").hidden) {
    $("search").setAttribute("aria-activedescendant", "suggestion-" + active);
    $("suggestion-" + active).scrollIntoView({ block: "nearest" });
  } else {
    $("search").removeAttribute("aria-activedescendant");
  }
}

function closeSuggestions() {
  $("suggestions").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}

function take(i) {
  const s = suggestions[i];
  if (!s) return;
  $("search").value = s.node.name;
  closeSuggestions();
  opener = null;
  choose(s.node, { centre: true });
  if (state.tab === "graph") focusStage();
  else focusDetails();
}

function listenToSearch() {
  const input = $("search");
  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => { if (input.value.trim()) suggest(); });
  input.addEventListener("blur", closeSuggestions);
  input.addEventListener("keydown", event => {
    const open = !$("suggestions").hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && suggestions.length) {
      event.preventDefault();
      if (!open) return suggest();
      active = (active + (event.key === "ArrowDown" ? 1 : suggestions.length - 1)) % suggestions.length;
      markActive();
    } else if (event.key === "Enter") {
      if (!open) suggest();
      take(active);
    } else if (event.key === "Escape" && (open || input.value)) {
      event.preventDefault(); // it is used up
      if (open) closeSuggestions();
      else input.value = "";
    } else if (event.key === "Escape") {
      event.preventDefault();
      focusStage();
    }
  });
}
