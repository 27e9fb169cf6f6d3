"""Project files with flipped bits, torn ends, empty pages and broken beginnings: opened, or refused and rescued; never
altered.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from support.fault_table import Fault, FaultCount
from support.my_voices import WORDS
from support.speech_like import speech_like
from support.studio import RATE, contents, write_lines

from cosydesk.studio import project_file
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import Consent, PromptAudio, new_voice
from cosydesk.studio.project import Project
from cosydesk.studio.rescue.rescue import rescue

SEED = 20_261_127
LINES = 24
PAGE = 4096
REFUSALS = {"damaged", "foreign", "newer", "refused"}

Harm = Callable[[bytearray, random.Random], None]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A project with some of everything, as its file's bytes."""
    path = tmp_path_factory.mktemp("scene") / "scene.cosydesk"
    project = project_file.create(path)
    prompt = PromptAudio.of(speech_like(2.0, 5), RATE)
    mine = new_voice("Ann", prompt, Consent.now("I may use it."), transcript=WORDS)
    project.keep_voice(mine, prompt)
    lines = write_lines(project, *(f"Line {number} 第{number}句, and {WORDS}" for number in range(LINES)))
    project.apply(project.edit_line(lines[3].id, voice_id=mine.id))
    for number, line in enumerate(lines):
        sound = speech_like(0.4 + 0.05 * (number % 7), number)
        project.add_take(line.id, project.new_take_request(project.line(line.id)), sound, RATE)
    project.apply(project.add_marker(RATE, "Scene two"))
    project.apply(project.set_project(gap_ms=250))
    project.apply(project.place_clip(lines[5].id, 90_000))
    project_file.close(project)
    return path.read_bytes()


def flip(data: bytearray, chance: random.Random) -> None:
    """One bit, half of the time in a page that holds rows."""
    at = chance.randrange(len(data))
    if chance.random() < 0.5:
        pages = [start for start in range(0, len(data), PAGE) if data[start] in (2, 5, 10, 13)] or [0]
        at = chance.choice([0, PAGE, *pages]) + chance.randrange(PAGE)
    data[at] ^= 1 << chance.randrange(8)


def flip_many(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(2, 40)):
        flip(data, chance)


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def empty_pages(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 4)):
        start = PAGE * chance.randrange(len(data) // PAGE)
        data[start : start + PAGE] = bytes(PAGE)


def break_beginning(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(100)] = chance.randrange(256)


@pytest.mark.parametrize(
    ("name", "harm", "tries"),
    [
        ("a project file with one flipped bit", flip, 25),
        ("a project file with up to 40 flipped bits", flip_many, 5),
        ("a project file that was cut off", cut, 5),
        ("a project file with pages full of zeros", empty_pages, 5),
        ("a project file whose first 100 bytes are broken", break_beginning, 5),
    ],
)
def test_it_opens_or_is_rescued(
    scene: bytes, tmp_path: Path, fault: Fault, name: str, harm: Harm, tries: int
) -> None:
    count = fault(name)
    told: Counter[str] = Counter()
    worst = [0, 0]
    for number in range(count.tries(tries)):
        seed = f"{SEED}:{name}:{number}"
        data = bytearray(scene)
        harm(data, random.Random(seed))
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "scene.cosydesk"
        path.write_bytes(data)
        try:
            told[meet(path, worst)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
        count.survived()
    tell(count, told, worst)


def meet(path: Path, worst: list[int]) -> str:
    """What a person does with such a file; returns what became of it."""
    before = digest(path)
    refused: StudioError | None = None
    try:
        use(project_file.open(path))
    except StudioError as error:
        refused = error
    if refused is None:
        return "opened"
    assert refused.code in REFUSALS, refused.code
    assert refused.message
    assert refused.remedy or refused.code == "damaged"
    assert digest(path) == before
    assert {one.name for one in path.parent.iterdir()} <= {path.name, f"{path.name}-shm"}
    return be_rescued(path, worst) if refused.code == "damaged" else refused.code


def be_rescued(path: Path, worst: list[int]) -> str:
    before = digest(path)
    refused: StudioError | None = None
    try:
        found = rescue(path, "scene (rescued)")
    except StudioError as error:
        refused = error
    assert digest(path) == before
    if refused is not None:
        assert refused.code == "beyond_rescue"
        return refused.code
    project = project_file.open(found.path)
    assert (len(project.lines), len(project.takes)) == (found.lines, found.takes)
    assert all(line.text or line.take_id for line in project.lines)
    worst[0] = max(worst[0], LINES - found.lines)
    worst[1] = max(worst[1], LINES - found.takes)
    # What is missing is said; a broken id makes two of one.
    if found.lines == LINES:
        assert found.lost_takes >= LINES - found.takes
    for take in project.takes.values():
        assert len(project.audio(take.id)) == take.length
    use(project)
    return "rescued"


def use(project: Project) -> None:
    """Look at all of it, work with it, close it, and find it again as it was left."""
    path = project.path
    assert path is not None
    for take in project.takes.values():
        with suppress(StudioError):
            project.peaks(take.id)
            project.audio(take.id)
    for voice in project.voices:
        with suppress(StudioError):
            project.prompt(voice)
    project.layout()
    project.length()
    if project.lines:
        project.apply(project.edit_text(project.lines[0].id, "Edited."))
    (line,) = write_lines(project, "A new line.")
    project.add_take(line.id, project.new_take_request(line), speech_like(0.2, 1), RATE)
    left = contents(project)
    project_file.close(project)
    again = project_file.open(path)
    assert contents(again) == left
    project_file.close(again)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tell(count: FaultCount, told: Counter[str], worst: list[int]) -> None:
    words = {
        "opened": "opened",
        "rescued": "refused and rescued",
        "foreign": "refused as no project",
        "newer": "refused as a newer version's",
        "refused": "refused",
        "beyond_rescue": "refused, nothing left to rescue",
    }
    ends = ", ".join(f"{told[end]} {said}" for end, said in words.items() if told[end])
    lines, takes = (
        f"{number} of {LINES} {noun}s" if number else f"no {noun}"
        for number, noun in zip(worst, ("line", "take"), strict=True)
    )
    worst_case = f"; in the worst of those rescued {lines} and {takes} were lost" if told["rescued"] else ""
    count.lost(f"{ends}{worst_case}. The damaged file is never altered")
