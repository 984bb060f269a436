// Which rows of the table show, and in what order.
function compareCells(a, b) {
  const isMissing = (cell) => cell === null || cell === "";
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  return typeof a === "number" ? a - b : a < b ? -1 : Number(a > b);
}

// Sorted copy; what is not known comes last either way.
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
