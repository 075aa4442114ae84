import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { decodeNpz, encodeNpz, type NpyArray } from "../../src/store/arrays/npz.js";

/** What numpy 2's `np.save` writes for these arrays. */
const savedByNumpy: [string, NpyArray, string][] = [
  [
    "float32 with a NaN",
    { data: Float32Array.of(1.5, Number.NaN, -2, 0, 3e-9, 7), shape: [2, 3] },
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AADAfwAAAMAAAAAAjyhOMQAA4EA=",
  ],
  [
    "int16 at its ends",
    { data: Int16Array.of(-32_768, 0, 32_767), shape: [3] },
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGkyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAgAAA/38=",
  ],
  [
    "float64 without values",
    { data: new Float64Array(0), shape: [2, 0, 1] },
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDAsIDEpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo=",
  ],
  [
    "uint32",
    { data: Uint32Array.of(4_294_967_295), shape: [1] },
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPHU0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr/////",
  ],
];

test.each(savedByNumpy)("an array of %s has the bytes that numpy writes", (_, array, base64) => {
  const npy = unzipSync(encodeNpz({ array }))["array.npy"]!;
  expect(Buffer.from(npy).toString("base64")).toBe(base64);
  expect(decodeNpz(encodeNpz({ array }), "here")).toEqual({ array });
});

test("a file of numpy's savez_compressed is read", () => {
  // np.savez_compressed(…, a=np.array([1.5, nan], "<f4"), b=np.array([[-1], [2]], "<i2"))
  const bytes = Buffer.from(
    "UEsDBC0AAAAIAAAAIQCFOm+V//////////8FABQAYS5ucHkBABAAiAAAAAAAAABLAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAC4GhgP2QFwPAFBLAwQtAAAACAAAACEASSLmcv//////////BQAUAGIubnB5AQAQAIQAAAAAAAAASgAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mkrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOgqGmjoKtQpkA67//5kYAFBLAQItAy0AAAAIAAAAIQCFOm+VSwAAAIgAAAAFAAAAAAAAAAAAAACAAQAAAABhLm5weVBLAQItAy0AAAAIAAAAIQBJIuZySgAAAIQAAAAFAAAAAAAAAAAAAACAAYIAAABiLm5weVBLBQYAAAAAAgACAGYAAAADAQAAAAA=",
    "base64",
  );
  expect(decodeNpz(bytes, "here")).toEqual({
    a: { data: Float32Array.of(1.5, Number.NaN), shape: [2] },
    b: { data: Int16Array.of(-1, 2), shape: [2, 1] },
  });
});

test("a type that is not kept here, another order and damage are refused", () => {
  // np.savez_compressed(…, a=np.ones(2, "<i8"))
  const int64 =
    "UEsDBC0AAAAIAAAAIQDv+5Nn//////////8FABQAYS5ucHkBABAAkAAAAAAAAABJAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAC5GBgiA0QBQSwECLQMtAAAACAAAACEA7/uTZ0kAAACQAAAABQAAAAAAAAAAAAAAgAEAAAAAYS5ucHlQSwUGAAAAAAEAAQAzAAAAgAAAAAAA";
  // np.savez(…, a=np.asfortranarray(np.ones((2, 2))))
  const fortran =
    "UEsDBC0AAAAAAAAAIQAkLmx9//////////8FABQAYS5ucHkBABAAoAAAAAAAAACgAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVyJzogVHJ1ZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA8D8AAAAAAADwPwAAAAAAAPA/AAAAAAAA8D9QSwECLQMtAAAAAAAAACEAJC5sfaAAAACgAAAABQAAAAAAAAAAAAAAgAEAAAAAYS5ucHlQSwUGAAAAAAEAAQAzAAAA1wAAAAAA";
  expect(() => decodeNpz(Buffer.from(int64, "base64"), "here")).toThrow(
    "Cannot read stored arrays (here): expected an NPZ file, got an array of type <i8",
  );
  expect(() => decodeNpz(Buffer.from(fortran, "base64"), "here")).toThrow("another order");
  expect(() => decodeNpz(Buffer.from("PK no zip"), "here")).toThrow("Cannot read stored arrays");
});

test("values that do not fill the shape are refused", () => {
  expect(() => encodeNpz({ a: { data: Float64Array.of(1, 2, 3), shape: [2, 2] } })).toThrow(
    "3 values do not fill the shape (2, 2)",
  );
});

test("equal arrays give equal bytes at any time", () => {
  const arrays = { a: { data: Float64Array.of(1, 2), shape: [2] } };
  expect(encodeNpz(arrays)).toEqual(encodeNpz(arrays));
});
