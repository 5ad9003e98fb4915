"""Messages left after the beep: the action, the tape and its status callbacks, fetched and erased."""

import io
import wave

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from helpline.simulator import LiveCall, WsgiAdapter, create_carrier
from tests.simulator.calls import asked, calls, says, words
from tests.simulator.customer import ACCOUNT, TOKEN, Customer

RECORD = (
    '<Record action="/left" maxLength="60" finishOnKey="#" recordingStatusCallback="/tape"'
    ' recordingStatusCallbackEvent="in-progress completed absent"/>'
)
ROOT = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Recordings"


def recorded(line: Customer, seconds: int = 12, ending: str = "#") -> tuple[LiveCall, str]:
    call = calls(line, "<Say>Parlez</Say>", RECORD)
    says(line, "<Say>Merci</Say>")
    call.record(seconds, ending)
    return call, line.heard[-1].form["RecordingSid"]


def test_a_message_goes_to_the_action(line: Customer) -> None:
    call, sid = recorded(line)
    form = line.heard[-1].form
    assert asked(line) == "/left"
    assert (form["RecordingUrl"], form["RecordingDuration"], form["Digits"]) == (f"{ROOT}/{sid}", "12", "#")
    assert (words(call), call.state) == (["Merci"], "completed")


def test_it_beeps_and_says_how_long_one_may_speak(line: Customer) -> None:
    call = calls(line, RECORD)
    assert [piece.kind for piece in call.heard] == ["beep"]
    assert (call.expects, call.listening.longest, call.listening.finish) == ({"recording"}, 60, "#")
    assert calls(line, '<Record playBeep="false"/>').heard == []


def test_a_message_is_cut_at_its_longest(line: Customer) -> None:
    recorded(line, seconds=99)
    form = line.heard[-1].form
    assert form["RecordingDuration"] == "60"
    assert "Digits" not in form


def test_silence_after_the_beep_falls_through(line: Customer) -> None:
    call = calls(line, RECORD, "<Say>Rien entendu</Say>")
    call.wait()
    assert (words(call), len(line.heard)) == (["Rien entendu"], 1)
    line.carrier.run_pending()
    [tape] = [post.form for post in line.posted("/tape") if post.form["RecordingStatus"] == "absent"]
    assert "ErrorCode" in tape
    assert line.carrier.recordings == {}


@pytest.mark.parametrize("plainly", [True, False])
def test_who_hangs_up_after_speaking_has_left_a_message(line: Customer, plainly: bool) -> None:
    call = calls(line, RECORD)
    says(line, "<Say>Personne</Say>")
    call.hang_up() if plainly else call.record(7, "hangup")
    form = line.heard[-1].form
    assert (asked(line), form["Digits"], form["CallStatus"]) == ("/left", "hangup", "completed")
    assert form["RecordingDuration"] == ("1" if plainly else "7")
    assert (call.state, [piece.kind for piece in call.said]) == ("completed", ["beep"])


def test_a_key_ends_a_message_only_where_it_may(line: Customer) -> None:
    call = calls(line, RECORD)
    call.press("5")
    assert call.expects == {"recording"}
    call.press("#")
    assert line.heard[-1].form["Digits"] == "#"


def test_a_record_without_action_asks_its_own_document(line: Customer) -> None:
    call = calls(line, "<Record/>")
    call.record(2, "5")
    assert asked(line) == "/voice/answered?line=1"


def test_status_callbacks_come_late_and_signed(line: Customer) -> None:
    call, sid = recorded(line)
    assert line.posted("/tape") == []
    line.carrier.run_pending()
    begun, done = (post.form for post in line.posted("/tape"))
    assert [post.signed for post in line.posted("/tape")] == [True, True]
    assert (begun["RecordingStatus"], "RecordingDuration" in begun) == ("in-progress", False)
    assert (done["RecordingStatus"], done["RecordingDuration"], done["RecordingSid"]) == ("completed", "12", sid)
    assert (done["CallSid"], done["RecordingSource"], done["RecordingChannels"]) == (call.sid, "RecordVerb", "1")
    [ended] = line.posted("/voice/ended")
    assert ended.form["RecordingSid"] == sid


def test_without_a_wish_only_the_completed_tape_is_told(line: Customer) -> None:
    call = calls(line, '<Record recordingStatusCallback="/tape"/>')
    call.record(2)
    line.carrier.run_pending()
    assert [post.form["RecordingStatus"] for post in line.posted("/tape")] == ["completed"]


def test_the_sound_is_fetched_with_the_account_s_credentials_only(line: Customer) -> None:
    _, sid = recorded(line)
    with requests.Session() as session:
        session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(line.carrier)))
        assert session.get(f"{ROOT}/{sid}.wav").status_code == 401
        for ending in ("", ".wav"):
            got = session.get(f"{ROOT}/{sid}{ending}", auth=(ACCOUNT, TOKEN))
            assert got.headers["Content-Type"] == "audio/x-wav"
            with wave.open(io.BytesIO(got.content)) as tape:
                assert tape.getnframes() / tape.getframerate() == 12


def test_a_recording_is_read_listed_and_erased(line: Customer) -> None:
    call, sid = recorded(line)
    client = line.client()
    assert (client.recordings(sid).fetch().duration, client.recordings(sid).fetch().call_sid) == ("12", call.sid)
    assert [each.sid for each in client.recordings.list()] == [sid]
    assert [each.sid for each in client.calls(call.sid).recordings.list()] == [sid]
    assert client.calls("CA" + "9" * 32).recordings.list() == []
    assert client.recordings(sid).delete()
    for again in (client.recordings(sid).fetch, client.recordings(sid).delete):
        with pytest.raises(TwilioRestException) as caught:
            again()
        assert caught.value.code == 20404


def test_one_account_hears_nothing_of_another(line: Customer) -> None:
    _, sid = recorded(line)
    other = "AC" + "9" * 32
    line.carrier.add_account(other, TOKEN)
    with requests.Session() as session:
        session.mount("https://api.twilio.com", WsgiAdapter(create_carrier(line.carrier)))
        for ending in (".json", ".wav"):
            got = session.get(f"{ROOT.replace(ACCOUNT, other)}/{sid}{ending}", auth=(other, TOKEN))
            assert got.status_code == 404
        assert session.get(f"{ROOT.replace(ACCOUNT, other)}.json", auth=(other, TOKEN)).json()["recordings"] == []
