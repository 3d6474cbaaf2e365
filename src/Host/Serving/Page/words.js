'use strict';
// Numbers as the commands write them (src/Host/Output/Humans.cs).

function time(seconds) {
  if (seconds === null || !isFinite(seconds)) return 'long';
  const s = Math.round(Math.max(seconds, 0));
  const two = n => String(n).padStart(2, '0');
  if (s < 60) return `${s}s`;
  if (s < 3600) return `${Math.floor(s / 60)}m ${two(s % 60)}s`;
  if (s < 86400) return `${Math.floor(s / 3600)}h ${two(Math.floor(s / 60) % 60)}m`;
  return `${Math.floor(s / 86400)}d ${Math.floor(s / 3600) % 24}h`;
}

// A range while it is wide; null is without end.
function range(left) {
  const high = left.highSeconds ?? Infinity;
  return high - left.lowSeconds < Math.max(10, 0.5 * left.seconds) ? time(left.seconds) : `${time(left.lowSeconds)} to ${time(high)}`;
}

const count = n => n.toLocaleString('en');
const points = share => share === null ? '-' : (100 * share).toFixed(2);
const signed = value => value === null ? '-' : (value > 0 ? '+' : '') + value.toFixed(2);
const short = value => Number(value.toPrecision(4)).toString();
const gib = bytes => (bytes / 2 ** 30).toFixed(1);
const clock = at => new Date(at).toLocaleTimeString([], { hour12: false });
