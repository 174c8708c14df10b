// What stands around the talk: the channels on a phone, the calendar, the
// Misbehave drawer, the menus, and lines to try.
import { $, all } from './dom.js';
import { post } from './page.js';

const drawer = $('#drawer');

function showChannels(open) {
  document.body.classList.toggle('menu-open', open);
  $('#menu').setAttribute('aria-expanded', String(open));
  if (open) $('#sidebar a').focus();
}

function showDrawer(open) {
  drawer.hidden = !open;
  sessionStorage.setItem('drawer', open ? '1' : '');
  $('#misbehave').setAttribute('aria-expanded', String(open));
  if (open) $('#fault-kind').focus();
}

function click(e) {
  const on = (what) => e.target.closest(what);
  for (const open of all('details.menu[open]')) {
    if (!open.contains(e.target) || on('.entries > button:not(.primary), .entries > a')) open.open = false;
  }
  const opened = document.body.classList.contains('menu-open');
  if (on('#menu')) showChannels(!opened);
  else if (opened && !on('#sidebar')) showChannels(false);
  if (on('#misbehave')) {
    if (opened) showChannels(false);
    showDrawer(drawer.hidden);
  }
  if (on('[data-drawer]')) {
    showDrawer(false);
    ($('#misbehave').checkVisibility({ visibilityProperty: true }) ? $('#misbehave') : $('#menu')).focus();
  }
  const { days } = on('[data-days]')?.dataset || {};
  if (days) post('clock', { days });
  if (on('[data-next]')) post('clock', { next: '1' });
  if (on('[data-play]')) play(on('[data-play]'));
  const fault = on('[data-fault]')?.dataset;
  if (fault) post('fault', { kind: fault.fault, count: fault.count || '1', id: fault.id || '' });
  const line = on('[data-try]')?.dataset.try;
  if (line) {
    const box = $('#text');
    box.value = line;
    box.form.requestSubmit();
  }
}

// play lets time run from reminder to reminder until it is pressed again or
// none is to come: the chosen speed says how many milliseconds a day lasts.
const least = 150, most = 20000; // milliseconds from one to the next
async function play(button) {
  const going = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(going));
  button.textContent = going ? 'Stop' : 'Play';
  const playing = () => button.isConnected && button.getAttribute('aria-pressed') === 'true';
  let before = 0;
  while (playing()) {
    const began = Date.now();
    const out = await post('clock', { next: '1' });
    if (!out.at) break;
    const days = (Date.parse(out.at) - (before || Date.parse(out.at))) / 86400000;
    before = Date.parse(out.at);
    const until = began + Math.min(Math.max(days * $('#pace').value, least), most);
    while (playing() && Date.now() < until) await new Promise((next) => { setTimeout(next, 50); });
  }
  button.setAttribute('aria-pressed', 'false');
  button.textContent = 'Play';
}

async function submit(e) {
  const form = e.target;
  if (form.closest('.jump')) {
    form.closest('.jump').open = false;
    await post('clock', { day: form.day.value });
    $('#clock summary').focus();
  }
  if (form.id === 'fault') post('fault', Object.fromEntries(new FormData(form)));
}

function key(e) {
  if (e.key !== 'Escape') return;
  const open = e.target.closest?.('details.menu[open]');
  if (open) {
    open.open = false;
    $('summary', open).focus();
  } else if (document.body.classList.contains('menu-open')) {
    showChannels(false);
    $('#menu').focus();
  } else if (drawer.contains(e.target)) {
    $('[data-drawer]').click();
  }
}

// unfold opens a message's menu above its button where it would be cut off
// below.
function unfold(e) {
  const menu = e.target.closest?.('.more');
  if (!menu?.open) return;
  const box = menu.closest('.scroll').getBoundingClientRect(), list = $('.entries', menu);
  menu.classList.remove('above');
  if (list.getBoundingClientRect().bottom <= box.bottom) return;
  menu.classList.add('above');
  if (list.getBoundingClientRect().top >= box.top) return;
  menu.classList.remove('above');
  list.scrollIntoView({ block: 'nearest' });
}

export function furniture() {
  document.addEventListener('toggle', unfold, true);
  document.addEventListener('click', click);
  document.addEventListener('submit', submit);
  document.addEventListener('keydown', key);
  // On a phone it would cover what one has just gone to.
  if (sessionStorage.getItem('drawer') && !matchMedia('(max-width: 56rem)').matches) {
    drawer.hidden = false;
    $('#misbehave').setAttribute('aria-expanded', 'true');
  }
}
