/** The verdict of a file, first and in large letters, and whom to call. */
import { element } from "../dom/elements.js";
import type { DashboardDocument } from "./document.js";

export function verdictHeader(document: DashboardDocument): HTMLElement {
  const { file, answer, headline, counts, notes } = document;
  const said = answer?.sentence ?? headline;
  const rest = headline.startsWith(said)
    ? headline.slice(said.length).replace(/^[.\s]+/, "")
    : headline;
  const { calls = [], otherwise = "", unknown = [], known = "" } = answer ?? {};
  const others = [
    otherwise,
    ...unknown.map((each) => `Unknown: ${each}.`),
    known && `Known: ${known}.`,
    rest,
  ].filter(Boolean);
  return element("section", { "aria-label": "Verdict" }, [
    element("p", { class: "ldqm-File" }, [file]),
    element("h1", { class: "ldqm-Verdict", "data-word": answer?.word }, [said]),
    ...calls.map((call) => element("p", { class: "ldqm-Call" }, [call])),
    ...others.map((text) => element("p", { class: "ldqm-Headline" }, [text])),
    element(
      "ul",
      { class: "ldqm-Counts" },
      [["Records of all checks", ""] as const, ...counts].map(([state, count]) =>
        element("li", {}, [count === "" ? `${state}:` : `${state} ${count}`]),
      ),
    ),
    ...notes.map((note) => element("p", { class: "ldqm-Note" }, [note])),
  ]);
}
