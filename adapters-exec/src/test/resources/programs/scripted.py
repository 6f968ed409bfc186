"""A provider that does what the prompt of a request, the name of an operation or its MODE says. Only tests use it."""
import json
import os
import subprocess
import sys
import threading
import time

mode = os.environ.get("MODE", "")
lock = threading.Lock()


def line(text):
    with lock:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def answer(call, members):
    line(json.dumps({"id": call["id"], **members}))


def submit(call):
    what = call["request"].get("prompt", "")
    if what == "echo":
        for one in call["inputs"]:
            with open(one["path"], "rb") as file:
                one["content"] = file.read().decode("latin-1")
        return {"operation": json.dumps(call)}
    if what.startswith("json:"):
        return json.loads(what[len("json:"):])
    if what == "child":
        child = subprocess.Popen(["sleep", "600"])
        return {"operation": str(child.pid)}
    if what == "die":
        print("the last words", file=sys.stderr, flush=True)
        os._exit(3)
    if what == "half an answer":
        sys.stdout.write('{"id":' + str(call["id"]) + ',"opera')
        sys.stdout.flush()
        os._exit(0)
    if what == "close":
        os.close(1)
        time.sleep(600)
    if what.startswith("line:"):
        line(what[len("line:"):])
        return None
    if what.startswith("print and answer:"):
        line(what[len("print and answer:"):])
    if what.startswith("load:"):
        line("loading the model")
        time.sleep(float(what[len("load:"):]))
    if what == "long line":
        line("x" * (3 << 20))
        return None
    if what == "silence":
        return None
    if what == "hang":
        time.sleep(600)
    if what.startswith("after:"):
        time.sleep(float(what[len("after:"):]))
    if what == "secret":
        return {"error": {"class": "refused", "message": "the key is " + os.environ["API_KEY"] + "\x1b[31m\nred"}}
    return {"operation": "of process " + str(os.getpid())}


def poll(call):
    what = call["operation"]
    if what.startswith("line:"):
        line("x" * (3 << 20) if what == "line:long" else what[len("line:"):])
        return None
    if what.startswith("late:"):
        time.sleep(4)
        return json.loads(what[len("late:"):])
    if what.startswith("{"):
        return json.loads(call["operation"])
    return {"status": "running"}


def download(call):
    name = call["name"]
    if name.startswith("{"):
        return json.loads(name)
    with open("path", "w") as file:
        file.write(call["path"])
    if name.startswith("load:"):
        line("10 %")
        time.sleep(4)
    if name.startswith("slow:"):
        time.sleep(4)
        with open("late", "w"):
            pass
    begin = call["offset"] if name.startswith("from offset:") else 0
    content = name.split(":", 1)[1].encode()
    with open(call["path"], "wb") as file:
        file.write(content[begin:])
    return {"offset": begin, "size": len(content)}


def find(call):
    return json.loads(call["client_token"].replace("~", '"').replace("@", "{").replace("=", "}").replace("+", ":"))


def cancel(call):
    return {"cancelled": call["operation"] == "early"}


METHODS = {"submit": submit, "poll": poll, "download": download, "find": find, "cancel": cancel}


def run(call):
    members = METHODS[call["method"]](call)
    if members is not None:
        answer(call, members)


if mode == "exit":
    print("Traceback: no module named provider " + os.environ.get("API_KEY", ""), file=sys.stderr, flush=True)
    sys.exit(1)
if mode == "silent":
    time.sleep(600)
if mode == "count starts":
    with open(os.environ["STARTS"], "a") as file:
        file.write("x")
    time.sleep(600)
line(os.environ.get("HELLO", '{"protocol": 1}'))
if mode == "exit after hello":
    sys.exit(0)
if mode == "deaf":
    time.sleep(600)
calls = []
for text in sys.stdin.buffer:
    call = json.loads(text)
    if mode == "backwards":
        calls.append(call)
        if len(calls) == 32:
            for one in reversed(calls):
                answer(one, {"operation": one["request"]["prompt"]})
    elif mode == "threads":
        threading.Thread(target=run, args=(call,), daemon=True).start()
    else:
        run(call)
if mode == "stays":
    time.sleep(600)
