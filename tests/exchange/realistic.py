"""Small sources as people have them: a WordPress blog of 2012, a Hugo site, a Jekyll blog, docs of a project."""

from __future__ import annotations

from exchange_sources import attachment, entry, meta, picture, wxr

HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://bees.example/"\ntitle = "Bees"\n',
    "README.md": "# How to build this site\n\nRun hugo.",
    "archetypes/default.md": "---\ntitle: '{{ replace .Name }}'\n---\n",
    "themes/x/layouts/index.html": "{{ .Title }}",
    "static/img/hive.png": picture("gold"),
    "content/_index.md": (
        '+++\ntitle = "The bee notes"\ndescription = "A year at the hives"\n+++\n'
        '{{< figure src="/img/hive.png" alt="A hive" caption="The *old* hive" >}}\n\n'
        'Start with [the year]({{< ref "posts/first-flight.md" >}}).\n'
    ),
    "content/about.md": (
        "---\ntitle: About\nmenu: main\naliases: [/who/]\n---\n"
        '{{% notice tip "Visits" %}}Come in **June**.{{% /notice %}}\n\n'
        '<!-- raw HTML omitted -->\nSee [posts](/posts/).\n\n![logo](/img/hive.png "Our logo")\n'
    ),
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/posts/first-flight.md": (
        "---\ntitle: First flight\ndate: 2023-03-04T09:30:00+01:00\ntags: [spring, bees]\n"
        "categories: [Notes]\nauthor: Ida\nslug: first-flight\n---\nThey flew.<!--more-->\n\n"
        '{{< highlight python "linenos=table" >}}\nprint("{{ x }}")\n{{< /highlight >}}\n\n'
        "{{< youtube w7Ft2ymGmfc >}}\n\n## Next steps?\n\n[Up](#next-steps) and [two](../swarm/).\n"
    ),
    "content/posts/swarm/index.md": (
        "---\ntitle: A swarm\ndate: 2023-05-20\nresources:\n- src: tree.png\n"
        "  title: The apple tree\n  params:\n    alt: Bees in a tree\ncover:\n  image: tree.png\n---\n"
        '![Bees](tree.png)\n\n{{< gallery match="*.png" >}}\n\nTerms[^1].\n\n[^1]: A *note*.\n'
    ),
    "content/posts/swarm/tree.png": picture("green"),
    "content/posts/hidden.md": (
        "---\ntitle: Hidden\ndate: 2023-06-01\nbuild:\n  list: never\n---\nNot in lists.\n"
    ),
    "content/posts/later.md": "---\ntitle: Later\ndate: 2023-07-01\ndraft: true\n---\nNot yet.\n",
}

JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "title: Notes\nbaseurl: /notes\n",
    "_layouts/post.html": "{{ content }}",
    "Gemfile": "source 'x'",
    "assets/images/lamp.png": picture("orange"),
    "index.md": "---\nlayout: home\ntitle: Notes\n---\nWelcome to the notes.\n",
    "about.md": (
        "---\nlayout: page\ntitle: About me\npermalink: /about-me/\n---\n"
        "{% if site.email %}Write to me.{% endif %} Read "
        "[the lamp]({% post_url 2021-11-05-the-lamp %}).\n"
    ),
    "_posts/2021-11-05-the-lamp.md": (
        '---\nlayout: post\ntitle: "The lamp: a story"\ndate: 2021-11-05 20:15:00 +0100\n'
        "categories: light home\nimage: /assets/images/lamp.png\nexcerpt: How it burned.\n---\n"
        "![The lamp]({{ site.baseurl }}/assets/images/lamp.png){: .center}\n\n"
        "{% highlight ruby %}\nputs '{{ lamp }}'\n{% endhighlight %}\n\n"
        "{% include note.html content='x' %}\nMore at [about]({{ '/about-me/' | relative_url }}).\n"
    ),
    "_posts/2022-01-02-second.markdown": "---\nlayout: post\ntitle: Second\n---\nShort.\n",
    "_drafts/idea.md": "---\ntitle: An idea\n---\nNot ready.\n",
}

DOCS: dict[str, str | bytes] = {
    "README.md": (
        "# Tidal\n\n[![Build](https://ci.example/badge.svg)](https://ci.example/tidal)\n\n"
        "A library. See [the guide](guide/README.md), [install](guide/install.md#from-source) "
        "and the [picture](images/plan.png).\n\n![Plan](images/plan.png)\n"
    ),
    "CHANGELOG.md": "# Changes\n\n## 1.0\n\n- First\n",
    "images/plan.png": picture("navy"),
    "guide/README.md": "# Guide\n\n- [Install](install.md)\n- [API](../api/index.md)\n- [x](gone.md)\n",
    "guide/install.md": (
        "# Install\n\n[[toc]]\n\n## From source\n\n```sh\nmake [all]  # {{ not a template }}\n```\n\n"
        '!!! warning "Careful"\n    Do not run as root.\n\n=== "Linux"\n    apt\n\n=== "Mac"\n    brew\n\n'
        "![plan](../images/plan.png) [back](../README.md) [top](#install) [us](#from-source)\n\n"
        "| a | b |\n|---|---|\n| 1 | `x|y` |\n\n> [!NOTE]\n> GitHub's own.\n\n- [x] done\n- [ ] open\n"
    ),
    "api/index.md": "# API\n\n<details><summary>More</summary>\n\nInside **bold**\n\n</details>\n",
    "api/client.md": "# `Client`\n\nUse `tidal.Client<T>`.\n",
}


def _meta(**values: str) -> str:
    return "".join(meta(key, value) for key, value in values.items())


def _post(number: int, title: str, body: str, slug: str, author: str, **more: str) -> str:
    day = more.pop("day", "2012-03-04")
    link = f"https://old.example/blog/{day[:4]}/{day[5:7]}/{slug}/"
    text = entry(
        number, title, body, link=link, post_name=slug, guid=f"https://old.example/?p={number}",
        post_date_gmt=f"{day} 10:00:00", **more,
    )  # fmt: skip
    return text.replace("<dc:creator>ada<", f"<dc:creator>{author}<")


_CATEGORIES = (
    "<wp:category><wp:category_nicename>trips</wp:category_nicename><wp:category_parent>"
    "</wp:category_parent><wp:cat_name><![CDATA[Trips]]></wp:cat_name></wp:category>"
    "<wp:category><wp:category_nicename>by-sea</wp:category_nicename><wp:category_parent>trips"
    "</wp:category_parent><wp:cat_name><![CDATA[By sea]]></wp:cat_name></wp:category>"
    "<wp:author><wp:author_login>bo</wp:author_login>"
    "<wp:author_display_name><![CDATA[Bo Berg]]></wp:author_display_name></wp:author>"
)
_TERMS = (
    '<category domain="category" nicename="by-sea"><![CDATA[By sea]]></category>'
    '<category domain="post_tag" nicename="boats"><![CDATA[boats &amp; nets]]></category>'
)
_UPLOADS = "https://old.example/wp-content/uploads"

WORDPRESS_FILES: dict[str, str | bytes] = {
    "2012/03/boat.jpg": picture("blue", "JPEG"),
    "2012/03/net.png": picture("gray"),
    "2012/04/plan.pdf": b"%PDF-1.4 plan",
}


def wordpress() -> str:
    """Give the export of a blog by two authors, in the classic editor, of WXR 1.1."""
    first = (
        f'We sailed at dawn.\nNobody slept.\n\n[caption id="attachment_11" align="alignleft" '
        f'width="300" caption="The <em>boat</em>"]<a href="{_UPLOADS}/2012/03/boat.jpg"><img '
        f'class="wp-image-11" src="{_UPLOADS}/2012/03/boat-300x200.jpg" alt="Boat" /></a>[/caption]'
        "\n\n<!--more-->\n\nhttp://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n"
        '[gallery columns="2" link="file"]\n\n<h3>Then</h3>\n<ul>\n\t<li>One</li>\n\t<li>Two</li>\n</ul>\n'
        'See <a href="/blog/2012/04/the-net/#comments">the net</a>, <a href="/?page_id=3">us</a> and '
        f'<a href="{_UPLOADS}/2012/04/plan.pdf">the plan</a>.[/caption]'
    )
    second = (
        '<div style="color:red">A &lt;net&gt; &amp; a rod</div>\n[embed]http://vimeo.com/1[/embed]\n'
        '[contact-form-7 id="9" title="Ask"]\n<blockquote>Said\nhe</blockquote>\n'
        '[sourcecode language="css"]a[href] { x: 1 }[/sourcecode]\n<img src="http://gone.example/x.gif" />'
    )
    gallery = _meta(_wp_attachment_image_alt="A net", _wp_attached_file="2012/03/net.png")
    return wxr(
        _CATEGORIES,
        entry(3, "About us", "We &amp; <strong>they</strong>", kind="page", post_name="about",
              link="https://old.example/about/"),
        entry(4, "The crew", "Below", kind="page", post_name="crew", post_parent="3",
              link="https://old.example/about/crew/", menu_order="2"),
        _post(1, "Setting out", first, "setting-out", "ada", inner=_TERMS + meta("_thumbnail_id", "12")),
        _post(2, "The net", second, "the-net", "bo", day="2012-04-05", inner=_TERMS,
              excerpt="What [b]we[/b] caught"),
        _post(5, "Secret", "x", "secret", "bo", status="private"),
        _post(6, "", "An aside without a title.", "6", "bo", day="2012-05-01"),
        attachment(11, "2012/03/boat.jpg", title="boat", excerpt="Our boat", post_parent="1"),
        attachment(12, "2012/03/net.png", title="net", inner=gallery, post_parent="1"),
        attachment(13, "2012/04/plan.pdf", title="The plan"),
        version="1.1",
    ).replace("https://blog.example", "https://old.example")  # fmt: skip
