
// ---- The drawing. It is made anew for each frame, of what lies in the window.

let pending = false;
let hovered = null; // a node or an edge
let slow = false;   // whether the last whole drawing took longer than a frame may
let rest = 0;       // the timer that draws it whole after hasty ones

// redraw draws with the next frame. While the plane is moved, a drawing that takes
// long is made in haste, and made whole when it comes to rest.
function redraw(moving = false) {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    if (state.tab !== "graph" || !camera.ready) return;
    const hasty = moving && slow, begin = performance.now();
    draw(hasty);
    clearTimeout(rest);
    if (hasty) rest = setTimeout(redraw, 160);
    else slow = performance.now() - begin > 30;
  });
}

// middle is the point of the plane half way along an edge.
function middle(e) {
  if (e.a === e.b) return { x: e.a.x + (e.a.r + 9) * 0.9, y: e.a.y - (e.a.r + 18 + 14 * e.finger) };
  const c = control(e);
  return c ? { x: (e.a.x + 2 * c.x + e.b.x) / 4, y: (e.a.y + 2 * c.y + e.b.y) / 4 } : { x: (e.a.x + e.b.x) / 2, y: (e.a.y + e.b.y) / 2 };
}

// control is the point towards which an edge bends, or null for a straight one.
function control(e) {
  if (!e.bend) return null;
  const dx = e.b.x - e.a.x, dy = e.b.y - e.a.y, length = Math.hypot(dx, dy) || 1;
  return { x: (e.a.x + e.b.x) / 2 - dy / length * e.bend * 1.4, y: (e.a.y + e.b.y) / 2 + dx / length * e.bend * 1.4 };
}

// way is an edge on the screen: from the rim of one mark to that of the other.
function way(e) {
  const [ax, ay] = toScreen(e.a.x, e.a.y), [bx, by] = toScreen(e.b.x, e.b.y);
  const c = control(e);
  let cx = (ax + bx) / 2, cy = (ay + by) / 2;
  if (c) [cx, cy] = toScreen(c.x, c.y);
  const outA = Math.hypot(cx - ax, cy - ay) || 1, outB = Math.hypot(cx - bx, cy - by) || 1;
  const ra = Math.min(radius(e.a) + 1, outA), rb = Math.min(radius(e.b) + 2, outB);
  return {
    ax: ax + (cx - ax) / outA * ra, ay: ay + (cy - ay) / outA * ra,
    bx: bx + (cx - bx) / outB * rb, by: by + (cy - by) / outB * rb,
    cx, cy, straight: !c, dx: (bx - cx) / outB, dy: (by - cy) / outB,
  };
}

// loop is the circle of an edge from a node to itself.
function loop(e) {
  const [x, y] = toScreen(e.a.x, e.a.y), r = radius(e.a);
  const size = r * 0.7 + 7 + 5 * e.finger;
  return { x: x + r * 0.6, y: y - r * 0.6 - size * 0.8, size };
}

function inWindow(e) {
  const m = 40 / camera.scale + Math.abs(e.bend), w = camera.width / 2 / camera.scale + m, h = camera.height / 2 / camera.scale + m;
  const x0 = camera.x - w, x1 = camera.x + w, y0 = camera.y - h, y1 = camera.y + h;
  return !(e.a.x < x0 && e.b.x < x0 || e.a.x > x1 && e.b.x > x1 || e.a.y < y0 && e.b.y < y0 || e.a.y > y1 && e.b.y > y1);
}

function nodeInView(n) {
  const [x, y] = toScreen(n.x, n.y);
  return x > -60 && y > -30 && x < camera.width + 60 && y < camera.height + 20;
}

// lit is what stands out: what is chosen or pointed at, and its neighbours.
function litBy(it) {
  const lit = new Set();
  if (!it) return lit;
  if (isNode(it)) {
    lit.add(it);
    for (const e of it.edges) if (e.seen) lit.add(e).add(e.a).add(e.b);
  } else {
    lit.add(it).add(it.a).add(it.b);
  }
  return lit;
}

function draw(hasty = false) {
  const { width, height, dots } = camera;
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  pen.globalAlpha = 1;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, width, height);
  drawGrid();
  const chosen = state.chosen && state.chosen.seen ? state.chosen : null;
  const lit = litBy(chosen);
  if (hovered && hovered.seen) for (const x of litBy(hovered)) lit.add(x);
  const inView = seen.edges.filter(inWindow);
  const faint = chosen != null;
  // Thousands of lines are a texture: thin, without ends and dashes.
  const dense = hasty || inView.length > 2500;
  drawEdges(inView.filter(e => !lit.has(e)), { dense, alpha: faint ? 0.14 : dense ? 0.3 : inView.length > 600 ? 0.5 : 0.75 });
  drawEdges(inView.filter(e => lit.has(e)), { dense: hasty, alpha: 1, thicker: 0.4 });
  drawNodes(n => !lit.has(n), faint ? 0.28 : 1, chosen);
  drawNodes(n => lit.has(n), 1, chosen);
  if (!hasty || inView.length < 2500) drawNames(lit, faint, inView);
  if (!seen.nodes.length) centredWords(nodes.length ? "Nothing passes the filters." : "There is nothing to draw.");
}

function centredWords(words) {
  pen.font = "15px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.fillStyle = colours.soft;
  pen.fillText(words, camera.width / 2, camera.height / 2);
}

// drawGrid rules the paper, as quadrille paper is, finer as one comes nearer.
function drawGrid() {
  let side = 40 * camera.scale;
  while (side < 22) side *= 2;
  while (side > 44) side /= 2;
  const [x0, y0] = toScreen(0, 0);
  pen.beginPath();
  for (let x = ((x0 % side) + side) % side; x < camera.width; x += side) { pen.moveTo(Math.round(x) + 0.5, 0); pen.lineTo(Math.round(x) + 0.5, camera.height); }
  for (let y = ((y0 % side) + side) % side; y < camera.height; y += side) { pen.moveTo(0, Math.round(y) + 0.5); pen.lineTo(camera.width, Math.round(y) + 0.5); }
  pen.strokeStyle = colours.grid;
  pen.lineWidth = 1;
  pen.stroke();
}

// drawEdges draws edges of one look in one stroke: strokes are what costs time.
function drawEdges(list, { dense, alpha, thicker = 0 }) {
  const looks = new Map();
  for (const e of list) {
    const wide = dense ? 1 : Math.round(2 * Math.min(5, 1 + 0.8 * Math.log2(e.weight)));
    const key = e.line.name + " " + wide;
    if (!looks.has(key)) looks.set(key, { line: e.line, wide: wide / 2, edges: [] });
    looks.get(key).edges.push(e);
  }
  const shrink = Math.min(1, Math.max(0.45, camera.scale));
  const ends = !dense && camera.scale > 0.22;
  for (const look of looks.values()) {
    const wide = dense ? 0.8 : (look.wide + 0.4) * shrink + thicker;
    const heads = [];
    pen.globalAlpha = alpha;
    pen.strokeStyle = pen.fillStyle = drawn(look.line.colour);
    pen.lineWidth = wide;
    pen.lineCap = look.line.dash === "dotted" && !dense ? "round" : "butt";
    pen.setLineDash(dense ? [] : dashes(look.line.dash, wide));
    pen.beginPath();
    for (const e of look.edges) {
      if (e.a === e.b) {
        const l = loop(e);
        pen.moveTo(l.x + l.size, l.y);
        pen.arc(l.x, l.y, l.size, 0, 2 * Math.PI);
        continue;
      }
      const w = way(e), head = ends && !e.symmetric ? (look.line.ends === "bar" ? 3 : 5 + 1.6 * wide) : 0;
      const x = w.bx - w.dx * head * 0.8, y = w.by - w.dy * head * 0.8;
      pen.moveTo(w.ax, w.ay);
      if (w.straight) pen.lineTo(x, y);
      else pen.quadraticCurveTo(w.cx, w.cy, x, y);
      if (head) heads.push(w);
    }
    pen.stroke();
    pen.setLineDash([]);
    if (heads.length) drawHeads(heads, look.line.ends, wide);
  }
  pen.globalAlpha = 1;
}

// dashes are the lengths of a line's dashes and gaps.
function dashes(dash, wide) {
  switch (dash) {
    case "dashed": return [5 + wide, 4 + wide];
    case "dotted": return [0.1, 2.5 + 1.6 * wide];
    case "dash-dotted": return [8 + wide, 3 + wide, 1 + wide, 3 + wide];
  }
  return [];
}

// drawHeads ends edges with arrows, or with a bar where they do not reach.
function drawHeads(ways, ends, wide) {
  pen.beginPath();
  for (const w of ways) {
    if (ends === "bar") {
      const half = 4 + wide, x = w.bx - w.dx * 2, y = w.by - w.dy * 2;
      pen.moveTo(x - w.dy * half, y + w.dx * half);
      pen.lineTo(x + w.dy * half, y - w.dx * half);
      continue;
    }
    const size = 5 + 1.6 * wide, half = size * 0.45, x = w.bx - w.dx * size, y = w.by - w.dy * size;
    pen.moveTo(w.bx, w.by);
    pen.lineTo(x - w.dy * half, y + w.dx * half);
    pen.lineTo(x + w.dy * half, y - w.dx * half);
    pen.closePath();
  }
  if (ends === "bar") { pen.lineWidth = wide + 1; pen.stroke(); } else pen.fill();
}

function drawNodes(which, alpha, chosen) {
  pen.globalAlpha = alpha;
  const rim = camera.scale > 0.3 ? 1.5 : 0.6, fills = styles.map(s => tinted(s.colour));
  for (const n of seen.nodes) {
    if (!which(n)) continue;
    const [x, y] = toScreen(n.x, n.y), r = radius(n);
    if (x < -r || y < -r || x > camera.width + r || y > camera.height + r) continue;
    if (r < 2.6 && n !== chosen && n !== hovered && !n.focus) { // nobody sees its shape
      pen.fillStyle = fills[n.style];
      pen.fillRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
      continue;
    }
    const mark = marks[styles[n.style].shape];
    if (n === chosen || n === hovered || n.focus) {
      pen.beginPath();
      pen.arc(x, y, r * 1.15 + 4, 0, 2 * Math.PI);
      pen.strokeStyle = n.focus && n !== chosen && n !== hovered ? colours.ink : colours.accent;
      pen.lineWidth = n === chosen ? 3 : 2;
      pen.stroke();
    }
    pen.save();
    pen.translate(x, y);
    pen.scale(r, r);
    pen.fillStyle = fills[n.style];
    pen.fill(mark);
    pen.lineWidth = rim / r;
    pen.strokeStyle = colours.halo;
    pen.stroke(mark);
    pen.restore();
  }
  pen.globalAlpha = 1;
}

// Names are written at one size, those of the most important first, each where no
// other is.
const nameFont = "500 12px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
const wordFont = "10.5px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
const mostNames = 260;
const widths = { [nameFont]: new Map(), [wordFont]: new Map() };

function measured(words, font) {
  const known = widths[font];
  if (!known.has(words)) { pen.font = font; known.set(words, pen.measureText(words).width); }
  return known.get(words);
}

// short cuts a name to what may stand beside a mark; it counts characters as
// people see them, so that no letter loses its accent.
const clipper = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;
function short(name, most) {
  if (name.length <= most) return name;
  const letters = clipper ? Array.from(clipper.segment(name.slice(0, 4 * most)), s => s.segment) : Array.from(name);
  return letters.length <= most ? name : letters.slice(0, most - 1).join("").trimEnd() + "…";
}

function drawNames(lit, faint, inView) {
  const room = new Room();
  const list = byClaims.filter(n => n.seen && nodeInView(n));
  const first = list.filter(n => lit.has(n)), then = list.filter(n => !lit.has(n));
  if (hovered && isNode(hovered) && hovered.seen) first.unshift(hovered);
  if (state.chosen && isNode(state.chosen) && state.chosen.seen) first.unshift(state.chosen);
  // In a small drawing no name lies on another's mark either, unless it is faint.
  if (list.length < 800) {
    for (const n of faint ? first : list) {
      const [x, y] = toScreen(n.x, n.y), r = radius(n) * 0.8;
      room.take(x - r, y - r, x + r, y + r, n, true);
    }
  }
  // Where thousands of marks are seen, only so many names that the marks are too.
  let left = list.length < 150 ? mostNames : Math.max(12, camera.width * camera.height / 11000);
  for (const n of first.concat(faint && lit.size > 1 ? [] : then)) {
    if (left <= 0) break;
    if (drawName(n, room, lit.has(n) || n.rank < 30)) left--;
  }
  if (inView.length < 700 || lit.size) drawWords(inView.filter(e => lit.has(e) || !faint && inView.length < 350 && camera.scale > 0.45), room);
}

// drawName writes a name beside its mark. One that matters is sooner written over
// other marks than left out.
function drawName(n, room, sure) {
  const [x, y] = toScreen(n.x, n.y);
  const words = n.short || (n.short = short(n.name, 30)), wide = measured(words, nameFont), r = radius(n);
  // Below the mark, above it, or beside it, wherever there is room.
  // At the rim of the canvas it is moved inward.
  const mid = Math.max(wide / 2 + 4, Math.min(camera.width - wide / 2 - 4, x));
  const places = [[mid, y + r + 13], [mid, y - r - 5], [x + r + 5 + wide / 2, y + 4], [x - r - 5 - wide / 2, y + 4]];
  for (const overMarks of sure ? [false, true] : [false]) {
    for (const [tx, ty] of places) {
      if (tx - wide / 2 < 0 || tx + wide / 2 > camera.width) continue;
      if (room.free(tx - wide / 2 - 2, ty - 11, tx + wide / 2 + 2, ty + 4, n, overMarks)) return writeName(words, tx, ty, wide, room, n);
    }
  }
  if (n === state.chosen || n === hovered) return writeName(words, x, y + r + 13, wide, room, n);
  return false;
}

function writeName(words, x, y, wide, room, n) {
  room.take(x - wide / 2 - 2, y - 11, x + wide / 2 + 2, y + 4, n);
  written(words, x, y, nameFont, colours.ink);
  return true;
}

function written(words, x, y, font, colour) {
  pen.font = font;
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.strokeStyle = colours.halo;
  pen.strokeText(words, x, y);
  pen.fillStyle = colour;
  pen.fillText(words, x, y);
}

// drawWords writes on edges what they say, where the edge is long enough.
function drawWords(list, room) {
  list.sort((a, b) => b.weight - a.weight || a.index - b.index);
  let left = mostNames;
  for (const e of list) {
    if (left <= 0) return;
    const m = middle(e), [x, y] = toScreen(m.x, m.y);
    if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue;
    const words = short(e.words, 28) + (e.weight > 1 ? " ×" + e.weight : ""), wide = measured(words, wordFont);
    const [ax, ay] = toScreen(e.a.x, e.a.y), [bx, by] = toScreen(e.b.x, e.b.y);
    const chosen = e === state.chosen || e === hovered;
    if (!chosen && e.a !== e.b && Math.hypot(bx - ax, by - ay) < wide * 0.75 + radius(e.a) + radius(e.b)) continue;
    if (!chosen && !room.free(x - wide / 2 - 3, y - 8, x + wide / 2 + 3, y + 5)) continue;
    room.take(x - wide / 2 - 3, y - 8, x + wide / 2 + 3, y + 5);
    written(words, x, y + 3.5, wordFont, e.line.ends === "bar" ? drawn(e.line.colour) : colours.soft);
    left--;
  }
}

// Room remembers which parts of the screen are written on.
class Room {
  constructor() { this.cells = new Map(); }
  * cellsOf(x0, y0, x1, y1) {
    for (let x = Math.floor(x0 / 64); x <= Math.floor(x1 / 64); x++) {
      for (let y = Math.floor(y0 / 32); y <= Math.floor(y1 / 32); y++) yield x * 4096 + y;
    }
  }
  // free reports whether nothing but what is the owner's lies there; marks may,
  // where they may be written over.
  free(x0, y0, x1, y1, owner, overMarks = false) {
    for (const c of this.cellsOf(x0, y0, x1, y1)) {
      for (const b of this.cells.get(c) || []) {
        if (b.owner !== owner && !(overMarks && b.mark) && b.x0 < x1 && x0 < b.x1 && b.y0 < y1 && y0 < b.y1) return false;
      }
    }
    return true;
  }
  take(x0, y0, x1, y1, owner = null, mark = false) {
    const box = { x0, y0, x1, y1, owner, mark };
    for (const c of this.cellsOf(x0, y0, x1, y1)) {
      if (!this.cells.has(c)) this.cells.set(c, []);
      this.cells.get(c).push(box);
    }
  }
}

// ---- What lies under the pointer.

function nodeAt(x, y, slack) {
  let best = null, nearest = Infinity;
  for (const n of seen.nodes) {
    const [nx, ny] = toScreen(n.x, n.y), d = Math.hypot(nx - x, ny - y) - radius(n);
    if (d < slack && d < nearest) { best = n; nearest = d; }
  }
  return best;
}

function edgeAt(x, y, slack) {
  let best = null, nearest = slack;
  for (const e of seen.edges) {
    if (!inWindow(e)) continue;
    const d = distance(e, x, y);
    if (d < nearest) { best = e; nearest = d; }
  }
  return best;
}

// distance is how far a point of the screen lies from an edge.
function distance(e, x, y) {
  if (e.a === e.b) {
    const l = loop(e);
    return Math.abs(Math.hypot(l.x - x, l.y - y) - l.size);
  }
  const w = way(e);
  if (w.straight) return toSegment(x, y, w.ax, w.ay, w.bx, w.by);
  let best = Infinity, px = w.ax, py = w.ay;
  for (let i = 1; i <= 8; i++) {
    const t = i / 8, u = 1 - t;
    const qx = u * u * w.ax + 2 * u * t * w.cx + t * t * w.bx, qy = u * u * w.ay + 2 * u * t * w.cy + t * t * w.by;
    best = Math.min(best, toSegment(x, y, px, py, qx, qy));
    [px, py] = [qx, qy];
  }
  return best;
}

function toSegment(x, y, ax, ay, bx, by) {
  const dx = bx - ax, dy = by - ay, t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}
