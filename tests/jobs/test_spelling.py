"""The dictionary's pinyin on its way to the golden model of CosyVoice 3: one token for each sound."""

from __future__ import annotations

from pathlib import Path

from cosydesk.engine.frontend.prompting import PROMPTING_3
from cosydesk.engine.frontend.qwen_specials import SPECIALS_3
from cosydesk.engine.frontend.qwen_tokenizer import FOLDER, QwenTokenizer
from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.jobs.asking import engine_request
from cosydesk.studio.dictionary_edits import add_respelling
from cosydesk.studio.project import Project
from tests.support.golden_models import golden_model
from tests.support.studio import write_lines


def test_a_polyphone_of_the_dictionary_is_one_token_for_each_sound(golden_dir: Path) -> None:
    folder = golden_model(golden_dir, 3)
    project = Project()
    (line,) = write_lines(project, "我在重庆。", voice="Golden:x")
    project.apply(add_respelling(project, "重庆", "chong2 qing4"))
    request = engine_request(project.take_request(line), str(folder), "x")
    tokenizer = QwenTokenizer(folder / FOLDER, SPECIALS_3)
    (utterance,) = TextFrontend(tokenizer, None, prompting=PROMPTING_3).script(str(request.text)).utterances
    ids = tokenizer.encode(utterance)
    sounds = [
        tokenizer.size - len(SPECIALS_3) + SPECIALS_3.index(f"[{name}]") for name in ("ch", "óng", "q", "ìng")
    ]
    at = ids.index(sounds[0])
    assert ids[at : at + 4] == sounds
    before, after = tokenizer.encode("我在"), tokenizer.encode("。")
    assert (ids[:at], ids[at + 4 :]) == (before, after)
