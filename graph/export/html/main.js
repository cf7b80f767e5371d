
// ---- The page is put together, and drawn.

function start() {
  theme = recall("theme");
  $("title").textContent = $("title").title = graph.title;
  const claims = edges.reduce((n, e) => n + (e.inferred ? 0 : e.claims.length), 0);
  $("subtitle").textContent = [count(nodes.length, "entity", "entities"), count(edges.length, "statement"), count(claims, "claim"), count(documents.length, "document")].join(" · ");
  applyTheme();
  sift();
  buildFilters();
  if (narrow()) $("filters").hidden = true;
  $("filters-button").setAttribute("aria-expanded", String(filtersOpen()));
  buildHelp();
  listenToPointers();
  listenToKeys();
  listenToSearch();
  listenToTables();
  listenToTabs();
  $("zoom-in").addEventListener("click", () => zoom(1.4));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  $("zoom-fit").addEventListener("click", () => fit());
  $("save").addEventListener("click", savePicture);
  $("theme").addEventListener("click", toggleTheme);
  $("help-button").addEventListener("click", openHelp);
  $("filters-button").addEventListener("click", toggleFilters);
  $("skip").addEventListener("click", () => { openTab("entities"); $("panel-entities").focus(); });
  systemDark.addEventListener("change", () => { if (theme === "") restyle(); });
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  // Drawings are wider than high, and so are most screens. For another it is turned.
  const stage = $("panel-graph").getBoundingClientRect();
  if (stage.height > 1.2 * stage.width) for (const n of nodes) [n.x, n.y] = [-n.y, n.x];
  follow();
  resize();
  new ResizeObserver(() => resize()).observe($("panel-graph"));
  document.documentElement.dataset.ready = "true";
}

// savePicture saves what the canvas shows.
function savePicture() {
  canvas.toBlob(blob => {
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download: "graph.png" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  });
}

start();
