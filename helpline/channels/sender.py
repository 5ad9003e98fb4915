"""The one place that calls the carrier's API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from helpline.channels.status import NotSent, fate_of

CARRIER = "https://api.twilio.com"
SECONDS = 10.0
RINGS = 20  # seconds: before a mobile's voicemail takes it
GONE = 404
CLOCKS_DIFFER = timedelta(minutes=2)


class _HttpClient(TwilioHttpClient):
    """The library's own client, with a limit of time, and with another carrier of the same API where one is set."""

    def __init__(self, api_url: str, session: requests.Session) -> None:
        super().__init__(timeout=SECONDS)
        self.api_url = api_url
        self.session = session

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        return super().request(method, url.replace(CARRIER, self.api_url, 1), *args, **kwargs)


class Sender:
    """Sends texts through the carrier. Safe to share between threads."""

    def __init__(
        self, api_url: str, account_sid: str, auth_token: str, session: requests.Session | None = None
    ) -> None:
        self._session = session or requests.Session()
        self._http = _HttpClient(api_url, self._session)
        self._account, self._credentials = account_sid, (account_sid, auth_token)
        self._client = Client(account_sid, auth_token, http_client=self._http)

    def send(self, to: str, sender: str, body: str, report_to: str) -> str:
        """Send one text and give the carrier's id of it; reports on it come to the address `report_to`.

        Raises NotSent.
        """
        try:
            sent = self._client.messages.create(to=to, from_=sender, body=body, status_callback=report_to)
        except (TwilioException, RequestException) as error:
            raise _not_sent(error) from None
        return str(sent.sid)

    def call(self, to: str, shown: str, address: str, report_to: str) -> str:
        """Let a phone ring, with `shown` as who calls, and give the carrier's id of the call.

        What is said is asked for at `address` when it is picked up; reports come to `report_to`. Raises NotSent.
        """
        try:
            made = self._client.calls.create(
                to=to, from_=shown, url=address, status_callback=report_to, timeout=RINGS,
                status_callback_event=["ringing", "answered", "completed"],
            )  # fmt: skip
        except (TwilioException, RequestException) as error:
            raise _not_sent(error) from None
        return str(made.sid)

    def hang_up(self, carrier_id: str) -> None:
        """End a call, whether it rings or is talked in. Raises NotSent."""
        try:
            self._client.calls(carrier_id).update(status="completed")
        except (TwilioException, RequestException) as error:
            raise _not_sent(error) from None

    def sent_already(self, to: str, body: str, since: datetime) -> str | None:
        """The carrier's id of this same text, if it was sent after all; None where it was not. Raises NotSent."""
        after = since.astimezone(UTC) - CLOCKS_DIFFER
        try:
            found = self._client.messages.list(to=to, date_sent_after=after, limit=50)
        except (TwilioException, RequestException) as error:
            raise _not_sent(error) from None
        return next((str(text.sid) for text in found if text.body == body), None)

    def recording(self, sid: str) -> bytes:
        """The sound of a recording, as WAV. Raises NotSent, `final` where it is gone."""
        return self._of_recording("GET", f"{sid}.wav").content

    def erase_recording(self, sid: str) -> None:
        """Erase a recording at the carrier; one that is gone already is erased. Raises NotSent."""
        try:
            self._of_recording("DELETE", f"{sid}.json")
        except NotSent as refusal:
            if refusal.fate != "final":
                raise

    def _of_recording(self, method: str, name: str) -> requests.Response:
        """Past the library, which reads every answer as text."""
        address = f"{self._http.api_url}/2010-04-01/Accounts/{self._account}/Recordings/{name}"
        try:
            response = self._session.request(method, address, auth=self._credentials, timeout=SECONDS)
        except RequestException as error:
            raise _not_sent(error) from None
        if not response.ok:
            raise NotSent("final" if response.status_code == GONE else fate_of(None, response.status_code), "recording")
        return response

    def close(self) -> None:
        """Close the connections to the carrier."""
        self._session.close()


def _not_sent(error: Exception) -> NotSent:
    match error:
        case TwilioRestException():
            return NotSent(fate_of(error.code, error.status), str(error.code))
        case ConnectTimeout():
            return NotSent("retry", "unreachable")
        case Unreachable() if "refused" in str(error).lower() or "resolve" in str(error).lower():
            return NotSent("retry", "unreachable")
    return NotSent("unknown", "no-answer")
