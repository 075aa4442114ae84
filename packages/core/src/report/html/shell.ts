/** Self-contained HTML pages: one program, its style and its data in one file that needs no network. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { assetUrl } from "../../files/assets.js";

/** A page before it is written. Every text of it is plain and is escaped here. */
export interface HtmlShell {
  /** Of the window. */
  title: string;
  /** What readers without scripts are told. */
  words: readonly string[];
  /** Bundle in `dist/pages`. */
  program: "page" | "runs";
  /** Data blocks by the id under which the program finds them, in an alphabet without `<`. */
  data: Readonly<Record<string, string>>;
  /** Whether the program may load scripts that lie beside the page. */
  loadsBeside?: boolean;
}

/**
 * The page as HTML, in UTF-8. Its policy allows the scripts and styles that it was written with, and no
 * request but, where it says so, of scripts beside it.
 * @throws Error when the package is not built
 */
export async function htmlShell(shell: HtmlShell): Promise<Buffer> {
  const { title, words, program, data, loadsBeside = false } = shell;
  const [script, style] = await Promise.all([bundled(`${program}.js`), bundled(`${program}.css`)]);
  const policy = [
    "default-src 'none'",
    `script-src '${script.hash}'${loadsBeside ? " 'self' file:" : ""}`,
    `style-src '${style.hash}'`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const blocks = Object.entries(data).map(
    ([id, text]) => `<script type="text/plain" id="${escaped(id)}">${text}</script>`,
  );
  const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style id="${styleId}" class="no-inline-styles">`;
  const body = `</style>
</head>
<body>
<main id="main">${words.map((line) => `<p>${escaped(line)}</p>`).join("\n")}
<noscript><p>The figures and tables of this page need JavaScript.</p></noscript></main>
${blocks.join("\n")}
<script>`;
  const end = "</script>\n</body>\n</html>\n";
  return Buffer.concat([
    Buffer.from(head),
    style.bytes,
    Buffer.from(body),
    script.bytes,
    Buffer.from(end),
  ]);
}

/** Under this name plotly looks for rules of its own, and by that class it writes none. */
const styleId = "plotly.js-style-global";

/** A part of pages that is the same in all of them. */
interface Bundle {
  bytes: Buffer;
  /** As policies name it. */
  hash: string;
}

const bundles = new Map<string, Promise<Bundle>>();

function bundled(name: string): Promise<Bundle> {
  const known = bundles.get(name) ?? readBundle(name);
  bundles.set(name, known);
  return known;
}

/** A script must not hold what ends it; the bundler sees to that in texts. */
async function readBundle(name: string): Promise<Bundle> {
  const bytes = await readFile(new URL(`../dist/pages/${name}`, assetUrl("")));
  return { bytes, hash: `sha256-${createHash("sha256").update(bytes).digest("base64")}` };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
