// Files by how long they took.
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
  if (!histogram) return emptySection(parent, "histogram", "Seconds per file", "No file was worked on.");
  const { edges, done, failed } = histogram;
  const peak = done.reduce((best, count, i) => (count > done[best] ? i : best), 0);
  chartSection(parent, { id: "histogram", title: "Seconds per file",
    sentence: "How many files took how long; ten bins a decade.",
    alternative: `most files took ${formatSeconds(edges[peak])} to ${formatSeconds(edges[peak + 1])}.`,
    config: () => histogramConfig(histogram),
    columns: [{ name: "from (s)" }, { name: "to (s)" }, { name: "done" }, { name: "failed" }],
    rows: () => done.map((count, i) => [edges[i], edges[i + 1], count, failed[i]]) });
}
