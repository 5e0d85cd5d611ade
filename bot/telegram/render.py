"""Blocks as Telegram HTML: one message a screen, in pages where it is long."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from bot.actions import Open, encode
from bot.screens import blocks
from bot.screens.blocks import Block, Screen, Typed
from bot.telegram.shown import Button, Shown
from prompts import Prompts
from workshops.numbering import number_written

LONGEST_PAGE = 3_500
PAGE_MARK = "@"
NOTICE = "⚠️"


def split_view(view: str) -> tuple[str, int]:
    """The view and its page: `theme T3@2` is the second page of `theme T3`."""
    name, mark, page = view.rpartition(PAGE_MARK)
    known = number_written(page) if mark else None
    return (view, 1) if known is None else (name, known)


def shown(
    screen: Screen, say: Prompts, code: str, view: str = "", notice: str = "", mini_app: str = ""
) -> Shown:
    """The screen as a message; `notice` stands above it, once. A page that is not there is the last one.

    `mini_app` is the address of the same as a page, empty where there is none.
    """
    name, wanted = split_view(view)
    texts = [notice_html(notice)] if notice else []
    texts += [html(block) for block in screen.blocks]
    if screen.typed:
        texts.append(typed_html(screen.typed, say))
    pages = paged(texts)
    page = min(max(wanted, 1), len(pages))
    rows = [tuple(_button(button) for button in row) for row in screen.rows]
    turning = _page_buttons(say, code, name, page, len(pages))
    as_page = (Button(say("telegram.as_page"), web_app=mini_app),) if mini_app else ()
    return Shown(pages[page - 1], tuple(row for row in (turning, *rows, as_page) if row))


def notice_html(notice: str) -> str:
    return f"{NOTICE} {escape(notice)}"


def typed_html(typed: Typed, say: Prompts) -> str:
    parts = [f"<b>{escape(typed.label)}</b>", f"<i>{escape(typed.hint)}</i>"]
    if typed.value:
        parts.append(escape(say("telegram.so_far", words=typed.value)))
    return "\n".join((*parts, escape(say("telegram.type_below"))))


def html(block: Block) -> str:
    match block:
        case blocks.Heading(text=text):
            return f"<b>{escape(text)}</b>"
        case blocks.Paragraph(text=text):
            return escape(text)
        case blocks.Status(text=text) | blocks.Hint(text=text):
            return f"<i>{escape(text)}</i>"
        case blocks.Saved(text=text):
            return f"✓ {escape(text)}"
        case blocks.Statements(items=items, numbered=numbered):
            return "\n".join(_item(item, number if numbered else 0) for number, item in enumerate(items, 1))
        case blocks.Quote():
            return _quote(block)
        case blocks.Board():
            return _board(block)
        case blocks.Progress(label=label):
            return escape(label)
        case blocks.Tiles(tiles=tiles):
            return "\n".join(_tile(tile) for tile in tiles)
        case blocks.Seats(tables=tables):
            return "\n".join(_seats(table) for table in tables)
        case blocks.Joining(label=label, url=url, code=code):
            said = f"{escape(label)}: <code>{escape(code)}</code>" if code else escape(label)
            return f"{said}\n{escape(url)}"
        case blocks.Document(label=label):
            return escape(label)
        case _:
            assert_never(block)


def paged(texts: Iterable[str]) -> list[str]:
    """The texts in order, in as few pages as hold at most 3,500 UTF-16 units each.

    None is cut but one that is longer than a page, which is broken between lines.
    """
    pages: list[str] = []
    current = ""
    for text in (piece for whole in texts for piece in _pieces(whole)):
        joined = f"{current}\n\n{text}" if current else text
        if current and units(joined) > LONGEST_PAGE:
            pages.append(current)
            joined = text
        current = joined
    return [*pages, current]


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _pieces(text: str) -> list[str]:
    if units(text) <= LONGEST_PAGE:
        return [text]
    pieces, current = [], ""
    for line in text.split("\n"):
        joined = f"{current}\n{line}" if current else line
        if current and units(joined) > LONGEST_PAGE:
            pieces.append(current)
            joined = line
        current = joined
    return [*pieces, current]


def _item(item: blocks.Line, number: int) -> str:
    mark = "✓" if item.done else f"{number}." if number else "•"
    label = f"<b>{escape(item.label)}</b>" if item.text and not number else escape(item.label)
    return f"{mark} {label}" + (f"\n{escape(item.text)}" if item.text else "")


def _quote(quote: blocks.Quote) -> str:
    mark = f"<i>{escape(quote.mark)}</i>"
    if quote.warning:
        return f"{escape(quote.warning)}\n<tg-spoiler>{escape(quote.text)}</tg-spoiler>\n{mark}"
    return f"<blockquote expandable>{escape(quote.text)}</blockquote>\n{mark}"


def _board(board: blocks.Board) -> str:
    lines = [f"<b>{escape(board.title)}</b>"]
    if not board.tiers:
        lines.append(f"<i>{escape(board.empty)}</i>")
    for tier in board.tiers:
        names = "\n    ".join(escape(statement.label) for statement in tier.statements)
        lines.append(f"<b>{escape(tier.place)}</b>  {names}")
    if board.left_out:
        lines.append(f"<i>{escape(board.left_out_title)}</i>")
        lines += [f"– {escape(line.label)}" + _reason(line.text) for line in board.left_out]
    lines += [f"↔ {escape(link)}" for link in board.links]
    return "\n".join(lines)


def _reason(text: str) -> str:
    return f" ({escape(text)})" if text else ""


def _tile(tile: blocks.Tile) -> str:
    mark = "✓ " if tile.done else ""
    return f"{mark}<b>{escape(tile.name)}</b>: " + escape(" · ".join((tile.state, *tile.lines)))


def _seats(table: blocks.Spot) -> str:
    return f"<b>{escape(table.name)}</b>: {escape(', '.join(card.label for card in table.cards) or '–')}"


def _button(button: blocks.Button) -> Button:
    return Button(f"✓ {button.label}" if button.chosen else button.label, payload=button.payload)


def _page_buttons(say: Prompts, code: str, view: str, page: int, pages: int) -> tuple[Button, ...]:
    return tuple(
        Button(
            say("telegram.page", page=other, pages=pages),
            payload=encode(code, Open(f"{view}{PAGE_MARK}{other}")),
        )
        for other in (page - 1, page + 1)
        if 1 <= other <= pages
    )
