import { constants, copyFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { LightDqmError } from "../../../errors.js";
import { ensureWritableDirectory } from "../../../files/output-files.js";
import { findTemplate } from "../../../notebook-run/find-template.js";
import { type CommandRow, command } from "../../command.js";

/** `light-dqm notebook copy`. */
export const notebookCopyCommand: CommandRow = command({
  name: "copy",
  summary: "copy a notebook template, to change it",
  description: "Copies a notebook template, to change it or to open it in JupyterLab.",
  help: `
Examples:
  $ light-dqm notebook copy investigate
  $ light-dqm notebook copy shift-report night/shift-1130.ipynb
`,
  arguments: [
    ["<template>", "a name of `light-dqm notebook list`"],
    ["[to]", "an .ipynb file or a directory; default here, under its own name"],
  ],
  flags: {},
  async run({ io }, [template, to = "."]) {
    const source = await findTemplate(template!, io.cwd);
    const given = resolve(io.cwd, to);
    const target = given.endsWith(".ipynb") ? given : join(given, basename(source));
    await ensureWritableDirectory(dirname(target));
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL);
    } catch (cause) {
      const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST";
      const parts = {
        what: "Template not copied",
        where: target,
        ...(isThere ? { expected: "a name that is free", got: "a file" } : {}),
      };
      throw new LightDqmError("output", parts, { cause });
    }
    io.stdout.write(`${target}\n`);
  },
});
