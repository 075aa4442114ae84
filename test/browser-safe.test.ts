import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { root } from "./run-node.js";

/** Bundles for a browser, where a Node built-in or a missing package is an error. */
async function browserBundle(code: string): Promise<{ code: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: `${root}/test` },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
    absWorkingDir: root,
  });
  return { code: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) };
}

describe("@light-dqm/core/figures in a browser", () => {
  it.each(["import", "require"])(
    "bundles by %s, without Node and from one package",
    async (way) => {
      const code =
        way === "import"
          ? 'import { figureOf } from "@light-dqm/core/figures"; console.log(figureOf);'
          : 'console.log(require("@light-dqm/core/figures").figureOf);';
      const bundle = await browserBundle(code);
      const own = bundle.inputs.filter((input) => input !== "<stdin>");
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((input) => !input.startsWith("packages/core/dist/"))).toEqual([]);
      expect(bundle.code).not.toMatch(/from\s*"|\brequire\("|\bprocess\.|\bBuffer\b/);
    },
  );

  it("would not bundle if it needed Node, as the main entry does", async () => {
    const code = 'import { openFlowFile } from "@light-dqm/core"; console.log(openFlowFile);';
    await expect(browserBundle(code)).rejects.toThrow(/Could not resolve/);
  });
});
