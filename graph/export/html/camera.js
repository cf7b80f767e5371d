
// ---- What part of the plane is seen.

const canvas = $("canvas");
const pen = canvas.getContext("2d", { alpha: false });

// The point of the plane in the middle of the canvas, and how many pixels of the
// screen one of the plane is.
const camera = { x: 0, y: 0, scale: 1, width: 1, height: 1, fitted: true };

const toScreen = (x, y) => [(x - camera.x) * camera.scale + camera.width / 2, (y - camera.y) * camera.scale + camera.height / 2];
const toPlane = (x, y) => [(x - camera.width / 2) / camera.scale + camera.x, (y - camera.height / 2) / camera.scale + camera.y];

// radius is a node's on the screen: marks shrink less than the plane does, so that
// they are seen from afar, and grow less.
const radius = n => Math.max(1.5, Math.min(n.r * 1.5, n.r * Math.pow(camera.scale, 0.55)));

// fit shows all that is seen, or what is given.
function fit(list = seen.nodes) {
  camera.fitted = list === seen.nodes;
  if (!list.length) { Object.assign(camera, { x: 0, y: 0, scale: 1 }); return redraw(); }
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (const n of list) {
    x0 = Math.min(x0, n.x); x1 = Math.max(x1, n.x);
    y0 = Math.min(y0, n.y); y1 = Math.max(y1, n.y);
  }
  camera.x = (x0 + x1) / 2;
  camera.y = (y0 + y1) / 2;
  const room = Math.min(60, camera.width / 8);
  camera.scale = clampScale(Math.min((camera.width - 2 * room) / (x1 - x0 + 1), (camera.height - 1.4 * room) / (y1 - y0 + 1), 1.4));
  redraw();
}

const clampScale = s => Math.max(0.01, Math.min(8, s));

// zoom enlarges by a factor; the point of the screen at x, y stays where it is.
function zoom(factor, x = camera.width / 2, y = camera.height / 2) {
  const [px, py] = toPlane(x, y);
  camera.scale = clampScale(camera.scale * factor);
  camera.x = px - (x - camera.width / 2) / camera.scale;
  camera.y = py - (y - camera.height / 2) / camera.scale;
  camera.fitted = false;
  redraw(true);
}

function pan(dx, dy) {
  camera.x -= dx / camera.scale;
  camera.y -= dy / camera.scale;
  camera.fitted = false;
  redraw(true);
}

// lookAt brings a node or an edge to the middle, near enough to be read.
function lookAt(it) {
  if (!camera.ready) resize();
  if (isNode(it)) {
    camera.x = it.x;
    camera.y = it.y;
  } else {
    const m = middle(it);
    camera.x = m.x;
    camera.y = m.y;
  }
  camera.scale = Math.max(camera.scale, 0.8);
  camera.y += covered() / 2 / camera.scale;
  camera.fitted = false;
  redraw();
}

// covered is how much of the canvas lies under the details, where these are a sheet.
const covered = () => narrow() && !$("details").hidden ? $("details").offsetHeight : 0;

// reveal moves the plane only as far as a node needs to be well within the canvas.
function reveal(n) {
  const [x, y] = toScreen(n.x, n.y), rim = Math.min(90, camera.width / 5, camera.height / 5);
  const high = camera.height - covered();
  const inward = (v, size) => v < rim ? rim - v : v > size - rim ? size - rim - v : 0;
  pan(inward(x, camera.width), inward(y, high));
}

// resize fits the canvas to its place on the page; what is in the middle stays.
function resize() {
  const box = $("panel-graph").getBoundingClientRect();
  if (!box.width || !box.height) return;
  if (camera.ready && camera.width === box.width && camera.height === box.height) return redraw();
  // Half sizes need not be sharper than the screen; twice is as fine as eyes see.
  const dots = Math.min(window.devicePixelRatio || 1, 2);
  camera.width = box.width;
  camera.height = box.height;
  camera.dots = dots;
  canvas.width = Math.round(box.width * dots);
  canvas.height = Math.round(box.height * dots);
  camera.ready = true;
  if (camera.fitted) fit();
  // It is empty now; at once, lest it be seen so.
  draw();
}
