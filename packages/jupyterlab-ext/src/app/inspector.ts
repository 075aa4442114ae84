import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import { onPreferences, preferences } from "@light-dqm/core/view/preferences.js";
import { followSelection } from "@light-dqm/core/view/selection.js";
import { Widget } from "@lumino/widgets";

const hint = "Select a channel in any Light DQM figure to see its numbers and verdicts here.";

/**
 * A panel on the right that follows the latest choice, over notebooks and documents.
 *
 * @param setFollow takes whether each chosen channel fills the close-up cell
 */
export function addInspector(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null,
  setFollow: (on: boolean) => void,
): void {
  const panel = new Widget();
  panel.id = "light-dqm-inspector";
  panel.title.label = "Light DQM";
  panel.title.caption = "Light DQM: the selected channel";
  panel.addClass("ldqm-Inspector");
  panel.node.tabIndex = 0;
  const shown = document.createElement("div");
  shown.textContent = hint;
  panel.node.append(followBox(setFollow), shown);
  app.shell.add(panel, "right", { rank: 900 });

  let turn = 0;
  followSelection((scope) => {
    const mine = ++turn;
    if (!scope.selection) {
      shown.textContent = hint;
      return;
    }
    void import(/* webpackChunkName: "view" */ "@light-dqm/core/view/card/card.js").then(
      ({ cardContent }) => {
        if (mine === turn) shown.replaceChildren(...cardContent(scope));
      },
    );
  });

  const command = "light-dqm:show-inspector";
  app.commands.addCommand(command, {
    label: "Light DQM: show the selected channel",
    execute: () => app.shell.activateById(panel.id),
  });
  palette?.addItem({ command, category: "Light DQM" });
}

/** The setting as a box to tick. */
function followBox(setFollow: (on: boolean) => void): HTMLElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  const show = (): void => {
    box.checked = preferences().followSelection;
  };
  box.addEventListener("change", () => setFollow(box.checked));
  onPreferences(show);
  show();
  const label = document.createElement("label");
  label.className = "ldqm-Follow";
  label.title = "Fill the close-up cell of the notebook with each channel that you select";
  label.append(box, "Follow the selection");
  return label;
}
