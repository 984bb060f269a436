"""Corpora described by manifests of Kaldi and NeMo, and what manifests must not do."""

import json
import math
import subprocess

import numpy
import pytest

from messages import has_all
from manifest_corpus import FRAMES, QUIET, corpus, lines
from sounds import RATE, read_wav, sine, write_wav


@pytest.mark.parametrize("ranks", [None, 3])
def test_kaldi(corpus, ranks):
    (corpus / "wav.scp").write_text("u1 audio/s1/a.wav\nspk/u2   audio/s2/b.wav\nu3 audio/gone.wav\n")
    report = corpus.etl("--manifest", "wav.scp", "--output-dir", "out", expect=1, ranks=ranks)
    assert list(report.files.status) == ["done", "done", "failed"]
    assert (corpus / "out/wav.scp").read_text() == (
        f"u1 {corpus / 'out/u1-transformed.wav'}\nspk/u2 {corpus / 'out/spk/u2-transformed.wav'}\n")
    assert corpus.tree("out") == {"wav.scp", "u1-transformed.wav", "spk/u2-transformed.wav"}


def test_noise_depends_on_the_id_only(corpus):
    (corpus / "one.scp").write_text("u1 audio/s1/a.wav\n")
    corpus.etl("--manifest", "one.scp", "--output-dir", "one")
    write_wav(corpus / "moved.wav", sine(FRAMES))
    (corpus / "two.scp").write_text("u0 audio/s2/b.wav\nu1 moved.wav\n")
    corpus.etl("--manifest", "two.scp", "--output-dir", "two", ranks=2)
    name = "u1-transformed.wav"
    assert (corpus / "one" / name).read_bytes() == (corpus / "two" / name).read_bytes()


@pytest.mark.parametrize("ranks", [None, 2])
def test_the_manifest_of_outputs_has_only_its_own_items(corpus, ranks):
    (corpus / "m.json").write_text(json.dumps({"audio_filepath": "audio/s2/b.wav", "text": "b"}) + "\n")
    (corpus / "list").write_text("audio/s2/b.wav\n")
    report = corpus.etl("audio/s1", "--files-from", "list", "--manifest", "m.json", "--output-dir", "out", ranks=ranks)
    assert len(report.files) == 3
    (entry,) = lines(corpus / "out/m.json")
    assert entry == {"audio_filepath": str(corpus / "out/audio/s2/b-transformed.wav"), "text": "b",
                     "duration": 2 * FRAMES / RATE}


def test_nemo_and_its_segments(corpus):
    entries = [{"audio_filepath": "audio/s1/a.wav", "duration": 0.5, "text": "grüße 世界", "speaker": 7},
               {"audio_filepath": str(corpus / "audio/s2/b.wav"), "offset": 0.25, "duration": 0.5}]
    (corpus / "m.json").write_text("\n".join(json.dumps(entry) for entry in entries) + "\n")
    corpus.etl("--manifest", "m.json", "--output-dir", "out", "--suffix=", *QUIET, ranks=2)
    first, second = lines(corpus / "out/m.json")
    assert first == {"audio_filepath": str(corpus / "out/audio/s1/a.wav"), "duration": FRAMES / RATE,
                     "text": "grüße 世界", "speaker": 7}
    assert set(second) == {"audio_filepath", "duration"} and second["duration"] == 0.5
    start, count = RATE // 4, RATE // 2
    assert numpy.array_equal(read_wav(second["audio_filepath"]),
                             read_wav(corpus / "audio/s2/b.wav")[start:start + count])


def test_a_rounded_duration_does_not_cut(corpus):
    (corpus / "m.json").write_text(json.dumps({"audio_filepath": "audio/s1/a.wav", "duration": 0.4}))
    report = corpus.etl("--manifest", "m.json", "--output-dir", "out")
    assert report.files.frames[0] == FRAMES


@pytest.mark.parametrize("kind", ["kaldi", "nemo", "lhotse"])
def test_paths_are_right_from_any_working_folder(corpus, kind):
    """Paths in the manifest of outputs work anywhere; those of an input manifest also beside it."""
    source = {"type": "file", "channels": [0], "source": "s1/a.wav"}
    text = {"kaldi": "u1 s1/a.wav", "nemo": json.dumps({"audio_filepath": "s1/a.wav"}),
            "lhotse": json.dumps({"id": "u1", "sources": [source]})}[kind]
    (corpus / "audio/m").write_text(text + "\n")
    (corpus / "here").mkdir()
    here = {"cwd": corpus / "here"}
    corpus.run_mpietl("run", "--manifest", "../audio/m", "--output-dir", "../out", *QUIET, **here).expect(0)
    told = (corpus / "out/m").read_text()
    [output] = (path for path in (corpus / "out").rglob("*.wav"))
    assert f"{output}" in told and ".." not in told
    # The outputs are a corpus themselves, whatever the working folder.
    corpus.run_mpietl("run", "--manifest", "../out/m", "--output-dir", "again", *QUIET, **here).expect(0)
    assert len(list((corpus / "here/again").rglob("*.wav"))) == 1


def test_the_file_in_the_working_folder_comes_first(corpus):
    write_wav(corpus / "audio/audio/s1/a.wav", sine(FRAMES // 2))
    (corpus / "audio/wav.scp").write_text("u1 audio/s1/a.wav\n")
    report = corpus.etl("--manifest", "audio/wav.scp", "--output-dir", "out")
    assert list(report.files.frames) == [FRAMES]


def test_a_path_in_the_home_folder(corpus):
    (corpus / "m.json").write_text(json.dumps({"audio_filepath": "~/s1/a.wav"}))
    home = {"HOME": str(corpus / "audio")}
    corpus.run_mpietl("run", "--manifest", "m.json", "--output-dir", "out", env=home).expect(0)
    assert (corpus / "out/s1/a-transformed.wav").exists()


def test_a_part_that_is_shorter_than_asked(corpus):
    """A warning has both lengths, unless they differ only by rounding."""
    parts = [(0.25, 2.0), (0.25, 0.255), (0.0, 0.5), (0.4, 0.0)]
    (corpus / "m.json").write_text("\n".join(
        json.dumps({"audio_filepath": "audio/s1/a.wav", "offset": offset, "duration": duration})
        for offset, duration in parts))
    report = corpus.etl("--manifest", "m.json", "--output-dir", "out")
    first, *others = report.files.sort_values("index").warning
    assert has_all(first, " 0.25 s", " 2 s")
    assert others == ["", "", ""]
    assert [entry["duration"] for entry in lines(corpus / "out/m.json")] == pytest.approx([0.25, 0.25, 0.5, 0.1])


def test_nemo_lines_with_the_same_audio(corpus):
    entries = [{"audio_filepath": "audio/s1/a.wav", "duration": 0.5, "text": text, "lang": lang}
               for text, lang in (("one", "en"), ("eins", "de"), ("un", "fr"))]
    (corpus / "m.json").write_text("\n".join(map(json.dumps, entries)))
    report = corpus.etl("--manifest", "m.json", "--output-dir", "out", ranks=2)
    assert len(report.files) == 1
    output = str(corpus / "out/audio/s1/a-transformed.wav")
    assert lines(corpus / "out/m.json") == [entry | {"audio_filepath": output} for entry in entries]


def test_numbers_as_python_writes_them(corpus):
    entry = {"audio_filepath": "audio/s1/a.wav", "offset": math.nan, "duration": math.inf,
             "snr": [math.nan, -math.inf, math.inf], "text": 'NaN "Infinity"'}
    (corpus / "m.json").write_text(json.dumps(entry))
    corpus.etl("--manifest", "m.json", "--output-dir", "out")
    [told] = lines(corpus / "out/m.json")
    assert math.isnan(told["snr"][0]) and told["snr"][1:] == entry["snr"][1:] and told["text"] == entry["text"]
    assert told["duration"] == 0.5 and "offset" not in told


@pytest.mark.parametrize(("indent", "is_array"), [(None, True), (2, True), (2, False)])
def test_json_without_lines_is_refused(corpus, indent, is_array):
    """The command in the message converts it to a manifest."""
    entries = [{"audio_filepath": "audio/s1/a.wav"}, {"audio_filepath": "audio/s2/b.wav"}]
    objects = [entries] if is_array else entries
    (corpus / "m.json").write_text("\n".join(json.dumps(each, indent=indent) for each in objects))
    refused = corpus.run_mpietl("run", "--manifest", "m.json", "--output-dir", "out").expect(2)
    wanted = "jq -c '.[]'" if is_array else "jq -c ."
    assert has_all(refused.stderr, "m.json:1: ", wanted) and len(refused.stderr.splitlines()) == 1
    made = subprocess.run(f"{wanted} m.json", shell=True, cwd=corpus.folder, check=True, capture_output=True).stdout
    assert len(corpus.etl("--manifest", "-", "--output-dir", "out", stdin=made).files) == 2


def test_manifest_from_standard_input(corpus):
    corpus.etl("--manifest", "-", "--output-dir", "out", stdin=b"u1 audio/s1/a.wav\n")
    assert (corpus / "out/manifest").read_text() == f"u1 {corpus / 'out/u1-transformed.wav'}\n"


@pytest.mark.parametrize(("text", "values"), [
    ("u1 a.wav\nu2 sph2pipe -f wav b.sph |\n", ["m:2: ", "'sph2pipe -f wav b.sph |'", "--allow-commands"]),
    ("../u1 a.wav\n", ["m:1: ", "'../u1'"]),
    ("/u1 a.wav\n", ["m:1: ", "'/u1'"]),
    ("u1 a.wav\nu1 b.wav\n", ["a.wav", "b.wav", "out/u1-transformed.wav"]),
    ('{"audio_filepath": "a.wav", "duration": 1', ["m:1: ", "JSON"]),
    ('{"id": "x", "sources": [{"type": "command", "source": "cat a"}]}', ["m:1: ", "'cat a |'", "--allow-commands"]),
    ('{"id": "x", "sources": [{"type": "url", "source": "a"}]}', ["m:1: ", "'url'"]),
    ('{"text": "x"}', ["m:1: ", '"audio_filepath"']),
    ("u1 a.wav\nlonely\n../u3 a.wav\n", ["m:2: ", "m:3: "]),
    ("lonely\n" * 12, ["m:1: ", "m:10: ", " 2 more"]),
    ("", [" m"]),
])
def test_wrong_manifests_are_refused(work, text, values):
    (work / "m").write_text(text)
    result = work.run_mpietl("run", "--manifest", "m", "--output-dir", "out", ranks=2).expect(2)
    assert has_all(result.stderr, *values)
    assert work.tree() == {"m"}


def test_manifest_needs_a_folder_for_outputs(work):
    (work / "m").write_text("u1 a.wav\n")
    assert "--output-dir" in work.run_mpietl("run", "--manifest", "m").expect(2).stderr


def test_links_do_not_lead_out_of_the_output_folder(corpus):
    (corpus / "elsewhere").mkdir()
    (corpus / "out").mkdir()
    (corpus / "out/spk").symlink_to("../elsewhere")
    (corpus / "wav.scp").write_text("spk/u1 audio/s1/a.wav\n")
    result = corpus.run_mpietl("run", "--manifest", "wav.scp", "--output-dir", "out").expect(2)
    assert has_all(result.stderr, "out/spk", "elsewhere", "--output-dir")
    assert corpus.tree("elsewhere") == set()


@pytest.mark.parametrize("other", ["wav.scp", "audio/s1/a.wav", "r.h5"])
def test_output_manifest_replaces_no_other_file(corpus, other):
    (corpus / "wav.scp").write_text("u1 audio/s1/a.wav\n")
    result = corpus.run_mpietl("run", "--manifest", "wav.scp", "--output-dir", "out", "--report", "r.h5",
                               "--output-manifest", other).expect(2)
    assert other in result.stderr
    assert (corpus / "wav.scp").read_text() == "u1 audio/s1/a.wav\n"
