import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultLimits } from "../packages/core/src/judge/limits.js";
import { root, runNode } from "./run-node.js";

const typescript50 = join(root, "node_modules/typescript-5.0/bin/tsc");
const settings = {
  node: { module: "commonjs", packageType: "commonjs" },
  node16: { module: "node16", packageType: "module" },
};

const consumer = `
import { defaultDetector, judge, openFlowFile, openWaveforms } from "@light-dqm/core";
import type { Config, FileSummary, Verdict } from "@light-dqm/core";
import { fractionBy, quantiles } from "@light-dqm/core/blocks";
import { figureOf, parsePayload } from "@light-dqm/core/figures";
import { type OpenSettings, openRun } from "@light-dqm/core/notebook";

export const adcs: number = defaultDetector().adcCount;
export const figure: unknown = figureOf(parsePayload({}), { theme: "light", marks: "plain" });
export const open: (path: string) => Promise<unknown> = (path) => openFlowFile(path);
export const samples: (path: string) => Promise<Int16Array[]> = async (path) => {
  const file = await openWaveforms(path);
  const lit = file.events.where({ trigger: "beam", over: 2000 }).where((event) => event.timeMs > 0);
  const volts: number = file.event(0).waveform(3, 5, "V")[0]!;
  const chosen = Array.from(lit.channel(3, 5), (waveform) => waveform.samples);
  file.close();
  return volts > 0 ? chosen : [];
};
export type Judged = { config: Config; summary: FileSummary; verdicts: Verdict[] };
export const judged: unknown = judge;
export const medians: number[] = quantiles([1, 2], [0.5]);
export const own: Record<string, Record<string, number>> = { "my-check": { most: 3 } };
export const strict: OpenSettings = { limits: { flatline: { maxAmplitudeAdc16: 600 }, ...own } };
export const opened: unknown = openRun("data/*.hdf5", strict);
export const passed: Uint32Array = fractionBy("tpc", [], [], defaultDetector()).passed;
`;

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-types-"));
  mkdirSync(join(directory, "node_modules/@light-dqm"), { recursive: true });
  symlinkSync(join(root, "packages/core"), join(directory, "node_modules/@light-dqm/core"), "dir");
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Compiles with TypeScript 5.0 and full checks of our declarations. @returns its complaints */
function compile(code: string, resolution: keyof typeof settings): string {
  const { module, packageType } = settings[resolution];
  writeFileSync(join(directory, "package.json"), JSON.stringify({ type: packageType }));
  writeFileSync(join(directory, "consumer.ts"), code);
  const options = {
    target: "es2022",
    lib: ["es2022"],
    module,
    moduleResolution: resolution,
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  const config = { compilerOptions: options, files: ["consumer.ts"] };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(config));
  return runNode([typescript50, "-p", directory], directory).stdout;
}

describe("declarations under TypeScript 5.0.4", () => {
  it.each(["node", "node16"] as const)(
    "serve a consumer with module resolution %s",
    (resolution) => {
      expect(compile(consumer, resolution)).toBe("");
    },
  );

  it.each(["node", "node16"] as const)(
    "refuse a wrong use with module resolution %s, so they are really read",
    (resolution) => {
      const wrong =
        'import { defaultDetector } from "@light-dqm/core";\nexport const x: string = defaultDetector().adcCount;';
      expect(compile(wrong, resolution)).toContain(
        "Type 'number' is not assignable to type 'string'",
      );
    },
  );
});

it("the limits that the compiler knows are those of the table of checks, each and no other", () => {
  const types = join(root, "packages/core/dist/types/judge/checks/index.js");
  const code = `
import type { KnownLimits } from ${JSON.stringify(types)};
type Each = { [Name in keyof KnownLimits]-?: Required<NonNullable<KnownLimits[Name]>> };
export const each: Each = ${JSON.stringify(defaultLimits())};
`;
  expect(compile(code, "node")).toBe("");
  const { flatline: _, ...others } = defaultLimits();
  expect(
    compile(code.replace(JSON.stringify(defaultLimits()), JSON.stringify(others)), "node"),
  ).toContain("Property 'flatline' is missing");
});
