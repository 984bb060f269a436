// Arrow keys walk over the values of a chart, show each as a pointer would, and say it.
function walkByKeys(canvas, chartOf) {
  let series = 0;
  let place = -1;

  const show = (chart) => {
    const item = { datasetIndex: series, index: place };
    const at = chart.getDatasetMeta(series).data[place].tooltipPosition();
    chart.setActiveElements([item]);
    chart.tooltip.setActiveElements([item], at);
    chart.update("none");
    const { title, body } = chart.tooltip;
    announce([...title, ...body.flatMap((part) => part.lines)].join(", "));
  };

  const hide = (chart) => {
    place = -1;
    chart.setActiveElements([]);
    chart.tooltip.setActiveElements([], { x: 0, y: 0 });
    chart.update("none");
  };

  const step = (key, size, seriesCount) => {
    if (key === "ArrowRight") place = Math.min(place + 1, size - 1);
    if (key === "ArrowLeft") place = Math.max(place - 1, 0);
    if (key === "Home") place = 0;
    if (key === "End") place = size - 1;
    if (key === "PageDown") series = (series + 1) % seriesCount;
    if (key === "PageUp") series = (series + seriesCount - 1) % seriesCount;
  };

  canvas.addEventListener("keydown", (event) => {
    const keys = ["ArrowRight", "ArrowLeft", "Home", "End", "PageDown", "PageUp", "Escape"];
    if (!keys.includes(event.key)) return;
    event.preventDefault();
    const chart = chartOf();
    if (event.key === "Escape") return hide(chart);
    step(event.key, chart.data.datasets[series].data.length, chart.data.datasets.length);
    const size = chart.data.datasets[series].data.length;
    place = Math.min(Math.max(place, 0), size - 1);
    if (size > 0) show(chart);
  });
  canvas.addEventListener("blur", () => {
    if (place >= 0) hide(chartOf());
  });
}
