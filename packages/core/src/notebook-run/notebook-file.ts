/** The parts of notebook files that are read here. */
import { readFile } from "node:fs/promises";
import { LightDqmError } from "../errors.js";

export interface NotebookOutput {
  output_type: string;
  name?: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export interface NotebookCell {
  cell_type: string;
  source: string | string[];
  metadata?: { tags?: string[]; [key: string]: unknown };
  execution_count?: number | null;
  outputs?: NotebookOutput[];
}

export interface Notebook {
  nbformat: number;
  cells: NotebookCell[];
  metadata: Record<string, unknown>;
}

/**
 * Reads a notebook.
 * @throws LightDqmError `not-found`; `bad-input` for a file that is not a notebook of format 4
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const got = missing ? "no such file" : (cause as Error).message;
    const parts = { what: "Notebook cannot be read", where: path, expected: "an .ipynb file", got };
    throw new LightDqmError(missing ? "not-found" : "bad-input", parts, { cause });
  }
  try {
    const notebook = JSON.parse(text) as Notebook;
    if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) throw new Error("other JSON");
    return notebook;
  } catch (cause) {
    const expected = "a notebook of format 4";
    const got = (cause as Error).message;
    throw new LightDqmError("bad-input", { what: "Not a notebook", where: path, expected, got });
  }
}

/** A notebook as JSON, a cell a line: the numbers of its figures, a line each, take three times the space. */
export function notebookText({ cells, ...others }: Notebook): string {
  const lines = cells.map((cell) => `  ${JSON.stringify(cell)}`).join(",\n");
  return `{\n "cells": [\n${lines}\n ],${JSON.stringify(others, null, 1).slice(1)}\n`;
}
