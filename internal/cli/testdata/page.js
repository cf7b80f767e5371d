// Tries a page in Chromium, as a person would use it:
//
//	node page.js CHROMIUM CHECK PAGE
//
// It prints what it measured, and fails with what it found instead of what should
// be. SHOT=FILE.png keeps a picture of the page as it was then.
"use strict";
const { chromium } = require("playwright-core");
const assert = require("node:assert/strict");
const [executablePath, check, file] = process.argv.slice(2);

let page;
const text = selector => page.locator(selector).first().innerText();
const visible = selector => page.locator(selector).first().isVisible();
const counts = () => text("#counts");
const heading = () => text("#details h2");
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);

// find chooses an entity by the search box, which brings it to the middle.
async function find(name) {
  await page.fill("#search", name);
  await page.press("#search", "Enter");
}

// clickMiddle clicks the point that the page brings to the middle.
async function clickMiddle(dx = 0, dy = 0) {
  const box = await page.locator("#canvas").boundingBox();
  await page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
}

// picture is what the canvas shows, as one number for each colour that is frequent.
const picture = () => page.evaluate(() => {
  const c = document.getElementById("canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
  let sum = 0, light = 0;
  for (let i = 0; i < d.length; i += 4) { sum = (sum * 31 + d[i] * 7 + d[i + 1] * 3 + d[i + 2]) >>> 0; light += d[i + 1]; }
  return { sum, light: light / (d.length / 4) };
});
const settled = () => page.waitForTimeout(250);

const checks = {
  async clicks() {
    assert.match(await counts(), /entities, \d+ statements shown/);
    await find("islamic state khorasan"); // another name of it
    assert.equal(await heading(), "IS-K");
    assert.match(await text("#details .kind"), /ArmedGroup/);
    assert.match(await text("#details .names"), /ISIS-K/);
    await page.keyboard.press("Escape");
    assert.equal(await visible("#details"), false);
    await settled();
    await clickMiddle();
    assert.equal(await heading(), "IS-K", "a click on the node in the middle");
    // Its statements open, and the words that say them are marked.
    await page.locator("#details summary", { hasText: "hostile to Russia" }).click();
    assert.match(await text("#details details[open] mark.object"), /Russia/);
    assert.match(await text("#details details[open] .from"), /asserted.*confidence 0\.\d\d/s);
    assert.match(await text("#details details[open] .from >> nth=1"), /crocus\.txt.*sentence \d+/s);
    // The line itself is shown, and found by a click.
    await page.locator("#details details[open] button", { hasText: "show this line" }).click();
    assert.equal(await heading(), "IS-K hostile to Russia");
    await page.locator("#details-close").click();
    await settled();
    await clickMiddle();
    assert.equal(await heading(), "IS-K hostile to Russia", "a click on the line in the middle");
    assert.ok(await page.locator("#details mark.evidence").count() > 0, "the words that say it are marked");
    await page.locator("#details h2 button", { hasText: "Russia" }).click();
    assert.equal(await heading(), "Russia");
    await page.locator("#details button", { hasText: "Back" }).click();
    assert.equal(await heading(), "IS-K hostile to Russia");
    // What a text reports says who says so.
    await page.goto("about:blank");
    await page.goto("file://" + file + "#tab=statements&status=reported");
    await page.locator("#panel-statements button.row").first().click();
    assert.match(await text("#details .chip"), /reported/);
    assert.match(await text("#details .from"), /says /);
  },

  async filters() {
    const shown = async () => (await counts()).match(/^([\d,]+)(?: of [\d,]+)? entit.*?, ([\d,]+)(?: of [\d,]+)? statement/).slice(1).map(n => +n.replace(",", ""));
    const [nodes, edges] = await shown();
    const before = await picture();
    const box = (list, words) => page.locator(`${list} label`, { hasText: words }).locator("input");
    await box("#type-list", "Country").uncheck();
    let [n, e] = await shown();
    assert.ok(n < nodes && e < edges, `without countries ${n} entities and ${e} statements, of ${nodes} and ${edges}`);
    await settled();
    assert.notEqual((await picture()).sum, before.sum, "the picture is another");
    assert.equal(await visible("#filters-on"), true);
    await page.click("#reset");
    assert.deepEqual(await shown(), [nodes, edges]);
    await box("#line-list", "asserted").uncheck();
    [, e] = await shown();
    assert.ok(e > 0 && e < edges / 2, `${e} statements are not asserted`);
    await page.click("#reset");
    await page.fill("#relation-search", "hostile");
    assert.equal(await page.locator("#relation-list li:visible").count(), 1);
    await page.locator("#relation-list li:visible").hover();
    await page.locator("#relation-list li:visible .only").click();
    [n, e] = await shown();
    assert.ok(e >= 1 && e <= 5, `${e} statements of one relation`);
    await page.click("#reset");
    await page.locator("#confidence").fill("95");
    assert.ok((await shown())[1] < edges, "few claims are as sure");
    assert.match(await text("#confidence-said"), /0\.95/);
    await page.click("#reset");
    await page.fill("#time-from", "2021-01");
    await page.press("#time-from", "Enter");
    await page.fill("#time-to", "2021-12-31");
    await page.press("#time-to", "Enter");
    [, e] = await shown();
    assert.ok(e > 0 && e < edges, `${e} statements in 2021`);
    await page.fill("#time-to", "last week");
    await page.press("#time-to", "Enter");
    assert.equal(await page.locator("#time-to").getAttribute("aria-invalid"), "true");
    await page.click("#reset");
    // Around one entity only.
    await find("Vladimir Putin");
    await page.selectOption("#reach", "1");
    [n, e] = await shown();
    assert.ok(n > 1 && n < nodes / 2, `${n} entities around one`);
    assert.match(await counts(), /within 1 step of\s+Vladimir Putin/);
    // What is asked for by name is shown, whatever the filters say.
    await find("Helen Adair");
    assert.equal(await heading(), "Helen Adair");
    assert.deepEqual(await shown(), [nodes, edges]);
    await page.locator("#type-list label", { hasText: "Person" }).locator("input").uncheck();
    assert.match(await text("#details"), /hidden by the filters|None that pass/);
    for (const list of ["#type-list", "#line-list", "#relation-list"]) for (const b of await page.locator(list + " input").all()) if (await b.isVisible()) await b.uncheck();
    assert.match(await counts(), /^0 of/);
  },

  async inferred() {
    const box = page.locator("#line-list label", { hasText: "inferred" }).locator("input");
    const shown = async () => +(await counts()).match(/, (\d+)(?: of \d+)? statement/)[1];
    const all = await shown();
    await page.click("#tab-statements");
    const row = page.locator("#panel-statements tr", { hasText: "inferred" }).first();
    const [subject, , object] = await row.locator("th, td").allInnerTexts();
    await row.locator("button.row").click();
    assert.match(await text("#details .chip"), /inferred/);
    const chain = await page.locator("#details .card figcaption").allInnerTexts();
    assert.ok(chain.length >= 2 && chain[0].startsWith(subject) && chain[chain.length - 1].endsWith(object), `${subject} and ${object} are tied by ${chain}`);
    assert.match(await text("#details .card .from"), /^asserted/);
    await box.uncheck();
    assert.ok(await shown() < all);
    await box.check();
    assert.equal(await shown(), all);
  },

  async keyboard() {
    await page.keyboard.press("/");
    assert.equal(await focused(), "search");
    await page.keyboard.type("tal");
    assert.equal(await page.getAttribute("#search", "aria-expanded"), "true");
    assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "suggestion-0");
    assert.match(await text("#suggestion-0"), /Taliban/);
    await page.keyboard.press("Escape");
    assert.equal(await visible("#suggestions"), false);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Talibann"); // a slip of the pen
    assert.match(await text("#suggestions"), /Did you mean.*Taliban/s);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("islamic");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "suggestion-1");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "canvas");
    const first = await heading();
    assert.match(await text("#spoken"), new RegExp(first.replace(/[^\w]/g, ".")));
    // From one entity to a neighbour, and back by the other arrow.
    let gone = false;
    for (const key of ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]) {
      await page.keyboard.press(key);
      gone = gone || await heading() !== first;
    }
    assert.ok(gone, "some arrow leads to a neighbour");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "details-title");
    await page.keyboard.press("Escape");
    assert.equal(await visible("#details"), false);
    assert.equal(await focused(), "canvas");
    const before = await picture();
    await page.keyboard.press("+");
    await settled();
    const near = await picture();
    assert.notEqual(near.sum, before.sum, "+ enlarges");
    await page.keyboard.press("ArrowLeft");
    await settled();
    assert.notEqual((await picture()).sum, near.sum, "an arrow moves");
    await page.keyboard.press("0");
    await page.keyboard.press("Enter"); // the nearest to the middle
    assert.equal(await visible("#details"), true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    assert.equal(await visible("#help"), true);
    await page.keyboard.press("Escape");
    assert.equal(await visible("#help"), false);
    await page.keyboard.press("f");
    assert.equal(await visible("#filters"), false);
    // Everything that can be clicked has a name and is reached by Tab.
    const nameless = await page.evaluate(() => [...document.querySelectorAll("button, input, select, a, [role=tab]")]
      .filter(e => !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels && e.labels.length && [...e.labels].some(l => l.textContent.trim()) || e.title)).map(e => e.outerHTML));
    assert.deepEqual(nameless, []);
    const order = [];
    await page.evaluate(() => document.activeElement.blur());
    for (let i = 0; i < 12; i++) { await page.keyboard.press("Tab"); order.push(await focused()); }
    for (const id of ["skip", "search", "tab-graph", "filters-button", "theme", "canvas", "zoom-in"]) assert.ok(order.includes(id), `Tab reaches ${id}: ${order}`);
    assert.ok(order.indexOf("search") < order.indexOf("canvas"), "in the order of the page");
  },

  async lists() {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // skip to the list
    assert.equal(await page.getAttribute("#tab-entities", "aria-selected"), "true");
    assert.equal(await focused(), "panel-entities");
    assert.match(await text("#panel-entities caption"), /Entities 1 to \d+ of \d+/);
    const sorted = i => page.locator("#panel-entities thead th").nth(i).getAttribute("aria-sort");
    assert.equal(await sorted(2), "descending");
    await page.locator("#panel-entities thead button").first().click();
    assert.equal(await sorted(0), "ascending");
    assert.match(await focused(), /BUTTON/);
    const first = await text("#panel-entities tbody th");
    await page.locator("#panel-entities thead button").first().click();
    assert.notEqual(await text("#panel-entities tbody th"), first);
    // Arrows go from row to row, Enter reads on, Escape comes back.
    await page.locator("#panel-entities").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const row = await page.evaluate(() => document.activeElement.innerText);
    await page.keyboard.press("Enter");
    assert.equal(await heading(), row);
    assert.equal(await focused(), "details-title");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.innerText), row, "the focus is where it was");
    // Tabs by arrows.
    await page.locator("#tab-entities").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "tab-statements");
    await page.locator("#panel-statements button.row", { hasText: "hostile to" }).first().click();
    assert.match(await heading(), /hostile to/);
    assert.equal(await page.locator("#panel-statements tr.chosen").count(), 1);
    const tree = await page.locator("main").ariaSnapshot();
    for (const part of ["table", "columnheader \"Subject\"", "rowheader", "tabpanel \"Statements\"", "complementary \"What was chosen\"", "blockquote"]) assert.ok(tree.includes(part), `screen readers are told of a ${part}:\n${tree.slice(tree.indexOf("tabpanel"), tree.indexOf("tabpanel") + 1500)}`);
    await page.locator("#tab-statements").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getAttribute("#tab-graph", "aria-selected"), "true");
  },

  async themes() {
    assert.ok((await picture()).light > 200, "light where the system is");
    await page.emulateMedia({ colorScheme: "dark" });
    await settled();
    assert.ok((await picture()).light < 80, "dark where the system is");
    await page.click("#theme");
    await settled();
    assert.ok((await picture()).light > 200, "light by the button");
    assert.equal(await page.getAttribute("#theme", "aria-label"), "Change to dark colours");
    await page.reload();
    await settled();
    assert.ok((await picture()).light > 200, "and it is remembered");
    // Letters stand out from the paper behind them in both.
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto("about:blank");
      await page.goto("file://" + file + "#entity=is-k");
      const poor = await page.evaluate(() => {
        const rgb = s => s.match(/[\d.]+/g).map(Number);
        const lum = c => c.slice(0, 3).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0.9) return c; } return [255, 255, 255]; };
        const bad = [];
        for (const e of document.querySelectorAll("body *")) {
          const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
          if (!own || !e.checkVisibility({ opacityProperty: true }) || e.disabled || e.closest("svg, script")) continue;
          const a = lum(rgb(getComputedStyle(e).color)), b = lum(behind(e));
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) bad.push(`${contrast.toFixed(2)} ${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}`);
        }
        return bad;
      });
      assert.deepEqual(poor, [], theme);
    }
  },

  async address() {
    await find("Taliban");
    assert.match(page.url(), /#entity=taliban$/);
    await page.locator("#type-list label", { hasText: "Person" }).locator("input").uncheck();
    await page.click("#tab-statements");
    const link = page.url(), seen = await counts();
    assert.match(link, /tab=statements/);
    await page.goto("about:blank");
    await page.goto(link);
    assert.equal(await heading(), "Taliban");
    assert.equal(await counts(), seen);
    assert.equal(await page.getAttribute("#tab-statements", "aria-selected"), "true");
    await page.locator("#panel-statements button.row").first().click();
    const statement = await heading();
    assert.match(page.url(), /statement=/);
    await page.goBack();
    assert.equal(await heading(), "Taliban");
    await page.goForward();
    assert.equal(await heading(), statement);
    for (const bad of ["#entity=nobody&confidence=x&steps=9&around=is-k", "#%E0%A4%A", "#status=none&from=yesterday"]) {
      await page.goto("about:blank");
      await page.goto("file://" + file + bad);
      await page.waitForSelector("html[data-ready]");
    }
  },

  async moves() {
    const box = await page.locator("#canvas").boundingBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    let last = (await picture()).sum;
    const changes = async what => { await settled(); const now = (await picture()).sum; assert.notEqual(now, last, what); last = now; };
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
    await changes("the wheel enlarges");
    // Away from every mark: else it is the mark that moves.
    await page.mouse.move(box.x + 8, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 90, { steps: 4 });
    await page.mouse.up();
    await changes("dragging moves");
    for (const id of ["zoom-in", "zoom-out", "zoom-out", "zoom-fit"]) { await page.click("#" + id); await changes(id); }
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    assert.equal(download.suggestedFilename(), "graph.png");
    // Two fingers that part enlarge.
    const touch = await page.context().newCDPSession(page);
    const fingers = (type, d) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x - d, y, id: 0 }, { x: x + d, y, id: 1 }] });
    await fingers("touchStart", 40);
    for (const d of [60, 90, 130]) await fingers("touchMove", d);
    await fingers("touchEnd", 0);
    await changes("a pinch enlarges");
    // What opens beside the drawing leaves it no moment empty.
    const corner = await page.evaluate(() => {
      const search = document.getElementById("search"), canvas = document.getElementById("canvas");
      search.value = "Taliban";
      search.dispatchEvent(new Event("input"));
      document.getElementById("suggestion-0").click();
      return [canvas.clientWidth, canvas.getContext("2d").getImageData(3, 3, 1, 1).data[0]];
    });
    assert.ok(corner[0] < box.width && corner[1] > 200, `the drawing, made narrower, has ${corner}`);
    // A pointer over an entity says its name.
    await find("IS-K");
    await settled();
    const middle = await page.locator("#canvas").boundingBox();
    await page.mouse.move(middle.x + middle.width / 2, middle.y + middle.height / 2);
    assert.match(await text("#tip"), /IS-K/);
  },

  async phone() {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    assert.equal(await visible("#filters"), false);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(await wide(), 390);
    await page.click("#filters-button");
    assert.equal(await visible("#filters"), true);
    await page.keyboard.press("Escape");
    assert.equal(await visible("#filters"), false);
    await find("IS-K");
    const sheet = await page.locator("#details").boundingBox();
    assert.ok(sheet.width === 390 && sheet.y > 300, `the details are a sheet at ${JSON.stringify(sheet)}`);
    await page.click("#details-close");
    await page.click("#tab-statements");
    assert.equal(await wide(), 390);
  },

  async hostile() {
    assert.equal(await page.evaluate(() => document.scripts.length), 2);
    assert.equal(await page.evaluate(() => document.querySelectorAll("img, iframe, object, embed, link, [onload], [onerror], [onclick]").length), 0);
    await page.click("#tab-entities");
    const rows = await page.locator("#panel-entities button.row").count();
    assert.ok(rows > 4, `${rows} entities`);

    for (let i = 0; i < Math.min(rows, 25); i++) {
      await page.locator("#panel-entities button.row").nth(i).click();
      for (const s of await page.locator("#details summary").all()) if (await s.evaluate(e => !e.parentElement.open)) await s.click();
    }
    await page.click("#tab-statements");
    for (let i = 0; i < Math.min(25, await page.locator("#panel-statements button.row").count()); i++) {
      await page.locator("#panel-statements button.row").nth(i).click();
    }
    await page.click("#tab-graph");
    for (const words of ["<script>", "שלום", "\u202e", "__proto__", "constructor", "x".repeat(200)]) {
      await page.fill("#search", words);
      await page.press("#search", "Enter");
    }
    for (const b of await page.locator("#filters input[type=checkbox]").all()) if (!await b.isChecked()) await b.check();
    await page.keyboard.press("Escape");
    await settled();
    assert.equal(await page.evaluate(() => window.broken), undefined, "a document's script ran");
    assert.equal(await page.evaluate(() => document.scripts.length), 2);
    assert.equal(await page.evaluate(() => document.querySelectorAll("img, iframe, a[href^='javascript' i]").length), 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight), true, "a long name makes the page no larger");
    // Even a mistake of ours would not run anything.
    const refused = await page.evaluate(() => {
      const s = document.createElement("script");
      try { s.text = "window.broken = 2"; document.body.append(s); } catch { return "refused"; }
      return window.broken;
    });
    assert.equal(refused, "refused");
    failures = failures.filter(f => !/Content.Security|TrustedScript/i.test(f)); // what was tried just now
  },

  async large() {
    // The best of three: what else runs on the machine is not measured.
    let best = Infinity;
    for (let i = 0; i < 3; i++) {
      await page.goto("about:blank");
      const begin = Date.now();
      await page.goto("file://" + file);
      await page.waitForSelector("html[data-ready]");
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
      best = Math.min(best, Date.now() - begin);
    }
    console.log(`first picture of ${await text("#subtitle")} after ${best} ms`);
    assert.ok(best <= 3000, `the first picture took ${best} ms`);
    const frames = await page.evaluate(async () => {
      const canvas = document.getElementById("canvas"), times = [];
      for (let i = 0, last = performance.now(); i < 24; i++) {
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: i < 12 ? -60 : 60, clientX: 700, clientY: 400, bubbles: true, cancelable: true }));
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        times.push(performance.now() - last);
        last = performance.now();
      }
      return times.sort((a, b) => a - b);
    });
    console.log(`a frame while zooming: median ${Math.round(frames[12])} ms, slowest ${Math.round(frames[23])} ms`);
    assert.ok(frames[12] < 500, "zooming stutters");
    await page.keyboard.press("/");
    await page.keyboard.type("vel");
    assert.ok(await page.locator("#suggestions [role=option]").count() > 5);
    await page.keyboard.press("Enter");
    assert.equal(await visible("#details"), true);
    await page.click("#tab-statements");
    assert.match(await text("#panel-statements caption"), /Statements 1 to 100 of/);
    await page.locator("#panel-statements .pager button", { hasText: "Next" }).click();
    assert.match(await text("#panel-statements caption"), /Statements 101 to 200 of/);
    const denied = page.locator("#line-list label", { hasText: "denied" }).locator("input");
    assert.equal(await denied.isChecked(), false, "what is denied is hidden at first");
    const hidden = await counts();
    await denied.check();
    assert.notEqual(await counts(), hidden);
    await denied.uncheck();
    // Who is asked for by name is shown, even if all that is said of him is denied.
    const id = await page.evaluate(() => {
      const { nodes, edges, lines } = JSON.parse(document.getElementById("data").textContent);
      const seen = new Set(edges.filter(e => !lines[e.line].hidden).flatMap(e => [e.from, e.to]));
      return nodes[edges.find(e => !seen.has(e.from)).from].id;
    });
    await page.goto("about:blank");
    await page.goto("file://" + file + "#entity=" + id);
    assert.equal(await page.locator("#line-list label", { hasText: "denied" }).locator("input").isChecked(), true);
    assert.ok(await page.locator("#details summary").count() > 0);
  },
};

let failures = [];

(async () => {
  // --no-sandbox: in containers Chromium may make no namespaces of its own.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: "light", offline: true, hasTouch: check === "moves" });
    page = await context.newPage();
    page.setDefaultTimeout(30000);
    // Nothing may fail quietly, and nothing may be loaded.
    page.on("pageerror", e => failures.push("error: " + e.message));
    page.on("console", m => { if (m.type() === "error") failures.push(m.text()); });
    page.on("request", r => { if (!/^(file|about|blob|data):/.test(r.url())) failures.push("it asked for " + r.url()); });
    page.on("dialog", d => { failures.push("it opened a dialog: " + d.message()); d.dismiss(); });
    await page.goto("file://" + file);
    await page.waitForSelector("html[data-ready]");
    await checks[check]();
    assert.deepEqual(failures, []);
  } catch (e) {
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
    throw e;
  } finally {
    await browser.close();
  }
})().catch(e => { console.error(e.message, failures.join("\n"), e.stack.split("\n").filter(l => l.includes("page.js")).slice(0, 3).join("\n")); process.exit(1); });
