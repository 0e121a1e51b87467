"""What SARIF 2.1.0 demands of the parts that Lockstep writes, and what GitHub's reader adds.

The JSON schema of the standard is not at hand without a network: these are its rules for the
properties that are used. A property that is not listed here is a mistake.
"""
import re

TEXT = {"text": (str, True)}
LEVELS = {"none", "note", "warning", "error"}


def check(log):
    obj(log, {"$schema": (str, True), "version": (str, True), "runs": (list, True)}, "log")
    assert log["version"] == "2.1.0"
    ids = [run["automationDetails"]["id"] for run in log["runs"] if "automationDetails" in run]
    assert len(ids) == len(set(ids)), "two runs of one id"
    for run in log["runs"]:
        check_run(run)


def obj(value, rules, where):
    assert isinstance(value, dict), f"{where} is no object"
    unknown = set(value) - set(rules)
    assert not unknown, f"{where}: {unknown}"
    for key, (kind, needed) in rules.items():
        assert key in value or not needed, f"{where}: {key} is missing"
        if key in value:
            assert isinstance(value[key], kind), f"{where}.{key}: {value[key]!r}"
            assert not (kind is int and isinstance(value[key], bool)), f"{where}.{key}"


def check_run(run):
    obj(run, {"tool": (dict, True), "columnKind": (str, False), "originalUriBaseIds": (dict, False),
              "invocations": (list, False), "results": (list, True),
              "automationDetails": (dict, False)}, "run")
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    obj(driver, {"name": (str, True), "version": (str, False), "rules": (list, False)}, "driver")
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules)), "a rule stands twice"
    for rule in driver["rules"]:
        obj(rule, {"id": (str, True), "shortDescription": (dict, False),
                   "defaultConfiguration": (dict, False)}, "rule")
        obj(rule["shortDescription"], TEXT, "shortDescription")
        assert rule["defaultConfiguration"]["level"] in LEVELS
    for invocation in run["invocations"]:
        obj(invocation, {"executionSuccessful": (bool, True),
                         "toolExecutionNotifications": (list, False)}, "invocation")
        for note in invocation.get("toolExecutionNotifications", []):
            obj(note, {"level": (str, False), "message": (dict, True)}, "notification")
            obj(note["message"], TEXT, "message")
    for result in run["results"]:
        check_result(result, rules, run["originalUriBaseIds"])


def check_result(result, rules, bases):
    obj(result, {"ruleId": (str, True), "ruleIndex": (int, True), "level": (str, True),
                 "message": (dict, True), "locations": (list, True),
                 "relatedLocations": (list, False), "partialFingerprints": (dict, True),
                 "codeFlows": (list, False), "properties": (dict, False)}, "result")
    assert rules[result["ruleIndex"]] == result["ruleId"], "ruleIndex and ruleId differ"
    assert result["level"] in LEVELS
    obj(result["message"], TEXT, "message")
    assert len(result["locations"]) == 1
    for value in result["partialFingerprints"].values():
        assert re.fullmatch(r"[0-9a-f]{16}", value), value
    for location in result["locations"] + result.get("relatedLocations", []):
        check_location(location, bases)
    ids = [location["id"] for location in result.get("relatedLocations", [])]
    assert len(ids) == len(set(ids))
    for flow in result.get("codeFlows", []):
        obj(flow, {"threadFlows": (list, True)}, "codeFlow")
        assert flow["threadFlows"]
        for thread in flow["threadFlows"]:
            obj(thread, {"id": (str, False), "message": (dict, False), "locations": (list, True)},
                "threadFlow")
            assert thread["locations"]
            for step in thread["locations"]:
                obj(step, {"location": (dict, True), "executionOrder": (int, False)}, "step")
                check_location(step["location"], bases)


def check_location(location, bases):
    obj(location, {"id": (int, False), "physicalLocation": (dict, True), "message": (dict, False)},
        "location")
    physical = location["physicalLocation"]
    obj(physical, {"artifactLocation": (dict, True), "region": (dict, False)}, "physicalLocation")
    artifact = physical["artifactLocation"]
    obj(artifact, {"uri": (str, True), "uriBaseId": (str, False)}, "artifactLocation")
    assert artifact["uriBaseId"] in bases
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", artifact["uri"]), artifact["uri"]
    assert not artifact["uri"].startswith("/"), "the path is not relative"
    if "region" in physical:
        obj(physical["region"], {"startLine": (int, True), "startColumn": (int, False)}, "region")
        assert all(n >= 1 for n in physical["region"].values())
