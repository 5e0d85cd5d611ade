"""The team's file to fill in: every entry explained, and filled with what is recorded already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from exports.team_file import guideline_rows
from exports.wording import say
from workshops.model import Workshop
from workshops.team import DEVIATIONS, GUIDELINE, READING, REFLECTIONS, ROLES, ThemeChange, Typed


def team_template(workshops: Sequence[Workshop]) -> str:
    """As TOML. What is recorded comes from the first workshop in which something is."""
    recorded = next((each for each in workshops if each.changes or each.team), workshops[0])
    codes = " ".join(workshop.code for workshop in workshops)
    parts = [_comment(say("team_file.about", codes=codes)), *_who(recorded)]
    parts += [_entry(name, recorded.team.get(name)) for name in (READING, DEVIATIONS)]
    parts.append("[facilitators]\n" + _entry(ROLES, recorded.team.get(ROLES)))
    parts.append(_entry(REFLECTIONS, recorded.team.get(REFLECTIONS)))
    parts.append(_comment(say("team_file.themes")))
    parts += _themes(workshops, recorded)
    parts.append(_comment(say("team_file.guidelines")) + "\n[guidelines]")
    parts += [_answer(name, recorded) for name in guideline_rows()]
    return "\n\n".join(parts) + "\n"


def _who(recorded: Workshop) -> Iterator[str]:
    typed = [*recorded.team.values(), *(change.why for change in recorded.changes.values())]
    last = max(typed, key=lambda each: each.at, default=Typed("", "", "", 0))
    yield f"{_comment(say('team_file.by'))}\nby = {_quoted(last.by)}"
    yield f"{_comment(say('team_file.on'))}\non = {_quoted(last.on)}"


def _entry(name: str, typed: Typed | None) -> str:
    return f"{_comment(say(f'team_file.{name}'))}\n{name} = {_quoted(typed.words if typed else '')}"


def _themes(workshops: Sequence[Workshop], recorded: Workshop) -> Iterator[str]:
    titles: dict[str, str] = {}
    for workshop in workshops:
        words = workshop.study.text(workshop.study.languages[0])
        for theme in workshop.study.themes:
            titles.setdefault(theme.id, words.themes[theme.id].title)
    for name in dict.fromkeys([*titles, *recorded.changes]):
        title = _comment(titles.get(name, say("team_file.added")))
        yield "\n".join([title, f"[themes.{name}]", *_of(recorded.changes.get(name))])


def _of(change: ThemeChange | None) -> Iterator[str]:
    yield f"became = {_quoted(change.became if change else '')}"
    yield f"titles = [{', '.join(map(_quoted, change.titles if change else ()))}]"
    yield f"merged_with = [{', '.join(map(_quoted, change.merged_with if change else ()))}]"
    yield f"why = {_quoted(change.why.words if change else '')}"
    yield f"evidence = {_quoted(change.evidence if change else '')}"


def _answer(name: str, recorded: Workshop) -> str:
    row, typed = guideline_rows()[name], recorded.team.get(f"{GUIDELINE}{name}")
    filled = f" {say('team_file.filled')}" if row.get("from") else ""
    asks = f"{row['asks']} ({row['source']}).{filled}"
    return f"{_comment(asks)}\n{name} = {_quoted(typed.words if typed else '')}"


def _comment(words: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in words.splitlines())


def _quoted(words: str) -> str:
    """A TOML string, over several lines where the words are."""
    if "\n" not in words:
        return json.dumps(words, ensure_ascii=False)
    lines = (json.dumps(line, ensure_ascii=False)[1:-1] for line in words.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'
