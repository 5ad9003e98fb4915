"""What the tests of calls share: a customer with a line that takes calls, and documents in few words."""

from helpline.simulator import LiveCall, Number
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, Customer

OTHER = "+33639980002"


def takes_calls(house: Customer, status: bool = True) -> None:
    """Give the line its addresses for calls."""
    house.carrier.add_number(
        Number(
            LINE,
            ACCOUNT,
            f"{HOUSE}/sms",
            label="Aide",
            voice_url=f"{HOUSE}/voice/answered?line=1",
            voice_fallback_url=f"{HOUSE}/voice/fallback",
            voice_status_url=f"{HOUSE}/voice/ended" if status else "",
        )
    )


def says(house: Customer, *verbs: str) -> None:
    """The next request that is not yet spoken for is answered with these verbs."""
    house.says(f"<Response>{''.join(verbs)}</Response>")


def words(call: LiveCall) -> list[str]:
    """What was heard since the person last did something."""
    return [str(piece) for piece in call.heard]
