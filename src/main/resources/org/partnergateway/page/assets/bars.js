// Horizontal bars, with a name before and a figure behind each.

import { element } from './elements.js';

/**
 * Makes a chart.
 * @param label what it shows, for those who do not see it
 */
export function bars(label) {
  const rows = element('div', { class: 'bars', role: 'img', 'aria-label': label });
  const legend = element('ul', { class: 'legend' });
  const whole = element('div', { class: 'chart' }, rows, legend);
  return {
    element: whole,
    /**
     * Shows figures.
     * @param labels the name of each bar
     * @param series the parts of the bars, each with a name and a value for each label
     * @param figures what is written behind each bar
     * @param full what a full bar is; if there is no such thing, the longest one is full
     */
    show({ labels, series, figures, full }) {
      const longest = full ?? Math.max(...labels.map((_, index) => sum(series, index)));
      whole.hidden = labels.length === 0;
      rows.classList.toggle('tracked', full !== undefined);
      rows.replaceChildren(...labels.map((name, index) => element('div', { class: 'bar' },
        element('span', { class: 'name', title: name }, name),
        element('span', { class: 'track' }, ...series.map((one, part) => piece(one, part, index, longest))),
        element('span', { class: 'figure' }, figures[index]))));
      legend.hidden = series.length < 2;
      legend.replaceChildren(...series.map((one, part) => element('li', { class: colourOf(part) }, one.name)));
    },
  };
}

function piece({ name, values }, part, index, longest) {
  const value = values[index] ?? 0;
  const created = element('span', { class: `part ${colourOf(part)}`, title: name });
  // The style of an element, not a style in line: the policy allows no other.
  created.style.width = `${longest > 0 ? Math.min(Math.max(value / longest, 0), 1) * 100 : 0}%`;
  return created;
}

function sum(series, index) {
  return series.reduce((total, one) => total + (one.values[index] ?? 0), 0);
}

function colourOf(part) {
  return `series-${part % 5 + 1}`;
}
