/** `<stem>_light_dqm.html`: a report as one page that can be sent. */
import { gzipSync } from "node:zlib";
import type { LightDqmDocument } from "../document.js";
import { type PageContent, pageContents } from "./page-content.js";
import { type HtmlShell, htmlShell } from "./shell.js";

/** No page is larger, in bytes. */
export const largestPage = 4_000_000;

/** Of zlib: the default takes four times as long for a twentieth of the page. */
const packing = 2;

/**
 * A report's document as a self-contained page in UTF-8, which shows what JupyterLab's dashboard shows,
 * as far as that fits. What does not is named on the page.
 */
export async function htmlPage(document: LightDqmDocument): Promise<Buffer> {
  let page: Buffer = Buffer.alloc(0);
  for (const content of pageContents(document)) {
    page = await htmlShell(shellOf(content));
    if (page.length <= largestPage) break;
  }
  return page;
}

function shellOf(content: PageContent): HtmlShell {
  const { input, headline } = content;
  return {
    title: `Light DQM: ${input.name}`,
    words: [input.name, headline],
    program: "page",
    data: {
      "light-dqm-document": gzipSync(JSON.stringify(content), { level: packing }).toString(
        "base64",
      ),
    },
  };
}
