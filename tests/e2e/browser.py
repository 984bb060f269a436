"""A headless Chromium that opens pages from disk and records what they do."""

import json
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars"]


class Browser:
    """A window with its own profile."""

    def __init__(self, width=1280, height=1600):
        self.profile = tempfile.TemporaryDirectory(prefix="mpietl-chromium-")
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for flag in [*FLAGS, f"--user-data-dir={self.profile.name}", f"--window-size={width},{height}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.resize(width, height)

    def resize(self, width, height):
        """Resizes the window's content to this many pixels."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def prefer(self, scheme):
        """Sets the colour scheme of the system: "light" or "dark"."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def open(self, path):
        """Opens a page of this program and waits until it is drawn."""
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.absolute().as_uri())
        WebDriverWait(self.driver, 60).until(lambda _: self.drawn_milliseconds() is not None)
        return self

    def drawn_milliseconds(self):
        """Time from the start of loading until the page is drawn; None: not yet."""
        text = self.run("return document.documentElement.dataset.drawnMilliseconds")
        return None if text is None else float(text)

    def run(self, script, *args):
        """The value that a script returns."""
        return self.driver.execute_script(script, *args)

    def console(self):
        """Console messages since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """Addresses requested since the last call, except those inside the page."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith("data:")]

    def charts(self):
        """The values that each chart shows, by its id."""
        return self.run("""
          return Object.fromEntries([...document.querySelectorAll("canvas")].map((canvas) => [canvas.id, (() => {
            const { labels, datasets } = Chart.getChart(canvas).data;
            return { labels, datasets: datasets.map(({ label, data }) => ({ label, data })) };
          })()]));""")

    def colours(self):
        """The number of different colours in each chart."""
        return self.run("""
          return Object.fromEntries([...document.querySelectorAll("canvas")].map((canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return [canvas.id, new Set(new Uint32Array(data.buffer)).size];
          }));""")

    def overflow(self):
        """Pixels by which the page is wider than its window."""
        return self.run("return document.documentElement.scrollWidth - window.innerWidth")

    def close(self):
        """Closes the browser."""
        self.driver.quit()
        self.profile.cleanup()


def values(chart, label):
    """The values of one series of a chart."""
    return next(dataset["data"] for dataset in chart["datasets"] if dataset["label"] == label)


def column(page, name):
    """One column of the table of files."""
    return page.run("""
      const heads = [...document.querySelectorAll("#file-table th")].map((head) => head.textContent.replace(/ [▼▲]/, ""));
      const i = heads.indexOf(arguments[0]);
      return [...document.querySelectorAll("#file-table tbody tr")].map((row) => row.cells[i].textContent);""", name)
