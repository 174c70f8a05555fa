/**
 * Runs in the page before the panel's own script: the editor's side of a webview. The harness provides the functions
 * `postToEditor`, `keepInEditor`, and the state kept so far as `keptInEditor`.
 */
(() => {
  let handedOut = false;
  let state;
  let keeping = Promise.resolve();

  globalThis.acquireVsCodeApi = () => {
    if (handedOut) throw new Error("An instance of the VS Code API has already been acquired");
    handedOut = true;
    state = window.keptInEditor;
    return Object.freeze({
      postMessage: (message) => void window.postToEditor(structuredClone(message)),
      getState: () => state,
      setState: (next) => {
        state = structuredClone(next);
        keeping = window.keepInEditor(state);
        return next;
      },
    });
  };

  globalThis.editor = {
    /** As VS Code marks a webview's page: tokens on the root element, the kind of theme on the body. */
    setTheme: (kind, tokens) => {
      const root = document.documentElement;
      root.removeAttribute("style");
      for (const [name, value] of Object.entries(tokens)) root.style.setProperty(name, value);
      const classes = document.body.classList;
      classes.remove(...[...classes].filter((name) => name.startsWith("vscode-")));
      classes.add(`vscode-${kind}`);
      if (kind === "high-contrast-light") classes.add("vscode-high-contrast");
      document.body.dataset.vscodeThemeKind = `vscode-${kind}`;
    },
    /** Resolves once the editor has what the page kept last. */
    kept: () => keeping,
    send: (message) => window.postMessage(message, window.origin),
    brokenRules: async (rules) => {
      const { violations } = await axe.run({ runOnly: rules });
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} at ${html}`));
    },
  };
})();
