/** The page of one report: its document, unpacked, as the dashboard. */
import "../style/page.css";
import { dashboardView } from "../document/dashboard.js";
import { parseDocument } from "../document/document.js";
import { element } from "../dom/elements.js";
import { errorPane } from "../dom/error-pane.js";
import { clearOnEscape } from "../dom/escape.js";
import { loadPlotly } from "../plot/plotly.js";
import { scopeOf } from "../selection.js";
import { followFragment } from "./fragment.js";
import { followPrint } from "./print.js";
import { themeChoice } from "./theme-choice.js";
import { unpacked } from "./unpacked.js";

const main = document.getElementById("main")!;

async function start(): Promise<void> {
  const themes = themeChoice();
  try {
    const text = document.getElementById("light-dqm-document")?.textContent ?? "";
    const view = dashboardView(parseDocument(JSON.parse(await unpacked(text))));
    const notice = element("p", { class: "ldqm-Notice", role: "status" });
    main.replaceChildren(themes, notice, view.node);
    const scope = scopeOf(document.body);
    clearOnEscape(document.body, scope);
    view.joined(scope);
    followFragment(view, (why) => {
      notice.textContent = why ?? "";
      if (why !== null) window.scrollTo(0, 0);
    });
    followPrint(view);
    // Printing cannot wait for it.
    setTimeout(() => void loadPlotly());
  } catch (error) {
    main.append(errorPane(error));
  }
}

void start();
