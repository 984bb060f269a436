// Tables of a few rows that need no chart.
function tableSection(parent, { id, title, caption, columns, rows, isHalf = false }) {
  if (rows.length === 0) return;
  parent.append(element("section", { id, class: isHalf ? null : "wide", "aria-labelledby": `${id}-title` },
    element("h3", { id: `${id}-title` }, title),
    element("div", { class: "scroll whole", tabindex: "0", role: "region", "aria-label": title }, plainTable(caption, columns, rows))));
}

function showSlowest(parent, slowest) {
  tableSection(parent, { id: "slowest", title: "The slowest files, and why", caption: "Compared with the median file of this report.",
    columns: [{ name: "file", text: true }, { name: "took", format: formatSeconds }, { name: "bytes", format: formatBytes }, { name: "rank" }, { name: "host", text: true },
      { name: "most in", text: true }, { name: "share", format: (value) => formatPercent(value, 1) }, { name: "why", text: true }],
    rows: slowest.map((file) => [file.path, file.seconds, file.bytes, file.rank, file.host, file.stage, file.stage_share, file.why]) });
}

function showHistory(parent, history) {
  tableSection(parent, { id: "history", title: "Runs of this job", caption: "The job was resumed; times and ranks on this page are those of the last run.",
    columns: [{ name: "run" }, { name: "started", text: true }, { name: "ranks" }, { name: "threads a rank" }, { name: "hosts", text: true }, { name: "ended", text: true },
      { name: "files done" }, { name: "took", format: formatSeconds }],
    rows: history.map((run) => [run.run, run.created, run.ranks, run.threads, run.hosts, run.ended, run.done, run.seconds]) });
}

// Settings that differ between runs, and outputs that should not differ.
function showComparison(parent, { names = [], differences = [], mismatches = [] }) {
  tableSection(parent, { id: "differences", title: "What differs between the runs", caption: "Settings, versions and places. All others are equal.",
    columns: [{ name: "setting", text: true }, ...names.map((name) => ({ name, text: true }))],
    rows: differences.map(({ what, values }) => [what, ...values]) });
  tableSection(parent, { id: "mismatches", title: "Outputs that differ although the job is the same", caption: "The same job must give the same bits.",
    columns: ["file", "run", "and run", "input"].map((name) => ({ name, text: true })),
    rows: mismatches.map((row) => [row.path, row.first, row.second, row.is_input_changed ? "changed between the runs" : "the same size and time"]) });
}

// The rows that the table shows, and their order.
function compareCells(a, b) {
  const isMissing = (cell) => cell === null || cell === "";
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  return typeof a === "number" ? a - b : a < b ? -1 : Number(a > b);
}

// A sorted copy; unknown values come last in both directions.
function sortedRows(rows, column, isFalling) {
  const sign = isFalling ? -1 : 1;
  const isMissing = (row) => row[column] === null || row[column] === "";
  return [...rows].sort((a, b) => {
    const order = compareCells(a[column], b[column]);
    return isMissing(a) || isMissing(b) ? order : sign * order;
  });
}

// Rows that contain each word of `text`, whatever the case, and have the status, if one is named.
function filteredRows(rows, text, status) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => (!status || row[1] === status) &&
    words.every((word) => row.some((cell) => String(cell ?? "").toLowerCase().includes(word))));
}

// The table of files: buttons in its head sort it, typed words filter it.
const cellFormats = { s: formatSeconds, bytes: formatBytes, count: (value) => (value === null ? unknown : whole.format(value)) };
const headName = ({ name, unit }) => name.replace("_", " ") + (unit === "" || unit in cellFormats ? "" : ` (${unit})`);
const formatCell = (column, value) => (cellFormats[column.unit] ?? formatNumber)(value);

function cellOf(column, value) {
  if (column.unit) return element("td", { class: "number" }, formatCell(column, value));
  if (column.name === "status" || column.name === "host") return element("td", { class: `${column.name} short` }, value ?? "");
  return element("td", { class: "text" }, value ? element("bdi", {}, value) : "");
}

function rowOf(columns, row) {
  return element("tr", { class: row[1] }, ...columns.map((column, i) => cellOf(column, row[i])));
}

// Without empty columns, such as the notes if no file has one.
function withoutEmptyColumns({ all, columns, rows }) {
  const kept = columns.map((_, i) => i).filter((i) => i < 3 || rows.some((row) => row[i] !== null && row[i] !== ""));
  return { all, columns: kept.map((i) => columns[i]), rows: rows.map((row) => kept.map((i) => row[i])) };
}

function whatIsShown({ all, rows }) {
  if (all === rows.length) return `All ${plural(all, "file")}.`;
  return `${whole.format(rows.length)} of ${plural(all, "file")}: failed and skipped ones, some with warnings, and the slowest. ` +
    "The others are left out to keep this page small; mpietl report --csv files.csv REPORT writes all.";
}

class FileTable {
  constructor(table) {
    this.table = table;
    this.column = table.columns.findIndex((column) => column.name === "total");
    this.isFalling = true;
    this.body = element("tbody");
    this.count = element("span", { class: "faint", id: "file-count", role: "status" });
    this.text = element("input", { type: "search", id: "file-filter", placeholder: "path, host, error …" });
    this.status = element("select", { id: "file-status" }, ...["any status", "done", "failed", "skipped", "dropped"].map((name) => element("option", {}, name)));
    this.heads = table.columns.map((column, i) => this.headOf(column, i));
    this.text.addEventListener("input", () => this.show());
    this.status.addEventListener("change", () => this.show());
  }

  headOf(column, index) {
    const button = element("button", { type: "button" });
    button.addEventListener("click", () => this.sortBy(index));
    return element("th", { scope: "col", class: column.unit ? "number" : null }, button);
  }

  sortBy(index) {
    this.isFalling = index === this.column ? !this.isFalling : Boolean(this.table.columns[index].unit);
    this.column = index;
    this.show();
    announce(`sorted by ${this.table.columns[index].name}, ${this.isFalling ? "largest" : "smallest"} first`);
  }

  showHeads() {
    this.heads.forEach((head, i) => {
      const isSorted = i === this.column;
      head.setAttribute("aria-sort", !isSorted ? "none" : this.isFalling ? "descending" : "ascending");
      head.firstChild.textContent = headName(this.table.columns[i]) + (!isSorted ? "" : this.isFalling ? " ▼" : " ▲");
    });
  }

  show() {
    const status = this.status.selectedIndex > 0 ? this.status.value : "";
    const rows = sortedRows(filteredRows(this.table.rows, this.text.value, status), this.column, this.isFalling);
    this.body.replaceChildren(...rows.map((row) => rowOf(this.table.columns, row)));
    this.count.textContent = `${plural(rows.length, "row")} shown`;
    this.showHeads();
  }

  element() {
    return [element("div", { class: "controls" },
      element("label", { for: "file-filter" }, "Filter"), this.text,
      element("label", { for: "file-status" }, "Status"), this.status, this.count),
    element("div", { class: "scroll tall", tabindex: "0", role: "region", "aria-label": "Files" },
      element("table", { id: "file-table" }, element("caption", {}, "Times are those of one file; stages are sums over the threads that shared it."),
        element("thead", {}, element("tr", {}, ...this.heads)), this.body))];
  }
}

function showFiles(parent, files) {
  const table = new FileTable(withoutEmptyColumns(files));
  parent.append(element("section", { id: "files", class: "wide endless", "aria-labelledby": "files-title" },
    element("h3", { id: "files-title" }, "All files"), element("p", {}, whatIsShown(files)),
    ...table.element(), element("p", { class: "print-only" }, "Printed pages have only the first 40 rows.")));
  table.show();
}
