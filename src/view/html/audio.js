// Measures of the outputs, suspicious samples, and what commands used.
const measureName = ({ name }) => (name === "dc" ? "DC" : name[0].toUpperCase() + name.slice(1).replace("_", " "));

function measureConfig({ low, width, counts, unit }) {
  const edge = (bin) => low + bin * width;
  return { type: "bar",
    data: { labels: counts.map((_, bin) => `${formatNumber(edge(bin))} to ${formatNumber(edge(bin + 1))} ${unit}`),
      datasets: [{ label: "files", backgroundColor: colour("blue"), data: counts, categoryPercentage: 1, barPercentage: 0.94 }] },
    options: { interaction: { mode: "index", intersect: false },
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => plural(item.parsed.y, "file") } } },
      scales: { x: axis(unit, { grid: { display: false }, ticks: { callback: (_, bin) => formatNumber(edge(bin)), maxTicksLimit: 8, autoSkipPadding: 24 } }),
        y: axis("files", { beginAtZero: true, ticks: { precision: 0, callback: (value) => whole.format(value) } }) } } };
}

function showMeasures(parent, measures) {
  for (const measure of measures) {
    const { unit, files, p5, median, p95, low, width, counts } = measure;
    const spread = `median ${formatNumber(median)} ${unit}, nine of ten files from ${formatNumber(p5)} to ${formatNumber(p95)} ${unit}`;
    chartSection(parent, { id: `measure-${measure.name}`, title: `${measureName(measure)} of the outputs`,
      sentence: `${plural(files, "file")}: ${spread}.`, alternative: `${spread}.`, height: 220,
      config: () => measureConfig(measure),
      columns: [{ name: `from (${unit})` }, { name: `to (${unit})` }, { name: "files" }],
      rows: () => counts.map((count, bin) => [low + bin * width, low + (bin + 1) * width, count]) });
  }
}

function showQuality(parent, quality) {
  tableSection(parent, { id: "quality", title: "Samples to look at", caption: "Of the files that are done.",
    columns: [{ name: "samples that are", text: true }, { name: "samples" }, { name: "of all", format: (value) => formatPercent(value, 1) }, { name: "files" }],
    rows: quality.map(({ name, samples, share, files }) => [name, samples, share, files]) });
}

function exitMeaning(status) {
  if (status === 0) return "ended well";
  return status > 128 ? `ended by signal ${status - 128}` : "failed";
}

function showCommands(parent, commands) {
  const { exit_statuses: statuses, user_seconds: user, system_seconds: system } = commands;
  tableSection(parent, { id: "exit-statuses", title: "Exit status of the commands", isHalf: true, caption: `${plural(commands.files, "command")} ended.`,
    columns: [{ name: "exit status" }, { name: "meaning", text: true }, { name: "files" }],
    rows: statuses.map(([status, files]) => [status, exitMeaning(status), files]) });
  const spread = (name, format, { median, p95, p99, max }) => [name, ...[median, p95, p99, max].map(format)];
  tableSection(parent, { id: "command-use", title: "What a command used", isHalf: true,
    caption: `All together ${formatSeconds(user)} of user and ${formatSeconds(system)} of system time.`,
    columns: [{ name: "of one", text: true }, ...["median", "p95", "p99", "max"].map((name) => ({ name, format: (text) => text }))],
    rows: [spread("processor time", formatSeconds, commands.cpu_seconds), spread("memory", formatBytes, commands.memory_bytes)] });
}
