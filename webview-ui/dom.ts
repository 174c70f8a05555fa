/** Small helpers to build the page. Text only ever enters as text nodes, so a name can never become markup. */

type Attribute = string | number | boolean | undefined;
export type Child = Node | string | undefined;

/** A part of the page that is made once and brought up to date as the state of the panel changes. */
export interface Section<State> {
  readonly element: HTMLElement;
  update(state: State): void;
}

/**
 * Makes an element.
 *
 * @param attributes `true` sets an empty attribute; `false` and `undefined` set none
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Makes an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: Node[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

function setAttributes(element: Element, attributes: Readonly<Record<string, Attribute>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** A codicon; decoration only, so the text beside it has to say the same. */
export const icon = (name: string, extra = ""): HTMLElement =>
  h("span", { class: `codicon codicon-${name} ${extra}`.trim(), "aria-hidden": "true" });

/** Replaces the text where it changed, so that live regions only speak when there is news. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A button that does one thing. */
export function button(
  label: string,
  iconName: string,
  onClick: () => void,
  attributes: Readonly<Record<string, Attribute>> = {},
): HTMLButtonElement {
  const element = h("button", { type: "button", ...attributes }, icon(iconName), h("span", { class: "label" }, label));
  element.addEventListener("click", onClick);
  return element;
}

/** A checkbox drawn as a button. `mark` is put between the box and the label. */
export function toggle(
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
  mark?: Node,
): HTMLLabelElement {
  const box = h("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => {
    onChange(box.checked);
  });
  return h("label", { class: "toggle" }, box, mark, h("span", {}, label));
}

/** A list to pick one entry from; its owner brings entries and choice up to date. */
export interface Picker {
  readonly element: HTMLElement;
  /** @param entries value and text, in their order */
  update(entries: readonly (readonly [value: string, text: string])[], chosen: string): void;
}

/** @param name what it is called for those who listen, who do not see what it stands beside */
export function picker(label: string, name: string, onPick: (value: string) => void): Picker {
  const list = h("select", { "aria-label": name });
  list.addEventListener("change", () => {
    onPick(list.value);
  });
  let drawn = "";
  return {
    element: h("label", { class: "picker" }, h("span", {}, label), list),
    update(entries, chosen) {
      const signature = JSON.stringify(entries);
      if (signature !== drawn) list.replaceChildren(...entries.map(([value, text]) => h("option", { value }, text)));
      drawn = signature;
      if (list.value !== chosen) list.value = chosen;
    },
  };
}

/** A heading; `number` makes it a column of figures, aligned at the right. */
export type Column = string | { readonly number: string };

/**
 * A table with a caption that is read out.
 *
 * @param rows cells; the first one of a row is its heading
 */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Child[])[]): HTMLElement {
  const classes = columns.map((column) => (typeof column === "string" ? undefined : "number"));
  const headings = columns.map((column, index) =>
    h("th", { scope: "col", class: classes[index] }, typeof column === "string" ? column : column.number),
  );
  const cells = (row: readonly Child[]) =>
    row.map((cell, index) =>
      index === 0 ? h("th", { scope: "row", class: classes[index] }, cell) : h("td", { class: classes[index] }, cell),
    );
  return h(
    "table",
    {},
    h("caption", { class: "visually-hidden" }, caption),
    h("thead", {}, h("tr", {}, ...headings)),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...cells(row)))),
  );
}

/** A region with a heading; `body` is where its owner puts what it shows. */
export function region(id: string, title: string): { element: HTMLElement; heading: HTMLElement; body: HTMLElement } {
  const heading = h("h2", { id: `${id}-title` }, title);
  const body = h("div", { class: "body" });
  const element = h("section", { id, "aria-labelledby": `${id}-title` }, heading, body);
  return { element, heading, body };
}

/** A region of its own that scrolls, and so has to be reachable by keyboard and to have a name. */
export const scroller = (name: string, ...children: Child[]): HTMLElement =>
  h("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": name }, ...children);
