// Tables of a few rows that need no chart.
function tableSection(parent, { id, title, caption, columns, rows }) {
  if (rows.length === 0) return;
  parent.append(element("section", { id, class: "wide", "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, title),
    element("div", { class: "scroll whole", tabindex: "0", role: "region", "aria-label": title }, plainTable(caption, columns, rows))));
}

function showSlowest(parent, slowest) {
  tableSection(parent, { id: "slowest", title: "The slowest files, and why", caption: "Held against the median file of this report.",
    columns: [{ name: "file", text: true }, { name: "took", format: formatSeconds }, { name: "bytes", format: formatBytes }, { name: "rank" }, { name: "host", text: true },
      { name: "most in", text: true }, { name: "share", format: (value) => formatPercent(value, 1) }, { name: "why", text: true }],
    rows: slowest.map((file) => [file.path, file.seconds, file.bytes, file.rank, file.host, file.stage, file.stage_share, file.why]) });
}

function showQuality(parent, quality) {
  tableSection(parent, { id: "quality", title: "Samples to look at", caption: "Of the files that are done.",
    columns: [{ name: "samples that are", text: true }, { name: "samples" }, { name: "of all", format: (value) => formatPercent(value, 1) }, { name: "files" }],
    rows: quality.map(({ name, samples, share, files }) => [name, samples, share, files]) });
}

function showHistory(parent, history) {
  tableSection(parent, { id: "history", title: "Runs of this job", caption: "It was resumed; times and ranks on this page are of the last run.",
    columns: [{ name: "run" }, { name: "started", text: true }, { name: "ranks" }, { name: "threads a rank" }, { name: "hosts", text: true }, { name: "ended", text: true },
      { name: "files done" }, { name: "took", format: formatSeconds }],
    rows: history.map((run) => [run.run, run.created, run.ranks, run.threads, run.hosts, run.ended, run.done, run.seconds]) });
}

function showReasons(parent, reasons) {
  tableSection(parent, { id: "reasons", title: "Failures and warnings by reason", caption: "FILE stands for the path of each.",
    columns: [{ name: "kind", text: true }, { name: "files" }, { name: "reason", text: true }, { name: "for example", text: true }],
    rows: reasons.map(({ kind, files, reason, example }) => [kind, files, reason, example]) });
}

// What differs between runs, and outputs that must not differ.
function showComparison(parent, { names = [], differences = [], mismatches = [] }) {
  tableSection(parent, { id: "differences", title: "What differs between the runs", caption: "Settings, versions and places; what is not here is alike.",
    columns: [{ name: "setting", text: true }, ...names.map((name) => ({ name, text: true }))],
    rows: differences.map(({ what, values }) => [what, ...values]) });
  tableSection(parent, { id: "mismatches", title: "Outputs that differ although the job is the same", caption: "The same job must give the same bits.",
    columns: ["file", "run", "and run", "input"].map((name) => ({ name, text: true })),
    rows: mismatches.map((row) => [row.path, row.first, row.second, row.is_input_changed ? "changed between the runs" : "the same size and time"]) });
}
