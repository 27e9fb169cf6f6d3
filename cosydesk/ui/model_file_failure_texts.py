"""What can go wrong with a model's files, in words that can be translated; `failures` shows them."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

OF_MODEL_FILES: dict[str, tuple[str, str]] = {
    "unknown_model": (
        QT_TRANSLATE_NOOP("Error", "This model is not in the catalogue."),
        QT_TRANSLATE_NOOP("Error", "Choose another model."),
    ),
    "catalogue": (
        QT_TRANSLATE_NOOP("Error", "The model catalogue is damaged."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
    "not_found": (
        QT_TRANSLATE_NOOP("Error", "The hub doesn't have this model."),
        QT_TRANSLATE_NOOP("Error", "Check the mirror and the revision."),
    ),
    "network": (
        QT_TRANSLATE_NOOP("Error", "The connection to the hub broke."),
        QT_TRANSLATE_NOOP("Error", "Check the network and the proxy, then resume: what has arrived is kept."),
    ),
    "refused": (
        QT_TRANSLATE_NOOP("Error", "The hub refused access."),
        QT_TRANSLATE_NOOP("Error", "Check the mirror's address and its token."),
    ),
    "busy": (
        QT_TRANSLATE_NOOP("Error", "The hub is busy or out of order."),
        QT_TRANSLATE_NOOP("Error", "Resume in a few minutes."),
    ),
    "damaged": (
        QT_TRANSLATE_NOOP("Error", "The downloaded model is damaged."),
        QT_TRANSLATE_NOOP(
            "Error", "Try again: only the bad files are fetched. If it stays, choose another mirror."
        ),
    ),
    "disk_full": (
        QT_TRANSLATE_NOOP("Error", "The disk has too little room for the model."),
        QT_TRANSLATE_NOOP("Error", "Free some space, or choose another folder for models."),
    ),
    "folder": (
        QT_TRANSLATE_NOOP("Error", "The folder for models can't be used."),
        QT_TRANSLATE_NOOP("Error", "Check the folder for models."),
    ),
    "worker": (
        QT_TRANSLATE_NOOP("Error", "The download stopped unexpectedly."),
        QT_TRANSLATE_NOOP("Error", "Resume: what has arrived is kept."),
    ),
    "paused": (
        QT_TRANSLATE_NOOP("Error", "The download is paused."),
        QT_TRANSLATE_NOOP("Error", "Resume it to go on where it stopped."),
    ),
    "cancelled": (
        QT_TRANSLATE_NOOP("Error", "The download was cancelled."),
        "",
    ),
    "not_a_model": (
        QT_TRANSLATE_NOOP("Error", "This is not a model folder, so nothing in it was deleted."),
        QT_TRANSLATE_NOOP("Error", "Choose the folder that holds the model's files."),
    ),
    "not_removed": (
        QT_TRANSLATE_NOOP("Error", "The model can't be deleted."),
        QT_TRANSLATE_NOOP("Error", "Close what uses the model, then try again."),
    ),
}
"""Of `cosydesk.weights`, whose codes are its own."""

MODEL_FILE_SENTENCES = (
    QT_TRANSLATE_NOOP("Error", "The download needs {0} and {1} must stay free, but the disk has {2}."),
    QT_TRANSLATE_NOOP("Error", "The disk filled up during the download."),
    QT_TRANSLATE_NOOP("Error", "Free some space, then resume."),
    QT_TRANSLATE_NOOP("Error", "{0} is being downloaded by another CosyDesk."),
    QT_TRANSLATE_NOOP("Error", "Wait for it, or stop it."),
    QT_TRANSLATE_NOOP("Error", "{0} was not found on the hub."),
    QT_TRANSLATE_NOOP("Error", "{0} on the hub lacks {1}."),
    QT_TRANSLATE_NOOP("Error", "Update CosyDesk, or choose another mirror or revision."),
    QT_TRANSLATE_NOOP("Error", "What the hub sent is not what it lists."),
    QT_TRANSLATE_NOOP("Error", "Try again later or choose another mirror."),
    QT_TRANSLATE_NOOP("Error", "There is no folder at {0}."),
    QT_TRANSLATE_NOOP("Error", "Choose the folder that holds the model."),
    QT_TRANSLATE_NOOP("Error", "The check was cancelled."),
    QT_TRANSLATE_NOOP("Error", "{0} is not a model folder, so nothing in it was deleted."),
    QT_TRANSLATE_NOOP("Error", "{0} can't be deleted: {1}."),
)
"""Said exactly so by the layer below, but for the gaps."""
