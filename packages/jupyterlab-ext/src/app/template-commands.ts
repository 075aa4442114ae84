import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import type { ILauncher } from "@jupyterlab/launcher";
import { templates } from "../templates.js";

/** A command, a palette entry and a launcher card for each template. */
export function addTemplateCommands(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null,
  launcher: ILauncher | null,
): void {
  templates.forEach(({ name, title, description, load }, rank) => {
    const command = `light-dqm:new-${name}`;
    app.commands.addCommand(command, {
      label: (args) => (args.isLauncher ? title : `New Light DQM notebook: ${title}`),
      caption: description,
      iconClass: "ldqm-TemplateIcon",
      execute: async (args) => {
        const { openTemplate } = await import(
          /* webpackChunkName: "templates" */ "./open-template.js"
        );
        const folder = typeof args.cwd === "string" ? args.cwd : "";
        return openTemplate(app, { name, title, notebook: await load() }, folder);
      },
    });
    palette?.addItem({ command, category: "Light DQM" });
    launcher?.add({ command, category: "Light DQM", rank, args: { isLauncher: true } });
  });
}
