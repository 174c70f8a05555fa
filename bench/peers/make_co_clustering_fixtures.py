"""Writes what numpy and scikit-learn say of co-clustering and of clusters, for the tests: make_co_clustering_fixtures.py FILE

Needs numpy 2.4.6 and scikit-learn 1.8.0 (pip install numpy==2.4.6 scikit-learn==1.8.0 in an environment of its own).

No package has self-taught clustering, so this is an oracle: it builds p~ of Dai et al. (2008) as a dense table, as the
paper writes it down, and takes every divergence from its definition. Our own code never builds p~. Cases in which a
cluster gets empty are left out, because the paper does not say what happens then.
"""

import json
import sys
from importlib.metadata import version

import numpy as np
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

CASES = [
    {"name": "target alone", "target": (12, 3), "auxiliary": None, "features": (15, 4), "lambda": 0.0},
    {"name": "equal weights", "target": (12, 3), "auxiliary": (20, 4), "features": (15, 4), "lambda": 1.0},
    {"name": "light auxiliary", "target": (9, 2), "auxiliary": (25, 3), "features": (18, 5), "lambda": 0.3},
    {"name": "heavy auxiliary", "target": (10, 2), "auxiliary": (14, 2), "features": (12, 3), "lambda": 4.0},
]
ROUNDS = 6


def main(file):
    fixture = {
        "made": "make_co_clustering_fixtures.py, " + ", ".join(f"{name} {version(name)}" for name in ("numpy", "scikit-learn")),
        "coClustering": [co_clustering(case) for case in CASES],
        "agreement": [agreement(seed) for seed in range(5)],
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1)
        out.write("\n")


def co_clustering(case):
    """Draws counts and first clusters until no cluster gets empty on the way."""
    for seed in range(10_000):
        rng = np.random.default_rng([seed, len(case["name"])])
        features, feature_clusters = case["features"]
        views = [(1.0, *case["target"])] + ([(case["lambda"], *case["auxiliary"])] if case["auxiliary"] else [])
        counts = [topics(rng, items, features) for _, items, _ in views]
        if any((table.sum(axis=1) == 0).any() for table in counts):
            continue
        items = [start(rng, n, k) for _, n, k in views]
        z = start(rng, features, feature_clusters)
        joints = [table / table.sum() for table in counts]
        weights, clusters = [weight for weight, _, _ in views], [k for _, _, k in views]
        rounds = [{"items": [own.tolist() for own in items], "features": z.tolist(), "nats": objective(joints, weights, items, clusters, z, feature_clusters)}]
        for _ in range(ROUNDS):
            items = [step_items(joint, own, k, z, feature_clusters) for joint, own, k in zip(joints, items, clusters)]
            z = step_features(joints, weights, items, clusters, z, feature_clusters)
            if z is None or any(own is None or len(set(own.tolist())) < k for own, k in zip(items, clusters)) or len(set(z.tolist())) < feature_clusters:
                break
            rounds.append({"items": [own.tolist() for own in items], "features": z.tolist(), "nats": objective(joints, weights, items, clusters, z, feature_clusters)})
        else:
            return {
                "name": case["name"],
                "views": [{"weight": weight, "clusters": k, "counts": table.tolist()} for (weight, _, k), table in zip(views, counts)],
                "featureClusters": feature_clusters,
                "rounds": rounds,
            }
    raise RuntimeError(f"no draw of {case['name']} keeps its clusters")


def topics(rng, items, features):
    words = rng.dirichlet(np.full(features, 0.4), size=3)
    return np.array([rng.multinomial(30, words[rng.integers(3)]) for _ in range(items)])


def start(rng, n, k):
    return rng.permutation(np.arange(n) % k)


def approximation(joint, own, k, z, l):
    """p~(x, z) = p(x~, z~) p(x) / p(x~) p(z) / p(z~); 0 where a cluster has no share."""
    table = np.zeros((k, l))
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            table[own[i], z[j]] += joint[i, j]
    px, pz, pxc, pzc = joint.sum(axis=1), joint.sum(axis=0), table.sum(axis=1), table.sum(axis=0)
    result = np.zeros_like(joint)
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            if pxc[own[i]] > 0 and pzc[z[j]] > 0:
                result[i, j] = table[own[i], z[j]] * px[i] / pxc[own[i]] * pz[j] / pzc[z[j]]
    return result


def divergence(p, q):
    with np.errstate(divide="ignore"):
        return float(sum(a * np.log(a / b) if b > 0 else np.inf for a, b in zip(p.ravel(), q.ravel()) if a > 0))


def objective(joints, weights, items, clusters, z, l):
    """D(p || p~) + lambda D(q || q~), which the paper shows to be the lost information."""
    return sum(w * divergence(joint, approximation(joint, own, k, z, l)) for joint, w, own, k in zip(joints, weights, items, clusters))


def step_items(joint, own, k, z, l):
    """argmin over x~ of D(p(Z | x) || p~(Z | x~)), with p~(z | x~) = p(z~ | x~) p(z | z~)."""
    given = np.zeros((k, joint.shape[1]))
    for cluster in range(k):
        for j in range(joint.shape[1]):
            mass = joint[own == cluster].sum()
            both = joint[np.ix_(own == cluster, z == z[j])].sum()
            column = joint[:, z == z[j]].sum()
            if mass > 0 and column > 0:
                given[cluster, j] = both / mass * joint[:, j].sum() / column
    return np.array([least([divergence(row / row.sum(), given[c]) for c in range(k)], own[i]) for i, row in enumerate(joint)])


def step_features(joints, weights, items, clusters, z, l):
    """argmin over z~ of p(z) D(p(X | z) || p~(X | z~)) + lambda q(z) D(q(Y | z) || q~(Y | z~))."""
    costs = np.zeros((len(z), l))
    for joint, weight, own, k in zip(joints, weights, items, clusters):
        for cluster in range(l):
            given = np.zeros(joint.shape[0])
            for i in range(joint.shape[0]):
                mass = joint[:, z == cluster].sum()
                both = joint[np.ix_(own == own[i], z == cluster)].sum()
                row = joint[own == own[i]].sum()
                if mass > 0 and row > 0:
                    given[i] = both / mass * joint[i].sum() / row
            for j in range(len(z)):
                share = joint[:, j].sum()
                if share > 0:
                    costs[j, cluster] += weight * share * divergence(joint[:, j] / share, given)
    return np.array([least(costs[j], z[j]) for j in range(len(z))])


def least(costs, own):
    """Of equals, but for rounding, the one it is in."""
    best = int(np.argmin(costs))
    return own if costs[own] <= costs[best] + 1e-12 else best


def agreement(seed):
    rng = np.random.default_rng(seed)
    clusters, labels = rng.integers(0, 3, 40), rng.integers(0, 4, 40)
    clusters[:20] = labels[:20] % 3
    table = np.array([[int(((clusters == c) & (labels == l)).sum()) for l in range(4)] for c in range(3)])
    shares = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    entropies = [-sum(p * np.log2(p) for p in row if p > 0) for row in shares]
    return {
        "clusters": clusters.tolist(),
        "labels": labels.tolist(),
        "entropyBits": float(np.dot(table.sum(axis=1) / 40, entropies)),
        "purity": float(table.max(axis=1).sum() / 40),
        "nmi": float(normalized_mutual_info_score(labels, clusters)),
        "ari": float(adjusted_rand_score(labels, clusters)),
    }


if __name__ == "__main__":
    main(sys.argv[1])
