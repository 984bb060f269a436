"""Tars as folders of audio: shards of WebDataset, long names, links, and damage."""

import io
import json
import os
import tarfile

import numpy
import pytest
import soundfile

from messages import DRY_FAILURES, DRY_LEFT_OUT, has_all, lines_with
from sounds import RATE

NOISE = ("--transform", "gaussian_noise", "--transform", "clip", "--suffix", "")
FORMATS = [("WAV", "PCM_16"), ("FLAC", "PCM_24"), ("OGG", "VORBIS"), ("MP3", "MPEG_LAYER_III"), ("WAV", "GSM610")]


def audio(number):
    """Bytes of a file with its own samples, and the extension."""
    format, subtype = FORMATS[number % len(FORMATS)]
    file = io.BytesIO()
    samples = numpy.random.default_rng(number).standard_normal(8000 + 1000 * number) * 0.1
    soundfile.write(file, samples, 8000, subtype, format=format)
    return file.getvalue(), format.lower()


def add(tar, name, data, **values):
    """A member with these bytes."""
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for key, value in values.items():
        setattr(info, key, value)
    tar.addfile(info, io.BytesIO(data))


def write_shards(folder, shards, members, format=tarfile.USTAR_FORMAT, deep=""):
    """Shards as WebDataset has them, with a text beside each file; unpacked, too, in a folder of the shard's name."""
    folder.mkdir(exist_ok=True)
    for shard in range(shards):
        with tarfile.open(folder / f"s-{shard:03}.tar", "w", format=format) as tar:
            for member in range(members):
                data, extension = audio(members * shard + member)
                add(tar, f"{deep}k{member}.{extension}", data)
                add(tar, f"{deep}k{member}.txt", b"what is said")
        with tarfile.open(folder / f"s-{shard:03}.tar") as tar:
            tar.extractall(folder / f"unpacked/s-{shard:03}")


def same_bytes(work, one, two):
    """Whether two folders have the same files; how many these are."""
    names = work.tree(one)
    assert names == work.tree(two)
    for name in names:
        assert (work / one / name).read_bytes() == (work / two / name).read_bytes(), name
    return len(names)


@pytest.mark.parametrize("ranks", [None, 3])
def test_shards_have_the_bits_of_their_files(work, ranks):
    write_shards(work / "in", 5, 6)
    report = work.etl("in/s-{000..004}.tar", "--output-dir", "packed", "--format", "flac", *NOISE, ranks=ranks)
    work.etl("in/unpacked", "--output-dir", "unpacked", "--format", "flac", *NOISE)
    assert same_bytes(work, "packed", "unpacked") == 30
    assert len(report.files) == 30 and report.attributes["files_left_out"] == 30
    assert report.files.path[0] == "in/s-000.tar/k0.wav" and (report.files.warning == "").all()
    assert report.files.bytes_in[1] == (work / "in/unpacked/s-000/k1.flac").stat().st_size


DEEP = "/".join(["a" * 60, "b" * 90, ""])


@pytest.mark.parametrize(("format", "deep"), [(tarfile.GNU_FORMAT, ""), (tarfile.PAX_FORMAT, ""), (tarfile.GNU_FORMAT, DEEP),
                                              (tarfile.PAX_FORMAT, DEEP + "ü/"), (tarfile.USTAR_FORMAT, DEEP)])
def test_long_names_in_all_formats(work, format, deep):
    write_shards(work / "in", 1, 5, format, deep)
    dry = work.run_mpietl("run", "in/s-000.tar", "--output-dir", "packed", "--rate", "16000", "--dry-run").expect(0)
    assert lines_with(dry.stdout, DRY_LEFT_OUT, "5 txt") and not lines_with(dry.stdout, DRY_FAILURES)
    work.etl("in/s-000.tar", "--output-dir", "packed", "--suffix", "", "--rate", "16000", "--format", "wav")
    work.etl("in/unpacked", "--output-dir", "unpacked", "--suffix", "", "--rate", "16000", "--format", "wav")
    assert same_bytes(work, "packed", "unpacked") == 5


def test_tars_need_a_folder_for_outputs(work):
    write_shards(work / "in", 1, 2)
    assert "--output-dir" in work.run_mpietl("run", "in/s-000.tar").expect(2).stderr
    assert len(work.etl("in/s-000.tar", "--no-output").files) == 2


@pytest.mark.parametrize("ranks", [None, 3])
def test_patterns_select_members(work, ranks):
    write_shards(work / "in", 4, 5)
    report = work.etl("in/s-{000..003}.tar", "--include", "*.wav", "--include", "*.mp3", "--exclude", "k4*",
                      "--transform", "none", "--output-dir", "out", ranks=ranks)
    assert sorted(name.rsplit("/")[-1] for name in report.files.path) == ["k0.wav"] * 4 + ["k3.mp3"] * 4


def test_segments_of_members(work):
    write_shards(work / "in", 2, 1)
    (work / "segments").write_text("u1 s-000/k0 0.25 0.5\nu2 s-001/k0 0 0.5\n")
    work.etl("in/s-000.tar", "in/s-001.tar", "--segments", "segments", "--output-dir", "out", "--transform", "none",
             "--suffix", "")
    for id, shard, begin, end in [("u1", 0, 2000, 4000), ("u2", 1, 0, 4000)]:
        (name,) = [each for each in work.tree("out") if each.startswith(id)]
        source = next((work / f"in/unpacked/s-{shard:03}").glob("k0.[wf]*"))
        expected, _ = soundfile.read(source, dtype="int32")
        samples, _ = soundfile.read(work / "out" / name, dtype="int32")
        numpy.testing.assert_array_equal(samples, expected[begin:end])


@pytest.mark.parametrize("ranks", [None, 2])
def test_lines_of_nemo_for_members(work, ranks):
    write_shards(work / "in", 2, 3)
    names = []
    for shard in range(2):
        (work / f"in/s-{shard:03}.tar").rename(work / f"in/audio_{shard}.tar")
        with tarfile.open(work / f"in/audio_{shard}.tar") as tar:
            names += [(shard, member.name) for member in tar if member.name.endswith((".wav", ".flac"))]
    rows = [{"audio_filepath": name, "shard_id": shard, "duration": 1.0, "text": f"{shard} {name}"} for shard, name in names]
    (work / "m.json").write_text("".join(json.dumps(row) + "\n" for row in rows))
    work.run_mpietl("run", "in/audio__OP_0..1_CL_.tar", "--manifest", "m.json", "--output-dir", "out", "--suffix", "",
                    "--transform", "none", ranks=ranks).expect(0)
    written = [json.loads(line) for line in (work / "out/m.json").read_text().splitlines()]
    assert [row["text"] for row in written] == [row["text"] for row in rows]
    for row in written:
        shard, name = row["text"].split()
        whole = soundfile.info(work / f"in/unpacked/s-00{shard}/{name}")
        assert soundfile.info(row["audio_filepath"]).frames == whole.frames


def test_a_list_of_tars_and_files(work):
    write_shards(work / "in", 2, 2)
    (work / "in/x.wav").write_bytes(audio(0)[0])
    (work / "list").write_text("in/s-000.tar\nin/x.wav\nin/gone.tar\nin/s-001.tar\n")
    report = work.etl("--files-from", "list", "--output-dir", "out", "--transform", "none", expect=1, ranks=2)
    assert list(report.files.status) == ["done", "done", "done", "failed", "done", "done"]
    assert report.files.path[3] == "in/gone.tar" and os.strerror(2) in report.files.error[3]


def test_the_rest_of_a_broken_tar_fails(work):
    write_shards(work / "in", 4, 5)
    members = {}
    for name in ("s-001.tar", "s-002.tar"):
        with tarfile.open(work / "in" / name) as tar:
            members[name] = tar.getmembers()[4]
    damaged = bytearray((work / "in/s-001.tar").read_bytes())
    damaged[members["s-001.tar"].offset] ^= 1
    (work / "in/s-001.tar").write_bytes(damaged)
    os.truncate(work / "in/s-002.tar", members["s-002.tar"].offset_data + 100)
    (work / "in/s-003.tar").write_bytes(b"\x1f\x8b" + bytes(1000))
    report = work.etl("in/s-{000..003}.tar", "--output-dir", "out", "--transform", "none", expect=1)
    failed = report.files[report.files.status == "failed"]
    assert len(report.files) == 5 + 2 + 1 + 3 + 1 + 1
    assert list(failed.path) == ["in/s-001.tar", "in/s-002.tar/k2.ogg", "in/s-002.tar", "in/s-003.tar"]
    assert str(members["s-001.tar"].offset) in failed.error.iloc[0]
    assert has_all(failed.error.iloc[1], 100, members["s-002.tar"].size)
    assert "compressed" in failed.error.iloc[3]


def test_sparse_members_and_links(work):
    data = audio(0)[0]
    with tarfile.open(work / "l.tar", "w") as tar:
        add(tar, "a.bin", data)
        add(tar, "hard.wav", b"", type=tarfile.LNKTYPE, linkname="a.bin")
        add(tar, "soft.wav", b"", type=tarfile.SYMTYPE, linkname="a.bin")
        add(tar, "holes.wav", data, pax_headers={"GNU.sparse.major": "1", "GNU.sparse.minor": "0"})
        add(tar, "last.wav", data)
    report = work.etl("l.tar", "--output-dir", "out", "--transform", "none", expect=1)
    assert list(report.files.status) == ["done", "failed", "failed", "done"]
    assert (work / "out/l/hard-transformed.wav").read_bytes() == (work / "out/l/last-transformed.wav").read_bytes()


@pytest.mark.parametrize("ranks", [None, 3])
def test_texts_beside_audio_are_in_the_manifest_of_outputs(work, ranks):
    write_shards(work / "in", 5, 2)
    with tarfile.open(work / "in/s-000.tar", "a") as tar:
        add(tar, "k1.json", json.dumps({"speaker": "ü", "text": "other", "duration": 99}).encode())
        add(tar, "k0.cls", b"3")
        add(tar, "lonely.txt", b"x")
    report = work.etl("in/s-{000..004}.tar", "--output-dir", "out", "--transform", "speed:factor=2", "--format", "wav",
                      "--output-manifest", "out/m.jsonl", ranks=ranks)
    lines = [json.loads(line) for line in (work / "out/m.jsonl").read_text().splitlines()]
    assert [line["audio_filepath"] for line in lines] == [str(work / name) for name in report.files.output]
    for line, row in zip(lines, report.files.itertuples(), strict=True):
        assert line["duration"] == row.frames_out / row.sample_rate_out and line["text"] == "what is said"
    assert lines[0]["cls"] == 3 and lines[1]["speaker"] == "ü" and "cls" not in lines[2]
    assert report.attributes["files_left_out"] == 1
    work.etl("--manifest", "out/m.jsonl", "--output-dir", "again", "--transform", "none")
    assert "what is said" in (work / "again/m.jsonl").read_text()


def test_any_input_may_have_a_manifest_of_outputs(work):
    write_shards(work / "in", 1, 3)
    work.etl("in/unpacked", "--output-dir", "out", "--transform", "none", "--output-manifest", "m.jsonl")
    lines = [json.loads(line) for line in (work / "m.jsonl").read_text().splitlines()]
    assert len(lines) == 3 and all(set(line) == {"audio_filepath", "duration"} for line in lines)


@pytest.mark.parametrize("name", ["x.tar.gz", "x.tgz"])
def test_compressed_tars_are_refused_with_the_reason(work, name):
    with tarfile.open(work / name, "w:gz") as tar:
        add(tar, "a.wav", audio(0)[0])
    refused = work.run_mpietl("run", name, "--output-dir", "out").expect(2)
    assert has_all(refused.stderr, name, "gunzip")


def test_a_resumed_job_repeats_changed_members(work):
    write_shards(work / "in", 2, 3)
    args = ("in/s-{000..001}.tar", "--output-dir", "out", "--transform", "none")
    work.etl(*args)
    os.utime(work / "in/s-001.tar", (5, 5))
    report = work.etl(*args, "--resume")
    assert list(report.files.run) == [1, 1, 1, 2, 2, 2]
    work.run_mpietl("verify", "mpietl-report.h5").expect(0)


def test_a_command_gets_complete_tars(work):
    write_shards(work / "in", 2, 2)
    work.run_mpietl("map", "in/s-000.tar", "in/s-001.tar", "--output-dir", "out", "--", "cp", "{in}", "{out}").expect(0)
    assert len(work.tree("out")) == 2


def test_threads_share_a_large_member(work):
    """Threads share a member that is worth it."""
    samples = (numpy.random.default_rng(1).standard_normal((3_000_000, 2)) * 3000).astype("int16")
    soundfile.write(work / "large.wav", samples, RATE, "PCM_16")
    with tarfile.open(work / "l.tar", "w") as tar:
        add(tar, "x.txt", b"x")
        tar.add(work / "large.wav", "large.wav")
    work.etl("l.tar", "--output-dir", "out", "--transform", "none", threads=2)
    assert (work / "out/l/large-transformed.wav").read_bytes() == (work / "large.wav").read_bytes()
