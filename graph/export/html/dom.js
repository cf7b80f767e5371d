
// ---- Elements. Text of documents becomes text here and nothing else: nothing in
// this page makes markup of a string.

const $ = id => document.getElementById(id);

// el makes an element of a tag with classes ("li.card"), its attributes and
// listeners, and what it holds: elements and strings.
function el(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  const e = document.createElement(name);
  if (classes.length) e.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== false && value != null) e.setAttribute(key, value);
  }
  e.append(...children.flat().filter(c => c != null && c !== false));
  return e;
}

// quoted holds words of a document: whatever way they run, they run so by
// themselves.
const quoted = (words, tag = "span") => el(tag + ".quoted", { dir: "auto" }, words);

function svg(tag, attributes, ...children) {
  const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes || {})) e.setAttribute(key, value);
  e.append(...children);
  return e;
}

// swatch is a node's mark, as legends show it.
function swatch(style) {
  return svg("svg", { class: "swatch", viewBox: "-11 -8 22 16", "aria-hidden": "true" },
    svg("path", { d: shapes[style.shape], fill: tinted(style.colour), transform: "scale(7)" }));
}

// lineSwatch is a line of a kind, with the end it has where that is to be shown.
function lineSwatch(line, end = true) {
  const s = svg("svg", { class: "swatch", viewBox: "0 0 22 16", "aria-hidden": "true" },
    svg("path", {
      d: end ? "M1 8H15" : "M1 8H21", stroke: drawn(line.colour), "stroke-width": 2, fill: "none",
      "stroke-dasharray": { dashed: "4 3", dotted: "0.1 4", "dash-dotted": "6 2.5 2 2.5" }[line.dash] || "none",
      "stroke-linecap": line.dash === "dotted" ? "round" : "butt",
    }));
  if (end) s.append(line.ends === "bar"
    ? svg("path", { d: "M17 3V13", stroke: drawn(line.colour), "stroke-width": 2.5 })
    : svg("path", { d: "M21 8l-7-4v8z", fill: drawn(line.colour) }));
  return s;
}

// say has a screen reader say something.
function say(words) { $("spoken").textContent = words; }
