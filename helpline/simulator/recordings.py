"""What callers left on tape: the resource, and a sound made up on the spot, since nobody really spoke."""

import io
import math
import wave
from functools import cache

from helpline.simulator.records import Recording
from helpline.simulator.resources import API, Json, rfc2822

RATE = 8000
TONE_HERTZ = 200
LOUDNESS = 12


def recording_json(recording: Recording, api_url: str) -> Json:
    """The Recording resource. `api_url`: where this carrier's API is."""
    here = f"{API}/Accounts/{recording.account}/Recordings/{recording.sid}"
    return {
        "account_sid": recording.account,
        "api_version": "2010-04-01",
        "call_sid": recording.call,
        "channels": 1,
        "conference_sid": None,
        "date_created": rfc2822(recording.created_at),
        "date_updated": rfc2822(recording.created_at),
        "duration": str(recording.seconds),
        "encryption_details": None,
        "error_code": None,
        "media_url": f"{api_url}{here}",
        "price": None,
        "price_unit": "USD",
        "sid": recording.sid,
        "source": recording.source,
        "start_time": rfc2822(recording.created_at),
        "status": "completed",
        "subresource_uris": {
            "add_on_results": f"{here}/AddOnResults.json",
            "transcriptions": f"{here}/Transcriptions.json",
        },
        "uri": f"{here}.json",
    }


def sound(recording: Recording) -> bytes:
    """A soft hum as long as the recording, as a WAV file of one channel with 8 bits at 8,000 a second."""
    file = io.BytesIO()
    with wave.open(file, "wb") as tape:
        tape.setnchannels(1)
        tape.setsampwidth(1)
        tape.setframerate(RATE)
        tape.writeframes(_second() * recording.seconds)
    return file.getvalue()


@cache
def _second() -> bytes:
    turn = 2 * math.pi * TONE_HERTZ / RATE
    return bytes(128 + round(LOUDNESS * math.sin(turn * step)) for step in range(RATE))
