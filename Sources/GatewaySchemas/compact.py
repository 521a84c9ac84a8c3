#!/usr/bin/env python3
"""Writes the compact schemas of the bundle from schema documents.

    compact.py ENTITIES_DIR PLUGINS_DIR JSON_SCHEMAS_DIR OUTPUT_DIR NEWER_FILE

The first two folders hold documents as a gateway serves them at /schemas/NAME and /schemas/plugins/NAME, the third the
JSON Schemas that are published for the plugins of the enterprise edition. NEWER_FILE holds those of a newer gateway by
name, from which the plugins of `NEWER` are taken. Only facts are kept (names, types, defaults, limits, checks), no prose.

The compact form is JSON. A field is a type code, or an object with the code under "t" and everything else the gateway
says of it; "!" after the code means required. `CODES` has the codes. "of", "keys", "values" stand for what is within a
list or a map; "fields", "shorthands" and "checks" for what is within a record. A document is a record without a code. A default that the gateway draws anew each time it starts is written as
{"random": LENGTH}.
"""
import json
import re
import sys
from pathlib import Path

CODES = {
    "string": "s", "integer": "i", "number": "n", "boolean": "b", "array": "a", "set": "e", "map": "m",
    "record": "r", "foreign": "f", "function": "u", "json": "j", "any": "x",
}
# Attributes that are no facts of a field: prose, and what the gateway itself says twice.
DROPPED = {"description"}
# A default that the gateway draws when it starts: a text of random letters and digits.
RANDOM = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9+/]{43,44}")
# Plugins that changed so much that files for the older gateway are of no use: tools were texts, and had no names.
NEWER = {"ai-mcp-proxy"}
PIECE = 440  # lines of one generated file


def field(attributes):
    """The compact form of one field."""
    kept = {}
    for key, value in attributes.items():
        if key in DROPPED or key in ("type", "required", "fields", "shorthand_fields", "entity_checks"):
            continue
        if key == "elements":
            kept["of"] = field(value)
        elif key == "deprecation":
            kept[key] = {k: v for k, v in value.items() if k != "message"}
        elif key in ("keys", "values"):
            kept[key] = field(value)
        else:
            kept[key] = value
    if isinstance(kept.get("default"), str) and RANDOM.fullmatch(kept["default"]):
        kept["default"] = {"random": len(kept["default"])}
    kept.update(record(attributes) if "fields" in attributes else {})
    if "entity_checks" in attributes and "fields" not in attributes:
        kept["checks"] = attributes["entity_checks"]
    kind = attributes.get("type")
    code = CODES[kind] if kind else "-"
    required = attributes.get("required")
    if required is True:
        code += "!"
    elif required is False:
        code += "?"
    return {"t": code, **kept} if kept else code


def named(fields):
    result = {}
    for item in fields or []:
        for name, attributes in item.items():
            assert name not in result, f"two fields named {name}"
            result[name] = field(attributes)
    return result


def record(document):
    """The compact form of a record: its fields, shorthands and checks."""
    result = {"fields": named(document["fields"])}
    if document.get("shorthand_fields"):
        result["shorthands"] = named(document["shorthand_fields"])
    if document.get("entity_checks"):
        result["checks"] = [without_prose(check) for check in document["entity_checks"]]
    return result


def without_prose(value):
    if isinstance(value, dict):
        return {k: without_prose(v) for k, v in value.items() if k != "description" or not isinstance(v, str)}
    return [without_prose(item) for item in value] if isinstance(value, list) else value


# JSON Schema -> the gateway's form; the same rules as in SchemaJSONForm.swift.

def from_json_schema(schema, required=False):
    kind = schema.get("type")
    result = {}
    if isinstance(schema.get("properties"), dict) and set(schema["properties"]) == {"id"} \
            and schema.get("additionalProperties") is False or schema.get("x-foreign"):
        return {"type": "foreign"} | ({"required": True} if required else {})
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict) and "properties" not in schema:
        result = {"type": "map", "keys": {"type": "string"}, "values": from_json_schema(schema["additionalProperties"])}
    elif kind == "object" and "properties" not in schema:
        result = {"type": "json"}
    elif kind == "object":
        result = {"type": "record", "fields": json_fields(schema)}
        required = required or is_filled(schema)
    elif kind == "array":
        items = schema.get("items", {})
        result = {"type": "array", "elements": one_of_records(items) if "oneOf" in items else from_json_schema(items)}
    else:
        result = {"type": kind or "any"}
    if required:
        result["required"] = True
    if "default" in schema:
        result["default"] = schema["default"]
    if "enum" in schema:
        result["one_of"] = schema["enum"]
    if "minimum" in schema and "maximum" in schema:
        result["between"] = [schema["minimum"], schema["maximum"]]
    elif "minimum" in schema:
        result["at_least"] = schema["minimum"]
    elif "maximum" in schema:
        result["at_most"] = schema["maximum"]
    if "minLength" in schema:
        result["len_min"] = schema["minLength"]
    if "maxLength" in schema:
        result["len_max"] = schema["maxLength"]
    if schema.get("x-encrypted"):
        result["encrypted"] = True
    if schema.get("x-referenceable"):
        result["referenceable"] = True
    return result


def one_of_records(items):
    """A list whose items are one of several records: which one is not checked, only that it is a mapping."""
    return {"type": "json"}


def has_default(schema):
    return any("default" in s or has_default(s) for s in schema.get("properties", {}).values())


def is_filled(schema):
    """Whether an absent record becomes one of defaults: something in it has one, and nothing is left to be given."""
    properties = schema.get("properties", {})
    wanted = [properties[name] for name in schema.get("required") or [] if name in properties]
    return has_default(schema) and all("default" in s or is_filled(s) for s in wanted)


def json_fields(schema):
    required = set(schema.get("required") or [])
    return [{name: from_json_schema(sub, name in required)} for name, sub in schema.get("properties", {}).items()]


REFERENCES = {
    "consumer": "consumers", "consumer_group": "consumer_groups", "service": "services", "route": "routes",
}


def plugin_from_json_schema(schema):
    """A plugin's document: a scope that the schema does not list is one that the plugin does not take."""
    properties = schema["properties"]
    fields = []
    for scope, reference in REFERENCES.items():
        attributes = {"type": "foreign", "reference": reference}
        if scope not in properties:
            attributes["eq"] = None
        fields.append({scope: attributes})
    protocols = from_json_schema(properties["protocols"]) if "protocols" in properties else None
    if protocols:
        protocols["type"] = "set"
        protocols["required"] = True
        protocols["elements"]["required"] = True
        fields.append({"protocols": protocols})
    config = from_json_schema(properties.get("config", {"type": "object", "properties": {}}))
    config = {"fields": []} | config | {"type": "record", "required": True}
    fields.append({"config": config})
    return {"fields": fields}


def additions(base, extended):
    """What the second document has beyond the first: scopes, protocols and fields of the configuration, nested."""
    known = {name: a for item in base["fields"] for name, a in item.items()}
    result = []
    for item in extended["fields"]:
        for name, attributes in item.items():
            if name == "protocols" or name not in known:
                result.append(item)
            elif attributes["type"] == "record" and known[name].get("type") == "record":
                inner = additions_within(known[name], attributes)
                if inner:
                    result.append({name: {"type": "record", "fields": inner}})
    return {"fields": result}


def additions_within(base, extended):
    known = {name: a for item in base["fields"] for name, a in item.items()}
    old_names = {name for item in base.get("shorthand_fields") or [] for name in item}
    result = []
    for item in extended["fields"]:
        for name, attributes in item.items():
            if name in old_names:
                continue
            if name not in known:
                result.append(item)
            elif attributes["type"] == "record" and known[name].get("type") == "record":
                inner = additions_within(known[name], attributes)
                if inner:
                    result.append({name: {"type": "record", "fields": inner}})
    return result


def wrapped(text, width=118):
    """Breaks JSON between tokens, never within a string."""
    lines, start, last, in_string, escaped = [], 0, 0, False, False
    for position, character in enumerate(text):
        if in_string:
            escaped = character == "\\" and not escaped
            if character == '"' and not escaped:
                in_string = False
            elif character != "\\":
                escaped = False
        elif character == '"':
            in_string = True
        elif character == ",":
            if position + 1 - start > width and last > start:
                lines.append(text[start:last])
                start = last
            last = position + 1
    if len(text) - start > width and last > start:
        lines.append(text[start:last])
        start = last
    lines.append(text[start:])
    return lines


def write(output, group, documents):
    """Writes a group of documents as Swift files of at most PIECE lines, and the list that joins them."""
    pieces, lines = [], []
    for name, document in sorted(documents.items()):
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=True)
        entry = [f'    "{name}": #"""'] + ["      " + line for line in wrapped(text, 112)] + ['      """#,']
        if lines and len(lines) + len(entry) > PIECE:
            pieces.append(lines)
            lines = []
        lines += entry
    pieces.append(lines)
    for number, lines in enumerate(pieces, 1):
        suffix = str(number) if len(pieces) > 1 else ""
        body = "\n".join(lines).rstrip(",")
        (output / f"{group}Schemas{suffix}.swift").write_text(
            "// Written by compact.py from schema documents; edit neither by hand.\n\n"
            f"extension {group}Schemas {{\n  static let part{number}: [String: String] = [\n{body},\n  ]\n}}\n")
    joined = ", ".join(f"part{number}" for number in range(1, len(pieces) + 1))
    (output / f"{group}Schemas.swift" if len(pieces) > 1 else output / f"{group}SchemaList.swift").write_text(
        "// Written by compact.py from schema documents; edit neither by hand.\n\n"
        f"enum {group}Schemas {{\n  static let parts = [{joined}]\n}}\n")


def main():
    entities, plugins, json_schemas, output = map(Path, sys.argv[1:5])
    load = lambda folder: {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}
    own, published = load(plugins), load(json_schemas)
    newer = json.loads(Path(sys.argv[5]).read_text())
    published |= {name: newer[name] for name in NEWER}
    write(output, "Entity", {name: record(document) for name, document in load(entities).items()})
    write(output, "Plugin", {name: record(document) for name, document in own.items()})
    enterprise = {}
    for name, schema in published.items():
        document = plugin_from_json_schema(schema)
        enterprise[name] = record(additions(own[name], document) if name in own else document)
    write(output, "EnterprisePlugin", enterprise)


if __name__ == "__main__":
    main()
