import { describe, expect, it } from "vitest";
import type { Notebook } from "../../src/app/parameters.js";
import { parametersOf, problemOf, sourceOfCell, withParameters } from "../../src/app/parameters.js";

const source = `// which run
let run: number = 4711; // what it is
let input: string = "https://a/b.hdf5"; // a // in a text is no comment
let strict: boolean = true;
let units: "ADC16" | "V" = "ADC16"; // of what is shown
let bins = 12;
let adcs: number[] = [0, 1]; // which ADCs
let per: "tpc" | "total" | null = null; // denominator
let thresholds: (number | null)[] | null = null; // by ADC
let limits: Record<string, number> = { minEvents: 10 }; // as code
const label = 'it\\'s';
run += 1;`;

const notebook: Notebook = {
  cells: [
    { cell_type: "markdown", source: ["# Title"] },
    { cell_type: "code", source, metadata: { tags: ["parameters"] }, outputs: [1] },
    { cell_type: "code", source: "let run2: number = 1;", outputs: [], execution_count: 3 },
  ],
};

describe("the parameters of a notebook", () => {
  it("are the declarations of the tagged cell, with type, value and help", () => {
    expect(parametersOf(notebook).map(({ name, kind, value }) => [name, kind, value])).toEqual([
      ["run", "number", "4711"],
      ["input", "text", "https://a/b.hdf5"],
      ["strict", "boolean", "true"],
      ["units", "choice", "ADC16"],
      ["bins", "number", "12"],
      ["adcs", "json", "[0, 1]"],
      ["per", "choice", "null"],
      ["thresholds", "json", "null"],
      ["limits", "code", "{ minEvents: 10 }"],
      ["label", "text", "it's"],
    ]);
    expect(parametersOf(notebook)[0]!.help).toBe("what it is");
    expect(parametersOf(notebook)[3]!.options).toEqual(["ADC16", "V"]);
    expect(parametersOf(notebook)[6]!.options).toEqual(["tpc", "total", "null"]);
  });

  it("are none without a tagged cell", () => {
    expect(parametersOf({ cells: [] })).toEqual([]);
  });

  it("are written back in place; everything else stays as it is", () => {
    const made = withParameters(notebook, { run: "12", input: 'a "b"', units: "V" });
    expect(sourceOfCell(made.cells[1]!)).toBe(
      source
        .replace("4711", "12")
        .replace('"https://a/b.hdf5"', '"a \\"b\\""')
        .replace('= "ADC16"', '= "V"'),
    );
    expect(made.cells[1]!.outputs).toEqual([]);
    expect(made.cells[2]!.execution_count).toBeNull();
    expect(notebook.cells[1]!.source).toBe(source);
  });

  it("come back as they were written", () => {
    const value = "a\\b\"c'd // e";
    const made = withParameters(notebook, { input: value });
    expect(parametersOf(made).find(({ name }) => name === "input")?.value).toBe(value);
  });

  it("that may be null are written as null, as a text or as a list", () => {
    const written = (values: Record<string, string>): string =>
      sourceOfCell(withParameters(notebook, values).cells[1]!);
    expect(written({ per: "tpc", thresholds: "[500, null]" })).toBe(
      source
        .replace("| null = null; // den", '| null = "tpc"; // den')
        .replace("= null; // by", "= [500, null]; // by"),
    );
    expect(written({ per: "null", thresholds: "null" })).toBe(source);
  });

  it("of lists are refused when they are not of their type", () => {
    const parameters = parametersOf(notebook);
    const complaint = (name: string, value: string): string | null =>
      problemOf(parameters.find((each) => each.name === name)!, value);
    expect(complaint("adcs", "[0, 1.5]")).toBeNull();
    expect(complaint("adcs", '[0, "x"]')).toBe(
      'adcs must be number[], written as JSON, not [0, "x"]',
    );
    expect(complaint("adcs", "null")).not.toBeNull();
    expect(complaint("adcs", "")).toContain("not empty");
    expect(complaint("thresholds", "null")).toBeNull();
    expect(complaint("thresholds", "500")).not.toBeNull();
  });

  it("are refused when they are not of their kind, with the reason", () => {
    const [run] = parametersOf(notebook);
    expect(problemOf(run!, "x")).toBe('run must be a number, not "x"');
    expect(problemOf(run!, "")).not.toBeNull();
    expect(problemOf(run!, "-1.5e3")).toBeNull();
  });
});
