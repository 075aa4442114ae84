/** From a model's data to what stands in an output: keeps the latest, shows it when it can. */
import { lazily } from "./lazily.js";
import { messageOf } from "./message-of.js";

/** What shows data in a node. It keeps the data until the node has a size. */
export interface OutputView {
  update(data: unknown): void;
  resized(): void;
  dispose(): void;
}

export interface OutputHost {
  /** Resolves when the data is handed to the view, or a newer render overtook this one. */
  render(data: unknown): Promise<void>;
  resized(): void;
  dispose(): void;
}

export type LoadView = () => Promise<(node: HTMLElement) => OutputView>;

const loadView: LoadView = lazily(async () => {
  const { outputView } = await import(/* webpackChunkName: "view" */ "./output-view.js");
  return outputView;
});

/** The life of one output. Renders may overlap: the latest wins. */
export function outputHost(node: HTMLElement, load: LoadView = loadView): OutputHost {
  let latest = 0;
  let disposed = false;
  let view: OutputView | undefined;

  async function render(data: unknown): Promise<void> {
    const turn = ++latest;
    try {
      const create = await load();
      if (disposed || turn !== latest) return;
      if (!view) {
        node.replaceChildren();
        view = create(node);
      }
      view.update(data);
    } catch (error) {
      if (disposed || turn !== latest) return;
      showFailure(error, () => void render(data));
    }
  }

  /** A rejected render would close a document, so a failure is shown in place. */
  function showFailure(error: unknown, retry: () => void): void {
    view?.dispose();
    view = undefined;
    const pane = document.createElement("div");
    pane.className = "ldqm-Error";
    pane.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = `Light DQM could not be loaded: ${messageOf(error)}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ldqm-Button";
    button.textContent = "Try again";
    button.addEventListener("click", retry);
    pane.append(words, button);
    node.replaceChildren(pane);
  }

  return {
    render,
    resized: () => view?.resized(),
    dispose() {
      disposed = true;
      view?.dispose();
      view = undefined;
    },
  };
}
