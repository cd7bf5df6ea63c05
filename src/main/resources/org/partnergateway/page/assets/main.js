// Asks, shows, and asks again.

import * as credential from './credential.js';
import { byId, timeElement } from './elements.js';
import { clock } from './format.js';
import * as gateway from './gateway.js';
import { showProblems } from './problems.js';
import { clear, showDeployments, showUsages } from './reports.js';
import { deployments, usages } from './rows.js';
import { showStatus } from './status.js';

const PAUSE = 60;

const LONGEST_PAUSE = 900;

// Of no use to ask for the reports then: they would be refused too.
const FOR_EVERYTHING = new Set([403, 429, undefined]);

let busy = false;
let due = 0;

async function refresh(announced) {
  if (busy) {
    return;
  }
  busy = true;
  byId('refresh').hidden = false;
  byId('progress').textContent = announced ? 'Loading the figures.' : '';
  try {
    const problems = await load();
    const told = problems.map(({ problem }) => problem);
    if (told.some(({ status }) => status === 401)) {
      askWho(told.find(({ status }) => status === 401));
      return;
    }
    showProblems(problems);
    const wait = Math.max(PAUSE, ...told.map(({ retryAfter }) => retryAfter ?? 0));
    due = Date.now() + Math.min(wait, LONGEST_PAUSE) * 1_000;
    if (announced) {
      byId('progress').textContent = problems.length ? '' : 'The figures are up to date.';
    }
  } finally {
    busy = false;
  }
}

/** Asks for the status alone first, so that a caller who is not known is refused once. */
async function load() {
  const status = await gateway.read('v1/status');
  if (status.problem && (status.problem.status === 401 || FOR_EVERYTHING.has(status.problem.status))) {
    byId('forget').hidden = credential.kept() === null;
    return [{ part: 'everything', problem: status.problem }];
  }
  const [deployment, usage] = await Promise.all(['deployment', 'usage']
    .map((report) => gateway.read(`v1/analytics/licenses/${report}`)));
  if ([deployment, usage].some(({ problem }) => problem?.status === 401)) {
    return [deployment, usage].filter(({ problem }) => problem).map(({ problem }) => ({ part: 'reports', problem }));
  }
  // Before they are drawn: what is hidden has no width.
  byId('sign-in').hidden = true;
  byId('figures').hidden = false;
  byId('forget').hidden = credential.kept() === null;
  const problems = [];
  const show = (part, answer, shown) => {
    const problem = answer.problem ?? tried(() => shown(answer));
    if (problem) {
      problems.push({ part, problem });
    }
  };
  show('deployment', deployment, (answer) => showDeployments(deployments(answer.data), answer));
  show('usage', usage, (answer) => showUsages(usages(answer.data), answer));
  show('status', status, (answer) => showStatus(answer.data));
  const now = new Date();
  byId('updated').replaceChildren('Updated ', timeElement(now, clock(now)));
  return problems;
}

/** An answer may come from a gateway of another version. */
function tried(show) {
  try {
    show();
    return null;
  } catch {
    return { title: 'The answer cannot be shown', detail: 'It has another form than this page knows. Load the page again.' };
  }
}

function askWho(problem) {
  const tried = credential.kept() !== null;
  forgetEverything();
  byId('sign-in').hidden = false;
  byId('credential-error').textContent = tried ? `${problem.title}. ${problem.detail}` : '';
  byId('credential').focus();
}

function forgetEverything() {
  credential.forget();
  gateway.forgetAll();
  clear();
  showProblems([]);
  due = Infinity;
  byId('figures').hidden = true;
  byId('refresh').hidden = true;
  byId('forget').hidden = true;
  byId('updated').replaceChildren();
  byId('progress').textContent = '';
}

byId('sign-in').querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = byId('credential');
  if (!credential.keep(field.value)) {
    byId('credential-error').textContent = 'That is no key and no token: it has characters that neither has.';
    return;
  }
  field.value = '';
  byId('credential-error').textContent = '';
  refresh(true);
});

byId('forget').addEventListener('click', () => {
  forgetEverything();
  byId('sign-in').hidden = false;
  byId('credential').focus();
});

byId('refresh').addEventListener('click', () => refresh(true));

setInterval(() => {
  if (!document.hidden && Date.now() >= due) {
    refresh(false);
  }
}, 5_000);

refresh(true);
