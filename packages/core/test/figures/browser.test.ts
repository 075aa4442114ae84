import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { examplePayloads } from "./example-payloads.js";

test("figures bundle for the browser: nothing of Node, nothing left outside, and they draw there", async () => {
  const { outputFiles, metafile, warnings } = await build({
    entryPoints: [fileURLToPath(new URL("../../src/figures/index.ts", import.meta.url))],
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "figures",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  expect(warnings).toEqual([]);
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  expect(outside).toEqual([]);

  // A context without Node's globals, with what browsers have.
  const payload = examplePayloads()["mask of baselines"];
  const result = runInNewContext(
    `${outputFiles[0]!.text};
     JSON.stringify(figures.figureOf(figures.parsePayload(JSON.parse(input)),
       { theme: "dark", marks: "emoji" }).layout.width)`,
    { input: JSON.stringify(payload) },
  );
  expect(result).toBe("1600");
});
