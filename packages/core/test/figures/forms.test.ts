import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as forms from "../../src/figures/forms/index.js";
import { examplePayloads } from "./example-payloads.js";

const kinds: string[] = Object.values(forms).map(({ kind }) => kind);

test("every file or folder of forms is a kind of figure in the index, by its name", () => {
  const names = readdirSync(fileURLToPath(new URL("../../src/figures/forms", import.meta.url)));
  const rows = names.map((name) => name.replace(/\.ts$/, "")).filter((name) => name !== "index");
  expect(rows.sort()).toEqual(kinds.sort());
});

test("every kind has an example that the other tests hold to what figures promise", () => {
  const shown = Object.values(examplePayloads()).map(({ kind }) => kind);
  expect(new Set(shown)).toEqual(new Set(kinds));
});

test("each form reads its own kind and refuses the others", () => {
  for (const payload of Object.values(examplePayloads()))
    for (const { kind, read } of Object.values(forms)) {
      if (kind === payload.kind) expect(read(payload, "payload")).toBe(payload);
      else expect(() => read(payload, "payload")).toThrow(/payload\.kind/);
    }
});
