/**
 * The renderer of Light DQM outputs and documents. This entry is loaded with the page: it holds the
 * registration only, everything else comes with the first output.
 */
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { OutputWidget } from "./output-widget.js";

/** The one MIME type; its `kind` says what is shown. */
export const mimeType = "application/vnd.light-dqm.v1+json";

const extension: IRenderMime.IExtension = {
  id: "@light-dqm/jupyterlab:mime",
  description: "Draws channel masks, fractions and the other figures of Light DQM.",
  rendererFactory: {
    // Nothing of a payload is run or read as HTML, so untrusted notebooks show it too.
    safe: true,
    mimeTypes: [mimeType],
    createRenderer: () => new OutputWidget(mimeType),
  },
  // Before image/png (90): a bundle holds both.
  rank: 50,
  // Text, so that a document that is no JSON comes here and is explained in place.
  dataType: "string",
  fileTypes: [
    {
      name: "light-dqm",
      displayName: "Light DQM report",
      extensions: [".light-dqm.json"],
      mimeTypes: [mimeType],
      fileFormat: "text",
      iconClass: "jp-MaterialIcon ldqm-FileIcon",
    },
  ],
  documentWidgetFactoryOptions: {
    name: "Light DQM dashboard",
    primaryFileType: "light-dqm",
    modelName: "text",
    fileTypes: ["light-dqm"],
    defaultFor: ["light-dqm"],
    defaultRendered: ["light-dqm"],
  },
};

export default extension;
