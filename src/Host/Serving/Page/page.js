'use strict';
// Asks the run how it stands, again and again, and tells it what its user wants.

const pace = 300;
const patience = 40000;
const refresh = 2000;
const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

let seen = 0;
let state = null;
let choice = {};
let training = null;
let wanted = null;

// A link may bring the token after its #, which no browser sends anywhere.
const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given) {
  sessionStorage.setItem('token', given);
  history.replaceState(null, '', location.pathname);
}

async function ask(path, method = 'GET') {
  const token = sessionStorage.getItem('token');
  const answer = await fetch(path, { method, headers: token ? { Authorization: `Bearer ${token}` } : {}, cache: 'no-store', signal: AbortSignal.timeout(patience) });
  if (answer.status === 401) askForToken((await answer.text()).trim());
  return answer;
}

function askForToken(why) {
  sessionStorage.removeItem('token');
  at('why').textContent = why;
  at('token').hidden = false;
}

function notice(text) {
  at('notice').hidden = !text;
  at('notice').textContent = text;
}

async function follow() {
  for (;;) {
    try {
      const answer = await ask(`status?after=${seen}`);
      if (answer.status === 200) {
        const snapshot = await answer.json();
        [seen, state] = [snapshot.number, snapshot.state];
        showSnapshot(snapshot);
        if (training === null) training = snapshot.devices.find(device => device.stage)?.stage ?? null;
        notice('');
      } else if (answer.status !== 204) {
        if (answer.status !== 401) notice((await answer.text()).trim());
        await wait(refresh);
      }
    } catch {
      // A run that starts again counts from 1, and is heard of at once.
      notice(state === 'ended' ? 'The run has ended; this is how it stood at last.' : 'The run does not answer: it has ended, or the way to it is cut. Still trying.');
      await wait(refresh);
    }
    await wait(document.hidden ? 5000 : pace);
  }
}

async function refreshRest() {
  for (;;) {
    await Promise.allSettled([loadHeatmap(), loadTraining()]);
    await wait(document.hidden ? 5000 : refresh);
  }
}

async function loadHeatmap() {
  const answer = await ask(`heatmap?${new URLSearchParams(choice)}`);
  if (answer.ok) showHeatmap(await answer.json());
}

async function loadTraining() {
  const stage = training;
  if (stage === null) return;
  const answer = await ask(`stages/${stage}`);
  if (answer.ok && stage === training) showTraining(await answer.json());
}

function pick(name, value) {
  choice = { ...choice, [name]: value };
  loadHeatmap();
}

function choose(stage) {
  training = stage;
  loadTraining().then(() => at('training').scrollIntoView({ behavior: 'smooth', block: 'start' }));
}

const questions = { pause: 'Pause? Trainings end their epoch and hold.', resume: null, retry: 'Try all that failed for good again?', cancel: 'Cancel the run? Trainings in flight are dropped, finished work is kept.' };

async function control(action) {
  if (questions[action] && !confirm(questions[action])) return;
  wanted = action;
  if (!sessionStorage.getItem('token')) return askForToken('Control needs the token of the run');
  try {
    const answer = await ask(`control/${action}`, 'POST');
    if (answer.status === 401) return;
    wanted = null;
    notice((await answer.text()).trim());
  } catch {
    notice('The run does not answer.');
  }
}

for (const button of at('controls').children) button.addEventListener('click', () => control(button.dataset.action));
at('token').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem('token', at('word').value.trim());
  at('word').value = '';
  at('token').hidden = true;
  if (wanted) {
    const action = wanted;
    wanted = null;
    ask(`control/${action}`, 'POST').then(async answer => answer.status === 401 ? wanted = action : notice((await answer.text()).trim()));
  }
});
follow();
refreshRest();
