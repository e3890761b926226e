"""An embedding model in PyTorch: BERT with six layers, its weights read from a package such as the app's build reads them from."""
import io
import math
import re
import unicodedata

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import numpy_helper

WIDTH = 384
HEADS = 12
LAYERS = 6
PAD = 0
QUESTION = "Represent this sentence for searching relevant passages: "

LINEAR = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "output": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
}
NORM = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}


class Package:
    """Model and vocabulary, which are resources of the package's assembly: four bytes of length, and the file."""

    def __init__(self, assembly):
        with open(assembly, "rb") as file:
            data = file.read()
        self.model = onnx.load(io.BytesIO(self._resource(data, data.index(b"\x12\x07pytorch") - 2)))
        self.vocabulary = [
            word.rstrip("\r") for word in self._resource(data, data.index(b"[PAD]")).decode("utf-8").split("\n")]
        self.weights = {i.name: numpy_helper.to_array(i) for i in self.model.graph.initializer}

        # The exporter named the matrices by numbers, in the order in which they are used.
        names = sorted(
            (n for n, w in self.weights.items() if re.fullmatch(r"(onnx::MatMul_)?\d+", n) and w.ndim == 2 and w.dtype == np.float32),
            key=lambda n: int(n.split("_")[-1]))
        self.matrices = {(layer, part): names[layer * len(LINEAR) + i] for layer in range(LAYERS) for i, part in enumerate(LINEAR)}

    @staticmethod
    def _resource(data, start):
        return data[start:start + int.from_bytes(data[start - 4:start], "little")]


class Tokenizer:
    """WordPiece of small letters, as the app's."""

    def __init__(self, vocabulary):
        self.ids = {word: i for i, word in enumerate(vocabulary)}
        self.known = {}

    def encode(self, text, most):
        tokens = []
        for word in self._words(text):
            tokens += self._pieces(word)
            if len(tokens) >= most:
                break
        return [self.ids["[CLS]"]] + tokens[:most - 2] + [self.ids["[SEP]"]]

    @staticmethod
    def _words(text):
        word = ""
        for c in unicodedata.normalize("NFD", text.lower()):
            kind = unicodedata.category(c)
            if kind == "Mn" or c in "\u200b\u200c\u200d\ufeff":
                continue
            alone = kind[0] == "P" or c in "$+<=>^`|~" or 0x4E00 <= ord(c) <= 0x9FFF
            if alone or c.isspace() or kind in ("Cc", "Cf"):
                if word:
                    yield word
                word = ""
                if alone:
                    yield c
            else:
                word += c
        if word:
            yield word

    def _pieces(self, word):
        if word not in self.known:
            self.known[word] = self._split(word)
        return self.known[word]

    def _split(self, word):
        pieces, start = [], 0
        while start < len(word) <= 100:
            end = len(word)
            while end > start and ("##" if start else "") + word[start:end] not in self.ids:
                end -= 1
            if end == start:
                return [self.ids["[UNK]"]]
            pieces.append(self.ids[("##" if start else "") + word[start:end]])
            start = end
        return pieces or [self.ids["[UNK]"]]


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        for part in LINEAR:
            setattr(self, part, nn.Linear(4 * WIDTH if part == "down" else WIDTH, 4 * WIDTH if part == "up" else WIDTH))
        for part in NORM:
            setattr(self, part, nn.LayerNorm(WIDTH, eps=1e-12))

    def forward(self, x, mask):
        texts, length, _ = x.shape
        heads = lambda y: y.view(texts, length, HEADS, WIDTH // HEADS).transpose(1, 2)
        attention = (heads(self.query(x)) @ heads(self.key(x)).transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask).softmax(-1)
        x = self.norm1(x + self.output((attention @ heads(self.value(x))).transpose(1, 2).reshape(texts, length, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Bert(nn.Module):
    def __init__(self, package):
        super().__init__()
        weight = lambda name: torch.from_numpy(package.weights[name].copy())
        embeddings = "embeddings."
        self.words = nn.Embedding.from_pretrained(weight(embeddings + "word_embeddings.weight"))
        self.places = nn.Embedding.from_pretrained(weight(embeddings + "position_embeddings.weight"))
        self.types = nn.Embedding.from_pretrained(weight(embeddings + "token_type_embeddings.weight"))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.weight.data = weight(embeddings + "LayerNorm.weight")
        self.norm.bias.data = weight(embeddings + "LayerNorm.bias")
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for i, layer in enumerate(self.layers):
            for part, name in LINEAR.items():
                getattr(layer, part).weight.data = weight(package.matrices[i, part]).t().contiguous()
                getattr(layer, part).bias.data = weight(f"encoder.layer.{i}.{name}.bias")
            for part, name in NORM.items():
                getattr(layer, part).weight.data = weight(f"encoder.layer.{i}.{name}.weight")
                getattr(layer, part).bias.data = weight(f"encoder.layer.{i}.{name}.bias")

    def forward(self, tokens, by_mean=False):
        """The vectors of texts, of length one: the first token's, or the mean of all."""
        padding = tokens == PAD
        mask = padding[:, None, None, :].float() * -1e9
        x = self.norm(self.words(tokens) + self.places(torch.arange(tokens.shape[1])) + self.types(torch.zeros_like(tokens)))
        for layer in self.layers:
            x = layer(x, mask)
        pooled = x.masked_fill(padding[:, :, None], 0).sum(1) if by_mean else x[:, 0]
        return F.normalize(pooled, dim=-1)


def padded(texts):
    longest = max(map(len, texts))
    return torch.tensor([t + [PAD] * (longest - len(t)) for t in texts])


@torch.no_grad()
def embed(model, tokenizer, texts, most=220, batch=64):
    tokens = [tokenizer.encode(t, most) for t in texts]
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
    vectors = torch.zeros(len(tokens), WIDTH)
    for start in range(0, len(order), batch):
        part = order[start:start + batch]
        vectors[part] = model(padded([tokens[i] for i in part]))
    return vectors
