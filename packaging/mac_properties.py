"""What a Mac is told of the program: the Info.plist of its bundle, for PyInstaller's BUNDLE."""

from __future__ import annotations

from typing import Any

IDENTIFIER = "io.github.cosydesk.CosyDesk"
PROJECT_TYPE = f"{IDENTIFIER}.project"
VOICE_TYPE = f"{IDENTIFIER}.voice"
COPYRIGHT = "The CosyDesk authors. Apache License 2.0"
OTHERS = (
    "srt",
    "vtt",
    "ass",
    "ssa",
    "csv",
    "tsv",
    "txt",
    "md",
    "docx",
    "wav",
    "flac",
    "mp3",
    "m4a",
    "mp4",
    "mov",
    "mkv",
)
"""Endings of other programs' files that it opens too, and leaves to them."""


def properties(version: str) -> dict[str, Any]:
    """The Info.plist, but for what PyInstaller writes itself; the icons lie in Resources as *.icns."""
    return {
        "CFBundleDisplayName": "CosyDesk",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": "CosyDesk",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "CFBundleDocumentTypes": [
            _own_document("CosyDesk project", PROJECT_TYPE, "project.icns"),
            _own_document("CosyDesk voice", VOICE_TYPE, "voice.icns"),
            {
                "CFBundleTypeName": "Scripts, subtitles, sounds and films",
                "CFBundleTypeExtensions": list(OTHERS),
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
            },
        ],
        "UTExportedTypeDeclarations": [
            _type(
                "CosyDesk project", PROJECT_TYPE, "cosydesk", "application/x-cosydesk-project", "project.icns"
            ),
            _type("CosyDesk voice", VOICE_TYPE, "cosyvoice", "application/x-cosydesk-voice", "voice.icns"),
        ],
        "LSApplicationCategoryType": "public.app-category.video",
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": COPYRIGHT,
        "NSMicrophoneUsageDescription": "CosyDesk records your voice when you press the record button.",
        "NSSupportsAutomaticGraphicsSwitching": True,
    }


def _own_document(name: str, uti: str, icon: str) -> dict[str, Any]:
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeIconFile": icon,
        "CFBundleTypeRole": "Editor",
        "LSHandlerRank": "Owner",
        "LSItemContentTypes": [uti],
    }


def _type(name: str, uti: str, suffix: str, media_type: str, icon: str) -> dict[str, Any]:
    return {
        "UTTypeIdentifier": uti,
        "UTTypeDescription": name,
        "UTTypeIconFile": icon,
        "UTTypeConformsTo": ["public.data", "public.content"],
        "UTTypeTagSpecification": {
            "public.filename-extension": [suffix],
            "public.mime-type": [media_type],
        },
    }
