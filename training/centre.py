"""Writes the means of the vectors of mail and of questions, which the app takes away from every vector."""
import argparse
import random

import torch

import mails
from bert import Bert, Package, Tokenizer, QUESTION, embed

SAMPLE = 700


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", help="the assembly with the model that is shipped")
    options.add_argument("weights", help="the weights that training wrote")
    options.add_argument("out", help="the file to write")
    chosen = options.parse_args()
    random.seed(1)
    package = Package(chosen.package)
    tokenizer, model = Tokenizer(package.vocabulary), Bert(package)
    model.load_state_dict(torch.load(chosen.weights))
    sample = [
        mail for folder, kind in (("mails", mails.Mail), ("searches", mails.ShortMail))
        for mail in random.sample([m for m in mails.read(folder, kind) if m.questions and not m.is_kept], SAMPLE)]
    texts = embed(model, tokenizer, [m.piece() for m in sample])
    questions = embed(model, tokenizer, [QUESTION + random.choice(m.questions)[0] for m in sample])
    with open(chosen.out, "w") as file:
        for vectors in (texts, questions):
            file.write(" ".join(f"{x:.5f}" for x in vectors.mean(0)) + "\n")


if __name__ == "__main__":
    main()
