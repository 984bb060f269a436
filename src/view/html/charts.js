// Arrow keys move over the values of a chart, show each as a pointer would, and say it.
function walkByKeys(canvas, chartOf) {
  let series = 0;
  let place = -1;

  const show = (chart) => {
    const item = { datasetIndex: series, index: place };
    const at = chart.getDatasetMeta(series).data[place].tooltipPosition();
    chart.setActiveElements([item]);
    chart.tooltip.setActiveElements([item], at);
    chart.update("none");
    const { title, body } = chart.tooltip;
    announce([...title, ...body.flatMap((part) => part.lines)].join(", "));
  };

  const hide = (chart) => {
    place = -1;
    chart.setActiveElements([]);
    chart.tooltip.setActiveElements([], { x: 0, y: 0 });
    chart.update("none");
  };

  const step = (key, size, seriesCount) => {
    if (key === "ArrowRight") place = Math.min(place + 1, size - 1);
    if (key === "ArrowLeft") place = Math.max(place - 1, 0);
    if (key === "Home") place = 0;
    if (key === "End") place = size - 1;
    if (key === "PageDown") series = (series + 1) % seriesCount;
    if (key === "PageUp") series = (series + seriesCount - 1) % seriesCount;
  };

  canvas.addEventListener("keydown", (event) => {
    const keys = ["ArrowRight", "ArrowLeft", "Home", "End", "PageDown", "PageUp", "Escape"];
    if (!keys.includes(event.key)) return;
    event.preventDefault();
    const chart = chartOf();
    if (event.key === "Escape") return hide(chart);
    step(event.key, chart.data.datasets[series].data.length, chart.data.datasets.length);
    const size = chart.data.datasets[series].data.length;
    place = Math.min(Math.max(place, 0), size - 1);
    if (size > 0) show(chart);
  });
  canvas.addEventListener("blur", () => {
    if (place >= 0) hide(chartOf());
  });
}

// Every chart of the page, to redraw them all.
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

// The values of a chart as a table, made when the reader opens it.
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
    element("h3", { id: `${spec.id}-title` }, spec.title), element("p", {}, spec.sentence), box, valuesBehind(spec));
  parent.append(section);
  const frame = { canvas, config: spec.config, chart: null };
  frames.push(frame);
  draw(frame);
  walkByKeys(canvas, () => frame.chart);
}

// A section that says why there is no chart.
function emptySection(parent, id, title, sentence) {
  parent.append(element("section", { id, "aria-labelledby": `${id}-title` },
    element("h3", { id: `${id}-title` }, title), element("p", {}, sentence)));
}

// Axes that several charts use.
function titled(text) {
  return { display: true, text, color: colour("faint") };
}

function axis(title, more = {}) {
  return { title: titled(title), grid: { color: colour("grid") }, ...more,
    ticks: { color: colour("ink"), maxRotation: 0, ...(more.ticks ?? {}) } };
}

const timeAxis = (end) => axis("seconds since the job began", { type: "linear", min: 0, max: end, ticks: { includeBounds: false } });

// Powers of ten, and twos and fives if few decades show.
function logarithmicAxis(title, format, values) {
  const known = values.filter((value) => value > 0);
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = known.reduce((a, b) => Math.max(a, b), 0);
  const steps = largest / least > 1000 ? [1] : [1, 2, 5];
  const callback = (value) => {
    const leading = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
    return steps.some((step) => Math.abs(step - leading) < 1e-6) ? format(value) : null;
  };
  return axis(title, { type: "logarithmic", min: least / 1.3, max: largest * 1.3, ticks: { callback, autoSkip: true } });
}
