"""Did our carrier send this? A request is genuine if its signature fits the address and the form, under one token."""

import hmac
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from twilio import request_validator

_library: Any = request_validator  # it has no types


def genuine(address: str, params: Mapping[str, str], signature: str | None, tokens: Sequence[str]) -> bool:
    """Is `signature` (the X-Twilio-Signature header) the carrier's own over this address and these form fields?

    `address` is the public one, scheme to end of query, built from the settings and never from what the request says
    of itself. `params` are the decoded fields of a POSTed form (empty for a GET), a MultiDict or a plain mapping.
    `tokens` are the account's auth tokens: two during a rotation, and one that fits is enough.

    Port rule: the carrier signs https calls without the port and https texts with it, so both forms of the same
    address are tried; a port can therefore be added, dropped or changed without the signature noticing.
    Whatever is missing, odd or ambiguous is not genuine: no token, an address that is not in its plain form, a field
    given twice (the signature does not tell their order), a `bodySHA256` in the query (it would take the signature
    away from the body). Never raises. Rule: https://www.twilio.com/docs/usage/security
    """
    try:
        return _fits(address, params, signature or "", tokens)
    except Exception:  # noqa: BLE001  a request that breaks the check is a forged one
        return False


def _fits(address: str, params: Mapping[str, str], signature: str, tokens: Sequence[str]) -> bool:
    if isinstance(tokens, str) or not all(tokens) or not (_plain(address) and _single(params)):
        return False
    expected = [mine for token in tokens for mine in _signatures(address, params, token)]
    fitting = [hmac.compare_digest(mine.encode(), signature.encode()) for mine in expected]
    return any(fitting)  # all were compared: time tells nothing of which


def _signatures(address: str, params: Mapping[str, str], token: str) -> list[str]:
    parts, validator = urlsplit(address), _library.RequestValidator(token)
    forms = _library.add_port(parts), _library.remove_port(parts)
    return [validator.compute_signature(form, params) for form in forms]


def _plain(address: str) -> bool:
    """Written the one way that the library would write it: it forgives capitals, blanks and a bare `?`."""
    parts = urlsplit(address)
    return parts.geturl() == address and "bodySHA256" not in parse_qs(parts.query, True)


def _single(params: Mapping[str, str]) -> bool:
    """Each field once. A MultiDict has `getlist`; a plain mapping cannot hold a name twice."""
    values = getattr(params, "getlist", None)
    return values is None or all(len(values(name)) == 1 for name in params)
