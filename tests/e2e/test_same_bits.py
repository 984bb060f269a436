"""The same bytes whatever the numbers of ranks and threads, and wherever the folder lies."""

import numpy as np
import pytest
import soundfile
import xxhash

from sounds import RATE, as_pcm16, silence, sine, write_wav

REFERENCE = (1, 1)
QUICK = [(1, 1), (1, 4), (2, 2), (3, 1), (7, 2)]
SHAPES = QUICK + [pytest.param((ranks, threads), marks=pytest.mark.slow)
                  for ranks in (1, 2, 3, 7, 16) for threads in (1, 2, 4) if (ranks, threads) not in QUICK]
# Digests of outputs by libsndfile 1.2, the same for all compilers and MPI libraries.
EXACT = {"exact-float.wav": "ee89d3347522e692386041f2b1324554",
         "exact-pcm.wav": "082ac944cde58c367ea0b0c8dfedf10d"}
LOSSLESS = {"long.wav": 700_000, "deep/er/pcm.wav": 250_000, "deep/stereo.wav": 120_001,
            "many.wav": 40_000, "song.flac": 90_000, "song.aiff": 60_000, "one.wav": 1, "none.wav": 0}


@pytest.fixture(scope="module")
def corpus(shared):
    """A folder of files of many sizes and kinds, fewer than the most ranks."""
    folder = shared / "in"
    write_wav(folder / "long.wav", sine(LOSSLESS["long.wav"], amplitude=1.0))
    write_wav(folder / "deep/er/pcm.wav", as_pcm16(sine(LOSSLESS["deep/er/pcm.wav"])))
    write_wav(folder / "deep/stereo.wav", sine(LOSSLESS["deep/stereo.wav"], channels=2))
    write_wav(folder / "many.wav", as_pcm16(sine(LOSSLESS["many.wav"], channels=5)))
    for name, subtype in (("song.flac", "PCM_24"), ("song.aiff", "PCM_16")):
        soundfile.write(str(folder / name), sine(LOSSLESS[name], channels=2), RATE, subtype)
    write_wav(folder / "one.wav", sine(1))
    write_wav(folder / "none.wav", silence(0))
    return shared


@pytest.fixture(scope="module")
def run(corpus):
    """Outputs and report of the corpus for a shape (ranks, threads), made once for each."""
    made = {}

    def once(shape):
        if shape not in made:
            name = "{}x{}".format(*shape)
            report = corpus.etl("in", "--output-dir", name, "--seed", "7", report=name + ".h5",
                                ranks=shape[0], threads=shape[1])
            outputs = {path: (corpus / name / path).read_bytes() for path in corpus.tree(name)}
            made[shape] = outputs, report
        return made[shape]

    return once


@pytest.mark.parametrize("shape", SHAPES[1:], ids="{0[0]}x{0[1]}".format)
def test_ranks_and_threads_change_no_byte(run, shape):
    outputs, report = run(shape)
    expected, expected_report = run(REFERENCE)
    assert len(expected) == len(LOSSLESS)
    assert outputs == expected
    assert report.digests() == expected_report.digests()
    assert list(report.files.path) == list(expected_report.files.path)


@pytest.mark.parametrize("shape", SHAPES, ids="{0[0]}x{0[1]}".format)
def test_ranks_and_threads_are_as_requested(run, shape):
    _, report = run(shape)
    assert (report.attributes["ranks"], report.attributes["threads_per_rank"]) == shape
    assert len(report.ranks) == shape[0]
    assert report.ranks["items"].sum() == len(LOSSLESS)


def test_digests_match_the_bytes(run, corpus):
    _, report = run(REFERENCE)
    for row in report.files.itertuples():
        assert row.digest == xxhash.xxh3_128_hexdigest((corpus / row.output).read_bytes())


def test_another_seed_changes_every_file_with_samples(corpus, run):
    other = corpus.etl("in", "--output-dir", "seed8", "--seed", "8", ranks=2).digests()
    same = {path for path, digest in run(REFERENCE)[1].digests().items() if other[path] == digest}
    assert same == {"in/none.wav"}


def test_place_of_the_folder_changes_no_byte(corpus, run):
    (corpus / "elsewhere").mkdir()
    (corpus / "elsewhere" / "again").symlink_to(corpus / "in")
    corpus.etl(str(corpus / "elsewhere" / "again"), "--output-dir", "moved", "--seed", "7")
    moved = {path: (corpus / "moved" / path).read_bytes() for path in corpus.tree("moved")}
    assert moved == run(REFERENCE)[0]


def test_one_file_for_seven_ranks(corpus, run):
    corpus.etl("in/deep", "--output-dir", "seven", "--seed", "7", ranks=7)
    corpus.etl("in/deep", "--output-dir", "alone", "--seed", "7")
    for path in corpus.tree("alone"):
        assert (corpus / "seven" / path).read_bytes() == (corpus / "alone" / path).read_bytes()


def test_digests_are_those_of_every_machine(work):
    numbers = (np.arange(300_000) * 40503 % 65536 - 32768).astype(np.int16).reshape(-1, 2)
    write_wav(work / "exact-pcm.wav", numbers)
    write_wav(work / "exact-float.wav", numbers.astype(np.float32) / 32768)
    assert work.etl("exact-float.wav", "exact-pcm.wav", ranks=2).digests() == EXACT


@pytest.mark.parametrize("name, subtype", [("x.ogg", "VORBIS"), ("x.caf", "FLOAT"), ("x.w64", "PCM_24")])
def test_other_containers_contain_no_time_and_no_random_numbers(work, name, subtype):
    soundfile.write(str(work / name), sine(30_000), RATE, subtype)
    digests = {work.etl(name).digests()[name] for _ in range(2)}
    assert len(digests) == 1
