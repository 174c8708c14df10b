// The message boxes: Enter sends, Shift+Enter breaks the line, and what could
// be meant is offered as one types.
import { $, all, say } from './dom.js';
import { post } from './page.js';
import { follow } from './merge.js';

export function composer() {
  for (const form of all('form.composer')) watch(form);
}

function watch(form) {
  const box = $('textarea', form), list = $('[role=listbox]', form);
  let at = -1, asked = 0, back = 0;
  const said = [];

  const options = () => (list ? all('[role=option]', list) : []);
  const hide = () => {
    at = -1;
    asked++; // an answer that is still on its way comes too late
    if (list) list.hidden = true;
    box.removeAttribute('aria-activedescendant');
  };
  const choose = (n) => {
    at = n;
    options().forEach((o, i) => o.setAttribute('aria-selected', String(i === n)));
    if (n < 0) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', options()[n].id);
    options()[n]?.scrollIntoView({ block: 'nearest' });
  };
  const take = (n) => {
    box.value = options()[n].dataset.line;
    hide();
    box.focus();
    offer();
  };

  async function offer() {
    if (!list) return;
    const mine = ++asked;
    let lines = [];
    if (/^\/|^@csp |(^|\s)[@#]\S*$/.test(box.value)) {
      try {
        lines = await (await fetch(`/complete?as=${document.body.dataset.as}&text=${encodeURIComponent(box.value)}`)).json();
      } catch { /* no offers, then */ }
    }
    if (mine !== asked) return;
    list.replaceChildren(...lines.map((line, i) => {
      const o = document.createElement('li');
      Object.assign(o, { id: list.id + '-' + i, role: 'option', textContent: line.line.trim() });
      if (line.about) {
        const who = document.createElement('span');
        Object.assign(who, { className: 'whom', textContent: ' ' + line.about });
        o.append(who);
      }
      o.dataset.line = line.line;
      o.setAttribute('aria-selected', 'false');
      return o;
    }));
    list.hidden = lines.length === 0;
    choose(-1);
    if (lines.length) say(lines.length === 1 ? '1 completion' : lines.length + ' completions');
  }

  async function send() {
    const text = box.value;
    if (!text.trim()) return;
    hide();
    if (said.at(-1) !== text) said.push(text);
    back = 0;
    box.value = '';
    follow(form.closest('.thread') ? 'thread' : 'messages');
    const out = await post('say', { text, thread: form.dataset.thread });
    if (out.error) box.value = text;
    box.focus();
  }

  box.addEventListener('input', () => {
    back = 0;
    offer();
  });
  box.addEventListener('blur', () => setTimeout(hide, 150));
  box.addEventListener('keydown', (e) => {
    if (e.isComposing) return;
    const n = options().length, open = list && !list.hidden && n > 0;
    if (open && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault();
      choose((at + (e.key === 'ArrowDown' ? 1 : n) + (at < 0 && e.key === 'ArrowUp' ? 1 : 0) - (e.key === 'ArrowUp' ? 1 : 0) + n) % n);
    } else if ((e.key === 'ArrowUp' || (e.key === 'ArrowDown' && back)) && (back || !box.value)) {
      e.preventDefault(); // what was said before, as in a terminal
      back = Math.min(Math.max(back + (e.key === 'ArrowUp' ? 1 : -1), 0), said.length);
      box.value = back ? said.at(-back) : '';
    } else if (open && e.key === 'Tab' && !e.shiftKey) {
      e.preventDefault();
      take(Math.max(at, 0));
    } else if (open && e.key === 'Escape') {
      e.preventDefault();
      hide();
    } else if (e.key === 'Enter' && !e.shiftKey) {
      e.preventDefault();
      if (open && at >= 0) take(at);
      else send();
    }
  });
  list?.addEventListener('mousedown', (e) => {
    const o = e.target.closest('[role=option]');
    if (!o) return;
    e.preventDefault();
    take(options().indexOf(o));
  });
  form.addEventListener('submit', send);
}
