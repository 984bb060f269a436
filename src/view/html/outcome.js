// How the run ended, and why files are not done: what a reader needs first.
const outcomeKinds = [["done", "blue", "done"], ["failed", "red", "failed"], ["skipped", "grey-2", "skipped"], ["dropped", "purple", "dropped"]];

function verdictOf({ status, reason, counts }) {
  const { items, done, failed, dropped } = counts;
  if (status !== "complete") {
    const why = reason ? `: ${reason}` : "";
    return [false, `Stopped early${why}`, `${whole.format(done)} of ${plural(items, "file")} are done. To go on, run the same command with --resume.`];
  }
  if (failed > 0) return [false, `${whole.format(failed)} of ${plural(items, "file")} failed`, ""];
  if (items === 0) return [true, "There was no file", ""];
  if (dropped > 0) return [true, `${plural(done, "file")} done, ${whole.format(dropped)} dropped as the job requires`, ""];
  if (done < items) return [true, `${whole.format(done)} of ${plural(items, "file")} done`, ""];
  return [true, `All ${plural(items, "file")} done`.replace("All 1 file", "The file is"), ""];
}

// One bar of all files, and each kind with its count.
function outcomeBar(counts) {
  const parts = outcomeKinds.filter(([kind]) => counts[kind] > 0);
  const words = parts.map(([kind,, name]) => `${whole.format(counts[kind])} ${name}`).join(", ");
  const bar = element("div", { class: "outcome-bar", role: "img", "aria-label": words });
  for (const [kind] of parts) {
    const part = element("span", { class: `part ${kind}` });
    part.style.flexGrow = counts[kind];
    bar.append(part);
  }
  const legend = parts.map(([kind,, name]) => element("li", {}, element("span", { class: `swatch ${kind}`, "aria-hidden": "true" }),
    `${whole.format(counts[kind])} ${name} (${formatPercent(counts[kind], counts.items)})`));
  if (counts.warned > 0) legend.push(element("li", {}, element("span", { class: "swatch warning", "aria-hidden": "true" }), `${whole.format(counts.warned)} with a warning`));
  if (counts.done_earlier > 0) legend.push(element("li", {}, `${whole.format(counts.done_earlier)} done by earlier runs`));
  return [parts.length > 0 ? bar : null, element("ul", { class: "legend", "aria-label": "Files by outcome" }, ...legend)];
}

function showOutcome(parent, run) {
  const [isGood, text, more] = verdictOf(run);
  parent.append(element("section", { id: "outcome", class: isGood ? "good" : "bad", "aria-labelledby": "outcome-title" },
    element("h2", { id: "outcome-title" }, element("span", { class: "sign", "aria-hidden": "true" }, isGood ? "✓" : "✗"), " ", text,
      element("span", { class: "faint" }, ` in ${formatSeconds(run.seconds)}`)),
    more ? element("p", {}, more) : null, ...outcomeBar(run.counts),
    factList(run.facts.filter(({ is_main }) => is_main))));
}

function factList(facts) {
  const items = facts.flatMap(({ name, text }) => [element("dt", {}, name), element("dd", {}, element("bdi", {}, text))]);
  return element("dl", { class: "facts" }, ...items);
}

// The files of a reason: one by name, several below a line that opens.
function filesOfReason({ files, examples }) {
  const path = (text) => element("bdi", { class: "path" }, text);
  if (files === 1) return element("p", {}, path(examples[0]));
  const rest = files - examples.length;
  return element("details", {},
    element("summary", {}, path(examples[0]), ` and ${whole.format(files - 1)} more`),
    element("ul", { class: "paths" }, ...examples.map((text) => element("li", {}, path(text))),
      rest > 0 ? element("li", { class: "faint" }, `and ${whole.format(rest)} more: filter the table of files, or see mpietl report --csv files.csv REPORT`) : null));
}

function reasonItem(group) {
  return element("li", {}, element("span", { class: "count" }, whole.format(group.files)),
    element("div", {}, element("p", { class: "why" }, element("bdi", {}, group.reason || "no reason was recorded")),
      group.advice ? element("p", { class: "advice" }, `→ ${group.advice}`) : null, filesOfReason(group)));
}

const problemKinds = [
  ["failed", "failed file", "Then run the command again with --resume: it tries failed files again."],
  ["skipped", "skipped file", ""], ["dropped", "dropped file", ""], ["warning", "file with a warning", ""]];

function plurals(count, noun) {
  return noun.startsWith("file ") ? plural(count, "file") + noun.slice(4) : plural(count, noun);
}

// Failures, skips, drops and warnings by reason, the most frequent first.
function showProblems(parent, reasons, leftOut) {
  for (const [kind, noun, remedy] of problemKinds) {
    const groups = reasons.filter((group) => group.kind === kind);
    if (groups.length === 0) continue;
    const files = groups.reduce((sum, group) => sum + group.files, leftOut[kind].files);
    const rest = leftOut[kind];
    parent.append(element("section", { id: `${kind}-files`, class: `wide problem ${kind}`, "aria-labelledby": `${kind}-title` },
      element("h3", { id: `${kind}-title` }, plurals(files, noun)),
      element("ol", { class: "reasons" }, ...groups.map(reasonItem)),
      rest.files > 0 ? element("p", {}, `And ${plural(rest.files, "file")} for ${plural(rest.reasons, "other reason")}.`) : null,
      remedy ? element("p", {}, remedy) : null));
  }
}
