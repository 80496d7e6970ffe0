// Runs before the first paint, so it is small, blocking, and written for any browser: the chosen theme and language
// go on <html>, and the failure page waits from here on for whatever of the later files does not arrive.
(function () {
  'use strict';
  var root = document.documentElement;

  // The code is the largest part: its download starts here, and boot.js takes it over with whatever came of it. Who is
  // signed in needs the part behind sign-in as well, and what boot.js asks for then waits for the configuration.
  var tag = document.currentScript;
  // script/build writes them here, and into the failure page, from the table in texts/.
  var languages = (tag.getAttribute('data-languages') || 'en').split(' ');
  function begin(address, options) {
    if (!address || !window.fetch) return;
    var answer = fetch(address, options);
    answer.catch(function () {});
    return answer;
  }
  function beginCode(part) {
    return begin(tag.getAttribute('data-' + part), { integrity: tag.getAttribute('data-' + part + '-integrity') });
  }
  window.wasmCode = beginCode('wasm');

  var choices = null;
  var early = 'sign-in';
  try {
    if (localStorage.getItem('nse-console.session')) {
      early = 'frame';
      window.behindCode = beginCode('behind');
      window.configAnswer = begin('config.json', { cache: 'no-cache' });
    }
    choices = JSON.parse(localStorage.getItem('nse-console.choices'));
  } catch (_) {
    // Storage that is barred or holds rubbish: as if nothing had been chosen.
  }
  choices = choices || {};

  // No attribute means System: then the media query of the style sheet decides.
  if (choices.theme === 'light' || choices.theme === 'dark') root.setAttribute('data-theme', choices.theme);

  // What was edited by hand may be anything.
  var wanted = [choices.language].concat(navigator.languages || navigator.language || []);
  for (var i = 0; i < wanted.length; i++) {
    var language = typeof wanted[i] === 'string' && wanted[i].toLowerCase().split('-')[0];
    if (languages.indexOf(language) !== -1) {
      root.lang = language;
      break;
    }
  }

  // What stands in index.html until the code is there: the form to sign in with, or the frame.
  root.setAttribute('data-early', early);

  // Once the page has been read: in the frame, which page is asked for.
  document.addEventListener('readystatechange', function place() {
    document.removeEventListener('readystatechange', place);
    var heading = document.querySelector('.early.frame h1');
    var links = document.querySelectorAll('.early.frame nav a');
    for (var i = 0; heading && i < links.length; i++) {
      if (links[i].pathname !== location.pathname) continue;
      links[i].setAttribute('aria-current', 'page');
      heading.appendChild(links[i].querySelector('span').cloneNode(true));
    }
  });

  // A form that is sent before there is anything to send it waits, as long as nothing else is typed; src/early.rs sends it.
  function hold(event) {
    var form = event.target.form || event.target;
    if (!form.closest || !form.closest('.early')) return;
    var isSent = event.type === 'submit';
    if (isSent) event.preventDefault();
    for (var i = 0; isSent && i < form.elements.length; i++) {
      if (form.elements[i].type === 'submit' || form.elements[i].value) continue;
      form.elements[i].focus();
      isSent = false;
    }
    form[isSent ? 'setAttribute' : 'removeAttribute']('data-held', '');
    form.querySelector('[type=submit]').setAttribute('aria-disabled', isSent);
  }
  document.addEventListener('submit', hold);
  document.addEventListener('input', hold);

  // In the page's language alone. Where this has not run, the page stands there in all of them.
  function focus() {
    var texts = document.querySelectorAll('#failure [lang]');
    for (var i = 0; i < texts.length; i++) texts[i].hidden = texts[i].lang !== root.lang;
    document.querySelector('#failure h1').focus();
  }

  window.showFailure = function () {
    root.setAttribute('data-code', 'off');
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', focus);
    else focus();
  };

  // The code itself: a trap of the wasm (a panic, no memory, no stack), or an error in what stands around it.
  function broken(error) {
    var crash = window.WebAssembly && WebAssembly.RuntimeError && error instanceof WebAssembly.RuntimeError;
    var ours = error instanceof Error && String(error.stack).indexOf('.wasm') !== -1;
    if (crash || ours) window.showFailure();
  }
  addEventListener('unhandledrejection', function (event) { broken(event.reason); });

  // A script or style sheet of ours that is missing, blocked, or not what its `integrity` says. Such events don't
  // bubble, hence the capture; other origins' (an extension's) don't count.
  addEventListener('error', function (event) {
    if (event.error) broken(event.error);
    var from = event.target;
    var address = from && (from.tagName === 'SCRIPT' ? from.src : from.rel === 'stylesheet' && from.href);
    if (!address || address.indexOf(document.baseURI) !== 0) return;
    console.error('NSE Console: could not load ' + address);
    window.showFailure();
  }, true);

  // Here and not in the page, where the content security policy allows no handlers.
  document.addEventListener('click', function (event) {
    if (!event.target.closest || !event.target.closest('#reload')) return;
    event.preventDefault();
    location.reload();
  });

  // Last: failure.css shows the failure page unless all of this has run.
  root.setAttribute('data-code', 'on');
})();
