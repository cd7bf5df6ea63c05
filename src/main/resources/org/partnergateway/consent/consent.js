// Takes what the browser came back with out of the address bar. Nothing else needs a script.
if (/[?&](state|attempt)=/.test(location.search)) {
  history.replaceState(null, '', location.pathname);
}
