"""The carrier's signature on what it posts, made by the carrier's own library."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from twilio import request_validator

_Validator: Any = request_validator.RequestValidator  # the library has no types


def signed_url(url: str, voice: bool = False) -> str:
    """The address as it is signed: no fragment, no user and password; https voice requests lose their port.

    Source: the carrier's security page. A bare trailing question mark stays, so text is cut, not rebuilt.
    """
    bare = url.partition("#")[0]
    parts = urlsplit(bare)
    host = parts.netloc.rpartition("@")[2]
    if voice and parts.scheme == "https" and parts.port:
        host = host.removesuffix(f":{parts.port}")
    return bare.replace(f"//{parts.netloc}", f"//{host}", 1)


def signature(token: str, url: str, params: Mapping[str, str], voice: bool = False) -> str:
    """The value of X-Twilio-Signature for a form posted to `url`."""
    signed: str = _Validator(token).compute_signature(signed_url(url, voice), params)
    return signed


def without_fragment(url: str) -> str:
    """The address as it is asked for: the fragment is for the carrier alone."""
    return url.partition("#")[0]
