"""The user guide as its chapters, from the Markdown that lies in docs/guide."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from cosydesk.resources import resource

_CHECKOUT = Path(__file__).resolve().parents[3] / "docs" / "guide"
_CHAPTER = re.compile(r"^## (.+)$", re.MULTILINE)
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"\s*/?>')
_KEYS = re.compile(r"<code>((?:Ctrl|Alt|Shift)\+[^<]+)</code>")
_MAC = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧"}


@dataclass(frozen=True)
class Chapter:
    """Attributes: title. anchor: what links name it by, as on GitHub. html: its text, pictures as they are named."""

    title: str
    anchor: str
    html: str


def guide_folder() -> Path:
    """Where the guide lies: among the resources of a packaged program, beside the code of a checkout."""
    packed = resource("guide")
    return packed if packed.is_dir() else _CHECKOUT


def chapters(language: str) -> list[Chapter]:
    """The guide in a language, English where there is none in it.

    Raises: OSError: the guide isn't there.
    """
    path = guide_folder() / f"{language.partition('_')[0]}.md"
    if not path.is_file():
        path = guide_folder() / "en.md"
    parts = _CHAPTER.split(path.read_text("utf-8"))
    titles, texts = parts[1::2], parts[2::2]
    return [
        Chapter(title, anchor(title), _html(title, text)) for title, text in zip(titles, texts, strict=True)
    ]


def anchor(title: str) -> str:
    """The name that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def chapter_of(link: str) -> str:
    """The anchor that a link within the guide names; "" of a link to elsewhere."""
    return unquote(link.removeprefix("#")) if link.startswith("#") else ""


def with_pictures(html: str, width: int) -> str:
    """The page with no picture wider than so many pixels, and what they show below them.

    Of a picture that isn't there only the words are left.
    """

    def fitting(found: re.Match[str]) -> str:
        from PySide6.QtGui import QImageReader

        source, shown = found[1], found[2]
        natural = QImageReader(str(guide_folder() / source)).size().width()
        words = f'<span class="muted">{shown}</span>'
        if natural <= 0:
            return words
        at = (guide_folder() / source).as_uri()
        return f'<img src="{at}" width="{min(natural, width)}"><br>{words}'

    return _IMAGE.sub(fitting, html)


def _html(title: str, text: str) -> str:
    from markdown_it import MarkdownIt

    written = MarkdownIt("commonmark").enable("table").render(f"# {title}\n{text}")
    written = written.replace("\n</code></pre>", "</code></pre>")
    return _KEYS.sub(_keys, written) if sys.platform == "darwin" else written


def _keys(found: re.Match[str]) -> str:
    """Keys as a Mac writes them."""
    *held, last = found[1].split("+") if not found[1].endswith("++") else (*found[1][:-2].split("+"), "+")
    return f"<code>{''.join(_MAC[key] for key in held)}{last}</code>"
