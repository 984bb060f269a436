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
  const title = "Seconds against bytes";
  if (!scatter) return emptySection(parent, "scatter", title, "No file has a size and a time.");
  const left = scatter.left_out > 0 ? ` ${plural(scatter.left_out, "file")} without a known size are left out.` : "";
  const what = scatter.bins ? "Files are counted in bins of a twentieth of a decade; the slowest and failed ones stand as points." : "A point a file.";
  chartSection(parent, { id: "scatter", title, sentence: `${what} What is far above the others took long for its size.${left}`, height: 340,
    alternative: scatter.bins ? "bins of files by size and time." : `${plural(scatter.points.path.length, "file")} by size and time.`,
    config: () => scatterConfig(scatter),
    columns: [{ name: "bytes", format: formatBytes }, { name: "seconds" }, { name: "files" }, { name: "file", text: true }],
    rows: () => scatterRows(scatter) });
}
