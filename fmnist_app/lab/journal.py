"""The file of one record: whole lines, each on disk before it is seen, whatever the disk does."""

from pathlib import Path


class Journal:
    """A file of lines that only grows; what cannot be written now waits and is written later.

    A disk that is full or read-only must not stop a run, and must not leave half a line behind
    that would make the rest unreadable.
    """

    def __init__(self, path: Path) -> None:
        """Append to `path`, after cutting off a last line that was broken in mid-writing."""
        self._path = path
        self._waiting: list[str] = []
        self._mended = False

    @property
    def kept(self) -> bool:
        """Whether all lines are on disk."""
        return not self._waiting

    def append(self, line: str) -> None:
        """Write the line, and those that waited before it, or let it wait."""
        self._waiting.append(line + "\n")
        try:
            self._write("".join(self._waiting).encode())
        except OSError:
            return
        self._waiting.clear()

    def lines(self) -> list[str]:
        """All whole lines on disk; raises OSError if there is no such file."""
        return self._path.read_text(encoding="utf-8").split("\n")[:-1]

    def _write(self, text: bytes) -> None:
        # Unbuffered, so that a full disk is known here and not when the file is closed.
        with self._path.open("ab", buffering=0) as file:
            end = self._mend() if not self._mended else file.tell()
            self._mended = True
            if end != file.tell():
                file.truncate(end)
            try:
                whole = file.write(text) == len(text)
            except OSError:
                whole = False
            if not whole:
                file.truncate(end)
                raise OSError(f"No room for {len(text)} bytes.")

    def _mend(self) -> int:
        """Where the last whole line ends, in bytes."""
        return self._path.read_bytes().rfind(b"\n") + 1
