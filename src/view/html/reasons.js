// Failures, skips and warnings, grouped by what they say.
function showReasons(parent, reasons) {
  if (reasons.length === 0) return;
  const title = "Failures and warnings by reason";
  parent.append(element("section", { id: "reasons", class: "wide", "aria-labelledby": "reasons-title" },
    element("h2", { id: "reasons-title" }, title),
    element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
      plainTable("FILE stands for the path of each", [{ name: "kind", text: true }, { name: "files" }, { name: "reason", text: true }, { name: "for example", text: true }],
        reasons.map(({ kind, files, reason, example }) => [kind, files, reason, example])))));
}
