/** `1st`, `2nd`, `11th` */
import { t } from "@vscode/l10n";
export function ordinal(place: number): string {
  const isTeen = place % 100 >= 11 && place % 100 <= 13;
  switch (isTeen ? 0 : place % 10) {
    case 1:
      return t("{0}st", place);
    case 2:
      return t("{0}nd", place);
    case 3:
      return t("{0}rd", place);
    default:
      return t("{0}th", place);
  }
}
