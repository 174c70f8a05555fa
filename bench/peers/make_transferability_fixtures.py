"""What NumPy and SciPy say of transferability: make_transferability_fixtures.py [FILE]

Each score is computed another way than src/math does it, from its definition: LEEP and NCE by loops over the joint table;
the H-score by explicit covariances of d × d and their pseudo-inverse; the shrinkage by summing the errors of all entries
of the covariance; LogME's fixed point by solving for the posterior mean, and its evidence as the density of y under
N(0, I/β + FFᵀ/α); rank correlations by scipy.stats. Inputs are rounded before they are used, so that a reader of the file
has them exactly; results are rounded to 10 decimals. Needs `numpy` and `scipy` as in requirements.txt. FILE is
test/fixtures/data/transferability.json where it is left out; `npx prettier --write FILE` then lays it out.
"""

import json
import pathlib
import platform
import sys

import numpy as np
import scipy
from scipy import stats

SEED = 17
HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parent.parent / "test" / "fixtures" / "data" / "transferability.json"
random = np.random.default_rng(SEED)


def main(file=DEFAULT):
    fixture = {
        "about": "Made by bench/peers/make_transferability_fixtures.py; not edited by hand.",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "outputs": [outputs(30, 3, 4), outputs(25, 5, 12, empty=3), outputs(12, 2, 3, sure=True)],
        "features": [
            features("more rows than features", 40, 6, 3),
            features("a constant feature and a repeated one", 40, 6, 4, odd=True),
            features("fewer rows than features", 12, 30, 3),
            features("as many rows as features", 16, 16, 2),
        ],
        "ranks": [ranks(14), ranks(9, ties=True)],
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1, ensure_ascii=False)
        out.write("\n")


def outputs(n, classes, source_classes, empty=None, sure=False):
    """Softmax outputs of a source network and the labels of the target."""
    labels = np.arange(n) % classes
    scores = random.normal(size=(n, source_classes)) + 2.0 * (labels[:, None] == np.arange(source_classes))
    theta = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    if empty is not None:
        theta[:, empty] = 0
    if sure:
        theta = (theta == theta.max(1, keepdims=True)).astype(float)
    theta = np.round(theta, 6)
    joint = {(y, z): 0.0 for y in range(classes) for z in range(source_classes)}
    for i in range(n):
        for z in range(source_classes):
            joint[labels[i], z] += theta[i, z] / n
    leep = 0.0
    for i in range(n):
        total = 0.0
        for z in range(source_classes):
            p_z = sum(joint[y, z] for y in range(classes))
            if p_z > 0:
                total += joint[labels[i], z] / p_z * theta[i, z]
        leep += np.log(total) / n
    hard = theta.argmax(1)
    # −H(Y|Z) = H(Z) − H(Y, Z)
    pairs = np.zeros((classes, source_classes))
    np.add.at(pairs, (labels, hard), 1)
    nce = stats.entropy(pairs.sum(0)) - stats.entropy(pairs.ravel())
    return {
        "probabilities": plain(theta),
        "labels": labels.tolist(),
        "leep": plain(leep),
        "sourceClasses": hard.tolist(),
        "nce": plain(nce),
    }


def features(name, n, d, classes, odd=False):
    labels = np.arange(n) % classes
    centres = random.normal(size=(classes, d))
    f = np.maximum(0, centres[labels] + random.normal(size=(n, d)))
    if odd:
        f[:, 0], f[:, 1] = 0.75, f[:, 2]
    f = np.round(f, 4)
    cov = np.cov(f.T, bias=True)
    means = np.stack([f[labels == y].mean(0) for y in labels])
    between = np.cov(means.T, bias=True)
    delta = ledoit_wolf(f)
    shrunk = (1 - delta) * cov + delta * np.trace(cov) / d * np.eye(d)
    return {
        "name": name,
        "rows": plain(f),
        "labels": labels.tolist(),
        "hScore": plain(np.trace(np.linalg.pinv(cov, rcond=1e-12) @ between)),
        "shrunkHScore": plain(np.trace(np.linalg.inv(shrunk) @ ((1 - delta) * between))) if delta < 1 else 0.0,
        "logMe": plain(np.mean([log_me(f, (labels == y).astype(float)) for y in range(classes)])),
        "nearestNeighbour": plain(nearest_neighbour(f, labels)),
    }


def ledoit_wolf(f):
    """The error of each entry of the covariance, from the spread of its terms, against its distance from μI."""
    n, d = f.shape
    x = f - f.mean(0)
    cov = x.T @ x / n
    mu = np.trace(cov) / d
    distance = ((cov - mu * np.eye(d)) ** 2).sum() / d
    error = sum(((np.outer(row, row) - cov) ** 2).sum() for row in x) / d / n**2
    return min(error, distance) / distance


def log_me(f, y):
    n, d = f.shape
    alpha, beta = 1.0, 1.0
    for _ in range(5000):
        m = np.linalg.solve(alpha / beta * np.eye(d) + f.T @ f, f.T @ y)
        gamma = np.trace(np.linalg.solve(alpha * np.eye(d) + beta * f.T @ f, beta * f.T @ f))
        before = alpha / beta
        alpha = gamma / (m @ m + 1e-5)
        beta = (n - gamma) / (((f @ m - y) ** 2).sum() + 1e-5)
        if abs(alpha / beta - before) < 1e-11 * before:
            break
    return stats.multivariate_normal(np.zeros(n), np.eye(n) / beta + f @ f.T / alpha).logpdf(y) / n


def nearest_neighbour(f, labels):
    distances = ((f[:, None] - f[None]) ** 2).sum(2)
    np.fill_diagonal(distances, np.inf)
    return (labels[distances.argmin(1)] == labels).mean()


def ranks(n, ties=False):
    x = random.normal(size=n)
    y = x + random.normal(size=n)
    if ties:
        x, y = np.round(x), np.round(y)
    x, y = np.round(x, 4), np.round(y, 4)
    return {
        "left": plain(x),
        "right": plain(y),
        "weightedTau": plain(stats.weightedtau(x, y).statistic),
        "spearman": plain(stats.spearmanr(x, y).statistic),
    }


def plain(values):
    return np.round(np.asarray(values, dtype=float), 10).tolist()


if __name__ == "__main__":
    main(*sys.argv[1:])
