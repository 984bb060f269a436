// Where threads spent their time: on each stage of files, and idle.
function stagesConfig(parts, all) {
  const fill = (part) => (part.isIdle ? striped("grey-2") : colour("blue"));
  return { type: "bar",
    data: { labels: parts.map((part) => part.name), datasets: [{ label: "thread-seconds", backgroundColor: parts.map(fill), data: parts.map((part) => part.seconds) }] },
    options: { indexAxis: "y",
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) =>
        [`${formatSeconds(item.parsed.x)} of all threads, ${formatPercent(item.parsed.x, all)}`] } } },
      scales: { x: axis("seconds, added over all threads", { beginAtZero: true }), y: axis("", { title: { display: false }, grid: { display: false }, ticks: { autoSkip: false } }) } } };
}

function idleParts(idle) {
  if (!idle) return [];
  const parts = [["idle at the start", idle.start], ["idle between files", idle.between], ["idle at the end", idle.tail], ["without a file", idle.unused]];
  return parts.filter(([, seconds]) => seconds > 0).map(([name, seconds]) => ({ name, seconds, isIdle: true }));
}

function showStages(parent, stages, idle) {
  const parts = [...stages.filter((stage) => stage.name !== "total"), ...idleParts(idle)];
  const all = parts.reduce((sum, part) => sum + part.seconds, 0);
  const most = parts.reduce((a, b) => (a.seconds > b.seconds ? a : b));
  const help = idle && idle.helping > 0 ? ` Of the idle time, ${formatSeconds(idle.helping)} helped with files of other threads.` : "";
  chartSection(parent, { id: "stages", title: "Time by stage",
    sentence: `Seconds of all threads in each stage; striped: idle time of the work phase.${help}`,
    alternative: `most went to ${most.name}, ${formatPercent(most.seconds, all)}.`, height: 60 + 30 * parts.length,
    config: () => stagesConfig(parts, all),
    columns: [{ name: "stage", text: true }, { name: "all threads (s)" }, { name: "share", format: (value) => formatPercent(value, all) },
      ...["a file: median", "p95", "p99", "max"].map((name) => ({ name, format: formatSeconds }))],
    rows: () => parts.map((part) => [part.name, part.seconds, part.seconds, part.median, part.p95, part.p99, part.max]) });
}

// Files by their time.
function histogramConfig({ edges, done, failed }) {
  const bins = done.map((_, i) => `${formatSeconds(edges[i])} to ${formatSeconds(edges[i + 1])}`);
  const bars = (label, fill, data) => ({ label, backgroundColor: fill, data, categoryPercentage: 1, barPercentage: 0.94 });
  const datasets = [bars("done", colour("blue"), done)];
  if (failed.some((count) => count > 0)) datasets.push(bars("failed", striped("red"), failed));
  return { type: "bar", data: { labels: bins, datasets },
    options: { interaction: { mode: "index", intersect: false },
      plugins: { legend: { display: datasets.length > 1 }, tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${plural(item.parsed.y, "file")}` } } },
      scales: { x: axis("seconds from start to end of a file", { stacked: true, grid: { display: false },
        ticks: { callback: (_, i) => formatSeconds(edges[i]), maxTicksLimit: 8, autoSkipPadding: 24 } }),
        y: axis("files", { stacked: true, beginAtZero: true, ticks: { precision: 0, callback: (value) => whole.format(value) } }) } } };
}

function showHistogram(parent, histogram) {
  if (!histogram) return emptySection(parent, "histogram", "Seconds per file", "No file was processed.");
  const { edges, done, failed } = histogram;
  const peak = done.reduce((best, count, i) => (count > done[best] ? i : best), 0);
  chartSection(parent, { id: "histogram", title: "Seconds per file",
    sentence: "How many files took how long; ten bins a decade.",
    alternative: `most files took ${formatSeconds(edges[peak])} to ${formatSeconds(edges[peak + 1])}.`,
    config: () => histogramConfig(histogram),
    columns: [{ name: "from (s)" }, { name: "to (s)" }, { name: "done" }, { name: "failed" }],
    rows: () => done.map((count, i) => [edges[i], edges[i + 1], count, failed[i]]) });
}

// Seconds against bytes, both logarithmic.
function densitySeries(bins) {
  const most = bins.count.reduce((a, b) => Math.max(a, b), 1);
  const level = (count) => Math.min(5, 1 + Math.floor((5 * Math.log(count)) / Math.log(most + 1)));
  return { label: "files, the stronger the more", pointStyle: "rect", pointRadius: 4, pointBorderWidth: 0, counts: bins.count,
    backgroundColor: colour("level-4"), pointBackgroundColor: bins.count.map((count) => colour(`level-${level(count)}`)),
    data: bins.bytes.map((x, i) => ({ x, y: bins.seconds[i] })) };
}

function pointSeries(label, points, wanted, name, pointStyle) {
  const indices = indicesOf(points.failed, wanted);
  return { label, pointStyle, paths: indices.map((i) => points.path[i]), backgroundColor: colour(name), borderColor: colour(name),
    pointRadius: wanted ? 5 : 3, pointBorderWidth: wanted ? 2 : 0,
    data: indices.map((i) => ({ x: points.bytes[i], y: points.seconds[i] })) };
}

function scatterSeries({ bins, points }) {
  const all = [pointSeries("failed", points, 1, "red", "crossRot"),
    pointSeries(bins ? "the slowest" : "a file that is done", points, 0, bins ? "orange" : "blue", bins ? "triangle" : "circle")];
  if (bins) all.push(densitySeries(bins));
  return all.filter((each) => each.data.length > 0);
}

function scatterConfig(scatter) {
  const datasets = scatterSeries(scatter);
  const of = (name) => datasets.flatMap((each) => each.data.map((point) => point[name]));
  return { type: "scatter", data: { datasets },
    options: { interaction: { mode: "nearest", intersect: true },
      plugins: { legend: { labels: { usePointStyle: true } }, tooltip: { callbacks: {
        title: ([item]) => (item.dataset.paths ? item.dataset.paths[item.dataIndex] : plural(item.dataset.counts[item.dataIndex], "file")),
        label: (item) => `${formatBytes(item.parsed.x)} in ${formatSeconds(item.parsed.y)}` } } },
      scales: { x: logarithmicAxis("bytes of the input", formatBytes, of("x")), y: logarithmicAxis("seconds of the file", formatSeconds, of("y")) } } };
}

function scatterRows({ bins, points }) {
  const rows = points.path.map((path, i) => [points.bytes[i], points.seconds[i], 1, path]);
  return bins ? rows.concat(bins.bytes.map((bytes, i) => [bytes, bins.seconds[i], bins.count[i], ""])) : rows;
}

function showScatter(parent, scatter) {
  if (!scatter) return;
  const left = scatter.left_out > 0 ? ` ${plural(scatter.left_out, "file")} without a known size are left out.` : "";
  const what = scatter.bins ? "Files are counted in bins of a twentieth of a decade; the slowest and failed ones are points." : "Each point is a file.";
  chartSection(parent, { id: "scatter", title: "Seconds against bytes", wide: true, sentence: `${what} Files far above the others took long for their size.${left}`, height: 340,
    alternative: scatter.bins ? "bins of files by size and time." : `${plural(scatter.points.path.length, "file")} by size and time.`,
    config: () => scatterConfig(scatter),
    columns: [{ name: "bytes", format: formatBytes }, { name: "seconds" }, { name: "files" }, { name: "file", text: true }],
    rows: () => scatterRows(scatter) });
}

// Busy and idle thread-seconds, of ranks and of hosts.
function loadConfig(load) {
  const bars = (label, fill, data) => ({ label, backgroundColor: fill, data, categoryPercentage: 0.86, barPercentage: 1 });
  return { type: "bar",
    data: { labels: load.name, datasets: [bars("busy with files", colour("blue"), load.busy), bars("idle", striped("grey-2"), load.idle)] },
    options: { indexAxis: "y", interaction: { mode: "index", intersect: false, axis: "y" },
      plugins: { tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${formatSeconds(item.parsed.x)}`,
        footer: ([item]) => `${formatNumber(load.items[item.dataIndex])} files, ${formatBytes(load.bytes[item.dataIndex])}` } } },
      scales: { x: axis("thread-seconds in the work phase", { stacked: true, beginAtZero: true }),
        y: axis("", { title: { display: false }, stacked: true, grid: { display: false } }) } } };
}

// Long charts take the full width; short ones are side by side.
const isLong = (load) => load.name.length > 12;
const loadHeight = (bars) => 110 + bars * (bars > 40 ? 14 : bars > 16 ? 18 : 26);

function showRanks(parent, load, hosts) {
  if (isAlone(load)) return;
  const many = load.ranks_a_bar > 1;
  const busiest = load.busy.reduce((best, value, i) => (value > load.busy[best] ? i : best), 0);
  chartSection(parent, { id: "ranks", title: "Load of the ranks", wide: isLong(load) || isAlone(hosts),
    sentence: many ? `Each bar is the mean of ${plural(load.ranks_a_bar, "rank")}; the table has the busiest of each.` : "Each bar is a rank.",
    alternative: `${load.name[busiest]} was the busiest with ${formatSeconds(load.busy[busiest])}.`, height: loadHeight(load.name.length),
    config: () => loadConfig(load),
    columns: [{ name: many ? "ranks" : "rank", text: true }, { name: "threads" }, { name: "busy (s)" }, { name: "idle (s)" },
      ...(many ? [{ name: "busy, the busiest (s)" }] : []), { name: "files" }, { name: "bytes", format: formatBytes }],
    rows: () => load.name.map((name, i) => [name, load.threads[i], load.busy[i], load.idle[i], ...(many ? [load.max_busy[i]] : []), load.items[i], load.bytes[i]]) });
}

// One host, or one rank, has nothing to compare with.
const isAlone = (load) => !load || load.name.length + (load.left_out ?? 0) < 2;

function showHosts(parent, hosts) {
  if (isAlone(hosts)) return;
  const left = hosts.left_out > 0 ? ` The ${plural(hosts.name.length, "busiest host")} of ${whole.format(hosts.name.length + hosts.left_out)}.` : "";
  chartSection(parent, { id: "hosts", title: "Load of the hosts", wide: isLong(hosts), sentence: `Each bar is a host, with all its threads.${left}`,
    alternative: `${plural(hosts.name.length, "host")}.`, height: loadHeight(hosts.name.length),
    config: () => loadConfig(hosts),
    columns: [{ name: "host", text: true }, { name: "ranks" }, { name: "threads" }, { name: "busy (s)" }, { name: "idle (s)" }, { name: "files" },
      { name: "bytes", format: formatBytes }, { name: "a busy thread", format: (value) => (isKnown(value) ? `${formatBytes(value)}/s` : unknown) }],
    rows: () => hosts.name.map((name, i) => [name, hosts.ranks[i], hosts.threads[i], hosts.busy[i], hosts.idle[i], hosts.items[i], hosts.bytes[i], hosts.speed[i]]) });
}

function showLoads(parent, ranks, hosts) {
  showRanks(parent, ranks, hosts);
  showHosts(parent, hosts);
}
