// Light or dark: as the system has it until the reader chooses.
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
let chosenTheme = null;
let isPrinting = false;

function theme() {
  if (isPrinting) return "light";
  return chosenTheme ?? (systemIsDark.matches ? "dark" : "light");
}

function applyTheme(redraw) {
  document.documentElement.dataset.theme = theme();
  const other = theme() === "dark" ? "light" : "dark";
  byId("theme").textContent = other === "dark" ? "Dark colours" : "Light colours";
  redraw();
}

// Calls `redraw` whenever colours have changed; paper is light.
function followTheme(redraw) {
  byId("theme").addEventListener("click", () => {
    chosenTheme = theme() === "dark" ? "light" : "dark";
    applyTheme(redraw);
  });
  systemIsDark.addEventListener("change", () => applyTheme(redraw));
  const print = (starts) => () => {
    isPrinting = starts;
    applyTheme(redraw);
  };
  window.addEventListener("beforeprint", print(true));
  window.addEventListener("afterprint", print(false));
}
