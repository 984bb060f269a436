"""A report's description of itself, and reports with other versions of the schema."""

import shutil

import h5py
import numpy
import pytest

from messages import numbers, words
from reports import text
from sounds import sine, write_wav
from support import DEFAULT_REPORT

TABLES = ["files", "ranks", "phases", "history", "attributes"]


@pytest.fixture(scope="module")
def ran(shared):
    """A folder with the report of two files."""
    for name in "ab":
        write_wav(shared / f"in/{name}.wav", sine(5_000))
    shared.etl("in", "--output-dir", "out", ranks=1)
    return shared


@pytest.fixture(scope="module")
def document(ran):
    """The rows of the tables that `mpietl report --schema` prints, by the heading above them."""
    sections = {}
    for line in ran.run_mpietl("report", "--schema").expect(0).stdout.splitlines():
        if line.startswith("## "):
            rows = sections.setdefault(line[3:].lstrip("/"), [])
        if line.startswith("| `"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return sections


def type_of(dtype):
    """The name in the document."""
    return "text" if dtype.kind == "S" else str(dtype)


@pytest.mark.parametrize("table", TABLES)
def test_tables_match_the_document(ran, document, table):
    with h5py.File(ran / DEFAULT_REPORT) as file:
        dtype, attributes = file[table].dtype, file[table].attrs
        assert [row[0].strip("`") for row in document[table]] == list(dtype.names)
        for (cell, kind, unit, missing, description), name in zip(document[table], dtype.names):
            assert kind == type_of(dtype[name]), cell
            assert (unit, description) == (attributes.get(f"unit_{name}", ""), attributes[f"description_{name}"])
            value = attributes.get(f"missing_{name}", "–")
            assert missing == {"": "empty", "–": "–"}.get(value, str(value).replace("nan", "NaN")), cell


def test_root_attributes_are_explained_in_the_document_and_in_the_report(ran, document):
    with h5py.File(ran / DEFAULT_REPORT) as file:
        explained = {text(row["attribute"]): text(row["description"]) for row in file["attributes"][()]}
        known = {name for name in file.attrs if not name.startswith(("SLURM_", "OMP_"))}
    assert set(explained) == known | {"SLURM_*, OMP_*"}
    assert explained == {row[0].strip("`"): row[3] for row in document["Root attributes"]}


def remake_files(file, drop=(), add=()):
    """Replaces the table of files by one without some columns, and with more."""
    rows = file["files"][()]
    kept = [name for name in rows.dtype.names if name not in drop]
    made = numpy.zeros(len(rows), [(name, rows.dtype[name]) for name in kept] + [(name, "i4") for name in add])
    for name in kept:
        made[name] = rows[name]
    del file["files"]
    file["files"] = made


def copy_of_report(ran, name):
    """A copy of the report, open to be changed."""
    shutil.copy(ran / DEFAULT_REPORT, ran / name)
    return h5py.File(ran / name, "r+")


def test_a_newer_minor_version_opens(ran):
    with copy_of_report(ran, "newer.h5") as file:
        file.attrs.update(schema_minor_version=7, mood="good")
        file["moods"] = [1, 2, 3]
        remake_files(file, add=["mood"])
    shown = ran.run_mpietl("report", "newer.h5").expect(0).stdout
    assert shown == ran.run_mpietl("report", DEFAULT_REPORT).expect(0).stdout


@pytest.mark.parametrize("minor", [7, None])
def test_columns_that_another_minor_version_lacks_are_missing_values(ran, minor):
    with copy_of_report(ran, "older.h5") as file:
        del file.attrs["schema_minor_version"], file.attrs["shard"]
        if minor:
            file.attrs["schema_minor_version"] = minor
        remake_files(file, drop=["rank", "peak_in", "wait_seconds", "parameters"])
    ran.run_mpietl("report", "older.h5").expect(0)
    ran.run_mpietl("report", "--join", "older.h5", "-o", "joined.h5").expect(0)
    with h5py.File(ran / "joined.h5") as file:
        rows, attributes = file["files"][()], file["files"].attrs
        assert text(rows["path"][0]) == "in/a.wav" and rows["rank"].tolist() == 2 * [attributes["missing_rank"]]
        assert numpy.isnan(rows["peak_in"]).all() and numpy.isnan(attributes["missing_peak_in"])
        assert rows["parameters"].tolist() == 2 * [attributes["missing_parameters"].encode()]


def test_this_minor_version_lacks_no_column(ran):
    with copy_of_report(ran, "bad.h5") as file:
        remake_files(file, drop=["clipped"])
    assert {"bad", "clipped", "files"} <= words(ran.run_mpietl("report", "bad.h5").expect(2).stderr)


@pytest.mark.parametrize("version", [2, 0])
def test_another_version_is_refused_by_its_number(ran, version):
    with copy_of_report(ran, "other.h5") as file:
        file.attrs["schema_version"] = version
    error = ran.run_mpietl("report", "other.h5").expect(2).stderr
    assert "other.h5" in error and {version, 1} <= set(numbers(error))
