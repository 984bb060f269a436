"""Checks after a kill, and after the job has been resumed to its end."""

import os

import xxhash

from e2e_helpers import Report


def digest_of(path):
    """The digest of a file's bytes as reports have it."""
    return xxhash.xxh3_128(path.read_bytes()).hexdigest()


def check_whole(place):
    """Every file under a final name equals one of the undisturbed run."""
    for name in place.outputs():
        assert name in place.digests, f"unknown output {name}"
        path = place.output_folder / name
        assert digest_of(path) == place.digests[name], f"partial output {name} of {path.stat().st_size} bytes"


def check_report(place, report, status="complete"):
    """Every input is in the report once, in order, and totals are right."""
    files, attributes = report.files, report.attributes
    assert list(files.path) == list(place.reference_report.files.path), "other inputs in the report"
    assert list(files["index"]) == list(range(len(files))), "indices"
    assert attributes["status"] == status, f"status {attributes['status']}: {attributes.get('reason')}"
    assert attributes["items"] == len(files), "items"
    for kind in ("done", "failed", "skipped"):
        assert attributes[kind] == sum(files.status == kind), f"total of {kind}"
    assert sum(attributes[kind] for kind in ("done", "failed", "skipped")) == len(files), "sum"


def check_rows(place, report):
    """Each row equals that of the undisturbed run."""
    files, expected = report.files, place.reference_report.files
    for column in ("status", "digest", "frames", "channels", "bytes_in", "bytes_out", "peak_out", "clipped"):
        same = (files[column] == expected[column]) | (files[column].isna() & expected[column].isna())
        wrong = files[~same]
        assert wrong.empty, (f"{column} of {wrong.path.iloc[0]}: {wrong[column].iloc[0]}, "
                             f"not {expected.loc[wrong.index[0], column]}: {wrong.error.iloc[0]}")


def check_complete(place, verify):
    """Outputs, report and folder are as after an undisturbed run, and `mpietl verify` agrees."""
    check_whole(place)
    missing = set(place.digests) - place.outputs()
    assert not missing, f"missing outputs {sorted(missing)[:3]}"
    report = Report(place.report_path)
    check_report(place, report)
    check_rows(place, report)
    check_no_litter(place)
    if verify:
        place.lab.workspace.run_mpietl("verify", str(place.report_path)).expect(0)


def files_below(folder):
    """Paths of all files, except those of the file system itself."""
    return {os.path.join(top, name) for top, _, names in os.walk(folder) for name in names
            if name != "image" and not top.endswith("lost+found")}


def check_no_litter(place):
    """Only outputs and the report are left."""
    expected = {str(place.output_folder / name) for name in place.digests} | {str(place.report_path)}
    left = files_below(place.folder) - expected
    assert not left, f"left behind: {sorted(left)[:3]}"
    assert not place.journal.exists(), "the journal is left behind"


def check_no_temporary(place):
    """No file under a temporary name is left."""
    found = [path for path in files_below(place.folder)
             if os.path.basename(path).startswith(".") or path.endswith(".tmp")]
    assert not found, f"left behind: {found[:3]}"


def check_partial_report(place):
    """A report of a stopped run: partial, with a reason; the rest is skipped."""
    report = Report(place.report_path)
    check_report(place, report, "partial")
    assert report.attributes["reason"], "no reason"
    for row in report.files[report.files.status == "done"].itertuples():
        expected = place.reference_report.files.digest[row.Index]
        assert row.digest == expected, f"digest of {row.path}"
    return report
