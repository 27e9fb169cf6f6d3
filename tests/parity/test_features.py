"""Prompt features against the reference."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from cosydesk.engine.causal_dims import causal_flow_dims
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import flow_dims
from cosydesk.engine.family import family_of
from cosydesk.engine.frontend.audio import Recording, read_recording
from cosydesk.engine.frontend.encoded_prompt import PromptShape
from cosydesk.engine.frontend.features import (
    PROMPT_RATE_HZ,
    MelDims,
    acoustic_mel,
    kaldi_fbank,
    speaker_features,
    whisper_mel,
)
from cosydesk.engine.frontend.voice_prompt import PromptEncoder
from cosydesk.engine.types import Prompt
from tests.parity.conftest import TOLERANCE, Golden, distance

FBANK_TOLERANCE = 2e-4
ROUNDING = 2e-7
"""Of an amplitude beside the loudest of its frame: what float32 Fourier transforms differ by on two processors."""


def fbank_excess(ours: torch.Tensor, reference: torch.Tensor, energies: torch.Tensor) -> float:
    """The largest difference of log energies over what rounding explains.

    A band far below the loudest of its frame is mostly rounding: two processors' transforms differ there by more than
    the bound, and the reference itself differs as much from the exact value (6e-4 at a hundred-millionth).

    Args:
        energies: (frames, bins) of the reference, natural log.
    """
    below = energies.amax(dim=-1, keepdim=True) - energies
    allowed = FBANK_TOLERANCE + ROUNDING * torch.exp(below / 2)
    return float(((ours - reference).abs() - allowed).max())


@pytest.fixture(scope="module")
def prompt(golden_dir: Path) -> Prompt:
    """The recording that golden sets are made from lies in an ``audio`` folder beside or above them."""
    here = Path(__file__).resolve()
    folders = [*golden_dir.resolve().parents, *(parent / "shared" for parent in here.parents)]
    candidates = [folder / "audio" / "zero_shot_prompt.wav" for folder in folders]
    return Prompt(next((path for path in candidates if path.is_file()), candidates[0]))


@pytest.fixture(scope="module")
def recording(prompt: Prompt) -> Recording:
    assert isinstance(prompt.audio, Path)
    if not prompt.audio.is_file():
        pytest.skip("the recording of the golden set is not beside it")
    return read_recording(prompt)


@pytest.mark.parametrize("rate", [16000, 22050, 24000])
def test_resampling(checkpoint: Checkpoint, recording: Recording, golden: Golden, rate: int) -> None:
    assert distance(recording.at(rate), golden("audio")[f"wav_{rate}"][0]) < TOLERANCE


def test_listening_features(checkpoint: Checkpoint, recording: Recording, golden: Golden) -> None:
    reference = golden("audio")
    samples = recording.at(PROMPT_RATE_HZ)
    assert distance(whisper_mel(samples), reference["whisper_mel128"]) < TOLERANCE
    energies = reference["fbank80_raw"].reshape(-1, 80)
    assert fbank_excess(kaldi_fbank(samples), energies, energies) < 0
    assert fbank_excess(speaker_features(samples)[0], reference["fbank80_cmn"].reshape(-1, 80), energies) < 0
    assert fbank_excess(kaldi_fbank(samples * 1.001), energies, energies) > 0, "a wrong level is noticed"


def test_acoustic_mel(checkpoint: Checkpoint, recording: Recording, golden: Golden) -> None:
    dims = MelDims.of(checkpoint.config)
    ours = acoustic_mel(recording.at(dims.sample_rate), dims)
    assert distance(ours.transpose(1, 2), golden("audio")[f"mel_{dims.sample_rate}"]) < TOLERANCE
    # The reference's own slip of that revision, which shows that the filters themselves agree at any rate.
    slip = acoustic_mel(recording.at(24000), dims)
    assert distance(slip, golden("audio")["mel_from24k"]) < TOLERANCE


def test_features_at_24_khz(
    later_checkpoint: Checkpoint, prompt: Prompt, recording: Recording, later_golden: Golden
) -> None:
    reference, mel = later_golden("audio"), MelDims.of(later_checkpoint.config)
    family, config = family_of(later_checkpoint), later_checkpoint.config
    assert distance(recording.at(24000), reference["wav_24000"][0]) < TOLERANCE
    assert distance(acoustic_mel(recording.at(24000), mel), reference["mel"]) < TOLERANCE
    flow = causal_flow_dims(config)
    encoder = PromptEncoder(
        later_checkpoint.file(family.speech_tokenizer),
        later_checkpoint.file("campplus.onnx"),
        mel,
        PromptShape(flow.mel_bins, flow.speaker_width, flow.vocabulary),
        frames_per_token=family.frames_per_token(config),
    )
    voice = encoder.encode(prompt)
    assert torch.equal(voice.speech_tokens, reference["speech_token"])
    assert voice.mel.shape[1] == 2 * voice.speech_tokens.shape[1]
    assert distance(voice.mel, reference["mel"][:, : voice.mel.shape[1]]) < TOLERANCE


def test_encoders(checkpoint: Checkpoint, prompt: Prompt, recording: Recording, golden: Golden) -> None:
    flow = flow_dims(checkpoint.config)
    encoder = PromptEncoder(
        checkpoint.file("speech_tokenizer_v1.onnx"),
        checkpoint.file("campplus.onnx"),
        MelDims.of(checkpoint.config),
        PromptShape(flow.mel_bins, flow.speaker_width, flow.vocabulary),
    )
    voice = encoder.encode(prompt)
    reference = golden("audio")
    assert torch.equal(voice.speech_tokens, reference["speech_token"])
    assert distance(voice.speaker, reference["spk_embedding"]) < TOLERANCE
    assert encoder.encode(prompt) is voice, "a prompt is encoded once"
