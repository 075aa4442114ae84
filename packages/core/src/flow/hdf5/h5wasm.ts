/** The HDF5 library: the few calls of h5wasm that this package uses, with errors in words. */

/** A datatype as h5wasm describes it. */
export interface Hdf5Type {
  /** HDF5's class number: 0 integer, 6 compound, 8 enumeration, 10 array. */
  type: number;
  size: number;
  signed: boolean;
  littleEndian: boolean;
  array_type?: Hdf5Type & { shape: number[] };
  compound_type?: { members: Hdf5Member[] };
}

/** A member of a compound datatype, at a byte offset in its row. */
export interface Hdf5Member extends Hdf5Type {
  name: string;
  offset: number;
}

/** A dataset's datatype and shape. */
export interface Hdf5Dataset extends Hdf5Type {
  shape: number[] | null;
  /** Of a virtual dataset: where its values come from. */
  virtual_sources?: { file_name: string; dset_name: string }[];
}

/** An open HDF5 file. Rows are the entries of a one-dimensional dataset, as raw bytes. */
export interface Hdf5File {
  /**
   * What a path names; "other" also for links that lead elsewhere, null where there is nothing.
   * @throws Error with HDF5's reason where the object is damaged
   */
  kindOf(path: string): "group" | "dataset" | "other" | null;
  /** Names in a group. */
  namesIn(group: string): string[];
  dataset(path: string): Hdf5Dataset;
  /** Reads rows into memory of the library and hands them out until the next call only. */
  readRows(path: string, firstRow: number, rowCount: number, memory: Hdf5Memory): Uint8Array;
  /** @param columns of a two-dimensional dataset, else none */
  writeRows(
    path: string,
    firstRow: number,
    rowCount: number,
    memory: Hdf5Memory,
    ...columns: number[]
  ): void;
  resize(path: string, ...shape: number[]): void;
  close(): void;
}

/** Memory inside the library. Its address stays; views of it end when the library's memory grows. */
export interface Hdf5Memory {
  readonly address: number;
  readonly byteLength: number;
  /** A view for now: never kept across calls. */
  view(): Uint8Array;
  free(): void;
}

/** The library, loaded. */
export interface Hdf5 {
  /** @throws Error with HDF5's reason */
  open(path: string, mode: "read" | "append"): Hdf5File;
  /** @throws Error when the library is out of memory */
  allocate(byteLength: number): Hdf5Memory;
}

/** Loads the library, once a process. */
export function loadHdf5(): Promise<Hdf5> {
  loading ??= importLibrary().then(async ({ ready }) => wrap((await ready) as unknown as H5Module));
  return loading;
}

let loading: Promise<Hdf5> | undefined;

/**
 * The library keeps the `console.error` that it finds when it loads, and prints there what it finds
 * odd in damaged files: names that are no text, more memory than there can be. What matters of that
 * comes as an error too, so from the loading on it is dropped.
 */
async function importLibrary(): Promise<typeof import("h5wasm/node")> {
  const print = console.error;
  let isLoading = true;
  console.error = (...parts: unknown[]) => {
    if (isLoading) print.apply(console, parts);
  };
  try {
    return await import("h5wasm/node");
  } finally {
    isLoading = false;
    console.error = print;
  }
}

/** The calls of h5wasm's module that are used; file handles are 64-bit. */
interface H5Module {
  HEAPU8: Uint8Array;
  H5G_GROUP: number;
  H5G_DATASET: number;
  FS: { getStream(fd: number): LibraryStream | null };
  _malloc(byteLength: number): number;
  _free(address: number): void;
  open(path: string, mode: number, trackOrder: boolean, low: number, high: number): bigint;
  close_file(file: bigint): number;
  get_type(file: bigint, path: string): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  get_dataset_metadata(file: bigint, path: string): Hdf5Dataset;
  get_dataset_data: RowTransfer;
  set_dataset_data: RowTransfer;
  resize_dataset(file: bigint, path: string, shape: bigint[]): number;
}

/** A stream of the library's own file layer; with `stream_ops` its bytes go there. */
interface LibraryStream {
  node?: { mode: number };
  stream_ops?: {
    write(stream: unknown, bytes: Uint8Array, offset: number, length: number): number;
  };
}

type RowTransfer = (
  file: bigint,
  path: string,
  count: bigint[],
  offset: bigint[],
  strides: bigint[],
  address: bigint,
) => number;

function wrap(module: H5Module): Hdf5 {
  const diagnostics = captureDiagnostics(module);
  const orThrow = <T>(call: () => T, failed: (result: T) => boolean): T => {
    diagnostics.clear();
    let result: T;
    try {
      result = call();
    } catch (cause) {
      throw new Error(diagnostics.reason() ?? String(cause), { cause });
    }
    if (failed(result)) throw new Error(diagnostics.reason() ?? "an error without a reason");
    return result;
  };
  const isNegative = (status: number): boolean => status < 0;

  const fileOf = (file: bigint): Hdf5File => {
    const transfer = (
      call: RowTransfer,
      path: string,
      firstRow: number,
      count: number[],
      { address }: Hdf5Memory,
    ): void => {
      const offset = count.map((_, i) => (i === 0 ? BigInt(firstRow) : 0n));
      const strides = count.map(() => 1n);
      orThrow(
        () => call(file, path, count.map(BigInt), offset, strides, BigInt(address)),
        isNegative,
      );
    };
    return {
      kindOf(path) {
        diagnostics.clear();
        const kind = module.get_type(file, path);
        // Where HDF5 fails, the answer looks like a group.
        const reason = diagnostics.reason();
        if (reason !== null) throw new Error(reason);
        if (kind < 0) return null;
        if (kind === module.H5G_GROUP) return "group";
        return kind === module.H5G_DATASET ? "dataset" : "other";
      },
      namesIn: (group) => module.get_names(file, group, false),
      dataset: (path) =>
        orThrow(
          () => module.get_dataset_metadata(file, path),
          (it) => !it,
        ),
      readRows(path, firstRow, rowCount, memory) {
        transfer(module.get_dataset_data, path, firstRow, [rowCount], memory);
        return memory.view();
      },
      writeRows: (path, firstRow, rowCount, memory, ...columns) =>
        transfer(module.set_dataset_data, path, firstRow, [rowCount, ...columns], memory),
      resize: (path, ...shape) =>
        void orThrow(() => module.resize_dataset(file, path, shape.map(BigInt)), isNegative),
      close: () => void orThrow(() => module.close_file(file), isNegative),
    };
  };

  return {
    open: (path, mode) =>
      fileOf(
        orThrow(
          () => module.open(path, mode === "read" ? 0 : 1, false, -1, -1),
          (file) => file < 0n,
        ),
      ),
    allocate(byteLength) {
      const address = module._malloc(byteLength);
      if (address === 0) throw new Error(`no memory for ${byteLength} bytes`);
      return {
        address,
        byteLength,
        view: () => module.HEAPU8.subarray(address, address + byteLength),
        free: () => module._free(address),
      };
    },
  };
}

/**
 * Takes over the library's standard error, where HDF5 prints an error stack of 30 lines. h5wasm's
 * own handler that throws instead would leave files open, because it unwinds past their closing.
 */
function captureDiagnostics(module: H5Module): { clear(): void; reason(): string | null } {
  let text = "";
  const decoder = new TextDecoder();
  const stream = module.FS.getStream(2);
  if (stream) {
    const regularFile = 0o100000;
    stream.node = { mode: regularFile };
    stream.stream_ops = {
      write(_: unknown, bytes: Uint8Array, offset: number, length: number): number {
        text += decoder.decode(bytes.slice(offset, offset + length));
        return length;
      },
    };
  }
  return {
    clear() {
      text = "";
    },
    /**
     * The innermost entry of the error stack: what went wrong first. The search for plug-ins
     * (H5PL…), which follows a missing filter, is ignored.
     */
    reason() {
      const entries = [...text.matchAll(/^ +#\d+:.* in (\w+)\(\): (.*)$/gm)];
      const own = entries.filter(([, place]) => !place!.startsWith("H5PL"));
      return own.at(-1)?.[2] ?? null;
    },
  };
}
