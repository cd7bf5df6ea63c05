// Horizontal bars with their figures beside them, in the colours of the page.

import { element } from './elements.js';

// As high as a row of the table.
const ROW = 36;

const GAP = 12;

// Of the width of a chart.
const LONGEST_LABEL = 0.42;

const dark = matchMedia('(prefers-color-scheme: dark)');

/**
 * Makes a chart.
 * @param label what it shows, for those who do not see it
 */
export function bars(label) {
  const canvas = element('canvas', { role: 'img', 'aria-label': label });
  const frame = element('div', { class: 'frame' }, canvas);
  const legend = element('ul', { class: 'legend' });
  const whole = element('div', { class: 'chart' }, frame, legend);
  let chart = null;
  let shown = null;

  function draw() {
    chart?.destroy();
    chart = null;
    whole.hidden = !shown?.labels.length;
    if (!whole.hidden) {
      // The style of an element, not a style in line: the policy allows no other.
      frame.style.height = `${shown.labels.length * ROW}px`;
      chart = new Chart(canvas, configuration(shown, canvas));
      legend.hidden = shown.series.length < 2;
      legend.replaceChildren(...shown.series.map((one, index) => element('li', { class: colourOf(index) }, one.name)));
    }
  }

  dark.addEventListener('change', draw);
  return {
    element: whole,
    /**
     * Shows figures.
     * @param now labels; series, each with a name and a value for each label; the figures to be written beside
     * the bars; and whole, what a full bar would be, if there is such a thing
     */
    show(now) {
      if (JSON.stringify(now) !== JSON.stringify(shown)) {
        shown = now;
        draw();
      }
    },
  };
}

function configuration({ labels, series, figures, whole }, canvas) {
  const colour = colours();
  const font = { family: getComputedStyle(document.body).fontFamily, size: 13 };
  const measure = measured(canvas.getContext('2d'), font);
  const largest = Math.max(...labels.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0)));
  const datasets = series.map((one, index) => ({
    label: one.name,
    data: one.values,
    backgroundColor: colour(colourOf(index)),
    stack: 'figures',
    grouped: false,
    barThickness: 12,
    borderRadius: 2,
    borderSkipped: false,
  }));
  if (whole) {
    datasets.push({ label: 'whole', data: labels.map(() => whole), backgroundColor: colour('track'), stack: 'whole',
      grouped: false, barThickness: 12, borderRadius: 2, borderSkipped: false });
  }
  return {
    type: 'bar',
    data: { labels, datasets },
    plugins: [texts(labels, figures, { font, measure, colour: colour('ink') })],
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: ({ chart }) => ({ left: widest(labels, measure, chart) + GAP, right: widest(figures, measure, chart) + GAP }) },
      scales: {
        x: { stacked: true, display: false, min: 0, max: Math.max(whole ?? 0, largest) || 1 },
        y: { stacked: true, display: false },
      },
      plugins: {
        legend: { display: false },
        tooltip: { enabled: series.length > 1, filter: (item) => item.dataset.label !== 'whole' },
      },
    },
  };
}

/** Labels before the bars and figures behind them, where a table would have them. */
function texts(labels, figures, { font, measure, colour }) {
  return {
    id: 'texts',
    afterDatasetsDraw({ ctx, scales, width }) {
      ctx.save();
      ctx.fillStyle = colour;
      ctx.textBaseline = 'middle';
      labels.forEach((label, index) => {
        const y = scales.y.getPixelForValue(index);
        const name = shortened(label, measure, most(width));
        ctx.textAlign = 'left';
        ctx.font = `${font.size}px ${font.family}`;
        ctx.fillText(name, 0, y);
        ctx.font = bold(font);
        ctx.textAlign = 'right';
        ctx.fillText(figures[index], width, y);
      });
      ctx.restore();
    },
  };
}

function colourOf(index) {
  return `series-${index % 5 + 1}`;
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function bold({ size, family }) {
  return `600 ${size}px ${family}`;
}

/** How wide a text is, at most. */
function measured(context, font) {
  return (text) => {
    context.font = bold(font);
    return Math.ceil(context.measureText(text).width);
  };
}

function widest(labels, measure, chart) {
  return Math.min(Math.max(...labels.map(measure)), most(chart.width));
}

function most(width) {
  return width * LONGEST_LABEL;
}

function shortened(label, measure, most) {
  let length = label.length;
  while (length > 1 && measure(label.slice(0, length)) > most) {
    length -= 1;
  }
  return length < label.length ? `${label.slice(0, length - 1).trimEnd()}…` : label;
}
