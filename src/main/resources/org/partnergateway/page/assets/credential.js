// The one credential that callers have: kept for this tab, and nowhere else.

const KEY = 'credential';

// What a header can carry.
const FORM = /^[\x21-\x7e]+$/;

export function kept() {
  return sessionStorage.getItem(KEY);
}

/** Keeps a credential, if it can be one. */
export function keep(text) {
  const credential = text.trim().replace(/^Bearer\s+/i, '');
  if (!FORM.test(credential)) {
    return false;
  }
  sessionStorage.setItem(KEY, credential);
  return true;
}

export function forget() {
  sessionStorage.removeItem(KEY);
}
