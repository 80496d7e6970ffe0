// Finds elements by role and accessible name, as a screen reader would hear them, and tells what they show.
// Runs inside the page by WebDriver: vocabulary(doing, wanted) with wanted = { role, name, partly, level, within }.

const ROLES = {
  alert: '[role=alert]',
  alertdialog: '[role=alertdialog]',
  article: 'article, [role=article]',
  banner: 'header, [role=banner]',
  button: 'button, summary, input[type=button], input[type=submit], [role=button]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  combobox: 'select, [role=combobox]',
  dialog: 'dialog, [role=dialog]',
  group: 'fieldset, details, [role=group]',
  heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
  link: 'a[href], [role=link]',
  list: 'ul, ol, [role=list]',
  main: 'main, [role=main]',
  menu: '[role=menu]',
  menuitem: '[role=menuitem]',
  navigation: 'nav, [role=navigation]',
  option: 'option, [role=option]',
  progressbar: 'progress, [role=progressbar]',
  radio: 'input[type=radio], [role=radio]',
  region: 'section, [role=region]',
  searchbox: 'input[type=search], [role=searchbox]',
  spinbutton: 'input[type=number], [role=spinbutton]',
  status: 'output, [role=status]',
  switch: '[role=switch]',
  table: 'table, [role=table]',
  textbox:
    'input:not([type]), input[type=text], input[type=password], input[type=email], input[type=search], textarea, [role=textbox]',
  tree: '[role=tree]',
  treeitem: '[role=treeitem]',
};

const squeezed = text => (text || '').replace(/\s+/g, ' ').trim();

// Hidden from everyone, or from assistive technology.
const perceivable = element =>
  element.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }) && !element.closest('[aria-hidden=true], [inert]');

// The text of an element's content as it goes into a name: not what is hidden, and not the controls inside a label.
const content = (element, forControl) => {
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeType === 3) {
      text += node.data;
    } else if (node.nodeType === 1 && perceivable(node) && !/^(script|style|template)$/i.test(node.localName)) {
      if (forControl && (node === forControl || node.matches('button, input, select, textarea'))) continue;
      const label = node.getAttribute('aria-label') || node.getAttribute('alt');
      const inner = label ? label : content(node, forControl);
      const display = getComputedStyle(node).display;
      text += /^inline/.test(display) || display === 'contents' ? inner : ` ${inner} `;
    }
  }
  return text;
};

const NAMED_BY_CONTENT = /^(button|link|heading|menuitem|option|switch|checkbox|treeitem)$/;

// The simple part of https://www.w3.org/TR/accname-1.2/; the browser itself is asked before anything is done.
const nameOf = (element, role) => {
  const ids = element.getAttribute('aria-labelledby');
  if (ids) {
    const parts = ids.split(/\s+/).map(id => document.getElementById(id)).filter(Boolean);
    const name = squeezed(parts.map(part => content(part)).join(' '));
    if (name) return name;
  }
  const label = squeezed(element.getAttribute('aria-label'));
  if (label) return label;
  if (element.labels && element.labels.length) {
    return squeezed([...element.labels].map(label => content(label, element)).join(' '));
  }
  if (role === 'table' && element.caption) return squeezed(content(element.caption));
  if (role === 'group' && element.querySelector('legend')) return squeezed(content(element.querySelector('legend')));
  if (NAMED_BY_CONTENT.test(role)) {
    const name = squeezed(content(element));
    if (name) return name;
  }
  return squeezed(element.getAttribute('title') || element.getAttribute('placeholder') || element.value);
};

const levelOf = element => Number(element.getAttribute('aria-level') || (/^h([1-6])$/i.exec(element.localName) || [])[1] || 0);

const shown = element => squeezed(element.innerText);

const find = wanted => {
  const roots = wanted.within ? find(wanted.within) : [document];
  const found = new Set();
  for (const root of roots) {
    for (const element of root.querySelectorAll(ROLES[wanted.role] || `[role=${wanted.role}]`)) {
      const explicit = element.getAttribute('role');
      if (explicit && explicit !== wanted.role) continue;
      // Options are not drawn until their select is open.
      if (wanted.role !== 'option' && !perceivable(element)) continue;
      if (wanted.level && levelOf(element) !== wanted.level) continue;
      if (wanted.name !== null) {
        const name = nameOf(element, wanted.role);
        if (wanted.partly ? !name.includes(wanted.name) : name !== wanted.name) continue;
      }
      // Live regions stand empty until there is something to say.
      if (/^(alert|status)$/.test(wanted.role) && !shown(element)) continue;
      found.add(element);
    }
  }
  return [...found];
};

const cells = row => [...row.cells].map(shown);

const stateOf = (element, role) => ({
  name: nameOf(element, role),
  text: shown(element),
  value: element.value === undefined ? null : String(element.value),
  chosen: element.selectedOptions ? squeezed(element.selectedOptions[0] && element.selectedOptions[0].textContent) : null,
  options: element.options ? [...element.options].map(option => squeezed(option.textContent)) : [],
  pressed: element.getAttribute('aria-pressed'),
  disabled: Boolean(element.disabled) || element.getAttribute('aria-disabled') === 'true',
  focused: element === document.activeElement,
  href: element.getAttribute('href'),
  kind: element.getAttribute('type'),
  current: element.getAttribute('aria-current'),
  expanded: element.getAttribute('aria-expanded'),
  checked: element.getAttribute('aria-checked') === 'true' || element.checked === true,
  invalid: element.getAttribute('aria-invalid') === 'true',
  busy: element.getAttribute('aria-busy') === 'true',
  sort: element.closest('th') ? element.closest('th').getAttribute('aria-sort') : null,
  headers: element.tHead ? [...element.tHead.rows].flatMap(cells) : [],
  rows: element.tBodies ? [...element.tBodies].flatMap(body => [...body.rows].map(cells)) : [],
});

const look = () => {
  const headings = [...document.querySelectorAll('h1')].filter(perceivable);
  let storage = {};
  try {
    storage = { ...localStorage };
  } catch {
    // A page that is not the console's yet.
  }
  return {
    address: location.pathname + location.search + location.hash,
    title: document.title,
    heading: headings.map(shown).join(' | '),
    text: document.body ? document.body.innerText : '',
    scroll: Math.round(scrollY),
    storage,
  };
};

const doing = arguments[0];
const wanted = arguments[1];
if (doing === 'look') return look();
const found = find(wanted);
if (doing === 'find') return found;
return found.map(element => stateOf(element, wanted.role));
