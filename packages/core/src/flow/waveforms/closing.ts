/**
 * What lets `using file = await openWaveforms(…)` close the file where the block ends. Only where
 * TypeScript's library knows the symbol: declarations that name it would not be read elsewhere.
 */
export type ClosedByUsing = SymbolConstructor extends { readonly dispose: infer Dispose }
  ? { readonly [method in Extract<Dispose, symbol>]: () => void }
  : object;
