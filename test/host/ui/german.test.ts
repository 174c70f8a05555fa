import { useWorkbench } from "../use-workbench";

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
    await workbench().page.keyboard.press("Escape");
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
