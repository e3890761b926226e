"""Compares answers that `questions` wrote with the right ones.

    python score.py QUESTIONS ANSWERS [QUESTIONS ANSWERS ...]

Prints for each pair, and for all of them together: the share of the questions without an answer that are refused, the share of those with
one that are refused, the share of those with one whose answer holds what is right, and the share of cited mails that are right."""
import json
import re
import sys


def folded(text):
    return re.sub(r"\s+", " ", text).lower()


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def score(questions, answers):
    """(questions without an answer, refused, questions with one, refused, right, cited mails that are right: each answer's share)"""
    absent = [q for q in questions if not q["answerable"]]
    present = [q for q in questions if q["answerable"]]
    right, cited = 0, []
    for question in present:
        answer = answers[question["id"]]
        if answer["refused"]:
            continue
        right += any(folded(a) in folded(answer["answer"]) for a in question["answers"])
        if answer["cited"]:
            cited.append(sum(str(c) in question["gold"] for c in answer["cited"]) / len(answer["cited"]))
    return (len(absent), sum(answers[q["id"]]["refused"] for q in absent),
            len(present), sum(answers[q["id"]]["refused"] for q in present), right, cited)


def told(name, figures):
    absent, refused_right, present, refused_wrong, right, cited = figures
    return (f"{name}: RefusedRight={refused_right / max(1, absent):.2f} ({absent}) RefusedWrong={refused_wrong / max(1, present):.2f} "
            f"AnswerHolds={right / max(1, present):.2f} ({present}) CitationPrecision={sum(cited) / max(1, len(cited)):.2f}")


def main(paths):
    if not paths or len(paths) % 2:
        sys.exit(__doc__)
    every = (0, 0, 0, 0, 0, [])
    for of_questions, of_answers in zip(paths[::2], paths[1::2]):
        questions, answers = lines(of_questions), {a["id"]: a for a in lines(of_answers)}
        if missing := [q["id"] for q in questions if q["id"] not in answers]:
            sys.exit(f"{of_answers} has no answer to {', '.join(missing)}.")
        figures = score(questions, answers)
        print(told(of_questions, figures))
        every = tuple(a + b for a, b in zip(every, figures))
    print(told("all", every))


if __name__ == "__main__":
    main(sys.argv[1:])
