"""The Debian package that cpack makes of the build."""

import os
import subprocess

import pytest

from support import CHECKOUT


def pack(build, folder, *options):
    """Runs cpack to make a package in `folder`; returns the finished command."""
    words = ("cpack", "--config", build / "CPackConfig.cmake", "-G", "DEB", "-B", folder, *options)
    return subprocess.run(words, cwd=folder, check=False, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def package(build, tmp_path_factory):
    """A fresh package, made by nobody in particular."""
    os.environ.pop("DEBFULLNAME", None)
    os.environ.pop("DEBEMAIL", None)
    folder = tmp_path_factory.mktemp("package")
    done = pack(build, folder)
    assert done.returncode == 0, done.stderr
    [file] = folder.glob("*.deb")
    return file


def test_no_package_is_made_that_would_not_say_what_it_needs(build, tmp_path):
    done = pack(build, tmp_path, "-D", "CMAKE_IGNORE_PATH=/usr/bin;/bin")
    assert done.returncode != 0
    assert "apt-get install dpkg-dev" in " ".join(done.stderr.split())
    assert not list(tmp_path.glob("*.deb"))


def field(package, name):
    """A field of the package's description."""
    words = ("dpkg-deb", "--field", package, name)
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=30).stdout.strip()


def test_the_maintainer_is_who_makes_the_package(build, package, tmp_path, monkeypatch):
    account = subprocess.run(("id", "-un"), check=True, capture_output=True, text=True).stdout.strip()
    assert field(package, "Maintainer").startswith(f"{account} <{account}@")
    monkeypatch.setenv("DEBFULLNAME", "Ada Lovelace")
    monkeypatch.setenv("DEBEMAIL", "ada@example.org")
    assert pack(build, tmp_path).returncode == 0
    [named] = tmp_path.glob("*.deb")
    assert field(named, "Maintainer") == "Ada Lovelace <ada@example.org>"


def test_the_package_says_what_it_is_and_needs(package):
    assert package.name.startswith("mpietl_") and package.name.endswith(".deb")
    assert field(package, "Package") == "mpietl"
    assert field(package, "Version") == "0.1.0"
    assert field(package, "Section") == "sound"
    assert field(package, "Recommends").startswith("openmpi-bin, libavformat")
    for library in ("libsndfile1", "libhdf5", "libc6"):
        assert library in field(package, "Depends")
    assert str(CHECKOUT) not in field(package, "Description")


def test_the_program_in_it_works(package, tmp_path):
    subprocess.run(("dpkg-deb", "--extract", package, tmp_path), check=True, timeout=30)
    words = (tmp_path / "usr/bin/mpietl", "--version")
    told = subprocess.run(words, check=True, capture_output=True, text=True, env={}, timeout=30).stdout
    assert told.startswith("mpietl 0.1.0\n")
    assert (tmp_path / "usr/share/mpietl/jobs/demo.toml").exists()
    for name in ("man/man1/mpietl-run.1", "mpietl/slurm/array.sbatch", "modulefiles/mpietl/0.1.0",
                 "bash-completion/completions/mpietl"):
        assert (tmp_path / "usr/share" / name).exists(), name
