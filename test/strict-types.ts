/** The strict checks of TypeScript, for code that documents show. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runNode } from "./run-node.js";

/**
 * Checks files as users of the package would.
 * @param directory holds the files, and the package in its node_modules
 * @returns status and output of the compiler
 */
export function checkTypes(directory: string, files: string[]): ReturnType<typeof runNode> {
  const compilerOptions = {
    ...{ module: "nodenext", target: "es2022", lib: ["es2022"], strict: true },
    ...{ noEmit: true, skipLibCheck: true },
    ...{ types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
  };
  const write = (name: string, content: object): void =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  write("package.json", { type: "module" });
  write("tsconfig.json", { compilerOptions, files });
  return runNode([join(root, "node_modules/typescript/bin/tsc"), "-p", "."], directory);
}
