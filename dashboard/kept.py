"""What a page made for its browser to fetch: kept in memory under a name that holds the hash of its content."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock


class Kept:
    """So many files of one kind, the oldest go first; threads of several people may use it at once."""

    def __init__(self, most: int, ending: str, stored: Callable[[bytes], bytes] = bytes) -> None:
        """Keep at most so many files; `stored` turns content into what is kept, such as a compressed form."""
        self._most, self._ending, self._stored = most, ending, stored
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def add(self, content: bytes) -> str:
        """Keep the content and return its name, the same for the same content."""
        name = f"{sha256(content).hexdigest()[:32]}.{self._ending}"
        with self._lock:
            if name not in self._files:
                self._files[name] = self._stored(content)
            self._files.move_to_end(name)
            while len(self._files) > self._most:
                self._files.popitem(last=False)
        return name

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None when it is no longer kept."""
        with self._lock:
            return self._files.get(name)
