"""The later generations' sound in pieces: the same as whole, at a cost that doesn't grow."""

from __future__ import annotations

import copy
import gc
import itertools
from typing import TypeVar

import pytest
import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from cosydesk.engine.causal_sound import Sound
from cosydesk.engine.causal_synthesis import HISTORY_FRAMES, CausalSynthesiser
from cosydesk.engine.flow.causal_model import CausalFlow, CausalFlowDims, Prompt
from cosydesk.engine.flow.causal_unet import CausalUNetDims
from cosydesk.engine.flow.dit import DiTDims
from cosydesk.engine.flow.estimator import EstimatorDims
from cosydesk.engine.flow.upsample_encoder import UpsampleEncoderDims
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.layers.relative_encoder import EncoderDims
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Quality
from cosydesk.engine.vocoder.causal_hift import CausalHiFT, CausalHiFTDims
from cosydesk.engine.vocoder.hift import HiFT, HiFTDims
from cosydesk.engine.vocoder.source import SourceDims

BINS, VOCABULARY, SPEAKER = 8, 50, 6
CHUNK, AHEAD = 5, 3
PROMPT_TOKENS = 7
FRAME = 48
M = TypeVar("M", bound=torch.nn.Module)

ENCODER = UpsampleEncoderDims(EncoderDims(16, 16, 2, 32, 1, "silu", causal=False), AHEAD, 2)
UNET = CausalUNetDims(EstimatorDims(4 * BINS, BINS, (16,), head_width=8, heads=2, blocks=1, mid_blocks=1))
DIT = DiTDims(width=32, blocks=2, heads=2, head_width=16, widening=2, bins=BINS)
LAYOUT = HiFTDims(
    bins=BINS,
    channels=16,
    upsample_rates=(4, 3),
    upsample_kernels=(8, 7),
    fft=16,
    hop=4,
    kernels=(3, 7),
    dilations=((1, 3), (1, 3)),
    source_kernels=(7, 7),
    source_dilations=((1, 3), (1, 3)),
    slope=0.1,
    limit=0.99,
    f0_channels=8,
    source=SourceDims(2_400, 5, FRAME, 0.1, 0.003, 10),
    frame_phase=True,
)


def flow_dims(generation: int) -> CausalFlowDims:
    encoder, estimator = (ENCODER, UNET) if generation == 2 else (None, DIT)
    return CausalFlowDims(
        VOCABULARY, BINS, SPEAKER, 25, 2_400, 2, AHEAD, CHUNK, encoder, 16, estimator, guidance=0.7
    )


def with_random_weights(network: M) -> M:
    generator = torch.Generator().manual_seed(3)
    for parameter in network.requires_grad_(False).parameters():
        scale = parameter[0].numel() ** -0.5 if parameter.dim() > 1 else 0.3
        parameter.normal_(generator=generator).mul_(scale)
    return network.eval()


@pytest.fixture(scope="module", params=[2, 3], ids=["v2", "v3"])
def sound(request: pytest.FixtureRequest) -> Sound:
    vocoder: HiFT | CausalHiFT = LAYOUT.build() if request.param == 2 else CausalHiFTDims(LAYOUT, 4).build()
    made = Sound(with_random_weights(CausalFlow(flow_dims(request.param))), with_random_weights(vocoder))
    made.prepare()
    return made


@pytest.fixture(scope="module")
def vocoder() -> CausalHiFT:
    made = with_random_weights(CausalHiFTDims(LAYOUT, 4).build())
    made.prepare()
    return made


def tokens_of(count: int) -> Tensor:
    return torch.randint(0, VOCABULARY, (1, count), generator=torch.Generator().manual_seed(count))


def voice(flow: CausalFlow, tokens: int = PROMPT_TOKENS) -> Prompt:
    generator = torch.Generator().manual_seed(5)
    mel = torch.randn(1, 2 * tokens, BINS, generator=generator)
    return flow.prompt(tokens_of(tokens), mel, torch.randn(1, SPEAKER, generator=generator))


def in_pieces(
    flow: CausalFlow, prompt: Prompt, tokens: Tensor, hops: list[int], **choices: object
) -> list[Tensor]:
    """The mel's pieces, of so many chunks each; the first ends the prompt's chunk besides."""
    stream = flow.open(prompt, **choices)  # type: ignore[arg-type]
    pieces, at = [], 0
    for index, hop in enumerate(hops):
        end = at + hop * CHUNK + (0 if index else -prompt.tokens.shape[1] % CHUNK)
        pieces.append(flow.advance(stream, tokens[:, at : end + AHEAD], final=False))
        at = end
    return [*pieces, flow.advance(stream, tokens[:, at:], final=True)]


@pytest.mark.parametrize("quality", list(Quality))
@pytest.mark.parametrize("prompt_tokens", [0, PROMPT_TOKENS, 10])
def test_a_mel_in_pieces_is_the_whole_in_chunks(sound: Sound, prompt_tokens: int, quality: Quality) -> None:
    flow, tokens = sound.flow, tokens_of(44)
    with torch.inference_mode():
        prompt = voice(flow, prompt_tokens)
        whole = flow(tokens, prompt, chunked=True, quality=quality)
        pieces = in_pieces(flow, prompt, tokens, [1, 1, 2, 3], quality=quality)
    assert whole.shape == (1, BINS, 88)
    assert torch.allclose(torch.cat(pieces, dim=2), whole, atol=1e-4)


def test_a_memory_as_long_as_the_sentence_forgets_nothing(sound: Sound) -> None:
    flow, tokens = sound.flow, tokens_of(44)
    with torch.inference_mode():
        prompt = voice(flow)
        exact = torch.cat(in_pieces(flow, prompt, tokens, [1, 1, 2, 3]), dim=2)
        long = torch.cat(in_pieces(flow, prompt, tokens, [1, 1, 2, 3], history_frames=88), dim=2)
        short = torch.cat(in_pieces(flow, prompt, tokens, [1, 1, 2, 3], history_frames=10), dim=2)
    assert torch.equal(exact, long)
    assert not torch.allclose(exact[:, :, -10:], short[:, :, -10:], atol=1e-4)


def test_a_long_prompt_is_remembered_in_part(sound: Sound) -> None:
    flow = sound.flow
    held = []
    with torch.inference_mode():
        for tokens in (20, 40):
            stream = flow.open(voice(flow, tokens), history_frames=20, prompt_frames=10)
            flow.advance(stream, tokens_of(CHUNK + AHEAD), final=False)
            held.append(sum(memory.values_held for memory in stream.steps))
    assert held[0] == held[1]


def test_a_piece_that_doesnt_end_a_chunk_is_refused(sound: Sound) -> None:
    stream = sound.flow.open(voice(sound.flow))
    with torch.inference_mode(), pytest.raises(ValueError, match="chunk"):
        sound.flow.advance(stream, tokens_of(9), final=False)


def flops_of(estimator: torch.nn.Module, counter: FlopCounterMode) -> int:
    return sum(counter.get_flop_counts()[type(estimator).__name__].values())


@pytest.mark.slow
@pytest.mark.parametrize("bounded", [True, False])
def test_a_chunk_of_the_flow_costs_the_same_at_any_place(sound: Sound, bounded: bool) -> None:
    """Counted products of the estimator, which runs twenty times where the token encoder runs once."""
    flow = sound.flow
    tokens = tokens_of(16 * CHUNK + AHEAD)
    costs, held = [], []
    with torch.inference_mode(), sdpa_kernel(SDPBackend.MATH):  # the counter doesn't know the fused kernel
        stream = flow.open(voice(flow, 10), history_frames=4 * CHUNK if bounded else None)
        for index in range(16):
            piece = tokens[:, index * CHUNK : (index + 1) * CHUNK + AHEAD]
            with FlopCounterMode(display=False) as counter:
                flow.advance(stream, piece, final=False)
            costs.append(flops_of(flow.decoder.estimator, counter))
            held.append(sum(memory.values_held for memory in stream.steps))
    if bounded:
        assert len(set(costs[4:])) == len(set(held[4:])) == 1
        return
    # Without a bound only the keys that a frame looks at grow: as much from each chunk to the next.
    growth = {later - sooner for sooner, later in itertools.pairwise(costs[1:])}
    assert len(growth) == 1
    assert 0 < growth.pop() < 0.1 * costs[1]


def test_the_vocoder_in_pieces_is_the_whole(vocoder: CausalHiFT) -> None:
    mel = torch.randn(1, BINS, 150, generator=torch.Generator().manual_seed(1)) - 2
    with torch.inference_mode():
        whole, _ = vocoder(mel)
        for sizes in ([150], [1, 2, 3, 4, 60, 80], [70, 80], [149, 1], [10] * 15, [150, 0]):
            state, pieces = vocoder.open(), []
            for index, (first, last) in enumerate(itertools.pairwise(itertools.accumulate(sizes, initial=0))):
                final = index == len(sizes) - 1
                samples, state = vocoder.advance(state, mel[:, :, first:last], final)
                pieces.append(samples)
            made = torch.cat(pieces, dim=1)
            assert made.shape == whole.shape == (1, 150 * FRAME)
            assert torch.allclose(made, whole, atol=1e-4), sizes


def test_the_vocoder_remembers_no_less_than_it_needs(vocoder: CausalHiFT) -> None:
    """A change of one frame is heard up to `reach` frames later and no further."""
    mel = torch.randn(1, BINS, 120, generator=torch.Generator().manual_seed(1)) - 2
    other = mel.clone()
    other[:, :, 40] += 1
    with torch.inference_mode():
        source = vocoder(mel)[1]
        before, after = vocoder.decode(mel, source), vocoder.decode(other, source)
        shifted = source.clone()
        shifted[:, :, 40 * FRAME : 41 * FRAME] += 0.1
        elsewhere = vocoder.decode(mel, shifted)
    for changed in (after, elsewhere):
        # What is less is rounding: fast convolutions mix neighbours.
        frames = ((changed - before).abs().view(-1, FRAME).amax(1) > 1e-4).nonzero().flatten()
        assert 40 - vocoder.frames_ahead <= int(frames.min())
        assert int(frames.max()) <= 40 + vocoder.reach


def test_a_chunk_of_the_vocoder_costs_the_same_at_any_place(sound: Sound) -> None:
    generator = torch.Generator().manual_seed(0)
    stream = sound.vocoder.stream(generator)
    costs = []
    with torch.inference_mode():
        for _ in range(5):
            mel = torch.randn(1, BINS, 60, generator=generator) - 2
            with FlopCounterMode(display=False) as counter:
                stream.advance(mel, final=False)
            costs.append(counter.get_total_flops())
    assert costs[1] > 0
    assert len(set(costs[1:])) == 1


def speech(sound: Sound, **choices: object) -> CausalSynthesiser:
    prompt = voice(sound.flow)
    given = VoicePrompt(prompt.tokens, prompt.mel, prompt.speaker)
    return CausalSynthesiser(sound, given, torch.Generator().manual_seed(0), **choices)  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [1, 7, 8, 11, 12, 60])
@pytest.mark.parametrize("parity", list(Parity))
def test_a_stream_is_as_long_as_the_whole(sound: Sound, count: int, parity: Parity) -> None:
    tokens = tokens_of(count).flatten().tolist()
    with torch.inference_mode():
        streamed = list(speech(sound, parity=parity).stream(iter(tokens)))
        whole = speech(sound, parity=parity).whole(tokens)
    assert sum(used for _, used in streamed) == count
    assert sum(len(samples) for samples, _ in streamed) == len(whole) == 2 * count * FRAME


def test_pieces_grow_to_four_chunks_in_each_stream_anew(sound: Sound) -> None:
    making = speech(sound)
    tokens = tokens_of(80).flatten().tolist()
    with torch.inference_mode():
        for _ in range(2):
            used = [used for _, used in making.stream(iter(tokens))]
            assert used == [8, 10, 20, 20, 22]


def test_utterances_of_one_voice_work_through_its_prompt_once(sound: Sound) -> None:
    prompt = voice(sound.flow, 22)
    given = VoicePrompt(prompt.tokens, prompt.mel, prompt.speaker)
    tokens = tokens_of(14).flatten().tolist()
    costs, heard = [], []
    with torch.inference_mode():
        for _ in range(3):
            making = CausalSynthesiser(sound, given, torch.Generator().manual_seed(0))
            with FlopCounterMode(display=False) as counter:
                heard.append(torch.cat([samples for samples, _ in making.stream(iter(tokens))]))
            costs.append(flops_of(sound.flow.decoder.estimator, counter))
        # 15 of the prompt's 22 tokens lie in whole chunks that see nothing of what follows, as they look 3 ahead.
        assert costs[1] == costs[2]
        assert costs[0] / costs[1] == pytest.approx((22 + 14) / (22 + 14 - 15), rel=0.05)
        assert torch.equal(heard[0], heard[1])
        assert torch.equal(heard[1], heard[2])
        # A piece at once, without a stream begun before it.
        alone = sound.flow.open(prompt, history_frames=HISTORY_FRAMES)
        mel = sound.flow.advance(alone, tokens_of(14), final=True)
        begun = sound.flow.begun.fork(given, (Quality.FULL, HISTORY_FRAMES), making._begin)
        assert torch.allclose(sound.flow.advance(begun, tokens_of(14), final=True), mel, atol=1e-4)
    assert sound.flow.begun.held
    del given, making
    gc.collect()
    assert not sound.flow.begun.held


def test_nothing_to_say_is_no_piece(sound: Sound) -> None:
    assert list(speech(sound).stream(iter(()))) == []


def test_a_prompt_is_cut_to_where_tokens_and_mel_agree(sound: Sound) -> None:
    flow = sound.flow
    for tokens, frames, agreed in ((7, 14, 7), (7, 13, 6), (5, 20, 5), (0, 0, 0)):
        prompt = flow.prompt(tokens_of(tokens), torch.zeros(1, frames, BINS), torch.zeros(1, SPEAKER))
        assert (prompt.tokens.shape[1], prompt.mel.shape[1]) == (agreed, 2 * agreed)


def test_the_speed_changes_the_length(sound: Sound) -> None:
    with torch.inference_mode():
        assert len(speech(sound).whole(tokens_of(10).flatten().tolist(), speed=2.0)) == 10 * FRAME


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("stream", [False, True])
def test_it_stops_within_the_work(sound: Sound, stream: bool) -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 30:
            raise StoppedError

    making = speech(sound, check=check)
    tokens = tokens_of(30).flatten().tolist()
    with torch.inference_mode(), pytest.raises(StoppedError):
        list(making.stream(iter(tokens))) if stream else making.whole(tokens)


def test_half_precision_keeps_to_the_mel(sound: Sound) -> None:
    """What `Placement` does on a graphics card: halved weights under autocast."""
    flow, tokens = sound.flow, tokens_of(24)
    halved = copy.deepcopy(flow)
    for module in halved.modules():
        if isinstance(module, torch.nn.Linear | torch.nn.Conv1d):
            module.to(torch.bfloat16)
    with torch.inference_mode():
        exact = flow(tokens, voice(flow), chunked=True)
        with torch.autocast("cpu", torch.bfloat16):
            whole = halved(tokens, voice(flow), chunked=True)
            pieces = torch.cat(in_pieces(halved, voice(flow), tokens, [1, 2]), dim=2)
    assert whole.dtype == pieces.dtype == torch.float32
    for rough in (whole, pieces):
        assert (rough - exact).abs().mean() < 0.05 * exact.abs().mean()
