"""A provider of speech in several languages. docs/providers.md describes the lines that it reads and prints.

It speaks to the HTTP API of Reelstore's simulated provider (docs/simulator.md): POST /v1/speech answers with the audio itself, which is
saved here before Reelstore gets the answer, so that paid audio outlives this program. It needs only Python 3.8 and has these variables:

SPEECH_URL     where the service is, such as http://127.0.0.1:8080
SPEECH_KEY     its API key
SPEECH_FOLDER  where audio is kept until it is 14 days old, in files named *.paid; "speech" if it is not set
"""
import concurrent.futures
import datetime
import hashlib
import http.client
import json
import os
import shutil
import sys
import threading
import time
import urllib.parse

URL = urllib.parse.urlsplit(os.environ["SPEECH_URL"])
KEY = os.environ["SPEECH_KEY"]
FOLDER = os.environ.get("SPEECH_FOLDER", "speech")
DAYS_KEPT = 14
SUFFIX = ".paid"
SECONDS_TO_ANSWER = float(os.environ.get("SPEECH_TIMEOUT", "120"))
VOICES = {"de": "Kaje", "en": "Harbour", "fr": "Phare", "ja": "Misaki", "pt": "Farol", "vi": "Hai Dang"}


class Failure(Exception):
    def __init__(self, failure, message, retry_after=None):
        super().__init__(message)
        self.members = {"class": failure, "message": message}
        if retry_after is not None and retry_after.isdecimal():
            self.members["retry_after_ms"] = int(retry_after) * 1000


def send(method, path, body, unsent, sent):
    """Sends a request once, on a connection of its own. The last two arguments are the classes of a failed connection."""
    kind = http.client.HTTPSConnection if URL.scheme == "https" else http.client.HTTPConnection
    connection = kind(URL.hostname, URL.port, timeout=SECONDS_TO_ANSWER)
    try:
        try:
            connection.connect()
        except OSError as e:
            raise Failure(unsent, f"{URL.hostname} cannot be reached: {e}") from e
        connection.auto_open = 0  # it must not connect, and so send, again
        try:
            headers = {"Authorization": "Bearer " + KEY, "Content-Type": "application/json"}
            connection.request(method, URL.path.rstrip("/") + path, body and json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException) as e:
            raise Failure(sent, f"The connection to {URL.hostname} broke: {type(e).__name__}") from e
    finally:
        connection.close()


def submit(call):
    request = call["request"]
    language = request.get("language", "en")
    voice = request.get("voice") or VOICES.get(language.split("-")[0].lower())
    if not request.get("text"):
        raise Failure("refused", "There is no text to speak.")
    if not voice:
        raise Failure("refused", f"There is no voice for {language}; name one, or use one of {', '.join(VOICES)}.")
    output = output_of(request)
    status, headers, body = send("POST", "/v1/speech", {
        "model": request.get("model", "speech-1"), "text": request["text"], "voice": voice, "language": language,
        "output_format": output, "client_token": call["client_token"]}, "never_sent", "maybe_accepted")
    operation = headers.get("request-id")
    if status == 200 and operation:
        try:
            save(operation, body)
            answer = {"operation": name_of(operation, output), **saved(operation, output)}
        except OSError as e:
            # such as a full disk: it is paid, and a poll finds it at the service
            print(f"The audio of {operation} cannot be saved: {e}", file=sys.stderr, flush=True)
            return {"operation": name_of(operation, output)}
        if headers.get("character-cost", "").isdecimal():
            answer["usage"] = {"quantity": int(headers["character-cost"]), "unit": "characters"}
        return answer
    if operation:
        return {"operation": name_of(operation, output)}  # filtered or failed; a poll tells it, and what it costs
    retry_after = headers.get("Retry-After")
    message = f"{URL.hostname} answered with HTTP status {status}."
    if status == 429:
        raise Failure("rate_limited", message, retry_after)
    if status < 300 or status == 408 or status >= 500:
        # it may have begun before it failed; 503 may be of a gateway that gave up waiting, even with Retry-After
        raise Failure("maybe_accepted", message)
    raise Failure("refused", message)


def output_of(request):
    return request["parameters"].get("output_format", "wav_24000")


def name_of(operation, output):
    """Audio without a header (PCM) needs its format to be read, and a poll gets nothing but the name of the operation."""
    return operation + "#" + output if output.startswith("pcm_") else operation


def format_of(output):
    return {"encoding": output} if output.startswith("pcm_") else {}


def path_of(operation):
    return os.path.join(FOLDER, urllib.parse.quote(operation, safe="") + SUFFIX)


def save(operation, audio):
    os.makedirs(FOLDER, exist_ok=True)
    path = path_of(operation)
    with open(path + ".part", "wb") as file:
        file.write(audio)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".part", path)


def saved(operation, output):
    with open(path_of(operation), "rb") as file:
        audio = file.read()
    one = {"name": operation, "size": len(audio), "sha256": hashlib.sha256(audio).hexdigest(), **format_of(output)}
    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=DAYS_KEPT)
    return {"status": "done", "files": [one], "expires_at": expires.isoformat()}


def ask(path, gone=()):
    """A request that can be repeated. The last argument has the statuses that mean that the service has it no more."""
    status, headers, body = send("GET", path, None, "temporary", "temporary")
    if status == 200:
        return json.loads(body)
    message = f"{URL.hostname} answered with HTTP status {status}."
    if status == 429:
        raise Failure("rate_limited", message, headers.get("Retry-After"))
    raise Failure("gone" if status in gone else "temporary", message)


def operation_of(name):
    # an operation may be unknown for a moment after its submit; Reelstore asks several times before it takes "gone" for the end
    return ask("/v1/operations/" + urllib.parse.quote(name, safe=""), gone=(404, 410))


def poll(call):
    """Of operations whose answer was not audio or was lost with another machine."""
    operation, pcm, rate = call["operation"].partition("#pcm_")
    state = operation_of(operation)
    if not state["done"]:
        return {"status": "running", "ask_again_ms": state.get("retry_after_ms", 1000)}
    answer = {}
    if state.get("cost"):
        answer["charged"] = state["cost"]["amount"] + " " + state["cost"]["currency"]
    if state.get("usage"):
        answer["usage"] = {"quantity": state["usage"]["quantity"], "unit": state["usage"]["unit"]}
    if "filtered" in state:
        return {"status": "filtered", "reasons": state["filtered"]}
    if "error" in state:
        return {"status": "failed", "message": state["error"]["message"], **answer}
    files = [{"name": operation, "size": one["bytes"], "sha256": one["sha256"], **format_of(pcm[1:] + rate)}
             for one in state["results"]]
    return {"status": "done", "files": files, "expires_at": state["expires_at"], **answer}


def download(call):
    if os.path.exists(path_of(call["name"])):
        shutil.copyfile(path_of(call["name"]), call["path"])
        return {}
    results = operation_of(call["name"]).get("results")
    if not results:
        raise Failure("gone", "There is no audio of this request.")
    return {"url": results[0]["url"]}


def find(call):
    token = urllib.parse.quote(call["client_token"], safe="")
    operations = ask("/v1/operations?client_token=" + token)["operations"]
    # a list may be late, so a request that is not in it may have been accepted all the same
    if not operations:
        return {"outcome": "unknown"}
    return {"outcome": "found", "operation": name_of(operations[0]["operation"], output_of(call["request"]))}


METHODS = {"submit": submit, "poll": poll, "download": download, "find": find}
printing = threading.Lock()


def answer(call):
    try:
        members = METHODS[call["method"]](call)
    except Failure as failure:
        members = {"error": failure.members}
    except Exception as e:  # a mistake in this program, or an answer that it does not understand
        failure = "maybe_accepted" if call["method"] == "submit" else "temporary"
        members = {"error": {"class": failure, "message": f"{type(e).__name__}: {e}"}}
    with printing:
        print(json.dumps({"id": call["id"], **members}), flush=True)


def forget_old_audio():
    for name in os.listdir(FOLDER) if os.path.isdir(FOLDER) else []:
        path = os.path.join(FOLDER, name)
        try:
            own = name.endswith((SUFFIX, SUFFIX + ".part")) and os.path.isfile(path)
            if own and os.path.getmtime(path) < time.time() - DAYS_KEPT * 86400:
                os.remove(path)
        except OSError as e:
            print(f"{path} cannot be deleted: {e}", file=sys.stderr, flush=True)


forget_old_audio()
print('{"protocol": 1, "capabilities": ["find"]}', flush=True)
with concurrent.futures.ThreadPoolExecutor(16) as threads:
    for line in sys.stdin:
        threads.submit(answer, json.loads(line))
