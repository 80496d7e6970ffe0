// Which functions and which data of a linked wasm are behind a function: reached by nothing but through it.
//
// Read from what the linker says about its own work (--emit-relocs): every place in code and in data that names a function
// or a piece of data, be it a call, an address, or an entry of a trait object's table. Nothing is guessed by name, and what
// this can't see counts as reached.

export const SECTION = { custom: 0, imports: 2, exports: 7, code: 10, data: 11 };
const SYMBOL = { code: 0, data: 1, table: 5 };
const UNDEFINED = 0x10;
const NAMED = 0x40;
const SYMBOL_TABLE = 8;
const OF_TYPE = 6; // a relocation that names a type, no symbol
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);

export const reader = (bytes, at = 0) => ({
  at,
  byte() { return bytes[this.at++]; },
  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  },
  bytes(length) { return bytes.subarray(this.at, (this.at += length)); },
  text() { return this.bytes(this.number()).toString(); },
  limits() { for (let n = this.byte() & 1 ? 2 : 1; n; n--) this.number(); },
  list(read) { return Array.from({ length: this.number() }, (_, i) => read(i)); },
});

export const sectionsOf = (bytes) => {
  const found = { custom: new Map(), order: [] };
  const it = reader(bytes, 8);
  while (it.at < bytes.length) {
    const from = it.at;
    const id = it.byte();
    const size = it.number();
    const end = it.at + size;
    const section = { id, from, start: it.at, end };
    if (id === SECTION.custom) {
      section.name = it.text();
      found.custom.set(section.name, { ...section, start: it.at });
    }
    found.order.push(section);
    it.at = end;
  }
  found.of = (id) => found.order.find((section) => section.id === id);
  return found;
};

export const importedFunctions = (it) => it.list(() => {
  it.text();
  it.text();
  const kind = it.byte();
  if (kind === 0) it.number();
  else if (kind === 1) { it.byte(); it.limits(); }
  else if (kind === 2) it.limits();
  else if (kind === 3) it.bytes(2);
  else { it.byte(); it.number(); }
  return kind;
}).filter((kind) => kind === 0).length;

const symbolsOf = (bytes, { start, end }) => {
  const it = reader(bytes, start);
  if (it.number() !== 2) throw new Error('an unknown version of the linking section');
  while (it.at < end) {
    const kind = it.byte();
    const size = it.number();
    if (kind !== SYMBOL_TABLE) { it.bytes(size); continue; }
    return it.list(() => {
      const symbol = { kind: it.byte(), flags: it.number() };
      if (symbol.kind === SYMBOL.data) {
        symbol.name = it.text();
        if (!(symbol.flags & UNDEFINED)) [symbol.segment, symbol.offset, symbol.size] = [it.number(), it.number(), it.number()];
      } else {
        symbol.index = it.number();
        if (symbol.kind !== 3 && (!(symbol.flags & UNDEFINED) || symbol.flags & NAMED)) symbol.name = it.text();
      }
      return symbol;
    });
  }
  throw new Error('the linker left no symbols: it needs --emit-relocs');
};

const relocationsOf = (bytes, { start }) => {
  const it = reader(bytes, start);
  it.number();
  return it.list(() => {
    const [type, offset, index] = [it.byte(), it.number(), it.number()];
    if (WITH_ADDEND.has(type)) it.number();
    return { type, offset, index };
  });
};

// The last of the sorted `spans` that begins at or before that place.
const before = (spans, place) => {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].start <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

// The module without what the linker said, which is true of the linked one alone.
export const withoutRelocations = (bytes) => {
  const kept = sectionsOf(bytes).order.filter(({ name }) => !/^(linking$|reloc\.)/.test(name ?? ''));
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ from, end }) => bytes.subarray(from, end))]);
};

// { functions: the names of those that only the gate leads to, the gate among them, gate: its name, ranges: [start, end) of
// such data, by address }. The functions of the names `strays` count as reached.
export const behind = (bytes, isGate, strays = []) => {
  const sections = sectionsOf(bytes);
  const [linking, inCode, inData] = ['linking', 'reloc.CODE', 'reloc.DATA'].map((name) => sections.custom.get(name));
  if (!linking || !inCode || !inData) throw new Error('the linked wasm lacks relocations: it needs --emit-relocs');
  const symbols = symbolsOf(bytes, linking);
  const imported = importedFunctions(reader(bytes, sections.of(SECTION.imports).start));

  const codeStart = sections.of(SECTION.code).start;
  let it = reader(bytes, codeStart);
  const bodies = it.list(() => {
    const size = it.number();
    const start = it.at - codeStart;
    it.bytes(size);
    return { start };
  });

  const dataStart = sections.of(SECTION.data).start;
  it = reader(bytes, dataStart);
  const segments = it.list(() => {
    if (it.number() !== 0 || it.byte() !== 0x41) throw new Error('a data segment of an unknown kind');
    const address = it.number();
    it.byte();
    const size = it.number();
    const start = it.at - dataStart;
    it.bytes(size);
    return { address, start, size };
  });

  // A node is a function (its index) or a piece of data (`data:` and its symbol's place).
  const edges = new Map();
  const roots = [];
  const join = (from, to) => {
    if (!edges.has(from)) edges.set(from, new Set());
    edges.get(from).add(to);
  };
  const pieces = new Map();
  for (const { kind, flags, segment, offset, size } of symbols) {
    if (kind !== SYMBOL.data || flags & UNDEFINED || !segments[segment]) continue;
    const start = segments[segment].address + offset;
    const piece = pieces.get(start) ?? { start, end: start, node: `data:${start}` };
    piece.end = Math.max(piece.end, start + size);
    pieces.set(start, piece);
  }
  const data = [...pieces.values()].sort((a, b) => a.start - b.start);
  const nodeOf = ({ type, index }) => {
    const symbol = type === OF_TYPE ? undefined : symbols[index];
    if (symbol?.kind === SYMBOL.code) return symbol.index;
    if (symbol?.kind === SYMBOL.data && symbol.segment !== undefined && segments[symbol.segment]) {
      return `data:${segments[symbol.segment].address + symbol.offset}`;
    }
  };
  for (const relocation of relocationsOf(bytes, inCode)) {
    const to = nodeOf(relocation);
    if (to !== undefined) join(before(bodies, relocation.offset) + imported, to);
  }
  for (const relocation of relocationsOf(bytes, inData)) {
    const to = nodeOf(relocation);
    if (to === undefined) continue;
    const segment = segments[before(segments, relocation.offset)];
    const address = segment.address + relocation.offset - segment.start;
    // All that covers the place: symbols may lie within each other.
    const holders = data.filter(({ start, end }) => start <= address && address < end);
    if (holders.length === 0) roots.push(to);
    for (const { node } of holders) join(node, to);
  }

  const names = new Map();
  for (const { kind, index, name } of symbols) if (kind === SYMBOL.code && name) names.set(index, name);
  const gates = [...names].filter(([, name]) => isGate(name)).map(([index]) => index);
  if (gates.length !== 1) throw new Error(`${gates.length} functions are the gate, not one`);
  it = reader(bytes, sections.of(SECTION.exports).start);
  it.list(() => {
    const name = it.text();
    const [kind, index] = [it.byte(), it.number()];
    // What describes the code to wasm-bindgen is gone when wasm-bindgen has run.
    if (kind === 0 && !name.startsWith('__wbindgen_describe')) roots.push(index);
  });

  const astray = new Set(strays);
  for (const [index, name] of names) if (astray.has(name)) roots.push(index);

  const reached = new Set(gates);
  for (const queue = [...roots]; queue.length;) {
    const node = queue.pop();
    if (reached.has(node)) continue;
    reached.add(node);
    queue.push(...(edges.get(node) ?? []));
  }
  // The gate itself is behind, and is called from before it.
  reached.delete(gates[0]);

  const count = new Map();
  for (const name of names.values()) count.set(name, (count.get(name) ?? 0) + 1);
  const functions = [...names]
    .filter(([index, name]) => index >= imported && !reached.has(index) && count.get(name) === 1)
    .map(([, name]) => name);

  // Bytes of data that no reached piece covers.
  const taken = (start, end) => data.some((piece) => reached.has(piece.node) && piece.start < end && start < piece.end);
  const ranges = [];
  for (const { start, end, node } of data) {
    if (start === end || reached.has(node) || taken(start, end)) continue;
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return { functions: new Set(functions), gate: names.get(gates[0]), ranges };
};
