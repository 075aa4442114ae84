import { describe, expect, it } from "vitest";
import { closeUpCode, closeUpTag, writeCloseUp } from "../../src/app/close-up-cell.js";
import { hasVariable } from "../../src/app/has-variable.js";

interface Cell {
  cell_type: string;
  source: string;
  tags?: unknown;
}

/** A notebook as JupyterLab's shared model shows it. */
function notebookOf(cells: Cell[]) {
  return {
    get cells() {
      return cells.map((cell) => ({
        cell_type: cell.cell_type,
        getMetadata: () => cell.tags,
        getSource: () => cell.source,
        setSource: (source: string) => {
          cell.source = source;
        },
      }));
    },
    insertCell(
      index: number,
      { metadata, ...cell }: { cell_type: "code"; source: string; metadata: { tags: string[] } },
    ) {
      cells.splice(index, 0, { ...cell, tags: metadata.tags });
    },
  };
}

const code = (source: string, tags?: unknown): Cell => ({ cell_type: "code", source, tags });
const sources = (cells: Cell[]): string[] => cells.map(({ source }) => source);

describe("the cell of a close up", () => {
  it("imports what it uses and names the run, the ADC and the channel", () => {
    expect(closeUpCode("tonight", { adc: 3, channel: 26 })).toBe(
      'import { closeUp, show } from "@light-dqm/core/notebook";\n' +
        "await show(await closeUp(tonight, 3, 26));",
    );
  });

  it("comes below the cell in whose output the channel was chosen, with its tag", () => {
    const cells = [code("open"), code("mask"), code("end")];
    expect(writeCloseUp(notebookOf(cells), 1, "close up")).toBe(2);
    expect(sources(cells)).toEqual(["open", "mask", "close up", "end"]);
    expect(cells[2]).toEqual(code("close up", [closeUpTag]));
  });

  it.each([
    ["below the last cell", 2, ["open", "mask", "end", "close up"], 3],
    [
      "at the end where the figure is in no cell of the notebook",
      -1,
      ["open", "mask", "end", "close up"],
      3,
    ],
  ])("comes %s", (_, chosenIn, expected, index) => {
    const cells = [code("open"), code("mask"), code("end")];
    expect(writeCloseUp(notebookOf(cells), chosenIn, "close up")).toBe(index);
    expect(sources(cells)).toEqual(expected);
  });

  it("comes into an empty notebook", () => {
    const cells: Cell[] = [];
    expect(writeCloseUp(notebookOf(cells), -1, "close up")).toBe(0);
    expect(sources(cells)).toEqual(["close up"]);
  });

  it("is filled again by the next channel, wherever it stands and whatever else its tags are", () => {
    const cells = [code("before", ["page", closeUpTag]), code("mask")];
    expect(writeCloseUp(notebookOf(cells), 1, "after")).toBe(0);
    expect(cells).toEqual([code("after", ["page", closeUpTag]), code("mask")]);
  });

  it.each([
    ["text with the tag", { cell_type: "markdown", source: "kept", tags: [closeUpTag] }],
    ["code with tags that are no list", code("kept", closeUpTag)],
    ["code with another tag", code("kept", ["parameters"])],
  ])("does not overwrite %s", (_, kept) => {
    const cells = [kept];
    expect(writeCloseUp(notebookOf(cells), 0, "close up")).toBe(1);
    expect(sources(cells)).toEqual(["kept", "close up"]);
  });
});

describe("a variable", () => {
  it.each([
    "let run = await openRun(input);",
    "let run: Run = await openRun(input);",
    'import { openRun } from "@light-dqm/core/notebook";\nrun = await openRun(input);',
    "const a = 1, run = await openRun(input);",
  ])("has a value where a cell gives it one: %s", (source) => {
    expect(hasVariable(notebookOf([code("1"), code(source)]), "run")).toBe(true);
  });

  it.each([
    "let history = await openHistory(store);",
    "let runs = [];",
    "rerun = 5;",
    "settings.run = 5;",
    "if (run == 5) stop();",
    "list.map((run) => run.name);",
  ])("has none where no cell does: %s", (source) => {
    expect(hasVariable(notebookOf([code(source)]), "run")).toBe(false);
  });

  it("is looked for in code alone", () => {
    const text = { cell_type: "markdown", source: "let run = await openRun(input);" };
    expect(hasVariable(notebookOf([text]), "run")).toBe(false);
  });
});
