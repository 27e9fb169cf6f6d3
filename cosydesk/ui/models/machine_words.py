"""What a machine is good for, in a sentence or two."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Machine
from cosydesk.ui.models.card_words import memory_text
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.ui.timecode import short_time

_REASONS = {
    "no_driver": QT_TRANSLATE_NOOP("Machine", "its driver isn't installed or doesn't answer"),
    "driver_old": QT_TRANSLATE_NOOP("Machine", "its driver is too old; install a newer one"),
    "no_support": QT_TRANSLATE_NOOP("Machine", "this installation has no support for NVIDIA cards"),
    "other_maker": QT_TRANSLATE_NOOP("Machine", "models run on NVIDIA's and Apple's GPUs only"),
    "small": QT_TRANSLATE_NOOP("Machine", "it has too little memory"),
}
_ON_GPU = QT_TRANSLATE_NOOP("Machine", "Speech will run on your {name}.")
_ON_GPU_OF = QT_TRANSLATE_NOOP("Machine", "Speech will run on your {name} ({memory}).")
_ON_CPU = QT_TRANSLATE_NOOP("Machine", "Speech will run on the processor.")
_ON_CPU_OF = QT_TRANSLATE_NOOP("Machine", "Speech will run on the processor ({facts}).")
_CORES = QT_TRANSLATE_NOOP("Machine", "{n} cores")
_NOT_USED = QT_TRANSLATE_NOOP("Machine", "Your {name} isn't used: {reason}.")
_AS_SET = QT_TRANSLATE_NOOP("Machine", "Preferences keep it off the graphics card.")
_PACE = QT_TRANSLATE_NOOP("Machine", "Measured here: {model} takes {time} for a minute of speech.")
_SECONDS = QT_TRANSLATE_NOOP("Machine", "{n} s")


def where_it_runs(machine: Machine, *, processor_only: bool = False) -> str:
    """One sentence: what will run where."""
    gpu = None if processor_only else machine.best_gpu
    if gpu is not None:
        if gpu.memory_bytes is None:
            return _tr(_ON_GPU).format(name=gpu.name)
        return _tr(_ON_GPU_OF).format(name=gpu.name, memory=memory_text(gpu.memory_bytes))
    facts = []
    cores = machine.cores.physical or machine.cores.logical
    if machine.cores.usable is not None:
        cores = min(cores or machine.cores.usable, machine.cores.usable)
    if cores:
        facts.append(_tr(_CORES).format(n=cores))
    if machine.memory_bytes:
        facts.append(memory_text(machine.memory_bytes))
    separator = "，" if _tr(_CORES) != _CORES else ", "
    return _tr(_ON_CPU_OF).format(facts=separator.join(facts)) if facts else _tr(_ON_CPU)


def why_not_faster(machine: Machine, *, processor_only: bool = False) -> str:
    """Why a graphics card that is there isn't used; "" when there is none, or it is."""
    if processor_only:
        return _tr(_AS_SET) if machine.best_gpu is not None else ""
    if machine.best_gpu is not None or not machine.gpus:
        return ""
    return _not_used(machine.gpus[0])


def measured(model_name: str, rtf: float) -> str:
    """What a measured pace means; "" when nothing was measured. `rtf`: compute seconds for a second of speech."""
    if rtf <= 0:
        return ""
    seconds = 60 * rtf
    time = _tr(_SECONDS).format(n=max(1, round(seconds))) if seconds < 60 else short_time(round(seconds))
    return _tr(_PACE).format(model=model_name, time=time)


def _not_used(gpu: Gpu) -> str:
    reason = _tr(_REASONS[gpu.code]) if gpu.code in _REASONS else gpu.reason.rstrip(".")
    return _tr(_NOT_USED).format(name=gpu.name, reason=reason)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Machine", text)
