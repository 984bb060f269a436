// Puts the page together: outcome, reasons of failures, throughput, balance, audio and files.
function showFigures(parent, figures, label) {
  if (figures.length === 0) return;
  const items = figures.map(({ name, value, meaning }) => element("li", {},
    element("span", { class: "name" }, name), element("span", { class: "value" }, value),
    element("span", { class: "meaning" }, meaning)));
  parent.append(element("ul", { class: "figures", "aria-label": label }, ...items));
}

// A heading with what `fill` puts below it; nothing if `fill` adds nothing.
function showGroup(parent, navigation, { id, title, figures = [] }, fill) {
  const sections = element("div", { class: "sections" });
  const group = element("div", { class: "group", id }, element("h2", {}, title));
  showFigures(group, figures, `${title}: key figures`);
  group.append(sections);
  parent.append(group);  // charts take their size from the page
  fill(sections);
  if (sections.childElementCount === 0 && figures.length === 0) return group.remove();
  navigation.append(element("li", {}, element("a", { href: `#${id}` }, title)));
}

function showHow(parent, run) {
  const job = run.job ? element("details", {}, element("summary", {}, "The job in force, as a job file"), element("pre", {}, run.job)) : null;
  parent.append(element("section", { id: "facts", class: "wide", "aria-label": "How it was run" },
    factList(run.facts.filter(({ is_main }) => !is_main)), job));
  showHistory(parent, run.history);
}

function showRun(run) {
  const parent = byId("run");
  forgetFrames(parent);
  parent.replaceChildren();
  showOutcome(parent, run);
  const navigation = element("ul", {});
  parent.append(element("nav", { "aria-label": "On this page" }, navigation));
  const of = (about) => run.figures.filter((figure) => figure.about === about);
  const group = (spec, fill) => showGroup(parent, navigation, spec, fill);
  group({ id: "problems", title: "What to look at" }, (into) => showProblems(into, run.reasons, run.other_reasons));
  group({ id: "speed", title: "Throughput", figures: of("throughput") }, (into) => {
    showThroughput(into, run.throughput, run.timeline.end);
    showStages(into, run.stages, run.idle);
    showHistogram(into, run.histogram);
    showScatter(into, run.scatter);
    showSlowest(into, run.slowest);
  });
  group({ id: "balance", title: "Balance", figures: of("balance") }, (into) => {
    showTimeline(into, run.timeline);
    showLoads(into, run.load, run.hosts);
  });
  group({ id: "audio", title: "The audio" }, (into) => {
    showMeasures(into, run.measures);
    showQuality(into, run.quality);
  });
  group({ id: "commands", title: "Commands" }, (into) => run.commands && showCommands(into, run.commands));
  group({ id: "all-files", title: "Files" }, (into) => showFiles(into, run.files));
  group({ id: "how", title: "How it was run" }, (into) => showHow(into, run));
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
