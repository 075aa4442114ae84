/** docs/gallery.md: every example of a figure is in it, in every look. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { examplePayloads } from "../packages/core/test/figures/example-payloads.js";
import { root } from "./run-node.js";

const gallery = readFileSync(join(root, "docs/gallery.md"), "utf8");

it("shows every kind of figure light, dark, narrow and printed; `npm run gallery` makes it", () => {
  const shown = [
    ...gallery.matchAll(/<img src="(.+)" width="\d+(?:\.\d)?" alt="(.+), (\w+)">/g),
  ].map(([, file, title, look]) => ({ file: file!, title, look }));
  const wanted = Object.keys(examplePayloads()).flatMap((title) =>
    ["light", "dark", "narrow", "print"].map((look) => `${title}, ${look}`),
  );
  expect(shown.map(({ title, look }) => `${title}, ${look}`)).toEqual(wanted);
  for (const { file } of shown) expect(existsSync(join(root, "docs", file))).toBe(true);
});
