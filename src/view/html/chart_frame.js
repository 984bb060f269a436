// Every chart of the page, so that all can be drawn anew.
const frames = [];
const mostTableRows = 2000;

function setDefaults() {
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = colour("ink");
  Chart.defaults.borderColor = colour("grid");
  Chart.defaults.plugins.legend.labels.boxWidth = 18;
  Chart.defaults.plugins.legend.labels.boxHeight = 10;
  Chart.defaults.plugins.legend.align = "start";
  Object.assign(Chart.defaults.plugins.tooltip, {
    backgroundColor: colour("ink"), titleColor: colour("paper"), bodyColor: colour("paper"),
    footerColor: colour("paper"), displayColors: false, padding: 8,
  });
}

function draw(frame) {
  if (frame.chart) frame.chart.destroy();
  frame.chart = new Chart(frame.canvas, frame.config());
}

function redrawAll() {
  setDefaults();
  frames.forEach(draw);
}

function forgetFrames(inside) {
  for (const frame of frames.filter((each) => inside.contains(each.canvas))) {
    frame.chart?.destroy();
    frames.splice(frames.indexOf(frame), 1);
  }
}

// The values of a chart, written when they are asked for.
function valuesBehind({ title, columns, rows }) {
  const details = element("details", {}, element("summary", {}, "The values as a table"));
  details.addEventListener("toggle", () => {
    if (!details.open || details.querySelector("table")) return;
    const all = rows();
    const shown = all.slice(0, mostTableRows);
    const rest = all.length > shown.length ? `, the first ${whole.format(shown.length)} of ${whole.format(all.length)} rows` : "";
    details.append(element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
      plainTable(title + rest, columns, shown)));
  });
  return details;
}

// A section with a chart. `config` makes what Chart.js takes; `alternative` says in words what the
// chart shows; `columns` and `rows` are its values as a table; `height` is a class, or pixels.
function chartSection(parent, spec) {
  const canvas = element("canvas", { id: `${spec.id}-chart`, role: "img", tabindex: "0",
    "aria-label": `${spec.title}: ${spec.alternative} Arrow keys read the values; Page Down goes to the next series.` });
  const box = element("div", { class: "canvas-box" }, canvas);
  box.style.height = `${spec.height ?? 280}px`;
  const section = element("section", { id: spec.id, class: spec.wide ? "wide" : null, "aria-labelledby": `${spec.id}-title` },
    element("h2", { id: `${spec.id}-title` }, spec.title), element("p", {}, spec.sentence), box, valuesBehind(spec));
  parent.append(section);
  const frame = { canvas, config: spec.config, chart: null };
  frames.push(frame);
  draw(frame);
  walkByKeys(canvas, () => frame.chart);
}

// A section that says why there is no chart.
function emptySection(parent, id, title, sentence) {
  parent.append(element("section", { id, "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, title), element("p", {}, sentence)));
}
