"""A listener on loopback that counts who calls."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Listen while the block runs; gives the address and the first line of every call."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    calls.append("")
                    connection.settimeout(1)
                    try:
                        calls[-1] = connection.recv(1_000).decode(errors="replace").partition("\r\n")[0]
                        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    except OSError:
                        continue

        thread = threading.Thread(target=listen, name="listener", daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/", calls
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(2)
