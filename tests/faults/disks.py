"""Disks that a trial may fill, break or power off; visible only to this program and its children."""

import contextlib
import ctypes
import fcntl
import os
import subprocess
import sys
from pathlib import Path

CLONE_NEWNS = 0x00020000
MS_REC_PRIVATE = 0x4000 | 1 << 18
EXT4_IOC_SHUTDOWN = 0x8004587D
FLUSH_ALL, FLUSH_NOTHING = 0, 2
SKIPPED = 77  # exit status that ctest takes for a test that cannot be run here
MIB = 2**20


def need_mounts():
    """Makes later mounts private to this process; exits if mounts are not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0 or libc.mount(None, b"/", None, MS_REC_PRIVATE, None) != 0:
        print(f"{Path(sys.argv[0]).stem}: skipped: mounts need root")
        sys.exit(SKIPPED)


def command(*words):
    """Runs a command that has to succeed."""
    subprocess.run(words, check=True, capture_output=True, timeout=60)


class Disk:
    """A file system, mounted on a folder within a context."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        self.folder.mkdir()
        self.mount()
        return self

    def __exit__(self, *error):
        subprocess.run(("umount", "-l", self.folder), check=False, capture_output=True)

    def fill(self, free_bytes):
        """Takes all space but this much; `empty` releases it."""
        with open(self.folder / "ballast", "wb") as file:
            while (taken := self.free_bytes() - free_bytes) > 0:
                with contextlib.suppress(OSError):  # others take some meanwhile
                    os.posix_fallocate(file.fileno(), 0, os.fstat(file.fileno()).st_size + taken)
                    return

    def free_bytes(self):
        """Free bytes for a user."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def empty(self):
        """Releases the space."""
        (self.folder / "ballast").unlink(missing_ok=True)


class MemoryDisk(Disk):
    """A tmpfs."""

    def __init__(self, folder, size_bytes):
        super().__init__(folder)
        self.size_bytes = size_bytes

    def mount(self):
        """Mounts it, empty."""
        command("mount", "-t", "tmpfs", "-o", f"size={self.size_bytes}", "faults", self.folder)

    def grow(self, size_bytes):
        """Makes it larger."""
        command("mount", "-o", f"remount,size={size_bytes}", self.folder)


class BlockDisk(Disk):
    """An ext4 on a file that can fail like a disk."""

    def __init__(self, folder, image):
        super().__init__(folder)
        self.image = image

    def mount(self):
        """Mounts the image; makes the file system the first time."""
        if not self.image.exists():
            with open(self.image, "wb") as file:
                file.truncate(64 * MIB)
            command("mkfs.ext4", "-q", "-F", self.image)
        command("mount", "-o", "loop,errors=remount-ro", self.image, self.folder)

    def break_down(self):
        """Raises an error that makes the file system read-only, including open files."""
        device = os.stat(self.folder).st_dev
        name = os.path.basename(os.path.realpath(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}"))
        Path(f"/sys/fs/ext4/{name}/trigger_fs_error").write_text("1")

    def shut_down(self, flags):
        """Makes every access an I/O error; with FLUSH_NOTHING, data that was not synced is lost."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, EXT4_IOC_SHUTDOWN, flags.to_bytes(4, sys.byteorder))
        finally:
            os.close(folder)

    def mount_again(self):
        """Mounts the disk as after a restart of the machine."""
        command("umount", self.folder)
        self.mount()
