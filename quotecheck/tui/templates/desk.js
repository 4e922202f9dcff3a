// Keys go to the desk at once: without this the page would first want a click.
new MutationObserver((changes, observer) => {
  const keys = document.querySelector(".xterm-helper-textarea");
  if (keys) {
    observer.disconnect();
    keys.focus();
  }
}).observe(document.documentElement, { childList: true, subtree: true });
