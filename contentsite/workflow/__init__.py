"""The states that content goes through, and what each role may do in each of them."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator

from .simple import IMMEDIATE, SIMPLE
from .workflow import Workflow, workflows_of


def add_workflow(config: Any, workflow: Workflow) -> None:
    """Directive: let types name a workflow, `@content(workflow="...")`."""

    def register() -> None:
        workflows_of(config.registry)[workflow.name] = workflow

    config.action(("workflow", workflow.name), register)


def includeme(config: Configurator) -> None:
    """Register the product's own workflows, and the directive that adds a site's."""
    config.add_directive("add_workflow", add_workflow)
    for workflow in (SIMPLE, IMMEDIATE):
        config.add_workflow(workflow)
