// Speed-up and efficiency against the number of threads, with the ideal.
const markers = [["blue", "circle", []], ["red", "triangle", [6, 3]], ["green", "rect", [2, 2]], ["purple", "star", [8, 3, 2, 3]], ["orange", "rectRot", [4, 4]]];

const cores = (row) => row.ranks * row.threads;

function familyOf(row) {
  const chunk = row.chunk === null || row.chunk === 0 ? "" : `, chunk ${row.chunk}`;
  return `${plural(row.threads, "thread")} a rank${row.schedule ? `, ${row.schedule}` : ""}${chunk}`;
}

// Configurations that differ only in the number of ranks are one curve. A single rank, which has no
// schedule, begins each curve with as many threads.
function familiesOf(rows) {
  const families = new Map();
  for (const row of rows.filter(({ ranks }) => ranks > 1)) families.set(familyOf(row), [...(families.get(familyOf(row)) ?? []), row]);
  for (const row of rows.filter(({ ranks }) => ranks === 1)) {
    const alike = [...families.values()].filter((members) => members[0].threads === row.threads);
    for (const members of alike) members.push(row);
    if (alike.length === 0) families.set(row.configuration, [row]);
  }
  for (const members of families.values()) members.sort((a, b) => cores(a) - cores(b));
  return families;
}

function curves(rows, valueOf) {
  return [...familiesOf(rows)].map(([label, members], i) => {
    const [name, pointStyle, borderDash] = markers[i % markers.length];
    return { label, members, borderColor: colour(name), backgroundColor: colour(name), pointStyle, borderDash, pointRadius: 5, borderWidth: 2,
      data: members.map((row) => ({ x: cores(row), y: valueOf(row) })) };
  });
}

function idealCurve(xs, valueAt) {
  return { label: "ideal", members: null, borderColor: colour("grey-2"), backgroundColor: colour("grey-2"), borderDash: [1, 3], borderWidth: 2,
    pointStyle: "line", pointRadius: 0, data: xs.map((x) => ({ x, y: valueAt(x) })) };
}

// Lines from the least to the largest value of the repetitions.
function whiskers(rangeOf) {
  return { id: "whiskers", afterDatasetsDraw: (chart) => {
    const { ctx, scales } = chart;
    ctx.save();
    chart.data.datasets.forEach((dataset, i) => {
      if (!dataset.members || !chart.isDatasetVisible(i)) return;
      ctx.strokeStyle = dataset.borderColor;
      ctx.beginPath();
      for (const row of dataset.members) {
        const { min, max } = rangeOf(row);
        const x = scales.x.getPixelForValue(cores(row));
        ctx.moveTo(x, scales.y.getPixelForValue(min));
        ctx.lineTo(x, scales.y.getPixelForValue(max));
      }
      ctx.stroke();
    });
    ctx.restore();
  } };
}

function coresAxis(xs) {
  const isWide = xs[xs.length - 1] / xs[0] > 16;
  return axis("threads of all ranks", { type: isWide ? "logarithmic" : "linear", min: isWide ? xs[0] : 0, max: xs[xs.length - 1] * (isWide ? 1.1 : 1.05),
    afterBuildTicks: (scale) => { scale.ticks = xs.map((value) => ({ value })); }, ticks: { callback: (value) => whole.format(value), autoSkip: true } });
}

function scalingConfig(rows, title, valueOf, idealAt, format, rangeOf) {
  const xs = [...new Set(rows.map(cores))].sort((a, b) => a - b);
  const isWide = xs[xs.length - 1] / xs[0] > 16 && title === "speed-up";
  return { type: "line", plugins: rangeOf ? [whiskers(rangeOf)] : [], data: { datasets: [...curves(rows, valueOf), idealCurve(xs, idealAt)] },
    options: { interaction: { mode: "nearest", intersect: true },
      plugins: { legend: { labels: { usePointStyle: true } }, tooltip: { callbacks: {
        title: ([item]) => (item.dataset.members ? item.dataset.members[item.dataIndex].configuration : "ideal"),
        label: (item) => `${title} ${format(item.parsed.y)} on ${plural(item.parsed.x, "thread")}` } } },
      scales: { x: coresAxis(xs), y: axis(title, isWide ? { type: "logarithmic" } : { suggestedMax: Math.max(...rows.map((row) => rangeOf?.(row).max ?? 0)), beginAtZero: true, ticks: { callback: format } }) } } };
}

function scalingRows(rows) {
  return rows.map((row) => [row.configuration, row.hosts, row.ranks, row.threads, row.repetitions, row.work_seconds.median, row.work_seconds.min,
    row.work_seconds.max, row.speedup.median, row.speedup.min, row.speedup.max, row.efficiency, row.imbalance]);
}

function showScaling(parent, rows, notes) {
  const base = rows[0];
  for (const note of notes) parent.append(element("p", { class: "note" }, `⚠ ${note}`));
  const columns = [{ name: "configuration", text: true }, { name: "hosts" }, { name: "ranks" }, { name: "threads a rank" }, { name: "runs" }, { name: "work (s), median" }, { name: "min" },
    { name: "max" }, { name: "speed-up, median" }, { name: "min" }, { name: "max" }, { name: "efficiency", format: (value) => formatPercent(value, 1) }, { name: "busiest / mean rank" }];
  const common = { columns, rows: () => scalingRows(rows) };
  const best = rows.reduce((a, b) => (b.speedup.median > a.speedup.median ? b : a));
  chartSection(parent, { ...common, id: "speedup", title: "Scaling: speed-up",
    sentence: `Time of the work phase of ${base.configuration} / that of each; medians of the repetitions, and upright lines from the least to the largest.`,
    alternative: `at most ${formatNumber(best.speedup.median)}, with ${best.configuration}.`, height: 340,
    config: () => scalingConfig(rows, "speed-up", (row) => row.speedup.median, (x) => x / cores(base), formatNumber, (row) => row.speedup) });
  chartSection(parent, { ...common, id: "efficiency", title: "Scaling: efficiency",
    sentence: "Speed-up / how many times as many threads; 100% is ideal.",
    alternative: `${formatPercent(best.efficiency, 1)} with ${best.configuration}.`, height: 340,
    config: () => scalingConfig(rows, "efficiency", (row) => row.efficiency, () => 1, (value) => formatPercent(value, 1), null) });
}
