/** Notebooks from an npm install alone, outside of any checkout. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePath } from "../../packages/core/test/samples.js";
import { root } from "../run-node.js";
import {
  type Ended,
  outputsOf,
  papermill,
  python,
  readNotebook,
  runProgram,
  writeNotebook,
} from "./project.js";

const scratch = mkdtempSync(join(tmpdir(), "light-dqm-anywhere-"));
const installed = join(scratch, "installed/node_modules");
const night = join(scratch, "night");
const templates = readdirSync(join(root, "notebooks")).map((file) => basename(file, ".ipynb"));

beforeAll(() => {
  mkdirSync(night);
  install(installed, ["tslab"]);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** The package as npm packs it, with what it depends on and these others, and nothing else. */
function install(modules: string, others: readonly string[]): void {
  const own = join(modules, "@light-dqm/core");
  mkdirSync(own, { recursive: true });
  const core = join(root, "packages/core");
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", scratch];
  const packed = runProgram("npm", pack, core);
  expect(packed.status, packed.stderr).toBe(0);
  const tarball = join(scratch, packed.stdout.trim());
  const unpacked = runProgram("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"], scratch);
  expect(unpacked.status, unpacked.stderr).toBe(0);
  const { dependencies } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  for (const name of [...Object.keys(dependencies), ...others]) {
    const places = [join(core, "node_modules", name), join(root, "node_modules", name)];
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(places.find((place) => readdirOrNone(place))!, join(modules, name));
  }
}

function readdirOrNone(directory: string): string[] | undefined {
  try {
    return readdirSync(directory);
  } catch {
    return undefined;
  }
}

/** The command of the installed package, in a directory that has nothing else. */
function lightDqm(args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const command = join(installed, "@light-dqm/core/bin/light-dqm.mjs");
  const withPython = { LIGHT_DQM_PYTHON: python, ...env };
  return runProgram(process.execPath, [command, ...args], night, withPython);
}

describe("an npm install alone", () => {
  it("lists the templates, with what each is for", () => {
    const { status, stdout } = lightDqm(["notebook", "list"]);
    expect(status).toBe(0);
    const lines = stdout.trim().split("\n").slice(1);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(templates);
    for (const line of lines) expect(line).toMatch(/ (shifters|experts|everyone): /);
  });

  it("copies a template, but over no file", () => {
    expect(lightDqm(["notebook", "copy", "trends"]).stdout).toBe(
      `${join(night, "trends.ipynb")}\n`,
    );
    expect(lightDqm(["notebook", "copy", "trends", "june/week.ipynb"]).status).toBe(0);
    const source = readFileSync(join(root, "notebooks/trends.ipynb"), "utf8");
    for (const copy of ["trends.ipynb", "june/week.ipynb"])
      expect(readFileSync(join(night, copy), "utf8")).toBe(source);
    const again = lightDqm(["notebook", "copy", "trends"]);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("expected a name that is free, got a file");
  });

  it("runs a template by its name", () => {
    const input = samplePath("mpd_run_demo_rctl_101");
    const given = ["-p", `input=${input}`, "-p", "store=store", "--output", "shift.ipynb"];
    const { status, stderr } = lightDqm(["notebook", "run", "shift-report", ...given]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const outputs = outputsOf(readNotebook(join(night, "shift.ipynb")));
    expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([]);
    expect(outputs.filter(({ data }) => data?.["image/png"])).toHaveLength(9);
  });

  it("makes its kernel known to Jupyter, for cells anywhere that import it with its types", () => {
    const environment = join(scratch, "environment");
    const made = runProgram(python, ["-m", "venv", "--without-pip", environment], scratch);
    expect(made.status, made.stderr).toBe(0);
    const own = join(environment, "bin/python");
    const { status, stdout, stderr } = lightDqm(["notebook", "kernel"], { LIGHT_DQM_PYTHON: own });
    expect(status, stderr).toBe(0);
    expect(stdout.trim()).toBe(join(environment, "share/jupyter/kernels/tslab/kernel.json"));
    const [template, output] = [join(night, "cells.ipynb"), join(night, "cells-out.ipynb")];
    writeNotebook(template, [
      "let count: number = 1;",
      'import { type Run, openRun, worstChannels } from "@light-dqm/core/notebook";\n' +
        "let worst = (run: Run): number => worstChannels(run)[0].adc + count;\n" +
        "console.log(typeof openRun, Buffer.from([1]).length);",
      "worst(5);",
    ]);
    const jupyter = { JUPYTER_PATH: join(environment, "share/jupyter") };
    const ran = papermill([template, output], night, jupyter);
    // The types are those of the package: 5 is no run.
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/Argument of type 'number' is not assignable to parameter of type/);
    expect(outputsOf(readNotebook(output))[0]).toMatchObject({ text: ["function 1\n"] });
  });
});

describe("what is missing is named, with how to install it", () => {
  const run = ["notebook", "run", "trends", "-p", "store=store", "--output", "out.ipynb"];

  it("where there is no kernel", () => {
    rmSync(join(installed, "tslab"));
    const { status, stderr } = lightDqm(run);
    symlinkSync(join(root, "node_modules/tslab"), join(installed, "tslab"));
    expect(status).toBe(1);
    expect(stderr).toMatch(/Notebooks need tslab, their TypeScript kernel: expected npm install/);
  });

  it("where Python has no papermill", () => {
    const bare = join(scratch, "environment/bin/python");
    const { status, stderr } = lightDqm(run, { LIGHT_DQM_PYTHON: bare });
    expect(status).toBe(1);
    expect(stderr).toContain(`Notebooks need the Python package papermill (${bare})`);
    expect(stderr).toContain(`expected ${bare} -m pip install papermill`);
  });

  it("where the Python is none", () => {
    const { status, stderr } = lightDqm(["notebook", "kernel"], { LIGHT_DQM_PYTHON: "false" });
    expect(status).toBe(1);
    expect(stderr).toContain("Not a Python (false): got exit status 1");
  });

  it("where there is no template of a name", () => {
    const { status, stderr } = lightDqm(["notebook", "copy", "shift"]);
    expect(status).toBe(1);
    expect(stderr).toContain(`or the name of a template: ${templates.join(", ")}`);
  });
});
