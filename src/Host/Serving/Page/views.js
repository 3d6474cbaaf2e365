'use strict';
// A snapshot, a heatmap and a training as elements (docs/status.md has their fields).

const at = id => document.getElementById(id);
const silentAfter = 15;

function showHeader(snapshot) {
  const states = { running: ['● running', 'good'], paused: ['‖ paused', 'warn'], stopping: ['■ stopping', 'warn'] };
  const whole = snapshot.trainings.failed + snapshot.trainings.blocked === 0;
  const [text, ink] = states[snapshot.state] ?? (whole ? ['✓ ended', 'good'] : ['✗ ended with failures', 'bad']);
  at('sweep').textContent = snapshot.sweep;
  document.title = `${Math.floor(100 * snapshot.fraction)}% ${snapshot.sweep}`;
  at('state').textContent = text;
  at('state').className = `chip ${ink}`;
  const left = snapshot.state === 'ended' ? snapshot.why ?? '' : snapshot.timeLeft ? `${range(snapshot.timeLeft)} left` : 'measuring';
  at('time').textContent = `${time((Date.parse(snapshot.at) - Date.parse(snapshot.started)) / 1000)} elapsed${left ? `, ${left}` : ''}`;
  at('bar').setAttribute('aria-valuenow', Math.floor(100 * snapshot.fraction));
  show(at('bar'), [...bar(snapshot.fraction).children]);
  const t = snapshot.trainings;
  const saved = snapshot.trainingsAlone - snapshot.trainingsPlanned;
  const parts = [
    [`${(Math.floor(1000 * snapshot.fraction) / 10).toFixed(1)}%`, 'strong'], [`${count(t.done)} of ${count(t.asked)} trainings done`], [`${count(t.running)} running`], [`${count(t.ready)} ready`],
    [`${count(t.waiting)} waiting`], [`${count(t.failed)} failed`, t.failed ? 'bad' : ''], [`${count(t.blocked)} blocked`, t.blocked ? 'warn' : ''],
    [`${count(snapshot.cellsDone)} of ${count(snapshot.cells)} cells`], ...t.reused ? [[`${count(t.reused)} reused`]] : [], ...saved > 0 ? [[`sharing saves ${count(saved)} of ${count(snapshot.trainingsAlone)} trainings`]] : [],
  ];
  show(at('counts'), parts.map(([part, name]) => el('span', { class: name ?? '' }, part)));
}

function showControls(snapshot) {
  const fits = {
    pause: snapshot.state === 'running', resume: snapshot.state === 'paused', retry: snapshot.trainings.failed > 0 && snapshot.state !== 'ended',
    cancel: snapshot.state !== 'ended' && snapshot.state !== 'stopping',
  };
  for (const button of at('controls').children) button.hidden = !fits[button.dataset.action];
  at('controls').hidden = snapshot.state === 'ended';
}

function showProblems(snapshot) {
  at('problems').hidden = snapshot.problems.length === 0;
  show(at('problems').querySelector('.cards'), snapshot.problems.map(problem => el('div', { class: 'card is-bad', 'data-of': problem.cause },
    el('p', {}, el('span', { class: 'strong bad' }, `${count(problem.count)} × ${problem.cause}`), `, ${count(problem.forGood)} for good`),
    el('p', {}, problem.message), el('p', {}, '→ ', problem.remedy),
    el('p', {}, el('button', { type: 'button', class: 'link', onclick: () => choose(problem.stage) }, problem.training)))));
}

function showClaims(snapshot) {
  at('claims').hidden = snapshot.claims.length === 0;
  const most = Math.max(...snapshot.claims.flatMap(claim => [claim.difference, claim.low, claim.high]).map(value => Math.abs(value ?? 0)), 0.01);
  const unit = 10 ** Math.floor(Math.log10(most));
  const reach = [1, 2, 5, 10].find(step => step * unit >= most * 0.999999) * unit;
  const inks = { supported: ['is-good', '✓', 'good'], contradicted: ['is-bad', '✗', 'bad'] };
  show(at('claims').querySelector('.cards'), snapshot.claims.map(claim => {
    const [edge, glyph, ink] = inks[claim.verdict] ?? ['is-warn', '·', 'warn'];
    const needs = claim.seedsStillNeeded > 0 ? `; ${count(claim.seedsStillNeeded)} more seed${claim.seedsStillNeeded === 1 ? '' : 's'} needed` : '';
    const p = claim.p === null ? '' : `; p ${claim.p < 0.0001 ? 'below 0.0001' : claim.p.toFixed(4)}`;
    return el('div', { class: `card ${edge}`, 'data-of': claim.name },
      el('p', {}, el('span', { class: `strong ${ink}` }, `${glyph} ${claim.verdict}`), ` ${claim.name}`), interval(claim, reach),
      el('p', { class: 'muted' }, `expected ${claim.expect}: ${signed(claim.difference)} points`
        + `${claim.low === null ? '' : `, ${signed(claim.low)} .. ${signed(claim.high)}`}; n ${claim.n} of ${claim.wanted}${p}${needs}`));
  }));
}

function showDevices(snapshot) {
  show(at('devices').querySelector('.cards'), snapshot.devices.map(device => {
    const silent = device.heardSecondsAgo > silentAfter && snapshot.state !== 'ended';
    const name = device.node ? `${device.node} ${device.device}` : device.device;
    const share = device.lastStep > 0 ? device.step / device.lastStep : 0;
    const facts = [
      device.epochs > 0 ? `epoch ${Math.max(1, device.epoch)}/${device.epochs}` : null, device.loss === null ? null : `loss ${device.loss.toFixed(3)}`,
      device.accuracy === null ? null : `train ${points(device.accuracy)}%`, device.imagesPerSecond === null ? null : `${count(Math.round(device.imagesPerSecond))} images/s`,
      device.memoryBytes === null ? null : `${gib(device.memoryBytes)}${device.memoryTotalBytes === null ? '' : ` of ${gib(device.memoryTotalBytes)}`} GiB`,
      device.utilisation === null ? null : `${Math.round(100 * device.utilisation)}% busy`, device.stage ? time(device.seconds) : null,
    ].filter(fact => fact !== null);
    return el('div', { class: `card ${device.isHung || silent ? 'is-bad' : device.stage ? 'is-good' : ''}`, 'data-of': name },
      el('p', {}, el('span', { class: 'strong' }, name), device.isHung ? el('span', { class: 'bad' }, ' ✗ hung') : null, silent ? el('span', { class: 'bad' }, ` ✗ not heard for ${time(device.heardSecondsAgo)}`) : null),
      device.stage ? el('p', {}, el('button', { type: 'button', class: 'link', onclick: () => choose(device.stage) }, device.training)) : el('p', { class: 'muted' }, 'nothing to do'),
      device.stage ? bar(share) : null, facts.length ? el('p', { class: 'muted' }, facts.join(' · ')) : null);
  }));
}

function showChains(snapshot) {
  at('chains').hidden = snapshot.openChains === 0;
  const more = snapshot.openChains > snapshot.chains.length ? `, the ${snapshot.chains.length} with most work left shown` : '';
  at('open-chains').textContent = `${count(snapshot.openChains)} not finished${more}; the end of the sweep waits for those with a star.`;
  show(at('chains').querySelector('tbody'), snapshot.chains.map(chain => el('tr', { 'data-of': chain.name },
    el('td', { class: chain.isCritical ? 'strong' : '' }, `${chain.isCritical ? '★ ' : ''}${chain.name}`), el('td', {}, bar(chain.rounds > 0 ? chain.done / chain.rounds : 0)),
    el('td', {}, `${chain.done}/${chain.rounds}`), el('td', { class: chain.state === 'failed' || chain.state === 'blocked' ? 'bad' : '' }, chain.state))));
}

function showLines(list, lines) {
  show(list, lines.map(line => el('li', {}, el('time', { datetime: line.at }, clock(line.at)), line.text)));
}

function showSnapshot(snapshot) {
  at('main').hidden = false;
  for (const part of [showHeader, showControls, showProblems, showClaims, showDevices, showChains]) part(snapshot);
  showLines(at('log').querySelector('ol'), snapshot.lines.toReversed());
}

function showHeatmap(map) {
  const axes = [['round', 'rounds', 'round'], ['ticket', 'tickets', 'ticket'], ['source optimizer', 'sourceOptimizers', 'sourceOptimizer'],
    ['target optimizer', 'targetOptimizers', 'targetOptimizer'], ['model', 'models', 'model'], ['pruning', 'prunings', 'pruning']];
  show(at('choice'), axes.filter(([, values]) => map.axes[values].length > 1).map(([label, values, name]) => el('label', { 'data-of': `${name} ${map.choice[name]}` }, label,
    el('select', { onchange: event => pick(name, event.target.value) }, ...map.axes[values].map(value => el('option', { value, selected: String(value) === String(map.choice[name]) ? '' : null }, String(value)))))));
  const means = map.cells.flat().map(cell => cell?.mean ?? null).filter(mean => mean !== null);
  const low = means.length ? Math.floor(Math.min(...means) / 0.05 + 1e-9) * 0.05 : 0;
  const high = means.length ? Math.max(Math.ceil(Math.max(...means) / 0.05 - 1e-9) * 0.05, low + 0.05) : 1;
  const table = at('heatmap').querySelector('table');
  show(table.tHead, [el('tr', {}, el('th', {}, 'source \\ target'), ...map.targets.map(target => el('th', {}, target)))]);
  show(table.tBodies[0], map.sources.map((source, row) => el('tr', { 'data-of': source }, el('th', {}, source), ...map.cells[row].map((cell, column) => el('td', {}, heatCell(cell, source, map.targets[column], low, high))))));
  show(at('scale'), [
    el('span', {}, `${Math.round(100 * low)}% `, ...heats.map(colour => { const box = el('i'); box.style.background = colour; return box; }), ` ${Math.round(100 * high)}%`),
    el('span', {}, 'mean ± half of its interval, seeds of those asked for; framed: the source is the target'),
  ]);
}

function heatCell(cell, source, target, low, high) {
  if (cell === null) return '';
  const failed = cell.failed > 0 ? ` ✗${cell.failed}` : '';
  const button = el('button', { type: 'button', class: cell.isOwn ? 'own' : '', title: `${source} → ${target}`, onclick: () => choose(cell.stage) },
    cell.mean === null ? '·' : points(cell.mean), el('small', {}, `${cell.halfWidth === null ? '' : `±${points(cell.halfWidth)} `}${cell.n}/${cell.wanted}${failed}`));
  if (cell.mean !== null) heat(button, (cell.mean - low) / (high - low));
  return button;
}

function showTraining(detail) {
  at('training').hidden = false;
  at('training-name').textContent = detail.training;
  show(at('curves'), detail.curves.filter(of => of.values.some(value => value !== null)).map(curve));
  show(at('facts'), detail.facts.flatMap(fact => [el('dt', {}, fact.name), el('dd', {}, fact.value)]));
  showLines(at('training-lines'), detail.lines);
}
