"""Folders of Hugging Face: audio with metadata.csv or metadata.jsonl beside it, in and out."""

import csv
import json

import numpy
import pytest

from sounds import RATE, read_wav, sine, write_wav

PLAIN = ("--transform", "none", "--suffix", "")
ROWS = [{"file_name": "train/a.wav", "text": 'he said: "yes,\nno"', "speaker": "7"},
        {"file_name": "b.wav", "text": "Grüße", "speaker": ""}]


@pytest.fixture
def corpus(work):
    """Two files with metadata, and one without."""
    for number, name in enumerate(["train/a.wav", "b.wav", "c.wav"]):
        write_wav(work / "in" / name, sine(RATE, amplitude=0.1 + 0.1 * number))
    return work


def write_table(path, rows):
    """As Python's csv module, and so pandas and datasets, write it."""
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def read_table(path):
    """Rows of a table as Python's csv module reads them."""
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_table_goes_along_with_its_files(corpus, ranks):
    write_table(corpus / "in/metadata.csv", ROWS)
    run = corpus.run_mpietl("run", "in", "--output-dir", "out", *PLAIN, ranks=ranks).expect(0)
    assert any("metadata.csv" in line and "1 audio file" in line for line in run.errors)
    assert read_table(corpus / "out/metadata.csv") == ROWS
    assert corpus.tree("out") == {"metadata.csv", "train/a.wav", "b.wav"}
    for row in ROWS:
        assert numpy.array_equal(read_wav(corpus / "out" / row["file_name"]), read_wav(corpus / "in" / row["file_name"]))
    corpus.run_mpietl("run", "out", "--output-dir", "again", "--format", "flac", "--subtype", "pcm_16", *PLAIN).expect(0)
    assert [row["file_name"] for row in read_table(corpus / "again/metadata.csv")] == ["train/a.flac", "b.flac"]


def test_lines_keep_their_values_and_lose_what_failed(corpus):
    rows = [{"file_name": "b.wav", "n": 1, "words": ["x", {"at": 0.5}], "none": None}, {"file_name": "gone.wav", "n": 2}]
    (corpus / "in/metadata.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    corpus.run_mpietl("run", "in", "--output-dir", "out", *PLAIN).expect(1)
    written = [json.loads(line) for line in (corpus / "out/metadata.jsonl").read_text().splitlines()]
    assert written == rows[:1]


def test_any_files_can_have_metadata_of_their_outputs(corpus):
    corpus.run_mpietl("run", "in", "--output-dir", "out", "--output-manifest", "out/metadata.csv", *PLAIN).expect(0)
    assert read_table(corpus / "out/metadata.csv") == [{"file_name": name} for name in ("b.wav", "c.wav", "train/a.wav")]
    corpus.run_mpietl("run", "in", "--output-dir", "other", "--output-manifest", "out/metadata.csv", *PLAIN).expect(2)


def test_windows_have_metadata(corpus):
    corpus.run_mpietl("run", "in/b.wav", "--window", "0.5s", "--output-dir", "out", "--output-manifest", "out/metadata.jsonl",
                      *PLAIN).expect(0)
    written = [json.loads(line) for line in (corpus / "out/metadata.jsonl").read_text().splitlines()]
    assert written == [{"file_name": "b-0000000-0000500.wav"}, {"file_name": "b-0000500-0001000.wav"}]
