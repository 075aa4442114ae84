import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import type { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import type { ILauncher } from "@jupyterlab/launcher";
import type { IMainMenu } from "@jupyterlab/mainmenu";
import { templates } from "../templates.js";

/** Where templates are offered, each where the application has it. */
export interface TemplatePlaces {
  palette: ICommandPalette | null;
  launcher: ILauncher | null;
  menu: IMainMenu | null;
  /** Its folder is that of the new notebook, where the place does not name one. */
  browser: IDefaultFileBrowser | null;
}

/** After the application's own kinds of files. */
const menuRank = 200;

/** A command, a palette entry, a launcher card and an item of File > New for each template. */
export function addTemplateCommands(
  app: JupyterFrontEnd,
  { palette, launcher, menu, browser }: TemplatePlaces,
): void {
  const items = templates.map(({ name, title, description, load }, rank) => {
    const command = `light-dqm:new-${name}`;
    app.commands.addCommand(command, {
      label: ({ place }) => {
        if (place === "launcher") return title;
        return place === "menu" ? `Light DQM: ${title}` : `New Light DQM notebook: ${title}`;
      },
      caption: description,
      iconClass: "ldqm-TemplateIcon",
      execute: async ({ cwd }) => {
        const { openTemplate } = await import(
          /* webpackChunkName: "templates" */ "./open-template.js"
        );
        const folder = typeof cwd === "string" ? cwd : (browser?.model.path ?? "");
        return openTemplate(app, { name, title, notebook: await load() }, folder);
      },
    });
    palette?.addItem({ command, category: "Light DQM" });
    launcher?.add({ command, category: "Light DQM", rank, args: { place: "launcher" } });
    return { command, args: { place: "menu" } };
  });
  menu?.fileMenu.newMenu.addGroup(items, menuRank);
}
