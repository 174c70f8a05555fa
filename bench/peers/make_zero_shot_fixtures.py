"""What NumPy says of attribute embedding: make_zero_shot_fixtures.py [FILE]

ESZSL is solved here without its closed form: the gradient of its objective is linear in V, so setting it to 0 gives one
system over all entries of V, built from Kronecker products and solved by LAPACK. Losses follow their definitions, an
example at a time; gradients are central differences in double precision. Inputs are rounded before they are used, so
that a reader of the file has them exactly; results are rounded to 9 decimals. Needs `numpy` as in requirements.txt. FILE
is test/fixtures/data/zero-shot-embedding.json where it is left out; `npx prettier --write FILE` then lays it out.
"""

import json
import pathlib
import platform
import sys

import numpy as np

SEED = 11
HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parent.parent / "test" / "fixtures" / "data" / "zero-shot-embedding.json"
random = np.random.default_rng(SEED)


def main(file=DEFAULT):
    fixture = {
        "about": "Made by bench/peers/make_zero_shot_fixtures.py; not edited by hand. Rows of examples and scores are "
        "examples, rows of classes and signatures are classes, rows of v are features.",
        "versions": {"python": platform.python_version(), "numpy": np.__version__},
        "eszsl": eszsl(),
        "margin": margin(),
        "distance": distance(),
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1, ensure_ascii=False)
        out.write("\n")


def eszsl():
    examples, labels = numbers(14, 5), random.integers(0, 4, 14)
    signatures = numbers(4, 3)
    x, s = examples.T, signatures.T
    y = np.where(labels[:, None] == np.arange(4), 1.0, -1.0)
    cases = []
    for gamma, lam in ((0.01, 0.1), (1.0, 1.0), (30.0, 0.003)):
        # ∂/∂V of ‖XᵀVS − Y‖² + γ‖VS‖² + λ‖XᵀV‖² + γλ‖V‖² is 0, with vec() by columns: vec(AVB) = (Bᵀ ⊗ A) vec(V).
        gram, outer = x @ x.T, s @ s.T
        system = (
            np.kron(outer, gram)
            + gamma * np.kron(outer, np.eye(5))
            + lam * np.kron(np.eye(3), gram)
            + gamma * lam * np.eye(15)
        )
        v = np.linalg.solve(system, (x @ y @ s.T).flatten("F")).reshape((5, 3), order="F")
        cases.append({"gamma": gamma, "lambda": lam, "v": plain(v)})
    return {
        "formula": "V minimises ‖XᵀVS − Y‖² + γ‖VS‖² + λ‖XᵀV‖² + γλ‖V‖²; Y is 1 for the own class, −1 elsewhere",
        "examples": plain(examples),
        "labels": labels.tolist(),
        "signatures": plain(signatures),
        "cases": cases,
    }


def margin():
    scores, labels, weights = numbers(6, 4), np.array([0, 3, 1, 2, 2, 0]), np.array([1.0, 0.5, 2.0, 1.0, 0.0, 1.5])
    cases = []
    for k in (0.1, 1.0):
        for negatives in ("hardest", "summed"):

            def loss(z, k=k, negatives=negatives):
                total = 0.0
                for row, label, weight in zip(z, labels, weights):
                    hinges = [max(0.0, k - row[label] + row[m]) for m in range(4) if m != label]
                    total += weight * (max(hinges) if negatives == "hardest" else sum(hinges))
                return total / weights.sum()

            cases.append(
                {
                    "margin": k,
                    "negatives": negatives,
                    "loss": plain(loss(scores)),
                    "scoresGradient": plain(differences(loss, scores)),
                }
            )
    return {
        "formula": "weighted mean of max(0, k − own + hardest other), or of Σ over others of max(0, k − own + other)",
        "scores": plain(scores),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "cases": cases,
    }


def distance():
    examples, classes, labels = numbers(5, 3), numbers(3, 3), np.array([0, 2, 1, 1, 2])
    weights = np.array([1.0, 2.0, 0.5, 1.0, 1.0])

    def loss(f, g):
        each = [w * np.linalg.norm(row - g[label]) for row, label, w in zip(f, labels, weights)]
        return sum(each) / weights.sum()

    def spread(points):
        return float(np.sqrt(points.var(axis=0).sum()))

    return {
        "formula": "weighted mean of ‖f − g(own class)‖; spread is the root of the summed variances of the axes",
        "examples": plain(examples),
        "classes": plain(classes),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "loss": plain(loss(examples, classes)),
        "examplesGradient": plain(differences(lambda f: loss(f, classes), examples)),
        "classesGradient": plain(differences(lambda g: loss(examples, g), classes)),
        "spreadOfExamples": plain(spread(examples)),
        "spreadOfClasses": plain(spread(classes)),
    }


def differences(value, at, step=1e-6):
    gradient = np.zeros_like(at)
    for index in np.ndindex(*at.shape):
        moved = np.zeros_like(at)
        moved[index] = step
        gradient[index] = (value(at + moved) - value(at - moved)) / (2 * step)
    return gradient


def numbers(*shape):
    return random.normal(size=shape).round(3)


def plain(value):
    return np.round(value, 9).tolist()


if __name__ == "__main__":
    main(*sys.argv[1:])
