import type { Payload } from "@light-dqm/core/figures";
import { element } from "../dom/elements.js";
import { messageOf } from "../message-of.js";
import type { PlotPane } from "../plot/plot-pane.js";
import { imageFileName } from "./file-name.js";

/** Offers the figure as it is seen as a download; says in place when that fails. */
export async function saveImage(
  payload: Payload,
  format: "png" | "svg",
  pane: PlotPane,
  near: HTMLElement,
): Promise<void> {
  try {
    const link = element("a", {
      href: await pane.image(format),
      download: imageFileName(payload, format),
    });
    link.click();
  } catch (error) {
    near.append(
      element("span", { role: "alert" }, [`The picture could not be saved: ${messageOf(error)}`]),
    );
  }
}
