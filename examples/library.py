"""A site in one file, with a type and a template of its own: `contentsite serve examples/library.py`."""

from contentsite import Document, SiteMade, Text, content

TEMPLATE = """{% extends "contentsite:public/templates/base.jinja2" %}
{% block main %}<article class="page wrap">
{% call ui.head(context.title, context.description) %}by {{ context.author }}{% endcall %}
<div class="prose">{{ html(context, "body") }}</div></article>{% endblock %}"""


@content(template=TEMPLATE)
class Book(Document):
    author: Text = ""


def first_book(event: SiteMade):
    book = Book(title="Middlemarch", author="George Eliot", body="<p>On the second shelf.</p>")
    event.node.add("middlemarch", book).publish()


def includeme(config):
    config.scan(__name__)
    config.add_tree_subscriber(SiteMade, first_book)
