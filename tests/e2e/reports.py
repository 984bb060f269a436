"""Reads a report with h5py, not with the program's own code."""

import h5py
import pandas

# What a file costs a thread, beside waits for others that share it.
STAGES = ["open_seconds", "read_seconds", "transform_seconds", "write_seconds", "close_seconds"]


def text(value):
    """An attribute or a cell: bytes as text, other values unchanged."""
    return value.decode("utf-8") if isinstance(value, bytes) else value


def table(dataset):
    """A compound dataset as a pandas frame with decoded text."""
    rows = dataset[()]
    return pandas.DataFrame({name: [text(cell) for cell in rows[name].tolist()]
                             for name in rows.dtype.names})


class Report:
    """Root attributes and tables of a report file."""

    def __init__(self, path):
        with h5py.File(path, "r") as file:
            self.attributes = {name: text(value) for name, value in file.attrs.items()}
            self.files = table(file["files"])
            self.ranks = table(file["ranks"])
            self.phases = table(file["phases"])
            self.history = table(file["history"])

    def row(self, path):
        """The row of /files whose path this is."""
        rows = self.files[self.files.path == str(path)]
        assert len(rows) == 1, f"{len(rows)} rows for {path} among {list(self.files.path)}"
        return rows.iloc[0]

    def statuses(self):
        """Status of each path."""
        return dict(zip(self.files.path, self.files.status))

    def digests(self):
        """Digest of each path."""
        return dict(zip(self.files.path, self.files.digest))
