"""schema/report.schema.json is what the code says, and the reports keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from make_report import REPORTS

from amorecheck.reporting.model import Report

PUBLISHED = Path(__file__).parents[2] / "schema" / "report.schema.json"


def test_the_published_schema_is_the_one_of_the_code() -> None:
    """After a change of the model: amorecheck schema > schema/report.schema.json"""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == Report.model_json_schema(by_alias=True)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_keeps_to_the_schema(name: str) -> None:
    jsonschema.validate(json.loads(REPORTS[name]().to_json()), json.loads(PUBLISHED.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("field", "value"), [("schema", "amorecheck-report/2"), ("frameworks", [{"id": "themas"}]), ("tijdstip", "2026-11-25")]
)
def test_the_schema_refuses_what_is_no_report(field: str, value: object) -> None:
    report = json.loads(REPORTS["rich"]().to_json()) | {field: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, json.loads(PUBLISHED.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_the_same_json_twice_and_survives_saving(name: str) -> None:
    text = REPORTS[name]().to_json()
    assert REPORTS[name]().to_json() == text
    assert Report.model_validate_json(text).to_json() == text
