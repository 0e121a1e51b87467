"""Classes of students for the tests: with every kind of result, and with hostile texts.

a_class.py small            eight students, one of each kind
a_class.py large N          N students, for the page
"""
import hashlib
import json
import sys

CHECKS = [("threads.count", "The threads' total is right", 3),
          ("threads.no-race", "No data race between the threads", 5),
          ("processes.count", "The processes' total is right", 4)]
SOURCE = "#include \"lock_counter.hpp\"\n\nint counter;  // <b>not</b> markup & no entity\n\nvoid work() {\n  ++counter;\n}\n"
# All that must never reach a reader as it is.
HOSTILE = "\x1b[31mred\x1b[0m \x00 <script>alert(1)</script> ]]> & \u202eevil \ufffe \ttab"


def check(i, status, verdict=None, message="", places=(), advice=""):
    name, title, points = CHECKS[i]
    return {"id": name, "title": title, "status": status,
            "points": points if status == "passed" else 0, "max_points": points,
            "verdict": "ok" if status == "passed" else verdict, "message": message,
            "advice": advice, "places": list(places), "replay": None, "interleavings": 0,
            "exhausted": False}


def result(checks, status="graded", diagnostics=(), faults=()):
    return {"schema": "lockstep/result/v1", "exercise": "ex4",
            "score": sum(c["points"] for c in checks), "max_score": 12, "status": status,
            "sandbox": "B", "checks": checks, "diagnostics": list(diagnostics),
            "faults": list(faults)}


def passed(*which):
    return [check(i, "passed") for i in which]


def race(line, message=None):
    places = [{"file": "lock_counter.cpp", "line": line, "role": "one thread wrote it here"},
              {"file": "lock_counter.cpp", "line": 3, "role": "one thread read it here"}]
    text = message or f"one thread wrote `counter` at lock_counter.cpp:{line} while another read it."
    return check(1, "failed", "data-race", text, places, "Both must hold the same lock.")


def full():
    return result(passed(0, 1, 2))


def racy(line, message=None):
    return result(passed(0) + [race(line, message)] + passed(2))


def broken():
    skipped = [check(i, "skipped", message="the submission does not compile") for i in range(3)]
    error = {"severity": "error", "file": "lock_counter.cpp", "line": 6, "column": 5,
             "message": "expected ‘;’", "source": "\tüü++counter"}
    return result(skipped, "did-not-compile", [error])


def faulty(what="threads.no-race: the suite was killed"):
    undecided = check(1, "skipped", message="the grader could not decide this; it costs no points")
    return result(passed(0) + [undecided] + passed(2), "grader-fault", faults=[what])


def tampering():
    return result([check(0, "failed", "tampering", "it defines `write`")] +
                  [check(i, "skipped", message="not run") for i in (1, 2)], "tampering")


def student(who, graded=None, source=SOURCE, **more):
    content = hashlib.sha256((source + (json.dumps(graded) if graded else "")).encode()).hexdigest()
    entry = {"student": who, "content": content, "file": "lock_counter.cpp", "source": source}
    if graded:
        entry["result"] = graded
    entry.update(more)
    return entry


def small():
    return [
        student("ada", full(), name="Ada Lovelace", id="101", sis_id="s-1", login="ada",
                email="ada@example.org", section="L1"),
        student("bob", racy(6), name="Bob Stone", id="102", login="bob", email="bob@example.org"),
        student("cleo", racy(6), name="Cleo Reed", id="103", login="cleo", email="cleo@example.org"),
        student("dan", broken(), name="Dan Marsh", id="104", login="dan", email="dan@example.org"),
        student("eve", faulty(), name="Eve Hill", id="105", login="eve", email="eve@example.org"),
        student("=1+1", racy(7, HOSTILE), name="=HYPERLINK(\"http://x\")", id="106", login="@fay",
                email="+fay@example.org"),
        student("gus", tampering(), name="Gus Moor", id="107", login="gus", email="gus@example.org"),
        student("hal", faulty("the disk is full"), source=SOURCE + "// hal\n", name="Hal Dale",
                id="108", login="hal", email="hal@example.org", override=9),
        {"student": "ian", "problem": "there is no lock_counter.cpp", "name": "Ian Wood",
         "id": "109", "login": "ian", "email": "ian@example.org"},
    ]


def large(number):
    students = []
    for i in range(number):
        kind = (full(), racy(6 + i % 3), racy(6 + i % 3), broken(), tampering(),
                result([check(0, "failed", "wrong-result", f"count_with_threads(2, {i}) returned {i}.")] +
                       [check(1, "skipped", message="it needs threads.count")] + passed(2)),
                result([check(0, "failed", "lost-update", f"returned less than {i}: updates were lost.")] +
                       [check(1, "skipped", message="it needs threads.count")] +
                       [check(2, "failed", "deadlock", "nothing can go on any more")]))[i * 5 % 7]
        if i % 61 == 7:
            kind = faulty(f"the node n{i % 4} went away")
        text = SOURCE if i % 40 == 0 else SOURCE + f"// {i}\n"
        students.append(student(f"student{i:03}", kind, text, name=f"Student Number {i}",
                                id=str(1000 + i), email=f"s{i}@example.org"))
    return students


students = small() if sys.argv[1] == "small" else large(int(sys.argv[2]))
json.dump({"exercise": "ex4", "title": "Lock counter", "students": students}, sys.stdout)
