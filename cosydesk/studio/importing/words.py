"""The text of other programs as the markup of lines: their styling goes, our tags stay, the rest is only text."""

from __future__ import annotations

import html
import re

from cosydesk import markup

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_RUBY = re.compile(r"<(rt|rp)\b[^<>]*>[^<>]*</\1\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_STYLE = re.compile(
    r"</?(?:i|b|u|s|em|font|span|small|big|sup|sub|c|v|lang|ruby|rt|rp|p|div|li|ul|ol|a|html|body)"
    r"(?:[.\s][^<>]*)?/?>|<\d[\d:.]*>",
    re.IGNORECASE,
)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}|\{/?[ibus]\}|\{[yYcCfFsSpPoO]:[^{}]*\}")
_KNOWN = re.compile(rf"</?\s*(?:{'|'.join((*markup.SPANS, 'break'))})\b", re.IGNORECASE)
_OURS = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "[": "&#91;", "]": "&#93;"}
_MARKS = re.compile(r"[<\[&{]")


def to_markup(text: str) -> str:
    """Text with the tags of subtitles as markup on one line. Entities are characters; what looks like a tag and
    isn't one of ours is text.
    """
    text = _INVISIBLE.sub("", text)
    if _MARKS.search(text) is None:
        return " ".join(text.split())
    text = _OVERRIDE.sub("", text)
    text = _STYLE.sub("", _BREAK.sub(" ", _RUBY.sub("", text)))
    text = _ENTITY.sub(_character, text)
    nodes: list[markup.Node] = []
    for node in markup.parse(" ".join(text.split())):
        if not isinstance(node, markup.Unknown):
            nodes.append(node)
        elif not _KNOWN.match(node.raw):  # a closing tag without its opening one says nothing
            nodes.append(markup.Text(node.raw, node.styles))
    return " ".join(_INVISIBLE.sub("", markup.to_markup(nodes)).split())


def plain(text: str) -> str:
    """Text with the tags of subtitles as bare words on one line."""
    return " ".join(markup.plain_text(markup.parse(to_markup(text))).split())


def says_something(text: str) -> bool:
    """Whether markup has anything in it but signs: words, a sound, or at least a pause."""
    return any(
        not isinstance(node, markup.Text) or any(char.isalnum() for char in node.text)
        for node in markup.parse(text)
    )


def _character(match: re.Match[str]) -> str:
    char = html.unescape(match[0])
    return _OURS.get(char, char)
