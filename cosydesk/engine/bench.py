"""How fast a CosyVoice model is here: every stage by itself, then whole requests, all in one run.

Times are the best of a few repetitions, since what else the machine does only ever adds to them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil
import torch
from torch import Tensor
from torch.nn import functional as F

from cosydesk.engine.family import Making
from cosydesk.engine.frontend.encoded_prompt import VoicePrompt
from cosydesk.engine.llm.device_decode import generate_on_device
from cosydesk.engine.llm.generate import Row, generate
from cosydesk.engine.networks import Synthesis
from cosydesk.engine.pipeline import CosyVoiceModel
from cosydesk.engine.randomness import Randomness
from cosydesk.engine.types import Sampling

CONTEXTS = (100, 250, 500, 1000)
PREFILL_TEXT, PREFILL_PROMPT = 30, 150
REPEATS = 5
STREAMED_S = 10
"""Speech that a streamed request is asked for; only its first chunk is waited for."""


@dataclass
class BenchResult:
    """One run's figures, as `cosydesk bench --json` prints them.

    Attributes:
        prefill_ms: for 30 text tokens and 150 prompt tokens in every row.
        ms_per_token: one decode step of the whole batch, by context length; `tokens_per_s` counts all rows.
        bare_products_ms: one token's matrix products alone, float32, without anything between them.
        read_gb_s: the memory bandwidth that these products reach.
        flow_rtf, vocoder_rtf: seconds of work per second of audio; `rtf` for whole requests, all rows together.
        first_chunk_ms: from a request to its first samples when streamed.
        chunk_rtf: flow and vocoder of each streamed piece of one sentence, by the second at which it ends: whether a
            piece's cost grows with the sentence. Empty unless asked for.
        peak_rss_mb: largest memory of this process; `peak_gpu_mb` on the device.
    """

    prefill_ms: float = 0.0
    ms_per_token: dict[str, float] = field(default_factory=dict)
    tokens_per_s: dict[str, float] = field(default_factory=dict)
    bare_products_ms: float = 0.0
    read_gb_s: float = 0.0
    flow_rtf: float = 0.0
    vocoder_rtf: float = 0.0
    rtf: float = 0.0
    llm_rtf: float = 0.0
    first_chunk_ms: float = 0.0
    chunk_rtf: dict[str, float] = field(default_factory=dict)
    peak_rss_mb: float = 0.0
    peak_gpu_mb: float | None = None
    tokens: int = 0
    batch: int = 1
    precision: str = ""
    device: str = ""
    threads: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


class Bench:
    """Measures one opened model."""

    def __init__(self, model: CosyVoiceModel, tokens: int = 250, batch: int = 1, sentence_s: int = 0) -> None:
        self.model = model
        self.networks = model.networks
        self.device = model.placement.device
        self.tokens = tokens
        self.batch = batch
        self.sentence_s = sentence_s

    def run(self, on_stage: Callable[[str], None] = lambda _: None) -> BenchResult:
        """Measure everything; `on_stage` hears what is being measured."""
        result = BenchResult(
            tokens=self.tokens,
            batch=self.batch,
            precision=self.model.placement.precision,
            device=str(self.device),
            threads=torch.get_num_threads(),
        )
        with torch.inference_mode(), self.model.placement.autocast():
            on_stage("language model")
            self._language_model(result)
            on_stage("flow and vocoder")
            self._flow_and_vocoder(result)
            on_stage("whole requests")
            self._whole(result)
            on_stage("first chunk")
            result.first_chunk_ms = 1e3 * self._first_chunk()
            if self.sentence_s:
                on_stage("streamed sentence")
                result.chunk_rtf = self._chunks()
        result.peak_rss_mb = _peak_rss_mb()
        if self.device.type == "cuda":
            result.peak_gpu_mb = torch.cuda.max_memory_allocated(self.device) / 1e6
        return result

    def _language_model(self, result: BenchResult) -> None:
        llm = self.networks.llm
        prefixes = [self._prefix() for _ in range(self.batch)]
        cache = llm.new_cache(self.batch, max(CONTEXTS) + 1)

        def prefill() -> None:
            cache.length = 0
            llm.prefill(prefixes, cache)

        result.prefill_ms = 1e3 * self._best(prefill)
        cache.pairs.normal_()
        token = torch.zeros(self.batch, dtype=torch.long, device=self.device)
        for context in CONTEXTS:

            def step(context: int = context) -> None:
                cache.length = context - 1
                llm.log_probabilities(llm.step(token, cache))

            seconds = self._best(step)
            result.ms_per_token[str(context)] = round(1e3 * seconds, 3)
            result.tokens_per_s[str(context)] = round(self.batch / seconds, 3)
        products = self._bare_products()
        inputs = {weight.shape[1]: torch.randn(1, weight.shape[1], device=self.device) for weight in products}
        seconds = self._best(lambda: [F.linear(inputs[weight.shape[1]], weight) for weight in products])
        result.bare_products_ms = 1e3 * seconds
        result.read_gb_s = sum(weight.numel() * weight.element_size() for weight in products) / seconds / 1e9

    def _bare_products(self) -> list[Tensor]:
        """Weights of the size that one token reads, in float32 whatever the model's precision."""
        return [torch.randn(shape, device=self.device) for shape in self.networks.llm.dims.step_products]

    def _flow_and_vocoder(self, result: BenchResult) -> None:
        making = self._synthesiser(0)
        tokens = torch.randint(0, self.networks.flow.dims.vocabulary, (self.tokens,)).tolist()
        audio_s = self._audio_s(self.tokens)
        mel: list[Tensor] = []

        def flow() -> None:
            mel[:] = [making.mel(tokens)]

        result.flow_rtf = self._best(flow, 2) / audio_s
        result.vocoder_rtf = self._best(lambda: making.samples(mel[0]), 2) / audio_s

    def _whole(self, result: BenchResult) -> None:
        """The batch decoded together, then each row's flow and vocoder; exactly `tokens` speech tokens a row."""
        started = self._now()
        spoken = self._decode()
        decoded = self._now()
        for row, tokens in enumerate(spoken):
            self._synthesiser(row).whole(tokens)
        audio_s = self._audio_s(self.tokens) * self.batch
        result.llm_rtf = (decoded - started) / audio_s
        result.rtf = (self._now() - started) / audio_s

    def _decode(self) -> list[list[int]]:
        randomness = Randomness(0)
        rows = [
            Row(self._prefix(), self.tokens, self.tokens, randomness.generator(row, "llm"))
            for row in range(self.batch)
        ]
        for _ in self._generate(rows):
            pass
        return [row.tokens for row in rows]

    def _generate(self, rows: list[Row]) -> Iterator[tuple[int, int]]:
        """As requests do it on this device."""
        if self.device.type == "cuda":
            return generate_on_device(self.networks.llm, rows, Sampling())
        return generate(self.networks.llm, rows, Sampling())

    def _first_chunk(self) -> float:
        wanted = STREAMED_S * self.networks.flow.dims.token_rate_hz
        started = self._now()
        row = Row(self._prefix(), wanted, wanted, Randomness(0).generator(0, "llm"))
        tokens: Iterator[int] = (token for _, token in self._generate([row]))
        next(self._synthesiser(0).stream(tokens))
        return self._now() - started

    def _chunks(self) -> dict[str, float]:
        """All tokens are there at once, so that between two pieces only flow and vocoder work."""
        wanted = self.sentence_s * self.networks.flow.dims.token_rate_hz
        tokens = torch.randint(0, self.networks.flow.dims.vocabulary, (wanted,)).tolist()
        figures, end_s = {}, 0.0
        started = self._now()
        for _, used in self._synthesiser(0).stream(iter(tokens)):
            now = self._now()
            audio_s = self._audio_s(used)
            end_s += audio_s
            figures[f"{end_s:.1f}"] = round((now - started) / audio_s, 3)
            started = now
        return figures

    def _prefix(self) -> Tensor:
        text = torch.arange(PREFILL_TEXT, device=self.device).unsqueeze(0)
        prompt = torch.arange(PREFILL_PROMPT, device=self.device).unsqueeze(0)
        return self.networks.llm.assemble(text, None, prompt)

    def _synthesiser(self, row: int) -> Synthesis:
        bins = self.networks.flow.dims.mel_bins
        none = torch.zeros(1, 0, dtype=torch.int32, device=self.device)
        speaker = torch.ones(1, self.networks.flow.dims.speaker_width, device=self.device)
        voice = VoicePrompt(none, torch.zeros(1, 0, bins, device=self.device), speaker)
        randomness = Randomness(row)
        generators = randomness.generator(row, "flow"), randomness.generator(row, "vocoder")
        return self.model.synthesis(Making(voice, *generators))

    def _audio_s(self, tokens: int) -> float:
        frames = self.networks.flow.frames(tokens)
        return frames * self.networks.vocoder.samples_per_frame / self.networks.flow.dims.sample_rate

    def _best(self, work: Callable[[], object], repeats: int = REPEATS) -> float:
        work()
        best = float("inf")
        for _ in range(repeats):
            started = self._now()
            work()
            best = min(best, self._now() - started)
        return best

    def _now(self) -> float:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
        return time.perf_counter()


def bench_model(
    directory: Path,
    tokens: int = 250,
    batch: int = 1,
    device: str = "auto",
    precision: str = "auto",
    on_stage: Callable[[str], None] = lambda _: None,
    sentence_s: int = 0,
) -> BenchResult:
    """Open a model directory and measure it.

    Args:
        sentence_s: also how the pieces of a streamed sentence of so many seconds compare; 0 = not.

    Raises:
        EngineError: it can't be opened.
    """
    on_stage("opening")
    model = CosyVoiceModel(directory, device, precision)
    gc.collect()
    return Bench(model, tokens, batch, sentence_s).run(on_stage)


def _peak_rss_mb() -> float:
    memory = psutil.Process().memory_info()
    peak: int = getattr(memory, "peak_wset", 0)  # Windows
    if not peak:
        import resource

        # Linux counts kilobytes, macOS bytes.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if psutil.MACOS else 1024)
    return peak / 1e6
