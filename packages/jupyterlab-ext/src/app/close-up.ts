/**
 * When a cell is filled with the chosen channel: on the user's command, or while the user wants it
 * to follow. Nothing is written into a notebook otherwise.
 */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import { offerCloseUp } from "@light-dqm/core/view/close-up-offer.js";
import { preferences } from "@light-dqm/core/view/preferences.js";
import {
  type ChosenChannel,
  followSelection,
  type Scope,
  type Selection,
  scopeOf,
  tellAgain,
} from "@light-dqm/core/view/selection.js";
import { hasVariable } from "./has-variable.js";
import { latestOnly } from "./latest-only.js";
import type { Wish } from "./run-close-up.js";

const command = "light-dqm:close-up";

export function addCloseUp(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  palette: ICommandPalette | null,
): void {
  /** By notebook, so that a busy kernel holds up its own cell only. */
  const fills = new WeakMap<NotebookPanel, (wish: Wish) => Promise<void>>();

  function fill(panel: NotebookPanel, scope: Scope, isAskedFor: boolean): Promise<void> {
    const channel = channelOf(scope.selection);
    if (!channel) return Promise.resolve();
    const fillPanel =
      fills.get(panel) ??
      latestOnly(async (wish: Wish) => {
        const { runCloseUp } = await import(/* webpackChunkName: "close-up" */ "./run-close-up.js");
        await runCloseUp(panel, wish);
      });
    fills.set(panel, fillPanel);
    return fillPanel({ channel, chosenIn: cellOfChoice(panel, scope), isAskedFor });
  }

  const panelOf = (scope: Scope): NotebookPanel | undefined =>
    notebooks.find((panel) => scopeOf(panel.node) === scope);

  offerCloseUp((scope) => {
    const panel = panelOf(scope);
    return panel && canRun(panel) ? () => void fill(panel, scope, true) : null;
  });

  notebooks.widgetAdded.connect((_, panel) => {
    let could = canRun(panel);
    panel.sessionContext.statusChanged.connect(() => {
      if (canRun(panel) === could) return;
      could = !could;
      tellAgain(scopeOf(panel.node));
      app.commands.notifyCommandChanged(command);
    });
  });

  let seen: Selection | null = null;
  followSelection((scope) => {
    const isNew = scope.selection !== seen;
    seen = scope.selection;
    app.commands.notifyCommandChanged(command);
    const panel = isNew && preferences().followSelection ? panelOf(scope) : undefined;
    if (panel && canRun(panel)) void fill(panel, scope, false);
  });

  app.commands.addCommand(command, {
    label: "Light DQM: close up of the selected channel",
    caption: "Fill a cell with the waveforms, spectrum and baselines of the selected channel.",
    isEnabled: () => {
      const panel = notebooks.currentWidget;
      return panel !== null && canRun(panel) && channelOf(scopeOf(panel.node).selection) !== null;
    },
    isVisible: () => {
      const panel = notebooks.currentWidget;
      return panel !== null && scopeOf(panel.node).members.size > 0;
    },
    execute: async () => {
      const panel = notebooks.currentWidget;
      if (panel) await fill(panel, scopeOf(panel.node), true);
    },
  });
  palette?.addItem({ command, category: "Light DQM" });
}

/** The one channel of a selection; a group has no close up. */
function channelOf(selection: Selection | null): ChosenChannel | null {
  return selection?.channels.length === 1 ? selection.channels[0]! : null;
}

/** A kernel runs that reads TypeScript, and the notebook has a run. */
function canRun({ model, sessionContext: { session } }: NotebookPanel): boolean {
  const status = session?.kernel?.status;
  return (
    model !== null &&
    hasVariable(model.sharedModel, preferences().runVariable) &&
    ["typescript", "javascript"].includes(model.defaultKernelLanguage.toLowerCase()) &&
    status !== undefined &&
    !["dead", "terminating", "unknown"].includes(status)
  );
}

/** The cell whose output the choice was made in; for a copy of an output elsewhere the active one. */
function cellOfChoice({ content }: NotebookPanel, { chosenIn }: Scope): number {
  const cell = content.widgets.findIndex(({ node }) => chosenIn && node.contains(chosenIn.node));
  return cell < 0 ? content.activeCellIndex : cell;
}
