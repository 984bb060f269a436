"""Where CMake finds libraries (in prefixes before the system), and its messages about missing ones."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import CHECKOUT

# Names of libraries in pkg-config or CMake, and in jobs/packages.txt.
MODULES = {"sndfile": "libsndfile", "ogg": "Ogg", "libxxhash": "xxHash", "libhwy": "Highway",
           "libavformat": "FFmpeg's libraries"}
PACKAGES = {"CLI11": "CLI11", "tomlplusplus": "toml++", "nlohmann_json": "JSON for Modern C++"}


def cached(folder):
    """Values of a build's cache by name."""
    text = (folder / "CMakeCache.txt").read_text()
    return dict(re.findall(r"^(\w+):\w+=(.*)$", text, re.MULTILINE))


def configure(folder, *options, **variables):
    """Configures a fresh build as users do; returns the finished command."""
    words = ("cmake", "-S", CHECKOUT, "-B", folder, "--preset", "release", *options)
    env = {"PATH": "/usr/bin:/bin"} | {name: str(value) for name, value in variables.items()}
    return subprocess.run(words, env=env, check=False, capture_output=True, text=True, timeout=100)


def variable(module, name):
    """A variable of one of pkg-config's modules."""
    words = ("pkg-config", f"--variable={name}", module)
    return Path(subprocess.run(words, check=True, capture_output=True, text=True, timeout=30).stdout.strip())


@pytest.fixture(scope="module", name="prefix")
def prefix_of_copies(build, tmp_path_factory):
    """HDF5 and libsndfile in a separate folder, as in environment modules of a cluster."""
    prefix = tmp_path_factory.mktemp("modules")
    for folder in ("include", "lib64/pkgconfig"):
        (prefix / folder).mkdir(parents=True)
    cache = cached(build)
    for header in Path(cache["MPIETL_HDF5_INCLUDE_DIR"]).glob("[Hh]*5*.h"):
        shutil.copy(header, prefix / "include" / header.name)
    shutil.copy(cache["MPIETL_HDF5_LIBRARY"], prefix / "lib64/libhdf5.so")
    shutil.copy(variable("sndfile", "includedir") / "sndfile.h", prefix / "include")
    shutil.copy(variable("sndfile", "libdir") / "libsndfile.so", prefix / "lib64")
    (prefix / "lib64/pkgconfig/sndfile.pc").write_text(
        f"prefix={prefix}\nName: sndfile\nDescription: -\nVersion: 1.2.0\n"
        "Libs: -L${prefix}/lib64 -lsndfile\nCflags: -I${prefix}/include\n")
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
    assert cache["MPIETL_HDF5_INCLUDE_DIR"] == f"{prefix}/include"
    assert cache["MPIETL_HDF5_LIBRARY"] == f"{prefix}/lib64/libhdf5.so"
    assert cache["mpietl__sndfile_LDFLAGS"].startswith(f"-L{prefix}/lib64")
    assert str(prefix) not in cache["mpietl__ogg_LDFLAGS"]


def assert_missing(done, what):
    """Checks that the configuration failed and names the missing package."""
    packages = {line.split(maxsplit=2)[2].strip(): line.split()[1]
                for line in (CHECKOUT / "jobs/packages.txt").read_text().splitlines() if line.startswith("build ")}
    assert done.returncode != 0
    told = " ".join(done.stderr.split())
    assert what in told and f"apt-get install {packages[what]}" in told, done.stderr


@pytest.mark.parametrize("missing", MODULES)
def test_a_missing_library_is_named_with_its_package(missing, tmp_path):
    shutil.copytree(variable(missing, "pcfiledir"), tmp_path / "pkgconfig",
                    ignore=shutil.ignore_patterns(f"{missing}.pc"))
    done = configure(tmp_path / "build", PKG_CONFIG_LIBDIR=tmp_path / "pkgconfig")
    assert_missing(done, MODULES[missing])


@pytest.mark.parametrize("missing", PACKAGES)
def test_a_missing_package_of_cmake_is_named_with_debians(missing, tmp_path):
    assert_missing(configure(tmp_path, f"-DCMAKE_DISABLE_FIND_PACKAGE_{missing}=ON"), PACKAGES[missing])


def test_a_missing_hdf5_is_named_with_its_package(tmp_path):
    assert_missing(configure(tmp_path, "-DCMAKE_IGNORE_PATH=/usr/include;/usr/include/hdf5/serial"), "HDF5")


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
    assert f"{only_static}/lib/libhdf5.a" in " ".join(done.stderr.split()), done.stderr
