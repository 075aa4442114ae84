import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../run-node.js";
import {
  lightDqm,
  outputsOf,
  papermill,
  python,
  readNotebook,
  runProgram,
  writeNotebook,
} from "./project.js";

let directory: string;

// Below the checkout, where cells find the package.
beforeAll(() => {
  directory = mkdtempSync(join(root, "packages/core/dist/failing-notebooks-"));
});

afterAll(() => rmSync(directory, { recursive: true }));

/** Runs cells by the command line. */
function run(cells: readonly string[], parameters: readonly string[] = []) {
  const [template, output] = [join(directory, "in.ipynb"), join(directory, "out.ipynb")];
  rmSync(output, { force: true });
  writeNotebook(template, ["let count: number = 1; // how many", ...cells]);
  const args = parameters.flatMap((parameter) => ["-p", parameter]);
  const ended = lightDqm(["notebook", "run", template, ...args, "--output", output], directory);
  const notebook = existsSync(output) ? readNotebook(output) : null;
  const error = notebook && outputsOf(notebook).find((each) => each.output_type === "error");
  return { ...ended, notebook, error };
}

describe("a run of a notebook fails loudly", () => {
  it("where a cell doesn't compile", () => {
    const { status, stderr, error } = run(["const text: string = 5;", 'console.log("after");']);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^light-dqm: error: Code cell 2 \(line 1\) failed: CompileError: .*not assignable/,
    );
    expect(error!.ename).toBe("CompileError");
  });

  it("where a cell throws, without running those after it", () => {
    const { status, stderr, error, notebook } = run([
      // Types, comments and empty lines are not in what runs.
      "interface Far {\n  x: number;\n}\n\nlet go = ({ x }: Far): void => {\n  // never\n" +
        '  throw new RangeError("too far: " + x);\n};',
      "\n// on the third line\ngo({ x: 5 });",
      'console.log("after");',
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("Code cell 3 (line 3) failed: RangeError: too far: 5");
    const frames = error!.traceback!.filter((line) => line.includes("cell-"));
    expect(frames.join(" ")).toMatch(/cell-2\.ts:7:9.* cell-3\.ts:3:1/);
    expect(error).toMatchObject({ ename: "RangeError", evalue: "too far: 5" });
    expect(JSON.stringify(notebook!.cells.at(-1)!.outputs)).toBe("[]");
  });

  it("where a rejection is not awaited", () => {
    const cell =
      'setTimeout(() => { void Promise.reject(new Error("left alone")); }, 20);\nvoid 0;';
    const { status, stderr, error } = run([cell]);
    expect(status).toBe(1);
    expect(stderr).toContain("left alone");
    expect(error!.evalue).toBe("left alone (not awaited)");
  });

  it("where the kernel is killed", () => {
    const { status, error } = run(['process.kill(process.pid, "SIGKILL");']);
    expect(status).toBe(1);
    expect(error!.ename).toBe("DeadKernelError");
  });

  it("where a helper is given something else, naming the mistake", () => {
    const cell = 'import { show } from "@light-dqm/core/notebook";\nawait show({} as any);';
    const { status, error } = run([cell]);
    expect(status).toBe(1);
    expect(error!.ename).toBe("LightDqmError");
    expect(error!.evalue).toContain("expected a figure, such as baselineMask(run)");
  });
});

it("a template whose file is not there says so in one message, without frames of libraries", () => {
  const output = join(directory, "shift.ipynb");
  const given = ["-p", "input=none.hdf5", "-p", "store=store", "--output", output];
  const { status, stderr } = lightDqm(["notebook", "run", "shift-report", ...given], directory);
  const missing = `File not found (${join(directory, "none.hdf5")}): expected a FLOW file, got nothing of that name`;
  expect(status).toBe(1);
  // The second cell of code opens the run.
  expect(stderr).toContain(`failed: LightDqmError: ${missing}`);
  const error = outputsOf(readNotebook(output)).find((each) => each.output_type === "error")!;
  expect(error.traceback!.map((line) => line.trim())).toEqual([
    `LightDqmError: ${missing}`,
    expect.stringMatching(/^at async cell-\d+\.ts:\d+:\d+$/),
  ]);
});

describe("parameters are refused before anything runs", () => {
  it("of a wrong type", () => {
    const { status, stderr, notebook } = run(['console.log("ran");'], ["count=many"]);
    expect(status).toBe(1);
    expect(stderr).toContain('count: expected number, got "many"');
    expect(JSON.stringify(notebook)).not.toContain('"text"');
  });

  it("of an unknown name", () => {
    const { status, stderr } = run(['console.log("ran");'], ["cuont=2"]);
    expect(status).toBe(1);
    expect(stderr).toContain("cuont: no such parameter; the notebook has count");
  });

  it("by papermill alone too, which says why", () => {
    const template = join(directory, "in.ipynb");
    writeNotebook(template, ["let count: number = 1;", "count"]);
    const output = join(directory, "out.ipynb");
    const { status, stderr } = papermill([template, output, "-p", "count", "many"], directory);
    expect(status).toBe(1);
    expect(stderr).toContain("count: expected number");
  });

  it("without an equals sign, as a mistake of usage", () => {
    const { status, stderr } = run([], ["count"]);
    expect(status).toBe(2);
    expect(stderr).toContain("expected name=value");
  });
});

describe("the papermill plug-in", () => {
  it("passes its own tests", () => {
    const tests = join(root, "packages/jupyterlab-ext/test/python");
    const { status, stdout } = runProgram(
      python,
      ["-m", "pytest", "-q", tests, "-p", "no:cacheprovider"],
      root,
    );
    expect(status, stdout).toBe(0);
    expect(stdout).toMatch(/\d+ passed/);
  });

  it("leaves no kernel behind when papermill is asked to end", () => {
    const template = join(directory, "slow.ipynb");
    writeNotebook(template, [
      "let count: number = 1;",
      "await new Promise((done) => setTimeout(done, 600_000));",
    ]);
    const output = join(directory, "slow-out.ipynb");
    // The shell ends papermill once its kernel is at work, and then looks for the kernel.
    const script = `
      "$1" -m papermill --no-progress-bar "$2" "$3" &
      papermill=$!
      for i in $(seq 300); do grep -q '"completed"' "$3" 2>/dev/null && break; sleep 0.2; done
      grep -q '"completed"' "$3" || exit 7
      sleep 1; kernel=$(ps -o pid= --ppid $papermill | head -1)
      test -n "$kernel" || exit 9
      kill -TERM $papermill; wait $papermill
      for i in $(seq 50); do kill -0 $kernel 2>/dev/null || exit 0; sleep 0.2; done
      exit 8`;
    const args = ["-c", script, "sh", python, template, output];
    const { status, stderr } = spawnSync("sh", args, { cwd: directory, encoding: "utf8" });
    expect(status, stderr).toBe(0);
  });
});
