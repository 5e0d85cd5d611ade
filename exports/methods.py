"""The methods: how the workshops ran, what was done with the rankings, what reporting guidelines ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.analysed import Analysed
from exports.report.document import Block, Bullets, Heading, Illustration, Paragraph, Quote, Table, numbered
from exports.report.ran import Facts, facts
from exports.report.sources import Sources
from exports.report.team import typed
from exports.tables.recorded import Recorded
from exports.team_file import guideline_rows
from exports.wording import entries, said, say
from workshops.team import GUIDELINE


def methods_md(
    recorded: Sequence[Recorded],
    groups: Analysed | None,
    individuals: Analysed | None = None,
) -> str:
    """The methods as Markdown, for a paper's draft."""
    blocks = numbered(methods(Sources(recorded, groups, individuals)))
    return "\n\n".join(map(_markdown, blocks)) + "\n"


def methods(sources: Sources) -> Iterator[Block]:
    """The methods as a report has them."""
    ran = facts(sources)
    yield Heading(1, say("methods.heading"), new_page=True)
    yield Heading(2, say("methods.workshops"))
    yield Paragraph(
        " ".join(_sentences(ran, "workshops", "people", "consent", "groups", "profile", "unrecorded"))
    )
    yield Paragraph(say("methods.procedure", phases=ran["phases"]))
    yield Heading(2, say("methods.analysis"))
    yield from (Paragraph(words) for words in _analysis(sources))
    yield Heading(2, say("methods.limits"))
    yield Paragraph(say("methods.limits_text"))
    yield Heading(2, say("protocol.heading"))
    yield Paragraph(say("protocol.about"))
    yield _protocol(ran)
    yield Heading(2, say("guideline.heading"))
    yield Paragraph(say("guideline.about"))
    yield _guidelines(ran, sources)
    yield Heading(2, say("methods.sources"))
    yield Bullets(tuple(str(entry["text"]) for entry in entries("reference")))


def _sentences(ran: Facts, *names: str) -> list[str]:
    return [ran[name] for name in names if name in ran]


def _analysis(sources: Sources) -> Iterator[str]:
    found = sources.groups
    if found is None or found.m < 2:
        yield say("methods.not_analysed")
        return
    yield say("methods.rankings", n=found.m, statements=len(found.rankings.statements))
    yield say("methods.unplaced", chosen=say(f"convention.{found.chosen}.short"))
    yield say("methods.order")
    stability = [say("methods.left_out")]
    resampled = any(item.range95 for item in found.pooled.items.values())
    stability.append(
        say("methods.resampled" if resampled else "methods.not_resampled", seed=found.pooled.seed)
    )
    p = found.pooled.kendall_w.p is not None
    stability.append(say("methods.agreement_p" if p else "methods.agreement"))
    yield " ".join(stability)
    stated = any(workshop.study.rule for workshop in sources.workshops)
    yield say("methods.rule_stated" if stated else "methods.rule_none")


def _protocol(ran: Facts) -> Table:
    """What the published protocol has, first; then what was added to it, where it ran."""
    rows = []
    for entry in entries("protocol_part"):
        done, published = ran.get(entry["id"], ""), bool(entry["published"])
        if published or done:
            status = "as_published" if published and done else "left_out" if published else "added"
            rows.append((str(entry["part"]), say(f"protocol.{status}"), done or say("protocol.not_done")))
    header = tuple(say(f"protocol.column_{name}") for name in ("part", "status", "here"))
    return Table(header, tuple(rows), say("protocol.caption"))


def _guidelines(ran: Facts, sources: Sources) -> Table:
    rows = tuple(
        (str(entry["asks"]), str(entry["source"]), _answer(name, entry.get("from", ()), ran, sources))
        for name, entry in guideline_rows().items()
    )
    header = tuple(say(f"guideline.column_{name}") for name in ("asks", "source", "here"))
    return Table(header, rows, say("guideline.caption"))


def _answer(name: str, facts_named: Sequence[str], ran: Facts, sources: Sources) -> str:
    """From the data, what this program always does, and the team's words; or openly not collected."""
    known = [ran[each] for each in facts_named if each in ran]
    if said(f"always.{name}"):
        known.append(say(f"always.{name}"))
    for words, source in typed(sources, f"{GUIDELINE}{name}"):
        known.append(say("guideline.typed", words=words, source=source))
    return " ".join(known) or say("guideline.not_collected")


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_inline(block.text)}"
        case Paragraph():
            return _inline(block.text)
        case Bullets():
            return "\n".join(f"- {_inline(item)}" for item in block.items)
        case Quote():
            return f"> {_inline(block.words)}\n>\n> {_inline(block.source)}"
        case Table():
            rows = [block.header, tuple("---" for _ in block.header), *block.rows]
            lines = [
                f"| {' | '.join(_inline(cell).replace('|', '&#124;') for cell in row)} |" for row in rows
            ]
            return "\n".join([f"**{say('report.table')} {block.number}. {block.caption}**", "", *lines])
        case Illustration():
            return _inline(block.picture.alt)


def _inline(text: str) -> str:
    """One line in which people's words cannot be taken for HTML or links."""
    plain = " ".join(text.split())
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), ("[", "&#91;"), ("`", "&#96;"), ("*", "&#42;")):
        plain = plain.replace(sign, written)
    return plain
