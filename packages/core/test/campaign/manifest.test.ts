import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { manifestOf, readManifest, writeManifest } from "../../src/campaign/manifest.js";
import { withAbsolutePaths } from "../../src/config/absolute-paths.js";
import { plainConfig } from "../../src/config/describe-config.js";
import { loadConfig } from "../../src/config/load-config.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-manifest-"));
afterAll(() => rmSync(directory, { recursive: true }));

const { config: relative } = loadConfig({
  flags: { "output-dir": "dqm", ptps16bit: "400", "max-evts": "77" },
  limitFlags: ["flatline.minEvents=12"],
});
const config = withAbsolutePaths(relative, directory);
const files = ["a", "b"].map((name, i) => ({
  ...{ path: join(directory, `${name}.FLOW.hdf5`), sizeBytes: 1000 + i, mtimeMs: 1.7e12 + 0.25 },
}));

describe("a manifest", () => {
  it("is read as it was written, settings and limits included", async () => {
    const path = await writeManifest(manifestOf(config, files));
    const read = await readManifest(path);
    expect({ ...read, config: plainConfig(read.config) }).toEqual({
      ...manifestOf(config, files),
      config: plainConfig(config),
    });
    expect(read.config).toMatchObject({ maxEvts: 77, limits: { flatline: { minEvents: 12 } } });
    expect(manifestOf(read.config, read.files).id).toBe(read.id);
  });

  it("is named for what it says: the same files and settings give the same one, others another", async () => {
    const { id } = manifestOf(config, files);
    expect(manifestOf({ ...config }, structuredClone(files)).id).toBe(id);
    expect(manifestOf(config, files.slice(1)).id).not.toBe(id);
    expect(manifestOf({ ...config, maxEvts: 78 }, files).id).not.toBe(id);
    const touched = files.map((file) => ({ ...file, mtimeMs: file.mtimeMs + 1 }));
    expect(manifestOf(config, touched).id).not.toBe(id);
  });

  it("is never written again", async () => {
    const path = await writeManifest(manifestOf(config, files));
    const before = statSync(path);
    await writeManifest(manifestOf(config, files));
    expect(statSync(path).ino).toBe(before.ino);
    expect(statSync(path).mtimeMs).toBe(before.mtimeMs);
  });

  const damaged: [what: string, change: (text: string) => string, told: RegExp, code: string][] = [
    ["cut off", (text) => text.slice(0, -200), /expected JSON/, "bad-input"],
    ["empty", () => "", /expected JSON/, "bad-input"],
    ["of something else", () => "{}", /"kind": "light-dqm-manifest"/, "bad-input"],
    ["no object", () => "null", /"kind": "light-dqm-manifest"/, "bad-input"],
    ["changed", (text) => text.replace("b.FLOW", "c.FLOW"), /SHA-256/, "bad-input"],
    [
      "of another format",
      (text) => text.replace('"version": 1', '"version": 2'),
      /version 2/,
      "incompatible",
    ],
    [
      "of another Light DQM",
      (text) => text.replace(/"software": "[^"]+"/, '"software": "9.9.9"'),
      /9\.9\.9.*submit its files again/,
      "incompatible",
    ],
  ];
  it.each(damaged)("that is %s is refused", async (what, change, told, code) => {
    const good = await writeManifest(manifestOf(config, files));
    const path = join(directory, `${what}.json`);
    writeFileSync(path, change(readFileSync(good, "utf8")));
    await expect(readManifest(path)).rejects.toThrow(told);
    await expect(readManifest(path)).rejects.toMatchObject({ code });
    await expect(readManifest(path)).rejects.toThrow(path);
  });

  it("that is not there is named", async () => {
    const path = join(directory, "none.json");
    await expect(readManifest(path)).rejects.toMatchObject({ code: "not-found" });
    await expect(readManifest(path)).rejects.toThrow(path);
  });
});
