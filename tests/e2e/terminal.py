"""The program on a terminal, and what it prints there."""

import os
import pty
import threading
import time


class Listener(threading.Thread):
    """Collects what arrives on a file descriptor, with the time of each piece."""

    def __init__(self, descriptor):
        super().__init__(daemon=True)
        self.descriptor, self.pieces = descriptor, []
        self.start()

    def run(self):
        """Reads to the end; a terminal ends with an error instead of an end of file."""
        try:
            while piece := os.read(self.descriptor, 65536):
                self.pieces.append((time.monotonic(), piece))
        except OSError:
            pass

    def text(self):
        """All that arrived."""
        self.join(10)
        return b"".join(piece for _, piece in self.pieces).decode("utf-8", "replace")


def on_terminal(work, *args, expect=0, **start):
    """What the program writes on standard error when that is a terminal."""
    master, slave = pty.openpty()
    process = work.start("run", *args, stderr=slave, **start)
    os.close(slave)
    listener = Listener(master)
    process.communicate(timeout=60)
    assert process.returncode == expect
    printed = listener.text()
    os.close(master)
    return printed
