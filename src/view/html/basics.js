// Numbers as people read them; a dash for unknown values.
const unknown = "–";
const isKnown = (value) => typeof value === "number" && Number.isFinite(value);
const digits = (count) => new Intl.NumberFormat("en", { maximumSignificantDigits: count });
const threeDigits = digits(3);
const fourDigits = digits(4);
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function formatNumber(value) {
  if (!isKnown(value)) return unknown;
  return Math.abs(value) >= 1000 ? whole.format(value) : fourDigits.format(value);
}

function inUnit(value, units, separator) {
  const magnitude = Math.abs(value);
  let chosen = units[0];
  for (const unit of units) if (magnitude >= 0.9995 * unit[0]) chosen = unit;
  return `${threeDigits.format(value / chosen[0])}${separator}${chosen[1]}`;
}

const byteUnits = [[1, "B"], [1e3, "kB"], [1e6, "MB"], [1e9, "GB"], [1e12, "TB"], [1e15, "PB"]];
const timeUnits = [[1e-9, "ns"], [1e-6, "µs"], [1e-3, "ms"], [1, "s"]];

function formatBytes(value) {
  return isKnown(value) ? inUnit(value, byteUnits, " ") : unknown;
}

// "158µs", "2.51ms", "3m 20s", "2h 05m", as mpietl prints them.
function formatSeconds(value) {
  if (!isKnown(value)) return unknown;
  if (value === 0) return "0s";
  if (Math.abs(value) < 99.95) return inUnit(value, timeUnits, "");
  const seconds = Math.round(value);
  const two = (number) => String(number).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  return `${whole.format(Math.floor(seconds / 3600))}h ${two(Math.floor((seconds % 3600) / 60))}m`;
}

function formatPercent(part, all) {
  return isKnown(part) && all > 0 ? `${threeDigits.format((100 * part) / all)}%` : unknown;
}

function plural(count, noun) {
  return `${whole.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

// An element with attributes and children. Texts become text nodes, so no text of a report, such as
// a path, is read as markup.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

// Has screen readers say something.
function announce(text) {
  byId("announcer").textContent = text;
}

// A table of rows; a column is {name, format, text}: how to write a cell, and whether it is text.
function plainTable(caption, columns, rows) {
  const head = columns.map((column) =>
    element("th", { scope: "col", class: column.text ? null : "number" }, column.name));
  const body = rows.map((row) => element("tr", {}, ...columns.map((column, i) =>
    element("td", { class: column.text ? "text" : "number" },
      column.text ? element("bdi", {}, String(row[i] ?? "")) : (column.format ?? formatNumber)(row[i])))));
  return element("table", {}, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
}
