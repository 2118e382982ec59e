"""Settings of a project: amorecheck.toml, or [tool.amorecheck] in pyproject.toml, in this folder or one above it.

Keys are the long names of the options of `check` and `batch`. The command line wins. Paths count from the file's folder.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from amorecheck.errors import ConfigurationError
from amorecheck.reporting.wording import join_words, say

FILES = ("amorecheck.toml", "pyproject.toml")
COMMANDS = ("check", "batch")
NOT_SETTABLE = frozenset({"help", "settings", "output", "write-baseline"})
"""Options that only make sense for one run."""

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says: values by the long name of an option. path: the file, None where there is none."""

    values: Mapping[str, Any]
    path: Path | None = None


def find_settings(start: Path) -> Settings:
    """The nearest settings in `start` or a folder above it; empty where there are none. Raises ConfigurationError."""
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (settings := read_settings(path)) is not None:
                return settings
    return Settings({})


def read_settings(path: Path) -> Settings | None:
    """The settings in a file; None for a pyproject.toml that has none. Raises ConfigurationError."""
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise ValueError("too large")
        table = tomllib.loads(data.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(say("settings.error.syntax", file=path.name, problem=error)) from error
    except FileNotFoundError as error:
        raise ConfigurationError(say("settings.error.gone", file=path.name)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigurationError(say("settings.error.unreadable", file=path.name)) from error
    if path.name == "pyproject.toml":
        tools = table.get("tool", {})
        if not isinstance(tools, dict) or "amorecheck" not in tools:
            return None
        table = tools["amorecheck"]
    if not isinstance(table, dict):
        raise ConfigurationError(say("settings.error.table", file=path.name))
    return Settings(table, path)


def defaults_from(settings: Settings, ctx: click.Context) -> dict[str, Any]:
    """The settings as defaults of this command's options. Raises ConfigurationError for an unknown key or a bad value."""
    options = _options(ctx)
    own = {param.name for param in ctx.command.params}
    defaults: dict[str, Any] = {}
    for key, value in settings.values.items():
        if key not in options:
            raise ConfigurationError(_unknown(key, options, settings))
        name, converted = options[key].name, _converted(key, value, options[key], settings, ctx)
        if name in own and name is not None:
            defaults[name] = converted
    return defaults


def _options(ctx: click.Context) -> dict[str, click.Option]:
    """Options that may be set, by long name, of all commands that share the file: a key of the one is no error in the other."""
    root = ctx.find_root()
    commands = [root.command.get_command(root, name) for name in COMMANDS] if isinstance(root.command, click.Group) else [ctx.command]
    options: dict[str, click.Option] = {}
    for command in (ctx.command, *commands):
        for param in command.params if command else ():
            if isinstance(param, click.Option):
                options.update((name, param) for opt in param.opts if opt.startswith("--") and (name := opt[2:]) not in NOT_SETTABLE | options.keys())
    return options


def _unknown(key: str, options: Mapping[str, click.Option], settings: Settings) -> str:
    close = difflib.get_close_matches(key.replace("_", "-").lower(), sorted(options), n=1)
    hint = say("settings.error.hint", name=close[0]) if close else say("settings.error.allowed", keys=join_words(sorted(options)))
    return say("settings.error.unknown", file=_name(settings), name=key, hint=hint)


def _converted(key: str, value: Any, option: click.Option, settings: Settings, ctx: click.Context) -> Any:
    kind = _kind(option)
    if not _is_kind(value, kind):
        raise ConfigurationError(say("settings.error.kind", file=_name(settings), name=key, kind=say(f"settings.kinds.{kind}", name=key)))
    if isinstance(option.type, click.Path) and settings.path is not None:
        value = str(settings.path.parent / value)
    try:
        option.type_cast_value(ctx, value)
    except click.BadParameter as error:
        raise ConfigurationError(say("settings.error.value", file=_name(settings), name=key, problem=error.message)) from error
    return value


def _kind(option: click.Option) -> str:
    if option.multiple:
        return "list"
    if option.is_flag or isinstance(option.type, click.types.BoolParamType):
        return "boolean"
    if isinstance(option.type, click.types.IntParamType | click.IntRange):
        return "whole"
    return "number" if isinstance(option.type, click.types.FloatParamType | click.FloatRange) else "text"


def _is_kind(value: Any, kind: str) -> bool:
    if kind == "list":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "whole":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _name(settings: Settings) -> str:
    return settings.path.name if settings.path else FILES[0]
