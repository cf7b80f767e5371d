
// ---- The keyboard.

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const helpKeys = [
  ["/", "find an entity"],
  ["← → ↑ ↓", "in the graph: move it; where an entity is chosen, go to its neighbour on that side"],
  ["Shift + arrows", "always move the graph"],
  ["Enter", "choose what is nearest to the middle; read on about what is chosen"],
  ["+ − 0", "nearer, further, the whole graph"],
  ["f", "show or hide the filters"],
  ["Esc", "close what is open; choose nothing"],
  ["?", "this help"],
];

function buildHelp() {
  $("help").replaceChildren(
    el("h2", { id: "help-title" }, "How to read and use this graph"),
    el("p", {}, "Each line is what texts say of two entities. Click one to read the sentences, with the words marked; click an entity for its names and all that is said of it. Solid lines are stated by a text itself; other lines show that somebody says so, that it is only possible, or that it is denied. The address of this page leads back to what you see."),
    el("dl", {}, helpKeys.flatMap(([key, says]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, says)])),
    el("button", { type: "button", onclick: () => $("help").close() }, "Close"));
}

function listenToKeys() {
  document.addEventListener("keydown", event => {
    const typing = event.target.matches("input[type=text], select");
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    if (event.key === "Escape" && !event.defaultPrevented) return escape();
    if (typing) return;
    if (event.key === "/") { event.preventDefault(); $("search").focus(); $("search").select(); }
    if (event.key === "?") openHelp();
    if (event.key === "f") toggleFilters();
  });
  canvas.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step) { arrow(step, event.shiftKey); event.preventDefault(); }
    else if (event.key === "Enter") { enter(); event.preventDefault(); }
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-" || event.key === "_") zoom(1 / 1.3);
    else if (event.key === "0") fit();
  });
}

function openHelp() { $("help").showModal(); }

// escape closes the topmost thing that is open.
function escape() {
  if (narrow() && filtersOpen()) return toggleFilters();
  if (!state.chosen) return;
  const from = opener;
  choose(null);
  if (from && from.isConnected) from.focus();
  else focusStage();
}

// focusStage leads the keyboard to the drawing, or to the list that is shown.
function focusStage() { (state.tab === "graph" ? canvas : $("panel-" + state.tab)).focus(); }

// arrow goes from the chosen node to its neighbour that lies best that way, or
// moves the plane.
function arrow([dx, dy], shift) {
  const here = state.chosen;
  if (shift || !isNode(here)) return pan(-60 * dx, -60 * dy);
  let best = null, worst = Infinity;
  for (const e of here.edges) {
    const n = e.a === here ? e.b : e.a;
    if (!e.seen || n === here) continue;
    const x = n.x - here.x, y = n.y - here.y, length = Math.hypot(x, y) || 1, along = (x * dx + y * dy) / length;
    if (along > 0.4 && length / along / along < worst) { best = n; worst = length / along / along; }
  }
  if (!best) return say("nothing is tied to it on that side");
  choose(best);
  reveal(best);
}

function enter() {
  if (state.chosen) return focusDetails();
  const n = nodeAt(camera.width / 2, camera.height / 2, Infinity);
  if (n) choose(n);
}
