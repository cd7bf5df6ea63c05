// Asks the gateway, as any other caller does.

import * as credential from './credential.js';

const PATIENCE = 40_000;

const seen = new Map();

/**
 * Reads a resource. What has not changed since the last time is not sent again.
 * @returns {data, age, cacheStatus}, or {problem} with title, detail, status, requestId, retryAfter
 */
export async function read(path) {
  const before = seen.get(path);
  let response;
  try {
    response = await fetch(new URL(path, document.baseURI), {
      headers: headers(before),
      cache: 'no-store', // The condition is ours, or a 304 would not be seen.
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 304) {
      return { ...facts(response), data: before.data };
    }
    if (!response.ok) {
      return { problem: await problem(response) };
    }
    const data = await response.json();
    seen.set(path, { tag: response.headers.get('ETag'), data });
    return { ...facts(response), data };
  } catch (cause) {
    return { problem: failure(cause, response) };
  }
}

export function forgetAll() {
  seen.clear();
}

function headers(before) {
  const headers = { Accept: 'application/json' };
  const secret = credential.kept();
  if (secret) {
    headers.Authorization = `Bearer ${secret}`;
  }
  if (before?.tag) {
    headers['If-None-Match'] = before.tag;
  }
  return headers;
}

function facts(response) {
  return { age: seconds(response, 'Age'), cacheStatus: response.headers.get('Cache-Status') };
}

async function problem(response) {
  let told = {};
  try {
    told = await response.json();
  } catch {
    // Something between the page and the gateway has answered.
  }
  return {
    status: response.status,
    title: told.title ?? `The answer has the status ${response.status}`,
    detail: told.detail ?? 'It did not come from the gateway.',
    requestId: told.requestId ?? response.headers.get('MS-RequestId'),
    retryAfter: seconds(response, 'Retry-After'),
  };
}

function failure(cause, response) {
  if (response) {
    return { title: 'The answer cannot be read', detail: 'It is cut short, or no JSON.',
      requestId: response.headers.get('MS-RequestId') };
  }
  return cause.name === 'TimeoutError'
    ? { title: 'The gateway did not answer in time', detail: 'The page will ask again.' }
    : { title: 'The gateway cannot be reached', detail: 'The page will ask again.' };
}

function seconds(response, name) {
  const value = response.headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}
