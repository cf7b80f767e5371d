
// ---- Colours and shapes.

// shapes are the marks of nodes, around the origin, about as large as a circle of
// radius 1.
const shapes = {
  circle: "M1 0A1 1 0 1 1-1 0 1 1 0 1 1 1 0Z",
  rounded: "M-.55-.9H.55A.35.35 0 0 1 .9-.55V.55A.35.35 0 0 1 .55.9H-.55A.35.35 0 0 1-.9.55V-.55A.35.35 0 0 1-.55-.9Z",
  square: "M-.88-.88H.88V.88H-.88Z",
  hexagon: "M-1.1 0-.55-.95H.55L1.1 0 .55.95H-.55Z",
  octagon: "M-1-.42-.42-1H.42L1-.42V.42L.42 1H-.42L-1 .42Z",
  slanted: "M-.55-.85H1.25L.55.85H-1.25Z",
  folded: "M-.75-1H.35L.8-.55V1H-.75Z",
  bare: "M0-.8.8 0 0 .8-.8 0Z",
};
const marks = Object.fromEntries(Object.entries(shapes).map(([name, d]) => [name, new Path2D(d)]));

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
let theme = ""; // "" follows the system
let dark = false;
let colours = {};

// mixed is a colour with so much of another in it; both are #RRGGBB.
function mixed(a, b, part) {
  const at = (c, i) => parseInt(c.slice(i, i + 2), 16);
  return "#" + [1, 3, 5].map(i => Math.round(at(a, i) * (1 - part) + at(b, i) * part).toString(16).padStart(2, "0")).join("");
}

// tinted is a mark's colour, and drawn a line's, made lighter on dark paper.
const tinted = colour => dark ? mixed(colour, "#ffffff", 0.28) : colour;
const drawn = colour => dark ? mixed(colour, "#ffffff", 0.58) : colour;

function applyTheme() {
  dark = theme === "" ? systemDark.matches : theme === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const css = getComputedStyle(document.documentElement);
  for (const name of ["paper", "grid", "ink", "soft", "accent", "halo"]) colours[name] = css.getPropertyValue("--" + name).trim();
  const to = dark ? "light" : "dark";
  const sign = dark
    ? "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2"
    : "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.500 10.5Z";
  $("theme").replaceChildren(svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: sign })));
  $("theme").setAttribute("aria-label", `Change to ${to} colours`);
  $("theme").title = `Change to ${to} colours`;
}

function toggleTheme() {
  theme = dark ? "light" : "dark";
  if ((theme === "dark") === systemDark.matches) theme = "";
  remember("theme", theme);
  restyle();
}

// restyle shows everything in the colours of the theme.
function restyle() {
  applyTheme();
  buildFilters();
  showFilters();
  showDetails();
  showTables();
  redraw();
}

// remember and recall keep a wish for the next time, where a browser lets them.
function remember(key, value) {
  try { localStorage.setItem("quadrille-" + key, value); } catch { /* then not */ }
}
function recall(key) {
  try { return localStorage.getItem("quadrille-" + key) || ""; } catch { return ""; }
}
