"""Makes the picture of the page in README from a real run: screenshot.py MPIETL

Processes Debian's asterisk-core-sounds-en-wav on 2 ranks with 2 threads each. Needs python3-pil and
pngquant besides the packages of the group test.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
from browser import Browser  # noqa: E402
from support import OPEN_MPI  # noqa: E402

SOUNDS = "/usr/share/asterisk/sounds/en_US_f_Allison"
WIDTH, HEIGHT = 1280, 2600
LAST = ("stages", "histogram")  # sections in which the picture ends


def make_page(mpietl, folder):
    """A page of a run in `folder`."""
    run = ["mpirun", "-n", "2", "mpietl", "run", SOUNDS, "--output-dir", "noisy", "--threads", "2",
           "--transform", "gaussian_snr"]
    # The page shows the command, so it is called as if installed.
    env = os.environ | OPEN_MPI | {"PATH": f"{Path(mpietl).parent}:{os.environ['PATH']}"}
    subprocess.run(run, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([mpietl, "report", "mpietl-report.h5", "--html", "run.html"], cwd=folder, check=True)
    return folder / "run.html"


def picture(browser, page, scheme):
    """The upper part of the page."""
    browser.prefer(scheme)
    browser.open(page)
    bottom = browser.run("""return Math.max(...arguments[0].map((id) =>
        document.getElementById(id).getBoundingClientRect().bottom))""", LAST)
    whole = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    return whole.crop((0, 0, WIDTH, int(bottom) + 16))


def main():
    mpietl = str(Path(sys.argv[1]).resolve())
    browser = Browser(WIDTH, HEIGHT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            page = make_page(mpietl, Path(folder))
            light, dark = picture(browser, page, "light"), picture(browser, page, "dark")
    finally:
        browser.close()
    both = Image.new("RGB", (2 * WIDTH, light.height))
    both.paste(light, (0, 0))
    both.paste(dark, (WIDTH, 0))
    target = HERE / "page.png"
    both.resize((WIDTH * 3 // 2, light.height * 3 // 4), Image.LANCZOS).save(target)
    subprocess.run(["pngquant", "--force", "--speed", "1", "--output", target, "64", target], check=True)


main()
