/**
 * Photographs of animals with their names, from the stamps of the drawing program Tux Paint (Debian's package
 * `tuxpaint-stamps-default`): one folder a name, cut out on white, square, 224x224.
 *
 * The package holds photographs, drawings and toys side by side. Which are photographs was decided by looking at each of
 * them before any classifier did. A name is what the package says of the picture, without article, remarks, and adjectives
 * of colour, age and size that are no part of the animal's name; four photographs whose names are no common words
 * (a peahen, a dolphinfish, a stripey, a xanthia) are left out.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";

const side = 224;

/** The files of each name, in the package's folder of animals. */
const pictures: Readonly<Record<string, readonly [string, ...string[]]>> = {
  ...inFolder("amphibians", { frog: ["frog", "frog-1"] }),
  ...inFolder("birds", {
    "adelaide rosella": ["adelaide-rosella"],
    blackbird: ["blackbird"],
    chicken: ["chicken_profile"],
    crow: ["crow"],
    "crowned crane": ["crowned_crane"],
    cuckoo: ["cuckoo"],
    drake: ["drake"],
    duck: ["duck"],
    flamingo: ["pink_flamingo"],
    gander: ["gander"],
    "great blue heron": ["heron_greatblue", "heron_greatblue_flying"],
    "guinea fowl": ["guineafowl"],
    "helmeted guinea fowl": ["helmeted_guineafowl"],
    hen: ["hen"],
    lark: ["lark"],
    "little penguin": ["little-penguin"],
    "magellanic penguin": ["magellanic_penguin"],
    magpie: ["magpie"],
    ostrich: ["ostrich"],
    owl: ["owl"],
    peacock: ["peacock"],
    pelican: ["pelican"],
    penguin: ["penguin"],
    pigeon: ["pigeon"],
    quetzal: ["quetzal"],
    "rainbow lorikeet": ["rainbow-lorikeet"],
    rhea: ["nandou"],
    rooster: ["rooster"],
    seagull: ["seagull"],
    "silver gull": ["silver-gull"],
    toucan: ["tucan"],
    turkey: ["turkey"],
    vulture: ["vulture"],
  }),
  ...inFolder("fish", {
    "blue groper": ["bluegroper"],
    butterflyfish: ["butterflyfish"],
    clownfish: ["clownfish"],
    "coral trout": ["coraltrout"],
    lionfish: ["lionfish"],
    "moon wrasse": ["moonwrasse"],
    seahorse: ["seahorse"],
    shrimp: ["shrimp"],
    "spiny lobster": ["lobster"],
  }),
  ...inFolder("insects", {
    fly: ["fly"],
    grasshopper: ["grasshopper"],
    hornet: ["hornet"],
    hoverfly: ["hoverfly"],
    mantis: ["mantis"],
    slug: ["Brown_slug"],
    woodlouse: ["Woodlouse"],
  }),
  ...inFolder("lizards", { iguana: ["iguana"] }),
  ...inFolder("mammals", {
    badger: ["badger"],
    elephant: ["elephant"],
    ferret: ["ferret"],
    giraffe: ["giraffe"],
    hippopotamus: ["hippopotamus"],
    pig: ["pig"],
    rabbit: ["rabbit_little", "rodents/rabbit", "rodents/rabbit-2"],
    "tamworth pig": ["pig_golden", "pig_golden2"],
    "black rhino": ["rhino_black"],
    "wild boar": ["wildboar"],
  }),
  ...inFolder("mammals/apes", {
    chimpanzee: ["chimp"],
    "emperor tamarin": ["tamarin_emperor"],
    gorilla: ["gorilla"],
  }),
  ...inFolder("mammals/aquatic", {
    dolphin: ["dolphin"],
    otter: ["otter"],
    "sea lion": ["sea_lion"],
    whale: ["whale"],
  }),
  ...inFolder("mammals/bears", { bear: ["bear"], "european bear": ["european-bear"] }),
  ...inFolder("mammals/bovines", {
    bison: ["bison"],
    blackbuck: ["indian_blackbuck"],
    bull: ["bull"],
    cow: ["cow", "cow_white"],
    gnu: ["gnu-baby", "gnu-baby-stand", "gnu-sitting", "gnu-stand"],
    goat: ["goat"],
    lamb: ["sheep_lamb"],
    "mountain goat": ["mountaingoat"],
    ram: ["ram"],
    sheep: ["sheep"],
    yak: ["yak"],
    zebu: ["zebu"],
  }),
  ...inFolder("mammals/camel", { camel: ["camel"], dromedary: ["dromedary"] }),
  ...inFolder("mammals/cats", {
    lion: ["lion", "lion-2"],
    "sumatran tiger": ["tiger_sumatran"],
    tiger: ["tiger"],
  }),
  ...inFolder("mammals/deer", { caribou: ["caribou"], deer: ["deer"], doe: ["doe"], wapiti: ["wapiti"] }),
  ...inFolder("mammals/dogs", { dingo: ["dingo"], dog: ["dog"], fox: ["fox"] }),
  ...inFolder("mammals/equines", { donkey: ["donkey", "donkey_eating"], horse: ["horse"], zebra: ["zebra"] }),
  ...inFolder("mammals/rodents", {
    beaver: ["beaver"],
    capybara: ["capybara"],
    marmot: ["marmot"],
    mouse: ["mouse"],
    rat: ["rat"],
    squirrel: ["squirrel"],
  }),
  ...inFolder("marsupials", { "red kangaroo": ["kangaroo"], koala: ["koala"], wombat: ["wombat"] }),
  ...inFolder("shellfish", { abalone: ["abalone"], "freshwater mussel": ["murray-mussel"] }),
};

function inFolder(folder: string, named: Record<string, [string, ...string[]]>): typeof pictures {
  const inside = (file: string) => `${folder}/${file}.png`;
  return Object.fromEntries(
    Object.entries(named).map(([name, [first, ...more]]) => [name, [inside(first), ...more.map(inside)]]),
  );
}

/**
 * @param packageFolder what is kept of the package
 * @param to folder for the folders of the names, which is made; each picture has the name of its stamp
 */
export async function writeAnimalPictures(packageFolder: string, to: string): Promise<void> {
  const animals = path.join(packageFolder, "usr", "share", "tuxpaint", "stamps", "animals");
  for (const [name, files] of Object.entries(pictures)) {
    await mkdir(path.join(to, name), { recursive: true });
    for (const file of files) {
      await sharp(path.join(animals, file))
        .flatten({ background: "white" })
        .resize(side, side, { fit: "contain", background: "white" })
        .png()
        .toFile(path.join(to, name, path.basename(file).toLowerCase()));
    }
  }
}
