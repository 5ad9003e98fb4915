"""Why the carrier refuses a request: its error codes, its magic test numbers, and what each of them means."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

E164 = re.compile(r"\+[1-9]\d{6,14}")
SHORT_CODE = re.compile(r"\d{3,6}")
LANDLINES = re.compile(r"\+33[1-59]\d{8}|\+44[12]\d{8,9}")
MOST_LETTERS = 1600
MOST_TWIML = 4000

MAGIC = "+1500555"
MAGIC_SENDERS = {"0001": 21212, "0007": 21606, "0008": 21611}
MAGIC_TEXT_TO = {"0001": 21211, "0002": 21612, "0003": 21408, "0004": 21610, "0009": 21614}
MAGIC_CALL_TO = {"0001": 21217, "0002": 21214, "0003": 21215, "0004": 21216}
GOOD_SENDER = "+15005550006"

WORDS = {  # code: (HTTP status, message)
    20001: (400, "Invalid parameter"),
    20003: (401, "Authenticate"),
    20009: (409, "The resource is not finished yet"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url is not a valid URL"),
    21210: (400, "Source phone number is not verified for the account"),
    21211: (400, "Invalid 'To' Phone Number"),
    21212: (400, "Invalid 'From' Phone Number"),
    21213: (400, "Caller phone number is required"),
    21214: (400, "'To' phone number cannot be reached"),
    21215: (400, "Account not authorized to call this destination"),
    21216: (400, "Account not allowed to call this destination"),
    21217: (400, "Phone number does not appear to be valid"),
    21220: (400, "Invalid call state"),
    21265: (400, "'To' number cannot be a Short Code"),
    21408: (400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number"),
    21602: (400, "Message body is required"),
    21603: (400, "A 'From' phone number is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (400, "The 'From' number is not a phone number of your account that can send to this 'To' number"),
    21609: (400, "The 'StatusCallback' URL is not a valid URL"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21611: (429, "This 'From' number has exceeded the maximum number of queued messages"),
    21612: (400, "The 'To' number is not reachable from this 'From' number"),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    30409: (409, "This message cannot be canceled"),
    32018: (400, "The Twiml parameter is longer than 4000 characters"),
}


class RefusedError(Exception):
    """The request is answered with an error of the carrier's dictionary."""

    def __init__(self, code: int) -> None:
        super().__init__(WORDS[code][1])
        self.code = code

    @property
    def status(self) -> int:
        """The HTTP status."""
        return WORDS[self.code][0]

    def json(self) -> Mapping[str, object]:
        """The error's body."""
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        return {"code": self.code, "message": str(self), "more_info": more, "status": self.status}


def magic(number: str, codes: Mapping[str, int]) -> int | None:
    """The error that a magic test number stands for."""
    return codes.get(number.removeprefix(MAGIC)) if number.startswith(MAGIC) else None


def text_to(to: str) -> int | None:
    """What is wrong with the address of a text."""
    if not to:
        return 21604
    if wrong := magic(to, MAGIC_TEXT_TO):
        return wrong
    if SHORT_CODE.fullmatch(to):
        return 21265
    if not E164.fullmatch(to):
        return 21211
    return 21614 if LANDLINES.fullmatch(to) else None


def text_body(body: str, media: bool) -> int | None:
    """What is wrong with the words of a text."""
    if len(body) > MOST_LETTERS:
        return 21617
    return None if body.strip() or media else 21602


def sender(number: str, owned: bool) -> int | None:
    """What is wrong with the sender of a text; magic numbers come before the account's own."""
    if not number:
        return 21603
    if number == GOOD_SENDER or owned:
        return None
    return magic(number, MAGIC_SENDERS) or 21606


def call_to(to: str) -> int | None:
    """What is wrong with the number to call."""
    if not to:
        return 21201
    if wrong := magic(to, MAGIC_CALL_TO):
        return wrong
    return None if E164.fullmatch(to) else 21211


def caller(number: str, owned: bool) -> int | None:
    """What is wrong with the number shown to who is called."""
    if not number:
        return 21213
    if number == GOOD_SENDER or owned:
        return None
    return 21212 if number.endswith("0001") and number.startswith(MAGIC) else 21210


def callback_url(url: str) -> int | None:
    """What is wrong with a status callback's address; none at all is fine. Host names have no underscore."""
    host = urlsplit(url).hostname or ""
    return None if not url or (url.startswith(("http://", "https://")) and host and "_" not in host) else 21609


def document(url: str, twiml: str) -> int | None:
    """What is wrong with the instructions for a call."""
    if url:
        return None if callback_url(url) is None else 21205
    if not twiml:
        return 21205
    return 32018 if len(twiml) > MOST_TWIML else None


def refuse(*wrongs: int | None) -> None:
    """Raise `RefusedError` for the first thing that is wrong."""
    for wrong in wrongs:
        if wrong is not None:
            raise RefusedError(wrong)
