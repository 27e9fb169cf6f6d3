"""A report as text for people and as JSON for programs, both in English."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from cosydesk.doctor.problem_words import PROBLEMS
from cosydesk.doctor.report import Fact, Problem, Report, Value
from cosydesk.doctor.sizes import disk_words, memory_words, span_words
from cosydesk.doctor.words import FACTS, KINDS, NO_PROBLEMS, SECTIONS, SEVERITIES, WORDS

JSON_FORMAT = 1
"""Grows when something in `as_json` goes away or changes its meaning; additions leave it."""

Translate = Callable[[str], str]

_LABEL_COLUMNS = 26


def english(text: str) -> str:
    """No translation."""
    return text


def label_of(fact: Fact, tr: Translate = english) -> str:
    """What stands before the fact's values."""
    return fact.subject or tr(FACTS[fact.key])


def value_words(value: Value, tr: Translate = english) -> str:
    """A value as it is shown."""
    raw = value.raw
    if raw is None:
        return tr(WORDS["unknown"])
    match value.kind:
        case "word":
            return tr(WORDS[str(raw)])
        case "memory":
            return memory_words(int(raw))
        case "memory_free":
            return tr(KINDS["free"]).format(memory_words(int(raw)))
        case "disk":
            return disk_words(int(raw))
        case "disk_free":
            return tr(KINDS["free"]).format(disk_words(int(raw)))
        case "idle":
            return tr(KINDS["idle"]).format(span_words(float(raw)))
        case kind if kind in KINDS:
            return tr(KINDS[kind]).format(raw)
        case _:
            return str(raw)


def fact_words(fact: Fact, tr: Translate = english) -> str:
    """All values of a fact in one line."""
    return " · ".join(value_words(value, tr) for value in fact.values)


def message_of(problem: Problem, tr: Translate = english) -> tuple[str, str]:
    """What is wrong, and what to do."""
    _severity, message, remedy = PROBLEMS[problem.code]
    return tr(message).format(**problem.about), tr(remedy).format(**problem.about)


def as_text(report: Report, tr: Translate = english) -> str:
    """Sections of aligned rows, the problems last with their remedies."""
    return "\n".join(_lines(report, tr)) + "\n"


def _lines(report: Report, tr: Translate) -> Iterator[str]:
    for section in report.sections:
        yield tr(SECTIONS[section.key])
        for fact in section.facts:
            label = label_of(fact, tr)
            yield f"  {label}{' ' * max(2, _LABEL_COLUMNS - _columns(label))}{fact_words(fact, tr)}".rstrip()
        yield ""
    if not report.problems:
        yield tr(NO_PROBLEMS)
    for problem in report.problems:
        message, remedy = message_of(problem, tr)
        yield f"{tr(SEVERITIES[problem.severity])}: {message}"
        yield f"  {remedy}"


def as_json(report: Report) -> dict[str, Any]:
    """One object, to be kept stable::

        {"format": 1, "fine": bool,
         "problems": [{"code", "severity": "error"|"warning"|"hint", "message", "remedy", "about": {name: text}}],
         "sections": {section: [{"key", "subject", "text", "values": {name: raw}}]}}

    Raw sizes are bytes and spans are seconds; null is what couldn't be found out. `subject` is the name of the card,
    model or package, empty elsewhere. `text` is the row as the terminal shows it.
    """
    return {
        "format": JSON_FORMAT,
        "fine": report.fine,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "remedy": problem.remedy,
                "about": dict(problem.about),
            }
            for problem in report.problems
        ],
        "sections": {
            section.key: [
                {
                    "key": fact.key,
                    "subject": fact.subject,
                    "text": fact_words(fact),
                    "values": {value.name: value.raw for value in fact.values},
                }
                for fact in section.facts
            ]
            for section in report.sections
        },
    }


def _columns(text: str) -> int:
    """Columns it takes on a terminal, where Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
