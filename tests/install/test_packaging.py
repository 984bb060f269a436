"""Module file and Spack recipe: what each says of the build is true."""

import importlib.util
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from support import CHECKOUT

MODULES = Path("/usr/share/modules/init/bash")
RECIPE = CHECKOUT / "jobs/packaging/spack/packages/mpietl/package.py"

# What Spack calls what jobs/packages.txt has as Debian packages.
SPACK_NAMES = {"libopenmpi-dev": "mpi", "libhdf5-dev": "hdf5", "libsndfile1-dev": "libsndfile", "libmpg123-dev": "mpg123",
               "libogg-dev": "libogg", "libavformat-dev": "ffmpeg", "libcli11-dev": "cli11",
               "libtomlplusplus-dev": "tomlplusplus", "nlohmann-json3-dev": "nlohmann-json", "libxxhash-dev": "xxhash",
               "libhwy-dev": "highway", "zlib1g-dev": "zlib", "cmake": "cmake", "pkgconf": "pkgconfig", "g++": "cxx"}


def in_module(installed, command):
    """What a shell prints that has loaded the module."""
    script = f"source {MODULES}; module use {installed}/share/modulefiles; module load mpietl; {command}"
    return subprocess.run(("bash", "--norc", "-c", script), check=True, capture_output=True, text=True, timeout=30,
                          env={"PATH": "/usr/bin:/bin", "HOME": "/"}).stdout.splitlines()


@pytest.mark.skipif(not MODULES.exists(), reason="NOT TESTED: environment-modules is not installed")
def test_the_module_is_of_the_prefix_that_it_stands_in(installed):
    shown = in_module(installed, "command -v mpietl; mpietl --version | head -1; echo $XDG_DATA_DIRS; echo $MPIETL_ROOT")
    assert shown == [f"{installed}/bin/mpietl", "mpietl 0.1.0", f"{installed}/share:/usr/local/share:/usr/share", str(installed)]
    assert in_module(installed, "module unload mpietl; command -v mpietl || echo none") == ["none"]
    assert "mpietl/0.1.0" in " ".join(in_module(installed, "module list 2>&1"))


class Recorder:
    """Stands for Spack: notes the directives of a recipe."""

    def __init__(self):
        self.calls = []

    def module(self):
        """What `from spack.package import *` brings."""
        made = types.ModuleType("spack.package")
        names = ("version", "variant", "generator", "depends_on", "resource", "run_after", "join_path", "Executable")
        for name in names:
            setattr(made, name, self.directive(name))
        made.join_path = lambda *parts: "/".join(parts)
        made.run_after = lambda _: lambda function: function
        made.CMakePackage = type("CMakePackage", (), {
            "define": staticmethod(lambda name, value: (name, value)),
            "define_from_variant": staticmethod(lambda name, value: (name, value)),
            "stage": types.SimpleNamespace(source_path="/stage")})
        return made

    def directive(self, name):
        def note(*args, **options):
            self.calls.append((name, args, options))
        return note

    def first(self, name):
        """The first arguments of a directive's calls."""
        return {args[0] for called, args, _ in self.calls if called == name and args}


@pytest.fixture(name="recipe")
def recipe_as_spack_reads_it(monkeypatch):
    """The recorder and the class of the recipe."""
    recorder = Recorder()
    monkeypatch.setitem(sys.modules, "spack", types.ModuleType("spack"))
    monkeypatch.setitem(sys.modules, "spack.package", recorder.module())
    spec = importlib.util.spec_from_file_location("recipe", RECIPE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return recorder, module


def test_the_recipe_needs_what_the_build_needs(recipe):
    recorder, _ = recipe
    packages = {line.split()[1] for line in (CHECKOUT / "jobs/packages.txt").read_text().splitlines()
                if line.startswith("build ")}
    needed = {SPACK_NAMES[name] for name in packages - {"ninja-build", "libjs-chart.js"}}
    assert needed <= {name.partition("@")[0] for name in recorder.first("depends_on")}
    least = re.search(r"cmake_minimum_required\(VERSION ([\d.]+)\)", (CHECKOUT / "CMakeLists.txt").read_text()).group(1)
    assert f"cmake@{least}:" in recorder.first("depends_on")


def test_the_recipe_sets_options_that_there_are(recipe):
    recorder, module = recipe
    sources = "".join(path.read_text() for path in [CHECKOUT / "CMakeLists.txt", *(CHECKOUT / "src/cmake").glob("*.cmake")])
    options = module.Mpietl().cmake_args()
    assert options
    for name, value in options:
        assert re.search(rf"(option|find_file)\({name}\b", sources), name
    assert {value for name, value in options if name == "MPIETL_FFMPEG"} <= recorder.first("variant")
    assert module.CHECKOUT == CHECKOUT
