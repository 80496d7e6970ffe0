// What the published wasm is made of: sizes.mjs STAGE KEPT [keep]
//
// STAGE is the folder in which script/build left both parts as texts; they are made small once more, with the names of
// functions in them. Prints bytes by crate and by function, with the change since KEPT, the sizes of the last release;
// `keep` writes those of now there. Bytes are those before compression: brotli knows no functions.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reader, sectionsOf, SECTION, importedFunctions } from './reach.mjs';
import { featuresOf } from './split.mjs';
import { SMALLER } from './wasm.mjs';

const [stage, kept, keep] = process.argv.slice(2);
const PARTS = { first: 'first', second: 'behind sign-in' };
const MOST = 40; // lines of functions
const LEAST = 256; // bytes of a function that is kept

const named = (part) => {
  const text = join(stage, `${part}.opt`);
  const out = join(stage, `${part}.named.opt`);
  const features = featuresOf(execFileSync('wasm-dis', [join(stage, 'renamed.opt')], { maxBuffer: 2 ** 30 }).toString());
  execFileSync('wasm-opt', [...features, ...SMALLER, '-g', text, '-o', out], { stdio: ['ignore', 'pipe', 'inherit'] });
  return readFileSync(out);
};

// [name, bytes] of each function.
const functionsOf = (bytes) => {
  const sections = sectionsOf(bytes);
  const imported = importedFunctions(reader(bytes, sections.of(SECTION.imports).start));
  let it = reader(bytes, sections.of(SECTION.code).start);
  const bodies = it.list(() => it.bytes(it.number()).length);
  const { start, end } = sections.custom.get('name');
  const names = new Map();
  for (it = reader(bytes, start); it.at < end;) {
    const kind = it.byte();
    const next = it.number() + it.at;
    if (kind === 1) it.list(() => names.set(it.number(), it.text()));
    it.at = next;
  }
  return bodies.map((size, i) => [names.get(i + imported) ?? '', size]);
};

// { name, crate } of each: names as they are written, without what a generic one was made for: `<List as Drop>::drop`. Code
// that is made once more for a type of ours is ours.
const readable = (mangled) => {
  const names = execFileSync('c++filt', ['-s', 'rust'], { input: mangled.join('\n'), maxBuffer: 2 ** 30 }).toString().split('\n');
  return names.map((long) => {
    const whole = long.replace(/\[[0-9a-f]{8,}\]/g, '').replaceAll('->', '→');
    const crate = /\bnse_\w+/.exec(whole)?.[0] ?? (/^<(?:[[*]|\w+>)/.test(whole) ? 'core' : /[a-z_]\w*(?=::)/.exec(whole)?.[0] ?? '(no crate)');
    let name = whole;
    for (let last; last !== name;) {
      last = name;
      name = name.replace(/<([^<>]*)>/g, (_, inner, at) => (at === 0 || / as |^impl /.test(inner) ? `‹${inner}›` : ''));
    }
    name = name.replaceAll('‹', '<').replaceAll('›', '>').replaceAll('::::', '::').replace(/::$/, '');
    return { crate, name: name || '(without a name)' };
  });
};

const sizes = { crates: {}, functions: {} };
const add = (to, name, bytes) => { to[name] = (to[name] ?? 0) + bytes; };
for (const part of Object.keys(PARTS)) {
  const functions = functionsOf(named(part));
  const names = readable(functions.map(([mangled]) => mangled));
  functions.forEach(([, bytes], at) => {
    add(sizes.crates, `${PARTS[part]}: ${names[at].crate}`, bytes);
    add(sizes.functions, names[at].name, bytes);
  });
}

if (keep) {
  const large = Object.entries(sizes.functions).filter(([, bytes]) => bytes >= LEAST).sort();
  writeFileSync(kept, `${JSON.stringify({ crates: sizes.crates, functions: Object.fromEntries(large) }, null, 1)}\n`);
  console.log(`kept in ${kept}`);
} else {
  const last = existsSync(kept) ? JSON.parse(readFileSync(kept)) : undefined;
  const said = (n) => n.toLocaleString('en');
  const table = (title, now, before, most) => {
    const isKept = (name) => before && (name in before || now[name] >= LEAST);
    const changeOf = (name) => (isKept(name) ? (now[name] ?? 0) - (before[name] ?? 0) : 0);
    const names = [...new Set([...Object.keys(now), ...Object.keys(before ?? {})])];
    names.sort((a, b) => (now[b] ?? 0) - (now[a] ?? 0));
    // The largest, and what changed most.
    const moved = before ? [...names].sort((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a))).slice(0, most / 2) : [];
    const shown = new Set([...names.slice(0, most), ...moved.filter((name) => changeOf(name) !== 0)]);
    const row = (name, bytes, change) => console.log(said(bytes).padStart(9) + (change && before ? `${change > 0 ? '+' : ''}${said(change)}` : '').padStart(9) + `  ${name}`);
    console.log(`\n${title}`);
    for (const name of names) if (shown.has(name)) row(name, now[name] ?? 0, changeOf(name));
    const sum = (of) => names.reduce((total, name) => total + of(name), 0);
    row('in all', sum((name) => now[name] ?? 0), sum(changeOf));
  };
  console.log(`bytes of functions before compression${last ? ', and the change since the last release' : ''}`);
  table('by crate', sizes.crates, last?.crates, 100);
  table(`by function, the largest ${MOST}`, sizes.functions, last?.functions, MOST);
}
