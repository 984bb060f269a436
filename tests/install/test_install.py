"""cmake --install: the program works from its prefix, without the build and with a minimal environment."""

import re
import subprocess

from reports import Report
from sounds import sine, write_wav
from support import CHECKOUT

COMMANDS = ("run", "map", "segment", "demo", "bench", "generate", "report", "status", "verify", "plan")
COMPLETIONS = {"share/bash-completion/completions/mpietl", "share/zsh/site-functions/_mpietl",
               "share/fish/vendor_completions.d/mpietl.fish"}
BARE = {"PATH": "/usr/bin:/bin"}  # where Open MPI looks for its own programs
PAGES = {"README.md", "jobs/README.md", "slurm/README.md", "src/README.md", "src/report/README.md", "tests/README.md",
         "tests/benchmarks/README.md", "tests/html/page.png"}
SYSTEM_FOLDER = re.compile(r"/(usr/)?lib(32|64)?(/.*)?")


def test_all_that_users_need_is_there_and_no_more(installed):
    files = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    jobs = {f"share/mpietl/jobs/{path.name}" for path in (CHECKOUT / "jobs").glob("*.toml")}
    scripts = {f"share/mpietl/slurm/{path.name}" for path in (CHECKOUT / "slurm").glob("*.sbatch")}
    pages = {f"share/doc/mpietl/{page}" for page in PAGES}
    manuals = {f"share/man/man1/mpietl{name}.1" for name in ("", *(f"-{command}" for command in COMMANDS))}
    assert jobs and scripts
    assert files == {"bin/mpietl", "share/modulefiles/mpietl/0.1.0"} | COMPLETIONS | manuals | jobs | scripts | pages
    assert all((installed / name).stat().st_size > 500 for name in COMPLETIONS | manuals)


def test_it_runs_a_job_elsewhere_with_a_bare_environment(installed, tmp_path):
    write_wav(tmp_path / "in/a.wav", sine(5_000))
    job = installed / "share/mpietl/jobs/noisy-folder.toml"
    words = (installed / "bin/mpietl", "run", job, "in", "--output-dir", "out", "--report", "report.h5")
    done = subprocess.run(words, cwd=tmp_path, env=BARE, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/a.wav").exists()
    assert Report(tmp_path / "report.h5").statuses() == {"in/a.wav": "done"}


def test_libraries_outside_the_system_are_found_and_no_others_are_named(installed, build):
    dynamic = subprocess.run(("readelf", "--dynamic", installed / "bin/mpietl"), check=True, capture_output=True,
                             text=True, timeout=30).stdout
    named = re.findall(r"Library r(?:un)?path: \[(.*)\]", dynamic)
    for folder in ":".join(named).split(":"):
        assert not SYSTEM_FOLDER.fullmatch(folder), folder
        assert not folder.startswith(str(build)), folder
    loaded = subprocess.run(("ldd", installed / "bin/mpietl"), check=True, capture_output=True, text=True, env={},
                            timeout=30).stdout
    assert "not found" not in loaded, loaded
