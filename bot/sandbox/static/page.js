// The page: it sends what a person does, and fetches itself anew when
// something has changed. All drawing is done by the server.
import { composer } from './composer.js';
import { combo } from './combo.js';
import { merge } from './merge.js';
import { furniture } from './furniture.js';
import { $, all, here } from './dom.js';

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
  tell(out.failure || out.error || '', out.note || '', here.in === new URLSearchParams(out.look).get('in') ? '' : out.look, out.there);
  return out;
}

function plain(fields) {
  const rest = { ...fields };
  delete rest.more;
  return rest;
}

let forget;
function tell(wrong, note, look, there) {
  const spot = (wrong && modal.open && $('.failure', modal)) || $('#notice');
  spot.textContent = wrong || note;
  if (look && !wrong) {
    const a = document.createElement('a');
    a.href = look;
    a.textContent = 'Look in ' + there;
    spot.append(' ', a);
  }
  spot.classList.toggle('calm', !wrong);
  if (!wrong && modal.open) $('.failure', modal).textContent = '';
  clearTimeout(forget);
  if (spot.textContent && spot.id) forget = setTimeout(() => { spot.textContent = ''; }, 8000);
}

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
  const thread = on('[data-open-thread]');
  if (thread) {
    e.preventDefault();
    location.href = `/?as=${here.as}&in=${here.in}&thread=${thread.dataset.openThread}`;
  }
  if (on('[data-press]')) press(on('[data-press]'));
  if (on('[data-close]')) post('close', { all: on('[data-close]').dataset.close === 'all' ? '1' : '' });
  const short = on('[data-shortcut]');
  if (short) post('shortcut', { callback: short.dataset.shortcut, ts: short.dataset.ts || '' });
});

document.addEventListener('change', (e) => {
  const what = e.target.dataset.choose;
  if (what) post('choose', { ...place(e.target), what });
});

document.addEventListener('submit', async (e) => {
  const form = e.target;
  if (form.method === 'dialog') return;
  e.preventDefault();
  if (!form.matches('.modal')) return;
  const button = $('.foot .primary', form);
  if (!button || button.hasAttribute('aria-busy')) return;
  button.setAttribute('aria-busy', 'true');
  await post('submit', place(form));
  button.removeAttribute('aria-busy');
  $('[aria-invalid], .wrong input:not([type=hidden])', modal)?.focus();
  $('.wrong', modal)?.scrollIntoView({ block: 'nearest' });
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

composer();
combo();
furniture();
for (const log of all('[role=log]')) log.scrollTop = log.scrollHeight;
if (modal.dataset.view) modal.showModal();
if (here.in === 'home') post('home', {});
here.ready = ''; // from here on the page answers to what is pressed
let first = true;
new EventSource('/changes').onmessage = () => {
  if (!first) refresh();
  first = false;
};
