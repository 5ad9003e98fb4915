"""What the tests of the local carrier share."""

import pytest
from flask.testing import FlaskClient

from helpline.simulator import create_carrier
from tests.simulator.calls import takes_calls
from tests.simulator.customer import Customer, customer


@pytest.fixture
def house() -> Customer:
    """A customer with a carrier of its own."""
    return customer()


@pytest.fixture
def line(house: Customer) -> Customer:
    """The same customer, whose line takes calls."""
    takes_calls(house)
    return house


@pytest.fixture
def browser(house: Customer) -> FlaskClient:
    """A browser at the carrier's own pages."""
    return create_carrier(house.carrier).test_client()
