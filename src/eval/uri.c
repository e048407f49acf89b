#include "eval/uri.h"

#include "base/text.h"

static bool is_scheme_char(char c)
{
    return tri_char_is_letter(c) || tri_char_is_digit(c) || c == '+' || c == '-' ||
           c == '.';
}

/* The size of the scheme that `text` begins with; 0 when it has none. */
static size_t scheme_size(TriStr text)
{
    size_t size = 0;

    if (text.size == 0 || !tri_char_is_letter(text.data[0])) {
        return 0;
    }
    while (size < text.size && is_scheme_char(text.data[size])) {
        size++;
    }
    return size < text.size && text.data[size] == ':' ? size : 0;
}

/* Takes everything from `mark` on off the end of `text`. */
static TriStr take_from(TriStr *text, char mark)
{
    size_t at = tri_str_find_char(*text, mark);
    TriStr taken = at == TRI_NOT_FOUND ? (TriStr){ 0 } : tri_str_from(*text, at);

    text->size -= taken.size;
    return taken;
}

/* A colon inside the brackets of an IPv6 address separates no port. */
static void split_authority(TriUri *uri, TriStr authority)
{
    size_t at = tri_str_find_last_char(authority, '@');

    if (at != TRI_NOT_FOUND) {
        uri->user = tri_str_slice(authority, 0, at + 1);
        authority = tri_str_from(authority, at + 1);
    }
    size_t bracket = tri_str_find_last_char(authority, ']');
    size_t colon = tri_str_find_last_char(authority, ':');
    bool has_port =
        colon != TRI_NOT_FOUND && (bracket == TRI_NOT_FOUND || bracket < colon);

    uri->host = has_port ? tri_str_slice(authority, 0, colon) : authority;
    uri->port = has_port ? tri_str_from(authority, colon + 1) : (TriStr){ 0 };
}

TriUri tri_uri_split(TriStr text)
{
    TriUri uri = { .scheme = tri_str_slice(text, 0, scheme_size(text)) };

    text = tri_str_from(text, uri.scheme.size + (uri.scheme.size > 0));
    uri.fragment = take_from(&text, '#');
    uri.query = take_from(&text, '?');
    uri.has_authority = tri_str_has_prefix(text, TRI_STR("//"));
    if (uri.has_authority) {
        TriStr authority = tri_str_from(text, 2);

        text = take_from(&authority, '/');
        split_authority(&uri, authority);
    }
    uri.path = text;
    return uri;
}

bool tri_uri_is_default_port(TriStr scheme, TriStr port)
{
    static const struct {
        TriStr scheme;
        TriStr port;
    } defaults[] = {
        { TRI_STR_INIT("http"), TRI_STR_INIT("80") },
        { TRI_STR_INIT("https"), TRI_STR_INIT("443") },
        { TRI_STR_INIT("ftp"), TRI_STR_INIT("21") },
        { TRI_STR_INIT("ws"), TRI_STR_INIT("80") },
        { TRI_STR_INIT("wss"), TRI_STR_INIT("443") },
    };

    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
        if (tri_str_eq_nocase(scheme, defaults[i].scheme)) {
            return tri_str_eq(port, defaults[i].port);
        }
    }
    return false;
}

/* Leaves the last segment out of a path under construction. */
static void drop_segment(TriText *path)
{
    size_t slash = tri_str_find_last_char(tri_text_str(path), '/');

    path->size = slash == TRI_NOT_FOUND ? 0 : slash;
}

static void add_segment(TriText *path, TriStr segment, bool is_last)
{
    bool is_up = tri_str_eq(segment, TRI_STR("/.."));

    if (is_up) {
        drop_segment(path);
    }
    if (!is_up && !tri_str_eq(segment, TRI_STR("/."))) {
        tri_text_add(path, segment);
    } else if (is_last) {
        tri_text_add_char(path, '/');
    }
}

/* Segments are taken with the slash in front of them. */
static TriStr without_dots(TriArena *arena, TriStr path)
{
    TriText kept = tri_text(arena);

    if (!tri_str_has_prefix(path, TRI_STR("/"))) {
        return path;
    }
    while (path.size > 0) {
        size_t slash = tri_str_find_char(tri_str_from(path, 1), '/');
        TriStr segment =
            slash == TRI_NOT_FOUND ? path : tri_str_slice(path, 0, slash + 1);

        path = tri_str_from(path, segment.size);
        add_segment(&kept, segment, path.size == 0);
    }
    return tri_text_str(&kept);
}

static void add_authority(TriText *text, const TriUri *uri)
{
    tri_text_add_c(text, "//");
    tri_text_add(text, uri->user);
    tri_text_add(text, tri_str_lower(text->arena, uri->host));
    if (uri->port.size > 0 && !tri_uri_is_default_port(uri->scheme, uri->port)) {
        tri_text_add_char(text, ':');
        tri_text_add(text, uri->port);
    }
}

TriStr tri_uri_join(TriArena *arena, const TriUri *uri)
{
    TriStr scheme = tri_str_lower(arena, uri->scheme);
    TriStr path = without_dots(arena, uri->path);
    TriText text = tri_text(arena);

    tri_text_add(&text, scheme);
    tri_text_add_char(&text, ':');
    if (uri->has_authority) {
        add_authority(&text, uri);
        tri_text_add_c(&text, path.size == 0 ? "/" : "");
    }
    tri_text_add(&text, path);
    tri_text_add(&text, uri->query);
    tri_text_add(&text, uri->fragment);
    return tri_text_str(&text);
}

/* The path of `base` with `relative` in place of what follows its last slash. */
static TriStr merge_paths(TriArena *arena, const TriUri *base, TriStr relative)
{
    size_t slash = tri_str_find_last_char(base->path, '/');
    TriText path = tri_text(arena);

    if (slash != TRI_NOT_FOUND) {
        tri_text_add(&path, tri_str_slice(base->path, 0, slash + 1));
    } else if (base->has_authority) {
        tri_text_add_char(&path, '/');
    }
    tri_text_add(&path, relative);
    return tri_text_str(&path);
}

TriStr tri_uri_resolve(TriArena *arena, const TriUri *base, TriStr relative)
{
    TriUri uri = tri_uri_split(relative);

    if (uri.scheme.size > 0) {
        return tri_uri_join(arena, &uri);
    }
    uri.scheme = base->scheme;
    if (uri.has_authority) {
        return tri_uri_join(arena, &uri);
    }
    uri.has_authority = base->has_authority;
    uri.user = base->user;
    uri.host = base->host;
    uri.port = base->port;
    if (uri.path.size == 0) {
        uri.path = base->path;
        uri.query = uri.query.size > 0 ? uri.query : base->query;
    } else if (uri.path.data[0] != '/') {
        uri.path = merge_paths(arena, base, uri.path);
    }
    return tri_uri_join(arena, &uri);
}
