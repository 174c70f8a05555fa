/**
 * Runs in the page before its own script: answers its first message with `networkToSend`, and notes when the first rows
 * are there and when a press of End moves the focus to the layer `lastLayer`, as `times`.
 */
(() => {
  globalThis.keepInEditor = () => Promise.resolve();
  const original = globalThis.acquireVsCodeApi;
  globalThis.acquireVsCodeApi = () => ({
    ...original(),
    postMessage: () => window.postMessage(globalThis.networkToSend, window.origin),
  });

  let firstRows;
  const look = () => {
    const first = document.querySelector("button.layer-box");
    if (first !== null) firstRows ??= performance.now();
    const last = document.querySelector(`[data-layer="${globalThis.lastLayer}"] button`);
    if (first !== null && last !== null) {
      first.focus();
      first.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true, cancelable: true }));
    }
    if (last !== null && document.activeElement === last) {
      requestAnimationFrame(() => (globalThis.times = { firstRows, usable: performance.now() }));
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
})();
