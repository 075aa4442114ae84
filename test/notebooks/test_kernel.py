"""The kernel at work, as front ends drive it: interrupted, left alone, killed, for long."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest
from jupyter_client import KernelManager

root = Path(__file__).parents[2]
notebooks = root / "notebooks"
command = [os.environ.get("NODE", "node"), str(root / "packages/core/dist/esm/cli.js")]


@pytest.fixture(scope="module")
def flow_file(tmp_path_factory):
    """A packed file of 100 events, whose waveforms keep two threads busy for a second."""
    directory = tmp_path_factory.mktemp("flow")
    subprocess.run(
        [*command, "simulate", str(directory), "--files", "1", "--events", "100", "--gzip"],
        check=True,
        capture_output=True,
    )
    return next(directory.glob("*.hdf5"))


class Session:
    """A kernel and its client."""

    def __init__(self, directory, kernel="tslab"):
        self.manager = KernelManager(kernel_name=kernel)
        self.manager.start_kernel(cwd=str(directory))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.process = psutil.Process(self.manager.provisioner.pid)

    def run(self, code, on_message=lambda message: None):
        """Runs a cell. @returns its reply's status and its messages"""
        messages = []

        def keep(message):
            messages.append(message)
            on_message(message)

        reply = self.client.execute_interactive(code, timeout=120, output_hook=keep, stop_on_error=False)
        return reply["content"]["status"], messages

    def value(self, code):
        """What a cell writes as JSON."""
        status, messages = self.run(f"console.log(JSON.stringify({code}));")
        texts = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]
        assert status == "ok", texts
        return json.loads("".join(texts))

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def session(tmp_path):
    """In a directory outside of the checkout."""
    session = Session(tmp_path)
    yield session
    session.end()


helpers = 'import { openRun, show, baselineMask } from "@light-dqm/core/notebook";'


def text_of(message):
    return message["content"].get("data", {}).get("text/plain", "")


def test_progress_moves_in_one_place_and_leaves_one_line(session, flow_file):
    status, messages = session.run(f"{helpers}\nlet run = await openRun({str(flow_file)!r});")
    assert status == "ok"
    shown = [m for m in messages if m["msg_type"] in ("display_data", "update_display_data")]
    assert [m["msg_type"] for m in shown].count("display_data") == 1
    assert len({m["content"]["transient"]["display_id"] for m in shown}) == 1
    assert "0 % " in text_of(shown[0])
    assert len(shown) > 2
    assert "100 of 100 events" in text_of(shown[-1])
    # Nothing is echoed and nothing is printed.
    assert {m["msg_type"] for m in messages} <= {
        "status",
        "execute_input",
        "display_data",
        "update_display_data",
    }


def test_an_interrupted_cell_ends_its_workers_and_leaves_the_kernel_usable(session, flow_file):
    session.run(f"{helpers}\nlet small = await openRun({str(flow_file)!r}, {{ maxEvts: 2 }});")
    idle = session.process.num_threads()
    most = 0

    def interrupt(message):
        nonlocal most
        if message["msg_type"] != "update_display_data" or most > idle:
            return
        most = session.process.num_threads()
        if most > idle:  # the first update may come before there are workers
            session.manager.interrupt_kernel()

    status, messages = session.run(f"let run = await openRun({str(flow_file)!r});", interrupt)
    assert status == "error"
    assert most > idle, "the file was done before it could be interrupted"
    assert any("interrupt" in m["content"].get("text", "").lower() for m in messages)
    time.sleep(0.5)  # the kernel drops cells that come right after a failed one
    assert session.process.num_threads() == idle
    assert session.value("1 + 1") == 2
    # The same work goes through afterwards.
    status, messages = session.run(f"let again = await openRun({str(flow_file)!r});")
    assert status == "ok"
    assert session.value("again.summary.selectedEvents.length") == 100


memory = textwrap.dedent(
    """
    let { setFlagsFromString } = require("node:v8");
    setFlagsFromString("--expose-gc");
    let collect = require("node:vm").runInNewContext("gc");
    let heldMB = async (): Promise<number> => {
      for (let i = 0; i < 3; i++) {
        collect();
        await new Promise<void>((done) => setTimeout(done, 50));
      }
      let { heapUsed, external } = process.memoryUsage();
      return (heapUsed + external) / 1e6;
    };
    void 0;
    """
)


def test_runs_that_are_opened_anew_release_the_memory_of_those_before(session, flow_file):
    assert session.run(helpers)[0] == "ok"
    assert session.run(memory)[0] == "ok"
    open_run = f"let run = await openRun({str(flow_file)!r}); await show(baselineMask(run));"
    held = []
    for _ in range(6):
        assert session.run(open_run)[0] == "ok"
        held.append(session.value("await heldMB()"))
    one_run = session.value("(run.summary.spectra.p50.byteLength * 3) / 1e6")
    assert one_run > 2
    # After the second: the first loads modules and compiles.
    assert held[-1] - held[1] < 2 * one_run, held


def ended_within(process, seconds):
    try:
        process.wait(seconds)
    except psutil.TimeoutExpired:
        process.kill()
        return False
    return True


client = textwrap.dedent(
    """
    import sys, time
    from jupyter_client import KernelManager
    manager = KernelManager(kernel_name="tslab")
    manager.start_kernel(cwd=sys.argv[1])
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    reply = client.execute_interactive(sys.argv[2], timeout=60, output_hook=lambda message: None)
    assert reply["content"]["status"] == "ok"
    client.execute(sys.argv[3])
    print(manager.provisioner.pid, flush=True)
    time.sleep(600)
    """
)


@pytest.mark.parametrize(
    "cell", ["1 + 1", "await 0; for (;;) {}"], ids=["that waits", "that computes on and on"]
)
def test_a_kernel_whose_client_is_killed_ends_too(flow_file, cell):
    first = f"{helpers}\nlet run = await openRun({str(flow_file)!r}, {{ maxEvts: 1 }});"
    front_end = subprocess.Popen(
        [sys.executable, "-c", client, str(notebooks), first, cell],
        stdout=subprocess.PIPE,
        text=True,
    )
    kernel = psutil.Process(int(front_end.stdout.readline()))
    os.kill(front_end.pid, signal.SIGKILL)
    front_end.wait()
    assert ended_within(kernel, 15)


def shift_report(directory, flow_file):
    """Starts the command in a process group of its own. @returns it and the notebook it writes"""
    output = directory / "out.ipynb"
    given = [f"input={flow_file}", f"store={directory / 'store'}"]
    run = subprocess.Popen(
        [*command, "notebook", "run", "shift-report", "--output", str(output), "--pdf"]
        + [word for pair in given for word in ("-p", pair)],
        cwd=directory,
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    return run, output


def test_a_killed_kernel_is_an_error_of_the_cell(tmp_path, flow_file):
    """The kernel dies from outside while it computes."""
    run, output = shift_report(tmp_path, flow_file)
    kernel_of(run, output).kill()
    _, stderr = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "DeadKernelError" in stderr
    assert "DeadKernelError" in output.read_text()
    assert not output.with_suffix(".pdf").exists()
    assert psutil.Process().children(recursive=True) == []


@pytest.mark.parametrize("whole_group", [False, True], ids=["it alone", "the whole group"])
def test_an_interrupted_command_leaves_no_process_behind(tmp_path, flow_file, whole_group):
    """Ctrl-C in a terminal reaches every program of the group, kill -INT only one."""
    run, output = shift_report(tmp_path, flow_file)
    kernel = kernel_of(run, output)
    processes = psutil.Process(run.pid).children(recursive=True)
    (os.killpg if whole_group else os.kill)(run.pid, signal.SIGINT)
    _, stderr = run.communicate(timeout=60)
    assert run.returncode == 130, stderr
    assert not runs(kernel), "the command ended before the kernel did"
    _, left = psutil.wait_procs(processes, timeout=10)
    assert left == []


def runs(process):
    """False for one that has ended, whether somebody asked for its status yet or not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kernel_of(run, output):
    """The kernel below a command, once it has run a cell."""
    for _ in range(600):
        time.sleep(0.1)
        if output.exists() and '"completed"' in output.read_text():
            below = psutil.Process(run.pid).children(recursive=True)
            return next(each for each in below if "tslab" in " ".join(each.cmdline()))
    raise AssertionError("no cell ran")


def deno_kernel(directory, monkeypatch):
    """Deno's own kernel, made known below a directory only, without a network."""
    for name, value in {"HOME": directory, "DENO_DIR": directory / "deno", "XDG_DATA_HOME": directory}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("DENO_NO_UPDATE_CHECK", "1")
    deno = str(root / "node_modules/.bin/deno")
    subprocess.run([deno, "jupyter", "--install"], check=True, capture_output=True)
    (spec,) = directory.rglob("kernel.json")
    monkeypatch.setenv("JUPYTER_PATH", str(spec.parents[2]))
    return "deno"


def test_the_kernel_of_deno_shows_the_same_bundles(tmp_path, monkeypatch, flow_file):
    session = Session(notebooks, deno_kernel(tmp_path, monkeypatch))
    try:
        assert session.run(helpers)[0] == "ok"
        status, messages = session.run(
            f"const run = await openRun({json.dumps(str(flow_file))}, {{ maxEvts: 20 }});"
        )
        assert status == "ok", messages
        shown = [m for m in messages if m["msg_type"] in ("display_data", "update_display_data")]
        assert [m["msg_type"] for m in shown].count("display_data") == 1
        assert "20 of 100 events" in text_of(shown[-1])
        status, messages = session.run("await show(baselineMask(run));")
        assert status == "ok", messages
        (figure,) = (m["content"]["data"] for m in messages if m["msg_type"] == "display_data")
        assert set(figure) == {
            "application/vnd.light-dqm.v1+json",
            "image/png",
            "text/plain",
        }
        assert figure["application/vnd.light-dqm.v1+json"]["kind"] == "channel-mask"
        assert "baselines" in figure["text/plain"]
    finally:
        session.end()


def test_cells_complete_and_explain_the_names_of_the_package(session):
    head = 'import * as dqm from "@light-dqm/core/notebook";\n'

    def matches(code):
        message = session.client.complete(code, len(code), reply=True, timeout=60)
        return message["content"]["matches"]

    assert {"openRun", "showTable", "baselineMask"} <= set(matches(f"{head}dqm."))
    assert matches(f"{head}dqm.openR") == ["openRun"]
    # Types too: the members of what a helper returns.
    of_run = f'{head}let run = await dqm.openRun("x");\nrun.'
    assert {"headline", "summary", "verdicts"} <= set(matches(of_run))
    # The checks by name, and the limits of each.
    of_checks = f'{head}dqm.openRun("x", {{ limits: {{ '
    assert "flatline" in matches(of_checks)
    assert "maxAmplitudeAdc16" in matches(f"{of_checks}flatline: {{ ")
    code = f"{head}dqm.openRun"
    reply = session.client.inspect(code, len(code), reply=True, timeout=60)
    text = reply["content"]["data"]["text/plain"]
    assert "input: string" in text and "Promise<" in text and "Opens a run" in text


def test_cells_keep_data_frames_whose_package_no_directory_above_them_has(session, flow_file):
    frames = 'import { channelFrame } from "@light-dqm/core/notebook/frames";'
    opens = f"{helpers}\n{frames}\nlet run = await openRun({str(flow_file)!r}, {{ maxEvts: 2 }});"
    assert session.run(opens)[0] == "ok"
    status, messages = session.run(
        "let frame = await channelFrame(run);\n"
        'let noisy = frame.sortValues("noise", { ascending: false }).head(3);\n'
        'let noise = noisy.column("noise");\n'
        'let grouped = frame.groupby(["adc"]);'
    )
    assert status == "ok", text_printed(messages)
    assert session.value("noise.values.length") == 3


def test_a_wrong_argument_is_an_error_of_the_cell_that_names_it(session):
    status, messages = session.run(f'{helpers}\nlet run = await openRun(5);')
    texts = "".join(m["content"].get("text", "") for m in messages)
    assert status == "error"
    assert "not assignable to parameter of type 'string'" in texts


def text_printed(messages):
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")


def test_what_cannot_be_shown_is_told_what_to_write_instead(session, flow_file):
    session.run(f"{helpers}\nlet run = await openRun({str(flow_file)!r}, {{ maxEvts: 2 }});")
    status, messages = session.run("await show(run);")
    assert status == "error"
    first = text_printed(messages).splitlines()[0]
    assert first.startswith("LightDqmError: This cannot be shown (show(…)): expected a figure")
    assert "such as show(verdictMask(run)), show(baselines(run))" in first


def test_a_cell_that_fails_says_in_one_line_what_is_wrong_and_where_in_the_cell(session, tmp_path):
    status, messages = session.run(f'{helpers}\nlet run = await openRun("none.hdf5");')
    assert status == "error"
    missing = f"File not found ({tmp_path / 'none.hdf5'}): expected a FLOW file, got nothing of that name"
    assert text_printed(messages) == f"LightDqmError: {missing}\n    at async cell-1.ts:2:11\n"
    # Errors of libraries and of one's own functions name the places in cells, and no others.
    time.sleep(0.5)
    code = 'let parsed = (text: string) => JSON.parse(text);\nparsed("{");'
    status, messages = session.run(code)
    assert status == "error"
    first, *places = text_printed(messages).strip().splitlines()
    assert first.startswith("SyntaxError: ")
    assert [place.strip() for place in places] == ["at parsed (cell-2.ts:1:37)", "at cell-2.ts:2:1"]


def test_a_rejection_that_nothing_awaits_has_no_frames_of_libraries(session):
    code = f'{helpers}\nvoid openRun("none.hdf5");\nawait new Promise<void>((done) => setTimeout(done, 500));'
    status, messages = session.run(code)
    (line,) = text_printed(messages).strip().splitlines()
    assert line.startswith("UnhandledPromiseRejection: LightDqmError: File not found (")


def test_cells_that_need_the_value_of_a_failed_cell_say_so_and_why(session, flow_file):
    opens = f'{helpers}\nlet run = await openRun("none.hdf5");'
    because = "no value, because the cell that makes {} failed: File not found ("

    def said(code):
        time.sleep(0.5)  # the kernel drops cells that come right after a failed one
        status, messages = session.run(code)
        return status, text_printed(messages)

    assert said(opens)[0] == "error"
    # Nothing of the cell is known: one line for all its names.
    status, text = said("await show(baselineMask(run));")
    assert status == "error"
    assert text.count("\n") == 1
    assert text.startswith("1:7 - `show`, `baselineMask`, `run` have " + because.format("them"))

    # A name that had a value before the cell was run again.
    assert said(f"{helpers}\nlet run = await openRun({str(flow_file)!r}, {{ maxEvts: 2 }});")[0] == "ok"
    assert said(opens)[0] == "error"
    for code in ["await show(baselineMask(run));", "run.name", "console.log(run);"]:
        status, text = said(code)
        assert status == "error"
        assert text.startswith("NoValueError: `run` has " + because.format("it")), text
    # What rests on it names the first cause.
    assert said("let [name, { length }] = [run.name, run.notes];")[0] == "error"
    assert "1:13 - `length` has " + because.format("it") in said("console.log(length);")[1]
    # A name that no cell makes is one that cannot be found.
    assert "Cannot find name 'other'" in said("console.log(other);")[1]

    # All is well again when the cell is.
    assert said(f"let run = await openRun({str(flow_file)!r}, {{ maxEvts: 2 }});") == ("ok", "")
    assert said("let [name, { length }] = [run.name, run.notes];")[0] == "ok"
    status, text = said("console.log(typeof length, name === run.name);")
    assert (status, text) == ("ok", "number true\n")
