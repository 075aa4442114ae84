import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, showDialog, showErrorMessage } from "@jupyterlab/apputils";
import type { ServiceManager } from "@jupyterlab/services";
import { parameterForm } from "./parameter-form.js";
import { type Notebook, parametersOf, withParameters } from "./parameters.js";

export interface OpenedTemplate {
  name: string;
  title: string;
  notebook: Notebook;
}

/** Asks for the parameters, writes a copy of the template into the folder, and opens it. */
export async function openTemplate(
  app: JupyterFrontEnd,
  { name, title, notebook }: OpenedTemplate,
  folder: string,
): Promise<void> {
  const form = parameterForm(parametersOf(notebook));
  for (;;) {
    const { button } = await showDialog({
      title: `Light DQM: ${title}`,
      body: form,
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: "Open" })],
      focusNodeSelector: "input, select",
      // The form must outlive a refused answer.
      disposeOnClose: false,
    } as Parameters<typeof showDialog>[0]);
    if (!button.accept) return;
    if (form.problem() === null) break;
  }
  try {
    const { contents } = app.serviceManager;
    const path = await freePath(contents, folder, name);
    const content = withParameters(notebook, form.values());
    await contents.save(path, { type: "notebook", format: "json", content });
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
