// Finding things on the page, and saying words aloud.
export const $ = (what, root = document) => root.querySelector(what);
export const all = (what, root = document) => [...root.querySelectorAll(what)];

// here is where one looks, and as whom.
export const here = document.body.dataset;

// say reads words out to those who cannot see the page.
export function say(words) { $('#status').textContent = words; }
