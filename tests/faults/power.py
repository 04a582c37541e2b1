"""A power cut, simulated below the very SQLite that the program uses.

A VFS is registered as the default of that library (through ctypes, so Django and its driver know nothing of it). It
hands every call on to the real one and writes down each write, truncation and sync in order. From this journal
`after_cut` makes the files as a disk could hold them when the power went at any point: what was synced is there; of
what was not, nothing, everything, or any part, torn at a sector.

Not simulated: a disk that says "synced" and lies, and sectors damaged that nobody wrote to.
"""

from __future__ import annotations

import ctypes
import random
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

SECTOR = 512

Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
Close = CFUNCTYPE(c_int, c_void_p)
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(ctypes.Structure):
    """struct sqlite3_vfs, as far as it is changed here; the rest is carried along as pointers."""

    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", c_void_p),
        ("xDelete", c_void_p),
        ("rest", c_void_p * 13),
    ]


class Methods(ctypes.Structure):
    """struct sqlite3_io_methods."""

    _fields_ = [
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", c_void_p),
        ("xTruncate", c_void_p),
        ("xSync", c_void_p),
        ("rest", c_void_p * 13),
    ]


class File(ctypes.Structure):
    """struct sqlite3_file."""

    _fields_ = [("pMethods", POINTER(Methods))]


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that happened, in order. `ack` is written by the test: from here on the person was told "saved"."""

    what: Literal["write", "truncate", "sync", "delete", "ack"]
    path: str
    offset: int = 0
    data: bytes = b""


_ALIVE: list[Recorder] = []
"""SQLite may call back for as long as the process lives."""


class Recorder:
    """Registers itself as the default VFS; records only while `on` and only files below `folder`."""

    def __init__(self, library: str, folder: Path) -> None:
        self.folder, self.on = str(folder), False
        self.journal: list[Op] = []
        self._paths: dict[int, str] = {}
        self._tables: dict[int, tuple[Methods, Methods]] = {}
        self._real: dict[int, Methods] = {}
        self._lib: Any = ctypes.CDLL(library)
        self._lib.sqlite3_vfs_find.restype = POINTER(Vfs)
        self._lib.sqlite3_vfs_find.argtypes = [c_char_p]
        self._lib.sqlite3_vfs_register.argtypes = [POINTER(Vfs), c_int]
        real = self._lib.sqlite3_vfs_find(None).contents
        self._open, self._delete = Open(real.xOpen), Delete(real.xDelete)
        self._kept = (Open(self._on_open), Delete(self._on_delete))
        self._calls = (Close(self._on_close), Write(self._on_write), Truncate(self._on_truncate), Sync(self._on_sync))
        self._vfs = Vfs.from_buffer_copy(real)
        self._vfs.zName, self._vfs.pNext = b"power", None
        self._vfs.xOpen = ctypes.cast(self._kept[0], c_void_p)
        self._vfs.xDelete = ctypes.cast(self._kept[1], c_void_p)
        self._default = real
        _ALIVE.append(self)
        if self._lib.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) != 0:
            raise RuntimeError("the VFS was not taken")

    def retire(self) -> None:
        """Give the default back. Connections made through this recorder must be closed before."""
        self._lib.sqlite3_vfs_register(ctypes.byref(self._default), 1)

    def note(self, op: Op) -> None:
        if self.on and (op.what == "ack" or op.path.startswith(self.folder)):
            self.journal.append(op)

    def _on_open(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        answer: int = self._open(vfs, name, file, flags, out)
        opened = ctypes.cast(file, POINTER(File)).contents
        if answer == 0 and name and opened.pMethods:
            self._paths[file] = ctypes.string_at(name).decode()
            table, self._real[file] = self._table(opened.pMethods.contents)
            opened.pMethods = ctypes.pointer(table)
        return answer

    def _table(self, real: Methods) -> tuple[Methods, Methods]:
        """A table of methods with four replaced, and the real one. SQLite has one for databases, one for logs."""
        key = ctypes.addressof(real)
        if key not in self._tables:
            table = Methods.from_buffer_copy(real)
            names = ("xClose", "xWrite", "xTruncate", "xSync")
            for name, call in zip(names, self._calls, strict=True):
                setattr(table, name, ctypes.cast(call, c_void_p))
            self._tables[key] = table, Methods.from_buffer_copy(real)
        return self._tables[key]

    def _call(self, kind: Any, name: str, file: int, *args: Any) -> int:
        answer: int = kind(getattr(self._real[file], name))(file, *args)
        return answer

    def _on_close(self, file: int) -> int:
        answer = self._call(Close, "xClose", file)
        del self._paths[file], self._real[file]
        return answer

    def _on_write(self, file: int, data: int, size: int, offset: int) -> int:
        self.note(Op("write", self._paths[file], offset, ctypes.string_at(data, size)))
        return self._call(Write, "xWrite", file, data, size, offset)

    def _on_truncate(self, file: int, size: int) -> int:
        self.note(Op("truncate", self._paths[file], size))
        return self._call(Truncate, "xTruncate", file, size)

    def _on_sync(self, file: int, flags: int) -> int:
        answer = self._call(Sync, "xSync", file, flags)
        self.note(Op("sync", self._paths[file]))
        return answer

    def _on_delete(self, vfs: int, name: int, sync_folder: int) -> int:
        self.note(Op("delete", ctypes.string_at(name).decode()))
        return self._delete(vfs, name, sync_folder)


Fate = Literal["lost", "kept", "any"]


def _apply(image: bytearray, op: Op, torn: int | None = None) -> None:
    if op.what == "truncate":
        del image[op.offset :]
        image.extend(bytes(op.offset - len(image)))
        return
    data = op.data if torn is None else op.data[:torn]
    if len(image) < op.offset:
        image.extend(bytes(op.offset - len(image)))
    image[op.offset : op.offset + len(data)] = data


def after_cut(start: dict[str, bytes], ops: list[Op], fate: Fate, chance: random.Random) -> dict[str, bytes]:
    """The files after a power cut behind the last of `ops`. `start`: the files before the first. `fate`: of what was
    written and not synced."""
    images = {path: bytearray(data) for path, data in start.items()}
    waiting: dict[str, list[Op]] = {}
    for op in ops:
        if op.what == "sync":
            for done in waiting.pop(op.path, []):
                _apply(images.setdefault(op.path, bytearray()), done)
            images.setdefault(op.path, bytearray())
        elif op.what == "delete":
            waiting.pop(op.path, None)
            images.pop(op.path, None)
        elif op.what != "ack":
            waiting.setdefault(op.path, []).append(op)
    for path, pending in waiting.items():
        for op in pending:
            if fate == "lost" or (fate == "any" and chance.random() < 0.5):
                continue
            torn = None
            if fate == "any" and op.what == "write" and len(op.data) > SECTOR and chance.random() < 0.3:
                torn = SECTOR * chance.randrange(1, len(op.data) // SECTOR + 1)
            _apply(images.setdefault(path, bytearray()), op, torn)
    return {path: bytes(image) for path, image in images.items()}
