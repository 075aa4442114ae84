/** A loader and, once it has run, what it loaded. */
export interface Lazy<T> {
  (): Promise<T>;
  readonly loaded?: T;
}

/** A loader that runs once; a failed run is forgotten, so that the next call tries again. */
export function lazily<T>(load: () => Promise<T>): Lazy<T> {
  let loading: Promise<T> | undefined;
  const once: { (): Promise<T>; loaded?: T } = () => {
    loading ??= load().then(
      (value) => {
        once.loaded = value;
        return value;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  return once;
}
