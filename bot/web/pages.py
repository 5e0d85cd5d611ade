"""Whole pages: templates filled in, in the reader's language, escaping everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.web import assets
from bot.web.languages import preferred
from prompts import prompts_in, spoken
from prompts.languages import direction_of, tag_of

environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.globals.update(
    asset=assets.address, sortable=assets.sortable, tag_of=tag_of, direction_of=direction_of
)


def macro(template: str, name: str) -> Callable[..., Markup]:
    found: Callable[..., Markup] = getattr(environment.get_template(template).module, name)
    return found


class Said(Exception):
    """Ends a request with one calm sentence, named by its key.

    `labels`: what stands in its braces, each by the key of a prompt too, such as the label of a button.
    """

    def __init__(self, key: str, status: int, **labels: str) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.labels = labels


class Pages:
    def page(self, template: str, language: str, status: int = 200, **content: object) -> HTMLResponse:
        text = environment.get_template(template).render(content, say=prompts_in(language))
        return HTMLResponse(text, status)

    def message(
        self, request: Request, key: str, status: int, written: str = "", **labels: str
    ) -> HTMLResponse:
        """A page that says one sentence, gives back what was typed, and leads to the start."""
        language = preferred(request, spoken())
        say = prompts_in(language)
        sentence = say(key, **{name: say(label) for name, label in labels.items()})
        return self.page("message.html", language, status, sentence=sentence, written=written)
