// Where threads spent their time.
function stagesConfig(parts, all) {
  return { type: "bar",
    data: { labels: parts.map((stage) => stage.name), datasets: [{ label: "thread-seconds",
      backgroundColor: parts.map((stage) => colour(stage.isIdle ? "grey" : "blue")), data: parts.map((stage) => stage.seconds) }] },
    options: { indexAxis: "y",
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) =>
        [`${formatSeconds(item.parsed.x)} of all threads, ${formatPercent(item.parsed.x, all)}`] } } },
      scales: { x: axis("seconds, added over all threads", { beginAtZero: true }), y: axis("", { title: { display: false }, grid: { display: false } }) } } };
}

function showStages(parent, stages, idle) {
  const parts = stages.filter((stage) => stage.name !== "total").map((stage) => ({ ...stage, isIdle: false }));
  if (idle !== null) parts.push({ name: "idle", seconds: idle, median: null, p95: null, max: null, isIdle: true });
  const all = parts.reduce((sum, stage) => sum + stage.seconds, 0);
  const most = parts.reduce((a, b) => (a.seconds > b.seconds ? a : b));
  chartSection(parent, { id: "stages", title: "Time by stage",
    sentence: `Of ${formatSeconds(all)} that all threads had; idle is what they did not spend on files in the work phase.`,
    alternative: `most went to ${most.name}, ${formatPercent(most.seconds, all)}.`,
    config: () => stagesConfig(parts, all),
    columns: [{ name: "stage", text: true }, { name: "all threads (s)" }, { name: "share", format: (value) => formatPercent(value, all) },
      { name: "a file: median", format: formatSeconds }, { name: "p95", format: formatSeconds }, { name: "max", format: formatSeconds }],
    rows: () => parts.map((stage) => [stage.name, stage.seconds, stage.seconds, stage.median, stage.p95, stage.max]) });
}
