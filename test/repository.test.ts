import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { softwareVersion } from "../packages/core/src/version.js";
import { root } from "./run-node.js";

const largestBytes = 1.5e6;
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((file) => file !== "" && existsSync(join(root, file)));
const contentOf = (file: string): string => readFileSync(join(root, file), "utf8");
const jsonOf = (file: string) => JSON.parse(contentOf(file));

describe("the repository", () => {
  it("tracks files", () => {
    expect(tracked).toContain("package.json");
  });

  it("holds no path of somebody's machine", () => {
    // In pieces, so that this file doesn't match itself.
    const homePath = new RegExp(
      ["/ho", "me/\\w|/Us", "ers/\\w|/ro", "ot/\\w|C:\\\\Us", "ers"].join(""),
    );
    expect(tracked.filter((file) => homePath.test(contentOf(file)))).toEqual([]);
  });

  it("holds no large file but the samples", () => {
    const large = tracked.filter((file) => statSync(join(root, file)).size > largestBytes);
    expect(large.filter((file) => !file.startsWith("test/samples/"))).toEqual([]);
  });

  it("locks packages by version and hash, not by host", () => {
    expect(contentOf("package-lock.json")).not.toMatch(/"resolved": "https?:/);
    const { packages } = jsonOf("package-lock.json");
    const unhashed = Object.entries<{ link?: boolean; integrity?: string }>(packages)
      .filter(([path, entry]) => path.includes("node_modules/") && !entry.link && !entry.integrity)
      .map(([path]) => path);
    expect(unhashed).toEqual([]);
  });

  it("names one version everywhere", () => {
    expect(softwareVersion).toBe(jsonOf("packages/core/package.json").version);
    expect(softwareVersion).toBe(jsonOf("lerna.json").version);
    expect(softwareVersion).toBe(jsonOf("packages/jupyterlab-ext/package.json").version);
  });

  it("has every npm command that the README gives", () => {
    const { scripts } = jsonOf("package.json");
    const named = npmScriptsIn(contentOf("README.md"));
    expect(named).toEqual(expect.arrayContaining(["demo", "test"]));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** The scripts that fenced blocks of a Markdown text run by `npm run X`, `npm test`. */
function npmScriptsIn(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```[^\n]*\n(.*?)^```/gms)].map(([, block]) => block!);
  const commands = blocks.flatMap((block) => [...block.matchAll(/\bnpm (run )?([\w:-]+)/g)]);
  return commands
    .filter(([, run, name]) => run || name === "test" || name === "start")
    .map(([, , name]) => name!);
}
