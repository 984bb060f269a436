// The table of files: sorted by the buttons of its head, filtered by what is typed.
const cellFormats = { s: formatSeconds, bytes: formatBytes, count: (value) => (value === null ? unknown : whole.format(value)) };

function cellOf(column, value) {
  if (column.unit) return element("td", { class: "number" }, cellFormats[column.unit](value));
  if (column.name === "status" || column.name === "host") return element("td", { class: `${column.name} short` }, value ?? "");
  return element("td", { class: "text" }, value ? element("bdi", {}, value) : "");
}

function rowOf(columns, row) {
  return element("tr", { class: row[1] }, ...columns.map((column, i) => cellOf(column, row[i])));
}

// Without the columns that say nothing of any row, as the notes where all went well.
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
    this.status = element("select", { id: "file-status" }, ...["any status", "done", "failed", "skipped"].map((name) => element("option", {}, name)));
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
      head.firstChild.textContent = this.table.columns[i].name + (!isSorted ? "" : this.isFalling ? " ▼" : " ▲");
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
      element("table", { id: "file-table" }, element("caption", {}, "Times are of one file; stages are added over the threads that shared it."),
        element("thead", {}, element("tr", {}, ...this.heads)), this.body))];
  }
}

function showFiles(parent, files) {
  const table = new FileTable(withoutEmptyColumns(files));
  parent.append(element("section", { id: "files", class: "wide endless", "aria-labelledby": "files-title" },
    element("h2", { id: "files-title" }, "Files"), element("p", {}, whatIsShown(files)),
    ...table.element(), element("p", { class: "print-only" }, "On paper, only the first 40 rows.")));
  table.show();
}
