"""papermill's engine for TypeScript notebooks.

papermill loads this module when it starts. From then on `papermill IN OUT -p name value` runs
TypeScript notebooks with it, and all others as before, whether an engine is named or not.

The kernel, tslab, says with an empty reply that a cell failed, writes the error to stderr only,
carries on after unhandled rejections, and drops cells that come right after a failure. Here each of
these becomes an error output, which papermill and every other program understand, and ends the run.
"""

import re
import signal
import time

import nbformat
from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.translators import papermill_translators
from papermill.utils import find_first_tagged_cell_index, nb_language

from light_dqm_jupyter.parameters import TypeScriptTranslator, problems_of, values_of

#: How the kernel announces errors that no cell awaited.
_floating = ("UnhandledPromiseRejection:", "UncaughtException:")

_named = re.compile(r"(?:Uncaught )?([A-Za-z]*(?:Error|Exception))(?: \[\w+\])?: (.*)")
_compiler = re.compile(r"(?:\S+ )?\d+:\d+ - ")

#: Gives rejections that nothing awaits the time to show.
_settle = "await new Promise<void>((done) => setTimeout(done, 150));"

_ending_signals = (signal.SIGINT, signal.SIGTERM)

#: The kernel drops every cell that comes within 0.2 s after a failed one.
_seconds_after_failure = 0.4


class TypeScriptEngine(NBClientEngine):
    """Runs TypeScript notebooks; hands all others to papermill's own engine."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **kwargs):
        if not _is_typescript(nb_man.nb, kernel_name):
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
        if _refuse_bad_parameters(nb_man):
            return nb_man.nb
        options = {
            "timeout": kwargs.pop("execution_timeout", None) or kwargs.pop("timeout", None),
            "startup_timeout": kwargs.pop("start_timeout", 60),
        }
        for unused in ("input_path", "timeout", "startup_timeout"):
            kwargs.pop(unused, None)
        client = _TypeScriptClient(nb_man, kernel_name=kernel_name, **options, **kwargs)
        nb_man.save = _saves_seldom(nb_man.save)
        try:
            with _ended_by_signals():
                return client.execute()
        except BaseException:
            del nb_man.save  # papermill has but one save left, for what there is
            raise


class _TypeScriptClient(PapermillNotebookClient):
    def papermill_execute_cells(self):
        last = None
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                failed = self._run(cell, index)
            finally:
                self.nb_man.cell_complete(cell, cell_index=index)
            if failed and not _may_fail(cell):
                return
            if cell.cell_type == "code":
                last = (index, cell)
        if last is not None:
            self._settle(*last)

    def _run(self, cell, index):
        """Runs one cell. True where it failed; then it has an error output."""
        if cell.cell_type != "code":
            return False
        count = self.code_cells_executed + 1
        self._reply = None
        self.on_cell_executed = self._keep_reply
        try:
            self.execute_cell(cell, index)
        except CellExecutionError:
            pass
        except CellTimeoutError as timeout:
            reason = str(timeout).splitlines()[0]
            return self._fail(cell, index, _error("CellTimeoutError", reason, []))
        except DeadKernelError:
            error = _error("DeadKernelError", "the kernel died before the cell finished", [])
            return self._fail(cell, index, error)
        finally:
            if cell.source.strip():
                cell.execution_count = count
        if self._reply is None:  # an empty cell
            return False
        content = self._reply["content"]
        if content["status"] == "error":
            time.sleep(_seconds_after_failure if _may_fail(cell) else 0)
            return self._fail(cell, index, _error_of(cell))
        if content["status"] != "ok":
            return self._fail(cell, index, _error("SkippedCell", "the kernel did not run it", []))
        if _has_floating_error(cell):
            return self._fail(cell, index, _error_of(cell))
        return False

    async def _async_poll_output_msg(self, parent_msg_id, *args):
        """What comes between two cells belongs to the next one, else an error that nothing awaited
        is lost there."""
        channel = self.kc.iopub_channel
        get_msg = channel.get_msg

        async def get_also_late(**kwargs):
            message = await ensure_async(get_msg(**kwargs))
            if message["msg_type"] == "stream":
                message["parent_header"]["msg_id"] = parent_msg_id
            return message

        channel.get_msg = get_also_late
        try:
            await super()._async_poll_output_msg(parent_msg_id, *args)
        finally:
            channel.get_msg = get_msg

    def output(self, outs, *args):
        """Adds an output; what comes of the same stream as the one before is added to that."""
        output = super().output(outs, *args)
        if len(outs) > 1 and outs[-1].get("name") and outs[-1].get("name") == outs[-2].get("name"):
            outs[-2].text += outs.pop().text
        return output

    def _keep_reply(self, cell, cell_index, execute_reply):
        self._reply = execute_reply

    def _settle(self, index, cell):
        """Waits a moment; a rejection that shows only now is an error of the last cell."""
        probe = nbformat.v4.new_code_cell(_settle)
        try:
            self.execute_cell(probe, index)
        except (CellExecutionError, DeadKernelError):
            pass
        finally:
            self.nb.cells[index] = cell  # nbclient puts what it ran in its place
        if not probe.outputs:
            return
        cell.outputs.extend(probe.outputs)
        if _has_floating_error(probe):
            self._fail(cell, index, _error_of(cell))
            self.nb_man.save()

    def _fail(self, cell, index, error):
        cell.outputs.append(error)
        if not _may_fail(cell):
            self.nb_man.cell_exception(cell, cell_index=index)
        return True


def _saves_seldom(save):
    """Skips saves that come within ten times as long as the last one took.

    papermill saves before and after each cell; with figures in the notebook that took longer than
    the cells. What is skipped comes with the next one, at the latest when papermill
    writes the whole notebook.
    """
    next_save = 0.0

    def save_seldom(**kwargs):
        nonlocal next_save
        started = time.monotonic()
        if started < next_save:
            return
        save(**kwargs)
        ended = time.monotonic()
        next_save = ended + 10 * (ended - started)

    return save_seldom


def _refuse_bad_parameters(nb_man):
    """Reads the given values by their declared types; ends the run, before the kernel starts, where
    one does not fit."""
    nb = nb_man.nb
    at = find_first_tagged_cell_index(nb, "parameters")
    declared = TypeScriptTranslator.inspect(nb.cells[at]) if at >= 0 else []
    given = values_of(nb.metadata.papermill.get("parameters") or {}, declared)
    problems = problems_of(given, declared)
    if not given:
        return False
    nb.metadata.papermill.parameters = given
    injected = nb.cells[find_first_tagged_cell_index(nb, "injected-parameters")]
    injected.source = TypeScriptTranslator.codify(given)
    if not problems:
        return False
    injected.execution_count = 0
    injected.outputs = [_error("ParameterError", "; ".join(problems), problems)]
    nb_man.cell_exception(injected)
    return True


def _is_typescript(nb, kernel_name):
    return kernel_name == "tslab" or nb_language(nb) == "typescript"


def _may_fail(cell):
    return "raises-exception" in cell.metadata.get("tags", [])


def _has_floating_error(cell):
    return any(line.startswith(_floating) for line in _stderr_of(cell).splitlines())


def _stderr_of(cell):
    texts = (each.text for each in cell.outputs if each.get("name") == "stderr")
    return re.sub(r"\x1b\[[0-9;]*m", "", "".join(texts))


def _error_of(cell):
    """The error that the kernel wrote to stderr, as an error output in its place."""
    text = _stderr_of(cell).strip()
    cell.outputs = [each for each in cell.outputs if each.get("name") != "stderr"]
    lines = text.splitlines()
    floats = any(line.startswith(_floating) for line in lines)
    bare = [line.split(":", 1)[1].strip() if line.startswith(_floating) else line for line in lines]
    # Above a thrown error the kernel shows the line of code.
    named = next((match for match in map(_named.match, bare) if match), None)
    if named:
        name, value = named[1], named[2]
    else:
        value = next((line for line in bare if line), "the kernel gave no reason")
        name = "CompileError" if _compiler.match(value) else "Error"
    return _error(name, f"{value} (not awaited)" if floats else value, lines)


def _error(name, value, lines):
    traceback = lines or [f"{name}: {value}"]
    return nbformat.v4.new_output("error", ename=name, evalue=value, traceback=traceback)


class _ended_by_signals:
    """Turns SIGINT and SIGTERM into exceptions, so that the kernel is ended on the way out.

    The first one leaves; more of them would cut short the ending of the kernel.
    """

    def __enter__(self):
        try:
            self._before = {each: signal.signal(each, self._leave) for each in _ending_signals}
        except ValueError:  # not in the main thread, where signals are others' business
            self._before = {}

    def __exit__(self, *_):
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @staticmethod
    def _leave(number, _frame):
        for each in _ending_signals:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)


for _name in ("tslab", "typescript"):
    papermill_translators.register(_name, TypeScriptTranslator)
papermill_engines.register(None, TypeScriptEngine)
