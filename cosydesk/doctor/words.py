"""Every text of a report, in English; the window translates them by their source text, context "Doctor".

``packaging/translate.py`` collects them from here, so that the window needs no second table.
"""

from __future__ import annotations

from cosydesk.doctor.noop import QT_TRANSLATE_NOOP

SECTIONS: dict[str, str] = {
    "system": QT_TRANSLATE_NOOP("Doctor", "Computer"),
    "graphics": QT_TRANSLATE_NOOP("Doctor", "Graphics"),
    "engine": QT_TRANSLATE_NOOP("Doctor", "Engine"),
    "desk": QT_TRANSLATE_NOOP("Doctor", "Screen and sound"),
    "models": QT_TRANSLATE_NOOP("Doctor", "Models"),
    "folders": QT_TRANSLATE_NOOP("Doctor", "Folders"),
    "versions": QT_TRANSLATE_NOOP("Doctor", "Versions"),
}
"""Key -> title, in the order to show them."""

FACTS: dict[str, str] = {
    "os": QT_TRANSLATE_NOOP("Doctor", "System"),
    "cpu": QT_TRANSLATE_NOOP("Doctor", "Processor"),
    "cores": QT_TRANSLATE_NOOP("Doctor", "Cores"),
    "memory": QT_TRANSLATE_NOOP("Doctor", "Memory"),
    "no_gpu": QT_TRANSLATE_NOOP("Doctor", "Graphics card"),
    "cuda": QT_TRANSLATE_NOOP("Doctor", "CUDA in PyTorch"),
    "mps": QT_TRANSLATE_NOOP("Doctor", "Apple GPU"),
    "engine": QT_TRANSLATE_NOOP("Doctor", "Engine process"),
    "threads": QT_TRANSLATE_NOOP("Doctor", "Processor threads"),
    "int8": QT_TRANSLATE_NOOP("Doctor", "int8 on the processor"),
    "screen": QT_TRANSLATE_NOOP("Doctor", "Qt platform"),
    "session": QT_TRANSLATE_NOOP("Doctor", "Session"),
    "outputs": QT_TRANSLATE_NOOP("Doctor", "Sound outputs"),
    "inputs": QT_TRANSLATE_NOOP("Doctor", "Microphones"),
    "no_model": QT_TRANSLATE_NOOP("Doctor", "Model folders"),
    "models_folder": QT_TRANSLATE_NOOP("Doctor", "Downloads go to"),
    "data": QT_TRANSLATE_NOOP("Doctor", "Projects and voices"),
    "config": QT_TRANSLATE_NOOP("Doctor", "Settings"),
    "cache": QT_TRANSLATE_NOOP("Doctor", "Cache"),
    "log": QT_TRANSLATE_NOOP("Doctor", "Logs"),
}
"""Key -> what stands before the values. Facts about a named thing (a card, a model, a package) show its name."""

KINDS: dict[str, str] = {
    "cores": QT_TRANSLATE_NOOP("Doctor", "{0} cores"),
    "hyperthreads": QT_TRANSLATE_NOOP("Doctor", "{0} threads"),
    "usable": QT_TRANSLATE_NOOP("Doctor", "{0} for this program"),
    "free": QT_TRANSLATE_NOOP("Doctor", "{0} free"),
    "driver": QT_TRANSLATE_NOOP("Doctor", "driver {0}"),
    "capability": QT_TRANSLATE_NOOP("Doctor", "compute capability {0}"),
    "idle": QT_TRANSLATE_NOOP("Doctor", "idle for {0}"),
    "tested": QT_TRANSLATE_NOOP("Doctor", "tested with {0}"),
}
"""How a value of that kind is written; other kinds stand as they are."""

WORDS: dict[str, str] = {
    "none": QT_TRANSLATE_NOOP("Doctor", "none"),
    "unknown": QT_TRANSLATE_NOOP("Doctor", "not found out"),
    "missing": QT_TRANSLATE_NOOP("Doctor", "missing"),
    "works": QT_TRANSLATE_NOOP("Doctor", "works"),
    "fails": QT_TRANSLATE_NOOP("Doctor", "doesn't work"),
    "not_built": QT_TRANSLATE_NOOP("Doctor", "not in this installation"),
    "used": QT_TRANSLATE_NOOP("Doctor", "models run on it"),
    "unused": QT_TRANSLATE_NOOP("Doctor", "not used"),
    "whole": QT_TRANSLATE_NOOP("Doctor", "complete"),
    "incomplete": QT_TRANSLATE_NOOP("Doctor", "incomplete"),
    "damaged": QT_TRANSLATE_NOOP("Doctor", "damaged"),
    "writable": QT_TRANSLATE_NOOP("Doctor", "can be written"),
    "not_writable": QT_TRANSLATE_NOOP("Doctor", "can't be written"),
    "absent": QT_TRANSLATE_NOOP("Doctor", "not there"),
    "no_display": QT_TRANSLATE_NOOP("Doctor", "no display"),
    "not_asked": QT_TRANSLATE_NOOP("Doctor", "not asked"),
    "waiting": QT_TRANSLATE_NOOP("Doctor", "asked, no answer yet"),
}

NO_PROBLEMS = QT_TRANSLATE_NOOP("Doctor", "No problems were found.")

SEVERITIES: dict[str, str] = {
    "error": QT_TRANSLATE_NOOP("Doctor", "Doesn't work"),
    "warning": QT_TRANSLATE_NOOP("Doctor", "Works less well"),
    "hint": QT_TRANSLATE_NOOP("Doctor", "Good to know"),
}
