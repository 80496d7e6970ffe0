// From Trunk's output to what is served: finish.mjs FROM LINKED TEXTS TO REPORT
//
// LINKED is the wasm as the linker left it, by which wasm.mjs sees what is behind sign-in; TEXTS is a folder with what the
// program of texts/ and licences.mjs wrote. Then wasm-opt and terser, early.js and the styles of <head> in the page itself, one
// sheet of all others, no comments, names by the hash of what is really served, `integrity` on everything that index.html
// loads, the policy that allows the rest, .br and .gz beside each text, and a table of weights. Node.js and those tools, no
// more.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parts } from './wasm.mjs';

// What may be asked of somebody, in brotli bytes: some 10 KB are 50 ms on a slow phone. First what the sign-in page loads,
// then all that is loaded when one is signed in.
const BUDGET = { 'first load': 112_000, 'signed in': 204_000 };
const COMPRESSED = new Set(['.js', '.css', '.wasm', '.html', '.svg', '.json', '.webmanifest', '.txt']);

const [from, linked, texts, to, report] = process.argv.slice(2);
const fail = (why) => {
  console.error(`error: ${why}`);
  process.exit(1);
};

const digest = (bytes, by = 'sha384') => `${by}-${createHash(by).update(bytes).digest('base64')}`;
const hash = (bytes, length) => createHash('sha256').update(bytes).digest('hex').slice(0, length);

// Tags of index.html: attributes quoted or not, none of them holding a `>`.
const attributesOf = (tag) => {
  const found = {};
  for (const [, name, , double, single, bare] of tag.matchAll(/\s([^\s=>"'/]+)(=(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name] = double ?? single ?? bare ?? '';
  }
  return found;
};
const tagOf = (name, attributes) => {
  const parts = Object.entries(attributes).map(([key, value]) => (value === '' ? key : `${key}="${value}"`));
  return `<${[name, ...parts].join(' ')}>`;
};

// ---- the parts -------------------------------------------------------------------------------------------------

const base = '/'; // Trunk.toml's public_url. In dist/ only <base> names it, so that a server may move the console.
const local = (address) => (address.startsWith(base) ? address.slice(base.length) : address);

const read = (name) => {
  const path = join(from, name);
  return existsSync(path) ? readFileSync(path) : fail(`index.html names ${name}, which Trunk did not make`);
};

// What the script and the wasm call each other: the long name → the short one.
const short = { imports: new Map(), exports: new Map() };

const behindName = 'nse-console_behind.wasm';
const optimised = (name) => {
  const { first, second, imports, exports } = parts(readFileSync(linked), read(name), from);
  for (const [long, now] of imports) short.imports.set(long, now);
  for (const [long, now] of exports) short.exports.set(long, now);
  serve(behindName, second);
  return first;
};
const shortened = (text) => text
  .replace(/\bwasm\.(\w+)/g, (whole, long) => (short.exports.has(long) ? `wasm.${short.exports.get(long)}` : whole))
  .replace(/"([^"\n]*)"(?=: import)|\b__wb\w+(?=: function)/g, (whole, module) => {
    const now = short.imports.get(module ?? whole);
    return now ? JSON.stringify(now) : whole;
  });

// Names of the top level stay, and so does the syntax: early.js is written for any browser.
const script = (text) => execFileSync('terser', ['--compress', '--mangle'], { input: text, stdio: ['pipe', 'pipe', 'inherit'] });
// Of style sheets, what compresses badly goes: comments and spaces. Brotli makes short what is left about as well as a
// minifier would, and these few lines can't change what a file means.
const style = (text) => text
  .replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\/\*[\s\S]*?\*\//g, '$1')
  .replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\s*([{};,])\s*|\s+/g, (_, string, mark) => string ?? mark ?? ' ')
  .replaceAll(';}', '}')
  .trim();
const page = (text) => text.replace(/<!--[\s\S]*?-->/g, '').replace(/\s*\n\s*/g, '\n');

const served = new Map(); // the name in dist/ → its bytes
const hashed = new Map(); // the name in Trunk's output → the name in dist/
const serve = (name, bytes) => {
  const extension = extname(name);
  const final = `${name.slice(0, -extension.length)}-${hash(bytes, 16)}${extension}`;
  served.set(final, bytes);
  hashed.set(name, final);
  return final;
};
// Its icons are those of the page.
const manifest = (fields) => {
  for (const icon of fields.icons) icon.src = serveNamed(icon.src);
  return Buffer.from(JSON.stringify(fields));
};
const serveNamed = (address) => {
  const name = local(address);
  if (hashed.has(name)) return hashed.get(name);
  if (name.endsWith('.wasm')) return serve(name, optimised(name));
  if (name.endsWith('.js')) return serve(name, script(shortened(read(name).toString())));
  if (name.endsWith('.webmanifest')) return serve(name, manifest(JSON.parse(read(name))));
  if (name === 'licences.txt') return serve(name, readFileSync(join(texts, name)));
  return serve(name, read(name));
};

// ---- index.html ------------------------------------------------------------------------------------------------

let html = page(readFileSync(join(from, 'index.html'), 'utf8'));

// What it says in English, it says in every language: [tag, text…] each, English first.
const boot = JSON.parse(readFileSync(join(texts, 'boot.json'), 'utf8'));
const [[, ...english]] = boot;
for (const text of english) if (!html.includes(`>${text}<`)) fail(`index.html does not say “${text}”, as texts/ does`);
html = html.replace(/<(span|div|p) lang="?en"?>[\s\S]*?<\/\1>/g, (whole, name) => boot
  .map(([tag, ...says]) => english
    .reduce((text, word, at) => text.replace(`>${word}<`, () => `>${says[at]}<`), whole)
    .replace(/^<\w+ lang="?en"?/, `<${name} lang="${tag}"`))
  .join('\n'));
const styles = (names, ...more) => Buffer.from(style([...names.map((name) => read(name).toString()), ...more].join('\n')));
const sheets = { head: [], body: [] }; // those of <head> are for the first sight of the page, and stand in it
const body = html.indexOf('<body');
let code; // the attributes of the script that names the wasm
let early; // the styles in the page itself
html = html.replace(/<(base|link|script)\b[^>]*>/g, (tag, kind, at) => {
  const attributes = attributesOf(tag);
  // Always in this spelling: a server that moves the console replaces it.
  if (kind === 'base') return tagOf(kind, { href: base });
  if (kind === 'link' && attributes.rel === 'stylesheet') {
    const place = at < body ? 'head' : 'body';
    sheets[place].push(local(attributes.href));
    return sheets[place].length === 1 ? `<!--${place}-->` : '';
  }
  if (kind === 'link' && attributes.href && !/^[a-z]+:/i.test(attributes.href)) {
    attributes.href = serveNamed(attributes.href);
    return tagOf(kind, attributes);
  }
  if (kind === 'script') {
    if (!attributes.src) fail('index.html holds a script of its own: let it be a file, which is put in here');
    // The wasm first: it gives the script its names.
    if (attributes['data-wasm']) {
      const wasm = serveNamed(attributes['data-wasm']);
      attributes['data-wasm'] = wasm;
      attributes['data-wasm-integrity'] = digest(served.get(wasm));
      const behind = hashed.get(behindName);
      attributes['data-behind'] = behind;
      attributes['data-behind-integrity'] = digest(served.get(behind));
      // The languages that the code does not carry: LANGUAGE.json each.
      for (const name of readdirSync(texts).filter((file) => file.endsWith('.json') && file !== 'boot.json').sort()) {
        const file = serve(`texts-${name}`, readFileSync(join(texts, name)));
        const attribute = `data-texts-${name.replace('.json', '')}`;
        attributes[attribute] = file;
        attributes[`${attribute}-integrity`] = digest(served.get(file));
      }
      // Of what stands in the page until the code does, its language alone (style/early.css).
      const others = boot.map(([tag]) => `:root[lang="${tag}"] .early [lang]:not([lang="${tag}"])`).join(',');
      early = styles(sheets.head, `${others}{display:none}`);
      // The same as files, for where the page may hold no script and no styles (boot.js).
      attributes['data-early'] = hashed.get('early.js');
      attributes['data-early-integrity'] = digest(served.get(hashed.get('early.js')));
      attributes['data-styles'] = serve('early.css', early);
      attributes['data-styles-integrity'] = digest(early);
      code = attributes;
    }
    attributes.src = serveNamed(attributes.src);
    attributes.integrity = digest(served.get(attributes.src));
    return tagOf(kind, attributes);
  }
  return tag;
});
if (!code) fail('index.html has no script with data-wasm: see pattern_script in Trunk.toml');

const sheet = serve('console.css', styles(sheets.body));
const sheetTag = tagOf('link', { rel: 'stylesheet', href: sheet, integrity: digest(served.get(sheet)) });
html = html.replace('<!--body-->', () => sheetTag).replace(/\n{2,}/g, '\n');

// What stands in the page itself is allowed by its digest. Its script starts the download of the wasm: it waits for nothing.
// (Not by a preload: browsers can't check its integrity, and Firefox then complains that nobody used it.)
const allowed = { 'script-src': '', 'style-src': '' };
const within = (kind, tag, bytes) => {
  const text = bytes.toString();
  if (/<\/(script|style)|<!--/i.test(text)) fail(`what is put into index.html ends its own <${tag}> too soon`);
  allowed[kind] = `'${digest(bytes, 'sha256')}'`;
  return `<${tag}>${text}</${tag.split(' ')[0]}>`;
};
html = html.replace('<!--head-->', () => within('style-src', 'style', early));
html = html.replace(/<script src="(early-[^"]+)"[^>]*><\/script>/, (_, name) => {
  const vouched = ['data-wasm', 'data-wasm-integrity', 'data-behind', 'data-behind-integrity'].map((key) => [key, code[key]]);
  const attributes = { 'data-languages': boot.map(([tag]) => tag).join(' '), ...Object.fromEntries(vouched) };
  return within('script-src', tagOf('script', attributes).slice(1, -1), served.get(name));
});
if (Object.values(allowed).includes('')) fail('index.html lacks the tag of early.js, or has no styles in its <head>');

// What index.html does not name (a manifest's icons, say) is served under its own name.
const taken = new Set([...hashed.keys(), ...sheets.head, ...sheets.body, 'index.html']);
for (const name of readdirSync(from)) {
  if (!taken.has(name) && !/\.(opt|d\.ts)$/.test(name)) served.set(name, read(name));
}

const build = hash([...served].map(([name, bytes]) => `${name} ${hash(bytes)}`).sort().join('\n') + html, 12);
html = html
  .replace(/<meta\b[^>]*\bname="?build"?[^>]*>/, tagOf('meta', { name: 'build', content: build }))
  .replace(/(<code\b[^>]*\bid="?build"?[^>]*>)[^<]*/, `$1${build}`);
if (html.split(build).length !== 3) fail('index.html lacks the build id in <meta name="build"> or #build');
served.set('index.html', Buffer.from(html));

let headers = readFileSync('deploy/_headers', 'utf8');
for (const [kind, source] of Object.entries(allowed)) headers = headers.replace(`${kind} 'self'`, `${kind} 'self' ${source}`);
const [, policy] = /^  Content-Security-Policy: (.+)$/m.exec(headers) ?? fail('deploy/_headers has no policy');
if (!Object.values(allowed).every((source) => policy.includes(source))) fail('the policy of deploy/_headers is not understood');
for (const name of hashed.values()) headers += `/${name}\n  Cache-Control: public, max-age=31536000, immutable\n`;
served.set('_headers', Buffer.from(headers));
// The same for what includes a file: a map of nginx, a block of Caddy's `header`.
served.set('_policy.nginx', Buffer.from(`default "${policy}";\n`));
served.set('_policy.caddy', Buffer.from(`Content-Security-Policy "${policy}"\n`));

// ---- dist/ and its weight --------------------------------------------------------------------------------------

const brotli = (bytes) => brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
});

const next = join(dirname(report), 'dist.next');
const last = join(dirname(report), 'dist.last');
for (const folder of [next, last]) rmSync(folder, { recursive: true, force: true });
mkdirSync(next);

// Texts are fetched by those alone who read the language, and what is behind sign-in by those who are signed in.
const isTexts = (name) => name.startsWith('texts-');
const isBehind = (name) => name === hashed.get(behindName);
const isLoaded = (name) => ['.html', '.css', '.js', '.wasm'].includes(extname(name)) && !name.startsWith('early-');
const [first, behind, languages] = [[], [], []];
for (const [name, bytes] of served) {
  writeFileSync(join(next, name), bytes);
  if (!COMPRESSED.has(extname(name))) continue;
  const [gz, br] = [gzipSync(bytes, { level: 9 }), brotli(bytes)];
  writeFileSync(join(next, `${name}.gz`), gz);
  writeFileSync(join(next, `${name}.br`), br);
  const row = [name, bytes.length, gz.length, br.length];
  if (isBehind(name)) behind.push(row);
  else if (isLoaded(name)) first.push(row);
  else if (isTexts(name)) languages.push(row);
}
first.sort((a, b) => b[3] - a[3]);
const sum = (name, rows) => [name, ...[1, 2, 3].map((column) => rows.reduce((total, row) => total + row[column], 0))];
const totals = [sum('first load', first), sum('signed in', [...first, ...behind])];

const said = (n) => n.toLocaleString('en');
const line = ([name, ...sizes]) => name.padEnd(38) + sizes.map((n) => said(n).padStart(11)).join('');
const table = [
  ['file', 'raw', 'gzip', 'brotli'], ...first, totals[0], ...behind, totals[1], ...languages,
].map(line).join('\n');
const spent = totals.map(([name, , , bytes]) => `${name} ${said(bytes)} of ${said(BUDGET[name])} brotli bytes`);
const verdict = `build ${build}; ${spent.join(', ')}\n`;

if (totals.some(([name, , , bytes]) => bytes > BUDGET[name])) {
  console.error(table);
  fail(`over budget: ${spent.join(', ')}`);
}

// Whole or not at all: a server that reads dist/ meanwhile never meets half of it.
if (existsSync(to)) renameSync(to, last);
renameSync(next, to);
rmSync(last, { recursive: true, force: true });
writeFileSync(report, `${table}\n${verdict}`);
