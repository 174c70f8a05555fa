const PREFIX = "attribute/";

/** Share of test examples of seen classes whose attribute is recognised; the area under its curve. */
export const attributeFigure = (attribute: string, what: "accuracy" | "auc"): string => `${PREFIX}${attribute}/${what}`;

/** @returns the attribute whose area it is; undefined for other figures */
export const attributeOf = (figure: string): string | undefined =>
  figure.startsWith(PREFIX) && figure.endsWith("/auc") ? figure.slice(PREFIX.length, -"/auc".length) : undefined;
