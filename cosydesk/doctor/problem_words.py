"""What each problem is called and what to do about it, in English; the window translates by source text."""

from __future__ import annotations

from cosydesk.doctor.noop import QT_TRANSLATE_NOOP

PROBLEMS: dict[str, tuple[str, str, str]] = {
    # graphics
    "driver_missing": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Doctor", "There is an NVIDIA card, but its driver isn't installed or doesn't answer."
        ),
        QT_TRANSLATE_NOOP("Doctor", "Install NVIDIA's driver and restart; until then models run on the CPU."),
    ),
    "driver_old": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "The driver {driver} of {gpu} is too old for CUDA {cuda}."),
        QT_TRANSLATE_NOOP(
            "Doctor", "Install driver {least} or newer from NVIDIA; until then models run on the CPU."
        ),
    ),
    "gpu_no_support": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "{gpu} isn't used: this installation has no support for NVIDIA cards."),
        QT_TRANSLATE_NOOP(
            "Doctor", "Install the CosyDesk that is made for NVIDIA cards, or a PyTorch with CUDA."
        ),
    ),
    "gpu_unsupported": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Doctor", "{gpu} isn't used: this PyTorch has no code for its compute capability {capability}."
        ),
        QT_TRANSLATE_NOOP(
            "Doctor", "Choose the CPU in Preferences, or install a PyTorch that supports the card."
        ),
    ),
    "gpu_small": (
        "hint",
        QT_TRANSLATE_NOOP("Doctor", "{gpu} has too little memory ({memory}) to be used by itself."),
        QT_TRANSLATE_NOOP("Doctor", "Models run on the CPU; you may still choose the card in Preferences."),
    ),
    "gpu_small_offer": (
        "hint",
        QT_TRANSLATE_NOOP("Doctor", "The memory of {gpu} ({memory}) is too small for {models}."),
        QT_TRANSLATE_NOOP("Doctor", "Those models run on the CPU here: choose it in Preferences for them."),
    ),
    "gpu_full": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "Only {free} of the memory of {gpu} is free: too little for {models}."),
        QT_TRANSLATE_NOOP(
            "Doctor", "Close other programs that use the card, or choose the CPU in Preferences."
        ),
    ),
    "cuda_fails": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "PyTorch can't use the NVIDIA card: {reason}"),
        QT_TRANSLATE_NOOP("Doctor", "Update NVIDIA's driver and restart; until then models run on the CPU."),
    ),
    # engine
    "engine_fails": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "The engine can't start: {reason}"),
        QT_TRANSLATE_NOOP(
            "Doctor", "Close other programs and try again; if it stays so, install CosyDesk again."
        ),
    ),
    "library_fails": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "{reason}"),
        QT_TRANSLATE_NOOP(
            "Doctor", "Install CosyDesk again; on Windows, also the Visual C++ Redistributable."
        ),
    ),
    # memory and disk
    "memory_small": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "This computer has {memory} of memory: too little for {models}."),
        QT_TRANSLATE_NOOP("Doctor", "Use the starter voices or a smaller model here."),
    ),
    "memory_small_offer": (
        "hint",
        QT_TRANSLATE_NOOP("Doctor", "With its {memory} of memory this computer is too small for {models}."),
        QT_TRANSLATE_NOOP("Doctor", "Choose the starter voices or a smaller model."),
    ),
    "memory_low": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "Only {free} of memory is free."),
        QT_TRANSLATE_NOOP("Doctor", "Close other programs, or unload the models."),
    ),
    "disk_low": (
        "hint",
        QT_TRANSLATE_NOOP(
            "Doctor", "Only {free} is free where models are kept: too little to download {models}."
        ),
        QT_TRANSLATE_NOOP("Doctor", "Free some space, or choose another folder for models in Preferences."),
    ),
    "disk_full": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "The disk is almost full: {free} left at {folder}."),
        QT_TRANSLATE_NOOP("Doctor", "Free some space: projects can't be saved on a full disk."),
    ),
    # screen and sound
    "no_output": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "There is no sound output: nothing can be heard."),
        QT_TRANSLATE_NOOP(
            "Doctor", "Plug in headphones or loudspeakers, or start the system's sound service."
        ),
    ),
    "no_input": (
        "hint",
        QT_TRANSLATE_NOOP("Doctor", "There is no microphone: voices can't be recorded here."),
        QT_TRANSLATE_NOOP("Doctor", "Plug one in, or make voices from sound files."),
    ),
    "no_display": (
        "hint",
        QT_TRANSLATE_NOOP("Doctor", "There is no display: the window can't be shown."),
        QT_TRANSLATE_NOOP(
            "Doctor", "Use the commands say and serve here, or start CosyDesk in a desktop session."
        ),
    ),
    "window_fails": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "The window can't be opened: {reason}"),
        QT_TRANSLATE_NOOP(
            "Doctor",
            "Start CosyDesk in a desktop session; if this is one, install the system packages that Qt needs.",
        ),
    ),
    "screen_unseen": (
        "warning",
        QT_TRANSLATE_NOOP(
            "Doctor", "The window is drawn where nobody sees it (QT_QPA_PLATFORM is {platform})."
        ),
        QT_TRANSLATE_NOOP("Doctor", "Start CosyDesk without QT_QPA_PLATFORM."),
    ),
    "xwayland": (
        "hint",
        QT_TRANSLATE_NOOP(
            "Doctor", "The window runs through XWayland and may look blurred on a scaled screen."
        ),
        QT_TRANSLATE_NOOP("Doctor", "Start CosyDesk with QT_QPA_PLATFORM=wayland."),
    ),
    # models and folders
    "model_incomplete": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "{model} in {folder} is incomplete: {files} is missing."),
        QT_TRANSLATE_NOOP("Doctor", "Download it again: only what is missing is fetched."),
    ),
    "model_damaged": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "{model} in {folder} is damaged: {files} is not as it should be."),
        QT_TRANSLATE_NOOP("Doctor", "Repair it: only the damaged files are fetched again."),
    ),
    "models_absent": (
        "warning",
        QT_TRANSLATE_NOOP("Doctor", "The folder {folder}, in which models are looked for, is not there."),
        QT_TRANSLATE_NOOP("Doctor", "Plug in its disk, or take it out of Preferences."),
    ),
    "not_writable": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "The folder {folder} can't be written."),
        QT_TRANSLATE_NOOP("Doctor", "Give yourself the right to write there."),
    ),
    "settings_aside": (
        "hint",
        QT_TRANSLATE_NOOP("Doctor", "The settings were damaged and began anew; the old file is {file}."),
        QT_TRANSLATE_NOOP("Doctor", "Copy from it what you want back, then delete it."),
    ),
    "catalogue": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "The list of models can't be read: {reason}"),
        QT_TRANSLATE_NOOP("Doctor", "Install CosyDesk again."),
    ),
    # versions
    "version_missing": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "{package} is not installed."),
        QT_TRANSLATE_NOOP("Doctor", "Install CosyDesk again."),
    ),
    "version_old": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "{package} {version} is too old: {least} or newer is needed."),
        QT_TRANSLATE_NOOP("Doctor", "Install CosyDesk again."),
    ),
    "version_unfit": (
        "error",
        QT_TRANSLATE_NOOP("Doctor", "{package} {version} doesn't fit: it has to be older than {below}."),
        QT_TRANSLATE_NOOP("Doctor", "Install CosyDesk again."),
    ),
    "version_untested": (
        "hint",
        QT_TRANSLATE_NOOP(
            "Doctor", "{package} {version} is newer than the {tested} that CosyDesk is tested with."
        ),
        QT_TRANSLATE_NOOP(
            "Doctor", "Nothing to do as long as everything works; else install CosyDesk again."
        ),
    ),
}
"""Code -> severity, what is wrong, what to do. Gaps are filled with the problem's values."""
