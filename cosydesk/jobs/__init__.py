"""Jobs for the engine: their queue, and the thread that owns the engine process. QtCore only.

Nothing is imported here: what batches use of this folder is to load no Qt.
"""
