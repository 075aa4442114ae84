import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { type OutputHost, outputHost } from "@light-dqm/core/view/output-host.js";
import { Widget } from "@lumino/widgets";

/** The widget that JupyterLab holds; all it does is pass on to its host. */
export class OutputWidget extends Widget implements IRenderMime.IRenderer {
  private readonly mimeType: string;
  private readonly host: OutputHost;

  constructor(mimeType: string) {
    super();
    this.mimeType = mimeType;
    this.addClass("ldqm-Output");
    this.host = outputHost(this.node);
  }

  /** Called for every change of the model, also before the widget is attached. Never rejects. */
  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    return this.host.render(model.data[this.mimeType]);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.host.dispose();
    super.dispose();
  }

  protected override onAfterAttach(): void {
    this.host.resized();
  }

  protected override onAfterShow(): void {
    this.host.resized();
  }

  protected override onResize(): void {
    this.host.resized();
  }
}
