import { describe, expect, it } from "vitest";
import { failureText } from "../../src/notebook-run/cell-failure.js";
import type { NotebookCell, NotebookOutput } from "../../src/notebook-run/notebook-file.js";

const words = (source: string): NotebookCell => ({ cell_type: "markdown", source });

function code(error?: Partial<NotebookOutput>, more: Partial<NotebookCell> = {}): NotebookCell {
  const outputs = error ? [{ output_type: "stream" }, { output_type: "error", ...error }] : [];
  return { cell_type: "code", source: "", execution_count: 1, outputs, ...more };
}

const textOf = (...cells: NotebookCell[]): string | null =>
  failureText({ nbformat: 4, metadata: {}, cells });

const thrown = {
  ename: "RangeError",
  evalue: "too far",
  traceback: ["cell-2.ts:3", "    at go (cell-1.ts:7:9)", "    at cell-2.ts:4:1"],
};

describe("a failed run in words", () => {
  it("names the cell by its number and the heading above it, the line, and the error", () => {
    const cells = [
      words("# Night\n"),
      code(),
      words("text\n\n## Spectra\n\nmore"),
      words("no head"),
    ];
    expect(textOf(...cells, code(thrown, { execution_count: 2 }), code())).toBe(
      'Code cell 2 ("Spectra", line 4) failed: RangeError: too far',
    );
  });

  it("takes the line of a cell that does not compile from the compiler", () => {
    const evalue = "12:5 - Type 'number' is not assignable to type 'string'.";
    expect(textOf(code({ ename: "CompileError", evalue, traceback: [evalue] }))).toBe(
      `Code cell 1 (line 12) failed: CompileError: ${evalue}`,
    );
  });

  it("has no line where no frame is of the cell", () => {
    expect(textOf(code(thrown, { execution_count: 9 }))).toBe(
      "Code cell 1 failed: RangeError: too far",
    );
    expect(textOf(code({ ename: "DeadKernelError", evalue: "gone" }))).toBe(
      "Code cell 1 failed: DeadKernelError: gone",
    );
  });

  it("is of the first cell that failed, but for those that may", () => {
    const allowed = code(thrown, { metadata: { tags: ["raises-exception"] } });
    expect(textOf(allowed, code({ ename: "Error", evalue: "b" }), code(thrown))).toMatch(
      /^Code cell 2 failed: Error: b$/,
    );
    expect(textOf(allowed, code())).toBeNull();
    expect(textOf()).toBeNull();
  });
});
