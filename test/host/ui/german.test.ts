import { useWorkbench } from "../use-workbench";
import { panel } from "./experiments";

describe("the window in German", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace", locale: "de" });

  it("names views and commands in German", async () => {
    await workbench().palette("Transferlernen: Erste Schritte");
    await workbench().page.getByText("Erste Schritte mit Transferlernen").first().waitFor();
    await workbench().openViewContainer("Transfer Lab");
    await workbench().page.getByRole("button", { name: "Datensätze" }).first().waitFor();
  });

  it("says states, lenses and questions in German", async () => {
    await workbench()
      .treeItem(/clusters.*noch keine Läufe/)
      .waitFor();
    await workbench().openFile("clusters.transfer.json");
    await workbench().codeLens("Ausführen").waitFor();
    await workbench().palette("Transferlernen: Neues Experiment …");
    await workbench().page.locator('.quick-input-widget:visible input[placeholder="Was haben Sie?"]').waitFor();
    await workbench().quickInputRow("Wenige Beispiele mit Klassen").waitFor();
    await workbench().screenshot("german");
    await workbench().quickPick("Wenige Beispiele mit Klassen");
    await workbench().quickInputRow("Ein Quellmodell auf Ihren wenigen Beispielen").waitFor();
    await workbench().screenshot("german-methods");
    await workbench().page.keyboard.press("Escape");
  });

  it("gives the verdict in German, and names the arms", async () => {
    await workbench().codeLens("Ausführen").click();
    const result = await panel(workbench());
    await result.locator(".verdict-sentence", { hasText: /gegenüber „Training von Grund auf“/ }).waitFor();
    await result
      .getByRole("row", { name: /Lineare Sonde/ })
      .first()
      .waitFor();
    await workbench()
      .notification(/clusters\.transfer\.json: .*gegenüber „Training von Grund auf“/)
      .waitFor();
    await workbench().screenshot("german-verdict");
  });

  it("writes figures as Germans do", async () => {
    await workbench().palette("Transfer Lab: Focus on Datensätze View");
    const table = workbench().treeItem(/few\.csv, \d Klassen, 48 Beispiele · Tabelle/);
    await table.click();
    await workbench()
      .treeItem(/Klasse \w+, \d+ Beispiele, \d+,\d\s%/)
      .first()
      .waitFor();
  });
});
