/** docs/detectors.md: its commands run, its section is read, its tables are complete. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { root } from "./run-node.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-detectors-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
symlinkSync(join(root, "packages"), join(directory, "packages"));

const page = readFileSync(join(root, "docs/detectors.md"), "utf8");
const blocksOf = (language: string): string[] =>
  [...page.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);

function run(command: string) {
  const path = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], {
    ...{ cwd: directory, env: { ...process.env, PATH: path }, encoding: "utf8" },
  });
  return { status, stdout, stderr };
}

it("every command does what it says, in order", () => {
  const commands = blocksOf("sh").join("").trim().split("\n");
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    const { status, stderr } = run(command.replace(/^npx /, ""));
    expect(status, `${command}\n${stderr}`).toBe(0);
  }
});

it("its table lists the built-in detectors", () => {
  const named = [...page.matchAll(/^\| `([\w-]+)` \| the|^\| `([\w-]+)` \| ND/gm)];
  const builtIn = run("light-dqm detector show").stdout.match(/^[\w-]+(?=:)/gm);
  expect(named.map(([, first, second]) => first ?? second)).toEqual(builtIn);
});

/** FSD without one of its traps: cabled as no built-in detector is. */
function foreignDescription(): string {
  const fsd = readFileSync(join(root, "packages/core/assets/detectors/fsd.json"), "utf8");
  const { light_dqm: _, ...description } = JSON.parse(fsd);
  for (const key of ["det_adc", "det_chan"]) delete description[key][1][39];
  description.det_geom[1].pop();
  const lines = Object.entries(description).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  );
  return `${lines.join("\n")}\n`;
}

it("its section has every key, with the defaults of every detector", () => {
  const [section] = blocksOf("yaml");
  writeFileSync(join(directory, "without.yaml"), foreignDescription());
  writeFileSync(join(directory, "with.yaml"), foreignDescription() + section);
  writeFileSync(join(directory, "other.yaml"), `${foreignDescription()}light_dqm: { other: 1 }\n`);
  const defaultsOf = (name: string): string =>
    run(`light-dqm detector show ${name}`).stdout.split("\n")[1]!;
  expect(defaultsOf("without.yaml")).toContain("(default)");
  expect(defaultsOf("with.yaml")).toBe(defaultsOf("without.yaml").replaceAll(" (default)", ""));

  const keys = [...section!.matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key);
  const { stdout } = run("light-dqm detector check other.yaml");
  expect(stdout).toContain(`light_dqm: expected only ${keys.join(", ")}, got other`);
});

it("its table has every key that a description must have", () => {
  writeFileSync(join(directory, "nothing.yaml"), "{}\n");
  const { stdout } = run("light-dqm detector check nothing.yaml");
  const needed = [...stdout.matchAll(/^(\w+): missing$/gm)].map(([, key]) => key!);
  expect(needed).toHaveLength(10);
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  for (const key of needed.filter((each) => each !== "format_version"))
    expect(rows.join("\n")).toContain(`\`${key}\``);
});
