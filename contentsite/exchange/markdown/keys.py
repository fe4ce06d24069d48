"""The keys of front matter that have a meaning of their own, and the words that name types."""

from __future__ import annotations

TYPES = {
    name.casefold().replace(" ", ""): name
    for name in ("Document", "News Item", "Folder", "Image", "File", "Event", "Link", "Site")
}
"""The built-in types by their names in small letters."""
NEWS = frozenset({"post", "posts", "blog", "blogpost", "article", "news", "item"})
"""What other programs call news."""
GALLERIES = frozenset({"gallery", "album"})
PLAIN = frozenset(
    {"page", "pages", "doc", "docs", "default", "section", "home", "book", "list", "single"}
    | {"chapter", "index", "about", "landing", "homepage", "website"}
)
"""What other programs call a page: it says nothing of its type."""

FIELDS = frozenset(
    {"summary", "excerpt", "lead", "date", "created", "keywords", "category", "url", "permalink"}
    | {"alias", "author", "authors", "order", "position", "layout", "template", "metadata", "menu"}
    | {"content", "files", "listed"}
)
"""Keys that a type of one's own may well have as fields."""
USED = FIELDS | frozenset(
    {"title", "linktitle", "description", "published", "draft", "publish_date", "publishdate"}
    | {"unpublish_date", "expirydate", "lastmod", "modified", "last_modified_at", "updated"}
    | {"tags", "tag", "categories", "slug", "taxonomy", "aliases", "routes", "redirect_from"}
    | {"lang", "language", "locale", "weight", "nav_order", "menu_order", "sidebar_position"}
    | {"type", "process", "twig_first", "cache_enable", "never_cache_twig", "shortcode-core"}
    | {"updated_at", "resources", "visible", "build", "_build", "headless", "unlisted"}
    | {"nav_exclude", "routable"}
)
"""Keys whose values become something else than a field of the same name."""
PICTURES = (
    *("image", "cover", "featured_image", "featuredimage", "feature_image", "cover_image"),
    *("hero_image", "header_image", "header_image_file", "thumbnail", "hero", "banner", "images"),
)
"""What other programs call the picture of a page."""
