"""Markdown as it is shown."""

from __future__ import annotations

from contentsite.schema.markdown import render_markdown


def test_commonmark_with_tables_and_strikethrough():
    assert (
        render_markdown("# T\n\na **b** ~~c~~")
        == "<h2>T</h2>\n<p>a <strong>b</strong> <s>c</s></p>\n"
    )
    assert "<td>2</td>" in render_markdown("|a|b|\n|-|-|\n|1|2|")


def test_html_in_it_is_sanitised():
    assert (
        render_markdown("<script>x</script>\n\n[a](javascript:b)") == "\n<p>[a](javascript:b)</p>\n"
    )
    assert "onerror" not in render_markdown("<img src=/a onerror=b>")
