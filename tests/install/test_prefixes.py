"""Where CMake finds libraries: in prefixes before the system, and what it says when one is missing."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import CHECKOUT

HEADERS = {"hdf5": "hdf5.h", "sndfile": "sndfile.h"}
# What CMake calls the libraries, and what jobs/packages.txt does.
LIBRARIES = {"hdf5": "HDF5", "sndfile": "libsndfile", "ogg": "Ogg", "cli11": "CLI11", "tomlplusplus": "toml++",
             "json": "JSON for Modern C++", "xxhash": "xxHash", "highway": "Highway", "deflate": "libdeflate"}


def cached(folder):
    """Values of a build's cache by name."""
    text = (folder / "CMakeCache.txt").read_text()
    return dict(re.findall(r"^(\w+):\w+=(.*)$", text, re.MULTILINE))


def configure(folder, *options, **variables):
    """A fresh configuration as users have it: what became of the command."""
    words = ("cmake", "-S", CHECKOUT, "-B", folder, "--preset", "release", *options)
    env = {"PATH": "/usr/bin:/bin"} | {name: str(value) for name, value in variables.items()}
    return subprocess.run(words, env=env, check=False, capture_output=True, text=True, timeout=100)


@pytest.fixture(scope="module", name="prefix")
def prefix_of_copies(build, tmp_path_factory):
    """HDF5 and libsndfile in a folder of its own, as modules of a cluster have them."""
    prefix = tmp_path_factory.mktemp("modules")
    for folder in ("include", "lib64/pkgconfig"):
        (prefix / folder).mkdir(parents=True)
    cache = cached(build)
    for name, header in HEADERS.items():
        headers = Path(cache[f"mpietl__{name}_INCLUDE_DIR"])
        for each in (headers / header, *headers.glob("H5*.h")):
            shutil.copy(each, prefix / "include" / each.name)
        shutil.copy(cache[f"mpietl__{name}_LIBRARY"], prefix / f"lib64/lib{name}.so")
    return prefix


WAYS = {
    "CMAKE_PREFIX_PATH": lambda prefix: ((f"-DCMAKE_PREFIX_PATH={prefix}",), {}),
    "HDF5_ROOT": lambda prefix: ((f"-DHDF5_ROOT={prefix}",), {}),
    "HDF5_ROOT of a module": lambda prefix: ((), {"HDF5_ROOT": prefix}),
    "HDF5_DIR of a module": lambda prefix: ((), {"HDF5_DIR": prefix}),
    "CPATH of a module": lambda prefix: ((), {"CPATH": f"/usr/include:{prefix}/include/"}),
    "LIBRARY_PATH of a module": lambda prefix: ((), {"LIBRARY_PATH": f"{prefix}/lib64"}),
    "PKG_CONFIG_PATH of a module": lambda prefix: ((), {"PKG_CONFIG_PATH": f"{prefix}/lib64/pkgconfig"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_prefix_wins_over_the_system(way, prefix, tmp_path):
    options, variables = WAYS[way](prefix)
    done = configure(tmp_path, *options, **variables)
    assert done.returncode == 0, done.stderr
    cache = cached(tmp_path)
    for name in HEADERS:
        assert cache[f"mpietl__{name}_INCLUDE_DIR"] == f"{prefix}/include"
        assert cache[f"mpietl__{name}_LIBRARY"] == f"{prefix}/lib64/lib{name}.so"
    assert not cache["mpietl__ogg_LIBRARY"].startswith(str(prefix))


@pytest.mark.parametrize("missing", LIBRARIES)
def test_a_missing_library_is_named_with_its_package(missing, build, tmp_path):
    others = [f"-D{name}={value}" for name, value in cached(build).items()
              if name.startswith("mpietl__") and not name.startswith(f"mpietl__{missing}_")]
    done = configure(tmp_path, f"-Dmpietl__{missing}_INCLUDE_DIR=mpietl__{missing}_INCLUDE_DIR-NOTFOUND",
                     "-DCMAKE_IGNORE_PATH=/usr/include;/usr/include/hdf5/serial", *others)
    packages = {line.split(maxsplit=2)[2].strip(): line.split()[1]
                for line in (CHECKOUT / "jobs/packages.txt").read_text().splitlines() if line.startswith("build ")}
    what = LIBRARIES[missing]
    assert done.returncode != 0
    told = " ".join(done.stderr.split())
    assert f"{what} was not found." in told and f"apt-get install {packages[what]}" in told, done.stderr


def test_what_only_tests_need_may_be_missing(tmp_path):
    done = configure(tmp_path, "-DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON", "-DMPIETL_RANDOM123_INCLUDE_DIR=")
    assert done.returncode == 0, done.stderr


def test_a_static_library_that_needs_others_is_refused(prefix, tmp_path):
    only_static = tmp_path / "static"
    shutil.copytree(prefix / "include", only_static / "include")
    (only_static / "lib").mkdir()
    (only_static / "lib/libhdf5.a").touch()
    done = configure(tmp_path / "build", f"-DCMAKE_PREFIX_PATH={only_static}")
    assert done.returncode != 0
    assert "HDF5 was found as a static library only" in " ".join(done.stderr.split()), done.stderr
