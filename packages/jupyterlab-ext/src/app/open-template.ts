import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, showDialog, showErrorMessage } from "@jupyterlab/apputils";
import type { ServiceManager } from "@jupyterlab/services";
import { type Entry, foundPaths } from "./found-paths.js";
import { notebookName } from "./notebook-name.js";
import { parameterForm } from "./parameter-form.js";
import { type Notebook, parametersOf, withParameters } from "./parameters.js";
import { askToRun } from "./run-once.js";

export interface OpenedTemplate {
  name: string;
  title: string;
  notebook: Notebook;
}

const openAndRun = "Open and run";

/**
 * Asks for the parameters, writes a copy of the template into the folder, opens it, and runs it if that is
 * wished.
 */
export async function openTemplate(
  app: JupyterFrontEnd,
  { name, title, notebook }: OpenedTemplate,
  folder: string,
): Promise<void> {
  const { contents } = app.serviceManager;
  const list = async (path: string): Promise<Entry[]> =>
    (await contents.get(path, { content: true })).content;
  const form = parameterForm(parametersOf(notebook), foundPaths(list, folder));
  let isToRun = false;
  for (;;) {
    const { button } = await showDialog({
      title: `Light DQM: ${title}`,
      body: form,
      buttons: [
        Dialog.cancelButton(),
        Dialog.okButton({ label: "Open" }),
        Dialog.okButton({ label: openAndRun }),
      ],
      focusNodeSelector: "input, select",
      // The form must outlive a refused answer.
      disposeOnClose: false,
    } as Parameters<typeof showDialog>[0]);
    if (!button.accept) return;
    isToRun = button.label === openAndRun;
    if (form.problem() === null) break;
  }
  try {
    const values = form.values();
    const path = await freePath(contents, folder, notebookName(name, values.input));
    const content = withParameters(notebook, values);
    await contents.save(path, { type: "notebook", format: "json", content });
    if (isToRun) askToRun(path);
    await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
  } catch (error) {
    await showErrorMessage("The notebook could not be created", error as Error);
  }
}

/** `shift-report.ipynb`, or the first `shift-report-2.ipynb`, … that is not there yet. */
async function freePath(
  contents: ServiceManager.IManager["contents"],
  folder: string,
  name: string,
): Promise<string> {
  const listing = await contents.get(folder, { content: true });
  const taken = new Set((listing.content as { name: string }[]).map((each) => each.name));
  let file = `${name}.ipynb`;
  for (let number = 2; taken.has(file); number++) file = `${name}-${number}.ipynb`;
  return folder === "" ? file : `${folder}/${file}`;
}
