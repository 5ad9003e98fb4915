"""The people of the demo: they write through the local carrier, as anybody would."""

import time
import tomllib
from pathlib import Path

import requests

SECONDS = 30.0


def wait_for(address: str, seconds: float = SECONDS) -> bool:
    """Whether the address answered 200 within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if requests.get(address, timeout=2).status_code == requests.codes.ok:
                return True
        except requests.RequestException:
            pass
        time.sleep(0.1)
    return False


def let_people_write(address: str, number: str) -> None:
    """Send every text of `people.toml`, each after the answer to the one before."""
    found = tomllib.loads((Path(__file__).parent / "people.toml").read_text("utf-8"))
    with requests.Session() as session:
        for person in found["people"]:
            for text in person["texts"]:
                where = f"{address}/carrier/handset/{person['number']}/texts"
                session.post(where, data={"to": number, "body": text}, timeout=20).raise_for_status()
