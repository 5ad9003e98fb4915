"""Texts, calls and errors as the carrier's REST API writes them: numbers as strings, RFC 2822 dates, nulls kept."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from helpline.simulator.records import Call, Message

API = "/2010-04-01"
Json = Mapping[str, object]

_MESSAGE_PARTS = {"media": "Media"}
_CALL_PARTS = {
    "notifications": "Notifications",
    "recordings": "Recordings",
    "payments": "Payments",
    "events": "Events",
    "siprec": "Siprec",
    "streams": "Streams",
    "transcriptions": "Transcriptions",
    "user_defined_message_subscriptions": "UserDefinedMessageSubscriptions",
    "user_defined_messages": "UserDefinedMessages",
}

ERROR_WORDS = {
    21610: "Attempt to send to unsubscribed recipient",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Carrier violation",
    30008: "Unknown error",
}


def rfc2822(moment: datetime | None) -> str | None:
    """A date as the API writes it, in GMT."""
    return format_datetime(moment) if moment else None


def message_json(message: Message) -> Json:
    """The Message resource."""
    here = f"{API}/Accounts/{message.account}/Messages/{message.sid}"
    return {
        "account_sid": message.account,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": rfc2822(message.created_at),
        "date_sent": rfc2822(message.sent_at),
        "date_updated": rfc2822(message.updated_at),
        "direction": message.direction,
        "error_code": message.error,
        "error_message": ERROR_WORDS.get(message.error or 0),
        "from": message.sender,
        "messaging_service_sid": message.service,
        "num_media": str(len(message.media)),
        "num_segments": str(message.segments),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {name: f"{here}/{part}.json" for name, part in _MESSAGE_PARTS.items()},
        "to": message.to,
        "uri": f"{here}.json",
    }


def call_json(call: Call) -> Json:
    """The Call resource."""
    here = f"{API}/Accounts/{call.account}/Calls/{call.sid}"
    return {
        "account_sid": call.account,
        "answered_by": call.answered_by,
        "api_version": "2010-04-01",
        "caller_name": None,
        "date_created": rfc2822(call.created_at),
        "date_updated": rfc2822(call.updated_at),
        "direction": call.direction,
        "duration": str(call.duration) if call.ended_at else None,
        "end_time": rfc2822(call.ended_at),
        "forwarded_from": None,
        "from": call.sender,
        "from_formatted": call.sender,
        "group_sid": None,
        "parent_call_sid": call.parent,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": rfc2822(call.started_at),
        "status": call.status,
        "subresource_uris": {name: f"{here}/{part}.json" for name, part in _CALL_PARTS.items()},
        "to": call.to,
        "to_formatted": call.to,
        "trunk_sid": None,
        "uri": f"{here}.json",
    }
