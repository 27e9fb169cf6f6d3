"""What can go wrong with model files: one type, told apart by its code."""

from __future__ import annotations


class WeightsError(Exception):
    """A model can't be found, fetched or trusted.

    Attributes:
        code: stable identifier and key for translations: ``unknown_model``, ``not_found``, ``network``,
            ``refused``, ``busy``, ``damaged``, ``disk_full``, ``folder``, ``catalogue``, ``cancelled``,
            ``paused``, ``worker``, ``not_a_model``, ``not_removed``.
        message: one sentence in English that says what is wrong.
        remedy: one sentence in English that says what to do; may be empty.
    """

    def __init__(self, message: str, remedy: str = "", code: str = "weights") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross the process boundary by pickle.
        return (WeightsError, (self.message, self.remedy, self.code))
