"""Reads and writes the chunks of RIFF and AIFF files, and Vorbis comments, without any audio library."""

import struct


def walk(path):
    """Pairs of name and content of all chunks of a RIFF, RF64 or AIFF file, in order."""
    data = path.read_bytes()
    size = ">I" if data[:4] == b"FORM" else "<I"
    assert data[:4] in (b"RIFF", b"RF64", b"FORM"), data[:4]
    found, at, data_bytes = [], 12, None
    while at + 8 <= len(data):
        name, (length,) = data[at:at + 4], struct.unpack(size, data[at + 4:at + 8])
        if name == b"ds64":
            (data_bytes,) = struct.unpack("<Q", data[at + 16:at + 24])
        if length == 0xFFFFFFFF:
            length = data_bytes
        assert at + 8 + length <= len(data), f"{name} promises {length} bytes"
        found.append((name, data[at + 8:at + 8 + length]))
        at += 8 + length + length % 2
    return found


def one(path, name):
    """Content of the only chunk of that name."""
    found = [content for each, content in walk(path) if each == name]
    assert len(found) == 1, (name, [each for each, _ in walk(path)])
    return found[0]


def info_list(path):
    """Texts of the chunk LIST INFO of a RIFF file."""
    content = next(content for name, content in walk(path) if name == b"LIST" and content[:4] == b"INFO")
    texts, at = {}, 4
    while at + 8 <= len(content):
        name, (length,) = content[at:at + 4], struct.unpack("<I", content[at + 4:at + 8])
        texts[name.decode()] = content[at + 8:at + 8 + length].rstrip(b"\0").decode("latin-1")
        at += 8 + length + length % 2
    return texts


def chunk(name, content):
    """The bytes of a RIFF chunk."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def wave(*chunks, samples, rate=8000, before=True):
    """The bytes of a 16-bit mono WAV file with these chunks before (or after) its samples."""
    fmt = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16))
    data = chunk(b"data", samples.astype("<i2").tobytes())
    more = b"".join(chunks)
    body = b"WAVE" + fmt + (more + data if before else data + more)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def info(**texts):
    """The bytes of a chunk LIST INFO."""
    parts = [chunk(name.encode(), text if isinstance(text, bytes) else text.encode("latin-1") + b"\0")
             for name, text in texts.items()]
    return chunk(b"LIST", b"INFO" + b"".join(parts))


def cue(*places):
    """The bytes of a cue chunk with points at these frames."""
    points = [struct.pack("<II4sIII", i + 1, place, b"data", 0, 0, place) for i, place in enumerate(places)]
    return chunk(b"cue ", struct.pack("<I", len(places)) + b"".join(points))


def smpl(note, *loops, rate=8000):
    """The bytes of a sampler chunk with loops of first and last frame."""
    head = struct.pack("<9I", 0, 0, 10**9 // rate, note, 0, 0, 0, len(loops), 0)
    return chunk(b"smpl", head + b"".join(struct.pack("<6I", i, 0, first, last, 0, 0)
                                          for i, (first, last) in enumerate(loops)))


def bext(description, originator, samples, history):
    """The bytes of a broadcast extension, version 1."""
    head = struct.pack("<256s32s32s10s8sQH64s190x", description, originator, b"REF1", b"2026-11-23", b"10:20:30",
                       samples, 1, bytes(range(64)))
    assert len(head) == 602
    return chunk(b"bext", head + history)


def cart(title, text):
    """The bytes of a cart chunk (AES46)."""
    content = b"0101" + title.ljust(64, b"\0")
    return chunk(b"cart", content.ljust(2048, b"\0") + text)
