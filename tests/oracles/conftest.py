"""What the oracle tests share: the carrier's own libraries (node) and its own OpenAPI document."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from openapi_core import Config, OpenAPI

from tests.oracles.contract import is_rfc_2822

HERE = Path(__file__).parent
DOCUMENT = "@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json"


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the node packages pinned in package.json. Missing: skip at home, fail on the build machine."""
    folder = HERE / "node_modules"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("tests/oracles/node_modules is missing: run `make oracles` first", pytrace=False)
        pytest.skip("run `make oracles` first")
    return folder


@pytest.fixture(scope="session")
def document(node_modules: Path) -> dict[str, Any]:
    """The carrier's own description of its REST API (OpenAPI 3.0.1), as it publishes it."""
    loaded: dict[str, Any] = json.loads((node_modules / DOCUMENT).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def openapi(document: dict[str, Any]) -> OpenAPI:
    """The same document, able to judge requests and answers, dates included."""
    return OpenAPI.from_dict(document, Config(extra_format_validators={"date-time-rfc-2822": is_rfc_2822}))
