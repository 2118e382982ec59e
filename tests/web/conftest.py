"""A visitor of the server that a test module runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_server import Client, Server, wait_for


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """A visitor who wipes everything at the end, so that the next one finds the server empty."""
    visitor = Client(server)
    yield visitor
    visitor.post("/wissen")
    wait_for(lambda: not server.jobs)
