"""Holds one exchange with the REST API against the carrier's own OpenAPI document."""

from email.utils import parsedate_to_datetime

import requests
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse

ERROR_FIELDS = {"code": int, "message": str, "more_info": str, "status": int}


def check_exchange(openapi: OpenAPI, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
    """Raise where the request or its answer is not as the document says.

    The document has successes only: an error answer is held against the four fields that the carrier's client reads.
    A request that was refused as malformed (400) need not be valid itself.
    """
    request = RequestsOpenAPIRequest(prepared_request)
    if response.status_code != 400:
        openapi.validate_request(request)
    if response.status_code < 400:
        openapi.validate_response(request, RequestsOpenAPIResponse(response))
        return
    error = response.json()
    wrong = [name for name, kind in ERROR_FIELDS.items() if not isinstance(error.get(name), kind)]
    assert not wrong, f"error answer without {wrong}: {error}"
    assert error["status"] == response.status_code
    assert error["more_info"] == f"https://www.twilio.com/docs/errors/{error['code']}"


def is_rfc_2822(value: object) -> bool:
    """Is it a date as the document's format `date-time-rfc-2822` has it, in GMT?"""
    if not isinstance(value, str):
        return True
    try:
        return parsedate_to_datetime(value).tzinfo is not None and value.endswith("+0000")
    except ValueError:
        return False
