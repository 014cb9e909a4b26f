"""What a receiver outside is told of an incident, in the shape it understands. Pure.

Signatures: ``json`` carries HMAC-SHA256 of the body in hexadecimal; 飞书 and 钉钉 have their own, made of the instant.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote_plus

SIGNATURE = "X-Weilu-Signature"


class Shape(StrEnum):
    """What kind of receiver it is."""

    JSON = "json"
    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    WECOM = "wecom"
    SLACK = "slack"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call: where, what, and what is said beside it."""

    url: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""
    """The number in its answer that is 0 when it has taken the call; "" when the status says so."""


def delivery(
    url: str, shape: Shape, secret: str | None, facts: Mapping[str, Any], text: str, now: datetime
) -> Delivery:
    """The call that tells of ``facts``, or for receivers that show words of ``text``."""
    match shape:
        case Shape.JSON:
            body = _json({**facts, "text": text})
            headers = {SIGNATURE: f"sha256={_sign(secret, body).hex()}"} if secret else {}
            return Delivery(url, body, headers)
        case Shape.FEISHU:
            content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
            if secret:
                at = str(int(now.timestamp()))
                signed = hmac.new(f"{at}\n{secret}".encode(), b"", hashlib.sha256).digest()
                content |= {"timestamp": at, "sign": base64.b64encode(signed).decode()}
            return Delivery(url, _json(content), receipt="code")
        case Shape.DINGTALK:
            if secret:
                at = str(int(now.timestamp() * 1000))
                sign = quote_plus(base64.b64encode(_sign(secret, f"{at}\n{secret}")))
                url = f"{url}{'&' if '?' in url else '?'}timestamp={at}&sign={sign}"
            return Delivery(url, _json({"msgtype": "text", "text": {"content": text}}), receipt="errcode")
        case Shape.WECOM:
            return Delivery(url, _json({"msgtype": "text", "text": {"content": text}}), receipt="errcode")
        case Shape.SLACK:
            return Delivery(url, _json({"text": text}))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sign(secret: str | None, text: str) -> bytes:
    return hmac.new((secret or "").encode(), text.encode(), hashlib.sha256).digest()
