"""Validates SparkApplication manifests as an API server with strict field validation would.

The schemas are the operators' own, see crds/README.md. A field that they do not have is refused, since a
server would drop it without a word. So are settings that hold a secret, because they become a ConfigMap.
"""

import gzip
import hashlib
import pathlib
import re
import sys

import jsonschema
import yaml

HERE = pathlib.Path(__file__).resolve().parent
# Those of Kubernetes' ObjectMeta that a person writes.
METADATA = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "namespace": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
SECRET = re.compile(r"(?i)spark\.(?!kubernetes\.\w+\.secret).*(secret|password|token|access[._]?key)")


class StrictLoader(yaml.CSafeLoader):
    """Refuses a field that is there twice."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"{key} is there twice")
        return super().construct_mapping(node, deep)


def strict(schema):
    """The same schema, as JSON Schema has it, with unknown fields forbidden in every object."""
    made = {
        key: {name: strict(value) for name, value in part.items()} if key == "properties"
        else strict(part) if key in ("items", "additionalProperties") and isinstance(part, dict)
        else part
        for key, part in schema.items()
    }
    if schema.get("type") == "object" and not schema.get("x-kubernetes-preserve-unknown-fields"):
        made.setdefault("additionalProperties", False)
    if schema.get("x-kubernetes-int-or-string"):
        made["type"] = ["integer", "string"]
    if schema.get("nullable"):
        made = {"anyOf": [{"type": "null"}, made]}
    return made


def schemas():
    """By apiVersion, of all versions that the operators serve."""
    found = {}
    for file in sorted((HERE / "crds").glob("*.yaml.gz")):
        text = gzip.decompress(file.read_bytes())
        if hashlib.sha256(text).hexdigest() not in (HERE / "crds" / "README.md").read_text():
            sys.exit(f"{file.name} is not what crds/README.md says")
        definition = yaml.load(text, yaml.CSafeLoader)["spec"]
        kind = definition["names"]["kind"]
        for version in definition["versions"]:
            root = strict(version["schema"]["openAPIV3Schema"])
            name = f"{definition['group']}/{version['name']}"
            root["properties"] |= {
                "apiVersion": {"const": name}, "kind": {"const": kind}, "metadata": METADATA
            }
            root["required"] = ["apiVersion", "kind", "metadata", "spec"]
            found[name] = jsonschema.Draft202012Validator(root)
    return found


def problems(text, known):
    """What is wrong with a manifest, in sentences."""
    try:
        manifest = yaml.load(text, StrictLoader)
    except yaml.YAMLError as unreadable:
        return [str(unreadable)]
    validator = known.get(manifest["apiVersion"])
    if validator is None:
        return [f"{manifest['apiVersion']} is none of {', '.join(known)}"]
    found = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(manifest)]
    for name in manifest["spec"].get("sparkConf") or {}:
        if SECRET.match(name):
            found.append(f"{name} would be in a ConfigMap")
    return found


def disagreements(manifest):
    """Where a manifest does not fit the image, in sentences."""
    image = (HERE.parent / "Dockerfile").read_text()
    spec = manifest["spec"]
    version = spec.get("sparkVersion") or spec["runtimeVersions"]["sparkVersion"]
    jar = spec.get("mainApplicationFile") or spec["jars"]
    if not re.search(rf"^ARG SPARK={re.escape(version)}-", image, re.MULTILINE):
        yield f"the image has another Spark than {version}"
    if f" {jar.removeprefix('local://')}\n" not in image:
        yield f"the image has no {jar}"


def main():
    known = schemas()
    failures = 0
    for file in sorted(HERE.parent.glob("*.yaml")):
        text = file.read_text()
        if "kind: SparkApplication" not in text:
            continue
        wrong = problems(text, known) or list(disagreements(yaml.safe_load(text)))
        print(f"{file.name}: {'; '.join(wrong) or 'valid'}")
        failures += bool(wrong)
    for file in sorted((HERE / "refused").glob("*.yaml")):
        wrong = problems(file.read_text(), known)
        print(f"{file.name}: {'refused: ' + '; '.join(wrong) if wrong else 'MUST BE REFUSED, AND IS NOT'}")
        failures += not wrong
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
