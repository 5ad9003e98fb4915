"""The carrier asks a customer's webhook: signed, with the retries that the address's fragment orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs, urlsplit

from helpline.simulator.ledger import Ledger
from helpline.simulator.signing import signature, without_fragment
from helpline.simulator.transport import Answer, TooSlowError, UnreachableError

MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to a webhook. `voice`: asks what to do in a call, which is signed a little differently.

    `token` is the same on each retry; `sid` is the text or call it is about.
    """

    account: str
    url: str
    params: Mapping[str, str]
    sid: str
    token: str
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """No usable answer: a code of the carrier's debugger, and words."""

    code: int
    words: str


def ask(ledger: Ledger, asked: Asked) -> Answer | Failure:
    """Post it, and again as often as its fragment says. An answer is anything below HTTP 400."""
    tries, reasons = retries(asked.url)
    failure = Failure(11200, "")
    for _ in range(tries + 1):
        reason, outcome = _try(partial(post_again, ledger, asked))
        if isinstance(outcome, Answer):
            ledger.answers.append((asked.url, outcome))
            return outcome
        failure = Failure(11200 if reason in {"4xx", "5xx"} else 11205, outcome)
        if reason not in reasons and "all" not in reasons:
            break
    return failure


def post_again(ledger: Ledger, asked: Asked) -> Answer:
    """Post it once, the same to the letter each time. Raises `UnreachableError` or `TooSlowError`."""
    headers = {
        "X-Twilio-Signature": signature(ledger.accounts[asked.account].token, asked.url, asked.params, asked.voice),
        "I-Twilio-Idempotency-Token": asked.token,
        "User-Agent": "TwilioProxy/1.1",
        "Accept": "*/*",
    }
    return ledger.post(without_fragment(asked.url), asked.params, headers)


def tell(ledger: Ledger, asked: Asked) -> None:
    """Post news for which no answer is awaited; trouble is only noted."""
    reason, outcome = _try(partial(post_again, ledger, asked))
    if not isinstance(outcome, Answer):
        ledger.warn(11200 if reason in {"4xx", "5xx"} else 11205, outcome, asked.url, asked.sid)


def _try(post: partial[Answer]) -> tuple[str, Answer | str]:
    try:
        answer = post()
    except UnreachableError as lost:
        return "ct", str(lost)
    except TooSlowError as late:
        return "rt", str(late)
    if answer.status >= 400:
        return f"{answer.status // 100}xx", f"HTTP {answer.status}"
    return "", answer


def retries(url: str) -> tuple[int, frozenset[str]]:
    """How often to try again and for what (ct, rt, 4xx, 5xx, all), by the address's fragment. Default: once, ct."""
    asked = parse_qs(urlsplit(url).fragment)
    count = asked.get("rc", ["1"])[0]
    return min(5, int(count)) if count.isdigit() else 1, frozenset(asked.get("rp", ["ct"])[0].split(","))
