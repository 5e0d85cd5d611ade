"""The icon: three bars, each shorter than the one above. `python -m bot.web.icons` draws its files anew."""

from __future__ import annotations

import struct
import zlib
from math import hypot
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
SIZES = (180, 192, 512)

# In 32nds of the side. Nothing stands outside the circle that phones may cut icons to.
SIDE = 32
LEFT, HEIGHT, ROUND = 7, 5, 1.5
BARS = ((7, 18), (14, 13), (21, 8))  # top, width
GROUND, BAR = (0x1F, 0x5F, 0x5B), (0xFF, 0xFF, 0xFF)


def svg() -> str:
    bars = "".join(
        f'<rect x="{LEFT}" y="{top}" width="{width}" height="{HEIGHT}" rx="{ROUND}"/>' for top, width in BARS
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" rx="8" fill="{_hex(GROUND)}"/>'
        f'<g fill="{_hex(BAR)}">{bars}</g></svg>\n'
    )


def rows(size: int) -> bytes:
    """The picture's pixels, three bytes each; a 0 before each row says that it is not filtered."""
    return b"".join(b"\0" + b"".join(_pixel(x, y, size) for x in range(size)) for y in range(size))


def png(size: int) -> bytes:
    """A square picture without transparency. The format: https://www.w3.org/TR/png/"""
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows(size), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _pixel(x: int, y: int, size: int) -> bytes:
    scale = size / SIDE
    nearest = min(_distance((x + 0.5) / scale, (y + 0.5) / scale, top, width) for top, width in BARS)
    covered = min(1.0, max(0.0, 0.5 - nearest * scale))
    return bytes(round(ground + (bar - ground) * covered) for ground, bar in zip(GROUND, BAR, strict=True))


def _distance(x: float, y: float, top: float, width: float) -> float:
    """From a point to the edge of a bar with round corners; negative inside."""
    across = abs(x - LEFT - width / 2) - width / 2 + ROUND
    down = abs(y - top - HEIGHT / 2) - HEIGHT / 2 + ROUND
    return hypot(max(across, 0.0), max(down, 0.0)) + min(max(across, down), 0.0) - ROUND


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _hex(colour: tuple[int, int, int]) -> str:
    return f"#{bytes(colour).hex()}"


if __name__ == "__main__":
    (FOLDER / "icon.svg").write_text(svg(), encoding="utf-8")
    for side in SIZES:
        (FOLDER / f"icon-{side}.png").write_bytes(png(side))
