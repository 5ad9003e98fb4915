"""What the tests of calls share: a customer with a line that takes calls, and documents in few words."""

from helpline.simulator import LiveCall, Number
from tests.simulator.customer import ACCOUNT, HOUSE, LINE, PERSON, Customer, Posted

OTHER = "+33639980002"
ANSWERED = f"{HOUSE}/voice/answered?line=1"
MENU = '<Gather action="heard?turn=1" numDigits="1" timeout="8"><Say>Un</Say><Say>Deux</Say></Gather>'


def takes_calls(house: Customer) -> None:
    """Give the line its addresses for calls."""
    house.carrier.add_number(
        Number(
            LINE,
            ACCOUNT,
            f"{HOUSE}/sms",
            label="Aide",
            voice_url=ANSWERED,
            voice_fallback_url=f"{HOUSE}/voice/fallback",
            voice_status_url=f"{HOUSE}/voice/ended",
        )
    )


def says(house: Customer, *verbs: str) -> None:
    """The next request that is not yet spoken for is answered with these verbs."""
    house.says(f"<Response>{''.join(verbs)}</Response>")


def calls(house: Customer, *verbs: str) -> LiveCall:
    """A person calls, and these verbs are what the line answers."""
    says(house, *verbs)
    return house.carrier.call_from(PERSON, LINE)


def words(call: LiveCall) -> list[str]:
    """What was heard since the person last did something."""
    return [str(piece) for piece in call.heard]


def last(house: Customer) -> Posted:
    """The last request, news of the call's end apart."""
    return next(post for post in reversed(house.heard) if not post.url.endswith("/voice/ended"))


def asked(house: Customer) -> str:
    """Its path and query."""
    return last(house).url.removeprefix(HOUSE)


def troubles(house: Customer) -> list[int]:
    """The codes in the carrier's debugger."""
    return [trouble.code for trouble in house.carrier.warnings]
