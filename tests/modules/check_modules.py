"""Checks that modules include only what they may, and that headers are where they are used.

usage: check_modules.py CHECKOUT
"""

import pathlib
import re
import sys

MAY_INCLUDE = {
    "core": {"core"},
    "audio": {"audio", "core"},
    "io": {"io", "core", "audio"},
    "job": {"job", "core", "audio", "io"},
    "schedule": {"schedule", "core"},
    "run": {"run", "core", "audio", "io", "job"},
    "journal": {"journal", "core"},
    "comm": {"comm", "core"},
    "dispatch": {"dispatch", "core", "job", "schedule", "run", "journal", "comm"},
    "report": {"report", "core"},
    "view": {"view", "core", "report"},
    "app": {"app", "core", "audio", "io", "job", "schedule", "run", "journal", "comm", "dispatch", "report", "view"},
}

# Modules, or folders of one. A folder keeps its own headers to itself, too.
ONLY_USER = {
    r"mpi\.h": {"comm"},
    r"hdf5|H5\w+\.h": {"report"},
    r"sndfile": {"io/audio/sndfile"},
    r"mpg123": {"io"},
    r"ogg/": {"io"},
    r"libav|libsw": {"io/audio/ffmpeg"},
    r"xxh": {"core"},
    r"omp\.h": {"run"},
    r"hwy/": {"audio"},
    r"Random123": {"audio"},
    r"toml": {"job"},
    r"nlohmann": {"job", "view"},
    r"CLI/": {"job"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def module_of(path, root):
    """The module that a source or header belongs to; None for main.cpp."""
    parts = path.relative_to(root).parts
    inner = parts[2:] if parts[0] == "include" else parts[1:]
    return inner[0] if len(inner) > 1 else None


def included_module(header, module):
    """The module of one of our headers, written as in an include line."""
    first = header.removeprefix("mpietl/").split("/")[0]
    return first if "/" in header else module


def folder_of_own(header):
    """The only folder whose files may include one of our headers; empty if all files of the module may."""
    folders = [owner + "/" for owners in ONLY_USER.values() for owner in owners if "/" in owner]
    return next((folder for folder in folders if header.startswith(folder)), "")


def faults_of(path, root):
    """Errors in the includes of one file."""
    module = module_of(path, root)
    is_public = path.relative_to(root).parts[0] == "include"
    place = path.relative_to(root).as_posix().removeprefix("src/").removeprefix("include/mpietl/")
    for kind, header in INCLUDE.findall(path.read_text()):
        if kind == '"':
            other = included_module(header, module)
            if module and other not in MAY_INCLUDE[module]:
                yield f"{path}: the module {module} must not include {header}"
            elif not place.startswith(folder_of_own(header)):
                yield f"{path}: {header} must stay in its folder"
            continue
        for pattern, owners in ONLY_USER.items():
            if not re.match(pattern, header):
                continue
            if not any(place.startswith(owner + "/") for owner in owners):
                yield f"{path}: {header} belongs to the module {' and '.join(sorted(owners))}"
            elif is_public:
                yield f"{path}: {header} must stay out of public headers"


def name_of(header):
    """The name of a public header in an include line; the path of other files."""
    parts = header.parts
    return "/".join(parts[parts.index("include") + 1:]) if "include" in parts else str(header)


def idle_headers(files, root):
    """Public headers that no other module needs, not even through another public header."""
    files = files + sorted((root / "tests").rglob("*.[ch]pp"))
    included = {path: {header for kind, header in INCLUDE.findall(path.read_text()) if kind == '"'} for path in files}
    public = {name_of(path): path for path in files if path.relative_to(root).parts[0] == "include"}
    needed = {name for name, header in public.items()
              if any(name in names and module_of(path, root) != module_of(header, root)
                     for path, names in included.items())}
    while more := {name for path in needed for name in included[public[path]] & set(public)} - needed:
        needed |= more
    return sorted(public[name] for name in set(public) - needed)


def main():
    root = pathlib.Path(sys.argv[1])
    files = [path for folder in ("src", "include") for path in sorted((root / folder).rglob("*.[ch]pp"))]
    assert len(files) > 50, "this checks too few files to be the project"
    unknown = {module_of(path, root) for path in files} - set(MAY_INCLUDE) - {None}
    faults = [f"unknown module {module}" for module in sorted(unknown)]
    for path in files:
        faults += faults_of(path, root)
    faults += [f"{path}: no other module uses it: move it to src" for path in idle_headers(files, root)]
    print("\n".join(faults) or f"{len(files)} files keep to their modules")
    return 1 if faults else 0


sys.exit(main())
