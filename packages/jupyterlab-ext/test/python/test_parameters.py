"""The parameters of TypeScript notebooks, as papermill reads and writes them."""

import papermill.engines  # noqa: F401  loads the plug-in as papermill itself does
import pytest
from papermill.translators import papermill_translators

from light_dqm_jupyter.parameters import TypeScriptTranslator, problems_of, values_of

CELL = {
    "source": """\
import { openRun } from "@light-dqm/core/notebook";
let input: string = "https://x.y/a; b"; // where from
let maxEvts: number = 500;
let units: "ADC16" | "V" = "ADC16"; // which
let deep: boolean = false;
let list: number[] = [1, 2]; // some
let plain = 7;
let pairs: (number | null)[] = [];
let limits: Record<string, number> = {};
"""
}


def declared():
    return TypeScriptTranslator.inspect(CELL)


def test_papermill_finds_the_translator_by_kernel_and_by_language():
    for kernel, language in (("tslab", "typescript"), ("other", "typescript")):
        assert papermill_translators.find_translator(kernel, language) is TypeScriptTranslator


def test_every_declaration_is_read_with_its_type_default_and_help():
    read = [(p.name, p.inferred_type_name, p.default, p.help) for p in declared()]
    assert read == [
        ("input", "string", '"https://x.y/a; b"', "where from"),
        ("maxEvts", "number", "500", ""),
        ("units", '"ADC16" | "V"', '"ADC16"', "which"),
        ("deep", "boolean", "false", ""),
        ("list", "number[]", "[1, 2]", "some"),
        ("plain", "number", "7", ""),
        ("pairs", "(number | null)[]", "[]", ""),
        ("limits", "Record<string, number>", "{}", ""),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a \"b\" \\ \n é 😀", '"a \\"b\\" \\\\ \\n \\u00e9 \\ud83d\\ude00"'),
        (3, "3"),
        (-2.5, "-2.5"),
        (float("nan"), "NaN"),
        (float("-inf"), "-Infinity"),
        (True, "true"),
        (None, "null"),
        ([1, "x"], '[1, "x"]'),
        ({"a b": [False]}, '{ "a b": [false] }'),
    ],
)
def test_values_are_written_as_typescript(value, code):
    assert TypeScriptTranslator.translate(value) == code


def test_injected_cells_assign_and_echo_nothing():
    code = TypeScriptTranslator.codify({"maxEvts": 3})
    assert code == "// Parameters\nmaxEvts = 3;\nvoid 0;\n"


@pytest.mark.parametrize(
    ("type_name", "text", "value"),
    [
        ("string", "101", "101"),
        ("string", "true", "true"),
        ("string | null", "null", None),
        ("string | null", "[1]", "[1]"),
        ("string | number", "5", 5),
        ("number", "-1", -1),
        ("number", "many", "many"),
        ("boolean", "false", False),
        ("number[] | null", "[500, 400.5]", [500, 400.5]),
        ("number[] | null", "null", None),
        ("(number | null)[]", "[1, null]", [1, None]),
        ('"tpc" | "total" | null', "tpc", "tpc"),
        ('"tpc" | "total" | null', "null", None),
        ("{ a: number }", '{"a": 1}', {"a": 1}),
        ("Record<string, number | null>", '{"a": null}', {"a": None}),
    ],
)
def test_texts_are_read_by_their_declared_type(type_name, text, value):
    declared = TypeScriptTranslator.inspect({"source": f"let it: {type_name} = x;"})
    assert values_of({"it": text}, declared) == {"it": value}
    fits = problems_of({"it": value}, declared) == []
    assert fits == (text != "many")


def test_values_that_are_no_texts_stay_as_they_are():
    assert values_of({"maxEvts": True, "input": 101}, declared()) == {"maxEvts": True, "input": 101}


def test_values_that_fit_give_no_problem():
    given = {"input": "x", "maxEvts": 1, "units": "V", "deep": True, "list": [], "plain": 2.5}
    assert problems_of(given, declared()) == []


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"input": 101}, "input: expected string, got 101"),
        ({"maxEvts": "many"}, 'maxEvts: expected number, got "many"'),
        ({"maxEvts": True}, "maxEvts: expected number, got true"),
        ({"units": "W"}, 'units: expected "ADC16" | "V", got "W"'),
        ({"deep": "yes"}, 'deep: expected boolean, got "yes"'),
        ({"list": [1, "b"]}, 'list: expected number[], got [1, "b"]'),
        ({"plain": None}, "plain: expected number, got null"),
        ({"pairs": [1, "b"]}, 'pairs: expected (number | null)[], got [1, "b"]'),
        ({"limits": "few"}, 'limits: expected Record<string, number>, got "few"'),
    ],
)
def test_values_of_a_wrong_type_are_told(given, problem):
    assert problems_of(given, declared()) == [problem]


def test_unknown_names_are_told_with_the_known_ones():
    (problem,) = problems_of({"maxEvents": 1}, declared())
    assert problem.startswith("maxEvents: no such parameter; the notebook has input, maxEvts")
