import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ensureWritableDirectory } from "../../src/files/output-files.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-output-"));
afterAll(() => rmSync(directory, { recursive: true }));

describe("an output directory", () => {
  it("is made with its parents, and again without complaint", async () => {
    const deep = join(directory, "a", "b", "c");
    await ensureWritableDirectory(deep);
    await ensureWritableDirectory(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  it("may be made by several at once, however their steps interleave", async () => {
    for (let round = 0; round < 200; round++) {
      const deep = join(directory, `round-${round}`, "d", "e", "f");
      await Promise.all([1, 2, 3, 4].map(() => ensureWritableDirectory(deep)));
      expect(statSync(deep).isDirectory()).toBe(true);
    }
  });

  it("is refused where its path leads through a file, or is one", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    for (const path of [file, join(file, "x"), join(file, "x", "y")])
      await expect(ensureWritableDirectory(path)).rejects.toMatchObject({
        code: "output",
        parts: { where: path },
      });
  });

  it.runIf(existsSync("/proc/self"))(
    "is refused, not waited for, where the parent takes no directories",
    async () => {
      await expect(ensureWritableDirectory("/proc/light-dqm/x")).rejects.toMatchObject({
        code: "output",
        parts: { where: "/proc/light-dqm/x" },
      });
    },
  );
});
