// One module's text, as wasm-dis writes it, in two: the first, which starts the console, and the second, which is behind
// sign-in and joins the first when it comes.
//
// Both work on the first one's memory, globals and tables, which it exports for that. The second calls the first by imports.
// The first calls the second through the table of functions, into which the second puts its own as it is instantiated:
// whoever called one before that would meet a trap and so the failure page, never a wrong function.

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

// { first, second }: two texts. `behind` holds the names (without `$`) of the functions that go to the second, `ranges` the
// addresses of the data that go with them.
export const split = (text, { functions: behind, ranges }) => {
  // A part begins with one space; the comments at the end tell of what is no code.
  const forms = text.replace(/^ ;;.*\n/gm, '').trim().replace(/\)$/, '').split(/\n (?=\()/).slice(1).map((form) => form.trim());
  const of = (kind) => forms.filter((form) => kindOf(form) === kind);
  const functions = new Map(of('func').map((form) => [nameOf(form), form]));
  const exported = new Set(of('export').map((form) => /"([^"]*)"/.exec(form)[1]));
  // What the browser is given stays with the first.
  const given = new Set(of('export').filter((form) => form.includes('(func ')).map((form) => new RegExp(NAME).exec(form)[0]));
  const isSecond = (name) => functions.has(name) && behind.has(name.slice(1)) && !given.has(name);
  const [ours, theirs] = [[], []];
  for (const entry of functions) (isSecond(entry[0]) ? theirs : ours).push(entry);
  if (theirs.length === 0) throw new Error('nothing is behind: do the names in the module match?');

  // ---- the table of functions: the second's own places in it, and new ones for those that the first calls by name
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
  let next = Number(size);
  const called = new Set(ours.flatMap(([, form]) => referencesOf(form)).filter(isSecond));
  for (const name of called) if (!places.has(name)) places.set(name, [next++]);

  const bridge = (name) => {
    const form = functions.get(name);
    const params = paramsOf(form);
    const typed = params.length ? `(param ${params.join(' ')})` : '';
    const parts = params.map((type, i) => `(local.get ${i})`);
    return `(func ${name} ${typed} ${resultOf(form)} (call_indirect ${tableName} ${typed} ${resultOf(form)} ${parts.join(' ')} (i32.const ${places.get(name)[0]})))`;
  };
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
  const theirText = theirs.map(([, form]) => form).join('\n');
  for (const form of of('global')) {
    const [, name, type] = new RegExp(String.raw`^\(global (${NAME}) (\(mut \w+\)|\w+)`).exec(form);
    if (theirText.includes(`global.get ${name})`) || theirText.includes(`global.set ${name}\n`) || theirText.includes(`global.set ${name} `)) share('global', name, type);
  }
  const imported = new Map(of('import').map(importedKind).filter((found) => found?.[1] === 'func').map(([, , name, type]) => [name, type]));
  for (const name of needed) {
    const form = functions.get(name);
    const params = form && paramsOf(form);
    if (!form && !imported.has(name)) throw new Error(`${name} is called and not there`);
    share('func', name, form ? `${params.length ? `(param ${params.join(' ')})` : ''} ${resultOf(form)}` : imported.get(name));
  }

  const module = (parts) => `(module\n${parts.flat().join('\n')}\n)\n`;
  const grown = table.replace(/ \d+ \d+ funcref/, ` ${next} ${next} funcref`);
  const first = module([
    of('type'), of('import'), of('global'), of('memory'), data, of('table').map((form) => (form === table ? grown : form)),
    elements.map(({ at, listed }) => `(elem (table ${tableName}) (i32.const ${at}) func ${listed.map((name) => (isSecond(name) ? ABSENT : name)).join(' ')})`),
    of('export'), exports, of('start'), of('tag'),
    `(func ${ABSENT} unreachable)`,
    ours.map(([, form]) => form), [...called].map(bridge),
  ]);
  const second = module([
    of('type'), imports, moved,
    filled.map(({ at, names: listed }) => `(elem (table ${tableName}) (i32.const ${at}) func ${listed.join(' ')})`),
    theirs.map(([, form]) => form),
  ]);
  return { first, second, counts: { first: ours.length, second: theirs.length, shared: exports.length, bridges: called.size, segments: filled.length, moved: moved.length } };
};
