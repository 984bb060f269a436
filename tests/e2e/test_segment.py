"""mpietl segment: where it cuts, against librosa's formula in NumPy; the lists it writes; cutting by them."""

import json

import h5py
import numpy as np
import pytest
import soundfile

RATE = 16_000
HOP, LENGTH = 512, 2048


def levels_of(samples):
    """The mean of squares of each frame as librosa centres them; of channels, the largest."""
    channels = samples.reshape(len(samples), -1).T.astype(np.float64)
    padded = np.pad(channels, ((0, 0), (LENGTH // 2, LENGTH // 2)))
    starts = range(0, padded.shape[1] - LENGTH + 1, HOP)
    return np.array([(padded[:, i:i + LENGTH]**2).mean(axis=1).max() for i in starts])


def librosa_split(levels, frames, top_db):
    """The formula of librosa.effects.split."""
    decibels = 10 * np.log10(np.maximum(1e-10, levels))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], decibels > decibels.max() - top_db, [0]]).astype(int)))
    return np.minimum(edges * HOP, frames).reshape(-1, 2)


def pieces_of(levels, first, end, longest, shortest):
    """A section cut where it is quietest in the second half of what may be one piece, the last of equals."""
    while end - first > longest:
        limit = min(first + longest, end - max(1, shortest))
        places = np.arange(-(-(first + (longest + 1) // 2) // HOP), limit // HOP + 1)
        place = limit
        if len(places):
            place = places[::-1][np.argmin(levels[places[::-1]].astype(np.float32))] * HOP
        yield first, place
        first = place
    yield first, end


def expected(samples, top_db=40, gap=0.3, shortest=0.2, longest=30, padding=0.1):
    """The segments of a signal, in frames."""
    levels, frames = levels_of(samples), len(samples)
    if levels.max() < 1e-10:
        return []
    gap, shortest, padding, most = (int(np.floor(x * RATE + 0.5)) for x in (gap, shortest, padding, longest))
    sections = []
    for first, end in librosa_split(levels, frames, top_db):
        if sections and first - sections[-1][1] < gap:
            sections[-1][1] = end
        else:
            sections.append([first, end])
    sections = [(a, b) for a, b in sections if b - a >= max(1, shortest)]
    middles = [0, *(a + (b - a) // 2 for (_, a), (b, _) in zip(sections, sections[1:])), frames]
    found = []
    for (first, end), low, high in zip(sections, middles, middles[1:]):
        parts = list(pieces_of(levels, first, end, most - 2 * padding, shortest)) if most else [(first, end)]
        begins, ends = [max(low, first - padding), *(a for a, _ in parts[1:])], [*(b for _, b in parts[:-1]), min(high, end + padding)]
        found += zip(begins, ends)
    return found


def speech(seed, seconds, channels=1):
    """Bursts of noise of random length and level between silences."""
    generator = np.random.default_rng(seed)
    parts, length = [], 0
    while length < seconds * RATE:
        is_sound = len(parts) % 2 == seed % 2
        count = int(generator.exponential(2.0 if is_sound else 0.5) * RATE) + 1
        level = 10 ** generator.uniform(-2.2, -0.5) if is_sound else 1e-5
        fades = 1 + 0.9 * np.sin(np.arange(count) / RATE * generator.uniform(1, 9))
        parts.append(generator.normal(0, level, (count, channels)) * fades[:, None])
        length += count
    return np.clip(np.concatenate(parts), -1, 1).astype(np.float32)


@pytest.fixture
def corpus(work):
    """Recordings in folders, one of them silent, one stereo."""
    (work / "in/sub").mkdir(parents=True)
    sounds = {"in/a.wav": speech(1, 100), "in/silent.wav": np.zeros((RATE, 1), np.float32), "in/sub/b.wav": speech(2, 45, 2)}
    for name, samples in sounds.items():
        soundfile.write(work / name, samples, RATE, subtype="FLOAT")
    work.sounds = sounds
    return work


def segment(work, *words, ranks=None, status=0, report="found.h5"):
    """Runs mpietl segment."""
    return work.run_mpietl("segment", *map(str, words), "--report", report, ranks=ranks).expect(status)


def frames_in(path):
    """The segments of a CSV list by file, in frames."""
    head, *lines = path.read_text().splitlines()
    assert head == "file,start,end,id"
    found = {}
    for line in lines:
        name, start, end, _ = line.split(",")
        found.setdefault(name, []).append((round(float(start) * RATE), round(float(end) * RATE)))
    return found


@pytest.mark.parametrize("options", [
    {}, {"top_db": 25, "gap": 0, "shortest": 0, "longest": 0, "padding": 0}, {"top_db": 30, "gap": 0.1, "padding": 0.4},
    {"longest": 3, "shortest": 1, "padding": 0.05}, {"longest": 1, "shortest": 0, "padding": 0, "gap": 2}], ids=str)
def test_segments_are_those_of_an_independent_formula(corpus, options):
    names = {"top_db": "--top-db", "gap": "--min-gap", "shortest": "--min-length", "longest": "--max-length", "padding": "--padding"}
    words = [word for name, value in options.items() for word in (names[name], value)]
    segment(corpus, "in", "--output-segments", "found.csv", *words)
    found = frames_in(corpus / "found.csv")
    for name, samples in corpus.sounds.items():
        assert found.get(name, []) == expected(samples, **options)
    assert len(found["in/a.wav"]) > 5
    report = corpus.report("found.h5")
    assert list(report.files.status) == ["done"] * 3 and [bool(text) for text in report.files.warning] == [False, True, False]
    if options.get("longest", 30):
        assert max(b - a for parts in found.values() for a, b in parts) <= options.get("longest", 30) * RATE


@pytest.mark.parametrize("name", ["found.csv", "found.tsv", "found.rttm", "kaldi/segments"])
def test_run_cuts_by_the_list(corpus, name):
    (corpus / "kaldi").mkdir()
    segment(corpus, "in", "--output-segments", name, "--max-length", 5)
    inputs = {"kaldi/segments": ["--manifest", "kaldi/wav.scp"], "found.rttm": ["in"]}.get(name, [])
    corpus.etl(*inputs, "--segments", name, "--transform", "none", "--output-dir", "out", "--suffix", "")
    cut = {name: expected(samples, longest=5) for name, samples in corpus.sounds.items()}
    outputs = sorted((corpus / "out").rglob("*.wav"))
    assert len(outputs) == sum(map(len, cut.values()))
    wanted = [samples[a:b] for name, samples in sorted(corpus.sounds.items()) for a, b in cut[name]]
    for path, samples in zip(outputs, wanted):
        assert np.array_equal(soundfile.read(path, dtype="float32", always_2d=True)[0], samples)


def test_the_list_of_lhotse(corpus):
    segment(corpus, "in", "--output-segments", "found.jsonl")
    lines = [json.loads(line) for line in (corpus / "found.jsonl").read_text().splitlines()]
    wanted = [(name[3:-4], a, b) for name, samples in corpus.sounds.items() for a, b in expected(samples)]
    assert [(line["recording_id"], round(line["start"] * RATE), round((line["start"] + line["duration"]) * RATE))
            for line in lines] == wanted
    assert len({line["id"] for line in lines}) == len(lines)
    assert all(line["channel"] == ([0, 1] if line["recording_id"] == "sub/b" else 0) for line in lines)


def test_the_list_is_the_same_on_any_ranks_and_threads(corpus):
    for i in range(12):
        soundfile.write(corpus / f"in/more{i}.flac", speech(10 + i, 3 + i), RATE)
    segment(corpus, "in", "--output-segments", "one.csv", "--threads", 1)
    segment(corpus, "in", "--output-segments", "threads.csv", "--threads", 3, report="threads.h5")
    segment(corpus, "in", "--output-segments", "ranks.csv", ranks=3, report="ranks.h5")
    text = (corpus / "one.csv").read_bytes()
    assert text and (corpus / "threads.csv").read_bytes() == text == (corpus / "ranks.csv").read_bytes()


def test_a_resumed_run_has_the_segments_of_the_run_before(corpus):
    (corpus / "in/c.wav").write_bytes(b"no audio")
    segment(corpus, "in", "--output-segments", "found.csv", status=1)
    first = (corpus / "found.csv").read_text()
    (corpus / "found.csv").unlink()
    soundfile.write(corpus / "in/c.wav", speech(3, 20), RATE, subtype="FLOAT")
    segment(corpus, "in", "--output-segments", "found.csv", "--resume")
    assert list(corpus.report("found.h5").files.run) == [1, 2, 1, 1]
    found = frames_in(corpus / "found.csv")
    assert found["in/c.wav"] == expected(speech(3, 20))
    others = [line for line in (corpus / "found.csv").read_text().splitlines(True) if not line.startswith("in/c.wav")]
    assert "".join(others) == first
    segment(corpus, "in", "--output-segments", "found.csv", "--resume", "--top-db", 30, status=2)


def test_the_report_has_the_segments_as_a_table(corpus):
    segment(corpus, "in", "--output-segments", "found.csv")
    with h5py.File(corpus / "found.h5") as file:
        rows, rates = file["segments"][:], file["files"]["sample_rate"]
    wanted = [(index, a, b) for index, samples in enumerate(corpus.sounds.values()) for a, b in expected(samples)]
    assert [(row["index"], row["first_frame"], row["first_frame"] + row["frames"]) for row in rows] == wanted
    assert np.array_equal(rows["end"], (rows["first_frame"] + rows["frames"]) / rates[rows["index"]])


def test_what_a_list_cannot_say_is_refused_before_the_work(corpus):
    segment(corpus, "in", status=2)
    segment(corpus, "in", "--output-segments", "x.csv", "--max-length", 1, "--padding", 0.6, status=2)
    segment(corpus, "in", "--output-segments", "x.csv", "--rate", 8000, status=2)
    (corpus / "wav.scp").write_text("other /other.wav\n")
    segment(corpus, "in", "--output-segments", "segments", status=2)
    assert (corpus / "wav.scp").read_text() == "other /other.wav\n"
    (corpus / "in/a.wav").rename(corpus / "in/a b.wav")
    segment(corpus, "in", "--output-segments", "x.rttm", status=2)
    segment(corpus, "in", "--output-segments", "x.csv")
    assert frames_in(corpus / "x.csv")["in/a b.wav"] == expected(corpus.sounds["in/a.wav"])


def test_segments_of_a_manifest_have_its_ids(corpus):
    (corpus / "wav.scp").write_text("one in/a.wav\ntwo.x in/sub/b.wav\n")
    segment(corpus, "--manifest", "wav.scp", "--output-segments", "segments")
    lines = [line.split() for line in (corpus / "segments").read_text().splitlines()]
    assert [line[1] for line in lines] == ["one"] * len(expected(corpus.sounds["in/a.wav"])) + ["two.x"] * len(
        expected(corpus.sounds["in/sub/b.wav"]))
    assert all(line[0].startswith(line[1] + "-") for line in lines)
    assert (corpus / "wav.scp").read_text() == "one in/a.wav\ntwo.x in/sub/b.wav\n"
