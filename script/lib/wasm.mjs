// The wasm as browsers get it: in two parts, each as small as wasm-opt makes it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { behind, withoutRelocations } from './reach.mjs';
import { featuresOf, split, straysOf } from './split.mjs';

// `behind::view` of src/behind.rs, which draws all that one must be signed in to see.
const isGate = (name) => /^_RNvNtCs\w+_11nse_console6behind4view$/.test(name);

// The 200 names that it shares with the script hold hashes, which nothing compresses: 4 KB.
const RENAME = ['--minify-imports-and-exports-and-modules', '-g'];
// Its control flow taken apart and built anew (rereloop wants it flat) is 1 KB smaller (brotli) than as it came.
// No pointer is below 1024: the linker puts the stack lowest (--stack-first), which would have to be all but spent.
export const SMALLER = ['--low-memory-unused', '-Oz', '--flatten', '--rereloop', '-Oz', '-Oz'];

// `linked` is the module as the linker left it, `bound` the same after wasm-bindgen. `imports` is [long, short] of what the
// script gives the module, and of the name that it gives it under, `exports` of what the module gives the script.
export const parts = (linked, bound, folder) => {
  const at = (name) => join(folder, `${name}.opt`);
  const run = (tool, ...args) => execFileSync(tool, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 30 }).toString();
  const was = withoutRelocations(bound);
  writeFileSync(at('bound'), was);
  const renamed = JSON.parse(run('wasm-opt', ...RENAME, at('bound'), '-o', at('renamed')));
  const text = run('wasm-dis', at('renamed'));
  const features = featuresOf(text);
  const smaller = (name, wat) => {
    writeFileSync(at(name), wat);
    run('wasm-opt', ...features, ...SMALLER, at(name), '-o', at(`${name}.wasm`));
    return readFileSync(at(`${name}.wasm`));
  };
  const strays = [];
  let found;
  do {
    found = behind(linked, isGate, strays);
    strays.push(...straysOf(text, found));
  } while (strays.some((name) => found.functions.has(name)));
  const halves = split(text, found);
  const [first, second] = [smaller('first', halves.first), smaller('second', halves.second)];

  // Whether the two and the script fit together: better known here than in somebody's browser.
  const modules = [was, first, second].map((bytes) => new WebAssembly.Module(bytes));
  const names = new Map(renamed.exports);
  const given = new Set(WebAssembly.Module.exports(modules[1]).map((item) => `${item.kind} ${item.name}`));
  const wanted = WebAssembly.Module.exports(modules[0]).map((item) => `${item.kind} ${names.get(item.name)}`);
  wanted.push(...WebAssembly.Module.imports(modules[2]).map((item) => `${item.kind} ${item.name}`));
  const lost = wanted.filter((item) => !given.has(item));
  if (lost.length) throw new Error(`the first part of the wasm lacks ${lost.join(', ')}`);

  const imports = renamed.imports.map(([, long, now]) => [long, now]);
  const script = WebAssembly.Module.imports(modules[1])[0].module;
  for (const { module } of WebAssembly.Module.imports(modules[0])) imports.push([module, script]);
  return { first, second, imports, exports: renamed.exports };
};
