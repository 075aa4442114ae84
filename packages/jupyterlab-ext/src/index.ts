/**
 * What needs the application: settings, the inspector of the selected channel, its close up, and the templates.
 * The renderer works without it.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { preferences, setPreferences } from "@light-dqm/core/view/preferences.js";
import { addCloseUp } from "./app/close-up.js";
import { addInspector } from "./app/inspector.js";
import { runWhatIsAsked } from "./app/run-once.js";
import { addTemplateCommands } from "./app/template-commands.js";

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
  optional: [ICommandPalette, ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    palette: ICommandPalette | null,
    registry: ISettingRegistry | null,
  ) =>
    addInspector(app, palette, (followSelection) => {
      setPreferences({ ...preferences(), followSelection });
      void registry?.set(settingsPlugin.id, "followSelection", followSelection);
    }),
};

const closeUpPlugin: JupyterFrontEndPlugin<void> = {
  id: "@light-dqm/jupyterlab:close-up",
  description: "Fills a cell of the notebook with the selected channel.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette],
  activate: (app: JupyterFrontEnd, tracker: INotebookTracker, palette: ICommandPalette | null) =>
    addCloseUp(app, tracker, palette),
};

const templatesPlugin: JupyterFrontEndPlugin<void> = {
  id: "@light-dqm/jupyterlab:templates",
  description: "Opens Light DQM notebooks with their parameters filled in.",
  autoStart: true,
  optional: [ICommandPalette, ILauncher, IMainMenu, IDefaultFileBrowser, INotebookTracker],
  activate: (
    app: JupyterFrontEnd,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    menu: IMainMenu | null,
    browser: IDefaultFileBrowser | null,
    notebooks: INotebookTracker | null,
  ) => {
    addTemplateCommands(app, { palette, launcher, menu, browser });
    if (notebooks) runWhatIsAsked(notebooks);
  },
};

const plugins: JupyterFrontEndPlugin<void>[] = [
  settingsPlugin,
  inspectorPlugin,
  closeUpPlugin,
  templatesPlugin,
];
export default plugins;
