/** The mechanism that both packages are built with, on a build that joins two files. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root, runNode } from "./run-node.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "light-dqm-build-"));
  mkdirSync(join(folder, "src/inner"), { recursive: true });
  writeFileSync(join(folder, "src/a.txt"), "a");
  writeFileSync(join(folder, "src/inner/b.txt"), "b");
  writeFileSync(
    join(folder, "build.mjs"),
    `import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
    import { buildWhenChanged } from ${JSON.stringify(join(root, "scripts/build-when-changed.mjs"))};
    const text = () => readFileSync("src/a.txt", "utf8") + readFileSync("src/inner/b.txt", "utf8");
    await buildWhenChanged({
      name: "joined",
      inputs: ["src", "absent"],
      outputs: ["out"],
      stampFile: "stamp.json",
      steps: [
        () => mkdirSync("out"),
        async () => {
          if (text().includes("wrong")) throw new Error("a is wrong");
          writeFileSync("out/ab.txt", text());
        },
      ],
    });`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a build prints, without its duration. */
function build(): string {
  const { stdout, stderr } = runNode(["build.mjs"], folder);
  return `${stdout}${stderr}`.trim().replace(/ in [\d.]+ s$/, "");
}

const made = (): string => readFileSync(join(folder, "out/ab.txt"), "utf8");

it("builds once", () => {
  expect([build(), build()]).toEqual(["joined: built", "joined: up to date"]);
  expect(made()).toBe("ab");
});

it("builds again when an input is changed, and leaves nothing of the outputs before", () => {
  build();
  writeFileSync(join(folder, "src/inner/b.txt"), "c");
  expect(build()).toBe("joined: built");
  expect(made()).toBe("ac");
});

it.each([
  ["changed", () => writeFileSync(join(folder, "out/ab.txt"), "x")],
  ["gone", () => rmSync(join(folder, "out/ab.txt"))],
  ["joined by another", () => writeFileSync(join(folder, "out/other.txt"), "x")],
])("builds again when an output is %s", (_, change) => {
  build();
  change();
  expect(build()).toBe("joined: built");
  expect([made(), build()]).toEqual(["ab", "joined: up to date"]);
});

it("tells why a build failed, and is not up to date after that", () => {
  build();
  writeFileSync(join(folder, "src/a.txt"), "wrong");
  const { status, stderr } = runNode(["build.mjs"], folder);
  expect([status, stderr]).toEqual([1, "joined: a is wrong\n"]);
  writeFileSync(join(folder, "src/a.txt"), "a");
  expect(build()).toBe("joined: built");
});
