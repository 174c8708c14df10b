// The page: it sends what a person does, and fetches itself anew when
// something has changed. All drawing is done by the server.
import { composer } from './composer.js';
import { combo } from './combo.js';

export const $ = (what, root = document) => root.querySelector(what);
export const all = (what, root = document) => [...root.querySelectorAll(what)];
const here = document.body.dataset;
const modal = $('#modal');

// post does something, and shows what Slack says when it went wrong.
export async function post(what, fields, quiet) {
  const body = new URLSearchParams({ as: here.as, in: here.in, ...plain(fields) });
  for (const [name, value] of fields.more || []) body.append(name, value);
  let out = {};
  try {
    out = await (await fetch('/do/' + what, { method: 'POST', body })).json();
  } catch {
    out = { error: 'The sandbox does not answer. Is it still running?' };
  }
  if (quiet) return out;
  await refresh();
  tell(out.failure || out.error || '');
  return out;
}

function plain(fields) {
  const rest = { ...fields };
  delete rest.more;
  return rest;
}

let forget;
function tell(words) {
  const spot = (modal.open && $('.failure', modal)) || $('#notice');
  spot.textContent = words;
  clearTimeout(forget);
  if (words && spot.id) forget = setTimeout(() => { spot.textContent = ''; }, 8000);
}

// say reads words out to those who cannot see the page.
export function say(words) { $('#status').textContent = words; }

// place gives where an element is, and what its fields hold.
export function place(el) {
  const at = el.closest('[data-place]');
  const more = all('input[name], select[name], textarea[name]', at)
    .filter((f) => (f.type !== 'checkbox' && f.type !== 'radio') || f.checked)
    .map((f) => ['f:' + f.name, f.value]);
  return { place: at.dataset.place, ts: at.dataset.ts || '', more };
}

// ask puts a question before a press counts.
function ask(button) {
  const box = $('#confirm');
  $('h2', box).textContent = button.dataset.confirmTitle;
  $('p', box).textContent = button.dataset.confirm;
  $('[value=no]', box).textContent = button.dataset.confirmNo;
  $('[value=yes]', box).textContent = button.dataset.confirmYes;
  box.returnValue = 'no';
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener('close', () => resolve(box.returnValue === 'yes'), { once: true });
  });
}

async function press(button) {
  if (button.hasAttribute('aria-busy')) return;
  if (button.dataset.confirm && !await ask(button)) return;
  button.setAttribute('aria-busy', 'true');
  await post('press', { ...place(button), what: button.dataset.press });
  button.removeAttribute('aria-busy');
}

document.addEventListener('click', (e) => {
  const on = (what) => e.target.closest(what);
  for (const open of all('details.menu[open]')) {
    if (!open.contains(e.target) || on('.entries > *')) open.open = false;
  }
  const thread = on('[data-open-thread]');
  if (thread) {
    e.preventDefault();
    location.href = `/?as=${here.as}&in=${here.in}&thread=${thread.dataset.openThread}`;
  }
  if (on('[data-press]')) press(on('[data-press]'));
  if (on('[data-close]')) post('close', { all: on('[data-close]').dataset.close === 'all' ? '1' : '' });
  if (on('[data-days]')) post('clock', { days: on('[data-days]').dataset.days });
  if (on('[data-fault]')) post('fault', { kind: on('[data-fault]').dataset.fault }).then(() => say('Done'));
  const short = on('[data-shortcut]');
  if (short) post('shortcut', { callback: short.dataset.shortcut, ts: short.dataset.ts || '' });
});

document.addEventListener('change', (e) => {
  if (e.target.id === 'as') location.href = `/?as=${e.target.value}&in=${here.in}`;
  const what = e.target.dataset.choose;
  if (what) post('choose', { ...place(e.target), what });
});

document.addEventListener('submit', async (e) => {
  const form = e.target;
  if (form.method === 'dialog') return;
  e.preventDefault();
  if (form.closest('.jump')) {
    form.closest('.jump').open = false;
    await post('clock', { day: form.day.value });
  }
  if (form.matches('.modal')) {
    const button = $('.foot .primary', form);
    if (!button || button.hasAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    await post('submit', place(form));
    button.removeAttribute('aria-busy');
    $('[aria-invalid]', modal)?.focus();
  }
});

document.addEventListener('keydown', (e) => {
  const open = e.key === 'Escape' && e.target.closest?.('details.menu[open]');
  if (open) {
    open.open = false;
    $('summary', open).focus();
  }
});

modal.addEventListener('cancel', (e) => {
  if (e.target !== modal) return;
  e.preventDefault();
  post('close', { all: '' });
});

// refresh fetches the page and puts in what is new; calls meanwhile become one.
let fetching = null, again = false;
export function refresh() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = (async () => {
    do {
      again = false;
      try {
        const answer = await fetch(location.href);
        if (answer.ok) merge(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      } catch { /* the next change tries anew */ }
    } while (again);
    fetching = null;
  })();
  return fetching;
}

const last = {};
function merge(fresh) {
  const focus = mark(document.activeElement);
  for (const id of ['sidebar', 'clock', 'home', 'messages', 'thread']) {
    const now = $('#' + id), next = $('#' + id, fresh);
    if (!now || !next || last[id] === next.innerHTML) continue;
    if (id === 'clock' && $('.jump[open]', now)) continue; // a date is being typed
    last[id] = next.innerHTML;
    if (now.role === 'log') keyed(now, next);
    else now.replaceChildren(...next.childNodes);
  }
  mergeModal($('#modal', fresh));
  if (document.activeElement === document.body) find(focus)?.focus();
}

// keyed replaces only the messages that changed. When the end was in view it
// stays there, but never so that a new message begins out of sight.
function keyed(log, fresh) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const now = $('ol', log), next = $('ol', fresh);
  const old = new Map([...now.children].map((li) => [li.dataset.key, li]));
  let before = null, newest = null;
  for (const li of [...next.children]) {
    const was = old.get(li.dataset.key);
    old.delete(li.dataset.key);
    let put = li;
    if (was && was.dataset.rev === li.dataset.rev) put = was;
    else if (was) was.replaceWith(li);
    else newest ||= li;
    const after = before ? before.nextSibling : now.firstChild;
    if (put !== after) now.insertBefore(put, after);
    before = put;
  }
  for (const gone of old.values()) gone.remove();
  if (!atEnd) return;
  log.scrollTop = log.scrollHeight;
  if (newest) log.scrollTop = Math.min(log.scrollTop, newest.offsetTop - log.offsetTop);
}

// mergeModal opens, changes or closes the modal. What is typed stays as long
// as the view and the field are the same.
function mergeModal(next) {
  const same = modal.dataset.view === next.dataset.view;
  if (same && modal.dataset.rev === next.dataset.rev) return;
  const typed = same ? all('input[type=text], textarea, input[type=date], input[type=time]', modal).filter((f) => f.name).map((f) => [f.name, f.value]) : [];
  modal.replaceChildren(...next.childNodes);
  Object.assign(modal.dataset, { view: next.dataset.view, rev: next.dataset.rev });
  for (const [name, value] of typed) {
    const field = all('[name]', modal).find((f) => f.name === name);
    if (field) field.value = value;
  }
  if (!modal.dataset.view) modal.close();
  else if (!modal.open) modal.showModal();
  if (modal.dataset.view && !same) $('.body input:not([type=hidden]), .body select, .body textarea, .foot .btn', modal)?.focus();
}

// mark and find bring the focus back to what took an element's place.
function mark(el) {
  const li = el?.closest?.('[data-key]');
  return { id: el?.id, press: el?.dataset?.press, name: el?.name, key: li?.dataset.key };
}
function find(m) {
  if (m.id) return document.getElementById(m.id);
  const root = m.key ? all('[data-key]').find((n) => n.dataset.key === m.key) : document;
  if (!root) return null;
  if (m.press) return all('[data-press]', root).find((n) => n.dataset.press === m.press);
  if (m.name) return all('[name]', root).find((n) => n.name === m.name);
  return null;
}

composer();
combo();
for (const log of all('[role=log]')) log.scrollTop = log.scrollHeight;
if (modal.dataset.view) modal.showModal();
if (here.in === 'home') post('home', {});
here.ready = ''; // from here on the page answers to what is pressed
let first = true;
new EventSource('/changes').onmessage = () => {
  if (!first) refresh();
  first = false;
};
