"""Where this machine is reached: the socket that serves, and the address that links begin with."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from ipaddress import ip_address

from bot.settings import Mistaken

HERE = "127.0.0.1"
EVERYWHERE = ""
# Reserved for documentation: asking which way it would go sends nothing.
SOMEWHERE_ELSE = ("192.0.2.1", 9)


def listener(host: str, port: int, tries: int = 1) -> socket.socket:
    """Listens on the first port from `port` on that can be had, of `tries`. Raises `Mistaken`."""
    for candidate in range(port, port + tries):
        try:
            return _listening(host, candidate)
        except OSError as broken:
            why = (broken.strerror or str(broken)).lower()
    ports = f"Port {port}" if tries == 1 else f"No port from {port} to {port + tries - 1}"
    can = "cannot" if tries == 1 else "can"
    raise Mistaken(
        f"{ports} on {host or 'this machine'} {can} be used ({why}): "
        "choose another with --host or --port, or stop what uses it."
    )


def address(listening: socket.socket) -> str:
    """What links begin with, without a slash at the end. Raises `Mistaken`."""
    host, port = listening.getsockname()[:2]
    host = venue_address() if is_everywhere(host) else host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_everywhere(host: str) -> bool:
    """Whether this stands for all of the machine's addresses."""
    with suppress(ValueError):
        return ip_address(host).is_unspecified
    return host == EVERYWHERE


def venue_address() -> str:
    """This machine's address on the network it is in. Raises `Mistaken`."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        try:
            asking.connect(SOMEWHERE_ELSE)
            return str(asking.getsockname()[0])
        except OSError as broken:
            raise Mistaken(
                "This machine is in no network: join the venue's Wi-Fi and start again, "
                "or give the address that people use with --public-url."
            ) from broken


def _listening(host: str, port: int) -> socket.socket:
    # With its protocol unnamed, asyncio leaves Nagle's algorithm on: 40 ms of waiting in many an answer.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen()
    except OSError:
        opened.close()
        raise
    return opened
