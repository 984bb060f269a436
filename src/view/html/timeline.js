// The Gantt chart: lanes down, time across.
const laneHeight = (lanes) => (lanes > 40 ? 14 : lanes > 16 ? 18 : 24);
const jobLane = "job";
const levelNames = ["", "up to 20% busy", "up to 40%", "up to 60%", "up to 80%", "up to 100%"];

// A series of slices of these kinds; neighbours differ in shade.
function series(label, indices, timeline, fill, more = {}) {
  const { lane, start, end } = timeline.slices;
  return { label, indices, backgroundColor: fill, grouped: false, ...more,
    data: indices.map((i) => ({ x: [start[i], end[i]], y: timeline.lanes[lane[i]] })) };
}

function indicesOf(kinds, wanted) {
  return [...kinds.keys()].filter((i) => kinds[i] === wanted);
}

// Files of one lane alternate between two shades, to separate them.
function shadesOf(indices, timeline) {
  const seen = new Map();
  return indices.map((i) => {
    const lane = timeline.slices.lane[i];
    seen.set(lane, !seen.get(lane));
    return seen.get(lane) ? colour("blue") : colour("blue-2");
  });
}

function fileSeries(timeline) {
  const kinds = timeline.slices.kind;
  const done = indicesOf(kinds, "done");
  const all = [series("done", done, timeline, shadesOf(done, timeline)),
    series("with a warning", indicesOf(kinds, "warned"), timeline, dotted("orange"), { minBarLength: 3 }),
    series("failed", indicesOf(kinds, "failed"), timeline, striped("red"), { minBarLength: 3 })];
  return all.filter((each) => each.data.length > 0);
}

function levelSeries(timeline) {
  return [1, 2, 3, 4, 5].map((level) =>
    series(levelNames[level], indicesOf(timeline.slices.kind, level), timeline, colour(`level-${level}`)));
}

function phaseSeries(timeline) {
  return { label: "phases of the job", grouped: false, indices: null,
    backgroundColor: timeline.phases.map((_, i) => colour(i % 2 ? "grey" : "phase")),
    data: timeline.phases.map(({ start, end }) => ({ x: [start, end], y: jobLane })) };
}

// Writes the name of a phase on its bar, if there is room.
function phaseNames(timeline) {
  return { id: "phaseNames", afterDatasetsDraw: (chart) => {
    const place = chart.data.datasets.findIndex((dataset) => dataset.indices === null);
    const { ctx } = chart;
    ctx.save();
    Object.assign(ctx, { fillStyle: colour("ink"), textAlign: "center", textBaseline: "middle" });
    ctx.font = `11px ${Chart.defaults.font.family}`;
    chart.getDatasetMeta(place).data.forEach((bar, i) => {
      const { x, base, y } = bar.getProps(["x", "base", "y"], true);
      if (ctx.measureText(timeline.phases[i].name).width + 6 < x - base) ctx.fillText(timeline.phases[i].name, (x + base) / 2, y);
    });
    ctx.restore();
  } };
}

function sliceTooltip(timeline) {
  const { slices, phases } = timeline;
  return {
    title: ([item]) => {
      const i = item.dataset.indices ? item.dataset.indices[item.dataIndex] : -1;
      if (i < 0) return phases[item.dataIndex].name;
      return slices.path ? slices.path[i] : timeline.lanes[slices.lane[i]];
    },
    label: (item) => {
      const [start, end] = item.raw.x;
      const times = `from ${formatSeconds(start)}, took ${formatSeconds(end - start)}`;
      if (!item.dataset.indices) return times;
      const i = item.dataset.indices[item.dataIndex];
      const what = slices.path ? [timeline.lanes[slices.lane[i]], item.dataset.label, formatBytes(slices.bytes[i])]
        : [item.dataset.label, `${plural(slices.files[i], "file")} begun`];
      return [times, ...what];
    },
  };
}

function timelineConfig(timeline) {
  const datasets = [...(timeline.by_file ? fileSeries(timeline) : levelSeries(timeline)), phaseSeries(timeline)];
  const thickness = laneHeight(timeline.lanes.length) - 3;
  for (const dataset of datasets) Object.assign(dataset, { barThickness: thickness, borderSkipped: false });
  return { type: "bar", plugins: [phaseNames(timeline)], data: { labels: [jobLane, ...timeline.lanes], datasets },
    options: { indexAxis: "y", normalized: true,
      interaction: { mode: "nearest", intersect: true },
      plugins: { tooltip: { callbacks: sliceTooltip(timeline) } },
      scales: { x: timeAxis(timeline.end), y: axis("", { title: { display: false }, grid: { display: false }, ticks: { autoSkip: true } }) } } };
}

function timelineRows({ slices, lanes, phases }) {
  const rows = phases.map(({ name, start, end }) => [jobLane, start, end, "phase", name]);
  for (let i = 0; i < slices.lane.length; ++i) {
    rows.push([lanes[slices.lane[i]], slices.start[i], slices.end[i],
      slices.path ? slices.kind[i] : levelNames[slices.kind[i]], slices.path ? slices.path[i] : plural(slices.files[i], "file")]);
  }
  return rows;
}

function timelineSentence({ by_file, lane_kind, step_seconds }) {
  if (by_file) return "Each row is a thread of a rank, each bar a file; gaps are idle time. A thread that helps with another thread's file shows as idle.";
  return `A row a ${lane_kind}, added up in steps of ${formatSeconds(step_seconds)}: the stronger the colour, the more of its threads worked; gaps are idle time.`;
}

function showTimeline(parent, timeline) {
  if (timeline.lanes.length === 0) return emptySection(parent, "timeline", "Timeline", "No file was processed.");
  chartSection(parent, { id: "timeline", title: "Timeline", wide: true, sentence: timelineSentence(timeline),
    alternative: `what ${plural(timeline.lanes.length, timeline.lane_kind)} did in ${formatSeconds(timeline.end)}.`,
    height: 110 + laneHeight(timeline.lanes.length) * (timeline.lanes.length + 1),
    config: () => timelineConfig(timeline),
    columns: [{ name: "row", text: true }, { name: "start (s)" }, { name: "end (s)" }, { name: "kind", text: true }, { name: timeline.by_file ? "file" : "files begun", text: true }],
    rows: () => timelineRows(timeline) });
}

// Megabytes per second and files in progress, over time.
function throughputConfig(values, times, end) {
  const curve = (label, data, name, more) => ({ label, borderColor: colour(name), backgroundColor: colour(name),
    borderWidth: 2, pointRadius: 0, pointStyle: "line", pointHitRadius: 6, data: times.map((x, i) => ({ x, y: data[i] })), ...more });
  const right = { position: "right", beginAtZero: true };
  return { type: "line",
    data: { datasets: [curve("in (MB/s)", values.megabytes_in, "blue", { order: 2 }),
      curve("out (MB/s)", values.megabytes_out, "red", { borderDash: [6, 4], order: 1 }),
      curve("files in progress (right)", values.in_work, "grey-2", { yAxisID: "files", borderDash: [2, 3], borderWidth: 1.2, order: 3 })] },
    options: { interaction: { mode: "index", intersect: false },
      plugins: { legend: { labels: { usePointStyle: true, boxWidth: 40 } }, tooltip: { callbacks: { title: ([item]) => `at ${formatSeconds(item.parsed.x)}`,
        label: (item) => `${item.dataset.label}: ${formatNumber(item.parsed.y)}` } } },
      scales: { x: timeAxis(end), y: axis("MB/s", { beginAtZero: true }),
        files: axis("files in progress", { ...right, grid: { drawOnChartArea: false } }) } } };
}

function showThroughput(parent, values, end) {
  if (!values || ![...values.megabytes_in, ...values.megabytes_out].some((rate) => rate > 0)) return;
  const times = values.megabytes_in.map((_, i) => (i + 0.5) * values.step_seconds);
  const most = values.megabytes_in.reduce((a, b) => Math.max(a, b), 0);
  chartSection(parent, { id: "throughput", title: "Throughput over time", wide: true,
    sentence: `Means over steps of ${formatSeconds(values.step_seconds)}; the bytes of a file count evenly over the time of its work.`,
    alternative: `up to ${formatNumber(most)} MB/s in, over ${formatSeconds(end)}.`,
    config: () => throughputConfig(values, times, end),
    columns: [{ name: "time (s)" }, { name: "in (MB/s)" }, { name: "out (MB/s)" }, { name: "files in progress" }],
    rows: () => times.map((time, i) => [time, values.megabytes_in[i], values.megabytes_out[i], values.in_work[i]]) });
}
