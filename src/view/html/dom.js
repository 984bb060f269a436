// An element with attributes and children. Texts become text nodes: what a report says, paths of
// strangers among it, is never read as markup.
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

// Says something to those who listen to the page.
function announce(text) {
  byId("announcer").textContent = text;
}

// A table of rows; a column is {name, format, text}: how a cell is written, and whether it is text.
function plainTable(caption, columns, rows) {
  const head = columns.map((column) =>
    element("th", { scope: "col", class: column.text ? null : "number" }, column.name));
  const body = rows.map((row) => element("tr", {}, ...columns.map((column, i) =>
    element("td", { class: column.text ? "text" : "number" },
      column.text ? element("bdi", {}, String(row[i] ?? "")) : (column.format ?? formatNumber)(row[i])))));
  return element("table", {}, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
}
