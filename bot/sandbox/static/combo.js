// Menus whose choices come from the bot as one types.
import { $, all, say } from './dom.js';
import { place, post } from './page.js';

let waiting, asked = 0;

const parts = (el) => {
  const root = el.closest('.combo');
  return root && { root, box: $('[role=combobox]', root), list: $('[role=listbox]', root), chosen: $('.chosen', root) };
};

function hide(c) {
  c.list.hidden = true;
  c.box.setAttribute('aria-expanded', 'false');
  c.box.removeAttribute('aria-activedescendant');
}

async function suggest(c) {
  const mine = ++asked;
  const out = await post('suggest', { ...place(c.root), what: c.root.dataset.suggest, typed: c.box.value }, true);
  if (mine !== asked || !c.box.isConnected) return;
  const options = out.options || [];
  c.list.replaceChildren(...options.map((o, i) => {
    const li = document.createElement('li');
    Object.assign(li, { id: c.box.id + '-' + i, role: 'option', textContent: o.text });
    li.dataset.value = o.value;
    li.setAttribute('aria-selected', 'false');
    return li;
  }));
  c.list.hidden = options.length === 0;
  c.box.setAttribute('aria-expanded', String(options.length > 0));
  if (c.box.value) say(options.length === 1 ? '1 choice' : options.length + ' choices');
}

function move(c, by) {
  const options = all('[role=option]', c.list);
  if (!options.length) return;
  const now = options.findIndex((o) => o.getAttribute('aria-selected') === 'true');
  const next = now < 0 && by < 0 ? options.length - 1 : (now + by + options.length) % options.length;
  options.forEach((o, i) => o.setAttribute('aria-selected', String(i === next)));
  c.box.setAttribute('aria-activedescendant', options[next].id);
  options[next].scrollIntoView({ block: 'nearest' });
}

function take(c, option) {
  if (!option) return;
  const li = document.createElement('li'), field = document.createElement('input');
  const words = document.createElement('span'), drop = document.createElement('button');
  Object.assign(field, { type: 'hidden', name: c.root.dataset.suggest, value: option.dataset.value });
  words.textContent = option.textContent;
  Object.assign(drop, { type: 'button', className: 'drop', textContent: '×', ariaLabel: 'Remove ' + option.textContent });
  li.append(field, words, drop);
  if (!c.root.dataset.several) c.chosen.replaceChildren();
  c.chosen.append(li);
  c.box.value = '';
  hide(c);
  say(option.textContent + ' chosen');
  told(c);
}

// told tells the bot of a choice, where it wants to know at once.
function told(c) {
  if (c.root.dataset.choose) post('choose', { ...place(c.root), what: c.root.dataset.choose });
}

export function combo() {
  document.addEventListener('input', (e) => {
    const c = e.target.role === 'combobox' && parts(e.target);
    if (!c) return;
    hide(c); // what was offered was for other words
    asked++;
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest(c), 150);
  });
  document.addEventListener('click', (e) => {
    const c = e.target.role === 'combobox' && parts(e.target);
    if (c && c.list.hidden) suggest(c);
  });
  document.addEventListener('focusout', (e) => {
    const c = e.target.role === 'combobox' && parts(e.target);
    if (!c) return;
    setTimeout(() => {
      hide(c);
      if (!c.box.value || c.box === document.activeElement) return;
      c.box.value = ''; // as Slack does: what is typed and not chosen is nothing
      say('Nothing is chosen');
    }, 150);
  });
  document.addEventListener('keydown', (e) => {
    const c = e.target.role === 'combobox' && parts(e.target);
    if (!c) return;
    const on = $('[aria-selected=true]', c.list);
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (c.list.hidden) suggest(c);
      else move(c, e.key === 'ArrowDown' ? 1 : -1);
    } else if (e.key === 'Enter') {
      e.preventDefault();
      if (!c.list.hidden) take(c, on || $('[role=option]', c.list));
    } else if (e.key === 'Escape' && !c.list.hidden) {
      e.preventDefault();
      e.stopPropagation();
      hide(c);
    }
  });
  document.addEventListener('mousedown', (e) => {
    const option = e.target.closest('.combo [role=option]');
    if (!option) return;
    e.preventDefault();
    take(parts(option), option);
  });
  document.addEventListener('click', (e) => {
    const drop = e.target.closest('.combo .drop');
    if (!drop) return;
    const c = parts(drop);
    drop.closest('li').remove();
    c.box.focus();
    told(c);
  });
}
