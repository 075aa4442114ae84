/** The SIMD kernels (kernels/*.ts, compiled and embedded) on a memory shared by all threads. */
import { LightDqmError } from "../../errors.js";
import { kernelWasmBase64 } from "./kernel-wasm.js";

/** A compiled module; opaque, and can be posted to a worker. */
export type KernelModule = object & { readonly __kernelModule?: never };

/** A memory that all threads see; can be posted to a worker. */
export interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** The kernels; addresses are bytes into the memory. What they do is written beside their source. */
export interface Kernels {
  waveformPass(
    addresses: number,
    count: number,
    sampleCount: number,
    baselineCount: number,
    records: number,
  ): void;
  powerOfFour(
    addresses: number,
    plan: number,
    unpacking: number,
    work: number,
    column: number,
    rowBytes: number,
    firstBin: number,
    endBin: number,
  ): void;
  rowQuantiles(
    rows: number,
    rowCount: number,
    rowBytes: number,
    wanted: number,
    wantedCount: number,
    compression: number,
    scratch: number,
    factors: number,
    out: number,
    outRowBytes: number,
  ): void;
}

/** What this module uses of WebAssembly; the library's declarations come with the DOM only. */
interface WebAssemblyGlobal {
  Module: new (bytes: Uint8Array) => KernelModule;
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => KernelMemory;
  Instance: new (
    module: KernelModule,
    imports: { env: { memory: KernelMemory } },
  ) => { exports: Kernels };
}
const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyGlobal };

/** Bytes of a page of memory. */
const pageBytes = 65536;
const mostPages = 65536;

let compiled: KernelModule | undefined;

/** The compiled kernels, once per process. */
export function kernelModule(): KernelModule {
  compiled ??= new wasm.Module(Buffer.from(kernelWasmBase64, "base64"));
  return compiled;
}

/** The memory of the last computation, for the next one, unless it was collected meanwhile. */
let spare: WeakRef<KernelMemory> | undefined;

/**
 * A memory for one computation. It holds what the last one left there, and takes up room only
 * where it is written.
 * @param bytes at most 4 GiB
 * @throws LightDqmError `compute` where there is not enough
 */
export function borrowMemory(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / pageBytes);
  const memory = spare?.deref();
  spare = undefined;
  try {
    if (!memory) return new wasm.Memory({ initial: pages, maximum: mostPages, shared: true });
    const missing = pages - memory.buffer.byteLength / pageBytes;
    if (missing > 0) memory.grow(missing);
    return memory;
  } catch (cause) {
    throw new LightDqmError(
      "compute",
      {
        what: "the computation does not fit in memory",
        expected: "at most 4096 MiB, and fewer events where there is less",
        got: `${Math.ceil(bytes / 2 ** 20)} MiB`,
      },
      { cause },
    );
  }
}

/** Gives a memory back that nothing uses any more. */
export function returnMemory(memory: KernelMemory): void {
  spare = new WeakRef(memory);
}

/** The kernels on a memory, for one thread: each thread makes its own. */
export function kernelsOn(module: KernelModule, memory: KernelMemory): Kernels {
  return new wasm.Instance(module, { env: { memory } }).exports;
}
