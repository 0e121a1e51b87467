"""read_back.py READER FILE…: what the readers of others would make of an exported file."""
import csv
import json
import re
import sys
import xml.etree.ElementTree as tree

import sarif_rules

ESCAPED = "\\x1b[31mred"


def fail(what):
    sys.exit(f"read_back: {what}")


def expect(condition, what):
    if not condition:
        fail(what)


def same(got, wanted, what):
    expect(got == wanted, f"{what}: {got!r}, expected {wanted!r}")


def raw(file):
    with open(file, "rb") as f:
        data = f.read()
    text = data.decode("utf-8")  # throws where it is not UTF-8
    for c in "\0\x1b\x07\x7f\u202e":
        expect(c not in text, f"{file} holds {c!r}")
    return text


def rows(file):
    text = raw(file)
    with open(file, newline="", encoding="utf-8-sig") as f:
        table = list(csv.reader(f, strict=True))
    expect(text.endswith("\r\n"), "the last line has no end")
    same({len(row) for row in table}, {len(table[0])}, "cells in a row")
    for row in table:
        for cell in row:
            expect(cell == "-" or not re.match(r" *[=+\-@\t\r\n]", cell), f"a formula: {cell!r}")
    return table


def records(file):
    table = rows(file)
    return [dict(zip(table[0], row)) for row in table[1:]]


def loaded(file):
    return json.loads(raw(file))


def read_csv(file):
    all_of = records(file)
    same([r["student"] for r in all_of],
         ["eve", "ian", "'=1+1", "ada", "bob", "cleo", "dan", "gus", "hal"], "students")
    by = {r["student"]: r for r in all_of}
    same(by["eve"]["points"], "", "points of a fault")
    same(by["eve"]["threads.no-race"], "", "a check of a fault")
    expect("the suite was killed" in by["eve"]["note"], "the note of a fault")
    same(by["ian"]["points"], "", "points of nothing")
    same((by["dan"]["points"], by["gus"]["points"]), ("0", "0"), "points of broken and tampering")
    same(by["hal"]["points"], "9", "points by staff")
    same(by["bob"]["same_as"], "cleo", "identical submissions")
    same(by["bob"]["threads.no-race verdict"], "data-race", "a verdict")


def read_json(file):
    document = loaded(file)
    same(document["schema"], "lockstep/batch/v1", "schema")
    first = document["submissions"][0]
    same((first["student"], first["points"], first["status"]), ("eve", None, "grader-fault"),
         "the first")
    same(document["submissions"][3]["result"]["schema"], "lockstep/result/v1", "a result")
    same(document["submissions"][-1]["override"]["points"], 9, "an override")


def read_junit(file):
    root = tree.fromstring(raw(file))
    same(root.tag, "testsuites", "root")
    suites = root.findall("testsuite")
    same(suites[0].get("name"), "ex4.eve", "the first suite")
    same(len(suites[0].findall(".//failure")), 0, "failures of a fault")
    expect(suites[0].find("testcase/error").text.startswith("The grader could not"), "its error")
    same(len(suites[0].findall(".//error")), 1, "errors of a fault")
    seen = set()
    for suite in suites:
        cases = suite.findall("testcase")
        same(int(suite.get("tests")), len(cases), "tests")
        for kind in ("failure", "error", "skipped"):
            attribute = {"failure": "failures", "error": "errors"}.get(kind, kind)
            same(int(suite.get(attribute)), len(suite.findall(".//" + kind)), kind)
        for case in cases:
            key = (case.get("classname"), case.get("name"))
            expect(key not in seen, f"{key} stands twice: readers drop one")
            seen.add(key)
            for failure in case.findall("failure"):
                expect(failure.get("message") is None and failure.text, "the message is no body")
    hostile = root.find("testsuite[@name='ex4.=1+1']//failure").text
    expect(ESCAPED in hostile and "<script>" in hostile and "\\ufffe" in hostile, "hostile text")
    same(root.find("testsuite[@name='ex4.bob']//failure").get("type"), "data-race", "type")
    same(root.find("testsuite[@name='ex4.dan']/testcase/failure").get("type"), "did-not-compile",
         "type")


def read_sarif(file):
    log = loaded(file)
    sarif_rules.check(log)
    runs = {run["automationDetails"]["id"]: run for run in log["runs"]}
    fault = log["runs"][0]
    same(fault["automationDetails"]["id"], "ex4/eve", "the first run")
    same(fault["invocations"][0]["executionSuccessful"], False, "a fault")
    expect("the suite was killed" in
           fault["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"], "its note")
    race = runs["ex4/bob"]["results"][0]
    same(race["ruleId"], "data-race", "rule")
    same(race["locations"][0]["physicalLocation"]["region"]["startLine"], 6, "line")
    same(len(race["relatedLocations"]), 1, "the other access")
    same(len(race["codeFlows"][0]["threadFlows"]), 2, "flows, one for each thread")
    other = runs["ex4/=1+1"]["results"][0]  # one line further down
    same(race["partialFingerprints"], other["partialFingerprints"], "fingerprints")
    error = runs["ex4/dan"]["results"][0]["locations"][0]["physicalLocation"]["region"]
    same((error["startLine"], error["startColumn"]), (6, 4), "place in characters, not bytes")


def read_canvas(file):
    table = rows(file)
    same(table[0], ["Student", "ID", "SIS User ID", "SIS Login ID", "Section",
                    "Lock counter (1234)"], "header")
    expect("Points Possible" in table[1][0] and table[1][-1] == "12", "points possible")
    same(table[2][:2] + table[2][-1:], ["Eve Hill", "105", ""], "the first: a fault, blank")
    by = {row[1]: row[-1] for row in table[2:]}
    same(by, {"101": "12", "102": "7", "103": "7", "104": "0", "105": "", "106": "7", "107": "0",
              "108": "9", "109": ""}, "grades")


def read_gradebook(file):
    table = rows(file)
    same(table[0][-1], "Lock counter (1234)", "column")
    same({row[1]: row[-1] for row in table[2:]}, {"9001": "12", "9002": "7", "9003": "", "9004": ""},
         "grades")
    same(table[2][1], "9004", "the fault comes first")


def read_moodle(file):
    expect(raw(file).startswith("\ufeff"), "the byte order mark is gone")
    all_of = records(file)
    same(all_of[0]["Identifier"], "Participant 105", "the fault comes first")
    by = {r["Identifier"].split()[1]: r for r in all_of}
    same({k: r["Grade"] for k, r in by.items()},
         {"101": "12", "102": "7", "103": "7", "104": "0", "105": "5.00", "106": "7", "107": "0",
          "108": "9", "109": "", "110": ""}, "grades")
    expect("costs no points" in by["105"]["Feedback comments"], "the note of a fault")
    expect("data race" in by["102"]["Feedback comments"], "feedback")
    expect("&lt;script&gt;" in by["106"]["Feedback comments"], "markup in feedback")
    same(by["110"]["Feedback comments"], "", "feedback of a stranger")
    same((by["101"]["Last modified (grade)"], by["101"]["Maximum Grade"]), ("-", "12.00"), "the rest")


def read_gradescope(file, score=None, most=None):
    document = loaded(file)
    allowed = {"score", "execution_time", "output", "output_format", "test_output_format",
               "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests",
               "leaderboard"}
    expect(set(document) <= allowed, f"unknown keys: {set(document) - allowed}")
    visible = {"hidden", "after_due_date", "after_published", "visible"}
    formats = {"text", "html", "simple_format", "md", "ansi"}
    expect(document["visibility"] in visible and document["stdout_visibility"] in visible,
           "visibility")
    expect(document["output_format"] in formats, "format")
    expect(isinstance(document.get("execution_time", 0.0), float), "time")
    for test in document["tests"]:
        expect(set(test) <= {"score", "max_score", "status", "name", "name_format", "number",
                             "output", "output_format", "tags", "visibility", "extra_data"}, "keys")
        expect(test["status"] in ("passed", "failed"), "status")
        expect(isinstance(test["number"], str) and test["visibility"] in visible, "number")
        expect(0 <= test["score"] <= test["max_score"], "score")
        expect(len(test["output"]) <= 100_000, "too long")
    same(document["score"], sum(t["score"] for t in document["tests"]), "sum")
    if score is not None:
        same(document["score"], int(score), "score")
        same(sum(t["max_score"] for t in document["tests"]), int(most), "most")


def read_classroom50(file, score=None, most=None):
    document = loaded(file)
    same(document["schema"], "classroom50/result/v1", "schema")
    for key in ("score", "max-score"):
        expect(type(document[key]) is int, f"{key} is no integer")
    expect(document["score"] <= document["max-score"], "score")
    for test in document["tests"]:
        same(set(test), {"test-name", "passed", "score", "max-score"}, "keys")
        expect(type(test["score"]) is int and type(test["passed"]) is bool, "kinds")
    same(sum(t["score"] for t in document["tests"]), document["score"], "sum")
    if score is not None:
        same((document["score"], document["max-score"]), (int(score), int(most)), "scores")
        same((document["classroom"], document["assignment"]), ("cs1", "lock"), "stamps")


read_single_classroom50 = read_classroom50


def read_stamped_classroom50(file):
    read_classroom50(file)
    document = loaded(file)
    same([document[k] for k in ("classroom", "assignment", "submission", "commit", "release",
                                "review")],
         ["cs1", "lock", "submit/1", "https://c", "https://r", "https://c"], "stamps")


def read_single_junit(file):
    root = tree.fromstring(raw(file))
    race = root.find("testsuite/testcase/failure/..")
    same(root.find("testsuite").get("name"), "ex4", "suite")
    expect(race.get("name").startswith("threads.no-race"), "case")
    expect(race.get("file").endswith(".cpp") and int(race.get("line")) > 0, "place")


def read_single_sarif(file):
    log = loaded(file)
    sarif_rules.check(log)
    result = log["runs"][0]["results"][0]
    same(result["ruleId"], "data-race", "rule")
    same(len(result["codeFlows"][0]["threadFlows"]), 2, "flows")


def read_single_csv(file):
    only = records(file)
    same((len(only), only[0]["threads.no-race verdict"]), (1, "data-race"), "the line")


def read_no_grade(gradescope, junit, table):
    document = loaded(gradescope)
    expect("score" not in document and all("score" not in t for t in document["tests"]),
           "a fault has a score")
    expect("costs no points" in document["output"], "the note")
    root = tree.fromstring(raw(junit))
    expect(not root.findall(".//failure") and root.findall(".//error"), "failures for a fault")
    same(records(table)[0]["points"], "", "points")


def read_exploration(file, steps=0):
    log = loaded(file)
    sarif_rules.check(log)
    result = log["runs"][0]["results"][0]
    same(result["ruleId"], "data-race", "rule")
    same(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "race.cpp", "place")
    flows = result["codeFlows"][0]["threadFlows"]
    expect(len(flows) >= 2, "a flow for each thread")
    order = [at["executionOrder"] for flow in flows for at in flow["locations"]]
    same(len(order), len(set(order)), "no two steps at the same time")
    expect(len(order) >= int(steps), f"only {len(order)} steps")


globals()["read_" + sys.argv[1]](*sys.argv[2:])
