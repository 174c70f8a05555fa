"""Losses and gradients of the objectives by other people's code: make_objective_fixtures.py [FILE]

PyTorch computes every loss, its automatic differentiation every gradient, and torchjd the projected gradients; no formula
of a gradient is written here. Everything is in double precision. Inputs are rounded before they are used, so that a
reader of the file has them exactly; results are rounded to 9 decimals. Needs `torch` as in requirements.txt and, besides,
`torchjd==0.18.0`. FILE is test/fixtures/data/objectives.json where it is left out; `npx prettier --write FILE` then lays
it out.
"""

import json
import pathlib
import platform
import sys
from importlib.metadata import version

import torch
import torch.nn.functional as F
from torchjd.aggregation import PCGrad

SEED = 6
# Of GradNorm's step; small, since the losses' scales are far apart.
RATE = 0.0005
HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parent.parent / "test" / "fixtures" / "data" / "objectives.json"


def main(file=DEFAULT):
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(SEED)
    fixture = {
        "about": "Made by bench/peers/make_objective_fixtures.py; not edited by hand. Matrices are rows of numbers: a row "
        "is an example, and a kernel is [inputs, outputs] as in TensorFlow. Logarithms are natural.",
        "versions": {
            "python": platform.python_version(),
            "torch": version("torch"),
            "torchjd": version("torchjd"),
        },
        "conservativeTargets": conservative_targets(),
        "klDivergence": kl_divergence(),
        "l2sp": l2sp(),
        "uncertaintyWeighting": uncertainty_weighting(),
        "gradNorm": grad_norm(),
        "pcGrad": pc_grad(),
        "progressiveLayer": progressive_layer(),
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1, ensure_ascii=False)
        out.write("\n")


def conservative_targets():
    logits, source = numbers(4, 3), numbers(4, 3)
    labels = torch.tensor([0, 2, 1, 2])
    # Cross-entropy is linear in its target, so its mixture is the cross-entropy to the mixed targets.
    cases = []
    for rho in (0.0, 0.25, 0.8, 1.0):
        targets = torch.lerp(F.one_hot(labels, 3).double(), source.softmax(1), rho)
        z = leaf(logits)
        loss = torch.lerp(F.cross_entropy(z, labels), F.cross_entropy(z, source.softmax(1)), rho)
        loss.backward()
        cases.append({"rho": rho, "targets": plain(targets), "lossNats": plain(loss), "logitsGradient": plain(z.grad)})
    return {
        "formula": "t = (1 − ρ) onehot(y) + ρ softmax(sourceLogits); loss = mean over rows of −Σ t log softmax(logits)",
        "labels": labels.tolist(),
        "sourceLogits": plain(source),
        "logits": plain(logits),
        "cases": cases,
    }


def kl_divergence():
    reference, other = numbers(3, 4), leaf(numbers(3, 4))
    log_p, log_q = reference.log_softmax(1), other.log_softmax(1)
    rows = F.kl_div(log_q, log_p, reduction="none", log_target=True).sum(1)
    mean = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    mean.backward()
    return {
        "formula": "KL(softmax(reference) ‖ softmax(other)) of each row, their mean, and the mean's gradient for other",
        "reference": plain(reference),
        "other": plain(other),
        "rowsNats": plain(rows),
        "meanNats": plain(mean),
        "otherGradient": plain(other.grad),
    }


def l2sp():
    copied, start, fresh = numbers(6), numbers(6), numbers(4)
    cases = []
    for alpha, beta in ((0.1, 0.01), (0.0, 0.5), (2.0, 0.0)):
        w, v = leaf(copied), leaf(fresh)
        penalty = alpha * F.mse_loss(w, start, reduction="sum") / 2 + beta * torch.linalg.vector_norm(v) ** 2 / 2
        penalty.backward()
        gradients = {"copiedGradient": plain(w.grad), "freshGradient": plain(v.grad)}
        cases.append({"alpha": alpha, "beta": beta, "penalty": plain(penalty), **gradients})
    return {
        "formula": "α/2 ‖copied − start‖² + β/2 ‖fresh‖²",
        "copied": plain(copied),
        "start": plain(start),
        "fresh": plain(fresh),
        "cases": cases,
    }


def uncertainty_weighting():
    """Regression as the negative log-likelihood of a normal distribution, less its constant; classification as printed."""
    cases = []
    for loss, s in ((0.7, 0.0), (2.5, -0.8), (0.02, 1.3), (130.0, 4.0)):
        for kind in ("regression", "classification"):
            task_loss, log_variance = leaf(torch.tensor(loss)), leaf(torch.tensor(s))
            if kind == "regression":
                zero = torch.zeros(())
                total = F.gaussian_nll_loss(task_loss.sqrt(), zero, log_variance.exp(), eps=1e-12)
            else:
                total = task_loss / log_variance.exp() + log_variance.exp().sqrt().log()
            total.backward()
            case = {"kind": kind, "loss": loss, "s": s, "total": plain(total)}
            cases.append({**case, "factor": plain(task_loss.grad), "slope": plain(log_variance.grad)})
    return {
        "formula": "regression ½ e^(−s) L + ½ s, classification e^(−s) L + ½ s; factor = ∂total/∂L, slope = ∂total/∂s",
        "cases": cases,
    }


def grad_norm():
    inputs, shared = numbers(5, 3), numbers(3, 4)
    heads = [numbers(4, width) for width in (2, 1, 3)]
    targets = [numbers(5, head.shape[1]) for head in heads]
    scales = torch.tensor([1.0, 10.0, 0.1])
    cases = []
    for weights, initial, alpha in (
        ([1.0, 1.0, 1.0], [2.0, 30.0, 0.25], 1.5),
        ([0.3, 0.01, 2.69], [4.0, 25.0, 0.5], 0.12),
        ([1.2, 0.2, 1.6], [3.0, 40.0, 0.2], 0.0),
    ):
        w, kernel = leaf(torch.tensor(weights)), leaf(shared)
        losses = [F.mse_loss(inputs @ kernel @ head, y) for head, y in zip(heads, targets)]
        losses = [scale * loss for scale, loss in zip(scales, losses)]
        plain_norms = [norm_of(loss, kernel) for loss in losses]
        norms = torch.stack([norm_of(w[i] * loss, kernel) for i, loss in enumerate(losses)])
        remaining = torch.stack(losses) / torch.tensor(initial)
        target = (norms.mean() * (remaining / remaining.mean()) ** alpha).detach()
        loss = F.l1_loss(norms, target, reduction="sum")
        (gradient,) = torch.autograd.grad(loss, w)
        stepped = w.detach() - RATE * gradient
        if not (stepped > 0).all():
            raise ValueError(f"the paper has no rule for weights that are not above 0, got {plain(stepped)}")
        cases.append(
            {
                "weights": weights,
                "initialLosses": initial,
                "alpha": alpha,
                "losses": plain(torch.stack(losses)),
                "gradientNorms": plain(torch.stack(plain_norms)),
                "targetNorms": plain(target),
                "loss": plain(loss),
                "weightsGradient": plain(gradient),
                "steppedWeights": plain(len(weights) * stepped / stepped.sum()),
            }
        )
    return {
        "formula": "task i predicts inputs · shared · heads[i]; its loss is lossScales[i] times the mean squared error over "
        "all numbers of targets[i]; gradientNorms are ‖∂losses[i]/∂shared‖ without the weights; G = weights · "
        "gradientNorms; targetNorms = mean(G) (r / mean(r))^alpha with r = losses / initialLosses, a constant; loss = "
        "Σ |G − targetNorms|; steppedWeights = (weights − 0.0005 weightsGradient) scaled to the sum 3",
        "inputs": plain(inputs),
        "shared": plain(shared),
        "heads": [plain(head) for head in heads],
        "targets": [plain(target) for target in targets],
        "lossScales": plain(scales),
        "cases": cases,
    }


def norm_of(loss, weights):
    (gradient,) = torch.autograd.grad(loss, weights, create_graph=True)
    return torch.linalg.vector_norm(gradient)


def pc_grad():
    """The gradients are chosen so that all three conflict and the order of projections matters."""
    conflicting = torch.tensor([[1.0, 0.2, -0.5, 0.3], [-0.9, 0.6, 0.1, 0.4], [-0.4, -1.1, 0.7, -0.2]])
    mixed = torch.tensor([[1.0, 0.0, 0.5, 0.0], [0.5, 1.0, 0.0, 0.0], [-1.0, 0.3, 0.2, 2.0]])
    pair = torch.tensor([[1.0, 0.0], [-1.0, 1.0]])
    permutations = ((0, 1, 2), (2, 1, 0), (1, 2, 0))
    cases = []
    for gradients, drawn in (
        (conflicting, permutations),
        (conflicting, permutations[::-1]),
        (mixed, permutations),
        (pair, ((0, 1), (1, 0))),
    ):
        orders = [[other for other in order if other != task] for task, order in enumerate(drawn)]
        direction = plain(in_orders(PCGrad(), gradients, drawn))
        cases.append({"gradients": plain(gradients), "orders": orders, "direction": direction})
    return {
        "formula": "direction = sum of projected gradients; orders[i] lists the other tasks as task i meets them",
        "cases": cases,
    }


def in_orders(aggregator, gradients, permutations):
    """What the aggregator gives if the permutations that it draws are these, one a task."""
    drawn = iter(permutations)
    original = torch.randperm
    torch.randperm = lambda _: torch.tensor(next(drawn))
    try:
        return aggregator(gradients)
    finally:
        torch.randperm = original


def progressive_layer():
    cases = []
    for activation, adapter_activation, widths in (("relu", "relu", (4,)), ("tanh", "relu", (4, 2))):
        own, earlier = numbers(5, 3), [numbers(5, width).abs() for width in widths]
        scales = torch.tensor([0.5, 0.05][: len(widths)])
        weights = {
            "kernel": numbers(3, 3),
            "bias": numbers(3),
            "scales": scales,
            "adapterKernel": numbers(sum(widths), 2),
            "adapterBias": numbers(2),
            "outputKernel": numbers(2, 3),
        }
        upstream = numbers(5, 3)
        w = {name: leaf(value) for name, value in weights.items()}
        scaled = torch.cat([scale * column for scale, column in zip(w["scales"], earlier)], dim=1)
        adapted = getattr(torch, adapter_activation)(F.linear(scaled, w["adapterKernel"].T, w["adapterBias"]))
        own_part = F.linear(own, w["kernel"].T, w["bias"])
        outputs = getattr(torch, activation)(own_part + F.linear(adapted, w["outputKernel"].T))
        loss = torch.tensordot(outputs, upstream, dims=2)
        loss.backward()
        cases.append(
            {
                "activation": activation,
                "adapterActivation": adapter_activation,
                "own": plain(own),
                "earlier": [plain(column) for column in earlier],
                "weights": {name: plain(value) for name, value in weights.items()},
                "outputs": plain(outputs),
                "upstream": plain(upstream),
                "loss": plain(loss),
                "gradients": {name: plain(value.grad) for name, value in w.items()},
            }
        )
    return {
        "formula": "outputs = f(own · kernel + bias + σ([scales[0] earlier[0], scales[1] earlier[1], …] · adapterKernel + "
        "adapterBias) · outputKernel) with f = activation, σ = adapterActivation; W, b, α, V, c, U are kernel, bias, "
        "scales, adapterKernel, adapterBias, outputKernel; loss = Σ outputs · upstream, gradients are those of loss",
        "cases": cases,
    }


def numbers(*shape):
    """Normal numbers of three decimals."""
    return torch.round(torch.randn(*shape), decimals=3)


def leaf(tensor):
    return tensor.clone().requires_grad_()


def plain(tensor):
    """Nested lists, rounded; no negative zeros."""
    return (torch.round(tensor.detach(), decimals=9) + 0.0).tolist()


main(*sys.argv[1:])
