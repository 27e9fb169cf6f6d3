"""What errors of servers are called in the window."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

SERVERS_BY_CODE: dict[str, tuple[str, str]] = {
    "server_gone": (
        QT_TRANSLATE_NOOP("Error", "The server doesn't answer."),
        QT_TRANSLATE_NOOP("Error", "See whether it is running and the network is there, then try again."),
    ),
    "server_token": (
        QT_TRANSLATE_NOOP("Error", "The server doesn't take the token."),
        QT_TRANSLATE_NOOP("Error", "Enter the token that the server was started with."),
    ),
    "server_unknown": (
        QT_TRANSLATE_NOOP("Error", "This is no speech service that CosyDesk knows."),
        QT_TRANSLATE_NOOP(
            "Error", "Check the address and the port; both computers should have the same version."
        ),
    ),
    "server_address": (
        QT_TRANSLATE_NOOP("Error", "This is no address of a server."),
        QT_TRANSLATE_NOOP("Error", "Write it as http://studio-pc:50000."),
    ),
    "server_refused": (
        QT_TRANSLATE_NOOP("Error", "The server refuses to speak for this computer."),
        QT_TRANSLATE_NOOP("Error", "Use the name that the server was started with."),
    ),
    "server_certificate": (
        QT_TRANSLATE_NOOP("Error", "This computer doesn't trust the server's certificate."),
        QT_TRANSLATE_NOOP(
            "Error", "Ask whoever runs the server, or use an http address in your own network."
        ),
    ),
    "server_fault": (
        QT_TRANSLATE_NOOP("Error", "The server reports a fault."),
        QT_TRANSLATE_NOOP("Error", "Try again; if it happens again, look into the server's log."),
    ),
    "server_changed": (
        QT_TRANSLATE_NOOP("Error", "The server speaks with another model now."),
        QT_TRANSLATE_NOOP("Error", "Try again; its voices may have changed."),
    ),
    "server_cut": (
        QT_TRANSLATE_NOOP("Error", "The server broke off in the middle."),
        QT_TRANSLATE_NOOP("Error", "See whether its model has this voice and mode; its log says more."),
    ),
    "servers_write": (
        QT_TRANSLATE_NOOP("Error", "The list of servers can't be written."),
        QT_TRANSLATE_NOOP("Error", "Free some space on the disk."),
    ),
    "text_too_long": (
        QT_TRANSLATE_NOOP("Error", "The text is longer than the server takes at once."),
        QT_TRANSLATE_NOOP("Error", "Split the line."),
    ),
    "body_too_large": (
        QT_TRANSLATE_NOOP("Error", "The recording is longer than the server takes."),
        QT_TRANSLATE_NOOP("Error", "Cut out the part you need."),
    ),
}

SERVER_SENTENCES = (
    QT_TRANSLATE_NOOP("Error", "The server {0} doesn't answer."),
    QT_TRANSLATE_NOOP("Error", "The server {0} doesn't take the token."),
    QT_TRANSLATE_NOOP("Error", "What answers at {0} is no speech service that CosyDesk knows."),
    QT_TRANSLATE_NOOP("Error", "The certificate of {0} is not one that this computer trusts."),
    QT_TRANSLATE_NOOP("Error", "The server {0} speaks with another model now."),
    QT_TRANSLATE_NOOP("Error", "The server {0} broke off in the middle."),
    QT_TRANSLATE_NOOP("Error", "The server {0} can't speak this (HTTP {1})."),
)
