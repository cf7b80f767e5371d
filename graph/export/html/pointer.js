
// ---- Mouse, pen and fingers.

const held = new Map(); // the pointers that are down, by their ID
let dragged = null;     // a node that the mouse moves
let moved = false;      // whether a pointer that is down has moved: then it is no click

const place = event => {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

// under is the node or edge at a point; fingers are broader than mice.
const under = (p, touch) => nodeAt(p.x, p.y, touch ? 12 : 4) || edgeAt(p.x, p.y, touch ? 14 : 6);

function listenToPointers() {
  canvas.addEventListener("pointerdown", event => {
    const p = place(event);
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, p);
    hideTip();
    moved = held.size > 1;
    dragged = held.size === 1 && event.pointerType === "mouse" ? nodeAt(p.x, p.y, 2) : null;
  });
  canvas.addEventListener("pointermove", event => {
    const p = place(event), before = held.get(event.pointerId);
    if (!before) return point(p, event.pointerType);
    if (held.size === 1) drag(p, before);
    else pinch(event.pointerId, p, before);
  });
  const up = event => {
    const p = held.get(event.pointerId);
    held.delete(event.pointerId);
    canvas.classList.remove("moving");
    if (p && !moved && event.type === "pointerup" && event.button === 0) click(p, event.pointerType !== "mouse");
    if (!held.size) dragged = null;
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => { hovered = null; hideTip(); redraw(); });
  canvas.addEventListener("wheel", event => {
    event.preventDefault();
    hideTip();
    const p = place(event), lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    const delta = Math.max(-240, Math.min(240, event.deltaY * lines));
    zoom(Math.exp(-delta * (event.ctrlKey ? 0.01 : 0.0022)), p.x, p.y);
  }, { passive: false });
  canvas.addEventListener("dblclick", event => {
    const p = place(event);
    if (!nodeAt(p.x, p.y, 4)) zoom(1.8, p.x, p.y);
  });
}

function drag(p, before) {
  if (!moved && Math.hypot(p.x - before.x, p.y - before.y) < 4) return;
  moved = true;
  canvas.classList.add("moving");
  if (dragged) {
    [dragged.x, dragged.y] = toPlane(p.x, p.y);
    camera.fitted = false;
    redraw();
  } else {
    pan(p.x - before.x, p.y - before.y);
  }
  Object.assign(before, p);
}

// pinch zooms by how far two fingers part, and moves with their middle.
function pinch(id, p, before) {
  const other = [...held].find(([key]) => key !== id)[1];
  const was = Math.hypot(before.x - other.x, before.y - other.y), is = Math.hypot(p.x - other.x, p.y - other.y);
  pan((p.x - before.x) / 2, (p.y - before.y) / 2);
  if (was > 0) zoom(is / was, (p.x + other.x) / 2, (p.y + other.y) / 2);
  Object.assign(before, p);
}

function click(p, touch) {
  canvas.focus({ preventScroll: true });
  const it = under(p, touch);
  if (it !== state.chosen) choose(it);
  if (isNode(it) && covered()) reveal(it);
}

function point(p, kind) {
  if (kind === "touch") return;
  const it = under(p, false);
  canvas.classList.toggle("pointing", it != null);
  if (it) showTip(it, p);
  else hideTip();
  if (it !== hovered) { hovered = it; redraw(); }
}

function showTip(it, p) {
  const tip = $("tip");
  if (isNode(it)) {
    tip.replaceChildren(quoted(short(it.name, 120)), el("small", {}, `${it.type} · ${count(it.claims, "claim")}`));
  } else {
    const c = it.claims.find(passes) || it.claims[0];
    tip.replaceChildren(quoted(short(it.a.name, 50)), ` ${it.words} `, quoted(short(it.b.name, 50)),
      el("small", {}, it.line.name + (c.speaker ? ", says " : ""), c.speaker ? quoted(c.speaker.name) : null, ` · ${count(it.weight, "claim")}`));
  }
  tip.hidden = false;
  tip.style.left = Math.max(4, Math.min(p.x + 14, camera.width - tip.offsetWidth - 8)) + "px";
  tip.style.top = (p.y + 22 + tip.offsetHeight > camera.height ? p.y - tip.offsetHeight - 10 : p.y + 18) + "px";
}

function hideTip() { $("tip").hidden = true; }
