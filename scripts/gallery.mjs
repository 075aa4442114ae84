#!/usr/bin/env node
/**
 * Makes docs/gallery.md and its pictures: every example of a figure that the tests know, on light and
 * dark screens, narrow, and as it is printed. Needs the set-up.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { build } from "esbuild";
import { figureOf, renderPng } from "../packages/core/dist/esm/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const pictures = join(root, "docs/pictures/gallery");
const looks = [
  { name: "light", theme: "light", widthPx: 900, heightPx: 960 },
  { name: "dark", theme: "dark", widthPx: 900, heightPx: 960 },
  { name: "narrow", theme: "light", widthPx: 360, heightPx: 960 },
  { name: "print", theme: "light", widthPx: 794, heightPx: 1123 },
];
/** Of WebP: letters stay sharp, and all pictures take 3 MB. */
const quality = 60;

const examples = await examplePayloads();
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const lines = [
  "# Gallery",
  "",
  "Every kind of figure with made-up numbers: on a light and a dark screen, narrow, and on paper. Open a picture to see it in full size. `npm run gallery` makes this page.",
];
for (const [title, payload] of Object.entries(examples)) {
  lines.push("", `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`, "");
  const cells = [];
  for (const { name, ...look } of looks) {
    const file = `${title.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}-${name}.webp`;
    const figure = figureOf(payload, { marks: "plain", ...look });
    writeFileSync(join(pictures, file), await webpOf(await renderPng(figure)));
    const width = look.widthPx / 4;
    cells.push(
      `<a href="pictures/gallery/${file}"><img src="pictures/gallery/${file}" width="${width}" alt="${title}, ${name}"></a>`,
    );
  }
  lines.push(cells.join("\n"));
}
writeFileSync(join(root, "docs/gallery.md"), `${lines.join("\n")}\n`);

async function webpOf(png) {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.encode("webp", quality);
}

/** The examples, of which only the source exists. */
async function examplePayloads() {
  const scratch = mkdtempSync(join(root, "packages/core/dist/gallery-"));
  try {
    const outfile = join(scratch, "examples.mjs");
    await build({
      entryPoints: [join(root, "packages/core/test/figures/example-payloads.ts")],
      ...{ outfile, bundle: true, platform: "node", format: "esm", packages: "external" },
      define: { "import.meta.url": JSON.stringify(assetsFrom()) },
    });
    return (await import(pathToFileURL(outfile).href)).examplePayloads();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where the bundles lie: assets are found from there. */
function assetsFrom() {
  return pathToFileURL(
    join(dirname(fileURLToPath(import.meta.url)), "../packages/core/dist/esm/x.js"),
  ).href;
}
