"""Writes an image folder of real photographs: make_photos.py FOLDER COUNT

Five photographs that come with scikit-image are the classes; the examples are crops of them at random places, in random
sizes around 256 x 256, some mirrored, lighter or darker, as JPEG files.
"""

import os
import sys

import numpy as np
from PIL import Image
from skimage import data

SEED = 1
CLASSES = ["astronaut", "chelsea", "coffee", "immunohistochemistry", "rocket"]
SIDES = (224, 290)
QUALITY = 90


def main(folder, count):
    random = np.random.default_rng(SEED)
    for name in CLASSES:
        photograph = getattr(data, name)()
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        for number in range(count // len(CLASSES)):
            file = os.path.join(folder, name, f"{number:04}.jpg")
            Image.fromarray(crop_of(photograph, random)).save(file, quality=QUALITY)
    # Last, since its presence says that the folder is complete.
    open(f"{folder}.complete", "w").close()


def crop_of(photograph, random):
    height, width = random.integers(*SIDES, size=2)
    top = random.integers(0, photograph.shape[0] - height + 1)
    left = random.integers(0, photograph.shape[1] - width + 1)
    crop = photograph[top : top + height, left : left + width]
    if random.random() < 0.5:
        crop = crop[:, ::-1]
    return np.clip(crop * random.uniform(0.7, 1.3), 0, 255).astype(np.uint8)


main(sys.argv[1], int(sys.argv[2]))
