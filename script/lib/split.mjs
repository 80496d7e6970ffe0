// One module's text, as wasm-dis writes it, in two: the first, which starts the console, and the second, which is behind
// sign-in and joins the first when it comes.
//
// Both work on the first one's memory, globals and tables, which it exports for that. The second calls the first by imports.
// The first calls the second at one gate, and what it is handed there, through the table of functions, into which the second
// puts its own as it is instantiated: whoever called one before that would meet a trap and so the failure page, never a wrong
// function.

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()"]+)`;
const REFERENCE = new RegExp(String.raw`\((?:return_)?call (${NAME})|\(ref\.func (${NAME})`, 'g');
const ABSENT = '$absent';
const FROM = 'a'; // what the second calls the module that it imports from

const shortNames = function* (taken) {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (let n = 0; ; n++) {
    let name = '';
    for (let rest = n; rest >= 0; rest = Math.floor(rest / 52) - 1) name = letters[rest % 52] + name;
    if (!taken.has(name)) yield name;
  }
};

const nameOf = (form) => new RegExp(NAME).exec(form)?.[0];
const kindOf = (form) => /^\((\w+)/.exec(form)[1];
const importedKind = (form) => new RegExp(String.raw`\((func|memory|table|global) (${NAME})(.*)\)\)$`, 's').exec(form);
// `(param $0 i32) (param $1 i64)` → ['i32', 'i64'], from a function's first line.
const paramsOf = (form) => [...form.split('\n', 1)[0].matchAll(new RegExp(String.raw`\(param ${NAME} (\w+)\)`, 'g'))].map(([, type]) => type);
const resultOf = (form) => /\(result [^)]*\)/.exec(form.split('\n', 1)[0])?.[0] ?? '';
const typeOf = (form) => `${paramsOf(form).length ? `(param ${paramsOf(form).join(' ')})` : ''} ${resultOf(form)}`;
const referencesOf = (form) => [...form.matchAll(REFERENCE)].map(([, called, named]) => called ?? named);

const ESCAPES = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92 };
const bytesOf = (text) => {
  const bytes = [];
  for (const [, hex, escaped, plain] of text.matchAll(/\\([0-9a-fA-F]{2})|\\(.)|([^\\])/gs)) {
    if (hex) bytes.push(parseInt(hex, 16));
    else if (escaped) bytes.push(ESCAPES[escaped]);
    else bytes.push(...Buffer.from(plain));
  }
  return Buffer.from(bytes);
};
const textOf = (bytes) => `"${[...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}"`;

// What the module may use, as flags for wasm-opt, which a text says in a comment only.
export const featuresOf = (text) => {
  const found = /^ ;; features section: (.*)$/m.exec(text)?.[1] ?? '';
  return ['--mvp-features', ...found.split(', ').filter(Boolean).map((feature) => `--enable-${feature}`)];
};

// A part begins with one space; the comments at the end tell of what is no code.
const formsOf = (text) => text.replace(/^ ;;.*\n/gm, '').trim().replace(/\)$/, '').split(/\n (?=\()/).slice(1).map((form) => form.trim());
const functionsOf = (forms) => new Map(forms.filter((form) => kindOf(form) === 'func').map((form) => [nameOf(form), form]));

// The names of those behind that the browser is given, or that are called from before the gate, all the same: wasm-bindgen
// knows of more callers than the linker did. They have to count as reached.
export const straysOf = (text, { functions: behind, gate }) => {
  const forms = formsOf(text);
  const functions = functionsOf(forms);
  const isBehind = (name) => functions.has(name) && behind.has(name.slice(1));
  const given = forms.filter((form) => kindOf(form) === 'export' && form.includes('(func ')).map(nameOf);
  const called = [...functions].flatMap(([name, form]) => (isBehind(name) ? [] : referencesOf(form)));
  return [...new Set([...given, ...called])].filter(isBehind).map((name) => name.slice(1)).filter((name) => name !== gate);
};

// { first, second }: two texts. `behind` holds the names (without `$`) of the functions that go to the second, `gate` that of
// the one of them that the first calls, `ranges` the addresses of the data that go with them.
export const split = (text, { functions: behind, gate, ranges }) => {
  const forms = formsOf(text);
  const of = (kind) => forms.filter((form) => kindOf(form) === kind);
  const functions = functionsOf(forms);
  const exported = new Set(of('export').map((form) => /"([^"]*)"/.exec(form)[1]));
  const isSecond = (name) => functions.has(name) && behind.has(name.slice(1));
  const gateName = `$${gate}`;
  if (!isSecond(gateName)) throw new Error(`${gate} is not in the module, or not behind itself`);
  const [ours, theirs] = [[], []];
  for (const entry of functions) (isSecond(entry[0]) ? theirs : ours).push(entry);

  // ---- the table of functions: the second's own places in it, and a new one for the gate
  const table = of('table').find((form) => form.endsWith('funcref)'));
  const [, tableName, size] = new RegExp(String.raw`^\(table (${NAME}) (\d+)`).exec(table);
  const places = new Map();
  const elements = of('elem').map((form) => {
    const [, at, names] = /\(i32\.const (\d+)\)(?: func)?([^]*)\)$/.exec(form) ?? [];
    if (at === undefined) throw new Error('a segment of the table that is not understood');
    const listed = names.match(new RegExp(NAME, 'g'));
    listed.forEach((name, i) => isSecond(name) && places.set(name, [...(places.get(name) ?? []), Number(at) + i]));
    return { at, listed };
  });
  const next = Number(size) + 1;
  places.set(gateName, [...(places.get(gateName) ?? []), Number(size)]);
  const params = paramsOf(functions.get(gateName));
  const type = typeOf(functions.get(gateName));
  const operands = [...params.map((_, i) => `(local.get ${i})`), `(i32.const ${size})`].join(' ');
  const bridge = `(func ${gateName} ${type} (call_indirect ${tableName} ${type} ${operands}))`;
  const filled = [];
  const byPlace = [...places].flatMap(([name, all]) => all.map((place) => [place, name])).sort((a, b) => a[0] - b[0]);
  for (const [place, name] of byPlace) {
    const last = filled.at(-1);
    if (last && last.at + last.names.length === place) last.names.push(name);
    else filled.push({ at: place, names: [name] });
  }

  // ---- the data that only the second reads
  const moved = [];
  const data = of('data').map((form) => {
    const [, head, address, string] = /^(\(data \S+ (?:\(memory \S+\) )?\(i32\.const (\d+)\) )"([^]*)"\)$/.exec(form) ?? [];
    if (!head) throw new Error('a segment of data that is not understood');
    const [bytes, start] = [bytesOf(string), Number(address)];
    for (const [from, to] of ranges) {
      if (from < start || to > start + bytes.length) continue;
      const part = Buffer.from(bytes.subarray(from - start, to - start));
      if (part.some((byte) => byte !== 0)) moved.push(`(data (i32.const ${from}) ${textOf(part)})`);
      bytes.fill(0, from - start, to - start);
    }
    return `${head}${textOf(bytes)})`;
  });

  // ---- what they share
  const needed = new Set(theirs.flatMap(([, form]) => referencesOf(form)).filter((name) => !isSecond(name)));
  const names = shortNames(exported);
  const [exports, imports] = [[], []];
  const share = (kind, name, type) => {
    const short = names.next().value;
    exports.push(`(export "${short}" (${kind} ${name}))`);
    imports.push(`(import "${FROM}" "${short}" (${kind} ${name} ${type}))`);
  };
  for (const form of of('memory')) share('memory', nameOf(form), / (\d[\d ]*)\)$/.exec(form)[1]);
  for (const form of of('table')) share('table', nameOf(form), form === table ? `${next} ${next} funcref` : / (\d.*)\)$/.exec(form)[1]);
  const used = new Set(theirs.flatMap(([, form]) => [...form.matchAll(new RegExp(String.raw`global\.[gs]et (${NAME})`, 'g'))].map(([, name]) => name)));
  for (const form of of('global')) {
    const [, name, type] = new RegExp(String.raw`^\(global (${NAME}) (\(mut \w+\)|\w+)`).exec(form);
    if (used.has(name)) share('global', name, type);
  }
  const imported = new Map(of('import').map(importedKind).filter((found) => found?.[1] === 'func').map(([, , name, type]) => [name, type]));
  for (const name of needed) {
    const form = functions.get(name);
    if (!form && !imported.has(name)) throw new Error(`${name} is called and not there`);
    share('func', name, form ? typeOf(form) : imported.get(name));
  }

  const module = (parts) => `(module\n${parts.flat().join('\n')}\n)\n`;
  const grown = table.replace(/ \d+ \d+ funcref/, ` ${next} ${next} funcref`);
  const first = module([
    of('type'), of('import'), of('global'), of('memory'), data, of('table').map((form) => (form === table ? grown : form)),
    elements.map(({ at, listed }) => `(elem (table ${tableName}) (i32.const ${at}) func ${listed.map((name) => (isSecond(name) ? ABSENT : name)).join(' ')})`),
    of('export'), exports, of('start'), of('tag'),
    `(func ${ABSENT} unreachable)`,
    ours.map(([, form]) => form), bridge,
  ]);
  const second = module([
    of('type'), imports, moved,
    filled.map(({ at, names: listed }) => `(elem (table ${tableName}) (i32.const ${at}) func ${listed.join(' ')})`),
    theirs.map(([, form]) => form),
  ]);
  return { first, second };
};
