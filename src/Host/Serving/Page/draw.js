'use strict';
// Elements. Texts of a run only ever become text: no markup is made of them.

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// What has not changed stays, with its focus, its selection and where it is scrolled to.
function show(parent, children) {
  children.forEach((child, i) => {
    const old = parent.children[i];
    if (!old) parent.append(child);
    else if (old.dataset.of !== child.dataset.of || old.outerHTML !== child.outerHTML) keepFocus(old, child);
  });
  while (parent.children.length > children.length) parent.lastChild.remove();
}

function keepFocus(old, child) {
  const had = old.contains(document.activeElement);
  old.replaceWith(child);
  if (had) (child.matches('button') ? child : child.querySelector('button'))?.focus();
}

function bar(share) {
  const inner = el('i');
  inner.style.width = `${100 * Math.min(Math.max(share, 0), 1)}%`;
  return el('div', { class: 'bar' }, inner);
}

// The colours of the console's scale: lighter is more (src/Host/Watching/Drawing/InkColours.cs).
const heats = ['#5f0087', '#5f5faf', '#0087af', '#00af87', '#5faf5f', '#5fd75f', '#afd75f', '#d7ff5f'];

function heat(button, share) {
  const step = Math.min(Math.max(Math.floor(share * heats.length), 0), heats.length - 1);
  button.style.background = heats[step];
  button.style.color = step < 2 ? '#ffffff' : '#000000';
}

// A difference and its interval in points on an axis from -reach to +reach.
function interval(claim, reach) {
  const x = value => 100 + 96 * Math.min(Math.max(value / reach, -1), 1);
  const line = (x1, x2, y1, y2, name) => svg('line', { x1, x2, y1, y2, class: name });
  const drawing = svg('svg', { viewBox: '0 0 200 26', preserveAspectRatio: 'none', class: 'interval', role: 'img', 'aria-label': `from ${signed(claim.low)} to ${signed(claim.high)}` },
    line(4, 196, 13, 13, 'axis'), line(100, 100, 3, 23, ''));
  if (claim.low !== null && claim.high !== null) drawing.append(line(x(claim.low), x(claim.high), 13, 13, 'reach'));
  if (claim.difference !== null) drawing.append(line(x(claim.difference), x(claim.difference), 6, 20, 'reach'));
  return drawing;
}

function curve(of) {
  const values = of.values.filter(value => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = i => of.values.length > 1 ? 4 + 292 * i / (of.values.length - 1) : 150;
  const y = value => high > low ? 104 - 98 * (value - low) / (high - low) : 55;
  const places = of.values.flatMap((value, i) => value === null ? [] : [[x(i), y(value)]]);
  const drawing = svg('svg', { viewBox: '0 0 300 110', preserveAspectRatio: 'none', role: 'img', 'aria-label': of.name },
    svg('polyline', { points: places.map(place => place.join(',')).join(' ') }));
  if (places.length === 1) drawing.append(svg('circle', { cx: places[0][0], cy: places[0][1], r: 3 }));
  const last = of.values.at(-1);
  return el('figure', {}, el('figcaption', {}, `${of.name}: ${last === null ? 'nan' : short(last)} after ${count(of.values.length)} epoch${of.values.length === 1 ? '' : 's'}; ${short(low)} to ${short(high)}`), drawing);
}
