// A table that its reader can sort.

import { element } from './elements.js';

/**
 * Makes a table.
 * @param caption what is in it
 * @param columns for each a label, what to sort a row by (without that it cannot be sorted by), what a
 * cell says, and whether that is a number
 * @param order where to begin: the index of a column, and 'ascending' or 'descending'
 * @param onOrder hears of the rows in their order
 */
export function table(caption, columns, order, onOrder = () => {}) {
  let rows = [];
  let [column, direction] = order;
  const body = element('tbody');
  const heads = columns.map((one, index) => head(one, () => {
    direction = index === column && direction === 'ascending' ? 'descending' : 'ascending';
    column = index;
    show();
  }));
  const whole = element('table', {}, element('caption', { class: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...heads)), body);

  function show() {
    columns.forEach((one, index) => {
      if (one.by) {
        heads[index].setAttribute('aria-sort', index === column ? direction : 'none');
      }
    });
    const ordered = columns[column].by ? sorted(rows, columns[column].by, direction) : rows;
    body.replaceChildren(...ordered.map((row) => element('tr', {}, ...columns.map((one, index) => cell(one, index, row)))));
    onOrder(ordered);
  }

  return {
    element: whole,
    show(now) {
      rows = now;
      show();
    },
  };
}

function head(column, onSort) {
  const attributes = { scope: 'col', class: column.number ? 'number' : null };
  if (!column.by) {
    return element('th', attributes, column.label);
  }
  const button = element('button', { type: 'button' }, column.label);
  button.addEventListener('click', onSort);
  return element('th', attributes, button);
}

function cell(column, index, row) {
  const says = column.cell(row);
  const content = Array.isArray(says) ? says : [says];
  return index === 0 ? element('th', { scope: 'row' }, ...content)
    : element('td', { class: column.number ? 'number' : null }, ...content);
}

/** What is not known comes last, whatever the direction. */
function sorted(rows, by, direction) {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a === null || b === null) {
      return (a === null) - (b === null);
    }
    return sign * (typeof a === 'string' ? a.localeCompare(b, 'en') : a - b);
  });
}
