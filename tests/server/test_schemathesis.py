"""Whatever the description of the service allows, and what it doesn't: no answer may be a fault of the service.

A few requests for each route; ``COSYDESK_EXAMPLES=300`` in the environment makes that many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest
import requests
import schemathesis
from schemathesis.checks import content_type_conformance, not_a_server_error, status_code_conformance

from cosydesk.server import Limits
from tests.server.conftest import running
from tests.server.scripted_model import cloning

EXAMPLES = int(os.environ.get("COSYDESK_EXAMPLES", "4"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)
LIMITS = Limits(max_chars=500, job_chars=2_000, voices=5)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@schemathesis.serializer("audio/pcm")
def samples(_: schemathesis.SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COSYDESK_HOME", str(tmp_path_factory.mktemp("home")))
        with running(cloning(), limits=LIMITS) as service:
            yield schemathesis.openapi.from_url(f"{service.url}/openapi.json")


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_no_answer_is_a_fault(schema: schemathesis.BaseSchema, mode: schemathesis.GenerationMode) -> None:
    session = requests.Session()
    session.trust_env = False
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        strategy = operation.as_strategy(generation_mode=mode)

        @hypothesis.given(case=strategy)
        @SETTINGS
        def ask(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(session=session, checks=CHECKS, timeout=20)

        try:
            ask()
        except hypothesis.errors.Unsatisfiable:
            continue  # nothing can be wrong about a route without fields
    assert asked > 40
