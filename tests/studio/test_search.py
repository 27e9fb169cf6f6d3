"""Finding and replacing in the words of a line, with the tags around them left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.markup import parse, plain_text, to_markup
from cosydesk.studio.project import Project
from cosydesk.studio.search import PatternError, Query, Search
from cosydesk.studio.written import places, replaced, words_of
from tests.support.studio import write_lines


def found(text: str, query: str, **how: bool) -> list[str]:
    return [text[start:end] for start, end in Search(Query(query, **how)).spans(text)]


def replace(markup: str, query: str, template: str, **how: bool) -> str:
    nodes = parse(markup)
    changes = Search(Query(query, **how)).replacements(words_of(nodes), template)
    return to_markup(replaced(nodes, changes))


def test_plain_words_are_taken_as_they_are() -> None:
    assert found("1.5 and 1x5", "1.5") == ["1.5"]
    assert found("Ann and ANN", "ann") == ["Ann", "ANN"]
    assert found("Ann and ANN", "ANN", match_case=True) == ["ANN"]
    assert found("a b", " ") == [" "]
    assert found("𠮷野家", "野") == ["野"]


def test_whole_words_end_where_letters_do_and_chinese_has_no_words() -> None:
    assert found("cat, concatenate, Cat's", "cat", whole_words=True) == ["cat", "Cat"]
    assert found("我们重庆人", "重庆", whole_words=True) == ["重庆"]
    assert found("用AI写作, FAIR", "AI", whole_words=True) == ["AI"]
    assert found("cat concatenate", "c.t", whole_words=True, regex=True) == ["cat"]
    assert found("(see) it", "(see)", whole_words=True) == ["(see)"]


def test_regular_expressions_match_and_give_their_groups() -> None:
    assert found("12 of 345", r"\d+", regex=True) == ["12", "345"]
    assert replace("Ann Lee", r"(\w+) (\w+)", r"$2, \1", regex=True) == "Lee, Ann"
    assert replace("Ann", r"(?P<who>\w+)", r"${who}! \g<who>", regex=True) == "Ann! Ann"
    assert replace("Ann", r"n+", r"[$&|$0]", regex=True) == "A[nn|nn]"
    assert replace("5", r"5", r"$$5\\ $x", regex=True) == "$5\\ $x"
    assert replace("ab", r"(a)|(b)", r"<$1$2>", regex=True) == "&lt;a>&lt;b>"
    assert replace("5", "5", "$1") == "$1"  # plain: nothing has a meaning


def test_matches_of_no_letters_are_none() -> None:
    assert found("abc", "x*", regex=True) == []


@pytest.mark.parametrize(
    ("pattern", "reason", "at"),
    [
        ("(a", "bracket", 2),
        ("a)", "bracket", 1),
        ("[a", "bracket", 2),
        ("*a", "repeat", 0),
        (r"\2", "group", 2),
    ],
)
def test_a_wrong_pattern_says_where(pattern: str, reason: str, at: int) -> None:
    with pytest.raises(PatternError) as error:
        Search(Query(pattern, regex=True))
    assert (error.value.reason, error.value.at) == (reason, at)


@pytest.mark.parametrize(("template", "at"), [("a$3", 1), (r"\q", 0), ("${nobody}", 0), ("x\\", 1)])
def test_a_wrong_replacement_says_where(template: str, at: int) -> None:
    with pytest.raises(PatternError) as error:
        Search(Query("(a)(b)", regex=True)).check(template)
    assert error.value.at == at


def test_a_pattern_that_runs_away_is_stopped() -> None:
    search = Search(Query(r"(.*?,){25}P", regex=True))
    with pytest.raises(PatternError) as error:
        search.spans(",".join(map(str, range(27))))
    assert error.value.reason == "slow"


@pytest.mark.parametrize("pattern", ["a" * 1_001, "(((a{100}){100}){100}){100}"])
def test_a_pattern_that_would_fill_the_memory_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError) as error:
        Search(Query(pattern, regex=True))
    assert error.value.reason == "long"


def test_tags_around_a_match_stay() -> None:
    assert replace("a <strong>big</strong> dog", "big", "small") == "a <strong>small</strong> dog"
    assert replace('one<break time="300ms"/> two', "two", "three") == 'one<break time="300ms"/> three'
    assert replace("[breath]你好", "你", "您") == "[breath]您好"


def test_a_match_across_the_edge_of_a_span_keeps_both_sides() -> None:
    markup = "a <strong>very</strong> first time"
    assert replace(markup, "very first", "very last") == "a <strong>very</strong> last time"
    assert replace(markup, "very first", "really first") == "a <strong>really</strong> first time"
    assert replace(markup, "very first", "best") == "a <strong>best</strong> time"


def test_sounds_within_a_match_are_kept() -> None:
    assert replace("你[breath]好吗", "你好", "大家好") == "大家[breath]好吗"
    assert replace("ab[laughter]cd", "bc", "x") == "ax[laughter]d"
    assert replace("ab[laughter]cd", "abcd", "") == "[laughter]"


def test_places_count_chips() -> None:
    nodes = parse("[breath]ab[breath]c")
    assert places(nodes, [(0, 2), (2, 3), (1, 3)]) == [(1, 3), (4, 5), (2, 5)]


@given(
    st.text("ab<>/& [strong]好breath", max_size=40),
    st.sampled_from(["a", "ab", "好"]),
    st.text("xa好", max_size=3),
)
def test_replacing_changes_the_words_and_nothing_else(markup: str, query: str, new: str) -> None:
    nodes = parse(markup)
    words = words_of(nodes)
    after = replaced(nodes, Search(Query(query, match_case=True)).replacements(words, new))
    assert plain_text(after) == words.replace(query, new)
    assert [node for node in after if type(node).__name__ != "Text"] == [
        node for node in nodes if type(node).__name__ != "Text"
    ]


def test_many_lines_are_one_step() -> None:
    project = Project()
    lines = write_lines(project, "one", "two", "three")
    edit = project.edit_texts({lines[0].id: "1", lines[1].id: "two", lines[2].id: "3"}, "Replace all")
    undo = project.apply(edit)
    assert [line.text for line in project.lines] == ["1", "two", "3"]
    assert len(edit.changes) == 2
    project.apply(undo)
    assert [line.text for line in project.lines] == ["one", "two", "three"]
