// Megabytes a second and files in work, over time.
function throughputConfig(values, times, end) {
  const curve = (label, data, name, more) => ({ label, borderColor: colour(name), backgroundColor: colour(name),
    borderWidth: 2, pointRadius: 0, pointStyle: "line", pointHitRadius: 6, data: times.map((x, i) => ({ x, y: data[i] })), ...more });
  const right = { position: "right", beginAtZero: true };
  return { type: "line",
    data: { datasets: [curve("in (MB/s)", values.megabytes_in, "blue", { order: 2 }),
      curve("out (MB/s)", values.megabytes_out, "red", { borderDash: [6, 4], order: 1 }),
      curve("files in work (right)", values.in_work, "grey-2", { yAxisID: "files", borderDash: [2, 3], borderWidth: 1.2, order: 3 })] },
    options: { interaction: { mode: "index", intersect: false },
      plugins: { legend: { labels: { usePointStyle: true, boxWidth: 40 } }, tooltip: { callbacks: { title: ([item]) => `at ${formatSeconds(item.parsed.x)}`,
        label: (item) => `${item.dataset.label}: ${formatNumber(item.parsed.y)}` } } },
      scales: { x: timeAxis(end), y: axis("MB/s", { beginAtZero: true }),
        files: axis("files in work", { ...right, grid: { drawOnChartArea: false } }) } } };
}

function showThroughput(parent, values, end) {
  if (!values) return emptySection(parent, "throughput", "Throughput over time", "No file was worked on.");
  const times = values.megabytes_in.map((_, i) => (i + 0.5) * values.step_seconds);
  const most = values.megabytes_in.reduce((a, b) => Math.max(a, b), 0);
  chartSection(parent, { id: "throughput", title: "Throughput over time", wide: true,
    sentence: `Means over steps of ${formatSeconds(values.step_seconds)}; the bytes of a file count evenly over the time of its work.`,
    alternative: `up to ${formatNumber(most)} MB/s in, over ${formatSeconds(end)}.`,
    config: () => throughputConfig(values, times, end),
    columns: [{ name: "time (s)" }, { name: "in (MB/s)" }, { name: "out (MB/s)" }, { name: "files in work" }],
    rows: () => times.map((time, i) => [time, values.megabytes_in[i], values.megabytes_out[i], values.in_work[i]]) });
}
