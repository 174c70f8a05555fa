import assert from "node:assert/strict";
import { decodeBmp } from "../../../src/data/bmp";
import type { Bmp } from "./bmp-file";
import { bmp } from "./bmp-file";

const decode = (file: Bmp) => decodeBmp(bmp(file), 1000);
const RED_BLUE = [
  [0, 0, 255],
  [255, 0, 0],
] as const;

describe("decodeBmp", () => {
  it("reads 24 bits, bottom row first, each row padded to four bytes", () => {
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const { width, height, channels, data } = decode({ width: 1, height: 2, bits: 24, rows });
    assert.deepEqual([width, height, channels], [1, 2, 3]);
    assert.deepEqual([...data], [6, 5, 4, 3, 2, 1]);
  });

  it("reads a file whose top row comes first", () => {
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    assert.deepEqual([...decode({ width: 1, height: -2, bits: 24, rows }).data], [3, 2, 1, 6, 5, 4]);
  });

  it("reads 1 bit a pixel through the palette, highest bit first", () => {
    const { data } = decode({ width: 9, height: 1, bits: 1, palette: RED_BLUE, rows: [[0b10000001, 0b10000000]] });
    const red = [255, 0, 0];
    const blue = [0, 0, 255];
    assert.deepEqual([...data], [blue, red, red, red, red, red, red, blue, blue].flat());
  });

  it("reads 4 and 8 bits a pixel through the palette", () => {
    const four = decode({ width: 3, height: 1, bits: 4, palette: RED_BLUE, rows: [[0x01, 0x10]] });
    assert.deepEqual([...four.data], [255, 0, 0, 0, 0, 255, 0, 0, 255]);
    const eight = decode({ width: 2, height: 1, bits: 8, palette: RED_BLUE, rows: [[1, 0]] });
    assert.deepEqual([...eight.data], [0, 0, 255, 255, 0, 0]);
  });

  it("reads the palette of the oldest header, three bytes an entry", () => {
    const { data } = decode({ width: 2, height: 1, bits: 1, palette: RED_BLUE, rows: [[0b01000000]], old: true });
    assert.deepEqual([...data], [255, 0, 0, 0, 0, 255]);
  });

  it("takes no transparency from the fourth byte of plain 32 bits", () => {
    assert.deepEqual([...decode({ width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 0]] }).data], [3, 2, 1]);
  });

  it("reads 32 bits with masks, transparency included", () => {
    const masks = [0xff, 0xff00, 0xff0000, 0xff000000] as const;
    const { channels, data } = decode({ width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 4]], masks });
    assert.equal(channels, 4);
    assert.deepEqual([...data], [1, 2, 3, 4]);
  });

  const broken: [what: string, file: Bmp, cut: number, message: string][] = [
    ["cut-off", { width: 1, height: 2, bits: 24, rows: [[1, 2, 3]] }, 0, "BMP of 58 bytes that should have 62"],
    ["cut-off header", { width: 1, height: 1, bits: 24, rows: [] }, 30, "BMP of 24 bytes that should have 26"],
    ["16-bit", { width: 1, height: 1, bits: 16, rows: [[1, 2]] }, 0, "BMP of 16 bits a pixel"],
    ["compressed", { width: 1, height: 1, bits: 8, rows: [[1]], compression: 1 }, 0, "compressed BMP, method 1"],
    ["empty", { width: 0, height: 1, bits: 24, rows: [] }, 0, "BMP of 0 × 1 pixels"],
    ["huge", { width: 100, height: 100, bits: 24, rows: [] }, 0, "BMP of 100 × 100 pixels is too large"],
    [
      "badly indexed",
      { width: 1, height: 1, bits: 8, palette: RED_BLUE, rows: [[2]] },
      0,
      "colour 2 of a palette of 2",
    ],
    [
      "oddly masked",
      { width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 4]], masks: [0x3ff, 0, 0, 0] },
      0,
      "BMP with the bit mask 0x3ff",
    ],
    [
      "colourless",
      { width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 4]], masks: [0, 0xff, 0xff00, 0] },
      0,
      "BMP without a mask for each colour",
    ],
  ];
  for (const [what, file, cut, message] of broken) {
    it(`refuses a ${what} file`, () => {
      const bytes = bmp(file);
      assert.throws(() => decodeBmp(bytes.subarray(0, bytes.length - cut), 1000), { message });
    });
  }
});
