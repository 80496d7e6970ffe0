// The licences of what the published console is made of: licences.mjs TO
//
// The crates that reach the browser, as cargo knows them: neither those that only build it or run in a test, nor macros.
// Each text stands there once, with the names of those who come under it.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [to] = process.argv.slice(2);
const asked = ['metadata', '--format-version', '1', '--locked', '--no-default-features', '--filter-platform', 'wasm32-unknown-unknown'];
const { packages, resolve } = JSON.parse(execFileSync('cargo', asked, { maxBuffer: 2 ** 28 }));
const packageOf = new Map(packages.map((it) => [it.id, it]));
const nodeOf = new Map(resolve.nodes.map((it) => [it.id, it]));

const reached = new Set();
const reach = (id) => {
  const isMacro = packageOf.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
  if (isMacro || reached.has(id)) return;
  reached.add(id);
  for (const { pkg, dep_kinds: kinds } of nodeOf.get(id).deps) if (kinds.some(({ kind }) => kind === null)) reach(pkg);
};
reach(resolve.root);

const own = packageOf.get(resolve.root);
// Without a source: a part of this repository.
const crates = [...reached].map((id) => packageOf.get(id)).filter(({ source }) => source)
  .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));

const texts = new Map(); // without its spaces → the text, and who comes under it
for (const { name, manifest_path: manifest } of crates) {
  const folder = dirname(manifest);
  for (const file of readdirSync(folder, { withFileTypes: true }).filter((it) => it.isFile() && /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(it.name))) {
    const text = readFileSync(join(folder, file.name), 'utf8').replaceAll('\r\n', '\n').trim();
    const key = text.replace(/\s+/g, ' ');
    const known = texts.get(key) ?? texts.set(key, { text, names: new Set() }).get(key);
    known.names.add(name);
  }
}

const line = '-'.repeat(80);
writeFileSync(to, [
  `NSE Console ${own.version}: ${own.license}`,
  'It contains Rust’s standard library (MIT OR Apache-2.0) and these crates:',
  crates.map(({ name, version, license }) => `${name} ${version}: ${license ?? 'see below'}`).join('\n'),
  ...[...texts.values()].map(({ text, names }) => `${line}\n${[...names].join(', ')}\n\n${text}`),
].join('\n\n') + '\n');
