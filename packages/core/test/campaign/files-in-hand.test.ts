import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { manifestOf, writeManifest } from "../../src/campaign/manifest.js";
import { filesInHand } from "../../src/campaign/slurm/files-in-hand.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { temporaryDirectory } from "../flow/temporary.js";
import { squeueWith } from "./fake-slurm.js";

/** A campaign of one file in an output directory. @returns its manifest, and its id */
async function campaignOf(outputDir: string, file: string): Promise<{ path: string; id: string }> {
  const config = { ...defaultConfig(), outputDir };
  const files = [{ path: resolve(file), sizeBytes: 1, mtimeMs: 2 }];
  const path = await writeManifest(manifestOf(config, files));
  return { path, id: basename(dirname(path)) };
}

/** As another version has written it. */
function ofAnotherVersion(path: string): void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/"software": "[^"]*"/, '"software": "0.0.1"'));
}

describe("the files that Slurm has in hand", () => {
  it("are those of the campaigns whose jobs are there", async () => {
    const out = temporaryDirectory();
    const [running] = [await campaignOf(out, "a.hdf5"), await campaignOf(out, "b.hdf5")];
    squeueWith([running.id]);
    expect([...(await filesInHand(out))]).toEqual([resolve("a.hdf5")]);
  });

  it("cannot be told of a campaign whose manifest cannot be read while its jobs are there", async () => {
    const out = temporaryDirectory();
    const { path, id } = await campaignOf(out, "a.hdf5");
    ofAnotherVersion(path);
    squeueWith([id]);
    await expect(filesInHand(out)).rejects.toMatchObject({
      code: "incompatible",
      parts: { what: "Cannot tell which files Slurm has in hand", where: path },
    });
  });

  it("are none of one that has ended, whatever its manifest is", async () => {
    const out = temporaryDirectory();
    ofAnotherVersion((await campaignOf(out, "a.hdf5")).path);
    squeueWith([]);
    expect([...(await filesInHand(out))]).toEqual([]);
  });
});
