// What ran, where, when and how, and the key figures.
function showVerdict(parent, run) {
  const isGood = run.status === "complete";
  parent.append(element("p", { class: "verdict" },
    element("span", { class: `tag ${isGood ? "good" : "bad"}` }, `${isGood ? "✓" : "✗"} ${run.status || "unknown"}`),
    run.reason ? ` ${run.reason}` : ""));
}

function showFacts(parent, facts) {
  const items = facts.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, element("bdi", {}, text))]);
  parent.append(element("dl", { class: "facts" }, ...items));
}

function showFigures(parent, figures) {
  const items = figures.map(({ name, value, meaning }) => element("li", {},
    element("span", { class: "name" }, name), element("span", { class: "value" }, value),
    element("span", { class: "meaning" }, meaning)));
  parent.append(element("ul", { class: "figures", "aria-label": "Key figures" }, ...items));
}

// Puts the page together.
function showRun(run) {
  const parent = byId("run");
  forgetFrames(parent);
  const sections = element("div", { class: "sections" });
  parent.replaceChildren();
  showVerdict(parent, run);
  showFacts(parent, run.facts);
  showFigures(parent, run.figures);
  parent.append(sections);
  showTimeline(sections, run.timeline);
  showThroughput(sections, run.throughput, run.timeline.end);
  showStages(sections, run.stages, run.idle);
  showHistogram(sections, run.histogram);
  showScatter(sections, run.scatter);
  showLoads(sections, run.load, run.hosts);
  showSlowest(sections, run.slowest);
  showReasons(sections, run.reasons);
  showQuality(sections, run.quality);
  showHistory(sections, run.history);
  showFiles(sections, run.files);
}

function offerRuns(data) {
  if (data.runs.length < 2) return;
  const select = byId("run-select");
  select.append(...data.runs.map((run) => element("option", {}, run.name)));
  select.addEventListener("change", () => showRun(data.runs[select.selectedIndex]));
  byId("choice-note").textContent = `The first run of each configuration, ${data.runs.length} of ${plural(data.run_count, "run")}; ` +
    "mpietl report FILE --run NAME --html page.html shows another one.";
  byId("choice").hidden = false;
}

function titleOf(data) {
  const what = data.scaling ? `${plural(data.run_count, "run")} of mpietl` : "mpietl report";
  const when = data.created.replace(/T(\d\d:\d\d):.*Z$/, " $1 UTC");
  return when ? `${what}, ${when}` : what;
}

function start() {
  const data = JSON.parse(byId("data").textContent);
  document.title = titleOf(data);
  byId("title").textContent = titleOf(data);
  applyTheme(setDefaults);
  if (data.scaling?.length > 0) showScaling(byId("scaling"), data.scaling, data.scaling_notes);
  showComparison(byId("scaling"), data);
  offerRuns(data);
  if (data.runs.length > 0) showRun(data.runs[0]);
  followTheme(redrawAll);
  // Twice: the first frame is the one that shows what was drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.drawnMilliseconds = performance.now().toFixed(0);
  }));
}

start();
