"""Code words: what a helper says first, so that the person knows who is calling."""

import hmac
from collections.abc import Sequence


def code_word(secret: bytes, ticket: str, word_round: int, words: Sequence[str]) -> str:
    """The word and two digits of a ticket, such as "TULIPE 42".

    Derived from the ticket's id and its `word_round`, so that it is written down nowhere; without `secret` nobody can
    tell it. `words` must not change while tickets are open. 64 bits taken modulo 51,200 favour no word by more than
    one part in 10^14.
    """
    digest = hmac.digest(secret, f"code word/{ticket}/{word_round}".encode(), "sha256")
    place, digits = divmod(int.from_bytes(digest[:8]) % (len(words) * 100), 100)
    return f"{words[place].upper()} {digits:02}"
