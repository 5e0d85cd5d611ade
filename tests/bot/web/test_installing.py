"""The pages on a home screen: what they are called, their pictures, and where they open."""

from __future__ import annotations

import struct
import zlib

import pytest

from bot.web.assets import STATIC
from bot.web.icons import SIZES, png, rows, svg
from tests.bot.web.conftest import Served


async def test_a_phone_is_told_all_that_it_needs(room: Served) -> None:
    phone = await room.opens("/")
    [link] = [one for one in phone.page.document.iter("link") if one.get("rel") == "manifest"]

    answer = await phone.http.get(link.get("href", ""))
    manifest = answer.json()
    pictures = {
        (icon["sizes"], icon["purpose"]): await phone.http.get(icon["src"]) for icon in manifest["icons"]
    }

    assert answer.headers["content-type"] == "application/manifest+json"
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == (
        "Feedback workshop",
        "/",
        "standalone",
    )
    assert {(size, kind, one.headers["content-type"]) for (size, kind), one in pictures.items()} == {
        ("any", "any", "image/svg+xml"),
        ("192x192", "any", "image/png"),
        ("192x192", "maskable", "image/png"),
        ("512x512", "any", "image/png"),
        ("512x512", "maskable", "image/png"),
    }


async def test_the_home_screen_leads_back_into_the_workshop(room: Served) -> None:
    ada = await room.participant()
    await ada.opens("/")

    await ada.opens(ada.page.links()["Back to “A Tuesday in spring”"])

    ada.sees("Here you are P01")


async def test_a_stranger_finds_no_way_back(room: Served) -> None:
    mallory = await room.opens("/")

    mallory.does_not_see("Back to", "A Tuesday in spring")


def test_the_drawing_is_the_one_that_the_program_makes() -> None:
    assert (STATIC / "icon.svg").read_text(encoding="utf-8") == svg()


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_a_whole_png_of_its_size(size: int) -> None:
    chunks = read_png((STATIC / f"icon-{size}.png").read_bytes())

    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (size, size)
    assert len(zlib.decompress(chunks[b"IDAT"])) == size * (3 * size + 1)


def test_a_picture_shows_three_bars_each_shorter_than_the_one_above() -> None:
    pixels = zlib.decompress(read_png(png(32))[b"IDAT"])

    assert pixels == rows(32)
    assert [
        "".join("#" if pixels[y * 97 + 1 + 3 * x] > 200 else "." for x in range(32)) for y in (9, 16, 23)
    ] == [
        "." * 7 + "#" * 18 + "." * 7,
        "." * 7 + "#" * 13 + "." * 12,
        "." * 7 + "#" * 8 + "." * 17,
    ]


def test_the_committed_picture_is_the_one_that_the_program_draws() -> None:
    committed = read_png((STATIC / "icon-180.png").read_bytes())[b"IDAT"]

    assert zlib.decompress(committed) == rows(180)


def read_png(picture: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG by their names, each held against its checksum."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        assert picture[at + 8 + length : at + 12 + length] == struct.pack(">I", zlib.crc32(kind + content))
        chunks[kind], at = content, at + 12 + length
    return chunks
