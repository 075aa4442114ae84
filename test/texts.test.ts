import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { root } from "./run-node.js";

const contentOf = (file: string): string => readFileSync(join(root, file), "utf8");

/** The table of the glossary: what each term may not be called. Remarks in brackets are for people. */
const forbidden = contentOf("docs/glossary.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
  .slice(1)
  .flatMap((line) => line.split("|")[3]!.split(","))
  .map((form) => form.trim())
  .filter((form) => form !== "" && !form.includes("("));

const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
const documents = tracked.filter((file) =>
  /^(README|CONTRIBUTING|docs\/.*|packages\/.*README)\.md$|^docs\/.*\.md$/.test(file),
);
const sources = tracked.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file));
const notebooks = tracked.filter((file) => /^notebooks\/.*\.ipynb$/.test(file));

/** String literals and pieces of templates, but for the names of modules. */
function stringsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text);
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, contentOf(file), ts.ScriptTarget.Latest));
  return found;
}

const cellsOf = (file: string): string[] =>
  JSON.parse(contentOf(file)).cells.map(({ source }: { source: string | string[] }) =>
    [source].flat().join(""),
  );

const texts: Record<string, string[]> = {
  ...Object.fromEntries(
    documents
      .filter((file) => file !== "docs/glossary.md")
      .map((file) => [file, contentOf(file).split("\n")]),
  ),
  ...Object.fromEntries(notebooks.map((file) => [file, cellsOf(file)])),
  ...Object.fromEntries(sources.map((file) => [file, stringsOf(file)])),
};

describe("the texts that users read", () => {
  it("are found, and what the glossary forbids", () => {
    expect(Object.keys(texts).length).toBeGreaterThan(300);
    expect(forbidden.length).toBeGreaterThan(15);
    expect(texts["packages/core/src/judge/checks/light/flatline.ts"]).toContain("flatline");
  });

  it.each(forbidden)("never say %j", (form) => {
    const pattern = new RegExp(`\\b${form.replaceAll(" ", "\\s+")}\\b`, "i");
    const places = Object.entries(texts).flatMap(([file, ofFile]) =>
      ofFile.filter((text) => pattern.test(text)).map((text) => `${file}: ${text.slice(0, 120)}`),
    );
    expect(places).toEqual([]);
  });
});
