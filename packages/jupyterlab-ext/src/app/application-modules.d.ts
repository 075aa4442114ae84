/**
 * What is used of packages that the application provides at run time; their types alone would bring 160
 * packages, most of them of editors.
 */
declare module "@jupyterlab/notebook" {
  import type { ISessionContext } from "@jupyterlab/apputils";
  import type { Token } from "@lumino/coreutils";
  import type { ISignal } from "@lumino/signaling";
  import type { Widget } from "@lumino/widgets";
  import type { SharedNotebook } from "./close-up-cell.js";

  interface Notebook extends Widget {
    readonly widgets: readonly Widget[];
    activeCellIndex: number;
    scrollToItem(index: number): Promise<void>;
  }

  interface NotebookPanel extends Widget {
    readonly content: Notebook;
    readonly sessionContext: ISessionContext;
    readonly context: { readonly path: string; readonly ready: Promise<void> };
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
    function runAll(notebook: Notebook, sessionContext: ISessionContext): Promise<boolean>;
  }
}

declare module "@jupyterlab/mainmenu" {
  import type { ReadonlyPartialJSONObject, Token } from "@lumino/coreutils";

  interface IMainMenu {
    readonly fileMenu: {
      readonly newMenu: {
        addGroup(
          items: readonly { command: string; args?: ReadonlyPartialJSONObject }[],
          rank?: number,
        ): unknown;
      };
    };
  }
  const IMainMenu: Token<IMainMenu>;
}

declare module "@jupyterlab/filebrowser" {
  import type { Token } from "@lumino/coreutils";

  interface IDefaultFileBrowser {
    readonly model: { readonly path: string };
  }
  const IDefaultFileBrowser: Token<IDefaultFileBrowser>;
}
