"""Decoding as a GPU does it: the same hidden states, the same draws, nothing read back between two blocks.

All of it runs on the CPU too, where it can be compared; the CUDA graph itself needs a card.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from cosydesk.engine import CancelledError, Request, device, open_model
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, load_networks
from cosydesk.engine.device import Placement
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.llm import device_decode
from cosydesk.engine.llm.device_decode import BLOCK, DeviceDecoder, generate_on_device
from cosydesk.engine.llm.device_sampling import sample_batch
from cosydesk.engine.llm.generate import Row
from cosydesk.engine.llm.model import LanguageModel
from cosydesk.engine.llm.static_cache import StaticCache
from cosydesk.engine.synthesis import Synthesiser
from cosydesk.engine.types import Sampling

needs_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="a CUDA graph needs an NVIDIA card")


@pytest.fixture(scope="module")
def llm(tiny_model_dir: Path) -> LanguageModel:
    return Placement.choose("cpu").place(load_networks(Checkpoint.open(tiny_model_dir))).llm


def prefix(llm: LanguageModel, length: int) -> torch.Tensor:
    with torch.inference_mode():
        return llm.assemble(torch.arange(length).unsqueeze(0), None, torch.arange(7).unsqueeze(0))


def rows(llm: LanguageModel, *lengths: int, shortest: int = 20, longest: int = 60) -> list[Row]:
    return [
        Row(prefix(llm, length), shortest, longest, torch.Generator().manual_seed(length))
        for length in lengths
    ]


@pytest.mark.parametrize("lengths", [(5,), (3, 30, 11)], ids=["one row", "unequal rows"])
@torch.inference_mode()
def test_a_step_of_fixed_shape_gives_the_same_hidden_state(
    llm: LanguageModel, lengths: tuple[int, ...]
) -> None:
    cache = llm.new_cache(len(lengths), 64)
    llm.prefill([prefix(llm, length) for length in lengths], cache)
    fixed = StaticCache(cache, cache.length + 40)
    shape, buffers = fixed.pairs.shape, fixed.pairs.data_ptr()
    generator = torch.Generator().manual_seed(0)
    for _ in range(40):
        token = torch.randint(0, llm.dims.speech_vocabulary, (len(lengths),), generator=generator)
        usual, made = llm.step(token, cache), llm.static_step(token, fixed)
        assert float((usual - made).abs().max()) < 1e-5
        assert (fixed.pairs.shape, fixed.pairs.data_ptr()) == (shape, buffers)
    assert int(fixed.length) == cache.length
    fixed.grow(fixed.capacity + 1)
    assert fixed.capacity > shape[4]
    assert float((llm.step(token, cache) - llm.static_step(token, fixed)).abs().max()) < 1e-5


def one_by_one(
    log_probabilities: torch.Tensor,
    history: list[int],
    nucleus_race: torch.Tensor,
    whole_race: torch.Tensor,
    sampling: Sampling,
) -> int:
    """The rule written out for one row."""
    probabilities = log_probabilities.softmax(0)
    order = sorted(range(len(probabilities)), key=lambda i: (-float(probabilities[i]), i))
    mass, taken = torch.tensor(0.0), []
    for index in order[: sampling.top_k]:
        if mass >= sampling.top_p:
            break
        taken.append(index)
        mass = mass + probabilities[index]
    chosen = max(range(len(taken)), key=lambda n: float(probabilities[taken[n]] / nucleus_race[n]))
    token = taken[chosen]
    if history[-sampling.window :].count(token) >= sampling.window * sampling.tau_r:
        remaining = log_probabilities.clone()
        remaining[token] = -torch.inf
        token = int((remaining.softmax(0) / whole_race).argmax())
    return token


@pytest.mark.parametrize("sampling", [Sampling(), Sampling(top_p=0.3, top_k=4, window=5, tau_r=0.4)])
def test_a_batch_is_drawn_as_every_row_would_be(sampling: Sampling) -> None:
    generator = torch.Generator().manual_seed(3)
    repeated = 0
    for _ in range(20):
        size = 40
        logits = (3 * torch.randn(6, size, generator=generator)).log_softmax(1)
        logits[0] = -torch.inf
        logits[0, :3] = torch.tensor([0.0, 0.0, -1.0]).log_softmax(0)
        likely = logits.argmax(1, keepdim=True)
        history = torch.randint(-1, size, (6, sampling.window), generator=generator)
        history[::2, -2:] = likely[::2]
        first = torch.empty(6, sampling.top_k).exponential_(generator=generator)
        second = torch.empty(6, size).exponential_(generator=generator)
        drawn = sample_batch(logits, history, first, second, sampling).tolist()
        for row, token in enumerate(drawn):
            past = [entry for entry in history[row].tolist() if entry >= 0]
            assert token == one_by_one(logits[row], past, first[row], second[row], sampling)
            repeated += int(likely[row]) in past and token != int(likely[row])
    assert repeated, "the case of a repetition was never met"


@torch.inference_mode()
def test_rows_get_what_they_get_alone(llm: LanguageModel) -> None:
    together = rows(llm, 4, 25, 9)
    order = list(generate_on_device(llm, together, Sampling()))
    for position, length in enumerate((4, 25, 9)):
        (alone,) = rows(llm, length)
        assert [token for _, token in generate_on_device(llm, [alone], Sampling())] == alone.tokens
        assert together[position].tokens == alone.tokens
        assert [token for index, token in order if index == position] == alone.tokens
        assert 20 <= len(alone.tokens) <= 60
        assert max(alone.tokens) < llm.dims.end_id


@torch.inference_mode()
def test_bounds_and_ends(llm: LanguageModel, terse_model_dir: Path) -> None:
    terse = Placement.choose("cpu").place(load_networks(Checkpoint.open(terse_model_dir))).llm
    for shortest in (0, 1, BLOCK, BLOCK + 3):
        (row,) = rows(terse, 5, shortest=shortest, longest=100)
        assert len(list(generate_on_device(terse, [row], Sampling()))) == shortest
    for longest in (0, 1, BLOCK, 2 * BLOCK + 1):
        made = rows(llm, 5, 6, shortest=longest, longest=longest)
        list(generate_on_device(llm, made, Sampling()))
        assert [len(row.tokens) for row in made] == [longest, longest]


@torch.inference_mode()
def test_it_grows_without_a_seam(llm: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    (calm,) = rows(llm, 5, shortest=150, longest=150)
    list(generate_on_device(llm, [calm], Sampling()))
    monkeypatch.setattr(device_decode, "ROOM", 1)
    (tight,) = rows(llm, 5, shortest=150, longest=150)
    list(generate_on_device(llm, [tight], Sampling()))
    assert tight.tokens == calm.tokens


@torch.inference_mode()
def test_it_asks_before_every_block(llm: LanguageModel) -> None:
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 40:
            raise CancelledError

    (row,) = rows(llm, 5, shortest=4000, longest=4000)
    with pytest.raises(CancelledError):
        list(generate_on_device(llm, [row], Sampling(), check))
    assert 0 < len(row.tokens) <= 40 * BLOCK


@torch.inference_mode()
def test_the_vocoder_never_runs_in_less_than_float32(
    tiny_model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks: Networks = Placement.choose("cpu").place(load_networks(Checkpoint.open(tiny_model_dir)))
    seen: list[tuple[bool, torch.dtype]] = []
    decode = networks.vocoder.decode

    def noted(mel: torch.Tensor, *rest: object) -> torch.Tensor:
        seen.append((torch.is_autocast_enabled("cpu"), mel.dtype))
        return decode(mel, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(networks.vocoder, "decode", noted)
    bins = networks.flow.dims.mel_bins
    voice = VoicePrompt(torch.zeros(1, 0, dtype=torch.int32), torch.zeros(1, 0, bins), torch.ones(1, 192))
    making = Synthesiser(networks, voice, torch.Generator(), torch.Generator())
    with torch.autocast("cpu", torch.bfloat16):
        making.whole(list(range(30)))
    assert seen == [(False, torch.float32)]


@torch.inference_mode()
def test_weights_cast_once_give_what_autocast_gives(
    tiny_model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placement = Placement(torch.device("cpu"), "bfloat16")
    checkpoint = Checkpoint.open(tiny_model_dir)
    cast = placement.place(load_networks(checkpoint))
    assert cast.llm.llm_decoder.weight.dtype == torch.bfloat16
    monkeypatch.setattr(device, "_halve", lambda *_: None)
    plain = placement.place(load_networks(checkpoint))
    assert plain.llm.llm_decoder.weight.dtype == torch.float32
    hidden, mels = [], []
    for networks in (cast, plain):
        with placement.autocast():
            cache = networks.llm.new_cache(1, 40)
            text, tokens = torch.arange(9).unsqueeze(0), torch.arange(7).unsqueeze(0)
            networks.llm.prefill([networks.llm.assemble(text, torch.ones(1, 192), tokens)], cache)
            hidden.append(networks.llm.step(torch.tensor([3]), cache))
            flow = networks.flow
            noise = torch.randn(1, 80, flow.frames(50), generator=torch.Generator().manual_seed(0))
            none = torch.zeros(1, 0, dtype=torch.int), torch.zeros(1, 0, 80)
            mels.append(flow(torch.arange(50).unsqueeze(0), *none, torch.ones(1, 192), noise)[0])
    assert torch.equal(*hidden)
    assert torch.equal(*mels)
    assert mels[0].dtype == torch.float32


def on_card(llm: LanguageModel, *lengths: int, longest: int) -> list[Row]:
    made = rows(llm, *lengths, longest=longest)
    return [Row(row.prefix.cuda(), row.shortest, row.longest, row.generator) for row in made]


@needs_cuda
@torch.inference_mode()
def test_a_graph_draws_what_single_kernels_draw(llm: LanguageModel, tiny_model_dir: Path) -> None:
    networks = Placement.choose("cuda", "float32").place(load_networks(Checkpoint.open(tiny_model_dir)))
    spoken = []
    for graph in (False, True):
        made = on_card(llm, 4, 9, longest=700)
        list(generate_on_device(networks.llm, made, Sampling(), graph=graph))
        spoken.append([row.tokens for row in made])
    assert spoken[0] == spoken[1]


@needs_cuda
@torch.inference_mode()
def test_no_token_waits_for_the_host(llm: LanguageModel, tiny_model_dir: Path) -> None:
    networks = Placement.choose("cuda", "float16").place(load_networks(Checkpoint.open(tiny_model_dir)))
    with torch.autocast("cuda", torch.float16):
        decoder = DeviceDecoder(networks.llm, on_card(llm, 4, 9, longest=700), Sampling())
        decoder.block()
        torch.cuda.set_sync_debug_mode("error")
        try:
            for _ in range(BLOCK):
                decoder._turn_in_block.zero_()
                decoder._turn()
        finally:
            torch.cuda.set_sync_debug_mode("default")


@needs_cuda
def test_a_whole_request_over_a_graph(tiny_model_dir: Path) -> None:
    model = open_model(tiny_model_dir, device="cuda", cuda_graph=True)
    assert list(model.speak(Request("你好。", voice="中文女")))


def test_the_option_changes_nothing_without_a_card(tiny_model_dir: Path) -> None:
    request = Request("你好。", voice="中文女")
    plain, asked = (open_model(tiny_model_dir, "cpu", cuda_graph=graph) for graph in (False, True))
    (first,), (second,) = list(plain.speak(request)), list(asked.speak(request))
    assert (first.samples == second.samples).all()
