"""Invented mails, and what is asked in other words: questions that a mail answers, and searches that find a short mail."""
import datetime
import glob
import hashlib
import json
import os
import random
import re

MOST_WORDS = 48
MONTHS = [datetime.date(2000, m, 1).strftime("%B") for m in range(1, 13)]


def is_kept(text):
    """A tenth is not trained on."""
    return int(hashlib.md5(text.encode()).hexdigest(), 16) % 10 == 0


class Mail:
    """One mail, cut into windows of whole sentences as the app quotes them."""

    def __init__(self, fields):
        self.sender, self.to, self.subject, self.body = fields["from"], fields["to"], fields["subject"], fields["body"]
        self.date = datetime.date.fromisoformat(fields["date"])
        self.questions = [(q["q"], q["a"]) for q in fields["q"] if q["a"] in self.body]
        self.is_kept = is_kept(self.subject + self.body)
        self.sentences = [
            (m.start(), m.end(), " ".join(m.group().split()))
            for m in re.finditer(r".+?(?:[.!?]+(?=\s)|\n|$)", self.body) if m.group().strip()]
        self.windows = [self._window(i) for i in range(len(self.sentences))]

    def piece(self):
        """As the app embeds a mail."""
        return f"From {self.sender} to {self.to}, {self.date.day} {self.date:%B %Y}\n{self.subject}\n{self.body}"

    def text(self, answer, whole):
        """The mail, or one of its passages that hold an answer, as the app compares passages."""
        start = self.body.find(answer)
        told = [i for i, (first, end, _) in enumerate(self.sentences) if first < start + len(answer) and end > start]
        holding = [w for w in self.windows if told and w[0] <= told[0] and w[1] > told[-1]]
        if not holding or random.random() < whole:
            return self.piece()
        first, end = random.choice(holding)
        return f"{self.subject}. {' '.join(s[2] for s in self.sentences[first:end])}"

    def _window(self, first):
        words, end = 0, first
        while end < len(self.sentences) and words + len(self.sentences[end][2].split()) <= MOST_WORDS:
            words += len(self.sentences[end][2].split())
            end += 1
        return first, max(end, first + 1)


class ShortMail:
    """One to three sentences, and what is typed to find them."""

    def __init__(self, fields):
        self.sender, self.to, self.subject, self.body = fields["from"], fields["to"], fields["subject"], fields["body"]
        self.questions = [(q, self.body) for q in fields["q"]]
        self.milieu = fields["milieu"]
        self.is_kept = is_kept(self.body)

    def piece(self):
        day = f"{random.randint(1, 28)} {random.choice(MONTHS)} {random.randint(2019, 2026)}"
        return f"From {self.sender} to {self.to}, {day}\n{self.subject}\n{self.body}"

    def text(self, answer, whole):
        return self.piece() if random.random() < 2 * whole else f"{self.subject}. {answer}"


def read(folder, kind):
    """All mails of a folder beside this file."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), folder, "*.jsonl")
    return [kind(json.loads(line) | {"milieu": file}) for file in sorted(glob.glob(path)) for line in open(file, encoding="utf-8")]
