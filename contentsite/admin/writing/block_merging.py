"""Blocks that two people have changed: put together block by block, so that only what both changed is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contentsite.editing.earlier import value_then
from contentsite.tree.node import Node

from ..form.blocks import BlocksControl, Group
from ..form.form import Form
from .marks import Marks, is_changed

THEIRS: Final = "theirs"
"""What is sent where the other's is chosen."""


def recall(node: Node, form: Form, marks: Marks) -> None:
    """Let fields of blocks know what the form was made from, where somebody has changed them since."""
    for control in form.controls:
        if isinstance(control, BlocksControl) and is_changed(control, marks):
            mark = marks[control.spec.name]
            control.recall(value_then(node, control.spec, mark.value) or ())


def settle(control: BlocksControl, choices: Mapping[str, str]) -> list[Group]:
    """Take the choices of blocks that both had changed; return those about which nothing was chosen."""
    asked = [group for group in control.groups if group.key in choices and group.block is not None]
    for group in asked:
        if choices[group.key] == THEIRS:
            group.value = group.block
    return [group for group in asked if not choices[group.key]]


def woven(control: BlocksControl, marks: Marks) -> list[Group] | None:
    """Put into what was typed what somebody else has done since; return the blocks that both have changed.

    None where there is nothing to put together, or where it is not known what there was before.
    """
    if control.error or not is_changed(control, marks):
        return None
    return control.weave()
