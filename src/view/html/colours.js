// Light or dark: the setting of the system, until the reader chooses.
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

// Colours of the style sheet by name, and patterns that show without colours.
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function tile(size, background, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext("2d");
  context.fillStyle = background;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = colour("paper");
  context.fillStyle = colour("paper");
  draw(context);
  return context.createPattern(canvas, "repeat");
}

// Diagonal stripes on a colour.
function striped(name) {
  return tile(6, colour(name), (context) => {
    context.lineWidth = 1.5;
    for (const shift of [-6, 0, 6]) {
      context.moveTo(shift, 6);
      context.lineTo(shift + 6, 0);
    }
    context.stroke();
  });
}

// Dots on a colour.
function dotted(name) {
  return tile(6, colour(name), (context) => context.fillRect(2, 2, 2, 2));
}
