import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run-node.js";

const inVenv = process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python";
export const python: string = join(root, inVenv);
export const commandLine: string = join(root, "packages/core/dist/esm/cli.js");

export interface Output {
  output_type: string;
  name?: string;
  text?: string | string[];
  ename?: string;
  evalue?: string;
  traceback?: string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

export interface Notebook {
  cells: {
    cell_type: string;
    source: string | string[];
    execution_count?: number | null;
    metadata: { tags?: string[] };
    outputs?: Output[];
  }[];
  metadata: Record<string, unknown>;
}

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program in a directory. @param env what is different in its environment */
export function runProgram(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Ended {
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(command, args, options);
  return { status, stdout, stderr };
}

export function lightDqm(args: readonly string[], cwd: string): Ended {
  return runProgram(process.execPath, [commandLine, ...args], cwd);
}

export function papermill(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Ended {
  return runProgram(python, ["-m", "papermill", "--no-progress-bar", ...args], cwd, env);
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8"));
}

export function outputsOf({ cells }: Notebook): Output[] {
  return cells.flatMap(({ outputs = [] }) => outputs);
}

/** Writes a notebook of code cells; the first one holds the parameters. */
export function writeNotebook(path: string, cells: readonly string[]): void {
  writeFileSync(
    path,
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {
        kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
        language_info: { name: "typescript" },
      },
      cells: cells.map((source, i) => ({
        cell_type: "code",
        id: `cell-${i}`,
        execution_count: null,
        metadata: i === 0 ? { tags: ["parameters"] } : {},
        outputs: [],
        source,
      })),
    }),
  );
}
