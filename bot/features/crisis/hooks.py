"""What a receiver outside is told of an incident, in the shape it understands. Pure.

Signatures: ``json`` carries HMAC-SHA256 of the body in hexadecimal; 飞书 and 钉钉 have their own, made of the instant.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


def delivery(url: str, shape: Shape, facts: Mapping[str, Any], text: str) -> Delivery:
    """The call that tells of ``facts``, or for receivers that show words of ``text``; not signed yet."""
    match shape:
        case Shape.JSON:
            return Delivery(url, _json({**facts, "text": text}))
        case Shape.FEISHU:
            return Delivery(url, _json({"msg_type": "text", "content": {"text": text}}), receipt="code")
        case Shape.DINGTALK | Shape.WECOM:
            return Delivery(url, _json({"msgtype": "text", "text": {"content": text}}), receipt="errcode")
        case Shape.SLACK:
            return Delivery(url, _json({"text": text}))


def signed(made: Delivery, shape: Shape, secret: str, now: datetime) -> Delivery:
    """The call as it goes out at ``now``: receivers that ask for the instant refuse one that is an hour old."""
    match shape:
        case Shape.JSON:
            return replace(made, headers={**made.headers, SIGNATURE: f"sha256={_sign(secret, made.body).hex()}"})
        case Shape.FEISHU:
            at = str(int(now.timestamp()))
            sign = hmac.new(f"{at}\n{secret}".encode(), b"", hashlib.sha256).digest()
            content = {**json.loads(made.body), "timestamp": at, "sign": base64.b64encode(sign).decode()}
            return replace(made, body=_json(content))
        case Shape.DINGTALK:
            at = str(int(now.timestamp() * 1000))
            sign_of = quote_plus(base64.b64encode(_sign(secret, f"{at}\n{secret}")))
            return replace(made, url=f"{made.url}{'&' if '?' in made.url else '?'}timestamp={at}&sign={sign_of}")
        case Shape.WECOM | Shape.SLACK:
            return made


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sign(secret: str, text: str) -> bytes:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
