// Axes that several charts use.
function titled(text) {
  return { display: true, text, color: colour("faint") };
}

function axis(title, more = {}) {
  return { title: titled(title), grid: { color: colour("grid") }, ...more,
    ticks: { color: colour("ink"), maxRotation: 0, ...(more.ticks ?? {}) } };
}

const timeAxis = (end) => axis("seconds since the job began", { type: "linear", min: 0, max: end, ticks: { includeBounds: false } });

// Powers of ten, and twos and fives where few decades show.
function logarithmicAxis(title, format, values) {
  const known = values.filter((value) => value > 0);
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = known.reduce((a, b) => Math.max(a, b), 0);
  const steps = largest / least > 1000 ? [1] : [1, 2, 5];
  const callback = (value) => {
    const leading = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
    return steps.some((step) => Math.abs(step - leading) < 1e-6) ? format(value) : null;
  };
  return axis(title, { type: "logarithmic", min: least / 1.3, max: largest * 1.3, ticks: { callback, autoSkip: true } });
}
