// The two partner reports: totals, and for each question a chart with its table.

import { bars } from './bars.js';
import { byId, description, element, timeElement } from './elements.js';
import { UNKNOWN, day, duration, moment, number, percent } from './format.js';
import { newest } from './rows.js';
import { table } from './table.js';

const named = (value) => value ?? UNKNOWN;

const SERVICE = { label: 'Service', by: (row) => row.service, cell: (row) => named(row.service) };

const CHANNEL = { label: 'Channel', by: (row) => row.channel, cell: (row) => named(row.channel) };

const PROCESSED = { label: 'Processed', by: (row) => row.processed?.getTime() ?? null, number: true,
  cell: (row) => timeElement(row.processed, day(row.processed)) };

const sold = view('sold', 'Licenses sold, by service and channel', [SERVICE, CHANNEL,
  { label: 'Sold', by: (row) => row.sold, cell: (row) => number(row.sold), number: true }], [2, 'descending'], stacked);

const deployed = view('deployed', 'Share of the licenses sold that is deployed, by service', [SERVICE, CHANNEL,
  { label: 'Deployed', by: (row) => row.deployed, cell: (row) => percent(row.deployed), number: true }, PROCESSED],
[2, 'descending'], (rows) => shares(rows, 'Deployed', (row) => row.deployed, serviceNames(rows)));

const used = view('used', 'Share of the licenses that is used, by workload', [
  { label: 'Workload', by: (row) => row.workload, cell: (row) => named(row.workload) }, SERVICE, CHANNEL,
  { label: 'Used', by: (row) => row.used, cell: (row) => percent(row.used), number: true }, PROCESSED],
[3, 'descending'], (rows) => shares(rows, 'Used', (row) => row.used, workloadNames(rows)));

export function showDeployments(rows, answer) {
  sold.show(rows, null);
  deployed.show(rows, answer);
  showTotals(rows);
}

export function showUsages(rows, answer) {
  used.show(rows, answer);
}

/** Leaves nothing of the figures on the page. */
export function clear() {
  byId('totals').replaceChildren();
  [sold, deployed, used].forEach((one) => one.clear());
}

function view(id, caption, columns, order, toBars) {
  const chart = bars(`Bar chart: ${caption}. The table has the same figures.`);
  const figures = table(caption, columns, order, (rows) => chart.show(toBars(rows)));
  const pair = element('div', { class: 'pair' }, chart.element, element('div', {}, figures.element));
  const nothing = element('p', { class: 'nothing' });
  const freshness = element('p', { class: 'freshness' });
  byId(id).append(pair, nothing, freshness);

  function show(rows, says, fresh) {
    pair.hidden = rows.length === 0;
    nothing.hidden = rows.length > 0;
    nothing.textContent = says;
    freshness.replaceChildren(...fresh);
    figures.show(rows);
  }

  show([], 'There is no answer yet.', []);
  return {
    show: (rows, answer) => show(rows, 'Nothing: the report came, and has no rows.', freshnessOf(rows, answer)),
    clear: () => show([], 'There is no answer yet.', []),
  };
}

function freshnessOf(rows, answer) {
  if (answer === null) {
    return [];
  }
  const { age, cacheStatus } = answer;
  const processed = newest(rows);
  const parts = [processed === null ? 'Partner Center does not say when it processed this.'
    : element('span', {}, 'Processed by Partner Center ', timeElement(processed, moment(processed)), '.')];
  if (age !== null) {
    parts.push(` Fetched ${duration(age)} ago${stillFresh(cacheStatus)}.`);
  }
  if (cacheStatus !== null) {
    parts.push(' ', element('code', {}, `Age: ${age ?? UNKNOWN}  Cache-Status: ${cacheStatus}`));
  }
  return parts;
}

function stillFresh(cacheStatus) {
  const left = /; ttl=(-?\d+)/.exec(cacheStatus ?? '')?.[1];
  if (left === undefined) {
    return '';
  }
  return left < 0 ? `, ${duration(-left)} past its time to live` : `, fresh for ${duration(Number(left))}`;
}

function showTotals(rows) {
  const known = rows.filter((row) => row.sold !== null);
  const total = known.reduce((sum, row) => sum + row.sold, 0);
  const weighed = known.filter((row) => row.deployed !== null);
  const weight = weighed.reduce((sum, row) => sum + row.sold, 0);
  const share = weight ? weighed.reduce((sum, row) => sum + row.sold * row.deployed, 0) / weight : null;
  const services = new Set(rows.map((row) => row.service).filter((service) => service !== null)).size;
  const processed = newest(rows);
  byId('totals').replaceChildren(
    description('Licenses sold', number(known.length ? total : null)),
    description('Deployed', percent(share), 'weighted by licenses sold'),
    description('Services', number(services)),
    description('Processed', timeElement(processed, day(processed)), 'the newest row of deployment'));
}

/** One bar for each service, with a part for each channel. */
function stacked(rows) {
  const labels = [...new Set(rows.map((row) => named(row.service)))];
  const channels = [...new Set(rows.map((row) => named(row.channel)))].toSorted();
  const sum = (test) => rows.filter(test).reduce((total, row) => total + (row.sold ?? 0), 0);
  return {
    labels,
    series: channels.map((channel) => ({ name: channel, values: labels.map((service) => sum((row) =>
      named(row.service) === service && named(row.channel) === channel)) })),
    figures: labels.map((service) => number(sum((row) => named(row.service) === service))),
  };
}

function shares(rows, name, value, labels) {
  return { labels, series: [{ name, values: rows.map(value) }], figures: rows.map((row) => percent(value(row))), full: 100 };
}

/** A service by its name, and by its channel too where there are several. */
function serviceNames(rows) {
  return unambiguous(rows.map((row) => [named(row.service), named(row.channel)]));
}

function workloadNames(rows) {
  return unambiguous(rows.map((row) => [named(row.workload), named(row.service), named(row.channel)]));
}

function unambiguous(names) {
  const depth = (parts) => {
    let used = 1;
    const same = (other) => parts.slice(0, used).every((part, index) => part === other[index]);
    while (used < parts.length && names.filter(same).length > 1) {
      used += 1;
    }
    return used;
  };
  return names.map((parts) => parts.slice(0, depth(parts)).join(' · '));
}
