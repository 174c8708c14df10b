// Puts what is new into the page, and leaves alone what is not: what is typed,
// where one has scrolled to, and what has the focus.
import { $, all, here } from './dom.js';
import { post } from './page.js';

const modal = $('#modal');
const last = {};
let mine = '';

// follow makes the log that a person has just written in show what comes.
export function follow(id) { mine = id; }

export function merge(fresh) {
  const focus = mark(document.activeElement);
  const day = $('#clock time').dateTime;
  for (const id of ['sidebar', 'clock', 'home', 'agenda', 'messages', 'thread', 'faults', 'calls']) {
    const now = $('#' + id), next = $('#' + id, fresh);
    if (!now || !next || last[id] === next.innerHTML) continue;
    if (id === 'clock' && $('.jump[open]', now)) continue; // a date is being typed
    last[id] = next.innerHTML;
    if (now.role === 'log') keyed(now, next);
    else now.replaceChildren(...next.childNodes);
  }
  mergeModal($('#modal', fresh));
  const drawer = $('#misbehave');
  drawer.setAttribute('aria-expanded', String(!$('#drawer').hidden));
  if (document.activeElement === document.body) find(focus)?.focus();
  if (here.in === 'home' && $('#clock time').dateTime !== day) post('home', {});
}

// keyed replaces only the messages that changed. When the end was in view, or
// something was just written here, it stays there, but never so that a new
// message begins out of sight. One that changed under the hand that pressed in
// it is shown from its start.
function keyed(log, fresh) {
  const atEnd = mine === log.id || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const now = $('ol', log), next = $('ol', fresh);
  const old = new Map([...now.children].map((li) => [li.dataset.key, li]));
  let before = null, newest = null, pressed = null;
  for (const li of [...next.children]) {
    const was = old.get(li.dataset.key);
    old.delete(li.dataset.key);
    let put = li;
    if (was && was.dataset.rev === li.dataset.rev) put = was;
    else if (was) {
      if (was.querySelector('[aria-busy]')) pressed = li;
      was.replaceWith(li);
    }
    else newest ||= li;
    const after = before ? before.nextSibling : now.firstChild;
    if (put !== after) now.insertBefore(put, after);
    before = put;
  }
  for (const gone of old.values()) gone.remove();
  if (pressed && pressed.offsetTop - log.offsetTop < log.scrollTop) log.scrollTop = pressed.offsetTop - log.offsetTop;
  else if (!pressed) toEnd(log, atEnd, newest);
}

function toEnd(log, atEnd, newest) {
  if (!atEnd) return;
  if (newest) mine = '';
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
  return { id: el?.id, press: el?.dataset?.press, name: el?.name, key: li?.dataset.key, href: el?.getAttribute?.('href'), in: el?.closest?.('[id]')?.id };
}

function find(m) {
  if (m.id) return document.getElementById(m.id);
  const root = m.key ? all('[data-key]').find((n) => n.dataset.key === m.key) : document;
  if (!root) return null;
  if (m.press) return all('[data-press]', root).find((n) => n.dataset.press === m.press);
  if (m.name) return all('[name]', root).find((n) => n.name === m.name);
  if (m.href && m.in) return all(`#${m.in} a`).find((n) => n.getAttribute('href') === m.href);
  return m.in === 'clock' ? $('#clock summary') : m.in === 'faults' ? $('#fault-kind') : null;
}
