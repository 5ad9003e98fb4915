"""`make demo`: a whole helpline on one machine, that starts, works and ends."""

import signal
import socket

import requests

from tests.demo import free_port, running_demo, start_demo

PERSON = "+33639980001"


def test_it_starts_answers_and_ends_without_leaving_anything_behind() -> None:
    with running_demo() as demo:
        demo.text(PERSON, "jai oublier le mot de passe de ma boite gmail")
        assert demo.answer(PERSON, "g.co/recover")
        assert requests.get(demo.address, timeout=10).status_code == 200
        demo.process.send_signal(signal.SIGINT)
        demo.process.wait(timeout=20)
        assert demo.process.returncode == 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the sockets of its last requests are not yet gone
        probe.bind(("127.0.0.1", int(demo.address.rsplit(":", 1)[1])))


def test_it_says_what_is_in_its_way() -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start_demo(port)
        told, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert str(port) in told
    assert "HELPLINE_PORT" in told
    assert "Traceback" not in told
