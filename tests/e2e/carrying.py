"""Converts a WAV file with chunks, and finds its metadata in the output."""

from chunks import wave
from sounds import as_pcm16, sine

FRAMES = 4000
SAMPLES = as_pcm16(sine(FRAMES))


def put(work, name, *chunks, **options):
    """A WAV file with these chunks in the workspace; its name."""
    (work / name).write_bytes(wave(*chunks, samples=SAMPLES, **options))
    return name


def convert(work, name, *options, report="r.h5"):
    """Path and row of the file's output, in its own folder."""
    run = work.etl(name, "--output-dir", "out", "--suffix=", *options, report=report)
    row = run.row(name)
    assert row.status == "done"
    return work / row.output, row
