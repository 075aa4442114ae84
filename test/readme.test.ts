import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { root } from "./run-node.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-readme-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const readme = readFileSync(join(root, "README.md"), "utf8");
const blocksOf = (language: string): string[] =>
  [...readme.matchAll(/^```(\w+)\n(.*?)^```/gms)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);

it("every light-dqm command of the README does what it says, in order", () => {
  const commands = blocksOf("sh")
    .join("")
    .split("\n")
    .filter((line) => line.startsWith("npx light-dqm"));
  expect(commands.length).toBeGreaterThan(5);
  const path = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  for (const command of commands) {
    const { status, stderr } = spawnSync("bash", ["-c", command.replace(/^npx /, "")], {
      cwd: directory,
      env: { ...process.env, PATH: path },
      encoding: "utf8",
    });
    expect(status, `${command}\n${stderr}`).toBe(0);
  }
  const left = readdirSync(join(directory, "dqm"));
  for (const ending of ["_main.pdf", "_baseline.png", "_flatline.png", ".light-dqm.json"])
    expect(left.filter((name) => name.endsWith(ending))).toHaveLength(2);
});

it("its Python reads the summaries that the commands left", () => {
  const [program] = blocksOf("python");
  const python = join(root, ".venv/bin/python");
  const printed = execFileSync(
    python,
    ["-c", `${program}\nprint(len(summaries), summaries.run.nunique(), len(dead))`],
    { cwd: directory, encoding: "utf8" },
  );
  expect(printed.trim()).toBe("1024 1 0");
});

it("its pictures are there", () => {
  const pictures = [...readme.matchAll(/docs\/pictures\/[\w-]+\.png/g)].map(([name]) => name);
  expect(pictures).toHaveLength(3);
  expect(pictures.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});

it("the demonstration says what it planted, what it found, and where it is", () => {
  const output = join(directory, "demo");
  const printed = execFileSync(process.execPath, [join(root, "scripts/demo.mjs"), output], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(printed).toMatch(/dead +ADC 5 channel 59; ADC 7 channel 15 +flatline bad/);
  expect(printed).toMatch(/baseline-shift .*baseline-shift bad/);
  expect(printed).toMatch(/total +\d+\.\d s/);
  for (const name of readdirSync(join(output, "report"))) expect(printed).toContain(name);
});
