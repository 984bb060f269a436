// What ran, where, when and how, and the key figures.
function showVerdict(parent, run) {
  const isGood = run.status === "complete";
  parent.append(element("p", { class: "verdict" },
    element("span", { class: `tag ${isGood ? "good" : "bad"}` }, `${isGood ? "✓" : "✗"} ${run.status || "unknown"}`),
    run.reason ? ` ${run.reason}` : ""));
}

function showFacts(parent, facts) {
  const items = facts.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, element("bdi", {}, text))]);
  parent.append(element("dl", { class: "facts" }, ...items));
}

function showFigures(parent, figures) {
  const items = figures.map(({ name, value, meaning }) => element("li", {},
    element("span", { class: "name" }, name), element("span", { class: "value" }, value),
    element("span", { class: "meaning" }, meaning)));
  parent.append(element("ul", { class: "figures", "aria-label": "Key figures" }, ...items));
}
