// What went wrong, said once however much of the page it concerns.

import { byId, description, element } from './elements.js';
import { duration } from './format.js';

let shown = '';

/** Shows problems, each with what it concerns. */
export function showProblems(problems) {
  const groups = Map.groupBy(problems, ({ problem }) => `${problem.status} ${problem.title} ${problem.detail}`);
  // Those that stay are not announced again.
  const now = [...groups.keys()].join('\n');
  if (now !== shown || now === '') {
    shown = now;
    byId('problems').replaceChildren(...[...groups.values()].map(notice));
  }
}

function notice(group) {
  const { status, title, detail, retryAfter } = group[0].problem;
  const ids = group.map(({ problem }) => problem.requestId).filter(Boolean);
  const facts = element('dl', {}, description('Concerns', group.map(({ part }) => part).join(', ')));
  if (status) {
    facts.append(description('Status', String(status)));
  }
  if (Number.isFinite(retryAfter)) {
    facts.append(description('Try again after', duration(retryAfter)));
  }
  if (ids.length) {
    facts.append(description('MS-RequestId', ids.join(' ')));
  }
  return element('div', { class: 'problem' }, element('h2', {}, title), element('p', {}, detail), facts);
}
