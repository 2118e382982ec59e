"""What can go wrong, as a shallow tree. Messages are Dutch: what is wrong, then what to do."""

from __future__ import annotations


class AmorecheckError(Exception):
    """Base of all errors that reach a user. `exit_code` is what the command line ends with."""

    exit_code = 2


class DocumentError(AmorecheckError):
    """A document could not be read. `code` is stable and short; `kind` names the cause."""

    exit_code = 3
    code = "document"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class UnreadableError(DocumentError):
    """Damaged, empty, or not what its name says."""

    code = "onleesbaar"


class EncryptedError(DocumentError):
    """Protected with a password."""

    code = "versleuteld"


class NoTextLayerError(DocumentError):
    """A scan: pages without text."""

    code = "geen-tekstlaag"


class UnsupportedError(DocumentError):
    """A format that is not read (.doc, .rtf, pictures ...)."""

    code = "niet-ondersteund"


class TooLargeError(DocumentError):
    """Larger than the limits on size, members or output."""

    code = "te-groot"


class TimedOutError(DocumentError):
    """Reading took longer than the limit."""

    code = "te-traag"


class RuleError(AmorecheckError):
    """A rule file or lexicon is wrong. `place` is file:line:column."""

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place


class ModelError(AmorecheckError):
    """The language model is not installed or cannot be used."""


class ConfigurationError(AmorecheckError):
    """A setting or option has no meaning."""
