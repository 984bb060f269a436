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

// Long charts take the whole width; short ones share a column.
const isLong = (load) => load !== null && load.name.length > 12;
const loadHeight = (bars) => 110 + bars * (bars > 40 ? 14 : bars > 16 ? 18 : 26);

function showRanks(parent, load) {
  if (!load) return;
  const many = load.ranks_a_bar > 1;
  const busiest = load.busy.reduce((best, value, i) => (value > load.busy[best] ? i : best), 0);
  chartSection(parent, { id: "ranks", title: "Load of the ranks", wide: isLong(load),
    sentence: many ? `A bar is the mean of ${plural(load.ranks_a_bar, "rank")}; the table has the busiest of each.` : "A bar a rank.",
    alternative: `${load.name[busiest]} was the busiest with ${formatSeconds(load.busy[busiest])}.`, height: loadHeight(load.name.length),
    config: () => loadConfig(load),
    columns: [{ name: many ? "ranks" : "rank", text: true }, { name: "threads" }, { name: "busy (s)" }, { name: "idle (s)" },
      ...(many ? [{ name: "busy, the busiest (s)" }] : []), { name: "files" }, { name: "bytes", format: formatBytes }],
    rows: () => load.name.map((name, i) => [name, load.threads[i], load.busy[i], load.idle[i], ...(many ? [load.most_busy[i]] : []), load.items[i], load.bytes[i]]) });
}

function showHosts(parent, hosts) {
  if (!hosts) return;
  const left = hosts.left_out > 0 ? ` The ${plural(hosts.name.length, "busiest host")} of ${whole.format(hosts.name.length + hosts.left_out)}.` : "";
  chartSection(parent, { id: "hosts", title: "Load of the hosts", wide: isLong(hosts), sentence: `A bar a host, all its threads.${left}`,
    alternative: `${plural(hosts.name.length, "host")}.`, height: loadHeight(hosts.name.length),
    config: () => loadConfig(hosts),
    columns: [{ name: "host", text: true }, { name: "ranks" }, { name: "threads" }, { name: "busy (s)" }, { name: "idle (s)" }, { name: "files" },
      { name: "bytes", format: formatBytes }, { name: "a busy thread", format: (value) => (isKnown(value) ? `${formatBytes(value)}/s` : unknown) }],
    rows: () => hosts.name.map((name, i) => [name, hosts.ranks[i], hosts.threads[i], hosts.busy[i], hosts.idle[i], hosts.items[i], hosts.bytes[i], hosts.speed[i]]) });
}

function showLoads(parent, ranks, hosts) {
  const column = isLong(ranks) || isLong(hosts) ? parent : element("div", { class: "column" });
  if (column !== parent) parent.append(column);
  showRanks(column, ranks);
  showHosts(column, hosts);
}
