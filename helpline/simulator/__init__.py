"""A phone company on your desk: speaks the carrier's protocol, for trying and testing without an account."""

from helpline.simulator.app import create_carrier
from helpline.simulator.carrier import Carrier
from helpline.simulator.leg import Listening, Spoken
from helpline.simulator.live import LiveCall
from helpline.simulator.records import Account, Call, Fate, Message, Number, Recording
from helpline.simulator.terminal import run_phone
from helpline.simulator.terminal_call import run_call
from helpline.simulator.transport import Answer, Post, TooSlowError, UnreachableError, WsgiAdapter, over

__all__ = [
    "Account",
    "Answer",
    "Call",
    "Carrier",
    "Fate",
    "Listening",
    "LiveCall",
    "Message",
    "Number",
    "Post",
    "Recording",
    "Spoken",
    "TooSlowError",
    "UnreachableError",
    "WsgiAdapter",
    "create_carrier",
    "over",
    "run_call",
    "run_phone",
]
