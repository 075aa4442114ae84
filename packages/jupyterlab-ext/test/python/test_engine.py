"""The engine, as papermill calls it, with the real kernel."""

import os
import time

import nbformat
import papermill
import pytest
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from light_dqm_jupyter.papermill import TypeScriptEngine, _saves_seldom


def run(tmp_path, *sources, tags=(), **parameters):
    nb = nbformat.v4.new_notebook()
    nb.metadata.kernelspec = {"name": "tslab", "language": "typescript", "display_name": "TypeScript"}
    nb.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nb.cells[0].metadata.tags = ["parameters"]
    if tags:
        nb.cells[1].metadata.tags = list(tags)
    given, written = str(tmp_path / "in.ipynb"), str(tmp_path / "out.ipynb")
    nbformat.write(nb, given)
    error = None
    try:
        papermill.execute_notebook(given, written, parameters=parameters, progress_bar=False)
    except PapermillExecutionError as raised:
        error = raised
    cells = nbformat.read(written, 4).cells
    return [cell for cell in cells if cell.cell_type == "code"], error


def test_it_is_the_engine_where_none_is_named_and_by_its_name():
    assert papermill_engines.get_engine(None) is TypeScriptEngine
    assert papermill_engines.get_engine("light-dqm") is TypeScriptEngine
    assert papermill_engines.get_engine("nbclient") is NBClientEngine


def test_parameters_reach_the_cells_and_counts_are_set(tmp_path):
    cells, error = run(tmp_path, 'let name: string = "";', "console.log(name);", name="é 😀")
    assert error is None
    assert cells[2].outputs[0].text == "é 😀\n"
    assert [cell.execution_count for cell in cells] == [1, 2, 3]


def test_a_cell_that_may_fail_does_not_stop_those_after_it(tmp_path):
    cells, _ = run(
        tmp_path, "void 0;", 'throw new Error("x");', "console.log(1);", tags=["raises-exception"]
    )
    assert cells[1].outputs[0].ename == "Error"
    assert cells[2].outputs[0].text == "1\n"


def test_what_a_cell_prints_after_its_end_comes_to_the_next_one(tmp_path):
    late = 'setTimeout(() => console.log("late"), 0); void 0;'
    cells, error = run(tmp_path, late, "await new Promise((done) => setTimeout(done, 300));")
    assert error is None
    assert [output.text for cell in cells for output in cell.outputs] == ["late\n"]


def test_an_error_shows_the_stack_and_not_stderr(tmp_path):
    cells, error = run(tmp_path, "void 0;", 'throw new TypeError("wrong");')
    assert (error.ename, error.evalue) == ("TypeError", "wrong")
    assert [output.output_type for output in cells[1].outputs] == ["error"]
    assert any("at " in line for line in cells[1].outputs[0].traceback)


def test_thousands_of_lines_become_one_output_and_the_run_goes_on(tmp_path):
    slow = 'for (let i = 0; i < 3; i++) { console.log(i); await new Promise((done) => setTimeout(done, 60)); }'
    both = 'console.log("a"); console.error("b"); console.log("c");'
    many = "for (let i = 0; i < 5000; i++) console.log(`line ${i}`);"
    cells, error = run(tmp_path, "void 0;", many, slow, both)
    assert error is None
    (printed,) = cells[1].outputs
    assert printed.text == "".join(f"line {i}\n" for i in range(5000))
    assert [output.text for output in cells[2].outputs] == ["0\n1\n2\n"]
    assert [(each.name, each.text) for each in cells[3].outputs] == [
        ("stdout", "a\n"),
        ("stderr", "b\n"),
        ("stdout", "c\n"),
    ]


def test_what_a_cell_writes_to_stderr_without_failing_stays(tmp_path):
    cells, error = run(tmp_path, "void 0;", 'console.error("careful");')
    assert error is None
    assert cells[1].outputs[0].name == "stderr"


if __name__ == "__main__":
    pytest.main([__file__])


def test_saving_takes_a_tenth_of_the_time_at_most(monkeypatch):
    now, saves = 100.0, []
    monkeypatch.setattr(time, "monotonic", lambda: now)

    def slow_save():
        nonlocal now
        saves.append(len(saves))
        now += 0.05

    save = _saves_seldom(slow_save)
    save()
    save()
    assert saves == [0]
    now += 0.49
    save()
    assert saves == [0]
    now += 0.11
    save()
    assert saves == [0, 1]


def test_a_run_that_is_asked_to_end_leaves_what_it_has_shown(tmp_path):
    """Outputs that were not saved yet are saved on the way out."""
    show = 'console.log("x".repeat(3_000_000));'
    end = f"process.kill({os.getpid()}, 'SIGTERM'); await new Promise((done) => setTimeout(done, 5000));"
    with pytest.raises(SystemExit):
        run(tmp_path, "void 0;", show, 'console.log("last");', end)
    cells = nbformat.read(str(tmp_path / "out.ipynb"), 4).cells
    assert cells[2].outputs[0].text == "last\n"
