"""Checks the pages for users: links work, and options and transforms match the program.

usage: check_pages.py CHECKOUT
"""

import pathlib
import re
import sys

LONGEST_FIRST_PAGE = 150  # lines
LINK = re.compile(r"\]\(([^)\s]+)\)")
ASKS = {"--transform", "--format", "--subtype", "--dither", "--rate", "--channels", "--segments"}
FENCED = re.compile(r"^```.*?^```", re.M | re.S)
FENCED_SHELL = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def anchors(page):
    """Anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(root, page):
    """Relative links of a page to files or headings that do not exist."""
    for link in LINK.findall(FENCED.sub("", page.read_text())):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield f"{page.relative_to(root)}: the link {link} has no target"


def difference(what, page, told, true):
    """Names that a page lacks, and names that the program does not have."""
    yield from (f"{page}: {what} {name} is missing" for name in sorted(true - told))
    yield from (f"{page}: there is no {what} {name}" for name in sorted(told - true))


def options(root):
    """Options and keys in the option table of the program."""
    names, keys = set(), set()
    for file in sorted((root / "src/job").glob("*_options.cpp")):
        for entry in re.split(r"\n    \{(?=\.)", file.read_text())[1:]:
            name, key, section = (re.search(rf'\.{field} = "([^"]*)"', entry) for field in ("name", "key", "section"))
            if name:
                names.add(name[1])
            if key:
                keys.add(f"{section[1]}.{key[1]}" if section else key[1])
    assert len(names) > 30 and len(keys) > 40, "this finds too few options to be the table"
    return names, keys


def transforms(root):
    """Names of all transforms, from the names of their functions."""
    listed = (root / "src/audio/registry.cpp").read_text().split("transform_kinds() {")[1].split("\n}")[0]
    names = set(re.findall(r"(\w+)_kind\(\)", listed))
    assert len(names) > 20, "this finds too few transforms"
    return names


def cells(page, heading):
    """Cells of the rows of the tables in a section of a page."""
    section = page.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    section = section.split("\n### ")[0]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\| [`\w-].*\|$", section, re.M)]


def wrong_tables(root):
    """Differences between the tables of jobs/README.md and the program."""
    name, page = "jobs/README.md", root / "jobs/README.md"
    names, keys = options(root)
    rows = cells(page, "Options and keys")
    told_names = {option for row in rows for option in re.findall(r"--\w[\w-]*", row[0])}
    told_keys = {key for row in rows for key in re.findall(r"`([a-z_.]+)`", row[1])}
    yield from difference("option", name, told_names - {"--job"}, names)
    yield from difference("key", name, told_keys, keys)
    told = {transform for row in cells(page, "Transforms") for transform in re.findall(r"`(\w+)`", row[0])}
    yield from difference("transform", name, told, transforms(root))


def commands(page):
    """Words after mpietl run, mpietl map or the name of a Slurm script in the commands of a page."""
    for block in FENCED_SHELL.findall(page.read_text()):
        for command in re.findall(r"(?:mpietl (?:run|map)|\w\.sbatch) (.*)", block.replace("\\\n", " ")):
            yield command.split("  #")[0]


def wrong_commands(root, page, names):
    """Commands with an unknown option, or without anything to do with files."""
    for command in commands(page):
        own, _, mapped = command.partition(" -- ")
        options_of_it = re.findall(r"(?<!\S)(--\w[\w-]*)", own)
        for name in options_of_it:
            if name not in names:
                yield f"{page.relative_to(root)}: mpietl run has no option {name}"
        if "--output-dir" in options_of_it and not mapped and not ASKS & set(options_of_it):
            yield f"{page.relative_to(root)}: does not say what to do: {command}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = [root / "README.md", *(page for folder in ("jobs", "slurm", "src", "tests")
                                   for page in (root / folder).rglob("README.md"))]
    names, _ = options(root)
    wrong = [line for page in pages for line in broken_links(root, page)]
    wrong += [line for page in pages for line in wrong_commands(root, page, names | {"--job"})]
    wrong += wrong_tables(root)
    if len((root / "README.md").read_text().splitlines()) > LONGEST_FIRST_PAGE:
        wrong.append(f"README.md: more than {LONGEST_FIRST_PAGE} lines")
    print("\n".join(wrong) or f"{len(pages)} pages")
    return 1 if wrong else 0


sys.exit(main())
