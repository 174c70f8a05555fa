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
    shownTexts: () => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      const attributes = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "placeholder", "alt"];
      const elements = [...document.body.querySelectorAll("*:not(script, style)")];
      return elements
        .filter((element) => (element.closest("select") ?? element).checkVisibility())
        .flatMap((element) => [
          ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
          ...attributes.flatMap((name) => element.getAttribute(name) ?? []),
        ]);
    },
    cutOff: () =>
      [document.documentElement, ...document.querySelectorAll("h1, h2, h3, button, legend, summary, .toggle, thead th")]
        .filter(
          (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline",
        )
        .map((element) => (element === document.documentElement ? "page" : element.textContent)),
    brokenRules: async (rules) => {
      const { violations } = await axe.run({ runOnly: rules });
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help} at ${html}`));
    },
  };
})();
