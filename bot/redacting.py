"""What may be names and places in a workshop's texts, and the file of those that are: `workshop redact`."""

from __future__ import annotations

from pathlib import Path

from bot.house import library
from bot.operations import Declined
from bot.reading import reading, rows_of
from workshops.redaction import candidates, replacements_in, texts
from workshops.replay import replay

NONE_FOUND = (
    "Nothing that was typed looks like a name, a place, an address or a number; read it all the same."
)
WHAT_NEXT = (
    "Nothing is changed yet. Write those that should go into a file, one on each line, or as "
    "word = replacement; then: workshop redact {code} --words FILE"
)


async def candidate_lines(folder: Path, code: str) -> list[str]:
    """Each candidate with how often it stands there and in which kinds of text. Raises `Declined`."""
    studies = library(folder)
    async with reading(folder) as journal:
        rows = await rows_of(journal, code)
        workshop, _ = await replay(journal, rows[0].workshop, studies)
    found = candidates(texts(rows, workshop.study))
    listed = [f"{each.times:>5}  {each.words}  ({', '.join(each.kinds)})" for each in found]
    return [*listed, "", WHAT_NEXT.format(code=workshop.code)] if listed else [NONE_FOUND]


def words_file(path: Path) -> dict[str, str]:
    """What is to go and what comes in its place. Raises `Declined`, `RedactionMistakes`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as broken:
        raise Declined(f"{path} cannot be read ({broken.strerror}): check its name.") from broken
    except UnicodeDecodeError as broken:
        raise Declined(f"{path} is not UTF-8 text: save it as UTF-8 and try again.") from broken
    return replacements_in(text, str(path))
