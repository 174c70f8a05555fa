/** Id of the element of a webview's page that holds the page's texts in the language of the editor, as JSON. */
export const TRANSLATIONS = "translations";
