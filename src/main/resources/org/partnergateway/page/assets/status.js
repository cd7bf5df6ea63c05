// How the gateway is.

import { byId, description, element, timeElement } from './elements.js';
import { UNKNOWN, bytes, clock, day, duration, number } from './format.js';
import { table } from './table.js';

// A consent ends if it is not used for 90 days.
const OLD_CONSENT = 60 * 86_400;

const BREAKER = {
  closed: () => ['Closed', 'every fetch goes through', 'good'],
  open: ({ leftAlone }) => ['Open', `Partner Center is left alone for ${duration(leftAlone)}`, 'bad'],
  probing: () => ['Probing', 'one fetch finds out whether Partner Center is well', 'fair'],
};

const SHARED = {
  none: ['None', 'this replica keeps its own', null],
  working: ['Working', 'replicas share what they fetch', 'good'],
  failing: ['Failing', 'this replica keeps its own meanwhile', 'bad'],
};

const stored = table('Reports that are stored', [
  { label: 'Report', cell: (row) => row.report },
  { label: 'Fetched', cell: (row) => (row.age === null ? 'not yet' : `${duration(row.age)} ago`), number: true },
  { label: 'Fresh for', cell: (row) => fresh(row), number: true },
  { label: 'Left alone for', cell: (row) => (row.leftAlone ? duration(row.leftAlone) : UNKNOWN), number: true },
], [0, 'ascending']);

const refusals = table('Requests that were answered with a problem, the newest first', [
  { label: 'When', cell: (row) => when(new Date(row.time)) },
  { label: 'Problem', cell: (row) => [row.type, element('small', {}, String(row.status))] },
  { label: 'Path and MS-RequestId', cell: (row) => [row.path, element('small', { class: 'id' }, row.requestId)] },
], [0, 'ascending']);

const noRefusals = element('p', { class: 'nothing' }, 'None since the start.');

byId('stored').append(stored.element);
byId('refusals').append(refusals.element, noRefusals);

export function showStatus(status) {
  const [breaker, breakerNote, breakerState] = BREAKER[status.breaker.state](status.breaker);
  const [shared, sharedNote, sharedState] = SHARED[status.stores.shared];
  byId('states').replaceChildren(
    token(status.accessToken),
    refreshToken(status.refreshToken, status.consent),
    consent(status.consent),
    description('Breaker', breaker, breakerNote, breakerState),
    backOffs(status.stores.leftAlone),
    description('Local store', `${number(status.stores.entries)} stored`,
      `${bytes(status.stores.bytes)} of ${bytes(status.stores.mostBytes)}`),
    description('Shared store', shared, sharedNote, sharedState));
  stored.show(status.reports);
  refusals.show(status.refusals);
  refusals.element.hidden = status.refusals.length === 0;
  noRefusals.hidden = status.refusals.length > 0;
}

function token({ expiresIn, problem, remedy, retryAfter }) {
  const left = expiresIn ? `good for ${duration(expiresIn)}` : null;
  if (problem) {
    return description('Access token', `Not to be had: ${problem}`,
      [remedy, `Asked for again in ${duration(retryAfter)}.`].filter(Boolean).join(' '), 'bad');
  }
  if (expiresIn === null) {
    return description('Access token', 'None yet', 'asked for when it is needed', 'fair');
  }
  return left ? description('Access token', 'Valid', left, 'good')
    : description('Access token', 'Expired', 'renewed when it is needed', 'fair');
}

function refreshToken({ kept, age }, { state }) {
  if (state === 'missing') {
    return description('Refresh token', 'None yet', 'a consent brings it', 'bad');
  }
  if (!kept && age === null) {
    return description('Refresh token', 'None', 'this grant takes none');
  }
  if (!kept) {
    return description('Refresh token', 'In memory only', 'its file cannot be written', 'bad');
  }
  if (age === null) {
    return description('Refresh token', 'Missing', 'its file cannot be read', 'bad');
  }
  return description('Refresh token', `${duration(age)} old`, 'ends when unused for 90 days',
    age > OLD_CONSENT ? 'fair' : 'good');
}

function consent({ state, age, mfa }) {
  if (state === 'none') {
    return description('Consent', 'None', 'this grant needs none');
  }
  if (state === 'missing') {
    return description('Consent', 'Missing', 'an operator gives it at /consent on the management port: the log has the address',
      'bad');
  }
  if (mfa === false) {
    return description('Consent', 'Without MFA', 'Partner Center will refuse it: consent again, with multi-factor authentication',
      'bad');
  }
  const given = state === 'given' ? `${duration(age)} old` : 'Of unknown age';
  return mfa ? description('Consent', given, 'with multi-factor authentication', 'good')
    : description('Consent', given, 'Partner Center has not said whether it shows multi-factor authentication', 'fair');
}

function backOffs(count) {
  return count === 0 ? description('Back-offs', 'None', 'Partner Center may be asked for everything', 'good')
    : description('Back-offs', number(count), 'over one question, one report or everything: see the table', 'fair');
}

function fresh({ age, timeToLive }) {
  if (age === null) {
    return UNKNOWN;
  }
  return timeToLive >= age ? duration(timeToLive - age) : `${duration(age - timeToLive)} past`;
}

function when(date) {
  const today = new Date().toISOString().slice(0, 10) === date.toISOString().slice(0, 10);
  return today ? timeElement(date, clock(date)) : [timeElement(date, day(date)), element('small', {}, clock(date))];
}
