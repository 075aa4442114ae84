"""Parameters of TypeScript notebooks: papermill's translator, and their check before a run."""

import json
import math
import re

from papermill.models import Parameter
from papermill.translators import Translator

_declaration = re.compile(
    r"""^\s*(?:let|var)\s+(?P<name>[A-Za-z_$][\w$]*)
        \s*(?::\s*(?P<type>[^=;]+?))?
        \s*=\s*(?P<default>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;]*?)
        \s*;?\s*(?://\s*(?P<help>.*?))?\s*$""",
    re.VERBOSE,
)


class TypeScriptTranslator(Translator):
    """Values as TypeScript. They are assigned, not declared, so that the compiler checks them."""

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    @classmethod
    def translate_escaped_str(cls, str_val):
        return json.dumps(str(str_val))

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(each) for each in val)}]"

    @classmethod
    def translate_dict(cls, val):
        pairs = (f"{json.dumps(str(key))}: {cls.translate(each)}" for key, each in val.items())
        return f"{{ {', '.join(pairs)} }}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        return f"{name} = {str_val};"

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        # The kernel echoes the value of a last expression.
        return super().codify(parameters, comment) + "void 0;\n"

    @classmethod
    def inspect(cls, parameters_cell):
        """The declarations of a parameters cell: `let name: type = default; // help`."""
        found = (_declaration.match(line) for line in parameters_cell["source"].splitlines())
        return [
            Parameter(
                name=match["name"],
                inferred_type_name=(match["type"] or _type_of_literal(match["default"])).strip(),
                default=match["default"],
                help=match["help"] or "",
            )
            for match in found
            if match
        ]


def values_of(given, declared):
    """The given values by name, each text read as its declared type has it.

    A text stays one where the type is ``string`` or a choice of texts; else it is read as JSON:
    ``true``, ``null``, ``[500, 400]``, ``{"flatline": {"minEvents": 10}}``.
    """
    types = {parameter.name: parameter.inferred_type_name for parameter in declared}
    return {name: _value_of(value, types.get(name, "string")) for name, value in given.items()}


def _value_of(given, type_name):
    if not isinstance(given, str):
        return given
    try:
        value = json.loads(given)
    except ValueError:
        return given
    others = [each for each in _alternatives(type_name) if each != "string"]
    fits_other = any(_fits(value, each) for each in others)
    return given if "string" in _alternatives(type_name) and not fits_other else value


def _alternatives(type_name):
    """The members of a union; a `|` in brackets belongs to one of them."""
    parts, depth = [""], 0
    for letter in type_name:
        depth += (letter in "([{<") - (letter in ")]}>")
        if letter == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [each.strip() for each in parts]


def problems_of(given, declared):
    """What is wrong with the given values, one sentence per value; none where all fit.

    Types that cannot be checked here are left to the compiler, which checks all of them again.

    :param given: values by name
    :param declared: list of papermill's Parameter
    """
    by_name = {parameter.name: parameter for parameter in declared}
    problems = []
    for name, value in given.items():
        if name not in by_name:
            known = ", ".join(by_name) or "none"
            problems.append(f"{name}: no such parameter; the notebook has {known}")
        elif not _fits(value, by_name[name].inferred_type_name):
            expected = by_name[name].inferred_type_name
            problems.append(f"{name}: expected {expected}, got {json.dumps(value, default=str)}")
    return problems


def _fits(value, type_name):
    """Whether a value is of a TypeScript type; True where that cannot be checked here."""
    alternatives = _alternatives(type_name)
    if len(alternatives) > 1:
        return any(_fits(value, each) for each in alternatives)
    if type_name.endswith("[]"):
        inner = type_name[:-2].strip()
        inner = inner[1:-1] if inner.startswith("(") else inner
        return isinstance(value, list) and all(_fits(each, inner) for each in value)
    if re.fullmatch(r"""(["']).*\1""", type_name):
        return value == type_name[1:-1]
    if type_name.startswith(("{", "Record<")):
        return isinstance(value, dict)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    known = {
        "number": is_number,
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "null": value is None,
    }
    return known.get(type_name, True)


def _type_of_literal(text):
    if text in ("true", "false"):
        return "boolean"
    if text[:1] in ("'", '"', "`"):
        return "string"
    return "number" if re.fullmatch(r"-?[\d_.]+(e-?\d+)?", text) else "unknown"
