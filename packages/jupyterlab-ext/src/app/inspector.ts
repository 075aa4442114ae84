import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import { Widget } from "@lumino/widgets";
import { followSelection } from "../selection.js";

const hint = "Select a channel in any Light DQM figure to see its numbers and verdicts here.";

/** A panel on the right that follows the latest choice, over notebooks and documents. */
export function addInspector(app: JupyterFrontEnd, palette: ICommandPalette | null): void {
  const panel = new Widget();
  panel.id = "light-dqm-inspector";
  panel.title.label = "Light DQM";
  panel.title.caption = "Light DQM: the selected channel";
  panel.addClass("ldqm-Inspector");
  panel.node.tabIndex = 0;
  panel.node.textContent = hint;
  app.shell.add(panel, "right", { rank: 900 });

  let turn = 0;
  followSelection((scope) => {
    const mine = ++turn;
    if (!scope.selection) {
      panel.node.textContent = hint;
      return;
    }
    void import(/* webpackChunkName: "view" */ "../view/card/card.js").then(({ cardContent }) => {
      if (mine === turn) panel.node.replaceChildren(...cardContent(scope));
    });
  });

  const command = "light-dqm:show-inspector";
  app.commands.addCommand(command, {
    label: "Light DQM: show the selected channel",
    execute: () => app.shell.activateById(panel.id),
  });
  palette?.addItem({ command, category: "Light DQM" });
}
