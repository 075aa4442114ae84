/**
 * What is used of JupyterLab's notebook package. The application provides it at run time; its types
 * alone would bring 160 packages, most of them of editors.
 */
declare module "@jupyterlab/notebook" {
  import type { ISessionContext } from "@jupyterlab/apputils";
  import type { Token } from "@lumino/coreutils";
  import type { ISignal } from "@lumino/signaling";
  import type { Widget } from "@lumino/widgets";
  import type { SharedNotebook } from "./close-up-cell.js";

  interface Notebook extends Widget {
    readonly widgets: readonly Widget[];
    readonly activeCellIndex: number;
    scrollToItem(index: number): Promise<void>;
  }

  interface NotebookPanel extends Widget {
    readonly content: Notebook;
    readonly sessionContext: ISessionContext;
    readonly model: {
      readonly defaultKernelLanguage: string;
      readonly sharedModel: SharedNotebook;
    } | null;
  }

  interface INotebookTracker {
    readonly currentWidget: NotebookPanel | null;
    readonly widgetAdded: ISignal<this, NotebookPanel>;
    readonly currentChanged: ISignal<this, NotebookPanel | null>;
    find(fits: (panel: NotebookPanel) => boolean): NotebookPanel | undefined;
    forEach(each: (panel: NotebookPanel) => void): void;
  }
  const INotebookTracker: Token<INotebookTracker>;

  namespace NotebookActions {
    function runCells(
      notebook: Notebook,
      cells: readonly Widget[],
      sessionContext: ISessionContext,
    ): Promise<boolean>;
  }
}
