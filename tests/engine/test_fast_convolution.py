"""The fast convolution against its definition in float64."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from cosydesk.engine.layers.fast_convolution import FastConvolution, bilinear_matrices


@pytest.mark.parametrize(("span", "taps"), [(8, 3), (16, 7), (24, 11), (10, 5), (7, 4)])
def test_the_matrices_correlate(span: int, taps: int) -> None:
    a, g, b = bilinear_matrices(span, taps)
    generator = torch.Generator().manual_seed(taps)
    x = torch.randn(span, generator=generator, dtype=torch.float64)
    kernel = torch.randn(taps, generator=generator, dtype=torch.float64)
    expected = (x.unfold(0, taps, 1) * kernel).sum(1)
    assert torch.allclose(a @ ((g @ kernel) * (b @ x)), expected, atol=1e-12)


@pytest.mark.parametrize("taps", [3, 5, 7, 11, 13])
@pytest.mark.parametrize("dilation", [1, 3, 5])
@pytest.mark.parametrize("length", [1, 37, 700])
@pytest.mark.parametrize("bias", [True, False])
def test_a_convolution_is_exact(taps: int, dilation: int, length: int, bias: bool) -> None:
    torch.manual_seed(taps)
    convolution = nn.Conv1d(
        16, 24, taps, dilation=dilation, padding=(taps - 1) * dilation // 2, bias=bias
    ).double()
    x, before = torch.randn(length, 16), torch.randn(length, 24)
    with torch.inference_mode():
        expected = before.double() + convolution(x.double().t().unsqueeze(0))[0].t()
        fast = FastConvolution(convolution.float())
        padded = torch.zeros(fast.padded_rows(length), 16)
        padded[fast.before : fast.before + length] = x
        made = before.clone()
        fast.add_to(made, padded)
    assert (made - expected).abs().max() < 2e-6


def test_it_can_be_stopped() -> None:
    class StopError(Exception):
        pass

    def stop() -> None:
        raise StopError

    fast = FastConvolution(nn.Conv1d(8, 8, 7, padding=3))
    with torch.inference_mode(), pytest.raises(StopError):
        fast.add_to(torch.zeros(50, 8), torch.zeros(fast.padded_rows(50), 8), stop)
