/**
 * What needs the application: settings, the inspector of the selected channel, and the templates.
 * The renderer works without it.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { ILauncher } from "@jupyterlab/launcher";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { addInspector } from "./app/inspector.js";
import { addTemplateCommands } from "./app/template-commands.js";
import { setPreferences } from "./preferences.js";

const settingsPlugin: JupyterFrontEndPlugin<void> = {
  id: "@light-dqm/jupyterlab:plugin",
  description: "Settings of Light DQM figures.",
  autoStart: true,
  optional: [ISettingRegistry],
  async activate(_app: JupyterFrontEnd, registry: ISettingRegistry | null) {
    if (!registry) return;
    try {
      const settings = await registry.load(settingsPlugin.id);
      const take = (): void => setPreferences(settings.composite);
      settings.changed.connect(take);
      take();
    } catch (error) {
      console.warn("Light DQM uses its default settings:", error);
    }
  },
};

const inspectorPlugin: JupyterFrontEndPlugin<void> = {
  id: "@light-dqm/jupyterlab:inspector",
  description: "Shows the selected channel beside the notebook.",
  autoStart: true,
  optional: [ICommandPalette],
  activate: (app: JupyterFrontEnd, palette: ICommandPalette | null) => addInspector(app, palette),
};

const templatesPlugin: JupyterFrontEndPlugin<void> = {
  id: "@light-dqm/jupyterlab:templates",
  description: "Opens Light DQM notebooks with their parameters filled in.",
  autoStart: true,
  optional: [ICommandPalette, ILauncher],
  activate: (app: JupyterFrontEnd, palette: ICommandPalette | null, launcher: ILauncher | null) =>
    addTemplateCommands(app, palette, launcher),
};

const plugins: JupyterFrontEndPlugin<void>[] = [settingsPlugin, inspectorPlugin, templatesPlugin];
export default plugins;
