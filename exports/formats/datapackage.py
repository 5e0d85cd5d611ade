"""datapackage.json: the tables as a Frictionless Data Package, version 1.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, assert_never

from exports.codebook import Column, ColumnType, Table

Descriptor = dict[str, Any]


class Written(NamedTuple):
    """A table that has been written as CSV: its entry in the codebook, its columns and its file."""

    table: Table
    columns: Sequence[str]
    file: Path


def data_package(title: str, description: str, created: str, written: Mapping[str, Written]) -> str:
    """The descriptor as JSON. `created` is an ISO 8601 time, alike for every export of the same data."""
    package = {
        "profile": "tabular-data-package",
        "name": "feedback-workshop",
        "title": title,
        "description": description,
        "created": created,
        "resources": [_resource(name, one, written) for name, one in written.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, written: Written, all_written: Mapping[str, Written]) -> Descriptor:
    content = written.file.read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": written.file.name,
        "description": written.table.rows,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(written, all_written),
    }


def _schema(written: Written, all_written: Mapping[str, Written]) -> Descriptor:
    table = written.table
    schema: Descriptor = {
        "fields": [_field(name, table.column(name)) for name in written.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [reference for reference in table.references if reference.table in all_written]
    if references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.columns)},
            }
            for reference in references
        ]
    return schema


def _field(name: str, column: Column) -> Descriptor:
    field: Descriptor = {"name": name, "type": _type(column.type), "description": column.meaning}
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if constraints := _constraints(column):
        field["constraints"] = constraints
    return field


def _constraints(column: Column) -> Descriptor:
    constraints: Descriptor = {}
    if column.required:
        constraints["required"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern
    elif column.values:
        constraints["enum"] = list(column.values)
    if column.least is not None:
        constraints["minimum"] = column.least
    return constraints


def _type(kind: ColumnType) -> str:
    match kind:
        case "code" | "text":
            return "string"
        case "integer" | "number" | "boolean" | "datetime":
            return kind
        case _:
            assert_never(kind)
