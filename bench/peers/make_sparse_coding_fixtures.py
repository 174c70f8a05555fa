"""Sparse codes, better bases and principal components by scikit-learn: make_sparse_coding_fixtures.py [FILE]

No formula is written here but the objective. Everything is in double precision. Inputs are rounded before they are used,
so that a reader of the file has them exactly; results are rounded to 9 decimals. Needs `scikit-learn==1.9.1` besides requirements.txt.
FILE is test/fixtures/data/sparse-coding.json where it is left out; `npx prettier --write FILE` then lays it out.
"""

import json
import pathlib
import platform
import sys
from importlib.metadata import version

import numpy as np
from sklearn.decomposition import PCA, sparse_encode
from sklearn.decomposition._dict_learning import _update_dict

SEED = 10
HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parent.parent / "test" / "fixtures" / "data" / "sparse-coding.json"
random = np.random.default_rng(SEED)


def main(file=DEFAULT):
    fixture = {
        "about": "Made by bench/peers/make_sparse_coding_fixtures.py; not edited by hand. Matrices are rows of numbers: a "
        "row is an example, a basis, a code or a component.",
        "versions": {
            "python": platform.python_version(),
            "numpy": version("numpy"),
            "scikitLearn": version("scikit-learn"),
        },
        "lasso": lasso(),
        "dictionary": dictionary(),
        "components": components(),
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1, ensure_ascii=False)
        out.write("\n")


def lasso():
    """scikit-learn halves the squared error, so that its alpha is half of our beta."""
    examples, bases = numbers(5, 4), unit(7, 4)
    cases = []
    for beta in (0.05, 0.4, 1.5):
        codes = sparse_encode(examples, bases, algorithm="lasso_lars", alpha=beta / 2, max_iter=1000)
        errors = ((examples - codes @ bases) ** 2).sum(1) + beta * np.abs(codes).sum(1)
        cases.append({"beta": beta, "codes": plain(codes), "objectives": plain(errors)})
    return {
        "formula": "codes minimise ‖example − code · bases‖² + beta ‖code‖₁",
        "examples": plain(examples),
        "bases": plain(bases),
        "cases": cases,
    }


def dictionary():
    """The second basis is used by no code; the bound holds the first one back."""
    examples, bases, codes = numbers(9, 3), unit(4, 3), numbers(9, 4)
    codes[:, 0] *= 0.2
    codes[:, 1] = 0
    codes = np.round(codes, 3)
    gram, cross = codes.T @ codes, examples.T @ codes
    used = [0, 2, 3]
    updated = bases.copy()
    part = np.ascontiguousarray(updated[used])
    _update_dict(part, examples, codes[:, used], gram[np.ix_(used, used)].copy(), cross[:, used].copy())
    updated[used] = part
    return {
        "formula": "one pass over the bases in their order; error = Σ ‖example − code · bases‖²",
        "examples": plain(examples),
        "bases": plain(bases),
        "codes": plain(codes),
        "updated": plain(updated),
        "errorBefore": plain(((examples - codes @ bases) ** 2).sum()),
        "errorAfter": plain(((examples - codes @ updated) ** 2).sum()),
    }


def components():
    examples = np.round(numbers(20, 5) @ np.diag([3.0, 1.5, 1.0, 0.5, 0.2]), 3)
    found = PCA(svd_solver="full").fit(examples)
    return {
        "formula": "variances divide by the number of examples less one",
        "examples": plain(examples),
        "components": plain(found.components_),
        "variances": plain(found.explained_variance_),
    }


def numbers(*shape):
    """Normal numbers of three decimals."""
    return np.round(random.standard_normal(shape), 3)


def unit(*shape):
    rows = random.standard_normal(shape)
    return np.trunc(1000 * rows / np.linalg.norm(rows, axis=1, keepdims=True)) / 1000


def plain(array):
    """Nested lists, rounded; no negative zeros."""
    return (np.round(array, 9) + 0.0).tolist()


main(*sys.argv[1:])
