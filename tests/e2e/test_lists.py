"""Lists of files; items are identified and placed by their path below a base, in any spelling."""

import subprocess
import unicodedata

import pytest

from messages import has_all, numbers
from sounds import sine, write_wav

FRAMES = 3_000
TREE = ["a/1.wav", "a/deep/2.wav", "b/1.wav"]
PLACES = {"a/1-transformed.wav", "a/deep/2-transformed.wav", "b/1-transformed.wav"}


@pytest.fixture
def corpus(work):
    """A workspace with a folder that repeats names in its folders."""
    for name in TREE:
        write_wav(work / "corpus" / name, sine(FRAMES))
    return work


def outputs(work, folder):
    """Bytes of each file below a folder."""
    return {name: (work / folder / name).read_bytes() for name in work.tree(folder)}


def test_a_list_gets_the_noise_of_its_folder_in_any_spelling(corpus):
    corpus.etl("corpus", "--output-dir", "of-folder")
    expected = outputs(corpus, "of-folder")
    assert set(expected) == PLACES and len(set(expected.values())) == 3
    spellings = {"plain": "corpus/{}", "dotted": "./corpus//a/../{}", "whole": str(corpus / "corpus/{}")}
    for name, spelling in spellings.items():
        listed = "\n".join(spelling.format(path) for path in TREE).encode()
        corpus.run_mpietl("run", "--files-from", "-", "--output-dir", name, stdin=listed).expect(0)
        assert outputs(corpus, name) == expected
    corpus.run_mpietl("run", *TREE, "--output-dir", "../within", "--report", "../r.h5",
                      cwd=corpus / "corpus").expect(0)
    assert outputs(corpus, "within") == expected


def test_the_output_of_find_is_mirrored(corpus):
    found = subprocess.run(["find", "corpus", "-name", "*.wav", "-print0"], cwd=corpus.folder,
                           capture_output=True, check=True)
    corpus.run_mpietl("run", "--files-from", "-", "-0", "--output-dir", "out", stdin=found.stdout, ranks=2).expect(0)
    assert corpus.tree("out") == PLACES


def test_parts_of_a_list_differ_by_their_base(corpus):
    whole = corpus.etl("corpus", "--output-dir", "whole")
    for name in TREE:
        part = corpus.etl(f"corpus/{name}", "--base", "corpus", "--output-dir", "parts", report="part.h5")
        assert part.digests() == {f"corpus/{name}": whole.digests()[f"corpus/{name}"]}
    assert corpus.tree("parts") == PLACES
    (corpus / "job.toml").write_text('[input]\npaths = ["corpus/b/1.wav"]\nbase = "corpus"\n[output]\ndir = "job"\n'
                                      '[[transform]]\nname = "clip"\n')
    corpus.etl("job.toml")
    assert corpus.tree("job") == {"b/1-transformed.wav"}


def test_another_base_is_another_job(corpus):
    corpus.etl("corpus/a/1.wav", "--output-dir", "out")
    result = corpus.run_mpietl("run", "corpus/a/1.wav", "--output-dir", "out", "--base", ".", "--resume").expect(2)
    assert "base" in result.stderr


def test_files_of_a_list_share_a_base_in_each_shard(corpus):
    (corpus / "list").write_text("".join(f"corpus/{name}\n" for name in TREE))
    whole = corpus.etl("--files-from", "list", "--output-dir", "whole").digests()
    parts = {}
    for number in (1, 2, 3):
        shard = corpus.etl("--files-from", "list", "--output-dir", "out", "--shard", f"{number}/3",
                           report=f"{number}.h5")
        parts |= shard.digests()
    assert parts == whole and corpus.tree("out") == PLACES


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_list_from_another_system(corpus, ranks):
    listed = "\ufeff" + "".join(f"corpus/{name}\r\n" for name in TREE)
    corpus.run_mpietl("run", "--files-from", "-", "--output-dir", "out", stdin=listed.encode(), ranks=ranks).expect(0)
    assert corpus.report().statuses() == {f"corpus/{name}": "done" for name in TREE}


def test_all_clashes_are_listed_with_a_remedy(work):
    for n in range(12):
        for extension in ("wav", "aiff"):
            write_wav(work / f"in/{n:02}.{extension}", sine(FRAMES))
    job = ("run", "in", "--output-dir", "out", "--format", "wav")
    result = work.run_mpietl(*job, "--dry-run").expect(2)
    assert has_all(result.stderr, *(f"in/{n:02}.aiff" for n in range(10)), "--keep-extension")
    assert {12, 2} <= set(numbers(result.stderr)) and "in/10" not in result.stderr
    work.run_mpietl(*job, "--keep-extension", "--suffix=").expect(0)
    assert work.tree("out") == {f"{n:02}.{extension}.wav" for n in range(12) for extension in ("wav", "aiff")}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_in_another_normal_form_is_suggested(work, form):
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    there, listed = (unicodedata.normalize(each, "Grüße/Đặng Việt.wav") for each in (form, other))
    write_wav(work / there, sine(FRAMES))
    write_wav(work / "a.wav", sine(FRAMES))
    (work / "list").write_text(f"a.wav\n{listed}\nGruße/Dang Viet.wav\n", encoding="utf-8")
    files = work.etl("--files-from", "list", "--output-dir", "out", expect=1).files
    assert list(files.status) == ["done", "failed", "failed"]
    assert there in files.error[1] and there not in files.error[2]
    for option in ((), ("--format", "flac")):
        assert there in work.run_mpietl("run", "--files-from", "list", "--dry-run", *option).expect(0).stdout
