"""The commands for common tasks in README.md work unchanged."""

import re
import subprocess
import tarfile
from pathlib import Path

import pytest
import soundfile

from sounds import sine, write_wav
from support import Launch, binary

PAGE = Path(__file__).parents[2] / "README.md"
TASKS = re.findall(r"^\*\*(.*?)\.\*\*.*?^```sh\n(.*?)^```",
                   PAGE.read_text(encoding="utf-8").split("\n## Six tasks\n")[1].split("\n## ")[0], re.M | re.S)
OUTPUTS = {
    "Format a corpus": {f"16k/{name}.flac" for name in ("a", "deep/b")},
    "Augment": {f"noisy/{name}-transformed.wav" for name in ("a", "deep/b")},
    "Cut": {"segments", "cut/r-0000000-0002000.wav", "cut/wav.scp"},
    "Read tar shards and arks": {"unpacked/s-0/a.wav"},
    "Map a command": {f"slow/{name}.wav" for name in ("a", "deep/b")},
    "Look at the report": {"report.html"},
}


@pytest.fixture(scope="module")
def corpus(shared):
    """A folder with all that the commands name."""
    for name in ("a", "deep/b"):
        write_wav(shared / f"corpus/{name}.wav", sine(32_000, channels=2), 16_000)
    (shared / "wav.scp").write_text("r corpus/a.wav\n")
    (shared / "shards").mkdir()
    with tarfile.open(shared / "shards/s-0.tar", "w") as tar:
        tar.add(shared / "corpus/a.wav", "a.wav")
    shared.run_mpietl("run", "corpus", "--no-output").expect(0)
    return shared


def test_every_task_is_known():
    assert {name for name, _ in TASKS} == set(OUTPUTS)


@pytest.mark.parametrize("name, command", TASKS, ids=[name for name, _ in TASKS])
def test_task(corpus, name, command):
    before = corpus.tree()
    done = subprocess.run(("bash", "-ec", f'mpietl() {{ "{binary()}" "$@"; }}\n{command}'), cwd=corpus.folder,
                          env=Launch((), None, None, {}, ()).environment(corpus.session_folder),
                          check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert corpus.tree() - before - {"mpietl-report.h5"} == OUTPUTS[name]
    if name == "Format a corpus":
        made = soundfile.info(str(corpus / "16k/a.flac"))
        assert (made.samplerate, made.channels, made.subtype) == (16_000, 1, "PCM_16")
