"""--format and --subtype: header and samples of every container that can be written."""

import shutil
import subprocess

import numpy
import pytest
import soundfile

from messages import has_all, numbers, words
from sounds import RATE, header, sine

pytestmark = pytest.mark.slow
FRAMES = 9_600  # some packets of each codec
BITS = {"pcm_s8": 8, "pcm_u8": 8, "pcm_16": 16, "pcm_24": 24, "pcm_32": 32, "alac_16": 16, "dwvw_16": 16,
        "dwvw_24": 24}
PCM = ["pcm_16", "pcm_24", "pcm_32"]
HELD = {
    "wav": [*PCM, "pcm_u8", "float", "double", "ulaw", "alaw", "ima_adpcm", "ms_adpcm", "gsm610", "g721_32",
            "nms_adpcm_16", "nms_adpcm_24", "nms_adpcm_32"],
    "wavex": [*PCM, "pcm_u8", "float", "double", "ulaw", "alaw"],
    "rf64": [*PCM, "pcm_u8", "float", "double", "ulaw", "alaw"],
    "w64": [*PCM, "pcm_u8", "float", "double", "ulaw", "alaw", "ima_adpcm", "ms_adpcm", "gsm610"],
    "aiff": [*PCM, "pcm_s8", "pcm_u8", "float", "double", "ulaw", "alaw", "ima_adpcm", "gsm610", "dwvw_16", "dwvw_24"],
    "caf": [*PCM, "pcm_s8", "float", "double", "ulaw", "alaw", "alac_16"],
    "au": [*PCM, "pcm_s8", "float", "double", "ulaw", "alaw", "g721_32", "g723_24", "g723_40"],
    "flac": ["pcm_s8", "pcm_16", "pcm_24"],
    "ogg": ["vorbis", "opus"], "opus": ["opus"], "mp3": ["mpeg_layer_iii"],
}
CASES = [(name, subtype) for name, subtypes in HELD.items() for subtype in subtypes]
EXTENSION = {"wavex": "wav", "rf64": "wav"}
NAMED_BY_LIBRARY = {"opus": "OGG"}
MONO = {"gsm610", "g721_32", "g723_24", "g723_40", "nms_adpcm_16", "nms_adpcm_24", "nms_adpcm_32", "alac_16",
        "dwvw_16", "dwvw_24"}
LEAST_SNR_DB = {"ulaw": 30, "alaw": 30, "vorbis": 18, "opus": 12, "mpeg_layer_iii": 18, "ima_adpcm": 18,
                "ms_adpcm": 20, "gsm610": 5, "g721_32": 18, "g723_24": 12, "g723_40": 22, "nms_adpcm_16": 5,
                "nms_adpcm_24": 8, "nms_adpcm_32": 12}
# Formats that sox reads without libsndfile.
SOX = {"wav": "wav", "wavex": "wav", "aiff": "aiff", "au": "au", "flac": "flac"}


@pytest.fixture(scope="module")
def converted(shared):
    """Converts one tone, once for each pair of format and subtype: input samples, output, row."""
    done = {}

    def convert(name, subtype):
        if (name, subtype) not in done:
            channels = 1 if {name, subtype} & MONO else 2
            source = shared / f"{channels}.wav"
            if not source.exists():
                soundfile.write(str(source), sine(FRAMES, channels, 0.7), RATE, "FLOAT")
            folder = f"{name}-{subtype}"
            report = shared.etl(source.name, "--output-dir", folder, "--format", name, "--subtype", subtype,
                                "--transform", "gaussian_noise:stddev=0", report="r.h5")
            row = report.row(source.name)
            done[name, subtype] = soundfile.read(str(source), always_2d=True)[0], shared / row.output, row
        return done[name, subtype]

    return convert


def read_all(path):
    """All samples, also of files in which libsndfile cannot seek."""
    file = soundfile.SoundFile(str(path))
    if file.seekable():
        return file.read(len(file), always_2d=True)
    return numpy.frombuffer(file.buffer_read(len(file), "float64")).reshape(-1, file.channels)


def expected(samples, subtype):
    """The samples expected in a file of an exact subtype: rounded half to even, saturated."""
    if subtype in BITS:
        scale = 2.0 ** (BITS[subtype] - 1)
        return numpy.clip(numpy.rint(samples * scale), -scale, scale - 1) / scale
    return samples


@pytest.mark.parametrize("name, subtype", CASES)
def test_header(converted, name, subtype):
    source, output, row = converted(name, subtype)
    library_name = NAMED_BY_LIBRARY.get(name, name.upper())
    found = header(output)
    assert output.suffix == "." + EXTENSION.get(name, name)
    assert found[:4] == (library_name, subtype.upper(), RATE, source.shape[1])
    assert row.frames == FRAMES
    padding = found[4] - FRAMES
    assert padding == 0 or padding in numbers(row.warning)


EXACT = [(name, subtype) for name, subtype in CASES
         if subtype in BITS or subtype in ("float", "double") if not subtype.startswith("dwvw")]


@pytest.mark.parametrize("name, subtype", EXACT)
def test_exact_samples(converted, name, subtype):
    source, output, _ = converted(name, subtype)
    wanted = expected(source, subtype)
    assert numpy.array_equal(read_all(output), wanted)


@pytest.mark.parametrize("name, subtype", [case for case in EXACT if case[1] in BITS])
def test_halves_are_rounded_to_even_and_what_is_too_loud_saturates(work, name, subtype):
    scale = 2.0 ** (BITS[subtype] - 1)
    halves = (numpy.arange(-300, 300) + 0.5) / scale
    loud = [1.0, -1.0, 1.5, -1.5, 1 - 0.5 / scale, -1 - 0.5 / scale, 1 - 0.6 / scale, numpy.inf, -numpy.inf, 1e30]
    source = numpy.concatenate([halves, loud, numpy.linspace(-1.1, 1.1, 1001)]).astype(numpy.float32)
    soundfile.write(str(work / "a.wav"), source, 8000, "FLOAT")
    row = work.etl("a.wav", "--format", name, "--subtype", subtype, "--transform", "gaussian_noise:stddev=0").row("a.wav")
    source = source.astype(numpy.float64)
    assert numpy.array_equal(read_all(work / row.output)[:len(source), 0], expected(source, subtype))
    rounded = numpy.rint(source * scale)
    assert row.saturated == ((rounded > scale - 1) | (rounded < -scale)).sum()


@pytest.mark.parametrize("name, subtype", [case for case in CASES if case[1] in LEAST_SNR_DB])
def test_lossy_samples(converted, name, subtype):
    source, output, _ = converted(name, subtype)
    after = read_all(output)
    assert len(after) >= FRAMES
    error = after[:FRAMES] - source
    snr_db = 10 * numpy.log10((source**2).sum() / (error**2).sum())
    assert snr_db > LEAST_SNR_DB[subtype]


@pytest.mark.parametrize("subtype", ["dwvw_16", "dwvw_24"])
def test_dwvw_is_decoded_again(converted, shared, subtype):
    source, output, _ = converted("aiff", subtype)
    back = shared.etl(str(output), "--output-dir", subtype, "--format", "wav", "--subtype", "float", "--transform",
                      "gaussian_noise:stddev=0", report="r.h5").files.output[0]
    assert numpy.array_equal(read_all(shared / back), expected(source, subtype))


@pytest.mark.skipif(not shutil.which("sox"), reason="needs sox")
@pytest.mark.parametrize("name, subtype", [case for case in EXACT if SOX.get(case[0])])
def test_sox_reads_the_same(converted, name, subtype):
    if (name, subtype) == ("aiff", "pcm_u8"):
        pytest.skip("sox does not read it")
    source, output, _ = converted(name, subtype)
    heard = subprocess.run(["sox", "-t", SOX[name], str(output), "-t", "f64", "-"], capture_output=True, check=True,
                           timeout=30)
    after = numpy.frombuffer(heard.stdout).reshape(-1, source.shape[1])
    # sox works on 32-bit integers.
    assert numpy.abs(after - expected(source, subtype)).max() <= 2.0**-31


STAND_INS = [
    ("pcm_16.wav", "flac", "PCM_16"), ("pcm_24.wav", "flac", "PCM_24"), ("pcm_u8.wav", "flac", "PCM_16"),
    ("ulaw.wav", "flac", "PCM_16"), ("float.wav", "flac", "PCM_24"), ("pcm_32.wav", "flac", "PCM_24"),
    ("float.wav", "ogg", "VORBIS"), ("float.wav", "opus", "OPUS"), ("pcm_16.wav", "mp3", "MPEG_LAYER_III"),
    ("vorbis.ogg", "wav", "FLOAT"), ("mpeg_layer_iii.mp3", "aiff", "FLOAT"), ("opus.ogg", "ogg", "OPUS"),
    ("vorbis.ogg", "flac", "PCM_24"), ("pcm_s8.aiff", "wav", "PCM_U8"),
    ("double.wav", "flac", "PCM_24"), ("gsm610.wav", "caf", "PCM_16"),
    ("ulaw.wav", "au", "ULAW"), ("float.wav", "w64", "FLOAT"), ("alac_24.caf", "same", "PCM_24"),
    ("alac_24.caf", "flac", "PCM_24"), ("pcm_24.flac", "wav", "PCM_24"),
]


@pytest.mark.parametrize("source, name, subtype", STAND_INS)
def test_a_subtype_replaces_an_unsupported_one(work, source, name, subtype):
    stem, container = source.split(".")
    soundfile.write(str(work / source), sine(FRAMES, rate=16000), 16000, stem.upper(), format=container.upper())
    output = work.etl(source, "--format", name).row(source).output
    assert header(work / output)[1] == subtype


def test_big_endian_samples_stay_so_in_their_container_only(work):
    soundfile.write(str(work / "a.wav"), sine(FRAMES), 16000, "PCM_16", endian="BIG")
    outputs = {name: work / work.etl("a.wav", "--format", name, "--suffix=-" + name).row("a.wav").output
               for name in ("same", "w64", "wav")}
    assert outputs["same"].read_bytes()[:4] == outputs["wav"].read_bytes()[:4] == b"RIFX"
    assert outputs["w64"].read_bytes()[:4] == b"riff"


def refusal(work, *options):
    """The message of a refused start."""
    soundfile.write(str(work / "a.wav"), sine(100), 16000, "PCM_16")
    result = work.run_mpietl("run", "a.wav", *options).expect(2)
    assert work.tree() == {"a.wav"}
    return result.errors[0]


def test_refused_names_and_combinations(work):
    assert has_all(refusal(work, "--format", "falc"), "format", "'falc'", "'flac'")
    assert has_all(refusal(work, "--subtype", "pcm16"), "subtype", "'pcm16'", "'pcm_16'")
    assert {"flac", "float", "pcm_s8", "pcm_16", "pcm_24"} <= words(refusal(work, "--format", "flac", "--subtype", "float"))
    assert {"opus", "vorbis"} <= words(refusal(work, "--format", "opus", "--subtype", "vorbis"))
    assert {"caf", "alac_24", "alac_16"} <= words(refusal(work, "--format", "caf", "--subtype", "alac_24"))
    assert {"--dither", "loud", "none", "tpdf"} <= words(refusal(work, "--dither", "loud"))
    assert {"--format", "same", "wav"} <= words(refusal(work, "--format", "mpeg-4 audio"))


@pytest.mark.parametrize("channels, rate, options, values", [
    (9, 16000, ["--format", "flac"], "flac pcm_24 8 9"),
    (1, 44100, ["--format", "opus"], "ogg opus 44100 8000 12000 16000 24000 48000 --rate"),
    (1, 96000, ["--format", "mp3"], "mp3 mpeg_layer_iii 96000 --rate 48000"),
    (2, 16000, ["--format", "caf", "--subtype", "alac_16"], "caf alac_16 1 2"),
    (2, 48000, ["--subtype", "opus"], "wav opus pcm_u8"),
])
def test_an_impossible_output_fails_with_the_remedy(work, channels, rate, options, values):
    soundfile.write(str(work / "a.wav"), sine(100, channels), rate, "FLOAT")
    row = work.etl("a.wav", *options, expect=1).row("a.wav")
    assert row.status == "failed" and {*values.split(), "--format"} <= words(row.error)
    assert {name for name in work.tree() if name.startswith("a")} == {"a.wav"}


def test_the_suggested_rate_works(work):
    soundfile.write(str(work / "a.wav"), sine(44100, 2, rate=44100), 44100, "FLOAT")
    row = work.etl("a.wav", "--format", "opus", "--rate", "48000", "--channels", "1").row("a.wav")
    assert header(work / row.output)[1:4] == ("OPUS", 48000, 1)


def test_job_file_sets_the_format_too(work):
    soundfile.write(str(work / "a.wav"), sine(100), 16000, "PCM_16")
    (work / "j.toml").write_text('[output]\nformat = "FLAC"\nsubtype = "pcm_24"\n[input]\npaths = ["a.wav"]\n')
    report = work.etl("j.toml")
    assert header(work / report.row("a.wav").output)[:2] == ("FLAC", "PCM_24")
    assert "format = 'flac'" in report.attributes["job"].replace('"', "'")


@pytest.mark.parametrize("name, subtype", [("flac", "pcm_16"), ("opus", "opus"), ("ogg", "vorbis"), ("mp3", "same"),
                                           ("caf", "alac_16"), ("wav", "ms_adpcm")])
def test_same_bytes_twice(work, name, subtype):
    soundfile.write(str(work / "a.wav"), sine(FRAMES, rate=8000), 8000, "FLOAT")
    digests = {work.etl("a.wav", "--format", name, "--subtype", subtype).row("a.wav").digest for _ in range(2)}
    assert len(digests) == 1
