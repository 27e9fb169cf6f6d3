"""The third generation's fixed random numbers, as the reference's constructors happen to draw them."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from cosydesk.engine.causal_sound import Sound
from cosydesk.engine.flow.fixed_noise import BLOCK_FRAMES


def reference_noise(sound: Sound, samples: int) -> tuple[Tensor, Tensor]:
    """Phases (1, H) and uniform noise (1, samples, H). Source: spec cosyvoice3.md section 7."""
    flow, vocoder = sound.flow, sound.vocoder
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        torch.randn(1, flow.dims.mel_bins, BLOCK_FRAMES)
        nn.Embedding(*flow.input_embedding.weight.shape)
        nn.Linear(flow.dims.speaker_width, flow.dims.mel_bins)
        for layer in vocoder.f0_predictor.condnet:
            if isinstance(layer, nn.Conv1d):
                nn.Conv1d(layer.in_channels, layer.out_channels, layer.kernel_size)
        nn.Linear(vocoder.f0_predictor.classifier.in_features, 1)
        harmonics = vocoder.dims.source.harmonics
        phases = torch.rand(1, harmonics)
        phases[:, 0] = 0
        return phases, torch.rand(1, samples, harmonics)
