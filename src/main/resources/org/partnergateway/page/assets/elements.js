// Elements with text: nothing that comes from elsewhere is ever parsed as markup.

export function element(name, attributes = {}, ...content) {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      created.setAttribute(attribute, value);
    }
  }
  created.append(...content);
  return created;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A time for readers and for programs. */
export function timeElement(date, text) {
  return date === null ? text : element('time', { datetime: date.toISOString() }, text);
}

/** An entry of a list of descriptions. */
export function description(term, value, note, state) {
  const entry = element('div', { 'data-state': state }, element('dt', {}, term), element('dd', {}, value));
  if (note) {
    entry.append(element('dd', { class: 'note' }, note));
  }
  return entry;
}
