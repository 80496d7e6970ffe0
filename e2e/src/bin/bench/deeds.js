// One deed of a user, done by script: (what, which, text). Answers how the page was before, and whether it could be done.
const [deed, which, text] = arguments;
const shown = it => it.getClientRects().length > 0 && !it.disabled;
const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(shown);
const main = document.querySelector('main') ?? document.body;
const press = list => {
  const one = list[which % list.length];
  one?.click();
  return Boolean(one);
};
const key = (to, name, more = {}) =>
  to.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
const write = (field, value) => {
  if (!field) return false;
  field.focus();
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
};
// Neither of them is about the page: they save files, or leave it.
const harmless = it => !/export|csv|json|copy|sign out|password/i.test(it.textContent + (it.ariaLabel ?? ''));
const state = () => {
  if (document.documentElement.dataset.code !== 'on') return 'the failure page is shown';
  if (location.pathname.endsWith('/signin')) return 'nobody is signed in any more';
  return document.querySelector('main h1')?.textContent ? 'alive' : 'the page is blank';
};
const could = () => {
  switch (deed) {
    case 'go':
      return press(all('nav a[href]'));
    case 'jobs':
      return press(all('nav a[href$="/jobs"]'));
    case 'follow':
      return press(all('a[href]', main).filter(it => it.origin === location.origin && !it.download && !it.target));
    case 'back':
      history.back();
      return true;
    case 'press':
      return press(all('button', main).filter(it => !it.form && harmless(it)));
    case 'type':
      return write(all('input[type=search], input[type=text], input:not([type])', main)[0], text);
    case 'choose': {
      const list = all('select', main)[which % 3];
      return Boolean(list) && write(list, list.options[which % list.options.length].value);
    }
    case 'menu':
      return press(all('header button[aria-haspopup], header button[aria-expanded]'));
    case 'palette':
      key(document.body, 'k', { ctrlKey: true });
      return true;
    case 'seek':
      return write(all('dialog input')[0], text);
    case 'escape':
      key(document.activeElement ?? document.body, 'Escape');
      for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
      return true;
  }
  return false;
};
return { state: state(), could: could() };
