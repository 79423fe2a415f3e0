"""Takes what the calls of one major of Anthropic's Python SDK take, and sends it. Anything else is a TypeError."""

import json
import os
import urllib.error
import urllib.request

MAJOR = os.environ["STANDIN_SDK"]
REQUIRED = {"max_tokens", "messages", "model"}
OPTIONS = {"extra_headers", "extra_query", "extra_body", "timeout"}
FIELDS = REQUIRED | {
    "metadata",
    "service_tier",
    "stop_sequences",
    "system",
    "thinking",
    "tool_choice",
    "tools",
}
BY_MAJOR = {
    "0.x": {"temperature", "top_p", "top_k"},
    "1.x": {"cache_control", "container", "inference_geo", "output_config"},
    "2.x": {"cache_control", "container", "inference_geo", "output_config"},
}
VERSIONS = {"0.x": "2023-06-01", "1.x": "2023-06-01", "2.x": "2026-10-21"}


class APIStatusError(Exception):
    def __init__(self, status_code, body):
        super().__init__(f"{status_code} {body}")
        self.status_code = status_code


class Block:
    def __init__(self, fields):
        self.__dict__.update(fields)


class Message:
    def __init__(self, body):
        self.stop_reason = body["stop_reason"]
        self.content = [Block(fields) for fields in body["content"]]


class Stream:
    """The events of one answer, and the message that they make."""

    def __init__(self, response):
        self._response = response
        self._blocks = []
        self._stop_reason = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._response.close()

    @property
    def text_stream(self):
        for line in self._response:
            if not line.startswith(b"data:"):
                continue
            event = json.loads(line[5:])
            if event["type"] == "content_block_start":
                self._blocks.append(event["content_block"])
            elif event["type"] == "message_delta":
                self._stop_reason = event["delta"]["stop_reason"]
            elif event["type"] == "content_block_delta" and event["delta"]["type"] == "text_delta":
                self._blocks[event["index"]]["text"] += event["delta"]["text"]
                yield event["delta"]["text"]

    def get_final_message(self):
        for _ in self.text_stream:
            pass
        return Message({"stop_reason": self._stop_reason, "content": self._blocks})


class Messages:
    def __init__(self, client):
        self._client = client

    def create(self, **arguments):
        given = self._checked("create", arguments, {"stream"})
        is_whole = not arguments.get("stream") and "timeout" not in given
        if is_whole and 3600 * given["max_tokens"] / 128_000 > 600:
            raise ValueError("Streaming is required for operations that may take longer than 10 minutes")
        with self._client._send(given) as response:
            return Message(json.load(response))

    def stream(self, **arguments):
        given = self._checked("stream", arguments, set())
        return Stream(self._client._send({**given, "stream": True}))

    def _checked(self, name, arguments, more):
        for argument in arguments:
            if argument not in FIELDS | BY_MAJOR[MAJOR] | OPTIONS | more:
                raise TypeError(f"{name}() got an unexpected keyword argument '{argument}'")
        missing = REQUIRED - set(arguments)
        if missing:
            raise TypeError(f"Missing required arguments: {missing}")
        return arguments


class Anthropic:
    def __init__(self, *, api_key=None, auth_token=None, base_url=None, default_headers=None):
        self._key = api_key or os.environ.get("ANTHROPIC_API_KEY")
        self._token = auth_token
        self._base_url = (base_url or os.environ.get("ANTHROPIC_BASE_URL", "")).rstrip("/")
        self._headers = default_headers or {}
        self.messages = Messages(self)

    def _send(self, arguments):
        body = {name: value for name, value in arguments.items() if name not in OPTIONS}
        body.update(arguments.get("extra_body") or {})
        headers = {"content-type": "application/json", "anthropic-version": VERSIONS[MAJOR]}
        if MAJOR == "2.x":
            headers["authorization"] = f"Bearer {self._key}"
        else:
            headers["x-api-key"] = self._key
            if self._token:
                headers["authorization"] = f"Bearer {self._token}"
        for more in (self._headers, arguments.get("extra_headers") or {}):
            headers.update({name.lower(): value for name, value in more.items()})
        data = json.dumps(body, ensure_ascii=False).encode("utf-8")
        request = urllib.request.Request(f"{self._base_url}/v1/messages", data, headers, method="POST")
        try:
            return urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            raise APIStatusError(error.code, error.read().decode()) from None
