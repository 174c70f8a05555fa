"""Writes what librosa says of a sound, for the tests of our features: make_speech_fixtures.py FILE

Needs librosa 0.11.0 with numpy 2.4.6, scipy 1.17.1 and soxr 1.1.0 (pip install librosa==0.11.0 in an environment of its
own). The sounds are formulas, so that the tests make the same ones: see `sweep` and `tones`.
"""

import json
import sys
from importlib.metadata import version

import librosa
import numpy as np

SETTINGS = {
    "wide": {"rate": 16000, "seconds": 0.1, "window": 400, "hop": 160, "size": 512, "bands": 40, "coefficients": 13},
    "narrow": {"rate": 8000, "seconds": 0.1, "window": 256, "hop": 128, "size": 256, "bands": 20, "coefficients": 20},
}
RATES = [(22050, 16000), (8000, 16000), (44100, 16000)]


def main(file):
    fixture = {
        "made": "make_speech_fixtures.py, " + ", ".join(f"{name} {version(name)}" for name in ("librosa", "numpy", "scipy", "soxr")),
        "features": {name: {**settings, **features(settings)} for name, settings in SETTINGS.items()},
        "resampled": [resampled(old, new) for old, new in RATES],
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1)
        out.write("\n")


def sweep(rate, seconds):
    """A rising tone with noise; the last quarter is silent."""
    count = round(rate * seconds)
    noise, state = np.empty(count), 1
    for n in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        noise[n] = state / 2**31 - 1
    t = np.arange(count) / rate
    sound = 0.4 * np.sin(2 * np.pi * (200 * t + 10000 * t**2)) + 0.05 * noise
    sound[count - count // 4 :] = 0
    return sound.astype(np.float32)


def features(settings):
    rate, window, size = settings["rate"], settings["window"], settings["size"]
    # librosa puts a window into the middle of its transform; with silence around, its frames begin where ours do.
    sound = np.pad(sweep(rate, settings["seconds"]), (size - window) // 2).astype(np.float64)
    power = librosa.feature.melspectrogram(
        y=sound, sr=rate, n_fft=size, win_length=window, hop_length=settings["hop"], center=False,
        window="hann", power=2.0, n_mels=settings["bands"], fmin=20, fmax=rate / 2, htk=False, norm="slaney",
        dtype=np.float64,
    )
    decibels = librosa.power_to_db(power, ref=1.0, amin=1e-10, top_db=80)
    cepstrum = librosa.feature.mfcc(S=decibels, n_mfcc=settings["coefficients"], dct_type=2, norm="ortho")
    return {"logMel": rounded(decibels.T), "mfcc": rounded(cepstrum.T)}


def tones(rate):
    """Three tones that 8,000 samples a second can carry, within a smooth envelope of 50 milliseconds."""
    t = np.arange(round(rate * 0.05)) / rate
    envelope = np.sin(np.pi * t / 0.05) ** 2
    return envelope * sum(np.sin(2 * np.pi * hertz * t + hertz) for hertz in (440, 1230, 2810)) / 3


def resampled(old, new):
    """Every tenth sample of the sound at the new rate."""
    sound = librosa.resample(tones(old), orig_sr=old, target_sr=new, res_type="soxr_vhq")
    return {"from": old, "to": new, "every10th": rounded(sound[::10])}


def rounded(values):
    return np.round(np.asarray(values, dtype=np.float64), 5).tolist()


main(sys.argv[1])
