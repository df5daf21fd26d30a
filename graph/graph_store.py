"""A remote store that takes whole graphs by the SPARQL 1.1 Graph Store Protocol."""

import time
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request

from graph.deadline import Late, Line, beginning, opener, within
from graph.errors import EndpointError
from graph.login import Login, checked, handlers


class GraphStore:
    """Where graphs are put; each request ends within the time limit, and errors name the address alone."""

    def __init__(self, url: str, login: Login | None = None, seconds: float = 300) -> None:
        """Write to the store at this address."""
        self.url, self.seconds = checked(url, "a graph store"), seconds
        self._handlers, self._is_known = handlers(url, login), False

    def put(self, graph: str, triples: bytes) -> None:
        """Let the graph hold these triples (N-Triples) and no others."""
        self._send("PUT", graph, triples)

    def add(self, graph: str, triples: bytes) -> None:
        """Add triples (N-Triples) to the graph."""
        self._send("POST", graph, triples)

    def remove(self, graph: str) -> None:
        """Remove the graph; it need not be there."""
        self._send("DELETE", graph, absent=True)

    def _send(self, method: str, graph: str, body: bytes | None = None, absent: bool = False) -> None:
        """Send a request; a connection that fails is tried once more, since triples that come twice count once."""
        try:
            try:
                self._try(method, graph, body)
            except (URLError, HTTPException, OSError) as error:
                if isinstance(error, HTTPError | TimeoutError):
                    raise
                self._is_known = False
                time.sleep(0.2)
                self._try(method, graph, body)
        except HTTPError as error:
            if not (absent and error.code == 404):
                raise self._refused(error) from None
        except (Late, TimeoutError):
            raise self._error(f"did not take what was sent within {self.seconds:g} s", "try again later") from None
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", None) or error or type(error).__name__
            raise self._error(f"broke off or cannot be reached ({reason})", "check that it runs") from None

    def _try(self, method: str, graph: str, body: bytes | None) -> None:
        """Send a long body only to a server that knows us: Virtuoso hangs up while it is sent to ask who we are."""
        if self._handlers and body is not None and not self._is_known:
            self._request(method, graph, body[: body.find(b"\n") + 1])
            self._is_known = True
        self._request(method, graph, body)

    def _request(self, method: str, graph: str, body: bytes | None) -> None:
        mark = "&" if "?" in self.url else "?"
        request = Request(f"{self.url}{mark}{urlencode({'graph': graph})}", data=body, method=method)
        request.add_header("User-Agent", "ncp-graph")
        if body is not None:
            request.add_header("Content-Type", "application/n-triples")
        within(self.seconds, lambda line: self._open(request, line))

    def _open(self, request: Request, line: Line) -> None:
        try:
            with opener(self.url, line, self._handlers).open(request, timeout=self.seconds + 1) as answer:
                answer.read(2_000)
        except HTTPError as error:
            error.msg = beginning(error)
            raise

    def _refused(self, error: HTTPError) -> EndpointError:
        if error.code in (401, 403):
            return self._error("does not let us write", "give it the right user and password in the settings")
        said = " ".join(str(error.msg).split())[:200]
        return self._error(f"answered with HTTP {error.code} ({said})", "check the address and its log")

    def _error(self, problem: str, remedy: str) -> EndpointError:
        return EndpointError(f"The store {self.url} {problem}; {remedy}.")
