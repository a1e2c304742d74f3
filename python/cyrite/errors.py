"""The exceptions of the Python side."""

from __future__ import annotations

from typing import Optional


class CyriteError(Exception):
    """Anything that goes wrong before the compiler could judge a source: no executable, bad option."""


class CompileError(CyriteError):
    """The compiler refused a source; ``messages`` is what it wrote on stderr.

    The two positional arguments are those of Cython's CompileError (position, message).
    """

    def __init__(
        self,
        position: object = None,
        message: str = "",
        *,
        source: Optional[str] = None,
        messages: str = "",
        status: int = 1,
    ) -> None:
        self.position = position
        self.message_only = message
        self.source = source
        self.messages = messages
        self.status = status
        text = message or (source or "")
        if messages:
            text = f"{text}\n\n{messages.rstrip()}" if text else messages.rstrip()
        super().__init__(text)
        self.formatted_message = text

    def __str__(self) -> str:
        return self.formatted_message
