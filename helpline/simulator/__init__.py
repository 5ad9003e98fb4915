"""A phone company on your desk: speaks the carrier's protocol, for trying and testing without an account."""

from helpline.simulator.app import create_carrier
from helpline.simulator.carrier import Carrier
from helpline.simulator.records import Account, Fate, Message, Number
from helpline.simulator.terminal import run_phone
from helpline.simulator.transport import Answer, Post, TooSlowError, UnreachableError, WsgiAdapter, over

__all__ = [
    "Account",
    "Answer",
    "Carrier",
    "Fate",
    "Message",
    "Number",
    "Post",
    "TooSlowError",
    "UnreachableError",
    "WsgiAdapter",
    "create_carrier",
    "over",
    "run_phone",
]
