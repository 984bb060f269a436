"""Checks that the files, folders and functions that src/README.md names exist.

usage: check_map.py CHECKOUT
"""

import pathlib
import re
import sys

# A path, below src, include, tests or the checkout, and a function.
PATH = re.compile(r"`([\w./]+/[\w./]+)`")
FUNCTION = re.compile(r"`(?:\w+::)*(\w+)\(\)`")
PLACEHOLDER = re.compile(r"MODULE|NAME")


def main():
    root = pathlib.Path(sys.argv[1])
    text = (root / "src/README.md").read_text()
    paths, functions = (sorted({name for name in found.findall(text) if not PLACEHOLDER.search(name)})
                        for found in (PATH, FUNCTION))
    assert len(paths) > 30 and len(functions) > 10, "this finds too few names to be the map"
    places = [root / place for place in (".", "src", "include", "include/mpietl", "tests")]
    missing = [name for name in paths if not any((place / name).exists() for place in places)]
    code = "".join(file.read_text() for folder in ("src", "include") for file in (root / folder).rglob("*.[ch]pp"))
    missing += [f"{name}()" for name in functions if not re.search(rf"\b{name}\(", code)]
    print("\n".join(f"src/README.md names {name}, which does not exist" for name in missing)
          or f"{len(paths)} files and {len(functions)} functions exist")
    return 1 if missing else 0


sys.exit(main())
