// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { lazily } from "../../view/lazily.js";
import { type LoadView, type OutputView, outputHost } from "../../view/output-host.js";

/** A view that writes down what is done to it. */
function recorder(): { log: string[]; load: LoadView } {
  const log: string[] = [];
  const view: OutputView = {
    update: (data) => log.push(`update ${JSON.stringify(data)}`),
    resized: () => log.push("resized"),
    dispose: () => log.push("dispose"),
  };
  return { log, load: async () => () => view };
}

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe("an output", () => {
  it("is handed over before it is attached, and told of its size after", async () => {
    const { log, load } = recorder();
    const host = outputHost(document.createElement("div"), load);
    await host.render({ a: 1 });
    host.resized();
    expect(log).toEqual(['update {"a":1}', "resized"]);
  });

  it("shows the latest of overlapping renders, once", async () => {
    const { log, load } = recorder();
    const gate = later<void>();
    const host = outputHost(document.createElement("div"), async () => {
      await gate.promise;
      return load();
    });
    const renders = ["first", "second", "third"].map((data) => host.render(data));
    gate.resolve();
    await Promise.all(renders);
    expect(log).toEqual(['update "third"']);
  });

  it("uses one view for all its renders", async () => {
    const { log, load } = recorder();
    let made = 0;
    const host = outputHost(document.createElement("div"), async () => {
      const create = await load();
      return (node) => {
        made++;
        return create(node);
      };
    });
    await host.render(1);
    await host.render(2);
    expect([made, log]).toEqual([1, ["update 1", "update 2"]]);
  });

  it("makes nothing when it is disposed while the view loads", async () => {
    const { log, load } = recorder();
    const gate = later<void>();
    const node = document.createElement("div");
    const host = outputHost(node, async () => {
      await gate.promise;
      return load();
    });
    const render = host.render(1);
    host.dispose();
    gate.resolve();
    await render;
    expect([log, node.childNodes.length]).toEqual([[], 0]);
  });

  it("says in place that loading failed, and loads again on request and on the next render", async () => {
    const { log, load } = recorder();
    let attempts = 0;
    const node = document.createElement("div");
    const host = outputHost(
      node,
      lazily(async () => {
        if (++attempts <= 2) throw new Error("the network is away");
        return load();
      }),
    );
    await host.render(1);
    expect(node.querySelector('[role="alert"]')?.textContent).toContain("the network is away");
    node.querySelector("button")?.click();
    await new Promise((resolve) => setTimeout(resolve));
    expect(attempts).toBe(2);
    await host.render(2);
    expect(attempts).toBe(3);
    expect(node.querySelector('[role="alert"]')).toBeNull();
    expect(log).toEqual(["update 2"]);
  });

  it("does not reject when the view throws", async () => {
    const node = document.createElement("div");
    const host = outputHost(node, async () => () => {
      throw new Error("<b>broken</b>");
    });
    await expect(host.render(1)).resolves.toBeUndefined();
    expect(node.querySelector("b")).toBeNull();
    expect(node.textContent).toContain("<b>broken</b>");
  });
});

describe("a lazy loader", () => {
  it("loads once for all who ask", async () => {
    let loads = 0;
    const load = lazily(async () => ++loads);
    expect(await Promise.all([load(), load()])).toEqual([1, 1]);
    expect(await load()).toBe(1);
  });
});
