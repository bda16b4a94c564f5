"""How a peer is started: the options that all of them share."""

import argparse
import logging
from pathlib import Path


def options(doc: str | None, calls: tuple[int, ...] = (1, 2, 3)) -> argparse.Namespace:
    """Read the command line, and silence the frameworks' logs."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--url", required=True, help="of the server, without /bot<token>")
    parser.add_argument("--token", default="4242:BENCH")
    parser.add_argument("--calls", type=int, choices=calls, default=2)
    parser.add_argument("--folder", type=Path, default=Path(), help="where a peer keeps its files")
    parser.add_argument("--redis", default="", help="URL of a Redis server")
    logging.basicConfig(level=logging.CRITICAL)
    return parser.parse_args()
