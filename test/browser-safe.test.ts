import { runInNewContext } from "node:vm";
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

describe.each([
  ["@light-dqm/core/figures", "figureOf"],
  ["@light-dqm/core/blocks", "powerSpectrum"],
])("%s in a browser", (module, name) => {
  it.each(["import", "require"])(
    "bundles by %s, without Node and from one package",
    async (way) => {
      const code =
        way === "import"
          ? `import { ${name} } from "${module}"; console.log(${name});`
          : `console.log(require("${module}").${name});`;
      const bundle = await browserBundle(code);
      const own = bundle.inputs.filter((input) => input !== "<stdin>");
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((input) => !input.startsWith("packages/core/dist/"))).toEqual([]);
      expect(bundle.code).not.toMatch(/from\s*"|\brequire\("|\bprocess\.|\bBuffer\b/);
    },
  );
});

describe("the main entry", () => {
  it("does not bundle for a browser, since it needs Node", async () => {
    const code = 'import { openFlowFile } from "@light-dqm/core"; console.log(openFlowFile);';
    await expect(browserBundle(code)).rejects.toThrow(/Could not resolve/);
  });
});

it("building blocks compute in a browser, also lengths that fft.js serves", async () => {
  const bundle = await browserBundle(`
    import { clopperPearson, powerSpectrum, waveformFeatures } from "@light-dqm/core/blocks";
    const waveform = Int16Array.from({ length: 514 }, (_, n) => (n % 2 === 0 ? 100 : -100));
    globalThis.result = [
      powerSpectrum(waveform, 16).power[257],
      waveformFeatures(waveform).noise,
      clopperPearson(0, 1).high,
    ];`);
  // A context without Node's globals.
  const context: { result?: number[] } = {};
  runInNewContext(bundle.code, context);
  const [power, noise, high] = context.result!;
  // All of the waveform is in the last bin: 2 (100 · 514 / 258)² counts².
  expect(power! / (2 * ((100 * 514) / 258 / 32764) ** 2)).toBeCloseTo(1, 10);
  expect(noise).toBe(100);
  expect(high).toBeCloseTo(0.84, 12);
});
