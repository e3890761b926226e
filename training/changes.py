"""Writes what training changed in the shipped model, in little space: for a matrix the product of two thin ones of whole numbers (the
largest singular values; Hu et al., LoRA, 2021), for a vector the vector. The app's build adds them to the package's model."""
import argparse

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from bert import Bert, LAYERS, LINEAR, NORM, Package


def whole(values, axis):
    """Numbers of -127 to 127, and what they stand for."""
    most = np.abs(values).max(axis=axis, keepdims=True)
    most[most == 0] = 1
    return np.round(values / most * 127).astype(np.int8), (most / 127).reshape(-1)


def tensor(name, values, kind):
    return helper.make_tensor(name, kind, list(values.shape), values.tobytes(), raw=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", help="the assembly with the model that is shipped")
    options.add_argument("weights", help="the weights that training wrote")
    options.add_argument("out", help="the file to write")
    options.add_argument("--rank", type=int, default=128, help="columns of a thin matrix")
    chosen = options.parse_args()

    package = Package(chosen.package)
    before = Bert(package).state_dict()
    after = torch.load(chosen.weights)
    changed = {name: (after[name] - before[name]).numpy() for name in before}
    found = []
    for layer in range(LAYERS):
        for part in LINEAR:
            matrix = changed[f"layers.{layer}.{part}.weight"].T
            if not matrix.any():
                continue
            name = package.matrices[layer, part]
            u, s, v = np.linalg.svd(matrix, full_matrices=False)
            left, of_left = whole(u[:, :chosen.rank], 0)
            right, of_right = whole(v[:chosen.rank], 1)
            found.append(tensor(f"{name}/left", left, TensorProto.INT8))
            found.append(tensor(f"{name}/right", right, TensorProto.INT8))
            found.append(tensor(f"{name}/scale", (s[:chosen.rank] * of_left * of_right).astype(np.float32), TensorProto.FLOAT))
        vectors = {f"{part}.bias": f"{path}.bias" for part, path in LINEAR.items()}
        vectors |= {f"{part}.{kind}": f"{path}.{kind}" for part, path in NORM.items() for kind in ("weight", "bias")}
        for part, path in vectors.items():
            vector = changed[f"layers.{layer}.{part}"].astype(np.float32)
            if vector.any():
                found.append(tensor(f"encoder.layer.{layer}.{path}", vector, TensorProto.FLOAT))
    with open(chosen.out, "wb") as file:
        file.write(onnx.GraphProto(initializer=found).SerializeToString())


if __name__ == "__main__":
    main()
