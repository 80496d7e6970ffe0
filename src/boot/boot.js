// Starts the console: its code, its configuration and the texts of its language are fetched side by side, then `start` is
// called in the code.
(async () => {
  const tag = document.currentScript;
  const { wasm, wasmIntegrity } = tag.dataset;

  // Nobody here aborts a fetch: one that was aborted means that the page is being left, or was stopped by its user.
  const complain = (what, error) => {
    if (error?.name !== 'AbortError') console.error(`NSE Console ${what}:`, error);
  };

  // A host that sends another policy than this build's, an older one or one written by hand, lets the page hold no script
  // and no styles of its own. Then both come as files, a round trip later.
  const { early, earlyIntegrity, styles, stylesIntegrity } = tag.dataset;
  const add = (name, attributes, data) => new Promise((done) => {
    const element = Object.assign(document.createElement(name), { ...attributes, onload: done, onerror: done });
    Object.assign(element.dataset, data);
    document.head.append(element);
  });
  const fetchBarred = async () => {
    const style = document.querySelector('head style');
    const script = document.querySelector('script[data-languages]');
    const isBarred = { styles: style && !style.sheet, script: early && !window.showFailure };
    const [came] = await Promise.all([
      isBarred.styles && add('link', { rel: 'stylesheet', integrity: stylesIntegrity, href: styles }),
      isBarred.script && add('script', { integrity: earlyIntegrity, src: early }, script.dataset),
    ]);
    if (came && came.type !== 'load') throw new Error(`${styles} did not come through`);
  };

  // Under `require-trusted-types-for 'script'` every innerHTML passes here. Leptos puts static markup in that way,
  // and none of it may carry code. Of addresses of scripts, there is that of the one above; script text has no function
  // here, which refuses it all.
  const refused = /<\s*(script|iframe|frame|object|embed|base|link|meta)\b|[\s"'/]on\w+\s*=|\bsrcdoc\s*=|javascript:/i;
  const guardMarkup = () => window.trustedTypes?.createPolicy('default', {
    createHTML(markup) {
      if (refused.test(markup)) throw new TypeError('markup that could carry code was refused');
      return markup;
    },
    createScriptURL(address) {
      if (address !== early) throw new TypeError('the address of a script was refused');
      return address;
    },
  });

  // The text of config.json, or undefined where there is none: the console then goes by its defaults. A server that
  // answers unknown addresses with its index.html has none either. Never fails: the console can say more than this can.
  const readConfig = async () => {
    try {
      const answer = await (window.configAnswer ?? fetch('config.json', { cache: 'no-cache' }));
      if (answer.ok && /\bjson\b/i.test(answer.headers.get('content-type') ?? '')) return await answer.text();
      if (!answer.ok && answer.status !== 404) console.error(`NSE Console: config.json answered ${answer.status}`);
    } catch (error) {
      complain('could not read config.json', error);
    }
  };

  // What the page that was asked for asks the API first, asked beside the code. `window.firstReply` gives the promise of
  // the answer to who asks for the very same (src/client/fetch.rs), once; where the code would ask for something else,
  // nothing is asked here: for an address with parameters other than a page's, for who has been away too long, in overviews
  // of one tenant.
  const askFirst = (configured) => {
    try {
      const { api_base: base = '/api', paths = {}, idle_minutes: minutes = 30 } = JSON.parse(configured ?? '{}');
      const { token } = JSON.parse(localStorage.getItem('nse-console.session'));
      const { active, tenant } = JSON.parse(localStorage.getItem('nse-console.choices')) ?? {};
      if (minutes && Date.now() - active > minutes * 60_000) return;

      const at = decodeURI(location.pathname).slice(new URL(document.baseURI).pathname.length);
      const asked = new URLSearchParams(location.search);
      const { offset = '0', limit = '25', ...others } = Object.fromEntries(asked);
      const isPage = /^(0|[1-9]\d{0,8})$/.test(offset) && /^([1-9]\d{0,2}|1000)$/.test(limit);
      if (!isPage || Object.keys(others).some((name) => name !== 'status' && name !== 'q')) return;

      const { jobs = '/v2.1/jobs/', regions = '/v2.1/auth/regions', zones = '/v2.1/auth/zones' } = paths;
      const newest = '&sort_by=created&order_by=desc';
      const page = `?offset=${offset}&limit=${limit}`;
      const lists = { jobs: jobs + page + newest, regions: regions + page, zones: zones + page };
      const [, kind, name] = /^(jobs|regions|zones)\/([\w.-]+)$/.exec(at) ?? [];
      let path = lists[at];
      if (kind) path = `${{ jobs, regions, zones }[kind].replace(/\/*$/, '/')}${name}`;
      if (at === '' && !tenant) path = `${jobs}?offset=0&limit=100${newest}`;
      if (!path?.startsWith('/')) return;

      // The token goes nowhere that `Config::read` would refuse. Browsers read an address otherwise than it is written where
      // anything is odd in it: `/\host` names another origin.
      const address = base.replace(/\/+$/, '') + path;
      const { href } = new URL(address, location);
      if (href !== location.origin + address && !(href === address && href.startsWith('https:'))) return;

      const ending = new AbortController();
      const reply = fetch(address, {
        headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: ending.signal,
      });
      reply.catch(() => {});
      window.firstReply = (wanted, bearer, signal) => {
        if (wanted !== address || bearer !== token) return;
        delete window.firstReply;
        signal?.addEventListener('abort', () => ending.abort());
        return reply;
      };
    } catch {
      // Rubbish in what is stored or configured is for the code to say.
    }
  };

  // Fulfilled once another build is deployed than this one, which is for the console to say. What a reload would get is
  // asked for as a reload asks (a 304 as long as it is the same), on return to the page and every ten minutes, once a minute
  // at most. Whatever else comes of it, nothing or a page that is not the console's, means nothing.
  let look;
  window.anotherBuild = new Promise((found) => {
    const { content } = document.querySelector('meta[name=build]');
    const minute = 60_000;
    let next = performance.now() + minute;
    look = async (isUrgent) => {
      const now = performance.now();
      if (document.hidden || !navigator.onLine || (now < next && isUrgent !== true)) return;
      next = now + minute;
      try {
        const answer = await fetch('.', { cache: 'no-cache', redirect: 'error', signal: AbortSignal.timeout?.(15000) });
        const [, build] = /<meta name="?build"? content="?(\w+)/.exec(await answer.text()) ?? [];
        if (!answer.ok || !build || build === content) return;
        next = Infinity;
        found();
      } catch {}
    };
    for (const event of ['focus', 'online', 'visibilitychange']) addEventListener(event, look);
    setInterval(look, 10 * minute);
  });

  // The texts of a language that is not part of the code, or undefined where they don't come. Those that are under way
  // are not asked for twice, and those that failed are asked for again.
  const texts = {};
  const readTexts = async (language) => {
    const name = tag.getAttribute(`data-texts-${language}`);
    if (!name) return;
    try {
      const integrity = tag.getAttribute(`data-texts-${language}-integrity`);
      const answer = await fetch(name, { integrity, signal: AbortSignal.timeout?.(15000) });
      if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
      return await answer.text();
    } catch (error) {
      delete texts[language];
      console.warn('NSE Console has no texts in the language that was chosen:', error);
      // Gone with the build that they belong to?
      look(true);
    }
  };
  window.textsOf = (language) => (texts[language] ??= readTexts(language));

  // Code by another name than its own is what a host sends that does not know it, or does not have it.
  const wasmOf = (answer, name) => {
    const type = answer.headers.get('content-type');
    if (!answer.ok || type !== 'application/wasm') throw new Error(`${name} answered ${answer.status}, ${type}`);
    return answer;
  };

  // What is behind sign-in is a second part of the code, which works on the first one's memory and in its table of
  // functions. Who is signed in gets it beside the first (early.js), others once they sign in. The code calls this for it,
  // which is `true` where it is there.
  let first, compiled, joined, isJoined;
  const compile = async () => {
    const { behind, behindIntegrity } = tag.dataset;
    const answer = await (window.behindCode ?? fetch(behind, { integrity: behindIntegrity }));
    return WebAssembly.compileStreaming(wasmOf(answer, behind));
  };
  const join = async () => {
    await WebAssembly.instantiate(await (compiled ??= compile()), { a: first });
    isJoined = true;
  };
  window.codeBehind = () => isJoined || !tag.dataset.behind || (joined ??= join().catch((error) => {
    complain('could not go on', error);
    window.showFailure();
    throw error;
  }));

  try {
    // By then the glue, a deferred script after this one, has run.
    const parsed = new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }));
    guardMarkup();
    await fetchBarred();
    if (!window.showFailure) throw new Error('early.js did not come through');
    if (typeof WebAssembly !== 'object') throw new Error('this browser has no WebAssembly, or bars it');
    const config = readConfig();
    window.textsOf(document.documentElement.lang);
    if (window.behindCode) (compiled = compile()).catch(() => {});
    config.then((text) => {
      if (window.behindCode) askFirst(text);
      // The first formatter has the browser load what it knows of languages, which takes a sixtieth of a second: once the
      // page is painted, and before the code has anything to do.
      requestAnimationFrame(() => setTimeout(() => new Intl.NumberFormat()));
    });
    const code = window.wasmCode ?? fetch(wasm, { integrity: wasmIntegrity ?? '' });
    const [answer] = await Promise.all([code, parsed]);
    first = await wasm_bindgen({ module_or_path: wasmOf(answer, wasm) });
    const text = await config;
    // A style sheet may have failed its check meanwhile.
    if (document.documentElement.dataset.code === 'on') wasm_bindgen.start(text);
  } catch (error) {
    complain('could not start', error);
    if (window.showFailure) return window.showFailure();
    // Without early.js the failure page stands there already.
    document.querySelector('#failure h1').focus();
  }
})();
