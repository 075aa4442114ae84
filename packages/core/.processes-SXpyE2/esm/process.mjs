var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// packages/core/src/store/store.ts
import { dirname as dirname3 } from "node:path";

// packages/core/src/errors.ts
var LightDqmError = class extends Error {
  code;
  parts;
  constructor(code, parts2, options) {
    super(errorLine(parts2), options);
    this.name = "LightDqmError";
    this.code = code;
    this.parts = parts2;
  }
};
function errorLine({ what: what2, where, expected, got }) {
  const details = [expected && `expected ${expected}`, got && `got ${got}`].filter(Boolean);
  const place = where ? ` (${where})` : "";
  const line = `${what2}${place}${details.length > 0 ? `: ${details.join(", ")}` : ""}`;
  return line.replace(/\s*\n\s*/g, " ");
}
function isLightDqmError(error) {
  return error instanceof Error && error.name === "LightDqmError" && "code" in error;
}
function asLightDqmError(cause, code, parts2) {
  return isLightDqmError(cause) ? cause : new LightDqmError(code, { ...parts2, got: String(cause) }, { cause });
}
function interruptedError() {
  return new LightDqmError("interrupted", { what: "Interrupted" });
}
function throwIfInterrupted(signal) {
  if (signal?.aborted) throw interruptedError();
}

// packages/core/src/files/output-files.ts
import { randomBytes } from "node:crypto";
import { access, constants, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
async function ensureWritableDirectory(directory) {
  try {
    await makeDirectory(directory);
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new LightDqmError(
      "output",
      {
        what: "Cannot write to the output directory",
        where: directory,
        expected: "a directory that can be created or written to",
        got: systemReason(cause)
      },
      { cause }
    );
  }
}
async function makeDirectory(directory) {
  try {
    await mkdir(directory);
  } catch (cause) {
    const { code } = cause;
    const parent = dirname(directory);
    if (await isDirectory(directory)) return;
    if (code !== "ENOENT" || parent === directory || await isDirectory(parent)) throw cause;
    await makeDirectory(parent);
    await makeDirectory(directory);
  }
}
var isDirectory = (path) => stat(path).then(
  (found) => found.isDirectory(),
  () => false
);
async function writeOutputFiles(files2, signal) {
  const suffix = `.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  const staged = files2.map(({ path }) => join(dirname(path), `.${basename(path)}${suffix}`));
  let at = "";
  try {
    for (const [i2, file] of files2.entries()) {
      at = file.path;
      await writeSynced(staged[i2], file.bytes);
      throwIfInterrupted(signal);
    }
    for (const [i2, file] of files2.entries()) {
      at = file.path;
      await rename(staged[i2], file.path);
    }
  } catch (cause) {
    await Promise.all(staged.map((path) => rm(path, { force: true })));
    if (cause instanceof LightDqmError) throw cause;
    throw new LightDqmError(
      "output",
      { what: "Cannot write an output file", where: at, got: systemReason(cause) },
      { cause }
    );
  }
}
async function writeSynced(path, bytes) {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
var reasons = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "a read-only file system",
  ENOSPC: "no space left on the device",
  EDQUOT: "no quota left",
  ENOTDIR: "a path through a file",
  EEXIST: "a file with that name",
  EISDIR: "a directory with that name",
  ENOENT: "a parent that does not allow directories"
};
function systemReason(cause) {
  const code = cause.code ?? "";
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

// packages/core/src/flow/file-name.ts
function fileStem(name) {
  const base = name.split(/[/\\]/).at(-1);
  return base.replace(/(\.flow)?\.(hdf5|h5)$/i, "");
}
function compareNatural(a, b) {
  const partsOfA = a.match(/\d+|\D+/g) ?? [];
  const partsOfB = b.match(/\d+|\D+/g) ?? [];
  for (let i2 = 0; i2 < Math.min(partsOfA.length, partsOfB.length); i2++) {
    const order = comparePart(partsOfA[i2], partsOfB[i2]);
    if (order !== 0) return order;
  }
  return partsOfA.length - partsOfB.length || compareText(a, b);
}
function comparePart(a, b) {
  if (!isDigits(a) || !isDigits(b)) return compareText(a, b);
  const digitsOfA = a.replace(/^0+/, "");
  const digitsOfB = b.replace(/^0+/, "");
  return digitsOfA.length - digitsOfB.length || compareText(digitsOfA, digitsOfB);
}
var compareText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var isDigits = (part) => /^\d+$/.test(part);

// packages/core/src/store/address.ts
import { existsSync } from "node:fs";
import { basename as basename5, join as join5 } from "node:path";

// node_modules/hyparquet/src/constants.js
var ParquetTypes = [
  "BOOLEAN",
  "INT32",
  "INT64",
  "INT96",
  // deprecated
  "FLOAT",
  "DOUBLE",
  "BYTE_ARRAY",
  "FIXED_LEN_BYTE_ARRAY"
];
var Encodings = [
  "PLAIN",
  "GROUP_VAR_INT",
  // deprecated
  "PLAIN_DICTIONARY",
  "RLE",
  "BIT_PACKED",
  // deprecated
  "DELTA_BINARY_PACKED",
  "DELTA_LENGTH_BYTE_ARRAY",
  "DELTA_BYTE_ARRAY",
  "RLE_DICTIONARY",
  "BYTE_STREAM_SPLIT"
];
var FieldRepetitionTypes = [
  "REQUIRED",
  "OPTIONAL",
  "REPEATED"
];
var ConvertedTypes = [
  "UTF8",
  "MAP",
  "MAP_KEY_VALUE",
  "LIST",
  "ENUM",
  "DECIMAL",
  "DATE",
  "TIME_MILLIS",
  "TIME_MICROS",
  "TIMESTAMP_MILLIS",
  "TIMESTAMP_MICROS",
  "UINT_8",
  "UINT_16",
  "UINT_32",
  "UINT_64",
  "INT_8",
  "INT_16",
  "INT_32",
  "INT_64",
  "JSON",
  "BSON",
  "INTERVAL"
];
var CompressionCodecs = [
  "UNCOMPRESSED",
  "SNAPPY",
  "GZIP",
  "LZO",
  "BROTLI",
  "LZ4",
  "ZSTD",
  "LZ4_RAW"
];
var PageTypes = [
  "DATA_PAGE",
  "INDEX_PAGE",
  "DICTIONARY_PAGE",
  "DATA_PAGE_V2"
];
var BoundaryOrders = [
  "UNORDERED",
  "ASCENDING",
  "DESCENDING"
];
var EdgeInterpolationAlgorithms = [
  "SPHERICAL",
  "VINCENTY",
  "THOMAS",
  "ANDOYER",
  "KARNEY"
];

// node_modules/hyparquet/src/wkb.js
function wkbToGeojson(reader) {
  const flags2 = getFlags(reader);
  if (flags2.type === 1) {
    return { type: "Point", coordinates: readPosition(reader, flags2) };
  } else if (flags2.type === 2) {
    return { type: "LineString", coordinates: readLine(reader, flags2) };
  } else if (flags2.type === 3) {
    return { type: "Polygon", coordinates: readPolygon(reader, flags2) };
  } else if (flags2.type === 4) {
    const points = [];
    for (let i2 = 0; i2 < flags2.count; i2++) {
      points.push(readPosition(reader, getFlags(reader)));
    }
    return { type: "MultiPoint", coordinates: points };
  } else if (flags2.type === 5) {
    const lines2 = [];
    for (let i2 = 0; i2 < flags2.count; i2++) {
      lines2.push(readLine(reader, getFlags(reader)));
    }
    return { type: "MultiLineString", coordinates: lines2 };
  } else if (flags2.type === 6) {
    const polygons = [];
    for (let i2 = 0; i2 < flags2.count; i2++) {
      polygons.push(readPolygon(reader, getFlags(reader)));
    }
    return { type: "MultiPolygon", coordinates: polygons };
  } else if (flags2.type === 7) {
    const geometries = [];
    for (let i2 = 0; i2 < flags2.count; i2++) {
      geometries.push(wkbToGeojson(reader));
    }
    return { type: "GeometryCollection", geometries };
  } else {
    throw new Error(`Unsupported geometry type: ${flags2.type}`);
  }
}
function getFlags(reader) {
  const { view } = reader;
  const littleEndian = view.getUint8(reader.offset++) === 1;
  const rawType = view.getUint32(reader.offset, littleEndian);
  reader.offset += 4;
  const type = rawType % 1e3;
  const flags2 = Math.floor(rawType / 1e3);
  let count2 = 0;
  if (type > 1 && type <= 7) {
    count2 = view.getUint32(reader.offset, littleEndian);
    reader.offset += 4;
  }
  let dim = 2;
  if (flags2) dim++;
  if (flags2 === 3) dim++;
  return { littleEndian, type, dim, count: count2 };
}
function readPosition(reader, flags2) {
  const points = [];
  for (let i2 = 0; i2 < flags2.dim; i2++) {
    const coord = reader.view.getFloat64(reader.offset, flags2.littleEndian);
    reader.offset += 8;
    points.push(coord);
  }
  return points;
}
function readLine(reader, flags2) {
  const points = [];
  for (let i2 = 0; i2 < flags2.count; i2++) {
    points.push(readPosition(reader, flags2));
  }
  return points;
}
function readPolygon(reader, flags2) {
  const { view } = reader;
  const rings = [];
  for (let r = 0; r < flags2.count; r++) {
    const count2 = view.getUint32(reader.offset, flags2.littleEndian);
    reader.offset += 4;
    rings.push(readLine(reader, { ...flags2, count: count2 }));
  }
  return rings;
}

// node_modules/hyparquet/src/convert.js
var decoder = new TextDecoder();
var DEFAULT_PARSERS = {
  timestampFromMilliseconds(millis) {
    return new Date(Number(millis));
  },
  timestampFromMicroseconds(micros) {
    return new Date(Number(micros / 1000n));
  },
  timestampFromNanoseconds(nanos) {
    return new Date(Number(nanos / 1000000n));
  },
  dateFromDays(days) {
    return new Date(days * 864e5);
  },
  stringFromBytes(bytes) {
    return bytes && decoder.decode(bytes);
  },
  jsonFromBytes(bytes) {
    return bytes && JSON.parse(decoder.decode(bytes));
  },
  geometryFromBytes(bytes) {
    return bytes && wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 });
  },
  geographyFromBytes(bytes) {
    return bytes && wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 });
  },
  uuidFromBytes(bytes) {
    if (!bytes) return void 0;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    return hex.slice(0, 8) + "-" + hex.slice(8, 12) + "-" + hex.slice(12, 16) + "-" + hex.slice(16, 20) + "-" + hex.slice(20, 32);
  }
};
function convertWithDictionary(data, dictionary, encoding, columnDecoder) {
  if (dictionary && encoding.endsWith("_DICTIONARY")) {
    let output = data;
    if (data instanceof Uint8Array && !(dictionary instanceof Uint8Array)) {
      output = new dictionary.constructor(data.length);
    }
    for (let i2 = 0; i2 < data.length; i2++) {
      output[i2] = dictionary[data[i2]];
    }
    return output;
  } else {
    return convert(data, columnDecoder);
  }
}
function convert(data, columnDecoder) {
  const { element, parsers, utf8 = true, schemaPath } = columnDecoder;
  const { type, converted_type: ctype, logical_type: ltype } = element;
  const nullable = element.repetition_type !== "REQUIRED";
  const isVariant = schemaPath?.some((s) => s.element.logical_type?.type === "VARIANT");
  if (isVariant && type === "BYTE_ARRAY" && ctype !== "UTF8" && ltype?.type !== "STRING") {
    return data;
  }
  if (ctype === "DECIMAL") {
    const scale = element.scale || 0;
    const factor = 10 ** -scale;
    const arr = new Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) {
      if (data[i2] instanceof Uint8Array) {
        arr[i2] = parseDecimal(data[i2]) * factor;
      } else {
        arr[i2] = Number(data[i2]) * factor;
      }
    }
    return arr;
  }
  if (!ctype && type === "INT96") {
    return Array.from(data).map((v) => parsers.timestampFromNanoseconds(parseInt96Nanos(v)));
  }
  if (ctype === "DATE") {
    return Array.from(data).map((v) => parsers.dateFromDays(v));
  }
  if (ctype === "TIMESTAMP_MILLIS") {
    return Array.from(data).map((v) => parsers.timestampFromMilliseconds(v));
  }
  if (ctype === "TIMESTAMP_MICROS") {
    return Array.from(data).map((v) => parsers.timestampFromMicroseconds(v));
  }
  if (ctype === "JSON") {
    return data.map((v) => parsers.jsonFromBytes(v));
  }
  if (ctype === "BSON") {
    throw new Error("parquet bson not supported");
  }
  if (ctype === "INTERVAL") {
    throw new Error("parquet interval not supported");
  }
  if (ltype?.type === "GEOMETRY") {
    return data.map((v) => parsers.geometryFromBytes(v));
  }
  if (ltype?.type === "GEOGRAPHY") {
    return data.map((v) => parsers.geographyFromBytes(v));
  }
  if (ltype?.type === "UUID") {
    return data.map((v) => parsers.uuidFromBytes(v));
  }
  if (ctype === "UTF8" || ltype?.type === "STRING" || utf8 && type === "BYTE_ARRAY") {
    return data.map((v) => parsers.stringFromBytes(v));
  }
  if (ctype === "UINT_64" || ltype?.type === "INTEGER" && ltype.bitWidth === 64 && !ltype.isSigned) {
    if (data instanceof BigInt64Array) return new BigUint64Array(data.buffer, data.byteOffset, data.length);
    const arr = nullable ? new Array(data.length) : new BigUint64Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) arr[i2] = data[i2];
    return arr;
  }
  if (ctype === "UINT_32" || ltype?.type === "INTEGER" && ltype.bitWidth === 32 && !ltype.isSigned) {
    if (data instanceof Int32Array) return new Uint32Array(data.buffer, data.byteOffset, data.length);
    const arr = nullable ? new Array(data.length) : new Uint32Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) {
      arr[i2] = data[i2] < 0 ? 4294967296 + data[i2] : data[i2];
    }
    return arr;
  }
  if (ltype?.type === "FLOAT16") {
    return Array.from(data).map(parseFloat16);
  }
  if (ltype?.type === "TIMESTAMP") {
    const { unit } = ltype;
    let parser = parsers.timestampFromMilliseconds;
    if (unit === "MICROS") parser = parsers.timestampFromMicroseconds;
    if (unit === "NANOS") parser = parsers.timestampFromNanoseconds;
    const arr = new Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) {
      arr[i2] = parser(data[i2]);
    }
    return arr;
  }
  return data;
}
function parseDecimal(bytes) {
  if (!bytes.length) return 0;
  let value = 0n;
  for (const byte of bytes) {
    value = value * 256n + BigInt(byte);
  }
  const bits = bytes.length * 8;
  if (value >= 2n ** BigInt(bits - 1)) {
    value -= 2n ** BigInt(bits);
  }
  return Number(value);
}
function parseInt96Nanos(value) {
  const days = (value >> 64n) - 2440588n;
  const nano = value & 0xffffffffffffffffn;
  return days * 86400000000000n + nano;
}
function parseFloat16(bytes) {
  if (!bytes) return void 0;
  const int16 = bytes[1] << 8 | bytes[0];
  const sign = int16 >> 15 ? -1 : 1;
  const exp = int16 >> 10 & 31;
  const frac = int16 & 1023;
  if (exp === 0) return sign * 2 ** -14 * (frac / 1024);
  if (exp === 31) return frac ? NaN : sign * Infinity;
  return sign * 2 ** (exp - 15) * (1 + frac / 1024);
}

// node_modules/hyparquet/src/schema.js
function schemaTree(schema, rootIndex, path) {
  const element = schema[rootIndex];
  const children = [];
  let count2 = 1;
  if (element.num_children) {
    while (children.length < element.num_children) {
      const childElement = schema[rootIndex + count2];
      const child = schemaTree(schema, rootIndex + count2, [...path, childElement.name]);
      count2 += child.count;
      children.push(child);
    }
  }
  return { count: count2, element, children, path };
}
function getSchemaPath(schema, name) {
  return getTreePath(schemaTree(schema, 0, []), name);
}
function getTreePath(tree, name) {
  const path = [tree];
  for (const part of name) {
    const child = tree.children.find((child2) => child2.element.name === part);
    if (!child) throw new Error(`parquet schema element not found: ${name}`);
    path.push(child);
    tree = child;
  }
  return path;
}
function getPhysicalColumns(schemaTree2) {
  const columns = [];
  function traverse(node) {
    if (node.children.length) {
      for (const child of node.children) {
        traverse(child);
      }
    } else {
      columns.push(node.path.join("."));
    }
  }
  traverse(schemaTree2);
  return columns;
}
function getMaxRepetitionLevel(schemaPath) {
  let maxLevel = 0;
  for (const { element } of schemaPath) {
    if (element.repetition_type === "REPEATED") {
      maxLevel++;
    }
  }
  return maxLevel;
}
function getMaxDefinitionLevel(schemaPath) {
  let maxLevel = 0;
  for (const { element } of schemaPath.slice(1)) {
    if (element.repetition_type !== "REQUIRED") {
      maxLevel++;
    }
  }
  return maxLevel;
}
function isListLike(schema) {
  if (!schema) return false;
  if (schema.element.converted_type !== "LIST") return false;
  if (schema.children.length > 1) return false;
  const firstChild = schema.children[0];
  if (firstChild.children.length > 1) return false;
  if (firstChild.element.repetition_type !== "REPEATED") return false;
  return true;
}
function isMapLike(schema) {
  if (!schema) return false;
  if (schema.element.converted_type !== "MAP") return false;
  if (schema.children.length > 1) return false;
  const firstChild = schema.children[0];
  if (firstChild.children.length !== 2) return false;
  if (firstChild.element.repetition_type !== "REPEATED") return false;
  const keyChild = firstChild.children.find((child) => child.element.name === "key");
  if (keyChild?.element.repetition_type === "REPEATED") return false;
  const valueChild = firstChild.children.find((child) => child.element.name === "value");
  if (valueChild?.element.repetition_type === "REPEATED") return false;
  return true;
}
function isFlatColumn(schemaPath) {
  if (schemaPath.length !== 2) return false;
  const [, column] = schemaPath;
  if (column.element.repetition_type === "REPEATED") return false;
  if (column.children.length) return false;
  return true;
}

// node_modules/hyparquet/src/thrift.js
var STOP = 0;
var TRUE = 1;
var FALSE = 2;
var BYTE = 3;
var I16 = 4;
var I32 = 5;
var I64 = 6;
var DOUBLE = 7;
var BINARY = 8;
var LIST = 9;
var STRUCT = 12;
function deserializeTCompactProtocol(reader) {
  const value = {};
  let fid = 0;
  while (true) {
    if (reader.offset >= reader.view.byteLength) throw new Error("thrift struct ended without STOP");
    const byte = reader.view.getUint8(reader.offset++);
    const type = byte & 15;
    if (type === STOP) break;
    const delta = byte >> 4;
    fid = delta ? fid + delta : readZigZag(reader);
    value[`field_${fid}`] = readElement(reader, type);
  }
  return value;
}
function readElement(reader, type) {
  switch (type) {
    case TRUE:
      return true;
    case FALSE:
      return false;
    case BYTE:
      return reader.view.getInt8(reader.offset++);
    case I16:
    case I32:
      return readZigZag(reader);
    case I64:
      return readZigZagBigInt(reader);
    case DOUBLE: {
      const value = reader.view.getFloat64(reader.offset, true);
      reader.offset += 8;
      return value;
    }
    case BINARY: {
      const stringLength = readVarInt(reader);
      if (reader.offset + stringLength > reader.view.byteLength) {
        throw new Error(`thrift binary length ${stringLength} exceeds remaining ${reader.view.byteLength - reader.offset} bytes`);
      }
      const strBytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, stringLength);
      reader.offset += stringLength;
      return strBytes;
    }
    case LIST: {
      const byte = reader.view.getUint8(reader.offset++);
      const elemType = byte & 15;
      let listSize = byte >> 4;
      if (listSize === 15) {
        listSize = readVarInt(reader);
      }
      const boolType = elemType === TRUE || elemType === FALSE;
      const values = new Array(listSize);
      for (let i2 = 0; i2 < listSize; i2++) {
        values[i2] = boolType ? readElement(reader, BYTE) === 1 : readElement(reader, elemType);
      }
      return values;
    }
    case STRUCT:
      return deserializeTCompactProtocol(reader);
    default:
      throw new Error(`thrift unhandled type: ${type}`);
  }
}
function readVarInt(reader) {
  let result = 0;
  let shift = 0;
  while (true) {
    const byte = reader.view.getUint8(reader.offset++);
    result |= (byte & 127) << shift;
    if (!(byte & 128)) {
      return result;
    }
    shift += 7;
  }
}
function readVarBigInt(reader) {
  let result = 0n;
  let shift = 0n;
  while (true) {
    const byte = reader.view.getUint8(reader.offset++);
    result |= BigInt(byte & 127) << shift;
    if (!(byte & 128)) {
      return result;
    }
    shift += 7n;
  }
}
function readZigZag(reader) {
  const zigzag = readVarInt(reader);
  return zigzag >>> 1 ^ -(zigzag & 1);
}
function readZigZagBigInt(reader) {
  const zigzag = readVarBigInt(reader);
  return zigzag >> 1n ^ -(zigzag & 1n);
}

// node_modules/hyparquet/src/geoparquet.js
function markGeoColumns(schema, key_value_metadata) {
  const columns = /* @__PURE__ */ new Map();
  const geo = key_value_metadata?.find(({ key }) => key === "geo")?.value;
  const decodedColumns = (geo && JSON.parse(geo)?.columns) ?? {};
  for (const [name, column] of Object.entries(decodedColumns)) {
    if (column.encoding !== "WKB") continue;
    const type = column.edges === "spherical" ? "GEOGRAPHY" : "GEOMETRY";
    const id = column.crs?.id ?? column.crs?.ids?.[0];
    const crs = id ? `${id.authority}:${id.code.toString()}` : void 0;
    columns.set(name, { type, crs });
  }
  for (let i2 = 1; i2 < schema.length; i2++) {
    const { logical_type, name, num_children, type } = schema[i2];
    if (num_children) {
      i2 += num_children;
      continue;
    }
    if (type === "BYTE_ARRAY" && !logical_type) {
      schema[i2].logical_type = columns.get(name);
    }
  }
}

// node_modules/hyparquet/src/metadata.js
var defaultInitialFetchSize = 1 << 19;
var decoder2 = new TextDecoder();
function decode(value) {
  return value && decoder2.decode(value);
}
async function parquetMetadataAsync(asyncBuffer, { parsers, initialFetchSize = defaultInitialFetchSize, geoparquet = true } = {}) {
  if (!asyncBuffer || !(asyncBuffer.byteLength >= 0)) throw new Error("parquet expected AsyncBuffer");
  const footerOffset = Math.max(0, asyncBuffer.byteLength - initialFetchSize);
  const footerBuffer = await asyncBuffer.slice(footerOffset, asyncBuffer.byteLength);
  const footerView = new DataView(footerBuffer);
  if (footerView.getUint32(footerBuffer.byteLength - 4, true) !== 827474256) {
    throw new Error("parquet file invalid (footer != PAR1)");
  }
  const metadataLength = footerView.getUint32(footerBuffer.byteLength - 8, true);
  if (metadataLength > asyncBuffer.byteLength - 8) {
    throw new Error(`parquet metadata length ${metadataLength} exceeds available buffer ${asyncBuffer.byteLength - 8}`);
  }
  if (metadataLength + 8 > initialFetchSize) {
    const metadataOffset = asyncBuffer.byteLength - metadataLength - 8;
    const metadataBuffer = await asyncBuffer.slice(metadataOffset, footerOffset);
    const combinedBuffer = new ArrayBuffer(metadataLength + 8);
    const combinedView = new Uint8Array(combinedBuffer);
    combinedView.set(new Uint8Array(metadataBuffer));
    combinedView.set(new Uint8Array(footerBuffer), footerOffset - metadataOffset);
    return parquetMetadata(combinedBuffer, { parsers, geoparquet });
  } else {
    return parquetMetadata(footerBuffer, { parsers, geoparquet });
  }
}
function parquetMetadata(arrayBuffer, { parsers, geoparquet = true } = {}) {
  let view;
  if (arrayBuffer instanceof ArrayBuffer) {
    view = new DataView(arrayBuffer);
  } else if (arrayBuffer instanceof Uint8Array) {
    view = new DataView(arrayBuffer.buffer, arrayBuffer.byteOffset, arrayBuffer.byteLength);
  } else {
    throw new Error("parquet expected ArrayBuffer or Uint8Array");
  }
  const allParsers = { ...DEFAULT_PARSERS, ...parsers };
  if (view.byteLength < 8) {
    throw new Error("parquet file is too short");
  }
  if (view.getUint32(view.byteLength - 4, true) !== 827474256) {
    throw new Error("parquet file invalid (footer != PAR1)");
  }
  const metadataLengthOffset = view.byteLength - 8;
  const metadataLength = view.getUint32(metadataLengthOffset, true);
  if (metadataLength > view.byteLength - 8) {
    throw new Error(`parquet metadata length ${metadataLength} exceeds available buffer ${view.byteLength - 8}`);
  }
  const metadataOffset = metadataLengthOffset - metadataLength;
  const reader = { view, offset: metadataOffset };
  const metadata = deserializeTCompactProtocol(reader);
  const version = metadata.field_1;
  const schema = metadata.field_2.map((field) => ({
    type: ParquetTypes[field.field_1],
    type_length: field.field_2,
    repetition_type: FieldRepetitionTypes[field.field_3],
    name: decode(field.field_4),
    num_children: field.field_5,
    converted_type: ConvertedTypes[field.field_6],
    scale: field.field_7,
    precision: field.field_8,
    field_id: field.field_9,
    logical_type: logicalType(field.field_10)
  }));
  const columnSchema = schema.filter((e) => e.type);
  const num_rows = metadata.field_3;
  const row_groups = metadata.field_4.map((rowGroup) => ({
    columns: rowGroup.field_1.map((column, columnIndex) => ({
      file_path: decode(column.field_1),
      file_offset: column.field_2,
      meta_data: column.field_3 && {
        type: ParquetTypes[column.field_3.field_1],
        encodings: column.field_3.field_2?.map((e) => Encodings[e]),
        path_in_schema: column.field_3.field_3.map(decode),
        codec: CompressionCodecs[column.field_3.field_4],
        num_values: column.field_3.field_5,
        total_uncompressed_size: column.field_3.field_6,
        total_compressed_size: column.field_3.field_7,
        key_value_metadata: column.field_3.field_8?.map((kv) => ({
          key: decode(kv.field_1),
          value: decode(kv.field_2)
        })),
        data_page_offset: column.field_3.field_9,
        index_page_offset: column.field_3.field_10,
        dictionary_page_offset: column.field_3.field_11,
        statistics: convertStats(column.field_3.field_12, columnSchema[columnIndex], allParsers),
        encoding_stats: column.field_3.field_13?.map((encodingStat) => ({
          page_type: PageTypes[encodingStat.field_1],
          encoding: Encodings[encodingStat.field_2],
          count: encodingStat.field_3
        })),
        bloom_filter_offset: column.field_3.field_14,
        bloom_filter_length: column.field_3.field_15,
        size_statistics: column.field_3.field_16 && {
          unencoded_byte_array_data_bytes: column.field_3.field_16.field_1,
          repetition_level_histogram: column.field_3.field_16.field_2,
          definition_level_histogram: column.field_3.field_16.field_3
        },
        geospatial_statistics: column.field_3.field_17 && {
          bbox: column.field_3.field_17.field_1 && {
            xmin: column.field_3.field_17.field_1.field_1,
            xmax: column.field_3.field_17.field_1.field_2,
            ymin: column.field_3.field_17.field_1.field_3,
            ymax: column.field_3.field_17.field_1.field_4,
            zmin: column.field_3.field_17.field_1.field_5,
            zmax: column.field_3.field_17.field_1.field_6,
            mmin: column.field_3.field_17.field_1.field_7,
            mmax: column.field_3.field_17.field_1.field_8
          },
          geospatial_types: column.field_3.field_17.field_2
        }
      },
      offset_index_offset: column.field_4,
      offset_index_length: column.field_5,
      column_index_offset: column.field_6,
      column_index_length: column.field_7,
      crypto_metadata: column.field_8,
      encrypted_column_metadata: column.field_9
    })),
    total_byte_size: rowGroup.field_2,
    num_rows: rowGroup.field_3,
    sorting_columns: rowGroup.field_4?.map((sortingColumn) => ({
      column_idx: sortingColumn.field_1,
      descending: sortingColumn.field_2,
      nulls_first: sortingColumn.field_3
    })),
    file_offset: rowGroup.field_5,
    total_compressed_size: rowGroup.field_6,
    ordinal: rowGroup.field_7
  }));
  const key_value_metadata = metadata.field_5?.map((kv) => ({
    key: decode(kv.field_1),
    value: decode(kv.field_2)
  }));
  const created_by = decode(metadata.field_6);
  if (geoparquet) {
    markGeoColumns(schema, key_value_metadata);
  }
  return {
    version,
    schema,
    num_rows,
    row_groups,
    key_value_metadata,
    created_by,
    metadata_length: metadataLength
  };
}
function parquetSchema({ schema }) {
  return getSchemaPath(schema, [])[0];
}
function logicalType(logicalType3) {
  if (logicalType3?.field_1) return { type: "STRING" };
  if (logicalType3?.field_2) return { type: "MAP" };
  if (logicalType3?.field_3) return { type: "LIST" };
  if (logicalType3?.field_4) return { type: "ENUM" };
  if (logicalType3?.field_5) return {
    type: "DECIMAL",
    scale: logicalType3.field_5.field_1,
    precision: logicalType3.field_5.field_2
  };
  if (logicalType3?.field_6) return { type: "DATE" };
  if (logicalType3?.field_7) return {
    type: "TIME",
    isAdjustedToUTC: logicalType3.field_7.field_1,
    unit: timeUnit(logicalType3.field_7.field_2)
  };
  if (logicalType3?.field_8) return {
    type: "TIMESTAMP",
    isAdjustedToUTC: logicalType3.field_8.field_1,
    unit: timeUnit(logicalType3.field_8.field_2)
  };
  if (logicalType3?.field_10) return {
    type: "INTEGER",
    bitWidth: logicalType3.field_10.field_1,
    isSigned: logicalType3.field_10.field_2
  };
  if (logicalType3?.field_11) return { type: "NULL" };
  if (logicalType3?.field_12) return { type: "JSON" };
  if (logicalType3?.field_13) return { type: "BSON" };
  if (logicalType3?.field_14) return { type: "UUID" };
  if (logicalType3?.field_15) return { type: "FLOAT16" };
  if (logicalType3?.field_16) return {
    type: "VARIANT",
    specification_version: logicalType3.field_16.field_1
  };
  if (logicalType3?.field_17) return {
    type: "GEOMETRY",
    crs: decode(logicalType3.field_17.field_1)
  };
  if (logicalType3?.field_18) return {
    type: "GEOGRAPHY",
    crs: decode(logicalType3.field_18.field_1),
    algorithm: EdgeInterpolationAlgorithms[logicalType3.field_18.field_2]
  };
  return logicalType3;
}
function timeUnit(unit) {
  if (unit.field_1) return "MILLIS";
  if (unit.field_2) return "MICROS";
  if (unit.field_3) return "NANOS";
  throw new Error("parquet time unit required");
}
function convertStats(stats, schema, parsers) {
  return stats && {
    max: convertMetadata(stats.field_1, schema, parsers),
    min: convertMetadata(stats.field_2, schema, parsers),
    null_count: stats.field_3,
    distinct_count: stats.field_4,
    max_value: convertMetadata(stats.field_5, schema, parsers),
    min_value: convertMetadata(stats.field_6, schema, parsers),
    is_max_value_exact: stats.field_7,
    is_min_value_exact: stats.field_8
  };
}
function convertMetadata(value, schema, parsers) {
  const { type, converted_type, logical_type } = schema;
  if (value === void 0) return value;
  if (type === "BOOLEAN") return value[0] === 1;
  if (type === "BYTE_ARRAY") return parsers.stringFromBytes(value);
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (type === "FLOAT" && view.byteLength === 4) return view.getFloat32(0, true);
  if (type === "DOUBLE" && view.byteLength === 8) return view.getFloat64(0, true);
  if (type === "INT32" && converted_type === "DECIMAL" && view.byteLength === 4) {
    return view.getInt32(0, true) * 10 ** -(schema.scale || 0);
  }
  if (type === "INT64" && converted_type === "DECIMAL" && view.byteLength === 8) {
    return Number(view.getBigInt64(0, true)) * 10 ** -(schema.scale || 0);
  }
  if (type === "INT32" && converted_type === "DATE") return parsers.dateFromDays(view.getInt32(0, true));
  if (type === "INT64" && converted_type === "TIMESTAMP_MILLIS") return parsers.timestampFromMilliseconds(view.getBigInt64(0, true));
  if (type === "INT64" && converted_type === "TIMESTAMP_MICROS") return parsers.timestampFromMicroseconds(view.getBigInt64(0, true));
  if (type === "INT64" && logical_type?.type === "TIMESTAMP" && logical_type?.unit === "NANOS") return parsers.timestampFromNanoseconds(view.getBigInt64(0, true));
  if (type === "INT64" && logical_type?.type === "TIMESTAMP" && logical_type?.unit === "MICROS") return parsers.timestampFromMicroseconds(view.getBigInt64(0, true));
  if (type === "INT64" && logical_type?.type === "TIMESTAMP") return parsers.timestampFromMilliseconds(view.getBigInt64(0, true));
  const unsigned = converted_type?.startsWith("UINT_") || logical_type?.type === "INTEGER" && !logical_type.isSigned;
  if (type === "INT32" && unsigned && view.byteLength === 4) return view.getUint32(0, true);
  if (type === "INT64" && unsigned && view.byteLength === 8) return view.getBigUint64(0, true);
  if (type === "INT32" && view.byteLength === 4) return view.getInt32(0, true);
  if (type === "INT64" && view.byteLength === 8) return view.getBigInt64(0, true);
  if (converted_type === "DECIMAL") return parseDecimal(value) * 10 ** -(schema.scale || 0);
  if (logical_type?.type === "FLOAT16") return parseFloat16(value);
  if (logical_type?.type === "UUID") return parsers.uuidFromBytes(value);
  if (type === "FIXED_LEN_BYTE_ARRAY") return value;
  return value;
}

// node_modules/hyparquet/src/indexes.js
function readColumnIndex(reader, schema, parsers = void 0) {
  const allParsers = { ...DEFAULT_PARSERS, ...parsers };
  const thrift = deserializeTCompactProtocol(reader);
  return {
    null_pages: thrift.field_1,
    min_values: thrift.field_2.map((m) => convertMetadata(m, schema, allParsers)),
    max_values: thrift.field_3.map((m) => convertMetadata(m, schema, allParsers)),
    boundary_order: BoundaryOrders[thrift.field_4],
    null_counts: thrift.field_5,
    repetition_level_histograms: thrift.field_6,
    definition_level_histograms: thrift.field_7
  };
}
function readOffsetIndex(reader) {
  const thrift = deserializeTCompactProtocol(reader);
  return {
    // @ts-ignore
    page_locations: thrift.field_1.map((loc) => ({
      offset: loc.field_1,
      compressed_page_size: loc.field_2,
      first_row_index: loc.field_3
    })),
    unencoded_byte_array_data_bytes: thrift.field_2
  };
}

// node_modules/hyparquet/src/xxhash.js
var MASK = 0xffffffffffffffffn;
var PRIME1 = 0x9e3779b185ebca87n;
var PRIME2 = 0xc2b2ae3d27d4eb4fn;
var PRIME3 = 0x165667b19e3779f9n;
var PRIME4 = 0x85ebca77c2b2ae63n;
var PRIME5 = 0x27d4eb2f165667c5n;
function rotl64(x2, r) {
  return (x2 << r | x2 >> 64n - r) & MASK;
}
function round(acc, val) {
  acc = acc + val * PRIME2 & MASK;
  acc = rotl64(acc, 31n);
  return acc * PRIME1 & MASK;
}
function mergeRound(acc, val) {
  acc ^= round(0n, val);
  return acc * PRIME1 + PRIME4 & MASK;
}
function xxhash64(input, seed = 0n) {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const len = input.byteLength;
  let offset = 0;
  let h64;
  if (len >= 32) {
    let v1 = seed + PRIME1 + PRIME2 & MASK;
    let v2 = seed + PRIME2 & MASK;
    let v3 = seed;
    let v4 = seed - PRIME1 & MASK;
    while (offset + 32 <= len) {
      v1 = round(v1, view.getBigUint64(offset, true));
      offset += 8;
      v2 = round(v2, view.getBigUint64(offset, true));
      offset += 8;
      v3 = round(v3, view.getBigUint64(offset, true));
      offset += 8;
      v4 = round(v4, view.getBigUint64(offset, true));
      offset += 8;
    }
    h64 = rotl64(v1, 1n) + rotl64(v2, 7n) + rotl64(v3, 12n) + rotl64(v4, 18n) & MASK;
    h64 = mergeRound(h64, v1);
    h64 = mergeRound(h64, v2);
    h64 = mergeRound(h64, v3);
    h64 = mergeRound(h64, v4);
  } else {
    h64 = seed + PRIME5 & MASK;
  }
  h64 = h64 + BigInt(len) & MASK;
  while (offset + 8 <= len) {
    h64 ^= round(0n, view.getBigUint64(offset, true));
    h64 = rotl64(h64, 27n) * PRIME1 + PRIME4 & MASK;
    offset += 8;
  }
  if (offset + 4 <= len) {
    h64 ^= BigInt(view.getUint32(offset, true)) * PRIME1 & MASK;
    h64 = rotl64(h64, 23n) * PRIME2 + PRIME3 & MASK;
    offset += 4;
  }
  while (offset < len) {
    h64 ^= BigInt(view.getUint8(offset)) * PRIME5 & MASK;
    h64 = rotl64(h64, 11n) * PRIME1 & MASK;
    offset += 1;
  }
  h64 ^= h64 >> 33n;
  h64 = h64 * PRIME2 & MASK;
  h64 ^= h64 >> 29n;
  h64 = h64 * PRIME3 & MASK;
  h64 ^= h64 >> 32n;
  return h64;
}

// node_modules/hyparquet/src/bloom.js
var textEncoder = new TextEncoder();
var SALT = new Uint32Array([
  1203114875,
  1150766481,
  2284105051,
  2729912477,
  1884591559,
  770785867,
  2667333959,
  1550580529
]);
function blockIndex(hash, numBlocks) {
  return Number((hash >> 32n) * BigInt(numBlocks) >> 32n);
}
function blockMask(hash) {
  const m = new Uint32Array(8);
  const low = Number(hash & 0xffffffffn) | 0;
  for (let i2 = 0; i2 < 8; i2++) {
    m[i2] = 1 << (Math.imul(low, SALT[i2]) >>> 27);
  }
  return m;
}
function sbbfContains(blocks, hash) {
  const offset = blockIndex(hash, blocks.length >> 3) << 3;
  const m = blockMask(hash);
  for (let i2 = 0; i2 < 8; i2++) {
    if ((blocks[offset + i2] & m[i2]) === 0) return false;
  }
  return true;
}
function readBloomFilter(reader) {
  const header = deserializeTCompactProtocol(reader);
  const numBytes = header.field_1;
  if (typeof numBytes !== "number" || numBytes <= 0 || numBytes % 32 !== 0) return void 0;
  if (!header.field_2?.field_1) return void 0;
  if (!header.field_3?.field_1) return void 0;
  if (!header.field_4?.field_1) return void 0;
  const { view, offset } = reader;
  if (offset + numBytes > view.byteLength) {
    throw new Error(`parquet bloom filter truncated: need ${numBytes} bytes, have ${view.byteLength - offset}`);
  }
  const blocks = new Uint32Array(numBytes >> 2);
  for (let i2 = 0; i2 < blocks.length; i2++) {
    blocks[i2] = view.getUint32(offset + i2 * 4, true);
  }
  reader.offset = offset + numBytes;
  return { numBytes, blocks };
}
function hashParquetValue(value, element) {
  if (value === null || value === void 0) return void 0;
  const { type, converted_type, logical_type } = element;
  if (type === "BOOLEAN") {
    if (typeof value !== "boolean") return void 0;
    return xxhash64(new Uint8Array([value ? 1 : 0]));
  }
  if (type === "FLOAT") {
    if (typeof value !== "number") return void 0;
    const buf = new ArrayBuffer(4);
    new DataView(buf).setFloat32(0, value, true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "DOUBLE") {
    if (typeof value !== "number") return void 0;
    const buf = new ArrayBuffer(8);
    new DataView(buf).setFloat64(0, value, true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "INT32") {
    if (converted_type === "DATE" || converted_type === "DECIMAL" || converted_type === "TIME_MILLIS") return void 0;
    if (logical_type?.type === "DATE" || logical_type?.type === "TIME" || logical_type?.type === "DECIMAL") return void 0;
    if (typeof value !== "number" || !Number.isInteger(value)) return void 0;
    const buf = new ArrayBuffer(4);
    new DataView(buf).setInt32(0, value | 0, true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "INT64") {
    if (converted_type === "TIMESTAMP_MILLIS" || converted_type === "TIMESTAMP_MICROS") return void 0;
    if (converted_type === "TIME_MICROS" || converted_type === "DECIMAL") return void 0;
    if (logical_type?.type === "TIMESTAMP" || logical_type?.type === "TIME" || logical_type?.type === "DECIMAL") return void 0;
    let bigValue;
    if (typeof value === "bigint") bigValue = value;
    else if (typeof value === "number" && Number.isSafeInteger(value)) bigValue = BigInt(value);
    else return void 0;
    const buf = new ArrayBuffer(8);
    new DataView(buf).setBigUint64(0, BigInt.asUintN(64, bigValue), true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "BYTE_ARRAY") {
    if (converted_type === "JSON" || converted_type === "BSON" || converted_type === "DECIMAL") return void 0;
    if (logical_type?.type === "JSON" || logical_type?.type === "BSON" || logical_type?.type === "VARIANT") return void 0;
    if (logical_type?.type === "GEOMETRY" || logical_type?.type === "GEOGRAPHY") return void 0;
    if (typeof value === "string") return xxhash64(textEncoder.encode(value));
    if (value instanceof Uint8Array) return xxhash64(value);
    return void 0;
  }
  if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (converted_type === "DECIMAL" || converted_type === "INTERVAL") return void 0;
    if (logical_type?.type === "DECIMAL" || logical_type?.type === "UUID" || logical_type?.type === "FLOAT16") return void 0;
    if (logical_type?.type === "GEOMETRY" || logical_type?.type === "GEOGRAPHY") return void 0;
    if (value instanceof Uint8Array) return xxhash64(value);
    return void 0;
  }
  return void 0;
}
function bloomEligibleColumns(filter) {
  const out = /* @__PURE__ */ new Set();
  walkBloomEligible(filter, out);
  return out;
}
function walkBloomEligible(filter, out) {
  if (!filter) return;
  if ("$and" in filter && Array.isArray(filter.$and)) {
    for (const sub of filter.$and) walkBloomEligible(sub, out);
    return;
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    for (const sub of filter.$or) walkBloomEligible(sub, out);
    return;
  }
  if ("$nor" in filter) return;
  for (const [field, condition] of Object.entries(filter)) {
    if (field.startsWith("$")) continue;
    if (typeof condition === "object" && condition !== null && !Array.isArray(condition)) {
      if ("$eq" in condition || "$in" in condition) out.add(field);
    } else {
      out.add(field);
    }
  }
}

// node_modules/hyparquet/src/utils.js
function toJson(obj) {
  if (obj === void 0) return null;
  if (typeof obj === "bigint") return Number(obj);
  if (Object.is(obj, -0)) return 0;
  if (Array.isArray(obj)) return obj.map(toJson);
  if (obj instanceof Uint8Array) return Array.from(obj);
  if (obj instanceof Date) return obj.toISOString();
  if (obj instanceof Object) {
    const newObj = {};
    for (const key of Object.keys(obj)) {
      if (obj[key] === void 0) continue;
      newObj[key] = toJson(obj[key]);
    }
    return newObj;
  }
  return obj;
}
function concat(aaa, bbb) {
  const chunk = 1e4;
  for (let i2 = 0; i2 < bbb.length; i2 += chunk) {
    aaa.push(...bbb.slice(i2, i2 + chunk));
  }
}
function equals(a, b, strict = true) {
  if (strict ? a === b : a == b) return true;
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    if (a.length !== b.length) return false;
    for (let i2 = 0; i2 < a.length; i2++) {
      if (a[i2] !== b[i2]) return false;
    }
    return true;
  }
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    for (let i2 = 0; i2 < a.length; i2++) {
      if (!equals(a[i2], b[i2], strict)) return false;
    }
    return true;
  }
  const aKeys = Object.keys(a);
  if (aKeys.length !== Object.keys(b).length) return false;
  for (const k of aKeys) {
    if (!equals(a[k], b[k], strict)) return false;
  }
  return true;
}
function flatten(chunks) {
  if (!chunks) return [];
  if (chunks.length === 1) return chunks[0];
  const output = [];
  for (const chunk of chunks) {
    concat(output, chunk);
  }
  return output;
}

// node_modules/hyparquet/src/filter.js
var encoder = new TextEncoder();
function pathsNeededForFilter(filter) {
  if (!filter) return [];
  const paths = [];
  if ("$and" in filter && Array.isArray(filter.$and)) {
    paths.push(...filter.$and.flatMap(pathsNeededForFilter));
  } else if ("$or" in filter && Array.isArray(filter.$or)) {
    paths.push(...filter.$or.flatMap(pathsNeededForFilter));
  } else if ("$nor" in filter && Array.isArray(filter.$nor)) {
    paths.push(...filter.$nor.flatMap(pathsNeededForFilter));
  } else {
    paths.push(...Object.keys(filter));
  }
  return [...new Set(paths)];
}
function columnsNeededForFilter(filter) {
  return [...new Set(pathsNeededForFilter(filter).map((path) => path.split(".")[0]))];
}
function matchFilter(record, filter, strict = true) {
  if ("$and" in filter && Array.isArray(filter.$and)) {
    return filter.$and.every((subQuery) => matchFilter(record, subQuery, strict));
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    return filter.$or.some((subQuery) => matchFilter(record, subQuery, strict));
  }
  if ("$nor" in filter && Array.isArray(filter.$nor)) {
    return !filter.$nor.some((subQuery) => matchFilter(record, subQuery, strict));
  }
  return Object.entries(filter).every(([field, condition]) => {
    const value = resolve(record, field);
    if (typeof condition !== "object" || condition === null || Array.isArray(condition)) {
      return equals(value, condition, strict);
    }
    return Object.entries(condition || {}).every(([operator, target]) => {
      if (operator === "$gt") return value !== null && value !== void 0 && value > target;
      if (operator === "$gte") return value !== null && value !== void 0 && value >= target;
      if (operator === "$lt") return value !== null && value !== void 0 && value < target;
      if (operator === "$lte") return value !== null && value !== void 0 && value <= target;
      if (operator === "$eq") return equals(value, target, strict);
      if (operator === "$ne") return !equals(value, target, strict);
      if (operator === "$in") return Array.isArray(target) && matchesIn(value, target, strict);
      if (operator === "$nin") return Array.isArray(target) && !matchesIn(value, target, strict);
      if (operator === "$not") return !matchFilter({ value }, { value: target }, strict);
      return true;
    });
  });
}
function matchesIn(value, targets, strict) {
  return targets.some((target) => equals(value, target, strict) || Array.isArray(value) && value.some((element) => equals(element, target, strict)));
}
function canSkipRowGroup({ rowGroup, physicalColumns, filter, strict = true, bloomFilters, schemaElements }) {
  if (!filter) return false;
  if ("$and" in filter && Array.isArray(filter.$and)) {
    return filter.$and.some((subFilter) => canSkipRowGroup({ rowGroup, physicalColumns, filter: subFilter, strict, bloomFilters, schemaElements }));
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    return filter.$or.every((subFilter) => canSkipRowGroup({ rowGroup, physicalColumns, filter: subFilter, strict, bloomFilters, schemaElements }));
  }
  if ("$nor" in filter && Array.isArray(filter.$nor)) {
    return false;
  }
  for (const [field, condition] of Object.entries(filter)) {
    const columnIndex = physicalColumns.indexOf(field);
    if (columnIndex === -1) continue;
    const stats = rowGroup.columns[columnIndex].meta_data?.statistics;
    const { min, max, min_value, max_value, null_count: nullCount } = stats || {};
    const minVal = min_value !== void 0 ? min_value : min;
    const maxVal = max_value !== void 0 ? max_value : max;
    const haveStats = minVal !== void 0 && maxVal !== void 0;
    const bloom = bloomFilters?.[field];
    const element = schemaElements?.[field];
    const matchingNulls = matchFilter({ value: null }, { value: condition }, strict) && (nullCount === void 0 || nullCount > 0);
    if (haveStats && !matchingNulls && canSkipStats(condition, minVal, maxVal, strict, element)) {
      return true;
    }
    for (const [operator, target] of Object.entries(condition || {})) {
      if (bloom && element) {
        if (operator === "$eq") {
          const hash = hashParquetValue(target, element);
          if (hash !== void 0 && !sbbfContains(bloom.blocks, hash)) return true;
        }
        if (operator === "$in" && Array.isArray(target) && target.length > 0) {
          let allAbsent = true;
          for (const v of target) {
            const h = hashParquetValue(v, element);
            if (h === void 0 || sbbfContains(bloom.blocks, h)) {
              allAbsent = false;
              break;
            }
          }
          if (allAbsent) return true;
        }
      }
    }
  }
  return false;
}
function canSkipStats(condition, minVal, maxVal, strict, element) {
  if (minVal === void 0 || maxVal === void 0) return false;
  const mayContainNaN = element?.type === "FLOAT" || element?.type === "DOUBLE" || element?.logical_type?.type === "FLOAT16";
  for (const [operator, target] of Object.entries(condition || {})) {
    const minComparison = compareParquetValues(minVal, target, strict, element);
    const maxComparison = compareParquetValues(maxVal, target, strict, element);
    const binaryBounds = minVal instanceof Uint8Array || maxVal instanceof Uint8Array;
    const relationalBoundsAreSafe = !binaryBounds && (element?.type !== "BYTE_ARRAY" || typeof target === "string" && [...target].every((character) => character.charCodeAt(0) <= 127));
    if (operator === "$gt" && relationalBoundsAreSafe && maxComparison !== void 0 && maxComparison <= 0) return true;
    if (operator === "$gte" && relationalBoundsAreSafe && maxComparison !== void 0 && maxComparison < 0) return true;
    if (operator === "$lt" && relationalBoundsAreSafe && minComparison !== void 0 && minComparison >= 0) return true;
    if (operator === "$lte" && relationalBoundsAreSafe && minComparison !== void 0 && minComparison > 0) return true;
    if (operator === "$eq") {
      const targetMinComparison = compareParquetValues(target, minVal, strict, element);
      const targetMaxComparison = compareParquetValues(target, maxVal, strict, element);
      if (targetMinComparison !== void 0 && targetMinComparison < 0 || targetMaxComparison !== void 0 && targetMaxComparison > 0) return true;
    }
    if (operator === "$ne" && !mayContainNaN && equals(minVal, maxVal, strict) && equals(minVal, target, strict)) return true;
    if (operator === "$in" && Array.isArray(target) && target.every((value) => {
      const valueMinComparison = compareParquetValues(value, minVal, strict, element);
      const valueMaxComparison = compareParquetValues(value, maxVal, strict, element);
      return valueMinComparison !== void 0 && valueMinComparison < 0 || valueMaxComparison !== void 0 && valueMaxComparison > 0;
    })) return true;
    if (operator === "$nin" && !mayContainNaN && Array.isArray(target) && equals(minVal, maxVal, strict) && target.some((value) => equals(minVal, value, strict))) return true;
  }
  return false;
}
function compareParquetValues(a, b, strict, element) {
  if (element?.type === "BYTE_ARRAY") {
    if (typeof a !== "string" || typeof b !== "string") return void 0;
    return compareBytes(encoder.encode(a), encoder.encode(b));
  }
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return void 0;
    return compareBytes(a, b);
  }
  if (a < b) return -1;
  if (a > b) return 1;
  if (equals(a, b, strict)) return 0;
  return void 0;
}
function compareBytes(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i2 = 0; i2 < length; i2++) {
    if (a[i2] < b[i2]) return -1;
    if (a[i2] > b[i2]) return 1;
  }
  if (a.length < b.length) return -1;
  if (a.length > b.length) return 1;
  return 0;
}
function matchesNull(condition, strict) {
  return matchFilter({ value: null }, { value: condition }, strict);
}
function filterPageRanges(filter, columnPages, groupRows, strict = true) {
  if (!filter) return void 0;
  if ("$and" in filter && Array.isArray(filter.$and)) {
    let ranges;
    for (const subFilter of filter.$and) {
      ranges = intersectRanges(ranges, filterPageRanges(subFilter, columnPages, groupRows, strict));
    }
    return ranges;
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    let ranges = [];
    for (const subFilter of filter.$or) {
      const subRanges = filterPageRanges(subFilter, columnPages, groupRows, strict);
      if (!subRanges) return void 0;
      ranges = unionRanges(ranges, subRanges);
    }
    return ranges;
  }
  if ("$nor" in filter && Array.isArray(filter.$nor)) {
    return void 0;
  }
  let result;
  for (const [field, condition] of Object.entries(filter)) {
    const pages = columnPages[field];
    if (!pages) continue;
    const nullCanMatch = matchesNull(condition, strict);
    const keep = [];
    for (let i2 = 0; i2 < pages.pageStarts.length; i2++) {
      const start = pages.pageStarts[i2];
      const end = i2 + 1 < pages.pageStarts.length ? pages.pageStarts[i2 + 1] : groupRows;
      const nullCount = pages.nullCounts?.[i2];
      const matchingNulls = nullCanMatch && (nullCount === void 0 || nullCount > 0);
      const skip = !pages.nullPages[i2] && !matchingNulls && canSkipStats(condition, pages.minValues[i2], pages.maxValues[i2], strict, pages.element);
      if (!skip) {
        const last = keep[keep.length - 1];
        if (last && last[1] === start) last[1] = end;
        else keep.push([start, end]);
      }
    }
    result = intersectRanges(result, keep);
  }
  return result;
}
function intersectRanges(a, b) {
  if (!a) return b;
  if (!b) return a;
  const out = [];
  let i2 = 0;
  let j = 0;
  while (i2 < a.length && j < b.length) {
    const start = Math.max(a[i2][0], b[j][0]);
    const end = Math.min(a[i2][1], b[j][1]);
    if (start < end) out.push([start, end]);
    if (a[i2][1] < b[j][1]) i2++;
    else j++;
  }
  return out;
}
function unionRanges(a, b) {
  const out = [];
  let i2 = 0;
  let j = 0;
  while (i2 < a.length || j < b.length) {
    const next = j >= b.length || i2 < a.length && a[i2][0] <= b[j][0] ? a[i2++] : b[j++];
    const last = out[out.length - 1];
    if (last && next[0] <= last[1]) last[1] = Math.max(last[1], next[1]);
    else out.push([next[0], next[1]]);
  }
  return out;
}
function resolve(record, path) {
  let value = record;
  for (const part of path.split(".")) {
    value = value?.[part];
  }
  return value;
}

// node_modules/hyparquet/src/plan.js
var runLimit = 1 << 21;
var columnGapLimit = 1 << 13;
function parquetPlan(options) {
  const { metadata, rowStart = 0, columns, useOffsetIndex = false } = options;
  if (!metadata) throw new Error("parquetPlan requires metadata");
  const groups = [];
  const fetches = [];
  const indexes = [];
  const scanPlan = parquetPlanGroups(options);
  for (const group of scanPlan.groups) {
    const groupPlan = parquetPlanGroup({ ...group, columns, useOffsetIndex });
    groups.push(...groupPlan.groups);
    fetches.push(...groupPlan.fetches);
    indexes.push(...groupPlan.indexes);
  }
  fetches.push(...indexes);
  return { metadata, rowStart, rowEnd: scanPlan.rowEnd, columns, fetches, groups };
}
function parquetPlanGroups({ metadata, rowStart = 0, rowEnd = Infinity, columns, filter, filterStrict = true, bloomFiltersByGroup, schemaElements, pageRangesByGroup, pageLocationsByGroup }) {
  if (!metadata) throw new Error("parquetPlan requires metadata");
  const schemaTree2 = parquetSchema(metadata);
  const physicalColumns = getPhysicalColumns(schemaTree2);
  const elementsByPath = filter ? {
    ...physicalSchemaElements(schemaTree2),
    ...schemaElements
  } : schemaElements;
  const groups = [];
  let groupStart = 0;
  for (let groupIndex = 0; groupIndex < metadata.row_groups.length; groupIndex++) {
    const rowGroup = metadata.row_groups[groupIndex];
    const groupRows = Number(rowGroup.num_rows);
    const groupEnd = groupStart + groupRows;
    if (groupRows > 0 && groupEnd > rowStart && groupStart < rowEnd && !canSkipRowGroup({
      rowGroup,
      physicalColumns,
      filter,
      strict: filterStrict,
      bloomFilters: bloomFiltersByGroup?.[groupIndex],
      schemaElements: elementsByPath
    })) {
      const selectStart = Math.max(rowStart - groupStart, 0);
      const selectEnd = Math.min(rowEnd - groupStart, groupRows);
      const pageRanges = pageRangesByGroup?.[groupIndex];
      const pageLocations = pageLocationsByGroup?.[groupIndex];
      let ranges = pageRanges ? pageRanges.map(([start, end]) => {
        const range = [Math.max(start, selectStart), Math.min(end, selectEnd)];
        return range;
      }).filter(([start, end]) => start < end) : [[selectStart, selectEnd]];
      if (ranges.length > 1) {
        const canSplit = rowGroup.columns.every((chunk) => {
          const columnName3 = chunk.meta_data?.path_in_schema[0];
          const columnPath = chunk.meta_data?.path_in_schema.join(".");
          if (columns && columnName3 && !columns.includes(columnName3)) return true;
          return !!(chunk.offset_index_offset && chunk.offset_index_length) || !!(columnPath && pageLocations?.[columnPath]);
        });
        ranges = canSplit ? coalesceOverlappingPageRanges(ranges, rowGroup, columns, pageLocations) : [[ranges[0][0], ranges[ranges.length - 1][1]]];
      }
      if (ranges.length) {
        groups.push({ rowGroup, groupIndex, groupStart, groupRows, ranges, pageRanges, pageLocations });
      }
    }
    groupStart = groupEnd;
  }
  return { groups, rowEnd: isFinite(rowEnd) ? rowEnd : groupStart };
}
function parquetPlanGroup({ rowGroup, groupStart, groupRows, ranges, columns, useOffsetIndex = false, pageRanges, pageLocations }) {
  const chunks = [];
  const fetches = [];
  const indexes = [];
  const narrowed = ranges.length > 1 || ranges[0][0] > 0 || ranges[0][1] < groupRows;
  for (const chunk of rowGroup.columns) {
    const meta = chunk.meta_data;
    if (chunk.file_path) throw new Error("parquet file_path not supported");
    if (!meta) throw new Error("parquet column metadata is undefined");
    if (columns && !columns.includes(meta.path_in_schema[0])) continue;
    const columnOffset = meta.dictionary_page_offset || meta.data_page_offset;
    const startByte = Number(columnOffset);
    const endByte = Number(columnOffset + meta.total_compressed_size);
    const chunkPageLocations = pageLocations?.[meta.path_in_schema.join(".")];
    if (chunkPageLocations && narrowed) {
      chunks.push({ columnMetadata: meta, pageLocations: chunkPageLocations, range: { startByte, endByte } });
    } else if ((useOffsetIndex || pageRanges) && chunk.offset_index_offset && chunk.offset_index_length && narrowed) {
      const startByte2 = Number(chunk.offset_index_offset);
      chunks.push({
        columnMetadata: meta,
        offsetIndex: { startByte: startByte2, endByte: startByte2 + chunk.offset_index_length },
        range: { startByte: Number(columnOffset), endByte }
      });
    } else {
      chunks.push({ columnMetadata: meta, range: { startByte, endByte } });
    }
  }
  const columnRanges = [];
  let run;
  for (const chunk of chunks) {
    if ("pageLocations" in chunk) continue;
    if ("offsetIndex" in chunk) {
      indexes.push(chunk.offsetIndex);
    } else if (columns) {
      columnRanges.push(chunk.range);
    } else if (run && chunk.range.endByte - run.startByte <= runLimit) {
      run.endByte = chunk.range.endByte;
    } else {
      if (run) fetches.push(run);
      run = { ...chunk.range };
    }
  }
  if (run) fetches.push(run);
  fetches.push(...coalesceByteRanges(columnRanges, columnGapLimit, runLimit));
  const groups = ranges.map(([selectStart, selectEnd]) => ({
    chunks,
    rowGroup,
    groupStart,
    groupRows,
    selectStart,
    selectEnd
  }));
  return { groups, fetches, indexes };
}
function coalesceOverlappingPageRanges(ranges, rowGroup, columns, pageLocations) {
  const selectedPageLayouts = rowGroup.columns.filter((chunk) => !columns || columns.includes(chunk.meta_data?.path_in_schema[0] || "")).map((chunk) => pageLocations?.[chunk.meta_data?.path_in_schema.join(".") || ""]);
  const merged = [];
  for (const range of ranges) {
    const last = merged[merged.length - 1];
    const overlapsPage = last && selectedPageLayouts.some((pages) => {
      if (!pages) return true;
      const lastPages = pagesForRange(last, pages, Number(rowGroup.num_rows));
      const rangePages = pagesForRange(range, pages, Number(rowGroup.num_rows));
      return lastPages[0] <= rangePages[1] && rangePages[0] <= lastPages[1];
    });
    if (last && overlapsPage) last[1] = range[1];
    else merged.push([...range]);
  }
  return merged;
}
function pagesForRange([rangeStart, rangeEnd], pages, groupRows) {
  let first2 = Infinity;
  let last = -Infinity;
  for (let i2 = 0; i2 < pages.length; i2++) {
    const pageStart = Number(pages[i2].first_row_index);
    const pageEnd = i2 + 1 < pages.length ? Number(pages[i2 + 1].first_row_index) : groupRows;
    if (pageEnd > rangeStart && pageStart < rangeEnd) {
      first2 = Math.min(first2, i2);
      last = i2;
    }
  }
  return [first2, last];
}
async function prefetchBloomFilters({ file, metadata, filter, filterStrict = true }) {
  const result = metadata.row_groups.map(() => (
    /** @type {Record<string, BloomFilter>} */
    {}
  ));
  const eligibleCols = bloomEligibleColumns(filter);
  if (eligibleCols.size === 0) return result;
  const physicalColumns = getPhysicalColumns(parquetSchema(metadata));
  const tasks = [];
  metadata.row_groups.forEach((rowGroup, rgIdx) => {
    if (canSkipRowGroup({ rowGroup, physicalColumns, filter, strict: filterStrict })) return;
    for (const colName of eligibleCols) {
      const columnIdx = physicalColumns.indexOf(colName);
      if (columnIdx === -1) continue;
      const meta = rowGroup.columns[columnIdx]?.meta_data;
      if (!meta?.bloom_filter_offset || !meta.bloom_filter_length) continue;
      const start = Number(meta.bloom_filter_offset);
      const end = start + meta.bloom_filter_length;
      tasks.push((async () => {
        const buffer = await file.slice(start, end);
        const bloom = readBloomFilter({ view: new DataView(buffer), offset: 0 });
        if (bloom) result[rgIdx][colName] = bloom;
      })());
    }
  });
  if (tasks.length) await Promise.all(tasks);
  return result;
}
async function prefetchPageIndexes({ file, metadata, filter, filterStrict = true, rowStart = 0, rowEnd = Infinity, columns, bloomFiltersByGroup, schemaElements, parsers }) {
  const pageRangesByGroup = metadata.row_groups.map(() => void 0);
  const pageLocationsByGroup = metadata.row_groups.map(() => (
    /** @type {Record<string, PageLocation[]>} */
    {}
  ));
  if (filter && "$nor" in filter && Array.isArray(filter.$nor)) {
    return { pageRangesByGroup, pageLocationsByGroup };
  }
  const filterColumns = pathsNeededForFilter(filter);
  if (!filterColumns.length) return { pageRangesByGroup, pageLocationsByGroup };
  const schemaTree2 = parquetSchema(metadata);
  const physicalColumns = getPhysicalColumns(schemaTree2);
  const elementsByPath = {
    ...physicalSchemaElements(schemaTree2),
    ...schemaElements
  };
  const indexRanges = [];
  const indexTasks = [];
  const candidateGroups = [];
  let groupStart = 0;
  metadata.row_groups.forEach((rowGroup, rgIdx) => {
    const groupRows = Number(rowGroup.num_rows);
    const groupEnd = groupStart + groupRows;
    const overlaps = groupRows > 0 && groupEnd > rowStart && groupStart < rowEnd;
    groupStart = groupEnd;
    if (!overlaps) return;
    if (canSkipRowGroup({ rowGroup, physicalColumns, filter, strict: filterStrict, bloomFilters: bloomFiltersByGroup?.[rgIdx], schemaElements: elementsByPath })) return;
    const columnPages = {};
    let columnTaskCount = 0;
    const scheduledOffsetPaths = /* @__PURE__ */ new Set();
    let hasFilterIndex = false;
    for (const columnName3 of filterColumns) {
      const columnIdx = physicalColumns.indexOf(columnName3);
      if (columnIdx === -1) continue;
      const chunk = rowGroup.columns[columnIdx];
      const meta = chunk?.meta_data;
      if (!meta) continue;
      if (!chunk.column_index_offset || !chunk.column_index_length) continue;
      if (!chunk.offset_index_offset || !chunk.offset_index_length) continue;
      const element = elementsByPath[columnName3];
      if (!element) continue;
      hasFilterIndex = true;
      scheduledOffsetPaths.add(columnName3);
      const columnIndexStart = Number(chunk.column_index_offset);
      const offsetIndexStart = Number(chunk.offset_index_offset);
      const columnIndexEnd = columnIndexStart + chunk.column_index_length;
      const offsetIndexEnd = offsetIndexStart + chunk.offset_index_length;
      indexRanges.push(
        { startByte: columnIndexStart, endByte: columnIndexEnd },
        { startByte: offsetIndexStart, endByte: offsetIndexEnd }
      );
      columnTaskCount++;
      indexTasks.push(async (prefetchedFile) => {
        const [columnIndexBuffer, offsetIndexBuffer] = await Promise.all([
          prefetchedFile.slice(columnIndexStart, columnIndexEnd),
          prefetchedFile.slice(offsetIndexStart, offsetIndexEnd)
        ]);
        const columnIndex = readColumnIndex({ view: new DataView(columnIndexBuffer), offset: 0 }, element, parsers);
        const offsetIndex = readOffsetIndex({ view: new DataView(offsetIndexBuffer), offset: 0 });
        pageLocationsByGroup[rgIdx][columnName3] = offsetIndex.page_locations;
        columnPages[columnName3] = {
          minValues: columnIndex.min_values,
          maxValues: columnIndex.max_values,
          nullPages: columnIndex.null_pages,
          nullCounts: columnIndex.null_counts,
          pageStarts: offsetIndex.page_locations.map((page) => Number(page.first_row_index)),
          element
        };
      });
    }
    if (hasFilterIndex) {
      for (const chunk of rowGroup.columns) {
        const meta = chunk.meta_data;
        if (!meta) continue;
        const columnName3 = meta.path_in_schema[0];
        const columnPath = meta.path_in_schema.join(".");
        if (columns && !columns.includes(columnName3)) continue;
        if (scheduledOffsetPaths.has(columnPath)) continue;
        if (!chunk.offset_index_offset || !chunk.offset_index_length) continue;
        scheduledOffsetPaths.add(columnPath);
        const offsetIndexStart = Number(chunk.offset_index_offset);
        const offsetIndexEnd = offsetIndexStart + chunk.offset_index_length;
        indexRanges.push({ startByte: offsetIndexStart, endByte: offsetIndexEnd });
        columnTaskCount++;
        indexTasks.push(async (prefetchedFile) => {
          const offsetIndexBuffer = await prefetchedFile.slice(offsetIndexStart, offsetIndexEnd);
          const offsetIndex = readOffsetIndex({ view: new DataView(offsetIndexBuffer), offset: 0 });
          pageLocationsByGroup[rgIdx][columnPath] = offsetIndex.page_locations;
        });
      }
    }
    if (columnTaskCount) {
      candidateGroups.push({ rgIdx, groupRows, columnPages });
    }
  });
  if (indexTasks.length) {
    const prefetchedFile = prefetchAsyncBuffer(file, { fetches: coalesceByteRanges(indexRanges) });
    await Promise.all(indexTasks.map((task) => task(prefetchedFile)));
    for (const { rgIdx, groupRows, columnPages } of candidateGroups) {
      pageRangesByGroup[rgIdx] = filterPageRanges(filter, columnPages, groupRows, filterStrict);
    }
  }
  return { pageRangesByGroup, pageLocationsByGroup };
}
function coalesceByteRanges(ranges, maxGap = 0, maxSize = Infinity) {
  const sorted = ranges.map((range) => ({ ...range })).sort((a, b) => a.startByte - b.startByte || a.endByte - b.endByte);
  const merged = [];
  for (const range of sorted) {
    const last = merged[merged.length - 1];
    if (last && range.startByte <= last.endByte + maxGap && Math.max(last.endByte, range.endByte) - last.startByte <= maxSize) {
      last.endByte = Math.max(last.endByte, range.endByte);
    } else {
      merged.push(range);
    }
  }
  return merged;
}
function physicalSchemaElements(schemaTree2) {
  const elements = {};
  function traverse(node) {
    if (node.children.length) {
      for (const child of node.children) traverse(child);
    } else {
      elements[node.path.join(".")] = node.element;
    }
  }
  traverse(schemaTree2);
  return elements;
}
function prefetchAsyncBuffer(file, { fetches }) {
  const promises = fetches.map(({ startByte, endByte }) => file.slice(startByte, endByte));
  return {
    byteLength: file.byteLength,
    slice(start, end = file.byteLength) {
      const index = fetches.findIndex(({ startByte, endByte }) => startByte <= start && end <= endByte);
      if (index < 0) {
        return file.slice(start, end);
      }
      if (fetches[index].startByte !== start || fetches[index].endByte !== end) {
        const startOffset = start - fetches[index].startByte;
        const endOffset = end - fetches[index].startByte;
        if (promises[index] instanceof Promise) {
          return promises[index].then((buffer) => buffer.slice(startOffset, endOffset));
        } else {
          return promises[index].slice(startOffset, endOffset);
        }
      } else {
        return promises[index];
      }
    }
  };
}

// node_modules/hyparquet/src/variant.js
var decoder3 = new TextDecoder();
var metadataCache = /* @__PURE__ */ new WeakMap();
function decodeVariantColumn(value, parsers = DEFAULT_PARSERS) {
  if (Array.isArray(value)) {
    return value.map((entry) => decodeVariantColumn(entry, parsers));
  }
  if (typeof value !== "object") return value;
  if ("metadata" in value) {
    const metadata = parseVariantMetadata(value.metadata);
    const shreddedFields = value.typed_value && decodeTypedValue(value.typed_value, metadata, parsers);
    const binaryValue = value.value && readVariant(makeReader(value.value), metadata, parsers);
    if (shreddedFields && binaryValue) {
      return { ...binaryValue, ...shreddedFields };
    }
    return shreddedFields ?? binaryValue;
  }
  return value;
}
function decodeTypedValue(typedValue, metadata, parsers) {
  if (typedValue instanceof Date) return typedValue;
  if (typedValue && typeof typedValue === "object" && !Array.isArray(typedValue) && !(typedValue instanceof Uint8Array)) {
    if ("typed_value" in typedValue && typedValue.typed_value !== null && typedValue.typed_value !== void 0) {
      return decodeTypedValue(typedValue.typed_value, metadata, parsers);
    }
    if ("value" in typedValue && typedValue.value instanceof Uint8Array) {
      return readVariant(makeReader(typedValue.value), metadata, parsers);
    }
    if ("typed_value" in typedValue || "value" in typedValue) {
      return null;
    }
    const result = {};
    for (const [key, field] of Object.entries(typedValue)) {
      if (!metadata.dictionary.includes(key)) continue;
      result[key] = decodeTypedValue(field, metadata, parsers);
    }
    return result;
  }
  if (typedValue instanceof Uint8Array) {
    return readVariant(makeReader(typedValue), metadata, parsers);
  }
  if (Array.isArray(typedValue)) {
    return typedValue.map((element) => decodeTypedValue(element, metadata, parsers));
  }
  return typedValue;
}
function makeReader(bytes) {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
function parseVariantMetadata(bytes) {
  let bufferCache = metadataCache.get(bytes.buffer);
  if (!bufferCache) {
    bufferCache = /* @__PURE__ */ new Map();
    metadataCache.set(bytes.buffer, bufferCache);
  }
  const key = `${bytes.byteOffset}:${bytes.byteLength}`;
  const cached = bufferCache.get(key);
  if (cached) return cached;
  const reader = makeReader(bytes);
  const header = reader.view.getUint8(reader.offset++);
  const version = header & 15;
  if (version !== 1) throw new Error(`parquet unsupported variant metadata version: ${version}`);
  const sorted = (header >> 4 & 1) === 1;
  const offsetSize = (header >> 6 & 3) + 1;
  const dictionarySize = readUnsigned(reader, offsetSize);
  const offsets = new Array(dictionarySize + 1);
  for (let i2 = 0; i2 < offsets.length; i2++) {
    offsets[i2] = readUnsigned(reader, offsetSize);
  }
  const base = reader.offset;
  const dictionary = new Array(dictionarySize);
  for (let i2 = 0; i2 < dictionarySize; i2++) {
    const start = offsets[i2];
    const end = offsets[i2 + 1];
    const strBytes = new Uint8Array(bytes.buffer, bytes.byteOffset + base + start, end - start);
    dictionary[i2] = decoder3.decode(strBytes);
  }
  const metadata = { dictionary, sorted };
  bufferCache.set(key, metadata);
  return metadata;
}
function readUnsigned(reader, byteWidth3) {
  let value = 0;
  for (let i2 = 0; i2 < byteWidth3; i2++) {
    value |= reader.view.getUint8(reader.offset + i2) << i2 * 8;
  }
  reader.offset += byteWidth3;
  return value;
}
function readVariant(reader, metadata, parsers) {
  const typeByte = reader.view.getUint8(reader.offset++);
  const basicType = typeByte & 3;
  const header = typeByte >> 2;
  if (basicType === 0) return readVariantPrimitive(reader, header, parsers);
  if (basicType === 2) return readVariantObject(reader, header, metadata, parsers);
  if (basicType === 3) return readVariantArray(reader, header, metadata, parsers);
  const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, header);
  reader.offset += header;
  return decoder3.decode(bytes);
}
function readVariantPrimitive(reader, typeId, parsers) {
  switch (typeId) {
    case 0:
      return null;
    case 1:
      return true;
    case 2:
      return false;
    case 3: {
      const value = reader.view.getInt8(reader.offset);
      reader.offset += 1;
      return value;
    }
    case 4: {
      const value = reader.view.getInt16(reader.offset, true);
      reader.offset += 2;
      return value;
    }
    case 5: {
      const value = reader.view.getInt32(reader.offset, true);
      reader.offset += 4;
      return value;
    }
    case 6: {
      const value = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return value;
    }
    case 7: {
      const value = reader.view.getFloat64(reader.offset, true);
      reader.offset += 8;
      return value;
    }
    case 8:
      return readVariantDecimal(reader, 4);
    case 9:
      return readVariantDecimal(reader, 8);
    case 10:
      return readVariantDecimal(reader, 16);
    case 11: {
      const value = reader.view.getInt32(reader.offset, true);
      reader.offset += 4;
      return parsers.dateFromDays(value);
    }
    case 12:
    // timestamp_micros (utc)
    case 13: {
      const value = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return parsers.timestampFromMicroseconds(value);
    }
    case 14: {
      const value = reader.view.getFloat32(reader.offset, true);
      reader.offset += 4;
      return value;
    }
    case 15:
      return readVariantBinary(reader);
    case 16: {
      const bytes = readVariantBinary(reader);
      return decoder3.decode(bytes);
    }
    case 17: {
      const value = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return value;
    }
    case 18:
    // timestamp_nanos (utc)
    case 19: {
      const value = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return parsers.timestampFromNanoseconds(value);
    }
    case 20: {
      const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, 16);
      reader.offset += 16;
      const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    }
    default:
      throw new Error(`parquet unsupported variant primitive type: ${typeId}`);
  }
}
function readVariantObject(reader, header, metadata, parsers) {
  const offsetWidth = (header & 3) + 1;
  const idWidth = (header >> 2 & 3) + 1;
  const isLarge = header >> 4 & 1;
  const numElements = isLarge ? readUnsigned(reader, 4) : reader.view.getUint8(reader.offset++);
  const fieldIds = new Array(numElements);
  for (let i2 = 0; i2 < numElements; i2++) {
    fieldIds[i2] = readUnsigned(reader, idWidth);
  }
  const offsets = new Array(numElements + 1);
  for (let i2 = 0; i2 < offsets.length; i2++) {
    offsets[i2] = readUnsigned(reader, offsetWidth);
  }
  const out = {};
  for (let i2 = 0; i2 < numElements; i2++) {
    const key = metadata.dictionary[fieldIds[i2]];
    const valueReader = {
      view: reader.view,
      offset: reader.offset + offsets[i2]
    };
    out[key] = readVariant(valueReader, metadata, parsers);
  }
  reader.offset += offsets[offsets.length - 1];
  return out;
}
function readVariantArray(reader, header, metadata, parsers) {
  const fieldOffsetSize = header & 3;
  const isLarge = header >> 2 & 1;
  const offsetWidth = fieldOffsetSize + 1;
  const numElements = readUnsigned(reader, isLarge ? 4 : 1);
  const offsets = new Array(numElements + 1);
  for (let i2 = 0; i2 < offsets.length; i2++) {
    offsets[i2] = readUnsigned(reader, offsetWidth);
  }
  const valuesStart = reader.offset;
  const result = new Array(numElements);
  for (let i2 = 0; i2 < numElements; i2++) {
    const valueReader = {
      view: reader.view,
      offset: valuesStart + offsets[i2]
    };
    result[i2] = readVariant(valueReader, metadata, parsers);
  }
  reader.offset = valuesStart + offsets[offsets.length - 1];
  return result;
}
function readVariantDecimal(reader, width) {
  const scale = reader.view.getUint8(reader.offset);
  reader.offset += 1;
  let unscaled;
  if (width === 4) {
    unscaled = BigInt(reader.view.getInt32(reader.offset, true));
    reader.offset += 4;
  } else if (width === 8) {
    unscaled = reader.view.getBigInt64(reader.offset, true);
    reader.offset += 8;
  } else {
    const low = reader.view.getBigUint64(reader.offset, true);
    const high = reader.view.getBigInt64(reader.offset + 8, true);
    unscaled = high << 64n | low;
    reader.offset += 16;
  }
  return Number(unscaled) * 10 ** -scale;
}
function readVariantBinary(reader) {
  const length = reader.view.getUint32(reader.offset, true);
  reader.offset += 4;
  const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, length);
  reader.offset += length;
  return bytes;
}

// node_modules/hyparquet/src/assemble.js
function assembleLists(output, definitionLevels, repetitionLevels, values, schemaPath) {
  const maxDefinitionLevel = getMaxDefinitionLevel(schemaPath);
  if (!definitionLevels?.length && !repetitionLevels.length) {
    if (!maxDefinitionLevel || !values.length) return values;
    definitionLevels = new Array(values.length).fill(maxDefinitionLevel);
  }
  const n = definitionLevels?.length || repetitionLevels.length;
  const repetitionPath = schemaPath.map(({ element }) => element.repetition_type);
  let valueIndex = 0;
  const containerStack = [output];
  let currentContainer = output;
  let currentDepth = 0;
  let currentDefLevel = 0;
  let currentRepLevel = 0;
  if (repetitionLevels[0]) {
    while (currentDepth < repetitionPath.length - 2 && currentRepLevel < repetitionLevels[0]) {
      currentDepth++;
      if (repetitionPath[currentDepth] !== "REQUIRED") {
        currentContainer = currentContainer.at(-1);
        containerStack.push(currentContainer);
        currentDefLevel++;
      }
      if (repetitionPath[currentDepth] === "REPEATED") currentRepLevel++;
    }
  }
  for (let i2 = 0; i2 < n; i2++) {
    const def = definitionLevels?.length ? definitionLevels[i2] : maxDefinitionLevel;
    const rep = repetitionLevels[i2];
    while (currentDepth && (rep < currentRepLevel || repetitionPath[currentDepth] !== "REPEATED")) {
      if (repetitionPath[currentDepth] !== "REQUIRED") {
        containerStack.pop();
        currentDefLevel--;
      }
      if (repetitionPath[currentDepth] === "REPEATED") currentRepLevel--;
      currentDepth--;
    }
    currentContainer = containerStack.at(-1);
    while ((currentDepth < repetitionPath.length - 2 || repetitionPath[currentDepth + 1] === "REPEATED") && (currentDefLevel < def || repetitionPath[currentDepth + 1] === "REQUIRED")) {
      currentDepth++;
      if (repetitionPath[currentDepth] !== "REQUIRED") {
        const newList = [];
        currentContainer.push(newList);
        currentContainer = newList;
        containerStack.push(newList);
        currentDefLevel++;
      }
      if (repetitionPath[currentDepth] === "REPEATED") currentRepLevel++;
    }
    if (def === maxDefinitionLevel) {
      currentContainer.push(values[valueIndex++]);
    } else if (currentDepth === repetitionPath.length - 2) {
      currentContainer.push(null);
    } else {
      currentContainer.push([]);
    }
  }
  if (!output.length) {
    for (let i2 = 0; i2 < maxDefinitionLevel; i2++) {
      const newList = [];
      currentContainer.push(newList);
      currentContainer = newList;
    }
  }
  return output;
}
function assembleNested(subcolumnData, schema, parsers, depth = 0) {
  const path = schema.path.join(".");
  const optional = schema.element.repetition_type === "OPTIONAL";
  const nextDepth = optional ? depth + 1 : depth;
  if (isListLike(schema)) {
    let sublist = schema.children[0];
    let subDepth = nextDepth;
    if (sublist.children.length === 1) {
      sublist = sublist.children[0];
      subDepth++;
    }
    assembleNested(subcolumnData, sublist, parsers, subDepth);
    const subcolumn = sublist.path.join(".");
    const values = subcolumnData.get(subcolumn);
    if (!values) throw new Error("parquet list column missing values");
    if (optional) flattenAtDepth(values, depth);
    subcolumnData.set(path, values);
    subcolumnData.delete(subcolumn);
    return;
  }
  if (isMapLike(schema)) {
    const mapName = schema.children[0].element.name;
    assembleNested(subcolumnData, schema.children[0].children[0], parsers, nextDepth + 1);
    assembleNested(subcolumnData, schema.children[0].children[1], parsers, nextDepth + 1);
    const keys = subcolumnData.get(`${path}.${mapName}.key`);
    const values = subcolumnData.get(`${path}.${mapName}.value`);
    if (!keys) throw new Error("parquet map column missing keys");
    if (!values) throw new Error("parquet map column missing values");
    if (keys.length !== values.length) {
      throw new Error("parquet map column key/value length mismatch");
    }
    const out = assembleMaps(keys, values, nextDepth);
    if (optional) flattenAtDepth(out, depth);
    subcolumnData.delete(`${path}.${mapName}.key`);
    subcolumnData.delete(`${path}.${mapName}.value`);
    subcolumnData.set(path, out);
    return;
  }
  if (schema.children.length) {
    const invertDepth = schema.element.repetition_type === "REQUIRED" ? depth : depth + 1;
    const struct = {};
    for (const child of schema.children) {
      assembleNested(subcolumnData, child, parsers, invertDepth);
      const childData = subcolumnData.get(child.path.join("."));
      if (!childData) throw new Error("parquet struct missing child data");
      struct[child.element.name] = childData;
    }
    for (const child of schema.children) {
      subcolumnData.delete(child.path.join("."));
    }
    let inverted = invertStruct(struct, invertDepth);
    if (schema.element.logical_type?.type === "VARIANT") {
      inverted = decodeVariantColumn(inverted, parsers);
    }
    if (optional) flattenAtDepth(inverted, depth);
    subcolumnData.set(path, inverted);
  }
}
function flattenAtDepth(arr, depth) {
  for (let i2 = 0; i2 < arr.length; i2++) {
    if (depth) {
      flattenAtDepth(arr[i2], depth - 1);
    } else {
      arr[i2] = arr[i2][0];
    }
  }
}
function assembleMaps(keys, values, depth) {
  const out = [];
  for (let i2 = 0; i2 < keys.length; i2++) {
    if (depth) {
      out.push(assembleMaps(keys[i2], values[i2], depth - 1));
    } else {
      if (keys[i2]) {
        const obj = {};
        for (let j = 0; j < keys[i2].length; j++) {
          const value = values[i2][j];
          obj[keys[i2][j]] = value === void 0 ? null : value;
        }
        out.push(obj);
      } else {
        out.push(void 0);
      }
    }
  }
  return out;
}
function invertStruct(struct, depth) {
  const keys = Object.keys(struct);
  const length = struct[keys[0]]?.length;
  const out = [];
  for (let i2 = 0; i2 < length; i2++) {
    const obj = {};
    for (const key of keys) {
      if (struct[key].length !== length) throw new Error("parquet struct parsing error");
      obj[key] = struct[key][i2];
    }
    if (depth) {
      out.push(invertStruct(obj, depth - 1));
    } else {
      out.push(obj);
    }
  }
  return out;
}

// node_modules/hyparquet/src/delta.js
function deltaBinaryUnpack(reader, count2, output) {
  if (output instanceof Int32Array) {
    deltaBinaryUnpackInt32(reader, count2, output);
    return;
  }
  const blockSize = readVarInt(reader);
  const miniblockPerBlock = readVarInt(reader);
  readVarInt(reader);
  let value = readZigZagBigInt(reader);
  let outputIndex = 0;
  output[outputIndex++] = value;
  const valuesPerMiniblock = blockSize / miniblockPerBlock;
  while (outputIndex < count2) {
    const minDelta = readZigZagBigInt(reader);
    const bitWidths = new Uint8Array(miniblockPerBlock);
    for (let i2 = 0; i2 < miniblockPerBlock; i2++) {
      bitWidths[i2] = reader.view.getUint8(reader.offset++);
    }
    for (let i2 = 0; i2 < miniblockPerBlock && outputIndex < count2; i2++) {
      const bitWidth3 = bitWidths[i2];
      if (bitWidth3) {
        let bitpackPos = 0;
        let miniblockCount = valuesPerMiniblock;
        const mask = (1n << BigInt(bitWidth3)) - 1n;
        while (miniblockCount && outputIndex < count2) {
          let bits = BigInt(reader.view.getUint32(reader.offset, true) >>> bitpackPos) & mask;
          bitpackPos += bitWidth3;
          while (bitpackPos >= 32) {
            bitpackPos -= 32;
            reader.offset += 4;
            if (bitpackPos) {
              bits |= BigInt(reader.view.getUint32(reader.offset, true)) << BigInt(bitWidth3 - bitpackPos) & mask;
            }
          }
          const delta = minDelta + bits;
          value += delta;
          output[outputIndex++] = value;
          miniblockCount--;
        }
        if (miniblockCount) {
          reader.offset += Math.ceil((miniblockCount * bitWidth3 + bitpackPos) / 8);
        }
      } else {
        for (let j = 0; j < valuesPerMiniblock && outputIndex < count2; j++) {
          value += minDelta;
          output[outputIndex++] = value;
        }
      }
    }
  }
}
function deltaBinaryUnpackInt32(reader, count2, output) {
  const blockSize = readVarInt(reader);
  const miniblockPerBlock = readVarInt(reader);
  readVarInt(reader);
  let value = readZigZag(reader);
  let outputIndex = 0;
  output[outputIndex++] = value;
  const valuesPerMiniblock = blockSize / miniblockPerBlock;
  const { view } = reader;
  while (outputIndex < count2) {
    const minDelta = readZigZagInt33(reader);
    const bitWidthsOffset = reader.offset;
    let offset = bitWidthsOffset + miniblockPerBlock;
    for (let i2 = 0; i2 < miniblockPerBlock && outputIndex < count2; i2++) {
      const bitWidth3 = view.getUint8(bitWidthsOffset + i2);
      const end = offset + valuesPerMiniblock * bitWidth3 / 8;
      let bitOffset = 0;
      for (let j = 0; j < valuesPerMiniblock && outputIndex < count2; j++) {
        let residual = 0;
        let bitsRead = 0;
        while (bitsRead < bitWidth3) {
          const bitsToRead = Math.min(8 - bitOffset, bitWidth3 - bitsRead);
          if (bitsRead < 32) {
            residual |= (view.getUint8(offset) >>> bitOffset & (1 << bitsToRead) - 1) << bitsRead;
          }
          bitsRead += bitsToRead;
          bitOffset += bitsToRead;
          if (bitOffset === 8) {
            bitOffset = 0;
            offset++;
          }
        }
        value = value + minDelta + residual | 0;
        output[outputIndex++] = value;
      }
      offset = end;
    }
    reader.offset = offset;
  }
}
function readZigZagInt33(reader) {
  const start = reader.offset;
  const low = readVarInt(reader);
  const high = reader.offset - start === 5 ? reader.view.getUint8(start + 4) >>> 4 & 1 : 0;
  return (low >>> 1 | high << 31) ^ -(low & 1);
}
function deltaLengthByteArray(reader, count2, output) {
  const lengths = new Int32Array(count2);
  deltaBinaryUnpack(reader, count2, lengths);
  for (let i2 = 0; i2 < count2; i2++) {
    output[i2] = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, lengths[i2]);
    reader.offset += lengths[i2];
  }
}
function deltaByteArray(reader, count2, output) {
  const prefixData = new Int32Array(count2);
  deltaBinaryUnpack(reader, count2, prefixData);
  const suffixData = new Int32Array(count2);
  deltaBinaryUnpack(reader, count2, suffixData);
  for (let i2 = 0; i2 < count2; i2++) {
    const suffix = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, suffixData[i2]);
    if (prefixData[i2]) {
      output[i2] = new Uint8Array(prefixData[i2] + suffixData[i2]);
      output[i2].set(output[i2 - 1].subarray(0, prefixData[i2]));
      output[i2].set(suffix, prefixData[i2]);
    } else {
      output[i2] = suffix;
    }
    reader.offset += suffixData[i2];
  }
}

// node_modules/hyparquet/src/encoding.js
function readRleBitPackedHybrid(reader, width, output, length) {
  if (length === void 0) {
    length = reader.view.getUint32(reader.offset, true);
    reader.offset += 4;
  }
  const startOffset = reader.offset;
  let seen = 0;
  while (seen < output.length) {
    const header = readVarInt(reader);
    if (header & 1) {
      seen = readBitPacked(reader, header, width, output, seen);
    } else {
      const count2 = header >>> 1;
      readRle(reader, count2, width, output, seen);
      seen += count2;
    }
  }
  reader.offset = startOffset + length;
}
function readRle(reader, count2, bitWidth3, output, seen) {
  const width = bitWidth3 + 7 >> 3;
  let value = 0;
  for (let i2 = 0; i2 < width; i2++) {
    value |= reader.view.getUint8(reader.offset++) << (i2 << 3);
  }
  for (let i2 = 0; i2 < count2; i2++) {
    output[seen + i2] = value;
  }
}
function readBitPacked(reader, header, bitWidth3, output, seen) {
  let count2 = header >> 1 << 3;
  const mask = (1 << bitWidth3) - 1;
  let data = 0;
  if (reader.offset < reader.view.byteLength) {
    data = reader.view.getUint8(reader.offset++);
  } else if (mask) {
    throw new Error(`parquet bitpack offset ${reader.offset} out of range`);
  }
  let left = 8;
  let right = 0;
  while (count2) {
    if (right > 8) {
      right -= 8;
      left -= 8;
      data >>>= 8;
    } else if (left - right < bitWidth3) {
      data |= reader.view.getUint8(reader.offset) << left;
      reader.offset++;
      left += 8;
    } else {
      if (seen < output.length) {
        output[seen++] = data >> right & mask;
      }
      count2--;
      right += bitWidth3;
    }
  }
  return seen;
}
function byteStreamSplit(reader, count2, type, typeLength) {
  const width = byteWidth(type, typeLength);
  const bytes = new Uint8Array(count2 * width);
  for (let b = 0; b < width; b++) {
    for (let i2 = 0; i2 < count2; i2++) {
      bytes[i2 * width + b] = reader.view.getUint8(reader.offset++);
    }
  }
  if (type === "FLOAT") return new Float32Array(bytes.buffer);
  else if (type === "DOUBLE") return new Float64Array(bytes.buffer);
  else if (type === "INT32") return new Int32Array(bytes.buffer);
  else if (type === "INT64") return new BigInt64Array(bytes.buffer);
  else if (type === "FIXED_LEN_BYTE_ARRAY") {
    const split = new Array(count2);
    for (let i2 = 0; i2 < count2; i2++) {
      split[i2] = bytes.subarray(i2 * width, (i2 + 1) * width);
    }
    return split;
  }
  throw new Error(`parquet byte_stream_split unsupported type: ${type}`);
}
function byteWidth(type, typeLength) {
  switch (type) {
    case "INT32":
    case "FLOAT":
      return 4;
    case "INT64":
    case "DOUBLE":
      return 8;
    case "FIXED_LEN_BYTE_ARRAY":
      if (!typeLength) throw new Error("parquet byteWidth missing type_length");
      return typeLength;
    default:
      throw new Error(`parquet unsupported type: ${type}`);
  }
}

// node_modules/hyparquet/src/plain.js
function readPlain(reader, type, count2, fixedLength) {
  if (count2 === 0) return [];
  if (type === "BOOLEAN") {
    return readPlainBoolean(reader, count2);
  } else if (type === "INT32") {
    return readPlainInt32(reader, count2);
  } else if (type === "INT64") {
    return readPlainInt64(reader, count2);
  } else if (type === "INT96") {
    return readPlainInt96(reader, count2);
  } else if (type === "FLOAT") {
    return readPlainFloat(reader, count2);
  } else if (type === "DOUBLE") {
    return readPlainDouble(reader, count2);
  } else if (type === "BYTE_ARRAY") {
    return readPlainByteArray(reader, count2);
  } else if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (!fixedLength) throw new Error("parquet missing fixed length");
    return readPlainByteArrayFixed(reader, count2, fixedLength);
  } else {
    throw new Error(`parquet unhandled type: ${type}`);
  }
}
function readPlainBoolean(reader, count2) {
  const values = new Array(count2);
  for (let i2 = 0; i2 < count2; i2++) {
    const byteOffset = reader.offset + (i2 / 8 | 0);
    const bitOffset = i2 % 8;
    const byte = reader.view.getUint8(byteOffset);
    values[i2] = (byte & 1 << bitOffset) !== 0;
  }
  reader.offset += Math.ceil(count2 / 8);
  return values;
}
function readPlainInt32(reader, count2) {
  const values = (reader.view.byteOffset + reader.offset) % 4 ? new Int32Array(align(reader.view.buffer, reader.view.byteOffset + reader.offset, count2 * 4)) : new Int32Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count2);
  reader.offset += count2 * 4;
  return values;
}
function readPlainInt64(reader, count2) {
  const values = (reader.view.byteOffset + reader.offset) % 8 ? new BigInt64Array(align(reader.view.buffer, reader.view.byteOffset + reader.offset, count2 * 8)) : new BigInt64Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count2);
  reader.offset += count2 * 8;
  return values;
}
function readPlainInt96(reader, count2) {
  const values = new Array(count2);
  for (let i2 = 0; i2 < count2; i2++) {
    const low = reader.view.getBigInt64(reader.offset + i2 * 12, true);
    const high = reader.view.getInt32(reader.offset + i2 * 12 + 8, true);
    values[i2] = BigInt(high) << 64n | low;
  }
  reader.offset += count2 * 12;
  return values;
}
function readPlainFloat(reader, count2) {
  const values = (reader.view.byteOffset + reader.offset) % 4 ? new Float32Array(align(reader.view.buffer, reader.view.byteOffset + reader.offset, count2 * 4)) : new Float32Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count2);
  reader.offset += count2 * 4;
  return values;
}
function readPlainDouble(reader, count2) {
  const values = (reader.view.byteOffset + reader.offset) % 8 ? new Float64Array(align(reader.view.buffer, reader.view.byteOffset + reader.offset, count2 * 8)) : new Float64Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count2);
  reader.offset += count2 * 8;
  return values;
}
function readPlainByteArray(reader, count2) {
  const values = new Array(count2);
  for (let i2 = 0; i2 < count2; i2++) {
    const length = reader.view.getUint32(reader.offset, true);
    reader.offset += 4;
    values[i2] = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, length);
    reader.offset += length;
  }
  return values;
}
function readPlainByteArrayFixed(reader, count2, fixedLength) {
  const values = new Array(count2);
  for (let i2 = 0; i2 < count2; i2++) {
    values[i2] = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, fixedLength);
    reader.offset += fixedLength;
  }
  return values;
}
function align(buffer, offset, size) {
  const aligned = new ArrayBuffer(size);
  new Uint8Array(aligned).set(new Uint8Array(buffer, offset, size));
  return aligned;
}

// node_modules/hyparquet/src/snappy.js
var WORD_MASK = [0, 255, 65535, 16777215, 4294967295];
function copyBytes(fromArray, fromPos, toArray, toPos, length) {
  for (let i2 = 0; i2 < length; i2++) {
    toArray[toPos + i2] = fromArray[fromPos + i2];
  }
}
function snappyUncompress(input, output) {
  const inputLength = input.byteLength;
  const outputLength = output.byteLength;
  let pos = 0;
  let outPos = 0;
  while (pos < inputLength) {
    const c = input[pos];
    pos++;
    if (c < 128) {
      break;
    }
  }
  if (outputLength && pos >= inputLength) {
    throw new Error("invalid snappy length header");
  }
  while (pos < inputLength) {
    const c = input[pos];
    let len = 0;
    pos++;
    if (pos >= inputLength) {
      throw new Error("missing eof marker");
    }
    if ((c & 3) === 0) {
      let len2 = (c >>> 2) + 1;
      if (len2 > 60) {
        if (pos + 3 >= inputLength) {
          throw new Error("snappy error literal pos + 3 >= inputLength");
        }
        const lengthSize = len2 - 60;
        len2 = input[pos] + (input[pos + 1] << 8) + (input[pos + 2] << 16) + (input[pos + 3] << 24);
        len2 = (len2 & WORD_MASK[lengthSize]) + 1;
        pos += lengthSize;
      }
      if (pos + len2 > inputLength) {
        throw new Error("snappy error literal exceeds input length");
      }
      copyBytes(input, pos, output, outPos, len2);
      pos += len2;
      outPos += len2;
    } else {
      let offset = 0;
      switch (c & 3) {
        case 1:
          len = (c >>> 2 & 7) + 4;
          offset = input[pos] + (c >>> 5 << 8);
          pos++;
          break;
        case 2:
          if (inputLength <= pos + 1) {
            throw new Error("snappy error end of input");
          }
          len = (c >>> 2) + 1;
          offset = input[pos] + (input[pos + 1] << 8);
          pos += 2;
          break;
        case 3:
          if (inputLength <= pos + 3) {
            throw new Error("snappy error end of input");
          }
          len = (c >>> 2) + 1;
          offset = input[pos] + (input[pos + 1] << 8) + (input[pos + 2] << 16) + (input[pos + 3] << 24);
          pos += 4;
          break;
        default:
          break;
      }
      if (offset === 0 || isNaN(offset)) {
        throw new Error(`invalid offset ${offset} pos ${pos} inputLength ${inputLength}`);
      }
      if (offset > outPos) {
        throw new Error("cannot copy from before start of buffer");
      }
      copyBytes(output, outPos - offset, output, outPos, len);
      outPos += len;
    }
  }
  if (outPos !== outputLength) throw new Error("premature end of input");
}

// node_modules/hyparquet/src/datapage.js
function readDataPage(bytes, daph, { type, element, schemaPath }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: 0 };
  let dataPage;
  const repetitionLevels = readRepetitionLevels(reader, daph, schemaPath);
  const { definitionLevels, numNulls } = readDefinitionLevels(reader, daph, schemaPath);
  const nValues = daph.num_values - numNulls;
  if (daph.encoding === "PLAIN") {
    dataPage = readPlain(reader, type, nValues, element.type_length);
  } else if (daph.encoding === "PLAIN_DICTIONARY" || daph.encoding === "RLE_DICTIONARY" || daph.encoding === "RLE") {
    const bitWidth3 = type === "BOOLEAN" ? 1 : view.getUint8(reader.offset++);
    if (bitWidth3) {
      dataPage = new Array(nValues);
      if (type === "BOOLEAN") {
        readRleBitPackedHybrid(reader, bitWidth3, dataPage);
        dataPage = dataPage.map((x2) => !!x2);
      } else {
        readRleBitPackedHybrid(reader, bitWidth3, dataPage, view.byteLength - reader.offset);
      }
    } else {
      dataPage = new Uint8Array(nValues);
    }
  } else if (daph.encoding === "BYTE_STREAM_SPLIT") {
    dataPage = byteStreamSplit(reader, nValues, type, element.type_length);
  } else if (daph.encoding === "DELTA_BINARY_PACKED") {
    const int32 = type === "INT32";
    dataPage = int32 ? new Int32Array(nValues) : new BigInt64Array(nValues);
    deltaBinaryUnpack(reader, nValues, dataPage);
  } else if (daph.encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaLengthByteArray(reader, nValues, dataPage);
  } else if (daph.encoding === "DELTA_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaByteArray(reader, nValues, dataPage);
  } else {
    throw new Error(`parquet unsupported encoding: ${daph.encoding}`);
  }
  return { definitionLevels, repetitionLevels, dataPage };
}
function readRepetitionLevels(reader, daph, schemaPath) {
  if (schemaPath.length > 1) {
    const maxRepetitionLevel = getMaxRepetitionLevel(schemaPath);
    if (maxRepetitionLevel) {
      const values = new Array(daph.num_values);
      readRleBitPackedHybrid(reader, bitWidth(maxRepetitionLevel), values);
      return values;
    }
  }
  return [];
}
function readDefinitionLevels(reader, daph, schemaPath) {
  const maxDefinitionLevel = getMaxDefinitionLevel(schemaPath);
  if (!maxDefinitionLevel) return { definitionLevels: [], numNulls: 0 };
  const definitionLevels = new Array(daph.num_values);
  readRleBitPackedHybrid(reader, bitWidth(maxDefinitionLevel), definitionLevels);
  let numNulls = daph.num_values;
  for (const def of definitionLevels) {
    if (def === maxDefinitionLevel) numNulls--;
  }
  if (numNulls === 0) definitionLevels.length = 0;
  return { definitionLevels, numNulls };
}
function decompressPage(compressedBytes, uncompressed_page_size, codec, compressors) {
  let page;
  const customDecompressor = compressors?.[codec];
  if (codec === "UNCOMPRESSED") {
    page = compressedBytes;
  } else if (customDecompressor) {
    page = customDecompressor(compressedBytes, uncompressed_page_size);
  } else if (codec === "SNAPPY") {
    page = new Uint8Array(uncompressed_page_size);
    snappyUncompress(compressedBytes, page);
  } else {
    throw new Error(`parquet unsupported compression codec: ${codec}`);
  }
  if (page?.length !== uncompressed_page_size) {
    throw new Error(`parquet decompressed page length ${page?.length} does not match header ${uncompressed_page_size}`);
  }
  return page;
}
function readDataPageV2(compressedBytes, ph, columnDecoder) {
  const view = new DataView(compressedBytes.buffer, compressedBytes.byteOffset, compressedBytes.byteLength);
  const reader = { view, offset: 0 };
  const { type, element, schemaPath, codec, compressors } = columnDecoder;
  const daph2 = ph.data_page_header_v2;
  if (!daph2) throw new Error("parquet data page header v2 is undefined");
  const repetitionLevels = readRepetitionLevelsV2(reader, daph2, schemaPath);
  reader.offset = daph2.repetition_levels_byte_length;
  const definitionLevels = readDefinitionLevelsV2(reader, daph2, schemaPath);
  const uncompressedPageSize = ph.uncompressed_page_size - daph2.definition_levels_byte_length - daph2.repetition_levels_byte_length;
  let page = compressedBytes.subarray(reader.offset);
  if (daph2.is_compressed !== false) {
    page = decompressPage(page, uncompressedPageSize, codec, compressors);
  }
  const pageView = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const pageReader = { view: pageView, offset: 0 };
  let dataPage;
  const nValues = daph2.num_values - daph2.num_nulls;
  if (daph2.encoding === "PLAIN") {
    dataPage = readPlain(pageReader, type, nValues, element.type_length);
  } else if (daph2.encoding === "RLE") {
    dataPage = new Array(nValues);
    readRleBitPackedHybrid(pageReader, 1, dataPage);
    dataPage = dataPage.map((x2) => !!x2);
  } else if (daph2.encoding === "PLAIN_DICTIONARY" || daph2.encoding === "RLE_DICTIONARY") {
    const bitWidth3 = pageView.getUint8(pageReader.offset++);
    dataPage = new Array(nValues);
    readRleBitPackedHybrid(pageReader, bitWidth3, dataPage, uncompressedPageSize - 1);
  } else if (daph2.encoding === "DELTA_BINARY_PACKED") {
    const int32 = type === "INT32";
    dataPage = int32 ? new Int32Array(nValues) : new BigInt64Array(nValues);
    deltaBinaryUnpack(pageReader, nValues, dataPage);
  } else if (daph2.encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaLengthByteArray(pageReader, nValues, dataPage);
  } else if (daph2.encoding === "DELTA_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaByteArray(pageReader, nValues, dataPage);
  } else if (daph2.encoding === "BYTE_STREAM_SPLIT") {
    dataPage = byteStreamSplit(pageReader, nValues, type, element.type_length);
  } else {
    throw new Error(`parquet unsupported encoding: ${daph2.encoding}`);
  }
  return { definitionLevels, repetitionLevels, dataPage };
}
function readRepetitionLevelsV2(reader, daph2, schemaPath) {
  const maxRepetitionLevel = getMaxRepetitionLevel(schemaPath);
  if (!maxRepetitionLevel) return [];
  const values = new Array(daph2.num_values);
  readRleBitPackedHybrid(reader, bitWidth(maxRepetitionLevel), values, daph2.repetition_levels_byte_length);
  return values;
}
function readDefinitionLevelsV2(reader, daph2, schemaPath) {
  const maxDefinitionLevel = getMaxDefinitionLevel(schemaPath);
  if (maxDefinitionLevel) {
    const values = new Array(daph2.num_values);
    readRleBitPackedHybrid(reader, bitWidth(maxDefinitionLevel), values, daph2.definition_levels_byte_length);
    return values;
  }
}
function bitWidth(value) {
  return 32 - Math.clz32(value);
}

// node_modules/hyparquet/src/column.js
function readColumn(reader, { groupStart, selectStart, selectEnd }, columnDecoder, onPage) {
  const { pathInSchema, schemaPath } = columnDecoder;
  const isFlat = isFlatColumn(schemaPath);
  const chunks = [];
  let dictionary = void 0;
  let lastChunk = void 0;
  let rowCount = 0;
  let skipped = 0;
  const emitLastChunk = onPage && (() => {
    lastChunk && onPage({
      pathInSchema,
      columnData: lastChunk,
      rowStart: groupStart + rowCount - lastChunk.length,
      rowEnd: groupStart + rowCount
    });
  });
  while (isFlat ? rowCount < selectEnd : reader.offset < reader.view.byteLength - 1) {
    if (reader.offset >= reader.view.byteLength - 1) break;
    const header = parquetHeader(reader);
    if (header.type === "DICTIONARY_PAGE") {
      const { data } = readPage(reader, header, columnDecoder, dictionary, void 0, 0);
      if (data) dictionary = convert(data, columnDecoder);
    } else {
      const lastChunkLength = lastChunk?.length || 0;
      const result = readPage(reader, header, columnDecoder, dictionary, lastChunk, selectStart - rowCount);
      if (result.skipped) {
        if (!chunks.length) {
          skipped += result.skipped;
        }
        rowCount += result.skipped;
      } else if (result.data && lastChunk === result.data) {
        rowCount += result.data.length - lastChunkLength;
      } else if (result.data && result.data.length) {
        emitLastChunk?.();
        chunks.push(result.data);
        rowCount += result.data.length;
        lastChunk = result.data;
      }
    }
  }
  emitLastChunk?.();
  return { data: chunks, skipped };
}
function readPage(reader, header, columnDecoder, dictionary, previousChunk, pageStart) {
  const { type, element, schemaPath, codec, compressors } = columnDecoder;
  const compressedBytes = new Uint8Array(
    reader.view.buffer,
    reader.view.byteOffset + reader.offset,
    header.compressed_page_size
  );
  reader.offset += header.compressed_page_size;
  if (header.type === "DATA_PAGE") {
    const daph = header.data_page_header;
    if (!daph) throw new Error("parquet data page header is undefined");
    if (pageStart > daph.num_values && isFlatColumn(schemaPath)) {
      return { skipped: daph.num_values };
    }
    const page = decompressPage(compressedBytes, Number(header.uncompressed_page_size), codec, compressors);
    const { definitionLevels, repetitionLevels, dataPage } = readDataPage(page, daph, columnDecoder);
    const values = convertWithDictionary(dataPage, dictionary, daph.encoding, columnDecoder);
    const output = Array.isArray(previousChunk) ? previousChunk : [];
    const assembled = assembleLists(output, definitionLevels, repetitionLevels, values, schemaPath);
    return { skipped: 0, data: assembled };
  } else if (header.type === "DATA_PAGE_V2") {
    const daph2 = header.data_page_header_v2;
    if (!daph2) throw new Error("parquet data page header v2 is undefined");
    if (pageStart > daph2.num_rows) {
      return { skipped: daph2.num_rows };
    }
    const { definitionLevels, repetitionLevels, dataPage } = readDataPageV2(compressedBytes, header, columnDecoder);
    const values = convertWithDictionary(dataPage, dictionary, daph2.encoding, columnDecoder);
    const output = Array.isArray(previousChunk) ? previousChunk : [];
    const assembled = assembleLists(output, definitionLevels, repetitionLevels, values, schemaPath);
    return { skipped: 0, data: assembled };
  } else if (header.type === "DICTIONARY_PAGE") {
    const diph = header.dictionary_page_header;
    if (!diph) throw new Error("parquet dictionary page header is undefined");
    const page = decompressPage(
      compressedBytes,
      Number(header.uncompressed_page_size),
      codec,
      compressors
    );
    const reader2 = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
    const dictArray = readPlain(reader2, type, diph.num_values, element.type_length);
    return { skipped: 0, data: dictArray };
  } else {
    throw new Error(`parquet unsupported page type: ${header.type}`);
  }
}
function parquetHeader(reader) {
  const header = deserializeTCompactProtocol(reader);
  const type = PageTypes[header.field_1];
  const uncompressed_page_size = header.field_2;
  const compressed_page_size = header.field_3;
  const crc2 = header.field_4;
  const data_page_header = header.field_5 && {
    num_values: header.field_5.field_1,
    encoding: Encodings[header.field_5.field_2],
    definition_level_encoding: Encodings[header.field_5.field_3],
    repetition_level_encoding: Encodings[header.field_5.field_4],
    statistics: pageStatistics(header.field_5.field_5)
  };
  const index_page_header = header.field_6;
  const dictionary_page_header = header.field_7 && {
    num_values: header.field_7.field_1,
    encoding: Encodings[header.field_7.field_2],
    is_sorted: header.field_7.field_3
  };
  const data_page_header_v2 = header.field_8 && {
    num_values: header.field_8.field_1,
    num_nulls: header.field_8.field_2,
    num_rows: header.field_8.field_3,
    encoding: Encodings[header.field_8.field_4],
    definition_levels_byte_length: header.field_8.field_5,
    repetition_levels_byte_length: header.field_8.field_6,
    is_compressed: header.field_8.field_7 === void 0 ? true : header.field_8.field_7,
    // default true
    statistics: pageStatistics(header.field_8.field_8)
  };
  return {
    type,
    uncompressed_page_size,
    compressed_page_size,
    crc: crc2,
    data_page_header,
    index_page_header,
    dictionary_page_header,
    data_page_header_v2
  };
}
function pageStatistics(stats) {
  return stats && {
    max: stats.field_1,
    min: stats.field_2,
    null_count: stats.field_3,
    distinct_count: stats.field_4,
    max_value: stats.field_5,
    min_value: stats.field_6,
    is_max_value_exact: stats.field_7,
    is_min_value_exact: stats.field_8
  };
}

// node_modules/hyparquet/src/rowgroup.js
function readRowGroup(options, { metadata }, groupPlan) {
  const asyncColumns = [];
  const schemaTree2 = parquetSchema(metadata);
  for (const chunk of groupPlan.chunks) {
    const { path_in_schema: pathInSchema } = chunk.columnMetadata;
    const schemaPath = getTreePath(schemaTree2, pathInSchema);
    const columnDecoder = {
      pathInSchema,
      element: schemaPath[schemaPath.length - 1].element,
      schemaPath,
      ...options,
      ...chunk.columnMetadata,
      // merge after options, so a partial parsers object keeps the defaults
      parsers: { ...DEFAULT_PARSERS, ...options.parsers }
    };
    const { startByte, endByte } = chunk.range;
    if ("pageLocations" in chunk) {
      asyncColumns.push({
        pathInSchema,
        data: readSelectedPages(options, groupPlan, chunk, chunk.pageLocations, columnDecoder)
      });
    } else if ("offsetIndex" in chunk) {
      asyncColumns.push({
        pathInSchema,
        // fetch offset index
        data: Promise.resolve(options.file.slice(chunk.offsetIndex.startByte, chunk.offsetIndex.endByte)).then((arrayBuffer) => {
          const pages = readOffsetIndex({ view: new DataView(arrayBuffer), offset: 0 }).page_locations;
          return readSelectedPages(options, groupPlan, chunk, pages, columnDecoder);
        })
      });
    } else {
      asyncColumns.push({
        pathInSchema,
        data: Promise.resolve(options.file.slice(startByte, endByte)).then((buffer) => {
          const reader = { view: new DataView(buffer), offset: 0 };
          return readColumn(reader, groupPlan, columnDecoder, options.onPage);
        })
      });
    }
  }
  return {
    groupStart: groupPlan.groupStart,
    groupRows: groupPlan.groupRows,
    selectStart: groupPlan.selectStart,
    selectEnd: groupPlan.selectEnd,
    asyncColumns
  };
}
async function readSelectedPages(options, groupPlan, chunk, pages, columnDecoder) {
  const { data_page_offset, dictionary_page_offset } = chunk.columnMetadata;
  const { selectStart, selectEnd } = groupPlan;
  let { startByte, endByte } = chunk.range;
  let skipped = -1;
  const hasDict = dictionary_page_offset || data_page_offset < pages[0].offset;
  for (let i2 = 0; i2 < pages.length; i2++) {
    const page = pages[i2];
    const pageStart = Number(page.first_row_index);
    const pageEnd = i2 + 1 < pages.length ? Number(pages[i2 + 1].first_row_index) : groupPlan.groupRows;
    if (skipped < 0 && pageEnd > selectStart) {
      startByte = Number(page.offset);
      skipped = pageStart;
    }
    if (pageStart < selectEnd) {
      endByte = Number(page.offset) + page.compressed_page_size;
    }
  }
  if (skipped < 0) skipped = 0;
  let view;
  if (hasDict && skipped) {
    const dictLength = Number(pages[0].offset) - chunk.range.startByte;
    const [dictBuffer, dataBuffer] = await Promise.all([
      options.file.slice(chunk.range.startByte, Number(pages[0].offset)),
      options.file.slice(startByte, endByte)
    ]);
    const combined = new Uint8Array(dictLength + dataBuffer.byteLength);
    combined.set(new Uint8Array(dictBuffer, 0, dictLength));
    combined.set(new Uint8Array(dataBuffer), dictLength);
    view = new DataView(combined.buffer);
  } else if (hasDict) {
    view = new DataView(await options.file.slice(chunk.range.startByte, endByte));
  } else {
    view = new DataView(await options.file.slice(startByte, endByte));
  }
  const reader = { view, offset: 0 };
  const adjustedGroupPlan = skipped ? {
    ...groupPlan,
    groupStart: groupPlan.groupStart + skipped,
    selectStart: groupPlan.selectStart - skipped,
    selectEnd: groupPlan.selectEnd - skipped
  } : groupPlan;
  const { data, skipped: columnSkipped } = readColumn(reader, adjustedGroupPlan, columnDecoder, options.onPage);
  return {
    data,
    skipped: skipped + columnSkipped
  };
}
async function asyncGroupToRows({ asyncColumns }, selectStart, selectEnd, columns, rowFormat) {
  const asyncPages = await Promise.all(asyncColumns.map(
    (column) => column.data.then(({ skipped, data }) => ({ skipped, data: flatten(data) }))
  ));
  const selectCount = selectEnd - selectStart;
  if (rowFormat === "object") {
    const groupData2 = Array(selectCount);
    for (let selectRow = 0; selectRow < selectCount; selectRow++) {
      const rowData = {};
      for (let i2 = 0; i2 < asyncColumns.length; i2++) {
        const { data, skipped } = asyncPages[i2];
        rowData[asyncColumns[i2].pathInSchema[0]] = data[selectStart + selectRow - skipped];
      }
      groupData2[selectRow] = rowData;
    }
    return groupData2;
  }
  const includedColumnNames = asyncColumns.map((child) => child.pathInSchema[0]).filter((name) => !columns || columns.includes(name));
  const columnOrder = columns ?? includedColumnNames;
  const columnIndexes = columnOrder.map((name) => asyncColumns.findIndex((column) => column.pathInSchema[0] === name));
  const groupData = Array(selectCount);
  for (let selectRow = 0; selectRow < selectCount; selectRow++) {
    const rowData = Array(asyncColumns.length);
    for (let i2 = 0; i2 < columnOrder.length; i2++) {
      const colIdx = columnIndexes[i2];
      if (colIdx < 0) throw new Error(`parquet column not found: ${columnOrder[i2]}`);
      const { data, skipped } = asyncPages[colIdx];
      rowData[i2] = data[selectStart + selectRow - skipped];
    }
    groupData[selectRow] = rowData;
  }
  return groupData;
}
function assembleAsync(asyncRowGroup, schemaTree2, parsers) {
  const { asyncColumns } = asyncRowGroup;
  const allParsers = { ...DEFAULT_PARSERS, ...parsers };
  const assembled = [];
  for (const child of schemaTree2.children) {
    if (child.children.length) {
      const childColumns = asyncColumns.filter((column) => column.pathInSchema[0] === child.element.name);
      if (!childColumns.length) continue;
      assembled.push({
        pathInSchema: child.path,
        data: (async () => {
          const resolved = await Promise.all(childColumns.map((c) => c.data));
          const subcolumnData = /* @__PURE__ */ new Map();
          const flattened = resolved.map(({ data }) => flatten(data));
          const skipped = Math.max(asyncRowGroup.selectStart ?? 0, ...resolved.map((result) => result.skipped));
          const end = Math.min(asyncRowGroup.selectEnd ?? Infinity, ...resolved.map((result, i2) => result.skipped + flattened[i2].length));
          for (let i2 = 0; i2 < childColumns.length; i2++) {
            const start = skipped - resolved[i2].skipped;
            const length = Math.max(0, end - skipped);
            subcolumnData.set(
              childColumns[i2].pathInSchema.join("."),
              flattened[i2].slice(start, start + length)
            );
          }
          assembleNested(subcolumnData, child, allParsers);
          const assembled2 = subcolumnData.get(child.element.name);
          if (!assembled2) throw new Error("parquet column data not assembled");
          return { data: [assembled2], skipped };
        })()
      });
    } else {
      const asyncColumn = asyncColumns.find((column) => column.pathInSchema[0] === child.element.name);
      if (asyncColumn) assembled.push(asyncColumn);
    }
  }
  return { ...asyncRowGroup, asyncColumns: assembled };
}

// node_modules/hyparquet/src/scan.js
async function prepareParquetRead(options) {
  const prepared = await prepareParquetOptions(options);
  return {
    options: prepared,
    plan: parquetPlan(prepared)
  };
}
async function prepareParquetOptions(options) {
  const metadata = options.metadata ?? await parquetMetadataAsync(options.file, options);
  const schemaColumns = parquetSchema(metadata).children.map((child) => child.element.name);
  const filterColumns = columnsNeededForFilter(options.filter);
  const missingFilterColumns = filterColumns.filter((column) => !schemaColumns.includes(column));
  if (missingFilterColumns.length) {
    throw new Error(`parquet filter columns not found: ${missingFilterColumns.join(", ")}`);
  }
  if (options.columns) {
    const missingColumns = options.columns.filter((column) => !schemaColumns.includes(column));
    if (missingColumns.length) throw new Error(`parquet column not found: ${missingColumns[0]}`);
  }
  let prepared = { ...options, metadata };
  prepared = await withBloomFilters(prepared);
  prepared = await withPageIndexes(prepared);
  return prepared;
}
function readParquetPlan(options, plan) {
  const readOptions = { ...options, file: prefetchAsyncBuffer(options.file, plan) };
  return plan.groups.map((group) => readRowGroup(readOptions, plan, group));
}
async function withBloomFilters(options) {
  if (!options.useBloomFilters || !options.filter || !options.metadata) return options;
  const schemaTree2 = parquetSchema(options.metadata);
  const schemaElements = {};
  for (const child of schemaTree2.children) schemaElements[child.element.name] = child.element;
  const bloomFiltersByGroup = await prefetchBloomFilters({
    file: options.file,
    metadata: options.metadata,
    filter: options.filter,
    filterStrict: options.filterStrict
  });
  return { ...options, bloomFiltersByGroup, schemaElements };
}
async function withPageIndexes(options) {
  if (!options.usePageIndex || !options.filter || !options.metadata) return options;
  const { pageRangesByGroup, pageLocationsByGroup } = await prefetchPageIndexes({
    file: options.file,
    metadata: options.metadata,
    filter: options.filter,
    filterStrict: options.filterStrict,
    rowStart: options.rowStart,
    rowEnd: options.rowEnd,
    columns: options.columns,
    bloomFiltersByGroup: options.bloomFiltersByGroup,
    schemaElements: options.schemaElements,
    parsers: options.parsers
  });
  return { ...options, pageRangesByGroup, pageLocationsByGroup };
}

// node_modules/hyparquet/src/read.js
var rowIndex = (
  /** @type {typeof import('../src/types.js').rowIndex} */
  /* @__PURE__ */ Symbol("rowIndex")
);
async function parquetRead(options) {
  options.metadata ??= await parquetMetadataAsync(options.file, options);
  const { rowStart = 0, rowEnd, columns, onChunk, onComplete, rowFormat, filter, filterStrict = true } = options;
  if (filter && rowFormat !== "object") {
    throw new Error('parquet filter requires rowFormat: "object"');
  }
  if (options.includeRowIndex && rowFormat !== "object") {
    throw new Error('parquet includeRowIndex requires rowFormat: "object"');
  }
  const filterColumns = columnsNeededForFilter(filter);
  let readColumns2 = columns;
  if (columns && filterColumns.length) {
    const selectedColumns = new Set(columns);
    const extraColumns = filterColumns.filter((column) => !selectedColumns.has(column));
    if (extraColumns.length) readColumns2 = [...columns, ...extraColumns];
  }
  const readOptions = readColumns2 === columns ? options : { ...options, columns: readColumns2 };
  const prepared = await prepareParquetRead(readOptions);
  const preparedOptions = prepared.options;
  const requiresProjection = readColumns2 !== columns;
  const asyncGroups = readParquetPlan(preparedOptions, prepared.plan);
  if (!onComplete && !onChunk) {
    await awaitAllColumns(asyncGroups);
    return;
  }
  if (!preparedOptions.metadata) throw new Error("parquet requires metadata");
  const schemaTree2 = parquetSchema(preparedOptions.metadata);
  const assembled = asyncGroups.map((arg) => assembleAsync(arg, schemaTree2, options.parsers));
  if (onChunk) {
    for (const asyncGroup of assembled) {
      for (const asyncColumn of asyncGroup.asyncColumns) {
        asyncColumn.data.then(({ data, skipped }) => {
          let rowStart2 = asyncGroup.groupStart + skipped;
          for (const columnData of data) {
            onChunk({
              columnName: asyncColumn.pathInSchema[0],
              columnData,
              rowStart: rowStart2,
              rowEnd: rowStart2 + columnData.length
            });
            rowStart2 += columnData.length;
          }
        }, () => {
        });
      }
    }
  }
  if (onComplete) {
    await awaitAllColumns(assembled);
    const rows2 = [];
    for (const asyncGroup of assembled) {
      const selectStart = asyncGroup.selectStart ?? Math.max(rowStart - asyncGroup.groupStart, 0);
      const selectEnd = asyncGroup.selectEnd ?? Math.min((rowEnd ?? Infinity) - asyncGroup.groupStart, asyncGroup.groupRows);
      const groupData = rowFormat === "object" ? await asyncGroupToRows(asyncGroup, selectStart, selectEnd, readColumns2, "object") : await asyncGroupToRows(asyncGroup, selectStart, selectEnd, columns, "array");
      if (options.includeRowIndex) {
        for (let i2 = 0; i2 < groupData.length; i2++) {
          Object.defineProperty(groupData[i2], rowIndex, {
            value: asyncGroup.groupStart + selectStart + i2
          });
        }
      }
      if (filter) {
        for (
          const row of
          /** @type {Record<string, any>[]} */
          groupData
        ) {
          if (matchFilter(row, filter, filterStrict)) {
            if (requiresProjection && columns) {
              for (const col of filterColumns) {
                if (!columns.includes(col)) delete row[col];
              }
            }
            rows2.push(row);
          }
        }
      } else {
        concat(rows2, groupData);
      }
    }
    onComplete(rows2);
  } else {
    await awaitAllColumns(assembled);
  }
}
async function awaitAllColumns(asyncGroups) {
  const all = asyncGroups.flatMap((g) => g.asyncColumns.map((c) => c.data));
  const results = await Promise.allSettled(all);
  const failed = results.find((r) => r.status === "rejected");
  if (failed) throw failed.reason;
}

// node_modules/hyparquet-writer/src/bytewriter.js
var ByteWriter = class {
  /**
   * @param {number} [initalSize]
   */
  constructor(initalSize = 1024) {
    this.buffer = new ArrayBuffer(initalSize);
    this.view = new DataView(this.buffer);
    this.offset = 0;
    this.index = 0;
  }
  /**
   * @param {number} size
   */
  ensure(size) {
    if (this.index + size > this.buffer.byteLength) {
      const newSize = Math.max(this.buffer.byteLength * 2, this.index + size);
      const newBuffer = new ArrayBuffer(newSize);
      new Uint8Array(newBuffer).set(new Uint8Array(this.buffer));
      this.buffer = newBuffer;
      this.view = new DataView(this.buffer);
    }
  }
  finish() {
  }
  getBuffer() {
    return this.buffer.slice(0, this.index);
  }
  getBytes() {
    return new Uint8Array(this.buffer, 0, this.index);
  }
  /**
   * @param {number} value
   */
  appendUint8(value) {
    this.ensure(1);
    this.view.setUint8(this.index, value);
    this.offset++;
    this.index++;
  }
  /**
   * @param {number} value
   */
  appendUint32(value) {
    this.ensure(4);
    this.view.setUint32(this.index, value, true);
    this.offset += 4;
    this.index += 4;
  }
  /**
   * @param {number} value
   */
  appendInt32(value) {
    this.ensure(4);
    this.view.setInt32(this.index, value, true);
    this.offset += 4;
    this.index += 4;
  }
  /**
   * @param {bigint} value
   */
  appendInt64(value) {
    this.ensure(8);
    this.view.setBigInt64(this.index, BigInt(value), true);
    this.offset += 8;
    this.index += 8;
  }
  /**
   * @param {number} value
   */
  appendFloat32(value) {
    this.ensure(4);
    this.view.setFloat32(this.index, value, true);
    this.offset += 4;
    this.index += 4;
  }
  /**
   * @param {number} value
   */
  appendFloat64(value) {
    this.ensure(8);
    this.view.setFloat64(this.index, value, true);
    this.offset += 8;
    this.index += 8;
  }
  /**
   * @param {ArrayBuffer} value
   */
  appendBuffer(value) {
    this.appendBytes(new Uint8Array(value));
  }
  /**
   * @param {Uint8Array} value
   */
  appendBytes(value) {
    this.ensure(value.length);
    new Uint8Array(this.buffer, this.index, value.length).set(value);
    this.offset += value.length;
    this.index += value.length;
  }
  /**
   * Convert a 32-bit signed integer to varint (1-5 bytes).
   * Writes out groups of 7 bits at a time, setting high bit if more to come.
   *
   * @param {number} value
   */
  appendVarInt(value) {
    while (true) {
      if ((value & ~127) === 0) {
        this.appendUint8(value);
        return;
      } else {
        this.appendUint8(value & 127 | 128);
        value >>>= 7;
      }
    }
  }
  /**
   * Convert a bigint to varint (1-10 bytes for 64-bit range).
   *
   * @param {bigint} value
   */
  appendVarBigInt(value) {
    while (true) {
      if ((value & ~0x7fn) === 0n) {
        this.appendUint8(Number(value));
        return;
      } else {
        this.appendUint8(Number(value & 0x7fn | 0x80n));
        value >>= 7n;
      }
    }
  }
  /**
   * Convert number to zigzag encoding and write as varint.
   *
   * @param {number | bigint} value
   */
  appendZigZag(value) {
    if (typeof value === "number") {
      this.appendVarInt(value << 1 ^ value >> 31);
    } else {
      this.appendVarBigInt(value << 1n ^ value >> 63n);
    }
  }
};

// node_modules/hyparquet-writer/src/thrift.js
var STOP2 = 0;
var TRUE2 = 1;
var FALSE2 = 2;
var BYTE2 = 3;
var I322 = 5;
var I642 = 6;
var DOUBLE2 = 7;
var BINARY2 = 8;
var LIST2 = 9;
var STRUCT2 = 12;
var ThriftStruct = class {
  /**
   * @param {ThriftField[]} fields
   */
  constructor(fields) {
    this.fields = fields;
  }
};
function serializeTCompactProtocol(writer2, data) {
  writeElement(writer2, STRUCT2, data);
}
function writeElement(writer2, type, value) {
  if (type === TRUE2) return;
  if (type === FALSE2) return;
  if (type === BYTE2 && typeof value === "number") {
    writer2.appendUint8(value);
  } else if (type === I322 && typeof value === "number") {
    writer2.appendZigZag(value);
  } else if (type === I642 && typeof value === "bigint") {
    writer2.appendZigZag(value);
  } else if (type === DOUBLE2 && typeof value === "number") {
    writer2.appendFloat64(value);
  } else if (type === BINARY2 && typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    writer2.appendVarInt(bytes.length);
    writer2.appendBytes(bytes);
  } else if (type === BINARY2 && value instanceof Uint8Array) {
    writer2.appendVarInt(value.byteLength);
    writer2.appendBytes(value);
  } else if (type === LIST2 && Array.isArray(value)) {
    const elemType = getCompactTypeForList(value);
    if (value.length > 14) {
      writer2.appendUint8(15 << 4 | elemType);
      writer2.appendVarInt(value.length);
    } else {
      writer2.appendUint8(value.length << 4 | elemType);
    }
    if (elemType === FALSE2) {
      for (const v of value) {
        writer2.appendUint8(v ? 1 : 0);
      }
    } else {
      for (const v of value) {
        writeElement(writer2, elemType, v);
      }
    }
  } else if (type === STRUCT2 && value instanceof ThriftStruct) {
    let lastFid = 0;
    for (const [fid, fieldType, fieldValue] of value.fields) {
      if (fieldValue === void 0) continue;
      lastFid = writeStructField(writer2, lastFid, fid, fieldType, fieldValue);
    }
    writer2.appendUint8(STOP2);
  } else if (type === STRUCT2 && typeof value === "object") {
    let lastFid = 0;
    for (const [k, v] of Object.entries(value)) {
      if (v === void 0) continue;
      const fid = parseInt(k.replace(/^field_/, ""), 10);
      if (Number.isNaN(fid)) {
        throw new Error(`thrift invalid field name: ${k}. Expected "field_###"`);
      }
      const t = getCompactTypeForValue(v);
      lastFid = writeStructField(writer2, lastFid, fid, t, v);
    }
    writer2.appendUint8(STOP2);
  } else {
    throw new Error(`thrift invalid type ${type} for value ${value}`);
  }
}
function writeStructField(writer2, lastFid, fid, type, value) {
  const delta = fid - lastFid;
  if (delta <= 0) {
    throw new Error(`thrift non-monotonic field id: fid=${fid}, lastFid=${lastFid}`);
  }
  if (delta > 15) {
    writer2.appendUint8(type);
    writer2.appendZigZag(fid);
  } else {
    writer2.appendUint8(delta << 4 | type);
  }
  writeElement(writer2, type, value);
  return fid;
}
function getCompactTypeForValue(value) {
  if (value === true) return TRUE2;
  if (value === false) return FALSE2;
  if (Number.isInteger(value)) return I322;
  if (typeof value === "number") return DOUBLE2;
  if (typeof value === "bigint") return I642;
  if (typeof value === "string") return BINARY2;
  if (value instanceof Uint8Array) return BINARY2;
  if (Array.isArray(value)) return LIST2;
  if (value && typeof value === "object") return STRUCT2;
  throw new Error(`Cannot determine thrift compact type for: ${value}`);
}
function getCompactTypeForList(value) {
  let elemType = 0;
  for (const v of value) {
    let t = getCompactTypeForValue(v);
    if (t === TRUE2) t = FALSE2;
    if (!elemType) elemType = t;
    if (elemType === DOUBLE2 && t === I322) t = DOUBLE2;
    if (elemType === I322 && t === DOUBLE2) elemType = DOUBLE2;
    if (t !== elemType) {
      throw new Error(`thrift invalid type for list element: ${v} (expected type ${elemType})`);
    }
  }
  return elemType ?? BYTE2;
}

// node_modules/hyparquet-writer/src/bloom.js
var SALT2 = new Uint32Array([
  1203114875,
  1150766481,
  2284105051,
  2729912477,
  1884591559,
  770785867,
  2667333959,
  1550580529
]);
var MIN_BYTES = 32;
var MAX_BYTES = 128 * 1024 * 1024;
function blockIndex2(hash, numBlocks) {
  return Number((hash >> 32n) * BigInt(numBlocks) >> 32n);
}
function blockMask2(hash) {
  const m = new Uint32Array(8);
  const low = Number(hash & 0xffffffffn) | 0;
  for (let i2 = 0; i2 < 8; i2++) {
    m[i2] = 1 << (Math.imul(low, SALT2[i2]) >>> 27);
  }
  return m;
}
function sbbfInsert(blocks, hash) {
  const offset = blockIndex2(hash, blocks.length >> 3) << 3;
  const m = blockMask2(hash);
  for (let i2 = 0; i2 < 8; i2++) {
    blocks[offset + i2] |= m[i2];
  }
}
function nextPowerOfTwo(n) {
  let p = 1;
  while (p < n) p <<= 1;
  return p;
}
function optimalNumBytes(ndv, fpp) {
  if (!(fpp > 0 && fpp < 1)) throw new Error(`bloom filter fpp must be in (0, 1), got ${fpp}`);
  if (!(ndv >= 0)) throw new Error(`bloom filter ndv must be >= 0, got ${ndv}`);
  const m = -8 * ndv / Math.log(1 - fpp ** (1 / 8));
  const numBytes = Math.ceil(m / 8);
  if (!(numBytes <= MAX_BYTES)) return MAX_BYTES;
  return nextPowerOfTwo(Math.max(numBytes, MIN_BYTES));
}
var BloomBuilder = class {
  /**
   * @param {SchemaElement} element
   * @param {{ fpp?: number, maxBytes?: number }} [options]
   */
  constructor(element, { fpp = 0.01, maxBytes = 1024 * 1024 } = {}) {
    this.element = element;
    this.fpp = fpp;
    this.maxBytes = maxBytes;
    this.hashes = /* @__PURE__ */ new Set();
    this.skipped = 0;
  }
  /** @param {any} value */
  insert(value) {
    if (value === null || value === void 0) return;
    const h = hashParquetValue(value, this.element);
    if (h === void 0) {
      this.skipped++;
      return;
    }
    this.hashes.add(h);
  }
  /** @returns {Uint32Array | undefined} */
  finalize() {
    if (this.skipped > 0 || this.hashes.size === 0) return void 0;
    let numBytes = optimalNumBytes(this.hashes.size, this.fpp);
    while (numBytes > this.maxBytes && numBytes > MIN_BYTES) numBytes >>= 1;
    if (numBytes > this.maxBytes) return void 0;
    const blocks = new Uint32Array(numBytes >> 2);
    for (const h of this.hashes) sbbfInsert(blocks, h);
    return blocks;
  }
};
function writeBloomFilter(writer2, blocks) {
  if (blocks.length % 8 !== 0) {
    throw new Error(`bloom filter block count must be a multiple of 8 uint32 words, got ${blocks.length}`);
  }
  serializeTCompactProtocol(writer2, {
    field_1: blocks.byteLength,
    // numBytes
    field_2: { field_1: {} },
    // algorithm: SplitBlockAlgorithm
    field_3: { field_1: {} },
    // hash: XxHash
    field_4: { field_1: {} }
    // compression: Uncompressed
  });
  for (let i2 = 0; i2 < blocks.length; i2++) {
    writer2.appendUint32(blocks[i2]);
  }
}
function writeBlooms(writer2, pageIndexes) {
  for (const { chunk, bloomFilter } of pageIndexes) {
    if (!bloomFilter || !chunk.meta_data) continue;
    const offset = writer2.offset;
    writeBloomFilter(writer2, bloomFilter);
    chunk.meta_data.bloom_filter_offset = BigInt(offset);
    chunk.meta_data.bloom_filter_length = writer2.offset - offset;
  }
}

// node_modules/hyparquet-writer/src/delta.js
var BLOCK_SIZE = 128;
var MINIBLOCKS_PER_BLOCK = 4;
var VALUES_PER_MINIBLOCK = BLOCK_SIZE / MINIBLOCKS_PER_BLOCK;
function deltaBinaryPack(writer2, values, type) {
  if (values.length === 0) {
    writer2.appendVarInt(BLOCK_SIZE);
    writer2.appendVarInt(MINIBLOCKS_PER_BLOCK);
    writer2.appendVarInt(0);
    writer2.appendVarInt(0);
    return;
  }
  if (typeof values[0] !== "number" && typeof values[0] !== "bigint") {
    throw new Error("deltaBinaryPack only supports number or bigint arrays");
  }
  if (usesInt32NumberPath(values)) {
    deltaBinaryPackInt32(writer2, values, type === "INT32");
  } else {
    deltaBinaryPackBigInt(writer2, values, type === "INT32" ? 32 : 64);
  }
}
function usesInt32NumberPath(values) {
  if (values instanceof Int32Array) return true;
  for (let i2 = 0; i2 < values.length; i2++) {
    const value = values[i2];
    if (typeof value !== "number" || value !== (value | 0)) return false;
  }
  return true;
}
function deltaBinaryPackInt32(writer2, values, wrap) {
  const count2 = values.length;
  writer2.appendVarInt(BLOCK_SIZE);
  writer2.appendVarInt(MINIBLOCKS_PER_BLOCK);
  writer2.appendVarInt(count2);
  appendZigZagNumber(writer2, values[0]);
  const packedByBitWidth = [];
  const blockDeltas = new Float64Array(BLOCK_SIZE);
  const bitWidths = new Uint8Array(MINIBLOCKS_PER_BLOCK);
  let index = 1;
  while (index < count2) {
    const blockEnd = Math.min(index + BLOCK_SIZE, count2);
    const blockSize = blockEnd - index;
    const firstDelta = wrap ? values[index] - values[index - 1] | 0 : values[index] - values[index - 1];
    let previous = values[index];
    let constantEnd = index + 1;
    while (constantEnd < blockEnd) {
      const value = values[constantEnd];
      if ((wrap ? value - previous | 0 : value - previous) !== firstDelta) break;
      previous = value;
      constantEnd++;
    }
    if (constantEnd === blockEnd) {
      appendZigZagNumber(writer2, firstDelta);
      writer2.appendUint32(0);
      index = blockEnd;
      continue;
    }
    let minDelta = firstDelta;
    blockDeltas[0] = minDelta;
    for (let i2 = 1; i2 < blockSize; i2++) {
      const delta = wrap ? values[index + i2] - values[index + i2 - 1] | 0 : values[index + i2] - values[index + i2 - 1];
      blockDeltas[i2] = delta;
      if (delta < minDelta) minDelta = delta;
    }
    appendZigZagNumber(writer2, minDelta);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      let maxAdjusted = 0;
      for (let i2 = mbStart; i2 < mbEnd; i2++) {
        const adjusted = blockDeltas[i2] - minDelta;
        if (adjusted > maxAdjusted) maxAdjusted = adjusted;
      }
      bitWidths[mb] = bitWidthNumber(maxAdjusted);
    }
    writer2.appendBytes(bitWidths);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const bitWidth3 = bitWidths[mb];
      if (bitWidth3 === 0) continue;
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      const packed = packedByBitWidth[bitWidth3] ??= new Uint8Array(bitWidth3 * 4);
      let byteIndex = 0;
      let buffer = 0;
      let bitsUsed = 0;
      if (bitWidth3 <= 25) {
        for (let i2 = 0; i2 < VALUES_PER_MINIBLOCK; i2++) {
          const adjusted = mbStart + i2 < mbEnd ? blockDeltas[mbStart + i2] - minDelta : 0;
          buffer |= adjusted << bitsUsed;
          bitsUsed += bitWidth3;
          while (bitsUsed >= 8) {
            packed[byteIndex++] = buffer & 255;
            buffer >>>= 8;
            bitsUsed -= 8;
          }
        }
      } else {
        for (let i2 = 0; i2 < VALUES_PER_MINIBLOCK; i2++) {
          const adjusted = mbStart + i2 < mbEnd ? blockDeltas[mbStart + i2] - minDelta : 0;
          buffer += adjusted * 2 ** bitsUsed;
          bitsUsed += bitWidth3;
          while (bitsUsed >= 8) {
            packed[byteIndex++] = buffer % 256;
            buffer = Math.floor(buffer / 256);
            bitsUsed -= 8;
          }
        }
      }
      writer2.appendBytes(packed);
    }
    index = blockEnd;
  }
}
function deltaBinaryPackBigInt(writer2, values, bits) {
  const count2 = values.length;
  writer2.appendVarInt(BLOCK_SIZE);
  writer2.appendVarInt(MINIBLOCKS_PER_BLOCK);
  writer2.appendVarInt(count2);
  writer2.appendZigZag(BigInt.asIntN(bits, BigInt(values[0])));
  const blockDeltas = new BigInt64Array(BLOCK_SIZE);
  const bitWidths = new Uint8Array(MINIBLOCKS_PER_BLOCK);
  let index = 1;
  while (index < count2) {
    const blockEnd = Math.min(index + BLOCK_SIZE, count2);
    const blockSize = blockEnd - index;
    let minDelta = 0n;
    for (let i2 = 0; i2 < blockSize; i2++) {
      blockDeltas[i2] = BigInt(values[index + i2]) - BigInt(values[index + i2 - 1]);
      if (bits === 32) blockDeltas[i2] = BigInt.asIntN(32, blockDeltas[i2]);
      const delta = blockDeltas[i2];
      if (i2 === 0 || delta < minDelta) minDelta = delta;
    }
    writer2.appendZigZag(minDelta);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      let maxAdjusted = 0n;
      for (let i2 = mbStart; i2 < mbEnd; i2++) {
        const adjusted = blockDeltas[i2] - minDelta;
        if (adjusted > maxAdjusted) maxAdjusted = adjusted;
      }
      bitWidths[mb] = bitWidth2(maxAdjusted);
    }
    writer2.appendBytes(bitWidths);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const bitWidth3 = bitWidths[mb];
      if (bitWidth3 === 0) continue;
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      let buffer = 0n;
      let bitsUsed = 0;
      for (let i2 = 0; i2 < VALUES_PER_MINIBLOCK; i2++) {
        const adjusted = mbStart + i2 < mbEnd ? blockDeltas[mbStart + i2] - minDelta : 0n;
        buffer |= adjusted << BigInt(bitsUsed);
        bitsUsed += bitWidth3;
        while (bitsUsed >= 8) {
          writer2.appendUint8(Number(buffer & 0xffn));
          buffer >>= 8n;
          bitsUsed -= 8;
        }
      }
    }
    index = blockEnd;
  }
}
function appendZigZagNumber(writer2, value) {
  let encoded = value < 0 ? -value * 2 - 1 : value * 2;
  while (encoded >= 128) {
    writer2.appendUint8(encoded % 128 + 128);
    encoded = Math.floor(encoded / 128);
  }
  writer2.appendUint8(encoded);
}
function bitWidthNumber(value) {
  if (value === 0) return 0;
  return value > 4294967295 ? 33 : 32 - Math.clz32(value);
}
function deltaLengthByteArray2(writer2, values) {
  const lengths = new Int32Array(values.length);
  for (let i2 = 0; i2 < values.length; i2++) {
    const value = values[i2];
    if (!(value instanceof Uint8Array)) {
      throw new Error("deltaLengthByteArray expects Uint8Array values");
    }
    lengths[i2] = value.length;
  }
  deltaBinaryPack(writer2, lengths, "INT32");
  for (const value of values) {
    writer2.appendBytes(value);
  }
}
function deltaByteArray2(writer2, values) {
  if (values.length === 0) {
    deltaBinaryPack(writer2, [], "INT32");
    deltaBinaryPack(writer2, [], "INT32");
    return;
  }
  const prefixLengths = new Int32Array(values.length);
  const suffixLengths = new Int32Array(values.length);
  const value = values[0];
  if (!(value instanceof Uint8Array)) {
    throw new Error("deltaByteArray expects Uint8Array values");
  }
  prefixLengths[0] = 0;
  suffixLengths[0] = value.length;
  for (let i2 = 1; i2 < values.length; i2++) {
    const prev = values[i2 - 1];
    const curr = values[i2];
    let prefixLen;
    if (curr === prev) {
      prefixLen = curr.length;
    } else {
      if (!(curr instanceof Uint8Array)) {
        throw new Error("deltaByteArray expects Uint8Array values");
      }
      prefixLen = 0;
      const maxPrefix = Math.min(prev.length, curr.length);
      while (prefixLen < maxPrefix && prev[prefixLen] === curr[prefixLen]) {
        prefixLen++;
      }
    }
    prefixLengths[i2] = prefixLen;
    suffixLengths[i2] = curr.length - prefixLen;
  }
  deltaBinaryPack(writer2, prefixLengths, "INT32");
  deltaBinaryPack(writer2, suffixLengths, "INT32");
  for (let i2 = 0; i2 < values.length; i2++) {
    if (suffixLengths[i2] > 0) {
      writer2.appendBytes(values[i2].subarray(prefixLengths[i2]));
    }
  }
}
function bitWidth2(value) {
  if (value === 0n) return 0;
  let bits = 0;
  while (value > 0n) {
    bits++;
    value >>= 1n;
  }
  return bits;
}

// node_modules/hyparquet-writer/src/encoding.js
function writeRleBitPackedHybrid(writer2, values, bitWidth3) {
  const offsetStart = writer2.offset;
  let pendingBitPackedGroups = 0;
  let bitPackedStart = 0;
  let i2 = 0;
  while (i2 < values.length) {
    let rleCount = 1;
    const firstVal = values[i2];
    while (i2 + rleCount < values.length && values[i2 + rleCount] === firstVal) {
      rleCount++;
    }
    if (rleCount >= 8) {
      if (pendingBitPackedGroups) {
        writeBitPackedGroups(writer2, values, bitPackedStart, pendingBitPackedGroups, bitWidth3);
        pendingBitPackedGroups = 0;
      }
      writeRleRun(writer2, firstVal, rleCount, bitWidth3);
      i2 += rleCount;
    } else {
      if (pendingBitPackedGroups === 0) {
        bitPackedStart = i2;
      }
      pendingBitPackedGroups++;
      i2 += 8;
    }
  }
  if (pendingBitPackedGroups) {
    writeBitPackedGroups(writer2, values, bitPackedStart, pendingBitPackedGroups, bitWidth3);
  }
  return writer2.offset - offsetStart;
}
function writeRleRun(writer2, value, count2, bitWidth3) {
  writer2.appendVarInt(count2 << 1);
  const width = bitWidth3 + 7 >> 3;
  for (let j = 0; j < width; j++) {
    writer2.appendUint8(value >> (j << 3) & 255);
  }
}
function writeBitPackedGroups(writer2, values, start, numGroups, bitWidth3) {
  writer2.appendVarInt(numGroups << 1 | 1);
  if (bitWidth3 === 0) return;
  const mask = (1 << bitWidth3) - 1;
  let buffer = 0;
  let bitsUsed = 0;
  const totalValues = numGroups * 8;
  for (let i2 = 0; i2 < totalValues; i2++) {
    const idx = start + i2;
    const v = idx < values.length ? values[idx] & mask : 0;
    buffer |= v << bitsUsed;
    bitsUsed += bitWidth3;
    while (bitsUsed >= 8) {
      writer2.appendUint8(buffer & 255);
      buffer >>>= 8;
      bitsUsed -= 8;
    }
  }
  if (bitsUsed > 0) {
    writer2.appendUint8(buffer & 255);
  }
}

// node_modules/hyparquet-writer/src/plain.js
function writePlain(writer2, values, type, fixedLength) {
  if (type === "BOOLEAN") {
    writePlainBoolean(writer2, values);
  } else if (type === "INT32") {
    writePlainInt32(writer2, values);
  } else if (type === "INT64") {
    writePlainInt64(writer2, values);
  } else if (type === "FLOAT") {
    writePlainFloat(writer2, values);
  } else if (type === "DOUBLE") {
    writePlainDouble(writer2, values);
  } else if (type === "BYTE_ARRAY") {
    writePlainByteArray(writer2, values);
  } else if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (!fixedLength) throw new Error("parquet FIXED_LEN_BYTE_ARRAY expected type_length");
    writePlainByteArrayFixed(writer2, values, fixedLength);
  } else {
    throw new Error(`parquet unsupported type: ${type}`);
  }
}
function writePlainBoolean(writer2, values) {
  let currentByte = 0;
  for (let i2 = 0; i2 < values.length; i2++) {
    const value = values[i2];
    if (typeof value !== "boolean") throw new Error("parquet expected boolean value, got " + value);
    const bitOffset = i2 % 8;
    if (value) {
      currentByte |= 1 << bitOffset;
    }
    if (bitOffset === 7) {
      writer2.appendUint8(currentByte);
      currentByte = 0;
    }
  }
  if (values.length % 8) {
    writer2.appendUint8(currentByte);
  }
}
function writePlainInt32(writer2, values) {
  for (const value of values) {
    if (!Number.isSafeInteger(value)) throw new Error("parquet expected integer value, got " + value);
    if (value < -2147483648 || value > 2147483647) throw new Error("parquet expected int32 value, got " + value);
    writer2.appendInt32(value);
  }
}
function writePlainInt64(writer2, values) {
  for (const value of values) {
    if (typeof value !== "bigint") throw new Error("parquet expected bigint value, got " + value);
    writer2.appendInt64(value);
  }
}
function writePlainFloat(writer2, values) {
  for (const value of values) {
    if (typeof value !== "number") throw new Error("parquet expected number value, got " + value);
    writer2.appendFloat32(value);
  }
}
function writePlainDouble(writer2, values) {
  for (const value of values) {
    if (typeof value !== "number") throw new Error("parquet expected number value, got " + value);
    writer2.appendFloat64(value);
  }
}
function writePlainByteArray(writer2, values) {
  for (const value of values) {
    let bytes = value;
    if (typeof bytes === "string") {
      bytes = new TextEncoder().encode(value);
    }
    if (!(bytes instanceof Uint8Array)) {
      throw new Error("parquet expected Uint8Array value, got " + typeof bytes);
    }
    writer2.appendUint32(bytes.length);
    writer2.appendBytes(bytes);
  }
}
function writePlainByteArrayFixed(writer2, values, fixedLength) {
  for (const value of values) {
    if (!(value instanceof Uint8Array)) throw new Error("parquet expected Uint8Array value, got " + typeof value);
    if (value.length !== fixedLength) throw new Error(`parquet expected Uint8Array of length ${fixedLength}`);
    writer2.appendBytes(value);
  }
}

// node_modules/hyparquet-writer/src/variant.js
var encoder2 = new TextEncoder();
var INT64_MIN = -(2n ** 63n);
var INT64_MAX = 2n ** 63n - 1n;
var VARIANT_NULL = new Uint8Array([0]);
var RESERVED_SHREDDING_FIELDS = /* @__PURE__ */ new Set(["value", "typed_value"]);
var EMPTY_KEY_INDEX = /* @__PURE__ */ new Map();
var EMPTY_METADATA = writeVariantMetadata([]);
function encodeVariantColumn(values, shredding, column) {
  if (column?.required) {
    for (let i2 = 0; i2 < values.length; i2++) {
      if (values[i2] === void 0) {
        throw new Error(`required variant column ${column.name} has undefined value at index ${i2}`);
      }
    }
  }
  const scratchWriters = [];
  const shreddingConfig = shredding && normalizeShreddingConfig(shredding);
  if (shreddingConfig) {
    const metadataCache2 = /* @__PURE__ */ new Map();
    return values.map((value) => {
      if (value === void 0) return null;
      const keys = /* @__PURE__ */ new Set();
      collectKeys(value, keys);
      const { metadata: metadata2, keyIndex: keyIndex2 } = getVariantRowMetadata(keys, metadataCache2);
      return { metadata: metadata2, ...encodeShredded(value, shreddingConfig, keyIndex2, true, scratchWriters) };
    });
  }
  const dictionary = buildVariantDictionary(values);
  const metadata = writeVariantMetadata(dictionary);
  const keyIndex = /* @__PURE__ */ new Map();
  for (let i2 = 0; i2 < dictionary.length; i2++) {
    keyIndex.set(dictionary[i2], i2);
  }
  return values.map((value) => {
    if (value === void 0) return null;
    return { metadata, value: writeVariantValue(value, keyIndex, scratchWriters) };
  });
}
function encodeShredded(value, shredType, keyIndex, allowPartialObjects, scratchWriters) {
  if (value === null || value === void 0) {
    return { value: VARIANT_NULL, typed_value: null };
  }
  if (Array.isArray(shredType)) {
    if (!Array.isArray(value)) {
      return { value: writeVariantValue(value, keyIndex, scratchWriters), typed_value: null };
    }
    const elemShred = shredType[0];
    return {
      value: null,
      typed_value: value.map((el) => encodeShredded(el, elemShred, keyIndex, false, scratchWriters))
    };
  }
  if (typeof shredType === "object") {
    if (typeof value !== "object" || Array.isArray(value) || value instanceof Date || value instanceof Uint8Array) {
      return { value: writeVariantValue(value, keyIndex, scratchWriters), typed_value: null };
    }
    const remaining = {};
    let hasRemaining = false;
    for (const k of Object.keys(value)) {
      if (k in shredType || value[k] === void 0) continue;
      remaining[k] = value[k];
      hasRemaining = true;
    }
    if (hasRemaining && !allowPartialObjects) {
      return { value: writeVariantValue(value, keyIndex, scratchWriters), typed_value: null };
    }
    const fieldNames = Object.keys(shredType);
    const hasMissingFieldConflict = fieldNames.some(
      (fieldName) => (!Object.prototype.hasOwnProperty.call(value, fieldName) || value[fieldName] === void 0) && keyIndex.has(fieldName)
    );
    if (hasMissingFieldConflict) {
      return { value: writeVariantValue(value, keyIndex, scratchWriters), typed_value: null };
    }
    const typedValue = {};
    for (const fieldName of fieldNames) {
      if (!Object.prototype.hasOwnProperty.call(value, fieldName) || value[fieldName] === void 0) {
        continue;
      }
      typedValue[fieldName] = encodeShredded(
        value[fieldName],
        shredType[fieldName],
        keyIndex,
        false,
        scratchWriters
      );
    }
    const binaryValue = hasRemaining ? writeVariantValue(remaining, keyIndex, scratchWriters) : null;
    return { value: binaryValue, typed_value: typedValue };
  }
  if (matchesType(value, shredType)) {
    return { value: null, typed_value: value };
  }
  return { value: writeVariantValue(value, keyIndex, scratchWriters), typed_value: null };
}
function getVariantRowMetadata(keys, metadataCache2) {
  if (keys.size === 0) {
    return { metadata: EMPTY_METADATA, keyIndex: EMPTY_KEY_INDEX };
  }
  const dictionary = [...keys].sort();
  const cacheKey = dictionary.join("\0");
  const cached = metadataCache2.get(cacheKey);
  if (cached) {
    return cached;
  }
  const metadata = writeVariantMetadata(dictionary);
  const keyIndex = /* @__PURE__ */ new Map();
  for (let i2 = 0; i2 < dictionary.length; i2++) keyIndex.set(dictionary[i2], i2);
  const rowMetadata = { metadata, keyIndex };
  metadataCache2.set(cacheKey, rowMetadata);
  return rowMetadata;
}
function matchesType(value, type) {
  if (value === null || value === void 0) return false;
  switch (type) {
    case "BOOLEAN":
      return typeof value === "boolean";
    case "INT32":
      return typeof value === "number" && Number.isInteger(value) && value >= -2147483648 && value <= 2147483647;
    case "INT64":
      return typeof value === "bigint" && value >= INT64_MIN && value <= INT64_MAX;
    case "FLOAT":
      return typeof value === "number";
    case "DOUBLE":
      return typeof value === "number";
    case "STRING":
      return typeof value === "string";
    case "TIMESTAMP":
      return value instanceof Date;
    default:
      return false;
  }
}
var MAX_SHRED_DEPTH = 3;
var MAX_SHRED_LEAVES = 256;
function autoDetectShredding(values) {
  const detected = detectShred(values, 0);
  if (detected === void 0 || typeof detected !== "object") return void 0;
  const normalized = normalizeShreddingConfig(detected);
  if (normalized === void 0 || countShredLeaves(normalized) > MAX_SHRED_LEAVES) return void 0;
  return normalized;
}
function countShredLeaves(shredType) {
  if (Array.isArray(shredType)) return shredType.length ? countShredLeaves(shredType[0]) : 0;
  if (shredType && typeof shredType === "object") {
    let leaves = 0;
    for (const key of Object.keys(shredType)) leaves += countShredLeaves(shredType[key]);
    return leaves;
  }
  return 1;
}
function detectShred(values, depth) {
  const nonNull = [];
  for (const v of values) {
    if (v !== null && v !== void 0) nonNull.push(v);
  }
  if (!nonNull.length) return void 0;
  if (nonNull.some(isPlainObject)) {
    if (depth >= MAX_SHRED_DEPTH) return void 0;
    const fieldValues = /* @__PURE__ */ new Map();
    for (const v of nonNull) {
      if (!isPlainObject(v)) continue;
      for (const [key, fieldValue] of Object.entries(v)) {
        if (fieldValue === void 0) continue;
        const arr = fieldValues.get(key);
        if (arr) arr.push(fieldValue);
        else fieldValues.set(key, [fieldValue]);
      }
    }
    const shredding = {};
    for (const [key, vals] of fieldValues) {
      const fieldShred = detectShred(vals, depth + 1);
      if (fieldShred !== void 0) shredding[key] = fieldShred;
    }
    return Object.keys(shredding).length > 0 ? shredding : void 0;
  }
  if (nonNull.every(Array.isArray)) {
    if (depth >= MAX_SHRED_DEPTH) return void 0;
    const elements = [];
    for (const arr of nonNull) for (const el of arr) elements.push(el);
    const elemShred = detectShred(elements, depth + 1);
    return elemShred === void 0 ? void 0 : [elemShred];
  }
  let jsType;
  for (const v of nonNull) {
    if (Array.isArray(v)) return void 0;
    const t = v instanceof Date ? "date" : typeof v;
    if (jsType === void 0) jsType = t;
    else if (jsType !== t) return void 0;
  }
  return jsType ? jsTypeToBasicType(jsType) : void 0;
}
function isPlainObject(v) {
  return typeof v === "object" && v !== null && !Array.isArray(v) && !(v instanceof Date) && !(v instanceof Uint8Array);
}
function normalizeShreddingConfig(shredding) {
  if (Array.isArray(shredding)) {
    const elem = shredding.length ? normalizeShreddingConfig(shredding[0]) : void 0;
    return elem === void 0 ? void 0 : [elem];
  }
  if (typeof shredding === "object") {
    const normalized = {};
    for (const [key, type] of Object.entries(shredding)) {
      if (RESERVED_SHREDDING_FIELDS.has(key)) continue;
      const norm = normalizeShreddingConfig(type);
      if (norm !== void 0) normalized[key] = norm;
    }
    return Object.keys(normalized).length > 0 ? normalized : void 0;
  }
  return shredding;
}
function jsTypeToBasicType(jsType) {
  switch (jsType) {
    case "boolean":
      return "BOOLEAN";
    case "string":
      return "STRING";
    case "number":
      return "DOUBLE";
    case "bigint":
      return "INT64";
    case "date":
      return "TIMESTAMP";
    default:
      return void 0;
  }
}
function buildVariantDictionary(values) {
  const keys = /* @__PURE__ */ new Set();
  collectKeys(values, keys);
  return [...keys].sort();
}
function collectKeys(value, keys) {
  if (value === null || value === void 0) return;
  if (Array.isArray(value)) {
    for (const item of value) {
      collectKeys(item, keys);
    }
    return;
  }
  if (value instanceof Date || value instanceof Uint8Array) return;
  if (typeof value === "object") {
    for (const key of Object.keys(value)) {
      keys.add(key);
      collectKeys(value[key], keys);
    }
  }
}
function writeVariantMetadata(dictionary) {
  const n = dictionary.length;
  const encoded = new Array(n);
  let totalStringBytes = 0;
  for (let i2 = 0; i2 < n; i2++) {
    const e = encoder2.encode(dictionary[i2]);
    encoded[i2] = e;
    totalStringBytes += e.length;
  }
  const offsetSize = byteWidth2(totalStringBytes);
  const header = 1 | 1 << 4 | offsetSize - 1 << 6;
  const totalSize = 1 + offsetSize + (n + 1) * offsetSize + totalStringBytes;
  const bytes = new Uint8Array(totalSize);
  let offset = 0;
  bytes[offset++] = header;
  for (let j = 0; j < offsetSize; j++) bytes[offset++] = n >> j * 8 & 255;
  let strOffset = 0;
  for (let i2 = 0; i2 < n; i2++) {
    for (let j = 0; j < offsetSize; j++) bytes[offset++] = strOffset >> j * 8 & 255;
    strOffset += encoded[i2].length;
  }
  for (let j = 0; j < offsetSize; j++) bytes[offset++] = strOffset >> j * 8 & 255;
  for (let i2 = 0; i2 < n; i2++) {
    bytes.set(encoded[i2], offset);
    offset += encoded[i2].length;
  }
  return bytes;
}
function writeVariantValue(value, keyIndex, scratchWriters) {
  const writer2 = new ByteWriter(8);
  writeValue(value, writer2, keyIndex, scratchWriters);
  return writer2.getBytes();
}
function writeValue(val, writer2, keyIndex, scratchWriters) {
  if (val === null || val === void 0) {
    writer2.appendUint8(0);
    return;
  }
  if (val === true) {
    writer2.appendUint8(4);
    return;
  }
  if (val === false) {
    writer2.appendUint8(8);
    return;
  }
  if (typeof val === "bigint") {
    if (val < INT64_MIN || val > INT64_MAX) {
      throw new RangeError(`variant bigint out of int64 range: ${val}`);
    }
    writer2.appendUint8(6 << 2);
    writer2.appendInt64(val);
    return;
  }
  if (typeof val === "number") {
    if (Number.isInteger(val)) {
      if (val >= -128 && val <= 127) {
        writer2.appendUint8(3 << 2);
        writer2.appendUint8(val & 255);
        return;
      }
      if (val >= -32768 && val <= 32767) {
        writer2.appendUint8(4 << 2);
        appendUnsignedLE(writer2, val, 2);
        return;
      }
      if (val >= -2147483648 && val <= 2147483647) {
        writer2.appendUint8(5 << 2);
        writer2.appendInt32(val);
        return;
      }
    }
    writer2.appendUint8(7 << 2);
    writer2.appendFloat64(val);
    return;
  }
  if (typeof val === "string") {
    const strBytes = encoder2.encode(val);
    if (strBytes.length <= 63) {
      writer2.appendUint8(strBytes.length << 2 | 1);
      writer2.appendBytes(strBytes);
    } else {
      writer2.appendUint8(16 << 2);
      writer2.appendUint32(strBytes.length);
      writer2.appendBytes(strBytes);
    }
    return;
  }
  if (val instanceof Date) {
    writer2.appendUint8(13 << 2);
    writer2.appendInt64(BigInt(val.getTime()) * 1000n);
    return;
  }
  if (val instanceof Uint8Array) {
    writer2.appendUint8(15 << 2);
    writer2.appendUint32(val.length);
    writer2.appendBytes(val);
    return;
  }
  if (Array.isArray(val)) {
    writeVariantArray(val, writer2, keyIndex, scratchWriters);
    return;
  }
  if (typeof val === "object") {
    writeVariantObject(val, writer2, keyIndex, scratchWriters);
    return;
  }
  throw new Error(`variant cannot encode value: ${val}`);
}
function writeVariantObject(obj, writer2, keyIndex, scratchWriters) {
  const entries = Object.keys(obj).filter((key) => obj[key] !== void 0).map((key) => {
    const id = keyIndex.get(key);
    if (id === void 0) throw new Error(`variant key not in dictionary: ${key}`);
    return { id, key };
  });
  entries.sort((a, b) => a.id - b.id);
  const numElements = entries.length;
  const maxFieldId = numElements > 0 ? entries[numElements - 1].id : 0;
  const idWidth = byteWidth2(maxFieldId);
  const scratch = scratchWriters.pop() ?? new ByteWriter(8);
  const offsets = new Array(numElements + 1);
  offsets[0] = 0;
  for (let i2 = 0; i2 < numElements; i2++) {
    writeValue(obj[entries[i2].key], scratch, keyIndex, scratchWriters);
    offsets[i2 + 1] = scratch.index;
  }
  const offsetWidth = byteWidth2(offsets[numElements]);
  const isLarge = numElements > 255 ? 1 : 0;
  writer2.appendUint8((offsetWidth - 1 | idWidth - 1 << 2 | isLarge << 4) << 2 | 2);
  if (isLarge) writer2.appendUint32(numElements);
  else writer2.appendUint8(numElements);
  for (const { id } of entries) appendUnsignedLE(writer2, id, idWidth);
  for (const off of offsets) appendUnsignedLE(writer2, off, offsetWidth);
  writer2.appendBytes(scratch.getBytes());
  scratch.index = 0;
  scratch.offset = 0;
  scratchWriters.push(scratch);
}
function writeVariantArray(arr, writer2, keyIndex, scratchWriters) {
  const numElements = arr.length;
  const scratch = scratchWriters.pop() ?? new ByteWriter(8);
  const offsets = new Array(numElements + 1);
  offsets[0] = 0;
  for (let i2 = 0; i2 < numElements; i2++) {
    writeValue(arr[i2], scratch, keyIndex, scratchWriters);
    offsets[i2 + 1] = scratch.index;
  }
  const offsetWidth = byteWidth2(offsets[numElements]);
  const isLarge = numElements > 255 ? 1 : 0;
  writer2.appendUint8((offsetWidth - 1 | isLarge << 2) << 2 | 3);
  if (isLarge) writer2.appendUint32(numElements);
  else writer2.appendUint8(numElements);
  for (const off of offsets) appendUnsignedLE(writer2, off, offsetWidth);
  writer2.appendBytes(scratch.getBytes());
  scratch.index = 0;
  scratch.offset = 0;
  scratchWriters.push(scratch);
}
function byteWidth2(maxValue) {
  if (maxValue <= 255) return 1;
  if (maxValue <= 65535) return 2;
  if (maxValue <= 16777215) return 3;
  return 4;
}
function appendUnsignedLE(writer2, value, width) {
  for (let i2 = 0; i2 < width; i2++) {
    writer2.appendUint8(value >> i2 * 8 & 255);
  }
}

// node_modules/hyparquet-writer/src/schema.js
function schemaFromColumnData({ columnData, schemaOverrides }) {
  const schema = [{
    name: "root",
    num_children: columnData.length
  }];
  for (const { name, data, type, nullable, shredding } of columnData) {
    if (schemaOverrides?.[name]) {
      const override = schemaOverrides[name];
      if (type || nullable !== void 0) {
        throw new Error(`cannot provide both type and schema override for column ${name}`);
      }
      if (override.name !== name) {
        throw new Error(`schema override for column ${name} must have matching name, got ${override.name}`);
      }
      if (override.type === "FIXED_LEN_BYTE_ARRAY" && !override.type_length) {
        throw new Error("schema override for FIXED_LEN_BYTE_ARRAY must include type_length");
      }
      if (override.num_children) {
        throw new Error("schema override does not support nested types");
      }
      schema.push(override);
    } else if (type === "VARIANT") {
      const repetition_type = nullable === false ? "REQUIRED" : "OPTIONAL";
      const shreddingConfig = shredding && shredding !== true ? normalizeShreddingConfig(shredding) : void 0;
      if (shreddingConfig) {
        schema.push(
          { name, repetition_type, num_children: 3, logical_type: { type: "VARIANT" } },
          { name: "metadata", type: "BYTE_ARRAY", repetition_type: "REQUIRED" },
          { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
          ...buildVariantTypedValue(shreddingConfig)
        );
      } else {
        schema.push(
          { name, repetition_type, num_children: 2, logical_type: { type: "VARIANT" } },
          { name: "metadata", type: "BYTE_ARRAY", repetition_type: "REQUIRED" },
          { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" }
        );
      }
    } else if (type) {
      schema.push(basicTypeToSchemaElement(name, type, nullable));
    } else {
      schema.push(autoSchemaElement(name, data.slice(0, 1e3)));
    }
  }
  return schema;
}
function buildVariantTypedValue(shredType) {
  if (Array.isArray(shredType)) {
    return [
      { name: "typed_value", repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "REQUIRED", num_children: 2 },
      { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
      ...buildVariantTypedValue(shredType[0])
    ];
  }
  if (typeof shredType === "object") {
    const fieldNames = Object.keys(shredType);
    const elements = [
      { name: "typed_value", repetition_type: "OPTIONAL", num_children: fieldNames.length }
    ];
    for (const fieldName of fieldNames) {
      elements.push(
        { name: fieldName, repetition_type: "OPTIONAL", num_children: 2 },
        { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
        ...buildVariantTypedValue(shredType[fieldName])
      );
    }
    return elements;
  }
  return [shreddedLeafElement(shredType)];
}
function shreddedLeafElement(type) {
  switch (type) {
    case "STRING":
      return { name: "typed_value", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" };
    case "INT32":
      return { name: "typed_value", type: "INT32", repetition_type: "OPTIONAL" };
    case "INT64":
      return { name: "typed_value", type: "INT64", repetition_type: "OPTIONAL" };
    case "DOUBLE":
      return { name: "typed_value", type: "DOUBLE", repetition_type: "OPTIONAL" };
    case "FLOAT":
      return { name: "typed_value", type: "FLOAT", repetition_type: "OPTIONAL" };
    case "BOOLEAN":
      return { name: "typed_value", type: "BOOLEAN", repetition_type: "OPTIONAL" };
    case "TIMESTAMP":
      return { name: "typed_value", type: "INT64", converted_type: "TIMESTAMP_MICROS", repetition_type: "OPTIONAL" };
    default:
      throw new Error(`unsupported shredded field type: ${type}`);
  }
}
function basicTypeToSchemaElement(name, type, nullable) {
  const repetition_type = nullable === false ? "REQUIRED" : "OPTIONAL";
  if (type === "STRING") {
    return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type };
  }
  if (type === "JSON") {
    return { name, type: "BYTE_ARRAY", converted_type: "JSON", repetition_type };
  }
  if (type === "TIMESTAMP") {
    return { name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type };
  }
  if (type === "UUID") {
    return { name, type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" }, repetition_type };
  }
  if (type === "FLOAT16") {
    return { name, type: "FIXED_LEN_BYTE_ARRAY", type_length: 2, logical_type: { type: "FLOAT16" }, repetition_type };
  }
  if (type === "GEOMETRY") {
    return { name, type: "BYTE_ARRAY", logical_type: { type: "GEOMETRY" }, repetition_type };
  }
  if (type === "GEOGRAPHY") {
    return { name, type: "BYTE_ARRAY", logical_type: { type: "GEOGRAPHY" }, repetition_type };
  }
  return { name, type, repetition_type };
}
function autoSchemaElement(name, values) {
  let type;
  let repetition_type = "REQUIRED";
  let converted_type;
  if (values instanceof Int32Array) return { name, type: "INT32", repetition_type };
  if (values instanceof BigInt64Array) return { name, type: "INT64", repetition_type };
  if (values instanceof Float32Array) return { name, type: "FLOAT", repetition_type };
  if (values instanceof Float64Array) return { name, type: "DOUBLE", repetition_type };
  for (const value of values) {
    if (value === null || value === void 0) {
      repetition_type = "OPTIONAL";
    } else {
      let valueType;
      let valueConvertedType;
      if (typeof value === "boolean") valueType = "BOOLEAN";
      else if (typeof value === "bigint") valueType = "INT64";
      else if (Number.isInteger(value)) valueType = "INT32";
      else if (typeof value === "number") valueType = "DOUBLE";
      else if (value instanceof Uint8Array) valueType = "BYTE_ARRAY";
      else if (typeof value === "string") {
        valueType = "BYTE_ARRAY";
        valueConvertedType = "UTF8";
      } else if (value instanceof Date) {
        valueType = "INT64";
        valueConvertedType = "TIMESTAMP_MILLIS";
      } else if (typeof value === "object") {
        valueType = "BYTE_ARRAY";
        valueConvertedType = "JSON";
      } else throw new Error(`cannot determine parquet type for: ${value}`);
      if (type === void 0) {
        type = valueType;
        converted_type = valueConvertedType;
      } else if (type === "INT32" && valueType === "DOUBLE") {
        type = "DOUBLE";
      } else if (type === "DOUBLE" && valueType === "INT32") {
        continue;
      } else if (type !== valueType || converted_type !== valueConvertedType) {
        throw new Error(`parquet cannot write mixed types: ${converted_type ?? type} and ${valueConvertedType ?? valueType}`);
      }
    }
  }
  if (!type) {
    type = "BYTE_ARRAY";
    repetition_type = "OPTIONAL";
  }
  return { name, type, repetition_type, converted_type };
}
function getMaxRepetitionLevel2(schemaPath) {
  let maxLevel = 0;
  for (const element of schemaPath) {
    if (element.repetition_type === "REPEATED") {
      maxLevel++;
    }
  }
  return maxLevel;
}
function schemaPathResolver(schema) {
  const root = parquetSchema({ schema });
  const childrenByName = /* @__PURE__ */ new Map();
  return (path) => {
    let tree = root;
    const schemaPath = [tree];
    for (const part of path) {
      let children = childrenByName.get(tree);
      if (!children) {
        children = /* @__PURE__ */ new Map();
        for (const child2 of tree.children) {
          if (!children.has(child2.element.name)) children.set(child2.element.name, child2);
        }
        childrenByName.set(tree, children);
      }
      const child = children.get(part);
      if (!child) throw new Error(`parquet schema element not found: ${path}`);
      schemaPath.push(child);
      tree = child;
    }
    return schemaPath;
  };
}

// node_modules/hyparquet-writer/src/splitstream.js
function writeByteStreamSplit(writer2, values, type, typeLength) {
  const count2 = values.length;
  let bytes;
  let width;
  if (type === "FLOAT") {
    const typed = values instanceof Float32Array ? values : new Float32Array(numberArray(values));
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 4;
  } else if (type === "DOUBLE") {
    const typed = values instanceof Float64Array ? values : new Float64Array(numberArray(values));
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 8;
  } else if (type === "INT32") {
    const typed = values instanceof Int32Array ? values : new Int32Array(numberArray(values));
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 4;
  } else if (type === "INT64") {
    const typed = bigIntArray(values);
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 8;
  } else if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (!typeLength) throw new Error("parquet byte_stream_split missing type_length");
    width = typeLength;
    bytes = new Uint8Array(count2 * width);
    for (let i2 = 0; i2 < count2; i2++) {
      bytes.set(values[i2], i2 * width);
    }
  } else {
    throw new Error(`parquet byte_stream_split unsupported type: ${type}`);
  }
  for (let b = 0; b < width; b++) {
    for (let i2 = 0; i2 < count2; i2++) {
      writer2.appendUint8(bytes[i2 * width + b]);
    }
  }
}
function numberArray(values) {
  if (Array.isArray(values) && values.every((v) => typeof v === "number")) {
    return values;
  }
  throw new Error("Expected number array for BYTE_STREAM_SPLIT encoding");
}
function bigIntArray(values) {
  if (values instanceof BigInt64Array) return values;
  if (Array.isArray(values) && values.every((v) => typeof v === "bigint")) {
    return new BigInt64Array(values);
  }
  throw new Error("Expected bigint array for BYTE_STREAM_SPLIT encoding");
}

// node_modules/hyparquet-writer/src/datapage.js
function writeDataPageV2({ writer: writer2, column, encoding, pageData }) {
  const { columnName: columnName3, element, codec, compressors } = column;
  const { type, type_length, repetition_type } = element;
  if (!type) throw new Error(`column ${columnName3} cannot determine type`);
  if (repetition_type === "REPEATED") throw new Error(`column ${columnName3} repeated types not supported`);
  const levelWriter = new ByteWriter();
  const {
    definition_levels_byte_length,
    repetition_levels_byte_length,
    num_nulls,
    num_values,
    num_rows
  } = writeLevels(levelWriter, column, pageData);
  const nonnull = num_nulls ? pageData.values.filter((v) => v !== null && v !== void 0) : pageData.values;
  const page = new ByteWriter();
  if (encoding === "PLAIN") {
    writePlain(page, nonnull, type, type_length);
  } else if (encoding === "RLE") {
    if (type !== "BOOLEAN") throw new Error("RLE encoding only supported for BOOLEAN type");
    const rleData = new ByteWriter();
    writeRleBitPackedHybrid(rleData, nonnull, 1);
    page.appendUint32(rleData.offset);
    page.appendBytes(rleData.getBytes());
  } else if (encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY") {
    let maxValue = 0;
    for (const v of nonnull) if (v > maxValue) maxValue = v;
    const bitWidth3 = Math.ceil(Math.log2(maxValue + 1));
    page.appendUint8(bitWidth3);
    writeRleBitPackedHybrid(page, nonnull, bitWidth3);
  } else if (encoding === "DELTA_BINARY_PACKED") {
    if (type !== "INT32" && type !== "INT64") {
      throw new Error("DELTA_BINARY_PACKED encoding only supported for INT32 and INT64 types");
    }
    deltaBinaryPack(page, nonnull, type);
  } else if (encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    if (type !== "BYTE_ARRAY") {
      throw new Error("DELTA_LENGTH_BYTE_ARRAY encoding only supported for BYTE_ARRAY type");
    }
    deltaLengthByteArray2(page, nonnull);
  } else if (encoding === "DELTA_BYTE_ARRAY") {
    if (type !== "BYTE_ARRAY") {
      throw new Error("DELTA_BYTE_ARRAY encoding only supported for BYTE_ARRAY type");
    }
    deltaByteArray2(page, nonnull);
  } else if (encoding === "BYTE_STREAM_SPLIT") {
    writeByteStreamSplit(page, nonnull, type, type_length);
  } else {
    throw new Error(`parquet unsupported encoding: ${encoding}`);
  }
  const pageBytes = page.getBytes();
  const compressedBytes = compressors[codec]?.(pageBytes) ?? pageBytes;
  const headerStart = writer2.offset;
  writePageHeader(writer2, {
    type: "DATA_PAGE_V2",
    uncompressed_page_size: levelWriter.offset + page.offset,
    compressed_page_size: levelWriter.offset + compressedBytes.length,
    data_page_header_v2: {
      num_values,
      num_nulls,
      num_rows,
      encoding,
      definition_levels_byte_length,
      repetition_levels_byte_length,
      is_compressed: !!codec
      // is there benefit to page statistics here?
    }
  });
  const headerSize = writer2.offset - headerStart;
  writer2.appendBytes(levelWriter.getBytes());
  writer2.appendBytes(compressedBytes);
  return headerSize + levelWriter.offset + page.offset;
}
function writePageHeader(writer2, header) {
  const compact = {
    field_1: PageTypes.indexOf(header.type),
    field_2: header.uncompressed_page_size,
    field_3: header.compressed_page_size,
    field_4: header.crc,
    field_5: header.data_page_header && {
      field_1: header.data_page_header.num_values,
      field_2: Encodings.indexOf(header.data_page_header.encoding),
      field_3: Encodings.indexOf(header.data_page_header.definition_level_encoding),
      field_4: Encodings.indexOf(header.data_page_header.repetition_level_encoding)
      // field_5: header.data_page_header.statistics,
    },
    field_7: header.dictionary_page_header && {
      field_1: header.dictionary_page_header.num_values,
      field_2: Encodings.indexOf(header.dictionary_page_header.encoding)
    },
    field_8: header.data_page_header_v2 && {
      field_1: header.data_page_header_v2.num_values,
      field_2: header.data_page_header_v2.num_nulls,
      field_3: header.data_page_header_v2.num_rows,
      field_4: Encodings.indexOf(header.data_page_header_v2.encoding),
      field_5: header.data_page_header_v2.definition_levels_byte_length,
      field_6: header.data_page_header_v2.repetition_levels_byte_length,
      field_7: header.data_page_header_v2.is_compressed ? void 0 : false
      // default true
    }
  };
  serializeTCompactProtocol(writer2, compact);
}
function writeLevels(writer2, column, dataPage) {
  const { schemaPath } = column;
  const { values, definitionLevels, repetitionLevels, maxDefinitionLevel } = dataPage;
  const num_values = definitionLevels.length || values.length;
  let num_nulls = 0;
  let num_rows = 0;
  if (repetitionLevels.length) {
    for (let i2 = 0; i2 < repetitionLevels.length; i2++) {
      if (repetitionLevels[i2] === 0) num_rows++;
    }
  } else {
    num_rows = values.length;
  }
  if (definitionLevels.length) {
    for (let i2 = 0; i2 < definitionLevels.length; i2++) {
      if (definitionLevels[i2] < maxDefinitionLevel) num_nulls++;
    }
  }
  const maxRepetitionLevel = getMaxRepetitionLevel2(schemaPath);
  let repetition_levels_byte_length = 0;
  if (maxRepetitionLevel) {
    const bitWidth3 = Math.ceil(Math.log2(maxRepetitionLevel + 1));
    repetition_levels_byte_length = writeRleBitPackedHybrid(writer2, repetitionLevels, bitWidth3);
  }
  let definition_levels_byte_length = 0;
  if (maxDefinitionLevel) {
    const bitWidth3 = Math.ceil(Math.log2(maxDefinitionLevel + 1));
    definition_levels_byte_length = writeRleBitPackedHybrid(writer2, definitionLevels, bitWidth3);
  }
  return { definition_levels_byte_length, repetition_levels_byte_length, num_values, num_nulls, num_rows };
}

// node_modules/hyparquet-writer/src/dictionary.js
var textEncoder2 = new TextEncoder();
function estimateValueSize(value, type, type_length) {
  if (value === null || value === void 0) return 0;
  if (type === "BOOLEAN") return 0.125;
  if (type === "INT32" || type === "FLOAT") return 4;
  if (type === "INT64" || type === "DOUBLE") return 8;
  if (type === "INT96") return 12;
  if (type === "FIXED_LEN_BYTE_ARRAY") return type_length ?? 0;
  if (type === "BYTE_ARRAY") {
    if (value instanceof Uint8Array) return value.byteLength;
    if (typeof value === "string") return value.length;
  }
  return 0;
}
function hashBytes(bytes) {
  let h = 2166136261;
  for (let i2 = 0; i2 < bytes.length; i2++) {
    h ^= bytes[i2];
    h = Math.imul(h, 16777619);
  }
  return h >>> 0;
}
function bytesEqual(a, b) {
  if (a.length !== b.length) return false;
  for (let i2 = 0; i2 < a.length; i2++) {
    if (a[i2] !== b[i2]) return false;
  }
  return true;
}
var sampleRejectionRatio = 0.9;
function useDictionary(values, type, type_length, encoding, dictionarySize, required) {
  if (encoding && encoding !== "RLE_DICTIONARY") return {};
  if (type === "BOOLEAN") return {};
  const forced = encoding === "RLE_DICTIONARY";
  const byteArrayPrefixSize = type === "BYTE_ARRAY" ? 4 : 0;
  if (!forced) {
    const sampleSize = Math.min(values.length, 1e3);
    const sampleSizes = /* @__PURE__ */ new Map();
    const sampleHashes = /* @__PURE__ */ new Map();
    let sampleDictionarySize = 0;
    let sampleTotalSize = 0;
    for (let i2 = 0; i2 < sampleSize; i2++) {
      const sampleIndex = sampleSize === 1 ? 0 : Math.floor(i2 * (values.length - 1) / (sampleSize - 1));
      const value = values[sampleIndex];
      let key = value;
      if (value instanceof Uint8Array) {
        key = sampleHashes.get(value);
        if (key === void 0) {
          key = hashBytes(value);
          sampleHashes.set(value, key);
        }
      }
      let valueSize = sampleSizes.get(key);
      if (valueSize === void 0) {
        valueSize = estimateValueSize(value, type, type_length) + (value === null || value === void 0 ? 0 : byteArrayPrefixSize);
        sampleSizes.set(key, valueSize);
        sampleDictionarySize += valueSize;
      }
      sampleTotalSize += valueSize;
    }
    if (!sampleTotalSize || sampleDictionarySize / sampleTotalSize > sampleRejectionRatio) return {};
  }
  const dictionary = [];
  const indexes = new Array(values.length);
  const valueIndex = /* @__PURE__ */ new Map();
  const valueSizes = [];
  const hashBuckets = /* @__PURE__ */ new Map();
  let dictSize = 0;
  let physicalDictSize = 0;
  let totalSize = 0;
  let nonNullCount = 0;
  for (let i2 = 0; i2 < values.length; i2++) {
    const value = values[i2];
    if (value === null || value === void 0) {
      if (required) throw new Error("parquet required value is undefined");
      continue;
    }
    nonNullCount++;
    let index;
    if (value instanceof Uint8Array) {
      totalSize += value.byteLength;
      index = valueIndex.get(value);
      if (index !== void 0) {
        indexes[i2] = index;
        continue;
      }
      const hash = hashBytes(value);
      const bucket = hashBuckets.get(hash);
      if (bucket) {
        for (const j of bucket) {
          if (bytesEqual(dictionary[j], value)) {
            index = j;
            break;
          }
        }
      }
      if (index === void 0) {
        dictSize += value.byteLength;
        if (!forced && dictionarySize) {
          physicalDictSize += value.byteLength;
          if (physicalDictSize > dictionarySize) return {};
        }
        index = dictionary.length;
        dictionary.push(value);
        if (bucket) bucket.push(index);
        else hashBuckets.set(hash, [index]);
      }
      valueIndex.set(value, index);
    } else {
      index = valueIndex.get(value);
      const valueSize = index === void 0 ? estimateValueSize(value, type, type_length) : valueSizes[index];
      totalSize += valueSize;
      if (index === void 0) {
        dictSize += valueSize;
        if (!forced && dictionarySize) {
          physicalDictSize += typeof value === "string" ? textEncoder2.encode(value).byteLength : valueSize;
          if (physicalDictSize > dictionarySize) return {};
        }
        index = dictionary.length;
        dictionary.push(value);
        valueSizes[index] = valueSize;
        valueIndex.set(value, index);
      }
    }
    indexes[i2] = index;
  }
  const bitWidth3 = Math.ceil(Math.log2(dictionary.length));
  const indexSize = Math.ceil(nonNullCount * bitWidth3 / 8);
  const plainSize = totalSize + nonNullCount * byteArrayPrefixSize;
  const dictionaryValueSize = dictSize + dictionary.length * byteArrayPrefixSize;
  if (!forced && 2 * (dictionaryValueSize + indexSize) > plainSize) return {};
  return { dictionary, indexes };
}
function writeDictionaryPage(writer2, column, dictionary) {
  const { element, codec, compressors } = column;
  const { type, type_length } = element;
  if (!type) throw new Error(`column ${column.columnName} cannot determine type`);
  const dictionaryPage = new ByteWriter();
  writePlain(dictionaryPage, dictionary, type, type_length);
  const dictionaryBytes = dictionaryPage.getBytes();
  const compressedBytes = compressors[codec]?.(dictionaryBytes) ?? dictionaryBytes;
  const headerStart = writer2.offset;
  writePageHeader(writer2, {
    type: "DICTIONARY_PAGE",
    uncompressed_page_size: dictionaryBytes.byteLength,
    compressed_page_size: compressedBytes.byteLength,
    dictionary_page_header: {
      num_values: dictionary.length,
      encoding: "PLAIN"
    }
  });
  const headerSize = writer2.offset - headerStart;
  writer2.appendBytes(compressedBytes);
  return headerSize + dictionaryBytes.byteLength;
}

// node_modules/hyparquet-writer/src/geospatial.js
function geospatialStatistics(values) {
  const typeCodes = /* @__PURE__ */ new Set();
  let partial;
  for (const value of values) {
    if (value === null || value === void 0) continue;
    if (typeof value !== "object") {
      throw new Error("geospatial column expects GeoJSON geometries");
    }
    partial = extendBoundsFromGeometry(partial, value);
    typeCodes.add(geometryTypeCodeWithDimension(value));
  }
  let bbox;
  const { xmin, ymin, xmax, ymax } = partial ?? {};
  if (xmin !== void 0 && ymin !== void 0 && xmax !== void 0 && ymax !== void 0) {
    bbox = { ...partial, xmin, ymin, xmax, ymax };
  }
  if (typeCodes.size || bbox) {
    return {
      bbox,
      // Geospatial type codes of all instances, or an empty list if not known
      geospatial_types: typeCodes.size ? Array.from(typeCodes).sort((a, b) => a - b) : []
    };
  }
}
function extendBoundsFromGeometry(bbox, geometry) {
  if (geometry.type === "GeometryCollection") {
    for (const child of geometry.geometries || []) {
      bbox = extendBoundsFromGeometry(bbox, child);
    }
    return bbox;
  }
  return extendBoundsFromCoordinates(bbox, geometry.coordinates);
}
function extendBoundsFromCoordinates(bbox, coordinates) {
  if (typeof coordinates[0] === "number") {
    bbox = updateAxis(bbox, "xmin", "xmax", coordinates[0]);
    bbox = updateAxis(bbox, "ymin", "ymax", coordinates[1]);
    if (coordinates.length > 2) bbox = updateAxis(bbox, "zmin", "zmax", coordinates[2]);
    if (coordinates.length > 3) bbox = updateAxis(bbox, "mmin", "mmax", coordinates[3]);
    return bbox;
  }
  for (const child of coordinates) {
    bbox = extendBoundsFromCoordinates(bbox, child);
  }
  return bbox;
}
function updateAxis(bbox, minKey, maxKey, value) {
  if (value === void 0 || !Number.isFinite(value)) return bbox;
  if (!bbox) bbox = {};
  const min = bbox[minKey];
  const max = bbox[maxKey];
  if (min === void 0 || value < min) bbox[minKey] = value;
  if (max === void 0 || value > max) bbox[maxKey] = value;
  return bbox;
}
function geometryTypeCodeWithDimension(geometry) {
  const base = geometryTypeCodes[geometry.type];
  if (base === void 0) throw new Error(`unknown geometry type: ${geometry.type}`);
  const dim = inferGeometryDimensions(geometry);
  if (dim === 2) return base;
  if (dim === 3) return base + 1e3;
  if (dim === 4) return base + 3e3;
  throw new Error(`unsupported geometry dimensions: ${dim}`);
}
var geometryTypeCodes = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7
};
function inferGeometryDimensions(geometry) {
  if (geometry.type === "GeometryCollection") {
    let maxDim = 0;
    for (const child of geometry.geometries || []) {
      maxDim = Math.max(maxDim, inferGeometryDimensions(child));
    }
    return maxDim || 2;
  }
  return inferCoordinateDimensions(geometry.coordinates);
}
function inferCoordinateDimensions(value) {
  if (!value.length) return 2;
  if (typeof value[0] === "number") return value.length;
  let maxDim = 0;
  for (const item of value) {
    maxDim = Math.max(maxDim, inferCoordinateDimensions(item));
  }
  return maxDim || 2;
}

// node_modules/hyparquet-writer/src/wkb.js
function geojsonToWkb(geometry) {
  const writer2 = new ByteWriter();
  writeGeometry(writer2, geometry);
  return writer2.getBytes();
}
function writeGeometry(writer2, geometry) {
  if (typeof geometry !== "object") {
    throw new Error("geometry values must be GeoJSON geometries");
  }
  const typeCode = geometryTypeCode(geometry.type);
  const dim = inferGeometryDimensions2(geometry);
  let flag = 0;
  if (dim === 3) flag = 1;
  else if (dim === 4) flag = 3;
  else if (dim > 4) throw new Error(`unsupported geometry dimensions: ${dim}`);
  writer2.appendUint8(1);
  writer2.appendUint32(typeCode + flag * 1e3);
  if (geometry.type === "Point") {
    writePosition(writer2, geometry.coordinates, dim);
  } else if (geometry.type === "LineString") {
    writeLine(writer2, geometry.coordinates, dim);
  } else if (geometry.type === "Polygon") {
    writer2.appendUint32(geometry.coordinates.length);
    for (const ring of geometry.coordinates) {
      writeLine(writer2, ring, dim);
    }
  } else if (geometry.type === "MultiPoint") {
    writer2.appendUint32(geometry.coordinates.length);
    for (const coordinates of geometry.coordinates) {
      writeGeometry(writer2, { type: "Point", coordinates });
    }
  } else if (geometry.type === "MultiLineString") {
    writer2.appendUint32(geometry.coordinates.length);
    for (const coordinates of geometry.coordinates) {
      writeGeometry(writer2, { type: "LineString", coordinates });
    }
  } else if (geometry.type === "MultiPolygon") {
    writer2.appendUint32(geometry.coordinates.length);
    for (const coordinates of geometry.coordinates) {
      writeGeometry(writer2, { type: "Polygon", coordinates });
    }
  } else if (geometry.type === "GeometryCollection") {
    writer2.appendUint32(geometry.geometries.length);
    for (const child of geometry.geometries) {
      writeGeometry(writer2, child);
    }
  } else {
    throw new Error("unsupported geometry type");
  }
}
function writePosition(writer2, position, dim) {
  if (position.length < dim) {
    throw new Error("geometry position dimensions mismatch");
  }
  for (let i2 = 0; i2 < dim; i2++) {
    writer2.appendFloat64(position[i2]);
  }
}
function writeLine(writer2, coordinates, dim) {
  writer2.appendUint32(coordinates.length);
  for (const position of coordinates) {
    writePosition(writer2, position, dim);
  }
}
function geometryTypeCode(type) {
  if (type === "Point") return 1;
  if (type === "LineString") return 2;
  if (type === "Polygon") return 3;
  if (type === "MultiPoint") return 4;
  if (type === "MultiLineString") return 5;
  if (type === "MultiPolygon") return 6;
  if (type === "GeometryCollection") return 7;
  throw new Error(`unknown geometry type: ${type}`);
}
function inferGeometryDimensions2(geometry) {
  if (geometry.type === "GeometryCollection") {
    let maxDim = 0;
    for (const child of geometry.geometries) {
      maxDim = Math.max(maxDim, inferGeometryDimensions2(child));
    }
    return maxDim || 2;
  }
  return inferCoordinateDimensions2(geometry.coordinates);
}
function inferCoordinateDimensions2(value) {
  if (!Array.isArray(value)) return 2;
  if (!value.length) return 2;
  if (typeof value[0] === "number") return value.length;
  let maxDim = 0;
  for (const item of value) {
    maxDim = Math.max(maxDim, inferCoordinateDimensions2(item));
  }
  return maxDim || 2;
}

// node_modules/hyparquet-writer/src/unconvert.js
var dayMillis = 864e5;
function mapConverted(values, convert2) {
  const cache = /* @__PURE__ */ new Map();
  return Array.from(values, (value) => {
    if (cache.has(value)) return cache.get(value);
    const result = convert2(value);
    cache.set(value, result);
    return result;
  });
}
function unconvert(element, values) {
  const { type, converted_type: ctype, logical_type: ltype } = element;
  if (ctype === "DECIMAL") {
    const factor = 10 ** (element.scale || 0);
    return Array.from(values, (v) => {
      if (v === null || v === void 0) return v;
      if (typeof v === "bigint") return unconvertDecimal(element, v);
      if (typeof v !== "number") throw new Error("DECIMAL must be a number or bigint");
      return unconvertDecimal(element, BigInt(Math.round(v * factor)));
    });
  }
  if (ctype === "DATE") {
    return Array.from(values).map((v) => {
      if (v instanceof Date) return Math.floor(v.getTime() / dayMillis);
      return v;
    });
  }
  if (ctype === "TIMESTAMP_MILLIS") {
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (v instanceof Date) return BigInt(v.getTime());
      return BigInt(v);
    });
  }
  if (ctype === "TIMESTAMP_MICROS") {
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (v instanceof Date) return BigInt(v.getTime() * 1e3);
      return BigInt(v);
    });
  }
  if (ctype === "JSON") {
    if (!Array.isArray(values)) throw new Error("JSON must be an array");
    const encoder3 = new TextEncoder();
    return mapConverted(
      values,
      (v) => v === null || v === void 0 ? v : encoder3.encode(JSON.stringify(toJson(v)))
    );
  }
  if (ctype === "UTF8") {
    if (!Array.isArray(values)) throw new Error("strings must be an array");
    const encoder3 = new TextEncoder();
    return values.map((v) => typeof v === "string" ? encoder3.encode(v) : v);
  }
  if (ctype === "UINT_32" || ltype?.type === "INTEGER" && ltype.bitWidth === 32 && !ltype.isSigned) {
    if (values instanceof Uint32Array) return values;
    if (values instanceof Int32Array) return new Uint32Array(values.buffer, values.byteOffset, values.length);
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (!Number.isSafeInteger(v)) throw new Error("expected integer value, got " + v);
      if (v < 0 || v > 4294967295) throw new Error("expected uint32 value, got " + v);
      if (v > 2147483647) return v - 4294967296;
      return v;
    });
  }
  if (ltype?.type === "FLOAT16") {
    if (type !== "FIXED_LEN_BYTE_ARRAY") throw new Error("FLOAT16 must be FIXED_LEN_BYTE_ARRAY type");
    if (element.type_length !== 2) throw new Error("FLOAT16 expected type_length to be 2 bytes");
    return Array.from(values).map(unconvertFloat16);
  }
  if (ltype?.type === "UUID") {
    if (!Array.isArray(values)) throw new Error("UUID must be an array");
    if (type !== "FIXED_LEN_BYTE_ARRAY") throw new Error("UUID must be FIXED_LEN_BYTE_ARRAY type");
    if (element.type_length !== 16) throw new Error("UUID expected type_length to be 16 bytes");
    return values.map(unconvertUuid);
  }
  if (ltype?.type === "TIMESTAMP") {
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (v instanceof Date) {
        const millis = BigInt(v.getTime());
        if (ltype.unit === "NANOS") return millis * 1000000n;
        if (ltype.unit === "MICROS") return millis * 1000n;
        return millis;
      }
      return BigInt(v);
    });
  }
  if (ltype?.type === "GEOMETRY" || ltype?.type === "GEOGRAPHY") {
    if (!Array.isArray(values)) throw new Error("geometry must be an array");
    return mapConverted(values, (v) => {
      if (v === null || v === void 0) return v;
      return geojsonToWkb(v);
    });
  }
  return values;
}
function unconvertUuid(value) {
  if (value === void 0 || value === null) return;
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") {
    const uuidRegex = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
    if (!uuidRegex.test(value)) {
      throw new Error("UUID must be a valid UUID string");
    }
    value = value.replace(/-/g, "").toLowerCase();
    const bytes = new Uint8Array(16);
    for (let i2 = 0; i2 < 16; i2++) {
      bytes[i2] = parseInt(value.slice(i2 * 2, i2 * 2 + 2), 16);
    }
    return bytes;
  }
  throw new Error("UUID must be a string or Uint8Array");
}
var STATS_TRUNCATE_LENGTH = 16;
var utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function truncateStatistic(bytes, element, isMax, length) {
  if (bytes.length <= length || !isTruncatable(element)) return bytes;
  const truncated = isUtf8(element) ? truncateUtf8(bytes, isMax, length) : truncateBytes(bytes, isMax, length);
  return truncated ?? bytes;
}
function isTruncatable({ type, converted_type, logical_type }) {
  if (type !== "BYTE_ARRAY") return false;
  if (converted_type === "DECIMAL" || converted_type === "JSON" || converted_type === "BSON") return false;
  return logical_type?.type !== "JSON" && logical_type?.type !== "BSON";
}
function isUtf8({ converted_type, logical_type }) {
  return converted_type === "UTF8" || converted_type === "ENUM" || logical_type?.type === "STRING" || logical_type?.type === "ENUM";
}
function truncateBytes(bytes, isMax, length) {
  const prefix = new Uint8Array(bytes.subarray(0, length));
  if (!isMax) return prefix;
  let i2 = prefix.length - 1;
  while (i2 >= 0 && prefix[i2] === 255) i2--;
  if (i2 < 0) return void 0;
  const rounded = prefix.slice(0, i2 + 1);
  rounded[i2] += 1;
  return rounded;
}
function truncateUtf8(bytes, isMax, length) {
  let end = length;
  while (end > 0 && (bytes[end] & 192) === 128) end--;
  if (!isMax) return new Uint8Array(bytes.subarray(0, end));
  let text2;
  try {
    text2 = utf8Decoder.decode(bytes.subarray(0, end));
  } catch {
    return truncateBytes(bytes, isMax, length);
  }
  const codePoints = Array.from(text2, (c) => c.codePointAt(0) ?? 0);
  const encoder3 = new TextEncoder();
  for (let i2 = codePoints.length - 1; i2 >= 0; i2--) {
    end--;
    while (end > 0 && (bytes[end] & 192) === 128) end--;
    const code = codePoints[i2];
    if (code === 1114111) continue;
    const next = code === 55295 ? 57344 : code + 1;
    const suffix = encoder3.encode(String.fromCodePoint(next));
    if (end + suffix.length > length) continue;
    const rounded = new Uint8Array(end + suffix.length);
    rounded.set(bytes.subarray(0, end));
    rounded.set(suffix, end);
    return rounded;
  }
}
function minMaxIsExact(value, element, isMax, length) {
  if (value === void 0 || value === null) return void 0;
  if (!isTruncatable(element)) return void 0;
  const bytes = value instanceof Uint8Array ? value : new TextEncoder().encode(value.toString());
  return truncateStatistic(bytes, element, isMax, length) === bytes ? void 0 : false;
}
function unconvertMinMax(value, element, isMax, truncateLength = STATS_TRUNCATE_LENGTH) {
  if (value === void 0 || value === null) return void 0;
  const { type, converted_type } = element;
  if (type === "BOOLEAN") return new Uint8Array([value ? 1 : 0]);
  if (element.logical_type?.type === "UUID" && (typeof value === "string" || value instanceof Uint8Array)) {
    return unconvertUuid(value);
  }
  if (converted_type === "DECIMAL") {
    if (typeof value !== "number" && typeof value !== "bigint") {
      throw new Error("DECIMAL must be a number or bigint");
    }
    const factor = 10 ** (element.scale || 0);
    const scaled = typeof value === "bigint" ? value : BigInt(Math.round(value * factor));
    const out = unconvertDecimal(element, scaled);
    if (out instanceof Uint8Array) return out;
    if (typeof out === "number") {
      const buffer = new ArrayBuffer(4);
      new DataView(buffer).setInt32(0, out, true);
      return new Uint8Array(buffer);
    }
    if (typeof out === "bigint") {
      const buffer = new ArrayBuffer(8);
      new DataView(buffer).setBigInt64(0, out, true);
      return new Uint8Array(buffer);
    }
  }
  if (element.logical_type?.type === "FLOAT16" && typeof value === "number") {
    return unconvertFloat16(value);
  }
  if (type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY") {
    const bytes = value instanceof Uint8Array ? value : new TextEncoder().encode(value.toString());
    return truncateStatistic(bytes, element, isMax, truncateLength);
  }
  if (type === "FLOAT" && typeof value === "number") {
    const buffer = new ArrayBuffer(4);
    new DataView(buffer).setFloat32(0, value, true);
    return new Uint8Array(buffer);
  }
  if (type === "DOUBLE" && typeof value === "number") {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setFloat64(0, value, true);
    return new Uint8Array(buffer);
  }
  if (type === "INT32" && typeof value === "number") {
    const buffer = new ArrayBuffer(4);
    new DataView(buffer).setInt32(0, value, true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && (typeof value === "bigint" || typeof value === "number" && Number.isInteger(value))) {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, BigInt(value), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT32" && converted_type === "DATE" && value instanceof Date) {
    const buffer = new ArrayBuffer(4);
    new DataView(buffer).setInt32(0, Math.floor(value.getTime() / dayMillis), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && converted_type === "TIMESTAMP_MILLIS" && value instanceof Date) {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, BigInt(value.getTime()), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && converted_type === "TIMESTAMP_MICROS" && value instanceof Date) {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, BigInt(value.getTime() * 1e3), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && element.logical_type?.type === "TIMESTAMP" && value instanceof Date) {
    const millis = BigInt(value.getTime());
    const { unit } = element.logical_type;
    let bigintValue = millis;
    if (unit === "NANOS") bigintValue = millis * 1000000n;
    else if (unit === "MICROS") bigintValue = millis * 1000n;
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, bigintValue, true);
    return new Uint8Array(buffer);
  }
  throw new Error(`unsupported type for statistics: ${type} with value ${value}`);
}
function unconvertStatistics(stats, element, truncateLength = STATS_TRUNCATE_LENGTH) {
  return {
    field_1: unconvertMinMax(stats.max, element, true, truncateLength),
    field_2: unconvertMinMax(stats.min, element, false, truncateLength),
    field_3: stats.null_count,
    field_4: stats.distinct_count,
    field_5: unconvertMinMax(stats.max_value, element, true, truncateLength),
    field_6: unconvertMinMax(stats.min_value, element, false, truncateLength),
    field_7: stats.is_max_value_exact ?? minMaxIsExact(stats.max_value ?? stats.max, element, true, truncateLength),
    field_8: stats.is_min_value_exact ?? minMaxIsExact(stats.min_value ?? stats.min, element, false, truncateLength),
    field_9: stats.nan_count
  };
}
function unconvertDecimal({ type, type_length }, value) {
  if (type === "INT32") return Number(value);
  if (type === "INT64") return value;
  if (type === "FIXED_LEN_BYTE_ARRAY" && !type_length) {
    throw new Error("fixed length byte array type_length is required");
  }
  if (!type_length && !value) return new Uint8Array();
  const bytes = [];
  while (true) {
    const byte = Number(value & 0xffn);
    bytes.unshift(byte);
    value >>= 8n;
    if (type_length) {
      if (bytes.length >= type_length) break;
    } else {
      const sign = byte & 128;
      if (!sign && value === 0n || sign && value === -1n) {
        break;
      }
    }
  }
  return new Uint8Array(bytes);
}
function unconvertFloat16(value) {
  if (value === void 0 || value === null) return;
  if (typeof value !== "number") throw new Error("parquet float16 expected number value");
  if (Number.isNaN(value)) return new Uint8Array([0, 126]);
  const sign = value < 0 || Object.is(value, -0) ? 1 : 0;
  const abs = Math.abs(value);
  if (!isFinite(abs)) return new Uint8Array([0, sign << 7 | 124]);
  if (abs === 0) return new Uint8Array([0, sign << 7]);
  if (abs >= 65520) return new Uint8Array([0, sign << 7 | 124]);
  let exponent = -14;
  if (abs >= 2 ** -14) {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, abs);
    exponent = (view.getUint32(0) >>> 20 & 2047) - 1023;
  }
  const scaled = abs / 2 ** (exponent - 10);
  let significand = Math.floor(scaled);
  const remainder = scaled - significand;
  if (remainder > 0.5 || remainder === 0.5 && significand % 2) significand++;
  const magnitude = abs < 2 ** -14 ? significand : (exponent + 14) * 1024 + significand;
  const bits16 = sign << 15 | magnitude;
  return new Uint8Array([bits16 & 255, bits16 >> 8]);
}

// node_modules/hyparquet-writer/src/column.js
function writeColumn({ writer: writer2, column, pageData }) {
  const { columnName: columnName3, element, schemaPath, stats, pageSize, dictionarySize, encoding: userEncoding } = column;
  const { type, type_length } = element;
  if (!type) throw new Error(`column ${columnName3} cannot determine type`);
  const { values, definitionLevels, repetitionLevels, maxDefinitionLevel } = pageData;
  const offsetStart = writer2.offset;
  let uncompressedSize = 0;
  const encodings = [];
  const isGeospatial = element?.logical_type?.type === "GEOMETRY" || element?.logical_type?.type === "GEOGRAPHY";
  const geospatial_statistics = stats && isGeospatial ? geospatialStatistics(values) : void 0;
  let bloomFilter;
  if (column.bloomFilter) {
    const opts = typeof column.bloomFilter === "object" ? column.bloomFilter : void 0;
    const builder = new BloomBuilder(element, opts);
    for (const v of values) builder.insert(v);
    bloomFilter = builder.finalize();
  }
  let dictionary_page_offset;
  const selectPhysical = element.converted_type !== "UTF8";
  const dictionaryValues = selectPhysical ? unconvert(element, values) : values;
  if (type === "INT64") {
    const unsigned = element.converted_type === "UINT_64" || element.logical_type?.type === "INTEGER" && !element.logical_type.isSigned;
    const min = unsigned ? 0n : -(2n ** 63n);
    const max = unsigned ? 2n ** 64n - 1n : 2n ** 63n - 1n;
    for (const value of dictionaryValues) {
      if (value !== null && value !== void 0 && (value < min || value > max)) {
        throw new RangeError(`parquet INT64 value out of range: ${value}`);
      }
    }
  }
  const statisticsValues = element.converted_type === "JSON" ? dictionaryValues : values;
  const statistics = stats ? getStatistics(statisticsValues, element) : void 0;
  const { dictionary, indexes } = useDictionary(
    dictionaryValues,
    type,
    type_length,
    userEncoding,
    dictionarySize,
    maxDefinitionLevel === 0
  );
  let encoding;
  let writeValues;
  let writeType = type;
  if (dictionary && indexes) {
    writeValues = indexes;
    writeType = "INT32";
    encoding = "RLE_DICTIONARY";
    dictionary_page_offset = BigInt(writer2.offset);
    const unconverted = selectPhysical ? dictionary : unconvert(element, dictionary);
    uncompressedSize += writeDictionaryPage(writer2, column, unconverted);
    encodings.push("PLAIN");
  } else {
    writeValues = selectPhysical ? dictionaryValues : unconvert(element, values);
    encoding = userEncoding && userEncoding !== "RLE_DICTIONARY" ? userEncoding : type === "BOOLEAN" && values.length > 16 ? "RLE" : "PLAIN";
  }
  encodings.push(encoding);
  const pageBoundaries = getPageBoundaries(writeValues, writeType, type_length, pageSize, repetitionLevels);
  let columnIndex = column.columnIndex && pageBoundaries.length > 1 ? {
    null_pages: [],
    min_values: [],
    max_values: [],
    boundary_order: "UNORDERED",
    null_counts: [],
    nan_counts: isFloat(element) ? [] : void 0
  } : void 0;
  const offsetIndex = column.offsetIndex && pageBoundaries.length > 1 ? {
    page_locations: []
  } : void 0;
  const data_page_offset = BigInt(writer2.offset);
  let first_row_index = 0n;
  let prevStart = 0;
  let prevMinValue;
  let prevMaxValue;
  let ascending = true;
  let descending = true;
  for (const { start, end } of pageBoundaries) {
    const pageOffset = writer2.offset;
    const pageChunk = {
      values: writeValues.slice(start, end),
      definitionLevels: definitionLevels.slice(start, end),
      repetitionLevels: repetitionLevels.slice(start, end),
      maxDefinitionLevel
    };
    uncompressedSize += writeDataPageV2({ writer: writer2, column, encoding, pageData: pageChunk });
    if (columnIndex) {
      const pageValues = statisticsValues.slice(start, end);
      const { min_value, max_value, null_count = 0n, nan_count } = getStatistics(pageValues, element);
      const nullPage = null_count === BigInt(end - start);
      const minBytes = unconvertMinMax(min_value, element, false, column.statisticsTruncateLength);
      const maxBytes = unconvertMinMax(max_value, element, true, column.statisticsTruncateLength);
      if (!nullPage && (!minBytes || !maxBytes)) {
        columnIndex = void 0;
      } else {
        columnIndex.null_pages.push(nullPage);
        columnIndex.min_values.push(minBytes ?? new Uint8Array());
        columnIndex.max_values.push(maxBytes ?? new Uint8Array());
        columnIndex.null_counts?.push(null_count);
        if (nan_count !== void 0) columnIndex.nan_counts?.push(nan_count);
        if (prevMinValue !== void 0 && min_value !== void 0) {
          const order = compareValues(prevMinValue, min_value);
          if (order > 0) ascending = false;
          if (order < 0) descending = false;
        }
        if (prevMaxValue !== void 0 && max_value !== void 0) {
          const order = compareValues(prevMaxValue, max_value);
          if (order > 0) ascending = false;
          if (order < 0) descending = false;
        }
        prevMinValue = min_value;
        prevMaxValue = max_value;
      }
    }
    if (offsetIndex) {
      if (repetitionLevels.length) {
        for (let i2 = prevStart + 1; i2 <= start; i2++) {
          if (repetitionLevels[i2] === 0) first_row_index++;
        }
      } else {
        first_row_index = BigInt(start);
      }
      offsetIndex.page_locations.push({
        offset: BigInt(pageOffset),
        compressed_page_size: writer2.offset - pageOffset,
        first_row_index
      });
    }
    prevStart = start;
  }
  if (columnIndex) {
    if (ascending) columnIndex.boundary_order = "ASCENDING";
    else if (descending) columnIndex.boundary_order = "DESCENDING";
  }
  let encoding_stats;
  if (stats) {
    encoding_stats = [];
    if (dictionary_page_offset !== void 0) {
      encoding_stats.push({ page_type: "DICTIONARY_PAGE", encoding: "PLAIN", count: 1 });
    }
    encoding_stats.push({ page_type: "DATA_PAGE_V2", encoding, count: pageBoundaries.length });
  }
  return {
    chunk: {
      meta_data: {
        type,
        encodings,
        path_in_schema: schemaPath.slice(1).map((s) => s.name),
        codec: column.codec ?? "UNCOMPRESSED",
        num_values: BigInt(values.length),
        total_compressed_size: BigInt(writer2.offset - offsetStart),
        total_uncompressed_size: BigInt(uncompressedSize),
        data_page_offset,
        dictionary_page_offset,
        statistics,
        encoding_stats,
        geospatial_statistics
      },
      file_offset: BigInt(offsetStart)
    },
    columnIndex,
    offsetIndex,
    bloomFilter
  };
}
function getPageBoundaries(values, type, type_length, pageSize, repetitionLevels = []) {
  if (!pageSize) {
    return [{ start: 0, end: values.length }];
  }
  const boundaries = [];
  let start = 0;
  let accumulatedBytes = 0;
  for (let i2 = 0; i2 < values.length; i2++) {
    const valueSize = estimateValueSize(values[i2], type, type_length);
    accumulatedBytes += valueSize;
    const rowStart = !repetitionLevels.length || repetitionLevels[i2] === 0;
    if (accumulatedBytes >= pageSize && i2 > start && rowStart) {
      boundaries.push({ start, end: i2 });
      start = i2;
      accumulatedBytes = valueSize;
    }
  }
  if (start < values.length) {
    boundaries.push({ start, end: values.length });
  }
  return boundaries;
}
function getStatistics(values, element) {
  let min_value = void 0;
  let max_value = void 0;
  let null_count = 0n;
  let nan_count = isFloat(element) ? 0n : void 0;
  for (const value of values) {
    if (value === null || value === void 0) {
      null_count++;
      continue;
    }
    const statisticValue = physicalStatistic(value, element);
    if (typeof statisticValue === "object" && !(statisticValue instanceof Uint8Array)) continue;
    if (typeof statisticValue === "number" && Number.isNaN(statisticValue)) {
      if (nan_count !== void 0) nan_count++;
      continue;
    }
    if (min_value === void 0 || compareValues(statisticValue, min_value) < 0) min_value = statisticValue;
    if (max_value === void 0 || compareValues(statisticValue, max_value) > 0) max_value = statisticValue;
  }
  if (min_value === 0) min_value = -0;
  if (max_value === 0) max_value = 0;
  return { min_value, max_value, null_count, nan_count };
}
function isFloat({ type, logical_type }) {
  return type === "FLOAT" || type === "DOUBLE" || logical_type?.type === "FLOAT16";
}
function physicalStatistic(value, element) {
  if (element.converted_type === "DECIMAL" && typeof value === "number") {
    return BigInt(Math.round(value * 10 ** (element.scale || 0)));
  }
  if (value instanceof Date && (element.type === "INT32" || element.type === "INT64")) {
    return unconvert(element, [value])[0];
  }
  return value;
}
function compareValues(left, right) {
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    const length = Math.min(left.length, right.length);
    for (let i2 = 0; i2 < length; i2 += 1) {
      if (left[i2] !== right[i2]) return left[i2] - right[i2];
    }
    return left.length - right.length;
  }
  if (typeof left === "string" && typeof right === "string") return compareStrings(left, right);
  if (left < right) return -1;
  if (left > right) return 1;
  return 0;
}
function compareStrings(left, right) {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  let i2 = 0;
  while (i2 < length && left.charCodeAt(i2) === right.charCodeAt(i2)) i2++;
  if (i2 > 0) {
    const prev = left.charCodeAt(i2 - 1);
    if (prev >= 55296 && prev <= 56319) i2--;
  }
  while (i2 < left.length && i2 < right.length) {
    const a = codePointAt(left, i2);
    const b = codePointAt(right, i2);
    if (a !== b) return a - b;
    i2 += a > 65535 ? 2 : 1;
  }
  return left.length - right.length;
}
function codePointAt(str, i2) {
  const code = str.codePointAt(i2) ?? 65533;
  return code >= 55296 && code <= 57343 ? 65533 : code;
}

// node_modules/hyparquet-writer/src/dremel.js
function encodeNestedValues(treePath, rows2) {
  const schemaPath = treePath.map((n) => n.element);
  if (treePath.length < 2) throw new Error("parquet schema path must include column");
  const definitionLevels = [];
  const repetitionLevels = [];
  const maxDefinitionLevel = getMaxDefinitionLevel(treePath);
  if (treePath.length === 2 && maxDefinitionLevel === 0) {
    return { values: rows2, definitionLevels, repetitionLevels, maxDefinitionLevel };
  }
  if (treePath.length === 2 && maxDefinitionLevel === 1) {
    const definitionLevels2 = new Array(rows2.length);
    for (let i2 = 0; i2 < rows2.length; i2++) {
      definitionLevels2[i2] = rows2[i2] === null || rows2[i2] === void 0 ? 0 : 1;
    }
    return { values: rows2, definitionLevels: definitionLevels2, repetitionLevels, maxDefinitionLevel };
  }
  const repLevelPrior = new Array(treePath.length);
  let repeatedCount = 0;
  for (let i2 = 0; i2 < treePath.length; i2++) {
    repLevelPrior[i2] = repeatedCount;
    if (schemaPath[i2].repetition_type === "REPEATED") repeatedCount++;
  }
  const values = [];
  for (const row of rows2) {
    visit(1, row, 0, 0, false);
  }
  return { values, definitionLevels, repetitionLevels, maxDefinitionLevel };
  function visit(depth, value, defLevel, repLevel, allowNull) {
    const element = schemaPath[depth];
    const repetition = element.repetition_type || "REQUIRED";
    if (depth === treePath.length - 1) {
      if (value === null || value === void 0) {
        if (repetition === "REQUIRED" && !allowNull) {
          throw new Error("parquet required value is undefined");
        }
        definitionLevels.push(defLevel);
      } else {
        definitionLevels.push(repetition === "REQUIRED" ? defLevel : defLevel + 1);
      }
      repetitionLevels.push(repLevel);
      values.push(value);
      return;
    }
    if (repetition === "REPEATED") {
      if (value === null || value === void 0) {
        if (!allowNull) throw new Error("parquet required value is undefined");
        visit(depth + 1, void 0, defLevel, repLevel, true);
        return;
      }
      if (!Array.isArray(value)) {
        throw new Error(`parquet repeated field ${element.name} must be an array`);
      }
      if (!value.length) {
        visit(depth + 1, void 0, defLevel, repLevel, true);
        return;
      }
      const isMapEntry = isMapLike(treePath[depth - 1]);
      const childElement = schemaPath[depth + 1];
      for (let i2 = 0; i2 < value.length; i2++) {
        let childValue = value[i2];
        if (isMapEntry && childValue && typeof childValue === "object" && childElement) {
          childValue = childValue[childElement.name];
        }
        const childRep = i2 === 0 ? repLevel : repLevelPrior[depth] + 1;
        visit(depth + 1, childValue, defLevel + 1, childRep, false);
      }
      return;
    }
    if (repetition === "OPTIONAL") {
      if (value === null || value === void 0) {
        visit(depth + 1, void 0, defLevel, repLevel, true);
      } else {
        const childValue = getChildValue(depth, value);
        const childIsNull = childValue === null || childValue === void 0;
        const isLogicalContainer = isListLike(treePath[depth]) || isMapLike(treePath[depth]);
        const isStruct = element.num_children && !element.type && !isLogicalContainer;
        const nextDef = isStruct || !childIsNull ? defLevel + 1 : defLevel;
        visit(depth + 1, childValue, nextDef, repLevel, childIsNull);
      }
      return;
    }
    if (value === null || value === void 0) {
      if (!allowNull) throw new Error("parquet required value is undefined");
      visit(depth + 1, void 0, defLevel, repLevel, true);
    } else {
      visit(depth + 1, getChildValue(depth, value), defLevel, repLevel, false);
    }
  }
  function getChildValue(depth, currentValue) {
    if (currentValue === null || currentValue === void 0) return void 0;
    const child = schemaPath[depth + 1];
    if (!child) return void 0;
    if (isListLike(treePath[depth])) return currentValue;
    if (isMapLike(treePath[depth])) {
      return normalizeMap(currentValue, schemaPath[depth]);
    }
    if (typeof currentValue === "object" && !Array.isArray(currentValue)) {
      return currentValue[child.name];
    }
    throw new Error(`parquet expected struct, got ${currentValue}`);
  }
}
function normalizeMap(value, element) {
  if (value instanceof Map) {
    return Array.from(value.entries(), ([k, v]) => ({ key: k, value: v }));
  }
  if (Array.isArray(value)) {
    return value.map((entry) => {
      if (entry && typeof entry === "object" && "key" in entry && "value" in entry) {
        return entry;
      }
      if (Array.isArray(entry) && entry.length === 2) {
        return { key: entry[0], value: entry[1] };
      }
      throw new Error("parquet map entry must provide key and value");
    });
  }
  if (typeof value === "object") {
    return Object.entries(value).map(([k, v]) => ({ key: k, value: v }));
  }
  throw new Error(`parquet map field ${element.name} must be Map, array, or object`);
}

// node_modules/hyparquet-writer/src/indexes.js
function writeIndexes(writer2, pageIndexes) {
  for (const { chunk, columnIndex } of pageIndexes) {
    writeColumnIndex(writer2, chunk, columnIndex);
  }
  for (const { chunk, offsetIndex } of pageIndexes) {
    writeOffsetIndex(writer2, chunk, offsetIndex);
  }
}
function writeColumnIndex(writer2, columnChunk, columnIndex) {
  if (!columnIndex || columnIndex.min_values.length <= 1) return;
  const columnIndexOffset = writer2.offset;
  serializeTCompactProtocol(writer2, {
    field_1: columnIndex.null_pages,
    field_2: columnIndex.min_values,
    field_3: columnIndex.max_values,
    field_4: BoundaryOrders.indexOf(columnIndex.boundary_order),
    field_5: columnIndex.null_counts,
    field_8: columnIndex.nan_counts
  });
  columnChunk.column_index_offset = BigInt(columnIndexOffset);
  columnChunk.column_index_length = writer2.offset - columnIndexOffset;
}
function writeOffsetIndex(writer2, columnChunk, offsetIndex) {
  if (!offsetIndex || offsetIndex.page_locations.length <= 1) return;
  const offsetIndexOffset = writer2.offset;
  serializeTCompactProtocol(writer2, {
    field_1: offsetIndex.page_locations.map((p) => ({
      field_1: p.offset,
      field_2: p.compressed_page_size,
      field_3: p.first_row_index
    }))
  });
  columnChunk.offset_index_offset = BigInt(offsetIndexOffset);
  columnChunk.offset_index_length = writer2.offset - offsetIndexOffset;
}

// node_modules/hyparquet-writer/src/metadata.js
function writeMetadata(writer2, metadata, statisticsTruncateLength) {
  const resolveSchemaPath = schemaPathResolver(metadata.schema);
  const compact = {
    field_1: metadata.version,
    field_2: metadata.schema.map((element) => ({
      field_1: element.type && ParquetTypes.indexOf(element.type),
      field_2: element.type_length,
      field_3: element.repetition_type && FieldRepetitionTypes.indexOf(element.repetition_type),
      field_4: element.name,
      field_5: element.num_children,
      field_6: element.converted_type && ConvertedTypes.indexOf(element.converted_type),
      field_7: element.scale,
      field_8: element.precision,
      field_9: element.field_id,
      field_10: logicalType2(element.logical_type)
    })),
    field_3: metadata.num_rows,
    field_4: metadata.row_groups.map((rg) => ({
      field_1: rg.columns.map((c) => ({
        field_1: c.file_path,
        field_2: c.file_offset,
        field_3: c.meta_data && {
          field_1: ParquetTypes.indexOf(c.meta_data.type),
          field_2: c.meta_data.encodings.map((e) => Encodings.indexOf(e)),
          field_3: c.meta_data.path_in_schema,
          field_4: CompressionCodecs.indexOf(c.meta_data.codec),
          field_5: c.meta_data.num_values,
          field_6: c.meta_data.total_uncompressed_size,
          field_7: c.meta_data.total_compressed_size,
          field_8: c.meta_data.key_value_metadata && c.meta_data.key_value_metadata.map((kv) => ({
            field_1: kv.key,
            field_2: kv.value
          })),
          field_9: c.meta_data.data_page_offset,
          field_10: c.meta_data.index_page_offset,
          field_11: c.meta_data.dictionary_page_offset,
          field_12: c.meta_data.statistics && unconvertStatistics(
            c.meta_data.statistics,
            schemaElement(c.meta_data.path_in_schema),
            statisticsTruncateLength
          ),
          field_13: c.meta_data.encoding_stats && c.meta_data.encoding_stats.map((es) => ({
            field_1: PageTypes.indexOf(es.page_type),
            field_2: Encodings.indexOf(es.encoding),
            field_3: es.count
          })),
          field_14: c.meta_data.bloom_filter_offset,
          field_15: c.meta_data.bloom_filter_length,
          field_16: c.meta_data.size_statistics && {
            field_1: c.meta_data.size_statistics.unencoded_byte_array_data_bytes,
            field_2: c.meta_data.size_statistics.repetition_level_histogram,
            field_3: c.meta_data.size_statistics.definition_level_histogram
          },
          field_17: c.meta_data.geospatial_statistics && {
            field_1: c.meta_data.geospatial_statistics.bbox && thriftBoundingBox(c.meta_data.geospatial_statistics.bbox),
            field_2: c.meta_data.geospatial_statistics.geospatial_types
          }
        },
        field_4: c.offset_index_offset,
        field_5: c.offset_index_length,
        field_6: c.column_index_offset,
        field_7: c.column_index_length,
        // field_8: c.crypto_metadata,
        field_9: c.encrypted_column_metadata
      })),
      field_2: rg.total_byte_size,
      field_3: rg.num_rows,
      field_4: rg.sorting_columns && rg.sorting_columns.map((sc) => ({
        field_1: sc.column_idx,
        field_2: sc.descending,
        field_3: sc.nulls_first
      })),
      field_5: rg.file_offset,
      field_6: rg.total_compressed_size
      // field_7: rg.ordinal, // should be int16
    })),
    field_5: metadata.key_value_metadata && metadata.key_value_metadata.map((kv) => ({
      field_1: kv.key,
      field_2: kv.value
    })),
    field_6: metadata.created_by,
    field_7: metadata.schema.filter((element) => element.type).map(() => ({ field_1: {} }))
  };
  const metadataStart = writer2.offset;
  serializeTCompactProtocol(writer2, compact);
  const metadataLength = writer2.offset - metadataStart;
  writer2.appendUint32(metadataLength);
  function schemaElement(path) {
    const tree = resolveSchemaPath(path);
    return tree[tree.length - 1].element;
  }
}
function thriftBoundingBox(bbox) {
  return new ThriftStruct([
    [1, DOUBLE2, bbox.xmin],
    [2, DOUBLE2, bbox.xmax],
    [3, DOUBLE2, bbox.ymin],
    [4, DOUBLE2, bbox.ymax],
    [5, DOUBLE2, bbox.zmin],
    [6, DOUBLE2, bbox.zmax],
    [7, DOUBLE2, bbox.mmin],
    [8, DOUBLE2, bbox.mmax]
  ]);
}
function logicalType2(type) {
  if (!type) return;
  if (type.type === "STRING") return { field_1: {} };
  if (type.type === "MAP") return { field_2: {} };
  if (type.type === "LIST") return { field_3: {} };
  if (type.type === "ENUM") return { field_4: {} };
  if (type.type === "DECIMAL") return { field_5: {
    field_1: type.scale,
    field_2: type.precision
  } };
  if (type.type === "DATE") return { field_6: {} };
  if (type.type === "TIME") return { field_7: {
    field_1: type.isAdjustedToUTC,
    field_2: timeUnit2(type.unit)
  } };
  if (type.type === "TIMESTAMP") return { field_8: {
    field_1: type.isAdjustedToUTC,
    field_2: timeUnit2(type.unit)
  } };
  if (type.type === "INTEGER") return { field_10: {
    field_1: type.bitWidth,
    field_2: type.isSigned
  } };
  if (type.type === "NULL") return { field_11: {} };
  if (type.type === "JSON") return { field_12: {} };
  if (type.type === "BSON") return { field_13: {} };
  if (type.type === "UUID") return { field_14: {} };
  if (type.type === "FLOAT16") return { field_15: {} };
  if (type.type === "VARIANT") return { field_16: {} };
  if (type.type === "GEOMETRY") return { field_17: {
    field_1: type.crs
  } };
  if (type.type === "GEOGRAPHY") return { field_18: {
    field_1: type.crs,
    field_2: type.algorithm && EdgeInterpolationAlgorithms.indexOf(type.algorithm)
  } };
}
function timeUnit2(unit) {
  if (unit === "NANOS") return { field_3: {} };
  if (unit === "MICROS") return { field_2: {} };
  return { field_1: {} };
}

// node_modules/hyparquet-writer/src/snappy.js
var MAX_HASH_TABLE_BITS = 14;
var MAX_OFFSET = 65535;
var globalHashTables = new Array(MAX_HASH_TABLE_BITS + 1);
function snappyCompress(input) {
  const writer2 = new ByteWriter();
  writer2.appendVarInt(input.length);
  compressInput(writer2, input);
  return writer2.getBytes();
}
function hashFunc(key, hashFuncShift) {
  return Math.imul(key, 506832829) >>> hashFuncShift;
}
function load32(array, pos) {
  return array[pos] + (array[pos + 1] << 8) + (array[pos + 2] << 16) + (array[pos + 3] << 24);
}
function equals32(array, pos1, pos2) {
  return array[pos1] === array[pos2] && array[pos1 + 1] === array[pos2 + 1] && array[pos1 + 2] === array[pos2 + 2] && array[pos1 + 3] === array[pos2 + 3];
}
function emitLiteral(writer2, input, ip, len) {
  if (len <= 60) {
    writer2.appendUint8(len - 1 << 2);
  } else {
    const value = len - 1;
    const bytes = value < 256 ? 1 : value < 65536 ? 2 : value < 16777216 ? 3 : 4;
    writer2.appendUint8(59 + bytes << 2);
    for (let i2 = 0; i2 < bytes; i2++) {
      writer2.appendUint8(value >>> i2 * 8);
    }
  }
  writer2.appendBytes(input.subarray(ip, ip + len));
}
function emitCopyLessThan64(writer2, offset, len) {
  if (len < 12 && offset < 2048) {
    writer2.appendUint8(1 + (len - 4 << 2) + (offset >>> 8 << 5));
    writer2.appendUint8(offset & 255);
  } else {
    writer2.appendUint8(2 + (len - 1 << 2));
    writer2.appendUint8(offset & 255);
    writer2.appendUint8(offset >>> 8);
  }
}
function emitCopy(writer2, offset, len) {
  while (len >= 68) {
    emitCopyLessThan64(writer2, offset, 64);
    len -= 64;
  }
  if (len > 64) {
    emitCopyLessThan64(writer2, offset, 60);
    len -= 60;
  }
  emitCopyLessThan64(writer2, offset, len);
}
function compressInput(writer2, input) {
  const inputSize = input.length;
  let hashTableBits = 1;
  while (1 << hashTableBits <= inputSize && hashTableBits <= MAX_HASH_TABLE_BITS) {
    hashTableBits++;
  }
  hashTableBits--;
  const hashFuncShift = 32 - hashTableBits;
  globalHashTables[hashTableBits] ??= new Uint32Array(1 << hashTableBits);
  const hashTable = globalHashTables[hashTableBits];
  hashTable.fill(0);
  const ipEnd = inputSize;
  let ipLimit;
  let ip = 0;
  let nextEmit = 0;
  let hash, nextHash;
  let nextIp, candidate, skip;
  let bytesBetweenHashLookups;
  let base, matched, offset;
  let prevHash, curHash;
  let flag = true;
  const INPUT_MARGIN = 15;
  if (inputSize >= INPUT_MARGIN) {
    ipLimit = ipEnd - INPUT_MARGIN;
    ip++;
    nextHash = hashFunc(load32(input, ip), hashFuncShift);
    while (flag) {
      skip = 32;
      nextIp = ip;
      do {
        ip = nextIp;
        hash = nextHash;
        bytesBetweenHashLookups = skip >>> 5;
        skip++;
        nextIp = ip + bytesBetweenHashLookups;
        if (ip > ipLimit) {
          flag = false;
          break;
        }
        nextHash = hashFunc(load32(input, nextIp), hashFuncShift);
        candidate = hashTable[hash];
        hashTable[hash] = ip;
      } while (ip - candidate > MAX_OFFSET || !equals32(input, ip, candidate));
      if (!flag) {
        break;
      }
      emitLiteral(writer2, input, nextEmit, ip - nextEmit);
      do {
        base = ip;
        matched = 4;
        while (ip + matched < ipEnd && input[ip + matched] === input[candidate + matched]) {
          matched++;
        }
        ip += matched;
        offset = base - candidate;
        emitCopy(writer2, offset, matched);
        nextEmit = ip;
        if (ip >= ipLimit) {
          flag = false;
          break;
        }
        prevHash = hashFunc(load32(input, ip - 1), hashFuncShift);
        hashTable[prevHash] = ip - 1;
        curHash = hashFunc(load32(input, ip), hashFuncShift);
        candidate = hashTable[curHash];
        hashTable[curHash] = ip;
      } while (ip - candidate <= MAX_OFFSET && equals32(input, ip, candidate));
      if (!flag) {
        break;
      }
      ip++;
      nextHash = hashFunc(load32(input, ip), hashFuncShift);
    }
  }
  if (nextEmit < ipEnd) {
    emitLiteral(writer2, input, nextEmit, ipEnd - nextEmit);
  }
}

// node_modules/hyparquet-writer/src/parquet-writer.js
var ParquetWriter = class {
  /**
   * @param {object} options
   * @param {Writer} options.writer
   * @param {SchemaElement[]} options.schema
   * @param {CompressionCodec} [options.codec]
   * @param {Compressors} [options.compressors]
   * @param {boolean} [options.statistics]
   * @param {number} [options.statisticsTruncateLength]
   * @param {KeyValue[]} [options.kvMetadata]
   * @param {string} [options.createdBy]
   */
  constructor({ writer: writer2, schema, codec = "SNAPPY", compressors, statistics = true, statisticsTruncateLength, kvMetadata, createdBy = "hyparquet" }) {
    if (statisticsTruncateLength !== void 0 && statisticsTruncateLength !== Infinity && !(Number.isInteger(statisticsTruncateLength) && statisticsTruncateLength > 0)) {
      throw new Error("statisticsTruncateLength must be a positive integer or Infinity");
    }
    this.writer = writer2;
    this.schema = schema;
    this.codec = codec;
    this.compressors = { SNAPPY: snappyCompress, ...compressors };
    this.statistics = statistics;
    this.statisticsTruncateLength = statisticsTruncateLength;
    this.kvMetadata = kvMetadata;
    this.createdBy = createdBy;
    this.row_groups = [];
    this.num_rows = 0n;
    this.pendingIndexes = [];
    this.writer.appendUint32(827474256);
  }
  /**
   * Write data to the file.
   * Will split data into row groups of the specified size.
   * Calls writer.flush() (if defined) after each row group; if it returns a
   * Promise, subsequent row groups await it before encoding more data.
   *
   * @param {object} options
   * @param {ColumnSource[]} options.columnData
   * @param {number | number[]} [options.rowGroupSize]
   * @param {number} [options.pageSize]
   * @param {number} [options.dictionarySize]
   * @returns {void | Promise<void>}
   */
  write({ columnData, rowGroupSize = [1e3, 1e5], pageSize = 1048576, dictionarySize }) {
    for (const { codec = this.codec } of columnData) {
      if (codec !== "UNCOMPRESSED" && !this.compressors[codec]) {
        throw new Error(`parquet no compressor for codec ${codec}`);
      }
    }
    const columnDataRows = columnData[0]?.data?.length || 0;
    const resolveSchemaPath = schemaPathResolver(this.schema);
    let pending;
    for (const { groupStartIndex, groupSize: groupSize2 } of groupIterator({ columnDataRows, rowGroupSize })) {
      const writeGroup = () => {
        const groupStartOffset = this.writer.offset;
        const columns = [];
        for (let j = 0; j < columnData.length; j++) {
          const { name, data, encoding, codec = this.codec, columnIndex = false, offsetIndex = true, shredding, bloomFilter, statistics = this.statistics } = columnData[j];
          if (columnIndex && !offsetIndex) {
            throw new Error("parquet ColumnIndex cannot be present without OffsetIndex");
          }
          if (data.length !== columnDataRows) {
            throw new Error("parquet columns must have the same length");
          }
          const groupData = data.slice(groupStartIndex, groupStartIndex + groupSize2);
          const columnPath = resolveSchemaPath([name]);
          const leafPaths = getLeafSchemaPaths(columnPath);
          const columnElement = columnPath.at(-1)?.element;
          const shreddingConfig = shredding && shredding !== true ? shredding : void 0;
          const isVariant = columnElement?.logical_type?.type === "VARIANT";
          const isRequired = columnElement?.repetition_type === "REQUIRED";
          const rows2 = isVariant ? encodeVariantColumn(Array.from(groupData), shreddingConfig, { name, required: isRequired }) : groupData;
          for (const leafPath of leafPaths) {
            const schemaPath = leafPath.map((node) => node.element);
            const column = {
              columnName: schemaPath.slice(1).map((s) => s.name).join("."),
              element: schemaPath[schemaPath.length - 1],
              schemaPath,
              codec,
              compressors: this.compressors,
              stats: statistics,
              statisticsTruncateLength: this.statisticsTruncateLength,
              pageSize,
              dictionarySize,
              columnIndex,
              offsetIndex,
              encoding,
              bloomFilter
            };
            const pageData = encodeNestedValues(leafPath, rows2);
            const result = writeColumn({
              writer: this.writer,
              column,
              pageData
            });
            columns.push(result.chunk);
            this.pendingIndexes.push(result);
          }
        }
        let total_byte_size = 0n;
        for (const { meta_data } of columns) total_byte_size += meta_data?.total_uncompressed_size ?? 0n;
        this.num_rows += BigInt(groupSize2);
        this.row_groups.push({
          columns,
          total_byte_size,
          num_rows: BigInt(groupSize2),
          total_compressed_size: BigInt(this.writer.offset - groupStartOffset)
        });
        return this.writer.flush?.();
      };
      if (pending) {
        pending = pending.then(writeGroup);
      } else {
        const r = writeGroup();
        if (r) pending = Promise.resolve(r);
      }
    }
    return pending;
  }
  /**
   * Finish writing the file.
   *
   * @returns {void | Promise<void>}
   */
  finish() {
    writeIndexes(this.writer, this.pendingIndexes);
    writeBlooms(this.writer, this.pendingIndexes);
    const metadata = {
      version: 2,
      created_by: this.createdBy,
      schema: this.schema,
      num_rows: this.num_rows,
      row_groups: this.row_groups,
      metadata_length: 0,
      key_value_metadata: this.kvMetadata
    };
    delete metadata.metadata_length;
    writeMetadata(this.writer, metadata, this.statisticsTruncateLength);
    this.writer.appendUint32(827474256);
    return this.writer.finish();
  }
};
function groupSize(rowGroupSize, i2) {
  return Array.isArray(rowGroupSize) ? rowGroupSize[Math.min(i2, rowGroupSize.length - 1)] : rowGroupSize;
}
function groupIterator({ columnDataRows, rowGroupSize }) {
  if (Array.isArray(rowGroupSize) && !rowGroupSize.length) {
    throw new Error("rowGroupSize array cannot be empty");
  }
  const groups = [];
  let groupIndex = 0;
  let groupStartIndex = 0;
  while (groupStartIndex < columnDataRows) {
    const size = groupSize(rowGroupSize, groupIndex);
    groups.push({ groupStartIndex, groupSize: Math.min(size, columnDataRows - groupStartIndex) });
    groupStartIndex += size;
    groupIndex++;
  }
  return groups;
}
function getLeafSchemaPaths(schemaPath) {
  const leaves = [];
  dfs(schemaPath);
  return leaves;
  function dfs(path) {
    const node = path[path.length - 1];
    if (!node.children.length) {
      leaves.push(path);
      return;
    }
    for (const child of node.children) {
      dfs([...path, child]);
    }
  }
}

// node_modules/hyparquet-writer/src/write.js
function parquetWrite({
  writer: writer2,
  columnData,
  schema,
  codec = "SNAPPY",
  compressors,
  statistics = true,
  statisticsTruncateLength,
  rowGroupSize = [1e3, 1e5],
  kvMetadata,
  createdBy,
  pageSize = 1048576,
  dictionarySize
}) {
  columnData = columnData.map((col) => {
    if (col.shredding === true && col.type === "VARIANT") {
      const detected = autoDetectShredding(Array.from(col.data));
      return detected ? { ...col, shredding: detected } : { ...col, shredding: void 0 };
    }
    if (col.shredding !== void 0 && col.shredding !== true && col.type === "VARIANT") {
      const shredding = normalizeShreddingConfig(col.shredding);
      return shredding ? { ...col, shredding } : { ...col, shredding: void 0 };
    }
    return col;
  });
  if (!schema) {
    schema = schemaFromColumnData({ columnData });
  } else if (columnData.some(({ type }) => type)) {
    throw new Error("cannot provide both schema and columnData type");
  } else {
  }
  const pq = new ParquetWriter({
    writer: writer2,
    schema,
    codec,
    compressors,
    statistics,
    statisticsTruncateLength,
    kvMetadata,
    createdBy
  });
  const w = pq.write({
    columnData,
    rowGroupSize,
    pageSize,
    dictionarySize
  });
  return w ? w.then(() => pq.finish()) : pq.finish();
}
function parquetWriteBuffer(options) {
  const writer2 = new ByteWriter();
  parquetWrite({ ...options, writer: writer2 });
  return writer2.getBuffer();
}

// packages/core/src/detector/channel-groups.ts
var rows = {
  module: {
    title: "module",
    keyOf: ({ moduleOf }, i2) => `${moduleOf[i2]}`,
    number: ({ moduleOf }, i2) => moduleOf[i2],
    label: ({ moduleOf }, i2) => `module ${moduleOf[i2]}`
  },
  tpc: {
    title: "TPC",
    keyOf: ({ tpcOf }, i2) => `${tpcOf[i2]}`,
    number: ({ tpcOf }, i2) => tpcOf[i2],
    label: ({ tpcOf }, i2) => `TPC ${tpcOf[i2]}`
  },
  adc: {
    title: "ADC",
    keyOf: ({ adcOf }, i2) => `${adcOf[i2]}`,
    number: ({ adcOf }, i2) => adcOf[i2],
    label: ({ adcOf }, i2) => `ADC ${adcOf[i2]}`
  },
  "half-adc": {
    title: "half of an ADC in a TPC",
    keyOf: ({ adcOf, tpcOf }, i2) => `${adcOf[i2]} ${tpcOf[i2]}`,
    number: ({ tpcOf }, i2) => tpcOf[i2],
    label: ({ adcOf, tpcOf }, i2) => `ADC ${adcOf[i2]} in TPC ${tpcOf[i2]}`
  },
  epcb: {
    title: "EPCB",
    keyOf: ({ adcOf, epcbOf }, i2) => `${adcOf[i2]} ${epcbOf[i2]}`,
    number: ({ epcbOf }, i2) => epcbOf[i2],
    label: ({ adcOf, epcbOf }, i2) => `EPCB ${epcbOf[i2]} of ADC ${adcOf[i2]}`
  },
  trap: {
    title: "light trap",
    keyOf: ({ tpcOf, trapOf }, i2) => trapOf[i2] < 0 ? void 0 : `${tpcOf[i2]} ${trapOf[i2]}`,
    number: ({ trapOf }, i2) => trapOf[i2],
    label: ({ tpcOf, trapOf }, i2) => `trap ${trapOf[i2]} of TPC ${tpcOf[i2]}`
  }
};
var groupKinds = Object.keys(rows);
function channelGroups(tables) {
  const placed = groupKinds.map((kind) => {
    const row = rows[kind];
    const found = /* @__PURE__ */ new Map();
    for (const channelIndex of tables.active) {
      const key = row.keyOf(tables, channelIndex);
      if (key === void 0) continue;
      const before = found.get(key);
      if (before) before.push(channelIndex);
      else found.set(key, [channelIndex]);
    }
    const of = /* @__PURE__ */ new Map();
    const groups = [...found.values()].map((members) => {
      const [first2] = members;
      const adc = tables.adcOf[first2];
      const isOnOne = members.every((member) => tables.adcOf[member] === adc);
      const group = {
        ...{ kind, members, adc: isOnOne ? adc : null },
        ...{ number: row.number(tables, first2), label: row.label(tables, first2) }
      };
      for (const member of members) of.set(member, group);
      return group;
    });
    return [kind, { groups, of }];
  });
  const byKind = Object.fromEntries(placed.map(([kind, { groups }]) => [kind, groups]));
  const tableOf = new Map(placed.map(([kind, { of }]) => [kind, of]));
  return {
    byKind,
    groupOf: (kind, channelIndex) => tableOf.get(kind).get(channelIndex)
  };
}

// packages/core/src/detector/groups.ts
var kept = /* @__PURE__ */ new WeakMap();
function detectorGroups(detector) {
  const known = kept.get(detector);
  if (known) return known;
  const made = makeGroups(detector);
  kept.set(detector, made);
  return made;
}
function makeGroups(detector) {
  const { adcCount, channelCount, channelsPerEpcb, layouts, modules } = detector;
  const indexCount = adcCount * channelCount;
  const none = () => new Int16Array(indexCount).fill(-1);
  const adcOf = Int16Array.from({ length: indexCount }, (_, i2) => Math.floor(i2 / channelCount));
  const [epcbOf, tpcOf, moduleOf, trapOf] = [none(), none(), none(), none()];
  const sideOf2 = new Int8Array(indexCount).fill(-1);
  const heightCm = new Float64Array(indexCount).fill(Number.NaN);
  const traps = [];
  const trapByChannel = /* @__PURE__ */ new Map();
  let tpcCount = 0;
  modules.forEach(({ layout, firstAdc }, module) => {
    for (const ofTpc of layouts[layout].tpcs) {
      const tpc = tpcCount++;
      ofTpc.forEach(({ adc: ownAdc, channels, ...rest }, trap) => {
        const adc = firstAdc + ownAdc;
        const members = channels.map((channel) => adc * channelCount + channel);
        const placed = { ...rest, module, tpc, trap, adc, members };
        traps.push(placed);
        members.forEach((channelIndex, i2) => {
          trapByChannel.set(channelIndex, placed);
          tpcOf[channelIndex] = tpc;
          moduleOf[channelIndex] = module;
          if (rest.kind !== null) trapOf[channelIndex] = trap;
          sideOf2[channelIndex] = rest.side ?? -1;
          heightCm[channelIndex] = rest.heightsCm[i2] ?? Number.NaN;
        });
      });
    }
  });
  const active = Array.from(tpcOf.keys()).filter((channelIndex) => tpcOf[channelIndex] >= 0);
  const lists = (count2) => Array.from({ length: count2 }, () => []);
  const adcMembers = lists(adcCount);
  for (const channelIndex of active) adcMembers[adcOf[channelIndex]].push(channelIndex);
  const longest = Math.max(0, ...adcMembers.map(({ length }) => length));
  const epcbsPerAdc = Math.ceil(longest / channelsPerEpcb);
  const epcbMembers = lists(adcCount * epcbsPerAdc);
  const tpcMembers = lists(tpcCount);
  adcMembers.forEach((members, adc) => {
    members.forEach((channelIndex, position) => {
      const epcb = Math.floor(position / channelsPerEpcb);
      epcbOf[channelIndex] = epcb;
      epcbMembers[adc * epcbsPerAdc + epcb].push(channelIndex);
      tpcMembers[tpcOf[channelIndex]].push(channelIndex);
    });
  });
  const siblings = /* @__PURE__ */ new Map();
  const tables = {
    ...{ indexCount, active, epcbsPerAdc, tpcCount, moduleCount: modules.length, traps },
    ...{ adcOf, epcbOf, tpcOf, moduleOf, trapOf, sideOf: sideOf2, heightCm },
    ...{ adcMembers, epcbMembers, tpcMembers }
  };
  return {
    ...tables,
    ...channelGroups(tables),
    trapAt: (channelIndex) => trapByChannel.get(channelIndex),
    placeOf: (channelIndex) => ({
      adc: Math.floor(channelIndex / channelCount),
      channel: channelIndex % channelCount
    }),
    indexOf: (adc, channel) => adc * channelCount + channel,
    siblingsInAdc: (channelIndex) => {
      const before = siblings.get(channelIndex);
      if (before) return before;
      const others = adcMembers[adcOf[channelIndex]].filter((other) => other !== channelIndex);
      siblings.set(channelIndex, others);
      return others;
    }
  };
}

// packages/core/src/store/parquet/provenance.ts
import { createHash } from "node:crypto";

// packages/core/src/detector/grid.ts
function profileOfGrid({
  activeChannels,
  channelsPerTpc,
  adcsPerTpc,
  ...detector
}) {
  const { adcCount, channelCount } = detector;
  const layoutOf = (ownAdcs) => ({
    tpcs: Array.from(
      { length: Math.ceil(channelCount / channelsPerTpc) },
      (_, tpc) => Array.from({ length: ownAdcs }, (_2, adc) => {
        const channels = activeChannels.filter(
          (channel) => Math.floor(channel / channelsPerTpc) === tpc
        );
        return { kind: null, side: null, adc, channels, heightsCm: [], edgesCm: null };
      })
    )
  });
  const whole2 = Math.floor(adcCount / adcsPerTpc);
  const rest = adcCount % adcsPerTpc;
  const modules = Array.from({ length: whole2 }, (_, i2) => ({
    layout: 0,
    firstAdc: i2 * adcsPerTpc
  }));
  if (rest === 0) return { ...detector, layouts: [layoutOf(adcsPerTpc)], modules };
  return {
    ...detector,
    layouts: [layoutOf(adcsPerTpc), layoutOf(rest)],
    modules: [...modules, { layout: 1, firstAdc: whole2 * adcsPerTpc }]
  };
}
function asProfile(detector) {
  return "layouts" in detector ? detector : profileOfGrid(detector);
}

// packages/core/src/detector/index.ts
import { readdirSync, readFileSync } from "node:fs";
import { basename as basename2 } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

// packages/core/src/files/assets.ts
function assetUrl(path) {
  const here = import.meta.url;
  return new URL(`../../assets/${path}`, here);
}

// packages/core/src/words/phrases.ts
function countText(count2, noun, plural = `${noun}s`) {
  return `${count2} ${count2 === 1 ? noun : plural}`;
}

// packages/core/src/detector/profile.ts
var mostAdcs = 256;
var mostChannels = 4096;
var trapKinds = ["ArCLight", "LCM"];

// packages/core/src/detector/described-traps.ts
var channelsOfKind = { ArCLight: 6, LCM: 2 };
var toleranceCm = 0.1;
function describedTraps(sections, problems) {
  const { channels, channelCount, tpcs, adcsByTpc, kindsByTpc } = sections;
  const takenBy = /* @__PURE__ */ new Map();
  const trapOf = (chan, adcPlace, kindPlace, trap, label) => {
    const adc = adcPlace.whole(0, channels.length - 1);
    const kindNumber = kindPlace.whole(0, trapKinds.length - 1);
    const numbers = chan.list().map((place) => place.whole(0, channelCount - 1));
    const side = sideOf(sections, trap, problems);
    const edgesCm = kindNumber === null ? null : edgesOf(sections, trap, kindNumber, problems);
    if (adc === null || kindNumber === null || side === null || edgesCm === null) return [];
    const kind = trapKinds[kindNumber];
    if (numbers.length !== channelsOfKind[kind])
      chan.problem(`${channelsOfKind[kind]} channels of an ${kind}`, `${numbers.length}`);
    const heightsCm = numbers.map((channel) => {
      if (channel === null) return Number.NaN;
      const key = `ADC ${adc}, channel ${channel}`;
      const other = takenBy.get(key);
      if (other !== void 0) chan.problem("each channel once", `${key} in ${other} too`);
      takenBy.set(key, label);
      const { place, bins: bins2 } = channels[adc];
      const bin = bins2[channel] ?? -1;
      if (bin < 0) {
        place.problem(`a SiPM for channel ${channel} of ${label}`, "none");
        return Number.NaN;
      }
      const { sipmHeightsCm } = sections;
      const sipm = bin + side * sipmHeightsCm.length / 2;
      const heightCm = sipmHeightsCm[sipm] ?? null;
      if (heightCm === null) {
        problems.push(`sipm_center: expected SiPM ${sipm} of ${key}, got none`);
        return Number.NaN;
      }
      const [low, high] = edgesCm;
      if (heightCm < low - toleranceCm || heightCm > high + toleranceCm)
        chan.problem(`SiPMs within the trap, ${low} to ${high} cm`, `${key} at ${heightCm} cm`);
      return heightCm;
    });
    return [{ kind, side, adc, channels: numbers, heightsCm, edgesCm }];
  };
  return tpcs.map((tpc, t) => {
    const chans = tpc.numbered("the light traps of the TPC");
    const adcs = adcsByTpc.item(t)?.numbered() ?? [];
    const kinds = kindsByTpc.item(t)?.numbered() ?? [];
    for (const [key, found] of [
      ["det_adc", adcs],
      ["det_geom", kinds]
    ])
      if (found.length !== chans.length)
        problems.push(
          `${key}.${t}: expected as many traps as det_chan has, ${chans.length}, got ${found.length}`
        );
    return chans.flatMap((chan, trap) => {
      const [adc, kind] = [adcs[trap], kinds[trap]];
      return adc && kind ? trapOf(chan, adc, kind, trap, `trap ${trap} of TPC ${t}`) : [];
    });
  });
}
function sideOf({ sides }, trap, problems) {
  const place = sides[trap];
  if (!place) problems.push(`det_side: expected a side of trap ${trap}, got none`);
  return place?.whole(0, 1) ?? null;
}
function edgesOf({ centers, edgesCm }, trap, kindNumber, problems) {
  const place = centers[trap];
  if (!place) problems.push(`det_center: expected a centre of trap ${trap}, got none`);
  const edges = edgesCm[kindNumber];
  if (!edges)
    problems.push(
      `geom: expected the edges of an ${trapKinds[kindNumber]}, number ${kindNumber}, got none`
    );
  const centerCm = place?.height() ?? null;
  const [low, high] = edges ?? [null, null];
  if (centerCm === null || low === null || high === null) return null;
  return [roundCm(centerCm + low), roundCm(centerCm + high)];
}
var roundCm = (value) => Math.round(value * 100) / 100;

// packages/core/src/detector/description-place.ts
function placeIn(value, where, problems) {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  const problem = (expected, got = shown(value)) => {
    problems.push(`${where || "the description"}: expected ${expected}, got ${got}`);
  };
  const at = (key) => placeIn(
    value[key],
    where ? `${where}.${key}` : `${key}`,
    problems
  );
  const has = (key) => isMapping && Object.hasOwn(value, key);
  return {
    isThere: value !== void 0,
    problem,
    field(key) {
      if (has(key)) return at(key);
      if (value !== void 0) problems.push(`${where ? `${where}.` : ""}${key}: missing`);
      return placeIn(void 0, where ? `${where}.${key}` : key, problems);
    },
    optional: (key) => has(key) ? at(key) : null,
    item: (key) => Array.isArray(value) ? key < value.length ? at(key) : null : has(`${key}`) ? at(key) : null,
    numbered(expected) {
      if (value === void 0) return [];
      if (!isMapping && !Array.isArray(value)) {
        problem("entries by number");
        return [];
      }
      const keys = Object.keys(value);
      if (expected !== void 0 && keys.length === 0) problem(expected, "none");
      if (Array.isArray(value)) return value.map((_, i2) => at(i2));
      const missing = keys.findIndex((_, i2) => !has(`${i2}`));
      if (missing >= 0) problem(`entries 0 to ${keys.length - 1}`, `none of number ${missing}`);
      return keys.flatMap((_, i2) => has(`${i2}`) ? [at(i2)] : []);
    },
    list() {
      if (Array.isArray(value)) return value.map((_, i2) => at(i2));
      if (value !== void 0) problem("a list");
      return [];
    },
    keys() {
      if (!isMapping) problem("entries by name");
      return isMapping ? Object.keys(value) : [];
    },
    number() {
      if (typeof value === "number" && Number.isFinite(value)) return value;
      if (value !== void 0) problem("a number");
      return null;
    },
    whole(lowest, highest = Number.MAX_SAFE_INTEGER) {
      const fits = Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
      if (fits) return Number(value);
      const upTo = highest === Number.MAX_SAFE_INTEGER ? `from ${lowest} on` : `${lowest} to ${highest}`;
      if (value !== void 0) problem(`a whole number, ${upTo}`);
      return null;
    },
    text() {
      if (typeof value === "string") return value;
      if (value !== void 0) problem("text");
      return null;
    },
    height() {
      const isPoint = Array.isArray(value) && value.length === 3 && value.every((each) => Number.isFinite(each));
      if (isPoint) return value[1];
      if (value !== void 0) problem("x, y and z");
      return null;
    }
  };
}
function shown(value) {
  const text2 = JSON.stringify(value) ?? String(value);
  return text2.length > 60 ? `${text2.slice(0, 57)}\u2026` : text2;
}

// packages/core/src/detector/own-section.ts
var readers = {
  name: (place, into) => {
    const name = place.text();
    if (name === "") place.problem("a name");
    into.name = name ?? into.name;
  },
  sample_ns: (place, into) => {
    into.sampleNs = aboveZero(place) ?? into.sampleNs;
  },
  channels_per_epcb: (place, into) => {
    into.channelsPerEpcb = place.whole(1) ?? into.channelsPerEpcb;
  },
  repeat_modules: (place, into) => {
    into.repeatModules = place.whole(1, 1e3) ?? 1;
  },
  threshold_adc16: (place, _, own) => {
    const threshold = aboveZero(place);
    if (threshold !== null) own.thresholdAdc16 = threshold;
  },
  baseline_range_adc16: (place, _, own) => {
    const range = ascendingPair(place);
    if (range) own.baselineRangeAdc16 = range;
  },
  rails_adc16: (place, _, own) => {
    const rails = ascendingPair(place);
    if (rails) own.railsAdc16 = rails;
  },
  trigger_names: (place, _, own) => {
    const other = place.keys().find((code) => !/^-?\d+$/.test(code));
    if (other !== void 0) place.problem("whole numbers as trigger codes", other);
    own.triggerNames = Object.fromEntries(
      place.keys().map((code) => [code, place.field(code).text() ?? code])
    );
  }
};
function ownSection(place, name) {
  const section = { name, sampleNs: 16, channelsPerEpcb: 6, repeatModules: 1 };
  if (!place) return section;
  const own = {};
  for (const key of place.keys()) {
    const read = readers[key];
    if (read) read(place.field(key), section, own);
    else place.problem(`only ${Object.keys(readers).join(", ")}`, key);
  }
  return { ...section, own };
}
function aboveZero(place) {
  const value = place.number();
  if (value !== null && value <= 0) place.problem("a number above 0");
  return value;
}
var lowestAdc16 = -32768;
var highestAdc16 = 32767;
function ascendingPair(place) {
  const [low, high, ...rest] = place.list().map((each) => each.number());
  const isPair = typeof low === "number" && typeof high === "number" && rest.length === 0;
  if (isPair && lowestAdc16 <= low && low < high && high <= highestAdc16) return [low, high];
  place.problem("two numbers of 16 bits, the lower first");
  return null;
}

// packages/core/src/detector/description.ts
var versions = /^0\.(3\.\d+|4\.0)$/;
function describedDetector(value, name) {
  const problems = [];
  const top = placeIn(value, "", problems);
  top.keys();
  const refused = () => ({ profile: null, problems: [...new Set(problems)] });
  if (problems.length > 0) return refused();
  const sections = sectionsOf(top);
  const tpcCount = sections.tpcs.length;
  const isComplete = problems.length === 0;
  const version = top.field("format_version").text();
  if (version !== null && !versions.test(version))
    problems.push(`format_version: expected 0.3.0 to 0.4.0, got ${version}`);
  const { repeatModules, ...own } = ownSection(top.optional("light_dqm"), name);
  const adcCount = sections.channels.length * repeatModules;
  if (adcCount > mostAdcs)
    problems.push(
      `ch_to_vert_bin: expected at most ${mostAdcs} ADCs in all modules, got ${adcCount}`
    );
  if (repeatModules > 1 && tpcCount !== tpcsOfModule)
    problems.push(
      `light_dqm.repeat_modules: expected the description of one module, got ${countText(tpcCount, "TPC")}`
    );
  if (!isComplete) return refused();
  const traps = describedTraps(sections, problems);
  if (problems.length > 0) return refused();
  const { channelCount } = sections;
  const modules = modulesOf(traps, repeatModules, sections.channels.length);
  return { profile: { ...own, adcCount, channelCount, ...modules }, problems };
}
function sectionsOf(top) {
  const rowsPlace = top.field("ch_to_vert_bin");
  const wantedChannels = "the channels of each ADC";
  const rows2 = rowsPlace.numbered(wantedChannels).map((place) => ({ place, bins: place.list() }));
  const channelCount = rows2[0]?.bins.length ?? 0;
  if (rows2.length > 0 && channelCount === 0) rowsPlace.problem(wantedChannels, "none");
  if (channelCount > mostChannels)
    rowsPlace.problem(`at most ${mostChannels} channels of an ADC`, `${channelCount}`);
  const channels = rows2.map(({ place, bins: bins2 }) => {
    if (bins2.length !== channelCount) place.problem(`${channelCount} channels`, `${bins2.length}`);
    return { place, bins: bins2.map((bin) => bin.whole(-1)) };
  });
  const edgesCm = top.field("geom").numbered().map((geom) => [geom.field("min").height(), geom.field("max").height()]);
  const sipms = top.field("sipm_center");
  const sipmHeightsCm = sipms.numbered().map((place) => place.height());
  if (sipmHeightsCm.length % 2 !== 0)
    sipms.problem("as many SiPMs on either side", countText(sipmHeightsCm.length, "SiPM"));
  const tpcsPlace = top.field("det_chan");
  const tpcs = tpcsPlace.numbered("TPCs");
  const byTpc = ["tpc_center_offset", "det_adc", "det_geom"].map((key) => top.field(key));
  for (const place of byTpc) {
    const count2 = place.numbered().length;
    if (count2 !== tpcs.length && place.isThere)
      place.problem(`as many TPCs as det_chan has, ${tpcs.length}`, `${count2}`);
  }
  if (tpcs.length % tpcsOfModule !== 0)
    tpcsPlace.problem(`${tpcsOfModule} TPCs for each module`, countText(tpcs.length, "TPC"));
  return {
    ...{ channels, channelCount, edgesCm, sipmHeightsCm, tpcs },
    centers: top.field("det_center").numbered(),
    sides: top.field("det_side").numbered(),
    adcsByTpc: byTpc[1],
    kindsByTpc: byTpc[2]
  };
}
var tpcsOfModule = 2;
function modulesOf(traps, repeat, adcCount) {
  const layouts = /* @__PURE__ */ new Map();
  const described2 = Array.from({ length: traps.length / tpcsOfModule }, (_, module) => {
    const tpcs = traps.slice(module * tpcsOfModule, (module + 1) * tpcsOfModule);
    const firstAdc = Math.min(...tpcs.flat().map(({ adc }) => adc));
    const layout = {
      tpcs: tpcs.map((tpc) => tpc.map((trap) => ({ ...trap, adc: trap.adc - firstAdc })))
    };
    const key = JSON.stringify(layout);
    const known = layouts.get(key) ?? { layout, index: layouts.size };
    layouts.set(key, known);
    return { layout: known.index, firstAdc };
  });
  return {
    layouts: [...layouts.values()].map(({ layout }) => layout),
    modules: Array.from(
      { length: repeat },
      (_, i2) => described2.map(({ layout, firstAdc }) => ({ layout, firstAdc: firstAdc + i2 * adcCount }))
    ).flat()
  };
}

// packages/core/src/detector/index.ts
var defaultDetectorName = "dune-2x2";
var builtInDirectory = () => fileURLToPath(assetUrl("detectors"));
function detectorNames() {
  const names = readdirSync(builtInDirectory()).map(nameOfFile).sort();
  return [defaultDetectorName, ...names.filter((name) => name !== defaultDetectorName)];
}
function detectorsOfShape(adcCount, channelCount) {
  return detectorNames().filter((name) => {
    const detector = detectorOf(name);
    return detector.adcCount === adcCount && detector.channelCount === channelCount;
  });
}
function defaultDetector() {
  return detectorOf(defaultDetectorName);
}
function detectorOf(nameOrPath) {
  const { profile, problems } = readDescription(nameOrPath);
  if (!profile) {
    const [first2, ...others] = problems;
    const more = others.length > 0 ? ` (and ${others.length} more: light-dqm detector check)` : "";
    throw new LightDqmError("bad-config", {
      what: "Bad description of a detector",
      where: nameOrPath,
      got: `${first2}${more}`
    });
  }
  return profile;
}
function isDescriptionPath(nameOrPath) {
  return /[/\\]|\.(ya?ml|json)$/i.test(nameOrPath);
}
function readDescription(nameOrPath) {
  const isPath = isDescriptionPath(nameOrPath);
  if (!isPath && !detectorNames().includes(nameOrPath)) {
    throw new LightDqmError("bad-config", {
      what: "Unknown detector",
      where: "detector",
      expected: `one of ${detectorNames().join(", ")}, or the file of a description`,
      got: nameOrPath
    });
  }
  const path = isPath ? nameOrPath : fileURLToPath(assetUrl(`detectors/${nameOrPath}.json`));
  const fail = (expected, cause) => {
    const got = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    const parts2 = { what: "Cannot read the description of a detector", where: path, expected, got };
    throw new LightDqmError("bad-config", parts2, { cause });
  };
  let text2;
  try {
    text2 = readFileSync(path, "utf8");
  } catch (cause) {
    return fail("a file in the public format of the light readout's geometry", cause);
  }
  const before = described.get(path);
  if (before?.text === text2) return before.detector;
  let value;
  try {
    value = path.endsWith(".json") ? JSON.parse(text2) : parse(text2);
  } catch (cause) {
    return fail("YAML or JSON", cause);
  }
  let detector = describedDetector(value, nameOfFile(path));
  if (isPath && detector.profile)
    detector = { ...detector, profile: withDefaultsOfTwin(detector.profile) };
  described.set(path, { text: text2, detector });
  return detector;
}
var described = /* @__PURE__ */ new Map();
function withDefaultsOfTwin(profile) {
  const cabling = ({ adcCount, channelCount, layouts, modules }) => JSON.stringify({ adcCount, channelCount, layouts, modules });
  const twin = detectorsOfShape(profile.adcCount, profile.channelCount).map(detectorOf).find((each) => cabling(each) === cabling(profile));
  return twin?.own ? { ...profile, own: { ...twin.own, ...profile.own } } : profile;
}
var nameOfFile = (path) => basename2(path).replace(/\.(ya?ml|json)$/i, "");

// packages/core/src/files/canonical-json.ts
function canonicalJson(value) {
  return JSON.stringify(
    value,
    (_, part) => part !== null && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1)) : part
  );
}

// packages/core/src/flow/valid-times.ts
var [earliestMs, latestMs] = [Date.UTC(2010), Date.UTC(2100)];
function isValidTime(timeMs) {
  return timeMs >= earliestMs && timeMs < latestMs;
}

// packages/core/src/quantities/indexed-by/trigger-class.ts
var triggerClasses = ["beam", "self", "all"];

// packages/core/src/quantities/indexed-by/watched-lines.ts
var lineFrequenciesMHz = [
  0.5,
  1.8,
  4.6,
  7.1,
  8.5,
  10,
  11.5,
  19,
  20,
  25,
  30
];
function nearestBin(frequencyMHz, targetMHz) {
  let best = 0;
  for (let i2 = 1; i2 < frequencyMHz.length; i2++) {
    if (Math.abs(frequencyMHz[i2] - targetMHz) < Math.abs(frequencyMHz[best] - targetMHz))
      best = i2;
  }
  return best;
}

// packages/core/src/quantities/index.ts
var quantities_exports = {};
__export(quantities_exports, {
  amplitude: () => amplitude,
  baseline: () => baseline,
  clipped: () => clipped,
  constantCount: () => constantCount,
  darkBaseline: () => darkBaseline,
  darkCount: () => darkCount,
  darkNoise: () => darkNoise,
  eventCount: () => eventCount,
  faintCount: () => faintCount,
  gain: () => gain,
  light: () => light,
  lines: () => lines,
  litCount: () => litCount,
  lowerRail: () => lowerRail,
  maxAmplitude: () => maxAmplitude,
  minAmplitude: () => minAmplitude,
  negative: () => negative,
  noise: () => noise,
  spectra: () => spectra,
  validCount: () => validCount
});

// packages/core/src/quantities/kept/by-trigger-class.ts
function byTriggerClass(inner) {
  const { pool } = inner;
  return {
    form: `${inner.form} and trigger class`,
    source: inner.source,
    isByClass: true,
    ...inner.needsOneLength && { needsOneLength: true },
    unknown: (shape) => Object.fromEntries(shape.triggerClasses.map((name) => [name, inner.unknown(shape)])),
    columns: (name) => triggerClasses.flatMap(
      (triggerClass2) => inner.columns(`${name}_${triggerClass2}`).map(
        (column) => ({
          ...column,
          triggerClass: triggerClass2,
          read: (kept3, i2, validCount2) => kept3[triggerClass2] ? column.read(kept3[triggerClass2], i2, validCount2) : null,
          write: (kept3, cells) => kept3[triggerClass2] && column.write(kept3[triggerClass2], cells)
        })
      )
    ),
    views: (name, title) => triggerClasses.flatMap(
      (triggerClass2) => inner.views(`${name}_${triggerClass2}`, `${title} ${triggerClass2}`).map((view) => ({
        ...view,
        of: { triggerClass: triggerClass2, ...view.of },
        cells: (kept3, i2) => kept3[triggerClass2] ? view.cells(kept3[triggerClass2], i2) : view.columns.map(() => Number.NaN)
      }))
    ),
    ...pool && { pool: (shape, forChecks) => poolOfClasses(() => pool(shape, forChecks)) }
  };
}
function poolOfClasses(start) {
  const pools = /* @__PURE__ */ new Map();
  return {
    add: (kept3, leftOut) => {
      for (const triggerClass2 of triggerClasses) {
        const ofClass = kept3[triggerClass2];
        if (!ofClass) continue;
        const known = pools.get(triggerClass2) ?? { pool: start(), files: 0 };
        known.pool.add(ofClass, leftOut);
        known.files++;
        pools.set(triggerClass2, known);
      }
    },
    drop: (kept3, leftOut) => {
      for (const [triggerClass2, known] of pools) {
        const ofClass = kept3[triggerClass2];
        if (!ofClass) continue;
        known.pool.drop(ofClass, leftOut);
        if (--known.files === 0) pools.delete(triggerClass2);
      }
    },
    earlier: () => Object.fromEntries([...pools].map(([name, { pool }]) => [name, pool.earlier()]))
  };
}

// packages/core/src/numerics/quantile.ts
function interpolate(low, high, share) {
  const step = high - low;
  return share < 0.5 ? low + step * share : high - step * (1 - share);
}

// packages/core/src/numerics/histogram.ts
var lowestRatio = 1 / 1024;
var grids = {
  unit: { binOf: Math.floor, lowEdge: (bin) => bin },
  log2: {
    binOf: (value) => value > 1 ? Math.floor(32 * Math.log2(value)) : 0,
    lowEdge: (bin) => 2 ** (bin / 32)
  },
  ratio: {
    binOf: (value) => Math.floor(32 * Math.log2(Math.max(value, lowestRatio))),
    lowEdge: (bin) => 2 ** (bin / 32)
  }
};
var bins = new Int32Array(0);
function countIn(histogram) {
  let count2 = 0;
  for (const each of histogram?.counts ?? []) count2 += each;
  return count2;
}
function mergeHistograms(histograms) {
  let first2 = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const histogram of histograms) {
    if (!histogram) continue;
    first2 = Math.min(first2, histogram.firstBin);
    end = Math.max(end, histogram.firstBin + histogram.counts.length);
  }
  if (first2 > end) return null;
  const counts = new Uint32Array(end - first2);
  for (const histogram of histograms) {
    if (!histogram) continue;
    const shift = histogram.firstBin - first2;
    for (let i2 = 0; i2 < histogram.counts.length; i2++)
      counts[shift + i2] = counts[shift + i2] + histogram.counts[i2];
  }
  return { firstBin: first2, counts };
}
function addHistogram(sum, part) {
  if (!part) return sum;
  const { firstBin, counts } = part;
  const covers = sum && sum.firstBin <= firstBin && firstBin + counts.length <= sum.firstBin + sum.counts.length;
  if (!covers) return mergeHistograms([sum, part]);
  const shift = firstBin - sum.firstBin;
  for (let i2 = 0; i2 < counts.length; i2++) sum.counts[shift + i2] += counts[i2];
  return sum;
}
function dropHistogram(sum, part) {
  if (!sum || !part) return;
  const shift = part.firstBin - sum.firstBin;
  for (let i2 = 0; i2 < part.counts.length; i2++) sum.counts[shift + i2] -= part.counts[i2];
}
function histogramQuantile(histogram, probability, binning = "unit") {
  if (!histogram) return Number.NaN;
  const n = countIn(histogram);
  if (n === 0) return Number.NaN;
  const position = probability * (n - 1);
  const rank = Math.floor(position);
  const low = orderStatistic(histogram, rank, binning);
  return interpolate(
    low,
    orderStatistic(histogram, Math.min(rank + 1, n - 1), binning),
    position - rank
  );
}
function orderStatistic({ firstBin, counts }, rank, binning) {
  let below = 0;
  let i2 = 0;
  while (below + counts[i2] <= rank) below += counts[i2++];
  const { lowEdge } = grids[binning];
  const low = lowEdge(firstBin + i2);
  return low + (lowEdge(firstBin + i2 + 1) - low) * (rank - below + 0.5) / counts[i2];
}

// packages/core/src/numerics/median.ts
var sigmaPerMad = 1.4826;
function middleOfSorted(sorted) {
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// packages/core/src/quantities/pools/sorted-values.ts
function sortedValues(setCount) {
  const counts = new Uint32Array(setCount);
  let room = 8;
  let values = new Float64Array(setCount * room);
  const grow = () => {
    const wider = new Float64Array(2 * values.length);
    for (let set = 0; set < setCount; set++)
      wider.set(values.subarray(set * room, set * room + counts[set]), 2 * set * room);
    values = wider;
    room *= 2;
  };
  const placeOf = (set, value) => {
    let low = set * room;
    let high = low + counts[set];
    while (low < high) {
      const middle = low + high >> 1;
      if (values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (set, value) => {
      if (counts[set] === room) grow();
      const at = placeOf(set, value);
      values.copyWithin(at + 1, at, set * room + counts[set]);
      values[at] = value;
      counts[set]++;
    },
    drop: (set, value) => {
      const at = placeOf(set, value);
      values.copyWithin(at, at + 1, set * room + counts[set]);
      counts[set]--;
    },
    count: (set) => counts[set],
    median: (set) => {
      const start = set * room;
      const count2 = counts[set];
      const middle = start + (count2 >> 1);
      if (count2 === 0) return Number.NaN;
      return count2 % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    },
    medianDistance: (set, from) => {
      const count2 = counts[set];
      if (count2 === 0) return Number.NaN;
      const start = set * room;
      const split = placeOf(set, from);
      const middle = count2 >> 1;
      let below = nearestBelow(values, start, split, start + count2, from, middle);
      let above = middle + 1 - below;
      const farBelow = () => below > 0 ? from - values[split - below] : 0;
      const farAbove = () => above > 0 ? values[split + above - 1] - from : 0;
      const upper = Math.max(farBelow(), farAbove());
      if (count2 % 2 === 1) return upper;
      if (below > 0 && farBelow() === upper) below--;
      else above--;
      return (Math.max(farBelow(), farAbove()) + upper) / 2;
    }
  };
}
function nearestBelow(values, start, split, end, from, rank) {
  let low = Math.max(0, rank + 1 - (end - split));
  let high = Math.min(split - start, rank + 1);
  while (low < high) {
    const left = low + high >> 1;
    const nextBelow = from - values[split - left - 1];
    const lastAbove = values[split + rank - left] - from;
    if (nextBelow < lastAbove) low = left + 1;
    else high = left;
  }
  return low;
}

// packages/core/src/quantities/pools/medians.ts
function startMedians(indexCount, binning, withBands) {
  const values = sortedValues(indexCount);
  const pooled = new Array(indexCount).fill(null);
  return {
    add: ({ p50, histogram }, leftOut) => {
      addKnown(values, p50, leftOut);
      if (!withBands) return;
      for (let i2 = 0; i2 < indexCount; i2++)
        if (!leftOut?.[i2]) pooled[i2] = addHistogram(pooled[i2], histogram[i2] ?? null);
    },
    drop: ({ p50, histogram }, leftOut) => {
      dropKnown(values, p50, leftOut);
      if (!withBands) return;
      for (let i2 = 0; i2 < indexCount; i2++)
        if (!leftOut?.[i2]) dropHistogram(pooled[i2], histogram[i2] ?? null);
    },
    earlier: () => ({
      ...mediansOf(values, indexCount),
      p16: Float64Array.from(pooled, (histogram) => histogramQuantile(histogram, 0.16, binning)),
      p84: Float64Array.from(pooled, (histogram) => histogramQuantile(histogram, 0.84, binning))
    })
  };
}
function addKnown(values, added, leftOut) {
  for (let i2 = 0; i2 < added.length; i2++)
    if (!leftOut?.[i2] && !Number.isNaN(added[i2])) values.add(i2, added[i2]);
}
function dropKnown(values, dropped, leftOut) {
  for (let i2 = 0; i2 < dropped.length; i2++)
    if (!leftOut?.[i2] && !Number.isNaN(dropped[i2])) values.drop(i2, dropped[i2]);
}
function mediansOf(values, setCount) {
  const median = new Float64Array(setCount).fill(Number.NaN);
  const spread = new Float64Array(setCount).fill(Number.NaN);
  const fileCount = new Uint32Array(setCount);
  for (let i2 = 0; i2 < setCount; i2++) {
    fileCount[i2] = values.count(i2);
    if (fileCount[i2] === 0) continue;
    median[i2] = values.median(i2);
    spread[i2] = sigmaPerMad * values.medianDistance(i2, median[i2]);
  }
  const known = spread.filter((value) => !Number.isNaN(value));
  return { median, spread, typicalSpread: middleOfSorted(known.sort()), fileCount };
}

// packages/core/src/quantities/kept/column.ts
var nullForNaN = (value) => Number.isNaN(value) ? null : value;
var nanForNull = (cell) => cell === null ? Number.NaN : Number(cell);
function numberColumn(name, valuesOf) {
  return {
    name,
    type: "DOUBLE",
    read: (kept3, channelIndex) => nullForNaN(valuesOf(kept3)[channelIndex]),
    write: (kept3, cells) => {
      const values = valuesOf(kept3);
      for (let i2 = 0; i2 < cells.length; i2++) values[i2] = nanForNull(cells[i2]);
    }
  };
}
function writeCounts(counts, cells) {
  for (let i2 = 0; i2 < cells.length; i2++) counts[i2] = Number(cells[i2] ?? 0);
}

// packages/core/src/quantities/kept/distribution.ts
var quantileNames = ["p16", "p50", "p84"];
function unknownDistribution(indexCount) {
  const unknown = () => new Float64Array(indexCount).fill(Number.NaN);
  return {
    p16: unknown(),
    p50: unknown(),
    p84: unknown(),
    histogram: new Array(indexCount).fill(null)
  };
}
function distribution(source) {
  return {
    form: `16, 50 and 84 % quantiles and histogram (${binText[source.binning]}), by channel`,
    source,
    unknown: ({ detector }) => unknownDistribution(detector.adcCount * detector.channelCount),
    columns: (name) => [
      ...quantileNames.map(
        (quantile) => numberColumn(`${name}_${quantile}`, (kept3) => kept3[quantile])
      ),
      firstBinColumn(name),
      countsColumn(name)
    ],
    formerColumns: (name) => [countListsColumn(name)],
    views: (name, title) => [
      {
        kind: "median",
        of: {},
        label: title.toLowerCase(),
        columns: ["p50", "p16", "p84"].map((quantile) => `${name}_${quantile}`),
        cells: ({ p50, p16, p84 }, i2) => [p50[i2], p16[i2], p84[i2]]
      }
    ],
    pool: ({ detector }, forChecks) => startMedians(detector.adcCount * detector.channelCount, source.binning, !forChecks)
  };
}
var binText = {
  unit: "bins of 1 ADC16 count",
  log2: "32 bins per factor of 2",
  ratio: "32 bins per factor of 2, from 1/1024 on"
};
function firstBinColumn(name) {
  return {
    name: `${name}_histogram_first_bin`,
    type: "INT32",
    figuresOnly: true,
    read: ({ histogram }, i2) => histogram[i2]?.firstBin ?? null,
    write: ({ histogram }, cells) => {
      for (let i2 = 0; i2 < cells.length; i2++)
        if (cells[i2] !== null)
          histogram[i2] = { firstBin: Number(cells[i2]), counts: new Uint32Array(0) };
    }
  };
}
function countsColumn(name) {
  return {
    name: `${name}_histogram_counts_u32`,
    type: "BYTE_ARRAY",
    figuresOnly: true,
    addedLater: true,
    read: ({ histogram }, i2) => histogram[i2] && bytesOfCounts(histogram[i2].counts),
    write: countsWriter((cell) => countsOfBytes(cell))
  };
}
function countListsColumn(name) {
  return {
    name: `${name}_histogram_counts`,
    figuresOnly: true,
    addedLater: true,
    write: countsWriter((cell) => new Uint32Array(cell))
  };
}
function countsWriter(countsIn) {
  return (kept3, cells) => kept3.histogram.forEach((histogram, i2) => {
    const cell = cells[i2] ?? null;
    if (histogram && cell !== null) histogram.counts = countsIn(cell);
  });
}
function bytesOfCounts(counts) {
  const bytes = new DataView(new ArrayBuffer(4 * counts.length));
  counts.forEach((count2, i2) => void bytes.setUint32(4 * i2, count2, true));
  return new Uint8Array(bytes.buffer);
}
function countsOfBytes(cell) {
  const bytes = new DataView(cell.buffer, cell.byteOffset, cell.byteLength);
  const counts = new Uint32Array(cell.length >> 2);
  for (let i2 = 0; i2 < counts.length; i2++) counts[i2] = bytes.getUint32(4 * i2, true);
  return counts;
}

// packages/core/src/quantities/amplitude.ts
var amplitude = {
  title: "Amplitude",
  unit: "ADC16",
  definition: "Largest excursion above the baseline, over the valid waveforms over threshold.",
  addedLater: true,
  words: {
    axis: "Amplitude over threshold",
    question: "How large are the pulses",
    difference: "How do the amplitudes differ"
  },
  ...byTriggerClass(
    distribution({
      kind: "sampled",
      value: ({ max, baseline: baseline2 }) => max - baseline2,
      waveforms: "over-threshold",
      binning: "log2"
    })
  )
};

// packages/core/src/numerics/waveform-features.ts
var baselineOf = ({ baseline: baseline2 }) => baseline2;
var noiseOf = ({ noise: noise2 }) => noise2;

// packages/core/src/quantities/baseline.ts
var baseline = {
  title: "Baseline",
  unit: "ADC16",
  definition: "Mean of samples 0 to 49, over the valid waveforms of self triggers (of all events where none is a beam or self trigger).",
  words: {
    axis: "Baseline",
    question: "Where do the baselines lie",
    difference: "How do the baselines differ"
  },
  ...distribution({
    kind: "sampled",
    value: baselineOf,
    waveforms: "baseline-class",
    binning: "unit"
  })
};

// packages/core/src/quantities/indexed-by/denominator.ts
var denominators = ["channel", "epcb", "tpc", "total"];
function zeroFractions(indexCount) {
  const zeros = () => ({
    passed: new Uint32Array(indexCount),
    total: new Uint32Array(indexCount)
  });
  return { channel: zeros(), epcb: zeros(), tpc: zeros(), total: zeros() };
}

// packages/core/src/quantities/pools/counts.ts
function startCounts(indexCount, pooledDenominators) {
  const counts = zeroFractions(indexCount);
  const sums = noSums(indexCount);
  const change = (ofFile, leftOut, sign) => {
    for (const denominator of pooledDenominators)
      changeCounts(counts[denominator], ofFile[denominator], leftOut, sign);
    changeSums(sums, ofFile.total, leftOut, sign);
  };
  return {
    add: (ofFile, leftOut) => change(ofFile, leftOut, 1),
    drop: (ofFile, leftOut) => change(ofFile, leftOut, -1),
    earlier: () => {
      const copy = { ...counts, dispersion: dispersionOf(sums) };
      for (const denominator of pooledDenominators)
        copy[denominator] = {
          passed: counts[denominator].passed.slice(),
          total: counts[denominator].total.slice()
        };
      return copy;
    }
  };
}
function changeCounts(sums, changed, leftOut, sign) {
  for (const part of ["passed", "total"]) {
    const [sum, more] = [sums[part], changed[part]];
    for (let channelIndex = 0; channelIndex < more.length; channelIndex++)
      if (!leftOut?.[channelIndex]) sum[channelIndex] += sign * more[channelIndex];
  }
}
function noSums(indexCount) {
  const zeros = () => new Float64Array(indexCount);
  return { passed: zeros(), total: zeros(), squares: zeros(), files: new Uint32Array(indexCount) };
}
function changeSums(sums, { passed, total }, leftOut, sign) {
  for (let channelIndex = 0; channelIndex < total.length; channelIndex++) {
    const n = total[channelIndex];
    if (n === 0 || leftOut?.[channelIndex]) continue;
    const k = passed[channelIndex];
    sums.passed[channelIndex] += sign * k;
    sums.total[channelIndex] += sign * n;
    sums.squares[channelIndex] += sign * stepped(k ** 2 / n);
    sums.files[channelIndex] += sign;
  }
}
var stepped = (value) => Math.round(value * 2 ** 30) / 2 ** 30;
var tellingCount = 5;
var onePercentSigma = 2.326;
function dispersionOf({ passed, total, squares, files: files2 }) {
  const dispersion = new Float64Array(passed.length);
  let [chiSquareSum, freedomSum] = [0, 0];
  for (let channelIndex = 0; channelIndex < passed.length; channelIndex++) {
    const k = passed[channelIndex];
    const p = k / total[channelIndex];
    const freedom = files2[channelIndex] - 1;
    if (freedom < 1) continue;
    const chiSquare = p > 0 && p < 1 ? (squares[channelIndex] - p * k) / (p * (1 - p)) : 0;
    dispersion[channelIndex] = chiSquare / freedom;
    if (k < tellingCount) continue;
    chiSquareSum += chiSquare;
    freedomSum += freedom;
  }
  const ofDetector = Math.max(1, freedomSum > 0 ? chiSquareSum / freedomSum : 1);
  let [usualFreedom, usual] = [0, 0];
  for (let channelIndex = 0; channelIndex < dispersion.length; channelIndex++) {
    const freedom = files2[channelIndex] - 1;
    if (freedom !== usualFreedom) [usualFreedom, usual] = [freedom, usualRatio(freedom)];
    if (!(dispersion[channelIndex] > ofDetector * usual)) dispersion[channelIndex] = ofDetector;
  }
  return dispersion;
}
function usualRatio(freedom) {
  const ninth = 2 / (9 * freedom);
  return (1 - ninth + onePercentSigma * Math.sqrt(ninth)) ** 3;
}
function startTriggers() {
  const sums = noSums(1);
  const change = ({ beam, all }, sign) => {
    if (beam === void 0 || !all) return;
    changeSums(sums, { passed: Uint32Array.of(beam), total: Uint32Array.of(all) }, null, sign);
  };
  return {
    add: (eventCount2) => change(eventCount2, 1),
    drop: (eventCount2) => change(eventCount2, -1),
    earlier: () => sums.files[0] === 0 ? null : { beam: sums.passed[0], all: sums.total[0], dispersion: dispersionOf(sums)[0] }
  };
}

// packages/core/src/quantities/kept/counts.ts
function fractions(test) {
  return {
    form: `passed and total by denominator (${denominators.join(", ")}), by channel`,
    source: { kind: "flag", test },
    needsOneLength: true,
    unknown: ({ detector }) => zeroFractions(detector.adcCount * detector.channelCount),
    columns: (name) => denominators.flatMap(
      (denominator) => parts.map((part) => countColumn(`${name}_${denominator}_${part}`, denominator, part))
    ),
    views: (name, title) => denominators.map((denominator) => ({
      kind: "fraction",
      of: { denominator },
      label: title.toLowerCase(),
      columns: parts.map((part) => `${name}_${denominator}_${part}`),
      cells: (kept3, i2) => parts.map((part) => kept3[denominator][part][i2])
    })),
    pool: ({ detector }, forChecks) => startCounts(detector.adcCount * detector.channelCount, forChecks ? ["total"] : denominators)
  };
}
var parts = ["passed", "total"];
function countColumn(name, denominator, part) {
  return {
    name,
    type: "INT32",
    figuresOnly: denominator === "epcb" || denominator === "tpc",
    read: (kept3, i2, validCount2) => validCount2 > 0 ? kept3[denominator][part][i2] : null,
    write: (kept3, cells) => writeCounts(kept3[denominator][part], cells)
  };
}

// packages/core/src/quantities/clipped.ts
var clipped = {
  title: "Clipped",
  unit: "",
  definition: "Waveforms with any sample at or above the upper rail, 32760 ADC16 counts unless the detector says otherwise.",
  words: {
    axis: "Clipped",
    question: "How often are waveforms clipped",
    are: "clipped"
  },
  ...byTriggerClass(fractions(({ max }, _, [, upper]) => max >= upper))
};

// packages/core/src/quantities/kept/number.ts
function extreme(of, value) {
  return numberForm({ kind: "extreme", of, value });
}
function numberForm(source) {
  return {
    form: "a number by channel",
    source,
    unknown: ({ detector }) => new Float64Array(detector.adcCount * detector.channelCount).fill(Number.NaN),
    columns: (name) => [numberColumn(name, (kept3) => kept3)],
    views: (name, title) => [
      {
        kind: "number",
        of: {},
        label: title.toLowerCase(),
        columns: [name],
        cells: (kept3, i2) => [kept3[i2]]
      }
    ]
  };
}
var channelNumber = numberForm({ kind: "engine" });
var waveformCount = {
  form: "a count by channel",
  source: { kind: "engine" },
  unknown: ({ detector }) => new Uint32Array(detector.adcCount * detector.channelCount),
  columns: (name) => [
    { name, type: "INT32", read: (kept3, i2) => kept3[i2], write: writeCounts }
  ],
  views: () => []
};
var countAmongValid = {
  ...waveformCount,
  columns: (name) => [
    {
      name,
      type: "INT32",
      read: (kept3, i2, validCount2) => validCount2 > 0 ? kept3[i2] : null,
      write: writeCounts
    }
  ],
  views: (name, title) => [
    {
      kind: "count",
      of: {},
      label: title.toLowerCase(),
      columns: [name],
      cells: (kept3, i2) => [kept3[i2]]
    }
  ]
};

// packages/core/src/quantities/constant-count.ts
var constantCount = {
  title: "Constant waveforms",
  unit: "",
  definition: "Valid waveforms whose largest and smallest sample are less than 4 ADC16 counts, one count of the ADC, apart.",
  addedLater: true,
  ...countAmongValid
};

// packages/core/src/quantities/dark-baseline.ts
var darkBaseline = {
  title: "Dark baseline",
  unit: "ADC16",
  definition: "Mean of samples 0 to 49, over the valid waveforms of all triggers that start quietly: those whose standard deviation of samples 0 to 49 is at most 3 times the channel's median.",
  addedLater: true,
  words: {
    axis: "Dark baseline",
    question: "Where do the baselines lie without light",
    difference: "How do the dark baselines differ"
  },
  ...distribution({
    kind: "sampled",
    value: baselineOf,
    waveforms: "quiet-start",
    binning: "unit"
  })
};

// packages/core/src/quantities/dark-count.ts
var darkCount = {
  title: "Quiet starts",
  unit: "",
  definition: "Valid waveforms of all triggers that start quietly, of which dark baseline and dark noise are made. At least half of the valid ones: 0 says that none is valid, or that the file was analysed before they were counted.",
  addedLater: true,
  ...countAmongValid
};

// packages/core/src/quantities/dark-noise.ts
var darkNoise = {
  title: "Dark noise",
  unit: "ADC16",
  definition: "Population standard deviation of samples 0 to 49, over the valid waveforms of all triggers that start quietly: those where it is at most 3 times the channel's median.",
  addedLater: true,
  words: {
    axis: "Dark noise, standard deviation",
    question: "How noisy are the channels without light",
    difference: "How does the dark noise differ"
  },
  ...distribution({
    kind: "sampled",
    value: noiseOf,
    waveforms: "quiet-start",
    binning: "unit"
  })
};

// packages/core/src/quantities/kept/event-counts.ts
var eventCounts = {
  form: "a count by trigger class, of the file",
  source: { kind: "engine" },
  unknown: () => ({}),
  columns: () => [],
  views: () => [],
  pool: startTriggers
};

// packages/core/src/quantities/event-count.ts
var eventCount = {
  title: "Events",
  unit: "",
  definition: "Analysed events by trigger class; classes that the file does not distinguish are absent.",
  ...eventCounts
};

// packages/core/src/quantities/faint-count.ts
var faintCount = {
  title: "Faint waveforms in lit events",
  unit: "",
  definition: "Valid waveforms in events in which the TPC is lit, with a relative amplitude below 0.1.",
  addedLater: true,
  ...countAmongValid
};

// packages/core/src/quantities/gain.ts
var gain = {
  title: "Relative amplitude",
  unit: "",
  definition: "Largest excursion above the baseline, in units of its median over the valid channels of the TPC in that event, over the events in which the TPC is lit: that median is over the ADC's threshold. Whether the channel itself is over threshold does not matter.",
  addedLater: true,
  ...distribution({ kind: "relative", binning: "ratio" })
};

// packages/core/src/quantities/light.ts
var light = {
  title: "Light",
  unit: "ADC16",
  definition: "Median amplitude of the valid channels of the TPC, its median over the channel's valid waveforms in events in which the TPC is lit.",
  addedLater: true,
  ...channelNumber
};

// packages/core/src/quantities/kept/lines.ts
var lineCount = lineFrequenciesMHz.length;
function unknownLines(indexCount) {
  return {
    watched: new Float64Array(indexCount * lineCount).fill(Number.NaN),
    count: new Uint32Array(indexCount),
    peaks: Array.from({ length: indexCount }, () => [])
  };
}
var darkLines = {
  form: "ln of the excess by channel and watched line, dark waveforms by channel, peaks by channel",
  source: { kind: "engine" },
  unknown: ({ detector }) => unknownLines(detector.adcCount * detector.channelCount),
  columns: (name) => [
    ...lineFrequenciesMHz.map((lineMHz, line) => watchedColumn(name, lineMHz, line)),
    {
      name: `${name}_count`,
      type: "INT32",
      read: ({ count: count2 }, i2, validCount2) => validCount2 > 0 ? count2[i2] : null,
      write: ({ count: count2 }, cells) => writeCounts(count2, cells)
    },
    peaksColumn(name)
  ],
  views: (name) => lineFrequenciesMHz.map(
    (lineMHz, line) => ({
      kind: "ln",
      of: { lineMHz },
      label: `dark line at ${lineMHz} MHz`,
      columns: [columnName(name, lineMHz)],
      cells: ({ watched }, i2) => [watched[i2 * lineCount + line]]
    })
  )
};
function columnName(name, lineMHz) {
  return `${name}_excess_${String(lineMHz).replace(".", "_")}mhz`;
}
function watchedColumn(name, lineMHz, line) {
  return {
    name: columnName(name, lineMHz),
    type: "DOUBLE",
    read: ({ watched }, i2) => nullForNaN(watched[i2 * lineCount + line]),
    write: ({ watched }, cells) => {
      for (let i2 = 0; i2 < cells.length; i2++) watched[i2 * lineCount + line] = nanForNull(cells[i2]);
    }
  };
}
function peaksColumn(name) {
  return {
    name: `${name}_peaks_f64`,
    type: "BYTE_ARRAY",
    read: ({ peaks }, i2) => peaks[i2].length > 0 ? bytesOfPeaks(peaks[i2]) : null,
    write: ({ peaks }, cells) => {
      for (let i2 = 0; i2 < cells.length; i2++) peaks[i2] = peaksOfCell(cells[i2] ?? null);
    }
  };
}
var peakBytes = 24;
function bytesOfPeaks(peaks) {
  const bytes = new DataView(new ArrayBuffer(peakBytes * peaks.length));
  peaks.forEach(({ frequencyMHz, lnExcess, lnOverOthers }, i2) => {
    bytes.setFloat64(peakBytes * i2, frequencyMHz, true);
    bytes.setFloat64(peakBytes * i2 + 8, lnExcess, true);
    bytes.setFloat64(peakBytes * i2 + 16, lnOverOthers, true);
  });
  return new Uint8Array(bytes.buffer);
}
function peaksOfCell(cell) {
  if (!(cell instanceof Uint8Array)) return [];
  const bytes = new DataView(cell.buffer, cell.byteOffset, cell.byteLength);
  return Array.from({ length: Math.floor(cell.byteLength / peakBytes) }, (_, i2) => ({
    frequencyMHz: bytes.getFloat64(peakBytes * i2, true),
    lnExcess: bytes.getFloat64(peakBytes * i2 + 8, true),
    lnOverOthers: bytes.getFloat64(peakBytes * i2 + 16, true)
  }));
}

// packages/core/src/quantities/lines.ts
var lines = {
  title: "Dark lines",
  unit: "",
  definition: "How far lines stand out from the channel's own smooth spectrum without light: ln of the median power of its dark waveforms over the running median of that along frequency. A waveform of the events selected for spectra is dark if its extremes lie about as far above as below its mean (within a factor of 2) and its amplitude is at most the ADC's threshold or 8 times the standard deviation of samples 0 to 49. Kept at each watched frequency, and for the 16 strongest peaks at any frequency, with how far they stand out from the channels of other ADCs.",
  addedLater: true,
  columnName: "dark_line",
  trendName: "dark-line",
  ...darkLines
};

// packages/core/src/quantities/lit-count.ts
var litCount = {
  title: "Waveforms in lit events",
  unit: "",
  definition: "Valid waveforms in events in which the TPC is lit, of which the relative amplitude is made.",
  addedLater: true,
  ...countAmongValid
};

// packages/core/src/quantities/lower-rail.ts
var lowerRail = {
  title: "Lower rail",
  unit: "",
  definition: "Waveforms with any sample at or below \u221232764 ADC16 counts, the lower rail.",
  words: {
    axis: "At lower rail",
    question: "How often do waveforms reach the lower rail",
    are: "at the lower rail"
  },
  ...byTriggerClass(fractions(({ min }, _, [lower]) => min <= lower))
};

// packages/core/src/quantities/max-amplitude.ts
var maxAmplitude = {
  title: "Largest amplitude",
  unit: "ADC16",
  definition: "Largest excursion of any valid waveform above its baseline.",
  ...extreme("largest", ({ max, baseline: baseline2 }) => max - baseline2)
};

// packages/core/src/quantities/min-amplitude.ts
var minAmplitude = {
  title: "Smallest amplitude",
  unit: "ADC16",
  definition: "Largest excursion of any valid waveform below its baseline, as a negative number.",
  ...extreme("smallest", ({ min, baseline: baseline2 }) => min - baseline2)
};

// packages/core/src/quantities/negative.ts
var negative = {
  title: "Negative",
  unit: "",
  definition: "Waveforms with any sample below the baseline by more than the ADC's threshold.",
  words: {
    axis: "Negative",
    question: "How often do waveforms swing negative",
    are: "negative"
  },
  ...byTriggerClass(
    fractions(({ min, baseline: baseline2 }, thresholdAdc16) => min - baseline2 < -thresholdAdc16)
  )
};

// packages/core/src/quantities/noise.ts
var noise = {
  title: "Noise",
  unit: "ADC16",
  definition: "Population standard deviation of samples 0 to 49, over the valid waveforms of self triggers (of all events where none is a beam or self trigger).",
  words: {
    axis: "Noise, standard deviation",
    question: "How noisy are the channels",
    difference: "How does the noise differ"
  },
  ...distribution({
    kind: "sampled",
    value: noiseOf,
    waveforms: "baseline-class",
    binning: "unit"
  })
};

// packages/core/src/quantities/pools/lines.ts
var mostFiles = 100;
var lineCount2 = lineFrequenciesMHz.length;
function startLines(detector) {
  const valueCount = detectorGroups(detector).indexCount * lineCount2;
  const values = sortedValues(valueCount);
  const latest2 = [];
  const dropOldest = () => dropKnown(values, latest2.shift().known, null);
  return {
    add: (spectra2, leftOut) => {
      const relative = relativeLines({ spectra: spectra2, detector });
      const known = relative.map(
        (value, i2) => leftOut?.[Math.floor(i2 / lineCount2)] ? Number.NaN : value
      );
      addKnown(values, known, null);
      latest2.push({ relative, known });
      if (latest2.length > mostFiles) dropOldest();
    },
    drop: (spectra2) => {
      if (latest2[0]?.relative === relativeLines({ spectra: spectra2, detector })) dropOldest();
    },
    earlier: () => mediansOf(values, valueCount)
  };
}
function relativeLines(summary) {
  const known = kept2.get(summary.spectra);
  if (known) return known;
  const lines2 = computeLines(summary);
  kept2.set(summary.spectra, lines2);
  return lines2;
}
var kept2 = /* @__PURE__ */ new WeakMap();
function computeLines({ spectra: spectra2, detector }) {
  const binCount = spectra2.frequencyMHz.length;
  const { active, indexCount } = detectorGroups(detector);
  const bins2 = lineFrequenciesMHz.map((line) => nearestBin(spectra2.frequencyMHz, line));
  const relative = new Float64Array(indexCount * lineCount2).fill(Number.NaN);
  const [ln, sorted] = [new Float64Array(lineCount2), new Float64Array(lineCount2)];
  for (const channelIndex of active) {
    bins2.forEach((bin, line) => {
      ln[line] = Math.log(spectra2.p50[channelIndex * binCount + bin]);
    });
    if (!ln.every(Number.isFinite)) continue;
    const middle = middleOf(ln, sorted);
    for (let line = 0; line < lineCount2; line++)
      relative[channelIndex * lineCount2 + line] = ln[line] - middle;
  }
  return relative;
}
function middleOf(values, sorted) {
  for (let count2 = 0; count2 < values.length; count2++) {
    let at = count2;
    for (; at > 0 && sorted[at - 1] > values[count2]; at--) sorted[at] = sorted[at - 1];
    sorted[at] = values[count2];
  }
  return sorted[(values.length - 1) / 2];
}

// packages/core/src/quantities/kept/spectra.ts
var spectrumQuantiles = {
  form: "16, 50 and 84 % quantiles by channel and frequency",
  source: { kind: "engine" },
  needsOneLength: true,
  unknown: ({ detector, spectrumScale, lineBinsMHz }) => {
    const indexCount = detector.adcCount * detector.channelCount;
    const unknown = () => new Float64Array(indexCount * lineBinsMHz.length).fill(Number.NaN);
    return {
      scale: spectrumScale,
      frequencyMHz: Float64Array.from(lineBinsMHz),
      p16: unknown(),
      p50: unknown(),
      p84: unknown(),
      validCount: new Uint32Array(indexCount)
    };
  },
  columns: (name) => lineFrequenciesMHz.map((lineMHz, line) => lineColumn(name, lineMHz, line)),
  views: (name) => lineFrequenciesMHz.map(
    (lineMHz) => ({
      kind: "power",
      of: { lineMHz },
      label: `power at ${lineMHz} MHz`,
      columns: [columnName2(name, lineMHz)],
      cells: (kept3, i2) => [powerAt(kept3, lineMHz, i2)]
    })
  ),
  pool: ({ detector }) => startLines(detector)
};
function columnName2(name, lineMHz) {
  return `${name}_${String(lineMHz).replace(".", "_")}mhz`;
}
function powerAt({ frequencyMHz, p50 }, lineMHz, channelIndex) {
  return p50[channelIndex * frequencyMHz.length + nearestBin(frequencyMHz, lineMHz)];
}
function lineColumn(name, lineMHz, line) {
  return {
    name: columnName2(name, lineMHz),
    type: "DOUBLE",
    read: (kept3, i2) => nullForNaN(powerAt(kept3, lineMHz, i2)),
    write: ({ frequencyMHz, p50 }, cells) => {
      for (let i2 = 0; i2 < cells.length; i2++)
        p50[i2 * frequencyMHz.length + line] = nanForNull(cells[i2]);
    }
  };
}

// packages/core/src/quantities/spectra.ts
var spectra = {
  title: "Spectrum",
  unit: "V\xB2",
  definition: "Power by frequency, 2\xB7|rfft(w in V)[k] / (\u230AN/2\u230B+1)|\xB2, over the valid waveforms of the events selected for spectra. A reference holds how far each watched line stands out from its channel's spectrum.",
  columnName: "line_power",
  trendName: "line",
  ...spectrumQuantiles
};

// packages/core/src/quantities/valid-count.ts
var validCount = {
  title: "Valid waveforms",
  unit: "",
  definition: "Waveforms of analysed events that are marked as valid in the file.",
  columnName: "n",
  ...byTriggerClass(waveformCount)
};

// packages/core/src/quantities/table.ts
var quantities = Object.entries(quantities_exports).sort(([a], [b]) => a < b ? -1 : 1).map(([name, quantity]) => ({
  columnName: separated(name, "_"),
  trendName: separated(name, "-"),
  ...quantity,
  name
}));
function separated(name, by) {
  return name.replace(/[A-Z]/g, (letter) => `${by}${letter.toLowerCase()}`);
}
var flags = quantities.filter(({ source }) => source.kind === "flag").map(({ name }) => name);
var sampledNames = quantities.filter(({ source }) => source.kind === "sampled").map(({ name }) => name);
function unknownQuantities(shape) {
  const unknown = quantities.map((quantity) => [quantity.name, quantity.unknown(shape)]);
  return Object.fromEntries(unknown);
}
var quantityColumns = quantities.flatMap(
  (quantity) => quantity.columns(quantity.columnName).map((column) => ofAll(column, quantity))
);
var formerColumns = quantities.flatMap(
  (quantity) => (quantity.formerColumns?.(quantity.columnName) ?? []).map((column) => ofAll(column, quantity))
);
function ofAll(column, { name, addedLater: addedLater2 }) {
  return {
    ...column,
    addedLater: addedLater2 ?? column.addedLater,
    read: (kept3, channelIndex, validCount2) => column.read(kept3[name], channelIndex, validCount2),
    write: (kept3, cells) => column.write(kept3[name], cells)
  };
}
function cellsOf({ read, triggerClass: triggerClass2 = "all" }, kept3, indexCount) {
  const validCount2 = kept3.validCount[triggerClass2];
  return Array.from({ length: indexCount }, (_, i2) => read(kept3, i2, validCount2?.[i2] ?? 0));
}
var views = quantities.flatMap(
  (quantity) => quantity.views(quantity.columnName, quantity.title).map(({ cells, ...view }) => ({
    ...view,
    quantity,
    cells: (kept3, channelIndex) => cells(kept3[quantity.name], channelIndex)
  }))
);

// packages/core/src/summary.ts
var summarySchemaVersion = 1;

// packages/core/src/words/untimed.ts
var untimedWords = {
  noWaveform: "no waveform is valid",
  zero: "utime_ms is 0",
  seconds: "utime_ms counts seconds",
  microseconds: "utime_ms counts microseconds",
  nanoseconds: "utime_ms counts nanoseconds",
  outside: "utime_ms lies outside 2010\u20132100"
};

// packages/core/src/store/parquet/provenance-shape.ts
var number = (value) => typeof value === "number" && Number.isFinite(value);
var whole = (value) => Number.isSafeInteger(value);
var count = (value) => whole(value) && value >= 0;
var text = (value) => typeof value === "string";
var truth = (value) => typeof value === "boolean";
var triggerClass = (value) => triggerClasses.includes(value);
var absentOr = (shape) => (value) => value === void 0 || value === null || shape(value);
var listOf = (shape) => (value) => Array.isArray(value) && value.every(shape);
var having = (shapes2) => (value) => typeof value === "object" && value !== null && Object.entries(shapes2).every(
  ([name, shape]) => shape(value[name])
);
var byClass = (value) => having({})(value) && Object.entries(value).every(([name, n]) => triggerClass(name) && count(n));
var shapes = {
  softwareVersion: text,
  processedMs: number,
  input: having({
    name: text,
    sizeBytes: number,
    mtimeMs: number,
    run: absentOr(whole),
    subRun: absentOr(whole),
    eventsHash: absentOr(text)
  }),
  time: absentOr(having({ firstMs: number, lastMs: number })),
  timeOrder: absentOr(having({ timed: count, backward: count, repeated: count })),
  detector: having({ name: text, adcCount: count, channelCount: count }),
  sampleCount: count,
  fileEventCount: count,
  triggersTyped: truth,
  settings: having({ thresholdAdc16: listOf(number), maxEvts: number, powspecNevts: number }),
  selectedEvents: listOf(count),
  spectrumEvents: listOf(count),
  eventCount: byClass,
  baselineTriggerClass: triggerClass,
  triggerClasses: listOf(triggerClass),
  lineBinsMHz: listOf(number),
  largestJump: absentOr(having({ event: count, adc: count, channel: count, sizeAdc16: number })),
  jumpEvent: absentOr(having({ event: count, triggerClass })),
  imported: absentOr(having({ directory: text, fileIndex: count, approximate: listOf(text) })),
  arrays: having({ bytes: count, sha256: text })
};
function oddField(document) {
  const odd = Object.entries(shapes).find(
    ([name, shape]) => !shape(document[name])
  );
  return odd?.[0] ?? null;
}

// packages/core/src/store/parquet/provenance.ts
var provenanceKey = "light-dqm";
var isWholeFile = {
  schemaVersion: true,
  softwareVersion: true,
  processedMs: true,
  input: true,
  time: true,
  timeUnknown: true,
  timeOrder: true,
  detector: true,
  sampleCount: true,
  fileEventCount: true,
  triggersTyped: true,
  triggerCodes: true,
  settings: true,
  selectedEvents: true,
  spectrumEvents: true,
  eventCount: true,
  baselineTriggerClass: true,
  largestJump: true,
  largestIntegralEvent: true,
  imported: true
};
var wholeFileFields = Object.keys(isWholeFile);
var addedLater = {
  timeUnknown: null,
  timeOrder: null,
  triggerCodes: null,
  imported: void 0
};
function provenanceOf(summary, arrays) {
  const { spectra: spectra2, jumpEvent } = summary;
  const wholeFile = Object.fromEntries(wholeFileFields.map((field) => [field, summary[field]]));
  return {
    ...wholeFile,
    settingsHash: sha256(canonicalJson(summary.settings)),
    triggerClasses: triggerClasses.filter((name) => summary.validCount[name] !== void 0),
    spectrumScale: spectra2.scale,
    lineBinsMHz: lineFrequenciesMHz.map(
      (line) => spectra2.frequencyMHz[nearestBin(spectra2.frequencyMHz, line)] ?? line
    ),
    jumpEvent: jumpEvent && { event: jumpEvent.event, triggerClass: jumpEvent.triggerClass },
    arrays
  };
}
function parseProvenance(text2, where) {
  const fail = (got, cause) => {
    const expected = `a Light DQM summary of schema version ${summarySchemaVersion}`;
    const parts2 = { what: "Cannot read a stored summary", where, expected, got };
    throw new LightDqmError("bad-input", parts2, { cause });
  };
  if (text2 === void 0) return fail(`a Parquet file without "${provenanceKey}" metadata`);
  let document;
  try {
    document = JSON.parse(text2);
  } catch (cause) {
    return fail("metadata that is not JSON", cause);
  }
  if (document?.schemaVersion !== summarySchemaVersion) {
    const isNewer = document?.schemaVersion > summarySchemaVersion;
    return fail(
      `schema version ${document?.schemaVersion}${isNewer ? ", written by a newer Light DQM" : ""}`
    );
  }
  document.baselineTriggerClass ??= document.statisticsClass;
  for (const field of wholeFileFields)
    if (document[field] === void 0 && !(field in addedLater))
      return fail(`metadata without "${field}"`);
  const odd = oddField(document);
  if (odd !== null) return fail(`metadata with an odd "${odd}"`);
  return {
    ...addedLater,
    ...document,
    ...timesOf(document),
    detector: oneProfile(document.detector)
  };
}
function timesOf({
  time,
  timeUnknown,
  timeOrder,
  fileEventCount
}) {
  const isOlder = timeUnknown === void 0;
  const isKnown = time !== null && isValidTime(time.firstMs) && isValidTime(time.lastMs);
  const untimed = { noWaveform: fileEventCount - (timeOrder?.timed ?? 0) };
  return {
    time: isOlder && !isKnown ? null : time,
    timeUnknown: isOlder && time && !isKnown ? untimedWords.outside : timeUnknown ?? null,
    timeOrder: timeOrder ? { ...{ clock: "utime_ms", untimed }, ...timeOrder } : null
  };
}
var profiles = /* @__PURE__ */ new Map();
function oneProfile(stored) {
  const text2 = JSON.stringify(stored);
  const known = profiles.get(text2) ?? namedDetector(stored) ?? asProfile(stored);
  profiles.set(text2, known);
  return known;
}
function namedDetector(stored) {
  if ("layouts" in stored || !detectorNames().includes(stored.name)) return null;
  const named = detectorOf(stored.name);
  const active = (profile) => detectorGroups(profile).active.join();
  return active(named) === active(asProfile(stored)) ? named : null;
}
function blankSummary(provenance) {
  const wholeFile = Object.fromEntries(
    wholeFileFields.flatMap(
      (field) => provenance[field] === void 0 ? [] : [[field, provenance[field]]]
    )
  );
  return {
    ...unknownQuantities(provenance),
    ...wholeFile,
    channelStatus: null,
    jumpEvent: null
  };
}
function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

// packages/core/src/store/parquet/table-columns.ts
var tableColumns = [
  geography("adc", ({ adcOf }, i2) => adcOf[i2]),
  geography("channel", ({ placeOf }, i2) => placeOf(i2).channel),
  geography("epcb", ({ epcbOf }, i2) => nullForNone(epcbOf[i2])),
  geography("tpc", ({ tpcOf }, i2) => nullForNone(tpcOf[i2])),
  geography("trap", ({ trapOf }, i2) => nullForNone(trapOf[i2])),
  geography("module", ({ moduleOf }, i2) => nullForNone(moduleOf[i2])),
  geography("side", ({ sideOf: sideOf2 }, i2) => nullForNone(sideOf2[i2])),
  geography("height", ({ heightCm }, i2) => nullForNaN(heightCm[i2]), "DOUBLE"),
  {
    name: "status",
    type: "INT32",
    read: (summary) => everyChannel(summary, (i2) => summary.channelStatus?.[i2] ?? null),
    write: (summary, cells) => {
      const status = Array.from(cells);
      if (status.some((cell) => cell !== null))
        summary.channelStatus = Int8Array.from(status, Number);
    }
  },
  ...quantityColumns.map((column) => ({
    ...column,
    read: (summary) => cellsOf(column, summary, detectorGroups(summary.detector).indexCount)
  })),
  ...formerColumns.map(({ name, write, figuresOnly }) => ({
    ...{ name, write, figuresOnly },
    addedLater: true
  }))
];
function geography(name, of, type = "INT32") {
  return {
    name,
    type,
    // Nothing is read from it: it follows from the detector, in stores that lack it too.
    addedLater: true,
    read: (summary) => everyChannel(summary, (i2) => of(detectorGroups(summary.detector), i2))
  };
}
var nullForNone = (number2) => number2 < 0 ? null : number2;
function everyChannel({ detector }, cell) {
  const { indexCount } = detectorGroups(detector);
  return Array.from({ length: indexCount }, (_, i2) => cell(i2));
}

// packages/core/src/store/parquet/whole-file-columns.ts
var wholeFileColumns = [
  { name: "file", kind: "text", of: ({ address }) => address },
  { name: "input", kind: "text", of: ({ input }) => input.name },
  { name: "run", kind: "whole", of: ({ input }) => input.run },
  { name: "sub_run", kind: "whole", of: ({ input }) => input.subRun },
  { name: "first_event_time", kind: "time", of: ({ time }) => time?.firstMs ?? null },
  { name: "first_ms", kind: "number", of: ({ time }) => time?.firstMs ?? null },
  { name: "last_ms", kind: "number", of: ({ time }) => time?.lastMs ?? null },
  { name: "detector", kind: "text", of: ({ detector }) => detector ?? null },
  { name: "processed_time", kind: "time", of: ({ processedMs }) => processedMs ?? null }
];
var wholeFileColumnNames = wholeFileColumns.map(({ name }) => name);
function microseconds(timeMs) {
  const latestMs2 = 864e13;
  return Math.abs(timeMs) <= latestMs2 ? BigInt(Math.round(timeMs * 1e3)) : null;
}
var parquetTypes = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  whole: { type: "INT64" },
  number: { type: "DOUBLE" },
  time: {
    type: "INT64",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" }
  }
};
function parquetValue({ kind, of }, file) {
  const value = of(file);
  if (typeof value !== "number") return value;
  if (kind === "time") return microseconds(value);
  return kind === "whole" ? BigInt(value) : value;
}

// packages/core/src/store/parquet/summary-parquet.ts
var footerBytes = 65536;
function encodeSummary(summary, arrays, address) {
  const rowCount = detectorGroups(summary.detector).indexCount;
  const file = { ...summary, address, detector: summary.detector.name };
  const columns = [
    ...wholeFileColumns.map((column) => ({
      name: column.name,
      element: parquetTypes[column.kind],
      data: new Array(rowCount).fill(parquetValue(column, file))
    })),
    ...tableColumns.flatMap(
      ({ name, type, read }) => type && read ? [{ name, element: { type }, data: read(summary) }] : []
    )
  ];
  const buffer = parquetWriteBuffer({
    schema: [
      { name: "channels", num_children: columns.length },
      ...columns.map(({ name, element, data }) => ({
        name,
        ...element,
        // A column that holds no null is read in half the time if it says so.
        repetition_type: data.includes(null) ? "OPTIONAL" : "REQUIRED"
      }))
    ],
    columnData: columns.map(({ name, data }) => ({ name, data })),
    kvMetadata: [{ key: provenanceKey, value: JSON.stringify(provenanceOf(summary, arrays)) }],
    // One row group: no reader can skip it, and all would have to parse them.
    statistics: false,
    createdBy: `light-dqm ${summary.softwareVersion}`
  });
  return new Uint8Array(buffer);
}
async function decodeProvenance(file, where) {
  return provenanceIn(await footer(file, where), where);
}
async function provenanceTextIn(file, where) {
  const metadata = await footer(file, where);
  provenanceIn(metadata, where);
  return provenanceText(metadata);
}
async function decodeSummary(file, where, forChecks = false) {
  const metadata = await footer(file, where);
  const provenance = provenanceIn(metadata, where);
  const summary = blankSummary(provenance);
  const read = tableColumns.filter(({ figuresOnly }) => !(forChecks && figuresOnly));
  const cells = await readColumns(file, metadata, read, where);
  const rowCount = detectorGroups(summary.detector).indexCount;
  for (const column of read) {
    const values = cells.get(column.name);
    if (values === void 0 && column.addedLater) continue;
    if (values?.length !== rowCount)
      throw damaged(where, `${rowCount} rows of "${column.name}"`, `${values?.length ?? 0}`);
    column.write?.(summary, values);
  }
  return { summary, provenance };
}
async function footer(file, where) {
  try {
    return await parquetMetadataAsync(file, { initialFetchSize: footerBytes });
  } catch (cause) {
    throw damaged(where, "a Parquet file", cause instanceof Error ? cause.message : "", cause);
  }
}
function provenanceIn(metadata, where) {
  const provenance = parseProvenance(provenanceText(metadata), where);
  const rowCount = provenance.detector.adcCount * provenance.detector.channelCount;
  if (Number(metadata.num_rows) !== rowCount)
    throw damaged(where, `${rowCount} rows`, `${metadata.num_rows}`);
  for (const { name, type } of metadata.schema) {
    const expected = typeOfColumn.get(name);
    if (expected && type !== expected) throw damaged(where, `"${name}" as ${expected}`, `${type}`);
  }
  return provenance;
}
var typeOfColumn = new Map(
  [
    ...tableColumns,
    ...wholeFileColumns.map(({ name, kind }) => ({ name, type: parquetTypes[kind].type }))
  ].flatMap(({ name, type }) => type ? [[name, type]] : [])
);
function provenanceText(metadata) {
  return metadata.key_value_metadata?.find(({ key }) => key === provenanceKey)?.value;
}
async function readColumns(file, metadata, columns, where) {
  const cells = /* @__PURE__ */ new Map();
  const there = new Set(metadata.schema.map(({ name }) => name));
  try {
    await parquetRead({
      file,
      metadata,
      utf8: false,
      columns: columns.flatMap(({ name }) => there.has(name) ? [name] : []),
      onChunk: ({ columnName: columnName3, columnData }) => {
        const values = columnData;
        const before = cells.get(columnName3);
        cells.set(columnName3, before ? [...Array.from(before), ...Array.from(values)] : values);
      }
    });
  } catch (cause) {
    throw damaged(where, "a whole Parquet file", String(cause.message), cause);
  }
  return cells;
}
function damaged(where, expected, got, cause) {
  const parts2 = { what: "Cannot read a stored summary", where, expected, got };
  return new LightDqmError("bad-input", parts2, { cause });
}

// packages/core/src/store/parts/manifest.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { link, mkdir as mkdir2, open as open2, readFile, rm as rm2 } from "node:fs/promises";
import { join as join3 } from "node:path";

// packages/core/src/store/store-paths.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename as basename3, dirname as dirname2, join as join2 } from "node:path";
var parquetEnding = ".parquet";
var longestKey = 180;
function summaryKey(nameOrStem) {
  const stem = fileStem(nameOrStem);
  const key = encodeURIComponent(stem).replace(/[!'()*~]|^\./g, percentCode);
  if (key.length <= longestKey) return key || "%";
  const hash = createHash2("sha256").update(stem).digest("hex").slice(0, 12);
  return `${key.slice(0, longestKey)}-${hash}`;
}
var percentCode = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
function contentId({ input }) {
  const { run, subRun, sizeBytes, eventsHash } = input;
  const text2 = canonicalJson([run, subRun, sizeBytes, eventsHash ?? null]);
  return createHash2("sha256").update(text2).digest("hex").slice(0, 8);
}
function runName(run) {
  return `run=${run === null ? "unknown" : String(run).padStart(6, "0")}`;
}
function arraysPath(parquetPath) {
  const directory = dirname2(parquetPath);
  const store2 = dirname2(dirname2(directory));
  return join2(store2, "spectra", basename3(directory), `${keyOfPath(parquetPath)}.npz`);
}
function keyOfPath(parquetPath) {
  return basename3(parquetPath, parquetEnding);
}
async function runDirectories(store2) {
  const names = await namesIn(join2(store2, "summaries"));
  return names.filter((name) => name.startsWith("run=")).map((name) => join2(store2, "summaries", name));
}
async function namesIn(directory) {
  try {
    return await readdir(directory);
  } catch (cause) {
    const { code } = cause;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw cause;
  }
}
function addressOf(parquetPath) {
  return `${basename3(dirname2(parquetPath))}/${keyOfPath(parquetPath)}`;
}
function pathOfAddress(store2, address) {
  return join2(store2, "summaries", `${address}${parquetEnding}`);
}
function storeOf(parquetPath) {
  return dirname2(dirname2(dirname2(parquetPath)));
}
function compactedDirectory(store2) {
  return join2(store2, "compacted");
}
function claimedPath(store2, address) {
  return join2(compactedDirectory(store2), "claimed", `${address}${parquetEnding}`);
}
async function claimedAddresses(store2) {
  return addressesBelow(join2(compactedDirectory(store2), "claimed"));
}
async function addressesBelow(directory) {
  const runs = (await namesIn(directory)).filter((name) => name.startsWith("run="));
  const lists = await Promise.all(
    runs.map(
      async (run) => (await namesIn(join2(directory, run))).filter(isSummaryName).map((name) => `${run}/${basename3(name, parquetEnding)}`)
    )
  );
  return lists.flat();
}
function isSummaryName(name) {
  return name.endsWith(parquetEnding) && !name.startsWith(".");
}

// packages/core/src/store/parts/manifest.ts
var manifestName = /^manifest-(\d{8})\.json$/;
async function readManifest(store2) {
  const directory = compactedDirectory(store2);
  const generations = (await namesIn(directory)).map(
    (name) => Number(manifestName.exec(name)?.[1])
  );
  const generation = Math.max(0, ...generations.filter(Number.isInteger));
  if (generation === 0) return { generation, parts: [] };
  const where = join3(directory, nameOf(generation));
  const { parts: parts2 } = await readJson(where);
  return { generation, parts: parts2 };
}
async function publishManifest(store2, follows, parts2) {
  const directory = compactedDirectory(store2);
  const generation = follows.generation + 1;
  const staged = join3(directory, `.manifest.${process.pid}-${randomBytes2(4).toString("hex")}.tmp`);
  await writeSyncedJson(staged, { generation, parts: parts2 });
  try {
    await link(staged, join3(directory, nameOf(generation)));
  } catch (cause) {
    const taken = cause.code === "EEXIST";
    const got = taken ? "another compaction finished first" : String(cause.message);
    const parts3 = { what: "Cannot publish the compacted files", where: directory, got };
    throw new LightDqmError("output", parts3, { cause });
  } finally {
    await rm2(staged, { force: true });
  }
  await syncDirectory(directory);
  return { generation, parts: parts2 };
}
async function readPart(store2, part) {
  const path = partPath(store2, part, "json");
  const { files: files2 } = await readJson(path);
  return files2;
}
async function compactedFiles(store2) {
  for (let attempt = 1; ; attempt++) {
    const { parts: parts2 } = await readManifest(store2);
    try {
      return await filesOfParts(
        store2,
        parts2.map(({ name }) => name)
      );
    } catch (error) {
      const missing = error.cause?.code === "ENOENT";
      if (!missing || attempt === 3) throw error;
    }
  }
}
var latest = null;
async function filesOfParts(store2, names) {
  const key = [store2, ...names].join("\n");
  if (latest?.key === key) return latest.files;
  const files2 = /* @__PURE__ */ new Map();
  for (const name of names)
    for (const file of await readPart(store2, name)) files2.set(file.address, file);
  latest = { key, files: files2 };
  return files2;
}
function partPath(store2, part, ending) {
  return join3(compactedDirectory(store2), `${part}.${ending}`);
}
async function writeSyncedJson(path, value) {
  const handle = await open2(path, "wx");
  try {
    await handle.writeFile(`${JSON.stringify(value && { version: formatVersion, ...value })}
`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
async function syncDirectory(directory) {
  try {
    const handle = await open2(directory);
    await handle.sync().finally(() => handle.close());
  } catch {
  }
}
async function makeCompactedDirectory(store2) {
  await mkdir2(compactedDirectory(store2), { recursive: true });
}
var formatVersion = 1;
async function readJson(where) {
  try {
    const content = JSON.parse(await readFile(where, "utf8"));
    if (content.version === formatVersion) return content;
    throw new Error(`version ${content.version}`);
  } catch (cause) {
    throw new LightDqmError(
      "bad-input",
      {
        what: "Cannot read the compacted files",
        where,
        expected: `version ${formatVersion}`,
        got: cause.message
      },
      { cause }
    );
  }
}
var nameOf = (generation) => `manifest-${String(generation).padStart(8, "0")}.json`;

// packages/core/src/store/same-file.ts
function isSameFile(a, b) {
  const [one, other] = [a.input, b.input];
  if (one.sizeBytes !== other.sizeBytes) return false;
  if (one.eventsHash !== void 0 && other.eventsHash !== void 0)
    return one.eventsHash === other.eventsHash && one.run === other.run && one.subRun === other.subRun;
  return fileStem(one.name) === fileStem(other.name) && (one.eventsHash === other.eventsHash || one.mtimeMs === other.mtimeMs || !!a.time && a.time.firstMs === b.time?.firstMs);
}

// packages/core/src/store/stored-files.ts
import { open as open3, readFile as readFile3 } from "node:fs/promises";

// packages/core/src/store/order.ts
function comparePlaced(a, b) {
  const [aMs, bMs] = [placeMs(a), placeMs(b)];
  if (aMs !== bMs) return aMs < bMs ? -1 : 1;
  return (a.time ? 0 : compareRuns(a, b)) || compareNatural(a.input.name, b.input.name) || compareNatural(a.input.eventsHash ?? "", b.input.eventsHash ?? "");
}
function compareRuns({ input: a }, { input: b }) {
  const [aRun, bRun] = [a, b].map(({ run }) => run ?? Number.POSITIVE_INFINITY);
  if (aRun !== bRun) return aRun < bRun ? -1 : 1;
  return (a.subRun ?? -1) - (b.subRun ?? -1);
}
function placeMs({ time, imported }) {
  if (time) return time.firstMs;
  return imported ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
function compareEntries(a, b) {
  if (a.provenance && b.provenance) return comparePlaced(a.provenance, b.provenance);
  if (a.provenance || b.provenance) return a.provenance ? -1 : 1;
  return compareNatural(a.path, b.path);
}

// packages/core/src/store/parts/catalogue.ts
import { randomBytes as randomBytes3 } from "node:crypto";
import { closeSync, fstatSync, openSync, statSync, writeSync } from "node:fs";
import { readdir as readdir2, readFile as readFile2, rename as rename2, rm as rm3 } from "node:fs/promises";
import { basename as basename4, join as join4 } from "node:path";
var catalogueVersion = 2;
var settledMs = 2e3;
var readsAtOnce = 16;
var worthWriting = 64;
var fileSystemClock = (descriptor) => fstatSync(descriptor, { bigint: true }).ctimeNs;
async function looseFiles(store2, readNote2, clock) {
  const startedMs = performance.now();
  const path = join4(store2, "catalogue.json");
  const known = await readCatalogue(path);
  const listed = /* @__PURE__ */ new Map();
  const found = [];
  let newCount = 0;
  for (const directory of await runDirectories(store2)) {
    const run = basename4(directory);
    const stamp = stampOf(directory);
    if (stamp === null) continue;
    const before = known.directories[run];
    if (before?.stamp === stamp) {
      listed.set(run, before);
      for (const file of before.files) found.push(looseFile(directory, run, file));
      continue;
    }
    const now = { stamp, files: [] };
    const remembered = new Map(before?.files.map((file) => [file[0], file]));
    const names = (await namesOf(directory)).filter(isSummaryName);
    for (let i2 = 0; i2 < names.length; i2 += readsAtOnce) {
      const read = names.slice(i2, i2 + readsAtOnce).map(async (name) => {
        const fileStamp = stampOf(join4(directory, name));
        const same = remembered.get(name);
        if (fileStamp !== null && same?.[1] === fileStamp)
          return { file: looseFile(directory, run, same), fileStamp, isNew: false };
        return { file: await readNote2(join4(directory, name)), fileStamp, isNew: true };
      });
      for (const { file, fileStamp, isNew } of await Promise.all(read)) {
        if (file === null) continue;
        found.push(file);
        if (isNew) newCount++;
        if (file.note && fileStamp)
          now.files.push(entryOf(basename4(file.path), fileStamp, file.note));
        else now.stamp = null;
      }
    }
    listed.set(run, now);
  }
  if (newCount >= worthWriting) await writeCatalogue(path, listed, startedMs, clock);
  return found;
}
function entryOf(name, stamp, note) {
  const { input, time, processedMs, version, detector, imported } = note;
  const { run, subRun, eventsHash } = input;
  const entry = [
    name,
    stamp,
    input.name,
    run,
    subRun,
    time?.firstMs ?? null,
    time?.lastMs ?? null,
    processedMs ?? null,
    version ?? null,
    detector ?? null
  ];
  if (eventsHash !== void 0 || imported) entry.push(eventsHash ?? null);
  if (imported) entry.push(imported);
  return entry;
}
function looseFile(directory, runDirectory, entry) {
  const [fileName, , name, run, subRun, firstMs, lastMs, ...rest] = entry;
  const [processedMs, version, detector, eventsHash, imported] = rest;
  const address = `${runDirectory}/${fileName.slice(0, -".parquet".length)}`;
  const time = firstMs === null || lastMs === null ? null : { firstMs, lastMs };
  const note = { address, input: { name, run, subRun }, time };
  if (processedMs !== null) note.processedMs = processedMs;
  if (version !== null) note.version = version;
  if (detector !== null) note.detector = detector;
  if (eventsHash) note.input.eventsHash = eventsHash;
  if (imported) note.imported = imported;
  return { path: `${directory}/${fileName}`, address, note, error: null };
}
function stampOf(path) {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.ctimeNs} ${stats.ino} ${stats.size}` : null;
}
async function namesOf(directory) {
  return readdir2(directory).catch(() => []);
}
async function readCatalogue(path) {
  try {
    const catalogue = JSON.parse(await readFile2(path, "utf8"));
    const isWhole = typeof catalogue.directories === "object";
    if (catalogue.version === catalogueVersion && isWhole) return catalogue;
  } catch {
  }
  return { version: catalogueVersion, directories: {} };
}
async function writeCatalogue(path, listed, startedMs, clock) {
  const staged = `${path}.${process.pid}-${randomBytes3(4).toString("hex")}.tmp`;
  try {
    const handle = openSync(staged, "wx");
    try {
      const nowNs = clock(handle);
      const spentMs = performance.now() - startedMs + settledMs;
      const settledBeforeNs = nowNs - BigInt(Math.ceil(spentMs)) * 1000000n;
      const settled = (stamp) => stamp !== null && BigInt(stamp.split(" ")[0]) < settledBeforeNs;
      const directories = Object.fromEntries(
        [...listed].map(([run, { stamp, files: files2 }]) => {
          const kept3 = files2.filter((file) => settled(file[1]));
          const whole2 = settled(stamp) && kept3.length === files2.length;
          return [run, { stamp: whole2 ? stamp : null, files: kept3 }];
        })
      );
      writeSync(handle, JSON.stringify({ version: catalogueVersion, directories }));
    } finally {
      closeSync(handle);
    }
    await rename2(staged, path);
  } catch {
    await rm3(staged, { force: true }).catch(() => {
    });
  }
}

// packages/core/src/store/stored-files.ts
async function storedFiles(store2, clock = fileSystemClock) {
  const loose = await looseFiles(store2, readNote, clock);
  const claimed = await Promise.all(
    (await claimedAddresses(store2)).map(async (address) => {
      const file = await readNote(claimedPath(store2, address));
      return file && { ...file, isClaimed: true };
    })
  );
  const files2 = /* @__PURE__ */ new Map();
  for (const [address, file] of await compactedFiles(store2))
    files2.set(address, compactedFile(store2, file));
  for (const file of [...claimed, ...loose]) {
    if (file === null) continue;
    const { address, note, error } = file;
    const path = "isClaimed" in file ? pathOfAddress(store2, address) : file.path;
    const key = address.slice(address.indexOf("/") + 1);
    files2.set(address, { path, address, key, note, error, place: null });
  }
  return [...files2.values()].sort(byPlace);
}
function byPlace(a, b) {
  return compareEntries({ path: a.path, provenance: a.note }, { path: b.path, provenance: b.note });
}
function compactedFile(store2, { place, ...note }) {
  const path = pathOfAddress(store2, note.address);
  return { path, address: note.address, key: keyOfPath(path), note, error: null, place };
}
async function readNote(path) {
  const address = addressOf(path);
  try {
    const provenance = await withPart(path, 0, void 0, (file) => decodeProvenance(file, path));
    return { path, address, note: noteOf(provenance, address), error: null };
  } catch (error) {
    if (error.code === "ENOENT") return null;
    return { path, address, note: null, error: unreadableSummary(error, path) };
  }
}
function noteOf(provenance, address) {
  const { input, time, processedMs, detector, imported } = provenance;
  const { name, run, subRun, eventsHash } = input;
  return {
    address,
    input: { name, run, subRun, ...eventsHash !== void 0 && { eventsHash } },
    time,
    processedMs,
    version: versionOf(provenance),
    detector: detector.name,
    ...imported && { imported }
  };
}
function versionOf({ settingsHash, softwareVersion, arrays }) {
  return sha256(`${settingsHash} ${softwareVersion} ${arrays.sha256}`).slice(0, 8);
}
async function readStoredBytes(path, place = null) {
  const store2 = storeOf(path);
  const address = addressOf(path);
  const inPart = async (found) => found ? readPacked(store2, found) : null;
  const read = await inPart(place) ?? await readIfThere(path) ?? await readIfThere(claimedPath(store2, address)) ?? await readIfThere(path) ?? await inPart((await compactedFiles(store2)).get(address)?.place);
  if (read) return read;
  throw new LightDqmError("not-found", {
    what: "Cannot read from the store",
    where: path,
    expected: "a file that was written with its summary",
    got: "none"
  });
}
async function readPacked(store2, place) {
  const path = partPath(store2, place.part, "pack");
  try {
    return await withPart(path, place.offset, place.byteCount, async ({ byteLength, slice }) => {
      return new Uint8Array(await slice(0, byteLength));
    });
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw unreadableSummary(error, path);
  }
}
async function withPart(path, offset, byteCount, use) {
  const handle = await open3(path);
  try {
    const byteLength = byteCount ?? (await handle.stat()).size - offset;
    return await use({
      byteLength,
      slice: async (start, end = byteLength) => {
        const into = new Uint8Array(end - start);
        await handle.read(into, 0, into.length, offset + start);
        return into.buffer;
      }
    });
  } finally {
    await handle.close();
  }
}
async function readIfThere(path) {
  try {
    return await readFile3(path);
  } catch (cause) {
    const { code } = cause;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw unreadableSummary(cause, path);
  }
}
function unreadableSummary(error, where) {
  return asLightDqmError(error, "bad-input", { what: "Cannot read a stored summary", where });
}
function bufferOf(bytes) {
  return {
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer
  };
}

// packages/core/src/store/address.ts
async function pathOfFile(store2, file) {
  const { name, run, eventsHash } = file.input;
  const plain = summaryKey(name);
  const own = `${runName(run)}/${plain}`;
  if (eventsHash !== void 0) {
    const known = await addressOfContent(store2, runName(run), `${own}~${contentId(file)}`);
    if (known !== null) return pathOfAddress(store2, known);
  }
  if (await holds(store2, own, file) === "same") return pathOfAddress(store2, own);
  const others = eventsHash === void 0 ? [`${own}~${contentId(file)}`] : await addressesWithKey(store2, plain);
  for (const address of others)
    if (address !== own && await holds(store2, address, file, false) === "same")
      return pathOfAddress(store2, address);
  return null;
}
async function pathToWrite(store2, file) {
  const stored = await pathOfFile(store2, file);
  if (stored !== null) return stored;
  const { name, run, eventsHash } = file.input;
  const address = `${runName(run)}/${summaryKey(name)}`;
  const isFree = eventsHash === void 0 && await holds(store2, address, file) === "nothing";
  return pathOfAddress(store2, isFree ? address : `${address}~${contentId(file)}`);
}
async function addressOfContent(store2, run, own) {
  const ending = own.slice(own.lastIndexOf("~"));
  const loose = (await namesIn(join5(store2, "summaries", run))).filter(isSummaryName).map((name) => `${run}/${basename5(name, ".parquet")}`);
  const claimed = await claimedAddresses(store2);
  const packed = [...(await compactedFiles(store2)).keys()];
  const found = [...loose, ...claimed, ...packed].filter(
    (address) => address.startsWith(`${run}/`) && address.endsWith(ending)
  );
  return found.includes(own) ? own : found[0] ?? null;
}
async function addressesWithKey(store2, key) {
  const loose = (await runDirectories(store2)).filter((directory) => existsSync(join5(directory, `${key}.parquet`))).map((directory) => `${basename5(directory)}/${key}`);
  const packed = [...(await compactedFiles(store2)).keys()];
  return [...loose, ...packed.filter((address) => address.endsWith(`/${key}`))];
}
async function holds(store2, address, file, damagedIsSame = true) {
  const path = pathOfAddress(store2, address);
  try {
    const stored = await decodeProvenance(bufferOf(await readStoredBytes(path)), path);
    return isSameFile(stored, file) ? "same" : "other";
  } catch (error) {
    if (!isLightDqmError(error)) throw error;
    if (error.code === "not-found") return "nothing";
    return damagedIsSame ? "same" : "other";
  }
}

// packages/core/src/store/parquet/npz.ts
import { deflateRawSync } from "node:zlib";

// node_modules/fflate/esm/index.mjs
import { createRequire } from "module";
var require2 = createRequire("/");
var _a;
var Worker;
var isMarkedAsUntransferable;
try {
  _a = require2("worker_threads"), Worker = _a.Worker, isMarkedAsUntransferable = _a.isMarkedAsUntransferable;
} catch (e) {
}
var u8 = Uint8Array;
var u16 = Uint16Array;
var i32 = Int32Array;
var fleb = new u8([
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
  /* unused */
  0,
  0,
  /* impossible */
  0
]);
var fdeb = new u8([
  0,
  0,
  0,
  0,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  5,
  6,
  6,
  7,
  7,
  8,
  8,
  9,
  9,
  10,
  10,
  11,
  11,
  12,
  12,
  13,
  13,
  /* unused */
  0,
  0
]);
var clim = new u8([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
var freb = function(eb, start) {
  var b = new u16(31);
  for (var i2 = 0; i2 < 31; ++i2) {
    b[i2] = start += 1 << eb[i2 - 1];
  }
  var r = new i32(b[30]);
  for (var i2 = 1; i2 < 30; ++i2) {
    for (var j = b[i2]; j < b[i2 + 1]; ++j) {
      r[j] = j - b[i2] << 5 | i2;
    }
  }
  return { b, r };
};
var _a = freb(fleb, 2);
var fl = _a.b;
var revfl = _a.r;
fl[28] = 258, revfl[258] = 28;
var _b = freb(fdeb, 0);
var fd = _b.b;
var revfd = _b.r;
var rev = new u16(32768);
for (i = 0; i < 32768; ++i) {
  x = (i & 43690) >> 1 | (i & 21845) << 1;
  x = (x & 52428) >> 2 | (x & 13107) << 2;
  x = (x & 61680) >> 4 | (x & 3855) << 4;
  rev[i] = ((x & 65280) >> 8 | (x & 255) << 8) >> 1;
}
var x;
var i;
var flt = new u8(288);
for (i = 0; i < 144; ++i)
  flt[i] = 8;
var i;
for (i = 144; i < 256; ++i)
  flt[i] = 9;
var i;
for (i = 256; i < 280; ++i)
  flt[i] = 7;
var i;
for (i = 280; i < 288; ++i)
  flt[i] = 8;
var i;
var fdt = new u8(32);
for (i = 0; i < 32; ++i)
  fdt[i] = 5;
var i;
var slc = function(v, s, e) {
  if (s == null || s < 0)
    s = 0;
  if (e == null || e > v.length)
    e = v.length;
  return new u8(v.subarray(s, e));
};
var ec = [
  "unexpected EOF",
  "invalid block type",
  "invalid length/literal",
  "invalid distance",
  "stream finished",
  "no stream handler",
  ,
  // determined by compression function
  "no callback",
  "invalid UTF-8 data",
  "extra field too long",
  "date not in range 1980-2099",
  "filename too long",
  "stream finishing",
  "invalid zip data"
  // determined by unknown compression method
];
var err = function(ind, msg, nt) {
  var e = new Error(msg || ec[ind]);
  e.code = ind;
  if (Error.captureStackTrace)
    Error.captureStackTrace(e, err);
  if (!nt)
    throw e;
  return e;
};
var et = /* @__PURE__ */ new u8(0);
var crct = /* @__PURE__ */ (function() {
  var t = new Int32Array(256);
  for (var i2 = 0; i2 < 256; ++i2) {
    var c = i2, k = 9;
    while (--k)
      c = (c & 1 && -306674912) ^ c >>> 1;
    t[i2] = c;
  }
  return t;
})();
var crc = function() {
  var c = -1;
  return {
    p: function(d) {
      var cr = c;
      for (var i2 = 0; i2 < d.length; ++i2)
        cr = crct[cr & 255 ^ d[i2]] ^ cr >>> 8;
      c = cr;
    },
    d: function() {
      return ~c;
    }
  };
};
var mrg = function(a, b) {
  var o = {};
  for (var k in a)
    o[k] = a[k];
  for (var k in b)
    o[k] = b[k];
  return o;
};
var wbytes = function(d, b, v) {
  for (; v; ++b)
    d[b] = v, v >>>= 8;
};
var te = typeof TextEncoder != "undefined" && /* @__PURE__ */ new TextEncoder();
var td = typeof TextDecoder != "undefined" && /* @__PURE__ */ new TextDecoder();
var tds = 0;
try {
  td.decode(et, { stream: true });
  tds = 1;
} catch (e) {
}
function strToU8(str, latin1) {
  if (latin1) {
    var ar_1 = new u8(str.length);
    for (var i2 = 0; i2 < str.length; ++i2)
      ar_1[i2] = str.charCodeAt(i2);
    return ar_1;
  }
  if (te)
    return te.encode(str);
  var l = str.length;
  var ar = new u8(str.length + (str.length >> 1));
  var ai = 0;
  var w = function(v) {
    ar[ai++] = v;
  };
  for (var i2 = 0; i2 < l; ++i2) {
    if (ai + 5 > ar.length) {
      var n = new u8(ai + 8 + (l - i2 << 1));
      n.set(ar);
      ar = n;
    }
    var c = str.charCodeAt(i2);
    if (c < 128 || latin1)
      w(c);
    else if (c < 2048)
      w(192 | c >> 6), w(128 | c & 63);
    else if (c > 55295 && c < 57344)
      c = 65536 + (c & 1023 << 10) | str.charCodeAt(++i2) & 1023, w(240 | c >> 18), w(128 | c >> 12 & 63), w(128 | c >> 6 & 63), w(128 | c & 63);
    else
      w(224 | c >> 12), w(128 | c >> 6 & 63), w(128 | c & 63);
  }
  return slc(ar, 0, ai);
}
var exfl = function(ex) {
  var le = 0;
  if (ex) {
    for (var k in ex) {
      var l = ex[k].length;
      if (l > 65535)
        err(9);
      le += l + 4;
    }
  }
  return le;
};
var wzh = function(d, b, f, fn, u, c, ce, co) {
  var fl2 = fn.length, ex = f.extra, col = co && co.length;
  var exl = exfl(ex);
  wbytes(d, b, ce != null ? 33639248 : 67324752), b += 4;
  if (ce != null)
    d[b++] = 20, d[b++] = f.os;
  d[b] = 20, b += 2;
  d[b++] = f.flag << 1 | (c < 0 && 8), d[b++] = u && 8;
  d[b++] = f.compression & 255, d[b++] = f.compression >> 8;
  var dt = new Date(f.mtime == null ? Date.now() : f.mtime), y = dt.getFullYear() - 1980;
  if (y < 0 || y > 119)
    err(10);
  wbytes(d, b, y << 25 | dt.getMonth() + 1 << 21 | dt.getDate() << 16 | dt.getHours() << 11 | dt.getMinutes() << 5 | dt.getSeconds() >> 1), b += 4;
  if (c != -1) {
    wbytes(d, b, f.crc);
    wbytes(d, b + 4, c < 0 ? -c - 2 : c);
    wbytes(d, b + 8, f.size);
  }
  wbytes(d, b + 12, fl2);
  wbytes(d, b + 14, exl), b += 16;
  if (ce != null) {
    wbytes(d, b, col);
    wbytes(d, b + 6, f.attrs);
    wbytes(d, b + 10, ce), b += 14;
  }
  d.set(fn, b);
  b += fl2;
  if (exl) {
    for (var k in ex) {
      var exf = ex[k], l = exf.length;
      wbytes(d, b, +k);
      wbytes(d, b + 2, l);
      d.set(exf, b + 4), b += 4 + l;
    }
  }
  if (col)
    d.set(co, b), b += col;
  return b;
};
var wzf = function(o, b, c, d, e) {
  wbytes(o, b, 101010256);
  wbytes(o, b + 8, c);
  wbytes(o, b + 10, c);
  wbytes(o, b + 12, d);
  wbytes(o, b + 16, e);
};
var ZipPassThrough = /* @__PURE__ */ (function() {
  function ZipPassThrough2(filename) {
    this.filename = filename;
    this.c = crc();
    this.size = 0;
    this.compression = 0;
  }
  ZipPassThrough2.prototype.process = function(chunk, final) {
    this.ondata(null, chunk, final);
  };
  ZipPassThrough2.prototype.push = function(chunk, final) {
    if (!this.ondata)
      err(5);
    this.c.p(chunk);
    this.size += chunk.length;
    if (final)
      this.crc = this.c.d();
    this.process(chunk, final || false);
  };
  return ZipPassThrough2;
})();
var Zip = /* @__PURE__ */ (function() {
  function Zip2(cb) {
    this.ondata = cb;
    this.u = [];
    this.d = 1;
  }
  Zip2.prototype.add = function(file) {
    var _this = this;
    if (!this.ondata)
      err(5);
    if (this.d & 2)
      this.ondata(err(4 + (this.d & 1) * 8, 0, 1), null, false);
    else {
      var f = strToU8(file.filename), fl_1 = f.length;
      var com = file.comment, o = com && strToU8(com);
      var u = fl_1 != file.filename.length || o && com.length != o.length;
      var hl_1 = fl_1 + exfl(file.extra) + 30;
      if (fl_1 > 65535)
        this.ondata(err(11, 0, 1), null, false);
      var header = new u8(hl_1);
      wzh(header, 0, file, f, u, -1);
      var chks_1 = [header];
      var pAll_1 = function() {
        for (var _i = 0, chks_2 = chks_1; _i < chks_2.length; _i++) {
          var chk = chks_2[_i];
          _this.ondata(null, chk, false);
        }
        chks_1 = [];
      };
      var tr_1 = this.d;
      this.d = 0;
      var ind_1 = this.u.length;
      var uf_1 = mrg(file, {
        f,
        u,
        o,
        t: function() {
          if (file.terminate)
            file.terminate();
        },
        r: function() {
          pAll_1();
          if (tr_1) {
            var nxt = _this.u[ind_1 + 1];
            if (nxt)
              nxt.r();
            else
              _this.d = 1;
          }
          tr_1 = 1;
        }
      });
      var cl_1 = 0;
      file.ondata = function(err2, dat, final) {
        if (err2) {
          _this.ondata(err2, dat, final);
          _this.terminate();
        } else {
          cl_1 += dat.length;
          chks_1.push(dat);
          if (final) {
            var dd = new u8(16);
            wbytes(dd, 0, 134695760);
            wbytes(dd, 4, file.crc);
            wbytes(dd, 8, cl_1);
            wbytes(dd, 12, file.size);
            chks_1.push(dd);
            uf_1.c = cl_1, uf_1.b = hl_1 + cl_1 + 16, uf_1.crc = file.crc, uf_1.size = file.size;
            if (tr_1)
              uf_1.r();
            tr_1 = 1;
          } else if (tr_1)
            pAll_1();
        }
      };
      this.u.push(uf_1);
    }
  };
  Zip2.prototype.end = function() {
    var _this = this;
    if (this.d & 2) {
      this.ondata(err(4 + (this.d & 1) * 8, 0, 1), null, true);
      return;
    }
    if (this.d)
      this.e();
    else
      this.u.push({
        r: function() {
          if (!(_this.d & 1))
            return;
          _this.u.splice(-1, 1);
          _this.e();
        },
        t: function() {
        }
      });
    this.d = 3;
  };
  Zip2.prototype.e = function() {
    var bt = 0, l = 0, tl = 0;
    for (var _i = 0, _a2 = this.u; _i < _a2.length; _i++) {
      var f = _a2[_i];
      tl += 46 + f.f.length + exfl(f.extra) + (f.o ? f.o.length : 0);
    }
    var out = new u8(tl + 22);
    for (var _b2 = 0, _c = this.u; _b2 < _c.length; _b2++) {
      var f = _c[_b2];
      wzh(out, bt, f, f.f, f.u, -f.c - 2, l, f.o);
      bt += 46 + f.f.length + exfl(f.extra) + (f.o ? f.o.length : 0), l += f.b;
    }
    wzf(out, bt, this.u.length, tl, l);
    this.ondata(null, out, true);
    this.d = 2;
  };
  Zip2.prototype.terminate = function() {
    for (var _i = 0, _a2 = this.u; _i < _a2.length; _i++) {
      var f = _a2[_i];
      f.t();
    }
    this.d = 2;
  };
  return Zip2;
})();

// packages/core/src/store/parquet/npz.ts
var dtypes = {
  "<f8": Float64Array,
  "<f4": Float32Array,
  "<i2": Int16Array,
  "<u4": Uint32Array
};
var magic = "\x93NUMPY\0";
var zipTime = new Date(1980, 0, 1);
function encodeNpz(arrays) {
  const parts2 = [];
  const zip = new Zip((_, part) => parts2.push(part));
  for (const [name, array] of Object.entries(arrays)) {
    const entry = new DeflatedEntry(`${name}.npy`);
    entry.mtime = zipTime;
    zip.add(entry);
    entry.push(encodeNpy(array), true);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(parts2));
}
var DeflatedEntry = class extends ZipPassThrough {
  compression = 8;
  process(bytes, isLast) {
    this.ondata(null, deflateRawSync(bytes, { level: 1 }), isLast);
  }
};
function encodeNpy({ data, shape }) {
  const count2 = shape.reduce((product, length) => product * length, 1);
  if (count2 !== data.length)
    throw new RangeError(`${data.length} values do not fill the shape (${shape.join(", ")})`);
  const dtype = Object.entries(dtypes).find(([, type]) => data instanceof type)[0];
  const shapeText = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const literal = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${shapeText}), }`;
  const start = Math.ceil((magic.length + 2 + literal.length + 1) / 64) * 64;
  const headerLength = start - magic.length - 2;
  const file = Buffer.alloc(start + data.byteLength);
  file.write(magic, 0, "latin1");
  file.writeUInt16LE(headerLength, magic.length);
  file.write(`${literal.padEnd(headerLength - 1)}
`, magic.length + 2, "latin1");
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return file;
}

// packages/core/src/store/parquet/summary-arrays.ts
function encodeArrays(summary) {
  const { detector, spectra: spectra2, jumpEvent, sampleCount } = summary;
  const channels = [detector.adcCount, detector.channelCount];
  const byBin = [...channels, spectra2.frequencyMHz.length];
  const arrays = {
    frequency_mhz: { data: spectra2.frequencyMHz, shape: [spectra2.frequencyMHz.length] },
    spectrum_p16: { data: Float32Array.from(spectra2.p16), shape: byBin },
    spectrum_p50: { data: Float32Array.from(spectra2.p50), shape: byBin },
    spectrum_p84: { data: Float32Array.from(spectra2.p84), shape: byBin },
    spectrum_valid_count: { data: spectra2.validCount, shape: channels }
  };
  if (jumpEvent) {
    arrays.jump_samples_adc16 = {
      data: jumpEvent.samplesAdc16,
      shape: [...channels, sampleCount]
    };
    arrays.jump_baseline_adc16 = { data: jumpEvent.baselineAdc16, shape: channels };
  }
  return encodeNpz(arrays);
}

// packages/core/src/store/store.ts
async function writeSummary(store2, summary) {
  return writeSummaryWith(store2, summary, []);
}
async function writeSummaryWith(store2, summary, others, signal) {
  const path = await pathToWrite(store2, summary);
  const arrays = encodeArrays(summary);
  const written = { bytes: arrays.length, sha256: sha256(arrays) };
  const table = encodeSummary(summary, written, addressOf(path));
  const files2 = [
    { path: arraysPath(path), bytes: arrays },
    { path, bytes: table }
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      for (const file of files2) await ensureWritableDirectory(dirname3(file.path));
      await writeOutputFiles([...others, ...files2], signal);
      return path;
    } catch (error) {
      const code = error.cause?.code;
      if (code !== "ENOENT" || attempt === writeAttempts) throw error;
    }
  }
}
var writeAttempts = 20;

// packages/core/src/store/parts/compact.ts
import { randomBytes as randomBytes5 } from "node:crypto";
import { link as link3, mkdir as mkdir3, open as open6, readFile as readFile5, rename as rename5, rm as rm7, rmdir } from "node:fs/promises";
import { dirname as dirname4, join as join8 } from "node:path";

// packages/core/src/store/parts/part-table.ts
import { open as open4, rename as rename3, rm as rm4 } from "node:fs/promises";
import { tmpdir } from "node:os";

// packages/core/src/store/parquet/duckdb.ts
var memoryLimit = "700MB";
async function withDuckDb(use) {
  const duckDb = await load();
  const instance = await duckDb.DuckDBInstance.create(":memory:", {
    memory_limit: memoryLimit,
    preserve_insertion_order: "true"
  });
  const connection = await instance.connect();
  try {
    return await use(connection, duckDb);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
async function load() {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    throw new LightDqmError(
      "not-found",
      {
        what: "Cannot load DuckDB",
        where: "@duckdb/node-api",
        expected: "its prebuilt library for this machine (npm install with optional dependencies)",
        got: cause instanceof Error ? cause.message : String(cause)
      },
      { cause }
    );
  }
}
function sqlText(text2) {
  return `'${text2.replaceAll("'", "''")}'`;
}
function sqlList(texts) {
  return `[${texts.map(sqlText).join(", ")}]`;
}
function sqlPath(path) {
  return path.replace(/[*?[]/g, (character) => `[${character}]`);
}

// packages/core/src/store/parquet/whole-file-table.ts
var sqlTypes = { text: "VARCHAR", whole: "BIGINT", number: "DOUBLE", time: "TIMESTAMPTZ" };
async function createFileTable(connection, table, files2) {
  const { DuckDBTimestampTZValue } = await load();
  const columns = wholeFileColumns.map(({ name, kind }) => `${name} ${sqlTypes[kind]}`);
  await connection.run(
    `CREATE TEMP TABLE ${table} (rows_in VARCHAR, file_index INTEGER, provenance VARCHAR, ${columns.join(", ")})`
  );
  const appender = await connection.createAppender(table);
  for (const { file, rowsIn, fileIndex, provenance } of files2) {
    appender.appendVarchar(rowsIn);
    if (fileIndex === null) appender.appendNull();
    else appender.appendInteger(fileIndex);
    if (provenance === void 0) appender.appendNull();
    else appender.appendVarchar(provenance);
    for (const { kind, of } of wholeFileColumns) {
      const value = of(file);
      const timeUs = kind === "time" && typeof value === "number" ? microseconds(value) : null;
      if (value === null || kind === "time" && timeUs === null) appender.appendNull();
      else if (timeUs !== null) appender.appendTimestampTZ(new DuckDBTimestampTZValue(timeUs));
      else if (typeof value === "string") appender.appendVarchar(value);
      else if (kind === "whole") appender.appendBigInt(BigInt(value));
      else appender.appendDouble(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

// packages/core/src/store/parts/part-table.ts
var rowsOfGroup = 65536;
async function writePartTable(path, sources) {
  const own = sources.filter(({ fromTable }) => !fromTable).map(({ rowsIn }) => rowsIn);
  const tables = sources.filter(({ fromTable }) => fromTable).map(({ rowsIn }) => rowsIn);
  const selects = [
    ...own.length > 0 ? [
      `SELECT r.* EXCLUDE (filename), s.file_index FROM (${channelRows(own)}) r
           JOIN sources s ON s.rows_in = r.filename`
    ] : [],
    ...tables.length > 0 ? [
      `SELECT r.* EXCLUDE (filename, stored_as), s.file_index
           FROM (${channelRows(tables, "file AS stored_as")}) r
           JOIN sources s ON s.rows_in = r.filename AND s.file = r.stored_as`
    ] : []
  ];
  const staged = `${path}.tmp`;
  await withDuckDb(async (connection) => {
    await createFileTable(
      connection,
      "sources",
      sources.map((source, fileIndex) => ({ ...source, fileIndex }))
    );
    await connection.run(`SET temp_directory = ${sqlText(tmpdir())}`);
    try {
      await connection.run(
        `COPY (
           SELECT file_index, ${wholeFileColumnNames.join(", ")}, t.* EXCLUDE (file_index),
             CASE WHEN t.adc = 0 AND t.channel = 0 THEN s.provenance END AS provenance
           FROM (${selects.join(" UNION ALL BY NAME ")}) t JOIN sources s USING (file_index)
           ORDER BY t.adc, t.channel, file_index
         ) TO ${sqlText(staged)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowsOfGroup})`
      );
      const handle = await open4(staged, "r+");
      await handle.sync().finally(() => handle.close());
      await rename3(staged, path);
    } catch (cause) {
      await rm4(staged, { force: true });
      const got = cause instanceof Error ? cause.message : String(cause);
      const parts2 = { what: "Cannot make the table of compacted files", where: path, got };
      throw new LightDqmError("bad-input", parts2, { cause });
    }
  });
}
function parquet(paths) {
  const distinct = [...new Set(paths)].map(sqlPath);
  return `read_parquet(${sqlList(distinct)}, filename = true, union_by_name = true, hive_partitioning = false)`;
}
function channelRows(paths, besides = "") {
  const known = sqlList([...wholeFileColumnNames, "file_index", "provenance"]);
  const columns = `COLUMNS(name -> NOT list_contains(${known}, name))`;
  return `SELECT ${columns}${besides && `, ${besides}`} FROM ${parquet(paths)}`;
}

// packages/core/src/store/parquet/damaged-tables.ts
async function damagedTables(paths) {
  const damaged2 = [];
  await withDuckDb(async (connection) => {
    for (const path of paths)
      try {
        await connection.run(`SELECT max(hash(t)) FROM ${parquet([path])} t`);
      } catch (cause) {
        const got = cause instanceof Error ? cause.message : String(cause);
        const parts2 = { what: "Cannot read a stored summary", where: path, got };
        damaged2.push({ path, error: new LightDqmError("bad-input", parts2, { cause }) });
      }
  });
  return damaged2;
}

// packages/core/src/store/parts/compaction-lock.ts
import { randomBytes as randomBytes4 } from "node:crypto";
import { link as link2, open as open5, readFile as readFile4, rename as rename4, rm as rm5, stat as stat2 } from "node:fs/promises";
import { hostname } from "node:os";
import { join as join6 } from "node:path";
var staleMs = 36e5;
async function takeCompactionLock(store2) {
  const path = join6(compactedDirectory(store2), "lock");
  const mine = {
    host: hostname(),
    pid: process.pid,
    token: randomBytes4(8).toString("hex")
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    const staged = `${path}.${mine.pid}-${mine.token}.tmp`;
    const handle = await open5(staged, "wx");
    await handle.writeFile(JSON.stringify(mine)).finally(() => handle.close());
    const takenMs = (await stat2(staged)).mtimeMs;
    try {
      await link2(staged, path);
      return { takenMs, renew: () => renew(path, mine), release: () => release(path, mine) };
    } catch (cause) {
      if (cause.code !== "EEXIST") throw notTaken(path, cause);
      if (!await removeIfStale(path, mine, takenMs)) return null;
    } finally {
      await rm5(staged, { force: true });
    }
  }
  return null;
}
function notTaken(where, cause) {
  const parts2 = { what: "Cannot start a compaction", where, got: String(cause.message) };
  return new LightDqmError("output", parts2, { cause });
}
async function renew(path, mine) {
  const holder = await holderOf(path);
  if (holder?.token !== mine.token) return false;
  const handle = await open5(path, "r+");
  await handle.write(JSON.stringify(mine), 0).finally(() => handle.close());
  return true;
}
async function release(path, mine) {
  if ((await holderOf(path))?.token === mine.token) await rm5(path, { force: true });
}
async function removeIfStale(path, mine, nowMs) {
  const holder = await holderOf(path);
  const stats = await stat2(path).catch(() => null);
  if (!stats) return true;
  const ended = holder?.host === mine.host ? !isRunning(holder.pid) : false;
  if (!ended && nowMs - stats.mtimeMs < staleMs) return false;
  const aside = `${path}.${mine.pid}-${mine.token}.stale.tmp`;
  await rename4(path, aside).catch(() => {
  });
  const taken = await holderOf(aside);
  if (taken && taken.token !== holder?.token) await link2(aside, path).catch(() => {
  });
  await rm5(aside, { force: true });
  return true;
}
async function holderOf(path) {
  try {
    return JSON.parse(await readFile4(path, "utf8"));
  } catch {
    return null;
  }
}
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === "EPERM";
  }
}

// packages/core/src/store/parts/leftovers.ts
import { rm as rm6, stat as stat3 } from "node:fs/promises";
import { join as join7 } from "node:path";
var dayMs = 864e5;
var manifestMs = 30 * dayMs;
async function removeLeftovers(store2, nowMs) {
  const { generation, parts: parts2 } = await readManifest(store2);
  const named = new Set(parts2.map(({ name }) => name));
  let removed = 0;
  const removeOld = async (directory, ageMs) => {
    for (const name of await namesIn(directory)) {
      const leastMs = ageMs(name);
      if (leastMs === Number.POSITIVE_INFINITY) continue;
      const stats = await stat3(join7(directory, name)).catch(() => null);
      if (!stats?.isFile() || nowMs - stats.mtimeMs < leastMs) continue;
      await rm6(join7(directory, name), { force: true });
      removed++;
    }
  };
  const temporary = (name) => name.endsWith(".tmp") ? dayMs : Number.POSITIVE_INFINITY;
  for (const tree of ["summaries", "spectra"])
    for (const run of await namesIn(join7(store2, tree)))
      if (run.startsWith("run=")) await removeOld(join7(store2, tree, run), temporary);
  await removeOld(store2, temporary);
  await removeOld(compactedDirectory(store2), (name) => {
    const part = /^(part-[0-9a-f]+)\./.exec(name)?.[1];
    if (part) return named.has(part) ? Number.POSITIVE_INFINITY : dayMs;
    const number2 = /^manifest-(\d+)\.json$/.exec(name)?.[1];
    if (number2) return Number(number2) < generation ? manifestMs : Number.POSITIVE_INFINITY;
    return temporary(name);
  });
  return removed;
}

// packages/core/src/store/parts/compact.ts
var defaultFilesPerPart = 1e3;
async function compactStore(store2, options) {
  const done = await compactUnlessRunning(store2, options);
  if (done) return done;
  const parts2 = { where: store2, got: "another compaction is running" };
  throw new LightDqmError("output", { what: "Cannot start a compaction", ...parts2 });
}
async function compactUnlessRunning(store2, { filesPerPart = defaultFilesPerPart, onProgress = () => {
}, signal } = {}) {
  await makeCompactedDirectory(store2);
  const lock = await takeCompactionLock(store2);
  if (!lock) return null;
  try {
    await bringBack(store2);
    const leftovers = await removeLeftovers(store2, lock.takenMs);
    const how = { filesPerPart, onProgress, signal };
    return { ...await compactUnderLock(store2, lock, how), leftovers };
  } finally {
    await lock.release();
  }
}
async function compactUnderLock(store2, lock, { filesPerPart, onProgress, signal }) {
  let manifest = await readManifest(store2);
  const parts2 = /* @__PURE__ */ new Map();
  for (const { name } of manifest.parts) parts2.set(name, await readPart(store2, name));
  const packed = new Map([...parts2.values()].flat().map((file) => [file.address, file]));
  const unreadable = [];
  const loose = [];
  for (const { path, note, error, place } of await storedFiles(store2)) {
    if (error) unreadable.push({ path, error });
    if (!note || place) continue;
    const copy = packed.get(note.address);
    if (copy && await removeIfSame(store2, copy, lock)) continue;
    loose.push({ note, path, from: null });
  }
  const small = manifest.parts.filter(({ fileCount }) => fileCount < filesPerPart / 2);
  if (loose.length === 0 && small.length < 2) {
    await removeEmptyDirectories(store2);
    return { files: 0, parts: 0, unreadable };
  }
  const isReplaced = new Set(loose.map(({ note }) => note.address));
  const merged = small.flatMap(
    ({ name }) => parts2.get(name).filter((file) => packed.get(file.address) === file && !isReplaced.has(file.address)).map(({ place, ...note }) => ({ note, path: null, from: place }))
  );
  const sources = [...merged, ...loose].sort((a, b) => comparePlaced(a.note, b.note));
  onProgress(0, sources.length);
  const stuck = /* @__PURE__ */ new Set();
  let files2 = 0;
  let newParts = 0;
  for (let start = 0; start < sources.length; start += filesPerPart) {
    const last = start + filesPerPart >= sources.length;
    const chunk = sources.slice(start, start + filesPerPart);
    const part = await writePart(store2, chunk, unreadable, stuck, signal);
    if (part === null || !await lock.renew()) break;
    const kept3 = last ? manifest.parts.filter(
      ({ name }) => stuck.has(name) || !small.some((merged2) => merged2.name === name)
    ) : manifest.parts;
    manifest = await publish(store2, manifest, kept3, part);
    if (part.length > 0) newParts++;
    for (const file of part) {
      if (!chunk.some(({ note, path }) => path && note.address === file.address)) continue;
      files2++;
      await removeIfSame(store2, file, lock);
    }
    onProgress(Math.min(start + filesPerPart, sources.length), sources.length);
  }
  await removeEmptyDirectories(store2);
  return { files: files2, parts: newParts, unreadable };
}
function publish(store2, follows, kept3, part) {
  const name = part[0]?.place.part;
  return publishManifest(store2, follows, [
    ...kept3,
    ...name ? [{ name, fileCount: part.length }] : []
  ]);
}
async function writePart(store2, chunk, unreadable, stuck, signal) {
  const name = `part-${randomBytes5(8).toString("hex")}`;
  const files2 = [];
  const table = [];
  const pack = await open6(partPath(store2, name, "pack"), "wx");
  try {
    let offset = 0;
    for (const { note, path, from } of chunk) {
      if (signal?.aborted) break;
      const bytes = path ? await readFile5(path).catch(() => null) : await readPacked(store2, from);
      if (bytes === null && from) stuck.add(from.part);
      if (bytes === null) continue;
      const where = path ?? partPath(store2, from.part, "pack");
      let provenance;
      let own;
      try {
        const decoded = await decodeSummary(bufferOf(bytes), where);
        own = noteOf(decoded.provenance, note.address);
        provenance = await provenanceTextIn(bufferOf(bytes), where);
      } catch (error) {
        unreadable.push({ path: where, error: unreadableSummary(error, where) });
        if (from) stuck.add(from.part);
        continue;
      }
      const place = { part: name, index: files2.length, offset, byteCount: bytes.length };
      await pack.write(bytes, 0, bytes.length, offset);
      offset += bytes.length;
      files2.push({ ...own, place });
      const rowsIn = rowsOf(store2, path, from);
      table.push({ file: own, rowsIn, fromTable: path === null, provenance });
    }
    await pack.sync();
  } finally {
    await pack.close();
  }
  if (files2.length === 0 || signal?.aborted) {
    await rm7(partPath(store2, name, "pack"));
    return signal?.aborted ? null : files2;
  }
  try {
    await writePartTable(partPath(store2, name, "parquet"), table);
  } catch (cause) {
    await rm7(partPath(store2, name, "pack"));
    const damaged2 = await damagedTables([...new Set(table.map(({ rowsIn }) => rowsIn))]);
    if (damaged2.length === 0) throw cause;
    unreadable.push(...damaged2);
    const paths = new Set(damaged2.map(({ path }) => path));
    const left = chunk.filter(({ path, from }) => {
      const isLeft = !paths.has(rowsOf(store2, path, from));
      if (!isLeft && from) stuck.add(from.part);
      return isLeft;
    });
    return writePart(store2, left, unreadable, stuck, signal);
  }
  await writeSyncedJson(partPath(store2, name, "json"), { files: files2 });
  return files2;
}
function rowsOf(store2, path, from) {
  return path ?? partPath(store2, from.part, "parquet");
}
async function removeIfSame(store2, { address, place }, lock) {
  const path = pathOfAddress(store2, address);
  const copy = await readPacked(store2, place);
  const before = await readFile5(path).catch(() => null);
  if (!copy || !before || !sameBytes(copy, before) || !await lock.renew()) return false;
  const aside = claimedPath(store2, address);
  await mkdir3(dirname4(aside), { recursive: true });
  try {
    await rename5(path, aside);
  } catch {
    return false;
  }
  const moved = await readFile5(aside);
  if (sameBytes(copy, moved)) {
    await rm7(aside, { force: true });
    return true;
  }
  await bringBackOne(path, aside);
  return false;
}
async function bringBack(store2) {
  for (const address of await claimedAddresses(store2))
    await bringBackOne(pathOfAddress(store2, address), claimedPath(store2, address));
}
async function bringBackOne(path, aside) {
  await mkdir3(dirname4(path), { recursive: true });
  await link3(aside, path).catch((cause) => {
    if (cause.code !== "EEXIST" && cause.code !== "ENOENT") throw cause;
  });
  await rm7(aside, { force: true });
}
async function removeEmptyDirectories(store2) {
  const aside = dirname4(dirname4(claimedPath(store2, "run/key")));
  const emptied = (await namesIn(aside)).map((run) => join8(aside, run));
  for (const directory of [...await runDirectories(store2), ...emptied])
    await rmdir(directory).catch(() => {
    });
}
var sameBytes = (a, b) => Buffer.compare(a, b) === 0;

// packages/core/test/detectors.ts
var dune2x2 = defaultDetector();
var active2x2 = detectorGroups(dune2x2).adcMembers[0];
function gridDetector(grid) {
  return profileOfGrid({
    ...{ name: "bench", adcCount: 2, adcsPerTpc: 2, sampleNs: 16 },
    ...{ channelsPerTpc: grid.channelCount, ...grid }
  });
}

// packages/core/test/store/make-summary.ts
var smallDetector = gridDetector({
  name: "small",
  channelCount: 8,
  activeChannels: [2, 3, 6, 7],
  channelsPerEpcb: 2,
  channelsPerTpc: 4
});
function makeSummary(parts2 = {}) {
  const {
    name = "run_101.FLOW.hdf5",
    run = 101,
    firstMs = 17e11,
    detector = dune2x2,
    sampleCount = 20,
    triggersTyped = true,
    selfCount = 20,
    baselineAdc16 = -28e3,
    spreadAdc16 = 3,
    thresholdAdc16 = 500
  } = parts2;
  const { active, indexCount } = detectorGroups(detector);
  const isActive = new Set(active);
  const beamCount = Math.floor(selfCount / 2);
  const byChannel = (value) => Float64Array.from(
    { length: indexCount },
    (_, channelIndex) => isActive.has(channelIndex) && selfCount > 0 ? value : Number.NaN
  );
  const counts = (value) => Uint32Array.from(
    { length: indexCount },
    (_, channelIndex) => isActive.has(channelIndex) ? value : 0
  );
  const distribution2 = (middle, spread) => ({
    p16: byChannel(middle - spread),
    p50: byChannel(middle),
    p84: byChannel(middle + spread),
    histogram: Array.from(
      { length: indexCount },
      (_, channelIndex) => isActive.has(channelIndex) && selfCount > 0 ? { firstBin: Math.floor(middle), counts: Uint32Array.of(selfCount) } : null
    )
  });
  const classes = triggersTyped ? { all: selfCount + beamCount, beam: beamCount, self: selfCount } : { all: selfCount };
  const perClass = (value) => Object.fromEntries(Object.entries(classes).map(([key, count2]) => [key, value(count2)]));
  const part = (total) => ({ passed: counts(0), total: counts(total) });
  const fractionCounts = (total) => ({
    channel: part(total),
    epcb: part(total),
    tpc: part(total),
    total: part(total)
  });
  const eventCount2 = classes.all;
  const selectedEvents = Array.from({ length: eventCount2 }, (_, event) => event);
  const binCount = Math.floor(sampleCount / 2) + 1;
  const powers = (power) => Float32Array.from(
    { length: indexCount * binCount },
    (_, i2) => isActive.has(Math.floor(i2 / binCount)) && eventCount2 > 0 ? power : Number.NaN
  );
  const kept3 = unknownQuantities({
    ...{ detector, spectrumScale: "power", lineBinsMHz: [] },
    triggerClasses: Object.keys(classes)
  });
  for (const each of distributionsOf(kept3)) Object.assign(each, distribution2(1e3, 50));
  Object.assign(kept3.darkBaseline, distribution2(baselineAdc16, spreadAdc16));
  Object.assign(kept3.darkNoise, distribution2(18, 1));
  Object.assign(kept3.gain, distribution2(1, 0.1));
  return {
    ...kept3,
    schemaVersion: 1,
    input: { name, sizeBytes: 4074831, mtimeMs: firstMs ?? 0, run, subRun: null },
    detector,
    sampleCount,
    fileEventCount: eventCount2,
    triggersTyped,
    time: firstMs === null ? null : { firstMs, lastMs: firstMs + 6e4 },
    triggerCodes: null,
    timeUnknown: firstMs === null ? "utime_ms is 0 in all events" : null,
    timeOrder: { clock: "utime_ms", timed: selfCount, backward: 0, repeated: 0, untimed: {} },
    channelStatus: null,
    settings: {
      maxEvts: 500,
      powspecNevts: 500,
      thresholdAdc16: new Array(detector.adcCount).fill(thresholdAdc16),
      spectrumScale: "power"
    },
    softwareVersion: "0.1.0",
    processedMs: 17000001e5,
    selectedEvents,
    spectrumEvents: selectedEvents,
    eventCount: classes,
    baselineTriggerClass: triggersTyped ? "self" : "all",
    validCount: perClass(counts),
    darkCount: counts(eventCount2),
    litCount: counts(eventCount2),
    light: byChannel(1e3),
    lines: {
      watched: Float64Array.from(
        { length: indexCount * lineFrequenciesMHz.length },
        (_, i2) => isActive.has(Math.floor(i2 / lineFrequenciesMHz.length)) && eventCount2 > 0 ? 0 : Number.NaN
      ),
      count: counts(eventCount2),
      peaks: Array.from({ length: indexCount }, () => [])
    },
    baseline: distribution2(baselineAdc16, spreadAdc16),
    noise: distribution2(18, 1),
    maxAmplitude: byChannel(9e3),
    minAmplitude: byChannel(-60),
    clipped: perClass(fractionCounts),
    negative: perClass(fractionCounts),
    lowerRail: perClass(fractionCounts),
    spectra: {
      scale: "power",
      frequencyMHz: Float64Array.from(
        { length: binCount },
        (_, k) => k * 1e3 / (sampleCount * detector.sampleNs)
      ),
      p16: powers(1e-9),
      p50: powers(2e-9),
      p84: powers(4e-9),
      validCount: counts(eventCount2)
    },
    largestJump: eventCount2 > 0 ? { event: 0, adc: 0, channel: active[0], sample: 3, sizeAdc16: 9e3 } : null,
    jumpEvent: eventCount2 > 0 ? {
      event: 0,
      triggerClass: triggersTyped ? "self" : "all",
      samplesAdc16: new Int16Array(indexCount * sampleCount).fill(baselineAdc16),
      baselineAdc16: byChannel(baselineAdc16)
    } : null,
    largestIntegralEvent: eventCount2 > 0 ? 0 : null
  };
}
function distributionsOf(summary) {
  const sampled = quantities.filter(({ source }) => /sampled|relative/.test(source.kind));
  return sampled.flatMap(({ name }) => {
    const kept3 = summary[name];
    return "p50" in kept3 ? [kept3] : Object.values(kept3);
  });
}

// <stdin>
var [, , what, store, writer, first] = process.argv;
var files = { detector: smallDetector };
(async () => {
  for (let n = Number(first); ; n++) {
    if (what === "compact") {
      await compactStore(store, { filesPerPart: 8 }).catch(() => {
      });
      process.stdout.write("compacted\n");
      continue;
    }
    const isShared = n % 4 === 0;
    const name = isShared ? "shared_" + writer + ".hdf5" : "own_" + writer + "_" + n + ".hdf5";
    const run = isShared ? 1 : 10 + n % 3;
    await writeSummary(store, makeSummary({ ...files, name, run, firstMs: 1e12 + n, baselineAdc16: -n }));
    process.stdout.write(name + " " + n + "\n");
  }
})();
