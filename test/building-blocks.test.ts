/** docs/building-blocks.md: its code runs and gives what it says, and it names every building block. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize } from "node:v8";
import { transformSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import * as blocks from "../packages/core/src/blocks.js";
import { root, runNode } from "./run-node.js";
import { checkTypes } from "./strict-types.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-blocks-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
mkdirSync(join(directory, "node_modules/@light-dqm"), { recursive: true });
symlinkSync(join(root, "packages/core"), join(directory, "node_modules/@light-dqm/core"), "dir");
const sample = join(root, "test/samples/mpd_run_demo_rctl_101.FLOW.hdf5");
symlinkSync(sample, join(directory, "run.FLOW.hdf5"));

const write = (name: string, code: string): void => writeFileSync(join(directory, name), code);

const page = readFileSync(join(root, "docs/building-blocks.md"), "utf8");
const programs = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code!);
/** An expression, and after it what it gives. */
const claim = /^(?!import|const|let|for|\/\/)(\S.*); \/\/ (.+)$/gm;

/** A value as the page writes it: numbers to six digits, typed arrays as lists. */
const shown = (value: unknown): string => {
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return `[${Array.from(value as ArrayLike<unknown>, shown).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${shown(each)}`)
    .join(", ")} }`;
};

describe("the page of building blocks", () => {
  it("gives in every line what stands after it", () => {
    const told = programs.flatMap((code) => [...code.matchAll(claim)].map(([, , text]) => text!));
    expect(told.length).toBeGreaterThan(25);
    programs.forEach((code, i) => {
      const program = code.replace(claim, (_, expression) => `results.push(${expression});`);
      const { code: plain } = transformSync(program, { loader: "ts" });
      write(`block-${i}.mjs`, `import { results } from "./results.mjs";\n${plain}`);
    });
    write("results.mjs", "export const results = [];");
    const imports = programs.map((_, i) => `await import("./block-${i}.mjs");`);
    write(
      "all.mjs",
      `import { writeFileSync } from "node:fs";
     import { serialize } from "node:v8";
     import { results } from "./results.mjs";
     ${imports.join("\n")}
     writeFileSync("results", serialize(results));`,
    );
    expect(runNode(["all.mjs"], directory)).toEqual({ status: 0, stdout: "", stderr: "" });
    const given = deserialize(readFileSync(join(directory, "results"))) as unknown[];
    expect(given.map(shown)).toEqual(told);
  });

  it("passes the strict checks of TypeScript", () => {
    const files = programs.map((_, i) => `block-${i}.ts`);
    programs.forEach((code, i) => void write(files[i]!, code));
    expect(checkTypes(directory, files)).toMatchObject({ status: 0, stdout: "" });
  });

  it("makes pictures and documents that are what it calls them", () => {
    const startOf = (name: string): string =>
      readFileSync(join(directory, name)).toString("latin1", 0, 4);
    expect([startOf("noisy.png").slice(1), startOf("run_light_dqm_main.pdf")]).toEqual([
      "PNG",
      "%PDF",
    ]);
  });

  it("names every building block", () => {
    const names = [...Object.keys(blocks), "gridMaskPayload", "renderReport", "argumentsSections"];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
