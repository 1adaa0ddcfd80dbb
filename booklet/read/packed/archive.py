"""Web archives (`.mhtml`): the page that a browser saved with all that belongs to it.

Takes bytes; gives the page. Pictures, styles and frames of other sites are left alone.
"""

from __future__ import annotations

import email
import email.policy

from booklet.read.packed.unpacked import Unpacked, UnreadableError


def mhtml(data: bytes) -> Unpacked:
    """The first page of an archive, which is the one that was saved."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            held = part.get_payload(decode=True)
            body = held if isinstance(held, bytes) else b""
            charset = part.get_content_charset() or "utf-8"
            try:
                return Unpacked(body.decode(charset, "replace"))
            except LookupError:
                return Unpacked(body.decode("utf-8", "replace"))
    raise UnreadableError("a web archive without a page", "Save the page again.")
