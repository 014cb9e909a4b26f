"""How overlays become settings: sparse, the strongest last, and never able to break a group."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


def resolve(model: type[M], overlays: Iterable[Mapping[str, Any]]) -> M:
    """The settings after laying ``overlays`` over the defaults, weakest first.

    An absent key inherits. A value that does not validate (any more) is left out, so the next weaker one counts.
    """
    values: dict[str, Any] = {}
    for overlay in overlays:
        for key, value in overlay.items():
            candidate = {**values, key: value}
            if key in model.model_fields and _fits(model, candidate):
                values = candidate
    return model.model_validate(values)


def unfit(model: type[BaseModel], overlay: Mapping[str, Any]) -> list[str]:
    """Keys of a stored overlay that no longer exist or validate: what the doctor shows."""
    return [key for key, value in overlay.items() if key not in model.model_fields or not _fits(model, {key: value})]


def _fits(model: type[BaseModel], values: Mapping[str, Any]) -> bool:
    try:
        model.model_validate(values)
    except ValidationError:
        return False
    return True
