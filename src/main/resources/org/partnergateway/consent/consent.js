// Takes what the browser came back with out of the address bar. Nothing else needs a script.
if (location.search.includes('state=')) {
  history.replaceState(null, '', location.pathname);
}
