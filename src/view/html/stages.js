// Where threads spent their time: on files by stage, and on none.
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
  const help = idle && idle.helping > 0 ? ` Of the idle time, ${formatSeconds(idle.helping)} went into files of other threads.` : "";
  chartSection(parent, { id: "stages", title: "Time by stage",
    sentence: `Seconds of all threads on files, and striped what of the work phase went into none.${help}`,
    alternative: `most went to ${most.name}, ${formatPercent(most.seconds, all)}.`, height: 60 + 30 * parts.length,
    config: () => stagesConfig(parts, all),
    columns: [{ name: "stage", text: true }, { name: "all threads (s)" }, { name: "share", format: (value) => formatPercent(value, all) },
      ...["a file: median", "p95", "p99", "max"].map((name) => ({ name, format: formatSeconds }))],
    rows: () => parts.map((part) => [part.name, part.seconds, part.seconds, part.median, part.p95, part.p99, part.max]) });
}
