/** The runs that are in memory: pages are loaded as they are needed, the latest first. */
import type { LoadData } from "./data-scripts.js";
import { type Manifest, parseRuns, type Run } from "./run.js";

export interface LoadedRuns {
  /** The latest first. */
  readonly runs: readonly Run[];
  /** How many there are, loaded or not. */
  readonly count: number;
  readonly isWhole: boolean;
  /** Loads the next earlier page. @throws Error that says what is missing */
  loadMore(): Promise<void>;
}

export function loadedRuns({ pages }: Manifest, load: LoadData): LoadedRuns {
  const left = [...pages];
  const runs: Run[] = [];
  const stems = new Set<string>();
  let loading: Promise<void> | null = null;
  const count = pages.reduce((sum, page) => sum + page.count, 0);

  async function loadNext(): Promise<void> {
    const page = left.at(-1);
    if (!page) return;
    const found = parseRuns(await load(page.name, page.stamp));
    left.pop();
    // A run that moves to another page is in both for a moment.
    for (const run of found.reverse()) {
      if (stems.has(run.stem)) continue;
      stems.add(run.stem);
      runs.push(run);
    }
  }

  return {
    runs,
    get count() {
      return left.length === 0 ? runs.length : count;
    },
    get isWhole() {
      return left.length === 0;
    },
    loadMore() {
      loading ??= loadNext().finally(() => {
        loading = null;
      });
      return loading;
    },
  };
}
