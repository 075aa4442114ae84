/** What a report was made of and with. */
import { element } from "../dom/elements.js";
import type { DashboardDocument } from "./document.js";

export function settingsSection({ settings, provenance }: DashboardDocument): HTMLElement {
  return element("section", { class: "ldqm-Settings", "data-part": "settings" }, [
    element("h2", {}, ["Settings and provenance"]),
    terms(provenance),
    element("details", {}, [
      element("summary", {}, [`All ${settings.length} settings`]),
      terms(settings),
    ]),
  ]);
}

function terms(rows: readonly (readonly [name: string, value: string])[]): HTMLElement {
  return element(
    "dl",
    { class: "ldqm-Terms" },
    rows.flatMap(([name, value]) => [element("dt", {}, [name]), element("dd", {}, [value])]),
  );
}
