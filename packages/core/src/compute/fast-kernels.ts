/** The SIMD kernels (kernels/*.ts, compiled and embedded) on a memory shared by all threads. */
import { kernelWasmBase64 } from "./kernel-wasm.js";

/** A compiled module; opaque, and can be posted to a worker. */
export type KernelModule = object & { readonly __kernelModule?: never };

/** A memory that all threads see; can be posted to a worker. */
export interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
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
    factors: number,
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
    count: number,
    wanted: number,
    wantedCount: number,
    compression: number,
    scratch: number,
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

let compiled: KernelModule | undefined;

/** The compiled kernels, once a process. */
export function kernelModule(): KernelModule {
  compiled ??= new wasm.Module(Buffer.from(kernelWasmBase64, "base64"));
  return compiled;
}

/**
 * A zeroed memory. It takes up address space at once and room only where it is written.
 * @param bytes at most 4 GiB
 * @throws RangeError where there is none left
 */
export function kernelMemory(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / pageBytes);
  return new wasm.Memory({ initial: pages, maximum: pages, shared: true });
}

/** The kernels on a memory, for one thread: each thread makes its own. */
export function kernelsOn(module: KernelModule, memory: KernelMemory): Kernels {
  return new wasm.Instance(module, { env: { memory } }).exports;
}
