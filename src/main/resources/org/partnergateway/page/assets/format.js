// Numbers and times, as text. What is not known is a dash.

export const UNKNOWN = '–';

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

const DAY = { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' };

const MINUTE = { timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export function number(value) {
  return value === null ? UNKNOWN : NUMBER.format(value);
}

export function percent(value) {
  return value === null ? UNKNOWN : `${NUMBER.format(value)}%`;
}

/** The two largest units that matter. */
export function duration(seconds) {
  if (seconds === null) {
    return UNKNOWN;
  }
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3_600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  if (seconds < 86_400) {
    const minutes = Math.floor(seconds / 60) % 60;
    return `${Math.floor(seconds / 3_600)} h${minutes ? ` ${minutes} min` : ''}`;
  }
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
}

/** As the gateway is told it: a kB has 1024 bytes. */
export function bytes(count) {
  const power = count < 1_024 ? 0 : count < 1_048_576 ? 1 : 2;
  return `${NUMBER.format(Number((count / 1_024 ** power).toPrecision(3)))} ${['B', 'kB', 'MB'][power]}`;
}

export function day(date) {
  return date === null ? UNKNOWN : new Intl.DateTimeFormat('en-GB', DAY).format(date);
}

/** A day, with the time unless that is midnight. */
export function moment(date) {
  return date === null || date.getTime() % 86_400_000 === 0 ? day(date)
    : `${day(date)}, ${new Intl.DateTimeFormat('en-GB', MINUTE).format(date)}`;
}

export function clock(date) {
  return new Intl.DateTimeFormat('en-GB', { ...MINUTE, second: '2-digit' }).format(date);
}
