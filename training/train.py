"""Trains the shipped embedding model further: what is asked and the text that answers it come together, and apart from the other texts of
the batch (contrastive loss with the negatives of the batch; van den Oord et al., 2018), and it learns to agree with another model on how
near all of them are (distillation; Hinton et al., 2015). The words' vectors and the lowest layers stay."""
import argparse
import random
import time

import torch
import torch.nn.functional as F

import mails
from bert import Bert, Package, Tokenizer, QUESTION, embed, padded

TEMPERATURE = 0.05
MOST_ASKED = 50
MOST_TEXT = 150
WHOLE = 0.35
AT_ONCE = 48
MILIEUS = 3


def vectors(model, tokenizer, texts, most, by_mean=False):
    """Texts of like length together."""
    tokens = [tokenizer.encode(t, most) for t in texts]
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
    parts = [model(padded([tokens[i] for i in order[k:k + AT_ONCE]]), by_mean) for k in range(0, len(order), AT_ONCE)]
    place = [0] * len(order)
    for at, i in enumerate(order):
        place[i] = at
    return torch.cat(parts)[torch.tensor(place)]


def questions_of(all_mails, size):
    """Questions in any order, no two of those that are given together about the same mail; fewer where there are fewer mails."""
    all_mails = [m for m in all_mails if m.questions]
    waiting = []
    while True:
        given, of, later = [], set(), []
        while len(given) < min(size, len(all_mails)):
            if not waiting:
                waiting = [(m, q) for m in all_mails for q in m.questions]
                random.shuffle(waiting)
            mail, question = waiting.pop()
            if id(mail) in of:
                later.append((mail, question))
            else:
                of.add(id(mail))
                given.append((mail, question))
        waiting += later
        yield given


def batches(short, long, chosen):
    """Short mails of a few milieus, which are harder to tell apart than any, and some of the others."""
    by_milieu = {}
    for mail in short:
        by_milieu.setdefault(mail.milieu, []).append(mail)
    from_short = [questions_of(of, chosen.short // MILIEUS) for of in by_milieu.values()]
    from_long = questions_of(long, chosen.long)
    while True:
        yield [one for part in random.sample(from_short, MILIEUS) for one in next(part)] + next(from_long)


def centred(all_vectors, mean):
    return all_vectors if mean is None else F.normalize(all_vectors - mean, dim=-1)


def measure(model, tokenizer, kept):
    """The share of questions that have their mail first, and among the first five."""
    asked = [(q, i) for i, m in enumerate(kept) for q, _ in m.questions]
    texts = embed(model, tokenizer, [m.piece() for m in kept])
    questions = embed(model, tokenizer, [QUESTION + q for q, _ in asked])
    near = questions @ texts.t()
    right = near.gather(1, torch.tensor([[i] for _, i in asked]))
    rank = (near > right).sum(1)
    first, in_five = ((rank < most).float().mean() for most in (1, 5))
    return f"{len(asked)} questions about {len(kept)} mails: first {first:.3f}, in five {in_five:.3f}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", help="the assembly with the model that is shipped")
    options.add_argument("other", help="the assembly with the model to agree with (mean of the tokens' vectors)")
    options.add_argument("out", help="where the weights are written")
    options.add_argument("--start", help="weights to begin with")
    options.add_argument("--centre", help="means that are taken away from vectors, as the app does")
    options.add_argument("--steps", type=int, default=130)
    options.add_argument("--rate", type=float, default=5e-5)
    options.add_argument("--short", type=int, default=129, help="short mails in a batch")
    options.add_argument("--long", type=int, default=16, help="other mails in a batch")
    options.add_argument("--agree", type=float, default=0.5, help="how much agreement counts beside what is right")
    options.add_argument("--other-weight", type=float, default=0.5, help="how much the other model's cosine counts beside the own one")
    options.add_argument("--frozen", type=int, default=1, help="layers that stay")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    random.seed(chosen.seed)
    torch.manual_seed(chosen.seed)

    package = Package(chosen.package)
    tokenizer = Tokenizer(package.vocabulary)
    model, other = Bert(package), Bert(Package(chosen.other))
    if chosen.start:
        model.load_state_dict(torch.load(chosen.start))
    for part in [model.words, model.places, model.types, model.norm, *model.layers[:chosen.frozen]]:
        part.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=chosen.rate, weight_decay=0.01)

    of_texts, of_questions = None, None
    if chosen.centre:
        with open(chosen.centre) as file:
            of_texts, of_questions = (torch.tensor([float(x) for x in line.split()]) for line in file)
    long, short = mails.read("mails", mails.Mail), mails.read("searches", mails.ShortMail)
    given = batches([m for m in short if not m.is_kept], [m for m in long if not m.is_kept], chosen)
    start = time.time()
    for step in range(chosen.steps):
        for group in optimizer.param_groups:
            group["lr"] = chosen.rate * min(1, (step + 1) / (0.06 * chosen.steps + 1)) * max(0.02, 1 - step / chosen.steps)
        batch = next(given)
        asked, texts = [q for _, (q, _) in batch], [m.text(answer, WHOLE) for m, (_, answer) in batch]
        near = (centred(vectors(model, tokenizer, [QUESTION + q for q in asked], MOST_ASKED), of_questions)
                @ centred(vectors(model, tokenizer, texts, MOST_TEXT), of_texts).t() / TEMPERATURE)
        right = torch.arange(len(batch))
        loss = 0.7 * F.cross_entropy(near, right) + 0.3 * F.cross_entropy(near.t(), right)
        with torch.no_grad():
            says = vectors(other, tokenizer, asked, MOST_ASKED, True) @ vectors(other, tokenizer, texts, MOST_TEXT, True).t()
            both = (near + chosen.other_weight * says / TEMPERATURE).softmax(1)
        loss = loss + chosen.agree * F.kl_div(F.log_softmax(near, 1), both, reduction="batchmean")
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if step % 10 == 9:
            print(f"{step + 1} of {chosen.steps}, loss {loss.item():.3f}, {time.time() - start:.0f} s", flush=True)
            torch.save(model.state_dict(), chosen.out)

    torch.save(model.state_dict(), chosen.out)
    for kept in ([m for m in short if m.is_kept], [m for m in long if m.is_kept]):
        print(measure(model, tokenizer, kept))


if __name__ == "__main__":
    main()
